//! The entries of a response: are they the drawn ones, does each open, is what it shows the list's line?
//!
//! In: what the response says, its proofs, the receipt. Out: findings, openings. Never: an entry drawn by a receipt's dice from
//! another nonce than the sealed one.

use super::files::Files;
use crate::challenge::listed::Lines;
use crate::challenge::opened::{self, Opening};
use crate::challenge::receipt::{Dice, Receipt};
use crate::challenge::terms::Terms;
use crate::fields::Field;
use crate::package::names;
use crate::package::response::{self, MOST_ENTRIES, ResponseStatement};
use crate::proof::sample::nonce_commitment;
use crate::verify::VerifyError;
use crate::verify::bag::Bag;
use crate::verify::findings::{self as codes, Findings};
use std::collections::{BTreeMap, BTreeSet};

/// Compares what the response says with dossier and receipt; gives the entries that are drawn.
pub(super) fn drawn(
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
pub(super) fn proofs(
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
pub(super) fn compare_lines(
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
