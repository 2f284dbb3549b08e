//! The columns of the entries: their heads, where they stand, and whether each field has one of its own.
//!
//! In: all values of the sample. Out: places. Never: a place narrower than the widest letter.

use super::{SheetPage, field_name, value};
use crate::paper::canvas::Mpt;
use crate::paper::columns::{Place, ems, share};
use crate::paper::flow::{Flow, LEFT, RIGHT, SMALL, TEXT};
use crate::paper::fonts::Style;
use crate::paper::line::Line;

/// Fields that have columns of their own; where there are more, they stand one under the other.
const MOST_COLUMNS: usize = 4;
const GUTTER: Mpt = 10_000;
/// What a line may be wider where it is broken than where it is measured.
const SLACK: Mpt = 2_000;
/// Side of a box to tick.
pub(super) const BOX: Mpt = 11_000;

pub(super) struct Grid {
    pub(super) number: Place,
    pub(super) entry: Place,
    /// All between the entry's number and the boxes.
    pub(super) area: Place,
    /// Within the area, one for each field; none where fields stand one under the other.
    pub(super) columns: Vec<Place>,
    /// Width of the names of fields, where they stand beside their values.
    pub(super) labels: Mpt,
    pub(super) valid: Place,
    pub(super) not_valid: Place,
    pub(super) names: Vec<String>,
}

impl Grid {
    pub(super) fn measure(flow: &mut Flow<'_>, page: &SheetPage<'_>) -> Grid {
        let last = page.entries.iter().map(|entry| entry.entry).max().unwrap_or(0).to_string();
        let number = width_of(flow, &page.entries.len().to_string(), TEXT).max(head_width(flow, "column-entry"));
        let entry = width_of(flow, &"0".repeat(last.len()), TEXT).max(head_width(flow, "sheet-entry"));
        let valid = head_width(flow, "sheet-valid").max(BOX);
        let not_valid = head_width(flow, "sheet-not-valid").max(BOX);
        let number = (LEFT, number);
        let entry = (number.0 + number.1 + GUTTER, entry);
        let not_valid = (RIGHT - not_valid, not_valid);
        let valid = (not_valid.0 - GUTTER - valid, valid);
        let from = entry.0 + entry.1 + GUTTER + GUTTER / 2;
        let area = (from, valid.0 - GUTTER - from);
        let names: Vec<String> = page.fields.iter().map(|field| capital(&field_name(&flow.texts, *field))).collect();
        let widths: Vec<Mpt> = names.iter().map(|name| width_of(flow, name, SMALL)).collect();
        let labels = widths.iter().copied().max().unwrap_or(0) + SLACK;
        let labels = labels.min(area.1 * 2 / 5);
        let columns =
            if (1..=MOST_COLUMNS).contains(&names.len()) { columns(flow, page, &widths, area) } else { Vec::new() };
        Grid { number, entry, area, columns, labels, valid, not_valid, names }
    }

    /// Where values stand that have their names beside them.
    pub(super) fn beside(&self) -> Place {
        let from = self.labels + GUTTER;
        (self.area.0 + from, self.area.1 - from)
    }

    /// The lines of a head in its column.
    pub(super) fn head(flow: &mut Flow<'_>, words: &str, place: Place) -> Vec<Line> {
        let rtl = flow.is_rtl();
        flow.lines_running(words, Style::Regular, ems(place.1, SMALL), rtl)
    }
}

/// One value in ten may wrap; what fits has its width, the rest share what is left, and air goes to all.
fn columns(flow: &mut Flow<'_>, page: &SheetPage<'_>, heads: &[Mpt], (from, room): Place) -> Vec<Place> {
    let room = room - GUTTER * (heads.len() as i32 - 1);
    let mut widths: Vec<Mpt> = Vec::new();
    for (n, head) in heads.iter().enumerate() {
        let values = page.entries.iter().filter_map(|entry| entry.values.as_ref()?.get(n).copied());
        let mut wanted: Vec<Mpt> = values.map(|value| width_of(flow, &value::to_look_at(value), TEXT)).collect();
        wanted.sort_unstable();
        let most = wanted.get(wanted.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0);
        widths.push(most.max(*head).min(room) + SLACK);
    }
    share(&mut widths, room);
    let air = (room - widths.iter().sum::<Mpt>()).max(0) / widths.len() as i32;
    let mut left = from;
    widths
        .into_iter()
        .map(|width| {
            let place = (left, width + air);
            left += width + air + GUTTER;
            place
        })
        .collect()
}

fn width_of(flow: &mut Flow<'_>, text: &str, size: i32) -> Mpt {
    flow.setter.line(text, Style::Regular).width_at(size)
}

/// As wide as the head's widest word.
fn head_width(flow: &mut Flow<'_>, id: &str) -> Mpt {
    let words = flow.texts.say(id).into_owned();
    words.split(' ').map(|word| width_of(flow, word, SMALL)).max().unwrap_or(0) + SLACK
}

/// Begins with a capital, where the script has any.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
