//! Files and uploads: whole or not there, whatever is cut, killed or thrown away.

use super::*;
use crate::store::blob::FRAME;

#[test]
fn a_file_is_there_whole_after_a_start() {
    let mut room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let file = room.keep(handover, &pattern(100_000));
    drop(room.draft(b"never kept"));
    room.start();
    assert!(room.bytes_of(file) == pattern(100_000));
    assert_eq!(room.store().name_of(file).as_deref(), Ok("canary.csv"));
    assert_eq!(room.store().file(file).expect("a row").size, 100_000);
    assert_eq!(room.blobs(), 1);
    assert_eq!(fs::read_dir(room.path("data/drafts")).expect("a folder").count(), 0);
}

#[test]
fn what_no_row_knows_goes_at_the_next_start() {
    let mut room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let file = room.keep(handover, b"kept");
    let upload = room.store().begin_upload(handover, "more.csv", 10, Id::OPERATOR, NOW).expect("begun");
    for orphan in ["data/blobs", "data/drafts"] {
        fs::write(room.path(orphan).join(Id::random().to_string()), b"left by a kill").expect("written");
    }
    fs::write(room.path("data/blobs/lost+found"), b"not ours").expect("written");
    room.start();
    assert_eq!(room.blobs(), 3, "the file, the upload, and what is not ours");
    assert_eq!(room.bytes_of(file), b"kept");
    assert!(room.store().append(upload, 0, NOW).is_ok());
}

#[test]
fn nothing_kept_is_on_the_disk_in_the_clear() {
    let room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let file = room.keep(handover, b"canary row, canary row, canary row");
    let store = room.store();
    store.set_policy(handover, "canary policy", Id::OPERATOR, NOW).expect("set");
    store.set_columns(handover, "canary columns", Id::OPERATOR, NOW).expect("set");
    store.set_survey(handover, "canary survey", NOW).expect("set");
    store.set_file_survey(file, "canary of a file").expect("set");
    let upload = store.begin_upload(handover, "canary upload", 20, Id::OPERATOR, NOW).expect("begun");
    let mut appender = store.append(upload, 0, NOW).expect("a turn");
    appender.write_all(b"canary tail").expect("written");
    appender.settle(store, NOW).expect("settled");
    drop(appender);
    assert_eq!(store.handover(handover).expect("there").columns_toml.as_deref(), Some("canary columns"));
    assert_eq!(store.file_survey(file).expect("there").as_deref(), Some("canary of a file"));
    let mut seen = 0;
    for folder in ["data", "data/blobs", "data/drafts", "secret"] {
        for item in fs::read_dir(room.path(folder)).expect("a folder").flatten() {
            if item.path().is_file() {
                let bytes = fs::read(item.path()).expect("a file");
                assert!(!bytes.windows(6).any(|window| window == b"canary"), "{}", item.path().display());
                seen += bytes.len();
            }
        }
    }
    assert!(seen > 50_000, "the database was read");
}

#[test]
fn an_upload_cut_at_any_byte_goes_on() {
    let mut room = Room::new();
    let bytes = pattern(3 * FRAME + 1_234);
    let handover = room.handover(Id::OPERATOR);
    let cuts = [0, 1, 17, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 9, 3 * FRAME, bytes.len()];
    for (n, cut) in cuts.into_iter().enumerate() {
        let length = bytes.len() as u64;
        let upload = room.store().begin_upload(handover, "export.csv", length, Id::OPERATOR, NOW).expect("begun");
        let settled = cut * n / cuts.len();
        let mut appender = room.store().append(upload, 0, NOW).expect("a turn");
        appender.write_all(&bytes[..settled]).expect("written");
        appender.settle(room.store(), NOW).expect("settled");
        // Written, never settled, and other bytes than those that come next time.
        appender.write_all(&vec![0xaa; cut - settled]).expect("written");
        drop(appender);
        if n % 3 == 0 {
            room.start();
        }
        let store = room.store();
        assert_eq!(store.upload(upload).expect("a row").offset, settled as u64);
        let wrong = store.append(upload, settled as u64 + 1, NOW).err();
        assert_eq!(wrong, Some(StoreError::Offset { at: settled as u64 }));
        let mut appender = store.append(upload, settled as u64, NOW).expect("a turn");
        for part in bytes[settled..].chunks(50_000) {
            appender.write_all(part).expect("written");
            appender.settle(store, NOW).expect("settled");
        }
        assert!(appender.write_all(b"x").is_err(), "more than announced");
        drop(appender);
        let file = store.finish_upload(upload, Id::OPERATOR, NOW).expect("finished");
        assert!(room.bytes_of(file) == bytes, "cut at {cut}, settled {settled}");
        assert_eq!(store.name_of(file).as_deref(), Ok("export.csv"));
        assert_eq!(store.upload(upload), Err(StoreError::NotFound));
    }
}

