//! Epochs: what was destroyed stays so, also in old copies of the data.
//!
//! In: the time. Out: every key wrapped under the new epoch's, and the old epoch's secret gone. Never: a key that is left in
//! the old epoch; the old secret destroyed before the new keys are on the disk.

use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use super::{Store, secret, set_meta};
use rusqlite::{Connection, OptionalExtension as _};

impl Store {
    /// Were keys destroyed since the epoch began, which old copies of the data still hold? And when did it begin; 0 where
    /// it is the first.
    pub fn destroyed_since_epoch(&self) -> Result<(bool, i64), StoreError> {
        let acts = [Act::FileRemoved, Act::SentBack, Act::Approved, Act::ApprovedAlone, Act::Withdrawn, Act::Purged];
        let words = acts.map(|act| format!("'{}'", act.word())).join(", ");
        self.look(|database| {
            let begun = "SELECT n, at FROM audit WHERE action = ?1 ORDER BY n DESC LIMIT 1";
            let begun: Option<(i64, i64)> =
                database.query_row(begun, [Act::EpochBegun.word()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let (n, at) = begun.unwrap_or_default();
            let since = format!("SELECT EXISTS (SELECT 1 FROM audit WHERE n > ?1 AND action IN ({words}))");
            Ok((database.query_row(&since, [n], |row| row.get(0))?, at))
        })
    }

    /// Begins a new epoch: all keys are wrapped anew, then the old epoch's secret is destroyed. Copies of the data from
    /// before, backups too, no longer open with this secret folder.
    pub fn rotate_epoch(&self, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| {
            let old = secret::epoch_in(database)?.ok_or(StoreError::Damaged)?;
            self.root.make_epoch(old + 1)?;
            let (from, to) = (self.root.epoch_key(old)?, self.root.epoch_key(old + 1)?);
            for (table, what) in [("handovers", "handover"), ("files", "file"), ("uploads", "upload")] {
                rewrap(database, table, what, &from, &to)?;
            }
            set_meta(database, "epoch", &(old + 1).to_be_bytes())?;
            chain.add(now, Id::OPERATOR, Act::EpochBegun, Id::OPERATOR, None)
        })?;
        self.finish_rotation()
    }

    /// Destroys what is left of earlier epochs, in the secret folder and in the database's journal.
    pub(super) fn finish_rotation(&self) -> Result<(), StoreError> {
        let writer = self.writer();
        let epoch = secret::epoch_in(&writer)?.ok_or(StoreError::Damaged)?;
        self.root.end_epochs_before(epoch)?;
        // A reader may stand in the way; then the journal is written over later.
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

fn rewrap(
    database: &Connection,
    table: &str,
    what: &'static str,
    from: &secret::Key,
    to: &secret::Key,
) -> Result<(), StoreError> {
    let mut rows = database.prepare(&format!("SELECT id, key FROM {table} WHERE key IS NOT NULL"))?;
    let rows: Vec<(Id, Vec<u8>)> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut put = database.prepare(&format!("UPDATE {table} SET key = ?2 WHERE id = ?1"))?;
    for (id, wrapped) in rows {
        let key = secret::open(from, secret::Place(what, id), &wrapped)?;
        put.execute((id, secret::seal(to, secret::Place(what, id), &key)))?;
    }
    Ok(())
}
