//! A response's files: all that must be there and none beyond, under its manifest, and that under the dossier's own key.
//!
//! In: the response, unpacked as it is read. Out: findings; bytes within bounds. Never: a file passed over because nothing lists it.

use crate::challenge::terms::Terms;
use crate::package::manifest;
use crate::package::response;
use crate::package::zip::dos_date;
use crate::proof::Hash;
use crate::proof::digest::{Sha256, sha256};
use crate::proof::seal;
use crate::verify::VerifyError;
use crate::verify::bag::{Bag, named};
use crate::verify::findings::{self as codes, Findings};
use crate::verify::structure::manifest_faults;
use std::collections::BTreeMap;

/// A proof with all its values; a record of the vault is not longer.
const LONGEST_PROOF: u64 = 48 << 20;
/// All proofs together.
const TOGETHER: u64 = 512 << 20;
const SMALL: u64 = 16 << 20;

/// Folder, times and names.
pub(super) fn structure(terms: &Terms, bag: &Bag<'_>, findings: &mut Findings) {
    findings.need(bag.folder == response::folder(&terms.id), &codes::RESPONSE_FOLDER, "");
    let time = (0, dos_date(terms.created));
    for (path, written) in bag.times() {
        findings.need(written == time, &codes::ZIP_TIME, named(path));
    }
    for path in response::ALWAYS {
        findings.need(bag.sizes.contains_key(path), &codes::RESPONSE_FILE, path);
    }
    for path in bag.sizes.keys() {
        let known = response::ALWAYS.contains(&path.as_str()) || response::entry_of(path).is_some();
        findings.need(known, &codes::RESPONSE_FILE, named(path));
    }
}

/// The response's files in memory, within bounds, but for the sheet, of which the digest is enough.
pub(super) struct Files {
    pub bytes: BTreeMap<String, Vec<u8>>,
    pub digests: BTreeMap<String, Hash>,
}

impl Files {
    pub fn read(bag: &Bag<'_>, findings: &mut Findings) -> Result<Files, VerifyError> {
        let mut files = Files { bytes: BTreeMap::new(), digests: BTreeMap::new() };
        let mut left = TOGETHER;
        for (path, size) in &bag.sizes {
            if path == response::SHEET {
                let mut digest = Sha256::new();
                bag.stream(path, findings, &mut |part| digest.update(part))?;
                files.digests.insert(path.clone(), digest.finish());
                continue;
            }
            let most = if response::entry_of(path).is_some() { LONGEST_PROOF } else { SMALL };
            let Some(rest) = left.checked_sub(*size).filter(|_| *size <= most) else {
                findings.add(&codes::FILE_TOO_LARGE, named(path));
                continue;
            };
            left = rest;
            let mut bytes = Vec::with_capacity(*size as usize);
            bag.stream(path, findings, &mut |part| bytes.extend_from_slice(part))?;
            files.digests.insert(path.clone(), sha256(&bytes));
            files.bytes.insert(path.clone(), bytes);
        }
        Ok(files)
    }
}

/// The manifest lists every other file but its seal; the seal is by the dossier's key.
pub(super) fn seal_and_manifest(terms: &Terms, bag: &Bag<'_>, files: &Files, findings: &mut Findings) {
    let Some(bytes) = files.bytes.get(response::MANIFEST) else { return };
    let listed = manifest::parse(bytes);
    manifest_faults(&listed, response::MANIFEST, findings);
    let covered = |path: &str| path != response::MANIFEST && path != response::SEAL;
    for path in bag.sizes.keys().filter(|path| covered(path)) {
        findings.need(listed.files.contains_key(path), &codes::MANIFEST_UNLISTED, named(path));
    }
    for (path, digest) in &listed.files {
        match files.digests.get(path).filter(|_| covered(path)) {
            Some(found) => _ = findings.need(found == digest, &codes::DIGEST, named(path)),
            // A file that was too large has its own finding.
            None if bag.sizes.contains_key(path) && covered(path) => {}
            None => findings.add(&codes::MANIFEST_ABSENT, format!("{}, {}", response::MANIFEST, named(path))),
        }
    }
    let Some(armour) = files.bytes.get(response::SEAL) else { return };
    match seal::open_seal(armour, bytes, seal::RESPONSE) {
        Ok(key) => _ = findings.need(key.fingerprint() == terms.seal, &codes::RESPONSE_SEAL_KEY, response::SEAL),
        Err(_) => findings.add(&codes::RESPONSE_SEAL, response::SEAL),
    }
}
