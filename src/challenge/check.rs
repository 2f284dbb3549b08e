//! A response → findings: are these the drawn entries, does each open exactly what was asked, and what does the sample say?
//!
//! `files`: what must be there, under manifest and seal. `entries`: the draw, each proof, the list's lines.
//! In: a dossier, a response, the receipt. Out: findings, the opened entries, the 95 % bound. Never: a draw by the response's
//! own dice called confirmed; a value in a finding.

mod entries;
mod files;

use super::ChallengeError;
use super::receipt::{Dice, Receipt, Size};
use super::terms::Terms;
use crate::fields::Field;
use crate::package::names;
use crate::package::response::{self, ResponseStatement};
use crate::progress::Progress;
use crate::proof::sample::bound_95;
use crate::verify::bag::Bag;
use crate::verify::findings::{self as codes, Findings};
use crate::verify::{self, Finding, Limits, Pinned, Pins, Report, VerifyError};
use files::Files;
use std::path::Path;

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
    /// The receipt's challenge, answered to the dossier whose integrity hash stands on it.
    Confirmed,
    /// The same, but nobody compared the dossier's integrity hash with the receipt's.
    Holds,
    /// All of it holds for the response's own dice, which prove nothing.
    DiceNotConfirmed,
    NotConfirmed,
}

impl Checked {
    /// Is this the dossier of the receipt? Its seal is not enough: whoever has the key can seal another dossier once the dice are
    /// known, until a draw suits.
    pub fn is_of_receipt(&self) -> bool {
        self.dossier.pinned.iter().any(|pin| *pin != Pinned::Seal)
    }

    /// May the bound be quoted? Faults of single entries are counted in it; any other says that this is not the asked sample.
    pub fn is_quotable(&self) -> bool {
        self.receipt
            && self.is_of_receipt()
            && self.findings.iter().all(|finding| codes::OF_ONE_ENTRY.iter().any(|code| code.name == finding.code))
    }

    pub fn verdict(&self) -> Verdict {
        match (self.findings.is_empty() && self.sample.is_some(), self.receipt, self.is_of_receipt()) {
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
    checked.findings.extend(findings.of_response("response").into_list());
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
    files::structure(terms, &bag, findings);
    let files = Files::read(&bag, findings)?;
    files::seal_and_manifest(terms, &bag, &files, findings);
    let Some(bytes) = files.bytes.get(response::STATEMENT) else { return Ok(None) };
    let Some(said) = ResponseStatement::read(bytes) else {
        findings.add(&codes::RESPONSE_JSON, response::STATEMENT);
        return Ok(None);
    };
    let Some(drawn) = entries::drawn(terms, &said, receipt.as_ref(), findings) else { return Ok(None) };
    let open = receipt.as_ref().map_or_else(|| said.fields.clone(), Receipt::field_names);
    let mut opened = entries::proofs(terms, &said, &files, &drawn, &open, findings);
    entries::compare_lines(terms, dossier, &mut opened, findings)?;
    let entries = drawn.into_iter().map(|entry| {
        let opening = opened.remove(&entry).filter(|opening| opening.whole);
        let (opened, shown) = opening.map_or((None, None), |opening| (Some(opening.fields), opening.shown));
        Drawn { entry, opened, shown }
    });
    let (dice, size) = receipt.map_or((said.dice, said.size), |receipt| (receipt.dice, receipt.size));
    Ok(Some(Sample { dice, size, fields: open, entries: entries.collect() }))
}
