//! A custodian's identity file, as it lies or under a passphrase.
//!
//! In: the file's bytes, a passphrase. Out: the identity's text. Never: more work for a passphrase than a machine can
//! do in seconds, whatever the file asks for; a copy that is not erased.

use super::{VaultAbout, VaultError};
use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use std::io::Read;
use std::str::FromStr as _;
use zeroize::Zeroizing;

/// Longer than any identity file; what a locked one unlocks to is no longer either.
pub const LONGEST_IDENTITY: usize = 64 << 10;
/// scrypt with N = 2^20: a gibibyte, and some seconds. `age -p` takes 2^18.
const MOST_WORK: u8 = 20;

/// Is this identity file itself an age file, as `age -p` makes it?
pub fn is_locked(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/v1\n") || file.trim_ascii_start().starts_with(b"-----BEGIN AGE ")
}

/// The text inside an identity file that is locked.
///
/// # Errors
/// Another passphrase; a file that takes none, asks for too much work, or is damaged.
pub fn unlock(file: &[u8], passphrase: &str) -> Result<Zeroizing<String>, VaultError> {
    let mut key = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    key.set_max_work_factor(MOST_WORK);
    let decryptor = age::Decryptor::new_buffered(ArmoredReader::new(file)).map_err(|_| VaultError::LockBroken)?;
    if !decryptor.is_scrypt() {
        return Err(VaultError::LockOther);
    }
    let inner = decryptor.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(|error| match error {
        age::DecryptError::ExcessiveWork { .. } => VaultError::LockWork,
        age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => VaultError::Passphrase,
        _ => VaultError::LockBroken,
    })?;
    // Room for all of it at once, so that no copy is left behind by one that grew.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_IDENTITY + 1));
    inner.take(LONGEST_IDENTITY as u64 + 1).read_to_end(&mut bytes).map_err(|_| VaultError::LockBroken)?;
    if bytes.len() > LONGEST_IDENTITY {
        return Err(VaultError::Identity);
    }
    text(bytes)
}

/// Does this text hold identities, and nothing else but comments?
pub fn is_identity(text: &str) -> bool {
    identities(text).is_ok()
}

/// An identity file's bytes as text.
pub fn text(mut bytes: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>, VaultError> {
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) => {
            drop(Zeroizing::new(error.into_bytes()));
            Err(VaultError::Identity)
        }
    }
}

/// Is one of these identities a custodian whom the vault names?
pub fn is_custodian(identity: &str, about: &VaultAbout) -> bool {
    let own = |key: &age::x25519::Identity| about.custodians.contains(&key.to_public().to_string());
    identities(identity).is_ok_and(|keys| keys.iter().any(own))
}

pub(super) fn identities(text: &str) -> Result<Vec<age::x25519::Identity>, VaultError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Vec<_> =
        lines.map(age::x25519::Identity::from_str).collect::<Result<_, _>>().map_err(|_| VaultError::Identity)?;
    if keys.is_empty() { Err(VaultError::Identity) } else { Ok(keys) }
}
