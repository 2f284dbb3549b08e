//! SHA-256, and the ways a digest is written: hex, base64, groups of four for paper.
//!
//! In: bytes. Out: digests and their texts. Never: a text that reads two ways: every reader here takes one form only.

use super::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{Context, SHA256};

/// Inputs up to this length, two blocks, are joined on the stack: one call of the hash is far cheaper than a context.
const JOINED: usize = 119;

pub fn sha256(bytes: &[u8]) -> Hash {
    whole(ring::digest::digest(&SHA256, bytes).as_ref())
}

/// The digest of the parts one after another, with nothing between them.
pub fn sha256_parts(parts: &[&[u8]]) -> Hash {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    if length <= JOINED {
        let mut joined = [0u8; JOINED];
        let mut end = 0;
        for part in parts {
            joined[end..end + part.len()].copy_from_slice(part);
            end += part.len();
        }
        return sha256(&joined[..end]);
    }
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finish()
}

pub(super) fn whole(digest: &[u8]) -> Hash {
    digest.try_into().expect("SHA-256 has 32 bytes")
}

/// A digest of what is not at hand at once.
#[derive(Clone)]
pub struct Sha256(Context);

impl Sha256 {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Sha256 {
        Sha256(Context::new(&SHA256))
    }

    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub fn finish(self) -> Hash {
        whole(self.0.finish().as_ref())
    }
}

impl std::io::Write for Sha256 {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Lower case.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Lower case only, an even number of digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks_exact(2).map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?)).collect()
}

/// Exactly 64 lower-case digits.
pub fn unhex32(text: &str) -> Option<Hash> {
    if text.len() != 64 {
        return None;
    }
    unhex(text)?.try_into().ok()
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Standard alphabet, padded.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Canonical only: encoding the result gives the same text.
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (STANDARD.encode(&bytes) == text).then_some(bytes)
}

/// Appends `u32(|x|) ‖ x`. Values are cells and names, far below 4 GiB.
pub fn lp(out: &mut Vec<u8>, x: &[u8]) {
    let length = u32::try_from(x.len()).expect("a length-prefixed value is shorter than 4 GiB");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(x);
}

/// Sixteen groups of four digits, for reading aloud and comparing with paper.
pub fn in_groups(hash: &Hash) -> String {
    let mut text = String::with_capacity(79);
    for pair in hash.chunks_exact(2) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&hex(pair));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_each() {
        assert_eq!(unhex("00ff"), Some(vec![0, 255]));
        assert_eq!(unhex("00FF"), None);
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex32("00"), None);
        assert_eq!(unbase64("AA=="), Some(vec![0]));
        for loose in ["AA", "AB==", "AA==\n", " AA==", "A-=="] {
            assert_eq!(unbase64(loose), None, "{loose:?}");
        }
    }

    #[test]
    fn parts_are_joined_alike_short_and_long() {
        for length in [0, 1, 118, 119, 120, 200, 1000] {
            let bytes = vec![7u8; length];
            let (left, right) = bytes.split_at(length / 3);
            assert_eq!(sha256_parts(&[left, right]), sha256(&bytes));
        }
        assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(in_groups(&sha256(b"abc")).starts_with("ba78 16bf 8f01 "));
        assert_eq!(in_groups(&[0; 32]).len(), 79);
    }
}
