//! One record becomes one row: a signature's personal data, or a reason to set it aside.
//!
//! In: chunks of whole records and the layout. Out: `Row`, one for each record that is not a blank line. Never: an
//! allocation for each row; a cell of a row that is set aside.

use super::Layout;
use super::cells::Cells;
use super::chunks::Chunk;
use super::countries::Cache;
use super::dates::{self, Reading};
use super::records::without_line_end;
use super::synonyms::words;
use super::values::{push_committed, push_day, push_moment, push_signed, trimmed};
use crate::fields::Field;
use crate::ledger::{Flag, Reason};
use crate::register::personal::{Personal, PersonalBuffer};

/// A row of an export. `row` is its number as a spreadsheet shows it: the first line of the file is 1, a quoted line
/// end begins no new row, blank lines count.
#[derive(Debug)]
pub enum Row<'r> {
    Signature {
        personal: Personal<'r>,
        row: u64,
        /// What the export says of the signatory's confirmation, if it says anything.
        confirmed: Option<bool>,
    },
    SetAside {
        reason: Reason,
        row: u64,
    },
}

/// Reads the rows of chunks, in any order of chunks. Each thread has its own.
pub struct RowReader {
    layout: Layout,
    cells: Cells,
    buffer: PersonalBuffer,
    countries: Cache,
    /// Date and time of two columns, joined.
    joined: String,
}

impl RowReader {
    pub fn new(layout: &Layout) -> RowReader {
        RowReader {
            layout: layout.clone(),
            cells: Cells::new(),
            buffer: PersonalBuffer::new(),
            countries: Cache::default(),
            joined: String::new(),
        }
    }

    /// Gives each row of `chunk` to `with`, in order.
    pub fn for_each(&mut self, chunk: &Chunk, mut with: impl FnMut(Row<'_>)) {
        // One check for the whole chunk where, as nearly always, nothing in it is broken.
        let text = std::str::from_utf8(&chunk.bytes).ok();
        for (n, (range, broken)) in chunk.each().enumerate() {
            let row = chunk.first_row + n as u64;
            let bytes = &chunk.bytes[range.clone()];
            let line = without_line_end(bytes);
            if line.is_empty() {
                continue;
            }
            let text = match text {
                Some(text) => text.get(range.start..range.start + line.len()),
                None => std::str::from_utf8(line).ok(),
            };
            match text {
                Some(text) if !broken => {
                    if let Some(row) = self.row(text, row) {
                        with(row);
                    }
                }
                _ => with(Row::SetAside { reason: Reason::Malformed, row }),
            }
        }
    }

    /// `None` for a blank line.
    fn row(&mut self, record: &str, row: u64) -> Option<Row<'_>> {
        let layout = &self.layout;
        self.cells.split(record, layout.delimiter);
        let malformed = Some(Row::SetAside { reason: Reason::Malformed, row });
        if self.cells.len() != layout.width {
            let blank = self.cells.len() == 1 && trimmed(record).is_empty();
            return if blank { None } else { malformed };
        }
        if layout.width == 1 && trimmed(record).is_empty() {
            return None;
        }
        if self.cells.all_empty() || record.as_bytes() == layout.header_line.as_slice() {
            return malformed;
        }
        let cell = |place: usize| self.cells.text(record, place);
        if let Some(place) = layout.plan.campaign_type
            && !trimmed(cell(place)).eq_ignore_ascii_case("PET")
        {
            return Some(Row::SetAside { reason: Reason::NotAPetitionRow, row });
        }
        let confirmed = layout.plan.confirmed.and_then(|place| words().yes_no(cell(place)));
        self.fill(record);
        Some(Row::Signature { personal: self.buffer.as_personal(), row, confirmed })
    }

