//! The delimiter, the header, and how many cells a row has.
//!
//! In: the first MiB of text. Out: `Dialect`. Never: a person's row taken for a header.

use super::cells::Cells;
use super::dates;
use super::records::{How, record_end, without_line_end};
use super::synonyms::{Role, Words};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many records decide about delimiter and width.
const LOOKED_AT: usize = 200;
/// The header is among so many first records, or there is none.
const HEADER_WITHIN: usize = 12;

/// How the rows are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Dialect {
    pub delimiter: u8,
    /// The header's cells, as they stand.
    pub header: Option<Vec<String>>,
    /// The header as it stands in the file, without its line end: a repetition of it is no row.
    pub header_line: Vec<u8>,
    /// The first records after the header that are not blank.
    pub first_rows: Vec<Vec<String>>,
    /// Records (blank lines among them) before the first row.
    pub skip: u64,
    /// Of these, lines that are neither header nor blank.
    pub preamble: u64,
    /// Cells in a row.
    pub width: usize,
    /// Most rows are not as wide as the header, nor one cell off.
    pub ragged: bool,
}

/// One record of the sample.
struct Sampled {
    line: Vec<u8>,
    cells: Vec<String>,
    blank: bool,
}

/// Reads the dialect. `delimiter` is the choice of staff, if they made one; `at_end` says that the sample is the file.
pub(super) fn dialect_of(sample: &[u8], at_end: bool, delimiter: Option<u8>, words: &Words) -> Dialect {
    // Excel's own first line: `sep=;`.
    let hint = match sample.strip_prefix(b"sep=").or_else(|| sample.strip_prefix(b"SEP=")) {
        Some([sign, b'\n' | b'\r', ..]) if !sign.is_ascii_alphanumeric() && sign.is_ascii() => Some(*sign),
        _ => None,
    };
    let named = delimiter.or(hint);
    let candidates = named.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
    let mut best: Option<((usize, usize), u8, Vec<Sampled>)> = None;
    for candidate in candidates {
        let records = split(sample, at_end, *candidate);
        let score = score(&records, words);
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, *candidate, records));
        }
    }
    let Some((_, delimiter, records)) = best else { return Dialect { delimiter: b',', ..Dialect::default() } };
    let first = usize::from(hint.is_some());
    let at = header_at(&records, first, words);
    let skip = at.map_or(first, |at| at + 1);
    let widths: Vec<usize> = records.iter().skip(skip).filter(|r| !r.blank).map(|r| r.cells.len()).collect();
    let header = at.map(|at| records[at].cells.clone());
    let named = header.as_ref().map_or(0, Vec::len);
    let (width, ragged) = width_of(named, &widths);
    Dialect {
        delimiter,
        header_line: at.map(|at| records[at].line.clone()).unwrap_or_default(),
        preamble: at.map_or(0, |at| records[first..at].iter().filter(|r| !r.blank).count() as u64),
        first_rows: records.iter().skip(skip).filter(|r| !r.blank).take(20).map(|r| r.cells.clone()).collect(),
        header,
        skip: skip as u64,
        width,
        ragged,
    }
}

fn split(sample: &[u8], at_end: bool, delimiter: u8) -> Vec<Sampled> {
    let mut cells = Cells::new();
    let mut records = Vec::new();
    let mut start = 0;
    while records.len() < LOOKED_AT
        && let Some(ending) = record_end(sample, start, delimiter, at_end)
    {
        let line = without_line_end(&sample[start..ending.end]);
        let text = String::from_utf8_lossy(line);
        cells.split(&text, delimiter);
        records.push(Sampled {
            line: line.to_vec(),
            cells: (0..cells.len()).map(|n| cells.text(&text, n).to_owned()).collect(),
            blank: line.is_empty() || cells.len() == 1 && text.trim().is_empty(),
        });
        start = ending.end;
        if ending.how == How::Endless {
            break;
        }
    }
    records
}

/// Known headers first, then how many cells the rows agree on.
fn score(records: &[Sampled], words: &Words) -> (usize, usize) {
    let known = records.iter().take(HEADER_WITHIN).map(|record| known(&record.cells, words)).max().unwrap_or(0);
    let widths: Vec<usize> = records.iter().filter(|r| !r.blank).map(|r| r.cells.len()).collect();
    let (modal, times) = modal(&widths);
    let agreed = if modal > 1 { modal * times * 100 / widths.len().max(1) } else { 0 };
    (known, agreed)
}

