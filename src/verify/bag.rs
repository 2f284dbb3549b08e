//! Where a dossier's files are: in a zip or in a folder. The same rules for both.
//!
//! In: a path, or bytes that can be read anywhere. Out: files by their name in the dossier, read as often as needed, from several threads. Never: a link
//! followed, a file beyond the dossier opened.

use super::VerifyError;
use super::findings::{self as codes, Code, Findings};
use crate::package::manifest::is_path;
use crate::package::names;
use crate::package::zip_read::{self, Bytes, Directory, Fault, Member};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The files of a dossier.
pub struct Bag<'z> {
    /// The name of the top folder.
    pub folder: String,
    /// Sizes by path.
    pub sizes: BTreeMap<String, u64>,
    kind: Kind<'z>,
}

enum Kind<'z> {
    Zip { file: Box<dyn Bytes + 'z>, members: BTreeMap<String, Member> },
    Folder { root: PathBuf },
}

/// A file that several threads read at once.
struct Disk {
    file: File,
    size: u64,
}

impl Disk {
    fn open(path: &Path) -> io::Result<Disk> {
        let file = File::open(path)?;
        Ok(Disk { size: file.metadata()?.len(), file })
    }
}

impl Bytes for Disk {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, out, at)
    }
}

/// What is read at one place at a time, in turns.
struct InTurns<R> {
    source: Mutex<R>,
    size: u64,
}

impl<R: Read + Seek + Send> Bytes for InTurns<R> {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        // Each turn begins with its own place, so one that panicked leaves nothing behind.
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(at))?;
        source.read_exact(out)
    }
}

/// Where to find a dossier's file: a bad path, a folder that is too deep.
const DEEPEST: usize = 4;
const MOST_FILES: usize = 20_000;

impl<'z> Bag<'z> {
    /// Opens a zip or a folder and lists it.
    ///
    /// # Errors
    /// Where the medium cannot be read; what is wrong with the dossier is a finding.
    pub fn open(path: &Path, findings: &mut Findings) -> Result<Bag<'z>, VerifyError> {
        let unreadable = |error: io::Error| VerifyError::Unreadable { file: path.to_owned(), kind: error.kind() };
        let about = std::fs::metadata(path).map_err(unreadable)?;
        if about.is_dir() {
            return Bag::folder(path, findings).map_err(unreadable);
        }
        // A pipe would be waited for.
        if !about.is_file() {
            return Err(unreadable(io::ErrorKind::InvalidData.into()));
        }
        let file = Disk::open(path).map_err(unreadable)?;
        Bag::of_zip(Box::new(file), findings).map_err(unreadable)
    }

    /// Lists a zip that is no file under a name.
    ///
    /// # Errors
    /// As `open`.
    pub fn of_source(mut source: impl Read + Seek + Send + 'z, findings: &mut Findings) -> io::Result<Bag<'z>> {
        let size = source.seek(SeekFrom::End(0))?;
        Bag::of_zip(Box::new(InTurns { source: Mutex::new(source), size }), findings)
    }

    fn of_zip(file: Box<dyn Bytes + 'z>, findings: &mut Findings) -> io::Result<Bag<'z>> {
        let directory = zip_read::read(&*file)?;
        Ok(Bag::zip(file, directory, findings))
    }

    fn zip(file: Box<dyn Bytes + 'z>, directory: Directory, findings: &mut Findings) -> Bag<'z> {
        for (fault, place) in &directory.faults {
            findings.add(code_of(*fault), place.as_str());
        }
        let mut folder = String::new();
        let mut members = BTreeMap::new();
        for member in directory.members {
            let (top, path) = member.name.split_once('/').unwrap_or((&member.name, ""));
            if folder.is_empty() {
                folder = top.to_owned();
            }
            if top != folder || path.is_empty() {
                findings.add(&codes::ZIP_FOLDERS, named(&member.name));
                continue;
            }
            members.insert(path.to_owned(), member);
        }
        let sizes = members.iter().map(|(path, member)| (path.clone(), member.packed.size)).collect();
        Bag { folder, sizes, kind: Kind::Zip { file, members } }
    }

    fn folder(path: &Path, findings: &mut Findings) -> io::Result<Bag<'z>> {
        let root = path.canonicalize()?;
        let folder = root.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let mut sizes = BTreeMap::new();
        list(&root, "", 0, &mut sizes, findings)?;
        Ok(Bag { folder, sizes, kind: Kind::Folder { root } })
    }

    /// The zip itself, where it is one.
    pub fn as_zip(&self) -> Option<&dyn Bytes> {
        match &self.kind {
            Kind::Zip { file, .. } => Some(&**file),
            Kind::Folder { .. } => None,
        }
    }

    /// MS-DOS times of the members, where it is a zip.
    pub fn times(&self) -> impl Iterator<Item = (&str, (u16, u16))> {
        let members = match &self.kind {
            Kind::Zip { members, .. } => Some(members),
            Kind::Folder { .. } => None,
        };
        members.into_iter().flatten().map(|(path, member)| (path.as_str(), member.time))
    }

    /// Reads a file from its first byte to its last; what is wrong with its wrapping is a finding. False where not all of it
    /// could be unpacked: how much of it came depends on the inflater, so nothing may be said of that part.
    ///
    /// # Errors
    /// Where the medium cannot be read.
    pub fn stream(
        &self,
        path: &str,
        findings: &mut Findings,
        sink: &mut dyn FnMut(&[u8]),
    ) -> Result<bool, VerifyError> {
        let size = self.sizes.get(path).copied().unwrap_or_default();
        let result = match &self.kind {
            Kind::Zip { file, members } => {
                let Some(member) = members.get(path) else { return Ok(false) };
                let result = zip_read::unpack(&**file, member, &mut |part| {
                    sink(part);
                    Ok(())
                });
                result.map(|unpacked| unpacked.err().map(code_of))
            }
            Kind::Folder { root } => {
                let mut left = size;
                File::open(root.join(path))
                    .and_then(|file| copy(file.take(size + 1), &mut left, sink))
                    .map(|whole| if whole { None } else { Some(&codes::FILE_CHANGED) })
            }
        };
        match result {
            Ok(None) => Ok(true),
            Ok(Some(code)) => {
                findings.add(code, path);
                Ok(*code == codes::ZIP_CRC)
            }
            Err(error) => Err(VerifyError::Unreadable { file: PathBuf::from(path), kind: error.kind() }),
        }
    }
}

/// True where the file had exactly as many bytes as when it was listed.
fn copy(mut file: impl Read, left: &mut u64, sink: &mut dyn FnMut(&[u8])) -> io::Result<bool> {
    let mut buffer = vec![0; (*left + 1).min(256 << 10) as usize];
    loop {
        let read = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 || read as u64 > *left {
            return Ok(read == 0 && *left == 0);
        }
        *left -= read as u64;
        sink(&buffer[..read]);
    }
}

/// Lists a folder's plain files; whatever else is there is a finding.
fn list(
    folder: &Path,
    prefix: &str,
    depth: usize,
    sizes: &mut BTreeMap<String, u64>,
    findings: &mut Findings,
) -> io::Result<()> {
    let mut empty = true;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        empty = false;
        let name = entry.file_name();
        let Some(path) = name.to_str().map(|name| format!("{prefix}{name}")) else {
            findings.add(&codes::FOLDER_ENTRY, prefix);
            continue;
        };
        let about = entry.path().symlink_metadata()?;
        if !is_path(&path) {
            findings.add(&codes::FOLDER_ENTRY, prefix);
        }
        if about.is_dir() {
            if depth < DEEPEST && sizes.len() < MOST_FILES {
                list(&entry.path(), &format!("{path}/"), depth + 1, sizes, findings)?;
            } else {
                findings.add(&codes::FOLDER_ENTRY, named(&path));
            }
        } else if !about.is_file() {
            findings.add(&codes::FOLDER_LINK, named(&path));
        } else if sizes.len() < MOST_FILES {
            sizes.insert(path, about.len());
        } else {
            findings.add(&codes::FILE_UNKNOWN, named(&path));
        }
    }
    if empty && depth > 0 {
        findings.add(&codes::FOLDER_ENTRY, prefix);
    }
    Ok(())
}

