//! A custodian's answer: the drawn entries opened, as files under the dossier's own seal (dossier-format §8.5).
//!
//! In: a vault, the dossier's terms, what the official asked. Out: the response's files, what the vault must be cut to, and
//! whose data will leave. Never: a file written, a vault changed: the door does both, in that order and not before it was said.

use super::ChallengeError;
use super::opened::prove;
use super::receipt::{Dice, Receipt, names};
use super::terms::Terms;
use crate::package::manifest;
use crate::package::response::{self, MOST_ENTRIES, ResponseStatement};
use crate::paper::{Fonts, PaperSize, SheetEntry, SheetPage, sheet};
use crate::proof::digest::sha256;
use crate::proof::seal::{self, SealKey};
use crate::vault::{Answered, Opened, Plain};
use std::io::{Read, Seek};
use zeroize::Zeroizing;

/// How the sheet is set.
pub struct Looks<'f> {
    pub fonts: &'f Fonts,
    pub paper: PaperSize,
}

/// The answer to one challenge, in memory.
pub struct Response {
    /// Files by their path, in byte order of it.
    pub files: Vec<(String, Zeroizing<Vec<u8>>)>,
    pub statement: ResponseStatement,
    pub disclosure: Disclosure,
    /// Leaf indexes that stay in the vault: the first `Challenge-Max-Rows` drawn.
    pub kept: Vec<u64>,
    pub answered: Answered,
}

/// Whose data leaves, and how much of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Entries that are opened.
    pub opened: u64,
    /// Entries that cannot be opened any more.
    pub withheld: u64,
    /// Of each field, how many of the opened entries have a value.
    pub fields: Vec<(String, u64)>,
}

/// Opens what was drawn. `vault`: of this dossier. `key`: the key that sealed the dossier.
///
/// # Errors
/// Another dossier's vault, another key, other dice than were answered, a damaged vault.
pub fn respond<S: Read + Seek>(
    vault: &mut Plain<S>,
    terms: &Terms,
    receipt: &Receipt,
    key: &SealKey,
    looks: &Looks<'_>,
) -> Result<Response, ChallengeError> {
    belongs(vault, terms)?;
    if key.public().fingerprint() != terms.seal {
        return Err(ChallengeError::OtherSeal);
    }
    let challenge = terms.challenge.as_ref().ok_or(ChallengeError::None)?;
    let nonce = vault.about().nonce.ok_or(ChallengeError::OtherDossier("nonce"))?.0;
    if vault.about().answered.as_ref().is_some_and(|answered| answered.dice != receipt.dice) {
        return Err(ChallengeError::OtherDice);
    }
    let seed = terms.seed(&nonce, &Dice::parse(&receipt.dice)?)?;
    let most = challenge.max_rows.min(terms.size);
    let drawn = seed.entries(terms.size, most.min(MOST_ENTRIES));
    let sample = &drawn[..drawn.len().min(receipt.size as usize)];
    let open = receipt.field_names();

    let mut files: Vec<(String, Zeroizing<Vec<u8>>)> = Vec::with_capacity(sample.len() + 4);
    let mut entries = Vec::with_capacity(sample.len());
    let mut withheld = Vec::new();
    for entry in sample {
        let (held, path) = vault.entry(entry - 1)?;
        match (&held.seed, &held.values) {
            (Some(seed), Some(values)) => {
                let proof = prove(terms, entry - 1, seed, values, path, &open);
                files.push((response::proof_path(*entry), Zeroizing::new(proof.write().into_bytes())));
            }
            _ => withheld.push(*entry),
        }
        entries.push((*entry, held));
    }
    withheld.sort_unstable();
    let statement = ResponseStatement {
        id: terms.id.clone(),
        integrity: terms.integrity,
        dice: receipt.dice.clone(),
        nonce,
        seed: seed.decimal(),
        size: receipt.size,
        fields: open,
        entries: sample.to_vec(),
        withheld,
    };
    let sheet = sample_sheet(terms, receipt, &entries, looks)?;
    files.push((response::STATEMENT.to_owned(), Zeroizing::new(statement.to_text().into_bytes())));
    files.push((response::SHEET.to_owned(), Zeroizing::new(sheet)));
    let listed = manifest::to_text(files.iter().map(|(path, bytes)| (path.as_str(), sha256(bytes))));
    let armour = key.seal(listed.as_bytes(), seal::RESPONSE);
    files.push((response::MANIFEST.to_owned(), Zeroizing::new(listed.into_bytes())));
    files.push((response::SEAL.to_owned(), Zeroizing::new(armour.into_bytes())));
    files.sort_by(|(a, _), (b, _)| a.as_bytes().cmp(b.as_bytes()));
    Ok(Response {
        files,
        disclosure: disclosure(terms, receipt, &entries),
        kept: drawn.iter().map(|entry| entry - 1).collect(),
        answered: Answered { dice: receipt.dice.clone(), size: receipt.size },
        statement,
    })
}

/// Is the vault this dossier's?
fn belongs<S: Read + Seek>(vault: &Plain<S>, terms: &Terms) -> Result<(), ChallengeError> {
    let about = vault.about();
    for (same, what) in [
        (about.id == terms.id, "id"),
        (about.root.0 == terms.root, "root"),
        (about.integrity.0 == terms.integrity, "integrity hash"),
        (about.seal_fingerprint == terms.seal, "seal"),
        (about.fields == terms.fields, "register"),
        (vault.size() == terms.size, "size"),
    ] {
        if !same {
            return Err(ChallengeError::OtherDossier(what));
        }
    }
    Ok(())
}

/// The value of each asked field, in the receipt's order.
fn values<'o>(terms: &Terms, receipt: &Receipt, held: &'o Opened) -> Option<Vec<&'o str>> {
    let values = held.values.as_ref()?;
    let of = |name: &str| terms.fields.iter().position(|known| known == name).and_then(|place| values.get(place));
    Some(receipt.fields.iter().map(|field| of(field.name()).map_or("", String::as_str)).collect())
}

fn disclosure(terms: &Terms, receipt: &Receipt, entries: &[(u64, Opened)]) -> Disclosure {
    let opened: Vec<Vec<&str>> = entries.iter().filter_map(|(_, held)| values(terms, receipt, held)).collect();
    let filled = |place: usize| opened.iter().filter(|values| !values[place].is_empty()).count() as u64;
    Disclosure {
        opened: opened.len() as u64,
        withheld: (entries.len() - opened.len()) as u64,
        fields: names(&receipt.fields).into_iter().enumerate().map(|(place, name)| (name, filled(place))).collect(),
    }
}

fn sample_sheet(
    terms: &Terms,
    receipt: &Receipt,
    entries: &[(u64, Opened)],
    looks: &Looks<'_>,
) -> Result<Vec<u8>, ChallengeError> {
    let rows: Vec<SheetEntry<'_>> = entries
        .iter()
        .map(|(entry, held)| SheetEntry { entry: *entry, values: values(terms, receipt, held) })
        .collect();
    let statement = &terms.statement;
    Ok(sheet(
        &SheetPage {
            title: &statement.petition.title,
            organiser: &statement.organiser.name,
            recipient: &statement.recipient.name,
            office: statement.recipient.office.as_deref(),
            country: statement.recipient.country.as_deref(),
            language: &statement.petition.language,
            id: &terms.id,
            created: terms.created,
            integrity: &terms.integrity,
            root: &terms.root,
            size: terms.size,
            dice: &receipt.dice,
            fields: &receipt.fields,
            list: terms.columns.is_some(),
            paper: looks.paper,
            entries: &rows,
        },
        looks.fonts,
    )?)
}
