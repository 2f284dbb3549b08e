//! Exports on their way in: uploads over a restart, two at once, sent twice, and what is refused when all of it has come.

mod kit;

use handover::store::{Id, Role, Store};
use kit::plain_export;
use kit::program::{OCTETS, Program, TUS, begun, code, json};
use kit::service::{Answer, Service, read_answer};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::io::Write as _;

fn of(id: &str, rest: &str) -> String {
    format!("/api/v1/handovers/{id}{rest}")
}

fn blobs(service: &Service) -> usize {
    std::fs::read_dir(service.data().join("blobs")).expect("a folder").count()
}

fn exports(program: &Program, id: &str) -> Vec<Value> {
    json(&program.read(&of(id, "")))["exports"].as_array().cloned().expect("exports")
}

/// Where an upload of so many bytes goes on.
fn begin(program: &Program, id: &str, length: usize) -> String {
    let begun = program.upload(id, b"a.csv", length);
    assert_eq!(begun.status, 201, "{}", begun.body);
    begun.header("location").expect("a place").to_owned()
}

fn offset(answer: &Answer) -> usize {
    answer.header("upload-offset").and_then(|at| at.parse().ok()).expect("an offset")
}

#[test]
fn a_finished_upload_is_known_after_a_restart_as_long_as_its_export() {
    let people = [("zoe", Role::Uploader), ("bob", Role::Uploader)];
    let (mut service, [mut zoe, mut bob]) = begun(&[], people);
    let id = zoe.handover("count");
    let bytes = plain_export(50);
    let place = begin(&zoe, &id, bytes.len());
    assert_eq!(zoe.patch(&place, 0, &bytes[..1_000]).status, 204);
    let done = zoe.patch(&place, 1_000, &bytes[1_000..]);
    let export = done.header("handover-export").expect("an export").to_owned();
    for signal in [Signal::TERM, Signal::KILL] {
        service = service.again(signal, &[]);
        (zoe.port, bob.port) = (service.port(), service.port());
        let seen = zoe.stands(&place);
        assert_eq!((seen.status, seen.header("handover-export")), (200, Some(export.as_str())));
        assert_eq!(
            (offset(&seen), seen.header("upload-length")),
            (bytes.len(), Some(bytes.len().to_string().as_str()))
        );
        assert!(seen.header("upload-expires").is_some());
        let repeated = zoe.patch(&place, bytes.len(), b"");
        assert_eq!((repeated.status, repeated.header("handover-export")), (204, Some(export.as_str())));
        // With bytes that are there: it says where it stands, as the protocol has it.
        let from_before = zoe.patch(&place, 1_000, &bytes[1_000..]);
        assert_eq!((from_before.status, offset(&from_before)), (409, bytes.len()));
        assert_eq!(bob.stands(&place).status, 404, "another's");
        assert_eq!(zoe.ask("DELETE", &place, &[TUS], b"").status, 404, "it is an export now");
        assert_eq!(exports(&zoe, &id).len(), 1);
    }
    assert_eq!(zoe.ask("DELETE", &of(&id, &format!("/exports/{export}")), &[], b"").status, 204);
    assert_eq!(zoe.stands(&place).status, 404, "it goes with the export");
    assert_eq!(zoe.patch(&place, bytes.len(), b"").status, 404);
    assert_eq!(blobs(&service), 0);
}

#[test]
fn an_upload_cut_before_it_was_looked_at_is_looked_at_when_its_sender_asks() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let store = Store::open_beside(&service.data(), &service.room.path().join("handover-secret")).expect("the store");
    let now = handover::web::now();
    // Killed after the last byte was settled, or after it had become an export.
    for is_export in [false, true] {
        let id = zoe.handover("count");
        let owner = store.handover(Id::parse(&id).expect("an id")).expect("a handover").owner;
        let before = blobs(&service);
        for (bytes, status) in
            [(b"%PDF-1.7\n1 0 obj".to_vec(), 415), (b"email,country\n".to_vec(), 422), (plain_export(9), 200)]
        {
            let place = begin(&zoe, &id, bytes.len());
            let upload = Id::parse(place.rsplit('/').next().expect("an id")).expect("an id");
            let mut appender = store.append(upload, 0, now).expect("a turn");
            appender.write_all(&bytes).expect("written");
            appender.settle(&store, now).expect("settled");
            drop(appender);
            if is_export {
                store.finish_upload(upload, owner, now).expect("an export");
            }
            let said = zoe.stands(&place);
            assert_eq!((said.status, said.body.as_str()), (status, ""), "{is_export}");
            assert_eq!(blobs(&service), before + usize::from(status == 200), "what is no export is gone");
        }
        let kept = exports(&zoe, &id);
        assert!(kept.len() == 1 && kept[0]["recognised"].is_object(), "{kept:?}");
    }
}

#[test]
fn only_one_writes_an_upload_and_a_wrong_offset_changes_nothing() {
    let (_service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let bytes = plain_export(4_000);
    let (length, half) = (bytes.len().to_string(), bytes.len() / 2);
    let place = begin(&zoe, &id, bytes.len());
    let mut first =
        zoe.begin("PATCH", &place, &[TUS, OCTETS, ("Upload-Offset", "0"), ("Content-Length", length.as_str())]);
    first.write_all(&bytes[..half]).expect("sent");
    // Once the first has its turn, whoever comes is sent away, wherever they would begin.
    let sent_away = (0..600).find(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        zoe.patch(&place, 1, b"zzzz").status == 423
    });
    assert!(sent_away.is_some());
    for at in [0, 7, half, bytes.len()] {
        let busy = zoe.patch(&place, at, b"zzzz");
        assert_eq!((busy.status, code(&busy).as_str()), (423, "upload-busy"), "{at}");
    }
    assert_eq!(zoe.ask("DELETE", &place, &[TUS], b"").status, 423);
    first.write_all(&bytes[half..]).expect("sent");
    assert_eq!(read_answer(&mut first).status, 204);
    assert_eq!(exports(&zoe, &id)[0]["bytes"].as_u64(), Some(bytes.len() as u64));
    let again = zoe.export(&id, "again.csv", &bytes);
    assert_eq!((again.status, code(&again).as_str()), (409, "same-file"), "so it holds these very bytes");
}

