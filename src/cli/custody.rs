//! A vault on disk, opened with a custodian's identity, and what takes its place.
//!
//! Commands that change a vault come one after another: each reads it after the one before has replaced it.

use super::args::CustodyArgs;
use super::files::unreadable;
use super::identity::identity;
use super::voice::{Plain, Trouble, Voice};
use crate::refusal;
use crate::scratch::Kept;
use crate::vault::{CustodianKey, VaultError, VaultReader, is_custodian};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A vault as commands read it.
pub type Vault = VaultReader<Arc<File>>;

/// A vault that no other command replaces as long as this value lives.
pub struct Custody {
    path: PathBuf,
    kept: Kept,
    /// The vault names the one who opened it.
    named: bool,
    pub vault: Vault,
}

impl Custody {
    /// # Errors
    /// A file that is no vault, a key that is none or another's, a vault that is damaged.
    pub fn open(path: &Path, typed: &CustodyArgs, voice: &Voice) -> Result<Custody, Trouble> {
        found(path)?;
        let identity = identity(typed, voice)?;
        let waiting = || voice.note("another command works on this vault; this one waits until it is done");
        let kept = Kept::take(path, waiting).map_err(|error| unreadable(path, error.kind()))?;
        let vault = VaultReader::open(kept.shared(), &identity).map_err(|error| trouble(path, error))?;
        let named = is_custodian(&identity, vault.about());
        Ok(Custody { path: path.to_owned(), kept, named, vault })
    }

    /// Whom the vault names, for one that takes its place.
    ///
    /// # Errors
    /// Where it does not name the one who opened it: what takes its place would be closed to them.
    pub fn custodians(&self) -> Result<Vec<CustodianKey>, Trouble> {
        if !self.named {
            return Err(Trouble::could_not(
                "This key opens the vault, but the vault does not name it as a custodian, and what takes its place would not open with it. \
                 Add it first with `handover vault add-custodian`.",
            ));
        }
        self.all_named()
    }

    /// Whom the vault names, whoever opened it.
    ///
    /// # Errors
    /// A vault that names somebody who has no key.
    pub fn all_named(&self) -> Result<Vec<CustodianKey>, Trouble> {
        self.vault.about().keys().map_err(|error| trouble(&self.path, error))
    }

    /// Puts what `write` writes in the vault's place, whole or not at all.
    ///
    /// # Errors
    /// What `write` says, or the disk; then the old vault is where it was.
    pub fn replace(
        &mut self,
        write: impl FnOnce(&mut Vault, &mut dyn Write) -> Result<(), VaultError>,
    ) -> Result<(), Trouble> {
        let vault = &mut self.vault;
        self.kept.replace(|out| write(vault, out)).map_err(|error| match error {
            VaultError::Io(kind) => Trouble::could_not(format_args!(
                "{} could not be written anew: {}. See that the disk has room and the folder is yours, and try again.",
                Plain(&self.path.display().to_string()),
                refusal::in_words(kind)
            )),
            other => trouble(&self.path, other),
        })
    }
}

/// A vault that is looked at and left as it is.
///
/// # Errors
/// As `Custody::open`.
pub fn looked_at(path: &Path, typed: &CustodyArgs, voice: &Voice) -> Result<Vault, Trouble> {
    found(path)?;
    let identity = identity(typed, voice)?;
    let file = File::open(path).map_err(|error| unreadable(path, error.kind()))?;
    VaultReader::open(Arc::new(file), &identity).map_err(|error| trouble(path, error))
}

/// What is wrong with the vault at `path`.
pub fn trouble(path: &Path, error: VaultError) -> Trouble {
    match error {
        VaultError::Io(kind) => unreadable(path, kind),
        other => Trouble::could_not(other).in_file(&Plain(&path.display().to_string())),
    }
}

/// Nobody should type a passphrase for a file that is not there.
fn found(path: &Path) -> Result<(), Trouble> {
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => Ok(()),
        Ok(_) => Err(trouble(path, VaultError::NotAVault)),
        Err(error) => Err(unreadable(path, error.kind())),
    }
}
