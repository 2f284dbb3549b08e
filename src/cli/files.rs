//! Files that the command line reads for the steps: exports, and small texts such as a cover.

use super::voice::{Plain, Trouble};
use crate::intake::Source;
use crate::refusal;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// No cover, policy, column file, key or configuration is larger.
const SMALL: u64 = 4 << 20;

/// A small UTF-8 text.
///
/// # Errors
/// A file that is missing, no file, too large or not UTF-8; never with its content.
pub fn small_text(path: &Path) -> Result<String, Trouble> {
    String::from_utf8(small_bytes(path)?).map_err(|_| {
        Trouble::could_not(format_args!(
            "{} is not UTF-8 text. Save it as UTF-8 in an editor and try again.",
            Plain(&path.display().to_string())
        ))
    })
}

/// The bytes of a small file.
///
/// # Errors
/// A file that is missing, no file or too large.
pub fn small_bytes(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, error.kind()))?;
    file.take(SMALL + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, error.kind()))?;
    if bytes.len() as u64 > SMALL {
        return Err(Trouble::could_not(format_args!(
            "{} is larger than 4 MiB. Name the small file that belongs here.",
            Plain(&path.display().to_string())
        )));
    }
    Ok(bytes)
}

/// Why a file cannot be read, in words that name it and nothing in it.
pub fn unreadable(path: &Path, kind: ErrorKind) -> Trouble {
    Trouble::could_not(format_args!(
        "{} cannot be read: {}. Look at its name and its permissions, and try again.",
        Plain(&path.display().to_string()),
        refusal::in_words(kind)
    ))
}

/// Reads a small text and parses it; an error names the file.
pub fn parsed<T, E: std::fmt::Display>(path: &Path, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, Trouble> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    parse(&small_text(path)?).map_err(|error| Trouble::could_not(error).in_file(&Plain(&name)))
}

/// Makes the folder that results go to, if it is not there.
pub fn folder(path: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(path).map_err(|error| {
        let name = path.display().to_string();
        if error.kind() == ErrorKind::AlreadyExists {
            return Trouble::could_not(format_args!(
                "{} is a file, not a folder. Choose another one with --out.",
                Plain(&name)
            ));
        }
        Trouble::could_not(format_args!(
            "the folder {} cannot be made: {}. Choose another one with --out.",
            Plain(&name),
            refusal::in_words(error.kind())
        ))
    })
}

/// An export on disk.
pub struct FileSource {
    path: PathBuf,
    name: String,
    size: u64,
}

impl FileSource {
    /// # Errors
    /// A file that is missing or that may not be read; what kind of file it is, intake says.
    pub fn open(path: &Path) -> Result<FileSource, Trouble> {
        let about = std::fs::metadata(path).map_err(|error| unreadable(path, error.kind()))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if !about.is_file() && !about.is_dir() {
            return Err(Trouble::could_not(format_args!(
                "{} is a pipe or a device, and an export is read twice. Save it as a file and name that.",
                Plain(&name)
            )));
        }
        Ok(FileSource { path: path.to_owned(), name: Plain(&name).to_string(), size: about.len() })
    }
}

impl Source for FileSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(std::fs::File::open(&self.path)?))
    }

    fn size(&self) -> u64 {
        self.size
    }
}
