//! The seal: an SSH signature (SSHSIG version 1, Ed25519, SHA-512) that any `ssh-keygen` checks (§2).
//!
//! In: a key's seed and a message; or an armour and what it should cover. Out: the armour; or the key that made it.
//! Never: two armours of one seal: what is read must be, to the last byte, what would be written.

use super::Hash;
use super::derive::hkdf;
use super::digest::{base64, lp, sha256, unbase64};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use zeroize::Zeroizing;

/// Namespaces: what a seal is over.
pub const DOSSIER: &str = "handover-dossier";
pub const RESPONSE: &str = "handover-response";
pub const NOTICE: &str = "handover-notice";

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----\n";
const END: &str = "-----END SSH SIGNATURE-----\n";
const COLUMNS: usize = 70;
const KEY_TYPE: &[u8] = b"ssh-ed25519";
const NAMESPACES: &str = "namespaces=\"handover-dossier,handover-response,handover-notice\"";

/// What is wrong with a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("The seal is not an SSH signature in the one form that a dossier allows. Ask for the dossier again.")]
    Form,
    #[error("The seal was made for another purpose than this one. Ask for the dossier again.")]
    Namespace,
    #[error("The seal does not fit what it should cover. Do not trust these files, and ask for the dossier again.")]
    Mismatch,
}

/// The key that seals. Its seed is wiped when it is dropped.
pub struct SealKey {
    seed: Zeroizing<[u8; 32]>,
    public: SealPublic,
}

impl SealKey {
    pub fn from_seed(seed: &[u8; 32]) -> SealKey {
        SealKey { seed: Zeroizing::new(*seed), public: SealPublic(public_of(seed)) }
    }

    pub fn public(&self) -> SealPublic {
        self.public
    }

    /// For `keys` alone, which writes it to the operator's disk.
    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The armour over `message`: lines of 70 columns, `\n` at the end.
    pub fn seal(&self, message: &[u8], namespace: &str) -> String {
        armour(&self.public, namespace, &raw_signature(&self.seed, &covered(message, namespace)))
    }

    /// The seed of the checkpoint's key, which is another than the seal's (§7).
    pub(super) fn note_seed(&self) -> Zeroizing<Hash> {
        Zeroizing::new(hkdf(self.seed.as_ref(), b"", b"handover-note/v1"))
    }
}

/// The public half: what is compared with paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealPublic(pub [u8; 32]);

impl SealPublic {
    /// `ssh-ed25519 AAAA…`, without a comment.
    pub fn openssh(&self) -> String {
        format!("ssh-ed25519 {}", base64(&self.blob()))
    }

    /// `SHA256:…`, base64 without padding, as OpenSSH prints it.
    pub fn fingerprint(&self) -> String {
        let digest = base64(&sha256(&self.blob()));
        format!("SHA256:{}", digest.trim_end_matches('='))
    }

    /// `ssh-ed25519 AAAA…`; a comment after it and a line end are passed over.
    pub fn parse_openssh(line: &str) -> Option<SealPublic> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut words = line.splitn(3, ' ');
        let (kind, key) = (words.next()?, words.next()?);
        if line.contains(['\n', '\r']) || kind.as_bytes() != KEY_TYPE {
            return None;
        }
        let public = SealPublic(*unbase64(key)?.last_chunk()?);
        (base64(&public.blob()) == key).then_some(public)
    }

    fn blob(&self) -> Vec<u8> {
        let mut blob = Vec::with_capacity(51);
        lp(&mut blob, KEY_TYPE);
        lp(&mut blob, &self.0);
        blob
    }
}

/// Which key sealed `message` for `namespace`. Whether that key is the right one, the caller compares.
pub fn open_seal(untrusted_armour: &[u8], message: &[u8], namespace: &str) -> Result<SealPublic, SealError> {
    let text = std::str::from_utf8(untrusted_armour).map_err(|_| SealError::Form)?;
    let body = text.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END)).ok_or(SealError::Form)?;
    let blob = unbase64(&body.replace('\n', "")).ok_or(SealError::Form)?;
    let public = SealPublic(*blob.get(33..).and_then(<[u8]>::first_chunk).ok_or(SealError::Form)?);
    let signature: &[u8; 64] = blob.last_chunk().ok_or(SealError::Form)?;
    let inside = namespace_inside(&blob).ok_or(SealError::Form)?;
    if armour(&public, inside, signature) != text {
        return Err(SealError::Form);
    }
    if inside != namespace {
        return Err(SealError::Namespace);
    }
    raw_verify(&public.0, &covered(message, namespace), signature).then_some(public).ok_or(SealError::Mismatch)
}

fn namespace_inside(blob: &[u8]) -> Option<&str> {
    let rest = blob.get(65..)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    std::str::from_utf8(rest.get(..u32::from_be_bytes(*length) as usize)?).ok()
}

/// The bytes that the key really signs.
fn covered(message: &[u8], namespace: &str) -> Vec<u8> {
    let mut bytes = b"SSHSIG".to_vec();
    lp(&mut bytes, namespace.as_bytes());
    lp(&mut bytes, b"");
    lp(&mut bytes, b"sha512");
    lp(&mut bytes, ring::digest::digest(&ring::digest::SHA512, message).as_ref());
    bytes
}

