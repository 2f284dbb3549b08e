//! Every file's digest, and what can be seen of a file while it passes: the largest first, on all threads.
//!
//! In: a bag and what the manifests list. Out: digests and findings, in the same order whatever the threads. Never: more of
//! a file in memory than a part.

use super::VerifyError;
use super::bag::Bag;
use super::findings::{self as codes, Findings};
use super::list::{ListScan, Stated};
use super::small::Small;
use crate::package::names;
use crate::progress::{Progress, Stage};
use crate::proof::Hash;
use crate::proof::digest::{Sha256, sha256};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// Digests by path, and the zip's own.
#[derive(Default)]
pub struct Digests {
    pub files: BTreeMap<String, Hash>,
    pub zip: Option<Hash>,
}

enum Job<'b> {
    Zip,
    List(&'b str),
    Other(&'b str),
}

struct Done {
    /// Empty for the zip itself.
    path: String,
    /// None where the file did not unpack.
    digest: Option<Hash>,
    findings: Findings,
}

/// Parts on their way from the thread that unpacks the list to the one that reads it.
const PARTS_AHEAD: usize = 8;

/// Reads every file under `data/` that is not in `small`, and the zip itself.
///
/// # Errors
/// Where the medium cannot be read.
pub fn digests(
    bag: &Bag,
    small: &Small,
    stated: Stated,
    threads: usize,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Result<Digests, VerifyError> {
    let mut jobs: Vec<(u64, Job)> = bag
        .sizes
        .iter()
        .filter(|(path, _)| path.starts_with("data/") && small.bytes(path).is_none())
        .map(|(path, size)| match path.as_str() {
            // The list is the longest way: it goes first whatever its size.
            names::LIST => (u64::MAX, Job::List(path)),
            path => (*size, Job::Other(path)),
        })
        .collect();
    jobs.extend(bag.as_zip().map(|zip| (zip.size(), Job::Zip)));
    jobs.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let total = bag.sizes.values().sum::<u64>() + bag.as_zip().map_or(0, |zip| zip.size());
    progress.begin(Stage::Verify, total);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        while let Some((_, job)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = match job {
                Job::Zip => whole_zip(bag, progress),
                Job::List(path) => list(bag, path, stated.clone(), threads > 1, progress),
                Job::Other(path) => other(bag, path, progress),
            };
            done.lock().expect("no thread panics while it holds the lock").push(result);
        }
    };
    std::thread::scope(|scope| {
        (1..threads.clamp(1, jobs.len().max(1))).for_each(|_| {
            scope.spawn(work);
        });
        work();
    });
    let mut all = done
        .into_inner()
        .expect("no thread panics while it holds the lock")
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let mut digests = Digests::default();
    for done in all {
        findings.absorb(done.findings);
        match (done.path.as_str(), done.digest) {
            ("", digest) => digests.zip = digest,
            (path, Some(digest)) => _ = digests.files.insert(path.to_owned(), digest),
            (_, None) => {}
        }
    }
    for (path, bytes) in small.all() {
        digests.files.insert(path.to_owned(), sha256(bytes));
        progress.advance(bytes.len() as u64);
    }
    Ok(digests)
}

fn whole_zip(bag: &Bag, progress: &dyn Progress) -> Result<Done, VerifyError> {
    let zip = bag.as_zip().expect("only a zip gives this job");
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    let mut at = 0;
    while at < zip.size() {
        let part = &mut buffer[..(zip.size() - at).min(256 << 10) as usize];
        zip.read_at(at, part).map_err(|error| VerifyError::Unreadable { file: "".into(), kind: error.kind() })?;
        digest.update(part);
        at += part.len() as u64;
        progress.advance(part.len() as u64);
    }
    Ok(Done { path: String::new(), digest: Some(digest.finish()), findings: Findings::default() })
}

/// Unpacks and digests on this thread; reads lines, which takes as long, on another, where there is one.
fn list(bag: &Bag, path: &str, stated: Stated, apart: bool, progress: &dyn Progress) -> Result<Done, VerifyError> {
    let mut findings = Findings::default();
    let mut digest = Sha256::new();
    let mut scan = ListScan::new(stated);
    let whole = if apart {
        std::thread::scope(|scope| {
            let (parts, arriving) = sync_channel::<Vec<u8>>(PARTS_AHEAD);
            let (emptied, reused) = sync_channel::<Vec<u8>>(PARTS_AHEAD + 2);
            let scan = &mut scan;
            scope.spawn(move || {
                for part in arriving {
                    scan.part(&part);
                    // A buffer that does not come back is only memory to be had again.
                    _ = emptied.try_send(part);
                }
            });
            bag.stream(path, &mut findings, &mut |part| {
                let mut copy = reused.try_recv().unwrap_or_default();
                copy.clear();
                copy.extend_from_slice(part);
                _ = parts.send(copy);
                digest.update(part);
                progress.advance(part.len() as u64);
            })
        })?
    } else {
        bag.stream(path, &mut findings, &mut |part| {
            digest.update(part);
            scan.part(part);
            progress.advance(part.len() as u64);
        })?
    };
    if whole {
        findings.absorb(scan.finish());
    }
    Ok(Done { path: path.to_owned(), digest: whole.then(|| digest.finish()), findings })
}

fn other(bag: &Bag, path: &str, progress: &dyn Progress) -> Result<Done, VerifyError> {
    let mut findings = Findings::default();
    let mut digest = Sha256::new();
    let mut ends = Ends::default();
    let whole = bag.stream(path, &mut findings, &mut |part| {
        digest.update(part);
        ends.part(part);
        progress.advance(part.len() as u64);
    })?;
    if whole && (path == names::COVER || names::volume_number(path).is_some()) {
        findings.need(ends.are_a_pdf(), &codes::PDF_FORM, path);
    }
    Ok(Done { path: path.to_owned(), digest: whole.then(|| digest.finish()), findings })
}

/// The first and the last bytes of a file.
#[derive(Default)]
struct Ends {
    first: Vec<u8>,
    last: Vec<u8>,
}

const KEPT: usize = 8;

impl Ends {
    fn part(&mut self, part: &[u8]) {
        let missing = KEPT.saturating_sub(self.first.len()).min(part.len());
        self.first.extend_from_slice(&part[..missing]);
        self.last.extend_from_slice(&part[part.len().saturating_sub(KEPT)..]);
        self.last.drain(..self.last.len().saturating_sub(KEPT));
    }

    fn are_a_pdf(&self) -> bool {
        let last = self.last.strip_suffix(b"\n").unwrap_or(&self.last);
        let last = last.strip_suffix(b"\r").unwrap_or(last);
        self.first.starts_with(b"%PDF-") && last.ends_with(b"%%EOF")
    }
}
