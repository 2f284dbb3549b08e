//! The cover in JSON, with the members of `cover.toml`. Their comments are the words of the description.
//!
//! In: what is kept of a cover. Out: the same, member by member. Never: a check; `cover` does that.

use super::posted::Postable;
use crate::store::Handover;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A cover, as `cover.toml` has it; days as `YYYY-MM-DD`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    pub petition: Petition,
    pub organiser: Organiser,
    pub recipient: Recipient,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Terms>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<Slip>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Petition {
    #[schema(max_length = 1_000)]
    pub title: String,
    #[schema(max_length = 1_000_000)]
    pub text: String,
    /// The language of the dossier, ISO 639-1.
    #[schema(pattern = "^[a-z]{2}$", example = "fr")]
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2_000)]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-01-02")]
    pub opened: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-05-10")]
    pub closed: Option<String>,
    /// The title in other languages, by ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<BTreeMap<String, String>>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    #[schema(max_length = 500)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub contact: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    #[schema(max_length = 500)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub office: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[A-Z]{2}$", example = "RU")]
    pub country: Option<String>,
}

/// When it is handed over, and on which legal basis.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-05-11")]
    pub date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10_000)]
    pub consent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge_max_rows: Option<u64>,
    /// The integrity hash of the dossier that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub replaces: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Does the slip name petition and recipient?
    #[serde(default)]
    pub title: bool,
}

pub fn cover_of(handover: &Handover) -> Option<Cover> {
    serde_json::from_str(&handover.cover_json).ok()
}

/// A cover, its policy, and the handover of the same petition that it follows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the description shows it; `Written` takes it apart")]
pub struct NewHandover {
    petition: Petition,
    organiser: Organiser,
    recipient: Recipient,
    handover: Option<Terms>,
    slip: Option<Slip>,
    /// `count`, `pseudonymous`, `initials` or `named`.
    #[schema(default = "count")]
    policy: Option<String>,
    /// The id of an earlier handover; only where it is made.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    earlier: Option<String>,
}

/// What was sent for it: the cover's members are checked by the cover's own rules, which name each mistake.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub struct Written(Map<String, Value>);

impl Postable for Written {
    /// A petition's text has up to a million characters.
    const MOST_BYTES: usize = 8 << 20;
}

impl Written {
    /// The member as text; `None` where it is absent or null.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn take(&mut self, member: &str) -> Result<Option<String>, super::Problem> {
        match self.0.remove(member) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(super::Problem::MEMBERS),
        }
    }

    /// What is left is the cover.
    pub fn into_cover(self) -> String {
        Value::Object(self.0).to_string()
    }
}
