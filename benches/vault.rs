//! How fast a whole vault opens single entries: a made one, a thousand entries and their paths at random places, then the
//! vault cut to them.
//!
//! `cargo bench --bench vault [-- ENTRIES]` (5 000 000 where ENTRIES is not given; about 190 bytes each on disk).

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use age::secrecy::ExposeSecret as _;
use handover::progress::Silent;
use handover::proof::commitment::{Committer, SeedKey};
use handover::proof::leb128::push_value;
use handover::proof::sample::Seed;
use handover::proof::tree::{Tree, root_from_path};
use handover::vault::{self, Answered, CustodianKey, VaultAbout, VaultReader, VaultWriter};
use std::fs::File;
use std::io::BufWriter;
use std::time::{Duration, Instant};

const FIELDS: [&str; 9] =
    ["given_name", "family_name", "email", "street", "city", "postcode", "country", "signed_at", "shown"];

fn made(size: u64, custodian: &CustodianKey, file: File) -> Result<(), Box<dyn std::error::Error>> {
    let mut committer = Committer::new(SeedKey::new(&[1; 32]), FIELDS.len());
    let mut tree = Tree::new();
    let out = BufWriter::with_capacity(1 << 20, file);
    let mut writer = VaultWriter::begin(out, std::slice::from_ref(custodian), FIELDS.len())?;
    let mut values = Vec::new();
    for index in 0..size {
        let row = [
            format!("Given{}", index % 9_973),
            format!("Family{index}"),
            format!("person.{index}@provider-{}.example.net", index % 900),
            format!("{} Long Street Name", index % 200),
            format!("City {}", index % 5_000),
            format!("{:05}", index % 99_999),
            String::from("FR"),
            String::from("2017-04-15T13:37:00Z"),
            format!("[\"{}\",\"4B6Y-S06P-JTEE-C3CZ-O\",\"FR\",\"2017-04\"]", index + 1),
        ];
        let (seed, leaf) = committer.leaf(index, row.iter().map(String::as_bytes));
        values.clear();
        row.iter().for_each(|value| push_value(&mut values, value.as_bytes()));
        writer.entry(&leaf, &seed, &values)?;
        tree.push(leaf);
    }
    let about = VaultAbout {
        id: String::from("abcdefghijkmnpqr"),
        root: tree.root().into(),
        integrity: [2; 32].into(),
        seal_fingerprint: String::from("SHA256:x"),
        fields: FIELDS.map(String::from).to_vec(),
        nonce: Some([3; 32].into()),
        exports: Vec::new(),
        custodians: Vec::new(),
        answered: None,
    };
    writer.finish(about, &tree.level8())?.into_inner()?.sync_all()?;
    Ok(())
}

/// How long this thread was on a processor, for a machine that has other things to do; nothing where the system does not say.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let size: u64 = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(5_000_000);
    let identity = age::x25519::Identity::generate();
    let custodian = CustodianKey::parse(&identity.to_public().to_string())?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("made.vault.age");
    let start = Instant::now();
    made(size, &custodian, File::create(&path)?)?;
    println!("{size} entries written in {:.1?}, {} MB", start.elapsed(), path.metadata()?.len() / 1_000_000);

    let start = Instant::now();
    let mut reader = VaultReader::open(File::open(&path)?, identity.to_string().expose_secret())?;
    println!("opened with the key in {:.1?}", start.elapsed());
    let seed = Seed::new(&[2; 32], &[3; 32], "16253412345612345612").ok_or("dice")?;
    let drawn: Vec<u64> = seed.entries(size, 1000).iter().map(|entry| entry - 1).collect();
    let (start, before) = (Instant::now(), worked());
    for index in &drawn {
        let (opened, path) = reader.entry(*index)?;
        assert!(!opened.is_forgotten());
        assert_eq!(root_from_path(*index, size, opened.leaf, &path), Some(reader.about().root.0));
    }
    let (passed, worked) = (start.elapsed(), worked().saturating_sub(before));
    println!("{} entries and paths at random in {passed:.0?}, {worked:.0?} of it on a processor", drawn.len());

    let start = Instant::now();
    let answered = Answered { dice: "16253412345612345612".into(), size: 1000 };
    let keys = [custodian];
    let cut = vault::cut(&mut reader, Vec::new(), &keys, &drawn, answered)?;
    println!("cut to them in {:.0?}, {} kB", start.elapsed(), cut.len() / 1000);
    let start = Instant::now();
    let out = BufWriter::with_capacity(1 << 20, File::create(folder.path().join("new.vault.age"))?);
    vault::forget(&mut reader, out, &keys, &drawn[..1], &Silent)?.into_inner()?.sync_all()?;
    println!("one forgotten, the rest written anew, in {:.1?}", start.elapsed());
    Ok(())
}
