//! What staff decided where an export leaves a doubt: the file for `--columns`.
//!
//! In: TOML text. Out: `Choices`. Never: a choice that is not understood and yet passed over.

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
        "line {line} of the columns file cannot be read: it is not TOML, or holds something other than date_order, delimiter, encoding, timezone, birth_years_from and [columns]. Compare it with the example in config/columns/README.md."
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
        })
    }

    /// The role that staff gave to the `n`th column (from 0).
    pub(super) fn by_place(&self, n: usize) -> Option<Role> {
        if self.columns.is_empty() { None } else { self.of(&format!("#{}", n + 1)) }
    }

    /// The role that staff gave to the columns whose header has this key.
    pub(super) fn by_key(&self, key: &str) -> Option<Role> {
        if key.is_empty() { None } else { self.of(key) }
    }

    fn of(&self, wanted: &str) -> Option<Role> {
        self.columns.iter().find(|(key, ..)| key == wanted).map(|(.., role)| *role)
    }
}

/// A header's key; `#3` stays what it is.
pub(super) fn folded(header: &str) -> String {
    let place = header.trim();
    match place.strip_prefix('#') {
        Some(n) if n.parse::<u16>().is_ok_and(|n| n > 0) => place.to_owned(),
        _ => key(header),
    }
}
