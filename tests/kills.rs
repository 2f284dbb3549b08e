//! Killed at every sync, rename and link, and each of them failing: with files that have no name and where the file system
//! has none, under every kind of pack, and while keys are made. What was to appear is whole or not there; what is left is
//! unreadable and goes with the next run. The share takes a seeded part of every kind, `tests/run --all` the whole.

mod kit;

use kit::faults::{
    LASTING, PACK, TOUCHING, calls_of, places, room, tampered, trace, unfinished_keys, whole_or_not_at_all,
    without_unnamed_files,
};
use kit::{Dice, Room, Said, names_in, plain_export, whole_campaign};

/// What the file system can do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Files {
    /// Files without a name (`O_TMPFILE`).
    Unnamed,
    /// Every file has a name.
    Named,
    /// As FAT: no second name either.
    NamedOnce,
}

impl Files {
    fn injections(self, room: &Room, arguments: &[String]) -> Vec<String> {
        match self {
            Files::Unnamed => Vec::new(),
            Files::Named => vec![without_unnamed_files(room, arguments)],
            Files::NamedOnce => vec![without_unnamed_files(room, arguments), "linkat:error=EPERM".to_owned()],
        }
    }
}

/// `count`, `named`, or `named` sealed to a recipient.
fn pack(room: &Room, kind: &str) -> Vec<String> {
    let policy = if kind == "count" { "count" } else { "named" };
    let mut arguments: Vec<String> = PACK.iter().chain(&[policy]).map(|part| (*part).to_owned()).collect();
    if kind == "--to" {
        let recipient = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("keys are there");
        arguments.extend(["--to".to_owned(), recipient.trim_end().to_owned()]);
    }
    arguments
}

/// The whole, or `share` of it, drawn by a seed.
fn part_of<T>(mut places: Vec<T>, share: usize, seed: u64) -> Vec<T> {
    if !whole_campaign() {
        Dice(seed).shuffle(&mut places);
        places.truncate(share);
    }
    places
}

fn killed_packs(kind: &str, files: Files, share: usize, seed: u64) {
    let calm = room(60);
    let injections = files.injections(&calm, &pack(&calm, kind));
    let names = [&LASTING[..], &TOUCHING].concat();
    let mut places = places(&calm, &names, &injections, &pack(&calm, kind));
    // A call that is made to fail cannot kill as well.
    places.retain(|(call, _)| files != Files::NamedOnce || call != "linkat");
    let lasting = places.iter().filter(|(call, _)| LASTING.contains(&call.as_str())).count();
    assert!(lasting >= 8, "only {places:?}: is anything made to last?");
    for (call, when) in part_of(places, share, seed) {
        let after = format!("{kind}, {files:?}, killed at {call} {when}");
        let room = room(60);
        let arguments = pack(&room, kind);
        let said =
            tampered(&room, &[&injections[..], &[format!("{call}:signal=KILL:when={when}")]].concat(), &arguments);
        assert_eq!(said.status, None, "{after}: it was not: {}", said.text());
        let before = whole_or_not_at_all(&room, &after);
        let again = Said::of(&mut room.handover(&arguments));
        assert_eq!(again.status, Some(0), "{after}, then: {}", again.text());
        assert_eq!(whole_or_not_at_all(&room, &after), before + 1, "{after}");
        assert_eq!(room.out().len(), 3 * (before + 1), "{after}: leftovers stay: {:?}", room.out());
    }
}

#[test]
fn a_killed_count_is_whole_or_not_there() {
    killed_packs("count", Files::Unnamed, 4, 1);
}

#[test]
fn a_killed_named_is_whole_or_not_there() {
    killed_packs("named", Files::Unnamed, 4, 2);
}

#[test]
fn a_killed_pack_to_recipients_is_whole_or_not_there() {
    killed_packs("--to", Files::Unnamed, 4, 3);
}

#[test]
fn a_killed_pack_is_whole_or_not_there_where_every_file_has_a_name() {
    killed_packs("named", Files::Named, 5, 4);
    killed_packs("--to", Files::Named, 2, 5);
    killed_packs("named", Files::NamedOnce, 3, 6);
    if whole_campaign() {
        killed_packs("count", Files::Named, 0, 0);
        killed_packs("count", Files::NamedOnce, 0, 0);
        killed_packs("--to", Files::NamedOnce, 0, 0);
    }
}

