//! Vaults by the binary: entries forgotten, custodians changed, identities unlocked, a vault replaced whole or not at all,
//! whatever happens; read again by the real age. Nothing personal is said.

mod kit;

use handover::progress::Silent;
use handover::vault::{Answered, CustodianKey, Plain, VaultReader, cut};
use kit::faults::{LASTING, TOUCHING, places, room, tampered, trace, without_unnamed_files};
use kit::marks::{self, Search, files_under};
use kit::{Dice, Dossier, Room, Said, csv_of, names_in, whole_campaign};
use std::io::Cursor;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::Stdio;

const ROWS: usize = 40;
const VAULT: &str = "v.vault.age";

/// A dossier of marked rows, its vault at the top of the room.
fn packed() -> (Room, Dossier) {
    let room = Room::new();
    room.write("export.csv", &csv_of(marks::marked_rows(ROWS)));
    let dossier = room.packed("export.csv", "named", &[]).within(&room);
    std::fs::copy(&dossier.vault, room.path(VAULT)).expect("a copy");
    (room, dossier)
}

/// Runs the binary; whatever it says, it says nothing personal.
fn said(room: &Room, line: &str) -> Said {
    let said = Said::of(&mut room.handover(line.split_whitespace()));
    Search::without(&[]).none_in(&format!("what `{line}` says"), said.text().as_bytes());
    assert!(!said.text().contains("panicked"), "{}", said.text());
    said
}

fn done(room: &Room, line: &str) -> Said {
    let said = said(room, line);
    assert_eq!(said.status, Some(0), "{line}: {}", said.text());
    said
}

/// It says no, or could not, in two sentences, and leaves the vault as it was.
fn refused(room: &Room, line: &str, status: i32, piece: &str) {
    let before = std::fs::read(room.path(VAULT)).ok();
    let said = said(room, line);
    assert_eq!(said.status, Some(status), "{line}: {}", said.text());
    let text = String::from_utf8_lossy(&said.stderr).into_owned();
    let error = text.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
    let sentences = error.matches(". ").count() + usize::from(error.ends_with('.'));
    assert!(error.contains(piece) && sentences >= 2, "{line}: {text}");
    assert!(said.stdout.is_empty(), "{line}: {}", said.text());
    assert!(std::fs::read(room.path(VAULT)).ok() == before, "{line}: the vault is another");
    assert!(names_in(room.root()).iter().all(|name| !name.starts_with(".handover-")), "{line}: leftovers");
}

/// What the real age makes of the vault.
fn decrypted(room: &Room, key: &str) -> Option<Vec<u8>> {
    let output = room.program("age").args(["-d", "-i", key, VAULT]).output().expect("age is installed");
    output.status.success().then_some(output.stdout)
}

fn forgotten(room: &Room) -> u64 {
    done(room, &format!("vault inspect {VAULT} --json")).json()["forgotten"].as_u64().expect("a number")
}

/// Every way in which bytes could stand in a text: as they are, in hex, in base64.
fn spellings(bytes: &[u8]) -> Vec<Vec<u8>> {
    use base64::Engine;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let mut spellings = vec![bytes.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes()];
    for shift in 0..3 {
        let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode([&vec![0; shift][..], bytes].concat());
        spellings.push(text.as_bytes()[(shift * 8).div_ceil(6)..(shift + bytes.len()) * 8 / 6].to_vec());
    }
    spellings
}

