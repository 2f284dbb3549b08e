//! Round trips, lies, and what is left of a forgotten entry.

use super::*;
use crate::progress::Silent;
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
    let new = forget(&mut reader, Vec::new(), std::slice::from_ref(&other.key), &[gone], &Silent).expect("forgotten");
    let mut reader = open(&new, &other);
    chosen.iter().for_each(|index| proves(&mut reader, *index, &root));
    let opened = reader.opened(gone).expect("its leaf is there");
    assert_eq!((opened.seed, opened.values.clone()), (None, None));
    assert_eq!(reader.opened(gone + 1).expect("opens").values.as_deref(), Some(&row(gone + 1)[..]));
    assert_eq!(reader.about().custodians, [other.key.to_string()]);
    assert_eq!(VaultReader::open(Cursor::new(&new), &custodian.identity).err(), Some(VaultError::OtherKey));

    let (old, new) = (plaintext(&file, &custodian), plaintext(&new, &other));
    for part in [&seed[..], row(gone)[0].as_bytes(), row(gone)[2].as_bytes()] {
        assert!(holds(&old, part) && !holds(&new, part));
    }

    let mut reader = open(&file, &custodian);
    let refused = forget(&mut reader, Vec::new(), std::slice::from_ref(&custodian.key), &[1, 10_000], &Silent);
    assert_eq!(refused.err(), Some(VaultError::NoSuchEntry(10_001)));
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

fn answered() -> Answered {
    Answered { dice: "6".repeat(20), size: 3 }
}

fn cut_to(indexes: &[u64], file: &[u8], custodian: &Custodian) -> Vec<u8> {
    let keys = [custodian.key.clone()];
    cut(&mut open(file, custodian), Vec::new(), &keys, indexes, answered()).expect("cut")
}

#[test]
fn a_cut_vault_opens_what_was_drawn_and_nothing_else() {
    let custodian = custodian();
    for (size, drawn) in [(1, vec![0]), (2, vec![1]), (257, vec![256, 0]), (1300, vec![7, 1299, 0, 255, 7, 800, 256])] {
        let (file, root) = vault(size, &custodian);
        let new = cut_to(&drawn, &file, &custodian);
        let mut reader = open(&new, &custodian);
        let mut whole = open(&file, &custodian);
        let about = VaultAbout { answered: Some(answered()), ..whole.about().clone() };
        assert_eq!((reader.about(), reader.size(), reader.is_cut()), (&about, size, true));
        let held: std::collections::BTreeSet<u64> = drawn.iter().copied().collect();
        assert_eq!(reader.held(), held.len() as u64);
        for index in 0..size {
            if held.contains(&index) {
                assert_eq!(reader.entry(index), whole.entry(index));
                assert_eq!(reader.opened(index).expect("opens").values.as_deref(), Some(&row(index)[..]));
                proves(&mut reader, index, &root);
            } else {
                assert_eq!(reader.entry(index).err(), Some(VaultError::CutAway(index + 1)));
            }
        }
        assert_eq!(reader.opened(size).err(), Some(VaultError::NoSuchEntry(size + 1)));
        // Neither a seed or value, nor a leaf or node beyond the paths.
        let text = plaintext(&new, &custodian);
        for index in (0..size).filter(|index| !held.contains(index)) {
            let opened = whole.opened(index).expect("opens");
            let on_a_path = held.contains(&(index ^ 1));
            assert!(on_a_path || !holds(&text, &opened.leaf), "leaf {index} of {size}");
            assert!(!holds(&text, &opened.seed.expect("a seed")) && !holds(&text, row(index)[2].as_bytes()));
        }
    }
}

#[test]
fn a_cut_vault_is_cut_again_and_forgets_and_moves() {
    let (custodian, other) = (custodian(), custodian());
    let (file, root) = vault(1000, &custodian);
    let first = cut_to(&[1, 500, 999], &file, &custodian);
    let mut reader = open(&first, &custodian);
    assert_eq!(reader.forgotten(&Silent), Ok(0));
    let new = forget(&mut reader, Vec::new(), std::slice::from_ref(&other.key), &[500], &Silent).expect("forgotten");
    let seed = reader.opened(500).expect("opens").seed.expect("a seed");
    assert!(!holds(&plaintext(&new, &other), &seed) && !holds(&plaintext(&new, &other), row(500)[2].as_bytes()));
    let mut reader = open(&new, &other);
    assert_eq!((reader.held(), reader.forgotten(&Silent)), (3, Ok(1)));
    assert!(reader.opened(500).expect("its leaf is there").is_forgotten());
    [1, 500, 999].iter().for_each(|index| proves(&mut reader, *index, &root));
    assert_eq!(reader.about().answered, Some(answered()));
    assert_eq!(reader.about().custodians, [other.key.to_string()]);
    let keys = [custodian.key.clone()];
    let refused = forget(&mut reader, Vec::new(), &keys, &[1, 2], &Silent);
    assert_eq!(refused.err(), Some(VaultError::CutAway(3)));
    let refused = cut(&mut reader, Vec::new(), &keys, &[1, 2], answered());
    assert_eq!(refused.err(), Some(VaultError::CutAway(3)));
    let back = for_others(&mut reader, Vec::new(), &keys, &Silent).expect("moved");
    let again = cut_to(&[500], &back, &custodian);
    let mut reader = open(&again, &custodian);
    assert_eq!((reader.held(), reader.forgotten(&Silent)), (1, Ok(1)));
    assert_eq!(reader.opened(1).err(), Some(VaultError::CutAway(2)));
}

