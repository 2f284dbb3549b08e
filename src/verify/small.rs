//! The files that are read whole: tags, statement, tables. Each has a size that its kind cannot exceed, and all together.
//!
//! In: a bag. Out: their bytes. Never: a file larger than its kind can be, more than `TOGETHER` of all, a manifest of
//! another algorithm kept.

use super::VerifyError;
use super::bag::Bag;
use super::findings::{self as codes, Findings};
use crate::package::names;
use std::collections::{BTreeMap, BTreeSet};

const TAG_FILE: u64 = 1 << 20;
const MANIFEST: u64 = 16 << 20;
/// Bytes of all of them; a dossier of two million entries and its forty volumes has not a hundredth of it.
const TOGETHER: u64 = 64 << 20;
const MOST_COSEALS: usize = 32;

/// Bytes by path.
#[derive(Default)]
pub struct Small {
    files: BTreeMap<String, Vec<u8>>,
    /// Files of the bag that manifests of other algorithms list, where it has no manifest of ours.
    listed_elsewhere: BTreeSet<String>,
}

impl Small {
    /// Reads every small file that the format knows, and other manifests, for what they list.
    ///
    /// # Errors
    /// Where the medium cannot be read.
    pub fn read(bag: &Bag, findings: &mut Findings) -> Result<Small, VerifyError> {
        Small::within(TOGETHER, bag, findings)
    }

    fn within(mut left: u64, bag: &Bag, findings: &mut Findings) -> Result<Small, VerifyError> {
        let mut small = Small::default();
        let mut coseals = 0;
        let ours = bag.sizes.contains_key(names::MANIFEST);
        // What every dossier has goes first: others cannot use up its room.
        let (more, always): (Vec<_>, Vec<_>) =
            bag.sizes.iter().partition(|(path, _)| is_foreign_manifest(path) || names::coseal_label(path).is_some());
        for (path, size) in always.into_iter().chain(more) {
            let Some(most) = limit(path) else { continue };
            let foreign = is_foreign_manifest(path);
            if (foreign && ours) || !findings.need(*size <= most, &codes::FILE_TOO_LARGE, path.as_str()) {
                continue;
            }
            if names::coseal_label(path).is_some() {
                coseals += 1;
                if coseals > MOST_COSEALS {
                    // Told once: each beyond is the same fault.
                    findings.need(coseals > MOST_COSEALS + 1, &codes::COSEALS_MANY, "");
                    continue;
                }
            }
            let Some(rest) = left.checked_sub(*size) else {
                findings.add(&codes::FILES_TOO_LARGE, path.as_str());
                continue;
            };
            left = rest;
            let mut bytes = Vec::with_capacity(*size as usize);
            if !bag.stream(path, findings, &mut |part| bytes.extend_from_slice(part))? {
                continue;
            }
            if foreign {
                let there = listed_in(&bytes).filter(|listed| bag.sizes.contains_key(*listed));
                small.listed_elsewhere.extend(there.map(str::to_owned));
            } else {
                small.files.insert(path.clone(), bytes);
            }
        }
        Ok(small)
    }

    /// Does a manifest of another algorithm list it, where there is none of ours?
    pub fn is_listed_elsewhere(&self, path: &str) -> bool {
        self.listed_elsewhere.contains(path)
    }

    /// A file's bytes, where it is there and not too large.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    pub fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// How large a small file may be; none where the file is not read whole.
fn limit(path: &str) -> Option<u64> {
    match path {
        names::BAGIT
        | names::BAG_INFO
        | names::ALLOWED_SIGNERS
        | names::CHECKPOINT
        | names::SEAL
        | names::TIMESTAMP => Some(TAG_FILE),
        names::DATAPACKAGE | names::HOW_TO_VERIFY => Some(TAG_FILE),
        names::MANIFEST | names::TAGMANIFEST | names::STATEMENT | names::COUNTS => Some(MANIFEST),
        path if names::coseal_label(path).is_some() => Some(TAG_FILE),
        path if is_foreign_manifest(path) => Some(MANIFEST),
        _ => None,
    }
}

/// A payload manifest of another algorithm, as other bags have.
fn is_foreign_manifest(path: &str) -> bool {
    path != names::MANIFEST && path.starts_with("manifest-") && path.ends_with(".txt") && !path.contains('/')
}

/// Paths of a manifest whose digests we do not know.
fn listed_in(text: &[u8]) -> impl Iterator<Item = &str> {
    let lines = std::str::from_utf8(text).unwrap_or_default().lines();
    lines.filter_map(|line| line.split_once(' ')).map(|(_, path)| path.trim_start_matches([' ', '*']))
}

#[cfg(test)]
mod tests {
    use super::{Bag, Findings, Small};
    use crate::package::names;

    /// Reads a folder of such files within so many bytes; gives it and the codes found.
    fn read(files: &[(&str, usize)], within: u64) -> (Small, Vec<&'static str>) {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, size) in files {
            std::fs::write(folder.path().join(path), vec![b'x'; *size]).expect("a file");
        }
        let mut findings = Findings::default();
        let bag = Bag::open(folder.path(), &mut findings).expect("it can be read");
        let small = Small::within(within, &bag, &mut findings).expect("it can be read");
        (small, findings.into_list().into_iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn all_together_stay_within_one_budget() {
        let files = [(names::MANIFEST, 40), (names::TAGMANIFEST, 40), ("tagmanifest-sha256.txt.a.sig", 40)];
        assert_eq!(read(&files, 120).1, [""; 0]);
        let (small, found) = read(&files, 119);
        assert_eq!(found, ["files-too-large"]);
        assert!(small.bytes(names::TAGMANIFEST).is_some() && small.bytes(files[2].0).is_none());
        // Manifests of other algorithms count as well, though none is kept.
        let (small, found) = read(&[("manifest-md5.txt", 40), ("manifest-sha512.txt", 40)], 60);
        assert_eq!((found, small.all().count()), (vec!["files-too-large"], 0));
    }

    #[test]
    fn a_manifest_of_another_algorithm_beside_ours_is_not_read() {
        assert_eq!(read(&[(names::MANIFEST, 40), ("manifest-md5.txt", 40)], 40).1, [""; 0]);
    }
}
