//! A challenge by the binary, from the vault to the sentence that an official can quote: what it says, to whom it says no, that
//! nothing leaves which was not asked for, and that a killed answer is none.

mod kit;

use handover::proof::sample::bound_95;
use handover::vault::Plain;
use kit::challenged::{Challenged, DICE, OTHER_DICE, ROWS, VAULT, ZIP, unwrapped};
use kit::faults::{LASTING, TOUCHING, places, tampered, trace, without_unnamed_files};
use kit::marks::{self, Search};
use kit::{Dice, Room, Said, names_in, whole_campaign};
use serde_json::{Value, json};
use std::io::Cursor;

#[test]
fn from_the_vault_to_the_sentence() {
    for (kind, policy) in [("", "count"), (".zip", "named")] {
        let scene = Challenged::new(policy);
        let zip = if kind.is_empty() { "" } else { "--zip" };
        let told = scene.done(&scene.respond("--size 12", "given_name,city", zip));
        let text = told.text();
        for piece in [
            "the dice draw 12 of 60 entries",
            "of 12 persons these fields leave in the clear: given_name (of 12), city (of 12)",
            "the vault was cut",
            "destroy every copy",
            &scene.response(kind),
            scene.seal(),
        ] {
            assert!(text.contains(piece), "{piece}: {text}");
        }
        let id = scene.dossier.said["id"].as_str().expect("an id");
        let own = [format!("dossier-{id}.slip.pdf"), format!("dossier-{id}.vault.age"), format!("dossier-{id}.zip")];
        let appeared: Vec<String> = scene.room.out().into_iter().filter(|name| !own.contains(name)).collect();
        assert_eq!(appeared, [format!("response-{id}{kind}")]);

        let fields = "city,given_name";
        let quoted = |bad: u64, words: &str| {
            let bound = bound_95(60, 12, bad);
            let share = (bound * 10_000).div_ceil(60);
            format!(
                "Of 60 entries 12 were drawn by dice after the register was sealed, and {bad} of them {words} bad. With 95 % \
                 confidence no more than {bound} entries of the register ({}.{:02} %) would be found bad: not opening, or false in \
                 what opens. This says nothing of persons who signed more than once, nor that the person named has signed.",
                share / 100,
                share % 100
            )
        };
        let pin = format!("--hash {}", scene.hash());
        let confirmed = scene.done(&scene.check(kind, "--size 12", fields, &pin));
        let text = unwrapped(&confirmed);
        assert!(text.contains("confirmed: the dice on the receipt drew these entries"), "{text}");
        assert!(text.contains(&quoted(0, "were")), "{text}");
        let false_ones = scene.done(&scene.check(kind, "--size 12", fields, &format!("{pin} --bad 1")));
        let text = unwrapped(&false_ones);
        assert!(text.contains("some are bad") && text.contains(&quoted(1, "was")), "{text}");
        // Whoever has the seal can seal another dossier once the dice are known: it confirms nothing, and nothing is quoted.
        for pin in [String::new(), format!("--seal {}", scene.seal())] {
            let text = unwrapped(&scene.done(&scene.check(kind, "--size 12", fields, &pin)));
            assert!(text.contains("nobody compared it") && !text.contains("confirmed"), "{text}");
            assert!(!text.contains("drawn by dice after"), "{text}");
        }

        let alone = scene.said(&format!("check {ZIP} {} --hash {}", scene.response(kind), scene.hash()));
        assert_eq!(alone.status, Some(1), "{}", alone.text());
        let text = unwrapped(&alone);
        assert!(text.contains("dice not confirmed") && !text.contains("95 %"), "{text}");

        // Another receipt than the one that was answered, in each of its parts; another key or hash than on paper.
        let zeros = "0".repeat(64);
        for (typed, code) in [
            (format!("--dice {OTHER_DICE} --size 12 --fields {fields}"), "receipt-dice"),
            (format!("--dice {DICE} --size 11 --fields {fields}"), "receipt-size"),
            (format!("--dice {DICE} --size 12 --fields city"), "receipt-fields"),
            (format!("--dice {DICE} --size 12 --fields {fields} --hash {zeros}"), "hash"),
        ] {
            let line = format!("check {ZIP} {} {typed}", scene.response(kind));
            let said = scene.said(&line);
            assert_eq!(said.status, Some(1), "{line}: {}", said.text());
            assert!(unwrapped(&said).contains("not confirmed"), "{}", said.text());
            let json = scene.said(&format!("{line} --json")).json();
            let codes: Vec<&str> =
                json["findings"].as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect();
            assert!(codes.iter().any(|found| found.contains(code)), "{line}: {codes:?}");
            assert_eq!((&json["verified"], &json["verdict"]), (&json!(false), &json!("not confirmed")));
        }
    }
}