/// Where drafts have names, rows lie in one in the clear until it is published: so it is begun when all else is done.
#[test]
fn a_draft_that_has_a_name_shows_rows_no_longer_than_it_must() {
    let room = room(60);
    let arguments = pack(&room, "named");
    let injections = Files::Named.injections(&room, &arguments);
    let calls = calls_of(&room, &["open", "openat", "write", "mkdir", "unlink"], &injections, &arguments);
    let lines = || calls.iter().map(|(.., line)| line.as_str());
    assert_eq!(lines().filter(|line| line.contains("O_TMPFILE")).count(), 1, "one answer for all files of a pack");
    assert!(lines().any(|line| line.contains("/.handover-") && line.contains("mkdir(") && line.contains(" 0700)")));
    let drafts: Vec<(usize, &str)> =
        lines().enumerate().filter(|(_, line)| line.contains("/draft-") && !line.contains("EEXIST")).collect();
    let [(_, vault), (begun, dossier), _slip] = drafts[..] else { panic!("vault, dossier, slip: {drafts:?}") };
    for draft in [vault, dossier] {
        assert!(draft.contains("O_EXCL") && draft.contains(", 0600)"), "{draft}");
    }
    let written_to = |open: &str| format!("write({},", open.rsplit("= ").next().unwrap_or_default());
    let last = lines().rposition(|line| line.contains(&written_to(vault))).expect("the vault is written");
    assert!(last < begun, "the vault is still written when the dossier lies there");
    assert!(lines().any(|line| line.contains(&written_to(dossier))), "the dossier is written");
    // Spools are encrypted, and lose their names before a byte is in them.
    let spools = lines().filter(|line| line.contains("openat(") && line.contains("/spool-")).count();
    assert_eq!(spools, lines().filter(|line| line.contains("unlink(") && line.contains("/spool-")).count());
    assert!(spools > 1);
}

fn killed_keygens(files: Files, share: usize, seed: u64) {
    let keygen = ["keygen", "--out", "keys"].map(str::to_owned);
    let injections = files.injections(&Room::new(), &keygen);
    let names = [&LASTING[..], &TOUCHING].concat();
    let places = places(&Room::new(), &names, &injections, &keygen);
    assert!(places.iter().any(|place| *place == ("rename".to_owned(), 1)), "{places:?}");
    for (call, when) in part_of(places, share, seed) {
        let after = format!("keygen, {files:?}, killed at {call} {when}");
        let room = Room::new();
        room.write("export.csv", &plain_export(3));
        let said = tampered(&room, &[&injections[..], &[format!("{call}:signal=KILL:when={when}")]].concat(), &keygen);
        assert_eq!(said.status, None, "{after}: it was not: {}", said.text());
        let names = names_in(&room.path("keys"));
        assert!(names.is_empty() || names.len() == 6, "{after} leaves half a set: {names:?}");
        let (_, left) = unfinished_keys(room.root());
        let linked = trace(&room).contains("linkat(");
        assert!(left.is_empty() || linked || files == Files::Named, "{after}: keys have a name too early: {left:?}");
        let next = match when % 2 {
            0 => vec!["keygen".to_owned(), "--out".to_owned(), "other".to_owned()],
            _ => pack(&room, "count"),
        };
        let again = Said::of(&mut room.handover(&next));
        assert_eq!(again.status, Some(0), "{after}, then: {}", again.text());
        assert_eq!(unfinished_keys(room.root()).0, Vec::<String>::new(), "{after}, then {}: keys lie about", next[0]);
    }
}

#[test]
fn keys_are_whole_or_not_there_and_no_killed_keygen_leaves_any() {
    killed_keygens(Files::Unnamed, 7, 7);
    killed_keygens(Files::Named, 5, 8);
}

/// Each sync, rename and link fails once, in turn: that is said, and nothing has appeared.
#[test]
fn a_sync_that_fails_is_a_failure() {
    for files in [Files::Unnamed, Files::NamedOnce] {
        let calm = room(60);
        let injections = files.injections(&calm, &pack(&calm, "count"));
        let mut places = places(&calm, &LASTING, &injections, &pack(&calm, "count"));
        let appear = if files == Files::Unnamed { "linkat" } else { "renameat2" };
        for call in ["fsync", "rename", appear] {
            assert!(places.iter().any(|(name, _)| name == call), "no {call} in {places:?}");
        }
        places.retain(|(call, _)| files != Files::NamedOnce || call != "linkat");
        for (call, when) in part_of(places, 11, 9) {
            let after = format!("{files:?}, {call} {when} fails");
            let room = room(60);
            let tampering = [&injections[..], &[format!("{call}:error=EIO:when={when}")]].concat();
            let said = tampered(&room, &tampering, &pack(&room, "count"));
            let hits = trace(&room).lines().filter(|line| line.contains("EIO") && line.contains("(INJECTED)")).count();
            assert_eq!(hits, 1, "{after}: it did not");
            assert_eq!(said.status, Some(2), "{after}: {}", said.text());
            assert!(!said.text().contains("panicked"), "{after}: {}", said.text());
            assert_eq!(room.out(), Vec::<String>::new(), "{after}: something is left");
        }
    }
}

#[test]
fn a_sync_that_fails_while_keys_are_made_is_a_failure() {
    let keygen = ["keygen", "--out", "keys"];
    for (call, when) in part_of(places(&Room::new(), &LASTING, &[], &keygen), 6, 10) {
        let after = format!("keygen, {call} {when} fails");
        let room = Room::new();
        let said = tampered(&room, &[format!("{call}:error=EIO:when={when}")], &keygen);
        assert!(trace(&room).contains("(INJECTED)"), "{after}: it did not");
        assert_eq!(said.status, Some(2), "{after}: {}", said.text());
        assert!(!said.text().contains("panicked"), "{after}: {}", said.text());
        // The last sync is of the folder around a set that is whole.
        assert!(matches!(names_in(&room.path("keys")).len(), 0 | 6), "{after}");
        assert_eq!(unfinished_keys(room.root()).0, Vec::<String>::new(), "{after}: keys lie about");
    }
}
