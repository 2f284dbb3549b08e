//! Rows of a list: cells shaped, wrapped where their columns are narrower, put on the page.
//!
//! In: one entry after the other. Out: rows on the canvas, pages begun and ended for them. Never: a cell cut short.

use super::ListVolume;
use super::page::{BETWEEN, CellPlace, HAIRLINE, LEFT, RIGHT};
use crate::entry::Entry;
use crate::paper::PaperError;
use crate::paper::columns::{DENSITIES, Density, ems, shown, style};
use crate::paper::han::Han;
use crate::paper::line::Line;
use crate::paper::wrap;

/// A cell of the row being set: its line, or its lines where one is not enough.
#[derive(Default)]
pub(super) struct Cell {
    line: Line,
    more: Vec<Line>,
}

impl Cell {
    fn lines(&self) -> &[Line] {
        if self.more.is_empty() { std::slice::from_ref(&self.line) } else { &self.more }
    }
}

impl ListVolume<'_> {
    pub(super) fn set_row(&mut self, entry: &Entry) -> Result<(), PaperError> {
        if self.taken == self.entries {
            return Err(PaperError::TooMany { announced: self.entries });
        }
        let number = self.first + self.taken;
        let mut row = std::mem::take(&mut self.row);
        row.resize_with(self.columns.len(), Cell::default);
        let mut lines = self.measure_row(entry, &mut row);
        let Density { row: height, line: leading, .. } = DENSITIES[self.density];
        if self.y - height - leading * (lines as i32 - 1) < self.bottom() && self.on_page.is_some() {
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
    pub(super) fn measure_row(&mut self, entry: &Entry, row: &mut [Cell]) -> usize {
        let size = DENSITIES[self.density].size;
        let mut lines = 1;
        let country = self.country.and_then(|column| Han::of_country(entry.cell(column)));
        self.setter.draw_han(country.unwrap_or(self.han));
        for (n, cell) in row.iter_mut().enumerate() {
            let text = shown(self.columns[n], entry.cell(n), &self.merged);
            let style = style(self.columns[n]);
            self.setter.set(text, style, &mut cell.line);
            cell.more.clear();
            let width = self.places[n].1;
            if cell.line.width_at(size) > width {
                for range in wrap::ranges(&mut self.setter, text, style, ems(width, size)) {
                    let mut line = Line::default();
                    if cell.line.rtl {
                        self.setter.set_rtl(&text[range], style, &mut line);
                    } else {
                        self.setter.set(&text[range], style, &mut line);
                    }
                    cell.more.push(line);
                }
                lines = lines.max(cell.more.len());
            }
        }
        lines
    }

    /// Puts a row on the page; one that is taller than a page goes on over several.
    pub(super) fn place_row(&mut self, row: &[Cell], lines: usize, number: u64) {
        self.mark(number);
        self.boxed += row.iter().filter(|cell| cell.lines().iter().any(|line| line.boxes > 0)).count() as u64;
        let mut from = 0;
        loop {
            let Density { size, row: height, line: leading } = DENSITIES[self.density];
            let room = ((self.y - self.bottom() - height) / leading).max(0) as usize + 1;
            let to = lines.min(from + room);
            let first = self.y - height * 69 / 100;
            for (n, cell) in row.iter().enumerate() {
                let place = CellPlace { column: self.columns[n], place: self.places[n], rtl: cell.line.rtl };
                for (at, line) in cell.lines().iter().enumerate().take(to).skip(from) {
                    let y = first - leading * (at - from) as i32;
                    place.put(&mut self.canvas, line, y, size);
                }
            }
            self.y -= height + leading * (to - from - 1) as i32;
            // Rows are found by fives; the rules between are there for the eye, not for the photocopier.
            self.canvas.shade(if number.is_multiple_of(5) { 0 } else { BETWEEN });
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
}
