//! Sealed frames for what must touch the disk before it is done: ChaCha20-Poly1305 (RFC 8439).
//!
//! In: a key that lives in memory alone, a counter, a frame. Out: the frame encrypted in place, its tag behind it.
//! Never: a counter used twice under one key; whoever holds the key counts.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};

/// Bytes that a frame grows by.
pub const TAG_LENGTH: usize = 16;

/// A frame that was not written under this key and counter, or was changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A temporary file does not hold what was written to it. Check the disk and start again.")]
pub struct Broken;

/// The key of one stream of frames.
pub struct FrameKey(LessSafeKey);

impl FrameKey {
    pub fn new(key: &[u8; 32]) -> FrameKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).expect("the key has 32 bytes");
        FrameKey(LessSafeKey::new(key))
    }

    /// Encrypts the frame in place and appends its tag.
    pub fn seal(&self, counter: u64, frame: &mut Vec<u8>) {
        self.0.seal_in_place_append_tag(nonce(counter), Aad::empty(), frame).expect("a frame is shorter than 256 GiB");
    }

    /// Decrypts in place; the plaintext is the front of the slice.
    pub fn open<'f>(&self, counter: u64, frame: &'f mut [u8]) -> Result<&'f mut [u8], Broken> {
        self.0.open_in_place(nonce(counter), Aad::empty(), frame).map_err(|_| Broken)
    }
}

fn nonce(counter: u64) -> Nonce {
    let mut bytes = [0; 12];
    bytes[4..].copy_from_slice(&counter.to_be_bytes());
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_as_sealed() {
        let key = FrameKey::new(&[7; 32]);
        let mut frame = b"a row".to_vec();
        key.seal(3, &mut frame);
        assert_eq!(frame.len(), 5 + TAG_LENGTH);
        assert_ne!(&frame[..5], b"a row");
        assert_eq!(key.open(4, &mut frame.clone()), Err(Broken));
        assert_eq!(FrameKey::new(&[8; 32]).open(3, &mut frame.clone()), Err(Broken));
        assert_eq!(key.open(3, &mut [0; 4]), Err(Broken));
        let mut changed = frame.clone();
        changed[0] ^= 1;
        assert_eq!(key.open(3, &mut changed), Err(Broken));
        assert_eq!(key.open(3, &mut frame).as_deref(), Ok(&b"a row"[..]));
    }
}
