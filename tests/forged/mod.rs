//! Responses, honest ones and what a forger would make of them, each with the findings that must tell it.
//!
//! The forger is the organiser at his worst: he has the vault, every key, and all the time he wants, but not the dice.
#![allow(dead_code, reason = "each test program uses its part")]

use super::made::{Recipe, export, golden_keys};
use handover::challenge::{Dice, Looks, Receipt, Response, Size, Terms, fields, respond, verified_terms};
use handover::keys::KeySet;
use handover::package::response::{self, ResponseStatement, proof_path};
use handover::package::tlog_proof::TlogProof;
use handover::package::zip::{Packed, ZipWriter};
use handover::package::{manifest, names};
use handover::paper::{Fonts, PaperSize};
use handover::progress::Silent;
use handover::proof::checkpoint::Checkpoint;
use handover::proof::digest::{hex, sha256};
use handover::proof::opening::{self, Part};
use handover::proof::sample::Seed;
use handover::proof::seal::{self, SealKey};
use handover::vault::VaultReader;
use handover::verify::{Limits, Pins};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

/// Files by their path.
pub type Files = BTreeMap<String, Vec<u8>>;

pub const DICE: &str = "31415926535897932384";
pub const OTHER_DICE: &str = "27182818284590452353";
pub const ASKED: &str = "given_name,postcode";
const SIZE: u64 = 12;

/// A dossier, its vault and whoever has all the keys.
pub struct Scene {
    pub dossier: PathBuf,
    pub vault: Vec<u8>,
    pub identity: String,
    pub keys: KeySet,
    pub terms: Terms,
}

impl Scene {
    /// A dossier of `rows` rows under a policy, in `folder`; `seed` seals it, and `root` is behind its other secrets.
    pub fn new(folder: &Path, policy: &str, rows: usize, seed: [u8; 32], root: [u8; 32]) -> Scene {
        let identity = age::x25519::Identity::generate();
        let keys = KeySet { seal: SealKey::from_seed(&seed), ..golden_keys(&identity) };
        let made = Recipe { policy, root, ..Recipe::default() }
            .pack_with(&[("export.csv", &export(rows))], folder, &keys)
            .expect("it packs");
        let vault = std::fs::read(&made.vault).expect("the vault is there");
        let terms = terms(&made.dossier);
        let identity = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
        Scene { dossier: made.dossier, vault, identity, keys, terms }
    }

    pub fn open_vault(&self) -> VaultReader<Cursor<&[u8]>> {
        VaultReader::open(Cursor::new(self.vault.as_slice()), &self.identity).expect("the vault opens")
    }

    pub fn receipt(&self, dice: &str, size: u64, names: &str) -> Receipt {
        let dice = Dice::parse(dice).expect("dice");
        Receipt::of(&self.terms, dice, Size::Entries(size), fields(names).expect("fields")).expect("a receipt")
    }

    pub fn response(&self, dice: &str, size: u64, names: &str) -> Response {
        let receipt = self.receipt(dice, size, names);
        respond(&mut self.open_vault(), &self.terms, &receipt, &self.keys.seal, &looks(&Fonts::built_in()))
            .expect("it answers")
    }

    pub fn files(&self, dice: &str, size: u64, names: &str) -> Files {
        let files = self.response(dice, size, names).files;
        files.into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect()
    }

    /// Manifest and seal made anew over whatever the files are now.
    pub fn sealed(&self, files: Files) -> Files {
        sealed_by(&self.keys.seal, files)
    }
}

fn terms(dossier: &Path) -> Terms {
    let terms = verified_terms(dossier, &Pins::default(), Limits::default(), 2, &Silent).expect("it can be read");
    terms.expect("it verifies")
}

pub fn looks(fonts: &Fonts) -> Looks<'_> {
    Looks { fonts, paper: PaperSize::A4 }
}

pub fn sealed_by(key: &SealKey, mut files: Files) -> Files {
    let covered = files.iter().filter(|(path, _)| *path != response::MANIFEST && *path != response::SEAL);
    let listed = manifest::to_text(covered.map(|(path, bytes)| (path.as_str(), sha256(bytes))));
    files.insert(response::SEAL.to_owned(), key.seal(listed.as_bytes(), seal::RESPONSE).into_bytes());
    files.insert(response::MANIFEST.to_owned(), listed.into_bytes());
    files
}

/// A response as a zip in the one form.
pub fn zipped(scene: &Scene, folder: &str, files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Vec::new(), scene.terms.created);
    for (path, bytes) in files {
        let name = format!("{folder}/{path}");
        zip.member(&name, &Packed::stored(bytes), &mut bytes.as_slice()).expect("memory takes it");
    }
    zip.finish().expect("memory takes it")
}

