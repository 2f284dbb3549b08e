//! Backup and restore: round trip, and every damage refused with nothing left behind.

use super::*;

fn names(room: &Room) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(room.path("."))
        .expect("a folder")
        .flatten()
        .map(|item| item.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_backed_up_comes_back() {
    let room = Room::new();
    let id = room.handover(Id::OPERATOR);
    let (file, dropped) = (room.keep(id, &pattern(200_000)), room.keep(id, b"dropped"));
    room.store().drop_file(dropped, Id::OPERATOR, NOW).expect("dropped");
    room.store().begin_upload(id, "half.csv", 10, Id::OPERATOR, NOW).expect("begun");
    room.store().backup(&room.path("one.zip"), NOW).expect("written");
    assert_eq!(room.store().backup(&room.path("one.zip"), NOW), Err(StoreError::Io(std::io::ErrorKind::AlreadyExists)));
    let later = room.keep(id, b"later");
    restore(&room.path("one.zip"), &room.path("back"), &room.path("secret"), NOW).expect("restored");
    let back = Store::open(&room.path("back"), &room.path("secret")).expect("opens");
    let mut bytes = Vec::new();
    back.read(file).expect("opens").read_to_end(&mut bytes).expect("reads");
    assert!(bytes == pattern(200_000));
    assert_eq!(back.file(later), Err(StoreError::NotFound));
    assert_eq!(back.uploads(id), Ok(Vec::new()));
    assert!(back.handover(id).expect("there").cover_json.contains("canary"));
    assert_eq!(back.audit(0).expect("read")[0].action, "restored");
    assert!(back.audit_verify().expect("read").is_ok());
    assert_eq!(names(&room), ["back", "data", "one.zip", "secret"]);
    let again = restore(&room.path("one.zip"), &room.path("back"), &room.path("secret"), NOW);
    assert_eq!(again, Err(StoreError::NotEmpty { folder: room.path("back") }));
}

#[test]
fn a_damaged_backup_is_refused_wherever_it_is_damaged() {
    let room = Room::new();
    let id = room.handover(Id::OPERATOR);
    room.keep(id, &pattern(70_000));
    room.store().backup(&room.path("one.zip"), NOW).expect("written");
    let whole = fs::read(room.path("one.zip")).expect("a backup");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(room.path("bad.zip"), bytes).expect("written");
        let outcome = restore(&room.path("bad.zip"), &room.path("back"), &room.path("secret"), NOW);
        assert!(outcome.is_err(), "{what}");
        assert_eq!(names(&room), ["bad.zip", "data", "one.zip", "secret"], "{what}: nothing is left");
    };
    for cut in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..cut], &format!("cut at {cut}"));
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&whole)).expect("a zip");
    for n in 0..archive.len() {
        let member = archive.by_index(n).expect("a member");
        let name = member.name().expect("a name").into_owned();
        let (start, size) = (member.data_start().expect("a place"), member.size());
        for at in [start, start + size / 2, start + size - 1] {
            let mut changed = whole.clone();
            changed[at as usize] ^= 1;
            refused(&changed, &format!("{name} at {at}"));
        }
    }
}

#[test]
fn a_backup_takes_its_own_secret_and_epoch() {
    let room = Room::new();
    room.keep(room.handover(Id::OPERATOR), b"rows");
    room.store().backup(&room.path("one.zip"), NOW).expect("written");
    let with = |secret: &str| restore(&room.path("one.zip"), &room.path("back"), &room.path(secret), NOW);
    assert!(matches!(with("none"), Err(StoreError::SecretMissing { .. })));
    drop(Store::open(&room.path("other data"), &room.path("other secret")).expect("another service"));
    assert!(matches!(with("other secret"), Err(StoreError::SecretOther { .. })));
    room.store().rotate_epoch(NOW).expect("a new epoch");
    assert_eq!(with("secret"), Err(StoreError::BackupEpochGone { secret: room.path("secret") }));
}
