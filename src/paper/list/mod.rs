//! A volume of the list: entries in, pages out, in one stream.
//!
//! In: the entries of a fixed range, one after the other. Out: a PDF of at most 1 000 pages. Never: a cell cut short; the
//! pages of a volume held uncompressed.
//!
//! Entries come in the order of a keyed hash, so the first thousand are a fair sample: from them come the widths of the
//! columns and the density (9 pt and 50 rows a page where names are short, down to 5 pt where every name takes three
//! lines). Should a volume fall behind its thousand pages all the same, the next page is set denser.

mod marks;
mod page;
mod rows;
#[cfg(test)]
mod tests;

use super::PaperError;
use super::canvas::{Canvas, Mpt};
use super::columns::{DENSITIES, Grid, Place};
use super::document::{About, Document};
use super::fonts::{Fonts, Style};
use super::han::Han;
use super::line::Setter;
use super::paper_size::PaperSize;
use super::texts::{Texts, Word};
use crate::entry::{Column, Entry};
use page::{LEFT, RIGHT, SMALL, TOP};
use rows::Cell;

/// Entries of a volume, all but the last: known beforehand, so that volumes are set in parallel. At 50 rows a page
/// 800 pages; the other 200 are for names that take more than one line.
pub const ENTRIES_PER_VOLUME: u64 = 40_000;

/// Most pages of a volume.
pub const PAGES_PER_VOLUME: u64 = 1_000;

/// What a volume says on each of its pages.
#[derive(Clone, Copy, Debug)]
pub struct VolumePage<'a> {
    /// Title of the petition.
    pub title: &'a str,
    /// ISO 639-1.
    pub language: &'a str,
    /// The recipient's country (ISO 3166-1 alpha-2): with the language it decides how Han is drawn where a row does not.
    pub country: Option<&'a str>,
    /// From 1.
    pub volume: u32,
    pub volumes: u32,
    /// Number of the volume's first entry, from 1.
    pub first_entry: u64,
    /// Entries of this volume.
    pub entries: u64,
    pub columns: &'a [Column],
    /// Register root.
    pub root: &'a [u8; 32],
    /// Dossier id.
    pub id: &'a str,
    pub paper: PaperSize,
}

/// A finished volume.
#[derive(Clone, Debug)]
pub struct VolumePdf {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// Cells with a character that is drawn as a box because no face has it.
    pub missing_glyphs: u64,
}

const SAMPLE: usize = 1_000;

/// Pages that the density is chosen for; the rest are for samples that were not as fair as they should be.
const PAGES_AIMED_AT: f64 = 970.0;

/// A volume being set.
pub struct ListVolume<'f> {
    setter: Setter<'f>,
    document: Document,
    texts: Texts,
    /// How Han is drawn where a row does not say it, and where it may.
    han: Han,
    country: Option<usize>,
    /// The word for a merged cell.
    merged: String,
    title: String,
    columns: Vec<Column>,
    volume: (u32, u32),
    root: String,
    id: String,
    paper: PaperSize,
    first: u64,
    entries: u64,
    taken: u64,
    sample: Vec<Entry>,
    grid: Option<Grid>,
    /// Rows of a page at each density, by the sample.
    rows: [f64; DENSITIES.len()],
    density: usize,
    framed: [bool; DENSITIES.len()],
    places: Vec<Place>,
    canvas: Canvas,
    stream: Vec<u8>,
    /// Top of the next row, and entries begun on the page: first and last.
    y: Mpt,
    on_page: Option<(u64, u64)>,
    row: Vec<Cell>,
    boxed: u64,
    /// Room that the words with the number of pages take, as many digits as are expected.
    total_room: Mpt,
}

