//! Random bytes of the operating system.
//!
//! In: nothing. Out: bytes. Never: called by a step; the doors bring secrets as values, so that steps repeat exactly.

use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroizing;

/// Fills the slice. A system without randomness cannot pack at all, so that is a panic and no error.
pub fn fill(bytes: &mut [u8]) {
    SystemRandom::new().fill(bytes).expect("the operating system gives random bytes");
}

pub fn bytes32() -> Zeroizing<[u8; 32]> {
    let mut bytes = Zeroizing::new([0; 32]);
    fill(bytes.as_mut());
    bytes
}
