//! The parts of a token, read as DER and nothing else (RFC 3161 §2.4.2; RFC 5652 §3, §5).
//!
//! In: bytes that others wrote. Out: what they say. Never: a part that is not known, a second reading of the same bytes.

use super::{Hash, LARGEST};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::SignedData;
use x509_cert::Certificate;
use x509_cert::der::asn1::{AnyRef, IntRef, ObjectIdentifier, OctetStringRef};
use x509_cert::der::{DateTime, Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
pub const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// Of a name that is shown.
const LONGEST_NAME: usize = 100;

/// Parts of one part, and parts within parts: twice what a token has that names a chain of certificates.
const MOST_PARTS: usize = 64;
const DEEPEST: usize = 32;

/// Has no part more parts than it can need? Sets are sorted when they are read, which takes the square of their number.
fn is_narrow(der: &[u8], deep: usize) -> bool {
    let Ok(mut rest) = SliceReader::new(der) else { return false };
    for _ in 0..MOST_PARTS {
        if rest.is_finished() {
            return true;
        }
        let Ok(part) = AnyRef::decode(&mut rest) else { return false };
        let has_parts = part.tag().octet() & 0x20 != 0;
        if has_parts && (deep == 0 || !is_narrow(part.value(), deep - 1)) {
            return false;
        }
    }
    rest.is_finished()
}

/// The signed part of a token, which stands alone from the first byte to the last.
pub fn signed_data(untrusted: &[u8]) -> Option<SignedData> {
    if untrusted.len() > LARGEST || !is_narrow(untrusted, DEEPEST) {
        return None;
    }
    let content = ContentInfo::from_der(untrusted).ok().filter(|content| content.content_type == SIGNED_DATA)?;
    let sealed: SignedData = content.content.decode_as().ok()?;
    // Nothing vouches for revocation lists and what an unsigned attribute says: a token has none when it is given.
    let bare = sealed.crls.is_none() && sealed.signer_infos.0.iter().all(|signer| signer.unsigned_attrs.is_none());
    (bare && sealed.version == CmsVersion::V3 && nothing_is_passed_over(untrusted)?).then_some(sealed)
}

/// Has each part only parts that it must have, and is each certificate in the one form of DER (RFC 5280 §4.1)? Before an optional
/// part the parser passes over others with smaller numbers, and it reads what need not be written.
fn nothing_is_passed_over(token: &[u8]) -> Option<bool> {
    let info = parts(AnyRef::from_der(token).ok()?)?;
    let data = parts(AnyRef::from_der(info.get(1)?.value()).ok()?)?;
    let [_version, _algorithms, content, certificates, signers] = data.as_slice() else { return Some(false) };
    let signers: Option<Vec<_>> = members(*signers)?.into_iter().map(parts).collect();
    let whole = parts(*content)?.len() == 2 && signers?.iter().all(|signer| signer.len() == 6);
    Some(whole && members(*certificates)?.into_iter().all(is_in_one_form))
}

fn is_in_one_form(certificate: AnyRef<'_>) -> bool {
    let written = der_of(&certificate);
    Certificate::from_der(&written).is_ok_and(|read| der_of(&read) == written)
}

/// What stands in a set.
fn members(set: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    parts(AnyRef::new(Tag::Sequence, set.value()).ok()?)
}

/// The bytes that are signed: a `TSTInfo`.
pub fn content(sealed: &SignedData) -> Option<&[u8]> {
    let inner = &sealed.encap_content_info;
    let octets = inner.econtent.as_ref().filter(|content| content.tag() == Tag::OctetString);
    octets.filter(|_| inner.econtent_type == TST_INFO).map(|content| content.value())
}

/// The parts of a sequence, whatever each is.
pub fn parts<'a>(any: AnyRef<'a>) -> Option<Vec<AnyRef<'a>>> {
    any.decode_as().ok()
}

/// An algorithm that has no parameters: none are written, or NULL.
pub fn bare(algorithm: &AlgorithmIdentifierOwned) -> Option<ObjectIdentifier> {
    algorithm.parameters.as_ref().is_none_or(|parameters| parameters.is_null()).then_some(algorithm.oid)
}

