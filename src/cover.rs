//! The cover: whose petition, from whom, to whom, when. What staff write in `cover.toml`.
//!
//! In: the text of a cover file. Out: `Cover`, complete and within bounds. Never: anything of a signatory.

mod error;
mod shape;

pub use error::{CoverError, Must, Wrong};

use crate::day::Day;
use serde::{Deserialize, Serialize};

/// The cover, as in `cover.toml`; its members stand in the statement (dossier-format §4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    #[serde(default, with = "optional_day", skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The legal basis on which rows may be shown and entries opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge_max_rows: Option<u64>,
    /// The integrity hash of the dossier that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

impl Cover {
    /// Parses `cover.toml` and checks every member.
    ///
    /// # Errors
    /// `Form`, `Missing`, `Unknown` and `Kind` where the text is not TOML of this shape, `Member` where a value is out
    /// of bounds.
    pub fn parse(text: &str) -> Result<Cover, CoverError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let form = |error: toml::de::Error| CoverError::Form {
            line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
        };
        shape::check(&toml::from_str(text).map_err(form)?)?;
        let cover: Cover = toml::from_str(text).map_err(form)?;
        cover.check()?;
        Ok(cover)
    }

    /// Parses a cover as JSON, with the same members; a member that is null is one that is not there.
    ///
    /// # Errors
    /// As `parse`; `Json` where the text is no JSON object.
    pub fn parse_json(text: &str) -> Result<Cover, CoverError> {
        let mut value: serde_json::Value = serde_json::from_str(text).map_err(|_| CoverError::Json)?;
        without_nulls(&mut value);
        let table = toml::Table::try_from(value).map_err(|_| CoverError::Json)?;
        shape::check(&table)?;
        let cover: Cover = table.try_into().map_err(|_| CoverError::Json)?;
        cover.check()?;
        Ok(cover)
    }

    /// As JSON, for `parse_json`.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain members are JSON")
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
                return fail(member, Wrong::Empty);
            }
            if text.chars().count() > most {
                return fail(member, Wrong::TooLong);
            }
        }
        if !is_language(&self.petition.language) {
            return fail("petition.language", Wrong::NoLanguage);
        }
        if let Some(titles) = &self.petition.titles
            && titles.keys().any(|code| !is_language(code))
        {
            return fail("petition.titles", Wrong::TitlesLanguage);
        }
        if let Some(country) = &self.recipient.country
            && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return fail("recipient.country", Wrong::NoCountry);
        }
        if let (Some(opened), Some(closed)) = (self.petition.opened, self.petition.closed)
            && closed < opened
        {
            return fail("petition.closed", Wrong::BeforeOpened);
        }
        if let Some(hash) = &self.handover.replaces
            && !(hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
        {
            return fail("handover.replaces", Wrong::NoHash);
        }
        Ok(())
    }

    /// Is a legal basis stated?
    pub fn has_consent(&self) -> bool {
        self.handover.consent.as_deref().is_some_and(|text| !text.trim().is_empty())
    }
}

fn without_nulls(value: &mut serde_json::Value) {
    if let serde_json::Value::Object(members) = value {
        members.retain(|_, member| !member.is_null());
        members.values_mut().for_each(without_nulls);
    }
}

fn is_language(code: &str) -> bool {
    LANGUAGES.split(' ').any(|known| known == code)
}

/// Every code of ISO 639-1, in pairs of letters.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr \
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

#[cfg(test)]
mod tests {
    use super::{Cover, is_language};

    const COVER: &str = include_str!("../config/cover.example.toml");

    #[test]
    fn each_mistake_is_named_in_plain_words() {
        assert!(Cover::parse(COVER).is_ok());
        let whole = "[petition]\ntitle = \"T\"\ntext = \"X\"\nlanguage = \"fr\"\n[organiser]\nname = \"O\"\n[recipient]\nname = \"R\"\n";
        assert!(Cover::parse(whole).is_ok());
        for (from, to, said) in [
            ("[petition]", "[slip]", "the section `[petition]`"),
            ("[organiser]", "[organizer]", "the section `[organiser]`"),
            ("title = \"T\"\n", "", "`title` in the section `[petition]`"),
            ("title = \"T\"", "title = 5", "`petition.title` must be text"),
            ("title = \"T\"", "title = \"T\"\ntitel = \"T\"", "`petition.titel`"),
            ("title = \"T\"", "title = \"T\"\nopened = \"May\"", "`petition.opened` must be a date"),
            ("title = \"T\"", "title = \"T\"\nopened = 2017-05-11T08:00:00Z", "`petition.opened` must be a date"),
            ("title = \"T\"", "title = \"T\"\ntitles = \"T\"", "`petition.titles` must be"),
            ("[petition]", "[handover]\nchallenge_max_rows = -1\n[petition]", "`handover.challenge_max_rows` must be"),
            ("[petition]", "[slip]\ntitle = \"yes\"\n[petition]", "`slip.title` must be true or false"),
            ("[petition]", "slip = 1\n[petition]", "`slip` must be a section"),
            ("\"fr\"", "\"xx\"", "`petition.language` is not a language code"),
            ("\"T\"", "\"T", "line 2"),
        ] {
            let error = Cover::parse(&whole.replacen(from, to, 1)).expect_err(said).to_string();
            assert!(error.contains(said), "{said}: {error}");
            assert_eq!(error.matches(". ").count(), 1, "two sentences: {error}");
        }
    }

    #[test]
    fn json_has_the_same_members() {
        let whole = r#"{"petition": {"title": "T", "text": "X", "language": "fr", "opened": "2017-04-01", "url": null},
            "organiser": {"name": "O"}, "recipient": {"name": "R"}, "handover": {"challenge_max_rows": 5}}"#;
        let cover = Cover::parse_json(whole).expect("a cover");
        assert_eq!(cover.petition.opened.map(|day| day.to_string()).as_deref(), Some("2017-04-01"));
        assert_eq!((cover.petition.url, cover.handover.challenge_max_rows), (None, Some(5)));
        let example = Cover::parse(COVER).expect("the example");
        assert_eq!(Cover::parse_json(&example.to_json()).expect("the same"), example);
        for (from, to, said) in [
            ("\"title\"", "\"titel\"", "`petition.titel`"),
            ("\"T\"", "[1]", "`petition.title` must be text"),
            ("\"fr\"", "\"xx\"", "`petition.language` is not a language code"),
            ("}}", "}", "not a JSON object"),
            ("5", "5e40", "`handover.challenge_max_rows` must be"),
        ] {
            let error = Cover::parse_json(&whole.replacen(from, to, 1)).expect_err(said).to_string();
            assert!(error.contains(said), "{said}: {error}");
        }
        assert!(Cover::parse_json("[]").is_err() && Cover::parse_json("").is_err());
    }

    #[test]
    fn languages_are_those_of_iso_639_1() {
        assert!(["fr", "en", "ru", "aa", "zu"].into_iter().all(is_language));
        assert!(["xx", "FR", "fra", "", " ", "fr en"].into_iter().all(|code| !is_language(code)));
        assert_eq!(super::LANGUAGES.split(' ').filter(|code| code.len() == 2).count(), 183);
    }
}
