//! Time stamps of RFC 3161: what is asked, what is answered, and whether an answer holds.
//!
//! In: a digest, a nonce, DER that others wrote, roots in PEM. Out: a request, a token, the time it names and who names it.
//! Never: the time of this machine, or trust in an authority but by the roots that the caller gives.

mod algorithm;
mod chain;
mod read;
mod reply;
mod signer;
#[cfg(test)]
mod tests;

pub use chain::Roots;
pub use reply::token_of;

use super::Hash;
use cms::signed_data::SignedData;
use read::Claim;
use x509_cert::Certificate;

/// No authority's answer is as large; a reader need not be asked to hold more.
pub const LARGEST: usize = 64 << 10;

/// Why a time stamp does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    #[error("this is no time stamp in the form of RFC 3161")]
    Form,
    #[error("the authority gave no time stamp: {0}")]
    Refused(Refusal),
    #[error("the time stamp is over something else")]
    Imprint,
    #[error("the time stamp answers another question than ours")]
    Nonce,
    #[error("the time stamp's signature does not hold")]
    Signature,
    #[error("the time stamp is made with an algorithm that this program does not know, or that is too weak")]
    Algorithm,
    #[error("the time stamp's certificate is not for time stamps, or was not valid then")]
    Certificate,
}

/// What an authority says where it gives no time stamp (RFC 3161 §2.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Algorithm,
    Request,
    Form,
    NoTime,
    Policy,
    Extension,
    Fault,
    /// It waits, revokes, or does not say.
    Other,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refusal::Algorithm => "it does not take SHA-256",
            Refusal::Request => "it does not do this for us",
            Refusal::Form => "it does not understand the request",
            Refusal::NoTime => "its clock is not available",
            Refusal::Policy => "it does not have the policy that was asked for",
            Refusal::Extension => "it does not have what was asked for",
            Refusal::Fault => "it has a fault",
            Refusal::Other => "it does not say why",
        })
    }
}

/// Of a `MessageImprint` with SHA-256, up to the digest (RFC 3161 §2.4.1).
const IMPRINT: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// The request for a time stamp over a digest, with the authority's certificate in the answer; a nonce binds the answer to it.
pub fn request(digest: &Hash, nonce: Option<&[u8; 8]>) -> Vec<u8> {
    let mut content = vec![0x02, 0x01, 0x01];
    content.extend_from_slice(&IMPRINT);
    content.extend_from_slice(digest);
    if let Some(nonce) = nonce {
        content.extend_from_slice(&[0x02, 0x08]);
        content.extend_from_slice(&positive(nonce));
    }
    content.extend_from_slice(&[0x01, 0x01, 0xff]);
    let length = u8::try_from(content.len()).expect("a request has 57 or 67 bytes of content");
    [&[0x30, length], &content[..]].concat()
}

/// A DER integer of always eight bytes: positive, and as short as it can be.
fn positive(nonce: &[u8; 8]) -> [u8; 8] {
    let mut number = *nonce;
    number[0] = number[0] & 0x7f | 0x40;
    number
}

/// A token whose own signature holds.
#[derive(Debug)]
pub struct Stamp {
    claim: Claim,
    signer: Certificate,
    /// What else the token carries.
    others: Vec<Certificate>,
}

/// Reads a token and checks it by itself: form, imprint, signature, the certificate it was made with.
///
/// # Errors
/// The first of these that does not hold.
pub fn open(untrusted: &[u8], digest: &Hash) -> Result<Stamp, StampError> {
    let sealed: SignedData = read::signed_data(untrusted).ok_or(StampError::Form)?;
    let content = read::content(&sealed).ok_or(StampError::Form)?;
    let claim = Claim::read(content).ok_or(StampError::Form)?;
    if !claim.is_over(digest) {
        return Err(StampError::Imprint);
    }
    let (signer, others) = signer::verified(&sealed, content)?;
    if !chain::may_stamp(&signer, claim.time) {
        return Err(StampError::Certificate);
    }
    Ok(Stamp { claim, signer, others })
}

impl Stamp {
    /// Is it the answer to a request with this nonce?
    pub fn answers(&self, nonce: &[u8; 8]) -> bool {
        self.claim.nonce.as_deref() == Some(&positive(nonce))
    }

    /// Does its certificate lead to one of the roots, all of them valid at its time?
    pub fn leads_to(&self, roots: &Roots) -> bool {
        chain::leads_to(&self.signer, &self.others, self.claim.time, roots)
    }

    /// As RFC 3339 writes it, in UTC, to the second: `2026-11-29T10:12:03Z`.
    pub fn time(&self) -> String {
        self.claim.time.to_string()
    }

    /// Since 1970.
    pub fn seconds(&self) -> u64 {
        self.claim.time.unix_duration().as_secs()
    }

    /// Who made it, by the certificate: its common name, else its organisation. Text from outside.
    pub fn authority(&self) -> String {
        read::name_of(&self.signer.tbs_certificate.subject)
    }
}
