//! Which sections and members a cover has, so that a mistake is named as staff know it.
//!
//! In: a cover file as a TOML table. Out: the first mistake. Never: a value, in any message.

use super::{CoverError, Must};
use crate::day::Day;
use toml::{Table, Value};

/// Name, kind, and whether it must be there.
type Member = (&'static str, Must, bool);

/// Section, whether it must be there, and its members.
const SECTIONS: [(&str, bool, &[Member]); 5] = [
    (
        "petition",
        true,
        &[
            ("title", Must::Text, true),
            ("text", Must::Text, true),
            ("language", Must::Text, true),
            ("url", Must::Text, false),
            ("opened", Must::Day, false),
            ("closed", Must::Day, false),
            ("titles", Must::Titles, false),
        ],
    ),
    ("organiser", true, &[("name", Must::Text, true), ("contact", Must::Text, false)]),
    ("recipient", true, &[("name", Must::Text, true), ("office", Must::Text, false), ("country", Must::Text, false)]),
    (
        "handover",
        false,
        &[
            ("date", Must::Day, false),
            ("consent", Must::Text, false),
            ("challenge_max_rows", Must::Count, false),
            ("replaces", Must::Text, false),
        ],
    ),
    ("slip", false, &[("title", Must::YesNo, false)]),
];

/// # Errors
/// `Missing`, `Unknown` or `Kind`: the first mistake, sections in the order of the example.
pub fn check(cover: &Table) -> Result<(), CoverError> {
    for (section, needed, members) in SECTIONS {
        match cover.get(section) {
            None if needed => return Err(CoverError::Missing { place: section.to_owned() }),
            None => {}
            Some(Value::Table(table)) => check_section(section, members, table)?,
            Some(_) => return Err(CoverError::Kind { place: section.to_owned(), must: Must::Section }),
        }
    }
    match cover.keys().find(|key| SECTIONS.iter().all(|(section, ..)| section != key)) {
        Some(key) => Err(CoverError::Unknown { place: shown(key).to_owned() }),
        None => Ok(()),
    }
}

fn check_section(section: &str, members: &[Member], table: &Table) -> Result<(), CoverError> {
    if let Some(key) = table.keys().find(|key| members.iter().all(|(name, ..)| name != key)) {
        return Err(CoverError::Unknown { place: format!("{section}.{}", shown(key)) });
    }
    for (name, kind, needed) in members {
        match table.get(*name) {
            None if *needed => {
                return Err(CoverError::Missing { place: format!("{section}.{name}") });
            }
            Some(value) if !kind.is(value) => {
                return Err(CoverError::Kind { place: format!("{section}.{name}"), must: *kind });
            }
            _ => {}
        }
    }
    Ok(())
}

impl Must {
    fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Must::Text, Value::String(_)) | (Must::YesNo, Value::Boolean(_)) => true,
            (Must::Day, Value::String(text)) => Day::parse(text).is_some(),
            (Must::Day, Value::Datetime(date)) => Day::parse(&date.to_string()).is_some(),
            (Must::Count, Value::Integer(n)) => *n >= 0,
            (Must::Titles, Value::Table(titles)) => titles.values().all(Value::is_str),
            _ => false,
        }
    }
}

/// A key as a message shows it: a key is structure, but one that is no word may be text that slipped in.
fn shown(key: &str) -> &str {
    let word = key.len() <= 40 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    if word { key } else { "…" }
}
