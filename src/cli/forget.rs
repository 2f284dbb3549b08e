//! `forget`: the vault without seeds and values of single entries.

use super::args::ForgetArgs;
use super::custody::{Custody, trouble};
use super::meter::Meter;
use super::voice::{Trouble, Voice, grouped};
use super::{Answer, tell};
use crate::vault::{self, VaultError};
use std::collections::BTreeSet;

pub fn run(typed: ForgetArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let mut custody = Custody::open(&typed.vault, &typed.custody, voice)?;
    let entries: BTreeSet<u64> = typed.entries.iter().copied().collect();
    let gone = still_there(&mut custody, &entries, voice).map_err(|error| trouble(&typed.vault, error))?;
    if gone.is_empty() {
        voice.note("nothing was to be done, and the vault is as it was");
        return Ok(Answer::Yes);
    }
    let meter = Meter::start();
    let custodians = custody.custodians()?;
    let indexes: Vec<u64> = gone.iter().map(|entry| entry - 1).collect();
    let replaced = custody.replace(|reader, out| vault::forget(reader, out, &custodians, &indexes, &meter).map(|_| ()));
    meter.clear();
    replaced?;
    let said: Vec<String> = gone.iter().map(u64::to_string).collect();
    voice.result(&tell::pairs(&[
        ("vault", typed.vault.display().to_string()),
        ("forgotten", said.join(", ")),
        ("entries", grouped(custody.vault.size())),
    ]));
    voice.note(
        "seeds and values of these entries are gone from the vault, and nobody can open them from it any more; that they were forgotten shows",
    );
    voice.note(
        "in a challenge they are withheld, and count as bad; the dossier itself is what it was, and still verifies",
    );
    destroy_copies(voice);
    Ok(Answer::Yes)
}

/// What must be said whenever a vault has replaced another.
pub fn destroy_copies(voice: &Voice) {
    voice.note(
        "destroy every copy of the old vault, in backups and with other custodians too, and give them this one: whoever has an old copy and its key still opens it",
    );
}

/// Those of the entries that the vault can still open; of the others it is said why not.
fn still_there(custody: &mut Custody, entries: &BTreeSet<u64>, voice: &Voice) -> Result<Vec<u64>, VaultError> {
    let (mut there, mut notes) = (Vec::new(), Vec::new());
    for entry in entries {
        let index = entry.checked_sub(1).ok_or(VaultError::NoSuchEntry(0))?;
        match custody.vault.opened(index) {
            Ok(opened) if opened.is_forgotten() => notes.push(format!("entry {entry} was forgotten before")),
            Ok(_) => there.push(*entry),
            Err(VaultError::CutAway(_)) => notes.push(format!(
                "of entry {entry} nothing is in this vault, which was cut when a challenge was answered; a copy from before still has it"
            )),
            Err(error) => return Err(error),
        }
    }
    notes.iter().for_each(|note| voice.note(note));
    Ok(there)
}
