//! The delimiter, the header, and how many cells a row has.
//!
//! In: the first MiB of text. Out: `Dialect`. Never: a person's row taken for a header.

use super::cells::Cells;
use super::choices::Choices;
use super::dates;
use super::records::{How, record_end, without_line_end};
use super::synonyms::{Role, Words, key};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many records decide about delimiter and width.
const LOOKED_AT: usize = 200;
/// The header is among so many first records, or there is none.
const HEADER_WITHIN: usize = 12;
/// So many known words make a line a header beyond doubt.
pub(super) const SURE_OF_HEADER: usize = 2;

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

/// Reads the dialect. `choices` may name the delimiter and headers; `at_end` says that the sample is the file.
pub(super) fn dialect_of(sample: &[u8], at_end: bool, choices: &Choices, words: &Words) -> Dialect {
    let headers = Headers { words, choices };
    // Excel's own first line: `sep=;`.
    let hint = match sample.strip_prefix(b"sep=").or_else(|| sample.strip_prefix(b"SEP=")) {
        Some([sign, b'\n' | b'\r', ..]) if !sign.is_ascii_alphanumeric() && sign.is_ascii() => Some(*sign),
        _ => None,
    };
    let named = choices.delimiter.or(hint);
    let candidates = named.as_ref().map_or(DELIMITERS.as_slice(), std::slice::from_ref);
    let mut best: Option<((usize, usize), u8, Vec<Sampled>)> = None;
    for candidate in candidates {
        let records = split(sample, at_end, *candidate);
        let score = headers.score(&records);
        if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, *candidate, records));
        }
    }
    let Some((_, delimiter, records)) = best else { return Dialect { delimiter: b',', ..Dialect::default() } };
    let first = usize::from(hint.is_some());
    let at = headers.place(&records, first);
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

/// Which cells are headers: by the words that are compiled in, and the columns that staff name by their header.
struct Headers<'a> {
    words: &'a Words,
    choices: &'a Choices,
}

impl Headers<'_> {
    fn role(&self, cell: &str) -> Option<Role> {
        let chosen = if self.choices.columns.is_empty() { None } else { self.choices.by_key(&key(cell)) };
        chosen.or_else(|| self.words.header(cell).map(|(role, _)| role))
    }

    fn known(&self, cells: &[String]) -> usize {
        if cells.len() == 1 && cells[0].len() > 100 {
            return 0;
        }
        cells.iter().filter(|cell| self.role(cell).is_some()).count()
    }

    /// Known cells that are read.
    fn fields(&self, cells: &[String]) -> usize {
        cells.iter().filter(|cell| self.role(cell).is_some_and(|role| role != Role::Ignore)).count()
    }

    fn is_header(&self, cells: &[String]) -> bool {
        let known = self.known(cells);
        let personal = cells.iter().any(|cell| looks_personal(cell));
        // One cell of a person's row can be such a word: a surname `Street`, a given name `Mail`, a city `Region`.
        let enough = if may_be_unsure(cells) { 1 } else { SURE_OF_HEADER };
        known >= enough && self.fields(cells) > 0 && (!personal || known >= 3)
    }

    /// Known headers first, then how many cells the rows agree on.
    fn score(&self, records: &[Sampled]) -> (usize, usize) {
        let known = records.iter().take(HEADER_WITHIN).map(|record| self.known(&record.cells)).max().unwrap_or(0);
        let widths: Vec<usize> = records.iter().filter(|r| !r.blank).map(|r| r.cells.len()).collect();
        let (modal, times) = modal(&widths);
        let agreed = if modal > 1 { modal * times * 100 / widths.len().max(1) } else { 0 };
        (known, agreed)
    }

    /// The header: what staff say, else the first record in which known names stand and nothing that is a person's.
    fn place(&self, records: &[Sampled], first: usize) -> Option<usize> {
        let begins = || records.iter().enumerate().skip(first).find(|(_, r)| !r.blank);
        match (self.choices.header, begins()) {
            (Some(false), _) => None,
            (_, Some((start, record))) if record.cells.iter().any(|cell| self.choices.names(cell)) => Some(start),
            (Some(true), Some((start, _))) => self.known_place(records, first).or(Some(start)),
            _ => self.known_place(records, first),
        }
    }

    fn known_place(&self, records: &[Sampled], first: usize) -> Option<usize> {
        let mut candidates = records.iter().enumerate().skip(first).take(HEADER_WITHIN).filter(|(_, r)| !r.blank);
        let (start, record) = candidates.next()?;
        if self.is_header(&record.cells) {
            return Some(start);
        }
        // A title or a remark may stand before it: shorter lines, and then a header that several names speak for.
        let width = record.cells.len();
        if width <= 2
            && let Some((at, _)) = candidates
                .find(|(_, r)| r.cells.len() > width && self.is_header(&r.cells) && self.fields(&r.cells) >= 2)
            && records[start..at].iter().all(|r| r.blank || !r.cells.iter().any(|cell| looks_personal(cell)))
        {
            return Some(at);
        }
        (may_be_unsure(&record.cells) && is_unknown_header(&records[start..])).then_some(start)
    }
}

/// So few cells are not written that two known words can be asked for.
fn may_be_unsure(cells: &[String]) -> bool {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count() <= 2
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
