//! Sessions of the command line, as data: what is typed, the exit code, what stands on which stream.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A value that no message may repeat.
const CANARY: &str = "Kanarienvogel";

const COVER: &str = r#"
[petition]
title = "A petition"
text = "What we ask for."
language = "en"
[organiser]
name = "Organiser"
[recipient]
name = "Recipient"
country = "RU"
[handover]
date = 2017-05-11
"#;

const EXPORT: &str = "First Name,Last Name,Email,Country,Date Signed\n\
    Anna,Kanarienvogel,anna@courriel.demo,France,2017-04-11T08:00:00Z\n\
    Anna,Kanarienvogel,ANNA@courriel.demo,France,2017-04-12T08:00:00Z\n\
    broken\n\
    Bruno,Kanarienvogel,bruno@courriel.demo,France,2017-04-13T08:00:00Z\n\
    Carla,Kanarienvogel,carla@courriel.demo,France,2017-04-14T08:00:00Z\n";

/// A folder with the files that the sessions name.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder"));
        let rows = "Dora,Kanarienvogel,dora{n}@courriel.demo,France,2017-04-14T08:00:00Z\n";
        let mut export = EXPORT.to_owned();
        (0..40).for_each(|n| export.push_str(&rows.replace("{n}", &n.to_string())));
        place.file("export.csv", export.as_bytes());
        place.file("cover.toml", COVER.as_bytes());
        place.file("cover-consent.toml", format!("{COVER}consent = \"agreed\"\n").as_bytes());
        place.file("cover-broken.toml", format!("[petition]\ntitle = \"{CANARY}\n").as_bytes());
        place.file("cover-empty.toml", COVER.replace("A petition", " ").as_bytes());
        place.file("no-rows.csv", EXPORT.lines().next().expect("a header").as_bytes());
        place.file("half-broken.csv", format!("{EXPORT}{CANARY}\n{CANARY}\n").as_bytes());
        place.file(
            "two-columns.csv",
            format!("Name,Email,Email\n{CANARY},a@courriel.demo,b@courriel.demo\n").as_bytes(),
        );
        place.file("empty.csv", b"");
        place.file("sheet.xlsx", b"PK\x03\x04\x14\0\0\0\0\0");
        place.file("letter.pdf", b"%PDF-1.7\n");
        place.file("policy.toml", format!("k = \"{CANARY}\"\n").as_bytes());
        place.file("columns.toml", b"[columns]\nEmail = \"e-mail\"\n");
        place.file("strict.toml", b"[safety]\ncount_only = [\"RU\"]\n");
        place.file("letterhead.toml", b"[letterhead]\nlogo = \"letter.pdf\"\n");
        place.file("config.toml", format!("mislaid = \"{CANARY}\"\n").as_bytes());
        place.file("latin1.toml", b"title = \"\xe9\"\n");
        place.file("cover-section.toml", COVER.replace("[organiser]", "[organizer]").as_bytes());
        place.file("cover-kind.toml", COVER.replace("\"A petition\"", "5").as_bytes());
        place.file("cover-language.toml", COVER.replace("\"en\"", "\"xx\"").as_bytes());
        place.file("dossier.zip", CANARY.as_bytes());
        place.file("random.age", b"age-encryption.org/v1\n-> X25519 ");
        place.file("made.vault.age", b"age-encryption.org/v1\n-> X25519 ");
        fs::create_dir_all(place.path().join("unpacked/dossier-1")).expect("made");
        for folder in ["answer/response-1", "both/dossier-1", "both/response-1", "packed"] {
            fs::create_dir_all(place.path().join(folder)).expect("made");
        }
        place.file("packed/dossier-1.zip", b"");
        place.file("packed/dossier-1.slip.pdf", b"");
        place.file("answer/response-1/response.json", CANARY.as_bytes());
        // Up to the first member's name, as a zip begins.
        for name in ["dossier-1", "response-1"] {
            place.file(&format!("a-{name}.zip"), format!("PK\u{3}\u{4}{}{name}/{CANARY}", "\0".repeat(26)).as_bytes());
        }
        fs::create_dir(place.path().join("half-keys")).expect("made");
        place.file("half-keys/seal.pub", b"ssh-ed25519 AAAA\n");
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path().join(name), bytes).expect("written");
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
        command.args(line.split_whitespace()).current_dir(self.path()).stdin(Stdio::null());
        command.env_remove("HANDOVER_CONFIG").env_remove("HANDOVER_LOG").env_remove("NO_COLOR");
        command
    }

    fn run(&self, line: &str) -> Said {
        Said::from(self.command(line).output().expect("the program starts"))
    }
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Said {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// A full stop, exclamation or question mark before a space or at the end; not one inside a name or a number.
fn sentences(text: &str) -> usize {
    let text = text.trim_end();
    let inner = text.matches(". ").count() + text.matches("? ").count();
    inner + usize::from(text.ends_with(['.', '?', ')']))
}

/// What is typed, the exit code, and a piece of the error.
const WRONG: &[(&str, i32, &str)] = &[
    // Usage.
    ("", 2, "no command"),
    ("pakc", 2, "`pakc` is not a command"),
    ("deliver", 2, "not a command"),
    ("help", 2, "not a command"),
    ("pack", 2, "are missing"),
    ("pack export.csv", 2, "--cover"),
    ("pack export.csv --cover", 2, "needs a value"),
    ("pack export.csv --cover cover.toml --polcy count", 2, "--policy"),
    ("pack export.csv --cover cover.toml --threads 0", 2, "--threads"),
    ("pack export.csv --cover cover.toml --threads many", 2, "--threads"),
    ("policies --json", 2, "--json"),
    ("keygen --name Not_A_Name", 2, "seal name"),
    ("challenge", 2, "are missing"),
    ("challenge dossier.zip", 2, "--dice"),
    ("challenge dossier.zip --dice 1234567890123456789 --size 3 --nonce 12", 2, "--dice"),
    ("challenge dossier.zip --dice 12345678901234567890 --nonce 12", 2, "--size"),
    ("challenge dossier.zip --dice 12345678901234567890 --size few --nonce 12", 2, "--size"),
    ("challenge dossier.zip --dice 12345678901234567890 --bound 0% --nonce 12", 2, "--bound"),
    ("challenge dossier.zip --dice 12345678901234567890 --size 3 --nonce 12", 2, "--nonce"),
    ("respond", 2, "are missing"),
    ("respond made.vault.age", 2, "--dossier"),
    ("respond made.vault.age --dossier dossier.zip", 2, "the challenge is missing"),
    ("respond made.vault.age --dossier dossier.zip --dice 12345678901234567890 --size 3", 2, "--fields"),
    ("respond made.vault.age --dossier dossier.zip --dice 12345678901234567890 --size 3 --fields shown", 2, "--fields"),
    (
        "respond made.vault.age --dossier dossier.zip --dice 12345678901234567890 --size 1 --bound 1% --fields city",
        2,
        "do not go together",
    ),
    ("check", 2, "are missing"),
    ("check dossier.zip", 2, "is missing"),
    ("check dossier.zip missing --dice 12345678901234567890", 2, "a part of the receipt"),
    ("check dossier.zip missing --bad -1", 2, "-1"),
    ("check dossier.zip missing --hash 12", 2, "--hash"),
    ("forget", 2, "are missing"),
    ("forget made.vault.age", 2, "--entry"),
    ("forget made.vault.age --entry none", 2, "--entry"),
    ("vault", 2, "no command"),
    ("vault inspect", 2, "is missing"),
    ("vault add-custodian made.vault.age", 2, "is missing"),
    ("vault remove-custodian made.vault.age", 2, "is missing"),
    ("timestamp", 2, "is missing"),
    ("timestamp dossier.zip", 2, "--tsa"),
    ("timestamp dossier.zip --tsa https://name:secret@tsa.example/", 2, "a password"),
    // Files.
    ("pack missing.csv --cover cover.toml", 2, "missing.csv"),
    ("pack export.csv --cover missing.toml", 2, "missing.toml"),
    ("pack export.csv --cover latin1.toml", 2, "UTF-8"),
    ("pack export.csv --cover cover-broken.toml", 2, "line 2"),
    ("pack export.csv --cover cover-empty.toml", 2, "petition.title"),
    ("pack export.csv --cover cover-section.toml", 2, "the section `[organiser]`"),
    ("pack export.csv --cover cover-kind.toml", 2, "`petition.title` must be text"),
    ("pack export.csv --cover cover-language.toml", 2, "language code"),
    ("pack export.csv --cover no/such.toml", 2, "there is no such file"),
    ("pack export.csv --cover cover.toml --out export.csv", 2, "is a file, not a folder"),
    ("pack export.csv --cover cover.toml --keys export.csv", 2, "a part of its path is a file"),
    ("pack export.csv --cover cover.toml --policy conut", 2, "no policy"),
    ("pack export.csv --cover cover.toml --policy missing.toml", 2, "missing.toml"),
    ("pack export.csv --cover cover.toml --policy policy.toml", 2, "policy.toml"),
    ("pack export.csv --cover cover.toml --columns columns.toml", 2, "columns.toml"),
    ("pack export.csv --cover cover.toml --config config.toml", 2, "config.toml"),
    ("pack export.csv --cover cover.toml --config letterhead.toml", 2, "neither a PNG nor an SVG"),
    ("pack export.csv --cover cover.toml --to age1nobody", 2, "--to"),
    ("pack export.csv --cover cover.toml --custodian nobody", 2, "--custodian"),
    ("pack export.csv --cover cover.toml --keys half-keys", 2, "half-keys"),
    ("pack export.csv --cover cover.toml --out export.csv/below", 2, "export.csv"),
    ("pack empty.csv --cover cover.toml", 2, "empty"),
    ("pack sheet.xlsx --cover cover.toml", 2, "sheet.xlsx"),
    ("pack letter.pdf --cover cover.toml", 2, "PDF"),
    ("pack . --cover cover.toml", 2, "folder"),
    ("pack two-columns.csv --cover cover.toml", 2, "--columns"),
    ("pack half-broken.csv --cover cover.toml", 2, "half-broken.csv"),
    ("inspect missing.csv", 2, "missing.csv"),
    ("verify missing.zip", 2, "there is no such file"),
    ("verify random.age", 2, "age -d -i KEY"),
    ("verify made.vault.age", 2, "is a vault"),
    ("verify unpacked", 2, "unpacked/dossier-1"),
    ("verify answer", 2, "handover check DOSSIER answer/response-1"),
    ("verify answer/response-1", 2, "not a dossier"),
    ("verify a-response-1.zip", 2, "not a dossier"),
    ("verify both", 2, "both/dossier-1"),
    ("check both answer/response-1", 2, "both/dossier-1"),
    ("check a-dossier-1.zip both", 2, "both/response-1"),
    ("check a-dossier-1.zip answer", 2, "answer/response-1"),
    ("verify packed", 2, "packed/dossier-1.zip"),
    ("verify letter.pdf", 2, "is a PDF"),
    ("check a-dossier-1.zip letter.pdf", 2, "is a PDF"),
    ("verify a-dossier-1.zip Zqxgiv", 2, "one argument too many"),
    ("check answer/response-1 a-dossier-1.zip", 2, "not a dossier"),
    ("check a-dossier-1.zip a-dossier-1.zip", 2, "not a response"),
    ("check a-dossier-1.zip unpacked", 2, "comes second"),
    ("check a-dossier-1.zip made.vault.age", 2, "not a response"),
    ("check a-dossier-1.zip random.age", 2, "age -d -i KEY"),
    ("verify dossier.zip --hash 12", 2, "--hash"),
    ("verify dossier.zip --seal SHA256:short", 2, "--seal"),
    ("verify dossier.zip --seal missing.pub", 2, "missing.pub"),
    ("demo --out half-keys", 2, "did not make"),
    ("challenge missing.zip --dice 12345678901234567890 --size 3 --nonce NONCE", 2, "there is no such file"),
    ("respond missing.age --dossier missing.zip --dice 12345678901234567890 --size 3 --fields city", 2, "missing.zip"),
    ("check missing.zip missing", 2, "there is no such file"),
    ("forget missing.age --entry 1", 2, "there is no such file"),
    ("forget unpacked --entry 1", 2, "no vault"),
    ("forget made.vault.age --entry 1 --keys missing", 2, "missing"),
    ("vault inspect missing.age", 2, "there is no such file"),
    ("vault inspect made.vault.age --identity letter.pdf", 2, "no age identity"),
    ("timestamp missing.zip --reply letter.pdf", 2, "missing.zip"),
    ("timestamp unpacked --reply letter.pdf", 2, "unpacked/dossier-1"),
    // The answer is no.
    ("timestamp dossier.zip --reply letter.pdf", 1, "not whole"),
    ("challenge dossier.zip --dice 12345678901234567890 --size 3 --nonce NONCE", 1, "does not verify"),
    (
        "respond made.vault.age --dossier dossier.zip --dice 12345678901234567890 --size 3 --fields city",
        1,
        "does not verify",
    ),
    ("pack no-rows.csv --cover cover.toml", 1, "nothing to hand over"),
    ("pack export.csv --cover cover.toml --policy named", 1, "consent"),
    ("pack export.csv --cover cover-consent.toml --policy named --config strict.toml", 1, "count"),
];

#[test]
fn wrong_input_of_each_kind_gets_two_sentences_and_never_the_content() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for (line, code, piece) in WRONG {
        let said = place.run(&line.replace("NONCE", &"0".repeat(64)));
        let error = said.err.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or_default();
        for (holds, what) in [
            (said.code == Some(*code), "the exit code"),
            (said.out.is_empty(), "nothing on stdout"),
            (error.contains(piece), "names the place"),
            (sentences(error) >= 2, "two sentences"),
            (!said.err.contains(CANARY), "never the content"),
        ] {
            if !holds {
                wrong.push(format!("handover {line}: {what}: {:?}\n    {}{}", said.code, said.err, said.out));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let left: Vec<_> = fs::read_dir(place.path())
        .expect("there")
        .map(|item| item.expect("an item").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("dossier-") || name.starts_with(".handover"))
        .collect();
    assert!(left.is_empty(), "a refused pack left {left:?}");
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    for line in [
        "--help",
        "-h",
        "--version",
        "-V",
        "pack --help",
        "inspect --help",
        "verify -h",
        "challenge --help",
        "respond --help",
        "check --help",
        "forget --help",
        "vault --help",
        "vault inspect --help",
        "timestamp --help",
        "keygen --help",
        "demo --help",
    ] {
        let said = place.run(line);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{line}");
        assert!(!said.out.is_empty(), "{line}");
    }
    let help = place.run("--help").out;
    for command in ["challenge", "respond", "check", "forget", "vault", "timestamp"] {
        assert!(help.contains(&format!("  {command} ")), "{command} is offered");
    }
    assert_eq!(place.run("--version").out, format!("handover {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_cover_in_the_help_packs() {
    let place = Place::new();
    let help = place.run("pack --help").out;
    let cover = help.split_once("A cover:\n").expect("the help shows a cover").1;
    place.file("cover-of-help.toml", cover.trim_start().as_bytes());
    let said = place.run("pack export.csv --cover cover-of-help.toml --json --config generous.toml");
    assert_eq!(said.code, Some(2), "a configuration that is not there stops: {}", said.err);
    place.file("generous.toml", b"malformed_limit_percent = 10\n");
    let said = place.run("pack export.csv --cover cover-of-help.toml --json --config generous.toml");
    assert_eq!(said.code, Some(0), "{}", said.err);
}

#[test]
fn policies_are_told_with_what_they_show() {
    let said = Place::new().run("policies");
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    for piece in [
        "count (default)",
        "pseudonymous",
        "initials",
        "named",
        "k = 20",
        "shows",
        "drops",
        "merges",
        "en, fr, de, es, it, pt, ru, ar",
    ] {
        assert!(said.out.contains(piece), "{piece}: {}", said.out);
    }
}

#[test]
fn keys_are_made_once() {
    let place = Place::new();
    let said = place.run("keygen --name example.org --out k");
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("example.org") && said.out.contains("SHA256:") && said.out.contains("age1"));
    assert!(said.err.contains("custodian.key"));
    let again = place.run("keygen --name example.org --out k");
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
    assert!(!said.out.contains("AGE-SECRET-KEY") && !said.err.contains("AGE-SECRET-KEY"));
}

#[test]
fn a_look_says_where_a_pack_would_stop() {
    let place = Place::new();
    for (line, piece) in
        [("half-broken.csv", "are malformed, more than 5 percent"), ("no-rows.csv", "nothing to hand over")]
    {
        let said = place.run(&format!("inspect {line}"));
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(said.err.contains("a pack would stop here") && said.err.contains(piece), "{}", said.err);
    }
    assert!(!place.run("inspect export.csv").err.contains("would stop"), "45 rows, one malformed");
}

#[test]
fn what_a_column_says_of_its_rows_is_shown_and_said() {
    let place = Place::new();
    let header = "Name,Email,Confirmed,Date\n";
    let rows = "A,a@courriel.demo,yes,2017-05-01\nB,b@courriel.demo,no,2999-01-01\n";
    place.file("confirmed.csv", format!("{header}{rows}").as_bytes());
    let looked = place.run("inspect confirmed.csv");
    assert_eq!(looked.code, Some(0), "{}", looked.err);
    let shown = |line: &str| line.split_whitespace().eq(["Confirmed", "confirmed"]);
    assert!(looked.out.lines().any(shown), "{}", looked.out);
    let packed = place.run("pack confirmed.csv --cover cover.toml --out out");
    assert_eq!(packed.code, Some(0), "{}", packed.err);
    for said in [&looked.err, &packed.err] {
        assert!(
            said.contains("confirmed.csv: 1 row is not marked as confirmed; the policy `count` counts them."),
            "{said}"
        );
        assert!(said.contains("confirmed.csv: 1 row is dated after "), "{said}");
    }
    let json: serde_json::Value = serde_json::from_str(&place.run("inspect confirmed.csv --json").out).expect("JSON");
    let column = &json["exports"][0]["columns"][2];
    assert_eq!((&column["field"], &column["role"]), (&serde_json::Value::Null, &"confirmed".into()));
}

#[test]
fn a_look_that_has_no_place_names_the_place() {
    let place = Place::new();
    let output = place.command("inspect export.csv").env("TMPDIR", "not/there").output().expect("the program starts");
    let said = Said::from(output);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(
        said.err.contains("not/there") && said.err.contains("TMPDIR") && !said.err.contains("--out"),
        "{}",
        said.err
    );
    assert_eq!(sentences(said.err.lines().last().unwrap_or_default()), 2, "{}", said.err);
}

/// A hash as the slip has it: 16 groups of four.
fn groups(hash: &str) -> String {
    hash.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_petition_in_a_language_without_texts_is_packed_in_english_and_that_is_said() {
    let place = Place::new();
    place.file("cover-basque.toml", COVER.replace("\"en\"", "\"eu\"").as_bytes());
    let refused = place.run("pack no-rows.csv --cover cover-basque.toml");
    assert!(!refused.err.contains("keep custodian.key"), "{}", refused.err);
    assert_eq!(place.run("keygen --name example.org --out named").code, Some(0));
    let said = place.run("pack export.csv --cover cover-basque.toml --keys named --out out");
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("`eu`") && said.err.contains("in English"), "{}", said.err);
    assert!(said.err.contains("keep custodian.key") && !said.err.contains("handover.invalid"), "{}", said.err);
}

#[test]
fn a_session_from_export_to_verdict() {
    let place = Place::new();
    let inspected = place.run("inspect export.csv --json");
    assert_eq!(inspected.code, Some(0), "{}", inspected.err);
    let inspected: serde_json::Value = serde_json::from_str(&inspected.out).expect("one object");
    assert_eq!(inspected["ledger"]["rows_read"], 45);
    assert_eq!(inspected["ledger"]["duplicates"], 1);
    assert_eq!(inspected["exports"][0]["columns"][2]["field"], "email");
    assert!(!inspected.to_string().contains(CANARY), "the sample is masked");
    assert!(fs::read_dir(place.path()).expect("there").all(|item| item.expect("an item").file_name() != "keys"));

    let first = place.run("pack export.csv --cover cover.toml --out out --json");
    assert_eq!(first.code, Some(0), "{}", first.err);
    for piece in ["new key set", "custodian.key", "handover.invalid"] {
        assert!(first.err.contains(piece), "{piece}: {}", first.err);
    }
    let packed: serde_json::Value = serde_json::from_str(&first.out).expect("one object");
    for member in ["id", "dossier", "slip", "vault", "integrity_hash", "zip_sha256", "seal", "ledger", "counts"] {
        assert!(!packed[member].is_null(), "{member}");
    }
    let ledger = &packed["ledger"];
    assert_eq!((&ledger["rows_read"], &ledger["accepted"], &ledger["duplicates"]), (&45.into(), &43.into(), &1.into()));
    assert_eq!(ledger["set_aside"]["malformed"], 1);
    let text = |member: &str| packed[member].as_str().expect("text").to_owned();
    let (dossier, hash, zip, seal) = (text("dossier"), text("integrity_hash"), text("zip_sha256"), text("seal"));
    for path in [&dossier, &text("slip"), &text("vault")] {
        assert!(place.path().join(path).is_file(), "{path}");
    }

    let unpinned = place.run(&format!("verify {dossier}"));
    assert_eq!(unpinned.code, Some(0), "{}{}", unpinned.out, unpinned.err);
    assert!(unpinned.out.contains("not compared with paper"), "{}", unpinned.out);
    for pin in [
        format!("--hash {hash}"),
        format!("--hash {}", groups(&hash)),
        format!("--hash {zip}"),
        format!("--seal {seal}"),
        "--seal keys/seal.pub".to_owned(),
    ] {
        let said = place.run(&format!("verify {dossier} {pin}"));
        assert_eq!(said.code, Some(0), "{pin}: {}{}", said.out, said.err);
        assert!(said.out.contains("verified") && !said.out.contains("not verified"), "{pin}: {}", said.out);
    }
    let quoted =
        place.command(&format!("verify {dossier}")).args(["--hash", &groups(&hash)]).output().expect("it starts");
    assert_eq!(quoted.status.code(), Some(0), "a hash in quotes");
    let zeros = "0".repeat(64);
    let said = place.run(&format!("verify {dossier} --hash {zeros} --json"));
    assert_eq!(said.code, Some(1), "{}", said.out);
    let report: serde_json::Value = serde_json::from_str(&said.out).expect("one object");
    assert_eq!(report["verified"], false);
    assert!(report["findings"].as_array().is_some_and(|findings| !findings.is_empty()));

    let second = place.run("pack export.csv --cover cover.toml --out out");
    assert_eq!(second.code, Some(0), "{}", second.err);
    assert!(!second.err.contains("new key set"), "{}", second.err);
    for piece in ["rows read", "accepted", "duplicates", "malformed", "integrity hash", "SHA256:"] {
        assert!(second.out.contains(piece), "{piece}: {}", second.out);
    }
    assert!(!second.out.contains('\u{1b}') && !second.err.contains('\u{1b}'), "no colour when piped");
}

#[test]
fn a_dossier_sealed_to_recipients_leaves_no_plain_zip() {
    let place = Place::new();
    assert_eq!(place.run("keygen --out theirs").code, Some(0));
    let recipient = fs::read_to_string(place.path().join("theirs/custodian.pub")).expect("made");
    let said = place.run(&format!("pack export.csv --cover cover.toml --out out --to {}", recipient.trim()));
    assert_eq!(said.code, Some(0), "{}", said.err);
    let names: Vec<String> = fs::read_dir(place.path().join("out"))
        .expect("there")
        .map(|item| item.expect("an item").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().all(|name| !name.ends_with(".zip")), "{names:?}");
    assert!(said.err.contains("age -d -i KEY -o dossier-"), "{}", said.err);
    assert_eq!(
        names.iter().filter(|name| name.ends_with(".age") && !name.starts_with("dossier-")).count(),
        1,
        "{names:?}"
    );
}

#[test]
fn the_log_says_what_is_done_and_nothing_personal() {
    let place = Place::new();
    place.file("Kanarienvogel.csv", &fs::read(place.path().join("export.csv")).expect("there"));
    let output = place
        .command("pack Kanarienvogel.csv --cover cover.toml --out out")
        .env("HANDOVER_LOG", "trace")
        .output()
        .expect("the program starts");
    let said = Said::from(output);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.err.lines().filter(|line| !line.starts_with("note: ")).all(|line| !line.contains(CANARY)),
        "{}",
        said.err
    );
    let wrong = place.command("policies").env("HANDOVER_LOG", "loud").output().expect("the program starts");
    assert_eq!(Said::from(wrong).code, Some(2));
}

#[test]
fn the_environment_names_a_configuration_too() {
    let place = Place::new();
    let command = |config: &str| {
        let line = "pack export.csv --cover cover-consent.toml --policy named";
        Said::from(place.command(line).env("HANDOVER_CONFIG", config).output().expect("the program starts"))
    };
    assert_eq!(command("strict.toml").code, Some(1));
    assert_eq!(command("not-there.toml").code, Some(2));
    assert_eq!(command("").code, Some(0));
}

#[test]
fn a_reader_who_has_enough_is_no_panic() {
    let place = Place::new();
    let mut child =
        place.command("policies").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let said = Said::from(child.wait_with_output().expect("it ends"));
    assert!(!said.err.contains("panicked"), "{}", said.err);
    assert_eq!(said.code, Some(0), "{}", said.err);
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_does_not_arrive_is_trouble() {
    let place = Place::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let said = Said::from(place.command("policies").stdout(full).output().expect("the program starts"));
    assert_eq!(said.code, Some(2));
    assert!(said.err.starts_with("error: "), "{}", said.err);
}
