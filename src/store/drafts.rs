//! Drafts: encrypted files that nobody sees until they are kept, and that go away if they are not.
//!
//! In: plain bytes, streamed. Out: a file on the disk under a random name, synced, for a row to name. Never: a name before
//! the last byte is on the disk; a plain byte.

use super::blob::{BlobKey, BlobReader, BlobWriter};
use super::error::StoreError;
use super::id::Id;
use super::secret::sync_folder;
use super::{DRAFTS, Store};
use crate::scratch::Draft;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

/// Bytes between two syncs: gigabytes that wait for one sync at the end would fill the machine's memory.
const STRETCH: u64 = 64 << 20;

/// A file being written that goes away unless it is kept.
pub struct BlobDraft {
    writer: BlobWriter<Steady>,
    draft: Draft,
    key: BlobKey,
    /// Its name, where the file system has no unnamed files.
    named: Option<PathBuf>,
}

impl BlobDraft {
    /// Plain bytes so far.
    pub fn length(&self) -> u64 {
        self.writer.length()
    }

    /// Reads back what was written and is not to be kept: it goes with the reader, or with the process.
    ///
    /// # Errors
    /// What the disk says.
    pub fn passing(self) -> io::Result<BlobReader<File>> {
        let BlobDraft { writer, draft, key, named } = self;
        let _gone = Unnamed(named);
        writer.finish()?;
        BlobReader::open(&key, draft.file().try_clone()?)
    }
}

impl Write for BlobDraft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The name of a draft goes in any case; a file that was kept has another link.
pub(super) struct Unnamed(pub(super) Option<PathBuf>);

impl Drop for Unnamed {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // What cannot be removed now, the next start removes.
            let _ = fs::remove_file(path);
        }
    }
}

/// Writes where it says, one piece after the other: a handle that is shared has no place of its own. So each write to the disk
/// is a `pwrite`, and a test that strikes those strikes no log and no wake-up of a thread.
pub(super) struct Placed {
    pub file: File,
    pub at: u64,
}

impl Write for Placed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write_at(bytes, self.at)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Brings what it writes to the disk as it goes.
struct Steady {
    to: Placed,
    synced: u64,
}

impl Write for Steady {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        if self.to.at - self.synced >= STRETCH {
            self.synced = self.to.at;
            self.to.file.sync_data()?;
            #[cfg(target_os = "linux")]
            // Advice: where it is not taken, memory is used as it would be without.
            let _ = rustix::fs::fadvise(&self.to.file, 0, None, rustix::fs::Advice::DontNeed);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file on the disk under its name, that no row knows yet.
pub(super) struct Published {
    pub blob: String,
    pub key: BlobKey,
    pub size: u64,
}

impl Store {
    /// A file for what is about to be written, encrypted under a key of its own.
    pub fn draft(&self) -> io::Result<BlobDraft> {
        let folder = self.folder.join(DRAFTS);
        let (draft, named) = match Draft::unnamed(&folder, 0o600)? {
            Some(draft) => (draft, None),
            None => {
                let path = folder.join(Id::random().to_string());
                (Draft::named(path.clone(), 0o600)?, Some(path))
            }
        };
        let key = BlobKey::random();
        let writer =
            BlobWriter::new(&key, Steady { to: Placed { file: draft.file().try_clone()?, at: 0 }, synced: 0 })?;
        Ok(BlobDraft { writer, draft, key, named })
    }

    /// Brings a draft to the disk under its name.
    pub(super) fn publish(&self, draft: BlobDraft) -> Result<Published, StoreError> {
        let BlobDraft { writer, draft, key, named } = draft;
        let _gone = Unnamed(named);
        let size = writer.length();
        writer.finish()?;
        draft.file().sync_all()?;
        let blob = Id::random().to_string();
        draft.appear(&self.blobs().join(&blob))?;
        sync_folder(&self.blobs())?;
        Ok(Published { blob, key, size })
    }
}