#[test]
fn programs_are_told_the_same() {
    let scene = Challenged::new("pseudonymous");
    scene.done(&scene.respond("--size 7", "family_name", ""));
    let pinned = format!("--hash {} --json", scene.hash());
    let json = scene.done(&scene.check("", "--size 7", "family_name", &pinned)).json();
    let verified = scene.done(&format!("verify {ZIP} --hash {} --json", scene.hash())).json();
    for member in ["verified", "pinned", "integrity_hash", "zip_sha256", "seal", "id", "size", "findings"] {
        assert_eq!(json[member], verified[member], "{member}");
        assert!(!json[member].is_null(), "{member}");
    }
    assert_eq!((&json["verdict"], &json["bad"]), (&json!("confirmed"), &json!(0)));
    assert_eq!(json["bound"], json!(bound_95(ROWS as u64, 7, 0)));
    let sample = &json["sample"];
    assert_eq!(
        (&sample["dice"], &sample["size"], &sample["fields"]),
        (&json!(DICE), &json!(7), &json!(["family_name"]))
    );
    let drawn = sample["entries"].as_array().expect("a list");
    for one in drawn {
        let opened = one["opened"].as_object().expect("fields");
        assert_eq!(opened.keys().collect::<Vec<_>>(), ["family_name"]);
        assert!(opened["family_name"].as_str().is_some_and(|name| name.starts_with("Zqxfam")), "what was committed");
    }
    let unpinned = scene.done(&scene.check("", "--size 7", "family_name", "--json")).json();
    assert_eq!((&unpinned["verified"], &unpinned["verdict"]), (&json!(false), &json!("holds")));
    let alone = scene.said(&format!("check {ZIP} {} --json", scene.response(""))).json();
    assert_eq!((&alone["verified"], &alone["verdict"]), (&json!(false), &json!("dice not confirmed")));
    assert_eq!(alone["sample"]["dice_confirmed"], json!(false));

    // Anyone draws the same with the nonce that the response gives away.
    let said = scene.statement();
    let nonce = said["nonce"].as_str().expect("a nonce");
    let line = format!("challenge {ZIP} --dice {DICE} --size 7 --nonce");
    let entries: Vec<&Value> = drawn.iter().map(|one| &one["entry"]).collect();
    for nonce in [nonce.to_owned(), nonce.to_uppercase()] {
        let again = scene.done(&format!("{line} {nonce} --json")).json();
        assert_eq!(again["entries"].as_array().expect("a list").iter().collect::<Vec<_>>(), entries);
        assert_eq!((&again["entries"], &again["seed"]), (&said["entries"], &said["seed"]));
        assert_eq!((&again["id"], &again["integrity_hash"]), (&json["id"], &json["integrity_hash"]));
    }
    let told = unwrapped(&scene.done(&format!("{line} {nonce}")));
    let listed: Vec<String> = entries.iter().map(|entry| entry.to_string()).collect();
    assert!(told.contains(&listed.join(" ")) && told.contains("7 of 60"), "{told}");
    scene.refused(&format!("{line} {}", "0".repeat(64)), 1, "nonce is not the one");
    scene.refused(&format!("{line} 12"), 2, "--nonce");
    scene.refused(&format!("challenge {ZIP} --dice {OTHER_DICE} --size 61 --nonce {nonce}"), 1, "from 1 to 60");
}

