//! The time stamp beside the seal: what it says, and who vouches for it (dossier-format §2; RFC 3161).
//!
//! In: the small files, roots that the caller trusts. Out: findings, a note, the time. Never: a time told as true that no root
//! vouches for.

use super::findings::{self as codes, Findings};
use super::small::Small;
use crate::package::names;
use crate::proof::digest::sha256;
use crate::proof::timestamp::{self, Roots};

/// What a time stamp that holds by itself says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// In UTC, as RFC 3339 writes it: `2026-11-29T10:12:03Z`.
    pub time: String,
    /// Does its certificate lead to a root that the caller gave?
    pub trusted: bool,
    /// Who made it, by its certificate; text from outside.
    pub tsa: String,
}

impl Stamped {
    /// `2026-11-29 10:12:03 UTC`
    pub fn time_in_words(&self) -> String {
        self.time.replace('T', " ").replace('Z', " UTC")
    }
}

/// Checks a time stamp where there is one; none is no fault.
pub fn timestamp(
    small: &Small,
    roots: Option<&Roots>,
    findings: &mut Findings,
    notes: &mut Vec<String>,
) -> Option<Stamped> {
    let (token, covered) = (small.bytes(names::TIMESTAMP)?, small.bytes(names::TAGMANIFEST)?);
    let Ok(stamp) = timestamp::open(token, &sha256(covered)) else {
        findings.add(&codes::TIMESTAMP, names::TIMESTAMP);
        return None;
    };
    let trusted =
        roots.is_some_and(|roots| findings.need(stamp.leads_to(roots), &codes::TIMESTAMP_UNTRUSTED, names::TIMESTAMP));
    let stamped = Stamped { time: stamp.time(), trusted, tsa: stamp.authority() };
    if roots.is_none() {
        notes.push(format!(
            "The time stamp says {}. This is claimed, not proved: its authority was compared with no root.",
            stamped.time_in_words()
        ));
    }
    Some(stamped)
}