fn armour(public: &SealPublic, namespace: &str, signature: &[u8; 64]) -> String {
    let mut inner = Vec::with_capacity(83);
    lp(&mut inner, KEY_TYPE);
    lp(&mut inner, signature);
    let mut blob = b"SSHSIG\0\0\0\x01".to_vec();
    lp(&mut blob, &public.blob());
    lp(&mut blob, namespace.as_bytes());
    lp(&mut blob, b"");
    lp(&mut blob, b"sha512");
    lp(&mut blob, &inner);
    let mut text = String::from(BEGIN);
    let body = base64(&blob);
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(COLUMNS));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str(END);
    text
}

/// `[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?`
pub fn seal_name_ok(name: &str) -> bool {
    let edge = |c: &u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let bytes = name.as_bytes();
    bytes.len() <= 253
        && bytes.first().is_some_and(edge)
        && bytes.last().is_some_and(edge)
        && bytes.iter().all(|c| edge(c) || matches!(c, b'.' | b'-'))
}

/// The one line of `allowed_signers`, `\n` at its end.
pub fn allowed_signers(name: &str, public: &SealPublic) -> String {
    format!("{name} {NAMESPACES} {}\n", public.openssh())
}

/// Name and key of an `allowed_signers` of exactly that form.
pub fn parse_allowed_signers(untrusted: &[u8]) -> Option<(String, SealPublic)> {
    let text = std::str::from_utf8(untrusted).ok()?;
    let (name, rest) = text.split_once(' ')?;
    let public = SealPublic::parse_openssh(rest.strip_prefix(NAMESPACES)?.strip_prefix(' ')?)?;
    (seal_name_ok(name) && allowed_signers(name, &public) == text).then(|| (name.to_owned(), public))
}

pub(super) fn public_of(seed: &[u8; 32]) -> [u8; 32] {
    pair(seed).public_key().as_ref().try_into().expect("an Ed25519 key has 32 bytes")
}

pub(super) fn raw_signature(seed: &[u8; 32], message: &[u8]) -> [u8; 64] {
    pair(seed).sign(message).as_ref().try_into().expect("an Ed25519 signature has 64 bytes")
}

pub(super) fn raw_verify(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).is_ok()
}

fn pair(seed: &[u8; 32]) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(seed).expect("a seed has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_byte_is_refused() {
        let key = SealKey::from_seed(&[5; 32]);
        let armour = key.seal(b"message", DOSSIER).into_bytes();
        assert_eq!(open_seal(&armour, b"message", DOSSIER), Ok(key.public()));
        assert_eq!(open_seal(&armour, b"message", RESPONSE), Err(SealError::Namespace));
        assert_eq!(open_seal(&armour, b"massage", DOSSIER), Err(SealError::Mismatch));
        for place in 0..armour.len() {
            let mut changed = armour.clone();
            changed[place] ^= 1;
            assert!(open_seal(&changed, b"message", DOSSIER).is_err(), "{place}");
            changed.truncate(place);
            assert_eq!(open_seal(&changed, b"message", DOSSIER), Err(SealError::Form));
        }
        for extra in [&b"\n"[..], b" ", b"\r\n"] {
            assert_eq!(open_seal(&[&armour, extra].concat(), b"message", DOSSIER), Err(SealError::Form));
            assert_eq!(open_seal(&[extra, &armour].concat(), b"message", DOSSIER), Err(SealError::Form));
        }
        let unfolded = String::from_utf8(armour).expect("ASCII").replacen("U1NI", "U1\nNI", 1);
        assert_eq!(open_seal(unfolded.as_bytes(), b"message", DOSSIER), Err(SealError::Form));
    }

    #[test]
    fn allowed_signers_has_one_form() {
        let public = SealKey::from_seed(&[5; 32]).public();
        let line = allowed_signers("example.org", &public);
        assert_eq!(parse_allowed_signers(line.as_bytes()), Some(("example.org".to_owned(), public)));
        for loose in
            [line.trim_end().to_owned(), format!("{line}\n"), line.replace("\n", " c\n"), line.replace(' ', "  ")]
        {
            assert_eq!(parse_allowed_signers(loose.as_bytes()), None, "{loose:?}");
        }
        assert_eq!(parse_allowed_signers(line.replace("example", "Example").as_bytes()), None);
        assert_eq!(SealPublic::parse_openssh(&format!("{} a comment\n", public.openssh())), Some(public));
        assert_eq!(SealPublic::parse_openssh("ssh-rsa AAAA"), None);
    }

    #[test]
    fn seal_names() {
        for good in ["a", "example.org", "a-b.c0", &"a".repeat(253)] {
            assert!(seal_name_ok(good), "{good}");
        }
        for bad in ["", "-a", "a.", "Example.org", "é", "a b", "a\n", &"a".repeat(254)] {
            assert!(!seal_name_ok(bad), "{bad}");
        }
    }
}
