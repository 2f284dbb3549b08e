//! A look before a pack: the ledger and tables it would have, and the first rows, masked and as the policy shows them.
//!
//! In: a handover and a policy. Out: the look, begun in the background and kept sealed with the handover. Never: a second
//! look at what did not change; a wait.

use super::live::Live;
use super::{HandoverError, Office, held};
use crate::counts::Counts;
use crate::intake::{Question, Source};
use crate::ledger::Ledger;
use crate::pack::{InspectRequest, Notice, inspect};
use crate::proof::digest::{hex, sha256_parts};
use crate::said::Said;
use crate::secrets::Secrets;
use crate::store::{Handover, Id, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many rows are shown.
const ROWS: usize = 20;
/// How many looks stay in memory; the newest of each handover is kept with it besides.
const REMEMBERED: usize = 32;

/// What a look found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    pub policy: String,
    pub ledger: Ledger,
    pub counts: Counts,
    pub notices: Vec<Said>,
    /// What a pack would stop at.
    pub stops: Vec<Said>,
    pub original_fields: Vec<String>,
    /// The first rows, masked.
    pub original: Vec<Vec<String>>,
    /// None under a policy without rows.
    pub shown_columns: Vec<String>,
    /// The same rows as the recipient would see them; `…` where a pack will have a number or a pseudonym.
    pub shown: Vec<Vec<String>>,
}

/// What is known when somebody asks.
pub enum Looked {
    Ready(Arc<Look>),
    Reading(super::Going),
    Stopped { code: &'static str, said: Said },
}

/// A look of this process: of which state of the handover, and how far.
pub(super) struct Slot {
    of: String,
    is: Known,
}

enum Known {
    Reading(Arc<Live>),
    Ready(Arc<Look>),
    Stopped { code: &'static str, said: Said },
}

/// As it is kept: with what it was made of.
#[derive(Serialize, Deserialize)]
struct Kept {
    of: String,
    look: Look,
}

impl Office {
    /// The look at a handover under its policy, or another one. It begins in the background where there is none yet.
    ///
    /// # Errors
    /// What the store says; an unknown policy; no export.
    pub fn look(self: &Arc<Self>, id: Id, policy: Option<&str>, now: i64) -> Result<Looked, HandoverError> {
        let handover = self.store.handover(id)?;
        let policy = super::writing::policy(policy.unwrap_or(&handover.policy))?.name();
        let of = self.made_of(&handover, policy)?;
        if let Some(kept) = handover.survey_json.as_deref() {
            // One that an earlier version kept may be of another form: then it is taken anew.
            if let Some(kept) = serde_json::from_str::<Kept>(kept).ok().filter(|kept| kept.of == of) {
                return Ok(Looked::Ready(Arc::new(kept.look)));
            }
        }
        let mut looks = held(&self.looks);
        if let Some(slot) = looks.get(&id).filter(|slot| slot.of == of) {
            return Ok(match &slot.is {
                Known::Ready(look) => Looked::Ready(Arc::clone(look)),
                Known::Reading(live) => Looked::Reading(live.going()),
                Known::Stopped { code, said } => Looked::Stopped { code, said: said.clone() },
            });
        }
        if looks.len() >= REMEMBERED {
            looks.retain(|_, slot| matches!(slot.is, Known::Reading(_)));
        }
        let live = Arc::new(Live::new(self.clock));
        let going = live.going();
        looks.insert(id, Slot { of: of.clone(), is: Known::Reading(Arc::clone(&live)) });
        drop(looks);
        let office = Arc::clone(self);
        std::thread::spawn(move || office.take_a_look(&handover, policy, of, &live, now));
        Ok(Looked::Reading(going))
    }

    fn take_a_look(&self, handover: &Handover, policy: &'static str, of: String, live: &Live, now: i64) {
        let _turn = held(&self.look_turn);
        let id = handover.id;
        // While it waited for its turn something else was asked for: who asks in turns makes no queue of looks.
        if held(&self.looks).get(&id).is_none_or(|slot| slot.of != of) {
            return;
        }
        let is = match self.looked(handover, policy, live, now) {
            Ok(look) => {
                let kept = Kept { of: of.clone(), look };
                let json = serde_json::to_string(&kept).expect("plain members are JSON");
                if self.store.set_survey(id, &json, now).is_ok() {
                    // It lies sealed with the handover, and nowhere else.
                    held(&self.looks).retain(|own, slot| *own != id || slot.of != of);
                    return;
                }
                // Where it is packed already the look lives in memory, until the release.
                Known::Ready(Arc::new(kept.look))
            }
            Err(error) => Known::Stopped { code: error.code(), said: error.said() },
        };
        let mut looks = held(&self.looks);
        // Another look may have been asked for meanwhile.
        if looks.get(&id).is_some_and(|slot| slot.of == of) {
            looks.insert(id, Slot { of, is });
        }
    }

    fn looked(&self, handover: &Handover, policy: &str, live: &Live, now: i64) -> Result<Look, HandoverError> {
        let policy = super::writing::policy(policy)?;
        let exports = self.boxed_exports(handover.id)?;
        let inspected = inspect(&InspectRequest {
            exports: &exports,
            choices: &self.choices(handover)?,
            policy,
            rows: ROWS,
            temporary: &self.work,
            today: self.day(&super::writing::cover(handover)?, now),
            secrets: &Secrets::random(),
            tuning: self.terms.tuning,
            progress: live,
        })?;
        let stops = inspected.exports.iter().flat_map(|survey| &survey.questions).map(Question::said);
        Ok(Look {
            policy: policy.name().to_owned(),
            stops: stops.collect(),
            ledger: inspected.ledger,
            counts: inspected.counts,
            notices: inspected.notices.iter().map(Notice::said).collect(),
            original_fields: inspected.sample_fields.iter().map(|field| field.name().to_owned()).collect(),
            original: inspected.sample,
            shown_columns: inspected.shown_columns.iter().map(|column| column.name().to_owned()).collect(),
            shown: inspected.shown,
        })
    }

    /// What a look showed is gone with what it was of.
    pub(super) fn forget_looks(&self) {
        let is_waiting = |id: Id| self.store.handover(id).is_ok_and(|one| one.state == State::AwaitingApproval);
        held(&self.looks).retain(|id, slot| matches!(slot.is, Known::Reading(_)) || is_waiting(*id));
    }

    pub(super) fn boxed_exports(&self, id: Id) -> Result<Vec<Box<dyn Source>>, HandoverError> {
        let exports = self.exports(id)?;
        if exports.is_empty() {
            return Err(HandoverError::NoExport);
        }
        Ok(exports.into_iter().map(|export| Box::new(export) as Box<dyn Source>).collect())
    }

    /// All that a look depends on, as one digest.
    fn made_of(&self, handover: &Handover, policy: &str) -> Result<String, HandoverError> {
        let files = self.store.files(handover.id)?;
        let exports: Vec<String> = files
            .iter()
            .filter(|file| file.kind == crate::store::FileKind::Export)
            .map(|file| file.id.to_string())
            .collect();
        if exports.is_empty() {
            return Err(HandoverError::NoExport);
        }
        let day = super::writing::cover(handover)?.handover.date.map(|day| day.to_string()).unwrap_or_default();
        let columns = handover.columns_toml.as_deref().unwrap_or_default();
        let parts = [exports.join(" "), policy.to_owned(), day, columns.to_owned()];
        Ok(hex(&sha256_parts(&[parts.join("\0").as_bytes()])))
    }
}
