//! What staff write: the cover, the policy, and what both forbid together.
//!
//! In: a cover as JSON, with the members of `cover.toml`. Out: the handover. Never: a cover that a pack would refuse.

use super::{HandoverError, Office};
use crate::cover::Cover;
use crate::pack::PackError;
use crate::register::policy::Policy;
use crate::store::{Handover, Id};

impl Office {
    /// # Errors
    /// A cover or policy that cannot be packed; an earlier handover that is none of this service.
    pub fn create(
        &self,
        actor: Id,
        cover_json: &str,
        policy: &str,
        earlier: Option<Id>,
        now: i64,
    ) -> Result<Id, HandoverError> {
        self.permit(&Cover::parse_json(cover_json)?, policy)?;
        Ok(self.store.create_handover(actor, cover_json, policy, earlier, now)?)
    }

    /// Mends cover and policy, before a pack or after one that failed or was sent back.
    ///
    /// # Errors
    /// As `create`; a handover that is packing or packed.
    pub fn rewrite(&self, id: Id, cover_json: &str, policy: &str, actor: Id, now: i64) -> Result<(), HandoverError> {
        self.permit(&Cover::parse_json(cover_json)?, policy)?;
        let before = self.store.handover(id)?;
        if before.cover_json != cover_json {
            self.store.set_cover(id, cover_json, actor, now)?;
        }
        if before.policy != policy {
            self.store.set_policy(id, policy, actor, now)?;
        }
        Ok(())
    }

    fn permit(&self, cover: &Cover, policy: &str) -> Result<(), HandoverError> {
        let policy = self::policy(policy)?;
        let country = cover.recipient.country.as_ref().filter(|country| self.terms.count_only.contains(country));
        match country {
            _ if !policy.rows() => Ok(()),
            Some(country) => Err(PackError::CountOnly { country: country.clone() }.into()),
            None if !cover.has_consent() => Err(PackError::NoConsent { policy: policy.name().to_owned() }.into()),
            None => Ok(()),
        }
    }
}

/// A policy as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyOffered {
    pub name: &'static str,
    /// Does it show rows? Then the cover must state a legal basis.
    pub rows: bool,
    /// No cell of a table is between 1 and k−1.
    pub k: u64,
    /// In plain words.
    pub shows: &'static str,
    pub withholds: &'static str,
    pub merged: &'static str,
}

/// The policies at hand, the default first, in the words of a language (ISO 639-1), else in English.
pub fn policies(language: &str) -> Vec<PolicyOffered> {
    let offered = |policy: &'static Policy| {
        let words = policy.words(language);
        PolicyOffered {
            name: policy.name(),
            rows: policy.rows(),
            k: policy.k(),
            shows: &words.shows,
            withholds: &words.withholds,
            merged: &words.merged,
        }
    };
    Policy::built_ins().iter().map(offered).collect()
}

pub fn policy(name: &str) -> Result<&'static Policy, HandoverError> {
    Policy::built_in(name).ok_or(HandoverError::Policy)
}

pub fn cover(handover: &Handover) -> Result<Cover, HandoverError> {
    Ok(Cover::parse_json(&handover.cover_json)?)
}
