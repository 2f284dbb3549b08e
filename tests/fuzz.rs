//! The fuzz targets, driven by seeded mutations on the stable toolchain: the same bytes each time, a fixed share of what
//! `cargo fuzz` does without end. `HANDOVER_CAMPAIGN=all` runs twenty times as many.

mod kit;
#[path = "../fuzz/targets.rs"]
mod targets;

use handover::package::response::ResponseStatement;
use handover::package::tlog_proof::TlogProof;
use handover::package::zip::{Packed, ZipWriter};
use handover::proof::checkpoint::{self, Checkpoint};
use handover::proof::commitment::{Committer, SeedKey};
use handover::proof::digest::hex;
use handover::proof::opening;
use handover::proof::seal::{self, SealKey};
use handover::proof::timestamp;
use handover::proof::tree::Tree;
use handover::vault::{self, Answered, CustodianKey, VaultReader, VaultWriter};
use kit::authority::{Authority, P256};
use kit::{COVER, Dice, csv_of, marks, plain_export, whole_campaign};

/// Tokens that parsers of ours look out for.
const TOKENS: [&[u8]; 34] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x01\x02",
    b"=",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"../",
    b"data/",
    b"18446744073709551616",
    b"-1",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x87\xab",
    b"@",
    b"0000-00-00",
];

/// One to six changes to one of the seeds, now and then bytes from nowhere.
fn mutated(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(16)).min(bytes.len());
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.throw() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copy));
            }
            5 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            6 => {
                let noise: Vec<u8> = (0..dice.below(24)).map(|_| dice.throw() as u8).collect();
                drop(bytes.splice(at..at, noise));
            }
            _ => {
                let token = TOKENS[dice.below(TOKENS.len())].to_vec();
                drop(bytes.splice(at..at, token));
            }
        }
    }
    bytes.truncate(1 << 17);
    bytes
}

/// Runs a target on its seeds and on `share` mutations of them; tells which bytes it fell over, in hex.
fn drive(name: &str, seed: u64, share: usize, seeds: &[Vec<u8>], target: fn(&[u8])) {
    let mut dice = Dice(seed);
    let runs = if whole_campaign() { share * 100 } else { share * 5 };
    for seed in seeds {
        target(seed);
    }
    for run in 0..runs {
        let bytes = mutated(&mut dice, seeds);
        if std::panic::catch_unwind(|| target(&bytes)).is_err() {
            let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            panic!("{name}, run {run}, falls over these bytes: {hex}");
        }
    }
}

#[test]
fn intake() {
    let wide: Vec<u8> =
        String::from_utf8(plain_export(9)).expect("text").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let semicolons = String::from_utf8(plain_export(5)).expect("text").replace(',', ";").into_bytes();
    let seeds = [
        plain_export(12),
        csv_of(marks::marked_rows(8)),
        [b"\xff\xfe".as_slice(), &wide].concat(),
        semicolons,
        b"Name,Email,Date\r\n\"A\nB\",a@mail.example,2017-04-01\r\n\r\n,,\r\n\"C\"\"D\",c@mail.example,01/13/2017\r\n"
            .to_vec(),
        "Nom\tCourriel\tPays\tDate\nZo\u{e9}\tz@mail.example\tAllemagne\t3 mai 2017\n".as_bytes().to_vec(),
    ];
    drive("intake", 1, 2_000, &seeds, targets::intake);
}

#[test]
fn cover() {
    drive("cover", 2, 2_000, &[COVER.as_bytes().to_vec()], targets::cover);
}

#[test]
fn columns() {
    let seed = b"date_order = \"dmy\"\ndelimiter = \";\"\nencoding = \"windows-1252\"\ntimezone = \"America/New_York\"\n[columns]\n\"Nom\" = \"family_name\"\n\"#3\" = \"ignore\"\n";
    drive("columns", 3, 2_000, &[seed.to_vec()], targets::columns);
}

#[test]
fn policy() {
    let seeds = ["count", "pseudonymous", "initials", "named"]
        .map(|name| std::fs::read(format!("config/policies/{name}.toml")).expect("a built-in policy"));
    drive("policy", 4, 2_000, &seeds, targets::policy);
}

