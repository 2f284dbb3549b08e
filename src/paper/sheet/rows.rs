//! The entries: a row for each, with its values, two boxes to tick, and room for remarks above the rule that ends it.
//!
//! In: drawn entries. Out: a table over pages, its head on each. Never: a value cut short, or a row on two pages that one
//! page holds.

use super::grid::{BOX, Grid};
use super::{SheetEntry, SheetPage, value};
use crate::fields::Field;
use crate::paper::canvas::{Mpt, Size};
use crate::paper::columns::{Place, ems};
use crate::paper::flow::{Flow, Form, GRID, HALF, LEFT, RIGHT, RULE, SMALL, TEXT, TOP, runs_from_right};
use crate::paper::fonts::Style;
use crate::paper::han::Han;
use crate::paper::line::Line;
use crate::paper::structure::{Role, Scope};

/// From the rule above a row down to its first baseline, and from its last down to the rule that ends it, upon which
/// remarks are written.
const ASCENT: Mpt = 12_500;
const REMARKS: Mpt = 22_500;
/// From one line of a head to the next.
const HEAD: Mpt = 10_500;
/// A row whose columns would be deeper has its fields one under the other.
const DEEPEST: usize = 5;
/// Lines of a row longer than a page that stand together.
const TOGETHER: i32 = 4;
const WEIGHT: i32 = 35;

/// Lines of one size, and where they stand.
struct Cell {
    lines: Vec<Line>,
    size: Size,
}

pub(super) fn entries(flow: &mut Flow<'_>, page: &SheetPage<'_>, han: Han) {
    flow.section_with("sheet-entries", 10 * GRID);
    let mut opened = page.entries.iter().filter_map(|entry| entry.values.as_deref()).flatten();
    if opened.any(|value| value::hides(value)) {
        let words = flow.texts.say("sheet-boxes").into_owned();
        flow.paragraph(&words, &Form::SMALL);
        flow.space(HALF);
    }
    let grid = Grid::measure(flow, page);
    let country = page.fields.iter().position(|field| *field == Field::Country);
    flow.tagged(Role::Table, |flow| {
        flow.advance(GRID);
        let mut table = Table { grid, number: 0 };
        table.head(flow, false);
        for entry in page.entries {
            table.number += 1;
            let values = entry.values.as_deref();
            let own = country.and_then(|n| Han::of_country(values?.get(n)?));
            flow.setter.draw_han(own.unwrap_or(han));
            table.entry(flow, entry);
        }
    });
    flow.setter.draw_han(han);
}

struct Table {
    grid: Grid,
    /// Of the row, from 1.
    number: u64,
}

