//! Signatures of others: RSA of 2 048 bits and more, ECDSA on P-256 and P-384, Ed25519 (RFC 4055, RFC 5758, RFC 8410).
//!
//! In: a key as a certificate has it, an algorithm as a signature names it, bytes. Out: does it hold? Never: SHA-1, MD5.

use super::StampError;
use super::read::bare;
use ring::digest;
use ring::signature::{self as ways, UnparsedPublicKey, VerificationAlgorithm};
use x509_cert::der::Encode as _;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

// Compared as bytes: two ways to write one identifier can have one text.
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const RSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ECDSA_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// A digest that is strong enough to be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    pub fn named(algorithm: &AlgorithmIdentifierOwned) -> Option<Digest> {
        Some(match bare(algorithm)? {
            SHA_256 => Digest::Sha256,
            SHA_384 => Digest::Sha384,
            SHA_512 => Digest::Sha512,
            _ => return None,
        })
    }

    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        let algorithm = match self {
            Digest::Sha256 => &digest::SHA256,
            Digest::Sha384 => &digest::SHA384,
            Digest::Sha512 => &digest::SHA512,
        };
        digest::digest(algorithm, bytes).as_ref().to_vec()
    }
}

/// SHA-1, with which older authorities name their certificate (RFC 2634 §5.4.1); nothing is signed by it alone.
pub fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}

/// Checks a signature. `digest`: what the signer says it hashed with, where that is said apart.
///
/// # Errors
/// An algorithm that is not known here, or a signature that does not hold.
pub fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), StampError> {
    let way = way(key, algorithm, digest).ok_or(StampError::Algorithm)?;
    let bytes = key.subject_public_key.as_bytes().ok_or(StampError::Algorithm)?;
    UnparsedPublicKey::new(way, bytes).verify(message, signature).map_err(|_| StampError::Signature)
}

fn way(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    said: Option<Digest>,
) -> Option<&'static dyn VerificationAlgorithm> {
    use Digest::{Sha256, Sha384, Sha512};
    let (kind, named) = (key.algorithm.oid, algorithm.oid);
    if named == RSA_PSS {
        let digest = of_pss(algorithm).filter(|digest| said.is_none_or(|said| said == *digest))?;
        let is_rsa = kind == RSA && bare(&key.algorithm).is_some();
        return is_rsa.then_some(match digest {
            Sha256 => &ways::RSA_PSS_2048_8192_SHA256,
            Sha384 => &ways::RSA_PSS_2048_8192_SHA384,
            Sha512 => &ways::RSA_PSS_2048_8192_SHA512,
        });
    }
    bare(algorithm)?;
    let (signs, own) = match named {
        // In a SignerInfo the key's algorithm may stand for both (RFC 3370 §3.2).
        RSA => (RSA, said?),
        RSA_SHA_256 => (RSA, Sha256),
        RSA_SHA_384 => (RSA, Sha384),
        RSA_SHA_512 => (RSA, Sha512),
        ECDSA_SHA_256 => (EC, Sha256),
        ECDSA_SHA_384 => (EC, Sha384),
        // The digest beside it is of the content alone, and is SHA-512 (RFC 8419 §3).
        ED25519 => (ED25519, Sha512),
        _ => return None,
    };
    if signs != kind || said.is_some_and(|said| said != own) {
        return None;
    }
    match kind {
        RSA if bare(&key.algorithm).is_some() => Some(match own {
            Sha256 => &ways::RSA_PKCS1_2048_8192_SHA256,
            Sha384 => &ways::RSA_PKCS1_2048_8192_SHA384,
            Sha512 => &ways::RSA_PKCS1_2048_8192_SHA512,
        }),
        EC if algorithm.parameters.is_none() => {
            let curve: ObjectIdentifier = key.algorithm.parameters.as_ref()?.decode_as().ok()?;
            Some(match (curve, own) {
                (P_256, Sha256) => &ways::ECDSA_P256_SHA256_ASN1,
                (P_256, Sha384) => &ways::ECDSA_P256_SHA384_ASN1,
                (P_384, Sha256) => &ways::ECDSA_P384_SHA256_ASN1,
                (P_384, Sha384) => &ways::ECDSA_P384_SHA384_ASN1,
                _ => return None,
            })
        }
        ED25519 if algorithm.parameters.is_none() => Some(&ways::ED25519),
        _ => None,
    }
}

/// The digest of RSASSA-PSS where all its parameters agree: one digest, MGF1 with it, a salt as long, as RFC 4055 §3.1 writes them.
fn of_pss(algorithm: &AlgorithmIdentifierOwned) -> Option<Digest> {
    let parameters = algorithm.parameters.as_ref()?.to_der().ok()?;
    let all = [(1, 0x20, Digest::Sha256), (2, 0x30, Digest::Sha384), (3, 0x40, Digest::Sha512)];
    all.into_iter().find(|(last, salt, _)| pss(*last, *salt) == parameters).map(|(.., digest)| digest)
}

fn pss(last: u8, salt: u8) -> Vec<u8> {
    let hash = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, last, 0x05, 0x00];
    let mgf1 = [0x30, 0x1a, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
    [&[0x30, 0x34, 0xa0, 0x0f], &hash[..], &[0xa1, 0x1c], &mgf1, &hash, &[0xa2, 0x03, 0x02, 0x01, salt]].concat()
}
