//! A folder for the time of one pack, beside where the dossier will appear.
//!
//! In: the folder of the output. Out: encrypted spools and drafts without a name; finished files that appear together.
//! Never: personal data in the clear under any name. Whatever a killed run leaves, the next one removes.

use crate::proof::aead::{FrameKey, TAG_LENGTH};
use rustix::fs::{AtFlags, CWD, FlockOperation, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

const PREFIX: &str = ".handover-";
const JOURNAL: &str = "publishing";

/// The folder `<out>/.handover-…`, held by a lock as long as this value lives, removed when it goes.
pub struct Scratch {
    out: PathBuf,
    dir: PathBuf,
    _lock: File,
}

impl Scratch {
    /// Removes what killed runs left in `out`, then makes a folder of its own (0700).
    ///
    /// # Errors
    /// Where `out` cannot be read or written.
    pub fn open(out: &Path) -> io::Result<Scratch> {
        sweep(out)?;
        for n in 0u32.. {
            let dir = out.join(format!("{PREFIX}{}-{n}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&dir) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            }
            // Another run may sweep between the making and the lock: the folder counts only if it is still there.
            if let Some(lock) = hold(&dir)? {
                return Ok(Scratch { out: out.to_owned(), dir, _lock: lock });
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// A new encrypted spool. The key lives in memory alone.
    pub fn spool(&self, key: &[u8; 32]) -> io::Result<Spool> {
        let file = match unnamed(&self.dir, 0o600)? {
            Some(file) => file,
            None => {
                let (file, path) = self.named("spool", 0o600)?;
                std::fs::remove_file(path)?;
                file
            }
        };
        Ok(Spool { file, key: FrameKey::new(key), end: AtomicU64::new(0), frames: AtomicU64::new(0) })
    }

    /// A file that has no name until it is published, so that a run that is killed leaves nothing of it. Where the file
    /// system cannot do that, it has a name inside this folder.
    pub fn draft(&self, mode: u32) -> io::Result<Draft> {
        match unnamed(&self.out, mode)? {
            Some(file) => Ok(Draft { file, path: None }),
            None => self.named("draft", mode).map(|(file, path)| Draft { file, path: Some(path) }),
        }
    }

    fn named(&self, stem: &str, mode: u32) -> io::Result<(File, PathBuf)> {
        for n in 0u32.. {
            let path = self.dir.join(format!("{stem}-{n}"));
            match OpenOptions::new().read(true).write(true).create_new(true).mode(mode).open(&path) {
                Ok(file) => return Ok((file, path)),
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
            draft.file.sync_all()?;
        }
        let names: Vec<&str> = drafts.iter().map(|(_, name)| name.as_str()).collect();
        let (mut journal, path) = self.named(JOURNAL, 0o600)?;
        journal.write_all((names.join("\n") + "\n").as_bytes())?;
        journal.sync_all()?;
        std::fs::rename(path, self.dir.join(JOURNAL))?;
        File::open(&self.dir)?.sync_all()?;
        let folder = File::open(&self.out)?;
        let last = drafts.len().saturating_sub(1);
        for (n, (draft, name)) in drafts.iter().enumerate() {
            let appeared =
                if n == last { folder.sync_all() } else { Ok(()) }.and_then(|()| draft.appear(&self.out.join(name)));
            if let Err(error) = appeared {
                for (_, name) in &drafts[..n] {
                    std::fs::remove_file(self.out.join(name))?;
                }
                return Err(error);
            }
        }
        // From here on the set is whole, whatever becomes of this folder and wherever somebody moves the files.
        let forgotten = std::fs::remove_file(self.dir.join(JOURNAL)).and_then(|()| File::open(&self.dir)?.sync_all());
        folder.sync_all().and(forgotten)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing to say where it fails: the next run sweeps.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Locks a folder; `None` where another run holds it or has removed it.
fn hold(dir: &Path) -> io::Result<Option<File>> {
    let file = match File::open(dir) {
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
    let same = std::fs::symlink_metadata(dir)
        .is_ok_and(|now| file.metadata().is_ok_and(|held| (now.dev(), now.ino()) == (held.dev(), held.ino())));
    Ok(same.then_some(file))
}

/// Removes the folders of runs that are no more, and what they had begun to publish.
fn sweep(out: &Path) -> io::Result<()> {
    let user = rustix::process::geteuid().as_raw();
    for item in std::fs::read_dir(out)? {
        let item = item?;
        let is_ours = item.file_name().to_str().is_some_and(|name| {
            name.strip_prefix(PREFIX).is_some_and(|rest| {
                rest.split_once('-').is_some_and(|(pid, n)| {
                    [pid, n].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                })
            })
        });
        // A shared folder can hold other people's, and whatever they put there is none of ours.
        let ours = |path: &Path| std::fs::symlink_metadata(path).is_ok_and(|found| found.uid() == user);
        if !is_ours || !item.file_type()?.is_dir() || !ours(&item.path()) {
            continue;
        }
        let Some(_lock) = hold(&item.path())? else { continue };
        let mut journal = String::new();
        let path = item.path().join(JOURNAL);
        if std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) && ours(&path) {
            File::open(path)?.take(1 << 16).read_to_string(&mut journal)?;
        }
        let names: Vec<&str> = journal.lines().filter(|name| may_be_withdrawn(name)).collect();
        if let Some((last, others)) = names.split_last()
            && std::fs::symlink_metadata(out.join(last)).is_err()
        {
            for name in others {
                if ours(&out.join(name)) {
                    std::fs::remove_file(out.join(name))?;
                }
            }
        }
        std::fs::remove_dir_all(item.path())?;
    }
    Ok(())
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

/// A file without a name in `dir`; `None` where the file system has no such thing.
#[cfg(target_os = "linux")]
fn unnamed(dir: &Path, mode: u32) -> io::Result<Option<File>> {
    if !Path::new("/proc/self/fd").exists() {
        return Ok(None);
    }
    match rustix::fs::open(dir, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, Mode::from_raw_mode(mode)) {
        Ok(fd) => Ok(Some(File::from(fd))),
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path, _: u32) -> io::Result<Option<File>> {
    Ok(None)
}

/// A file being written that nobody can see yet.
pub struct Draft {
    file: File,
    path: Option<PathBuf>,
}

impl Draft {
    pub fn file(&self) -> &File {
        &self.file
    }

    fn appear(&self, at: &Path) -> io::Result<()> {
        match &self.path {
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

/// An encrypted temporary file, written and read in frames, from several threads.
pub struct Spool {
    file: File,
    key: FrameKey,
    end: AtomicU64,
    frames: AtomicU64,
}

/// Where a frame stands in its spool.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    offset: u64,
    counter: u64,
    /// Plain bytes in the frame.
    pub size: u32,
}

impl Spool {
    /// Appends a frame (at most 4 GiB) and leaves `frame` empty, its memory kept.
    pub fn append(&self, frame: &mut Vec<u8>) -> io::Result<Frame> {
        let size = u32::try_from(frame.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let counter = self.frames.fetch_add(1, Ordering::Relaxed);
        let offset = self.end.fetch_add(u64::from(size) + TAG_LENGTH as u64, Ordering::Relaxed);
        self.key.seal(counter, frame);
        self.file.write_all_at(frame, offset)?;
        frame.clear();
        Ok(Frame { offset, counter, size })
    }

    /// Appends the plain bytes of a frame to `out`.
    ///
    /// # Errors
    /// Where the disk fails, or gives back other bytes than were written.
    pub fn read(&self, frame: Frame, out: &mut Vec<u8>) -> io::Result<()> {
        let start = out.len();
        let sealed = frame.size as usize + TAG_LENGTH;
        out.resize(start + sealed, 0);
        self.file.read_exact_at(&mut out[start..], frame.offset)?;
        self.key.open(frame.counter, &mut out[start..]).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        out.truncate(start + frame.size as usize);
        Ok(())
    }

    /// The plain bytes of frames, one after the other.
    pub fn reader<'s>(&'s self, frames: &'s [Frame]) -> SpoolReader<'s> {
        SpoolReader { spool: self, frames: frames.iter(), plain: Vec::new(), at: 0 }
    }
}

/// Reads frames as one stream.
pub struct SpoolReader<'s> {
    spool: &'s Spool,
    frames: std::slice::Iter<'s, Frame>,
    plain: Vec<u8>,
    at: usize,
}

impl Read for SpoolReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.plain.len() {
            let Some(frame) = self.frames.next() else { return Ok(0) };
            self.plain.clear();
            self.at = 0;
            self.spool.read(*frame, &mut self.plain)?;
        }
        let n = buffer.len().min(self.plain.len() - self.at);
        buffer[..n].copy_from_slice(&self.plain[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(dir)
            .expect("the folder is there")
            .map(|item| item.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_left_and_frames_come_back() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let scratch = Scratch::open(out.path()).expect("scratch");
        let spool = scratch.spool(&[1; 32]).expect("spool");
        let mut frame = b"Zo\xc3\xab Canary".to_vec();
        let first = spool.append(&mut frame).expect("append");
        assert!(frame.is_empty());
        frame.extend_from_slice(b"second");
        let second = spool.append(&mut frame).expect("append");
        let mut plain = String::new();
        spool.reader(&[second, first]).read_to_string(&mut plain).expect("read");
        assert_eq!(plain, "secondZoë Canary");
        assert_eq!(names(out.path()).len(), 1);
        drop(scratch);
        assert!(names(out.path()).is_empty());
    }

    #[test]
    fn what_is_published_appears_whole() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let scratch = Scratch::open(out.path()).expect("scratch");
        let drafts = ["a.txt", "b.txt"].map(|name| {
            let draft = scratch.draft(0o600).expect("draft");
            draft.file().write_all_at(name.as_bytes(), 0).expect("write");
            (draft, name.to_owned())
        });
        scratch.publish(drafts.into()).expect("publish");
        assert_eq!(names(out.path()), ["a.txt", "b.txt"]);
        assert_eq!(std::fs::read(out.path().join("b.txt")).expect("read"), b"b.txt");

        let scratch = Scratch::open(out.path()).expect("scratch");
        let drafts = ["c.txt", "b.txt"].map(|name| (scratch.draft(0o600).expect("draft"), name.to_owned()));
        assert!(scratch.publish(drafts.into()).is_err(), "no file is ever overwritten");
        assert_eq!(names(out.path()), ["a.txt", "b.txt"]);
    }

    #[test]
    fn the_next_run_takes_half_a_publication_away_but_not_a_running_one() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| std::fs::write(out.path().join(name), text).expect("write");
        std::fs::create_dir(out.path().join(".handover-4000000-0")).expect("folder");
        let id = "abcdefghijklmnop";
        write(
            ".handover-4000000-0/publishing",
            &format!("dossier-{id}.vault.age\n../precious\nprecious\ndossier-{id}.slip.pdf\ndossier-{id}.zip\n"),
        );
        write(&format!("dossier-{id}.vault.age"), "half");
        write("precious", "theirs");
        let running = Scratch::open(out.path()).expect("scratch");
        let second = Scratch::open(out.path()).expect("scratch");
        assert_eq!(names(out.path()).len(), 3, "two running, and what is not ours");
        drop((running, second));
        assert_eq!(names(out.path()), ["precious"]);
    }
}
