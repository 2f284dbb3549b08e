//! A file that one command at a time works on, and that another file takes the place of, whole or not at all.
//!
//! In: its path, what shall stand there instead. Out: the old file or the new one, whatever happens in between. Never: a
//! half one; a change that is lost to another command; a link in the place of the file it leads to.

use super::{Scratch, Standing, WriteBehind};
use rustix::fs::FlockOperation;
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that no other command replaces as long as this value lives.
pub struct Kept {
    path: PathBuf,
    file: Arc<File>,
}

impl Kept {
    /// Takes the file at `path`; where another command has it, says so by `waiting` and waits until that is done.
    ///
    /// # Errors
    /// Where there is no such file, it is no plain one, or it cannot be locked.
    pub fn take(path: &Path, mut waiting: impl FnMut()) -> io::Result<Kept> {
        let path = std::fs::canonicalize(path)?;
        loop {
            // A pipe would be waited for.
            match std::fs::metadata(&path)? {
                about if about.is_file() => {}
                about if about.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
            let file = File::open(&path)?;
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Err(Errno::WOULDBLOCK) => {
                    waiting();
                    rustix::io::retry_on_intr(|| rustix::fs::flock(&file, FlockOperation::LockExclusive))?;
                }
                outcome => outcome?,
            }
            // Who had it may have put another in its place: then that one is meant.
            let (held, now) = (file.metadata()?, std::fs::metadata(&path)?);
            if (held.dev(), held.ino()) == (now.dev(), now.ino()) {
                return Ok(Kept { path, file: Arc::new(file) });
            }
        }
    }

    /// The file as it is now, for who reads it; replacing it does not change what is read.
    pub fn shared(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    /// Puts what `write` writes in its place, readable for its owner alone: on disk first, then by one rename. What a killed
    /// run leaves beside it, the next one removes.
    ///
    /// # Errors
    /// What `write` says, or the disk. Then the old file is in its place, but for a last sync that fails.
    pub fn replace<E: From<io::Error>>(&self, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<(), E> {
        let folder = self.path.parent().ok_or(io::ErrorKind::NotFound).map_err(io::Error::from)?;
        let scratch = Scratch::open(folder)?;
        let draft = scratch.draft(0o600)?;
        let mut out = BufWriter::with_capacity(1 << 20, WriteBehind::new(draft.shared()));
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
        Ok(scratch.put(&draft, &self.path, Standing::InPlace)?)
    }
}
