//! `signatures.csv`, line by line, and `counts.csv`.
//!
//! In: entries, tables. Out: RFC 4180, UTF-8 without BOM, CRLF, every field quoted. Never: a cell unescaped.

use super::escape::{escape, push_escaped};
use crate::counts::Counts;
use crate::entry::{Column, Entry};
use crate::jcs;

/// The header line: English names in every language.
pub fn header(columns: &[Column], out: &mut Vec<u8>) {
    line(columns.iter().map(|column| column.name()), out);
}

/// Writes lines of the list into memory that the caller reuses.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListWriter;

impl ListWriter {
    pub fn header(self, columns: &[Column], out: &mut Vec<u8>) {
        header(columns, out);
    }

    /// Appends one entry's line.
    pub fn entry(self, entry: &Entry, out: &mut Vec<u8>) {
        line(entry.cells(), out);
    }
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, out: &mut Vec<u8>) {
    let mut separator: &[u8] = b"\"";
    for cell in cells {
        out.extend_from_slice(separator);
        let start = out.len();
        push_escaped(cell, out);
        if memchr::memchr(b'"', &out[start..]).is_some() {
            double_quotes(start, out);
        }
        separator = b"\",\"";
    }
    out.extend_from_slice(b"\"\r\n");
}

#[cold]
fn double_quotes(start: usize, out: &mut Vec<u8>) {
    let cell = out.split_off(start);
    for byte in cell {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
}

/// Appends the JCS array of an entry's cells, before escaping: the committed value of `shown` (dossier-format §7).
pub fn push_shown(entry: &Entry, out: &mut String) {
    let mut separator = '[';
    for cell in entry.cells() {
        out.push(separator);
        jcs::push_text(cell, out);
        separator = ',';
    }
    out.push(']');
}

/// `data/counts.csv`: `table,label,count`, countries first (dossier-format §2).
pub fn counts_csv(counts: &Counts) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let countries = counts.by_country.iter().map(|cell| ("country", &cell.country, cell.count));
    let periods = counts.by_period.iter().map(|cell| ("period", &cell.period, cell.count));
    let lines = countries
        .chain(periods)
        .map(|(table, label, count)| [table, &escape(label), &count.to_string()].map(str::to_owned));
    for line in std::iter::once(["table", "label", "count"].map(str::to_owned)).chain(lines) {
        writer.write_record(&line).expect("each line has three cells, and memory takes them");
    }
    writer.into_inner().expect("memory takes what was written")
}

/// The cells of one line of a list, as written: without their quotes, with their escapes. `None` where it is none.
pub fn cells(line: &[u8]) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line);
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{ListWriter, counts_csv, push_shown};
    use crate::counts::{CountryCount, Counts, PeriodCount, Unit};
    use crate::entry::{Column, Entry};
    use crate::table::unescape;
    use proptest::prelude::*;

    fn entry(cells: &[&str]) -> Entry {
        let mut entry = Entry::default();
        entry.clear();
        cells.iter().for_each(|cell| entry.push_redacted(cell));
        entry
    }

    #[test]
    fn lines_have_the_form_of_the_format() {
        let mut out = Vec::new();
        ListWriter.header(&[Column::Entry, Column::FullName, Column::Country], &mut out);
        ListWriter.entry(&entry(&["1", "Zoë \"Zo\" O'Neill", "FR"]), &mut out);
        ListWriter.entry(&entry(&["2", "=1\"+\"1", ""]), &mut out);
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "\"entry\",\"full_name\",\"country\"\r\n\"1\",\"Zoë \"\"Zo\"\" O'Neill\",\"FR\"\r\n\"2\",\"'=1\"\"+\"\"1\",\"\"\r\n"
        );
    }

    #[test]
    fn tables_as_csv() {
        let counts = Counts {
            unit: Unit::Rows,
            by_country: vec![
                CountryCount { country: "FR".into(), count: 123 },
                CountryCount { country: "other".into(), count: 40 },
            ],
            by_period: vec![PeriodCount { period: "2017-04".into(), count: 163 }],
        };
        assert_eq!(
            String::from_utf8(counts_csv(&counts)).expect("UTF-8"),
            "\"table\",\"label\",\"count\"\r\n\"country\",\"FR\",\"123\"\r\n\"country\",\"other\",\"40\"\r\n\"period\",\"2017-04\",\"163\"\r\n"
        );
    }

    proptest! {
        #[test]
        fn any_csv_reader_gives_the_cells_back(cells in proptest::collection::vec(any::<String>(), 1..6)) {
            let mut out = Vec::new();
            ListWriter.entry(&entry(&cells.iter().map(String::as_str).collect::<Vec<_>>()), &mut out);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
            prop_assert_eq!(records.len(), 1);
            let read: Vec<&str> = records[0].iter().map(unescape).collect();
            prop_assert_eq!(read, cells);
        }

        #[test]
        fn shown_is_what_serde_writes(cells in proptest::collection::vec("(\\PC|[\"\\\\\u{0}-\u{1f}\u{7f}\u{2028}]){0,12}", 0..6)) {
            let mut out = String::new();
            push_shown(&entry(&cells.iter().map(String::as_str).collect::<Vec<_>>()), &mut out);
            if !cells.is_empty() {
                prop_assert_eq!(out, serde_json::to_string(&cells)?);
            }
        }
    }
}
