//! What staff decided where an export leaves a doubt: the file for `--columns`.
//!
//! In: TOML text. Out: `Choices`. Never: a choice that is not understood and yet passed over.

use super::IntakeError;
use super::encoding;
use super::synonyms::{Role, key};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The decisions, empty by default; they hold for every export of the run. `config/columns/README.md` shows an example.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// By folded header, or `#3` for the third column; with the key as it was written.
    pub(super) columns: Vec<(String, String, Role)>,
    pub(super) date_order: Option<DateOrder>,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    pub(super) timezone: Option<jiff::tz::TimeZone>,
    pub(super) birth_years_from: Option<u16>,
    pub(super) header: Option<bool>,
}

/// What staff decided of the columns of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    /// Of each column, by `#3`.
    pub by_place: Vec<Option<Role>>,
    /// Of each column, by its header.
    pub by_header: Vec<Option<Role>>,
    /// Keys, as written, that fit no column.
    pub without_column: Vec<String>,
    /// The header is one because staff say so.
    pub header_is_sure: bool,
}

impl Chosen {
    /// Did staff decide about the `n`th column (from 0)?
    pub fn of(&self, n: usize) -> Option<Role> {
        self.by_place[n].or(self.by_header[n])
    }
}

/// Which number comes first in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum DateOrder {
    #[serde(rename = "dmy")]
    DayMonth,
    #[serde(rename = "mdy")]
    MonthDay,
    #[serde(rename = "ymd")]
    YearFirst,
}

/// What is wrong with a columns file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoicesError {
    #[error(
        "line {line} of the columns file cannot be read: it is not TOML, or holds something other than date_order, delimiter, encoding, timezone, birth_years_from, header and [columns]. Compare it with the example in config/columns/README.md."
    )]
    Form { line: usize },
    #[error(
        "the columns file names the field `{name}`, which does not exist. Use a field such as given_name, email or signed_at, or `ignore`."
    )]
    Field { name: String },
    #[error("the columns file's `{member}` is not one that is known. Use for example {example}.")]
    Member { member: &'static str, example: &'static str },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    date_order: Option<DateOrder>,
    delimiter: Option<String>,
    encoding: Option<String>,
    timezone: Option<String>,
    birth_years_from: Option<u16>,
    header: Option<bool>,
}

impl Choices {
    /// Parses a columns file.
    ///
    /// # Errors
    /// Where it is not TOML of this shape, or names what does not exist.
    pub fn parse(text: &str) -> Result<Choices, ChoicesError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let parsed: Text = toml::from_str(text).map_err(|error| ChoicesError::Form {
            line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        })?;
        let mut columns = Vec::new();
        for (header, name) in parsed.columns {
            let role = Role::from_name(&name).ok_or(ChoicesError::Field { name })?;
            columns.push((folded(&header), header, role));
        }
        let delimiter = match parsed.delimiter.as_deref() {
            None => None,
            Some("tab" | "\t" | "\\t") => Some(b'\t'),
            Some(sign) => match sign.as_bytes() {
                [b] if b.is_ascii() && !b.is_ascii_alphanumeric() && !b"\"\r\n".contains(b) => Some(*b),
                _ => return Err(ChoicesError::Member { member: "delimiter", example: "\";\" or \"tab\"" }),
            },
        };
        let encoding = match parsed.encoding.as_deref().map(encoding::by_name) {
            Some(None) => return Err(ChoicesError::Member { member: "encoding", example: "\"windows-1252\"" }),
            known => known.flatten(),
        };
        let timezone = match parsed.timezone.as_deref().map(jiff::tz::TimeZone::get) {
            Some(Err(_)) => return Err(ChoicesError::Member { member: "timezone", example: "\"Europe/Paris\"" }),
            Some(Ok(zone)) => Some(zone),
            None => None,
        };
        if parsed.birth_years_from.is_some_and(|year| !(1800..=2100).contains(&year)) {
            return Err(ChoicesError::Member { member: "birth_years_from", example: "1926" });
        }
        Ok(Choices {
            columns,
            date_order: parsed.date_order,
            delimiter,
            encoding,
            timezone,
            birth_years_from: parsed.birth_years_from,
            header: parsed.header,
        })
    }

    /// The role that staff gave to a header of this key, in whatever way they wrote it.
    pub(super) fn by_key(&self, wanted: &str) -> Option<Role> {
        let mut named = self.columns.iter().filter(|(key, ..)| !wanted.is_empty() && key == wanted);
        named.next().map(|(.., role)| *role)
    }

    /// Do staff name a header that is written exactly like this?
    pub(super) fn names(&self, header: &str) -> bool {
        self.columns.iter().any(|(key, written, _)| is_exact(key, written, header))
    }

    /// What they decided of a file with these headers, or of one without and with so many columns. A key belongs to the
    /// header that is written as it is, and only where there is none to one that differs in case, accents, punctuation.
    ///
    /// # Errors
    /// Where two keys name one column equally well.
    pub(super) fn of_columns(&self, file: &str, header: &[String], count: usize) -> Result<Chosen, IntakeError> {
        let exact = |n: usize, (key, written, _): &(String, String, Role)| {
            header.get(n).is_some_and(|header| is_exact(key, written, header))
        };
        let mut chosen = Chosen { by_place: vec![None; count], by_header: vec![None; count], ..Chosen::default() };
        if self.columns.is_empty() {
            chosen.header_is_sure = self.header == Some(true);
            return Ok(chosen);
        }
        let folds: Vec<String> = header.iter().map(|cell| key(cell)).collect();
        let is_taken = |column: &(String, String, Role)| (0..header.len()).any(|n| exact(n, column));
        let loose: Vec<_> = self.columns.iter().filter(|column| !is_taken(column)).collect();
        for n in 0..count {
            chosen.by_place[n] = self.columns.iter().find(|(key, ..)| place(key) == Some(n)).map(|(.., role)| *role);
            let mut named: Vec<_> = self.columns.iter().filter(|column| exact(n, column)).collect();
            chosen.header_is_sure |= !named.is_empty();
            if named.is_empty() && folds.get(n).is_some_and(|fold| !fold.is_empty()) {
                named = loose.iter().copied().filter(|(key, ..)| *key == folds[n]).collect();
            }
            if named.len() > 1 && chosen.by_place[n].is_none() {
                let keys = named.into_iter().map(|(_, written, _)| written.clone()).collect();
                return Err(IntakeError::TwoKeys { file: file.to_owned(), header: header[n].trim().to_owned(), keys });
            }
            chosen.by_header[n] = named.first().map(|(.., role)| *role);
        }
        chosen.header_is_sure |= self.header == Some(true);
        let fits = |key: &String| place(key).map_or_else(|| folds.contains(key), |n| n < count);
        chosen.without_column =
            loose.iter().filter(|(key, ..)| !fits(key)).map(|(_, written, _)| written.clone()).collect();
        Ok(chosen)
    }
}

fn is_exact(key: &str, written: &str, header: &str) -> bool {
    place(key).is_none() && !written.trim().is_empty() && written.trim() == header.trim()
}

/// The column that `#3` means, from 0.
fn place(key: &str) -> Option<usize> {
    key.strip_prefix('#')?.parse::<u16>().ok()?.checked_sub(1).map(usize::from)
}

/// A header's key; `#3` stays what it is.
pub(super) fn folded(header: &str) -> String {
    let trimmed = header.trim();
    if place(trimmed).is_some() { trimmed.to_owned() } else { key(header) }
}
