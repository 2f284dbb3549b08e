//! Keys from keys: HKDF-SHA-256 (RFC 5869), one block of output.
//!
//! In: key material, salt, info. Out: 32 bytes, secret as their source; the caller wipes them.

use super::Hash;
use super::digest::whole;
use ring::hmac;

/// Extract, then expand.
pub fn hkdf(ikm: &[u8], salt: &[u8], info: &[u8]) -> Hash {
    let extracted = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), ikm);
    hkdf_expand(extracted.as_ref(), info)
}

/// Expand alone, from a key that is uniform already.
pub fn hkdf_expand(key: &[u8], info: &[u8]) -> Hash {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    context.update(info);
    context.update(&[1]);
    whole(context.sign().as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::digest::{hex, unhex};

    /// RFC 5869 A.1, the first 32 bytes of its output.
    #[test]
    fn rfc_5869() {
        let salt = unhex("000102030405060708090a0b0c").expect("hex");
        let info = unhex("f0f1f2f3f4f5f6f7f8f9").expect("hex");
        assert_eq!(
            hex(&hkdf(&[0x0b; 22], &salt, &info)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
    }
}
