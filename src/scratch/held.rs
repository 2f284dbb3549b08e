//! Folders of runs, each held by a lock while its run lives, and what is left of those that are no more.
//!
//! In: the folder that results go to. Out: a folder of one's own in it; the abandoned ones. Never: another user's folder, a
//! running one's, or what a link points to.

use rustix::fs::FlockOperation;
use rustix::io::Errno;
use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// A folder that no other run takes for a leftover as long as this value lives.
pub struct Held {
    path: PathBuf,
    _lock: File,
}

impl Held {
    /// Makes a folder (0700) under the first of `paths` that can be had.
    ///
    /// # Errors
    /// Where the folder above cannot be written to, or nothing can be locked there.
    pub fn make(paths: impl IntoIterator<Item = PathBuf>) -> io::Result<Held> {
        for path in paths {
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
            // Another run may sweep between the making and the lock: the folder counts only if it is still there.
            if let Some(held) = Held::take(&path)? {
                return Ok(held);
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Locks a folder; `None` where another run holds it or has removed it.
    fn take(path: &Path) -> io::Result<Option<Held>> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let same = std::fs::symlink_metadata(path)
            .is_ok_and(|now| file.metadata().is_ok_and(|held| (now.dev(), now.ino()) == (held.dev(), held.ino())));
        Ok(same.then(|| Held { path: path.to_owned(), _lock: file }))
    }
}

/// A shared folder can hold other people's things, and whatever they put there is none of ours.
pub fn is_own(path: &Path) -> bool {
    let user = rustix::process::geteuid().as_raw();
    std::fs::symlink_metadata(path).is_ok_and(|found| found.uid() == user)
}

/// Gives each of this user's folders in `place` that is named so and that no run holds.
///
/// # Errors
/// Where `place` cannot be read, and what `found` says.
pub fn each_abandoned(
    place: &Path,
    is_named_so: impl Fn(&str) -> bool,
    mut found: impl FnMut(&Held) -> io::Result<()>,
) -> io::Result<()> {
    for item in std::fs::read_dir(place)? {
        let item = item?;
        let ours = item.file_name().to_str().is_some_and(&is_named_so);
        if !ours || !item.file_type()?.is_dir() || !is_own(&item.path()) {
            continue;
        }
        if let Some(held) = Held::take(&item.path())? {
            found(&held)?;
        }
    }
    Ok(())
}
