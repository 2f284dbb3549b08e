//! What an authority answers: a status, and a token where it gave one (RFC 3161 §2.4.2).
//!
//! In: a reply, or a token alone. Out: the token's bytes. Never: a token that was not granted, a text of the authority.

use super::{LARGEST, Refusal, StampError, read};
use x509_cert::der::asn1::{AnyRef, BitStringRef, Utf8StringRef};
use x509_cert::der::{Decode as _, Encode as _, Tag, Tagged as _};

/// The token in a reply; a token that stands alone is taken as it is.
///
/// # Errors
/// No reply, or one without a token.
pub fn token_of(untrusted: &[u8]) -> Result<Vec<u8>, StampError> {
    if untrusted.len() > LARGEST {
        return Err(StampError::Form);
    }
    let whole = AnyRef::from_der(untrusted).ok().and_then(read::parts).ok_or(StampError::Form)?;
    if is_token(&whole) {
        return Ok(untrusted.to_vec());
    }
    match whole.as_slice() {
        [status] => Err(match status_of(*status) {
            Some((2.., refusal)) => StampError::Refused(refusal),
            _ => StampError::Form,
        }),
        [status, token] => match status_of(*status) {
            Some((0 | 1, _)) if read::parts(*token).is_some_and(|parts| is_token(&parts)) => {
                token.to_der().map_err(|_| StampError::Form)
            }
            Some((0 | 1, _)) => Err(StampError::Form),
            Some((_, refusal)) => Err(StampError::Refused(refusal)),
            None => Err(StampError::Form),
        },
        _ => Err(StampError::Form),
    }
}

/// A `ContentInfo` begins with its type, a reply with its status.
fn is_token(parts: &[AnyRef<'_>]) -> bool {
    matches!(parts, [kind, _] if kind.tag() == Tag::ObjectIdentifier)
}

/// The status, and why it is not a better one.
fn status_of(any: AnyRef<'_>) -> Option<(u8, Refusal)> {
    let all = read::parts(any)?;
    let (status, rest) = all.split_first()?;
    let status = status.decode_as::<u8>().ok()?;
    let (texts, why) = match rest {
        [] => (None, None),
        [one] if one.tag() == Tag::BitString => (None, Some(one)),
        [one] => (Some(one), None),
        [one, two] => (Some(one), Some(two)),
        _ => return None,
    };
    if let Some(texts) = texts {
        texts.decode_as::<Vec<Utf8StringRef<'_>>>().ok()?;
    }
    let bits = why.map(|why| why.decode_as::<BitStringRef<'_>>()).transpose().ok()?;
    let set = bits.and_then(|bits| bits.bits().position(|bit| bit));
    let refusal = match set {
        Some(0) => Refusal::Algorithm,
        Some(2) => Refusal::Request,
        Some(5) => Refusal::Form,
        Some(14) => Refusal::NoTime,
        Some(15) => Refusal::Policy,
        Some(16 | 17) => Refusal::Extension,
        Some(25) => Refusal::Fault,
        _ => Refusal::Other,
    };
    Some((status, refusal))
}
