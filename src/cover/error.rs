//! What is wrong with a cover, in two sentences for who wrote a file, or as a message for who filled in a form.
//!
//! Never: a word of the cover's text.

use crate::said::Said;
use std::fmt;

/// It names the cover's structure, never its text. A place is a section, or a member as `petition.title`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CoverError {
    #[error(
        "line {line} of the cover file is not TOML. Look there for a quotation mark, a bracket or a `=` that is missing, and compare it with the example that `handover pack --help` shows."
    )]
    Form { line: usize },
    #[error("the cover is not a JSON object of plain members. Write its sections as objects and its members as texts.")]
    Json,
    #[error("the cover lacks {}. Add it as in the example that `handover pack --help` shows.", in_words(.place))]
    Missing { place: String },
    #[error("the cover has `{place}`, which no cover has. Correct its spelling or take it out.")]
    Unknown { place: String },
    #[error("the cover's `{place}` must be {must}. Write it as in the example that `handover pack --help` shows.")]
    Kind { place: String, must: Must },
    #[error("the cover's `{member}` {what}. Mend it in the cover file and try again.")]
    Member { member: &'static str, what: Wrong },
}

/// What a section or member must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    Section,
    Text,
    Day,
    Count,
    YesNo,
    Titles,
}

/// What is wrong with a member that is of the right kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    TooLong,
    NoLanguage,
    TitlesLanguage,
    NoCountry,
    BeforeOpened,
    NoHash,
}

fn in_words(place: &str) -> String {
    match place.split_once('.') {
        Some((section, member)) => format!("`{member}` in the section `[{section}]`"),
        None => format!("the section `[{place}]`"),
    }
}

impl fmt::Display for Must {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Must::Section => "a section, its name in brackets",
            Must::Text => "text in quotation marks",
            Must::Day => "a date of the form YYYY-MM-DD",
            Must::Count => "a whole number, zero or more",
            Must::YesNo => "true or false",
            Must::Titles => "a section of titles in quotation marks, each after its language code",
        })
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wrong::Empty => "is empty",
            Wrong::TooLong => "is too long",
            Wrong::NoLanguage => "is not a language code (ISO 639-1), two small letters as `fr`",
            Wrong::TitlesLanguage => "has a key that is not a language code (ISO 639-1)",
            Wrong::NoCountry => "is not a country code of two capital letters (ISO 3166-1), as `RU`",
            Wrong::BeforeOpened => "is before petition.opened",
            Wrong::NoHash => "is not an integrity hash of 64 small hexadecimal digits",
        })
    }
}

impl CoverError {
    /// For staff of the service, and its programs.
    pub fn said(&self) -> Said {
        match self {
            CoverError::Form { .. } | CoverError::Json => Said::of("refused-cover-json"),
            CoverError::Missing { place } => Said::of("refused-cover-missing").name("place", place),
            CoverError::Unknown { place } => Said::of("refused-cover-unknown").name("place", place),
            CoverError::Kind { place, must } => Said::of("refused-cover-kind").name("place", place).word(
                "must",
                match must {
                    Must::Section => "must-section",
                    Must::Text => "must-text",
                    Must::Day => "must-day",
                    Must::Count => "must-count",
                    Must::YesNo => "must-yes-no",
                    Must::Titles => "must-titles",
                },
            ),
            CoverError::Member { member, what } => Said::of("refused-cover-member").name("place", member).word(
                "what",
                match what {
                    Wrong::Empty => "wrong-empty",
                    Wrong::TooLong => "wrong-long",
                    Wrong::NoLanguage => "wrong-language",
                    Wrong::TitlesLanguage => "wrong-titles",
                    Wrong::NoCountry => "wrong-country",
                    Wrong::BeforeOpened => "wrong-closed",
                    Wrong::NoHash => "wrong-hash",
                },
            ),
        }
    }
}
