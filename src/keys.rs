//! The key set on disk: the seal's key, a custodian's, and one for sealed PDFs (interfaces.md, Keys).
//!
//! In: a folder. Out: its keys, or a folder newly filled: whole or not at all, 0700, keys 0600.
//! Never: a set that is completed: a folder that lacks files is an error, for a new key would hide a lost one.

use crate::proof::digest::{base64, hex, unbase64};
use crate::proof::random::{bytes32, fill};
use crate::proof::seal::{SealKey, SealPublic, seal_name_ok};
use crate::refusal;
use crate::vault::CustodianKey;
use age::secrecy::ExposeSecret as _;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
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
    /// PKCS#8 PEM, P-256.
    pub pdf_key: Zeroizing<String>,
    /// PEM; the operator may have put another there.
    pub pdf_certificate: String,
}

impl KeySet {
    /// The set in `folder`; a folder that is missing or empty is filled first. `name`: `NO_NAME` where none is given.
    pub fn open_or_create(folder: &Path, name: Option<&str>) -> Result<(KeySet, Came), KeyError> {
        let came = match is_bare(folder)? {
            true => fill_folder(folder, name.unwrap_or(NO_NAME))?,
            false => Came::Found,
        };
        let keys = KeySet::open(folder)?;
        if name.is_some_and(|name| name != keys.name) {
            return Err(KeyError::OtherName { folder: folder.to_owned() });
        }
        Ok((keys, came))
    }

    /// A new set in a folder that is missing or empty.
    pub fn create(folder: &Path, name: &str) -> Result<KeySet, KeyError> {
        if !is_bare(folder)? || fill_folder(folder, name)? == Came::Found {
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
        if missing.is_empty() {
            let own = custodian_of(&text_of(folder, CUSTODIAN_KEY)?).ok_or_else(|| unreadable(CUSTODIAN_KEY))?;
            if own != custodian.to_string() {
                return Err(strangers(CUSTODIAN_PUB, CUSTODIAN_KEY));
            }
        }
        let pdf_key = text_of(folder, PDF_KEY)?;
        let pdf_certificate = text_of(folder, PDF_CRT)?.to_string();
        Ok(KeySet { seal, name, custodian, pdf_key, pdf_certificate })
    }

    /// The line of `seal.pub`, without its line end.
    pub fn seal_pub(&self) -> String {
        format!("{} {}", self.seal.public().openssh(), self.name)
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

/// Makes a set in a folder beside, and renames it into place. `Found` where another program was faster.
fn fill_folder(folder: &Path, name: &str) -> Result<Came, KeyError> {
    if !seal_name_ok(name) {
        return Err(KeyError::Name);
    }
    // A rename replaces an empty folder, but not a link to one.
    let target = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(|error| io_error(&parent, &error))?;
    let mut suffix = [0; 8];
    fill(&mut suffix);
    let beside = parent.join(format!(".handover-keys-{}", hex(&suffix)));
    DirBuilder::new().mode(0o700).create(&beside).map_err(|error| io_error(&beside, &error))?;
    let came = write_set(&beside, name).and_then(|()| match fs::rename(&beside, &target) {
        Ok(()) => Ok(Came::Created),
        Err(_) if !is_bare(&target)? => Ok(Came::Found),
        Err(error) => Err(io_error(&target, &error)),
    });
    if !matches!(came, Ok(Came::Created)) {
        // Whatever happened, the keys that nobody will use go; that they cannot is no second error.
        let _ = fs::remove_dir_all(&beside);
        return came;
    }
    sync(&parent)?;
    came
}

fn write_set(folder: &Path, name: &str) -> Result<(), KeyError> {
    let seed = bytes32();
    let seal = SealKey::from_seed(&seed);
    write(folder, SEAL_KEY, seal_to_pem(&seal).as_bytes())?;
    write(folder, SEAL_PUB, format!("{} {name}\n", seal.public().openssh()).as_bytes())?;

    let custodian = age::x25519::Identity::generate();
    let public = custodian.to_public();
    let secret = custodian.to_string();
    let identity = Zeroizing::new(format!("# public key: {public}\n{}\n", secret.expose_secret()));
    write(folder, CUSTODIAN_KEY, identity.as_bytes())?;
    write(folder, CUSTODIAN_PUB, format!("{public}\n").as_bytes())?;

    let pdf = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("ring makes P-256 keys");
    let mut certificate = rcgen::CertificateParams::default();
    certificate.distinguished_name = rcgen::DistinguishedName::new();
    certificate.distinguished_name.push(rcgen::DnType::CommonName, name);
    let certificate = certificate.self_signed(&pdf).expect("a certificate of one name can be made");
    write(folder, PDF_KEY, Zeroizing::new(pdf.serialize_pem()).as_bytes())?;
    write(folder, PDF_CRT, certificate.pem().as_bytes())?;
    sync(folder)
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), KeyError> {
    let path = folder.join(name);
    let mode = if name.ends_with(".key") { 0o600 } else { 0o644 };
    let written = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    written().map_err(|error| io_error(&path, &error))
}

fn sync(folder: &Path) -> Result<(), KeyError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| io_error(folder, &error))
}

fn text_of(folder: &Path, name: &str) -> Result<Zeroizing<String>, KeyError> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(KeyError::Unreadable { file: path }),
        Err(error) => Err(io_error(&path, &error)),
    }
}

fn io_error(file: &Path, error: &io::Error) -> KeyError {
    KeyError::Io { file: file.to_owned(), kind: error.kind() }
}

fn seal_to_pem(key: &SealKey) -> Zeroizing<String> {
    let der = Zeroizing::new([&PKCS8[..], key.seed()].concat());
    let body = Zeroizing::new(base64(&der));
    Zeroizing::new(format!("{PEM_BEGIN}\n{}\n{PEM_END}\n", *body))
}

fn seal_from_pem(pem: &str) -> Option<SealKey> {
    let body = pem.trim().strip_prefix(PEM_BEGIN)?.strip_suffix(PEM_END)?;
    let body = Zeroizing::new(body.split_ascii_whitespace().collect::<String>());
    let der = Zeroizing::new(unbase64(&body)?);
    let seed = Zeroizing::new(<[u8; 32]>::try_from(der.strip_prefix(&PKCS8)?).ok()?);
    Some(SealKey::from_seed(&seed))
}

/// The public key of the first identity of an age key file.
fn custodian_of(identity: &str) -> Option<String> {
    let mut lines = identity.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Some(age::x25519::Identity::from_str(lines.next()?).ok()?.to_public().to_string())
}