#[test]
fn sizes_as_people_say_them() {
    let scene = Challenged::new("count");
    let n = (1..).find(|n| bound_95(ROWS as u64, *n, 0) <= ROWS as u64 / 10).expect("all of them do");
    // The same dice: a vault that has answered answers them again, for more or fewer entries.
    for (typed, size) in [("--size 5%", 3), ("--size '2,5 %'", 2), ("--size california", 60), ("--bound 10%", n)] {
        scene.done(&scene.respond(typed, "city", ""));
        assert_eq!(scene.statement()["size"], json!(size), "{typed}");
        let json = scene.done(&scene.check("", typed, "city", "--json")).json();
        assert_eq!((&json["sample"]["size"], &json["verdict"]), (&json!(size), &json!("holds")), "{typed}");
        assert_eq!(json["sample"]["entries"].as_array().map(Vec::len), Some(size as usize), "{typed}");
        std::fs::remove_dir_all(scene.room.path(&scene.response(""))).expect("it was there");
    }
    // Digits in groups, as the receipt has boxes for them.
    let line = scene.respond("--size 4", "city", "").replace(DICE, "'31415 92653  58979 32384'");
    scene.done(&line);
    assert_eq!(scene.statement()["dice"], json!(DICE));
    let line = scene.check("", "--size 4", "city", "").replace(DICE, "'3141 5926 5358 9793 2384'");
    scene.done(&line);
}

