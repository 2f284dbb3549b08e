//! A dossier in memory that tests take apart: files are changed, listed again, sealed again, zipped again.
#![allow(dead_code, reason = "each test program uses its part")]

use handover::day::Day;
use handover::entry::Column;
use handover::jcs;
use handover::package::bag_info::{BagInfo, Challenge};
use handover::package::statement::Statement;
use handover::package::zip::{Packed, ZipWriter};
use handover::package::{manifest, names};
use handover::progress::Silent;
use handover::proof::checkpoint::{Checkpoint, origin};
use handover::proof::digest::{base64, sha256};
use handover::proof::seal::{self, SealKey};
use handover::proof::tag::pseudonym;
use handover::table::{counts_csv, datapackage};
use handover::verify::{Limits, Pins, Report, VerifyError, verify};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub const ID: &str = "abcdefghijkmnpqr";
pub const NAME: &str = "example.org";
pub const SIZE: u64 = 60;

/// Files of a dossier by their path in it, and the key that seals it.
#[derive(Clone)]
pub struct Dossier {
    pub folder: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

pub fn key() -> SealKey {
    SealKey::from_seed(&[7; 32])
}

fn day() -> Day {
    Day::parse("2017-05-11").expect("a day")
}

impl Dossier {
    /// Under the policy `count`: no list.
    pub fn count() -> Dossier {
        Dossier::new(json!({"k": 20, "name": "count", "rows": false}), "rows")
    }

    /// Under `initials`, with a list of sixty entries.
    pub fn with_list() -> Dossier {
        Dossier::new(json!({"k": 10, "name": "initials", "rows": true}), "signatures")
    }

    fn new(policy: Value, unit: &str) -> Dossier {
        let rows = policy["rows"] == true;
        let root = [9; 32];
        let (mut fields, duplicates) = (vec!["given_name", "family_name", "email", "country", "signed_at"], 3);
        let total = if unit == "rows" { SIZE + duplicates } else { SIZE };
        let mut statement = json!({
            "format": "handover-dossier/1", "id": ID, "created": "2017-05-11", "software": "handover 0.1.0",
            "petition": {"title": "Justice", "text": "We ask.\nPlease.", "language": "fr"},
            "organiser": {"name": "All Out"}, "recipient": {"name": "Procureur général", "country": "RU"},
            "handover": {"consent": "Article 9(2)(a)"},
            "policy": policy,
            "ledger": {"rows_read": SIZE + duplicates + 2, "accepted": SIZE, "duplicates": duplicates,
                "set_aside": {"malformed": 2}, "identified_by": {"email": SIZE}, "flagged": {"unknown-country": 25},
                "cleaned": {}},
            "exports": [{"rows": SIZE + duplicates + 2, "commitment": "ab".repeat(32)}],
            "counts": {"unit": unit,
                "by_country": [{"country": "DE", "count": 20}, {"country": "FR", "count": 20},
                    {"country": "other", "count": total - 40}],
                "by_period": [{"period": "2017-04", "count": total}]},
        });
        let mut dossier = Dossier { folder: names::folder(ID), files: BTreeMap::new() };
        if rows {
            fields.push("shown");
            let (columns, list) = list();
            statement["list"] =
                json!({"columns": columns.iter().map(|column| column.name()).collect::<Vec<_>>(), "volumes": 2});
            let package = datapackage(&columns, SIZE, list.len() as u64, sha256(&list));
            dossier.set(names::DATAPACKAGE, jcs::to_text(&package));
            dossier.set(names::LIST, list);
            dossier.set(&names::volume(1), pdf());
            dossier.set(&names::volume(2), pdf());
        }
        statement["register"] = json!({"size": SIZE, "root": base64(&root), "fields": fields});
        dossier.set(names::STATEMENT, jcs::to_text(&statement));
        let read = dossier.statement();
        dossier.set(names::COUNTS, counts_csv(&read.counts));
        dossier.set(names::COVER, pdf());
        dossier.set(names::HOW_TO_VERIFY, "\u{feff}sha256sum -c manifest-sha256.txt\r\n");
        dossier.set(names::BAGIT, *names::BAGIT_TXT);
        dossier.set(names::ALLOWED_SIGNERS, seal::allowed_signers(NAME, &key().public()));
        let checkpoint = Checkpoint { origin: origin(NAME, ID), size: SIZE, root };
        let (note, vkey) = checkpoint.write(&key());
        dossier.set(names::CHECKPOINT, note);
        let bag_info = BagInfo {
            source_organization: &read.organiser.name,
            external_identifier: ID,
            external_description: &read.petition.title,
            bagging_date: day(),
            payload_oxum: dossier.payload(),
            intended_recipient: &read.recipient.in_one_line(),
            handover_policy: &read.policy.name,
            register_size: SIZE,
            register_root: &read.register.root,
            challenge: Some(Challenge { commitment: [5; 32], max_rows: SIZE, fields: vec!["given_name", "country"] }),
            seal_name: NAME,
            seal_fingerprint: &key().public().fingerprint(),
            note_verifier_key: &vkey,
        };
        dossier.set(names::BAG_INFO, bag_info.to_text());
        dossier.listed().sealed()
    }

