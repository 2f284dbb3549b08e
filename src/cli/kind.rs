//! Is what was typed what it stands for? Who names what lies beside a dossier or around it wants to know which file is meant.
//!
//! In: a path. Out: nothing, or one error that names the right file. Never: a verification: what looks right here may be
//! refused there, and what cannot be read is left to it.

use super::voice::{Plain, Trouble};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a path looks like from outside.
enum Kind {
    Dossier,
    Response,
    /// A folder that holds one of them, and nothing of its own.
    Around(PathBuf),
    Vault,
    /// Sealed to an age recipient.
    Sealed,
    Other,
}

const AGE: &[u8] = b"age-encryption.org/v1";
/// Of a zip's first member, up to its name (APPNOTE §4.3.7).
const LOCAL: usize = 30;

impl Kind {
    fn of(path: &Path) -> Kind {
        if path.is_dir() { Kind::of_folder(path) } else { Kind::of_file(path) }
    }

    fn of_folder(path: &Path) -> Kind {
        if path.join("bagit.txt").exists() {
            return Kind::Dossier;
        }
        if path.join("response.json").exists() {
            return Kind::Response;
        }
        let inside = std::fs::read_dir(path).into_iter().flatten().flatten().map(|item| item.path());
        let mut named = inside.filter(|inner| inner.is_dir() && begins(inner, &[b"dossier-", b"response-"]));
        match (named.next(), named.next()) {
            (Some(inner), None) => Kind::Around(inner),
            _ => Kind::Other,
        }
    }

    fn of_file(path: &Path) -> Kind {
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(LOCAL as u64 + 16).read_to_end(&mut head));
        if read.is_err() {
            return Kind::Other;
        }
        if head.starts_with(AGE) {
            return if path.to_string_lossy().ends_with(".vault.age") { Kind::Vault } else { Kind::Sealed };
        }
        match head.get(LOCAL..) {
            Some(name) if head.starts_with(b"PK\x03\x04") && name.starts_with(b"dossier-") => Kind::Dossier,
            Some(name) if head.starts_with(b"PK\x03\x04") && name.starts_with(b"response-") => Kind::Response,
            _ => Kind::Other,
        }
    }
}

fn begins(path: &Path, prefixes: &[&[u8]]) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// # Errors
/// What is a vault, sealed, a response, or the folder around a dossier.
pub fn is_a_dossier(path: &Path) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let name = Plain(&shown);
    Err(match Kind::of(path) {
        Kind::Dossier | Kind::Other => return Ok(()),
        Kind::Response => Trouble::could_not(format_args!(
            "{name} is a response to a challenge, not a dossier. Check it beside its dossier: `handover check DOSSIER RESPONSE`."
        )),
        Kind::Around(inner) if begins(&inner, &[b"response-"]) => Trouble::could_not(format_args!(
            "{name} is the folder around a response, not a dossier. Check that beside its dossier: `handover check DOSSIER {}`.",
            Plain(&inner.display().to_string())
        )),
        Kind::Around(inner) => Trouble::could_not(format_args!(
            "{name} is the folder around a dossier. Verify the folder inside: `handover verify {}`.",
            Plain(&inner.display().to_string())
        )),
        Kind::Vault => Trouble::could_not(format_args!(
            "{name} is a vault, which stays with the custodians. Verify the dossier, the zip that was made with it."
        )),
        Kind::Sealed => Trouble::could_not(format_args!(
            "{name} is sealed to a recipient. Open it with `age -d -i KEY -o dossier.zip {name}` and verify dossier.zip."
        )),
    })
}

/// # Errors
/// What is a dossier, a vault, sealed, or the folder around a response.
pub fn is_a_response(path: &Path) -> Result<(), Trouble> {
    let shown = path.display().to_string();
    let name = Plain(&shown);
    Err(match Kind::of(path) {
        Kind::Response | Kind::Other => return Ok(()),
        Kind::Dossier => Trouble::could_not(format_args!(
            "{name} is a dossier, not a response to it. Name the response second: `handover check DOSSIER RESPONSE`."
        )),
        Kind::Around(inner) => Trouble::could_not(format_args!(
            "{name} is the folder around another. Name the folder inside: {}.",
            Plain(&inner.display().to_string())
        )),
        Kind::Vault => Trouble::could_not(format_args!(
            "{name} is a vault, not a response. The response is what `handover respond` writes, and its custodian hands out."
        )),
        Kind::Sealed => Trouble::could_not(format_args!(
            "{name} is sealed to a recipient. Open it with `age -d -i KEY -o response.zip {name}` and check response.zip."
        )),
    })
}