impl<'f> ListVolume<'f> {
    /// Begins a volume. Fonts are shared by threads; everything else is the volume's own.
    pub fn begin(page: &VolumePage<'_>, fonts: &'f Fonts) -> ListVolume<'f> {
        let texts = Texts::of(page.language);
        ListVolume {
            setter: Setter::new(fonts),
            document: Document::new(page.paper),
            merged: texts.say("merged-cell").into_owned(),
            canvas: Canvas::new(texts.direction()),
            texts,
            han: Han::of_document(page.language, page.country),
            country: page.columns.iter().position(|column| *column == Column::Country),
            title: page.title.to_owned(),
            columns: page.columns.to_vec(),
            volume: (page.volume, page.volumes),
            root: crate::proof::digest::base64(page.root),
            id: page.id.to_owned(),
            paper: page.paper,
            first: page.first_entry,
            entries: page.entries,
            taken: 0,
            sample: Vec::new(),
            grid: None,
            rows: [0.0; DENSITIES.len()],
            density: 0,
            framed: [false; DENSITIES.len()],
            places: Vec::new(),
            stream: Vec::new(),
            y: TOP,
            on_page: None,
            row: Vec::new(),
            boxed: 0,
            total_room: 0,
        }
    }

    /// Takes the next entry, whose cells are in the order of the volume's columns.
    ///
    /// # Errors
    /// `TooMany` past the entries announced.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), PaperError> {
        if self.grid.is_some() {
            return self.set_row(entry);
        }
        self.sample.push(entry.clone());
        if self.sample.len() == SAMPLE { self.begin_rows() } else { Ok(()) }
    }

    /// Ends the volume.
    ///
    /// # Errors
    /// `TooMany`, and `Font` and `Form` as the document is put together.
    pub fn finish(mut self) -> Result<VolumePdf, PaperError> {
        if self.grid.is_none() {
            self.begin_rows()?;
        }
        self.end_page();
        let pages = self.document.pages() as u32;
        let total = self.texts.say_with("of-pages", &[("total", Word::Number(pages.into()))]).into_owned();
        let mut canvas = self.canvas.blank();
        canvas.put_right(&self.setter.line(&total, Style::Regular), RIGHT, self.foot(), SMALL);
        self.stream.clear();
        canvas.stream(&mut self.stream);
        self.document.form("T", &self.stream);
        let title = format!("{} – {}", self.title, self.volume_words());
        let missing_glyphs = self.boxed;
        let about = About { title: &title, language: self.texts.language() };
        let bytes = self.document.finish(&self.setter, &about)?;
        Ok(VolumePdf { bytes, pages, missing_glyphs })
    }

    /// The sample is whole: decides widths and density, then sets the sample.
    fn begin_rows(&mut self) -> Result<(), PaperError> {
        let sample = std::mem::take(&mut self.sample);
        let last = self.first + self.entries.max(1) - 1;
        let grid = Grid::measure(&mut self.setter, &self.texts, &self.columns, &sample, last, (LEFT, RIGHT));
        let height = TOP - self.bottom();
        // The first density at which the sample says that the volume will do.
        for (n, density) in DENSITIES.iter().enumerate() {
            self.rows[n] = grid.rows(&mut self.setter, &sample, density, height);
            self.density = n;
            if self.rows[n] * PAGES_AIMED_AT >= self.entries as f64 {
                break;
            }
        }
        for n in self.density + 1..DENSITIES.len() {
            self.rows[n] = self.rows[n - 1] * f64::from(DENSITIES[n - 1].row) / f64::from(DENSITIES[n].row);
        }
        self.places = grid.places(DENSITIES[self.density].size);
        self.grid = Some(grid);
        let pages = (self.entries as f64 / self.rows[self.density]).ceil().max(1.0) as u64;
        let total = self.texts.say_with("of-pages", &[("total", Word::Number(pages))]).into_owned();
        self.total_room = self.setter.line(&total, Style::Regular).width_at(SMALL);
        self.begin_page();
        for entry in &sample {
            self.set_row(entry)?;
        }
        Ok(())
    }
}
