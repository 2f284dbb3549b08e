//! `pack`: what was typed becomes a request; what was made is told.

use super::args::{PackArgs, Reading};
use super::config::Config;
use super::files::{self, FileSource};
use super::meter::Meter;
use super::voice::{Plain, Trouble, Voice, grouped};
use super::{Answer, fonts, keygen, letterhead, tell};
use crate::cover::Cover;
use crate::day::Day;
use crate::intake::{Choices, Source};
use crate::keys::{Came, KeySet, NO_NAME};
use crate::pack::{self, PackError, PackRequest, Packed, Tuning};
use crate::paper::{Fonts, Letterhead, texts};
use crate::proof::digest;
use crate::register::policy::Policy;
use crate::secrets::Secrets;
use crate::vault::CustodianKey;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What `pack` and `inspect` read, opened.
pub struct Material {
    pub exports: Vec<Box<dyn Source>>,
    pub choices: Choices,
    pub config: Config,
}

impl Material {
    pub fn from_typed(typed: &Reading) -> Result<Material, Trouble> {
        let choices = match &typed.columns {
            None => Choices::default(),
            Some(path) => files::parsed(path, Choices::parse)?,
        };
        let exports = typed.exports.iter().map(|path| Ok(Box::new(FileSource::open(path)?) as Box<dyn Source>));
        Ok(Material {
            exports: exports.collect::<Result<_, Trouble>>()?,
            choices,
            config: Config::at_hand(typed.config.as_deref())?,
        })
    }

    pub fn tuning(&self, threads: usize) -> Tuning {
        Tuning { threads, buckets: None, malformed_limit_percent: self.config.malformed_limit_percent }
    }
}

/// Everything that `pack` means, before the first export is read.
struct Order {
    material: Material,
    cover: Cover,
    policy: Policy,
    to: Vec<CustodianKey>,
    custodians: Vec<CustodianKey>,
    letterhead: Option<Arc<Letterhead>>,
    fonts: Fonts,
    keys: KeySet,
    came: Came,
}

impl Order {
    /// The keys come last: a mistake in the other files must not leave a key set behind.
    fn from_typed(typed: &PackArgs, voice: &Voice) -> Result<Order, Trouble> {
        let material = Material::from_typed(&typed.reading)?;
        let cover = files::parsed(&typed.cover, Cover::parse)?;
        let policy = policy_of(&typed.policy)?;
        let to = recipients(&typed.to, "--to")?;
        let custodians = recipients(&typed.custodian, "--custodian")?;
        let letterhead = letterhead::of(&material.config, voice)?;
        let fonts = fonts::at_hand(&material.config.paper.cjk_font)?;
        let (keys, came) = KeySet::open_or_create(&typed.keys, None).map_err(keygen::trouble)?;
        Ok(Order { material, cover, policy, to, custodians, letterhead, fonts, keys, came })
    }
}

pub fn run(typed: PackArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let order = Order::from_typed(&typed, voice)?;
    files::folder(&typed.out)?;
    if order.came == Came::Created {
        voice.note(format_args!("made a new key set in {}", typed.keys.display()));
    }
    let meter = Meter::start();
    let packed = pack::pack(&PackRequest {
        exports: &order.material.exports,
        choices: &order.material.choices,
        cover: &order.cover,
        policy: &order.policy,
        keys: &order.keys,
        custodians: &order.custodians,
        to: &order.to,
        out: &typed.out,
        today: today(),
        secrets: &Secrets::random(),
        tuning: order.material.tuning(typed.work.threads()),
        count_only: &order.material.config.safety.count_only,
        fonts: &order.fonts,
        letterhead: order.letterhead.as_deref(),
        paper: order.material.config.paper.size,
        progress: &meter,
    });
    meter.clear();
    let packed = packed.map_err(|error| trouble(&error))?;
    for notice in &packed.notices {
        voice.note(notice);
    }
    if typed.json {
        voice.json(&as_json(&packed));
    } else {
        voice.result(&in_words(&packed, voice));
    }
    remarks(&order, &typed, &packed, voice);
    Ok(Answer::Yes)
}

