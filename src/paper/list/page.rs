//! The pages of a list: running head, column headers, foot.
//!
//! In: what all pages of a volume say alike, and what is on this one. Out: finished pages. Never: a row.

use super::{ListVolume, PAGES_PER_VOLUME};
use crate::entry::Column;
use crate::paper::canvas::{Canvas, Mpt, Size, mm};
use crate::paper::columns::{DENSITIES, Place, ems, header};
use crate::paper::document::PAGE;
use crate::paper::fonts::Style;
use crate::paper::line::Line;
use crate::paper::texts::Word;
use crate::paper::wrap;

pub(super) const LEFT: Mpt = mm(280);
pub(super) const RIGHT: Mpt = PAGE.0 - mm(220);
/// Baselines of the running head and of the column headers; beneath `TOP` are the rows.
pub(super) const HEAD: Mpt = PAGE.1 - mm(220) - 7_000;
pub(super) const HEADER: Mpt = HEAD - 24_000;
pub(super) const TOP: Mpt = HEADER - 5_500;
/// End of the rows, and baseline of the foot, above the lower edge of the sheet.
const BOTTOM: Mpt = mm(220) + 12_000;
const FOOT: Mpt = mm(220) - 1_000;
pub(super) const HAIRLINE: i32 = 20;
/// Shade of the hairlines between those of every fifth entry.
pub(super) const BETWEEN: i32 = 65;
pub(super) const RULE: i32 = 60;
pub(super) const SMALL: i32 = 75;

const FRAMES: [&str; DENSITIES.len()] = ["H0", "H1", "H2", "H3", "H4"];

/// Where a cell stands, and what decides its side.
#[derive(Clone, Copy)]
pub(super) struct CellPlace {
    pub(super) column: Column,
    pub(super) place: Place,
    pub(super) rtl: bool,
}

impl CellPlace {
    /// Puts a line of the cell. Numbers of entries stand at the right, so that their digits do; a right-to-left cell
    /// too; every other where lines begin.
    pub(super) fn put(self, canvas: &mut Canvas, line: &Line, y: Mpt, size: Size) {
        if self.rtl || self.column == Column::Entry {
            canvas.put_rightmost(line, self.place, y, size);
        } else {
            canvas.put(line, self.place.0, y, size);
        }
    }
}

impl ListVolume<'_> {
    pub(super) fn bottom(&self) -> Mpt {
        self.paper.lowest() + BOTTOM
    }

    pub(super) fn foot(&self) -> Mpt {
        self.paper.lowest() + FOOT
    }

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
        self.setter.draw_han(self.han);
        if let Some((first, last)) = self.on_page {
            // What pages really hold corrects what the sample said they would.
            let seen = (last - first + 1) as f64 / self.rows[self.density];
            self.rows.iter_mut().for_each(|rows| *rows *= 0.9 + 0.1 * seen.min(1.5));
            let range = self.entries_words(first, last);
            let range = self.setter.line(&range, Style::Regular);
            self.canvas.put_right(&range, RIGHT, HEAD, SMALL);
        }
        let page = self.texts.say_with("page", &[("page", Word::Number(self.document.pages() as u64 + 1))]);
        let page = self.setter.line(&page, Style::Regular);
        // After the page's own number comes that of all pages, which is known last: a form draws it.
        self.canvas.put_right(&page, RIGHT - self.total_room, self.foot(), SMALL);
        self.stream.clear();
        self.canvas.stream(&mut self.stream);
        self.document.page(&self.stream);
        self.on_page = None;
    }

    /// What all pages of a density share: running head, column headers, foot.
    fn frame(&mut self) {
        self.setter.draw_han(self.han);
        let size = DENSITIES[self.density].size;
        let mut canvas = self.canvas.blank();
        let volume = self.setter.line(&self.volume_words(), Style::Regular);
        // The middle of the head is the volume's; the title has what is before it, the entries what is after.
        let middle = RIGHT - 200_000;
        canvas.put(&volume, middle, HEAD, SMALL);
        let title = self.head_title(ems(middle - LEFT - 12_000, SMALL));
        canvas.put(&title, LEFT, HEAD, SMALL);
        canvas.rule((LEFT, HEAD - 6_000), (RIGHT, HEAD - 6_000), RULE);
        for (column, place) in self.columns.iter().zip(&self.places) {
            let words = self.setter.line(&self.texts.say(header(*column)), Style::Bold);
            let cell = CellPlace { column: *column, place: *place, rtl: false };
            cell.put(&mut canvas, &words, HEADER, size * 85 / 100);
        }
        canvas.rule((LEFT, TOP), (RIGHT, TOP), RULE);
        let short = self.texts.say_with("root-in-short", &[("root", Word::Text(&self.root[..16]))]).into_owned();
        let foot = format!("{short}   ·   {}", self.texts.say_with("dossier-id", &[("id", Word::Text(&self.id))]));
        canvas.put(&self.setter.line(&foot, Style::Regular), LEFT, self.foot(), SMALL);
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

#[cfg(test)]
mod tests {
    use super::Canvas;
    use crate::entry::{Column, Entry};
    use crate::paper::texts::Direction;
    use crate::paper::{Fonts, ListVolume, PaperSize, VolumePage};

    #[test]
    fn a_page_read_from_the_right_is_a_mirror() {
        let fonts = Fonts::built_in();
        let columns = [Column::Entry, Column::GivenName, Column::City, Column::Signed];
        let page = VolumePage {
            title: "العدالة",
            language: "en",
            country: None,
            volume: 1,
            volumes: 1,
            first_entry: 1,
            entries: 60,
            columns: &columns,
            root: &[7; 32],
            id: "abcdefghij234567",
            paper: PaperSize::A4,
        };
        let mut volume = ListVolume::begin(&page, &fonts);
        volume.canvas = Canvas::new(Direction::RightToLeft);
        for n in 1..=60 {
            let name = if n % 2 == 0 { "محمد" } else { "Zoë" };
            volume.entry(&Entry::of_cells([&n.to_string(), name, "القاهرة", "2017-05-02"])).expect("as announced");
        }
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), volume.finish().expect("a volume").bytes).expect("written");
        if let Some(shown) = std::env::var_os("HANDOVER_SHOW_PAPER") {
            std::fs::copy(file.path(), std::path::Path::new(&shown).join("mirror.pdf")).expect("copied for the eye");
        }
        let said =
            std::process::Command::new("pdftotext").args(["-bbox", "-l", "1"]).arg(file.path()).arg("-").output();
        let said =
            String::from_utf8(said.expect("apt-get install poppler-utils, or run tests/run").stdout).expect("text");
        let (left, right) = ("xMin=\"", "xMax=\"");
        let at = |word: &str, side: &str| -> f64 {
            let line = said.lines().find(|line| line.ends_with(&format!(">{word}</word>"))).expect(word);
            line.split(side)
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .and_then(|x| x.parse().ok())
                .expect("a place")
        };
        assert!(at("Signed", right) < at("City", left) && at("City", right) < at("No.", left));
        // Everything ends where lines begin, at the right; numbers under each other by their last digit.
        assert!((at("9", right) - at("10", right)).abs() < 0.1 && (at("No.", right) - at("10", right)).abs() < 0.7);
        assert!(at("Entries", left) < 100.0 && at("Page", left) < 100.0 && at("Register", left) > 250.0);
    }
}
