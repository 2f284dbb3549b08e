//! Approval, and the slip that is made with it.
//!
//! In: who approves which hash. Out: the release; the slip, with the audit log's head and who approved. Never: a slip of
//! what was not released.

use super::{HandoverError, Office};
use crate::paper::{self, Approval, SlipFacts};
use crate::proof::Hash;
use crate::store::{Eyes, FileKind, Id, StoreError};
use std::io::Write as _;

impl Office {
    /// Releases what waits, if this is its hash and the one who asks may.
    ///
    /// # Errors
    /// `FourEyes`, `OtherHash`, `State` of the store.
    pub fn approve(&self, id: Id, approver: Id, integrity: &Hash, now: i64) -> Result<(), HandoverError> {
        let eyes = if self.terms.four_eyes { Eyes::Four } else { Eyes::OrganisationOfOne };
        self.store.approve(id, approver, integrity, eyes, now)?;
        self.forget_looks();
        self.slip(id, now)?;
        Ok(())
    }

    /// The slip's file. Where a kill came between approval and slip, it is made now, and is the same.
    ///
    /// # Errors
    /// `State` before the release.
    pub fn slip(&self, id: Id, now: i64) -> Result<Id, HandoverError> {
        if let Some(there) = self.store.file_of(id, FileKind::Slip)? {
            return Ok(there.id);
        }
        let handover = self.store.handover(id)?;
        let (Some(packed), Some(release), Some(approver)) =
            (&handover.packed, &handover.released, handover.approved_by)
        else {
            return Err(StoreError::State(handover.state).into());
        };
        let facts: SlipFacts = serde_json::from_str(&packed.slip_json).map_err(|_| StoreError::Damaged)?;
        let said = paper::Release {
            approval: if release.alone { Approval::SamePerson } else { Approval::SecondPerson },
            audit_entries: release.audit_n,
            audit_head: release.audit_hash,
        };
        let cover = super::writing::cover(&handover)?;
        let terms = &self.terms;
        let page =
            facts.page(&cover, terms.verify_page.as_deref(), Some(said), terms.letterhead.as_deref(), terms.paper);
        let mut draft = self.store.draft().map_err(StoreError::from)?;
        let slip = paper::sealed(paper::slip(&page, &self.fonts)?, &self.keys.pdf, facts.created)?;
        draft.write_all(&slip).map_err(StoreError::from)?;
        let name = format!("dossier-{}.slip.pdf", facts.id);
        match self.store.keep(draft, id, FileKind::Slip, &name, approver, now) {
            Ok(kept) => Ok(kept),
            // Who asked at the same time was faster, and there is one slip of a handover.
            Err(error) => self.store.file_of(id, FileKind::Slip)?.map(|there| there.id).ok_or(error.into()),
        }
    }
}