/// What staff should know once there is a dossier.
fn remarks(order: &Order, typed: &PackArgs, packed: &Packed, voice: &Voice) {
    if !order.to.is_empty() {
        voice.note(format_args!(
            "the dossier is sealed to its recipients, who open it with `age -d -i KEY -o dossier-{}.zip {}` and verify the zip",
            packed.id,
            packed.dossier.file_name().unwrap_or_default().display()
        ));
    }
    if !texts::has_language(&order.cover.petition.language) {
        voice.note(format_args!(
            "there are no texts in the petition's language, `{}`: the dossier's own words are in English",
            order.cover.petition.language
        ));
    } else if !order.policy.has_words(&order.cover.petition.language) {
        voice.note(format_args!(
            "the policy has no words in the petition's language: the cover says in English what is shown; add [words.{}] to it",
            order.cover.petition.language
        ));
    }
    if order.keys.name == NO_NAME {
        voice.note(format_args!(
            "the seal name is {NO_NAME}, which names nobody; `handover keygen --name example.org --out DIR` makes a set \
             with a name of your own, and `--keys DIR` packs with it"
        ));
    }
    if order.custodians.is_empty() && typed.keys.join("custodian.key").exists() {
        keygen::elsewhere(voice);
    }
}

/// What a pack made, for programs.
pub fn as_json(packed: &Packed) -> serde_json::Value {
    json!({
        "id": packed.id,
        "dossier": packed.dossier.to_string_lossy(),
        "slip": packed.slip.to_string_lossy(),
        "vault": packed.vault.to_string_lossy(),
        "integrity_hash": digest::hex(&packed.integrity),
        "zip_sha256": digest::hex(&packed.zip_sha256),
        "seal": packed.seal,
        "ledger": packed.ledger,
        "counts": packed.counts,
    })
}

/// What a pack made, for people.
pub fn in_words(packed: &Packed, voice: &Voice) -> String {
    let [first, second] = tell::hash_lines(&packed.integrity);
    let table = tell::pairs(&[
        ("dossier", packed.dossier.display().to_string()),
        ("slip", packed.slip.display().to_string()),
        ("vault", packed.vault.display().to_string()),
        ("signatures", grouped(packed.ledger.accepted)),
        ("integrity hash", first),
        ("", second),
        ("seal", packed.seal.clone()),
    ]);
    format!("{table}\n{}", tell::ledger(&packed.ledger, voice))
}

/// A built-in policy by its name, or a policy file, whose stem is its name.
fn policy_of(typed: &str) -> Result<Policy, Trouble> {
    if let Some(policy) = Policy::built_in(typed) {
        return Ok(policy.clone());
    }
    let path = Path::new(typed);
    if !typed.contains(['/', '.']) && !path.exists() {
        return Err(Trouble::could_not(format_args!(
            "there is no policy `{}`. `handover policies` lists those at hand; a policy file ends in .toml.",
            Plain(typed)
        )));
    }
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    files::parsed(path, |text| Policy::parse(stem, text))
}

fn recipients(typed: &[String], option: &str) -> Result<Vec<CustodianKey>, Trouble> {
    let parse = |text: &String| {
        CustodianKey::parse(text.trim()).map_err(|_| {
            Trouble::could_not(format_args!(
                "what follows {option} is no age recipient. Give the line that begins with `age1`, as in custodian.pub."
            ))
        })
    };
    typed.iter().map(parse).collect()
}

/// The day in UTC.
pub fn today() -> Day {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    Day::from_unix_seconds(now)
}

pub fn trouble(error: &PackError) -> Trouble {
    match error.exit_status() {
        1 => Trouble::no(error),
        _ => Trouble::could_not(error),
    }
}
