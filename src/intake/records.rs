//! Where one record ends and the next begins.
//!
//! In: UTF-8 (or broken) bytes, as many as there are so far. Out: the end of the record that begins at a place, exactly
//! where csv-core (its defaults: `"` quotes, `""` inside, CR, LF or CRLF ends) would end it. Never: a record of more than
//! `RECORD_LIMIT` bytes, so memory stays bounded; an unclosed quote takes its own line with it and no other.

use memchr::{memchr, memchr2, memchr3};

/// The most bytes that a record may have. A longer one is malformed, and reading goes on after its first line.
pub const RECORD_LIMIT: usize = 256 * 1024;

/// Where a record ends, line end included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    pub end: usize,
    pub how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// As RFC 4180 has it.
    Whole,
    /// A quote is not closed within the limit or the file: this is the record's first line.
    Unclosed,
    /// Not even the first line ends within the limit: all up to the next line end belongs to it.
    Endless,
}

/// The end of the record that begins at `start`; `None` where only more bytes can tell. An empty line is a record of no
/// bytes and its line end.
pub(super) fn record_end(bytes: &[u8], start: usize, delimiter: u8, at_end: bool) -> Option<Ending> {
    if start >= bytes.len() {
        return None;
    }
    // One byte beyond the limit is looked at, so that the answer does not depend on how the bytes came in.
    let window = &bytes[..bytes.len().min(start + RECORD_LIMIT + 1)];
    let over = bytes.len() > start + RECORD_LIMIT;
    let mut at = start;
    loop {
        let Some(hit) = memchr3(b'"', b'\n', b'\r', &window[at..]).map(|n| at + n) else {
            return match (over, at_end) {
                (true, _) => recover(bytes, window, start, at_end),
                (false, true) => Some(Ending { end: bytes.len(), how: How::Whole }),
                (false, false) => None,
            };
        };
        match window[hit] {
            b'\n' => return Some(Ending { end: hit + 1, how: How::Whole }),
            b'\r' => return after_return(bytes, hit, at_end).map(|end| Ending { end, how: How::Whole }),
            // A quote opens a field only where the field begins.
            _ if hit != start && window[hit - 1] != delimiter => at = hit + 1,
            _ => match closing(window, hit + 1, delimiter, !over && at_end) {
                Closing::At(next) => at = next,
                Closing::Unknown if over || at_end => return recover(bytes, window, start, at_end),
                Closing::Unknown => return None,
            },
        }
    }
}

enum Closing {
    /// The byte after the closing quote.
    At(usize),
    Unknown,
}

fn closing(window: &[u8], mut at: usize, delimiter: u8, ends_here: bool) -> Closing {
    loop {
        let Some(quote) = memchr(b'"', &window[at..]).map(|n| at + n) else { return Closing::Unknown };
        match window.get(quote + 1) {
            Some(b'"') => at = quote + 2,
            // Where every cell is quoted, the next one is as good as begun.
            Some(next) if *next == delimiter && window.get(quote + 2) == Some(&b'"') => at = quote + 3,
            Some(_) => return Closing::At(quote + 1),
            None if ends_here => return Closing::At(quote + 1),
            None => return Closing::Unknown,
        }
    }
}

/// The first line of a record that does not end where it should.
fn recover(bytes: &[u8], window: &[u8], start: usize, at_end: bool) -> Option<Ending> {
    match memchr2(b'\n', b'\r', &window[start..]).map(|n| start + n) {
        Some(at) if window[at] == b'\n' => Some(Ending { end: at + 1, how: How::Unclosed }),
        Some(at) => after_return(bytes, at, at_end).map(|end| Ending { end, how: How::Unclosed }),
        // All that there is: the last line of the file.
        None if window.len() == bytes.len() && at_end => Some(Ending { end: bytes.len(), how: How::Unclosed }),
        None => Some(Ending { end: window.len(), how: How::Endless }),
    }
}

/// The end of the line whose CR is at `at`.
pub(super) fn after_return(bytes: &[u8], at: usize, at_end: bool) -> Option<usize> {
    match bytes.get(at + 1) {
        Some(b'\n') => Some(at + 2),
        Some(_) => Some(at + 1),
        None if at_end => Some(at + 1),
        None => None,
    }
}

/// A record without its line end.
pub(super) fn without_line_end(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}