/// Whatever byte of a cut vault's plaintext is changed, what is read is true or refused.
#[test]
fn a_cut_vault_that_lies_is_refused() {
    let custodian = custodian();
    let (file, root) = vault(300, &custodian);
    let good = plaintext(&cut_to(&[0, 255, 256, 299], &file, &custodian), &custodian);
    let check = |bytes: &[u8]| -> Result<(), VaultError> {
        let mut plain = Plain::read(Cursor::new(bytes))?;
        if plain.about().root.0 != root || plain.size() != 300 {
            return Ok(());
        }
        for index in [0, 255, 256, 299] {
            let (opened, path) = plain.entry(index)?;
            assert_eq!(root_from_path(index, 300, opened.leaf, &path), Some(root));
            assert!(opened.values.is_none() || opened.values.as_deref() == Some(&row(index)[..]));
        }
        Ok(())
    };
    check(&good).expect("the vault itself is whole");
    for place in 0..good.len() {
        for change in [1, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[place] ^= change;
            let _ = check(&bad);
        }
        assert!(check(&good[..place]).is_err(), "cut at {place}");
    }
    let table_at = good.len() - 16;
    let table_at = u64::from_be_bytes(good[table_at..table_at + 8].try_into().expect("8 bytes")) as usize;
    // Rows in another order, a row twice, a gap between parts, a row beyond the register.
    let mut turned = good.clone();
    turned[table_at..table_at + 96].rotate_left(48);
    let mut twice = good.clone();
    twice.copy_within(table_at..table_at + 8, table_at + 48);
    let mut gap = good.clone();
    gap[table_at + 47] += 1;
    let mut beyond = good.clone();
    beyond[table_at + 3 * 48 + 6..table_at + 3 * 48 + 8].copy_from_slice(&300u16.to_be_bytes());
    for (what, bad) in [("turned", turned), ("twice", twice), ("beyond", beyond)] {
        let parts = Some(VaultError::Broken("its parts do not fit together"));
        assert_eq!(Plain::read(Cursor::new(bad.as_slice())).err(), parts, "{what}");
    }
    assert!(check(&gap).is_err());
}

#[test]
fn what_is_kept_of_the_plaintext_is_what_is_there() {
    let bytes: Vec<u8> = (0..70_000u32).flat_map(u32::to_be_bytes).collect();
    let mut pages = pages::Pages::new(Cursor::new(bytes.as_slice())).expect("memory");
    for at in [0usize, 65_530, 65_533, 65_535, 65_536, 131_070, 279_992] {
        assert_eq!(pages.read_kept::<8>(at as u64).expect("there"), bytes[at..at + 8], "{at}");
    }
    for at in [279_993, 280_000, 1 << 40] {
        assert_eq!(pages.read_kept::<8>(at), Err(VaultError::Broken("it ends too early")), "{at}");
    }
}

/// `text`, locked as `age -p` locks an identity file.
fn locked(text: &str, passphrase: &str, work: u8) -> Vec<u8> {
    let mut recipient = age::scrypt::Recipient::new(age::secrecy::SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(work);
    age::encrypt(&recipient, text.as_bytes()).expect("encrypts")
}

#[test]
fn a_locked_identity_opens_with_its_passphrase_alone() {
    let custodian = custodian();
    let binary = locked(&custodian.identity, "correct horse", 4);
    let mut recipient = age::scrypt::Recipient::new(age::secrecy::SecretString::from("correct horse".to_owned()));
    recipient.set_work_factor(4);
    let armoured = age::encrypt_and_armor(&recipient, custodian.identity.as_bytes()).expect("encrypts");
    for file in [binary.as_slice(), armoured.as_bytes()] {
        assert!(is_locked(file));
        assert_eq!(unlock(file, "correct horse").as_deref(), Ok(&custodian.identity));
        assert_eq!(unlock(file, "wrong horse").err(), Some(VaultError::Passphrase));
        assert_eq!(unlock(&file[..file.len() - 9], "correct horse").err(), Some(VaultError::LockBroken));
        assert_eq!(unlock(&file[..30], "correct horse").err(), Some(VaultError::LockBroken));
    }
    assert!(!is_locked(custodian.identity.as_bytes()) && !is_locked(b""));
    assert_eq!(unlock(&locked("\u{0}", "p", 2), "p").as_deref().map(String::as_str), Ok("\u{0}"));
    assert_eq!(unlock(&locked(&"x".repeat(70_000), "p", 2), "p").err(), Some(VaultError::Identity));
    let to_a_key = age::encrypt(custodian.key.recipient(), b"AGE-SECRET-KEY-1").expect("encrypts");
    assert_eq!(unlock(&to_a_key, "p").err(), Some(VaultError::LockOther));
}

/// A file that asks for hours of work is refused before any is done.
#[test]
fn a_lock_that_costs_too_much_is_refused() {
    let mut file = locked("AGE-SECRET-KEY-1", "p", 2);
    let head = String::from_utf8_lossy(&file[..80]).into_owned();
    let at = head.find(" 2\n").expect("the work factor") + 1;
    for work in ["21", "30", "63", "64", "99"] {
        let mut bad = file.clone();
        drop(bad.splice(at..at + 1, work.bytes()));
        assert!(matches!(unlock(&bad, "p"), Err(VaultError::LockWork | VaultError::LockBroken)), "{work}");
    }
    file[at] = b'3';
    assert!(unlock(&file, "p").is_err(), "another work factor, another key");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}
