//! What leaves by a challenge: the asked fields of the drawn entries, in the response alone; in no log, error, temporary file or
//! other place, and in a cut vault nothing of the others, by the real age.

mod kit;

use handover::package::response::entry_of;
use handover::package::tlog_proof::TlogProof;
use handover::proof::commitment::salts;
use handover::proof::timestamp;
use handover::vault::{Opened, Plain};
use kit::authority::{Authority, P256};
use kit::challenged::{Challenged, DICE, OTHER_DICE, ROWS, VAULT, ZIP};
use kit::marks::{self, Search, files_under, forms};
use kit::{BINARY, COVER, names_in};
use memchr::memmem::Finder;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

/// Every entry, as the vault's plaintext has it.
fn held(scene: &Challenged) -> Vec<Opened> {
    let mut vault = Plain::read(Cursor::new(decrypted(scene))).expect("a vault");
    (0..vault.size()).map(|index| vault.opened(index).expect("it opens")).collect()
}

fn decrypted(scene: &Challenged) -> Vec<u8> {
    let output = scene.room.program("age").args(["-d", "-i", "keys/custodian.key", VAULT]).output();
    let output = output.expect("age is installed");
    assert!(output.status.success());
    output.stdout
}

/// The number in the marks of an entry's row.
fn row_of(opened: &Opened) -> usize {
    let values = opened.values.as_ref().expect("values");
    let name = values.iter().find_map(|value| value.strip_prefix("Zqxgiv")).expect("a given name");
    name.parse().expect("a number")
}

/// Everything that can be read in a response: its files, also inflated, decoded and set.
fn readable(scene: &Challenged, kind: &str) -> Vec<(String, Vec<u8>)> {
    let at = scene.room.path(&scene.response(kind));
    let mut files = if kind.is_empty() { within(&at) } else { unzipped(&at) };
    let mut more = Vec::new();
    for (name, bytes) in &files {
        if entry_of(name).is_some() {
            let proof = TlogProof::read(bytes).expect("a proof");
            more.push((name.clone(), proof.extra.as_bytes().to_vec()));
        } else if name == "sample-sheet.pdf" {
            more.extend(marks::of_pdf(&scene.room, name, bytes));
        }
    }
    files.extend(more);
    files
}

fn within(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let whole = folder.display().to_string();
    files_under(folder).into_iter().map(|(name, bytes)| (name[whole.len() + 1..].to_owned(), bytes)).collect()
}

fn unzipped(zip: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("the zip".to_owned(), std::fs::read(zip).expect("there"))];
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip).expect("there")).expect("a zip");
    for n in 0..zip.len() {
        let mut member = zip.by_index(n).expect("a member");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("it inflates");
        let name = member.name().expect("a name is text").into_owned();
        all.push((name.split_once('/').expect("a folder").1.to_owned(), bytes));
    }
    all
}

#[test]
fn a_response_holds_what_was_asked_for_and_nothing_else() {
    for (policy, kind) in [("count", ""), ("named", ".zip")] {
        let scene = Challenged::new(policy);
        let entries = held(&scene);
        scene.done(&scene.respond("--size 12", "region,given_name", if kind.is_empty() { "" } else { "--zip" }));
        let json = scene.done(&scene.check(kind, "--size 12", "given_name,region", "--json")).json();
        let drawn: BTreeSet<usize> = json["sample"]["entries"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["entry"].as_u64())
            .map(|entry| entry as usize - 1)
            .collect();
        assert_eq!(drawn.len(), 12);
        // The list's line opens by itself; it is in the list, so everybody has it.
        let asked = ["given_name", "region"];
        let line: Vec<&str> =
            if policy == "named" { [&asked[..], &marks::NAMED_SHOWS].concat() } else { asked.to_vec() };
        let (asked_alone, with_line, nothing) = (Search::without(&asked), Search::without(&line), Search::without(&[]));
        let others: Vec<Finder<'static>> = (0..ROWS)
            .filter(|index| !drawn.contains(index))
            .map(|index| row_of(&entries[index]))
            .flat_map(|row| [format!("Zqxgiv{row:04}"), format!("Zqxfam{row:04}"), format!("Zqxreg{row:04}")])
            .flat_map(|value| forms(&value))
            // In base64 two numbers can begin alike; the proofs were decoded.
            .filter(|(form, _)| !form.ends_with("base64"))
            .map(|(_, bytes)| Finder::new(&bytes).into_owned())
            .collect();
        let (mut places, mut seen) = (readable(&scene, kind), BTreeSet::new());
        for (place, bytes) in &places {
            let of_proofs = entry_of(place).is_some() || place == "the zip";
            let search = match place.as_str() {
                "response.json" | "manifest-sha256.txt" | "manifest-sha256.txt.sig" => &nothing,
                _ if of_proofs => &with_line,
                _ => &asked_alone,
            };
            search.none_in(&format!("{policy}: {place}"), bytes);
            assert!(
                others.iter().all(|other| other.find(bytes).is_none()),
                "{policy}: {place} has another entry's value"
            );
            if !search.found_in(bytes).is_empty() || !Search::for_column("given_name").found_in(bytes).is_empty() {
                seen.insert(if of_proofs { "proofs" } else { place });
            }
        }
        // Were the search blind, all of the above would pass.
        for place in ["proofs", "pdftotext sample-sheet.pdf"] {
            assert!(seen.contains(place), "{policy}: nothing is found in {place}: {seen:?}");
        }
        // Salts of what stays hidden, and every seed.
        let fields = String::from_utf8(scene.dossier.file("data/dossier.json")).expect("text");
        let fields: serde_json::Value = serde_json::from_str(&fields).expect("JSON");
        let fields: Vec<&str> =
            fields["register"]["fields"].as_array().expect("a list").iter().filter_map(|name| name.as_str()).collect();
        let all: Vec<u8> = places.drain(..).flat_map(|(_, bytes)| bytes).collect();
        let holds = |secret: &[u8]| spellings(secret).iter().any(|form| memchr::memmem::find(&all, form).is_some());
        for (index, entry) in entries.iter().enumerate() {
            let seed = entry.seed.expect("a seed");
            assert!(!holds(&seed), "{policy}: the seed of entry {}", index + 1);
            let mut own = Vec::new();
            salts(&seed, fields.len(), &mut own);
            for (name, salt) in fields.iter().zip(&own) {
                let opened = drawn.contains(&index) && (asked.contains(name) || *name == "shown");
                assert_eq!(holds(salt), opened, "{policy}: the salt of {name} of entry {}", index + 1);
            }
        }
    }
}