#[test]
fn of_the_same_file_sent_several_times_at_once_one_stays() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    for _ in 0..4 {
        let id = zoe.handover("count");
        let bytes = plain_export(400);
        let before = blobs(&service);
        let sent: Vec<u16> = std::thread::scope(|scope| {
            let sending: Vec<_> = (0..4)
                .map(|n| {
                    let (zoe, id, bytes) = (&zoe, &id, &bytes);
                    scope.spawn(move || match n {
                        0 | 1 => zoe.export(id, "a.csv", bytes).status,
                        _ => zoe.patch(&begin(zoe, id, bytes.len()), 0, bytes).status,
                    })
                })
                .collect();
            sending.into_iter().map(|one| one.join().expect("answered")).collect()
        });
        assert_eq!(sent.iter().filter(|status| **status < 300).count(), 1, "{sent:?}");
        assert!(sent.iter().all(|status| [201, 204, 409].contains(status)), "{sent:?}");
        assert_eq!((exports(&zoe, &id).len(), blobs(&service)), (1, before + 1));
    }
}

#[test]
fn an_export_without_rows_is_refused_whichever_way_it_comes() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let header = b"given_name,family_name,email,country,signed_at";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(header).expect("packed");
    let packed = packed.finish().expect("packed");
    for bytes in [&header[..], &[&header[..], b"\r\n"].concat(), &[&header[..], b"\n\n  \n"].concat(), &packed] {
        let raw = zoe.export(&id, "a.csv", bytes);
        assert_eq!((raw.status, code(&raw).as_str()), (422, "no-rows"), "{}", raw.body);
        let place = begin(&zoe, &id, bytes.len());
        let by_tus = zoe.patch(&place, 0, bytes);
        assert_eq!((by_tus.status, code(&by_tus).as_str()), (422, "no-rows"));
        assert_eq!((zoe.stands(&place).status, exports(&zoe, &id).len(), blobs(&service)), (404, 0, 0));
    }
    let one_row = [&header[..], b"\nnot a whole row"].concat();
    assert_eq!(zoe.export(&id, "a.csv", &one_row).status, 201, "a row that is set aside is one");
    // Nothing at all, and nothing announced.
    let place = begin(&zoe, &id, 0);
    let empty = zoe.patch(&place, 0, b"");
    assert_eq!((empty.status, code(&empty).as_str(), blobs(&service)), (422, "empty", 1));
}

#[test]
fn the_form_refuses_an_export_without_rows_in_both_languages() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut first = service.person("administrator", &link);
    let link = first.invite(&service, "zoe", "uploader");
    let mut zoe = service.person("zoe", &link);
    let id = Program::of(&service, &mut zoe, "write").handover("count");
    for (language, sentence) in [("en", "has a header and no rows"), ("fr", "a un en-tête et aucune ligne")] {
        zoe.read(&service, &format!("/language/{language}"));
        let said = zoe.send_file(&service, &format!("/handovers/{id}"), "a.csv", b"email,country\n");
        assert!(said.status == 422 && said.body.contains(sentence), "{language}: {} {}", said.status, said.body);
        assert_eq!(blobs(&service), 0);
    }
}

#[test]
fn what_comes_while_it_is_packed_waits_outside() {
    let (service, [zoe, ann]) = begun(&[], [("zoe", Role::Uploader), ("ann", Role::Approver)]);
    let id = zoe.handover("count");
    let bytes = plain_export(40);
    let export = json(&zoe.export(&id, "a.csv", &bytes))["id"].as_str().expect("an id").to_owned();
    let late = plain_export(41);
    let place = begin(&zoe, &id, late.len());
    assert_eq!(zoe.patch(&place, 0, &late[..100]).status, 204);
    let _held = kit::program::packing(&service, &id);
    let hash = json!({"integrity_hash": "0".repeat(64)});
    let mut mended = kit::program::cover("count");
    mended["petition"]["title"] = "Mended".into();
    for (what, said) in [
        ("approval", ann.send("POST", &of(&id, "/approval"), &hash)),
        ("withdrawal", ann.send("POST", &of(&id, "/withdrawal"), &json!({"reason": "x"}))),
        ("removal", zoe.ask("DELETE", &of(&id, ""), &[], b"")),
        ("an export out", zoe.ask("DELETE", &of(&id, &format!("/exports/{export}")), &[], b"")),
        ("another export", zoe.export(&id, "b.csv", &late)),
        ("another upload", zoe.upload(&id, b"b.csv", 10)),
        ("the upload's rest", zoe.patch(&place, 100, &late[100..])),
        ("columns", zoe.send("PUT", &of(&id, "/columns"), &json!({}))),
        ("cover", zoe.send("PUT", &of(&id, ""), &mended)),
    ] {
        assert_eq!((said.status, code(&said).as_str()), (409, "state"), "{what}: {}", said.body);
    }
    assert_eq!(zoe.ask("POST", &of(&id, "/pack"), &[], b"").status, 202, "asking again changes nothing");
    let seen = json(&zoe.read(&of(&id, "")));
    assert_eq!((seen["state"].as_str(), seen["exports"].as_array().map(Vec::len)), (Some("packing"), Some(1)));
    assert_eq!(offset(&zoe.stands(&place)), 100, "what had come is kept");
}
