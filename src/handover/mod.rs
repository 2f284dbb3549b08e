//! One handover on its way: what staff do with it, from the cover to the slip, over what is kept and what packs.
//!
//! `writing` cover and policy · `exports` what was recognised in a file that came · `look` the ledger and the rows before
//! a pack · `packing` the pack itself, into encrypted files · `release` approval and slip · `live` how far work has come ·
//! `keeping` what is done by the hour.
//! In: ids, texts of staff, the time. Out: what is shown to them. Never: a plain file; a cell in an error.

mod error;
mod exports;
mod keeping;
mod live;
mod look;
mod packing;
mod release;
#[cfg(test)]
mod tests;
mod writing;

pub use error::{HandoverError, stopped};
pub use exports::{Asked, ColumnFound, Recognised};
pub use keeping::UPLOAD_SECONDS;
pub use live::Going;
pub use look::{Look, Looked};
pub use writing::{PolicyOffered, policies};

use crate::cover::Cover;
use crate::day::Day;
use crate::keys::{KeyError, KeySet};
use crate::pack::Tuning;
pub use crate::paper::texts::languages;
use crate::paper::{Fonts, Letterhead, PaperSize};
use crate::store::{Handover, Id, Store};
use crate::vault::CustodianKey;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What the operator has settled for all handovers.
#[derive(Clone)]
pub struct Terms {
    /// To whom every vault is encrypted; without one nothing is packed.
    pub custodians: Vec<CustodianKey>,
    /// Recipient countries for which only counts leave the house.
    pub count_only: Vec<String>,
    pub four_eyes: bool,
    /// Where hashes can be looked up, as the slip's code has it: a host and path; none where nobody else can reach it.
    pub verify_page: Option<String>,
    pub tuning: Tuning,
    /// Whose paper covers and slips are.
    pub letterhead: Option<Arc<Letterhead>>,
    /// What covers, lists and slips are printed on.
    pub paper: PaperSize,
    /// The seal name of a key set that is made now.
    pub seal_name: Option<String>,
}

/// Where handovers are worked on: made once, shared by all threads.
pub struct Office {
    pub store: Arc<Store>,
    pub terms: Terms,
    keys: KeySet,
    fonts: Fonts,
    /// Encrypted temporaries of packs and looks.
    work: PathBuf,
    /// Unix seconds; the door brings it.
    clock: fn() -> i64,
    looks: Mutex<HashMap<Id, look::Slot>>,
    /// Looks take turns, for each uses all cores.
    look_turn: Mutex<()>,
    packs: Mutex<HashMap<Id, Arc<live::Live>>>,
    /// A pack was asked for.
    bell: (Mutex<u64>, Condvar),
}

impl Office {
    /// `keys` and `work` are folders, made if they are missing.
    ///
    /// # Errors
    /// A key set that is not whole; a folder that cannot be made.
    pub fn new(
        store: Arc<Store>,
        terms: Terms,
        fonts: Fonts,
        keys: &Path,
        work: &Path,
        clock: fn() -> i64,
    ) -> Result<Office, KeyError> {
        let (keys, _) = KeySet::open_or_create(keys, terms.seal_name.as_deref())?;
        std::fs::create_dir_all(work).map_err(|error| KeyError::Io { file: work.to_owned(), kind: error.kind() })?;
        Ok(Office {
            store,
            terms,
            keys,
            fonts,
            work: work.to_owned(),
            clock,
            looks: Mutex::default(),
            look_turn: Mutex::default(),
            packs: Mutex::default(),
            bell: (Mutex::new(0), Condvar::new()),
        })
    }

    /// Where no custodian is named, the one of the key set: for a demonstration, since key and vault then lie together.
    pub fn with_own_custodian(mut self) -> Office {
        if self.terms.custodians.is_empty() {
            self.terms.custodians.push(self.keys.custodian.clone());
        }
        self
    }

    /// The seal key's fingerprint, `SHA256:…`: what the organiser publishes.
    pub fn seal_fingerprint(&self) -> String {
        self.keys.seal.public().fingerprint()
    }

    /// The cover as it was written; staff see it again in their forms.
    ///
    /// # Errors
    /// What the store says; a handover that is purged has none.
    pub fn cover(&self, id: Id) -> Result<Cover, HandoverError> {
        writing::cover(&self.store.handover(id)?)
    }

    fn day(&self, cover: &Cover, now: i64) -> Day {
        cover.handover.date.unwrap_or_else(|| Day::from_unix_seconds(now))
    }

    fn choices(&self, handover: &Handover) -> Result<crate::intake::Choices, HandoverError> {
        Ok(crate::intake::Choices::parse(handover.columns_toml.as_deref().unwrap_or_default())?)
    }
}

/// A panic elsewhere leaves maps whole: each change is one insertion or removal.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
