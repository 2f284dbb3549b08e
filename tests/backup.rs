//! `backup` beside a running service, `restore` in another place, and a service that goes on there.

mod kit;

use handover::store::{FileKind, Id, Role, Store};
use kit::marks::{Search, marked_rows};
use kit::service::{Browser, Service, code};
use kit::{Said, csv_of};
use std::io::{Read, Write};
use std::path::Path;

/// A folder with the secret of another, as an operator carries it over.
fn elsewhere(from: &Path) -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("a folder");
    let copied = std::process::Command::new("cp")
        .arg("-rp")
        .arg(from.join("handover-secret"))
        .arg(room.path())
        .status()
        .expect("cp runs");
    assert!(copied.success());
    room
}

fn store_in(room: &Path) -> Store {
    Store::open_beside(&room.join("handover-data"), &room.join("handover-secret")).expect("a store")
}

fn restored(service: &Service, room: &Path, file: &str) -> Said {
    Said::of(service.command().current_dir(room).args(["restore", file]))
}

#[test]
fn a_service_goes_on_from_its_backup_in_another_place() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut administrator = service.person("administrator", &link);
    let invitation = administrator.invite(&service, "zoe", "uploader");
    let secret = service.enrol(&mut Browser::default(), &invitation);
    let export = csv_of(marked_rows(2_000));
    let store = store_in(service.room.path());
    let zoe = store.account_named("zoe").expect("an account").id;
    let cover = r#"{"petition":{"title":"Zqxcom"}}"#;
    let handover = store.create_handover(zoe, cover, "count", None, 1_500_000_000).expect("a handover");
    let mut draft = store.draft().expect("a draft");
    draft.write_all(&export).expect("written");
    let file = store.keep(draft, handover, FileKind::Export, "Zqxgiv.csv", zoe, 1_500_000_000).expect("kept");

    // While others write.
    let writing = std::thread::spawn(move || {
        for n in 0..40 {
            store
                .create_account(&format!("name-{n}"), Role::Uploader, "en", Id::OPERATOR, 1_500_000_001)
                .expect("made");
        }
        drop(store);
    });
    let said = Said::of(service.command().args(["backup", "one.zip"]));
    assert_eq!((said.status, said.stdout.as_slice()), (Some(0), b"one.zip\n".as_slice()), "{}", said.text());
    writing.join().expect("written");
    let file_path = service.room.path().join("one.zip");
    let bytes = std::fs::read(&file_path).expect("the backup");
    Search::without(&[]).none_in("the backup", &bytes);
    let again = Said::of(service.command().args(["backup", "one.zip"]));
    assert!(again.status == Some(2) && again.text().contains("is there already"), "{}", again.text());
    assert!(std::fs::read(&file_path).expect("the backup") == bytes, "no backup takes another's place");
    assert_eq!(administrator.read(&service, "/accounts").status, 200, "the service goes on");

    let room = elsewhere(service.room.path());
    let file_path = file_path.to_str().expect("text").to_owned();
    let said = restored(&service, room.path(), &file_path);
    assert_eq!(said.status, Some(0), "{}", said.text());
    let twice = restored(&service, room.path(), &file_path);
    assert_eq!(twice.status, Some(2), "over data that are there: {}", twice.text());
    std::fs::write(room.path().join("enrolled"), b"").expect("noted for the start");
    let there = Service::start_in(room, &[]);
    let mut browser = Browser::default();
    let done = browser.log_in(&there, "zoe", &code(&secret, 0));
    assert_eq!((done.status, done.header("location")), (303, Some("/")), "{}", done.body);
    assert!(browser.read(&there, "/handovers").body.contains(&handover.to_string()), "her handover is there");
    assert_eq!(administrator.read(&there, "/accounts").status, 401, "sessions are of the place that they began in");
    let store = store_in(there.room.path());
    let mut back = Vec::new();
    store.read(file).expect("the export").read_to_end(&mut back).expect("it opens");
    assert!(back == export && store.name_of(file).expect("a name") == "Zqxgiv.csv");
    let audit = Said::of(there.command().args(["audit", "verify"]));
    assert_eq!(audit.status, Some(0), "{}", audit.text());
}

#[test]
fn what_cannot_be_restored_leaves_nothing() {
    let service = Service::start(&[]);
    let said = Said::of(service.command().args(["backup", "one.zip"]));
    assert_eq!(said.status, Some(0), "{}", said.text());
    let whole = std::fs::read(service.room.path().join("one.zip")).expect("the backup");
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for (name, bytes) in [("changed", changed), ("cut", whole[..whole.len() - 9].to_vec()), ("other", b"PK".to_vec())] {
        let room = elsewhere(service.room.path());
        std::fs::write(room.path().join("bad.zip"), bytes).expect("written");
        let said = restored(&service, room.path(), "bad.zip");
        assert_eq!(said.status, Some(2), "{name}: {}", said.text());
        assert_eq!(kit::names_in(room.path()), ["bad.zip", "handover-secret"], "{name}");
    }
    for secret in [None, Some("another")] {
        let room = tempfile::tempdir().expect("a folder");
        if secret.is_some() {
            let (data, own) = (room.path().join("other-data"), room.path().join("handover-secret"));
            Store::open(&data, &own).expect("another store");
            std::fs::remove_dir_all(data).expect("removed");
        }
        let file = service.room.path().join("one.zip");
        let said = restored(&service, room.path(), file.to_str().expect("text"));
        assert!(said.status == Some(2) && !room.path().join("handover-data").exists(), "{secret:?}: {}", said.text());
    }
    // What was purged since has taken the secret of the backup's time along.
    store_in(service.room.path()).rotate_epoch(1_500_000_000).expect("a new epoch");
    let room = elsewhere(service.room.path());
    let file = service.room.path().join("one.zip");
    let said = restored(&service, room.path(), file.to_str().expect("text"));
    assert_eq!(said.status, Some(2), "{}", said.text());
    assert!(
        said.text().contains("is no longer in handover-secret") && said.text().contains("Use a newer backup"),
        "{}",
        said.text()
    );
    assert_eq!(kit::names_in(room.path()), ["handover-secret"]);
    let room = elsewhere(service.room.path());
    let said = Said::of(service.command().current_dir(room.path()).args(["backup", "x.zip"]));
    assert!(
        said.status == Some(2) && said.text().to_lowercase().contains("there is no data folder"),
        "{}",
        said.text()
    );
}