fn known(cells: &[String], words: &Words) -> usize {
    if cells.len() == 1 && cells[0].len() > 100 {
        return 0;
    }
    cells.iter().filter(|cell| words.header(cell).is_some()).count()
}

/// The header: the first record in which known names stand and nothing that is a person's.
fn header_at(records: &[Sampled], first: usize, words: &Words) -> Option<usize> {
    let mut candidates = records.iter().enumerate().skip(first).take(HEADER_WITHIN).filter(|(_, r)| !r.blank);
    let (start, record) = candidates.next()?;
    if is_header(&record.cells, words) {
        return Some(start);
    }
    // A title or a remark may stand before it: shorter lines, and then a header that several names speak for.
    let width = record.cells.len();
    if width <= 2
        && let Some((at, _)) = candidates.find(|(_, r)| {
            r.cells.len() > width
                && is_header(&r.cells, words)
                && r.cells.iter().filter(|c| has_field(c, words)).count() >= 2
        })
        && records[start..at].iter().all(|r| r.blank || !r.cells.iter().any(|cell| looks_personal(cell)))
    {
        return Some(at);
    }
    is_unknown_header(&records[start..]).then_some(start)
}

fn has_field(cell: &str, words: &Words) -> bool {
    words.header(cell).is_some_and(|(role, _)| role != Role::Ignore)
}

fn is_header(cells: &[String], words: &Words) -> bool {
    let known = known(cells, words);
    let fields = cells.iter().filter(|cell| has_field(cell, words)).count();
    let personal = cells.iter().any(|cell| looks_personal(cell));
    // One or two cells of a person's row can be such a word: a surname `Street`, a city `Region`.
    fields > 0 && (!personal || known >= 3) && (known >= 2 || cells.len() <= 4 || known * 2 > cells.len())
}

/// Does the cell hold what stands in rows and not in headers?
fn looks_personal(cell: &str) -> bool {
    let cell = cell.trim();
    looks_like_address(cell) || dates::looks_like_date(cell) || cell.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// `a@b.c` and nothing else.
pub(super) fn looks_like_address(cell: &str) -> bool {
    let cell = cell.trim();
    match cell.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty()
                && domain.contains('.')
                && !domain.contains('@')
                && !domain.starts_with('.')
                && !cell.contains(char::is_whitespace)
        }
        None => false,
    }
}

/// A header of which no name is known: the rows have an e-mail address or a date where it has neither.
fn is_unknown_header(records: &[Sampled]) -> bool {
    let Some((header, rows)) = records.split_first() else { return false };
    let rows: Vec<&Sampled> = rows.iter().filter(|r| !r.blank && r.cells.len() == header.cells.len()).collect();
    if rows.is_empty() || header.cells.iter().any(|cell| looks_personal(cell)) {
        return false;
    }
    (0..header.cells.len()).any(|n| {
        let with = rows.iter().filter(|r| looks_like_address(&r.cells[n]) || dates::looks_like_date(r.cells[n].trim()));
        !header.cells[n].trim().is_empty() && with.count() * 10 >= rows.len() * 8
    })
}

/// The expected width: the header's, unless more rows are one cell shorter, or one longer, than are as wide as it.
fn width_of(named: usize, widths: &[usize]) -> (usize, bool) {
    let (modal, times) = modal(widths);
    if named == 0 {
        return (modal.max(1), false);
    }
    let wide = |width: usize| widths.iter().filter(|w| **w == width).count();
    let as_named = wide(named);
    let off = [named.saturating_sub(1), named + 1].into_iter().filter(|w| *w > 0).max_by_key(|w| wide(*w));
    match off {
        Some(off) if wide(off) > as_named && wide(off) >= times => (off, false),
        _ => (named, times > as_named * 2),
    }
}

fn modal(widths: &[usize]) -> (usize, usize) {
    let mut times = std::collections::BTreeMap::new();
    for width in widths {
        *times.entry(*width).or_insert(0usize) += 1;
    }
    times.into_iter().max_by_key(|(_, times)| *times).unwrap_or((0, 0))
}