    pub fn statement(&self) -> Statement {
        Statement::read(&self.files[names::STATEMENT]).statement.expect("the statement reads")
    }

    pub fn set(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }

    pub fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Dossier {
        self.set(path, bytes);
        self
    }

    pub fn without(mut self, path: &str) -> Dossier {
        self.files.remove(path).expect("the file is there");
        self
    }

    /// One text for another in one file; it must be there.
    pub fn edit(mut self, path: &str, from: &str, to: &str) -> Dossier {
        let text = String::from_utf8(self.files.remove(path).expect("the file is there")).expect("it is text");
        assert!(text.contains(from), "{path} has {from:?}");
        self.set(path, text.replacen(from, to, 1));
        self
    }

    /// The statement changed and written again in canonical form.
    pub fn restated(mut self, change: impl FnOnce(&mut Value)) -> Dossier {
        let mut value = serde_json::from_slice(&self.files[names::STATEMENT]).expect("the statement is JSON");
        change(&mut value);
        self.set(names::STATEMENT, jcs::to_text(&value));
        self
    }

    pub fn payload(&self) -> (u64, u64) {
        let payload = self.files.iter().filter(|(path, _)| path.starts_with("data/"));
        payload.fold((0, 0), |(bytes, files), (_, file)| (bytes + file.len() as u64, files + 1))
    }

    /// `Payload-Oxum` and both manifests made again.
    pub fn listed(mut self) -> Dossier {
        let (bytes, files) = self.payload();
        let text = String::from_utf8(self.files[names::BAG_INFO].clone()).expect("it is text");
        let lines: Vec<String> = text
            .split_inclusive('\n')
            .map(|line| match line.starts_with("Payload-Oxum: ") {
                true => format!("Payload-Oxum: {bytes}.{files}\n"),
                false => line.to_owned(),
            })
            .collect();
        self.set(names::BAG_INFO, lines.concat());
        let payload = self.files.iter().filter(|(path, _)| path.starts_with("data/"));
        let manifest = manifest::to_text(payload.map(|(path, bytes)| (path.as_str(), sha256(bytes))));
        self.set(names::MANIFEST, manifest);
        self.tagged()
    }

    /// The tag manifest made again, over whatever the tag files are.
    pub fn tagged(mut self) -> Dossier {
        let tags = names::TAGGED.into_iter().filter_map(|path| Some((path, sha256(self.files.get(path)?))));
        let tagmanifest = manifest::to_text(tags);
        self.set(names::TAGMANIFEST, tagmanifest);
        self
    }

    pub fn sealed(self) -> Dossier {
        let armour = key().seal(&self.files[names::TAGMANIFEST], seal::DOSSIER);
        self.with(names::SEAL, armour)
    }

    pub fn zip(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Vec::new(), day());
        for (path, bytes) in &self.files {
            let name = format!("{}/{path}", self.folder);
            zip.member(&name, &Packed::stored(bytes), &mut &bytes[..]).expect("memory takes it");
        }
        zip.finish().expect("memory takes it")
    }

    /// Writes the dossier as a folder below `parent`.
    pub fn unpack(&self, parent: &std::path::Path) -> std::path::PathBuf {
        let root = parent.join(&self.folder);
        for (path, bytes) in &self.files {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().expect("below the root")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        root
    }
}

/// Sixty entries of three combinations, in the order of their pseudonyms.
fn list() -> (Vec<Column>, Vec<u8>) {
    let columns = vec![Column::Entry, Column::Pseudonym, Column::Initials, Column::Country, Column::Signed];
    let mut tags: Vec<_> = (0..SIZE).map(|n| sha256(&n.to_be_bytes())).collect();
    tags.sort();
    let mut text = String::from("\"entry\",\"pseudonym\",\"initials\",\"country\",\"signed\"\r\n");
    for (n, tag) in tags.iter().enumerate() {
        let shown = [r#""Z. O.","FR","2017-04""#, r#""A.","DE","""#, r#""","","""#][n % 3];
        text.push_str(&format!("\"{}\",\"{}\",{shown}\r\n", n + 1, pseudonym(tag)));
    }
    (columns, text.into_bytes())
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.7\nnothing\n%%EOF\n".to_vec()
}

pub fn verified(path: &std::path::Path, pins: &Pins) -> Result<Report, VerifyError> {
    verify(path, pins, Limits::default(), 2, &Silent)
}

/// Verifies bytes as a zip.
pub fn verified_zip(bytes: &[u8]) -> Result<Report, VerifyError> {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), bytes).expect("a temporary file takes bytes");
    verified(file.path(), &Pins::default())
}

/// The codes of a report, each once, sorted.
pub fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<_> = report.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
