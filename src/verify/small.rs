//! The files that are read whole: tags, statement, tables. Each has a size that its kind cannot exceed.
//!
//! In: a bag. Out: their bytes. Never: a file larger than its kind can be.

use super::VerifyError;
use super::bag::Bag;
use super::findings::{self as codes, Findings};
use crate::package::names;
use std::collections::BTreeMap;

const TAG_FILE: u64 = 1 << 20;
const MANIFEST: u64 = 16 << 20;

/// Bytes by path.
#[derive(Default)]
pub struct Small(BTreeMap<String, Vec<u8>>);

impl Small {
    /// Reads every small file that the format knows, and other manifests, for what they list.
    ///
    /// # Errors
    /// Where the medium cannot be read.
    pub fn read(bag: &Bag, findings: &mut Findings) -> Result<Small, VerifyError> {
        let mut small = Small::default();
        for (path, size) in &bag.sizes {
            let Some(most) = limit(path) else { continue };
            if !findings.need(*size <= most, &codes::FILE_TOO_LARGE, path.as_str()) {
                continue;
            }
            let mut bytes = Vec::with_capacity(*size as usize);
            bag.stream(path, findings, &mut |part| bytes.extend_from_slice(part))?;
            small.0.insert(path.clone(), bytes);
        }
        Ok(small)
    }

    /// A file's bytes, where it is there and not too large.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    pub fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
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
pub fn is_foreign_manifest(path: &str) -> bool {
    path != names::MANIFEST && path.starts_with("manifest-") && path.ends_with(".txt") && !path.contains('/')
}