/// What a token claims.
#[derive(Debug)]
pub struct Claim {
    imprint: Vec<u8>,
    pub time: DateTime,
    pub nonce: Option<Vec<u8>>,
}

impl Claim {
    pub fn read(content: &[u8]) -> Option<Claim> {
        let all = parts(AnyRef::from_der(content).ok()?)?;
        let [version, policy, imprint, serial, time, optional @ ..] = all.as_slice() else { return None };
        if version.decode_as::<u8>().ok()? != 1 {
            return None;
        }
        policy.decode_as::<ObjectIdentifier>().ok()?;
        serial.decode_as::<IntRef<'_>>().ok()?;
        Some(Claim {
            imprint: imprint_of(*imprint)?,
            time: (time.tag() == Tag::GeneralizedTime).then(|| instant(time.value()))??,
            nonce: optional_parts(optional)?,
        })
    }

    pub fn is_over(&self, digest: &Hash) -> bool {
        self.imprint == digest
    }
}

/// A SHA-256; a digest of another kind is never ours.
fn imprint_of(any: AnyRef<'_>) -> Option<Vec<u8>> {
    let all = parts(any)?;
    let [algorithm, digest] = all.as_slice() else { return None };
    let algorithm: AlgorithmIdentifierRef<'_> = algorithm.decode_as().ok()?;
    let plain = algorithm.parameters.is_none_or(|parameters| parameters.is_null());
    let digest: OctetStringRef<'_> = digest.decode_as().ok()?;
    Some(if plain && algorithm.oid == SHA_256 { digest.as_bytes().to_vec() } else { Vec::new() })
}

