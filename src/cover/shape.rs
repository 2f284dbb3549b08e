//! Which sections and members a cover has, so that a mistake is named as staff know it.
//!
//! In: a cover file as a TOML table. Out: the first mistake. Never: a value, in any message.

use super::CoverError;
use crate::day::Day;
use toml::{Table, Value};

/// What a member must be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Day,
    Count,
    YesNo,
    Titles,
}

/// Name, kind, and whether it must be there.
type Member = (&'static str, Kind, bool);

/// Section, whether it must be there, and its members.
const SECTIONS: [(&str, bool, &[Member]); 5] = [
    (
        "petition",
        true,
        &[
            ("title", Kind::Text, true),
            ("text", Kind::Text, true),
            ("language", Kind::Text, true),
            ("url", Kind::Text, false),
            ("opened", Kind::Day, false),
            ("closed", Kind::Day, false),
            ("titles", Kind::Titles, false),
        ],
    ),
    ("organiser", true, &[("name", Kind::Text, true), ("contact", Kind::Text, false)]),
    ("recipient", true, &[("name", Kind::Text, true), ("office", Kind::Text, false), ("country", Kind::Text, false)]),
    (
        "handover",
        false,
        &[
            ("date", Kind::Day, false),
            ("consent", Kind::Text, false),
            ("challenge_max_rows", Kind::Count, false),
            ("replaces", Kind::Text, false),
        ],
    ),
    ("slip", false, &[("title", Kind::YesNo, false)]),
];

/// # Errors
/// `Missing`, `Unknown` or `Kind`: the first mistake, sections in the order of the example.
pub fn check(cover: &Table) -> Result<(), CoverError> {
    for (section, needed, members) in SECTIONS {
        match cover.get(section) {
            None if needed => return Err(CoverError::Missing { what: format!("the section `[{section}]`") }),
            None => {}
            Some(Value::Table(table)) => check_section(section, members, table)?,
            Some(_) => return Err(CoverError::Kind { what: format!("`{section}` must be a section, `[{section}]`") }),
        }
    }
    match cover.keys().find(|key| SECTIONS.iter().all(|(section, ..)| section != key)) {
        Some(key) => Err(CoverError::Unknown { what: format!("`{}`", shown(key)) }),
        None => Ok(()),
    }
}

fn check_section(section: &str, members: &[Member], table: &Table) -> Result<(), CoverError> {
    if let Some(key) = table.keys().find(|key| members.iter().all(|(name, ..)| name != key)) {
        return Err(CoverError::Unknown { what: format!("`{section}.{}`", shown(key)) });
    }
    for (name, kind, needed) in members {
        match table.get(*name) {
            None if *needed => {
                return Err(CoverError::Missing { what: format!("`{name}` in the section `[{section}]`") });
            }
            Some(value) if !kind.is(value) => {
                return Err(CoverError::Kind { what: format!("`{section}.{name}` must be {}", kind.in_words()) });
            }
            _ => {}
        }
    }
    Ok(())
}

impl Kind {
    fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Kind::Text, Value::String(_)) | (Kind::YesNo, Value::Boolean(_)) => true,
            (Kind::Day, Value::String(text)) => Day::parse(text).is_some(),
            (Kind::Day, Value::Datetime(date)) => Day::parse(&date.to_string()).is_some(),
            (Kind::Count, Value::Integer(n)) => *n >= 0,
            (Kind::Titles, Value::Table(titles)) => titles.values().all(Value::is_str),
            _ => false,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Kind::Text => "text in quotation marks",
            Kind::Day => "a date of the form YYYY-MM-DD",
            Kind::Count => "a whole number, zero or more",
            Kind::YesNo => "true or false",
            Kind::Titles => "a section of titles in quotation marks, each after its language code",
        }
    }
}

/// A key as a message shows it: a key is structure, but one that is no word may be text that slipped in.
fn shown(key: &str) -> &str {
    let word = key.len() <= 40 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    if word { key } else { "…" }
}
