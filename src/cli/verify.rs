//! `verify`: every finding, then the verdict.

use super::args::VerifyArgs;
use super::meter::Meter;
use super::voice::{Plain, Style, Trouble, Voice, grouped};
use super::{Answer, files, kind, tell};
use crate::challenge::{self, Terms};
use crate::progress::{Progress, Silent};
use crate::proof::digest;
use crate::proof::seal::{SealPublic, parse_allowed_signers};
use crate::proof::timestamp::Roots;
use crate::verify::{self, Finding, Limits, Pinned, Pins, Report, SealPin, Stamped, Verdict, VerifyError};
use std::path::{Path, PathBuf};

pub fn run(typed: VerifyArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let pins = pins(typed.hash.as_deref(), typed.seal.as_deref())?;
    let roots = roots(&typed.tsa_root)?;
    kind::is_a_dossier(&typed.dossier)?;
    let meter = Meter::start();
    let report =
        verify::verify_dated(&typed.dossier, &pins, roots.as_ref(), Limits::default(), typed.work.threads(), &meter);
    meter.clear();
    let report = report.map_err(|error| trouble(&error))?;
    for note in &report.notes {
        voice.note(note);
    }
    if roots.is_some() && report.timestamp.is_none() {
        voice.note("There is no time stamp to compare with the roots you gave. That is no fault: one may be missing.");
    }
    if typed.json {
        voice.json(&report.as_json());
    } else {
        voice.result(&in_words(&report, roots.is_some(), voice));
    }
    Ok(match report.verdict() {
        Verdict::Verified | Verdict::Whole => Answer::Yes,
        Verdict::NotVerified => Answer::No,
    })
}

/// The certificates of all these files, where some are named.
pub fn roots(files: &[PathBuf]) -> Result<Option<Roots>, Trouble> {
    let mut all: Option<Roots> = None;
    for file in files {
        let parse = |text: &str| {
            Roots::parse(text).ok_or(
                "it holds no certificate in PEM. Give the root certificate that the time stamping authority publishes.",
            )
        };
        let more = files::parsed(file, parse)?;
        all = Some(all.unwrap_or_default().and(more));
    }
    Ok(all)
}

/// The time that a dossier is stamped with, and how far that can be relied on.
pub fn stamped(stamp: &Stamped, compared: bool) -> String {
    let (time, tsa) = (stamp.time_in_words(), Plain(&stamp.tsa));
    match (stamp.trusted, compared) {
        (true, _) => format!("{time} by {tsa}, which leads to a root you gave"),
        (false, true) => format!("{time} claimed by {tsa}, which leads to no root you gave"),
        (false, false) => format!("{time} claimed by {tsa}, not checked against a root"),
    }
}

/// Verifies a dossier that this program has just made.
pub fn against_hash(dossier: &Path, integrity: &[u8; 32], threads: usize) -> Result<Report, Trouble> {
    let pins = Pins { hash: Some(*integrity), seal: None };
    verify::verify(dossier, &pins, Limits::default(), threads, &Silent).map_err(|error| trouble(&error))
}

/// What was typed from paper.
///
/// # Errors
/// What is no hash, no fingerprint and no key.
pub fn pins(hash: Option<&str>, seal: Option<&str>) -> Result<Pins, Trouble> {
    Ok(Pins { hash: hash.map(hash_from_paper).transpose()?, seal: seal.map(seal_pin).transpose()? })
}

/// What a dossier allows to be drawn and opened; none where it has a finding.
///
/// # Errors
/// What cannot be read, or is no dossier.
pub fn terms(
    dossier: &Path,
    pins: &Pins,
    limits: Limits,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Option<Terms>, Trouble> {
    kind::is_a_dossier(dossier)?;
    challenge::verified_terms(dossier, pins, limits, threads, progress).map_err(|error| trouble(&error))
}

/// A dossier that does not verify takes no challenge.
///
/// # Errors
/// Always.
pub fn refused(dossier: &Path) -> Result<Answer, Trouble> {
    let shown = dossier.display().to_string();
    Err(Trouble::no(format_args!(
        "{} does not verify, so nothing can be drawn from it. `handover verify` says what is wrong with it.",
        Plain(&shown)
    )))
}

pub fn trouble(error: &VerifyError) -> Trouble {
    match error {
        VerifyError::Unreadable { file, kind } => files::unreadable(file, *kind),
        other => Trouble::could_not(other),
    }
}

/// The verdict, and what it was compared with.
pub fn verdict(report: &Report) -> String {
    match report.verdict() {
        Verdict::NotVerified => "not verified".to_owned(),
        Verdict::Whole => "whole, but not compared with paper".to_owned(),
        Verdict::Verified => {
            let by: Vec<&str> = report.pinned.iter().map(|pin| said(*pin)).collect();
            format!("verified: whole, and {} as given", by.join(" and "))
        }
    }
}

fn said(pin: Pinned) -> &'static str {
    match pin {
        Pinned::IntegrityHash => "the integrity hash is",
        Pinned::ZipHash => "the zip's SHA-256 is",
        Pinned::Seal => "the seal is",
    }
}

