//! Where a token goes: into the dossier's folder, or into its zip, which is written anew; and where a request goes.
//!
//! In: a dossier that was verified, a token; or a request. Out: the dossier with it; a file. Never: half a file under a name; a
//! dossier that changed since it was verified.

use crate::cli::voice::{Plain, Trouble};
use crate::package::zip_read::{self, Bytes};
use crate::package::{names, zip_with};
use crate::proof::Hash;
use crate::proof::digest::Sha256;
use crate::refusal;
use crate::scratch::{Scratch, Standing};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

/// What a file was when it was looked at.
#[derive(PartialEq, Eq)]
pub struct Seen {
    device: u64,
    number: u64,
    size: u64,
    changed: (i64, i64),
}

impl Seen {
    pub fn of(path: &Path) -> Result<Seen, Trouble> {
        let about = std::fs::metadata(path).map_err(|error| crate::cli::files::unreadable(path, error.kind()))?;
        Ok(Seen::of_file(&about))
    }

    fn of_file(about: &std::fs::Metadata) -> Seen {
        let changed = (about.mtime(), about.mtime_nsec());
        Seen { device: about.dev(), number: about.ino(), size: about.size(), changed }
    }
}

/// Puts the token beside the seal; gives the SHA-256 of the zip that holds it now.
pub fn put(dossier: &Path, before: &Seen, token: &[u8], replace: bool) -> Result<Option<Hash>, Trouble> {
    let done = if dossier.is_dir() {
        into_folder(dossier, token, replace).map(|()| None)
    } else {
        into_zip(dossier, before, token).map(Some)
    };
    done.map_err(|error| {
        let shown = dossier.display().to_string();
        let name = Plain(&shown);
        match error.kind() {
            ErrorKind::AlreadyExists => Trouble::no(format_args!(
                "{name} got a time stamp from elsewhere in the meantime. Say `--replace` to put another in its place."
            )),
            ErrorKind::StaleNetworkFileHandle => Trouble::could_not(format_args!(
                "{name} was changed while it was looked at, and is left as it is. Try again."
            )),
            kind => Trouble::could_not(format_args!(
                "the time stamp could not be put into {name}: {}. The dossier is whole, with it or without; mend that and try again.",
                refusal::in_words(kind)
            )),
        }
    })
}

/// The file appears whole, from a draft beside the dossier: nothing else is ever in its folder.
fn into_folder(dossier: &Path, token: &[u8], replace: bool) -> io::Result<()> {
    let scratch = Scratch::open(beside(dossier))?;
    let draft = scratch.draft(0o644)?;
    draft.file().write_all(token)?;
    let standing = if replace { Standing::InPlace } else { Standing::New };
    scratch.put(&draft, &dossier.join(names::TIMESTAMP), standing)
}

/// A file of its own, whole under its name or not there.
pub fn new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let is_a_name = !path.as_os_str().as_encoded_bytes().ends_with(b"/");
    let name = path.file_name().filter(|_| is_a_name).ok_or(ErrorKind::IsADirectory)?;
    let folder = beside(path);
    let scratch = Scratch::open(folder)?;
    let draft = scratch.draft(0o644)?;
    draft.file().write_all(bytes)?;
    scratch.put(&draft, &folder.join(name), Standing::New)
}

fn into_zip(dossier: &Path, before: &Seen, token: &[u8]) -> io::Result<Hash> {
    let old = Zip(File::open(dossier)?);
    let about = old.0.metadata()?;
    let directory = zip_read::read(&old)?;
    let folder = directory.members.first().and_then(|member| member.name.split_once('/')).map(|(folder, _)| folder);
    let (Some(folder), true) = (folder, directory.faults.is_empty() && Seen::of_file(&about) == *before) else {
        return Err(ErrorKind::StaleNetworkFileHandle.into());
    };
    let scratch = Scratch::open(beside(dossier))?;
    let draft = scratch.draft(about.mode() & 0o777)?;
    let mut hash = Sha256::new();
    let out = BufWriter::with_capacity(1 << 18, Both { file: draft.file(), hash: &mut hash });
    let name = format!("{folder}/{}", names::TIMESTAMP);
    drop(zip_with::with_file(&old, &directory, &name, token, out)?);
    if Seen::of_file(&old.0.metadata()?) != *before || Seen::of_file(&std::fs::metadata(dossier)?) != *before {
        return Err(ErrorKind::StaleNetworkFileHandle.into());
    }
    scratch.put(&draft, dossier, Standing::InPlace)?;
    Ok(hash.finish())
}

/// The folder that a file stands in; of a bare name, the one worked in.
fn beside(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

struct Zip(File);

impl Bytes for Zip {
    fn size(&self) -> u64 {
        self.0.metadata().map_or(0, |about| about.len())
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read_exact_at(out, at)
    }
}

/// What is written, and its digest.
struct Both<'f> {
    file: &'f File,
    hash: &'f mut Sha256,
}

impl Write for Both<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
