//! Round trips, lies, and what is left of a forgotten entry.

use super::*;
use crate::proof::Hash;
use crate::proof::commitment::{Committer, SeedKey};
use crate::proof::leb128::push_value;
use crate::proof::tree::{Tree, root_from_path};
use age::secrecy::ExposeSecret as _;
use std::io::{Cursor, Read as _};

struct Custodian {
    identity: String,
    key: CustodianKey,
}

fn custodian() -> Custodian {
    let identity = age::x25519::Identity::generate();
    let key = CustodianKey::parse(&identity.to_public().to_string()).expect("a recipient");
    Custodian { identity: format!("# a comment\n\n{}\n", identity.to_string().expose_secret()), key }
}

fn row(index: u64) -> [String; 3] {
    [format!("Zoë {index}"), String::new(), format!("secret-{index}-secret")]
}

/// A vault of so many entries, and their root.
fn vault(size: u64, custodian: &Custodian) -> (Vec<u8>, Hash) {
    let mut committer = Committer::new(SeedKey::new(&[1; 32]), 3);
    let mut tree = Tree::new();
    let mut writer = VaultWriter::begin(Vec::new(), std::slice::from_ref(&custodian.key), 3).expect("begun");
    let mut values = Vec::new();
    for index in 0..size {
        let row = row(index);
        let (seed, leaf) = committer.leaf(index, row.iter().map(String::as_bytes));
        values.clear();
        row.iter().for_each(|value| push_value(&mut values, value.as_bytes()));
        writer.entry(&leaf, &seed, &values).expect("written");
        tree.push(leaf);
    }
    let about = VaultAbout {
        id: String::from("abcdefghijkmnpqr"),
        root: tree.root().into(),
        integrity: [2; 32].into(),
        seal_fingerprint: String::from("SHA256:x"),
        fields: ["given_name", "city", "shown"].map(String::from).to_vec(),
        nonce: Some([3; 32].into()),
        exports: vec![[4; 32].into()],
        custodians: Vec::new(),
        answered: None,
    };
    (writer.finish(about, &tree.level8()).expect("finished"), tree.root())
}

fn open<'f>(file: &'f [u8], custodian: &Custodian) -> VaultReader<Cursor<&'f [u8]>> {
    VaultReader::open(Cursor::new(file), &custodian.identity).expect("opens")
}

fn proves(reader: &mut VaultReader<Cursor<&[u8]>>, index: u64, root: &Hash) {
    let opened = reader.opened(index).expect("opens");
    let path = reader.path(index).expect("has a path");
    assert_eq!(root_from_path(index, reader.size(), opened.leaf, &path).as_ref(), Some(root), "{index}");
}

fn plaintext(file: &[u8], custodian: &Custodian) -> Vec<u8> {
    let identity: age::x25519::Identity =
        custodian.identity.lines().last().expect("a line").parse().expect("an identity");
    age::decrypt(&identity, file).expect("decrypts")
}

#[test]
fn every_entry_of_every_size_opens() {
    let custodian = custodian();
    for size in [1, 2, 255, 256, 257, 512, 700, 1300] {
        let (file, root) = vault(size, &custodian);
        let mut reader = open(&file, &custodian);
        assert_eq!(reader.size(), size);
        assert_eq!(reader.about().custodians, [custodian.key.to_string()]);
        for index in (0..size).step_by(7).chain([size - 1]) {
            assert_eq!(reader.opened(index).expect("opens").values.as_deref(), Some(&row(index)[..]));
            proves(&mut reader, index, &root);
        }
        assert_eq!(reader.opened(size).err(), Some(VaultError::NoSuchEntry(size + 1)));
        assert_eq!(reader.path(u64::MAX).err(), Some(VaultError::NoSuchEntry(u64::MAX)));
    }
}

