//! States, jobs, approval, epochs, the audit log.

use super::*;
use proptest::prelude::*;

fn state(room: &Room, id: Id) -> State {
    room.store().handover(id).expect("there").state
}

#[test]
fn from_collecting_to_purged() {
    let room = Room::new();
    let (anna, boris) = (Id::random(), Id::random());
    let id = room.handover(anna);
    let export = room.keep(id, b"rows");
    let store = room.store();
    let packed = room.pack(id, anna);
    assert_eq!(state(&room, id), State::AwaitingApproval);
    assert_eq!(store.seal_of(&packed.integrity), Ok(None), "not public before it is released");
    assert_eq!(store.approve(id, boris, &[0; 32], Eyes::Four, NOW), Err(StoreError::OtherHash));
    assert_eq!(store.approve(id, anna, &packed.integrity, Eyes::Four, NOW), Err(StoreError::FourEyes));
    assert!(store.file(export).is_ok());
    let release = store.approve(id, boris, &packed.integrity, Eyes::Four, NOW + 5).expect("released");
    let head = store.audit_head().expect("a head");
    assert_eq!((release.audit_n, release.audit_hash, release.alone), (head.n, head.hash, false));
    assert_eq!(store.file(export), Err(StoreError::NotFound), "raw exports go at release");
    assert_eq!(room.blobs(), 1, "the dossier");
    assert_eq!(store.handover(id).expect("there").released, Some(release));
    for hash in [packed.integrity, packed.zip_sha256] {
        let seal = store.seal_of(&hash).expect("asked").expect("known");
        assert_eq!((seal.signatures, seal.released, seal.withdrawn), (3, NOW + 5, None));
    }
    store.hand_over(id, anna, NOW).expect("handed over");
    store.withdraw(id, "a reason", boris, NOW + 9).expect("withdrawn");
    assert_eq!(store.seal_of(&packed.integrity).expect("asked").expect("known").withdrawn, Some(NOW + 9));
    assert_eq!(store.handover(id).expect("there").reason.as_deref(), Some("a reason"));
    store.purge(id, anna, NOW).expect("purged");
    let purged = store.handover(id).expect("there");
    assert_eq!((purged.state, purged.cover_json.as_str(), purged.packed), (State::Purged, "", None));
    assert_eq!(room.blobs(), 0);
    assert!(store.seal_of(&packed.integrity).expect("asked").is_some(), "a published hash stays");
    assert_eq!(store.audit_verify().expect("read"), Ok(store.audit_head().expect("a head").n));
}

#[test]
fn an_organisation_of_one_says_so() {
    let room = Room::new();
    let anna = Id::random();
    let id = room.handover(anna);
    let packed = room.pack(id, anna);
    let release = room.store().approve(id, anna, &packed.integrity, Eyes::OrganisationOfOne, NOW).expect("released");
    assert!(release.alone);
    let last = room.store().audit(0).expect("read").remove(0);
    assert_eq!((last.action.as_str(), last.matter), ("approved-alone", Some(packed.integrity)));
}

