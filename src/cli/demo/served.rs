//! `serve --demo`: the whole path of staff in two minutes, on made-up people, in a folder that goes when it ends.
//!
//! In: the operator's settings, for address and looks. Out: a service with three accounts, keys and one handover. Never: a
//! demo that others than this machine can reach; a folder of a killed demo that stays for good.

use super::super::Answer;
use super::super::config::Config;
use super::super::letterhead;
use super::super::serve::{of_store, of_web, office};
use super::super::voice::{Trouble, Voice};
use super::{COVER, export};
use crate::cover::Cover;
use crate::handover::Office;
use crate::proof::digest::hex;
use crate::proof::random;
use crate::refusal;
use crate::scratch::{Held, each_abandoned};
use crate::store::{FileKind, Id, Role, Store, StoreError};
use crate::web;
use crate::web::settings::Settings;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const PREFIX: &str = "handover-demo-";
const PEOPLE: [(&str, Role, &str); 4] = [
    ("uma", Role::Uploader, "uploads the export, looks at it, packs"),
    ("ava", Role::Approver, "approves what uma packed"),
    ("otto", Role::Auditor, "sees states and the log, and no data"),
    ("ada", Role::Administrator, "keeps the accounts, and sees no handover"),
];
/// Each works once.
const CODES_SHOWN: usize = 3;

/// The folder of this run, empty when it ends.
struct Ground(Held);

impl Ground {
    fn make(place: &Path) -> io::Result<Ground> {
        let is_ours = |name: &str| name.strip_prefix(PREFIX).is_some_and(|rest| rest.len() == 16);
        each_abandoned(place, is_ours, |left| std::fs::remove_dir_all(left.path()))?;
        let name = || place.join(format!("{PREFIX}{}", hex(&random::bytes32()[..8])));
        Held::make(std::iter::repeat_with(name).take(8)).map(Ground)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        // What cannot be removed now, the next demo removes.
        let _ = std::fs::remove_dir_all(self.0.path());
    }
}

pub fn serve(settings: Settings, config: &Config, voice: &Voice) -> Result<Answer, Trouble> {
    if settings.is_exposed() || !settings.trusts_no_proxy() {
        return Err(Trouble::could_not(
            "a demo is for this machine alone, for its accounts are printed. Leave `listen` at 127.0.0.1, and proxies out.",
        ));
    }
    let letterhead = letterhead::of(config, voice)?;
    let ground = Ground::make(&std::env::temp_dir()).map_err(|error| {
        let why = refusal::in_words(error.kind());
        Trouble::could_not(format_args!("no folder for the demo could be made: {why}. Name another one in `TMPDIR`."))
    })?;
    let settings = Settings { data: ground.path("data"), secret: ground.path("secret"), ..settings };
    let listening = web::listen(settings.clone()).map_err(of_web)?;
    let address = listening.address().to_owned();
    let store = Arc::new(Store::open(&settings.data, &settings.secret).map_err(of_store)?);
    let office = office(&settings, config, letterhead, store, &address)?.with_own_custodian();
    let text = export::export();
    let file = ground.path("export.csv");
    std::fs::write(&file, &text).map_err(|error| of_store(error.into()))?;
    let password = format!("demo {}", hex(&random::bytes32()[..8]));
    let accounts = furnish(&office, &text, &password).map_err(Trouble::could_not)?;
    voice.result(&format!("Handover serves at {address}\n\n{}", told(&accounts, &password, &file)));
    listening.serve(Arc::new(office)).map_err(of_web)?;
    Ok(Answer::Yes)
}

/// An account as it is printed.
struct Shown {
    name: &'static str,
    role: Role,
    does: &'static str,
    codes: Vec<String>,
}

/// Accounts, and a handover whose export has come.
fn furnish(office: &Office, text: &[u8], password: &str) -> Result<Vec<Shown>, crate::handover::HandoverError> {
    let now = web::now();
    let mut shown = Vec::new();
    for (name, role, does) in PEOPLE {
        let enrolled = office.store.enrol_for_show(name, role, "en", password, now)?;
        let codes = enrolled.recovery_codes.iter().take(CODES_SHOWN).map(|code| code.as_str().to_owned());
        shown.push((enrolled.account.id, Shown { name, role, does, codes: codes.collect() }));
    }
    let uploader: Id = shown[0].0;
    let cover = Cover::parse(COVER).expect("a test reads the built-in cover").to_json();
    let handover = office.create(uploader, &cover, "count", None, now)?;
    let mut draft = office.store.draft().map_err(StoreError::from)?;
    draft.write_all(text).map_err(StoreError::from)?;
    let file = office.store.keep(draft, handover, FileKind::Export, "export.csv", uploader, now)?;
    office.received(file, uploader, now)?;
    Ok(shown.into_iter().map(|(_, shown)| shown).collect())
}

fn told(accounts: &[Shown], password: &str, export: &Path) -> String {
    let mut out = format!(
        "All accounts have the password\n  {password}\nand each of these codes works once, in place of an app's six digits:\n\n"
    );
    for account in accounts {
        let Shown { name, role, does, codes } = account;
        writeln!(out, "  {name:<6}{:<15}{does}", role.word()).expect("a string takes all text");
        for code in codes {
            writeln!(out, "        {code}").expect("a string takes all text");
        }
    }
    write!(
        out,
        "\nLog in as uma: a handover waits, with an export of 10 000 made-up people. Look at it, pack it, log out;\n\
         log in as ava, approve it, and download dossier and slip. To upload an export yourself, take\n  {}\n\
         All of it goes when this ends (Ctrl-C).\n",
        export.display()
    )
    .expect("a string takes all text");
    out
}
