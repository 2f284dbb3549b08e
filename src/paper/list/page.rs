//! The pages of a list: running head, column headers, foot.
//!
//! In: what all pages of a volume say alike, and what is on this one. Out: finished pages. Never: a row.

use super::{ListVolume, PAGES_PER_VOLUME};
use crate::entry::Column;
use crate::paper::canvas::{Canvas, Mpt, mm};
use crate::paper::columns::{DENSITIES, ems, header};
use crate::paper::document::PAGE;
use crate::paper::fonts::Style;
use crate::paper::line::Line;
use crate::paper::texts::Word;
use crate::paper::wrap;

pub(super) const LEFT: Mpt = mm(280);
pub(super) const RIGHT: Mpt = PAGE.0 - mm(220);
/// Baselines of the running head, of the column headers and of the foot; between `TOP` and `BOTTOM` are the rows.
pub(super) const HEAD: Mpt = PAGE.1 - mm(220) - 7_000;
pub(super) const HEADER: Mpt = HEAD - 24_000;
pub(super) const TOP: Mpt = HEADER - 5_500;
pub(super) const BOTTOM: Mpt = mm(220) + 12_000;
pub(super) const FOOT: Mpt = mm(220) - 1_000;
pub(super) const HAIRLINE: i32 = 20;
pub(super) const RULE: i32 = 60;
pub(super) const SMALL: i32 = 75;

const FRAMES: [&str; DENSITIES.len()] = ["H0", "H1", "H2", "H3", "H4"];

impl ListVolume<'_> {
    pub(super) fn volume_words(&self) -> String {
        let (volume, volumes) = self.volume;
        let words = [("volume", Word::Number(volume.into())), ("volumes", Word::Number(volumes.into()))];
        self.texts.say_with("volume", &words).into_owned()
    }

    /// Begins a page, denser if the volume would not end by its last page otherwise.
    pub(super) fn begin_page(&mut self) {
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

    pub(super) fn open_page(&mut self) {
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

    pub(super) fn end_page(&mut self) {
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
    pub(super) fn page_anchor(&self) -> Mpt {
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
