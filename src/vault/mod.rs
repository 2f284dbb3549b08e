//! The vault: what custodians keep to open single entries later, an age file (§11; plaintext: docs/vault.md).
//!
//! In: leaves, row seeds and committed values in register order; custodians' recipients. Out: an encrypted file;
//! entry by entry, what it holds; the same vault written anew, for others, without what shall be forgotten, or cut to what
//! was drawn. Never: `K`, `S`, a clock or a file of its own; plaintext anywhere but in memory.

mod about;
mod blocks;
mod cut;
mod held;
mod identity;
mod pages;
mod plain;
mod rewrite;
mod writer;

pub use about::{Answered, HashText, VaultAbout};
pub use cut::cut;
pub use identity::{LONGEST_IDENTITY, is_custodian, is_identity, is_locked, text as identity_text, unlock};
pub use plain::{Opened, Plain, VaultReader};
pub use rewrite::{for_others, forget};
pub use writer::VaultWriter;

use std::fmt;
use std::io;
use std::str::FromStr as _;

/// First line of the plaintext.
const MAGIC: &[u8] = b"handover-vault/1\n";
/// The same of one that was cut to the entries of an answer.
const CUT_MAGIC: &[u8] = b"handover-vault-cut/1\n";
/// Bytes of the trailer: size, fields, and three numbers more.
const TRAILER: u64 = 40;
/// A record longer than this is no signature; readers refuse it before they make room for it.
const LONGEST_RECORD: usize = 16 << 20;
/// The same for the JSON about the vault; it grows by 70 bytes with each export.
const LONGEST_ABOUT: u64 = 16 << 20;

/// What is wrong with a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("The vault could not be read or written: {0}. Check the disk and try again.")]
    Io(io::ErrorKind),
    #[error("This is no vault of a dossier. Name the file that ends in .vault.age.")]
    NotAVault,
    #[error("The vault was not made for this key. Use the key file of one of its custodians.")]
    OtherKey,
    #[error("The key file holds no age identity. Use the custodian.key that was made with the keys.")]
    Identity,
    #[error("This is no age recipient of the form age1…. Give the public key of the person who shall hold it.")]
    Recipient,
    #[error("The vault has no custodian. Name at least one.")]
    NoCustodian,
    #[error("The vault is damaged: {0}. Use another custodian's copy.")]
    Broken(&'static str),
    #[error("The vault has no entry {0}. Give a number between 1 and the size of the register.")]
    NoSuchEntry(u64),
    #[error(
        "Entry {0} is no longer in the vault, which was cut when a challenge was answered. Name one of the entries drawn then."
    )]
    CutAway(u64),
    #[error("This passphrase does not open the key file. Type it again, as it was chosen when the file was locked.")]
    Passphrase,
    #[error(
        "The key file is encrypted, but to a key and not with a passphrase. Decrypt it with age, and name what comes out."
    )]
    LockOther,
    #[error("The key file asks for more work than a passphrase should cost. Lock the identity again with `age -p`.")]
    LockWork,
    #[error("The key file is encrypted, and it is damaged. Use a copy of it.")]
    LockBroken,
    #[error("A row is longer than a vault can hold. Look for a cell that holds a whole document.")]
    TooLong,
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> VaultError {
        match error.kind() {
            io::ErrorKind::InvalidData => VaultError::Broken("it does not decrypt"),
            io::ErrorKind::UnexpectedEof => VaultError::Broken("it ends too early"),
            kind => VaultError::Io(kind),
        }
    }
}

/// The public key of someone who can open a vault, or a dossier that is sealed to them.
#[derive(Clone, PartialEq, Eq)]
pub struct CustodianKey(age::x25519::Recipient);

impl CustodianKey {
    /// `age1…`; white space around it is passed over.
    pub fn parse(text: &str) -> Result<CustodianKey, VaultError> {
        let recipient = age::x25519::Recipient::from_str(text.trim()).map_err(|_| VaultError::Recipient)?;
        Ok(CustodianKey(recipient))
    }

    /// For whoever encrypts to this key.
    pub fn recipient(&self) -> &age::x25519::Recipient {
        &self.0
    }
}

impl fmt::Display for CustodianKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for CustodianKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An age stream to these keys, which all can open alone. `finish` the writer, else the file does not decrypt.
pub fn encrypt_to<W: io::Write>(out: W, keys: &[CustodianKey]) -> Result<age::stream::StreamWriter<W>, VaultError> {
    let recipients = keys.iter().map(|key| key.recipient() as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| VaultError::NoCustodian)?;
    Ok(encryptor.wrap_output(out)?)
}

#[cfg(test)]
mod tests;