impl Table {
    /// The head; afterwards the flow stands at its rule.
    fn head(&self, flow: &mut Flow<'_>, again: bool) {
        let grid = &self.grid;
        let say = |flow: &Flow<'_>, id: &str| flow.texts.say(id).into_owned();
        let mut heads =
            vec![(say(flow, "column-entry"), grid.number, true), (say(flow, "sheet-entry"), grid.entry, true)];
        if grid.columns.is_empty() {
            heads.push((say(flow, "sheet-fields"), grid.area, false));
        } else {
            heads.extend(grid.names.iter().cloned().zip(&grid.columns).map(|(name, place)| (name, *place, false)));
        }
        let fields = 2..heads.len();
        heads.push((say(flow, "sheet-valid"), grid.valid, false));
        heads.push((say(flow, "sheet-not-valid"), grid.not_valid, false));
        let set: Vec<Vec<Line>> = heads.iter().map(|(words, place, _)| Grid::head(flow, words, *place)).collect();
        let above = set[fields].iter().map(Vec::len).max().unwrap_or(0);
        let remarks = flow.texts.say("sheet-remarks").into_owned();
        let remarks = flow.say_line(&remarks, Style::Regular);
        let deepest = set.iter().map(Vec::len).max().unwrap_or(0).max(above + 1);
        let top = flow.y;
        let draw = |flow: &mut Flow<'_>| {
            for (lines, (_, place, figures)) in set.iter().zip(&heads) {
                as_element(flow, Role::Head(Scope::Column), again, |flow| {
                    for (n, line) in lines.iter().enumerate() {
                        let y = top - HEAD * n as i32;
                        if *figures {
                            flow.canvas.put_rightmost(line, *place, y, SMALL);
                        } else {
                            flow.canvas.put(line, place.0, y, SMALL);
                        }
                    }
                });
            }
            as_element(flow, Role::Head(Scope::Column), again, |flow| {
                flow.canvas.put(&remarks, grid.area.0, top - HEAD * above as i32, SMALL);
            });
        };
        if again {
            flow.aside(draw)
        } else {
            flow.tagged(Role::Row, draw)
        }
        flow.y = top - HEAD * (deepest as i32 - 1) - 5_000;
        flow.canvas.rule((LEFT, flow.y), (RIGHT, flow.y), RULE);
    }

    /// Goes on over the page.
    fn next_page(&self, flow: &mut Flow<'_>) {
        flow.end_page();
        flow.advance(0);
        self.head(flow, true);
    }

    fn entry(&self, flow: &mut Flow<'_>, entry: &SheetEntry<'_>) {
        let Some(values) = &entry.values else {
            let words = flow.texts.say("sheet-withheld").into_owned();
            let rtl = flow.is_rtl();
            let width = ems(RIGHT - self.grid.area.0, TEXT);
            let lines = flow.lines_running(&words, Style::Regular, width, rtl);
            return self.stacked(flow, entry, vec![(None, Cell { lines, size: TEXT })], self.grid.area.0);
        };
        let cells: Vec<Cell> =
            values.iter().zip(&self.grid.columns).map(|(value, place)| cell(flow, value, place.1)).collect();
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        if !self.grid.columns.is_empty() && lines <= DEEPEST {
            return self.side_by_side(flow, entry, &cells, lines as i32);
        }
        let (from, width) = self.grid.beside();
        let rtl = flow.is_rtl();
        let cells = values.iter().zip(&self.grid.names).map(|(value, name)| {
            let label = flow.lines_running(name, Style::Regular, ems(self.grid.labels, SMALL), rtl);
            (Some(label), cell(flow, value, width))
        });
        let cells = cells.collect();
        self.stacked(flow, entry, cells, from);
    }

    /// A row whose values stand in columns.
    fn side_by_side(&self, flow: &mut Flow<'_>, entry: &SheetEntry<'_>, cells: &[Cell], lines: i32) {
        let height = ASCENT + GRID * (lines.max(1) - 1) + REMARKS;
        if flow.y - height < flow.bottom() - GRID {
            self.next_page(flow);
        }
        let first = flow.y - ASCENT;
        flow.tagged(Role::Row, |flow| {
            self.numbers(flow, entry, first, false);
            for (cell, place) in cells.iter().zip(&self.grid.columns) {
                flow.tagged(Role::Cell, |flow| {
                    for (n, line) in cell.lines.iter().enumerate() {
                        put(flow, line, *place, first - GRID * n as i32, cell.size);
                    }
                });
            }
            self.boxes(flow, entry, first);
        });
        end(flow, flow.y - height);
    }

    /// A row whose values stand one under the other, over as many pages as it takes.
    fn stacked(&self, flow: &mut Flow<'_>, entry: &SheetEntry<'_>, cells: Vec<(Option<Vec<Line>>, Cell)>, from: Mpt) {
        let lines: i32 = cells.iter().map(|cell| depth(cell) as i32).sum::<i32>().max(1);
        let height = ASCENT + GRID * (lines - 1) + REMARKS;
        let page = TOP - 3 * HEAD - flow.bottom();
        if flow.y - height.min(if height > page { TOGETHER * GRID } else { height }) < flow.bottom() - GRID {
            self.next_page(flow);
        }
        let mut y = flow.y - ASCENT;
        flow.tagged(Role::Row, |flow| {
            self.numbers(flow, entry, y, false);
            self.boxes(flow, entry, y);
            let mut left = lines;
            flow.tagged(Role::Cell, |flow| {
                for (label, cell) in &cells {
                    for n in 0..depth(&(label.as_deref(), cell)) {
                        // The last line takes the room for remarks with it.
                        if y - if left == 1 { REMARKS - GRID } else { 0 } < flow.bottom() {
                            self.next_page(flow);
                            y = flow.y - ASCENT;
                            flow.aside(|flow| self.numbers(flow, entry, y, true));
                        }
                        if let Some(line) = label.as_ref().and_then(|lines| lines.get(n)) {
                            flow.canvas.put(line, self.grid.area.0, y, SMALL);
                        }
                        if let Some(line) = cell.lines.get(n) {
                            put(flow, line, (from, self.grid.area.0 + self.grid.area.1 - from), y, cell.size);
                        }
                        y -= GRID;
                        left -= 1;
                    }
                }
            });
        });
        end(flow, y + if cells.is_empty() { 0 } else { GRID } - REMARKS);
    }

    fn numbers(&self, flow: &mut Flow<'_>, entry: &SheetEntry<'_>, y: Mpt, again: bool) {
        let (number, of) = (self.number.to_string(), entry.entry.to_string());
        for (role, text, place) in
            [(Role::Cell, number, self.grid.number), (Role::Head(Scope::Row), of, self.grid.entry)]
        {
            let style = if role == Role::Cell { Style::Regular } else { Style::Bold };
            as_element(flow, role, again, |flow| {
                let line = flow.setter.line(&text, style);
                flow.canvas.put_rightmost(&line, place, y, TEXT);
            });
        }
    }

    /// Two boxes, where there is something to judge.
    fn boxes(&self, flow: &mut Flow<'_>, entry: &SheetEntry<'_>, y: Mpt) {
        if entry.values.is_some() {
            for place in [self.grid.valid, self.grid.not_valid] {
                flow.canvas.outline(place.0, y - 2_000, BOX, BOX, RULE);
            }
        }
    }
}

