//! The secrets of one pack, as one value that the door brings.
//!
//! In: 32 random bytes. Out: what the format wants random, each derived under its own label (HKDF-SHA-256, RFC 5869), so
//! that a test with fixed bytes gets a fixed dossier. Never: written anywhere; all of it is erased when the pack ends.

use crate::proof::{derive, random};
use zeroize::Zeroizing;

const ID_LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The root of a pack's secrets.
pub struct Secrets(Zeroizing<[u8; 32]>);

impl Secrets {
    /// Fresh secrets: for the doors.
    pub fn random() -> Secrets {
        Secrets(random::bytes32())
    }

    /// Fixed secrets: for tests, by the library alone. No flag and no variable of the program reaches this.
    pub fn from_root(root: [u8; 32]) -> Secrets {
        Secrets(Zeroizing::new(root))
    }

    fn derived(&self, label: &str, number: u64) -> Zeroizing<[u8; 32]> {
        let mut name = Vec::with_capacity(label.len() + 8);
        name.extend_from_slice(label.as_bytes());
        name.extend_from_slice(&number.to_be_bytes());
        Zeroizing::new(derive::hkdf(self.0.as_slice(), b"handover-pack/v1", &name))
    }

    /// `<id>`: 16 characters of `a-z2-7` (dossier-format §1).
    pub fn id(&self) -> String {
        letters(&self.derived("id", 0))
    }

    /// The name under which a dossier sealed to recipients is left; says nothing, not even which id it holds.
    pub fn cover_name(&self) -> String {
        letters(&self.derived("cover name", 0))
    }

    /// `K` (§6) of the `attempt`th try: two equal pseudonyms make a pack begin anew.
    pub fn pseudonym_key(&self, attempt: u64) -> Zeroizing<[u8; 32]> {
        self.derived("K", attempt)
    }

    /// `S` (§7).
    pub fn seed_key(&self) -> Zeroizing<[u8; 32]> {
        self.derived("S", 0)
    }

    /// The nonce of §8.
    pub fn nonce(&self) -> [u8; 32] {
        *self.derived("nonce", 0)
    }

    /// The bytes that hide the `n`th export's digest in the statement (§4).
    pub fn export_blind(&self, n: u64) -> [u8; 32] {
        *self.derived("export", n)
    }

    /// Keys of the encrypted spools, from memory alone.
    pub fn spool_key(&self, label: &str, attempt: u64) -> Zeroizing<[u8; 32]> {
        self.derived(label, attempt)
    }
}

fn letters(bytes: &[u8; 32]) -> String {
    bytes[..16].iter().map(|byte| char::from(ID_LETTERS[usize::from(byte & 31)])).collect()
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn each_secret_is_its_own() {
        let secrets = Secrets::from_root([7; 32]);
        assert_eq!(secrets.id(), Secrets::from_root([7; 32]).id());
        assert_eq!(secrets.id().len(), 16);
        assert!(secrets.id().bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7')));
        assert_ne!(secrets.id(), secrets.cover_name());
        assert_ne!(*secrets.pseudonym_key(0), *secrets.pseudonym_key(1));
        assert_ne!(*secrets.pseudonym_key(0), *secrets.seed_key());
        assert_ne!(secrets.export_blind(0), secrets.export_blind(1));
    }
}