#[test]
fn what_is_not_allowed_is_refused_and_changes_nothing() {
    let scene = Challenged::of("count", &format!("{}challenge_max_rows = 5\n", kit::COVER));
    let respond = |size: &str, fields: &str| scene.respond(size, fields, "");
    let (city, five) = ("city", "--size 5");
    for (line, status, piece) in [
        (respond("--size 6", city), 1, "from 1 to 5"),
        (respond("--size california", city), 1, "from 1 to 5"),
        (respond("--bound 1%", city), 1, "from 1 to 5"),
        (respond("--size 0", city), 2, "--size"),
        (respond("--size many", city), 2, "--size"),
        (respond("--bound five", city), 2, "--bound"),
        (respond("--size 5 --bound 1%", city), 2, "do not go together"),
        (respond("--size 5 --size 6", city), 2, "stands there twice"),
        (respond("", city), 2, "--size"),
        (respond(five, "email"), 1, "email is none that this dossier allows"),
        (respond(five, "city,street"), 1, "street is none that this dossier allows"),
        (respond(five, "shown"), 2, "--fields"),
        (respond(five, "city,shown"), 2, "--fields"),
        (respond(five, "city,city"), 2, "--fields"),
        (respond(five, "Zqxgiv"), 2, "--fields"),
        (respond(five, city).replace(DICE, "3141592653589793238"), 2, "--dice"),
        (respond(five, city).replace(DICE, "314159265358979323x4"), 2, "--dice"),
        (respond(five, city).replace(DICE, &"1".repeat(129)), 2, "--dice"),
        (respond(five, city).replace(&format!("--dice {DICE}"), ""), 2, "--dice"),
        (respond(five, city).replace("--fields city", ""), 2, "--fields"),
        (respond(five, city).replace(VAULT, "missing.age"), 2, "there is no such file"),
        (respond(five, city).replace(VAULT, ZIP), 2, "no vault"),
        (respond(five, city).replace(ZIP, "missing.zip"), 2, "there is no such file"),
        (format!("respond {VAULT} --dossier {ZIP}"), 2, "the challenge is missing"),
        (scene.respond(five, city, "--identity missing.key"), 2, "missing.key"),
    ] {
        scene.refused(&line, status, piece);
    }

    // Another dossier's vault; another seal; a key that the vault is not to.
    let other = Challenged::new("count");
    scene.room.write("other.age", &other.vault());
    std::fs::copy(other.room.path("keys/custodian.key"), scene.room.path("other.key")).expect("a copy");
    scene.refused(&scene.respond(five, city, "--identity other.key"), 2, "not made for this key");
    let line = scene.respond(five, city, "--identity other.key").replace(VAULT, "other.age");
    scene.refused(&line, 1, "The vault is of another dossier");
    scene.done("keygen --out others");
    let line = scene.respond(five, city, "--keys others --identity keys/custodian.key");
    scene.refused(&line, 1, "seal is not the one on this dossier");

    // A dossier that does not verify has no terms.
    let mut changed = std::fs::read(scene.room.path(ZIP)).expect("there");
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    scene.room.write("changed.zip", &changed);
    scene.refused(&respond(five, city).replace(ZIP, "changed.zip"), 1, "does not verify");
    let line = format!("challenge changed.zip --dice {DICE} --size 5 --nonce {}", "0".repeat(64));
    scene.refused(&line, 1, "does not verify");

    // What is there already stays; so does the vault.
    let at = scene.room.path(&scene.response(""));
    std::fs::create_dir(&at).expect("made");
    scene.refused(&respond(five, city), 2, "is there already");
    std::fs::remove_dir(&at).expect("it is empty");
    std::os::unix::fs::symlink("nowhere", &at).expect("a link");
    scene.refused(&respond(five, city), 2, "is there already");
    std::fs::remove_file(&at).expect("a link");

    scene.done(&respond(five, city));
    let changed = scene.said(&scene.check("", five, city, "").replace(ZIP, "changed.zip"));
    assert_eq!(changed.status, Some(1), "{}", changed.text());
    assert!(unwrapped(&changed).contains("not confirmed"), "{}", changed.text());
    std::fs::rename(&at, scene.room.path("out/first")).expect("moved");
    scene.refused(&respond(five, city).replace(DICE, OTHER_DICE), 1, "has answered other dice");
    // The same once more, after it was cut, byte for byte.
    let again = scene.done(&respond(five, city));
    assert!(!again.text().contains("the vault was cut"), "{}", again.text());
    let bytes = |name: &str| {
        let folder = scene.room.path(name);
        let mut files = marks::files_under(&folder);
        files.iter_mut().for_each(|(path, bytes)| {
            let own = path.split_off(folder.to_string_lossy().len());
            bytes.truncate(bytes.len() - folder.to_string_lossy().len() - own.len());
            *path = own;
        });
        files.sort();
        files
    };
    assert!(bytes("out/first") == bytes(&scene.response("")));

    let response = scene.response("");
    for (typed, status, piece) in [
        (format!("--dice {DICE} --size 5"), 2, "a part of the receipt is missing"),
        (format!("--dice {DICE} --fields city"), 2, "--size"),
        ("--fields city".to_owned(), 2, "a part of the receipt is missing"),
        (format!("--dice {DICE} --size 6 --fields city"), 1, "from 1 to 5"),
        (format!("--dice {DICE} --size 5 --fields email"), 1, "is none that this dossier allows"),
        (format!("--dice {DICE} --size 5 --fields city --bad 6"), 2, "6 entries cannot be false where 5 were opened"),
        ("--bad some".to_owned(), 2, "--bad"),
        ("--hash 12".to_owned(), 2, "--hash"),
    ] {
        scene.refused(&format!("check {ZIP} {response} {typed}"), status, piece);
    }
    scene.refused(&format!("check {ZIP} missing"), 2, "there is no such file");
    scene.refused(&format!("check missing.zip {response}"), 2, "there is no such file");
}

