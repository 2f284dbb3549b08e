//! What can go wrong with what is kept, as a person is told it.
//!
//! Never: a library's message, a path below the data folder, a name, a cell.

use super::state::State;
use crate::refusal;
use std::io;
use std::path::PathBuf;

/// Why the store did not do it. The doors give each its status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("The disk is full. Free some room, then try again; nothing half-done was kept.")]
    Full,
    #[error("The data folder could not be read or written: {}. Check the disk and who owns the folder.", refusal::in_words(*.0))]
    Io(io::ErrorKind),
    #[error("The database refused (SQLite code {code}). Check the disk, then run handover audit verify.")]
    Database { code: i32 },
    #[error("Something kept does not hold what was written to it. Check the disk and restore a backup.")]
    Damaged,
    #[error("There is data in {}, but its secret is not in {}. Put the secret folder back where it was.", .folder.display(), .secret.display())]
    SecretMissing { folder: PathBuf, secret: PathBuf },
    #[error("The secret in {} is not the one of the data in {}. Name the two folders that belong together.", .secret.display(), .folder.display())]
    SecretOther { folder: PathBuf, secret: PathBuf },
    #[error("The data in {} is older than the last purge, which destroyed its keys. Use a newer copy, or the copy of the secret folder that was made with this one.", .folder.display())]
    EpochGone { folder: PathBuf },
    #[error("The secret that this backup's keys were wrapped with is no longer in {}: it was destroyed when something was purged. Use a newer backup, or the copy of the secret folder that was made with this one.", .secret.display())]
    BackupEpochGone { secret: PathBuf },
    #[error("Another service uses the data in {}. Stop that one first.", .folder.display())]
    InUse { folder: PathBuf },
    #[error("The data in {} was written by a newer version of Handover. Start that version.", .folder.display())]
    Newer { folder: PathBuf },
    #[error("{} is not empty. Restore into a folder that does not exist yet.", .folder.display())]
    NotEmpty { folder: PathBuf },
    #[error("The backup is damaged at {member}. Use another backup; nothing was restored.")]
    BackupDamaged { member: String },
    #[error("There is no such thing here. Look at the list for what there is.")]
    NotFound,
    #[error("This cannot be done while the handover is {}. Reload the page to see where it stands.", .0.word())]
    State(State),
    #[error("Who asked for the pack cannot approve it. Ask a second person.")]
    FourEyes,
    #[error("This is not the integrity hash of what is waiting. Compare it with the dossier, then approve again.")]
    OtherHash,
    #[error("The upload stands at byte {at}. Continue from there.")]
    Offset { at: u64 },
    #[error("The upload brings more bytes than it announced. Begin it anew.")]
    TooLong,
    #[error("The upload is being written by another connection. Wait a moment, then continue.")]
    UploadBusy,
    #[error("The upload is not complete. Send the rest of it first.")]
    Incomplete,
    #[error("This run of the job was given up and another one took over. Let that one finish.")]
    LeaseLost,
    #[error(
        "This name cannot be used. Take 1 to 64 of the letters a to z, digits, dot, hyphen, underscore and at sign."
    )]
    NameRefused,
    #[error("There is an account of this name already. Take another name.")]
    NameTaken,
    #[error("The password is too short or too long. Take at least 12 characters, best several words.")]
    Password,
    #[error("The six digits are not right. Look at the app again, and check the clock of the device it runs on.")]
    Code,
    #[error("This link was used before, or is too old. Ask an administrator for a new one.")]
    LinkOver,
    #[error("This is the last administrator. Make another one first.")]
    LastAdministrator,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => StoreError::Damaged,
            kind => StoreError::Io(kind),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error {
            rusqlite::Error::QueryReturnedNoRows => StoreError::NotFound,
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                rusqlite::ErrorCode::DiskFull => StoreError::Full,
                rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase => StoreError::Damaged,
                _ => StoreError::Database { code: failure.extended_code },
            },
            // A column of another type than the schema says.
            _ => StoreError::Damaged,
        }
    }
}