#[test]
fn statement() {
    let seed = br#"{"counts":{"by_country":[{"count":3,"country":"FR"}],"by_period":[{"count":3,"period":"other"}],"unit":"rows"},"created":"2017-05-11","exports":[{"commitment":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","rows":3}],"format":"handover-dossier/1","handover":{"consent":"c"},"id":"aaaaaaaaaaaaaaaa","ledger":{"accepted":3,"cleaned":{},"duplicates":0,"flagged":{},"identified_by":{"email":3},"rows_read":3,"set_aside":{}},"organiser":{"name":"o"},"petition":{"language":"fr","text":"t","title":"t"},"policy":{"k":20,"name":"count","rows":false},"recipient":{"name":"r"},"register":{"fields":["email"],"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":3},"software":"handover 0.1.0"}"#;
    let read = handover::package::statement::Statement::read(seed);
    assert!(
        read.statement.is_some() && read.canonical && read.faults.is_empty(),
        "the seed is a statement: {:?}",
        read.faults
    );
    drive("statement", 5, 5_000, &[seed.to_vec()], targets::statement);
}

#[test]
fn manifests() {
    let seed =
        [["0"; 64].concat(), "  data/a.txt\n".to_owned(), ["f"; 64].concat(), "  data/b.txt\n".to_owned()].concat();
    drive("manifests", 6, 10_000, &[seed.into_bytes()], targets::manifests);
}

#[test]
fn labels() {
    let seed = b"Source-Organization: All\nExternal-Identifier: aaaaaaaaaaaaaaaa\nPayload-Oxum: 1.2\nHandover-Format: 1\nX-Note: y\n";
    drive("labels", 7, 10_000, &[seed.to_vec()], targets::labels);
}

#[test]
fn seals() {
    let key = SealKey::from_seed(&[7; 32]);
    let seeds = [
        key.seal(b"message", seal::DOSSIER).into_bytes(),
        seal::allowed_signers("example.org", &key.public()).into_bytes(),
        key.public().openssh().into_bytes(),
    ];
    drive("seals", 8, 10_000, &seeds, targets::seals);
}

#[test]
fn timestamps() {
    let authority = Authority::new(P256);
    let reply = authority.reply(&timestamp::request(&[9; 32], Some(&[1; 8])), "");
    let token = timestamp::token_of(&reply).expect("a token");
    assert!(timestamp::open(&token, &[9; 32]).is_ok(), "the seed is a token");
    let refusal = authority.reply(&timestamp::request(&[9; 32], None), "digests = sha512");
    let seeds = [reply, token, refusal, authority.read("root.crt")];
    drive("timestamps", 14, 5_000, &seeds, targets::timestamps);
}

#[test]
fn checkpoints() {
    let about = Checkpoint { origin: checkpoint::origin("example.org", "aaaaaaaaaaaaaaaa"), size: 3, root: [9; 32] };
    let (note, key) = about.write(&SealKey::from_seed(&[7; 32]));
    drive("checkpoints", 9, 10_000, &[format!("{key}\n{note}").into_bytes()], targets::checkpoints);
}

#[test]
fn openings() {
    let seed =
        format!("{{\"fields\":[\"{}\",[\"{}\",\"Z\u{e9} \\\"\"]],\"v\":1}}", ["a"; 64].concat(), ["b"; 32].concat());
    drive("openings", 10, 10_000, &[seed.into_bytes()], targets::openings);
}

#[test]
fn proofs() {
    let extra = format!("{{\"fields\":[\"{}\",[\"{}\",\"Z\u{e9}\"]],\"v\":1}}", ["a"; 64].concat(), ["b"; 32].concat());
    let about = Checkpoint { origin: checkpoint::origin("example.org", "aaaaaaaaaaaaaaaa"), size: 9, root: [9; 32] };
    let (checkpoint, _) = about.write(&SealKey::from_seed(&[7; 32]));
    let seeds = [0, 1, 4].map(|length| {
        let proof = TlogProof {
            extra: extra.clone().into(),
            index: 8,
            path: vec![[5; 32]; length],
            checkpoint: checkpoint.clone(),
        };
        proof.write().into_bytes()
    });
    for seed in &seeds {
        let proof = TlogProof::read(seed).expect("the seed is a proof");
        assert!(opening::read(&proof.extra, 2).is_some(), "with an opening");
    }
    drive("proofs", 15, 10_000, &seeds, targets::proofs);
}