#[test]
fn a_dossier_that_was_sealed_without_a_challenge_takes_none() {
    let consent = "consent = \"Made-up people cannot object.\"\n";
    assert!(kit::COVER.contains(consent));
    for cover in [kit::COVER.replace(consent, ""), format!("{}challenge_max_rows = 0\n", kit::COVER)] {
        let scene = Challenged::of("count", &cover);
        let none = "sealed without a challenge";
        scene.refused(&scene.respond("--size 5", "city", ""), 1, none);
        let line = format!("challenge {ZIP} --dice {DICE} --size 5 --nonce {}", "0".repeat(64));
        scene.refused(&line, 1, none);
        // Somebody else's response: the dossier has none, with a receipt and without.
        let other = Challenged::new("count");
        other.done(&other.respond("--size 5", "city", "--zip"));
        std::fs::copy(other.room.path(&other.response(".zip")), scene.room.path("r.zip")).expect("a copy");
        scene.refused(&format!("check {ZIP} r.zip --dice {DICE} --size 5 --fields city"), 1, none);
        let alone = scene.said(&format!("check {ZIP} r.zip --json"));
        assert_eq!((alone.status, &alone.json()["verdict"]), (Some(1), &json!("not confirmed")));
        let codes = alone.json()["findings"].to_string();
        assert!(codes.contains("response-none") && codes.contains("response-dossier"), "{codes}");
    }
}

#[test]
fn an_identity_that_is_locked_answers_too() {
    let scene = Challenged::new("count");
    let mut lock = age::scrypt::Recipient::new(age::secrecy::SecretString::from("Zqxgiv horse battery".to_owned()));
    lock.set_work_factor(2);
    let key = std::fs::read(scene.room.path("keys/custodian.key")).expect("keys");
    scene.room.write("locked.key", &age::encrypt(&lock, &key).expect("encrypts"));
    scene.room.write("passphrase", b"Zqxgiv horse battery\n");
    scene.room.write("wrong", b"another horse\n");
    std::fs::rename(scene.room.path("keys/custodian.key"), scene.room.path("plain.key")).expect("moved");
    let line = |more: &str| scene.respond("--size 3", "city", &format!("--identity locked.key {more}"));
    scene.refused(&line("--passphrase-file wrong"), 2, "does not open the key file");
    scene.refused(&line("--passphrase-file missing"), 2, "there is no such file");
    scene.done(&line("--passphrase-file passphrase"));
    scene.done(&scene.check("", "--size 3", "city", ""));
}

#[test]
fn what_was_forgotten_is_withheld_and_counts_and_the_rest_is_confirmed() {
    let scene = Challenged::new("named");
    scene.done(&scene.respond("--size 9", "city", ""));
    let drawn: Vec<u64> =
        scene.statement()["entries"].as_array().expect("a list").iter().filter_map(Value::as_u64).collect();
    let (one, two) = (drawn[4], drawn[8]);
    let before = scene.dossier.said["id"].as_str().expect("an id").to_owned();
    std::fs::rename(scene.room.path(&scene.response("")), scene.room.path("out/first")).expect("moved");
    scene.done(&format!("forget {VAULT} --entry {one} {two}"));
    let told = scene.done(&scene.respond("--size 9", "city", ""));
    assert!(told.text().contains("2 of the drawn entries were forgotten"), "{}", told.text());
    assert!(told.text().contains("of 7 persons"), "{}", told.text());
    let mut withheld = [one, two];
    withheld.sort_unstable();
    assert_eq!(scene.statement()["withheld"], json!(withheld));
    let entries = names_in(&scene.room.path(&scene.response("")).join("entries"));
    assert_eq!(entries.len(), 7);
    assert!(withheld.iter().all(|entry| !entries.contains(&format!("{entry}.tlog-proof"))));
    let pin = format!("--hash {}", scene.hash());
    let text = unwrapped(&scene.done(&scene.check("", "--size 9", "city", &pin)));
    let bound = format!("2 of them were bad. With 95 % confidence no more than {} entries", bound_95(60, 9, 2));
    assert!(text.contains("confirmed: the dice") && text.contains(&bound), "{text}");
    assert_eq!(text.matches("does not open").count(), 2, "{text}");
    let json = scene.done(&scene.check("", "--size 9", "city", &format!("{pin} --bad 3 --json"))).json();
    assert_eq!((&json["bad"], &json["verdict"]), (&json!(5), &json!("confirmed")));
    // What the first response opened, nobody takes back.
    std::fs::create_dir(scene.room.path("kept")).expect("made");
    let kept = scene.room.path("kept").join(format!("response-{before}"));
    std::fs::rename(scene.room.path("out/first"), &kept).expect("moved");
    let line = scene.check("", "--size 9", "city", "").replace("out/", "kept/");
    assert!(!unwrapped(&scene.done(&line)).contains("does not open"));
}