#[test]
fn a_packed_cover_is_mended_without_a_new_upload() {
    let room = Room::new();
    let (anna, boris) = (Id::random(), Id::random());
    let id = room.handover(anna);
    let export = room.keep(id, b"rows");
    let store = room.store();
    room.pack(id, anna);
    assert_eq!(store.set_cover(id, "{}", anna, NOW), Err(StoreError::State(State::AwaitingApproval)));
    store.send_back(id, boris, NOW).expect("sent back");
    store.set_cover(id, r#"{"title":"mended"}"#, anna, NOW).expect("set");
    assert_eq!(room.bytes_of(export), b"rows");
    assert_eq!(store.file_of(id, FileKind::Dossier), Ok(None));
    assert_eq!(store.handover(id).expect("there").packed, None);
    let packed = room.pack(id, boris);
    assert_eq!(store.approve(id, boris, &packed.integrity, Eyes::Four, NOW), Err(StoreError::FourEyes));
    assert!(store.approve(id, anna, &packed.integrity, Eyes::Four, NOW).is_ok());
}

#[test]
fn a_job_is_asked_for_once_and_outlives_its_worker() {
    let mut room = Room::new();
    let id = room.handover(Id::OPERATOR);
    let job = room.store().begin_job(id, Id::OPERATOR, NOW).expect("asked");
    assert_eq!(room.store().begin_job(id, Id::OPERATOR, NOW), Ok(job));
    let first = room.store().lease_job(NOW, 60).expect("asked").expect("leased");
    assert_eq!(room.store().lease_job(NOW + 60, 60), Ok(None), "held");
    let report = Progress { stage: "reading".to_owned(), done: 5, total: 9 };
    room.store().progress(&first, &report, NOW + 60, 60).expect("reported");
    assert_eq!(room.store().job(job).expect("there").progress, report);
    // Killed: the next start gives the job to another worker, and the first one has no say any more.
    room.start();
    let second = room.store().lease_job(NOW + 61, 60).expect("asked").expect("leased");
    assert_eq!((second.job, second.attempt), (job, 2));
    let store = room.store();
    assert_eq!(store.progress(&first, &report, NOW, 60), Err(StoreError::LeaseLost));
    let dossier = (room.draft(b"late"), FileKind::Dossier, String::new());
    assert_eq!(store.finish_job(&first, &packed(id), vec![dossier], NOW), Err(StoreError::LeaseLost));
    assert_eq!((room.blobs(), state(&room, id)), (0, State::Packing));
    // Not heard of in time: the same.
    let third = store.lease_job(NOW + 200, 60).expect("asked").expect("leased");
    assert_eq!(store.fail_job(&second, "rows", "It is so. Do this.", NOW), Err(StoreError::LeaseLost));
    store.fail_job(&third, "rows", "It is so. Do this.", NOW).expect("failed");
    assert_eq!(state(&room, id), State::Failed);
    let failure = store.job(job).expect("there").failure;
    assert_eq!(failure, Some(("rows".to_owned(), "It is so. Do this.".to_owned())));
    assert_ne!(store.begin_job(id, Id::OPERATOR, NOW), Ok(job), "a new try is a new job");
}

#[test]
fn an_old_copy_does_not_open_after_a_new_epoch() {
    let mut room = Room::new();
    let id = room.handover(Id::OPERATOR);
    let file = room.keep(id, b"rows");
    room.stop();
    let copy = |from: &str, to: &str| {
        fs::create_dir_all(room.path(to).join("blobs")).expect("made");
        for item in ["store.sqlite", "blobs"] {
            let from = room.path(from).join(item);
            match from.is_dir() {
                true => fs::read_dir(from).expect("a folder").flatten().for_each(|blob| {
                    fs::copy(blob.path(), room.path(to).join(item).join(blob.file_name())).expect("copied");
                }),
                false => drop(fs::copy(from, room.path(to).join(item)).expect("copied")),
            }
        }
    };
    copy("data", "old");
    let with = |folder: &str| Store::open(&room.path(folder), &room.path("secret"));
    with("old").expect("opens before").read(file).expect("reads before");
    let store = with("data").expect("opens");
    store.rotate_epoch(NOW).expect("a new epoch");
    store.read(file).expect("reads on");
    assert!(store.handover(id).expect("there").cover_json.contains("canary"));
    drop(store);
    with("data").expect("opens").read(file).expect("reads after a start");
    assert_eq!(with("old").err(), Some(StoreError::EpochGone { folder: room.path("old") }));
    // Nor does an old row that is put into the new database.
    let database = Connection::open(room.path("data/store.sqlite")).expect("opens");
    database
        .execute_batch(&format!(
            "ATTACH '{}' AS old; UPDATE files SET key = (SELECT key FROM old.files WHERE old.files.id = files.id);",
            room.path("old/store.sqlite").display()
        ))
        .expect("put back");
    drop(database);
    assert_eq!(with("data").expect("opens").read(file).err(), Some(StoreError::Damaged));
}

#[test]
fn a_rotation_that_was_killed_is_finished_or_forgotten() {
    let mut room = Room::new();
    let file = room.keep(room.handover(Id::OPERATOR), b"rows");
    // Killed before the commit: the secret of an epoch that never was.
    room.stop();
    fs::write(room.path("secret/epoch-2.key"), "7".repeat(64)).expect("written");
    room.start();
    assert_eq!(room.bytes_of(file), b"rows");
    // Killed after it: the old secret is still there.
    let old = fs::read(room.path("secret/epoch-1.key")).expect("a secret");
    room.store().rotate_epoch(NOW).expect("a new epoch");
    room.stop();
    fs::write(room.path("secret/epoch-1.key"), old).expect("written");
    room.start();
    assert_eq!(room.bytes_of(file), b"rows");
    assert!(!room.path("secret/epoch-1.key").exists());
}

#[test]
fn data_without_their_secret_are_refused() {
    let mut room = Room::new();
    room.stop();
    fs::rename(room.path("secret"), room.path("moved")).expect("moved");
    assert!(matches!(room.open(), Err(StoreError::SecretMissing { .. })));
    assert!(!room.path("secret").exists(), "and no new one is made");
    drop(Store::open(&room.path("other"), &room.path("secret")).expect("another service"));
    assert!(matches!(room.open(), Err(StoreError::SecretOther { .. })));
    drop(Store::open(&room.path("data"), &room.path("moved")).expect("together again"));
}

#[test]
fn one_service_at_a_time_and_commands_beside_it() {
    let room = Room::new();
    assert!(matches!(room.open(), Err(StoreError::InUse { .. })));
    let beside = Store::open_beside(&room.path("data"), &room.path("secret")).expect("beside");
    let id = beside.create_handover(Id::OPERATOR, "{}", "count", None, NOW).expect("made");
    assert_eq!(state(&room, id), State::Collecting);
    beside.rotate_epoch(NOW).expect("a new epoch");
    assert_eq!(state(&room, id), State::Collecting, "the service takes up the new epoch");
}

fn fill(room: &Room) {
    for _ in 0..5 {
        room.handover(Id::OPERATOR);
    }
}

#[test]
fn the_log_is_only_added_to_and_tells_where_it_was_changed() {
    let room = Room::new();
    fill(&room);
    let database = Connection::open(room.path("data/store.sqlite")).expect("opens");
    for refused in ["UPDATE audit SET at = 0 WHERE n = 2", "DELETE FROM audit WHERE n = 2", "DELETE FROM audit"] {
        assert!(database.execute(refused, []).is_err(), "{refused}");
    }
    assert_eq!(room.store().audit_verify().expect("read"), Ok(5));
    database
        .execute_batch("DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_cut;")
        .expect("who owns the file can");
    for (change, at) in [
        ("UPDATE audit SET at = at + 1 WHERE n = 3", 3),
        ("UPDATE audit SET actor = randomblob(16) WHERE n = 1", 1),
        ("UPDATE audit SET action = 'purged' WHERE n = 5", 5),
        ("UPDATE audit SET matter = randomblob(32) WHERE n = 4", 4),
        ("UPDATE audit SET hash = randomblob(32) WHERE n = 2", 2),
        ("UPDATE audit SET hash = randomblob(32) WHERE n = 5", 5),
        ("DELETE FROM audit WHERE n = 3", 3),
        ("DELETE FROM audit WHERE n = 1", 1),
        ("DELETE FROM audit WHERE n = 5", 5),
        ("DELETE FROM audit", 1),
    ] {
        database.execute_batch(&format!("BEGIN; {change}; COMMIT;")).expect("changed");
        assert_eq!(room.store().audit_verify().expect("read"), Err(AuditBroken { at }), "{change}");
        // As it was.
        database.execute_batch("DELETE FROM audit; DELETE FROM meta WHERE name = 'audit head'; ").expect("emptied");
        fill(&room);
        assert_eq!(room.store().audit_verify().expect("read"), Ok(5));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is asked in whatever order: only steps of the machine are taken, and what a state promises holds.
    #[test]
    fn no_order_of_acts_leaves_the_machine(acts in prop::collection::vec((0..9u8, any::<bool>()), 1..24)) {
        let room = Room::new();
        let (anna, boris) = (Id::random(), Id::random());
        let id = room.handover(anna);
        let store = room.store();
        for (act, by_anna) in acts {
            let who = if by_anna { anna } else { boris };
            let before = store.handover(id).expect("there");
            let done = match act {
                0 => store.keep(room.draft(b"rows"), id, FileKind::Export, "x", who, NOW).map(drop),
                1 => store.begin_job(id, who, NOW).map(drop),
                2 => match store.lease_job(NOW, 60).expect("asked") {
                    Some(lease) => {
                        let dossier = (room.draft(b"zip"), FileKind::Dossier, String::new());
                        store.finish_job(&lease, &packed(id), vec![dossier], NOW)
                    }
                    None => Ok(()),
                },
                3 => match store.lease_job(NOW, 60).expect("asked") {
                    Some(lease) => store.fail_job(&lease, "code", "It is so. Do this.", NOW),
                    None => Ok(()),
                },
                4 => store.approve(id, who, &packed(id).integrity, Eyes::Four, NOW).map(drop),
                5 => store.send_back(id, who, NOW),
                6 => store.hand_over(id, who, NOW),
                7 => store.withdraw(id, "why", who, NOW),
                _ => store.set_cover(id, "{}", who, NOW),
            };
            let after = store.handover(id).expect("there");
            prop_assert!(after.state == before.state || before.state.next().contains(&after.state));
            prop_assert!(done.is_ok() || after == before, "a refusal changes nothing");
            let is_packed = matches!(
                after.state,
                State::AwaitingApproval | State::Released | State::HandedOver | State::Withdrawn
            );
            prop_assert_eq!(store.file_of(id, FileKind::Dossier).expect("asked").is_some(), is_packed);
            prop_assert_eq!(store.seal_of(&packed(id).integrity).expect("asked").is_some(), after.released.is_some());
            if after.released.is_some() {
                prop_assert_ne!(after.packed_by, after.approved_by);
                prop_assert!(store.files(id).expect("asked").iter().all(|file| file.kind != FileKind::Export));
            }
            prop_assert_eq!(room.blobs(), store.files(id).expect("asked").len());
        }
        prop_assert!(store.audit_verify().expect("read").is_ok());
    }
}
