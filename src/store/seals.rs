//! Was this hash sealed here? The one answer that anybody gets.
//!
//! In: an integrity hash, or the SHA-256 of a zip. Out: when it was released, of how many signatures, whether it still
//! stands. Never: anything of a handover that was not released; a handover's id, cover or recipient.

use super::Store;
use super::error::StoreError;
use crate::proof::Hash;
use rusqlite::OptionalExtension as _;

/// What is public of a released dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealRecord {
    pub integrity: Hash,
    pub zip_sha256: Hash,
    pub signatures: u64,
    pub released: i64,
    pub withdrawn: Option<i64>,
}

impl Store {
    pub fn seal_of(&self, hash: &Hash) -> Result<Option<SealRecord>, StoreError> {
        self.look(|database| {
            let mut seal = database.prepare_cached(
                "SELECT integrity, zip_sha256, signatures, released, withdrawn FROM seals
                 WHERE integrity = ?1 OR zip_sha256 = ?1",
            )?;
            let seal = seal.query_row([hash], |row| {
                Ok(SealRecord {
                    integrity: row.get(0)?,
                    zip_sha256: row.get(1)?,
                    signatures: row.get(2)?,
                    released: row.get(3)?,
                    withdrawn: row.get(4)?,
                })
            });
            Ok(seal.optional()?)
        })
    }
}