/// Opened by the real age: entries that are held, and whether it was cut; whole, whatever happened.
fn vault_is_whole(room: &Room, after: &str) -> Plain<Cursor<Vec<u8>>> {
    let output =
        room.program("age").args(["-d", "-i", "keys/custodian.key", VAULT]).output().expect("age is installed");
    assert!(output.status.success(), "{after}: the vault does not open");
    let mut vault = Plain::read(Cursor::new(output.stdout)).unwrap_or_else(|error| panic!("{after}: {error}"));
    let whole = (0..vault.size()).filter(|index| vault.entry(*index).is_ok()).count() as u64;
    assert_eq!(whole, vault.held(), "{after}: entries that do not open");
    let answered = vault.about().answered.as_ref().map(|answered| answered.dice.as_str());
    assert_eq!(answered, vault.is_cut().then_some(DICE), "{after}");
    assert_eq!(vault.held(), if vault.is_cut() { 20 } else { ROWS as u64 }, "{after}");
    vault
}

/// What must hold of a room after anything at all has happened to an answer; is there a response, whole?
fn whole_or_not_at_all(scene: &Challenged, kind: &str, unnamed: bool, after: &str) -> bool {
    let room = &scene.room;
    let is_cut = vault_is_whole(room, after).is_cut();
    for (place, bytes) in leftovers(room) {
        // Of a folder that was being filled, or a zip that had to have a name, what was to be opened can lie there; never
        // anything else.
        let allowed: &[&str] = if kind.is_empty() || !unnamed { &["given_name"] } else { &[] };
        Search::without(allowed).none_in(&format!("{after}: leftover {place}"), &bytes);
    }
    let there = room.path(&scene.response(kind)).symlink_metadata().is_ok();
    if there {
        assert!(is_cut, "{after}: a response from a vault that is not cut");
        let line = scene.check(kind, "--size 4", "given_name", "");
        assert_eq!(scene.said(&line).status, Some(0), "{after}");
    }
    let others = room.out().iter().filter(|name| name.starts_with("response-")).count();
    assert_eq!(others, usize::from(there), "{after}: {:?}", room.out());
    there
}

/// Files in the hidden folders of runs, beside the vault and where the response goes.
fn leftovers(room: &Room) -> Vec<(String, Vec<u8>)> {
    let places = [room.root().to_owned(), room.path("out")];
    let hidden = places.iter().flat_map(|place| {
        let names = names_in(place).into_iter().filter(|name| name.starts_with(".handover-"));
        names.map(|name| place.join(name)).collect::<Vec<_>>()
    });
    hidden.flat_map(|folder| marks::files_under(&folder)).collect()
}

