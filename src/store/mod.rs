//! What the service keeps: a database, encrypted files, an audit log. Whole or not at all.
//!
//! In: plain bytes and acts, with the time that the door brings. Out: the same, to whom the door lets. Never: a plain byte
//! of an export, a cover or a file name on the disk; half a file; a clock; an act without its line in the audit log.
//! The only folder that knows SQLite, argon2 and TOTP.

mod accounts;
mod audit;
mod backup;
mod blob;
mod database;
mod drafts;
mod enrolments;
mod epochs;
mod error;
mod files;
mod finished;
mod handovers;
mod id;
mod jobs;
mod passwords;
mod release;
mod restore;
mod seals;
mod second_factor;
mod secret;
mod sessions;
mod state;
#[cfg(test)]
mod tests;
mod tokens;
mod uploads;

pub use accounts::{Account, LogIn, LoggedIn, Role};
pub use audit::{Act, AuditBroken, Audited, Head};
pub use blob::{BlobKey, BlobReader, BlobWriter};
pub use drafts::BlobDraft;
pub use enrolments::{Enrolled, Enrolment, Offer};
pub use error::StoreError;
pub use files::{FileKind, FileRow};
pub use finished::FinishedUpload;
pub use handovers::{Handover, Packed};
pub use id::Id;
pub use jobs::{Job, JobState, Lease, Progress};
pub use passwords::PASSWORD_LENGTHS;
pub use release::{Eyes, Release};
pub use restore::restore;
pub use seals::SealRecord;
pub use sessions::{SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS, Session};
pub use state::State;
pub use tokens::{Access, Token, TokenUse};
pub use uploads::{UploadAppender, UploadRow};

use audit::Chain;
use database::{connection, migrate};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use rustix::fs::{FlockOperation, flock};
use secret::Root;
use std::collections::HashSet;
use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const DATABASE: &str = "store.sqlite";
const BLOBS: &str = "blobs";
const DRAFTS: &str = "drafts";
const LOCK: &str = "lock";
/// As many readers stay open; more are opened as needed.
const READERS: usize = 8;
/// Less room than this is a full disk, to the one who asks whether all is well.
const ROOM: u64 = 16 << 20;

/// The store: threads share one. One connection writes, others read beside it.
pub struct Store {
    folder: PathBuf,
    root: Root,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    passwords: passwords::Passwords,
    /// Uploads that a connection writes right now.
    appending: Arc<Mutex<HashSet<Id>>>,
    /// Held as long as the store lives; `None` beside a running service.
    _lock: Option<File>,
}

impl Store {
    /// Opens the store for the service itself: makes both folders on the first start, brings the schema up to date, removes
    /// what a killed run left, and gives its jobs back.
    ///
    /// # Errors
    /// `InUse` where another service has it; `SecretMissing`, `SecretOther`, `EpochGone` where data and secret do not
    /// belong together.
    pub fn open(data: &Path, secret: &Path) -> Result<Store, StoreError> {
        make_folders(data)?;
        let lock = File::options().create(true).truncate(false).write(true).open(data.join(LOCK))?;
        match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => return Err(StoreError::InUse { folder: data.to_owned() }),
            Err(error) => return Err(std::io::Error::from(error).into()),
        }
        let store = Store::over(data, secret, Some(lock))?;
        store.finish_rotation()?;
        store.sweep()?;
        store.give_back_jobs()?;
        Ok(store)
    }

    /// Opens the store beside a running service, for a command: it removes nothing.
    pub fn open_beside(data: &Path, secret: &Path) -> Result<Store, StoreError> {
        match Store::open(data, secret) {
            Err(StoreError::InUse { .. }) => Store::over(data, secret, None),
            other => other,
        }
    }

    fn over(data: &Path, secret: &Path, lock: Option<File>) -> Result<Store, StoreError> {
        let path = data.join(DATABASE);
        let mut writer = connection(&path)?;
        migrate(&mut writer, data)?;
        let check: Option<Vec<u8>> =
            writer.query_row("SELECT value FROM meta WHERE name = 'check'", [], |row| row.get(0)).optional()?;
        let root = match check {
            None => first_start(&mut writer, secret)?,
            Some(check) => {
                let (folder, secret) = (data.to_owned(), secret.to_owned());
                let Some(root) = Root::open(&secret)? else { return Err(StoreError::SecretMissing { folder, secret }) };
                if check != root.check() {
                    return Err(StoreError::SecretOther { folder, secret });
                }
                let epoch = secret::epoch_in(&writer)?.ok_or(StoreError::Damaged)?;
                if !root.has_epoch(epoch)? {
                    return Err(StoreError::EpochGone { folder });
                }
                root
            }
        };
        let passwords = passwords::Passwords::new(root.derived("passwords"));
        Ok(Store {
            folder: data.to_owned(),
            root,
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
            passwords,
            appending: Arc::default(),
            _lock: lock,
        })
    }

    /// Can it read, and is there room to write?
    ///
    /// # Errors
    /// `Full` where less than 16 MiB are free.
    pub fn ready(&self) -> Result<(), StoreError> {
        let disk = rustix::fs::statvfs(&self.folder).map_err(std::io::Error::from)?;
        if disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM || (disk.f_files > 0 && disk.f_favail == 0) {
            return Err(StoreError::Full);
        }
        self.look(|database| Ok(database.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?))
    }

    /// One transaction that writes, with the audit log at hand; an error takes everything back.
    fn change<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>, &Chain<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcome = act(&transaction, &Chain::new(&transaction, &self.root))?;
        transaction.commit()?;
        Ok(outcome)
    }

    /// One transaction that reads. One that was overtaken by a new epoch lacks its key, and begins again.
    fn look<T>(&self, act: impl Fn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.look_once(&act) {
            Err(StoreError::Damaged) => self.look_once(&act),
            outcome => outcome,
        }
    }

    fn look_once<T>(&self, act: impl Fn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => connection(&self.folder.join(DATABASE))?,
        };
        let transaction = reader.transaction()?;
        let outcome = act(&transaction);
        drop(transaction);
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS {
            idle.push(reader);
        }
        outcome
    }

    /// A thread that panicked inside a transaction has rolled it back.
    fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn blobs(&self) -> PathBuf {
        self.folder.join(BLOBS)
    }
}

fn make_folders(data: &Path) -> Result<(), StoreError> {
    for folder in [data.to_owned(), data.join(BLOBS), data.join(DRAFTS)] {
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    }
    Ok(())
}

/// The secret is on its disk before the data know it.
fn first_start(database: &mut Connection, secret: &Path) -> Result<Root, StoreError> {
    let root = Root::open_or_create(secret)?;
    let epoch = root.newest_epoch()?;
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    set_meta(&transaction, "epoch", &epoch.to_be_bytes())?;
    set_meta(&transaction, "check", &root.check())?;
    transaction.commit()?;
    Ok(root)
}

fn set_meta(database: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    database.execute("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", (name, value))?;
    Ok(())
}

/// Removes a file that may be gone already.
fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
