//! How a key set comes to be: in a folder beside, held by a lock, which is renamed into place.
//!
//! In: the folder to fill. Out: the folder, filled. Never: half a set under its name; a secret key under another name for
//! longer than six links take, where files can be without a name; a leftover that the next run does not remove.

use super::{
    CUSTODIAN_KEY, CUSTODIAN_PUB, Came, FILES, KeyError, NO_NAME, PDF_CRT, PDF_KEY, PEM_BEGIN, PEM_END, PKCS8,
};
use super::{SEAL_KEY, SEAL_PUB, io_error, is_bare};
use crate::proof::digest::{base64, hex};
use crate::proof::random::{bytes32, fill};
use crate::proof::seal::{SealKey, seal_name_ok};
use crate::scratch::{Draft, Held, each_abandoned, is_own};
use age::secrecy::ExposeSecret as _;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const PREFIX: &str = ".handover-keys-";

/// Fills a folder that is missing or empty. `Found` where another program was faster.
pub fn fill_folder(folder: &Path, name: Option<&str>) -> Result<Came, KeyError> {
    let name = name.unwrap_or(NO_NAME);
    if !seal_name_ok(name) {
        return Err(KeyError::Name);
    }
    let (target, parent) = placed(folder);
    fs::create_dir_all(&parent).map_err(|error| io_error(&parent, &error))?;
    remove_leftovers(&parent, &target).map_err(|error| io_error(&parent, &error))?;
    let names = std::iter::repeat_with(|| {
        let mut suffix = [0; 8];
        fill(&mut suffix);
        parent.join(format!("{PREFIX}{}", hex(&suffix)))
    });
    let beside = Held::make(names).map_err(|error| io_error(&parent, &error))?;
    let came = write_set(beside.path(), name).and_then(|()| match fs::rename(beside.path(), &target) {
        Ok(()) => Ok(Came::Created),
        Err(_) if !is_bare(&target)? => Ok(Came::Found),
        Err(error) => Err(io_error(&target, &error)),
    });
    if !matches!(came, Ok(Came::Created)) {
        // Whatever happened, the keys that nobody will use go; that they cannot is no second error.
        let _ = fs::remove_dir_all(beside.path());
        return came;
    }
    sync(&parent)?;
    came
}

/// Removes what a killed run left beside a set that is there. Where that cannot be done, the set is good all the same.
pub fn remove_leftovers_beside(folder: &Path) {
    let (target, parent) = placed(folder);
    let _ = remove_leftovers(&parent, &target);
}

/// Where the set goes, and the folder around it. A rename replaces an empty folder, but not a link to one.
fn placed(folder: &Path) -> (PathBuf, PathBuf) {
    let target = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    (target, parent)
}

/// Removes unfinished sets in `parent` that no run holds: folders of our making, with nothing in them but what we put there.
/// Never the set that is asked for, whatever somebody called it.
fn remove_leftovers(parent: &Path, target: &Path) -> io::Result<()> {
    let asked_for = target.file_name().and_then(|name| name.to_str());
    let is_ours = |name: &str| {
        let suffix = name.strip_prefix(PREFIX);
        Some(name) != asked_for
            && suffix.is_some_and(|hex| hex.len() == 16 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
    };
    each_abandoned(parent, is_ours, |left| {
        let mut files = Vec::new();
        for item in fs::read_dir(left.path())? {
            let item = item?;
            let made_by_us = item.file_name().to_str().is_some_and(|name| FILES.contains(&name));
            if !made_by_us || !item.file_type()?.is_file() || !is_own(&item.path()) {
                return Ok(());
            }
            files.push(item.path());
        }
        files.iter().try_for_each(fs::remove_file)?;
        fs::remove_dir(left.path())
    })
}

/// Everything is on disk before the first of it has a name.
fn write_set(folder: &Path, name: &str) -> Result<(), KeyError> {
    let unnamed = Draft::unnamed(folder, 0o600).map_err(|error| io_error(folder, &error))?.is_some();
    let mut drafts = Vec::new();
    for (file, bytes) in new_set(name) {
        let path = folder.join(file);
        let written = || -> io::Result<Draft> {
            let mode = if file.ends_with(".key") { 0o600 } else { 0o644 };
            let draft = match if unnamed { Draft::unnamed(folder, mode)? } else { None } {
                Some(draft) => draft,
                None => Draft::named(path.clone(), mode)?,
            };
            draft.file().write_all(bytes.as_bytes())?;
            draft.file().sync_all()?;
            Ok(draft)
        };
        drafts.push(written().map_err(|error| io_error(&path, &error))?);
    }
    for (file, draft) in FILES.iter().zip(drafts) {
        let path = folder.join(file);
        draft.appear(&path).map_err(|error| io_error(&path, &error))?;
    }
    sync(folder)
}

/// The texts of `FILES`, in their order.
fn new_set(name: &str) -> [(&'static str, Zeroizing<String>); 6] {
    let seal = SealKey::from_seed(&bytes32());
    let custodian = age::x25519::Identity::generate();
    let public = custodian.to_public();
    let pdf = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("ring makes P-256 keys");
    let mut certificate = rcgen::CertificateParams::default();
    certificate.distinguished_name = rcgen::DistinguishedName::new();
    certificate.distinguished_name.push(rcgen::DnType::CommonName, name);
    // What ETSI EN 319 412-2 §4.3.2 has for keys that seal, and readers look for.
    certificate.key_usages = vec![rcgen::KeyUsagePurpose::DigitalSignature, rcgen::KeyUsagePurpose::ContentCommitment];
    let certificate = certificate.self_signed(&pdf).expect("a certificate of one name can be made");
    let identity = format!("# public key: {public}\n{}\n", custodian.to_string().expose_secret());
    [
        (SEAL_KEY, seal_to_pem(&seal)),
        (SEAL_PUB, format!("{} {name}\n", seal.public().openssh()).into()),
        (CUSTODIAN_KEY, identity.into()),
        (CUSTODIAN_PUB, format!("{public}\n").into()),
        (PDF_KEY, pdf.serialize_pem().into()),
        (PDF_CRT, certificate.pem().into()),
    ]
}

fn sync(folder: &Path) -> Result<(), KeyError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| io_error(folder, &error))
}

fn seal_to_pem(key: &SealKey) -> Zeroizing<String> {
    let der = Zeroizing::new([&PKCS8[..], key.seed()].concat());
    let body = Zeroizing::new(base64(&der));
    Zeroizing::new(format!("{PEM_BEGIN}\n{}\n{PEM_END}\n", *body))
}
