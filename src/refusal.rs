//! Why the system refused a file, in plain words: a library's own texts speak of entities.

use std::io::ErrorKind;

/// A clause without a full stop, to stand after a colon. It names no path and no content.
pub fn in_words(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::AlreadyExists => "it is there already, or is a file, not a folder",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::FileTooLarge => "the file is too large for the disk",
        ErrorKind::InvalidFilename => "its name is too long or not allowed",
        ErrorKind::InvalidData => "it does not hold what it should",
        ErrorKind::UnexpectedEof => "it ends too early",
        ErrorKind::ResourceBusy => "another program uses it",
        ErrorKind::OutOfMemory => "memory does not suffice",
        _ => "the system reports an error",
    }
}
