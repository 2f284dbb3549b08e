//! Who signed a token, and over what (RFC 5652 §5.3, §5.4; RFC 5035; RFC 2634 §5.4).
//!
//! In: a token's signed part. Out: the certificate whose key signed it. Never: a certificate that the signature does not name.

use super::StampError;
use super::algorithm::{self, Digest};
use super::read::{TST_INFO, der_of, parts};
use cms::cert::CertificateChoices;
use cms::content_info::CmsVersion;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use x509_cert::Certificate;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use x509_cert::der::{Any, Tag, TagNumber, Tagged as _};
use x509_cert::ext::pkix::SubjectKeyIdentifier;

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const CERTIFICATE_V1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12");
const CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// Signer, what stands above it, and room for what an authority adds.
const MOST_CERTIFICATES: usize = 16;

/// Checks the one signature, and gives its certificate and the others.
pub fn verified(sealed: &SignedData, content: &[u8]) -> Result<(Certificate, Vec<Certificate>), StampError> {
    let [info] = sealed.signer_infos.0.as_slice() else { return Err(StampError::Form) };
    let attributes = info.signed_attrs.as_ref().ok_or(StampError::Form)?;
    let digest = Digest::named(&info.digest_alg).ok_or(StampError::Algorithm)?;
    if !matches!(sealed.digest_algorithms.as_slice(), [one] if Digest::named(one) == Some(digest)) {
        return Err(StampError::Form);
    }
    let mut certificates = certificates(sealed).ok_or(StampError::Form)?;
    let named = named_by(info).ok_or(StampError::Form)?;
    let place = certificates.iter().position(|one| named.iter().all(|name| name.is(one)) && identifies(info, one));
    let signer = certificates.swap_remove(place.ok_or(StampError::Certificate)?);

    let typed = attribute(info, CONTENT_TYPE).and_then(|value| value.decode_as::<ObjectIdentifier>().ok());
    let digested = attribute(info, MESSAGE_DIGEST).and_then(|value| value.decode_as::<OctetStringRef<'_>>().ok());
    if typed != Some(TST_INFO) {
        return Err(StampError::Form);
    }
    if digested.is_none_or(|said| said.as_bytes() != digest.of(content)) {
        return Err(StampError::Signature);
    }
    let key = &signer.tbs_certificate.subject_public_key_info;
    let signature = info.signature.as_bytes();
    algorithm::verify(key, &info.signature_algorithm, Some(digest), &der_of(attributes), signature)?;
    Ok((signer, certificates))
}

fn certificates(sealed: &SignedData) -> Option<Vec<Certificate>> {
    let set = &sealed.certificates.as_ref()?.0;
    if set.len() > MOST_CERTIFICATES {
        return None;
    }
    let plain = |choice: &CertificateChoices| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    };
    set.iter().map(plain).collect()
}

/// The one value of a signed attribute that stands there once.
fn attribute(info: &SignerInfo, oid: ObjectIdentifier) -> Option<&Any> {
    let mut found = info.signed_attrs.as_ref()?.iter().filter(|attribute| attribute.oid == oid);
    match (found.next()?.values.as_slice(), found.next()) {
        ([value], None) => Some(value),
        _ => None,
    }
}

/// How a signature names its certificate: a digest, and perhaps issuer and number.
struct Named<'a> {
    sha1: bool,
    digest: Digest,
    hash: &'a [u8],
    issuer: Option<[AnyRef<'a>; 2]>,
}

impl Named<'_> {
    fn is(&self, certificate: &Certificate) -> bool {
        let der = der_of(certificate);
        let hash = if self.sha1 { algorithm::sha1(&der) } else { self.digest.of(&der) };
        let about = &certificate.tbs_certificate;
        let issued = self.issuer.is_none_or(|[names, number]| {
            number.value() == about.serial_number.as_bytes()
                && parts(names).is_some_and(|names| {
                    matches!(names.as_slice(), [name] if name.tag() == DIRECTORY && name.value() == der_of(&about.issuer))
                })
        });
        self.hash == hash && issued
    }
}

/// `directoryName` of a `GeneralName`.
const DIRECTORY: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber::N4 };

/// Both generations of the attribute, at least one of them; the first certificate in each is the signer's.
fn named_by(info: &SignerInfo) -> Option<Vec<Named<'_>>> {
    let has = |oid| info.signed_attrs.as_ref().is_some_and(|all| all.iter().any(|attribute| attribute.oid == oid));
    let mut all = Vec::new();
    for (oid, second) in [(CERTIFICATE_V1, false), (CERTIFICATE_V2, true)] {
        if has(oid) {
            all.push(first(attribute(info, oid)?, second)?);
        }
    }
    (!all.is_empty()).then_some(all)
}

fn first(value: &Any, second: bool) -> Option<Named<'_>> {
    let ids = parts(*parts(value.into())?.first()?)?;
    let id = parts(*ids.first()?)?;
    let (algorithm, rest) = match id.as_slice() {
        [algorithm, rest @ ..] if second && algorithm.tag() == Tag::Sequence => (Some(algorithm), rest),
        rest => (None, rest),
    };
    let digest = match algorithm {
        Some(algorithm) => Digest::named(&algorithm.decode_as().ok()?)?,
        None => Digest::Sha256,
    };
    let (hash, issuer) = match rest {
        [hash] => (hash, None),
        [hash, issuer] => (hash, Some(parts(*issuer)?.try_into().ok()?)),
        _ => return None,
    };
    let hash: OctetStringRef<'_> = hash.decode_as().ok()?;
    Some(Named { sha1: !second, digest, hash: hash.as_bytes(), issuer })
}

/// Does the signer's identifier name the same certificate?
fn identifies(info: &SignerInfo, certificate: &Certificate) -> bool {
    let about = &certificate.tbs_certificate;
    match &info.sid {
        SignerIdentifier::IssuerAndSerialNumber(named) => {
            info.version == CmsVersion::V1 && named.issuer == about.issuer && named.serial_number == about.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(named) => {
            let own = about.get::<SubjectKeyIdentifier>().ok().flatten();
            info.version == CmsVersion::V3 && own.is_some_and(|(_, own)| own == *named)
        }
    }
}
