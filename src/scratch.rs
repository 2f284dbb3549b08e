//! A folder for the time of one pack, beside where the dossier will appear.
//!
//! In: the folder of the output. Out: encrypted spools and drafts without a name; finished files that appear together.
//! Never: personal data in the clear under any name, but in a draft where the file system has no unnamed files. Whatever a
//! killed run leaves, the next one removes.

mod behind;
mod draft;
mod held;
mod replace;
mod spool;

pub use behind::WriteBehind;
pub use draft::Draft;
pub use held::{Held, each_abandoned, is_own};
pub use replace::Kept;
pub use spool::{Frame, Spool, SpoolReader};

use rustix::fs::{CWD, RenameFlags};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

const PREFIX: &str = ".handover-";
const JOURNAL: &str = "publishing";

/// Where a file appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Where none is.
    New,
    /// In place of the one there.
    InPlace,
}

/// The folder `<out>/.handover-…`, held by a lock as long as this value lives, removed when it goes.
pub struct Scratch {
    out: PathBuf,
    dir: Held,
    /// Files without a name can be had here: asked once, so that all files of one pack are made alike.
    unnamed: bool,
}

impl Scratch {
    /// Removes what killed runs left in `out`, then makes a folder of its own (0700).
    ///
    /// # Errors
    /// Where `out` cannot be read or written.
    pub fn open(out: &Path) -> io::Result<Scratch> {
        sweep(out)?;
        let dir = Held::make((0u32..).map(|n| out.join(format!("{PREFIX}{}-{n}", std::process::id()))))?;
        let mut scratch = Scratch { out: out.to_owned(), dir, unnamed: false };
        scratch.unnamed = Draft::unnamed(scratch.dir.path(), 0o600)?.is_some();
        Ok(scratch)
    }

    /// A new encrypted spool. The key lives in memory alone.
    pub fn spool(&self, key: &[u8; 32]) -> io::Result<Spool> {
        let file = match self.unnamed(self.dir.path(), 0o600)? {
            Some(draft) => draft.into_file(),
            None => {
                let (draft, path) = self.named("spool", 0o600)?;
                std::fs::remove_file(path)?;
                draft.into_file()
            }
        };
        Ok(Spool::new(file, key))
    }

    /// A file that has no name until it is published, so that a run that is killed leaves nothing of it. Where the file
    /// system cannot do that, it has a name inside this folder.
    pub fn draft(&self, mode: u32) -> io::Result<Draft> {
        match self.unnamed(&self.out, mode)? {
            Some(draft) => Ok(draft),
            None => self.named("draft", mode).map(|(draft, _)| draft),
        }
    }

    fn unnamed(&self, dir: &Path, mode: u32) -> io::Result<Option<Draft>> {
        if self.unnamed { Draft::unnamed(dir, mode) } else { Ok(None) }
    }

