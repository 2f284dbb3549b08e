//! The story backwards: a dossier → findings. Every check reports; the first failure does not hide the rest.
//!
//! In: a zip, under a name or not, or a folder; what the caller knows from paper. Out: a report. Never: the dossier in
//! memory, a word of it in a finding, `verified` without a pin that held.

pub(crate) mod bag;
mod figures;
pub mod findings;
mod list;
mod payload;
mod seals;
mod small;
mod stamp;
pub(crate) mod structure;
mod told;

pub use findings::Finding;
pub use stamp::Stamped;

use crate::package::bag_info::Labels;
use crate::package::names;
use crate::package::statement::Statement;
use crate::progress::Progress;
use crate::proof::Hash;
use crate::proof::digest::{hex, sha256};
use crate::proof::seal::SealPublic;
use crate::proof::timestamp::Roots;
use crate::table::counts_csv;
use bag::Bag;
use findings::{self as codes, Findings};
use small::Small;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// What the caller holds on paper, or knows from the organiser's site.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    /// The integrity hash, or the zip's SHA-256.
    pub hash: Option<Hash>,
    pub seal: Option<SealPin>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealPin {
    /// `SHA256:…`, as OpenSSH prints it.
    Fingerprint(String),
    Key(SealPublic),
}

impl SealPin {
    fn fits(&self, key: &SealPublic) -> bool {
        match self {
            SealPin::Fingerprint(text) => *text == key.fingerprint(),
            SealPin::Key(pinned) => pinned == key,
        }
    }
}

/// A pin that held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinned {
    IntegrityHash,
    ZipHash,
    Seal,
}

/// How much a caller is ready to read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes under `data/`, unpacked.
    pub payload: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { payload: 8 << 30 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Whole, and a pin held.
    Verified,
    /// Whole and sealed, but not compared with paper.
    Whole,
    NotVerified,
}

/// What a verification found.
#[derive(Debug)]
pub struct Report {
    /// No finding, and a pin held.
    pub verified: bool,
    /// Pins that held.
    pub pinned: Vec<Pinned>,
    /// SHA-256 of `tagmanifest-sha256.txt`, where it is there.
    pub integrity: Option<Hash>,
    /// Where the dossier is a zip.
    pub zip_sha256: Option<Hash>,
    /// Fingerprint of the key that made the main seal, where the seal fits.
    pub seal: Option<String>,
    pub id: Option<String>,
    /// Signatures in the register.
    pub size: Option<u64>,
    /// Where a time stamp is there that holds by itself.
    pub timestamp: Option<Stamped>,
    pub findings: Vec<Finding>,
    /// What a reader should know and that is no fault, in two sentences each.
    pub notes: Vec<String>,
    /// Statement and labels: only of a dossier without a finding.
    pub whole: Option<(Statement, Labels)>,
}

impl Report {
    fn of_no_dossier(findings: Findings) -> Report {
        Report {
            verified: false,
            pinned: Vec::new(),
            integrity: None,
            zip_sha256: None,
            seal: None,
            id: None,
            size: None,
            timestamp: None,
            findings: findings.into_list(),
            notes: Vec::new(),
            whole: None,
        }
    }

    pub fn verdict(&self) -> Verdict {
        match (self.findings.is_empty(), self.verified) {
            (true, true) => Verdict::Verified,
            (true, false) => Verdict::Whole,
            (false, _) => Verdict::NotVerified,
        }
    }
}

/// Why a dossier could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("`{}` cannot be read ({kind}). Check the path and its permissions, then try again.", file.display())]
    Unreadable { file: PathBuf, kind: std::io::ErrorKind },
    #[error("The dossier is of a newer format than this program reads. Verify it with a newer version of handover.")]
    NewerFormat,
}

