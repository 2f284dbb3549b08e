//! A volume of the list: entries in, pages out, in one stream.
//!
//! In: the entries of a fixed range, one after the other. Out: a PDF of at most 1 000 pages. Never: a cell cut short; the
//! pages of a volume held uncompressed.
//!
//! Entries come in the order of a keyed hash, so the first thousand are a fair sample: from them come the widths of the
//! columns and the density (9 pt and 50 rows a page where names are short, down to 5 pt where every name takes three
//! lines). Should a volume fall behind its thousand pages all the same, the next page is set denser.

use super::canvas::{Canvas, Mpt, mm};
use super::columns::{DENSITIES, Density, Grid, Place, ems, header, shown};
use super::document::{About, Document, PAGE};
use super::fonts::{Fonts, Style};
use super::line::{Line, Setter};
use super::texts::{Texts, Word};
use super::{PaperError, wrap};
use crate::entry::{Column, Entry};

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
}

/// A finished volume.
#[derive(Clone, Debug)]
pub struct VolumePdf {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// Cells with a character that is drawn as a box because no face has it.
    pub missing_glyphs: u64,
}

const LEFT: Mpt = mm(280);
const RIGHT: Mpt = PAGE.0 - mm(220);
/// Baselines of the running head, of the column headers and of the foot; between `TOP` and `BOTTOM` are the rows.
const HEAD: Mpt = PAGE.1 - mm(220) - 7_000;
const HEADER: Mpt = HEAD - 24_000;
const TOP: Mpt = HEADER - 5_500;
const BOTTOM: Mpt = mm(220) + 12_000;
const FOOT: Mpt = mm(220) - 1_000;
const HAIRLINE: i32 = 20;
const RULE: i32 = 60;
const SMALL: i32 = 75;
const SAMPLE: usize = 1_000;

/// A volume being set.
pub struct ListVolume<'f> {
    setter: Setter<'f>,
    document: Document,
    texts: Texts,
    /// The word for a merged cell.
    merged: String,
    title: String,
    columns: Vec<Column>,
    volume: (u32, u32),
    root: String,
    id: String,
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

/// A cell of the row being set: its line, or its lines where one is not enough.
#[derive(Default)]
struct Cell {
    line: Line,
    more: Vec<Line>,
}

impl Cell {
    fn lines(&self) -> &[Line] {
        if self.more.is_empty() { std::slice::from_ref(&self.line) } else { &self.more }
    }
}

impl<'f> ListVolume<'f> {
    /// Begins a volume. Fonts are shared by threads; everything else is the volume's own.
    pub fn begin(page: &VolumePage<'_>, fonts: &'f Fonts) -> ListVolume<'f> {
        let texts = Texts::of(page.language);
        ListVolume {
            setter: Setter::new(fonts),
            document: Document::new(),
            merged: texts.say("merged-cell").into_owned(),
            texts,
            title: page.title.to_owned(),
            columns: page.columns.to_vec(),
            volume: (page.volume, page.volumes),
            root: crate::proof::digest::base64(page.root),
            id: page.id.to_owned(),
            first: page.first_entry,
            entries: page.entries,
            taken: 0,
            sample: Vec::new(),
            grid: None,
            rows: [0.0; DENSITIES.len()],
            density: 0,
            framed: [false; DENSITIES.len()],
            places: Vec::new(),
            canvas: Canvas::default(),
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
        let mut canvas = Canvas::default();
        canvas.put(&self.setter.line(&total, Style::Regular), self.page_anchor(), FOOT, SMALL);
        self.stream.clear();
        canvas.stream(&mut self.stream);
        self.document.form("T", &self.stream);
        let title = format!("{} – {}", self.title, self.volume_words());
        let missing_glyphs = self.boxed;
        let about = About { title: &title, language: self.texts.language() };
        let bytes = self.document.finish(&self.setter, &about)?;
        Ok(VolumePdf { bytes, pages, missing_glyphs })
    }

    fn volume_words(&self) -> String {
        let (volume, volumes) = self.volume;
        let words = [("volume", Word::Number(volume.into())), ("volumes", Word::Number(volumes.into()))];
        self.texts.say_with("volume", &words).into_owned()
    }