#[test]
fn what_is_forgotten_is_in_no_byte_of_the_new_vault() {
    let (room, dossier) = packed();
    let old = decrypted(&room, "keys/custodian.key").expect("the custodian's key opens it");
    let mut before = Plain::read(Cursor::new(&old)).expect("a vault");
    let gone = [2u64, 16, 39];
    let secrets: Vec<Vec<u8>> = gone
        .iter()
        .flat_map(|index| {
            let opened = before.opened(*index).expect("opens");
            let values: Vec<String> = opened.values.clone().expect("values");
            // What this signatory alone has, such as a name with its number; a country is another's too.
            let own = values
                .into_iter()
                .filter(|value| value.len() > 6 && memchr::memmem::find_iter(&old, value).count() == 1);
            std::iter::once(opened.seed.expect("a seed").to_vec())
                .chain(own.map(String::into_bytes))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(secrets.len() > 15, "seeds, names, addresses: {}", secrets.len());
    let told = done(&room, &format!("forget {VAULT} --entry 3 17 --entry 40"));
    let text = told.text();
    for piece in ["3, 17, 40", "withheld", "count as bad", "destroy every copy", "still verifies"] {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    let new = decrypted(&room, "keys/custodian.key").expect("the custodian's key opens it");
    for secret in &secrets {
        assert!(memchr::memmem::find(&old, secret).is_some());
        for spelling in spellings(secret) {
            assert!(memchr::memmem::find(&new, &spelling).is_none(), "something of a forgotten entry is left");
        }
    }
    let mut after = Plain::read(Cursor::new(&new)).expect("a vault");
    for index in 0..after.size() {
        let (opened, path) = after.entry(index).expect("opens");
        assert_eq!(opened.is_forgotten(), gone.contains(&index));
        assert_eq!(Ok(path), before.path(index));
        assert!(opened.is_forgotten() || Ok(opened) == before.opened(index));
    }
    assert_eq!(std::fs::metadata(room.path(VAULT)).expect("there").permissions().mode() & 0o777, 0o600);
    let zip = dossier.zip.to_str().expect("a path is text");
    done(&room, &format!("verify {zip} --hash {}", dossier.said["integrity_hash"].as_str().expect("a hash")));

    // Once more is nothing, and is said; what is not there changes nothing, whatever else is asked.
    let file = std::fs::read(room.path(VAULT)).expect("there");
    let again = done(&room, &format!("forget {VAULT} --entry 17"));
    assert!(again.text().contains("entry 17 was forgotten before"), "{}", again.text());
    assert!(again.stdout.is_empty() && std::fs::read(room.path(VAULT)).expect("there") == file);
    for wrong in ["0", "41", "18446744073709551615"] {
        refused(&room, &format!("forget {VAULT} --entry 5 {wrong}"), 2, "has no entry");
    }
    assert_eq!(forgotten(&room), 3);
    let both = done(&room, &format!("forget {VAULT} --entry 17 18"));
    assert!(
        both.text().contains("forgotten before") && String::from_utf8_lossy(&both.stdout).contains("forgotten  18")
    );
    assert_eq!(forgotten(&room), 4);
}

#[test]
fn a_vault_says_what_it_is_and_nothing_that_it_keeps() {
    let (room, dossier) = packed();
    let json = done(&room, &format!("vault inspect {VAULT} --json")).json();
    let custodian = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("keys");
    for (member, value) in [
        ("integrity_hash", &dossier.said["integrity_hash"]),
        ("id", &dossier.said["id"]),
        ("seal", &dossier.said["seal"]),
        ("entries", &dossier.said["ledger"]["accepted"]),
        ("held", &serde_json::json!(ROWS)),
        ("forgotten", &serde_json::json!(0)),
        ("cut", &serde_json::json!(false)),
        ("answered", &serde_json::Value::Null),
        ("challenge", &serde_json::json!(true)),
        ("custodians", &serde_json::json!([custodian.trim()])),
    ] {
        assert_eq!(&json[member], value, "{member}");
    }
    let bag_info = String::from_utf8(dossier.file("bag-info.txt")).expect("text");
    assert!(bag_info.contains(&format!("Register-Root: {}\n", json["root"].as_str().expect("a root"))));
    let nonce = {
        let plain = decrypted(&room, "keys/custodian.key").expect("opens");
        Plain::read(Cursor::new(plain)).expect("a vault").about().nonce.expect("a nonce").0
    };
    let text = done(&room, &format!("vault inspect {VAULT}")).text();
    assert!(text.contains(custodian.trim()) && text.contains("no challenge yet"), "{text}");
    for spoken in [text, json.to_string()] {
        assert!(spellings(&nonce).iter().all(|nonce| memchr::memmem::find(spoken.as_bytes(), nonce).is_none()));
    }
}

#[test]
fn custodians_come_and_go() {
    let (room, _) = packed();
    let made = Said::of(room.program("age-keygen").args(["-o", "bea.key"]));
    let text = String::from_utf8_lossy(&made.stderr).into_owned();
    let bea = text.split_whitespace().last().expect("a public key").to_owned();
    let ann = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("keys");
    let ann = ann.trim();
    done(&room, &format!("forget {VAULT} --entry 1"));
    let plain = decrypted(&room, "keys/custodian.key").expect("opens");
    assert!(decrypted(&room, "bea.key").is_none());

    let told = done(&room, &format!("vault add-custodian {VAULT} {bea} {bea} {ann}"));
    assert!(told.text().contains("already"), "{}", told.text());
    for key in ["bea.key", "keys/custodian.key"] {
        let new = decrypted(&room, key).expect("both open it");
        let mut reader = Plain::read(Cursor::new(new)).expect("a vault");
        assert_eq!(reader.about().custodians, [ann, &bea]);
        assert_eq!(reader.forgotten(&Silent), Ok(1), "what was forgotten stays forgotten");
    }
    refused(&room, &format!("vault remove-custodian {VAULT} {bea} {ann}"), 1, "no custodian");
    let told = done(&room, &format!("vault remove-custodian {VAULT} {ann} --identity bea.key"));
    assert!(told.text().contains("destroy every copy"), "{}", told.text());
    assert!(decrypted(&room, "keys/custodian.key").is_none());
    let left = decrypted(&room, "bea.key").expect("Bea opens it");
    let (mut old, mut new) = [plain, left].map(|bytes| Plain::read(Cursor::new(bytes)).expect("a vault")).into();
    (0..ROWS as u64).for_each(|index| assert_eq!(old.entry(index), new.entry(index)));

    refused(&room, &format!("vault inspect {VAULT}"), 2, "not made for this key");
    refused(&room, &format!("forget {VAULT} --entry 2"), 2, "not made for this key");
    refused(&room, &format!("vault remove-custodian {VAULT} {bea} --identity bea.key"), 1, "no custodian");
    refused(&room, &format!("vault add-custodian {VAULT} age1nobody --identity bea.key"), 2, "age1");
    let told = done(&room, &format!("vault remove-custodian {VAULT} {ann} --identity bea.key"));
    assert!(told.text().contains("is no custodian") && told.text().contains("as it was"), "{}", told.text());
}

/// Types answers at a terminal, each when it is asked; gives what the terminal showed, and the exit status.
fn at_a_terminal(room: &Room, answers: &[&str], line: &[&str]) -> Said {
    const TYPIST: &str = r#"
import os, pty, sys, termios, time
answers = sys.argv[1].split(",")
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown = fresh = b""
while True:
    try:
        got = os.read(terminal, 4096)
    except OSError:
        break
    if not got:
        break
    shown, fresh = shown + got, fresh + got
    if answers and b"assphrase" in fresh and fresh.rstrip(b" ").endswith(b":"):
        # The question stands there a moment before the terminal keeps the answer to itself.
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            time.sleep(0.01)
        os.write(terminal, answers.pop(0).encode() + b"\n")
        fresh = b""
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"#;
    let mut python = room.program("python3");
    Said::of(python.args(["-c", TYPIST, &answers.join(",")]).args(line))
}

#[test]
fn an_identity_that_age_locked_is_unlocked() {
    const SECRET: &str = "correct horse battery";
    let (room, _) = packed();
    for (file, armour) in [("locked.key", &[][..]), ("armoured.key", &["-a"])] {
        let lock = [&["age", "-p"], armour, &["-o", file, "keys/custodian.key"]].concat();
        let made = at_a_terminal(&room, &[SECRET, SECRET], &lock);
        assert_eq!(made.status, Some(0), "{}", made.text());
    }
    std::fs::rename(room.path("keys/custodian.key"), room.path("plain.key")).expect("moved");
    refused(&room, &format!("vault inspect {VAULT}"), 2, "no custodian.key in keys");
    room.write("passphrase", format!("{SECRET}\r\nnot this line\n").as_bytes());
    room.write("wrong", b"Zqxgiv horse\n");
    room.write("empty", b"\n");
    room.write("latin1", b"caf\xe9\n");
    for file in ["locked.key", "armoured.key"] {
        // On the terminal, where nothing of it is shown.
        let inspect = [kit::BINARY, "vault", "inspect", VAULT, "--identity", file];
        let told = at_a_terminal(&room, &[SECRET], &inspect);
        assert_eq!(told.status, Some(0), "{}", told.text());
        assert!(told.text().contains("Passphrase of ") && !told.text().contains("horse"), "{}", told.text());
        // From a file, or standard input.
        let line = format!("vault inspect {VAULT} --identity {file} --passphrase-file");
        done(&room, &format!("{line} passphrase"));
    }
    // Both forms are one to whoever reads them; what else can be said of one is said of both.
    let inspect = [kit::BINARY, "vault", "inspect", VAULT, "--identity", "locked.key"];
    let line = format!("vault inspect {VAULT} --identity locked.key --passphrase-file");
    let told = at_a_terminal(&room, &["wrong horse"], &inspect);
    assert!(told.status == Some(2) && told.text().contains("does not open the key file"), "{}", told.text());
    let mut piped = room.handover(line.split_whitespace().chain(["-"]));
    let input = std::fs::File::open(room.path("passphrase")).expect("there");
    assert_eq!(Said::of(piped.stdin(input)).status, Some(0));
    refused(&room, &format!("{line} wrong"), 2, "does not open the key file");
    refused(&room, &format!("{line} empty"), 2, "No passphrase");
    refused(&room, &format!("{line} latin1"), 2, "UTF-8");
    refused(&room, &format!("{line} missing"), 2, "there is no such file");
    // Nobody to ask.
    let mut alone = room.program("setsid");
    alone.args(["-w", kit::BINARY, "vault", "inspect", VAULT, "--identity", "locked.key"]);
    let told = Said::of(&mut alone);
    assert!(told.status == Some(2) && told.text().contains("there is no terminal"), "{}", told.text());
    done(&room, &format!("forget {VAULT} --entry 4 --identity locked.key --passphrase-file passphrase"));
    let told = done(&room, &format!("vault inspect {VAULT} --identity plain.key --passphrase-file passphrase"));
    assert!(told.text().contains("is not needed"), "{}", told.text());
    // In its place among the keys, which pack as before.
    std::fs::copy(room.path("locked.key"), room.path("keys/custodian.key")).expect("a copy");
    done(&room, &format!("vault inspect {VAULT} --passphrase-file passphrase"));
    done(&room, "pack export.csv --cover cover.toml --keys keys --out out --json");
    // Locked to a key; with more work than anybody should wait for; not whole.
    let to_a_key =
        room.program("age").args(["-r"]).arg(recipient(&room)).args(["-o", "sealed.key", "plain.key"]).output();
    assert!(to_a_key.expect("age is installed").status.success());
    let locked = std::fs::read(room.path("locked.key")).expect("there");
    let head = String::from_utf8_lossy(&locked[..100]).into_owned();
    let at = head.find(" 18\n").expect("age asks for 2^18") + 1;
    let mut costly = locked.clone();
    costly[at..at + 2].copy_from_slice(b"29");
    room.write("costly.key", &costly);
    room.write("half.key", &locked[..locked.len() - 20]);
    room.write("large.key", &vec![b'#'; 70_000]);
    room.write("other.key", b"Zqxgiv Zqxfam\n");
    for (file, piece) in [
        ("sealed.key", "to a key and not with a passphrase"),
        ("costly.key", "more work"),
        ("half.key", "damaged"),
        ("large.key", "larger than 64 KiB"),
        ("other.key", "holds no age identity"),
        ("missing.key", "there is no such file"),
    ] {
        let line = format!("vault inspect {VAULT} --identity {file} --passphrase-file passphrase");
        refused(&room, &line, 2, piece);
    }
}

fn recipient(room: &Room) -> String {
    std::fs::read_to_string(room.path("keys/custodian.pub")).expect("keys").trim().to_owned()
}

#[test]
fn what_was_answered_stays_answered() {
    let (room, _) = packed();
    let key = std::fs::read_to_string(room.path("keys/custodian.key")).expect("keys");
    let custodian = CustodianKey::parse(&recipient(&room)).expect("a recipient");
    let file = std::fs::read(room.path(VAULT)).expect("there");
    let mut reader = VaultReader::open(Cursor::new(&file), &key).expect("opens");
    let dice = "31415926535897932384".to_owned();
    let answered = Answered { dice: dice.clone(), size: 3 };
    let new = cut(&mut reader, Vec::new(), &[custodian], &[8, 3, 30, 20], answered).expect("cut");
    room.write(VAULT, &new);
    let told = done(&room, &format!("vault inspect {VAULT}"));
    assert!(told.text().contains(&dice) && told.text().contains("cut away"), "{}", told.text());
    let told = done(&room, &format!("forget {VAULT} --entry 9 10"));
    assert!(told.text().contains("of entry 10 nothing is in this vault"), "{}", told.text());
    done(&room, &format!("vault add-custodian {VAULT} {}", age_key(&room)));
    let json = done(&room, &format!("vault inspect {VAULT} --json")).json();
    assert_eq!(json["answered"], serde_json::json!({ "dice": dice, "size": 3 }));
    let figures = ["entries", "held", "forgotten"].map(|member| json[member].as_u64());
    assert_eq!((figures, json["cut"].as_bool()), ([Some(ROWS as u64), Some(4), Some(1)], Some(true)));
    let plain = decrypted(&room, "keys/custodian.key").expect("opens");
    let mut after = Plain::read(Cursor::new(plain)).expect("a vault");
    assert!(after.opened(8).expect("its leaf is there").is_forgotten());
    for index in [3, 20, 30] {
        assert_eq!(after.entry(index), reader.entry(index));
    }
    refused(&room, &format!("forget {VAULT} --entry 4 41"), 2, "has no entry 41");
}

fn age_key(room: &Room) -> String {
    let made = Said::of(room.program("age-keygen").args(["-o", "another.key"]));
    String::from_utf8_lossy(&made.stderr).split_whitespace().last().expect("a public key").to_owned()
}

#[test]
fn whatever_stands_there_instead_of_a_vault_is_refused() {
    let (room, dossier) = packed();
    let whole = std::fs::read(room.path(VAULT)).expect("there");
    let plain = decrypted(&room, "keys/custodian.key").expect("opens");
    let mut changed = whole.clone();
    let middle = whole.len() / 2;
    changed[middle] ^= 1;
    let sealed = |name: &str, bytes: &[u8]| {
        room.write("plain", bytes);
        let done = room.program("age").args(["-r", &recipient(&room), "-o", name, "plain"]).status();
        assert!(done.expect("age is installed").success());
        let sealed = std::fs::read(room.path(name)).expect("age made it");
        // What it holds lies in the clear for the test alone.
        std::fs::remove_file(room.path("plain")).expect("it was there");
        sealed
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "no vault"),
        ("the plaintext", plain.clone(), "no vault"),
        ("a dossier", std::fs::read(&dossier.zip).expect("there"), "no vault"),
        ("an export", std::fs::read(room.path("export.csv")).expect("there"), "no vault"),
        ("a half", whole[..middle].to_vec(), "damaged"),
        ("a byte of it", changed, "damaged"),
        ("something else under the key", sealed("other.age", b"Zqxgiv Zqxfam"), "no vault"),
        ("its half under the key", sealed("half.age", &plain[..plain.len() / 2]), "damaged"),
    ];
    let bea = age_key(&room);
    for (what, bytes, piece) in cases {
        room.write(VAULT, &bytes);
        let lines = [
            format!("forget {VAULT} --entry 1"),
            format!("vault inspect {VAULT}"),
            format!("vault add-custodian {VAULT} {bea}"),
            format!("vault remove-custodian {VAULT} {bea}"),
        ];
        for line in lines {
            // A byte in the middle is met by who reads all of it.
            let meets = what != "a byte of it" || !line.starts_with("vault remove") && !line.starts_with("forget");
            if meets { refused(&room, &line, 2, piece) } else { drop(said(&room, &line)) }
        }
    }
    for (vault, piece) in [("missing.age", "there is no such file"), ("out", "no vault")] {
        refused(&room, &format!("vault inspect {vault}"), 2, piece);
        refused(&room, &format!("forget {vault} --entry 1"), 2, piece);
    }
    refused(&room, "forget", 2, "missing");
    refused(&room, &format!("forget {VAULT}"), 2, "missing");
    refused(&room, &format!("forget {VAULT} --entry Zero"), 2, "--entry");
}

#[test]
fn a_link_leads_to_the_new_vault() {
    let (room, _) = packed();
    std::fs::create_dir(room.path("away")).expect("a folder");
    std::fs::rename(room.path(VAULT), room.path("away/real.age")).expect("moved");
    std::os::unix::fs::symlink("away/real.age", room.path(VAULT)).expect("a link");
    let before = std::fs::metadata(room.path("away/real.age")).expect("there").ino();
    done(&room, &format!("forget {VAULT} --entry 1"));
    assert!(std::fs::symlink_metadata(room.path(VAULT)).expect("there").is_symlink());
    assert_ne!(std::fs::metadata(room.path("away/real.age")).expect("there").ino(), before);
    assert_eq!((forgotten(&room), names_in(&room.path("away"))), (1, vec!["real.age".to_owned()]));
}

#[test]
fn commands_at_once_lose_nothing() {
    let (room, _) = packed();
    let bea = age_key(&room);
    let mut commands: Vec<Vec<String>> =
        (1..=8).map(|n| ["forget", VAULT, "--entry", &n.to_string()].map(str::to_owned).to_vec()).collect();
    commands.push(["vault", "add-custodian", VAULT, &bea].map(str::to_owned).to_vec());
    let children: Vec<_> = commands
        .iter()
        .map(|line| room.handover(line).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts"))
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let json = done(&room, &format!("vault inspect {VAULT} --json")).json();
    assert_eq!((json["forgotten"].as_u64(), json["custodians"].as_array().map(Vec::len)), (Some(8), Some(2)));
    assert!(names_in(room.root()).iter().all(|name| !name.starts_with(".handover-")));
}

/// A room with the vault of a pack, for runs that something happens to.
fn struck_room() -> Room {
    let room = room(60);
    let made = room.packed("export.csv", "count", &[]).within(&room);
    std::fs::rename(made.vault, room.path(VAULT)).expect("moved");
    room
}

/// The old vault or the new one, whole; what else is left is unreadable.
fn old_or_new(room: &Room, after: &str) -> u64 {
    let left: Vec<PathBuf> = names_in(room.root())
        .into_iter()
        .filter(|name| name.starts_with(".handover-"))
        .map(|name| room.path(&name))
        .collect();
    for (place, bytes) in left.iter().flat_map(|folder| files_under(folder)) {
        Search::without(&[]).none_in(&format!("{after}: leftover {place}"), &bytes);
    }
    let plain = decrypted(room, "keys/custodian.key").unwrap_or_else(|| panic!("{after}: the vault does not open"));
    let mut vault = Plain::read(Cursor::new(plain)).unwrap_or_else(|error| panic!("{after}: {error}"));
    (0..vault.size()).for_each(|index| assert!(vault.entry(index).is_ok(), "{after}: entry {index}"));
    vault.forgotten(&Silent).expect("it counts")
}

fn struck(unnamed: bool, share: usize, seed: u64) {
    let line = ["forget", VAULT, "--entry", "7"];
    let calm = struck_room();
    let injections = if unnamed { Vec::new() } else { vec![without_unnamed_files(&calm, &line)] };
    let calm = struck_room();
    let mut places = places(&calm, &[&LASTING[..], &TOUCHING].concat(), &injections, &line);
    for call in ["fsync", "rename", "flock"] {
        assert!(places.iter().any(|(name, _)| name == call), "no {call} in {places:?}");
    }
    if !whole_campaign() {
        Dice(seed).shuffle(&mut places);
        places.truncate(share);
    }
    for (call, when) in places {
        let after = format!("unnamed {unnamed}, killed at {call} {when}");
        let room = struck_room();
        let kill = [&injections[..], &[format!("{call}:signal=KILL:when={when}")]].concat();
        let told = tampered(&room, &kill, &line);
        assert_eq!(told.status, None, "{after}: it was not: {}", told.text());
        assert!(old_or_new(&room, &after) <= 1, "{after}");
        done(&room, &format!("forget {VAULT} --entry 7 8"));
        assert_eq!(old_or_new(&room, &after), 2, "{after}");
        let left = names_in(room.root());
        assert!(left.iter().all(|name| !name.starts_with(".handover-")), "{after}: leftovers stay: {left:?}");

        if !LASTING.contains(&call.as_str()) {
            continue;
        }
        let after = format!("unnamed {unnamed}, {call} {when} fails");
        let room = struck_room();
        let fail = [&injections[..], &[format!("{call}:error=EIO:when={when}")]].concat();
        let told = tampered(&room, &fail, &line);
        assert!(trace(&room).contains("(INJECTED)"), "{after}: it did not");
        assert_eq!(told.status, Some(2), "{after}: {}", told.text());
        assert!(old_or_new(&room, &after) <= 1 && !told.text().contains("panicked"), "{after}");
        let left = names_in(room.root());
        assert!(left.iter().all(|name| !name.starts_with(".handover-")), "{after}: leftovers: {left:?}");
    }
}

#[test]
fn a_killed_forget_leaves_the_old_vault_or_the_new_one() {
    struck(true, 8, 1);
}

#[test]
fn a_killed_forget_leaves_the_old_vault_or_the_new_one_where_every_file_has_a_name() {
    struck(false, 6, 2);
}

#[test]
fn a_full_disk_leaves_the_old_vault() {
    let (room, _) = packed();
    let before = std::fs::read(room.path(VAULT)).expect("there");
    for kibibytes in [0, 1, 8] {
        let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        let told = Said::of(room.program("bash").args(["-c", &script, kit::BINARY, "forget", VAULT, "--entry", "1"]));
        assert_eq!(told.status, Some(2), "{kibibytes} KiB: {}", told.text());
        assert!(told.text().contains("could not be written anew"), "{kibibytes} KiB: {}", told.text());
        Search::without(&[]).none_in("what a full disk says", told.text().as_bytes());
        assert!(std::fs::read(room.path(VAULT)).expect("there") == before, "{kibibytes} KiB");
        assert!(names_in(room.root()).iter().all(|name| !name.starts_with(".handover-")));
    }
}