/// Each finding with its place, and what to do.
pub fn findings_in_words(findings: &[Finding], voice: &Voice) -> String {
    let mut out = String::new();
    for kind in by_code(findings) {
        for place in kind.places.iter().take(PLACES_SHOWN) {
            let place = if place.is_empty() { String::new() } else { format!(" {}", Plain(place)) };
            out.push_str(&format!("{}{place}\n", voice.paint(Style::Red, kind.code)));
        }
        match kind.places.len().saturating_sub(PLACES_SHOWN) {
            0 => {}
            1 => out.push_str("  and 1 more place, which --json names\n"),
            more => out.push_str(&format!("  and {} more places, which --json names\n", grouped(more as u64))),
        }
        for message in kind.messages {
            out.push_str(&format!("{}\n", tell::wrapped(&Plain(message).to_string(), 2, 100)));
        }
    }
    out
}

/// Of one kind of finding; the rest is counted.
const PLACES_SHOWN: usize = 10;

/// All that was found under one code: each place once; what is wrong, and where not every place was kept, how many more there are.
struct OneKind<'f> {
    code: &'static str,
    places: Vec<&'f str>,
    messages: Vec<&'f str>,
}

/// In the order in which each code was first found.
fn by_code(findings: &[Finding]) -> Vec<OneKind<'_>> {
    let mut kinds: Vec<OneKind<'_>> = Vec::new();
    for Finding { code, place, message } in findings {
        let known = kinds.iter().position(|kind| kind.code == *code);
        let kind = match known {
            Some(at) => &mut kinds[at],
            None => {
                kinds.push(OneKind { code, places: vec![place], messages: vec![message] });
                continue;
            }
        };
        if !kind.messages.contains(&message.as_str()) {
            kind.messages.push(message);
        } else if !kind.places.contains(&place.as_str()) {
            kind.places.push(place);
        }
    }
    kinds
}

fn in_words(report: &Report, compared: bool, voice: &Voice) -> String {
    let mut out = findings_in_words(&report.findings, voice);
    let style = match report.verdict() {
        Verdict::Verified => Style::Green,
        Verdict::Whole => Style::Yellow,
        Verdict::NotVerified => Style::Red,
    };
    out.push_str(&format!("{}\n", voice.paint(style, &verdict(report))));
    let mut lines = Vec::new();
    if let Some(integrity) = &report.integrity {
        let [first, second] = tell::hash_lines(integrity);
        lines.extend([("integrity hash", first), ("", second)]);
    }
    let size = report.size.map(grouped);
    let stamp = report.timestamp.as_ref().map(|stamp| stamped(stamp, compared));
    for (name, value) in [("seal", &report.seal), ("id", &report.id), ("signatures", &size), ("time stamp", &stamp)] {
        lines.extend(value.as_ref().map(|value| (name, value.clone())));
    }
    out.push_str(&tell::pairs(&lines));
    out
}

/// 64 hexadecimal digits, in groups or not, in capitals or not: as people copy them from paper.
fn hash_from_paper(typed: &str) -> Result<[u8; 32], Trouble> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    digest::unhex32(&digits.to_ascii_lowercase()).ok_or_else(|| {
        Trouble::could_not(
            "what follows --hash is no hash. Type the 64 digits (0-9, a-f) from the slip; spaces between them do not matter.",
        )
    })
}

/// A fingerprint, or a file with a public key: an OpenSSH line, or a line of `allowed_signers`.
fn seal_pin(typed: &str) -> Result<SealPin, Trouble> {
    if let Some(rest) = typed.strip_prefix("SHA256:") {
        let whole = rest.len() == 43 && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/".contains(&b));
        return whole.then(|| SealPin::Fingerprint(typed.to_owned())).ok_or_else(|| {
            Trouble::could_not(
                "what follows --seal is no fingerprint. It has `SHA256:` and 43 letters, digits, `+` or `/`, as on the slip.",
            )
        });
    }
    let parse = |text: &str| {
        SealPublic::parse_openssh(text)
            .or_else(|| parse_allowed_signers(text.as_bytes()).map(|(_, key)| key))
            .map(SealPin::Key)
            .ok_or("what follows --seal is no public key. Give seal.pub, or a fingerprint that begins `SHA256:`.")
    };
    files::parsed(Path::new(typed), parse)
}

#[cfg(test)]
mod tests {
    use super::by_code;
    use crate::verify::findings::{DIGEST, FILE_UNKNOWN, Findings};

    #[test]
    fn what_was_found_in_many_places_is_said_once() {
        for many in [1, 2, 100, 101, 121] {
            let mut findings = Findings::default();
            findings.add(&FILE_UNKNOWN, "first");
            findings.add(&DIGEST, "a");
            findings.add(&FILE_UNKNOWN, "first");
            (3..=many).for_each(|n| findings.add(&FILE_UNKNOWN, format!("x{n}")));
            let list = findings.into_list();
            let kinds = by_code(&list);
            assert_eq!(kinds.iter().map(|kind| kind.code).collect::<Vec<_>>(), ["file-unknown", "digest"]);
            assert_eq!(kinds[0].places.len(), many.clamp(2, 100) - 1, "{many}");
            assert_eq!(kinds[0].messages.len(), 1 + usize::from(many > 100), "{many}");
            assert_eq!((&kinds[1].places, kinds[1].messages.len()), (&vec!["a"], 1));
        }
    }
}
