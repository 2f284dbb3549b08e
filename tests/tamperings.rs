//! What a strict verifier refuses: a table of tamperings, each with exactly the findings it raises.

mod kit;
mod support;

use handover::package::names;
use handover::package::zip::{Packed, ZipWriter};
use handover::proof::digest::sha256;
use handover::proof::seal::{self, SealKey};
use handover::proof::timestamp;
use handover::verify::{Limits, Pinned, Pins, SealPin, Verdict, VerifyError, verify};
use kit::authority::{Authority, P256};
use serde_json::json;
use support::{Dossier, codes, key, verified, verified_zip};

/// What was done, to which dossier it was done, and the codes that tell it.
type Tampering = (&'static str, Dossier, &'static [&'static str]);

/// Everything that stands below a seal, sealed again after it was changed: only the contents betray it.
fn again(dossier: Dossier) -> Dossier {
    dossier.listed().sealed()
}

fn tag_again(dossier: Dossier) -> Dossier {
    dossier.tagged().sealed()
}

fn of_files() -> Vec<Tampering> {
    let count = Dossier::count;
    let list = Dossier::with_list;
    vec![
        ("a cover changed", count().edit(names::COVER, "nothing", "notable"), &["digest"]),
        ("a cover grown", count().edit(names::COVER, "nothing", "something"), &["digest", "payload-oxum"]),
        ("a tag file changed", count().edit(names::BAG_INFO, "RU", "CH"), &["digest", "label-differs"]),
        ("a file beyond the payload", count().with("notes.txt", "x"), &["file-unknown"]),
        ("a seal in a PDF's name", count().with("tagmanifest-sha256.txt.pdf", "x"), &["file-unknown"]),
        ("a file in proof/", count().with("proof/extra", "x"), &["file-unknown"]),
        ("fetch.txt", count().with("fetch.txt", "https://example.org/x 1 data/x\n"), &["file-unknown"]),
        ("another algorithm's manifest", count().with("manifest-sha512.txt", ""), &["file-unknown"]),
        ("a co-seal's label in capitals", count().with("tagmanifest-sha256.txt.NGO.sig", "x"), &["file-unknown"]),
        (
            "a payload file that nothing lists",
            count().with("data/x.pdf", "x"),
            &["file-unknown", "manifest-unlisted", "payload-oxum"],
        ),
        ("a payload file listed and sealed", again(count().with("data/x.pdf", "x")), &["file-unknown"]),
        (
            "a list under `count`",
            again(count().with(names::LIST, "x")),
            &["file-without-rows", "list-length", "list-line"],
        ),
        ("a volume under `count`", again(count().with(&names::volume(1), support::pdf())), &["file-without-rows"]),
        ("no cover", count().without(names::COVER), &["file-missing", "manifest-absent", "payload-oxum"]),
        ("no cover, sealed so", again(count().without(names::COVER)), &["file-missing"]),
        ("no seal", count().without(names::SEAL), &["file-missing"]),
        ("no checkpoint", tag_again(count().without(names::CHECKPOINT)), &["file-missing", "tagmanifest-files"]),
        ("no list on paper", again(list().without(&names::volume(1)).without(&names::volume(2))), &["list-volumes"]),
        ("a volume gone", again(list().without(&names::volume(2))), &["list-volumes"]),
        (
            "a volume left out",
            again(list().without(&names::volume(1)).with(&names::volume(3), support::pdf())),
            &["list-volumes"],
        ),
        ("no datapackage", again(list().without(names::DATAPACKAGE)), &["file-missing"]),
        ("a PDF that does not end", again(count().with(names::COVER, "%PDF-1.7\n")), &["pdf-form"]),
        ("a PDF with a head before it", again(count().with(names::COVER, "GIF89a%PDF-1.7\n%%EOF\n")), &["pdf-form"]),
        ("bagit.txt of another version", tag_again(count().edit(names::BAGIT, "1.0", "0.97")), &["bagit-txt"]),
        ("bagit.txt with CR LF", tag_again(count().edit(names::BAGIT, "1.0\n", "1.0\r\n")), &["bagit-txt"]),
        ("HOW-TO-VERIFY without its mark", again(count().with(names::HOW_TO_VERIFY, "x\r\n")), &["how-to-verify"]),
        ("HOW-TO-VERIFY with LF", again(count().with(names::HOW_TO_VERIFY, "\u{feff}x\n")), &["how-to-verify"]),
        ("another folder's name", Dossier { folder: "dossier".into(), ..count() }, &["folder-name"]),
        (
            "another id in the folder's name",
            Dossier { folder: names::folder("aaaaaaaaaaaaaaaa"), ..count() },
            &["id-differs"],
        ),
    ]
}

fn of_tags() -> Vec<Tampering> {
    let count = Dossier::count;
    let info = |from, to| tag_again(count().edit(names::BAG_INFO, from, to));
    let first_line = |dossier: &Dossier| {
        String::from_utf8_lossy(&dossier.files[names::MANIFEST]).lines().next().expect("a line").to_owned() + "\n"
    };
    let line = first_line(&count());
    let manifest = |from: &str, to: &str| tag_again(count().edit(names::MANIFEST, from, to));
    vec![
        ("a manifest with a mark", manifest(&line, &format!("\u{feff}{line}")), &["manifest-form"]),
        (
            "a manifest with CR LF",
            manifest(&line, &line.replace('\n', "\r\n")),
            &["manifest-absent", "manifest-form", "manifest-path", "manifest-unlisted"],
        ),
        ("a manifest in capitals", manifest(&line, &line.to_uppercase()), &["manifest-form", "manifest-unlisted"]),
        ("one space in a manifest", manifest("  data", " data"), &["manifest-form", "manifest-unlisted"]),
        ("a path listed twice", manifest(&line, &line.repeat(2)), &["manifest-twice"]),
        ("a path out of order", manifest(&line, "").with_line(&line), &["manifest-order"]),
        (
            "a path that leaves the bag",
            manifest(&line, &format!("{}  ../x\n{line}", "0".repeat(64))),
            &["manifest-absent", "manifest-path"],
        ),
        (
            "an absolute path",
            manifest(&line, &format!("{}  /etc/passwd\n{line}", "0".repeat(64))),
            &["manifest-absent", "manifest-path"],
        ),
        (
            "a path by another name",
            manifest(&line, &format!("{}  C:\\x\n{line}", "0".repeat(64))),
            &["manifest-absent", "manifest-path"],
        ),
        (
            "a file listed that is not there",
            manifest(&line, &format!("{}  a\n{line}", "0".repeat(64))),
            &["manifest-absent"],
        ),
        ("a file left out of the manifest", manifest(&line, ""), &["manifest-unlisted"]),
        ("a tag file left out", count().without_tag(names::ALLOWED_SIGNERS).sealed(), &["tagmanifest-files"]),
        ("a label folded", info("All Out", "All\n Out"), &["label-differs", "label-form"]),
        ("a label twice", info("Seal-Name: ", "Register-Size: 60\nSeal-Name: "), &["label-twice"]),
        ("a label of BagIt's", info("Seal-Name: ", "Bag-Size: 1 KB\nSeal-Name: "), &["label-unknown"]),
        (
            "labels out of order",
            info("Bagging-Date: 2017-05-11\n", "").with_label("Bagging-Date: 2017-05-11\n"),
            &["label-order"],
        ),
        ("a label gone", info("Handover-Policy: count\n", ""), &["label-missing"]),
        ("another title", info("Justice", "Injustice"), &["label-differs"]),
        ("another date", info("2017-05-11", "2017-05-12"), &["label-differs"]),
        ("another recipient", info(", RU", ", CH"), &["label-differs"]),
        ("another policy", info("Policy: count", "Policy: named"), &["label-differs"]),
        ("another size", info("Size: 60", "Size: 61"), &["label-differs"]),
        ("another size, padded", info("Size: 60", "Size: 060"), &["label-differs"]),
        ("another root", info("Root: CQkJ", "Root: CQkK"), &["label-differs"]),
        ("two ids", info("Identifier: abc", "Identifier: bbc"), &["checkpoint-differs", "id-differs"]),
        (
            "two ids, the statement's",
            again(count().restated(|it| it["id"] = json!("bbcdefghijkmnpqr"))),
            &["id-differs"],
        ),
        ("another fingerprint", info("SHA256:", "SHA256:A"), &["label-differs"]),
        (
            "another seal's name",
            info("Seal-Name: example", "Seal-Name: exemple"),
            &["checkpoint-differs", "label-differs"],
        ),
        ("a payload of another size", info("Payload-Oxum: ", "Payload-Oxum: 1"), &["payload-oxum"]),
        ("more rows to open than there are", info("Max-Rows: 60", "Max-Rows: 61"), &["challenge-labels"]),
        ("rows to open and nothing to open them with", info("Max-Rows: 60", "Max-Rows: 0"), &["challenge-labels"]),
        ("fields to open out of order", info("given_name,country", "country,given_name"), &["challenge-labels"]),
        ("`shown` to open", info("given_name,country", "given_name,shown"), &["challenge-labels"]),
        ("a field to open that no export had", info("given_name,country", "given_name,phone"), &["challenge-labels"]),
        ("a commitment in capitals", info("Commitment: 0505", "Commitment: 0A05"), &["challenge-labels"]),
        (
            "rows to open without consent",
            again(count().restated(|it| it["handover"] = json!({}))),
            &["challenge-labels"],
        ),
    ]
}

/// An authority's, as it comes from one.
fn token_over(covered: &[u8]) -> Vec<u8> {
    let authority = Authority::new(P256);
    timestamp::token_of(&authority.reply(&timestamp::request(&sha256(covered), None), "")).expect("a token")
}

fn of_seals() -> Vec<Tampering> {
    let count = Dossier::count;
    let other = SealKey::from_seed(&[8; 32]);
    let covered = count().files[names::TAGMANIFEST].clone();
    let response = key().seal(&covered, seal::RESPONSE);
    let by_other = other.seal(&covered, seal::DOSSIER);
    let good = key().seal(&covered, seal::DOSSIER);
    let coseal = "tagmanifest-sha256.txt.partner.sig";
    let note = |from, to| tag_again(count().edit(names::CHECKPOINT, from, to));
    vec![
        ("a seal in another namespace", count().with(names::SEAL, response), &["seal-namespace"]),
        ("a seal by another key", count().with(names::SEAL, &by_other), &["seal-key"]),
        ("a seal over something else", count().with(names::SEAL, key().seal(b"else", seal::DOSSIER)), &["seal-broken"]),
        ("a seal with a line end more", count().with(names::SEAL, format!("{good}\n")), &["seal-form"]),
        ("a seal with CR LF", count().with(names::SEAL, good.replace('\n', "\r\n")), &["seal-form"]),
        (
            "a tag manifest changed",
            count().edit(names::TAGMANIFEST, "  bag-info", " *bag-info"),
            &["manifest-form", "seal-broken", "tagmanifest-files"],
        ),
        (
            "two keys allowed",
            tag_again(
                count().with(names::ALLOWED_SIGNERS, seal::allowed_signers("example.org", &key().public()).repeat(2)),
            ),
            &["allowed-signers"],
        ),
        (
            "a key for any purpose",
            tag_again(count().edit(names::ALLOWED_SIGNERS, "handover-dossier,", "file,handover-dossier,")),
            &["allowed-signers"],
        ),
        ("a co-seal over something else", count().with(coseal, other.seal(b"else", seal::DOSSIER)), &["coseal-broken"]),
        (
            "a co-seal in another namespace",
            count().with(coseal, other.seal(&covered, seal::NOTICE)),
            &["coseal-broken"],
        ),
        ("a time stamp that is none", count().with(names::TIMESTAMP, "token"), &["timestamp"]),
        ("a time stamp over something else", count().with(names::TIMESTAMP, token_over(b"else")), &["timestamp"]),
        (
            "a time stamp with a byte more",
            count().with(names::TIMESTAMP, [&token_over(&covered)[..], b"x"].concat()),
            &["timestamp"],
        ),
        (
            "a time stamp of nobody",
            count().with(names::TIMESTAMP, [&[0x30, 0x22, 0x04, 0x20], &sha256(&covered)[..]].concat()),
            &["timestamp"],
        ),
        (
            "more co-seals than there are partners",
            (0..33).fold(count(), |dossier, n| dossier.with(&format!("tagmanifest-sha256.txt.p{n}.sig"), &by_other)),
            &["coseals-many"],
        ),
        ("a checkpoint of another size", note("\n60\n", "\n61\n"), &["checkpoint-broken"]),
        ("a checkpoint with a line more", note("\n\n", "\nmore\n\n"), &["checkpoint-form"]),
        ("a checkpoint of another origin", note("example.org", "example.com"), &["checkpoint-broken"]),
        (
            "a checkpoint key that is none",
            tag_again(count().edit(names::BAG_INFO, "Verifier-Key: ", "Verifier-Key: x")),
            &["checkpoint-key"],
        ),
    ]
}

fn of_statements() -> Vec<Tampering> {
    let count = Dossier::count;
    let state = |path: &'static str, value: serde_json::Value| {
        again(count().restated(move |it| *it.pointer_mut(path).expect("the member is there") = value))
    };
    let add = |path: &'static str, name: &'static str, value: serde_json::Value| {
        again(count().restated(move |it| it.pointer_mut(path).expect("the object is there")[name] = value))
    };
    // Tables are changed in the CSV too, so that the statement alone betrays them.
    let tables = |change: fn(&mut serde_json::Value)| {
        let mut dossier = count().restated(|it| change(&mut it["counts"]));
        let csv = handover::table::counts_csv(&dossier.statement().counts);
        dossier.set(names::COUNTS, csv);
        again(dossier)
    };
    vec![
        ("a statement that is no JSON", again(count().with(names::STATEMENT, "{")), &["statement-json"]),
        (
            "a statement in another order",
            again(count().edit(names::STATEMENT, "{\"counts\"", "{ \"counts\"")),
            &["statement-jcs"],
        ),
        (
            "a member twice",
            again(count().edit(names::STATEMENT, "\"software\":", "\"software\":\"x\",\"software\":")),
            &["statement-jcs"],
        ),
        ("an unknown member", add("/petition", "author", json!("x")), &["statement-unknown"]),
        (
            "a member gone",
            again(count().edit(names::STATEMENT, ",\"software\":\"handover 0.1.0\"", "")),
            &["statement-missing"],
        ),
        ("a number as text", state("/register/size", json!("60")), &["statement-type"]),
        ("an empty member", add("/petition", "url", json!(null)), &["statement-type"]),
        ("another format", state("/format", json!("handover-dossier/2")), &["statement-value"]),
        ("a language that is none", state("/petition/language", json!("French")), &["statement-value"]),
        (
            "a root that is too short",
            state("/register/root", json!("CQkJ")),
            &["checkpoint-differs", "label-differs", "statement-value"],
        ),
        ("a commitment that is none", state("/exports/0/commitment", json!("ab")), &["statement-value"]),
        ("a row too many", state("/ledger/rows_read", json!(66)), &["ledger-exports", "ledger-sum"]),
        ("a row of an export too few", state("/exports/0/rows", json!(64)), &["ledger-exports"]),
        ("numbers that overflow", state("/ledger/duplicates", json!(1u64 << 53)), &["counts-sum", "ledger-sum"]),
        (
            "somebody accepted whom nothing identified",
            state("/ledger/identified_by/email", json!(59)),
            &["ledger-accepted"],
        ),
        ("an unknown reason", add("/ledger/set_aside", "late", json!(0)), &["ledger-name", "ledger-zero"]),
        ("an unknown identity", add("/ledger/identified_by", "face", json!(0)), &["ledger-name"]),
        ("more flags than rows", add("/ledger/flagged", "url-in-name", json!(66)), &["ledger-remarks"]),
        ("more cleaned than cells", add("/ledger/cleaned", "controls", json!(301)), &["ledger-remarks"]),
        ("no fields", state("/register/fields", json!([])), &["challenge-labels", "register-fields"]),
        ("a small flag", add("/ledger/flagged", "url-in-name", json!(19)), &["ledger-small"]),
        ("a few duplicates of another name", add("/ledger", "duplicates_other_name", json!(2)), &["ledger-small"]),
        (
            "more of another name than duplicates",
            add("/ledger", "duplicates_other_name", json!(20)),
            &["ledger-duplicates"],
        ),
        (
            "fields out of order",
            state("/register/fields", json!(["email", "given_name", "country"])),
            &["register-fields"],
        ),
        (
            "`shown` without a list",
            state("/register/fields", json!(["given_name", "country", "shown"])),
            &["register-fields"],
        ),
        ("a list stated without rows", add("", "list", json!({"columns": ["entry"], "volumes": 1})), &["list-stated"]),
        ("`count` with a small k", state("/policy/k", json!(10)), &["policy-count"]),
        ("a table that sums to more", tables(|it| it["by_period"][0]["count"] = json!(64)), &["counts-sum"]),
        ("a table out of order", tables(|it| it["by_country"][0]["country"] = json!("GB")), &["counts-order"]),
        (
            "`other` not last",
            tables(|it| it["by_country"].as_array_mut().expect("cells").rotate_right(1)),
            &["counts-label", "counts-order"],
        ),
        ("a country in small letters", tables(|it| it["by_country"][1]["country"] = json!("fr")), &["counts-label"]),
        ("a country that nobody has", tables(|it| it["by_country"][0]["country"] = json!("AA")), &["counts-label"]),
        ("an unknown country", tables(|it| it["by_country"][1]["country"] = json!("ZZ")), &["counts-label"]),
        ("a period that is none", tables(|it| it["by_period"][0]["period"] = json!("2017-13")), &["counts-label"]),
        (
            "a small cell",
            tables(|it| {
                it["by_country"][0]["count"] = json!(19);
                it["by_country"][1]["count"] = json!(21);
            }),
            &["counts-small"],
        ),
        (
            "a small rest",
            tables(|it| {
                it["by_country"][0]["count"] = json!(30);
                it["by_country"][1]["count"] = json!(31);
                it["by_country"][2]["count"] = json!(2);
            }),
            &["counts-small"],
        ),
        (
            "a table that is not the statement's",
            again(count().edit(names::COUNTS, "\"20\"", "\"21\"")),
            &["counts-csv"],
        ),
    ]
}

fn of_lists() -> Vec<Tampering> {
    let list = |from: &str, to: &str| {
        let dossier = Dossier::with_list().edit(names::LIST, from, to);
        let bytes = dossier.files[names::LIST].clone();
        // The description follows, so that the list alone betrays itself.
        let columns: Vec<_> = dossier.statement().list.iter().flat_map(|list| list.columns.clone()).collect();
        let columns: Vec<_> = columns.iter().filter_map(|name| handover::entry::Column::from_name(name)).collect();
        let package = handover::table::datapackage(&columns, support::SIZE, bytes.len() as u64, sha256(&bytes));
        again(dossier.with(names::DATAPACKAGE, handover::jcs::to_text(&package)))
    };
    vec![
        ("a list with a mark", list("\"entry\"", "\u{feff}\"entry\""), &["list-header", "list-line"]),
        ("a column of another name", list("\"initials\"", "\"city\""), &["list-header"]),
        ("a line with LF", list("\"FR\",\"2017-04\"\r\n", "\"FR\",\"2017-04\"\n"), &["list-line"]),
        ("a cell without quotes", list("\"FR\"", "FR"), &["list-line"]),
        ("a line end in a cell", list("Z. O.", "Z.\r\nO."), &["list-entry", "list-length", "list-line"]),
        ("a wrong number", list("\r\n\"2\"", "\r\n\"3\""), &["list-entry"]),
        ("a control character", list("Z. O.", "Z.\u{9f}O."), &["list-control", "list-small"]),
        ("a hidden character", list("Z. O.", "Z.\u{200b}O."), &["list-control", "list-small"]),
        ("a hidden mark of order", list("Z. O.", "Z.\u{feff}O."), &["list-control", "list-small"]),
        ("a formula", list("Z. O.", "=1"), &["list-escape", "list-small"]),
        ("an escape without need", list("Z. O.", "'Z. O."), &["list-escape", "list-small"]),
        ("initials under k", list("Z. O.", "Q. Q."), &["list-small"]),
        (
            "a country that its table merges",
            {
                let dossier = Dossier::with_list();
                let text = String::from_utf8_lossy(&dossier.files[names::LIST]).replace("\"DE\"", "\"AT\"");
                let package = dossier.files[names::LIST].clone();
                let _ = package;
                let dossier = dossier.with(names::LIST, &text);
                let columns: Vec<_> = ["entry", "pseudonym", "initials", "country", "signed"]
                    .iter()
                    .filter_map(|name| handover::entry::Column::from_name(name))
                    .collect();
                let package =
                    handover::table::datapackage(&columns, support::SIZE, text.len() as u64, sha256(text.as_bytes()));
                again(dossier.with(names::DATAPACKAGE, handover::jcs::to_text(&package)))
            },
            &["list-label"],
        ),
        (
            "a description of another list",
            again(Dossier::with_list().edit(names::DATAPACKAGE, "sha256:", "sha256:0")),
            &["datapackage"],
        ),
        (
            "a description of another file",
            again(Dossier::with_list().edit(names::DATAPACKAGE, "\"signatures.csv\"", "\"../x\"")),
            &["datapackage"],
        ),
        (
            "columns stated otherwise",
            again(Dossier::with_list().restated(|it| it["list"]["columns"][2] = json!("city"))),
            &["datapackage", "list-header"],
        ),
        (
            "volumes stated otherwise",
            again(Dossier::with_list().restated(|it| it["list"]["volumes"] = json!(3))),
            &["list-volumes"],
        ),
        (
            "a register larger than its list",
            again(Dossier::with_list().restated(|it| {
                it["register"]["size"] = json!(61);
                it["ledger"]["accepted"] = json!(61);
                it["ledger"]["identified_by"]["email"] = json!(61);
                it["ledger"]["rows_read"] = json!(66);
                it["exports"][0]["rows"] = json!(66);
            })),
            &["checkpoint-differs", "counts-sum", "label-differs", "list-length"],
        ),
    ]
}

impl Dossier {
    /// A line at the end of the manifest, the tags made again.
    fn with_line(mut self, line: &str) -> Dossier {
        let text = [&self.files[names::MANIFEST][..], line.as_bytes()].concat();
        self.set(names::MANIFEST, text);
        tag_again(self)
    }

    fn with_label(mut self, line: &str) -> Dossier {
        let text = [&self.files[names::BAG_INFO][..], line.as_bytes()].concat();
        self.set(names::BAG_INFO, text);
        tag_again(self)
    }

    fn without_tag(self, path: &str) -> Dossier {
        let text = String::from_utf8_lossy(&self.files[names::TAGMANIFEST]).into_owned();
        let line =
            text.split_inclusive('\n').find(|line| line.ends_with(&format!("  {path}\n"))).expect("it is listed");
        let text = text.replace(line, "");
        self.with(names::TAGMANIFEST, text)
    }
}

#[test]
fn what_was_not_tampered_with_is_whole() {
    for dossier in [Dossier::count(), Dossier::with_list()] {
        let report = verified_zip(&dossier.zip()).expect("it can be read");
        assert_eq!(report.findings, []);
        assert_eq!(report.notes, [""; 0]);
        assert_eq!(report.verdict(), Verdict::Whole);
        let folder = tempfile::tempdir().expect("a folder");
        let report = verified(&dossier.unpack(folder.path()), &Pins::default()).expect("it can be read");
        assert_eq!(report.findings, []);
        assert_eq!(report.size, Some(support::SIZE));
    }
}

#[test]
fn every_tampering_raises_exactly_its_findings() {
    let table = [of_files(), of_tags(), of_seals(), of_statements(), of_lists()].concat();
    let mut wrong = Vec::new();
    for (what, dossier, expected) in &table {
        let report = verified_zip(&dossier.zip()).expect("it can be read");
        if codes(&report) != *expected {
            wrong.push(format!("{what}: {:?}", codes(&report)));
        }
        assert_eq!(report.verdict(), Verdict::NotVerified, "{what}");
        assert!(report.whole.is_none());
        // The same rules hold in a folder; only the zip's own cannot.
        let folder = tempfile::tempdir().expect("a folder");
        let unpacked = verified(&dossier.unpack(folder.path()), &Pins::default()).expect("it can be read");
        if codes(&unpacked) != *expected {
            wrong.push(format!("{what}, unpacked: {:?}", codes(&unpacked)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(table.len() >= 100);
}

/// The zip around a whole dossier, changed.
#[test]
fn every_tampering_with_the_zip_raises_exactly_its_findings() {
    let dossier = Dossier::count();
    let zip = dossier.zip();
    let find = |what: &[u8], nth: usize| {
        zip.windows(what.len()).enumerate().filter(|(_, window)| *window == what).nth(nth).expect("it is there").0
    };
    let set = |at: usize, bytes: &[u8]| {
        let mut zip = zip.clone();
        zip[at..at + bytes.len()].copy_from_slice(bytes);
        zip
    };
    let written = |members: &[(&str, &[u8])], date: &str| {
        let mut zip = ZipWriter::new(Vec::new(), handover::day::Day::parse(date).expect("a day"));
        for (name, bytes) in members {
            zip.member(name, &Packed::stored(bytes), &mut &bytes[..]).expect("memory takes it");
        }
        zip.finish().expect("memory takes it")
    };
    let named: Vec<(String, &[u8])> =
        dossier.files.iter().map(|(path, bytes)| (format!("{}/{path}", dossier.folder), &bytes[..])).collect();
    let members: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let more = |name, bytes| {
        let mut members = [&members[..], &[(name, bytes)]].concat();
        members.sort();
        written(&members, "2017-05-11")
    };
    let twice = names::folder(support::ID) + "/BAGIT.TXT";
    let mut with_comment = zip.clone();
    let end = with_comment.len();
    with_comment[end - 2] = 3;
    with_comment.extend_from_slice(b"hey");
    // The nth member: a field of its local header and the same of its central one.
    let both = |nth: usize, local: usize, central: usize, bytes: &[u8]| {
        let mut zip = set(find(b"PK\x03\x04", nth) + local, bytes);
        let at = find(b"PK\x01\x02", nth) + central;
        zip[at..at + bytes.len()].copy_from_slice(bytes);
        zip
    };
    let mut wrong = Vec::new();
    for (what, bytes, expected) in [
        ("bytes before the zip", [b"#!/bin/sh\n", &zip[..]].concat(), &["zip-before-first"][..]),
        ("bytes after the zip", [&zip[..], b"\n"].concat(), &["zip-after-end"]),
        ("a comment", with_comment, &["zip-comment"]),
        ("headers that differ in a name", set(find(b"PK\x03\x04", 0) + 30, b"D"), &["zip-headers-differ"]),
        ("headers that differ in a checksum", set(find(b"PK\x03\x04", 3) + 14, &[1, 2, 3, 4]), &["zip-headers-differ"]),
        ("headers that differ in a size", set(find(b"PK\x03\x04", 3) + 22, &[1, 2, 3, 4]), &["zip-headers-differ"]),
        ("a checksum changed in both", both(3, 14, 16, &[1, 2, 3, 4]), &["zip-crc"]),
        (
            "encrypted, it says",
            both(3, 6, 8, &[1]),
            &["file-missing", "manifest-absent", "payload-oxum", "zip-encrypted"],
        ),
        ("a data descriptor, it says", both(3, 6, 8, &[8]), &["zip-flags"]),
        ("another method", both(3, 8, 10, &[12]), &["file-missing", "manifest-absent", "payload-oxum", "zip-method"]),
        ("deflated, it says", both(3, 8, 10, &[8]), &["zip-deflate"]),
        (
            "a link",
            set(find(b"PK\x01\x02", 3) + 40, &[0xff, 0xa1]),
            &["file-missing", "manifest-absent", "payload-oxum", "zip-kind"],
        ),
        ("a folder in the zip", more(&(names::folder(support::ID) + "/data/"), b""), &["zip-name"]),
        ("a path that leaves the zip", more(&(names::folder(support::ID) + "/../x"), b"x"), &["zip-name"]),
        ("another day", written(&members, "2017-05-12"), &["zip-time"]),
        ("a second folder", more("elsewhere/x", b"x"), &["zip-folders"]),
        ("a file outside", more("zzz", b"x"), &["zip-folders"]),
        ("a name in capitals too", more(&twice, b"x"), &["file-unknown", "zip-name-twice"]),
        ("no zip at all", b"%PDF-1.7\n".to_vec(), &["zip-end"]),
    ] {
        let report = verified_zip(&bytes).expect("it can be read");
        let found = codes(&report);
        if found != expected {
            wrong.push(format!("{what}: {found:?}"));
        }
        assert_eq!(report.verdict(), Verdict::NotVerified, "{what}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_truncation_is_refused() {
    let zip = Dossier::with_list().zip();
    for length in (0..zip.len()).step_by(97).chain(zip.len() - 60..zip.len()) {
        let report = verified_zip(&zip[..length]).expect("it can be read");
        assert_eq!(codes(&report).iter().filter(|code| **code == "zip-end").count(), 1, "{length}");
    }
}

#[test]
fn pins_decide_and_say_which_held() {
    let dossier = Dossier::count();
    let zip = dossier.zip();
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), &zip).expect("a temporary file takes bytes");
    let integrity = sha256(&dossier.files[names::TAGMANIFEST]);
    let fingerprint = key().public().fingerprint();
    let other = SealKey::from_seed(&[8; 32]).public();
    for (hash, seal, held, code) in [
        (Some(integrity), None, vec![Pinned::IntegrityHash], None),
        (Some(sha256(&zip)), None, vec![Pinned::ZipHash], None),
        (None, Some(SealPin::Fingerprint(fingerprint)), vec![Pinned::Seal], None),
        (Some(integrity), Some(SealPin::Key(key().public())), vec![Pinned::IntegrityHash, Pinned::Seal], None),
        (Some([0; 32]), None, vec![], Some("pin-hash")),
        (None, Some(SealPin::Key(other)), vec![], Some("pin-seal")),
        (None, Some(SealPin::Fingerprint("SHA256:".into())), vec![], Some("pin-seal")),
        (Some(integrity), Some(SealPin::Key(other)), vec![Pinned::IntegrityHash], Some("pin-seal")),
    ] {
        let report = verified(file.path(), &Pins { hash, seal }).expect("it can be read");
        assert_eq!(report.pinned, held);
        assert_eq!(codes(&report), Vec::from_iter(code));
        assert_eq!(report.verified, code.is_none());
    }
}

#[test]
fn what_is_no_fault_is_a_note() {
    let covered = Dossier::count().files[names::TAGMANIFEST].clone();
    let other = SealKey::from_seed(&[8; 32]);
    let dossier = Dossier::count()
        .with("tagmanifest-sha256.txt.partner.sig", other.seal(&covered, seal::DOSSIER))
        .with(names::TIMESTAMP, token_over(&covered));
    let report = verified_zip(&dossier.zip()).expect("it can be read");
    assert_eq!((report.findings.len(), report.notes.len()), (0, 2));
    let stamp = report.timestamp.expect("a time");
    assert!(report.notes[1].contains(&stamp.time_in_words()) && !stamp.trusted, "{:?}", report.notes);
    assert!(report.notes[0].contains(&other.public().fingerprint()));
    let dossier = Dossier::count().restated(|it| it["petition"]["x-logo"] = json!(1.5));
    let report = verified_zip(&again(dossier.edit(names::BAG_INFO, "Seal-Name", "X-Note: hello\nSeal-Name")).zip());
    let report = report.expect("it can be read");
    assert_eq!((report.findings, report.notes.len()), (vec![], 2));
}

#[test]
fn another_format_is_newer_and_a_large_payload_is_not_read() {
    let dossier = again(Dossier::count().edit(names::BAG_INFO, "Handover-Format: 1", "Handover-Format: 2"));
    assert!(matches!(verified_zip(&dossier.zip()), Err(VerifyError::NewerFormat)));
    let folder = tempfile::tempdir().expect("a folder");
    let path = Dossier::count().unpack(folder.path());
    let report = verify(&path, &Pins::default(), Limits { payload: 100 }, 1, &handover::progress::Silent);
    assert_eq!(codes(&report.expect("it can be read")), ["too-large"]);
    assert!(matches!(verified(&folder.path().join("no"), &Pins::default()), Err(VerifyError::Unreadable { .. })));
}

#[cfg(unix)]
#[test]
fn a_folder_has_plain_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = Dossier::count().unpack(folder.path());
    std::fs::create_dir(path.join("data/empty")).expect("a folder");
    std::fs::write(path.join("data/with space"), "x").expect("a file");
    std::fs::rename(path.join(names::COVER), folder.path().join("cover.pdf")).expect("a file moves");
    std::os::unix::fs::symlink(folder.path().join("cover.pdf"), path.join(names::COVER)).expect("a link");
    let report = verified(&path, &Pins::default()).expect("it can be read");
    let expected = [
        "file-missing",
        "file-unknown",
        "folder-entry",
        "folder-link",
        "manifest-absent",
        "manifest-unlisted",
        "payload-oxum",
    ];
    assert_eq!(codes(&report), expected);
}

#[test]
fn findings_never_quote_the_dossier() {
    let secret = "Zanzibar";
    let dossier = Dossier::with_list()
        .edit(names::LIST, "Z. O.", &format!("={secret}\t\""))
        .edit(names::BAG_INFO, "All Out", &format!("{secret}  x"))
        .with(&format!("data/{secret} {secret}"), secret)
        .restated(|it| it["petition"]["Zanzibar"] = json!(secret));
    let folder = tempfile::tempdir().expect("a folder");
    let report = verified(&dossier.unpack(folder.path()), &Pins::default()).expect("it can be read");
    assert!(report.findings.len() > 5);
    for finding in report.findings {
        assert!(!format!("{finding:?}").contains(secret), "{finding:?}");
    }
}

/// What `pack` makes, under each policy: whole as it is, and whatever byte of whatever file is changed, seen.
#[test]
fn a_packed_dossier_is_whole_and_every_file_counts() {
    let room = kit::Room::new();
    room.write("export.csv", &kit::plain_export(120));
    for policy in kit::POLICIES {
        let packed = room.packed("export.csv", policy, &[]).within(&room);
        let report = verified(&packed.zip, &Pins::default()).expect("it can be read");
        assert_eq!((report.findings, report.size), (vec![], Some(120)), "{policy}");
        let id = report.id.expect("a whole dossier has an id");
        let dossier = Dossier { folder: names::folder(&id), files: packed.files().into_iter().collect() };
        for path in dossier.files.keys() {
            let mut bytes = dossier.files[path].clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            let folder = tempfile::tempdir().expect("a folder");
            let changed = dossier.clone().with(path, bytes).unpack(folder.path());
            let found = codes(&verified(&changed, &Pins::default()).expect("it can be read"));
            let told = match path.as_str() {
                names::SEAL => found.iter().any(|code| code.starts_with("seal-")),
                names::TAGMANIFEST => found.contains(&"seal-broken"),
                _ => found.contains(&"digest"),
            };
            assert!(told, "{policy}, {path}: {found:?}");
        }
    }
}

/// A list whose lines were exchanged betrays itself before any digest is looked at.
#[test]
fn a_packed_list_betrays_what_was_done_to_it() {
    let room = kit::Room::new();
    room.write("export.csv", &kit::plain_export(120));
    let packed = room.packed("export.csv", "pseudonymous", &[]).within(&room);
    let list = String::from_utf8(packed.file(names::LIST)).expect("the list is text");
    let lines: Vec<&str> = list.split_inclusive("\r\n").collect();
    let mut exchanged = lines.clone();
    exchanged.swap(5, 6);
    let folder = tempfile::tempdir().expect("a folder");
    let id = packed.said["id"].as_str().expect("an id").to_owned();
    let dossier = Dossier { folder: names::folder(&id), files: packed.files().into_iter().collect() };
    for (text, expected) in [
        (exchanged.concat(), &["datapackage", "digest", "list-entry", "list-order"][..]),
        (lines[..120].concat(), &["datapackage", "digest", "list-length", "payload-oxum"]),
        (list.replacen("\"FR\"", "\"\"", 1), &["datapackage", "digest", "list-small", "payload-oxum"]),
    ] {
        let changed = dossier.clone().with(names::LIST, text).unpack(folder.path());
        assert_eq!(codes(&verified(&changed, &Pins::default()).expect("it can be read")), expected);
    }
}
