//! The binary under strace: the calls it makes, and what becomes of its folder when one of them fails or kills it.

use super::marks::{Search, files_under};
use super::{BINARY, Room, Said, names_in, plain_export};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Calls that make a file lasting or visible.
pub const LASTING: [&str; 7] = ["fsync", "fdatasync", "rename", "renameat", "renameat2", "linkat", "link"];
/// Other calls after which a run that is killed leaves something else behind.
pub const TOUCHING: [&str; 6] = ["mkdir", "mkdirat", "flock", "unlink", "unlinkat", "rmdir"];

pub const PACK: [&str; 10] =
    ["pack", "export.csv", "--cover", "cover.toml", "--keys", "keys", "--out", "out", "--json", "--policy"];

/// A room with an export of so many rows, and keys.
pub fn room(rows: usize) -> Room {
    let room = Room::new();
    room.write("export.csv", &plain_export(rows));
    let made = Said::of(&mut room.handover(["keygen", "--out", "keys"]));
    assert_eq!(made.status, Some(0), "{}", made.text());
    room
}

/// Runs the binary under strace, which writes these calls down, with `CALL:WHAT:when=N` injected: into the Nth call of that
/// name in each thread. (strace tampers only with calls that it traces.)
fn traced<S: AsRef<str>>(room: &Room, names: &[&str], injections: &[String], arguments: &[S]) -> Said {
    let injected = injections.iter().map(|injection| injection.split(':').next().unwrap_or_default());
    let traced: Vec<String> = names.iter().copied().chain(injected).map(|name| format!("?{name}")).collect();
    let mut command = room.program("strace");
    command.args(["-f", "-qq", "-o", "trace.txt", "-e", &format!("trace={}", traced.join(","))]);
    for injection in injections {
        command.args(["-e", &format!("inject=?{injection}")]);
    }
    Said::of(command.args(["--", BINARY]).args(arguments.iter().map(AsRef::as_ref)))
}

/// A run that strace tampers with.
pub fn tampered<S: AsRef<str>>(room: &Room, injections: &[String], arguments: &[S]) -> Said {
    traced(room, &["linkat"], injections, arguments)
}

/// What strace wrote down of the last run.
pub fn trace(room: &Room) -> String {
    std::fs::read_to_string(room.path("trace.txt")).unwrap_or_default()
}

/// A run that comes through: each call of these names in its order, as `(thread, name, the whole line)`.
pub fn calls_of<S: AsRef<str>>(
    room: &Room,
    names: &[&str],
    injections: &[String],
    arguments: &[S],
) -> Vec<(String, String, String)> {
    let said = traced(room, names, injections, arguments);
    assert_eq!(said.status, Some(0), "a run that nothing disturbs: {}", said.text());
    let calls = trace(room);
    let calls = calls.lines().filter_map(|line| {
        let (thread, call) = line.split_once(' ')?;
        let name = call.trim_start().split_once('(')?.0;
        names.contains(&name).then(|| (thread.to_owned(), name.to_owned(), line.to_owned()))
    });
    calls.collect()
}

/// Where such a run can be hit: each name with the numbers that strace counts in a thread.
pub fn places<S: AsRef<str>>(
    room: &Room,
    names: &[&str],
    injections: &[String],
    arguments: &[S],
) -> Vec<(String, usize)> {
    let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut places = BTreeSet::new();
    for (thread, name, _) in calls_of(room, names, injections, arguments) {
        let n = counted.entry((thread, name.clone())).or_default();
        *n += 1;
        places.insert((name, *n));
    }
    places.into_iter().collect()
}

/// Takes files without a name away from a run, as a file system that has none: the one call that asks for them fails.
pub fn without_unnamed_files<S: AsRef<str>>(room: &Room, arguments: &[S]) -> String {
    let calls = calls_of(room, &["open", "openat"], &[], arguments);
    let first = calls.iter().position(|(_, _, line)| line.contains("O_TMPFILE"));
    let first = first.expect("files without a name are asked for (the tests' folder has them)");
    let (thread, call, _) = &calls[first];
    let when = calls[..=first].iter().filter(|(other, name, _)| other == thread && name == call).count();
    format!("{call}:error=EOPNOTSUPP:when={when}")
}

/// What must hold of `out` after anything at all has happened; gives the number of whole dossiers, plain ones and those
/// sealed to the key in `keys`.
pub fn whole_or_not_at_all(room: &Room, after: &str) -> usize {
    let names = room.out();
    let (hidden, seen): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| name.starts_with(".handover-"));
    let nothing = Search::without(&[]);
    for name in &hidden {
        for (place, bytes) in files_under(&room.path("out").join(name)) {
            nothing.none_in(&format!("{after}: leftover {place}"), &bytes);
        }
    }
    let mut sets = Vec::new();
    for name in &seen {
        if let Some(stem) = name.strip_suffix(".zip") {
            verified(room, &format!("out/{name}"), after);
            sets.push(stem.to_owned());
        } else if name.ends_with(".age") && !name.ends_with(".vault.age") {
            sets.push(unsealed(room, name, after));
        }
    }
    // The dossier appears last. Before it, slip and vault may stand alone while the killed run's folder says whose they are.
    let is_whole = |name: &str| sets.iter().any(|stem| name.starts_with(stem.as_str()));
    let is_beside = |name: &str| name.ends_with(".slip.pdf") || name.ends_with(".vault.age");
    let alone = seen.iter().filter(|name| is_beside(name) && !is_whole(name)).count();
    assert!(alone == 0 || !hidden.is_empty(), "{after}: {names:?}");
    assert_eq!(seen.len() - alone, 3 * sets.len(), "{after}: something other than whole sets: {names:?}");
    for stem in &sets {
        for other in ["slip.pdf", "vault.age"] {
            assert!(seen.contains(&&format!("{stem}.{other}")), "{after}: {other} is missing: {names:?}");
        }
    }
    sets.len()
}

fn verified(room: &Room, zip: &str, after: &str) {
    let said = Said::of(&mut room.handover(["verify", zip]));
    assert_eq!(said.status, Some(0), "{after}: {}", said.text());
}

/// Opens a file sealed to the custodian's key, which stands for a recipient's; gives the dossier's name.
fn unsealed(room: &Room, name: &str, after: &str) -> String {
    let sealed = format!("out/{name}");
    let mut age = room.program("age");
    let said = Said::of(age.args(["-d", "-i", "keys/custodian.key", "-o", "opened.zip", &sealed]));
    assert_eq!(said.status, Some(0), "{after}: {}", said.text());
    let file = std::fs::File::open(room.path("opened.zip")).expect("age made it");
    let zip = zip::ZipArchive::new(file).expect("a zip");
    let member = zip.file_names().next().expect("a member").expect("a name is text").into_owned();
    let stem = member.split('/').next().unwrap_or_default().to_owned();
    verified(room, "opened.zip", after);
    stem
}

/// What unfinished key sets in a folder hold: the folders of `keygen`, and the files in them.
pub fn unfinished_keys(folder: &Path) -> (Vec<String>, Vec<String>) {
    let sets: Vec<String> = names_in(folder).into_iter().filter(|name| name.starts_with(".handover-keys-")).collect();
    let files = sets.iter().flat_map(|set| names_in(&folder.join(set))).collect();
    (sets, files)
}
