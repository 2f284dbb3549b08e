//! The grid of a list: how wide its columns are and how tightly its rows stand, from a sample of its entries.
//!
//! In: a fair sample. Out: places of columns, rows a page at each density. Never: a decision that a later entry changes.

use super::canvas::{Mpt, Size};
use super::fonts::Style;
use super::line::{Line, Setter};
use super::texts::Texts;
use super::wrap;
use crate::counts::OTHER;
use crate::entry::{Column, Entry};

/// How tightly a page is set: size of letters, height of a row of one line, height of each further line.
pub(crate) struct Density {
    pub(crate) size: Size,
    pub(crate) row: Mpt,
    pub(crate) line: Mpt,
}

pub(crate) const DENSITIES: [Density; 5] = [
    Density { size: 90, row: 13_350, line: 10_800 },
    Density { size: 80, row: 11_600, line: 9_600 },
    Density { size: 70, row: 9_900, line: 8_400 },
    Density { size: 60, row: 8_300, line: 7_200 },
    Density { size: 50, row: 6_900, line: 6_000 },
];

const GUTTER: Mpt = 11_000;

/// Left end and width of a column.
pub(crate) type Place = (Mpt, Mpt);

/// Widths that the columns of a list would like, in thousandths of an em.
pub(crate) struct Grid {
    columns: Vec<Column>,
    wanted: Vec<i32>,
    left: Mpt,
    right: Mpt,
}

impl Grid {
    /// Measures a sample. `last` is the number of the list's last entry.
    pub(crate) fn measure(
        setter: &mut Setter<'_>,
        texts: &Texts,
        columns: &[Column],
        sample: &[Entry],
        last: u64,
        (left, right): (Mpt, Mpt),
    ) -> Grid {
        let merged = texts.say("merged-cell");
        let mut line = Line::default();
        let mut wanted = Vec::new();
        for (n, column) in columns.iter().enumerate() {
            // Headers are set smaller than cells, in bold.
            let header = setter.line(&texts.say(header(*column)), Style::Bold).width * 85 / 100;
            let mut widths: Vec<i32> = if *column == Column::Entry {
                vec![setter.line(&last.to_string(), style(*column)).width]
            } else {
                let mut width = |entry: &Entry| {
                    setter.set(shown(*column, entry.cell(n), &merged), style(*column), &mut line);
                    line.width
                };
                sample.iter().map(&mut width).collect()
            };
            widths.sort_unstable();
            // One name in fifty may wrap; a date may not.
            let place = if stretches(*column) {
                widths.len().saturating_sub(1) * 98 / 100
            } else {
                widths.len().saturating_sub(1)
            };
            wanted.push(widths.get(place).copied().unwrap_or(0).max(header));
        }
        Grid { columns: columns.to_vec(), wanted, left, right }
    }

    /// The columns at a size: what fits is given its width, the rest share what is left.
    pub(crate) fn places(&self, size: Size) -> Vec<Place> {
        let gaps = GUTTER * (self.wanted.len().max(1) as i32 - 1);
        let room = self.right - self.left - gaps;
        let mut widths: Vec<Mpt> = self
            .wanted
            .iter()
            .map(|em| (i64::from(*em) * i64::from(size) / 10).min(i64::from(room)) as Mpt + 200)
            .collect();
        let total: i64 = widths.iter().map(|width| i64::from(*width)).sum();
        let mut gutter = GUTTER;
        if total <= i64::from(room) {
            // Air goes to names and places, evenly; where there are none, between the columns.
            let open = self.columns.iter().filter(|column| stretches(**column)).count() as i32;
            if open == 0 {
                gutter += (room - total as i32) / (widths.len().max(2) as i32 - 1);
            }
            for (width, column) in widths.iter_mut().zip(&self.columns) {
                if stretches(*column) {
                    *width += (room - total as i32) / open.max(1);
                }
            }
        } else {
            share(&mut widths, room);
        }
        let mut left = self.left;
        widths
            .into_iter()
            .map(|width| {
                let place = (left, width);
                left += width + gutter;
                place
            })
            .collect()
    }

    /// Rows that a page `height` high holds at a density, by the sample.
    pub(crate) fn rows(&self, setter: &mut Setter<'_>, sample: &[Entry], density: &Density, height: Mpt) -> f64 {
        let places = self.places(density.size);
        let mut line = Line::default();
        let mut total = 0i64;
        for entry in sample {
            let mut lines = 1;
            for (n, (_, width)) in places.iter().enumerate() {
                let style = style(self.columns[n]);
                setter.set(entry.cell(n), style, &mut line);
                if line.width_at(density.size) > *width {
                    lines = lines.max(wrap::ranges(setter, entry.cell(n), style, ems(*width, density.size)).len());
                }
            }
            total += i64::from(density.row) + i64::from(density.line) * (lines as i64 - 1);
        }
        if sample.is_empty() {
            return f64::from(height / density.row);
        }
        f64::from(height) * sample.len() as f64 / total as f64
    }
}

/// Brings the widest down to one common width at which all fit.
pub(crate) fn share(widths: &mut [Mpt], room: Mpt) {
    let sum = |most: Mpt| widths.iter().map(|width| i64::from(*width.min(&most))).sum::<i64>();
    let (mut fits, mut most) = (1_000, room);
    while fits < most {
        let middle = fits + (most - fits + 1) / 2;
        if sum(middle) <= i64::from(room) { fits = middle } else { most = middle - 1 }
    }
    widths.iter_mut().for_each(|width| *width = (*width).min(fits));
}

/// A width in thousandths of an em at a size.
pub(crate) fn ems(width: Mpt, size: Size) -> i32 {
    (i64::from(width) * 10 / i64::from(size)) as i32
}

/// Columns whose cells may wrap and that take the air there is.
fn stretches(column: Column) -> bool {
    matches!(column, Column::GivenName | Column::FamilyName | Column::FullName | Column::City | Column::Region)
}

/// The letters of a column. Those of pseudonyms are of one width, so that they can be compared line by line; the digits
/// of the others are so by nature.
pub(crate) fn style(column: Column) -> Style {
    if column == Column::Pseudonym { Style::Mono } else { Style::Regular }
}

/// A cell as a page shows it: one that was merged with others has the word of the language, where the CSV has `other`.
pub(crate) fn shown<'c>(column: Column, cell: &'c str, merged: &'c str) -> &'c str {
    if cell == OTHER && matches!(column, Column::Country | Column::Signed) { merged } else { cell }
}

/// The message with a column's header.
pub(crate) fn header(column: Column) -> &'static str {
    match column {
        Column::Entry => "column-entry",
        Column::Pseudonym => "column-pseudonym",
        Column::GivenName => "column-given-name",
        Column::FamilyName => "column-family-name",
        Column::FullName => "column-full-name",
        Column::Initials => "column-initials",
        Column::City => "column-city",
        Column::Region => "column-region",
        Column::Postcode => "column-postcode",
        Column::Country => "column-country",
        Column::AgeBand => "column-age-band",
        Column::Signed => "column-signed",
    }
}