#[test]
fn what_is_forgotten_is_gone_and_the_rest_still_proves() {
    let (custodian, other) = (custodian(), custodian());
    let (file, root) = vault(10_000, &custodian);
    let mut reader = open(&file, &custodian);
    let chosen: Vec<u64> = (0..50).map(|turn| turn * 7919 % 10_000).collect();
    chosen.iter().for_each(|index| proves(&mut reader, *index, &root));

    let gone = chosen[20];
    let seed = reader.opened(gone).expect("opens").seed.expect("a seed");
    let writer = VaultWriter::begin(Vec::new(), std::slice::from_ref(&other.key), 3).expect("begun");
    let new = forget(&mut reader, writer, &[gone]).expect("forgotten");
    let mut reader = open(&new, &other);
    chosen.iter().for_each(|index| proves(&mut reader, *index, &root));
    let opened = reader.opened(gone).expect("its leaf is there");
    assert_eq!((opened.seed, opened.values.clone()), (None, None));
    assert_eq!(reader.opened(gone + 1).expect("opens").values.as_deref(), Some(&row(gone + 1)[..]));
    assert_eq!(reader.about().custodians, [other.key.to_string()]);
    assert_eq!(VaultReader::open(Cursor::new(&new), &custodian.identity).err(), Some(VaultError::OtherKey));

    let (old, new) = (plaintext(&file, &custodian), plaintext(&new, &other));
    let holds = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    for part in [&seed[..], row(gone)[0].as_bytes(), row(gone)[2].as_bytes()] {
        assert!(holds(&old, part) && !holds(&new, part));
    }

    let mut reader = open(&file, &custodian);
    let writer = VaultWriter::begin(Vec::new(), std::slice::from_ref(&custodian.key), 3).expect("begun");
    assert_eq!(forget(&mut reader, writer, &[10_000]).err(), Some(VaultError::NoSuchEntry(10_001)));
}

/// Whatever byte of the plaintext is changed, what is read is true or refused.
#[test]
fn a_vault_that_lies_is_refused() {
    let custodian = custodian();
    let (file, root) = vault(300, &custodian);
    let good = plaintext(&file, &custodian);
    let check = |bytes: &[u8]| -> Result<(), VaultError> {
        let mut plain = Plain::read(Cursor::new(bytes))?;
        if plain.about().root.0 != root || plain.size() != 300 {
            return Ok(());
        }
        for index in [0, 255, 256, 299] {
            let opened = plain.opened(index)?;
            let path = plain.path(index)?;
            assert_eq!(root_from_path(index, 300, opened.leaf, &path), Some(root));
            assert!(opened.values.is_none() || opened.values.as_deref() == Some(&row(index)[..]));
        }
        Ok(())
    };
    check(&good).expect("the vault itself is whole");
    for place in (0..good.len()).step_by(31).chain(good.len() - 1200..good.len()) {
        for change in [1, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[place] ^= change;
            let _ = check(&bad);
        }
        assert!(check(&good[..place]).is_err(), "cut at {place}");
    }
    assert_eq!(Plain::read(Cursor::new(Vec::new())).err(), Some(VaultError::NotAVault));
    assert_eq!(Plain::read(Cursor::new(vec![0xff; 4096])).err(), Some(VaultError::NotAVault));
}

#[test]
fn a_broken_file_and_a_wrong_key_are_said() {
    let custodian = custodian();
    let (file, _) = vault(700, &custodian);
    let refused = |file: &[u8], identity: &str| VaultReader::open(Cursor::new(file), identity).err();
    assert_eq!(refused(&file, "no key"), Some(VaultError::Identity));
    assert_eq!(refused(&file, "# nothing\n"), Some(VaultError::Identity));
    assert_eq!(refused(b"PK\x03\x04", &custodian.identity), Some(VaultError::NotAVault));
    assert_eq!(refused(b"", &custodian.identity), Some(VaultError::NotAVault));
    assert!(matches!(refused(&file[..file.len() - 1], &custodian.identity), Some(VaultError::Broken(_))));
    let mut changed = file.clone();
    *changed.last_mut().expect("bytes") ^= 1;
    assert!(matches!(refused(&changed, &custodian.identity), Some(VaultError::Broken(_))));
    assert!(CustodianKey::parse("age1nonsense").is_err());
    assert!(VaultWriter::begin(Vec::new(), &[], 3).is_err());
}

/// The custodians' own tool opens what we write.
#[test]
fn age_decrypts_the_vault() {
    let custodian = custodian();
    let (file, _) = vault(3000, &custodian);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (key, vault) = (folder.path().join("custodian.key"), folder.path().join("v.vault.age"));
    std::fs::write(&key, &custodian.identity).expect("written");
    std::fs::write(&vault, &file).expect("written");
    let output =
        std::process::Command::new("age").arg("-d").arg("-i").arg(&key).arg(&vault).output().expect("age is installed");
    assert!(output.status.success());
    assert_eq!(output.stdout, plaintext(&file, &custodian));
    let mut first = vec![0; MAGIC.len()];
    output.stdout.as_slice().read_exact(&mut first).expect("bytes");
    assert_eq!(first, MAGIC);
}
