//! `verify`: every finding, then the verdict.

use super::args::VerifyArgs;
use super::meter::Meter;
use super::voice::{Plain, Style, Trouble, Voice};
use super::{Answer, files, tell};
use crate::progress::Silent;
use crate::proof::digest;
use crate::proof::seal::SealPublic;
use crate::verify::{self, Limits, Pins, Report, SealPin};
use serde_json::{Value, json};
use std::path::Path;

pub fn run(typed: VerifyArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let pins = Pins {
        hash: typed.hash.as_deref().map(hash_from_paper).transpose()?,
        seal: typed.seal.as_deref().map(seal_pin).transpose()?,
    };
    let meter = Meter::start();
    let report = verify::verify(&typed.dossier, &pins, &Limits::default(), typed.work.threads(), &meter);
    meter.clear();
    let report = report.map_err(Trouble::could_not)?;
    if typed.json {
        voice.json(&as_json(&report));
    } else {
        voice.result(&in_words(&report, &pins, voice));
    }
    Ok(if report.verified { Answer::Yes } else { Answer::No })
}

/// Verifies a dossier that this program has just made.
pub fn against_hash(dossier: &Path, integrity: &[u8; 32], threads: usize) -> Result<Report, Trouble> {
    let pins = Pins { hash: Some(*integrity), seal: None };
    verify::verify(dossier, &pins, &Limits::default(), threads, &Silent).map_err(Trouble::could_not)
}
