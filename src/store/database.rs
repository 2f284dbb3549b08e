//! The database file: how it is opened, and its schema brought up to date.
//!
//! In: a path. Out: a connection that syncs each commit and overwrites what is deleted. Never: a schema of a newer version
//! written to.

use super::error::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Each as it was published; what changes is a new one.
const SCHEMA: [(&str, &str); 2] = [
    ("V1__store", include_str!("schema/V1__store.sql")),
    ("V2__finished_uploads", include_str!("schema/V2__finished_uploads.sql")),
];

pub(super) fn connection(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags)?;
    database.busy_timeout(Duration::from_secs(10))?;
    // Temporary tables stay in memory: what is being sorted is not on the disk. What is deleted is overwritten in the file.
    database.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;",
    )?;
    Ok(database)
}

pub(super) fn migrate(database: &mut Connection, folder: &Path) -> Result<(), StoreError> {
    let migrations = SCHEMA.map(|(name, sql)| {
        refinery::Migration::unapplied(name, sql).expect("the name of a migration that is compiled in")
    });
    match refinery::Runner::new(&migrations).run(database) {
        Ok(_) => Ok(()),
        Err(error) => Err(match error.kind() {
            refinery::error::Kind::DivergentVersion(..) | refinery::error::Kind::MissingVersion(_) => {
                StoreError::Newer { folder: folder.to_owned() }
            }
            refinery::error::Kind::Connection(_, cause) => match cause.downcast_ref::<rusqlite::Error>() {
                Some(rusqlite::Error::SqliteFailure(failure, _)) => {
                    rusqlite::Error::SqliteFailure(*failure, None).into()
                }
                _ => StoreError::Damaged,
            },
            _ => StoreError::Damaged,
        }),
    }
}