pub fn said(files: &Files) -> ResponseStatement {
    ResponseStatement::read(&files[response::STATEMENT]).expect("it reads back")
}

fn saying(mut files: Files, change: impl FnOnce(&mut ResponseStatement)) -> Files {
    let mut statement = said(&files);
    change(&mut statement);
    files.insert(response::STATEMENT.to_owned(), statement.to_text().into_bytes());
    files
}

/// The proof of an entry, changed.
fn proving(mut files: Files, entry: u64, change: impl FnOnce(&mut TlogProof)) -> Files {
    let path = proof_path(entry);
    let mut proof = TlogProof::read(&files[&path]).expect("it reads back");
    change(&mut proof);
    files.insert(path, proof.write().into_bytes());
    files
}

/// What an entry opens, changed.
fn opening(files: Files, m: usize, entry: u64, change: impl FnOnce(&mut Vec<Part>)) -> Files {
    proving(files, entry, |proof| {
        let mut parts = opening::read(&proof.extra, m).expect("it reads back");
        change(&mut parts);
        *proof.extra = opening::write(&parts);
    })
}

/// Places of the opened and of the hidden fields.
fn places(parts: &[Part], open: bool) -> Vec<usize> {
    (0..parts.len()).filter(|place| matches!(parts[*place], Part::Open { .. }) == open).collect()
}

/// One line of the table.
pub struct Forgery {
    pub name: &'static str,
    pub dossier: PathBuf,
    pub zip: Vec<u8>,
    /// Dice, size, fields of the official's receipt.
    pub receipt: (&'static str, u64, &'static str),
    /// Codes that must be found, and no other; sorted.
    pub codes: Vec<&'static str>,
}

