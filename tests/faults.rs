//! Faults: two at once, a full disk, no right to write, leftovers of others, exports at the edge. Output is whole or not
//! there and nothing panics. (Killed at every step, failing at every sync: `kills.rs`.)

mod kit;

use kit::faults::{PACK, room, tampered, whole_or_not_at_all};
use kit::{Dossier, POLICIES, Room, Said, csv_of, plain_export, whole_campaign};
use std::process::Stdio;

/// Calls that can find the disk full.
const WRITING: [&str; 5] = ["write", "pwrite64", "writev", "copy_file_range", "ftruncate"];

#[test]
fn a_full_disk_is_said_and_leaves_nothing() {
    let arguments = [&PACK[..], &["named"]].concat();
    // By limit of file size: a plain failure to write, with the message still to be read.
    for kibibytes in [1, 4, 16, 48] {
        let room = room(300);
        let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        let said = Said::of(room.program("bash").args(["-c", &script, kit::BINARY]).args(&arguments));
        let after = format!("at most {kibibytes} KiB a file");
        assert_eq!(said.status, Some(2), "{after}: {}", said.text());
        let message = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(
            !message.contains("panicked") && message.matches(". ").count() >= 1,
            "{after}: two sentences: {message}"
        );
        assert_eq!(whole_or_not_at_all(&room, &after), 0, "{after}");
        let again = Said::of(&mut room.handover(&arguments));
        assert_eq!(again.status, Some(0), "{after}, then: {}", again.text());
        assert_eq!(whole_or_not_at_all(&room, &after), 1);
    }
    // By the call itself, from its nth time on.
    let places: &[u32] = if whole_campaign() { &[1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233] } else { &[1, 3, 9, 40] };
    for call in WRITING {
        for when in places {
            let room = room(60);
            let said = tampered(&room, &[format!("{call}:error=ENOSPC:when={when}+")], &arguments);
            let after = format!("disk full from {call} {when}");
            let whole = whole_or_not_at_all(&room, &after);
            match said.status {
                Some(0) => assert_eq!(whole, 1, "{after}"),
                // The set is whole, but the result could not be said: standard output is written to as well.
                Some(2) if call == "write" => assert!(whole <= 1, "{after}"),
                Some(2) => assert_eq!(whole, 0, "{after}"),
                _ => panic!("{after}: {}", said.text()),
            }
            assert!(!said.text().contains("panicked"), "{after}: {}", said.text());
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let room = room(5);
    let closed = room.path("closed");
    std::fs::create_dir(&closed).expect("a folder");
    let mut mode = std::fs::metadata(&closed).expect("a folder").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&closed, mode).expect("a mode");
    // Root writes anywhere but into the kernel's own folders.
    let may_write_anyway = std::fs::write(closed.join("x"), b"").is_ok();
    let out = if may_write_anyway { "/proc/sys" } else { "closed" };
    let said =
        Said::of(&mut room.handover(["pack", "export.csv", "--cover", "cover.toml", "--keys", "keys", "--out", out]));
    assert_eq!(said.status, Some(2), "{}", said.text());
    assert!(!said.stderr.is_empty() && !said.text().contains("panicked"), "{}", said.text());
}

#[test]
fn packs_at_once_in_one_folder_do_not_disturb_each_other() {
    let room = room(4_000);
    let packs = if whole_campaign() { 6 } else { 3 };
    let children: Vec<_> = (0..packs)
        .map(|n| {
            let mut command = room.pack("export.csv", ["named", "count"][n % 2], &[]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts")
        })
        .collect();
    for child in children {
        let done = child.wait_with_output().expect("ends");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(whole_or_not_at_all(&room, "packs at once"), packs);
    assert!(room.out().iter().all(|name| !name.starts_with('.')), "{:?}", room.out());
}

#[test]
fn a_first_use_by_two_packs_at_once_makes_one_key_set() {
    let room = Room::new();
    room.write("export.csv", &plain_export(50));
    let children: Vec<_> = (0..3)
        .map(|_| {
            room.pack("export.csv", "count", &[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts")
        })
        .collect();
    let done: Vec<_> = children.into_iter().map(|child| child.wait_with_output().expect("ends")).collect();
    // One that came in between may refuse; none may seal with keys that are gone.
    let worked = done.iter().filter(|done| done.status.success()).count();
    assert!(worked >= 1, "{}", String::from_utf8_lossy(&done[0].stderr));
    assert_eq!(kit::names_in(&room.path("keys")).len(), 6);
    let public = std::fs::read_to_string(room.path("keys/seal.pub")).expect("seal.pub");
    let key = public.split_whitespace().nth(1).expect("a key").to_owned();
    assert_eq!(whole_or_not_at_all(&room, "first use"), worked);
    for name in room.out().iter().filter(|name| name.ends_with(".zip")) {
        let pinned = Said::of(&mut room.handover(["verify", &format!("out/{name}"), "--seal", "keys/seal.pub"]));
        assert_eq!(pinned.status, Some(0), "sealed with {key}: {}", pinned.text());
    }
}

#[test]
fn leftovers_are_removed_but_nothing_they_point_to() {
    let room = room(5);
    let victim = room.path("victim");
    std::fs::create_dir(&victim).expect("a folder");
    std::fs::write(victim.join("kept.txt"), b"kept").expect("a file");
    std::os::unix::fs::symlink(&victim, room.path("out/.handover-4000000-0")).expect("a link");
    let old = room.path("out/.handover-4000000-1");
    std::fs::create_dir(&old).expect("a folder");
    std::os::unix::fs::symlink(&victim, old.join("inner")).expect("a link");
    // A list of what was being published that names more than a pack ever writes.
    std::fs::write(old.join("publishing"), "../victim/kept.txt\nmine.txt\n../out/.hidden\nno-such.zip\n")
        .expect("a file");
    room.write("out/mine.txt", b"mine");
    room.write("out/.hidden", b"mine");
    room.packed("export.csv", "count", &[]);
    assert!(victim.join("kept.txt").exists(), "a file outside was removed");
    assert!(room.path("out/mine.txt").exists() && room.path("out/.hidden").exists(), "files of the user are removed");
}

fn ledger_of(dossier: &Dossier) -> [u64; 3] {
    ["rows_read", "accepted", "duplicates"].map(|member| dossier.number(&["ledger", member]))
}

#[test]
fn an_export_without_rows_is_nothing_to_hand_over() {
    for (bytes, allowed) in
        [(plain_export(0), [1, 1]), (Vec::new(), [1, 2]), (b"\xef\xbb\xbf\r\n\r\n".to_vec(), [1, 2])]
    {
        for policy in POLICIES {
            let room = room(1);
            room.write("export.csv", &bytes);
            let said = Said::of(&mut room.pack("export.csv", policy, &[]));
            assert!(said.status.is_some_and(|status| allowed.contains(&status)), "{}", said.text());
            assert!(!said.text().contains("panicked"), "{}", said.text());
            assert_eq!(room.out(), Vec::<String>::new());
        }
    }
}

#[test]
fn exports_at_the_edge_are_counted_right() {
    let one = plain_export(1);
    let same: Vec<u8> = {
        let lines: Vec<&[u8]> = one.split_inclusive(|b| *b == b'\n').collect();
        [lines[0].to_vec(), lines[1].repeat(400)].concat()
    };
    let one_country = String::from_utf8(plain_export(300)).expect("text").replace(",RU,", ",FR,").into_bytes();
    for (name, export, ledger) in [
        ("one row", one, [1, 1, 0]),
        ("all duplicates", same, [400, 1, 399]),
        ("one country", one_country, [300, 300, 0]),
        ("257 rows", plain_export(257), [257, 257, 0]),
    ] {
        for policy in POLICIES {
            let room = room(1);
            room.write("export.csv", &export);
            let dossier = room.packed("export.csv", policy, &[]).within(&room);
            assert_eq!(ledger_of(&dossier), ledger, "{name}, {policy}");
            assert_eq!(whole_or_not_at_all(&room, name), 1);
            if name == "one country" {
                let counted = dossier.said["counts"]["by_country"].as_array().expect("a table");
                assert_eq!(counted.len(), 1, "{name}, {policy}: {counted:?}");
                assert_eq!((counted[0]["country"].as_str(), counted[0]["count"].as_u64()), (Some("FR"), Some(300)));
            }
            if policy != "count" {
                assert_eq!(dossier.list().len() as u64, ledger[1] + 1, "{name}, {policy}");
            }
        }
    }
}

#[test]
fn naughty_strings_are_names_like_any_other() {
    let strings: Vec<String> = serde_json::from_slice(include_bytes!("data/blns.json")).expect("the list is JSON");
    let header = ["given_name", "family_name", "email", "city", "country", "signed_at"].map(str::to_owned);
    let rows = strings.iter().enumerate().map(|(n, text)| {
        let email = format!("p{n}@mail.example");
        [text.clone(), text.chars().rev().collect(), email, text.clone(), "FR".to_owned(), "2017-04-03".to_owned()]
    });
    let export = csv_of(std::iter::once(header).chain(rows));
    for policy in POLICIES {
        let room = room(1);
        room.write("export.csv", &export);
        let dossier = room.packed("export.csv", policy, &[]).within(&room);
        let [read, accepted, duplicates] = ledger_of(&dossier);
        assert_eq!(read, accepted + duplicates, "{policy}: every row is accepted");
        assert_eq!((accepted, duplicates), (strings.len() as u64, 0), "{policy}");
        assert_eq!(whole_or_not_at_all(&room, "naughty strings"), 1);
    }
}
