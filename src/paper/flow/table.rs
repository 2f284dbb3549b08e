//! Tables of labels and figures: figures right-aligned, hairlines between rows, long tables in two columns.
//!
//! In: rows. Out: the table, tagged once however many columns and pages it takes. Never: a row without its head above it.

use super::{Flow, Form, GRID, HALF, LEFT, MEASURE, RULE, SMALL, TEXT, TOP, WIDTH};
use crate::paper::canvas::{Mpt, Size};
use crate::paper::columns::ems;
use crate::paper::fonts::Style;
use crate::paper::line::Line;
use crate::paper::structure::{Role, Scope};

/// Rows from which a table is set in two columns.
const TWO_COLUMNS: usize = 15;
/// Between the two columns, and between the figures of a row.
const GAP: Mpt = 27_000;
const GUTTER: Mpt = 14_000;
/// From a row's baseline down to its rule.
const DROP: Mpt = 3_800;
const INDENT: Mpt = 12_000;

/// A row of a table: a label and its figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) figures: Vec<String>,
    /// Says more of the row above it.
    pub(crate) within: bool,
}

/// A table to be set. `heads` are those of the label and of each figure.
pub(crate) struct Table<'t> {
    pub(crate) heads: &'t [&'t str],
    pub(crate) rows: &'t [Row],
    pub(crate) total: Option<&'t Row>,
}

/// A row as lines of glyphs.
struct Set {
    label: Vec<Line>,
    figures: Vec<Line>,
    indent: Mpt,
}

/// Where the columns of the figures begin and end, from the left end of the table, and how wide the table is.
struct Grid {
    figures: Vec<(Mpt, Mpt)>,
    label: Mpt,
    width: Mpt,
}