/// Every forgery, the honest response first.
pub fn table(folder: &Path) -> Vec<Forgery> {
    let at = |name: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        path
    };
    let own = Scene::new(&at("own"), "named", 60, [7; 32], [7; 32]);
    let count = Scene::new(&at("count"), "count", 60, [7; 32], [9; 32]);
    let resealed = Scene::new(&at("resealed"), "named", 60, [8; 32], [7; 32]);
    let m = own.terms.fields.len();
    let honest = || own.files(DICE, SIZE, ASKED);
    let entries = said(&honest()).entries;
    let (one, two) = (entries[0], entries[1]);
    let undrawn = (1..=own.terms.size).find(|entry| !entries.contains(entry)).expect("more entries than are drawn");
    let without = |path: &str| {
        let mut files = honest();
        files.remove(path);
        files
    };
    let with = |path: &str, bytes: &[u8]| {
        let mut files = honest();
        files.insert(path.to_owned(), bytes.to_vec());
        files
    };
    let all = own.files(DICE, own.terms.size, ASKED);
    let flipped = |files: Files, path: &str, place: usize| {
        let mut files = files;
        files.get_mut(path).expect("the file")[place] ^= 1;
        files
    };

    let mut rows: Vec<(&'static str, Files, Vec<&'static str>)> = vec![
        ("an honest response", honest(), vec![]),
        ("the same, sealed again", own.sealed(honest()), vec![]),
        (
            "two entries swapped",
            {
                let mut files = honest();
                let (a, b) = (files[&proof_path(one)].clone(), files[&proof_path(two)].clone());
                files.insert(proof_path(one), b);
                files.insert(proof_path(two), a);
                own.sealed(files)
            },
            vec!["proof-index", "proof-root", "proof-shown"],
        ),
        (
            "an entry under another's number",
            own.sealed(proving(with(&proof_path(one), &all[&proof_path(undrawn)]), one, |proof| proof.index = one - 1)),
            vec!["proof-root", "proof-shown"],
        ),
        (
            "a value changed",
            own.sealed(opening(honest(), m, one, |parts| {
                let place = places(parts, true)[0];
                if let Part::Open { value, .. } = &mut parts[place] {
                    value.push('x');
                }
            })),
            vec!["proof-root"],
        ),
        (
            "the salt of another field",
            own.sealed(opening(honest(), m, one, |parts| {
                let open = places(parts, true);
                let Part::Open { salt: other, .. } = parts[open[1]] else { panic!("it is open") };
                if let Part::Open { salt, .. } = &mut parts[open[0]] {
                    *salt = other;
                }
            })),
            vec!["proof-root"],
        ),
        (
            "a hidden digest changed",
            own.sealed(opening(honest(), m, one, |parts| {
                let place = places(parts, false)[0];
                parts[place] = Part::Hidden([0; 32]);
            })),
            vec!["proof-root"],
        ),
        (
            "two fields of a record swapped",
            own.sealed(opening(honest(), m, one, |parts| {
                let open = places(parts, true);
                parts.swap(open[0], open[1]);
            })),
            vec!["proof-root"],
        ),
        (
            "a field both hidden and opened",
            own.sealed(proving(honest(), one, |proof| {
                let mut parts = opening::read(&proof.extra, m).expect("it reads back");
                let digest = parts[0].digest();
                parts.insert(0, Part::Hidden(digest));
                *proof.extra = opening::write(&parts);
            })),
            vec!["proof-extra"],
        ),
        (
            "an extra field opened",
            {
                let more = own.files(DICE, SIZE, "given_name,family_name,postcode");
                own.sealed(with(&proof_path(one), &more[&proof_path(one)]))
            },
            vec!["proof-fields"],
        ),
        (
            "a field kept hidden",
            own.sealed(opening(honest(), m, one, |parts| {
                let place = places(parts, true)[0];
                parts[place] = Part::Hidden(parts[place].digest());
            })),
            vec!["proof-fields"],
        ),
        (
            "a proof of another dossier",
            {
                let other = count.files(DICE, count.terms.size, ASKED);
                own.sealed(with(&proof_path(one), &other[&proof_path(one)]))
            },
            vec!["proof-checkpoint", "proof-extra"],
        ),
        (
            "entries of a shorter register",
            {
                let origin = format!("golden.example/handover/{}", own.terms.id);
                let shorter = Checkpoint { origin, size: own.terms.size - 1, root: [5; 32] };
                let (note, _) = shorter.write(&own.keys.seal);
                own.sealed(proving(honest(), one, |proof| proof.checkpoint = note))
            },
            vec!["proof-checkpoint"],
        ),
        ("a path cut short", own.sealed(proving(honest(), one, |proof| _ = proof.path.pop())), vec!["proof-root"]),
        ("a path grown", own.sealed(proving(honest(), one, |proof| proof.path.push([0; 32]))), vec!["proof-root"]),
        (
            "lines ended as on Windows",
            {
                let text = String::from_utf8(honest()[&proof_path(one)].clone()).expect("text");
                own.sealed(with(&proof_path(one), text.replace('\n', "\r\n").as_bytes()))
            },
            vec!["proof-form"],
        ),
        ("a proof that is empty", own.sealed(with(&proof_path(one), b"")), vec!["proof-form"]),
        ("a missing entry", own.sealed(without(&proof_path(one))), vec!["proof-missing"]),
        (
            "a missing entry, not even named",
            own.sealed(saying(without(&proof_path(entries[SIZE as usize - 1])), |said| {
                said.entries.pop();
            })),
            vec!["proof-missing", "response-entries"],
        ),
        (
            "no proof at all",
            own.sealed(honest().into_iter().filter(|(path, _)| !path.starts_with("entries/")).collect()),
            vec!["proof-missing"],
        ),
        (
            "proofs removed, manifest and seal kept",
            honest().into_iter().filter(|(path, _)| !path.starts_with("entries/")).collect(),
            vec!["manifest-absent", "proof-missing"],
        ),
        ("an extra entry", own.sealed(with(&proof_path(undrawn), &all[&proof_path(undrawn)])), vec!["proof-undrawn"]),
        ("an entry that no register has", own.sealed(with("entries/99999.tlog-proof", b"")), vec!["proof-undrawn"]),
        (
            "an entry drawn in the place of another",
            own.sealed(saying(with(&proof_path(undrawn), &all[&proof_path(undrawn)]), |said| {
                said.entries[0] = undrawn
            })),
            vec!["proof-undrawn", "response-entries"],
        ),
        (
            "the entries in another order",
            own.sealed(saying(honest(), |said| said.entries.swap(0, 1))),
            vec!["response-entries"],
        ),
        (
            "a seed of the organiser's own",
            own.sealed(saying(honest(), |said| said.seed = "1".to_owned())),
            vec!["response-seed"],
        ),
        ("another nonce", own.sealed(saying(honest(), |said| said.nonce = [1; 32])), vec!["response-nonce"]),
        (
            "another dice number, all else honest",
            own.sealed(saying(honest(), |said| said.dice = OTHER_DICE.to_owned())),
            vec!["receipt-dice", "response-seed"],
        ),
        (
            "dice that are none",
            own.sealed(saying(honest(), |said| said.dice = "123".to_owned())),
            vec!["receipt-dice", "response-dice"],
        ),
        (
            "a smaller sample than was asked for",
            own.files(DICE, SIZE - 1, ASKED),
            vec!["proof-missing", "receipt-size", "response-entries"],
        ),
        ("no size", own.sealed(saying(honest(), |said| said.size = 0)), vec!["receipt-size", "response-size"]),
        (
            "fewer fields than were asked for",
            own.files(DICE, SIZE, "given_name"),
            vec!["proof-fields", "receipt-fields"],
        ),
        (
            "fields that the dossier forbids",
            own.sealed(saying(honest(), |said| said.fields.push("email".to_owned()))),
            vec!["receipt-fields", "response-fields"],
        ),
        (
            "fields in another order",
            own.sealed(saying(honest(), |said| said.fields.reverse())),
            vec!["receipt-fields", "response-fields"],
        ),
        (
            "an entry withheld that was opened",
            own.sealed(saying(honest(), |said| said.withheld = vec![one])),
            vec!["response-withheld"],
        ),
        (
            "an entry withheld that was not drawn",
            own.sealed(saying(honest(), |said| said.withheld = vec![undrawn])),
            vec!["response-withheld"],
        ),
        (
            "withheld in another order",
            own.sealed(saying(
                {
                    let mut files = without(&proof_path(one));
                    files.remove(&proof_path(two));
                    files
                },
                |said| said.withheld = vec![one.max(two), one.min(two)],
            )),
            vec!["response-withheld"],
        ),
        (
            "an entry withheld, and said so",
            own.sealed(saying(without(&proof_path(one)), |said| said.withheld = vec![one])),
            vec![],
        ),
        ("another id", own.sealed(saying(honest(), |said| said.id = count.terms.id.clone())), vec!["response-dossier"]),
        (
            "another integrity hash",
            own.sealed(saying(honest(), |said| said.integrity = [1; 32])),
            vec!["response-dossier"],
        ),
        (
            "JSON with a space",
            {
                let mut text = honest()[response::STATEMENT].clone();
                text.insert(1, b' ');
                own.sealed(with(response::STATEMENT, &text))
            },
            vec!["response-json"],
        ),
        (
            "JSON with a member more",
            {
                let text = String::from_utf8(honest()[response::STATEMENT].clone()).expect("text");
                own.sealed(with(response::STATEMENT, text.replace("\"dice\"", "\"a\":1,\"dice\"").as_bytes()))
            },
            vec!["response-json"],
        ),
        ("no statement", own.sealed(without(response::STATEMENT)), vec!["response-file"]),
        ("no sheet", own.sealed(without(response::SHEET)), vec!["response-file"]),
        ("no seal", without(response::SEAL), vec!["response-file"]),
        ("no manifest", without(response::MANIFEST), vec!["response-file"]),
        ("a file more", own.sealed(with("notes.txt", b"x")), vec!["response-file"]),
        ("a file more, not listed", with("notes.txt", b"x"), vec!["manifest-unlisted", "response-file"]),
        (
            "a proof with a second name",
            own.sealed(with(&format!("entries/0{one}.tlog-proof"), b"x")),
            vec!["response-file"],
        ),
        ("a sheet changed", flipped(honest(), response::SHEET, 99), vec!["digest"]),
        ("a seal changed", flipped(honest(), response::SEAL, 120), vec!["response-seal"]),
        ("sealed by another key", sealed_by(&SealKey::from_seed(&[1; 32]), honest()), vec!["response-seal-key"]),
        (
            "the seal of a dossier",
            {
                let listed = honest()[response::MANIFEST].clone();
                let armour = own.keys.seal.seal(&listed, seal::DOSSIER);
                with(response::SEAL, armour.as_bytes())
            },
            vec!["response-seal"],
        ),
    ];
    // The organiser threw his own dice until they suited him: all is honest but the dice.
    let ground = own.files(OTHER_DICE, SIZE, ASKED);
    let drawn_otherwise = vec!["proof-missing", "proof-undrawn", "receipt-dice", "response-entries"];
    rows.push(("dice ground by the organiser", ground, drawn_otherwise));

    let receipt = (DICE, SIZE, ASKED);
    let usual = response::folder(&own.terms.id);
    let mut table: Vec<Forgery> = rows
        .into_iter()
        .map(|(name, files, codes)| Forgery {
            name,
            dossier: own.dossier.clone(),
            zip: zipped(&own, &usual, &files),
            receipt,
            codes,
        })
        .collect();
    let mut more = |name, dossier: &Path, zip: Vec<u8>, codes: &[&'static str]| {
        table.push(Forgery { name, dossier: dossier.to_owned(), zip, receipt, codes: codes.to_vec() });
    };
    let other_folder = response::folder(&count.terms.id);
    more("a folder of another name", &own.dossier, zipped(&own, &other_folder, &honest()), &["response-folder"]);
    let whole = zipped(&own, &usual, &honest());
    more("a zip cut short", &own.dossier, whole[..whole.len() - 9].to_vec(), &["zip-end"]);
    more("no zip", &own.dossier, b"Dear Sir".to_vec(), &["zip-end"]);
    more(
        "a dossier that shows no rows, honestly answered",
        &count.dossier,
        zipped(&count, &response::folder(&count.terms.id), &count.files(DICE, SIZE, ASKED)),
        &[],
    );
    let (lying, answer) = another_line(&own, &all, &at("lying"));
    more("a list that shows another than was committed to", &lying, answer, &["proof-shown"]);
    // All entries, so that it does not hang on the hash which of them both draws have.
    let all_of_it = (DICE, own.terms.size, ASKED);
    table.push(Forgery {
        name: "a dossier sealed again by another key",
        dossier: resealed.dossier.clone(),
        zip: zipped(&own, &usual, &all),
        receipt: all_of_it,
        codes: vec!["proof-checkpoint", "response-dossier", "response-entries", "response-seal-key", "response-seed"],
    });
    table
}