fn struck(kind: &str, unnamed: bool, share: usize, seed: u64) {
    let cover = format!("{}challenge_max_rows = 20\n", kit::COVER);
    let line_of = |scene: &Challenged| {
        let zip = if kind.is_empty() { "" } else { "--zip" };
        scene.respond("--size 4", "given_name", zip)
    };
    let words = |scene: &Challenged| line_of(scene).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let injections = match unnamed {
        true => Vec::new(),
        false => {
            let calm = Challenged::of("count", &cover);
            vec![without_unnamed_files(&calm.room, &words(&calm))]
        }
    };
    let calm = Challenged::of("count", &cover);
    let names = [&LASTING[..], &TOUCHING].concat();
    let mut places = places(&calm.room, &names, &injections, &words(&calm));
    for call in ["fsync", "rename", "flock", "mkdir"] {
        assert!(places.iter().any(|(name, _)| name == call), "no {call} in {places:?}");
    }
    if !whole_campaign() {
        Dice(seed).shuffle(&mut places);
        places.truncate(share);
    }
    for (call, when) in places {
        let after = format!("response{kind}, unnamed {unnamed}, killed at {call} {when}");
        let scene = Challenged::of("count", &cover);
        let kill = [&injections[..], &[format!("{call}:signal=KILL:when={when}")]].concat();
        let told = tampered(&scene.room, &kill, &words(&scene));
        assert_eq!(told.status, None, "{after}: it was not: {}", told.text());
        let there = whole_or_not_at_all(&scene, kind, unnamed, &after);
        // The same once more finishes; where the response stands, it says so, and tidies up all the same.
        let again = scene.said(&line_of(&scene));
        assert_eq!(again.status, Some(if there { 2 } else { 0 }), "{after}: {}", again.text());
        assert!(whole_or_not_at_all(&scene, kind, unnamed, &after), "{after}: the next run finishes");
        for (place, bytes) in leftovers(&scene.room) {
            Search::without(&[]).none_in(&format!("{after}, and once more: leftover {place}"), &bytes);
        }
        assert!(scene.room.out().iter().all(|name| !name.starts_with(".handover-")), "{after}: leftovers stay");

        if !LASTING.contains(&call.as_str()) {
            continue;
        }
        let after = format!("response{kind}, unnamed {unnamed}, {call} {when} fails");
        let scene = Challenged::of("count", &cover);
        let fail = [&injections[..], &[format!("{call}:error=EIO:when={when}")]].concat();
        let told = tampered(&scene.room, &fail, &words(&scene));
        assert!(trace(&scene.room).contains("(INJECTED)"), "{after}: it did not");
        assert_eq!(told.status, Some(2), "{after}: {}", told.text());
        Search::without(&[]).none_in(&format!("{after}: what it says"), told.text().as_bytes());
        assert!(!told.text().contains("panicked"), "{after}");
        assert!(!whole_or_not_at_all(&scene, kind, unnamed, &after), "{after}: it says that nothing was written");
        assert!(leftovers(&scene.room).is_empty(), "{after}: leftovers");
        scene.done(&line_of(&scene));
        assert!(whole_or_not_at_all(&scene, kind, unnamed, &after), "{after}: the next run finishes");
    }
}

#[test]
fn a_killed_answer_is_none_and_the_next_run_gives_it() {
    struck("", true, 7, 1);
}

#[test]
fn a_killed_answer_is_none_where_every_file_has_a_name() {
    struck("", false, 5, 2);
}

#[test]
fn a_killed_zip_is_none_and_the_next_run_gives_it() {
    struck(".zip", true, 7, 3);
}

#[test]
fn a_killed_zip_is_none_where_every_file_has_a_name() {
    struck(".zip", false, 5, 4);
}

#[test]
fn a_full_disk_keeps_the_old_vault_or_the_drawn_entries() {
    for kibibytes in [0, 1, 12, 24] {
        let scene = Challenged::of("count", &format!("{}challenge_max_rows = 20\n", kit::COVER));
        let line = scene.respond("--size 4", "given_name", "");
        let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        let mut bash = scene.room.program("bash");
        let told = Said::of(bash.args(["-c", &script, kit::BINARY]).args(line.split_whitespace()));
        let after = format!("{kibibytes} KiB");
        assert_eq!(told.status, Some(2), "{after}: {}", told.text());
        Search::without(&[]).none_in("what a full disk says", told.text().as_bytes());
        assert!(!whole_or_not_at_all(&scene, "", true, &after) && leftovers(&scene.room).is_empty(), "{after}");
        scene.done(&line);
        assert!(whole_or_not_at_all(&scene, "", true, &after), "{after}");
    }
}