    fn fill(&mut self, record: &str) {
        let RowReader { layout, cells, buffer, countries, joined } = self;
        let plan = &layout.plan;
        buffer.clear();
        for field in Field::ALL {
            let place = plan.fields[field.index()];
            let cell = place.map_or("", |place| cells.text(record, place));
            match field {
                Field::GivenName if plan.middle_name.is_some() => {
                    push_joined(
                        buffer,
                        field,
                        [Some(cell), plan.middle_name.map(|n| cells.text(record, n)), None],
                        " ",
                    );
                }
                Field::Street if plan.street_more.iter().any(Option::is_some) => {
                    let more = plan.street_more.map(|place| place.map(|n| cells.text(record, n)));
                    push_joined(buffer, field, [Some(cell), more[0], more[1]], ", ");
                }
                Field::Country => push_country(cell, buffer, countries),
                Field::BirthDate => push_birth(cell, buffer, &layout.birth),
                Field::SignedAt => match (plan.signed_unix, plan.signed_time) {
                    (Some(place), _) if place_is_empty(place, plan.fields[field.index()]) => {
                        push_unix(cells.text(record, place), buffer);
                    }
                    (_, Some(time)) => {
                        joined.clear();
                        joined.push_str(trimmed(cell));
                        joined.push(' ');
                        joined.push_str(trimmed(cells.text(record, time)));
                        push_signed_at(trimmed(joined), buffer, &layout.signed);
                    }
                    _ => push_signed_at(trimmed(cell), buffer, &layout.signed),
                },
                _ if cell.is_empty() => {}
                _ => buffer.write(field, |text| push_committed(cell, text)),
            }
        }
    }
}

/// Seconds since 1970 count only where no column of dates does.
fn place_is_empty(_unix: usize, dates: Option<usize>) -> bool {
    dates.is_none()
}

/// The parts that are not empty, in order.
fn push_joined(buffer: &mut PersonalBuffer, field: Field, parts: [Option<&str>; 3], by: &str) {
    buffer.write(field, |text| {
        let start = text.len();
        for part in parts.into_iter().flatten() {
            let part = trimmed(part);
            if part.is_empty() {
                continue;
            }
            if text.len() > start {
                text.push_str(by);
            }
            push_committed(part, text);
        }
    });
}

fn push_country(cell: &str, buffer: &mut PersonalBuffer, countries: &mut Cache) {
    let cell = trimmed(cell);
    if cell.is_empty() {
        return;
    }
    match countries.recognise(cell) {
        Some(code) => buffer.write(Field::Country, |text| text.extend(code.map(char::from))),
        None => {
            buffer.write(Field::Country, |text| push_committed(cell, text));
            buffer.raise(Flag::UnknownCountry);
        }
    }
}

fn push_birth(cell: &str, buffer: &mut PersonalBuffer, reading: &Reading) {
    let cell = trimmed(cell);
    if !cell.is_empty()
        && let Some(day) = dates::read(cell).and_then(|written| written.day(reading))
    {
        buffer.write(Field::BirthDate, |text| push_day(day, text));
    }
}

fn push_signed_at(cell: &str, buffer: &mut PersonalBuffer, reading: &Reading) {
    if cell.is_empty() {
        return;
    }
    let mut usable = false;
    if let Some(written) = dates::read(cell) {
        buffer.write(Field::SignedAt, |text| usable = push_signed(&written, reading, text));
    }
    if !usable {
        buffer.raise(Flag::UnusableDate);
    }
}

/// Seconds, milliseconds or microseconds since 1970; which, by their size (seconds up to the year 5138).
fn push_unix(cell: &str, buffer: &mut PersonalBuffer) {
    let cell = trimmed(cell);
    if cell.is_empty() {
        return;
    }
    let whole = cell.split('.').next().unwrap_or(cell);
    let mut usable = false;
    if let Ok(number) = whole.parse::<i64>()
        && number >= 0
    {
        let seconds = match number {
            0..100_000_000_000 => number,
            100_000_000_000..100_000_000_000_000 => number / 1_000,
            _ => number / 1_000_000,
        };
        buffer.write(Field::SignedAt, |text| usable = push_moment(seconds, text));
    }
    if !usable {
        buffer.raise(Flag::UnusableDate);
    }
}
