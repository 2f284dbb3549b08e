//! One drawn entry's proof, made from what the vault holds of it, and read again (dossier-format §8.6).
//!
//! In: seed, values and path; or the bytes of a proof. Out: the proof; or what it opened, or its one fault. Never: a field
//! opened that was not asked for.

use super::terms::Terms;
use crate::jcs;
use crate::package::tlog_proof::TlogProof;
use crate::proof::Hash;
use crate::proof::commitment::{field_digest, salts};
use crate::proof::opening::{self, Part};
use crate::proof::tree::root_from_path;
use crate::verify::findings::{self as codes, Code};
use zeroize::{Zeroize, Zeroizing};

/// What stands beside the register's fields where there is a list.
pub(super) const SHOWN: &str = "shown";

/// The proof of the entry at leaf index `index`. `values`: one for each of the register's fields; `open`: the names to open.
pub(super) fn prove(
    terms: &Terms,
    index: u64,
    seed: &Hash,
    values: &[String],
    path: Vec<Hash>,
    open: &[String],
) -> TlogProof {
    let mut row_salts = Vec::with_capacity(values.len());
    salts(seed, values.len(), &mut row_salts);
    let parts: Vec<Part> = terms
        .fields
        .iter()
        .zip(values)
        .zip(&row_salts)
        .map(|((name, value), salt)| match name == SHOWN || open.contains(name) {
            true => Part::Open { salt: *salt, value: value.clone() },
            false => Part::Hidden(field_digest(salt, value.as_bytes())),
        })
        .collect();
    row_salts.zeroize();
    TlogProof { extra: Zeroizing::new(opening::write(&parts)), index, path, checkpoint: terms.checkpoint.clone() }
}

/// What a proof opens: names and values in the register's order, and the list's line where there is a list.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// Nothing is wrong with it.
    pub whole: bool,
    pub fields: Vec<(String, String)>,
    pub shown: Option<String>,
}

/// Opens the proof of `entry`, of which exactly `open` shall be seen; what is wrong with it goes to `fault`. `None` where nothing
/// can be read in it.
pub(super) fn open(
    terms: &Terms,
    entry: u64,
    untrusted_proof: &[u8],
    open: &[String],
    fault: &mut dyn FnMut(&'static Code),
) -> Option<Opening> {
    let mut whole = true;
    let mut need = |holds: bool, code: &'static Code| {
        if !holds {
            whole = false;
            fault(code);
        }
    };
    let Some(proof) = TlogProof::read(untrusted_proof) else {
        need(false, &codes::PROOF_FORM);
        return None;
    };
    let index = entry - 1;
    need(proof.index == index, &codes::PROOF_INDEX);
    need(proof.checkpoint == terms.checkpoint, &codes::PROOF_CHECKPOINT);
    // A short text can hold so many values that in memory they take a hundred times its length.
    let parts = jcs::has_few_values(proof.extra.as_bytes()).then(|| opening::read(&proof.extra, terms.fields.len()));
    let Some(parts) = parts.flatten() else {
        need(false, &codes::PROOF_EXTRA);
        return None;
    };
    let asked = |name: &String| name == SHOWN || open.contains(name);
    let fits = |(name, part): (&String, &Part)| asked(name) == matches!(part, Part::Open { .. });
    need(terms.fields.iter().zip(&parts).all(fits), &codes::PROOF_FIELDS);
    let leaf = opening::leaf(index, &parts);
    need(root_from_path(index, terms.size, leaf, &proof.path) == Some(terms.root), &codes::PROOF_ROOT);
    let mut opened = Opening::default();
    for (name, part) in terms.fields.iter().zip(&parts) {
        let Part::Open { value, .. } = part else { continue };
        match name == SHOWN {
            true => opened.shown = Some(value.clone()),
            false => opened.fields.push((name.clone(), value.clone())),
        }
    }
    opened.whole = whole;
    Some(opened)
}