/// Lines that a name and its value take.
fn depth<L: AsRef<[Line]>, C: std::borrow::Borrow<Cell>>((label, cell): &(Option<L>, C)) -> usize {
    cell.borrow().lines.len().max(label.as_ref().map_or(0, |lines| lines.as_ref().len()))
}

/// The rule that ends a row, or what of it stands on the page.
fn end(flow: &mut Flow<'_>, y: Mpt) {
    flow.y = y;
    flow.canvas.rule((LEFT, y), (RIGHT, y), WEIGHT);
}

fn as_element(flow: &mut Flow<'_>, role: Role, again: bool, draw: impl FnOnce(&mut Flow<'_>)) {
    if again { draw(flow) } else { flow.tagged(role, |flow| draw(flow)) }
}

/// A value as lines, all of which run as its letters do.
fn cell(flow: &mut Flow<'_>, value: &str, width: Mpt) -> Cell {
    let runs_so = flow.is_rtl();
    if value.is_empty() {
        let words = flow.texts.say("sheet-empty").into_owned();
        return Cell { lines: flow.lines_running(&words, Style::Regular, ems(width, SMALL), runs_so), size: SMALL };
    }
    let shown = value::to_look_at(value);
    let rtl = runs_from_right(&value::letters(&shown)).unwrap_or(runs_so);
    Cell { lines: flow.lines_running(&shown, Style::Regular, ems(width, TEXT), rtl), size: TEXT }
}

/// A line of a cell: at the right where it runs from there, else where lines begin.
fn put(flow: &mut Flow<'_>, line: &Line, place: Place, y: Mpt, size: Size) {
    if line.rtl {
        flow.canvas.put_rightmost(line, place, y, size);
    } else {
        flow.canvas.put(line, place.0, y, size);
    }
}