    /// The sample is whole: decides widths and density, then sets the sample.
    fn begin_rows(&mut self) -> Result<(), PaperError> {
        let sample = std::mem::take(&mut self.sample);
        let last = self.first + self.entries.max(1) - 1;
        let grid = Grid::measure(&mut self.setter, &self.texts, &self.columns, &sample, last, (LEFT, RIGHT));
        // The first density at which the sample says that the volume will do.
        for (n, density) in DENSITIES.iter().enumerate() {
            self.rows[n] = grid.rows(&mut self.setter, &sample, density, TOP - BOTTOM);
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

    fn set_row(&mut self, entry: &Entry) -> Result<(), PaperError> {
        if self.taken == self.entries {
            return Err(PaperError::TooMany { announced: self.entries });
        }
        let number = self.first + self.taken;
        let mut row = std::mem::take(&mut self.row);
        row.resize_with(self.columns.len(), Cell::default);
        let mut lines = self.measure_row(entry, &mut row);
        let Density { row: height, line: leading, .. } = DENSITIES[self.density];
        if self.y - height - leading * (lines as i32 - 1) < BOTTOM && self.on_page.is_some() {
            let density = self.density;
            self.end_page();
            self.begin_page();
            if self.density != density {
                lines = self.measure_row(entry, &mut row);
            }
        }
        self.taken += 1;
        self.place_row(&row, lines, number);
        self.row = row;
        Ok(())
    }

    /// Shapes a row's cells, wrapped where their columns are narrower. Says how many lines the row takes.
    fn measure_row(&mut self, entry: &Entry, row: &mut [Cell]) -> usize {
        let size = DENSITIES[self.density].size;
        let mut lines = 1;
        for (n, cell) in row.iter_mut().enumerate() {
            let text = shown(self.columns[n], entry.cell(n), &self.merged);
            self.setter.set(text, Style::Regular, &mut cell.line);
            cell.more.clear();
            let width = self.places[n].1;
            if cell.line.width_at(size) > width {
                for range in wrap::ranges(&mut self.setter, text, Style::Regular, ems(width, size)) {
                    let mut line = Line::default();
                    self.setter.set(&text[range], Style::Regular, &mut line);
                    cell.more.push(line);
                }
                lines = lines.max(cell.more.len());
            }
        }
        lines
    }

    /// Puts a row on the page; one that is taller than a page goes on over several.
    fn place_row(&mut self, row: &[Cell], lines: usize, number: u64) {
        self.boxed += row.iter().filter(|cell| cell.lines().iter().any(|line| line.boxes > 0)).count() as u64;
        let mut from = 0;
        loop {
            let Density { size, row: height, line: leading } = DENSITIES[self.density];
            let room = ((self.y - BOTTOM - height) / leading).max(0) as usize + 1;
            let to = lines.min(from + room);
            let first = self.y - height * 67 / 100;
            for (n, cell) in row.iter().enumerate() {
                let (left, width) = self.places[n];
                for (at, line) in cell.lines().iter().enumerate().take(to).skip(from) {
                    let y = first - leading * (at - from) as i32;
                    if line.rtl || self.columns[n] == Column::Entry {
                        self.canvas.put_right(line, left + width, y, size);
                    } else {
                        self.canvas.put(line, left, y, size);
                    }
                }
            }
            self.y -= height + leading * (to - from - 1) as i32;
            self.canvas.rule((LEFT, self.y), (RIGHT, self.y), HAIRLINE);
            self.on_page = Some((self.on_page.map_or(number, |page| page.0), number));
            from = to;
            if from == lines {
                return;
            }
            self.end_page();
            // Its lines are wrapped for this density: the page it goes on over keeps it.
            self.open_page();
        }
    }

    /// Begins a page, denser if the volume would not end by its last page otherwise.
    fn begin_page(&mut self) {
        let entries = self.entries.saturating_sub(self.taken) as f64;
        let pages = PAGES_PER_VOLUME.saturating_sub(self.document.pages() as u64).max(1) as f64;
        let before = self.density;
        while self.density + 1 < DENSITIES.len() && entries > self.rows[self.density] * pages {
            self.density += 1;
        }
        if self.density != before
            && let Some(grid) = &self.grid
        {
            self.places = grid.places(DENSITIES[self.density].size);
        }
        self.open_page();
    }

    fn open_page(&mut self) {
        if !self.framed[self.density] {
            self.framed[self.density] = true;
            self.frame();
        }
        self.canvas.clear();
        self.canvas.form(FRAMES[self.density]);
        self.canvas.form("T");
        self.y = TOP;
        self.on_page = None;
    }

    fn end_page(&mut self) {
        let texts = &self.texts;
        if let Some((first, last)) = self.on_page {
            // What pages really hold corrects what the sample said they would.
            let seen = (last - first + 1) as f64 / self.rows[self.density];
            self.rows.iter_mut().for_each(|rows| *rows *= 0.9 + 0.1 * seen.min(1.5));
            let range = [("first", texts.number(first)), ("last", texts.number(last))];
            let range = texts
                .say_with("entries", &[(range[0].0, Word::Text(&range[0].1)), (range[1].0, Word::Text(&range[1].1))]);
            let range = self.setter.line(&range, Style::Regular);
            self.canvas.put_right(&range, RIGHT, HEAD, SMALL);
        }
        let page = self.texts.say_with("page", &[("page", Word::Number(self.document.pages() as u64 + 1))]);
        let page = self.setter.line(&page, Style::Regular);
        self.canvas.put_right(&page, self.page_anchor(), FOOT, SMALL);
        self.stream.clear();
        self.canvas.stream(&mut self.stream);
        self.document.page(&self.stream);
        self.on_page = None;
    }

    /// Where the page's own number ends and the number of pages, which is known last and drawn by a form, begins.
    fn page_anchor(&self) -> Mpt {
        RIGHT - self.total_room
    }

    /// What all pages of a density share: running head, column headers, foot.
    fn frame(&mut self) {
        let size = DENSITIES[self.density].size;
        let mut canvas = Canvas::default();
        let volume = self.setter.line(&self.volume_words(), Style::Regular);
        // The middle of the head is the volume's; the title has what is left of it, the entries what is right.
        let middle = RIGHT - 200_000;
        canvas.put(&volume, middle, HEAD, SMALL);
        let title = self.head_title(ems(middle - LEFT - 12_000, SMALL));
        if title.rtl {
            canvas.put_right(&title, middle - 12_000, HEAD, SMALL);
        } else {
            canvas.put(&title, LEFT, HEAD, SMALL);
        }
        canvas.rule((LEFT, HEAD - 6_000), (RIGHT, HEAD - 6_000), RULE);
        for (column, (left, width)) in self.columns.iter().zip(&self.places) {
            let words = self.setter.line(&self.texts.say(header(*column)), Style::Bold);
            let size = size * 85 / 100;
            if *column == Column::Entry {
                canvas.put_right(&words, left + width, HEADER, size);
            } else {
                canvas.put(&words, *left, HEADER, size);
            }
        }
        canvas.rule((LEFT, TOP), (RIGHT, TOP), RULE);
        let short = self.texts.say_with("root-in-short", &[("root", Word::Text(&self.root[..16]))]).into_owned();
        let foot = format!("{short}   ·   {}", self.texts.say_with("dossier-id", &[("id", Word::Text(&self.id))]));
        canvas.put(&self.setter.line(&foot, Style::Regular), LEFT, FOOT, SMALL);
        self.stream.clear();
        canvas.stream(&mut self.stream);
        self.document.form(FRAMES[self.density], &self.stream);
    }

    /// The petition's title as far as one line goes; it stands whole on the cover.
    fn head_title(&mut self, width: i32) -> Line {
        let whole = self.setter.line(&self.title, Style::Regular);
        if whole.width <= width {
            return whole;
        }
        let first = wrap::ranges(&mut self.setter, &self.title, Style::Regular, width - 1_000).swap_remove(0);
        self.setter.line(&format!("{} …", &self.title[first]), Style::Regular)
    }
}

/// Pages that the density is chosen for; the rest are for samples that were not as fair as they should be.
const PAGES_AIMED_AT: f64 = 970.0;

const FRAMES: [&str; DENSITIES.len()] = ["H0", "H1", "H2", "H3", "H4"];