/// A dossier whose list shows something else of every entry than the register commits to, all else sealed rightly; and the
/// answer to it.
fn another_line(own: &Scene, all: &Files, folder: &Path) -> (PathBuf, Vec<u8>) {
    let mut bag = dossier_files(&own.dossier);
    let before = sha256(&bag[names::LIST]);
    let list = String::from_utf8(bag[names::LIST].clone()).expect("text");
    bag.insert(names::LIST.to_owned(), list.replace("O'Neill", "O'Haill").into_bytes());
    let after = sha256(&bag[names::LIST]);
    for path in [names::DATAPACKAGE, names::MANIFEST, names::TAGMANIFEST] {
        let mut text = String::from_utf8(bag[path].clone()).expect("text");
        text = text.replace(&hex(&before), &hex(&after));
        if path == names::MANIFEST {
            text = listed_anew(&text, names::DATAPACKAGE, &bag);
        } else if path == names::TAGMANIFEST {
            text = listed_anew(&text, names::MANIFEST, &bag);
        }
        bag.insert(path.to_owned(), text.into_bytes());
    }
    let tagmanifest = bag[names::TAGMANIFEST].clone();
    bag.insert(names::SEAL.to_owned(), own.keys.seal.seal(&tagmanifest, seal::DOSSIER).into_bytes());
    let mut zip = ZipWriter::new(Vec::new(), own.terms.created);
    for (path, bytes) in &bag {
        let name = format!("{}/{path}", names::folder(&own.terms.id));
        zip.member(&name, &Packed::stored(bytes), &mut bytes.as_slice()).expect("memory takes it");
    }
    let path = folder.join(format!("dossier-{}.zip", own.terms.id));
    std::fs::write(&path, zip.finish().expect("memory takes it")).expect("a file");

    let integrity = sha256(&tagmanifest);
    let nonce = said(all).nonce;
    let seed = Seed::new(&integrity, &nonce, DICE).expect("dice");
    let drawn = seed.entries(own.terms.size, SIZE);
    let kept = |path: &String| response::entry_of(path).is_none_or(|entry| drawn.contains(&entry));
    let files: Files = all.iter().filter(|(path, _)| kept(path)).map(|(a, b)| (a.clone(), b.clone())).collect();
    let files = saying(files, |said| {
        said.integrity = integrity;
        said.seed = seed.decimal();
        said.size = SIZE;
        said.entries = drawn.clone();
    });
    (path, zipped(own, &response::folder(&own.terms.id), &own.sealed(files)))
}

fn listed_anew(text: &str, path: &str, bag: &Files) -> String {
    let line = |line: &str| match line.ends_with(&format!("  {path}")) {
        true => format!("{}  {path}\n", hex(&sha256(&bag[path]))),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// Every file of a dossier by its path in the bag.
pub fn dossier_files(zip: &Path) -> Files {
    let mut bag = zip::ZipArchive::new(std::fs::File::open(zip).expect("the dossier")).expect("a zip");
    (0..bag.len())
        .map(|n| {
            let mut member = bag.by_index(n).expect("a member");
            let name = member.name().expect("a name").split_once('/').expect("a folder").1.to_owned();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("it unpacks");
            (name, bytes)
        })
        .collect()
}