/// A path as a finding names it: only where it is plain and short.
pub fn named(path: &str) -> String {
    if is_path(path) && path.len() <= 120 { path.to_owned() } else { "a file with another name".to_owned() }
}

/// Is the folder's name `dossier-<id>`, and which id?
pub fn id_of(folder: &str) -> Option<&str> {
    folder.strip_prefix("dossier-").filter(|id| names::is_id(id))
}

fn code_of(fault: Fault) -> &'static Code {
    match fault {
        Fault::End => &codes::ZIP_END,
        Fault::Comment => &codes::ZIP_COMMENT,
        Fault::AfterEnd => &codes::ZIP_AFTER_END,
        Fault::Directory => &codes::ZIP_DIRECTORY,
        Fault::BeforeFirst => &codes::ZIP_BEFORE_FIRST,
        Fault::Between => &codes::ZIP_BETWEEN,
        Fault::Overlap => &codes::ZIP_OVERLAP,
        Fault::HeadersDiffer => &codes::ZIP_HEADERS_DIFFER,
        Fault::Encrypted => &codes::ZIP_ENCRYPTED,
        Fault::Flags => &codes::ZIP_FLAGS,
        Fault::Method => &codes::ZIP_METHOD,
        Fault::ExtraField => &codes::ZIP_EXTRA_FIELD,
        Fault::Zip64 => &codes::ZIP_ZIP64,
        Fault::Kind => &codes::ZIP_KIND,
        Fault::Name => &codes::ZIP_NAME,
        Fault::NameTwice => &codes::ZIP_NAME_TWICE,
        Fault::Size => &codes::ZIP_SIZE,
        Fault::Deflate => &codes::ZIP_DEFLATE,
        Fault::Crc => &codes::ZIP_CRC,
    }
}
