//! A response → findings: are these the drawn entries, does each open exactly what was asked, and what does the sample say?
//!
//! In: a dossier, a response, the receipt. Out: findings, the opened entries, the 95 % bound. Never: a draw by the response's
//! own dice called confirmed; a value in a finding.

use super::ChallengeError;
use super::listed::Lines;
use super::opened::{self, Opening};
use super::receipt::{Dice, Receipt, Size};
use super::terms::Terms;
use crate::fields::Field;
use crate::package::response::{self, MOST_ENTRIES, ResponseStatement};
use crate::package::zip::dos_date;
use crate::package::{manifest, names};
use crate::progress::Progress;
use crate::proof::digest::{Sha256, sha256};
use crate::proof::sample::{bound_95, nonce_commitment};
use crate::proof::seal;
use crate::verify::bag::{Bag, named};
use crate::verify::findings::{self as codes, Findings};
use crate::verify::structure::manifest_faults;
use crate::verify::{self, Finding, Limits, Pins, Report, VerifyError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A proof with all its values; a record of the vault is not longer.
const LONGEST_PROOF: u64 = 48 << 20;
/// All proofs together.
const TOGETHER: u64 = 512 << 20;
const SMALL: u64 = 16 << 20;

/// How many of the opened entries the official found false by looking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bad(pub u64);

/// What a check found.
pub struct Checked {
    pub dossier: Report,
    /// Of the dossier, then of the response.
    pub findings: Vec<Finding>,
    /// What was drawn; none where the response could not be read so far.
    pub sample: Option<Sample>,
    /// Entries that do not open, withheld ones and those found false.
    pub bad: u64,
    /// At most so many of the register are bad, with 95 % confidence; none without a sample.
    pub bound: Option<u64>,
    /// Was there a receipt?
    pub receipt: bool,
}

/// A sample, as the receipt asks for it; without a receipt, as the response does.
pub struct Sample {
    pub dice: String,
    pub size: u64,
    pub fields: Vec<String>,
    /// In drawn order.
    pub entries: Vec<Drawn>,
}

/// A drawn entry.
pub struct Drawn {
    pub entry: u64,
    /// Names and values; none where it does not open.
    pub opened: Option<Vec<(String, String)>>,
    /// The list's line, as the entry commits to it.
    pub shown: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The receipt's challenge, answered to a dossier that was compared with paper.
    Confirmed,
    /// The same, but nobody compared the dossier with paper.
    Holds,
    /// All of it holds for the response's own dice, which prove nothing.
    DiceNotConfirmed,
    NotConfirmed,
}

impl Checked {
    /// May the bound be quoted? Faults of single entries are counted in it; any other says that this is not the asked sample.
    pub fn is_quotable(&self) -> bool {
        self.receipt
            && self.findings.iter().all(|finding| codes::OF_ONE_ENTRY.iter().any(|code| code.name == finding.code))
    }

    pub fn verdict(&self) -> Verdict {
        match (self.findings.is_empty() && self.sample.is_some(), self.receipt, self.dossier.verified) {
            (false, ..) => Verdict::NotConfirmed,
            (true, false, _) => Verdict::DiceNotConfirmed,
            (true, true, false) => Verdict::Holds,
            (true, true, true) => Verdict::Confirmed,
        }
    }
}

/// What the official's receipt says.
pub struct Asked {
    pub dice: Dice,
    pub size: Size,
    pub fields: Vec<Field>,
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[error(transparent)]
    Receipt(#[from] ChallengeError),
    #[error("{bad} entries cannot be false where {opened} were opened. Count again those that you found false.")]
    Bad { bad: u64, opened: u64 },
}

/// Checks a response to a dossier. `asked`: from the receipt, where there is one.
///
/// # Errors
/// Where a file cannot be read, or the receipt asks what the dossier does not allow.
pub fn check(
    dossier: &Path,
    response: &Path,
    asked: Option<Asked>,
    bad: Bad,
    pins: &Pins,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Checked, CheckError> {
    let limits = Limits::default();
    let (report, bag) = verify::verify_open(dossier, pins, None, limits, threads, progress)?;
    let mut checked = Checked {
        findings: report.findings.clone(),
        dossier: report,
        sample: None,
        bad: 0,
        bound: None,
        receipt: asked.is_some(),
    };
    let Some(terms) = terms(&checked.dossier, &bag)? else { return Ok(checked) };
    let receipt = asked.map(|asked| Receipt::of(&terms, asked.dice, asked.size, asked.fields)).transpose()?;
    let mut findings = Findings::default();
    checked.sample = sample(&terms, &bag, response, receipt, &mut findings)?;
    checked.findings.extend(findings.within("response").into_list());
    if let Some(sample) = &checked.sample {
        let opened = sample.entries.iter().filter(|drawn| drawn.opened.is_some()).count() as u64;
        if bad.0 > opened {
            return Err(CheckError::Bad { bad: bad.0, opened });
        }
        checked.bad = sample.size - opened + bad.0;
        checked.bound = Some(bound_95(terms.size, sample.size, checked.bad));
    }
    Ok(checked)
}

/// Verifies a dossier and gives its terms; none where it has a finding.
///
/// # Errors
/// Where it cannot be read.
pub fn verified_terms(
    dossier: &Path,
    pins: &Pins,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Option<Terms>, VerifyError> {
    let (report, bag) = verify::verify_open(dossier, pins, None, limits, threads, progress)?;
    terms(&report, &bag)
}

/// The terms of a dossier that was verified and is still open.
fn terms(report: &Report, bag: &Bag<'_>) -> Result<Option<Terms>, VerifyError> {
    let mut note = Vec::new();
    if report.whole.is_some() {
        bag.stream(names::CHECKPOINT, &mut Findings::default(), &mut |part| note.extend_from_slice(part))?;
    }
    Ok(Terms::of(report, String::from_utf8_lossy(&note).into_owned()))
}

fn sample(
    terms: &Terms,
    dossier: &Bag<'_>,
    response: &Path,
    receipt: Option<Receipt>,
    findings: &mut Findings,
) -> Result<Option<Sample>, VerifyError> {
    let bag = Bag::open(response, findings)?;
    if findings.has(&codes::ZIP_END) {
        return Ok(None);
    }
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
    let files = Files::read(&bag, findings)?;
    seal_and_manifest(terms, &bag, &files, findings);
    let Some(bytes) = files.bytes.get(response::STATEMENT) else { return Ok(None) };
    let Some(said) = ResponseStatement::read(bytes) else {
        findings.add(&codes::RESPONSE_JSON, response::STATEMENT);
        return Ok(None);
    };
    let Some(drawn) = drawn(terms, &said, receipt.as_ref(), findings) else { return Ok(None) };
    let open = receipt.as_ref().map_or_else(|| said.fields.clone(), Receipt::field_names);
    let mut opened = proofs(terms, &said, &files, &drawn, &open, findings);
    compare_lines(terms, dossier, &mut opened, findings)?;
    let entries = drawn.into_iter().map(|entry| {
        let opening = opened.remove(&entry).filter(|opening| opening.whole);
        let (opened, shown) = opening.map_or((None, None), |opening| (Some(opening.fields), opening.shown));
        Drawn { entry, opened, shown }
    });
    let (dice, size) = receipt.map_or((said.dice, said.size), |receipt| (receipt.dice, receipt.size));
    Ok(Some(Sample { dice, size, fields: open, entries: entries.collect() }))
}

/// The response's files in memory, within bounds, but for the sheet, of which the digest is enough.
struct Files {
    bytes: BTreeMap<String, Vec<u8>>,
    digests: BTreeMap<String, [u8; 32]>,
}

impl Files {
    fn read(bag: &Bag<'_>, findings: &mut Findings) -> Result<Files, VerifyError> {
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
fn seal_and_manifest(terms: &Terms, bag: &Bag<'_>, files: &Files, findings: &mut Findings) {
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

/// Compares what the response says with dossier and receipt; gives the entries that are drawn.
fn drawn(
    terms: &Terms,
    said: &ResponseStatement,
    receipt: Option<&Receipt>,
    findings: &mut Findings,
) -> Option<Vec<u64>> {
    let place = response::STATEMENT;
    findings.need(said.id == terms.id && said.integrity == terms.integrity, &codes::RESPONSE_DOSSIER, place);
    let Some(challenge) = &terms.challenge else {
        findings.add(&codes::RESPONSE_NONE, place);
        return None;
    };
    let opens = nonce_commitment(&said.nonce) == challenge.commitment;
    findings.need(opens, &codes::RESPONSE_NONCE, place);
    let own_dice = Dice::parse(&said.dice).ok().filter(|dice| dice.digits() == said.dice);
    findings.need(own_dice.is_some(), &codes::RESPONSE_DICE, place);
    let most = challenge.max_rows.min(terms.size).min(MOST_ENTRIES);
    let sized = findings.need((1..=most).contains(&said.size), &codes::RESPONSE_SIZE, place);
    let named: Option<Vec<Field>> = said.fields.iter().map(|name| Field::from_name(name)).collect();
    let allowed = named.is_some_and(|fields| {
        fields.is_sorted_by(|a, b| a < b) && fields.iter().all(|field| challenge.fields.contains(field))
    });
    findings.need(allowed, &codes::RESPONSE_FIELDS, place);
    if let Some(receipt) = receipt {
        findings.need(said.dice == receipt.dice, &codes::RECEIPT_DICE, place);
        findings.need(said.size == receipt.size, &codes::RECEIPT_SIZE, place);
        findings.need(said.fields == receipt.field_names(), &codes::RECEIPT_FIELDS, place);
    }
    if let Some(Ok(seed)) = own_dice.as_ref().filter(|_| opens).map(|dice| terms.seed(&said.nonce, dice)) {
        findings.need(said.seed == seed.decimal(), &codes::RESPONSE_SEED, place);
    }
    let (dice, size) = match receipt {
        Some(receipt) => (Dice::parse(&receipt.dice).ok()?, receipt.size),
        None => (own_dice?, sized.then_some(said.size)?),
    };
    let drawn = terms.seed(&said.nonce, &dice).ok()?.entries(terms.size, size);
    findings.need(said.entries == drawn, &codes::RESPONSE_ENTRIES, place);
    Some(drawn)
}

/// Opens each drawn entry that has a proof; what is missing, beyond or broken is a finding.
fn proofs(
    terms: &Terms,
    said: &ResponseStatement,
    files: &Files,
    drawn: &[u64],
    open: &[String],
    findings: &mut Findings,
) -> BTreeMap<u64, Opening> {
    let wanted: BTreeSet<u64> = drawn.iter().copied().collect();
    let withheld: BTreeSet<u64> = said.withheld.iter().copied().collect();
    let proved: BTreeSet<u64> = files.digests.keys().filter_map(|path| response::entry_of(path)).collect();
    let holds =
        said.withheld.is_sorted_by(|a, b| a < b) && withheld.is_subset(&wanted) && withheld.is_disjoint(&proved);
    findings.need(holds, &codes::RESPONSE_WITHHELD, response::STATEMENT);
    for entry in proved.difference(&wanted) {
        findings.add(&codes::PROOF_UNDRAWN, response::proof_path(*entry));
    }
    let mut opened = BTreeMap::new();
    for entry in &wanted {
        let path = response::proof_path(*entry);
        match files.bytes.get(&path) {
            Some(proof) => {
                let opening = opened::open(terms, *entry, proof, open, &mut |code| findings.add(code, path.as_str()));
                opened.extend(opening.map(|opening| (*entry, opening)));
            }
            None if withheld.contains(entry) || files.digests.contains_key(&path) => {}
            None => findings.add(&codes::PROOF_MISSING, path),
        }
    }
    opened
}

/// What an entry shows is the line of the list.
fn compare_lines(
    terms: &Terms,
    dossier: &Bag<'_>,
    opened: &mut BTreeMap<u64, Opening>,
    findings: &mut Findings,
) -> Result<(), VerifyError> {
    if terms.columns.is_none() {
        return Ok(());
    }
    let wanted: Vec<u64> = opened.keys().copied().collect();
    let mut lines = Lines::new(&wanted);
    dossier.stream(names::LIST, &mut Findings::default(), &mut |part| lines.part(part))?;
    for (entry, opening) in opened {
        let same = opening.shown.is_none() || opening.shown.as_ref() == lines.found.get(entry);
        opening.whole &= findings.need(same, &codes::PROOF_SHOWN, response::proof_path(*entry));
    }
    Ok(())
}
