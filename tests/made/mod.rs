//! Dossiers made by the library from fixed secrets, for tests.
#![allow(dead_code, reason = "each test program uses its part")]

pub mod sheet;

use handover::cover::Cover;
use handover::day::Day;
use handover::intake::{Choices, Source};
use handover::keys::KeySet;
use handover::pack::{PackError, PackRequest, Packed, Tuning, pack};
use handover::paper::{Fonts, PaperSize};
use handover::progress::Silent;
use handover::proof::cms::CmsKey;
use handover::proof::seal::SealKey;
use handover::register::policy::Policy;
use handover::secrets::Secrets;
use handover::vault::CustodianKey;
use std::io::Cursor;
use std::path::Path;

/// An export in memory.
pub struct Export {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Source for Export {
    fn name(&self) -> &str {
        &self.name
    }
    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        Ok(Box::new(Cursor::new(self.bytes.clone())))
    }
    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// A cover for every policy.
pub const COVER: &str = include_str!("../cover.toml");

/// One key set for all dossiers of a test program.
pub fn key_set() -> &'static KeySet {
    static KEYS: std::sync::LazyLock<KeySet> = std::sync::LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        KeySet::create(&folder.path().join("keys"), Some("example.org")).expect("keys")
    });
    &KEYS
}

/// Keys of nobody, the same always but for the custodian's: the seal's seed is thirty-two sevens.
pub fn golden_keys(custodian: &age::x25519::Identity) -> KeySet {
    KeySet {
        seal: SealKey::from_seed(&[7; 32]),
        name: "golden.example".to_owned(),
        custodian: CustodianKey::parse(&custodian.to_public().to_string()).expect("a recipient"),
        pdf: CmsKey::parse(include_str!("../golden/pdf.key"), include_str!("../golden/pdf.crt"))
            .expect("a key and its own"),
    }
}

/// How a dossier is made.
pub struct Recipe<'a> {
    /// A built-in policy's name, or the text of a policy file.
    pub policy: &'a str,
    pub cover: &'a str,
    pub root: [u8; 32],
    pub tuning: Tuning,
    pub paper: PaperSize,
}

impl Default for Recipe<'_> {
    fn default() -> Self {
        let tuning = Tuning { threads: 2, ..Tuning::default() };
        Recipe { policy: "count", cover: COVER, root: [7; 32], tuning, paper: PaperSize::A4 }
    }
}

impl Recipe<'_> {
    /// Packs `exports` into `out`, under the tests' key set.
    pub fn pack(&self, exports: &[(&str, &[u8])], out: &Path) -> Result<Packed, PackError> {
        self.pack_with(exports, out, key_set())
    }

    /// As `pack`, with the key set given.
    pub fn pack_with(&self, exports: &[(&str, &[u8])], out: &Path, keys: &KeySet) -> Result<Packed, PackError> {
        let exports: Vec<Box<dyn Source>> = exports
            .iter()
            .map(|(name, bytes)| Box::new(Export { name: (*name).into(), bytes: bytes.to_vec() }) as Box<dyn Source>)
            .collect();
        let own = |text| Policy::parse("own", text).expect("a policy");
        let policy = Policy::built_in(self.policy).cloned().unwrap_or_else(|| own(self.policy));
        pack(&PackRequest {
            exports: &exports,
            choices: &Choices::default(),
            cover: &Cover::parse(self.cover).expect("the cover parses"),
            policy: &policy,
            keys,
            custodians: &[],
            to: &[],
            out,
            today: Day::parse("2017-05-11").expect("a day"),
            secrets: &Secrets::from_root(self.root),
            tuning: self.tuning,
            count_only: &[],
            fonts: &Fonts::built_in(),
            letterhead: None,
            paper: self.paper,
            progress: &Silent,
        })
    }
}

/// `rows` lifelike rows: countries, months, a duplicate every tenth row, a stray broken one every hundredth.
pub fn export(rows: usize) -> Vec<u8> {
    let mut text = String::from("First name,Last name,Email,Postcode,City,Country,Date\r\n");
    let given = ["Zoë", "Анна", "محمد", "王", "Ada", "Ελένη", "राम", "Jean-François"];
    let countries = ["FR", "Germany", "Россия", "GB", "Italia"];
    for n in 0..rows {
        if n % 100 == 99 {
            text.push_str("broken,row\r\n");
            continue;
        }
        let person = if n % 10 == 9 { n - 1 } else { n };
        let (day, month) = (n % 28 + 1, 4 + n % 2);
        text.push_str(&format!(
            "{},O'Neill {person},person{person}@mail.example,{:05},\"Paris, {}\",{},2017-{month:02}-{day:02}\r\n",
            given[n % given.len()],
            person % 90_000,
            n % 20,
            countries[n % countries.len()],
        ));
    }
    text.into_bytes()
}
