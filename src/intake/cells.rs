//! The cells of one record.
//!
//! In: one record of text, without its line end. Out: its cells, unquoted, exactly as csv-core gives them. Never: an
//! allocation once the buffers have grown.

use memchr::memchr;

/// Where a cell's text lies.
#[derive(Clone, Copy, Default)]
struct Place {
    start: u32,
    end: u32,
    /// In the record itself, or (where quotes had to be taken out) beside it.
    beside: bool,
}

/// The memory that one record after another is split into.
#[derive(Default)]
pub(super) struct Cells {
    places: Vec<Place>,
    beside: String,
}

impl Cells {
    pub fn new() -> Cells {
        Cells::default()
    }

    /// How many cells the record has.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The `n`th cell of `record`, which must be the record that was split last; empty where there is none.
    pub fn text<'r>(&'r self, record: &'r str, n: usize) -> &'r str {
        let Some(place) = self.places.get(n) else { return "" };
        let from = if place.beside { &self.beside } else { record };
        from.get(place.start as usize..place.end as usize).unwrap_or("")
    }

    /// Is every cell without a character?
    pub fn all_empty(&self) -> bool {
        self.places.iter().all(|place| place.start == place.end)
    }

    /// Splits `record`. An empty one has one empty cell.
    pub fn split(&mut self, record: &str, delimiter: u8) {
        self.places.clear();
        self.beside.clear();
        let bytes = record.as_bytes();
        if memchr(b'"', bytes).is_none() {
            let mut start = 0;
            for at in memchr::memchr_iter(delimiter, bytes) {
                self.places.push(Place { start, end: at as u32, beside: false });
                start = at as u32 + 1;
            }
            self.places.push(Place { start, end: bytes.len() as u32, beside: false });
            return;
        }
        let mut at = 0;
        loop {
            let next = if bytes.get(at) == Some(&b'"') {
                self.quoted(record, at + 1, delimiter)
            } else {
                let end = memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |n| at + n);
                self.places.push(Place { start: at as u32, end: end as u32, beside: false });
                end
            };
            if next >= bytes.len() {
                return;
            }
            at = next + 1;
        }
    }

    /// A quoted cell whose text begins at `start`; returns the place of the delimiter after it, or the record's length.
    fn quoted(&mut self, record: &str, start: usize, delimiter: u8) -> usize {
        let bytes = record.as_bytes();
        let beside_start = self.beside.len();
        let mut from = start;
        loop {
            let Some(quote) = memchr(b'"', &bytes[from..]).map(|n| from + n) else {
                // Not closed.
                self.keep(record, beside_start, from, bytes.len());
                return bytes.len();
            };
            match bytes.get(quote + 1) {
                Some(b'"') => {
                    self.beside.push_str(&record[from..=quote]);
                    from = quote + 2;
                }
                Some(next) if *next != delimiter => {
                    // Text after the closing quote belongs to the cell as it stands.
                    let end = memchr(delimiter, &bytes[quote + 1..]).map_or(bytes.len(), |n| quote + 1 + n);
                    self.beside.push_str(&record[from..quote]);
                    self.beside.push_str(&record[quote + 1..end]);
                    let place = Place { start: beside_start as u32, end: self.beside.len() as u32, beside: true };
                    self.places.push(place);
                    return end;
                }
                _ => {
                    self.keep(record, beside_start, from, quote);
                    return quote + 1;
                }
            }
        }
    }

    fn keep(&mut self, record: &str, beside_start: usize, from: usize, to: usize) {
        let place = if self.beside.len() == beside_start {
            Place { start: from as u32, end: to as u32, beside: false }
        } else {
            self.beside.push_str(&record[from..to]);
            Place { start: beside_start as u32, end: self.beside.len() as u32, beside: true }
        };
        self.places.push(place);
    }
}

/// The `n`th cell of a record without its line end, as bytes; doubled quotes in it stay doubled. For a glance at one
/// column of many rows.
pub(super) fn nth(record: &[u8], delimiter: u8, n: usize) -> Option<&[u8]> {
    let mut rest = record;
    for _ in 0..n {
        rest = rest.get(cell_end(rest, delimiter) + 1..)?;
    }
    let cell = &rest[..cell_end(rest, delimiter)];
    Some(cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell))
}

/// The place of the delimiter that ends the first cell, or the length.
fn cell_end(bytes: &[u8], delimiter: u8) -> usize {
    let mut at = 0;
    if bytes.first() == Some(&b'"') {
        at = 1;
        loop {
            let Some(quote) = memchr(b'"', &bytes[at..]).map(|n| at + n) else { return bytes.len() };
            at = quote + 1;
            if bytes.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
    }
    memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |n| at + n)
}