#[test]
fn responses() {
    let response = ResponseStatement {
        id: "aaaaaaaaaaaaaaaa".to_owned(),
        integrity: [1; 32],
        dice: "31415926535897932384".to_owned(),
        nonce: [2; 32],
        seed: "115792089237316195423570985008687907853269984665640564039457584007913129639935".to_owned(),
        size: 3,
        fields: ["given_name", "city"].map(str::to_owned).to_vec(),
        entries: vec![7, 3, 9_007_199_254_740_991],
        withheld: vec![3],
    };
    let seed = response.to_text().into_bytes();
    assert!(ResponseStatement::read(&seed) == Some(response), "the seed is a response");
    drive("responses", 16, 10_000, &[seed], targets::responses);
}

#[test]
fn zips() {
    let day = handover::day::Day::parse("2017-05-11").expect("a day");
    let mut zip = ZipWriter::new(Vec::new(), day);
    for (name, bytes) in
        [("dossier-aaaaaaaaaaaaaaaa/bagit.txt", b"stored".repeat(9)), ("dossier-aaaaaaaaaaaaaaaa/data/x", vec![0; 900])]
    {
        zip.member(name, &Packed::stored(&bytes), &mut bytes.as_slice()).expect("a vector takes all");
    }
    let mut deflated = std::io::Cursor::new(Vec::new());
    let mut other = zip::ZipWriter::new(&mut deflated);
    for name in ["dossier-aaaaaaaaaaaaaaaa/a", "dossier-aaaaaaaaaaaaaaaa/b"] {
        other.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        std::io::Write::write_all(&mut other, &b"deflated ".repeat(200)).expect("a vector takes all");
    }
    other.finish().expect("a vector takes all");
    drive("zips", 12, 20_000, &[zip.finish().expect("a vector takes all"), deflated.into_inner()], targets::zips);
}

#[test]
fn vaults() {
    let identity = age::x25519::Identity::generate();
    let custodian = CustodianKey::parse(&identity.to_public().to_string()).expect("a recipient");
    let mut committer = Committer::new(SeedKey::new(&[1; 32]), 2);
    let (mut tree, mut writer) = (Tree::new(), VaultWriter::begin(Vec::new(), &[custodian], 2).expect("begun"));
    for index in 0..300 {
        let (seed, leaf) = committer.leaf(index, [b"one".as_slice(), b"two"].into_iter());
        writer.entry(&leaf, &seed, b"\x03one\x03two").expect("written");
        tree.push(leaf);
    }
    let about = format!(
        r#"{{"id":"a","root":"{}","integrity":"{}","seal_fingerprint":"SHA256:x","fields":["email","shown"],"exports":[],"custodians":[]}}"#,
        hex(&tree.root()),
        ["0"; 64].concat()
    );
    let about = serde_json::from_str(&about).expect("a description");
    let sealed = writer.finish(about, &tree.level8()).expect("finished");
    let text = identity.to_string();
    let text = age::secrecy::ExposeSecret::expose_secret(&text);
    let mut reader = VaultReader::open(std::io::Cursor::new(&sealed), text).expect("opens");
    let answered = Answered { dice: "6".repeat(20), size: 3 };
    let custodian = reader.about().keys().expect("a recipient");
    let cut = vault::cut(&mut reader, Vec::new(), &custodian, &[0, 255, 299], answered).expect("cut");
    let seeds = [sealed, cut].map(|file| age::decrypt(&identity, &file).expect("decrypts"));
    for seed in &seeds {
        let mut vault = vault::Plain::read(std::io::Cursor::new(seed)).expect("a vault");
        assert!(vault.entry(255).is_ok_and(|(opened, _)| !opened.is_forgotten()), "the seed is a vault");
    }
    drive("vaults", 13, 5_000, &seeds, targets::vaults);
}

#[test]
fn identities() {
    let mut recipient = age::scrypt::Recipient::new(age::secrecy::SecretString::from("passphrase".to_owned()));
    recipient.set_work_factor(1);
    let seeds = [
        age::encrypt(&recipient, b"AGE-SECRET-KEY-1").expect("encrypts"),
        age::encrypt_and_armor(&recipient, b"AGE-SECRET-KEY-1").expect("encrypts").into_bytes(),
    ];
    for seed in &seeds {
        assert!(vault::unlock(seed, "passphrase").is_ok(), "the seed is an identity file");
    }
    drive("identities", 14, 300, &seeds, targets::identities);
}

#[test]
fn escapes() {
    let seeds = ["=1+1", "'=1", "''=1", "\u{200b}\u{feff} '@x", "\u{ff1d}1", "plain", "'plain", " \u{3000}'-1"];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    drive("escapes", 11, 50_000, &seeds, targets::escapes);
}