impl Flow<'_> {
    pub(crate) fn table(&mut self, table: &Table<'_>) {
        self.tagged(Role::Table, |flow| flow.table_inside(table));
    }

    /// What something is known by: labels in small letters, each with a value beside it.
    pub(crate) fn facts(&mut self, facts: &[(String, String)]) {
        let labels: Vec<Line> = facts.iter().map(|(label, _)| self.say_line(label, Style::Regular)).collect();
        let widest = labels.iter().map(|line| line.width_at(SMALL)).max().unwrap_or(0);
        let indent = (widest + GUTTER).clamp(WIDTH / 5, WIDTH / 2);
        let form = Form { indent, width: WIDTH - indent, ..Form::TEXT };
        self.tagged(Role::Table, |flow| {
            for (label, (_, value)) in labels.iter().zip(facts) {
                let lines = flow.block_lines(value, &form);
                flow.need(GRID * lines.len().min(10) as i32);
                flow.tagged(Role::Row, |flow| {
                    let first = flow.next();
                    flow.tagged(Role::Head(Scope::Row), |flow| flow.canvas.put(label, LEFT, first, SMALL));
                    flow.tagged(Role::Cell, |flow| flow.set_lines(&lines, &form));
                    flow.canvas.hairline((LEFT, flow.y - DROP), (LEFT + WIDTH, flow.y - DROP));
                });
            }
        });
    }

    fn table_inside(&mut self, table: &Table<'_>) {
        let columns = if table.rows.len() >= TWO_COLUMNS { 2 } else { 1 };
        let width = if columns == 2 { (WIDTH - GAP) / 2 } else { MEASURE };
        let grid = self.grid(table, width);
        let set: Vec<Set> = table.rows.iter().map(|row| self.set_row(row, Style::Regular, &grid)).collect();
        let total = table.total.map(|row| self.set_row(row, Style::Bold, &grid));
        let lines = |rows: &[Set]| rows.iter().map(|row| row.label.len()).sum::<usize>();
        // A table of one column stays on one page if any page holds it.
        let whole = lines(&set) + 1 + total.as_ref().map_or(0, |total| total.label.len());
        self.space(HALF);
        self.need(GRID * if columns == 1 && whole < 40 { whole as i32 } else { 6 });
        let (mut next, mut last) = (0, (LEFT, TOP));
        let mut again = false;
        loop {
            self.advance(GRID);
            let top = self.y;
            // The foot of the page has room for one line more: a total's.
            let room = ((top - self.bottom()) / GRID).max(1) as usize;
            // Rows that fit into one column, and, in two, what makes both as long as each other.
            let rest = lines(&set[next..]);
            let column_room = if rest <= room * columns { rest.div_ceil(columns) } else { room };
            let mut deepest = top;
            for column in 0..columns {
                let left = LEFT + (width + GAP) * column as i32;
                if column > 0 && next == set.len() {
                    break;
                }
                self.table_head(table, &grid, left, top, again);
                again = true;
                let (mut y, mut used) = (top, 0);
                while next < set.len() && (used == 0 || used + set[next].label.len() <= column_room) {
                    used += set[next].label.len();
                    let ends = next + 1 == set.len() || used + set[next + 1].label.len() > column_room;
                    y = self.put_row(&set[next], &grid, left, y - GRID);
                    // A column ends in a rule, and between rows a hairline guides the eye.
                    let (from, to) = ((left, y - DROP), (left + grid.width, y - DROP));
                    if ends {
                        self.canvas.rule(from, to, RULE)
                    } else {
                        self.canvas.hairline(from, to)
                    }
                    next += 1;
                }
                deepest = deepest.min(y);
                last = (left, y);
            }
            self.y = deepest;
            if next == set.len() {
                break;
            }
            self.end_page();
        }
        if let Some(total) = total {
            let (left, y) = last;
            let y = self.put_row(&total, &grid, left, y - GRID);
            self.y = self.y.min(y);
        }
    }

    fn grid(&mut self, table: &Table<'_>, width: Mpt) -> Grid {
        let mut places = Vec::new();
        let mut end = width;
        for n in (1..table.heads.len()).rev() {
            let figures = table.rows.iter().chain(table.total).filter_map(|row| row.figures.get(n - 1));
            let mut longest = figures.max_by_key(|figure| figure.chars().count()).cloned().unwrap_or_default();
            // As wide as the widest digits could be.
            longest = longest.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            let widest = self.setter.line(&longest, Style::Bold).width_at(TEXT);
            let head = self.setter.line(table.heads[n], Style::Regular).width_at(SMALL);
            let start = end - widest.max(head);
            places.push((start, end));
            end = start - GUTTER;
        }
        places.reverse();
        Grid { figures: places, label: end.max(width / 3), width }
    }

    fn set_row(&mut self, row: &Row, style: Style, grid: &Grid) -> Set {
        let indent = if row.within { INDENT } else { 0 };
        let label = self.lines(&row.label, style, ems(grid.label - indent, TEXT));
        let figures = row.figures.iter().map(|figure| self.say_line(figure, style)).collect();
        Set { label, figures, indent }
    }

    fn table_head(&mut self, table: &Table<'_>, grid: &Grid, left: Mpt, y: Mpt, again: bool) {
        let draw = |flow: &mut Self| {
            for (n, words) in table.heads.iter().enumerate() {
                let line = flow.say_line(words, Style::Regular);
                flow.cell(Role::Head(Scope::Column), again, |flow| match n.checked_sub(1) {
                    None => flow.canvas.put(&line, left, y, SMALL),
                    Some(n) => flow.figure_at(&line, left, grid.figures[n], y, SMALL),
                });
            }
        };
        if again {
            self.aside(draw)
        } else {
            self.tagged(Role::Row, draw)
        }
        self.canvas.rule((left, y - DROP), (left + grid.width, y - DROP), RULE);
    }

    fn cell(&mut self, role: Role, again: bool, draw: impl FnOnce(&mut Self)) {
        if again { draw(self) } else { self.tagged(role, draw) }
    }

    fn figure_at(&mut self, line: &Line, left: Mpt, (start, end): (Mpt, Mpt), y: Mpt, size: Size) {
        self.canvas.put_rightmost(line, (left + start, end - start), y, size);
    }

    /// Puts a row; says where its last line stands.
    fn put_row(&mut self, row: &Set, grid: &Grid, left: Mpt, y: Mpt) -> Mpt {
        self.tagged(Role::Row, |flow| {
            let last = y - GRID * (row.label.len() as i32 - 1);
            flow.tagged(Role::Head(Scope::Row), |flow| {
                for (n, line) in row.label.iter().enumerate() {
                    flow.canvas.put(line, left + row.indent, y - GRID * n as i32, TEXT);
                }
            });
            for (line, place) in row.figures.iter().zip(&grid.figures) {
                flow.tagged(Role::Cell, |flow| flow.figure_at(line, left, *place, last, TEXT));
            }
            last
        })
    }
}
