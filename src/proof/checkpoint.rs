//! The checkpoint: size and root as a C2SP signed note (tlog-checkpoint), by a key derived from the seal's (§7).
//!
//! In: origin, size, root, the seal key; or a note and the key that should have written it. Out: note and verifier
//! key; or the checkpoint. Never: a note that is read and is not, to the last byte, the one that would be written.

use super::Hash;
use super::digest::{base64, hex, sha256_parts, unbase64};
use super::seal::{SealKey, public_of, raw_signature, raw_verify};

/// C2SP's number for Ed25519.
const ALGORITHM: u8 = 1;

/// What is wrong with a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error("The key that the checkpoint should be checked with has no readable form. Ask for the dossier again.")]
    Key,
    #[error("The checkpoint has not the one form that a dossier allows. Ask for the dossier again.")]
    Form,
    #[error("The checkpoint was not written by the key that the dossier names. Do not trust these files.")]
    Mismatch,
}

/// A register's size and root, and which register that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// `<seal name>/handover/<id>`
    pub origin: String,
    /// Leaves of the tree.
    pub size: u64,
    pub root: Hash,
}

/// The origin of one dossier's register.
pub fn origin(seal_name: &str, id: &str) -> String {
    format!("{seal_name}/handover/{id}")
}

impl Checkpoint {
    /// The note, and the verifier key that opens it.
    pub fn write(&self, key: &SealKey) -> (String, String) {
        let seed = key.note_seed();
        let public = public_of(&seed);
        let text = self.text();
        let signature = raw_signature(&seed, text.as_bytes());
        (self.note(&public, &signature), verifier_key(&self.origin, &public))
    }

    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64(&self.root))
    }

    fn note(&self, public: &[u8; 32], signature: &[u8; 64]) -> String {
        let line = [&key_id(&self.origin, public)[..], signature].concat();
        format!("{}\n\u{2014} {} {}\n", self.text(), self.origin, base64(&line))
    }
}

/// The checkpoint of a note that `vkey` wrote.
pub fn open(untrusted_note: &[u8], vkey: &str) -> Result<Checkpoint, CheckpointError> {
    let (origin, public) = parse_verifier_key(vkey).ok_or(CheckpointError::Key)?;
    let note = std::str::from_utf8(untrusted_note).map_err(|_| CheckpointError::Form)?;
    let (checkpoint, signature) = parse(note).ok_or(CheckpointError::Form)?;
    if checkpoint.origin != origin {
        return Err(CheckpointError::Mismatch);
    }
    if checkpoint.note(&public, &signature) != note {
        return Err(CheckpointError::Form);
    }
    match raw_verify(&public, checkpoint.text().as_bytes(), &signature) {
        true => Ok(checkpoint),
        false => Err(CheckpointError::Mismatch),
    }
}

fn parse(note: &str) -> Option<(Checkpoint, [u8; 64])> {
    let mut lines = note.split('\n');
    let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
    let checkpoint =
        Checkpoint { origin: origin.to_owned(), size: size.parse().ok()?, root: unbase64(root)?.try_into().ok()? };
    let (_empty, sealed) = (lines.next()?, lines.next()?);
    let (_, signature) = sealed.rsplit_once(' ')?;
    Some((checkpoint, *unbase64(signature)?.last_chunk()?))
}

fn key_id(origin: &str, public: &[u8; 32]) -> [u8; 4] {
    let digest = sha256_parts(&[origin.as_bytes(), b"\n", &[ALGORITHM], public]);
    *digest.first_chunk().expect("a digest has four bytes")
}

fn verifier_key(origin: &str, public: &[u8; 32]) -> String {
    let key = [&[ALGORITHM][..], public].concat();
    format!("{origin}+{}+{}", hex(&key_id(origin, public)), base64(&key))
}

/// Origin and key of `<origin>+<8 hex>+<base64>`, the key id compared.
fn parse_verifier_key(vkey: &str) -> Option<(&str, [u8; 32])> {
    let mut parts = vkey.splitn(3, '+');
    let (origin, _, key) = (parts.next()?, parts.next()?, parts.next()?);
    if origin.is_empty() || origin.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let public = *unbase64(key)?.last_chunk()?;
    (verifier_key(origin, &public) == vkey).then_some((origin, public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_byte_is_refused() {
        let checkpoint = Checkpoint { origin: origin("example.org", "abcdefghijkmnpqr"), size: 7, root: [9; 32] };
        let (note, vkey) = checkpoint.write(&SealKey::from_seed(&[5; 32]));
        assert_eq!(open(note.as_bytes(), &vkey), Ok(checkpoint));
        for place in 0..note.len() {
            let mut changed = note.clone().into_bytes();
            changed[place] ^= 1;
            assert!(open(&changed, &vkey).is_err(), "{place}");
            changed.truncate(place);
            assert!(open(&changed, &vkey).is_err(), "{place}");
        }
        for loose in
            [format!("{note}\n"), note.replace("\n7\n", "\n07\n"), note.replace("\n7\n", "\n+7\n"), note.repeat(2)]
        {
            assert_eq!(open(loose.as_bytes(), &vkey), Err(CheckpointError::Form), "{loose}");
        }
        for place in 0..vkey.len() {
            let mut changed = vkey.clone().into_bytes();
            changed[place] ^= 1;
            assert!(open(note.as_bytes(), &String::from_utf8(changed).expect("ASCII")).is_err(), "{place}");
        }
        assert_eq!(open(note.as_bytes(), ""), Err(CheckpointError::Key));
    }
}