/// Accuracy, ordering, nonce, name and extensions, each at most once and in this order; gives the nonce.
fn optional_parts(parts: &[AnyRef<'_>]) -> Option<Option<Vec<u8>>> {
    let place = |tag| match tag {
        Tag::Sequence => Some(0),
        Tag::Boolean => Some(1),
        Tag::Integer => Some(2),
        Tag::ContextSpecific { constructed: true, number: TagNumber::N0 } => Some(3),
        Tag::ContextSpecific { constructed: true, number: TagNumber::N1 } => Some(4),
        _ => None,
    };
    let places: Option<Vec<u8>> = parts.iter().map(|part| place(part.tag())).collect();
    if !places?.windows(2).all(|pair| pair[0] < pair[1]) {
        return None;
    }
    let mut nonce = None;
    for part in parts {
        match part.tag() {
            Tag::Boolean => drop(part.decode_as::<bool>().ok()?),
            Tag::Integer => nonce = Some(part.decode_as::<IntRef<'_>>().ok()?.as_bytes().to_vec()),
            Tag::ContextSpecific { number: TagNumber::N1, .. } => {
                let extensions: Vec<Extension> = AnyRef::new(Tag::Sequence, part.value()).ok()?.decode_as().ok()?;
                if extensions.iter().any(|extension| extension.critical) {
                    return None;
                }
            }
            _ => {}
        }
    }
    Some(nonce)
}

/// `YYYYMMDDhhmmss[.f…]Z`; the fraction has no zero at its end (RFC 3161 §2.4.2).
fn instant(text: &[u8]) -> Option<DateTime> {
    let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    let (whole, rest) = text.split_at_checked(14)?;
    let fraction = rest.strip_suffix(b"Z")?;
    let fraction_ok = match fraction {
        [] => true,
        [b'.', fraction @ .., last] => digits(fraction) && matches!(last, b'1'..=b'9'),
        _ => false,
    };
    if !fraction_ok || !digits(whole) {
        return None;
    }
    let number = |from: usize, to: usize| std::str::from_utf8(&whole[from..to]).ok()?.parse::<u16>().ok();
    let two = |from: usize| number(from, from + 2).and_then(|number| u8::try_from(number).ok());
    DateTime::new(number(0, 4)?, two(4)?, two(6)?, two(8)?, two(10)?, two(12)?).ok()
}

/// The common name in a name, else the organisation.
pub fn name_of(name: &Name) -> String {
    let part = |oid| {
        let mut all = name.0.iter().flat_map(|names| names.0.iter()).filter(|part| part.oid == oid);
        let texts = [Tag::Utf8String, Tag::PrintableString, Tag::Ia5String];
        all.next_back().filter(|part| texts.contains(&part.value.tag())).and_then(|part| {
            let text = std::str::from_utf8(part.value.value()).ok()?.trim();
            (!text.is_empty()).then(|| text.chars().take(LONGEST_NAME).collect::<String>())
        })
    };
    part(COMMON_NAME).or_else(|| part(ORGANISATION)).unwrap_or_else(|| "an authority without a name".to_owned())
}

/// DER of what was read as DER.
pub fn der_of(value: &impl x509_cert::der::Encode) -> Vec<u8> {
    value.to_der().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, MOST_PARTS, instant, is_narrow, optional_parts, parts};
    use x509_cert::der::Decode as _;
    use x509_cert::der::asn1::AnyRef;

    #[test]
    fn a_time_has_one_form() {
        let said = |text: &str| instant(text.as_bytes()).map(|time| time.to_string());
        for good in ["20261129101203Z", "20261129101203.5Z", "20261129101203.000001Z"] {
            assert_eq!(said(good).as_deref(), Some("2026-11-29T10:12:03Z"), "{good}");
        }
        for bad in [
            "",
            "20261129101203",
            "202611291012Z",
            "20261129101203.Z",
            "20261129101203.50Z",
            "20261129101203,5Z",
            "20261129101203+0100",
            "20261129101203ZZ",
            "20261329101203Z",
            "20261129251203Z",
            "2026112910120 Z",
            "+0261129101203Z",
            "19691129101203Z",
        ] {
            assert_eq!(said(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_may_be_missing_comes_in_its_order_and_once() {
        let read = |bytes: &[&[u8]]| {
            let content = bytes.concat();
            let whole = [&[0x30, u8::try_from(content.len()).expect("short")], &content[..]].concat();
            optional_parts(&parts(AnyRef::from_der(&whole).expect("DER")).expect("a sequence"))
        };
        let accuracy: &[u8] = &[0x30, 0x03, 0x02, 0x01, 0x01];
        let ordering: &[u8] = &[0x01, 0x01, 0xff];
        let nonce: &[u8] = &[0x02, 0x01, 0x07];
        let name: &[u8] = &[0xa0, 0x02, 0x05, 0x00];
        let demand: &[u8] = &[0xa1, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x2a, 0x03, 0x04, 0x01, 0x01, 0xff, 0x04, 0x00];
        let remark: &[u8] = &[0xa1, 0x09, 0x30, 0x07, 0x06, 0x03, 0x2a, 0x03, 0x04, 0x04, 0x00];
        assert_eq!(read(&[]), Some(None));
        assert_eq!(read(&[accuracy, ordering, nonce, name, remark]), Some(Some(vec![7])));
        assert_eq!(read(&[nonce]), Some(Some(vec![7])));
        for wrong in [
            &[ordering, accuracy][..],
            &[nonce, nonce],
            &[name, nonce],
            &[demand],
            &[&[0x04, 0x00]],
            &[&[0x01, 0x01, 0x01]],
            &[&[0x02, 0x02, 0x00, 0x07]],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
    #[test]
    fn what_is_wide_or_deep_is_not_read() {
        let null = [0x05, 0x00];
        let set =
            |parts: usize| [&[0x31, 0x81, u8::try_from(2 * parts).expect("short")], &null.repeat(parts)[..]].concat();
        assert!(is_narrow(&set(MOST_PARTS), DEEPEST) && !is_narrow(&set(MOST_PARTS + 1), DEEPEST));
        let nested = |levels: usize| {
            (0..levels).fold(Vec::new(), |inner: Vec<u8>, _| {
                [&[0x30, u8::try_from(inner.len()).expect("short")], &inner[..]].concat()
            })
        };
        assert!(is_narrow(&nested(DEEPEST), DEEPEST) && !is_narrow(&nested(DEEPEST + 2), DEEPEST));
        assert!(is_narrow(&[], DEEPEST) && !is_narrow(&[0x30], DEEPEST));
    }
}