/// As they are, in hex, in base64 wherever they begin.
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

/// `Challenged` searches all that each command says, with the log at its fullest; here every command says something, also of
/// what was changed by somebody who wants to see it repeated.
#[test]
fn no_command_says_what_it_read() {
    let scene = Challenged::new("named");
    let size = "--size 6";
    scene.done(&format!("vault inspect {VAULT}"));
    scene.done(&format!("vault inspect {VAULT} --json"));
    scene.done(&scene.respond(size, "city", ""));
    for more in ["", "--json", "--bad 2"] {
        let said = scene.done(&scene.check("", size, "city", more));
        // The line of the list is compared and not said.
        Search::without(&["city"]).none_in("what is opened", &said.stdout);
    }
    let nonce = scene.statement()["nonce"].as_str().expect("a nonce").to_owned();
    for more in ["", "--json"] {
        scene.done(&format!("challenge {ZIP} --dice {DICE} {size} --nonce {nonce} {more}"));
    }
    scene.done(&format!("forget {VAULT} --entry {}", scene.statement()["entries"][0]));
    scene.done(&format!("vault inspect {VAULT} --json"));
    let authority = Authority::new(P256);
    let hash = handover::proof::digest::unhex32(scene.hash()).expect("a hash");
    scene.room.write("reply.tsr", &authority.reply(&timestamp::request(&hash, None), ""));
    std::fs::copy(scene.room.path(ZIP), scene.room.path("stamped.zip")).expect("a copy");
    scene.done("timestamp stamped.zip --reply reply.tsr");

    // Another value, another name, words where figures belong: each is refused, none is repeated.
    let response = scene.room.path(&scene.response(""));
    let folder = response.join("entries");
    let proof = folder.join(&names_in(&folder)[0]);
    let whole = std::fs::read(&proof).expect("there");
    let mut read = TlogProof::read(&whole).expect("a proof");
    read.extra = read.extra.replace("Zqxcit", "Zqxdoc").into();
    let statement = std::fs::read_to_string(response.join("response.json")).expect("there");
    let changed: [(&Path, Vec<u8>); 7] = [
        (&proof, read.write().into_bytes()),
        (&proof, b"Zqxdoc".to_vec()),
        (&proof, [&whole[..], b"Zqxdoc Zqxstr\n"].concat()),
        (&response.join("response.json"), statement.replace("\"city\"", "\"Zqxdoc\"").into_bytes()),
        (&response.join("response.json"), statement.replace(DICE, "Zqxdoc").into_bytes()),
        (&response.join("manifest-sha256.txt"), b"Zqxdoc  Zqxstr\n".to_vec()),
        (&folder.join("Zqxdoc.tlog-proof"), b"Zqxdoc".to_vec()),
    ];
    for (n, (path, bytes)) in changed.iter().enumerate() {
        let before = std::fs::read(path).ok();
        std::fs::write(path, bytes).expect("written");
        for more in ["", "--json"] {
            let said = scene.said(&scene.check("", size, "city", more));
            assert_eq!(said.status, Some(1), "{n}: {}", said.text());
            // A file that should not be there is named, for somebody must find it.
            let allowed: &[&str] = if n >= 5 { &["city", "document_number", "street"] } else { &["city"] };
            Search::without(allowed).none_in(&format!("{n}: what is said of a change"), &said.stdout);
            let alone = scene.said(&format!("check {ZIP} {} {more}", scene.response("")));
            assert_eq!(alone.status, Some(1), "{n}");
        }
        match before {
            Some(before) => std::fs::write(path, before).expect("written"),
            None => std::fs::remove_file(path).expect("there"),
        }
    }
    scene.done(&scene.check("", size, "city", ""));
    scene.refused(&scene.respond(size, "city", "").replace(DICE, OTHER_DICE).replace("out/", ""), 1, "other dice");
    let mut half = scene.vault();
    half.truncate(half.len() / 2);
    scene.room.write("half.age", &half);
    scene.refused(&scene.respond(size, "city", "").replace(VAULT, "half.age"), 2, "damaged");
    for folder in ["home", "tmp"] {
        assert!(names_in(&scene.room.path(folder)).is_empty(), "something was left in {folder}");
    }
    assert!(names_in(scene.room.root()).iter().chain(&scene.room.out()).all(|name| !name.starts_with(".handover-")));
}