/// Verifies a dossier, a zip or a folder.
///
/// # Errors
/// Where it cannot be read, or is of a newer format; all that is wrong with it is in the report.
pub fn verify(
    dossier: &Path,
    pins: &Pins,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Report, VerifyError> {
    verify_dated(dossier, pins, None, limits, threads, progress)
}

/// Verifies a dossier, and whether its time stamp leads to one of these roots.
///
/// # Errors
/// As `verify`.
pub fn verify_dated(
    dossier: &Path,
    pins: &Pins,
    roots: Option<&Roots>,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Report, VerifyError> {
    verify_open(dossier, pins, roots, limits, threads, progress).map(|(report, _)| report)
}

/// Verifies a dossier and leaves it open, for who reads on in what was verified.
///
/// # Errors
/// As `verify`.
pub(crate) fn verify_open(
    dossier: &Path,
    pins: &Pins,
    roots: Option<&Roots>,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<(Report, Bag<'static>), VerifyError> {
    let mut findings = Findings::default();
    let bag = Bag::open(dossier, &mut findings)?;
    let report = verify_bag(&bag, findings, pins, roots, limits, threads, progress)?;
    Ok((report, bag))
}

/// Verifies a zip that is no file under a name.
///
/// # Errors
/// As `verify`.
pub fn verify_zip(
    zip: impl Read + Seek + Send,
    pins: &Pins,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let unreadable = |error: io::Error| VerifyError::Unreadable { file: PathBuf::new(), kind: error.kind() };
    let bag = Bag::of_source(zip, &mut findings).map_err(unreadable)?;
    verify_bag(&bag, findings, pins, None, limits, threads, progress)
}

fn verify_bag(
    bag: &Bag,
    mut findings: Findings,
    pins: &Pins,
    roots: Option<&Roots>,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Report, VerifyError> {
    let mut notes = Vec::new();
    if findings.has(&codes::ZIP_END) {
        // What is no zip has no files: to tell each as missing would hide the one thing that is wrong.
        return Ok(Report::of_no_dossier(findings));
    }
    let small = Small::read(bag, &mut findings)?;

    let labels = structure::labels(&small, &mut findings, &mut notes);
    if labels.value("Handover-Format").is_some_and(|format| format != "1") {
        return Err(VerifyError::NewerFormat);
    }
    let statement = small.bytes(names::STATEMENT).and_then(|bytes| {
        let reading = Statement::read(bytes);
        figures::reading(&reading, &mut findings, &mut notes);
        reading.statement
    });
    structure::files(bag, statement.as_ref(), &mut findings);
    let manifests = structure::manifests(bag, &small, &mut findings);
    let payload = structure::payload_oxum(bag, &labels, &mut findings);
    let sealed_by = seals::main_seal(&small, &labels, pins, &mut findings);
    seals::co_seals(&small, &mut findings, &mut notes);
    let timestamp = stamp::timestamp(&small, roots, &mut findings, &mut notes);
    seals::checkpoint(&small, &labels, statement.as_ref(), sealed_by.as_ref(), &mut findings);
    seals::challenge(&labels, statement.as_ref(), &mut findings);
    if let Some(statement) = &statement {
        figures::check(statement, &mut findings, &mut notes);
        structure::agreement(bag, &labels, statement, &mut findings);
        tables(&small, statement, &mut findings);
    }
    how_to_verify(&small, &mut findings);

    let digests = if findings.need(payload <= limits.payload, &codes::TOO_LARGE, "data") {
        let stated = stated(statement.as_ref());
        let digests = payload::digests(bag, &small, stated, threads, progress, &mut findings)?;
        let tagged = manifests.tags.files.iter().filter(|(path, _)| names::TAGGED.contains(&path.as_str()));
        for (path, listed) in manifests.payload.files.iter().chain(tagged) {
            if let Some(digest) = digests.files.get(path) {
                findings.need(digest == listed, &codes::DIGEST, bag::named(path));
            }
        }
        datapackage(bag, &small, statement.as_ref(), digests.files.get(names::LIST), &mut findings);
        digests
    } else {
        payload::Digests::default()
    };

    let integrity = small.bytes(names::TAGMANIFEST).map(sha256);
    let mut pinned = Vec::new();
    if let Some(hash) = pins.hash {
        if integrity == Some(hash) {
            pinned.push(Pinned::IntegrityHash);
        } else if digests.zip == Some(hash) {
            pinned.push(Pinned::ZipHash);
        } else {
            findings.add(&codes::PIN_HASH, "");
        }
    }
    if pins.seal.is_some() && !findings.has(&codes::PIN_SEAL) && sealed_by.is_some() {
        pinned.push(Pinned::Seal);
    }
    let whole = findings.is_empty();
    Ok(Report {
        verified: whole && !pinned.is_empty(),
        pinned,
        integrity,
        zip_sha256: digests.zip,
        seal: sealed_by.map(|key| key.fingerprint()),
        id: statement.as_ref().map(|statement| statement.id.clone()).filter(|id| names::is_id(id)),
        size: statement.as_ref().map(|statement| statement.register.size),
        timestamp,
        findings: findings.into_list(),
        notes,
        whole: statement.filter(|_| whole).map(|statement| (statement, labels)),
    })
}

/// `counts.csv` repeats the statement's tables.
fn tables(small: &Small, statement: &Statement, findings: &mut Findings) {
    if let Some(bytes) = small.bytes(names::COUNTS) {
        findings.need(bytes == counts_csv(&statement.counts), &codes::COUNTS_CSV, names::COUNTS);
    }
}

/// UTF-8 with a byte order mark and CR LF, so that any editor shows it.
fn how_to_verify(small: &Small, findings: &mut Findings) {
    if let Some(bytes) = small.bytes(names::HOW_TO_VERIFY) {
        let text = std::str::from_utf8(bytes).ok().and_then(|text| text.strip_prefix('\u{feff}'));
        let lines = text.is_some_and(|text| {
            text.ends_with("\r\n") && text.split_terminator("\r\n").all(|line| !line.contains(['\r', '\n', '\u{feff}']))
        });
        findings.need(lines, &codes::HOW_TO_VERIFY, names::HOW_TO_VERIFY);
    }
}

/// `datapackage.json` is canonical JSON and speaks of the list that is there.
fn datapackage(bag: &Bag, small: &Small, statement: Option<&Statement>, list: Option<&Hash>, findings: &mut Findings) {
    let Some(bytes) = small.bytes(names::DATAPACKAGE) else { return };
    let read = crate::jcs::parse(bytes).filter(|(_, canonical)| *canonical);
    let holds = read.is_some_and(|(package, _)| {
        let resource = &package["resources"][0];
        let same = |member: &str, value: Option<serde_json::Value>| {
            resource.get(member).is_none_or(|said| value.is_none_or(|value| *said == value))
        };
        let columns = statement.and_then(|statement| statement.list.as_ref()).map(|list| &list.columns);
        let fields = resource["schema"]["fields"].as_array();
        package["resources"].as_array().is_some_and(|all| all.len() == 1)
            && resource["path"] == "signatures.csv"
            && same("bytes", bag.sizes.get(names::LIST).map(|size| (*size).into()))
            && same("hash", list.map(|digest| format!("sha256:{}", hex(digest)).into()))
            && columns.is_none_or(|columns| {
                fields.is_some_and(|fields| {
                    fields.iter().map(|field| field["name"].as_str()).eq(columns.iter().map(|name| Some(name.as_str())))
                })
            })
    });
    findings.need(holds, &codes::DATAPACKAGE, names::DATAPACKAGE);
}

/// What the list is compared with.
fn stated(statement: Option<&Statement>) -> list::Stated {
    let Some(statement) = statement else { return list::Stated::default() };
    let counts = &statement.counts;
    list::Stated {
        columns: statement.list.as_ref().map(|list| list.columns.clone()),
        size: Some(statement.register.size),
        k: statement.policy.k,
        named: statement.policy.name == "named",
        countries: counts.by_country.iter().map(|cell| cell.country.clone()).collect(),
        periods: counts.by_period.iter().map(|cell| cell.period.clone()).collect(),
    }
}
