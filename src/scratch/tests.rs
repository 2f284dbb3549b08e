//! What scratch folders promise, without a pack around them.

use super::*;
use std::os::unix::fs::FileExt;

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .expect("the folder is there")
        .map(|item| item.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn nothing_is_left_and_frames_come_back() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let scratch = Scratch::open(out.path()).expect("scratch");
    let spool = scratch.spool(&[1; 32]).expect("spool");
    let mut frame = b"Zo\xc3\xab Canary".to_vec();
    let first = spool.append(&mut frame).expect("append");
    assert!(frame.is_empty());
    frame.extend_from_slice(b"second");
    let second = spool.append(&mut frame).expect("append");
    let mut plain = String::new();
    spool.reader(&[second, first]).read_to_string(&mut plain).expect("read");
    assert_eq!(plain, "secondZoë Canary");
    assert_eq!(names(out.path()).len(), 1);
    drop(scratch);
    assert!(names(out.path()).is_empty());
}

#[test]
fn what_is_published_appears_whole() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let scratch = Scratch::open(out.path()).expect("scratch");
    let drafts = ["a.txt", "b.txt"].map(|name| {
        let draft = scratch.draft(0o600).expect("draft");
        draft.file().write_all_at(name.as_bytes(), 0).expect("write");
        (draft, name.to_owned())
    });
    scratch.publish(drafts.into()).expect("publish");
    assert_eq!(names(out.path()), ["a.txt", "b.txt"]);
    assert_eq!(std::fs::read(out.path().join("b.txt")).expect("read"), b"b.txt");

    let scratch = Scratch::open(out.path()).expect("scratch");
    let drafts = ["c.txt", "b.txt"].map(|name| (scratch.draft(0o600).expect("draft"), name.to_owned()));
    assert!(scratch.publish(drafts.into()).is_err(), "no file is ever overwritten");
    assert_eq!(names(out.path()), ["a.txt", "b.txt"]);
}

#[test]
fn the_next_run_takes_half_a_publication_away_but_not_a_running_one() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(out.path().join(name), text).expect("write");
    std::fs::create_dir(out.path().join(".handover-4000000-0")).expect("folder");
    let id = "abcdefghijklmnop";
    write(
        ".handover-4000000-0/publishing",
        &format!("dossier-{id}.vault.age\n../precious\nprecious\ndossier-{id}.slip.pdf\ndossier-{id}.zip\n"),
    );
    write(&format!("dossier-{id}.vault.age"), "half");
    write("precious", "theirs");
    let running = Scratch::open(out.path()).expect("scratch");
    let second = Scratch::open(out.path()).expect("scratch");
    assert_eq!(names(out.path()).len(), 3, "two running, and what is not ours");
    drop((running, second));
    assert_eq!(names(out.path()), ["precious"]);
}

#[test]
fn a_file_is_replaced_whole_or_stays() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let path = out.path().join("kept");
    std::fs::write(&path, b"old").expect("written");
    let kept = Kept::take(&path, || panic!("nobody has it")).expect("taken");
    let refused = kept.replace(|new| new.write_all(b"half").and(Err(io::Error::from(io::ErrorKind::StorageFull))));
    assert_eq!(refused.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
    assert_eq!((std::fs::read(&path).expect("there"), names(out.path())), (b"old".to_vec(), vec!["kept".to_owned()]));
    kept.replace(|new| new.write_all(b"new")).expect("replaced");
    assert_eq!((std::fs::read(&path).expect("there"), names(out.path())), (b"new".to_vec(), vec!["kept".to_owned()]));
    // Who had it before reads on in what it was.
    let mut text = String::new();
    (&*kept.shared()).read_to_string(&mut text).expect("read");
    assert_eq!(text, "old");
    for (wrong, kind) in
        [(out.path().to_owned(), io::ErrorKind::IsADirectory), (path.join("x"), io::ErrorKind::NotADirectory)]
    {
        assert_eq!(Kept::take(&wrong, || ()).map(|_| ()).map_err(|error| error.kind()), Err(kind));
    }
}

#[test]
fn who_waits_for_a_file_works_on_what_came_before() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let path = out.path().join("kept");
    std::fs::write(&path, b"1").expect("written");
    let kept = Kept::take(&path, || panic!("nobody has it")).expect("taken");
    let (waits, waiting) = std::sync::mpsc::channel();
    let other = std::thread::spawn({
        let path = path.clone();
        move || {
            let kept = Kept::take(&path, || waits.send(()).expect("somebody listens")).expect("taken");
            let mut text = String::new();
            (&*kept.shared()).read_to_string(&mut text).expect("read");
            kept.replace(|new| write!(new, "{text}3")).expect("replaced");
        }
    });
    waiting.recv().expect("it waits");
    kept.replace(|new| new.write_all(b"12")).expect("replaced");
    drop(kept);
    other.join().expect("it comes through");
    assert_eq!(std::fs::read(&path).expect("there"), b"123");
}
