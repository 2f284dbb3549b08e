//! Files that nobody sees until they are whole.
//!
//! In: a folder, what is written. Out: a file under its name, by a link to what was finished before. Never: a file in
//! place of another.

use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file being written that nobody can see yet.
pub struct Draft {
    /// Shared with who writes on while the draft is kept.
    file: Arc<File>,
    path: Option<PathBuf>,
}

impl Draft {
    /// A file without a name in `dir`, which goes with the process; `None` where the file system has no such thing.
    ///
    /// # Errors
    /// Where `dir` cannot be written to.
    #[cfg(target_os = "linux")]
    pub fn unnamed(dir: &Path, mode: u32) -> io::Result<Option<Draft>> {
        if !Path::new("/proc/self/fd").exists() {
            return Ok(None);
        }
        match rustix::fs::open(dir, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, Mode::from_raw_mode(mode)) {
            Ok(fd) => Ok(Some(Draft { file: Arc::new(File::from(fd)), path: None })),
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn unnamed(_: &Path, _: u32) -> io::Result<Option<Draft>> {
        Ok(None)
    }

    /// A file with a name, in a folder that is removed where the run ends early.
    ///
    /// # Errors
    /// `AlreadyExists` where the name is taken, else what the disk says.
    pub fn named(path: PathBuf, mode: u32) -> io::Result<Draft> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(mode).open(&path)?;
        Ok(Draft { file: Arc::new(file), path: Some(path) })
    }

    pub fn file(&self) -> &File {
        &self.file
    }

    /// The same open file, for who writes on.
    pub fn shared(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    pub(super) fn into_file(self) -> File {
        Arc::into_inner(self.file).expect("a spool's draft was never shared")
    }

    /// Lets the file appear at `at`; one that was named so stays.
    ///
    /// # Errors
    /// Where the name is taken, or the disk refuses.
    pub fn appear(&self, at: &Path) -> io::Result<()> {
        match &self.path {
            Some(path) if path == at => {}
            // A second link fails if the name is taken, and the first one goes with the folder. Where there are no links
            // (FAT), the file moves.
            Some(path) => match rustix::fs::linkat(CWD, path, CWD, at, AtFlags::empty()) {
                Err(Errno::PERM | Errno::OPNOTSUPP | Errno::NOSYS) => {
                    rustix::fs::renameat_with(CWD, path, CWD, at, RenameFlags::NOREPLACE)?;
                }
                outcome => outcome?,
            },
            None => {
                let open = format!("/proc/self/fd/{}", self.file.as_raw_fd());
                rustix::fs::linkat(CWD, open, CWD, at, AtFlags::SYMLINK_FOLLOW)?;
            }
        }
        Ok(())
    }
}
