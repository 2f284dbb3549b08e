//! The cover: whose petition, from whom, to whom, when. What staff write in `cover.toml`.
//!
//! In: the text of a cover file. Out: `Cover`, complete and within bounds. Never: anything of a signatory.

use crate::day::Day;
use serde::{Deserialize, Serialize};

/// The cover, as in `cover.toml`; its members stand in the statement (dossier-format §4).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    pub petition: Petition,
    pub organiser: Organiser,
    pub recipient: Recipient,
    #[serde(default)]
    pub handover: Handover,
    #[serde(default)]
    pub slip: Slip,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Petition {
    pub title: String,
    pub text: String,
    /// ISO 639-1; the language of the dossier.
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, with = "optional_day", skip_serializing_if = "Option::is_none")]
    pub opened: Option<Day>,
    #[serde(default, with = "optional_day", skip_serializing_if = "Option::is_none")]
    pub closed: Option<Day>,
    /// The title in other languages, by ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<std::collections::BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    #[serde(default, with = "optional_day")]
    pub date: Option<Day>,
    /// The legal basis on which rows may be shown and entries opened.
    #[serde(default)]
    pub consent: Option<String>,
    #[serde(default)]
    pub challenge_max_rows: Option<u64>,
    /// The integrity hash of the dossier that this one replaces.
    #[serde(default)]
    pub replaces: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Does the slip name petition and recipient?
    #[serde(default)]
    pub title: bool,
}

impl Recipient {
    /// Name, office and country, joined by a comma and a space: `Intended-Recipient` of `bag-info.txt`.
    pub fn in_one_line(&self) -> String {
        [Some(self.name.as_str()), self.office.as_deref(), self.country.as_deref()]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A day in a file: a TOML date, or text of the form `YYYY-MM-DD` in TOML and JSON.
mod optional_day {
    use super::Day;
    use serde::{Deserialize, Deserializer, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Toml(toml::value::Datetime),
        Text(String),
    }

    pub fn serialize<S: Serializer>(day: &Option<Day>, out: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => out.collect_str(day),
            None => out.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Day>, D::Error> {
        let text = match Option::<Written>::deserialize(input)? {
            None => return Ok(None),
            Some(Written::Toml(date)) => date.to_string(),
            Some(Written::Text(text)) => text,
        };
        Day::parse(&text).map(Some).ok_or_else(|| serde::de::Error::custom("not a date of the form YYYY-MM-DD"))
    }
}

/// What is wrong with a cover. It quotes the file's structure, never its text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CoverError {
    #[error(
        "line {line} of the cover file cannot be read: {what}. Compare it with the example that `handover pack --help` shows."
    )]
    Form { line: usize, what: String },
    #[error("the cover's `{member}` {what}. Mend it in the cover file and try again.")]
    Member { member: &'static str, what: &'static str },
}

impl Cover {
    /// Parses `cover.toml` and checks every member.
    ///
    /// # Errors
    /// `Form` where the text is not TOML of this shape, `Member` where a value is out of bounds.
    pub fn parse(text: &str) -> Result<Cover, CoverError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let cover: Cover = toml::from_str(text).map_err(|error| CoverError::Form {
            line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            what: form_of(error.message()),
        })?;
        cover.check()?;
        Ok(cover)
    }

    /// The bounds that the format and the paper need.
    pub fn check(&self) -> Result<(), CoverError> {
        let fail = |member, what| Err(CoverError::Member { member, what });
        for (member, text, most) in [
            ("petition.title", self.petition.title.as_str(), 1_000),
            ("petition.text", self.petition.text.as_str(), 1_000_000),
            ("organiser.name", self.organiser.name.as_str(), 500),
            ("recipient.name", self.recipient.name.as_str(), 500),
            ("recipient.office", self.recipient.office.as_deref().unwrap_or("-"), 500),
            ("organiser.contact", self.organiser.contact.as_deref().unwrap_or("-"), 500),
            ("petition.url", self.petition.url.as_deref().unwrap_or("-"), 2_000),
            ("handover.consent", self.handover.consent.as_deref().unwrap_or("-"), 10_000),
        ] {
            if text.trim().is_empty() {
                return fail(member, "is empty");
            }
            if text.chars().count() > most {
                return fail(member, "is too long");
            }
        }
        if !is_language(&self.petition.language) {
            return fail("petition.language", "is not a language code of two small letters, as `fr`");
        }
        if let Some(titles) = &self.petition.titles
            && titles.keys().any(|code| !is_language(code))
        {
            return fail("petition.titles", "has a key that is not a language code of two small letters");
        }
        if let Some(country) = &self.recipient.country
            && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return fail("recipient.country", "is not a country code of two capital letters (ISO 3166-1), as `RU`");
        }
        if let (Some(opened), Some(closed)) = (self.petition.opened, self.petition.closed)
            && closed < opened
        {
            return fail("petition.closed", "is before petition.opened");
        }
        if let Some(hash) = &self.handover.replaces
            && !(hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        {
            return fail("handover.replaces", "is not an integrity hash of 64 small hexadecimal digits");
        }
        Ok(())
    }

    /// Is a legal basis stated?
    pub fn has_consent(&self) -> bool {
        self.handover.consent.as_deref().is_some_and(|text| !text.trim().is_empty())
    }
}

fn is_language(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())
}

/// A TOML library's message, cut to its first line: later lines quote the file.
fn form_of(message: &str) -> String {
    message.lines().next().unwrap_or("it is not TOML").trim().trim_end_matches('.').to_owned()
}