#[test]
fn one_connection_writes_an_upload_at_a_time() {
    let room = Room::new();
    let store = room.store();
    let upload = store.begin_upload(room.handover(Id::OPERATOR), "a.csv", 5, Id::OPERATOR, NOW).expect("begun");
    let turn = store.append(upload, 0, NOW).expect("a turn");
    assert_eq!(store.append(upload, 0, NOW).err(), Some(StoreError::UploadBusy));
    assert_eq!(store.abandon(upload, Id::OPERATOR, NOW), Err(StoreError::UploadBusy));
    assert_eq!(store.expire_uploads(NOW + 1, NOW), Ok(0));
    drop(turn);
    assert_eq!(store.finish_upload(upload, Id::OPERATOR, NOW), Err(StoreError::Incomplete));
    assert_eq!(store.expire_uploads(NOW, NOW), Ok(0));
    assert_eq!(store.expire_uploads(NOW + 1, NOW), Ok(1));
    assert_eq!(room.blobs(), 0);
}

#[test]
fn no_frame_is_sealed_twice_under_one_key() {
    let room = Room::new();
    let store = room.store();
    let length = 2 * FRAME as u64 + 10;
    let upload = store.begin_upload(room.handover(Id::OPERATOR), "a.csv", length, Id::OPERATOR, NOW).expect("begun");
    let blob = || {
        let item = fs::read_dir(room.path("data/blobs")).expect("a folder").flatten().next().expect("the upload");
        fs::read(item.path()).expect("a file")
    };
    let mut seen = Vec::new();
    for _ in 0..3 {
        let mut appender = store.append(upload, 0, NOW).expect("a turn");
        appender.write_all(&vec![7; length as usize]).expect("written");
        drop(appender);
        seen.push(blob()[16..16 + FRAME].to_vec());
    }
    assert!(seen[0] != seen[1] && seen[1] != seen[2], "the same bytes at the same place, under another key");
}

#[test]
fn a_dropped_file_is_gone_and_the_next_one_is_not() {
    let room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let (one, two) = (room.keep(handover, b"one"), room.keep(handover, b"two"));
    room.store().drop_file(one, Id::OPERATOR, NOW).expect("dropped");
    assert_eq!(room.store().file(one), Err(StoreError::NotFound));
    assert_eq!(room.store().read(one).err(), Some(StoreError::NotFound));
    assert_eq!((room.bytes_of(two), room.blobs()), (b"two".to_vec(), 1));
}

#[test]
fn a_blob_of_another_row_is_damage() {
    let room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let (one, two) = (room.keep(handover, b"one"), room.keep(handover, b"two"));
    let database = Connection::open(room.path("data/store.sqlite")).expect("opens");
    database
        .execute("UPDATE files SET key = (SELECT key FROM files WHERE id = ?2) WHERE id = ?1", (one, two))
        .expect("changed");
    assert_eq!(room.store().read(one).err(), Some(StoreError::Damaged));
    assert_eq!(room.bytes_of(two), b"two");
}

#[test]
fn a_finished_upload_is_remembered_as_long_as_its_file_or_an_upload() {
    let mut room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let finished = |room: &Room| {
        let store = room.store();
        let upload = store.begin_upload(handover, "a.csv", 3, Id::OPERATOR, NOW).expect("begun");
        assert_eq!(store.finished_upload(upload), Ok(None));
        let mut appender = store.append(upload, 0, NOW).expect("a turn");
        appender.write_all(b"abc").expect("written");
        appender.settle(store, NOW).expect("settled");
        drop(appender);
        let file = store.finish_upload(upload, Id::OPERATOR, NOW).expect("finished");
        assert_eq!(store.finish_upload(upload, Id::OPERATOR, NOW), Ok(file), "and finished once");
        (upload, file)
    };
    let known = |room: &Room, upload| room.store().finished_upload(upload).expect("read").map(|done| done.file);
    let (one, two, three) = (finished(&room), finished(&room), finished(&room));
    room.start();
    for (upload, file) in [one, two, three] {
        let done = room.store().finished_upload(upload).expect("read").expect("remembered");
        assert_eq!((done.owner, done.file, done.length, done.finished), (Id::OPERATOR, file, 3, NOW));
    }
    room.store().drop_file(one.1, Id::OPERATOR, NOW).expect("dropped");
    assert_eq!((known(&room, one.0), known(&room, two.0)), (None, Some(two.1)));
    assert_eq!(room.store().expire_uploads(NOW, NOW), Ok(0));
    assert_eq!(known(&room, two.0), Some(two.1));
    assert_eq!(room.store().expire_uploads(NOW + 1, NOW), Ok(0), "none was given up");
    assert_eq!((known(&room, two.0), room.bytes_of(two.1)), (None, b"abc".to_vec()));
    let four = finished(&room);
    room.store().purge(handover, Id::OPERATOR, NOW).expect("purged");
    assert_eq!((known(&room, four.0), room.blobs()), (None, 0));
}

#[test]
fn data_of_the_first_version_are_brought_up_to_date() {
    let mut room = Room::new();
    let handover = room.handover(Id::OPERATOR);
    let file = room.keep(handover, b"rows");
    room.stop();
    let database = Connection::open(room.path("data/store.sqlite")).expect("opens");
    database
        .execute_batch("DROP TABLE finished_uploads; DELETE FROM refinery_schema_history WHERE version = 2;")
        .expect("as it was");
    drop(database);
    room.start();
    assert_eq!(room.bytes_of(file), b"rows");
    assert_eq!(room.store().finished_upload(handover), Ok(None));
}
