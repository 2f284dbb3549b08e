//! Files that the command line reads for the steps: exports, and small texts such as a cover.

use super::voice::{Plain, Trouble};
use std::io::Read;
use std::path::Path;

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
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    file.take(SMALL + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > SMALL {
        return Err(Trouble::could_not(format_args!(
            "{} is larger than 4 MiB. Name the small text file that belongs here.",
            Plain(&path.display().to_string())
        )));
    }
    Ok(bytes)
}

/// Why a file cannot be read, in words that name it and nothing in it.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::could_not(format_args!(
        "{} cannot be read: {}. Look at its name and its permissions, and try again.",
        Plain(&path.display().to_string()),
        error.kind()
    ))
}
