//! `challenge`: the sample that dice and nonce draw together, computed anew by anyone.

use super::args::ChallengeArgs;
use super::meter::Meter;
use super::voice::{Trouble, Voice, grouped};
use super::{Answer, asked, tell, verify};
use crate::challenge::{Receipt, Terms};
use crate::proof::digest;
use crate::verify::{Limits, Pins};
use serde_json::json;

pub fn run(typed: ChallengeArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let (dice, size) = asked::draw(&typed.dice, typed.size.as_deref(), typed.bound.as_deref())?;
    let nonce = digest::unhex32(&typed.nonce.to_ascii_lowercase()).ok_or_else(|| {
        Trouble::could_not("what follows --nonce is no nonce. It has 64 digits (0-9, a-f) and stands in response.json.")
    })?;
    let meter = Meter::start();
    let terms = verify::terms(&typed.dossier, &Pins::default(), Limits::default(), typed.work.threads(), &meter);
    meter.clear();
    let Some(terms): Option<Terms> = terms? else { return verify::refused(&typed.dossier) };
    let fields = terms.challenge.as_ref().map(|challenge| challenge.fields.clone()).unwrap_or_default();
    let receipt = Receipt::of(&terms, dice.clone(), size, fields).map_err(|error| asked::refusal(&error))?;
    let seed = terms.seed(&nonce, &dice).map_err(|error| asked::refusal(&error))?;
    let entries = seed.entries(terms.size, receipt.size);
    if typed.json {
        voice.json(&json!({
            "id": terms.id,
            "integrity_hash": digest::hex(&terms.integrity),
            "register_size": terms.size,
            "dice": receipt.dice,
            "seed": seed.decimal(),
            "size": receipt.size,
            "entries": entries,
        }));
        return Ok(Answer::Yes);
    }
    let numbers: Vec<String> = entries.iter().map(u64::to_string).collect();
    let [first, second] = tell::hash_lines(&terms.integrity);
    let head = tell::pairs(&[
        ("drawn", format!("{} of {}", grouped(receipt.size), grouped(terms.size))),
        ("seed", seed.decimal()),
        ("integrity hash", first),
        ("", second),
    ]);
    voice.result(&format!("{head}\n{}\n", tell::wrapped(&numbers.join(" "), 0, 100)));
    Ok(Answer::Yes)
}
