//! From a certificate to a root that somebody trusts (RFC 5280 §6.1; RFC 3161 §2.3).
//!
//! In: certificates, an instant, roots. Out: do they lead there? Never: revocation, which no file can tell, nor constraints on
//! names: a certificate that demands what is not checked here is refused.

use super::algorithm;
use super::read::der_of;
use crate::proof::cms::blocks;
use x509_cert::Certificate;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{DateTime, Decode};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const SUBJECT_ALT_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
const POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
const ANY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// May be critical: what is above, other names of the subject, and policies, of which none is asked for.
const KNOWN: [ObjectIdentifier; 5] = [KEY_USAGE, SUBJECT_ALT_NAME, BASIC_CONSTRAINTS, POLICIES, EXTENDED_KEY_USAGE];
/// Signatures that are tried on the way.
const MOST_TRIES: u32 = 64;

/// Certificates that somebody trusts to vouch for others.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<Certificate>);

impl Roots {
    /// All certificates in a PEM text, at least one; text around the blocks is passed over.
    pub fn parse(pem: &str) -> Option<Roots> {
        let all: Option<Vec<_>> = blocks(pem, "CERTIFICATE").map(|der| Certificate::from_der(&der?).ok()).collect();
        all.filter(|all| !all.is_empty()).map(Roots)
    }

    /// Those of both.
    pub fn and(mut self, other: Roots) -> Roots {
        self.0.extend(other.0);
        self
    }
}

/// Is it a certificate for time stamps and for nothing else, valid then? (RFC 3161 §2.3)
pub fn may_stamp(certificate: &Certificate, at: DateTime) -> bool {
    let usage = one::<ExtendedKeyUsage>(certificate, EXTENDED_KEY_USAGE);
    let only = matches!(usage, Ok(Some((true, usage))) if usage.0 == [TIME_STAMPING]);
    let signs = match one::<KeyUsage>(certificate, KEY_USAGE) {
        Ok(None) => true,
        Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
        Err(Odd) => false,
    };
    only && signs && valid(certificate, at) && demands_nothing_else(certificate)
}

pub fn leads_to(signer: &Certificate, others: &[Certificate], at: DateTime, roots: &Roots) -> bool {
    // A root may be the authority's own certificate.
    roots.0.contains(signer) || Way { others, at, roots, tries: MOST_TRIES }.on_from(signer, 0, &mut Vec::new())
}

struct Way<'c> {
    others: &'c [Certificate],
    at: DateTime,
    roots: &'c Roots,
    tries: u32,
}

impl<'c> Way<'c> {
    /// `below`: certificates between the signer and this one, this one too where it is not the signer, those that vouch for
    /// themselves aside.
    fn on_from(&mut self, certificate: &Certificate, below: u32, used: &mut Vec<&'c Certificate>) -> bool {
        let roots = self.roots;
        if roots.0.iter().any(|root| self.vouches(root, certificate, below)) {
            return true;
        }
        for other in self.others {
            if used.contains(&other) || !self.vouches(other, certificate, below) {
                continue;
            }
            used.push(other);
            let about = &other.tbs_certificate;
            let own = u32::from(about.issuer != about.subject);
            if self.on_from(other, below + own, used) {
                return true;
            }
            used.pop();
        }
        false
    }

    fn vouches(&mut self, issuer: &Certificate, certificate: &Certificate, below: u32) -> bool {
        if issuer.tbs_certificate.subject != certificate.tbs_certificate.issuer
            || !may_issue(issuer, self.at, below)
            || self.tries == 0
        {
            return false;
        }
        self.tries -= 1;
        signed_by(certificate, issuer)
    }
}

/// May it vouch for others, with so many between it and the signer?
fn may_issue(issuer: &Certificate, at: DateTime, below: u32) -> bool {
    let deep_enough = match one::<BasicConstraints>(issuer, BASIC_CONSTRAINTS) {
        Ok(Some((_, limits))) => limits.ca && limits.path_len_constraint.is_none_or(|most| below <= u32::from(most)),
        _ => false,
    };
    let signs = match one::<KeyUsage>(issuer, KEY_USAGE) {
        Ok(None) => true,
        Ok(Some((_, usage))) => usage.key_cert_sign(),
        Err(Odd) => false,
    };
    let purpose = match one::<ExtendedKeyUsage>(issuer, EXTENDED_KEY_USAGE) {
        Ok(None) => true,
        Ok(Some((_, usage))) => usage.0.iter().any(|purpose| [TIME_STAMPING, ANY_USAGE].contains(purpose)),
        Err(Odd) => false,
    };
    deep_enough && signs && purpose && valid(issuer, at) && demands_nothing_else(issuer)
}

fn signed_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let about = &certificate.tbs_certificate;
    let key = &issuer.tbs_certificate.subject_public_key_info;
    let named = &certificate.signature_algorithm;
    about.signature == *named
        && certificate
            .signature
            .as_bytes()
            .is_some_and(|signature| algorithm::verify(key, named, None, &der_of(about), signature).is_ok())
}

fn valid(certificate: &Certificate, at: DateTime) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    (validity.not_before.to_date_time()..=validity.not_after.to_date_time()).contains(&at)
}

fn demands_nothing_else(certificate: &Certificate) -> bool {
    let all = certificate.tbs_certificate.extensions.iter().flatten();
    all.filter(|extension| extension.critical).all(|extension| KNOWN.contains(&extension.extn_id))
}

/// An extension that stands there twice, or does not read.
struct Odd;

/// An extension, and whether it is critical.
fn one<'c, T: Decode<'c>>(certificate: &'c Certificate, oid: ObjectIdentifier) -> Result<Option<(bool, T)>, Odd> {
    let mut found = certificate.tbs_certificate.extensions.iter().flatten().filter(|one| one.extn_id == oid);
    let Some(extension) = found.next() else { return Ok(None) };
    if found.next().is_some() {
        return Err(Odd);
    }
    let read = T::from_der(extension.extn_value.as_bytes()).map_err(|_| Odd)?;
    Ok(Some((extension.critical, read)))
}
