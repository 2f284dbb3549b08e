//! The service under strace: killed, or refused by the disk, at each sync, link, rename and write of the way from an upload to
//! a release. After each: nothing half, nothing left over, nothing in the clear, and the way can be walked to its end.

mod kit;

use kit::marks::{Search, files_under};
use kit::struck::{Ground, Sending};
use kit::{names_in, whole_campaign};
use rustix::process::Signal;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// Calls that make a file lasting or visible, and those that a database and a blob are written with.
const LASTING: [&str; 9] =
    ["fsync", "fdatasync", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "ftruncate"];
const WRITING: [&str; 2] = ["pwrite64", "write"];

fn strace(names: &[&str], injection: Option<&str>) -> Vec<String> {
    let traced: Vec<String> = names.iter().map(|name| format!("?{name}")).collect();
    let mut line: Vec<String> =
        ["strace", "-f", "-qq", "-o", "trace.txt", "-e"].map(str::to_owned).into_iter().collect();
    line.push(format!("trace={}", traced.join(",")));
    if let Some(injection) = injection {
        line.extend(["-e".to_owned(), format!("inject=?{injection}")]);
    }
    line.push("--".to_owned());
    line
}

/// As far as a walk goes whose calls are counted.
#[derive(Clone, Copy, PartialEq)]
enum To {
    Export,
    Release,
}

/// Most calls of each kind that one thread makes on an undisturbed walk, for that is how strace counts.
fn calls<'n>(ground: &Ground, names: &[&'n str], to: To) -> BTreeMap<&'n str, usize> {
    let copy = ground.copy();
    let service = ground.begin(copy.path(), &strace(names, None)).expect("it listens");
    match to {
        To::Export => ground.walk_to_export(&service).expect("nothing disturbs it"),
        To::Release => _ = ground.walk(&service).expect("nothing disturbs it"),
    }
    service.end(Signal::TERM);
    let trace = std::fs::read_to_string(copy.path().join("trace.txt")).expect("a trace");
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in trace.lines() {
        let call = line.split_once(' ').and_then(|(thread, call)| Some((thread, call.trim_start().split_once('(')?.0)));
        if let Some((thread, call)) = call
            && let Some(name) = names.iter().find(|name| **name == call)
        {
            *counted.entry((thread, name)).or_default() += 1;
        }
    }
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for ((_, name), n) in counted {
        let name = names.iter().find(|own| **own == name).expect("one of them");
        let known = most.entry(name).or_default();
        *known = n.max(*known);
    }
    most
}

/// Where a walk can be hit: each call with its number in a thread. All of them; or the first, middle and last of the whole walk
/// and of the way to the export.
fn places(ground: &Ground, names: &[&str]) -> Vec<(String, usize)> {
    let most = calls(ground, names, To::Release);
    assert!(most.contains_key("fsync") && most.contains_key("linkat"), "the calls are seen: {most:?}");
    let three = |last: usize| [1, last.div_ceil(2), last];
    let mut wanted: BTreeSet<(String, usize)> = BTreeSet::new();
    for (name, last) in &most {
        let numbers: Vec<usize> = if whole_campaign() { (1..=*last).collect() } else { three(*last).to_vec() };
        wanted.extend(numbers.into_iter().map(|n| ((*name).to_owned(), n)));
    }
    if !whole_campaign() {
        let to_export = calls(ground, names, To::Export);
        wanted.extend(to_export.iter().flat_map(|(name, last)| three(*last).map(|n| ((*name).to_owned(), n))));
    }
    wanted.into_iter().collect()
}

