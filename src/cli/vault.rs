//! `vault`: what one holds, and who can open it. Never a value, a seed or the nonce.

use super::args::{VaultCommand, VaultCustodianArgs, VaultInspectArgs};
use super::custody::{Custody, Vault, looked_at, trouble};
use super::forget::destroy_copies;
use super::meter::Meter;
use super::voice::{Trouble, Voice, grouped};
use super::{Answer, tell};
use crate::proof::digest::{base64, hex};
use crate::vault::{self, CustodianKey};
use serde_json::{Value, json};

pub fn run(typed: VaultCommand, voice: &Voice) -> Result<Answer, Trouble> {
    match typed {
        VaultCommand::Inspect(typed) => inspect(&typed, voice),
        VaultCommand::AddCustodian(typed) => add(&typed, voice),
        VaultCommand::RemoveCustodian(typed) => remove(&typed, voice),
    }
}

fn inspect(typed: &VaultInspectArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let mut vault = looked_at(&typed.vault, &typed.custody, voice)?;
    let meter = Meter::start();
    let forgotten = vault.forgotten(&meter);
    meter.clear();
    let forgotten = forgotten.map_err(|error| trouble(&typed.vault, error))?;
    match typed.json {
        true => voice.json(&as_json(&vault, forgotten)),
        false => voice.result(&in_words(&vault, forgotten)),
    }
    Ok(Answer::Yes)
}

fn as_json(vault: &Vault, forgotten: u64) -> Value {
    let about = vault.about();
    let answered = about.answered.as_ref().map(|answered| json!({ "dice": answered.dice, "size": answered.size }));
    json!({
        "id": about.id,
        "entries": vault.size(),
        "cut": vault.is_cut(),
        "held": vault.held(),
        "forgotten": forgotten,
        "fields": about.fields,
        "root": base64(&about.root.0),
        "integrity_hash": hex(&about.integrity.0),
        "seal": about.seal_fingerprint,
        "custodians": about.custodians,
        "challenge": about.nonce.is_some(),
        "answered": answered,
    })
}

fn in_words(vault: &Vault, forgotten: u64) -> String {
    let about = vault.about();
    let [first, second] = tell::hash_lines(&about.integrity.0);
    let answered = match (&about.answered, &about.nonce) {
        (Some(answered), _) => format!("dice {}, {} entries", answered.dice, grouped(answered.size)),
        (None, Some(_)) => "no challenge yet".to_owned(),
        (None, None) => "no challenge can be answered: the dossier allows none".to_owned(),
    };
    let mut lines = vec![
        ("id", about.id.clone()),
        ("entries", grouped(vault.size())),
        ("held", grouped(vault.held() - forgotten)),
        ("forgotten", grouped(forgotten)),
    ];
    if vault.is_cut() {
        lines.push(("cut away", grouped(vault.size() - vault.held())));
    }
    lines.extend([
        ("fields", about.fields.join(", ")),
        ("root", base64(&about.root.0)),
        ("integrity hash", first),
        ("", second),
        ("seal", about.seal_fingerprint.clone()),
        ("answered", answered),
    ]);
    let heads = std::iter::once("custodians").chain(std::iter::repeat(""));
    lines.extend(heads.zip(about.custodians.iter().cloned()));
    tell::pairs(&lines)
}

fn add(typed: &VaultCustodianArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let added = keys(&typed.recipients)?;
    let mut custody = Custody::open(&typed.vault, &typed.custody, voice)?;
    let mut custodians = custody.all_named()?;
    let before = custodians.len();
    for key in added {
        match custodians.contains(&key) {
            true => voice.note(format_args!("{key} is a custodian of this vault already")),
            false => custodians.push(key),
        }
    }
    if custodians.len() == before {
        voice.note("nothing was to be done, and the vault is as it was");
        return Ok(Answer::Yes);
    }
    rewrite(&mut custody, &custodians, typed, voice)?;
    voice.note("each of them opens this vault alone; give them a copy, for the old vault does not know them");
    Ok(Answer::Yes)
}

fn remove(typed: &VaultCustodianArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let removed = keys(&typed.recipients)?;
    let mut custody = Custody::open(&typed.vault, &typed.custody, voice)?;
    let mut custodians = custody.custodians()?;
    let before = custodians.len();
    for key in removed.iter().filter(|key| !custodians.contains(key)) {
        voice.note(format_args!("{key} is no custodian of this vault"));
    }
    custodians.retain(|key| !removed.contains(key));
    if custodians.is_empty() {
        return Err(Trouble::no(
            "Without these the vault would have no custodian, and nobody could open it. Add another custodian first.",
        ));
    }
    if custodians.len() == before {
        voice.note("nothing was to be done, and the vault is as it was");
        return Ok(Answer::Yes);
    }
    rewrite(&mut custody, &custodians, typed, voice)?;
    voice.note("the keys that were removed do not open this vault");
    destroy_copies(voice);
    Ok(Answer::Yes)
}

/// The keys that were typed, each once.
fn keys(typed: &[String]) -> Result<Vec<CustodianKey>, Trouble> {
    let mut keys: Vec<CustodianKey> = Vec::new();
    for text in typed {
        let key = CustodianKey::parse(text).map_err(Trouble::could_not)?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok(keys)
}

fn rewrite(
    custody: &mut Custody,
    custodians: &[CustodianKey],
    typed: &VaultCustodianArgs,
    voice: &Voice,
) -> Result<(), Trouble> {
    let meter = Meter::start();
    let replaced = custody.replace(|reader, out| vault::for_others(reader, out, custodians, &meter).map(|_| ()));
    meter.clear();
    replaced?;
    let heads = std::iter::once("custodians").chain(std::iter::repeat(""));
    let custodians = custodians.iter().map(CustodianKey::to_string);
    let mut lines = vec![("vault", typed.vault.display().to_string())];
    lines.extend(heads.zip(custodians));
    voice.result(&tell::pairs(&lines));
    Ok(())
}
