//! Is what was typed what it stands for? Who names what lies beside a dossier or around it wants to know which file is meant.
//!
//! In: a path. Out: nothing, or one error that says what it is and what to name. Never: a verification: what looks right here
//! may be refused there, and what cannot be read is left to it.

use super::voice::{Plain, Trouble};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

const DOSSIER: &[u8] = b"dossier-";
const RESPONSE: &[u8] = b"response-";
const AGE: &[u8] = b"age-encryption.org/v1";
const PDF: &[u8] = b"%PDF-";
const ZIP: &[u8] = b"PK\x03\x04";
/// Of a zip's first member, up to its name (APPNOTE §4.3.7).
const LOCAL: usize = 30;

/// What a path looks like from outside.
enum Kind {
    Dossier,
    Response,
    /// A folder that is neither; in it may lie one of each.
    Folder,
    Vault,
    /// Encrypted with age: a dossier sealed to a recipient, or a vault of another name.
    Sealed,
    Pdf,
    Other,
}

impl Kind {
    fn of(path: &Path) -> Kind {
        if path.is_dir() {
            return match (path.join("bagit.txt").exists(), path.join("response.json").exists()) {
                (true, _) => Kind::Dossier,
                (_, true) => Kind::Response,
                _ => Kind::Folder,
            };
        }
        // What comes through a pipe is there once, and belongs to the verification.
        if !path.is_file() {
            return Kind::Other;
        }
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take((LOCAL + RESPONSE.len()) as u64).read_to_end(&mut head));
        let name = head.get(LOCAL..).unwrap_or_default();
        let is_called = |end: &str| path.to_string_lossy().ends_with(end);
        match read {
            Err(_) => Kind::Other,
            _ if head.starts_with(AGE) && is_called(".vault.age") => Kind::Vault,
            _ if head.starts_with(AGE) => Kind::Sealed,
            // A zip can begin as a PDF does, and what is wrong with such a one the verification says.
            _ if head.starts_with(PDF) && is_called(".pdf") => Kind::Pdf,
            _ if head.starts_with(ZIP) && name.starts_with(DOSSIER) => Kind::Dossier,
            _ if head.starts_with(ZIP) && name.starts_with(RESPONSE) => Kind::Response,
            _ => Kind::Other,
        }
    }
}

/// The one zip in a folder whose name begins so, else the one folder.
fn inside(folder: &Path, prefix: &[u8]) -> Option<PathBuf> {
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(prefix));
    let all: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|item| item.path()).filter(named).collect();
    let zips = all.iter().filter(|path| path.is_file() && path.extension().is_some_and(|end| end == "zip"));
    let folders = all.iter().filter(|path| path.is_dir());
    one(zips).or_else(|| one(folders)).cloned()
}

fn one<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// # Errors
/// What is a response, a vault, a PDF, encrypted, or a folder in which one of them lies.
pub fn is_a_dossier(path: &Path) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let name = Plain(&shown);
    Err(match Kind::of(path) {
        Kind::Dossier | Kind::Other => return Ok(()),
        Kind::Response => Trouble::could_not(format_args!(
            "{name} is a response to a challenge, not a dossier. Check it beside its dossier: `handover check DOSSIER RESPONSE`."
        )),
        Kind::Folder => match (inside(path, DOSSIER), inside(path, RESPONSE)) {
            (Some(inner), _) => Trouble::could_not(format_args!(
                "{name} is the folder around a dossier. Name the dossier inside: {}.",
                Plain(&inner.display().to_string())
            )),
            (None, Some(inner)) => Trouble::could_not(format_args!(
                "{name} is the folder around a response to a challenge. Check that beside its dossier: `handover check DOSSIER {}`.",
                Plain(&inner.display().to_string())
            )),
            (None, None) => return Ok(()),
        },
        Kind::Vault => Trouble::could_not(format_args!(
            "{name} is a vault, which stays with the custodians. Name the dossier, the zip that was made with it."
        )),
        Kind::Sealed => Trouble::could_not(format_args!(
            "{name} is encrypted with age: a dossier sealed to a recipient, or a vault, which stays with its custodians. If it is a \
             dossier, open it with `age -d -i KEY -o dossier.zip {name}` and name dossier.zip."
        )),
        Kind::Pdf => Trouble::could_not(format_args!(
            "{name} is a PDF, not a dossier. Name the dossier's zip, and compare its integrity hash with the slip."
        )),
    })
}

/// # Errors
/// What is a dossier, a vault, a PDF, encrypted, or a folder in which a dossier or a response lies.
pub fn is_a_response(path: &Path) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let name = Plain(&shown);
    Err(match Kind::of(path) {
        Kind::Response | Kind::Other => return Ok(()),
        Kind::Dossier => Trouble::could_not(format_args!(
            "{name} is a dossier, not a response to it. The response comes second: `handover check DOSSIER RESPONSE`."
        )),
        Kind::Folder => match (inside(path, RESPONSE), inside(path, DOSSIER)) {
            (Some(inner), _) => Trouble::could_not(format_args!(
                "{name} is the folder around a response. Name the response inside: {}.",
                Plain(&inner.display().to_string())
            )),
            (None, Some(_)) => Trouble::could_not(format_args!(
                "{name} is the folder around a dossier, not a response. The response comes second: `handover check DOSSIER RESPONSE`."
            )),
            (None, None) => return Ok(()),
        },
        Kind::Vault => Trouble::could_not(format_args!(
            "{name} is a vault, not a response. Name the folder or zip that `handover respond` writes and the custodian hands out."
        )),
        Kind::Sealed => Trouble::could_not(format_args!(
            "{name} is encrypted with age, and no response as it stands. If it is one, open it with `age -d -i KEY -o response.zip \
             {name}` and name response.zip."
        )),
        Kind::Pdf => Trouble::could_not(format_args!(
            "{name} is a PDF, not a response. Name the folder or zip in which the sample sheet came."
        )),
    })
}