    fn named(&self, stem: &str, mode: u32) -> io::Result<(Draft, PathBuf)> {
        for n in 0u32.. {
            let path = self.dir.path().join(format!("{stem}-{n}"));
            match Draft::named(path.clone(), mode) {
                Ok(draft) => return Ok((draft, path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Lets the drafts appear in the output folder under their names, whole and on disk. The last one is what the others
    /// belong to: if the run is killed before it appeared, the next run takes the others away again.
    ///
    /// # Errors
    /// Where a name is taken or the disk refuses; what had appeared is taken away again.
    pub fn publish(self, drafts: Vec<(Draft, String)>) -> io::Result<()> {
        for (draft, _) in &drafts {
            draft.file().sync_all()?;
        }
        let names: Vec<&str> = drafts.iter().map(|(_, name)| name.as_str()).collect();
        self.announce(&names)?;
        let mut appeared = 0;
        let published = self.let_appear(&drafts, &mut appeared);
        if published.is_err() {
            // The last one first: from then on the others are taken for what they are, should this run be killed here.
            for name in names[..appeared].iter().rev() {
                std::fs::remove_file(self.out.join(name))?;
            }
        }
        published
    }

    /// Lets a folder of these files appear in the output folder, whole and on disk, for its owner alone (0700, files 0600).
    /// What a killed run leaves of it lies in this folder, which the next run removes.
    ///
    /// # Errors
    /// Where the name is taken or the disk refuses; then nothing has appeared.
    pub fn publish_folder<'f>(
        self,
        name: &str,
        files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
    ) -> io::Result<()> {
        let root = self.dir.path().join("folder");
        let private = |path: &Path| std::fs::DirBuilder::new().mode(0o700).create(path);
        private(&root)?;
        let mut folders = vec![root.clone()];
        for (path, bytes) in files {
            let path = root.join(path);
            let folder = path.parent().unwrap_or(&root).to_owned();
            if !folders.contains(&folder) {
                private(&folder)?;
                folders.push(folder);
            }
            let draft = Draft::named(path, 0o600)?;
            draft.file().write_all(bytes)?;
            draft.file().sync_all()?;
        }
        for folder in folders.iter().rev() {
            File::open(folder)?.sync_all()?;
        }
        // An empty folder would let itself be replaced.
        let at = self.out.join(name);
        rustix::fs::renameat_with(CWD, &root, CWD, &at, RenameFlags::NOREPLACE)?;
        let synced = File::open(&self.out).and_then(|out| out.sync_all());
        if synced.is_err() {
            // It goes with this folder.
            std::fs::rename(&at, &root)?;
        }
        synced
    }

    /// Lets one draft appear at a place outside, whole and on disk: in place of the file there, or only where none is.
    ///
    /// # Errors
    /// `AlreadyExists` where the name is taken and must not be, else what the disk says. What was there is untouched then.
    pub fn put(self, draft: &Draft, at: &Path, standing: Standing) -> io::Result<()> {
        draft.file().sync_all()?;
        if standing == Standing::InPlace {
            let whole = self.dir.path().join("whole");
            draft.appear(&whole)?;
            std::fs::rename(whole, at)?;
        } else {
            draft.appear(at)?;
        }
        File::open(at.parent().unwrap_or(&self.out))?.sync_all()
    }

    /// Writes down what is going to appear.
    fn announce(&self, names: &[&str]) -> io::Result<()> {
        let (journal, path) = self.named(JOURNAL, 0o600)?;
        journal.file().write_all((names.join("\n") + "\n").as_bytes())?;
        journal.file().sync_all()?;
        std::fs::rename(path, self.dir.path().join(JOURNAL))?;
        File::open(self.dir.path())?.sync_all()
    }

    fn let_appear(&self, drafts: &[(Draft, String)], appeared: &mut usize) -> io::Result<()> {
        let folder = File::open(&self.out)?;
        for (n, (draft, name)) in drafts.iter().enumerate() {
            if n + 1 == drafts.len() {
                folder.sync_all()?;
            }
            draft.appear(&self.out.join(name))?;
            *appeared += 1;
        }
        // The set is forgotten only when it is on disk, whole; and it must be forgotten, for somebody may move its files.
        folder.sync_all()?;
        std::fs::remove_file(self.dir.path().join(JOURNAL))?;
        File::open(self.dir.path())?.sync_all()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing to say where it fails: the next run sweeps.
        let _ = std::fs::remove_dir_all(self.dir.path());
    }
}

/// Removes the folders of runs that are no more, and what they had begun to publish.
fn sweep(out: &Path) -> io::Result<()> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_ours = |name: &str| {
        let rest = name.strip_prefix(PREFIX);
        rest.and_then(|rest| rest.split_once('-')).is_some_and(|(pid, n)| is_number(pid) && is_number(n))
    };
    each_abandoned(out, is_ours, |left| {
        let mut journal = String::new();
        let path = left.path().join(JOURNAL);
        if std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) && is_own(&path) {
            File::open(path)?.take(1 << 16).read_to_string(&mut journal)?;
        }
        let names: Vec<&str> = journal.lines().filter(|name| may_be_withdrawn(name)).collect();
        if let Some((last, others)) = names.split_last()
            && std::fs::symlink_metadata(out.join(last)).is_err()
        {
            for name in others.iter().filter(|name| is_own(&out.join(name))) {
                std::fs::remove_file(out.join(name))?;
            }
        }
        std::fs::remove_dir_all(left.path())
    })
}

/// A journal is only believed about names that a pack makes.
fn may_be_withdrawn(name: &str) -> bool {
    let of_id = |id: &str| id.len() == 16 && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
    match name.strip_prefix("dossier-") {
        Some(rest) => {
            rest.split_once('.').is_some_and(|(id, kind)| of_id(id) && matches!(kind, "zip" | "slip.pdf" | "vault.age"))
        }
        None => name.strip_suffix(".age").is_some_and(of_id),
    }
}

#[cfg(test)]
mod tests;
