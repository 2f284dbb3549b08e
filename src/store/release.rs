//! From packed to released: a second person approves one hash, and the raw exports go.
//!
//! In: who approves, and the integrity hash that he read. Out: the release, with the audit log's head for the slip. Never: a
//! release by the one who packed, unless the organisation is one person and says so; another hash than the one waiting.

use super::Store;
use super::audit::Act;
use super::error::StoreError;
use super::files::{FileKind, forget_files};
use super::id::Id;
use super::secret::{self, Place};
use super::state::{State, state_of, step};
use crate::proof::Hash;
use rusqlite::Row;

/// How many people a release takes; the configuration says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    Four,
    OrganisationOfOne,
}

/// A release, as the slip tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    pub at: i64,
    /// The audit log's head, with the approval as its last line.
    pub audit_n: u64,
    pub audit_hash: Hash,
    /// The one who packed approved.
    pub alone: bool,
}

impl Store {
    /// Releases what waits, publishes its hashes, and destroys the keys of the raw exports.
    ///
    /// # Errors
    /// `State`, `OtherHash`, `FourEyes`.
    pub fn approve(&self, id: Id, approver: Id, integrity: &Hash, eyes: Eyes, now: i64) -> Result<Release, StoreError> {
        let (release, blobs) = self.change(|database, chain| {
            let handover = self.handover_in(database, id)?;
            let (State::AwaitingApproval, Some(packed)) = (handover.state, handover.packed) else {
                return Err(StoreError::State(handover.state));
            };
            if packed.integrity != *integrity {
                return Err(StoreError::OtherHash);
            }
            let alone = handover.packed_by == Some(approver);
            if alone && eyes == Eyes::Four {
                return Err(StoreError::FourEyes);
            }
            step(database, id, State::Released, now)?;
            database.execute(
                "INSERT INTO seals (integrity, zip_sha256, handover, signatures, released) VALUES (?1, ?2, ?3, ?4, ?5)",
                (packed.integrity, packed.zip_sha256, id, packed.signatures, now),
            )?;
            let blobs = forget_files(database, id, Some(FileKind::Export))?;
            let act = if alone { Act::ApprovedAlone } else { Act::Approved };
            let head = chain.add_line(now, approver, act, id, Some(integrity))?;
            database.execute(
                "UPDATE handovers SET approved_by = ?2, released = ?3, release_n = ?4, release_hash = ?5, survey = NULL
                 WHERE id = ?1",
                (id, approver, now, head.n, head.hash),
            )?;
            Ok((Release { at: now, audit_n: head.n, audit_hash: head.hash, alone }, blobs))
        })?;
        self.remove_blobs(&blobs)?;
        Ok(release)
    }

    /// Takes a packed handover back, so that its cover can be mended; the exports stay, what was packed goes.
    pub fn send_back(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        let blobs = self.change(|database, chain| {
            step(database, id, State::Collecting, now)?;
            database.execute("UPDATE handovers SET packed = NULL, packed_by = NULL WHERE id = ?1", [id])?;
            let mut blobs = Vec::new();
            for kind in [FileKind::Dossier, FileKind::Slip, FileKind::Vault] {
                blobs.extend(forget_files(database, id, Some(kind))?);
            }
            chain.add(now, actor, Act::SentBack, id, None)?;
            Ok(blobs)
        })?;
        self.remove_blobs(&blobs)
    }

    /// Says in public that this dossier no longer stands; its hash stays known.
    pub fn withdraw(&self, id: Id, reason: &str, actor: Id, now: i64) -> Result<(), StoreError> {
        let blobs = self.change(|database, chain| {
            let before = state_of(database, id)?;
            step(database, id, State::Withdrawn, now)?;
            let sealed = secret::seal(&self.record_key(database, id)?, Place("reason", id), reason.as_bytes());
            database.execute("UPDATE handovers SET withdrawn = ?2, reason = ?3 WHERE id = ?1", (id, now, sealed))?;
            database.execute("UPDATE seals SET withdrawn = ?2 WHERE handover = ?1", (id, now))?;
            // What was never released leaves no raw exports behind either.
            let kind = (before == State::AwaitingApproval).then_some(FileKind::Export);
            let blobs = kind.map_or(Ok(Vec::new()), |kind| forget_files(database, id, Some(kind)))?;
            chain.add(now, actor, Act::Withdrawn, id, None)?;
            Ok(blobs)
        })?;
        self.remove_blobs(&blobs)
    }
}

pub(super) fn in_row(row: &Row<'_>) -> rusqlite::Result<Option<Release>> {
    let Some(at) = row.get("released")? else { return Ok(None) };
    let alone = row.get::<_, Option<Id>>("packed_by")? == row.get::<_, Option<Id>>("approved_by")?;
    Ok(Some(Release { at, audit_n: row.get("release_n")?, audit_hash: row.get("release_hash")?, alone }))
}
