//! Uploads that became exports: remembered for who did not hear so, because the line broke or the service stopped.
//!
//! In: the upload's id. Out: the export that it became. Never: longer than the export itself, or than an upload is kept that
//! nobody goes on with.

use super::Store;
use super::error::StoreError;
use super::id::Id;
use rusqlite::{Connection, OptionalExtension as _};

/// An upload whose last byte came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishedUpload {
    pub id: Id,
    pub owner: Id,
    /// The export that it became.
    pub file: Id,
    pub length: u64,
    pub finished: i64,
}

impl Store {
    pub fn finished_upload(&self, id: Id) -> Result<Option<FinishedUpload>, StoreError> {
        self.look(|database| {
            let mut row = database.prepare_cached(
                "SELECT owner, file, size, finished FROM finished_uploads JOIN files ON files.id = file
                 WHERE finished_uploads.id = ?1",
            )?;
            let row = row.query_row([id], |row| {
                let (owner, file) = (row.get(0)?, row.get(1)?);
                Ok(FinishedUpload { id, owner, file, length: row.get(2)?, finished: row.get(3)? })
            });
            Ok(row.optional()?)
        })
    }

    /// Forgets those that are older.
    pub(super) fn forget_finished(&self, finished_before: i64) -> Result<(), StoreError> {
        self.change(|database, _| {
            database.execute("DELETE FROM finished_uploads WHERE finished < ?1", [finished_before])?;
            Ok(())
        })
    }
}

pub(super) fn remember(database: &Connection, id: Id, owner: Id, file: Id, now: i64) -> Result<(), StoreError> {
    let put = "INSERT INTO finished_uploads (id, owner, file, finished) VALUES (?1, ?2, ?3, ?4)";
    database.execute(put, (id, owner, file, now))?;
    Ok(())
}
