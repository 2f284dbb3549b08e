//! The key set on disk: the seal's key, a custodian's, and one for sealed PDFs.
//!
//! In: a folder. Out: its keys, or a folder newly filled: whole or not at all, 0700, keys 0600.
//! Never: a set that is completed: a folder that lacks files is an error, for a new key would hide a lost one.

mod making;

use crate::proof::cms::{CmsKey, CmsKeyError};
use crate::proof::digest::unbase64;
use crate::proof::seal::{SealKey, SealPublic, seal_name_ok};
use crate::refusal;
use crate::vault::CustodianKey;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use zeroize::Zeroizing;

/// The seal name where none was chosen.
pub const NO_NAME: &str = "handover.invalid";

const SEAL_KEY: &str = "seal.key";
const SEAL_PUB: &str = "seal.pub";
const CUSTODIAN_KEY: &str = "custodian.key";
const CUSTODIAN_PUB: &str = "custodian.pub";
const PDF_KEY: &str = "pdf.key";
const PDF_CRT: &str = "pdf.crt";
const FILES: [&str; 6] = [SEAL_KEY, SEAL_PUB, CUSTODIAN_KEY, CUSTODIAN_PUB, PDF_KEY, PDF_CRT];

/// PKCS#8 version 1 of an Ed25519 seed (RFC 8410 §7), up to the seed.
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
const PEM_BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const PEM_END: &str = "-----END PRIVATE KEY-----";

/// What is wrong with a key folder.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("The key folder {} lacks {missing}. Put back what is missing, or name another folder.", .folder.display())]
    HalfFilled { folder: PathBuf, missing: String },
    #[error("The key folder {} is not empty. Name another folder; keys are never written over.", .folder.display())]
    NotEmpty { folder: PathBuf },
    #[error("{} does not hold what it should. Put back the file that was made with the others.", .file.display())]
    Unreadable { file: PathBuf },
    #[error("{} and {other} are not of one set. Put back the files that were made together.", .file.display())]
    Strangers { file: PathBuf, other: &'static str },
    #[error("{} holds no P-256 key in PEM that is free of a passphrase. Put such a key there, or back the file that was made with the others.", .file.display())]
    PdfKey { file: PathBuf },
    #[error("{} does not hold certificates in PEM, or one of them cannot be read. Put the certificate of {PDF_KEY} there, and after it those that issued it.", .file.display())]
    PdfCertificates { file: PathBuf },
    #[error("In {} a certificate is followed by one that did not issue it. Put the certificate of {PDF_KEY} first, then the one that issued it, and so on.", .file.display())]
    PdfOrder { file: PathBuf },
    #[error("The first certificate in {} is not that of {PDF_KEY}. Put the certificate of this key first, or back the files that were made together.", .file.display())]
    PdfStrangers { file: PathBuf },
    #[error("The keys in {} have another seal name than the one asked for. Name another folder.", .folder.display())]
    OtherName { folder: PathBuf },
    #[error("This is no seal name. Use lower-case letters, digits, dots and hyphens, as in a domain.")]
    Name,
    #[error("{} could not be read or written: {}. Check that the folder is yours and the disk has room.", .file.display(), refusal::in_words(*.kind))]
    Io { file: PathBuf, kind: io::ErrorKind },
}

/// Was the set there before?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    Created,
    Found,
}

/// The keys of one organiser.
pub struct KeySet {
    pub seal: SealKey,
    /// The seal name, the comment of `seal.pub`.
    pub name: String,
    pub custodian: CustodianKey,
    /// For cover and slip; the operator may have put another key and its certificates there.
    pub pdf: CmsKey,
}

impl KeySet {
    /// The set in `folder`; a folder that is missing or empty is filled first. `name`: `NO_NAME` where none is given.
    pub fn open_or_create(folder: &Path, name: Option<&str>) -> Result<(KeySet, Came), KeyError> {
        let came = match is_bare(folder)? {
            true => making::fill_folder(folder, name)?,
            false => {
                making::remove_leftovers_beside(folder);
                Came::Found
            }
        };
        let keys = KeySet::open(folder)?;
        if name.is_some_and(|name| name != keys.name) {
            return Err(KeyError::OtherName { folder: folder.to_owned() });
        }
        Ok((keys, came))
    }

    /// A new set in a folder that is missing or empty. `name`: `NO_NAME` where none is given.
    pub fn create(folder: &Path, name: Option<&str>) -> Result<KeySet, KeyError> {
        if !is_bare(folder)? || making::fill_folder(folder, name)? == Came::Found {
            return Err(KeyError::NotEmpty { folder: folder.to_owned() });
        }
        KeySet::open(folder)
    }

