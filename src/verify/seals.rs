//! Seal, co-seals, checkpoint and challenge labels: who vouches for what (dossier-format §2, §7, §8).
//!
//! In: the small files and the labels. Out: findings, notes, the key that sealed. Never: trust in a key that stands in
//! the dossier alone.

use super::Pins;
use super::findings::{self as codes, Findings};
use super::small::Small;
use crate::fields::Field;
use crate::package::bag_info::Labels;
use crate::package::names;
use crate::package::statement::Statement;
use crate::proof::checkpoint::{self, CheckpointError};
use crate::proof::digest::{unbase64, unhex32};
use crate::proof::seal::{self, SealError, SealPublic};

/// Checks the main seal and `allowed_signers`; gives the key that made the seal, where one did.
pub fn main_seal(small: &Small, labels: &Labels, pins: &Pins, findings: &mut Findings) -> Option<SealPublic> {
    let signers = small.bytes(names::ALLOWED_SIGNERS).and_then(|bytes| {
        let parsed = seal::parse_allowed_signers(bytes);
        findings.need(parsed.is_some(), &codes::ALLOWED_SIGNERS, names::ALLOWED_SIGNERS);
        parsed
    });
    if let Some((name, key)) = &signers {
        for (label, value) in [("Seal-Name", name), ("Seal-Fingerprint", &key.fingerprint())] {
            if let Some(said) = labels.value(label) {
                findings.need(said == value, &codes::LABEL_DIFFERS, format!("{}, {label}", names::BAG_INFO));
            }
        }
    }
    let covered = small.bytes(names::TAGMANIFEST)?;
    let sealed_by = match seal::open_seal(small.bytes(names::SEAL)?, covered, seal::DOSSIER) {
        Ok(key) => Some(key),
        Err(error) => {
            let code = match error {
                SealError::Form => &codes::SEAL_FORM,
                SealError::Namespace => &codes::SEAL_NAMESPACE,
                SealError::Mismatch => &codes::SEAL_BROKEN,
            };
            findings.add(code, names::SEAL);
            None
        }
    };
    if let (Some(key), Some((_, listed))) = (&sealed_by, &signers) {
        findings.need(key == listed, &codes::SEAL_KEY, names::SEAL);
    }
    if let Some(pin) = &pins.seal {
        let held = sealed_by.as_ref().is_some_and(|key| pin.fits(key));
        findings.need(held, &codes::PIN_SEAL, names::SEAL);
    }
    sealed_by
}

/// Checks what partners added; a good one is a note, as nobody pinned its key.
pub fn co_seals(small: &Small, findings: &mut Findings, notes: &mut Vec<String>) {
    let Some(covered) = small.bytes(names::TAGMANIFEST) else { return };
    for (path, bytes) in small.all() {
        let Some(label) = names::coseal_label(path) else { continue };
        match seal::open_seal(bytes, covered, seal::DOSSIER) {
            Ok(key) => notes.push(format!(
                "A partner, `{label}`, sealed the dossier too, by {}. Nobody said that this key is the partner's: compare it.",
                key.fingerprint()
            )),
            Err(_) => findings.add(&codes::COSEAL_BROKEN, path),
        }
    }
}

/// Checks the checkpoint against its key, the seal's name and the statement.
pub fn checkpoint(
    small: &Small,
    labels: &Labels,
    statement: Option<&Statement>,
    sealed_by: Option<&SealPublic>,
    findings: &mut Findings,
) {
    let (Some(note), Some(vkey)) = (small.bytes(names::CHECKPOINT), labels.value("Note-Verifier-Key")) else { return };
    let key_place = format!("{}, Note-Verifier-Key", names::BAG_INFO);
    let key = vkey.splitn(3, '+').nth(2).and_then(unbase64);
    if let (Some([_, key @ ..]), Some(seal)) = (key.as_deref(), sealed_by) {
        findings.need(key != seal.0, &codes::CHECKPOINT_KEY, key_place.as_str());
    }
    let read = match checkpoint::open(note, vkey) {
        Ok(read) => read,
        Err(error) => {
            match error {
                CheckpointError::Key => findings.add(&codes::CHECKPOINT_KEY, key_place),
                CheckpointError::Form => findings.add(&codes::CHECKPOINT_FORM, names::CHECKPOINT),
                CheckpointError::Mismatch => findings.add(&codes::CHECKPOINT_BROKEN, names::CHECKPOINT),
            }
            return;
        }
    };
    let mut same = |holds: bool, what: &str| {
        findings.need(holds, &codes::CHECKPOINT_DIFFERS, format!("{}, {what}", names::CHECKPOINT));
    };
    if let (Some(name), Some(id)) = (labels.value("Seal-Name"), labels.value("External-Identifier")) {
        same(read.origin == checkpoint::origin(name, id), "origin");
    }
    if let Some(statement) = statement {
        same(read.size == statement.register.size, "size");
        same(unbase64(&statement.register.root).as_deref() == Some(&read.root[..]), "root");
    }
}

/// Checks the challenge's labels with each other and with the register.
pub fn challenge(labels: &Labels, statement: Option<&Statement>, findings: &mut Findings) {
    let mut need = |holds: bool, label: &str| {
        findings.need(holds, &codes::CHALLENGE_LABELS, format!("{}, {label}", names::BAG_INFO));
    };
    let Some(most) = labels.value("Challenge-Max-Rows") else { return };
    let commitment = labels.value("Challenge-Commitment");
    let fields = labels.value("Challenge-Fields");
    let most = most.parse::<u64>().ok().filter(|number| number.to_string() == most);
    need(most.is_some(), "Challenge-Max-Rows");
    if let Some(statement) = statement {
        need(most.is_none_or(|most| most <= statement.register.size), "Challenge-Max-Rows");
        let consent = statement.handover.consent.as_deref().is_some_and(|text| !text.trim().is_empty());
        need(consent || most == Some(0), "Challenge-Max-Rows");
    }
    let possible = most != Some(0);
    need(commitment.is_some() == possible, "Challenge-Commitment");
    need(fields.is_some() == possible, "Challenge-Fields");
    need(commitment.is_none_or(|text| unhex32(text).is_some()), "Challenge-Commitment");
    if let Some(text) = fields {
        let named: Option<Vec<Field>> = text.split(',').map(Field::from_name).collect();
        let ascend = named.as_ref().is_some_and(|fields| fields.windows(2).all(|pair| pair[0] < pair[1]));
        let register = statement.map(|statement| &statement.register.fields);
        let within = register.is_none_or(|known| text.split(',').all(|name| known.iter().any(|known| known == name)));
        need(ascend && within, "Challenge-Fields");
    }
}