/// Starts again as an operator does, and goes on.
fn goes_on(ground: &Ground, copy: &Path, after: &str) {
    let log = || std::fs::read_to_string(copy.join("log")).unwrap_or_default();
    let mut service = ground.begin(copy, &[]);
    // What was struck can hold its lock for a moment after what stood around it has ended.
    for _ in 0..100 {
        if service.is_some() || !log().lines().next_back().is_some_and(|line| line.contains("Another service uses")) {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        service = ground.begin(copy, &[]);
    }
    let service = service.unwrap_or_else(|| {
        let log = log();
        let last: Vec<&str> = log.lines().rev().take(3).collect();
        panic!("{after}: it starts again: {last:?}")
    });
    ground.walk(&service).unwrap_or_else(|| panic!("{after}: it walks on"));
    service.end(Signal::TERM);
    assert_eq!(ground.holds(copy, after), Some(handover::store::State::Released), "{after}");
    assert_eq!(names_in(&copy.join("handover-data/work")), [""; 0], "{after}: what was worked with is gone");
    assert_eq!(names_in(&copy.join("tmp")), [""; 0], "{after}: temporary files");
}

/// Lets it happen; was it met, and did the walk come through all the same?
fn happened(ground: &Ground, names: &[&str], injection: &str) -> (bool, bool) {
    let copy = ground.copy();
    let service = ground.begin(copy.path(), &strace(names, Some(injection)));
    let came_through = service.as_ref().and_then(|service| ground.walk(service)).is_some();
    if let Some(service) = service {
        service.end(Signal::TERM);
    }
    let trace = std::fs::read_to_string(copy.path().join("trace.txt")).expect("a trace");
    let met = trace.contains("(INJECTED)");
    let log = std::fs::read_to_string(copy.path().join("log")).expect("a log");
    assert!(!log.contains("has a fault"), "{injection}: it ended by itself: {log}");
    ground.holds(copy.path(), injection);
    goes_on(ground, copy.path(), injection);
    (met, came_through)
}

fn killed(sending: Sending) {
    let ground = Ground::sending(sending);
    let names = [&LASTING[..], &WRITING[..]].concat();
    let mut killed = 0;
    let places = places(&ground, &names);
    for (call, when) in &places {
        let (_, came_through) = happened(&ground, &names, &format!("{call}:signal=KILL:when={when}"));
        killed += usize::from(!came_through);
    }
    // Which thread makes which call is not the same in each run, so a few are not met.
    assert!(killed * 3 > places.len() * 2, "{killed} of {} were killed", places.len());
}

#[test]
fn killed_anywhere_it_has_nothing_half_and_goes_on() {
    killed(Sending::Whole);
}

#[test]
fn killed_anywhere_between_two_pieces_it_goes_on_from_where_it_says() {
    killed(Sending::Pieces);
}

fn refused(sending: Sending) {
    let ground = Ground::sending(sending);
    let names: Vec<&str> = LASTING.into_iter().chain(["pwrite64"]).collect();
    let places = places(&ground, &names);
    let mut refused = 0;
    for (call, when) in &places {
        for error in ["EIO", "ENOSPC"] {
            refused += usize::from(happened(&ground, &names, &format!("{call}:error={error}:when={when}")).0);
        }
    }
    assert!(refused * 3 > places.len() * 2 * 2, "{refused} of twice {} were refused", places.len());
}

#[test]
fn what_the_disk_refuses_is_a_refusal_and_no_more() {
    refused(Sending::Whole);
}

#[test]
fn what_the_disk_refuses_of_a_piece_is_sent_again_from_where_it_says() {
    refused(Sending::Pieces);
}

#[test]
fn marked_values_stay_where_they_belong() {
    let ground = Ground::new();
    let copy = ground.copy();
    let service = ground.begin(copy.path(), &[]).expect("it listens");
    // The file's name is said back to who sent it; what is wrong with a request never says what was in it.
    let (search, named) = (Search::without(&[]), Search::without(&["full_name"]));
    for (path, kind, body) in [
        ("/api/v1/handovers", "application/json", &br#"{"petition": {"title": "Zqxcom", "language": "Zqxgiv"}}"#[..]),
        ("/api/v1/handovers", "application/json", br#"{"Zqxgiv"#),
        ("/api/v1/handovers?Zqxgiv=Zqxfam", "text/Zqxgiv", b"Zqxgiv"),
        ("/Zqxgiv?Zqxfam=Zqxcit", "text/csv", b"Zqxgiv"),
        ("/verify?hash=Zqxgiv&lang=Zqxfam", "multipart/form-data; boundary=Zqxgiv", b"--Zqxgiv\r\n\r\nZqxcom"),
    ] {
        let (status, said) = ground.asked(&service, "POST", path, kind, body);
        assert!((400..500).contains(&status), "{path}: {status}");
        search.none_in(path, &said);
    }
    let id = ground.marked_handover(&service);
    let of = |rest: &str| format!("/api/v1/handovers/{id}{rest}");
    for (status, name, body) in [
        (201, "Zqxful.csv", ground.export.as_slice()),
        (409, "again.csv", &ground.export),
        (415, "Zqxful.pdf", b"%PDF-1.7\nZqxgiv"),
        (422, "Zqxful.csv", b""),
    ] {
        let (answered, said) =
            ground.asked(&service, "POST", &of(&format!("/exports?filename={name}")), "text/csv", body);
        assert_eq!(answered, status, "{name}");
        named.none_in(name, &said);
    }
    let everywhere = || {
        for (name, bytes) in files_under(copy.path()) {
            search.none_in(&name, &bytes);
        }
    };
    everywhere();
    ground.walk(&service).expect("released");
    everywhere();
    let (_, seen) = ground.asked(&service, "GET", &of("/preview"), "", b"");
    named.none_in("the preview", &seen);
    let (status, dossier) = ground.asked(&service, "GET", &of("/dossier"), "", b"");
    assert_eq!(status, 200);
    Search::without(&["comment"]).none_in("a dossier of counts, as it is packed", &dossier);
    service.end(Signal::KILL);
    everywhere();
}

#[test]
fn a_full_disk_is_a_state() {
    let ground = Ground::new();
    let copy = ground.copy();
    // A disk of its own, of 40 MB, that goes with the service: what is under the data folder moves onto it.
    let script = "cp -rp handover-data copy && mount -t tmpfs -o size=40m disk handover-data && cp -rp copy/. handover-data/ && exec \"$@\"";
    let before = ["unshare", "--map-root-user", "--mount", "--fork", "--kill-child", "sh", "-c", script, "sh"];
    let service = ground.begin(copy.path(), &before.map(str::to_owned)).expect("it may have a disk of its own");
    let status = |path: &str| service.ask("GET", path, "", "", b"").expect("it lives").0;
    assert_eq!(status("/health/ready"), 200);
    ground.walk(&service).expect("released");

    let pid = service.pid().expect("a process");
    let inside = format!("/proc/{pid}/root{}", copy.path().join("handover-data").display());
    let blobs = names_in(&Path::new(&inside).join("blobs"));
    let large = kit::plain_export(600_000);
    assert!(large.len() > 40 << 20);
    let (refused, problem) = ground.uploads(&service, &large);
    assert_eq!((refused, problem.as_str()), (507, "full"));
    assert_eq!(names_in(&Path::new(&inside).join("blobs")), blobs, "the partial is removed");
    assert_eq!(status("/health/ready"), 200, "and its room is there again");

    let filler = Path::new(&inside).join("filler");
    let room = rustix::fs::statvfs(&inside).map(|disk| disk.f_bavail * disk.f_frsize).expect("a disk");
    std::fs::write(&filler, vec![0; (room - (2 << 20)) as usize]).expect("filled");
    assert_eq!(status("/health/ready"), 503, "readiness is red");
    assert_eq!(status("/health/live"), 200);
    let hash = ground.walk(&service).expect("what was released can be downloaded");
    assert_eq!(status(&format!("/api/v1/seals/{hash}")), 200);
    assert_eq!(ground.uploads(&service, &large[..4 << 20]).0, 507);
    std::fs::remove_file(filler).expect("made room");
    assert_eq!(status("/health/ready"), 200);
    assert_eq!(ground.uploads(&service, &large[..4 << 20]).0, 201);
    service.end(Signal::TERM);
}
