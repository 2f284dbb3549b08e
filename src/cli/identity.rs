//! A custodian's identity: a key file, as it lies or unlocked with a passphrase.
//!
//! The passphrase is asked on the terminal without echo, or is the first line of a file; an argument or a variable others
//! could read. All of it is erased when it is done.

use super::args::CustodyArgs;
use super::files;
use super::voice::{Plain, Trouble, Voice};
use crate::vault::{self, LONGEST_IDENTITY, VaultError};
use std::io::{self, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// The text of the identity that was typed, else that of `custodian.key` among the keys.
///
/// # Errors
/// A file that is missing, holds no identity, or is locked and cannot be unlocked.
pub fn identity(typed: &CustodyArgs, voice: &Voice) -> Result<Zeroizing<String>, Trouble> {
    let path = typed.identity.clone().unwrap_or_else(|| typed.keys.join("custodian.key"));
    if typed.identity.is_none() && !path.exists() {
        return Err(Trouble::could_not(format_args!(
            "There is no custodian.key in {}. Name a custodian's key file with --identity.",
            Plain(&typed.keys.display().to_string())
        )));
    }
    let name = path.display().to_string();
    let of_file = |error: VaultError| Trouble::could_not(error).in_file(&Plain(&name));
    let bytes = secret_bytes(&path)?;
    let text = if vault::is_locked(&bytes) {
        let passphrase = passphrase(typed.passphrase_file.as_deref(), &name)?;
        vault::unlock(&bytes, &passphrase).map_err(of_file)?
    } else {
        if typed.passphrase_file.is_some() {
            voice.note(format_args!("{name} is not locked; --passphrase-file is not needed"));
        }
        vault::identity_text(bytes).map_err(of_file)?
    };
    if vault::is_identity(&text) { Ok(text) } else { Err(of_file(VaultError::Identity)) }
}

fn passphrase(file: Option<&Path>, name: &str) -> Result<Zeroizing<String>, Trouble> {
    let typed = match file {
        Some(file) => first_line(file)?,
        None => {
            let asked = rpassword::prompt_password(format!("Passphrase of {}: ", Plain(name)));
            Zeroizing::new(asked.map_err(|error| unasked(&error, name))?)
        }
    };
    if typed.is_empty() {
        return Err(Trouble::could_not(format_args!(
            "No passphrase was given for {}. Type it, or put it on the first line of the file for --passphrase-file.",
            Plain(name)
        )));
    }
    Ok(typed)
}

fn unasked(error: &io::Error, name: &str) -> Trouble {
    if error.kind() == io::ErrorKind::Interrupted {
        return Trouble::could_not("The passphrase was not typed to its end, and nothing was done. Begin again.");
    }
    Trouble::could_not(format_args!(
        "{} is locked with a passphrase, and there is no terminal to ask for it. Give it with --passphrase-file.",
        Plain(name)
    ))
}

/// What stands before the first line end.
fn first_line(path: &Path) -> Result<Zeroizing<String>, Trouble> {
    let bytes = secret_bytes(path)?;
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(Trouble::could_not(format_args!(
            "{} is not UTF-8 text. Put the passphrase on its first line with an editor.",
            Plain(&path.display().to_string())
        ))),
    }
}

/// The bytes of a small file, or of standard input for `-`, in memory that is erased.
fn secret_bytes(path: &Path) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    // Room for all of it at once, so that no copy is left behind by one that grew.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_IDENTITY + 1));
    let limit = LONGEST_IDENTITY as u64 + 1;
    let read = match path.as_os_str() == "-" {
        true => io::stdin().lock().take(limit).read_to_end(&mut bytes),
        false => std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
    };
    read.map_err(|error| files::unreadable(path, error.kind()))?;
    if bytes.len() > LONGEST_IDENTITY {
        return Err(Trouble::could_not(format_args!(
            "{} is larger than 64 KiB. Name the small text file that belongs here.",
            Plain(&path.display().to_string())
        )));
    }
    Ok(bytes)
}