/// By what it asks of the system: opened values are written to the files of the response, and to nothing else, and no file is
/// made in another folder than those of vault and response.
#[test]
fn what_is_opened_is_written_to_the_response_alone() {
    let scene = Challenged::new("count");
    let line = scene.respond("--size 12", "given_name", "");
    let mut strace = scene.room.program("strace");
    strace.args(["-f", "-qq", "-y", "-s", "10000000", "-o", "trace.txt"]);
    strace.args([
        "-e",
        "trace=write,pwrite64,writev,pwritev,?open,openat,?creat,?sendto,?sendmsg,?connect",
        "--",
        BINARY,
    ]);
    let done = strace.args(line.split_whitespace()).status().expect("strace is installed");
    assert!(done.success());
    let trace = std::fs::read_to_string(scene.room.path("trace.txt")).expect("strace wrote it");
    let (nothing, asked) = (Search::without(&[]), Search::without(&["given_name"]));
    let root = scene.room.root().display().to_string();
    let (mut written, mut made) = (0, 0);
    for call in trace.lines() {
        asked.none_in("a call", call.as_bytes());
        let to_response = call.contains("/out/.handover-") && call.contains("/folder/");
        if !to_response {
            nothing.none_in("a call that does not write the response", call.as_bytes());
        }
        written += usize::from(to_response && !nothing.found_in(call.as_bytes()).is_empty());
        assert!(!call.contains("connect(") && !call.contains("sendto("), "it asks nobody: {call}");
        if call.contains("O_CREAT") || call.contains("O_TMPFILE") {
            made += 1;
            assert!(call.contains(&format!("\"{root}")) || call.contains("\"out"), "a file elsewhere: {call}");
            assert!(!call.contains("/tmp/\"") && !call.contains(&format!("{root}/home")), "a file elsewhere: {call}");
        }
    }
    assert!(written >= 12 && made >= 16, "the proofs were seen: {written}, files: {made}");
}

/// §8.8: entries beyond the first `Challenge-Max-Rows` drawn are in a cut vault with no value, no seed and, but for the one that
/// stands beside a drawn one and so begins its path, no leaf.
#[test]
fn a_cut_vault_holds_nothing_of_the_others() {
    let scene = Challenged::of("count", &format!("{COVER}challenge_max_rows = 9\n"));
    let (old, before) = (decrypted(&scene), held(&scene));
    scene.done(&scene.respond("--size 2", "city", ""));
    let nonce = scene.statement()["nonce"].as_str().expect("a nonce").to_owned();
    let line = format!("challenge {ZIP} --dice {DICE} --size 9 --nonce {nonce} --json");
    let first: BTreeSet<u64> = scene.done(&line).json()["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| Some(entry.as_u64()? - 1))
        .collect();
    assert_eq!(first.len(), 9);
    let cut = decrypted(&scene);
    let holds =
        |bytes: &[u8], secret: &[u8]| spellings(secret).iter().any(|form| memchr::memmem::find(bytes, form).is_some());
    let (mut gone, mut leaves) = (0, 0);
    for (index, entry) in before.iter().enumerate() {
        let (index, kept) = (index as u64, first.contains(&(index as u64)));
        let own = entry.values.iter().flatten().filter(|value| value.len() > 6);
        let own = own.filter(|value| memchr::memmem::find_iter(&old, value.as_bytes()).count() == 1);
        for secret in own.map(String::as_bytes).chain(entry.seed.iter().map(<[u8; 32]>::as_slice)) {
            assert!(holds(&old, secret), "entry {}", index + 1);
            assert_eq!(holds(&cut, secret), kept, "something of entry {}", index + 1);
            gone += usize::from(!kept);
        }
        if !kept && !first.contains(&(index ^ 1)) {
            assert!(holds(&old, &entry.leaf) && !holds(&cut, &entry.leaf), "the leaf of entry {}", index + 1);
            leaves += 1;
        }
    }
    assert!(gone > 300 && leaves > 30, "{gone} secrets, {leaves} leaves were looked for");
    let mut after = Plain::read(Cursor::new(cut)).expect("a vault");
    for index in 0..ROWS as u64 {
        assert_eq!(after.entry(index).is_ok(), first.contains(&index));
    }
}
