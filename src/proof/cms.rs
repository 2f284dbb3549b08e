//! The seal that PDF readers know: CMS by a P-256 key and its certificate (RFC 5652; CAdES baseline B of ETSI EN 319 122-1).
//!
//! In: key and certificates in PEM; the digest of what is sealed. Out: DER, the same for the same digest (RFC 6979).
//! Never: a time: the day stands in what is sealed (ETSI EN 319 142-1 §6.3). Nor a judgement of who issued a certificate.

use super::Hash;
use super::digest::{sha256, unbase64};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use x509_cert::der::{Decode as _, Encode as _, EncodeValue, Tagged};
use x509_cert::spki::AlgorithmIdentifierOwned;
use zeroize::Zeroizing;

// RFC 5652 §4, §5.1, §11.1, §11.2; RFC 5035 §3; RFC 5754 §2.2, §3.3.
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// `SigningCertificateV2` of one `ESSCertIDv2` with nothing but a SHA-256 (RFC 5035 §3), up to the digest.
const ONE_CERTIFICATE: [u8; 8] = [0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20];

/// What is wrong with a key and its certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmsKeyError {
    /// No P-256 key, or one under a passphrase.
    Key,
    /// No certificate, or one that does not read as DER.
    Certificates,
    /// A certificate is not followed by the one that issued it.
    Order,
    /// The first certificate is another key's.
    Strangers,
}

/// A P-256 key, its certificate, and those that issued it.
pub struct CmsKey {
    key: SigningKey,
    certificates: Vec<Certificate>,
    /// SHA-256 of the key's own.
    own: Hash,
}

impl CmsKey {
    /// `key`: PKCS#8 or SEC 1. `certificates`: the key's own first, each followed by the one that issued it. Text around
    /// the blocks is passed over.
    ///
    /// # Errors
    /// Each says which of the two is wrong.
    pub fn parse(key: &str, certificates: &str) -> Result<CmsKey, CmsKeyError> {
        let key = secret(key).ok_or(CmsKeyError::Key)?;
        let blocks: Option<Vec<_>> = blocks(certificates, "CERTIFICATE").collect();
        let blocks = blocks.ok_or(CmsKeyError::Certificates)?;
        let parsed = |der: &Zeroizing<Vec<u8>>| {
            let certificate = Certificate::from_der(der).ok()?;
            // It goes into the seal as it is written here; its digest is that of what it was read from.
            (certificate.to_der().ok()? == **der).then_some(certificate)
        };
        let certificates: Option<Vec<Certificate>> = blocks.iter().map(parsed).collect();
        let certificates = certificates.filter(|some| !some.is_empty()).ok_or(CmsKeyError::Certificates)?;
        let follows = |pair: &[Certificate]| pair[0].tbs_certificate.issuer == pair[1].tbs_certificate.subject;
        if !certificates.windows(2).all(follows) {
            return Err(CmsKeyError::Order);
        }
        let public = certificates[0].tbs_certificate.subject_public_key_info.to_der();
        let public = public.ok().and_then(|der| p256::PublicKey::from_public_key_der(&der).ok());
        if public != Some(key.public_key()) {
            return Err(CmsKeyError::Strangers);
        }
        Ok(CmsKey { key: SigningKey::from(key), own: sha256(&blocks[0]), certificates })
    }

    /// The seal over bytes of this digest, which stand elsewhere.
    pub fn seal(&self, digest: &Hash) -> Vec<u8> {
        self.content(digest).and_then(|content| content.to_der()).expect("what was read as DER is written as DER")
    }

    fn content(&self, digest: &Hash) -> x509_cert::der::Result<ContentInfo> {
        let algorithm = |oid| AlgorithmIdentifierOwned { oid, parameters: None };
        let attributes = SetOfVec::try_from(vec![
            attribute(CONTENT_TYPE, &DATA)?,
            attribute(MESSAGE_DIGEST, &OctetString::new(digest.as_slice())?)?,
            attribute(CERTIFICATE_V2, &Any::from_der(&[&ONE_CERTIFICATE[..], &self.own].concat())?)?,
        ])?;
        let signature: DerSignature = self.key.sign(&attributes.to_der()?);
        let own = &self.certificates[0].tbs_certificate;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: own.issuer.clone(),
                serial_number: own.serial_number.clone(),
            }),
            digest_alg: algorithm(SHA_256),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm(ECDSA_SHA_256),
            signature: OctetString::new(signature.as_bytes())?,
            unsigned_attrs: None,
        };
        let certificates: Vec<_> = self.certificates.iter().cloned().map(CertificateChoices::Certificate).collect();
        let sealed = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![algorithm(SHA_256)])?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
        };
        Ok(ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&sealed)? })
    }
}