    /// The set in `folder`. `custodian.key` alone may be missing: it is better kept elsewhere.
    pub fn open(folder: &Path) -> Result<KeySet, KeyError> {
        let missing: Vec<&str> = FILES.into_iter().filter(|file| !folder.join(file).exists()).collect();
        if !matches!(missing[..], [] | [CUSTODIAN_KEY]) {
            return Err(KeyError::HalfFilled { folder: folder.to_owned(), missing: missing.join(", ") });
        }
        let unreadable = |name: &str| KeyError::Unreadable { file: folder.join(name) };
        let strangers = |name: &str, other| KeyError::Strangers { file: folder.join(name), other };

        let seal = seal_from_pem(&text_of(folder, SEAL_KEY)?).ok_or_else(|| unreadable(SEAL_KEY))?;
        let line = text_of(folder, SEAL_PUB)?;
        let public = SealPublic::parse_openssh(&line).ok_or_else(|| unreadable(SEAL_PUB))?;
        let name = line.trim_end().splitn(3, ' ').nth(2).filter(|name| seal_name_ok(name));
        let name = name.ok_or_else(|| unreadable(SEAL_PUB))?.to_owned();
        if public != seal.public() {
            return Err(strangers(SEAL_PUB, SEAL_KEY));
        }
        let custodian = CustodianKey::parse(&text_of(folder, CUSTODIAN_PUB)?).map_err(|_| unreadable(CUSTODIAN_PUB))?;
        if missing.is_empty() && !is_locked(&folder.join(CUSTODIAN_KEY)) {
            let own = custodian_of(&text_of(folder, CUSTODIAN_KEY)?).ok_or_else(|| unreadable(CUSTODIAN_KEY))?;
            if own != custodian.to_string() {
                return Err(strangers(CUSTODIAN_PUB, CUSTODIAN_KEY));
            }
        }
        let pdf = CmsKey::parse(&text_of(folder, PDF_KEY)?, &text_of(folder, PDF_CRT)?);
        let pdf = pdf.map_err(|wrong| match wrong {
            CmsKeyError::Key => KeyError::PdfKey { file: folder.join(PDF_KEY) },
            CmsKeyError::Certificates => KeyError::PdfCertificates { file: folder.join(PDF_CRT) },
            CmsKeyError::Order => KeyError::PdfOrder { file: folder.join(PDF_CRT) },
            CmsKeyError::Strangers => KeyError::PdfStrangers { file: folder.join(PDF_CRT) },
        })?;
        Ok(KeySet { seal, name, custodian, pdf })
    }
}

/// Missing, or a folder with nothing in it.
fn is_bare(folder: &Path) -> Result<bool, KeyError> {
    match fs::read_dir(folder) {
        Ok(mut items) => Ok(items.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(io_error(folder, &error)),
    }
}

fn text_of(folder: &Path, name: &str) -> Result<Zeroizing<String>, KeyError> {
    let path = folder.join(name);
    let foreign = |file| match name {
        PDF_KEY => KeyError::PdfKey { file },
        PDF_CRT => KeyError::PdfCertificates { file },
        _ => KeyError::Unreadable { file },
    };
    // A pipe would be waited for.
    if fs::metadata(&path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return Err(foreign(path));
    }
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(foreign(path)),
        Err(error) => Err(io_error(&path, &error)),
    }
}

fn io_error(file: &Path, error: &io::Error) -> KeyError {
    KeyError::Io { file: file.to_owned(), kind: error.kind() }
}

fn seal_from_pem(pem: &str) -> Option<SealKey> {
    let body = pem.trim().strip_prefix(PEM_BEGIN)?.strip_suffix(PEM_END)?;
    let body = Zeroizing::new(body.split_ascii_whitespace().collect::<String>());
    let der = Zeroizing::new(unbase64(&body)?);
    let seed = Zeroizing::new(<[u8; 32]>::try_from(der.strip_prefix(&PKCS8)?).ok()?);
    Some(SealKey::from_seed(&seed))
}

/// A custodian's key under a passphrase (`age -p`) is taken as it lies: to pack, nobody is asked for one.
fn is_locked(custodian_key: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::metadata(custodian_key).and_then(|about| match about.is_file() {
        true => fs::File::open(custodian_key)?.take(64).read_to_end(&mut head),
        false => Ok(0),
    });
    read.is_ok() && crate::vault::is_locked(&head)
}

/// The public key of the first identity of an age key file.
fn custodian_of(identity: &str) -> Option<String> {
    let mut lines = identity.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Some(age::x25519::Identity::from_str(lines.next()?).ok()?.to_public().to_string())
}