fn attribute(oid: ObjectIdentifier, value: &(impl Tagged + EncodeValue)) -> x509_cert::der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::encode_from(value)?])? })
}

fn secret(pem: &str) -> Option<SecretKey> {
    if let Some(der) = blocks(pem, "PRIVATE KEY").next() {
        return SecretKey::from_pkcs8_der(&der?).ok();
    }
    SecretKey::from_sec1_der(&blocks(pem, "EC PRIVATE KEY").next()??).ok()
}

/// The blocks of this label in a PEM text, in their order (RFC 7468 §3); `None` for one that is not base64, or has no end.
pub(super) fn blocks<'a>(pem: &'a str, label: &str) -> impl Iterator<Item = Option<Zeroizing<Vec<u8>>>> + use<'a> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut rest = pem;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(&begin)? + begin.len()..];
        let Some(length) = rest.find(&end) else { return Some(None) };
        let body = Zeroizing::new(rest[..length].split_ascii_whitespace().collect::<String>());
        rest = &rest[length..];
        Some(unbase64(&body).map(Zeroizing::new))
    })
}

#[cfg(test)]
mod tests {
    use super::{CmsKey, CmsKeyError, sha256};
    use std::path::Path;
    use std::process::Command;

    fn openssl(folder: &Path, arguments: &str) -> bool {
        let said = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
        said.expect("openssl is installed (tests/run sees to it)").status.success()
    }

    /// A root, an office that it certified, a key that the office certified, and a stranger who certified themself.
    fn house() -> (tempfile::TempDir, impl Fn(&str) -> String) {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, issuer) in [("root", ""), ("office", "root"), ("own", "office"), ("other", "")] {
            let by = match issuer {
                "" => String::new(),
                issuer => format!(" -CA {issuer}.crt -CAkey {issuer}.key"),
            };
            let usage =
                if name == "own" { "basicConstraints=CA:FALSE" } else { "keyUsage=keyCertSign,digitalSignature" };
            assert!(openssl(
                folder.path(),
                &format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out {name}.key")
            ));
            assert!(openssl(
                folder.path(),
                &format!("req -new -x509 -key {name}.key -subj /CN={name} -addext {usage} -out {name}.crt{by}")
            ));
        }
        let path = folder.path().to_owned();
        (folder, move |names: &str| {
            names.split(' ').map(|name| std::fs::read_to_string(path.join(name)).expect("made")).collect()
        })
    }

    #[test]
    fn openssl_verifies_a_chain_and_refuses_other_bytes() {
        let (folder, read) = house();
        let key = CmsKey::parse(&read("own.key"), &read("own.crt office.crt")).expect("they belong together");
        let seal = key.seal(&sha256(b"what is sealed"));
        assert_eq!(seal, key.seal(&sha256(b"what is sealed")), "the same bytes have the same seal");
        std::fs::write(folder.path().join("seal"), seal).expect("written");
        let verify = |bytes: &[u8], root: &str| {
            std::fs::write(folder.path().join("sealed"), bytes).expect("written");
            let how = "cms -verify -cades -binary -inform DER -in seal -content sealed -purpose any -out out -CAfile";
            openssl(folder.path(), &format!("{how} {root}"))
        };
        assert!(verify(b"what is sealed", "root.crt"));
        assert!(!verify(b"what is Sealed", "root.crt") && !verify(b"what is sealed", "other.crt"));
    }

    #[test]
    fn keys_of_both_forms_are_read_and_what_does_not_belong_is_refused() {
        let (folder, read) = house();
        assert!(openssl(folder.path(), "ec -in own.key -out sec1.key"));
        assert!(openssl(folder.path(), "pkcs8 -topk8 -in own.key -passout pass:x -out locked.key"));
        assert!(openssl(folder.path(), "genpkey -algorithm ED25519 -out ed25519.key"));
        assert!(CmsKey::parse(&read("sec1.key"), &format!("Subject: own\n{}", read("own.crt"))).is_ok());
        for (key, certificates, wrong) in [
            ("locked.key", "own.crt", CmsKeyError::Key),
            ("ed25519.key", "own.crt", CmsKeyError::Key),
            ("own.crt", "own.crt", CmsKeyError::Key),
            ("own.key", "own.key", CmsKeyError::Certificates),
            ("own.key", "own.crt root.crt office.crt", CmsKeyError::Order),
            ("own.key", "other.crt", CmsKeyError::Strangers),
            ("own.key", "office.crt", CmsKeyError::Strangers),
        ] {
            assert_eq!(CmsKey::parse(&read(key), &read(certificates)).err(), Some(wrong), "{key}, {certificates}");
        }
        let cut = read("own.crt").replace("-----END", "");
        assert_eq!(CmsKey::parse(&read("own.key"), &cut).err(), Some(CmsKeyError::Certificates));
    }
}
