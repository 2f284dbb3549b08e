//! What anybody may ask of the service: was this sealed here, is this dossier whole? And that nothing of it is kept.

mod kit;

use handover::package::zip::{Packed as Member, ZipWriter};
use handover::proof::digest::{hex, sha256};
use handover::store::{Eyes, FileKind, Id, Packed, Role, Store};
use kit::marks::{NAMED_SHOWS, Search, files_under, marked_rows};
use kit::service::{Answer, Browser, Service, ask_raw, read_answer};
use kit::{Dossier, Room, Said, csv_of};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

const NOW: i64 = 1_494_577_800; // 2017-05-12T08:30:00Z
const BOUND: &str = "handover-test-bound";

/// A room with a dossier of marked rows under `named`.
fn packed() -> (Room, Dossier) {
    let room = Room::new();
    room.write("export.csv", &csv_of(marked_rows(40)));
    let dossier = room.packed("export.csv", "named", &[]).within(&room);
    (room, dossier)
}

fn integrity(dossier: &Dossier) -> String {
    dossier.said["integrity_hash"].as_str().expect("a hash").replace(' ', "")
}

/// A store in which this dossier was released; and its handover.
fn released(room: &Path, dossier: &Dossier) -> (Store, Id, Id) {
    let store = Store::open(&room.join("handover-data"), &room.join("handover-secret")).expect("a store");
    let person = |name, role| store.create_account(name, role, "en", Id::OPERATOR, NOW).expect("an account").id;
    let (packer, approver) = (person("packer", Role::Uploader), person("approver", Role::Approver));
    let handover = store.create_handover(packer, "{}", "named", None, NOW).expect("a handover");
    store.begin_job(handover, packer, NOW).expect("a job");
    let lease = store.lease_job(NOW, 60).expect("asked").expect("a job");
    let bytes = std::fs::read(&dossier.zip).expect("the dossier");
    let packed = Packed {
        integrity: sha256(&dossier.file("tagmanifest-sha256.txt")),
        zip_sha256: sha256(&bytes),
        signatures: 40,
        ledger_json: "{}".to_owned(),
        slip_json: "{}".to_owned(),
    };
    let mut draft = store.draft().expect("a draft");
    draft.write_all(&bytes).expect("written");
    let files = vec![(draft, FileKind::Dossier, "dossier.zip".to_owned())];
    store.finish_job(&lease, &packed, files, NOW).expect("packed");
    store.approve(handover, approver, &packed.integrity, Eyes::Four, NOW).expect("released");
    (store, handover, approver)
}

/// The form's body around a file.
fn form_of(field: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUND}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"Zqxgiv.zip\"\r\n\
         Content-Type: application/zip\r\n\r\n"
    );
    [head.as_bytes(), bytes, format!("\r\n--{BOUND}--\r\n").as_bytes()].concat()
}

fn head_of(path: &str, kind: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\nContent-Type: {kind}\r\n\
         Content-Length: {length}\r\n\r\n"
    )
}

fn sent(service: &Service, path: &str, kind: &str, body: &[u8]) -> Answer {
    ask_raw(service.port(), &[head_of(path, kind, body.len()).as_bytes(), body].concat())
}

/// By the form, as a browser without script does.
fn by_form(service: &Service, path: &str, bytes: &[u8]) -> Answer {
    sent(service, path, &format!("multipart/form-data; boundary={BOUND}"), &form_of("dossier", bytes))
}

fn by_program(service: &Service, bytes: &[u8]) -> serde_json::Value {
    let said = sent(service, "/api/v1/verifications", "application/zip", bytes);
    assert_eq!(said.status, 200, "{}", said.body);
    serde_json::from_str(&said.body).expect("JSON")
}

fn heading(answer: &Answer) -> String {
    let rest = answer.body.split("<h2 class=\"verdict").nth(1).unwrap_or_default();
    let rest = rest.split("</span><span>").nth(1).unwrap_or_default();
    rest.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn a_dossier_that_was_sealed_here_is_known_until_it_is_withdrawn() {
    let (_packing, dossier) = packed();
    let bytes = std::fs::read(&dossier.zip).expect("the dossier");
    let (hash, zip) = (integrity(&dossier), hex(&sha256(&bytes)));
    let room = tempfile::tempdir().expect("a folder");
    let (store, handover, approver) = released(room.path(), &dossier);
    drop(store);
    let service = Service::start_in(room, &[]);
    let mut browser = Browser::default();

    let said = by_form(&service, "/verify?lang=en", &bytes);
    assert_eq!((said.status, heading(&said).as_str()), (200, "The same as sealed"), "{}", said.body);
    assert!(said.body.contains("with 40 signatures, and released it on 2017-05-12"), "{}", said.body);
    assert!(said.body.contains("A petition of tests") && said.body.contains(&format!("/verify/{hash}")));
    assert!(heading(&by_form(&service, "/verify?lang=fr", &bytes)).contains("scell"), "in French");
    let program = by_program(&service, &bytes);
    assert_eq!((program["verified"].as_bool(), program["verdict"].as_str()), (Some(false), Some("whole")));
    assert_eq!(program["sealed_here"]["integrity_hash"].as_str(), Some(hash.as_str()));

    for (asked, sentence) in
        [(&hash, "It is the integrity hash of a dossier"), (&zip, "It is the SHA-256 of the zip of a dossier")]
    {
        let said = browser.read(&service, &format!("/verify/{asked}"));
        assert_eq!((said.status, heading(&said).as_str()), (200, "This hash was sealed here"));
        assert!(said.body.contains(sentence) && !said.body.contains("The same as sealed</span>"), "{}", said.body);
        assert!(said.body.contains("says nothing of a file in your hands") && !said.body.contains("genuine"));
        let program = browser.read(&service, &format!("/api/v1/seals/{asked}"));
        let seal: serde_json::Value = serde_json::from_str(&program.body).expect("JSON");
        let expected = serde_json::json!({
            "integrity_hash": hash, "zip_sha256": zip, "released_at": "2017-05-12T08:30:00Z", "signatures": 40,
            "withdrawn": null,
        });
        assert_eq!((program.header("content-type"), seal), (Some("application/json"), expected));
    }
    let groups: Vec<&str> = (0..16).map(|n| &hash[n * 4..n * 4 + 4]).collect();
    let pasted = format!("/verify?hash=Hash%3A+{}&lang=fr", groups.join("+").to_uppercase());
    let way = browser.read(&service, &pasted);
    assert_eq!((way.status, way.header("location")), (303, Some(format!("/verify/{hash}?lang=fr").as_str())));
    let wrong = browser.read(&service, "/verify?hash=Zqxgiv");
    assert!(wrong.status == 400 && wrong.body.contains("exactly 64 digits") && !wrong.body.contains("Zqxgiv"));

    let (beside, secret) = (service.data(), service.room.path().join("handover-secret"));
    let store = Store::open_beside(&beside, &secret).expect("the store");
    store.withdraw(handover, "a reason that is for staff", approver, NOW + 86_400).expect("withdrawn");
    let said = by_form(&service, "/verify", &bytes);
    assert_eq!(heading(&said), "Withdrawn");
    assert!(said.body.contains("withdrawn on 2017-05-13") && !said.body.contains("for staff"), "{}", said.body);
    assert_eq!(
        heading(&browser.read(&service, &format!("/verify/{hash}"))),
        "This hash was sealed here, and withdrawn"
    );
    let seal = browser.read(&service, &format!("/api/v1/seals/{zip}")).body;
    assert!(seal.contains("\"withdrawn\":{\"at\":\"2017-05-13T08:30:00Z\"}"), "{seal}");
}

#[test]
fn what_is_not_known_here_is_told_so() {
    let (_packing, dossier) = packed();
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    let bytes = std::fs::read(&dossier.zip).expect("the dossier");
    assert_eq!(heading(&by_form(&service, "/verify", &bytes)), "Not known here");
    assert!(by_program(&service, &bytes)["sealed_here"].is_null());
    let hash = integrity(&dossier);
    assert_eq!(heading(&browser.read(&service, &format!("/verify/{hash}"))), "This hash is not known here");
    for asked in [hash.as_str(), "Zqxgiv", &hash[1..], &hash.to_uppercase()] {
        let said = browser.read(&service, &format!("/api/v1/seals/{asked}"));
        assert_eq!((said.status, said.header("content-type")), (404, Some("application/problem+json")), "{asked}");
        assert!(said.body.contains("\"code\":\"seal-not-known\"") && !said.body.contains("Zqxgiv"));
    }
    assert_eq!(browser.read(&service, "/verify/Zqxgiv").status, 404);
}

/// The same files, stored, in the form that a dossier has.
fn wrapped(dossier: &Dossier, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let folder = format!("dossier-{}", dossier.said["id"].as_str().expect("an id"));
    let day = handover::day::Day::parse("2018-01-02").expect("the cover's day");
    let mut zip = ZipWriter::new(Vec::new(), day);
    for (name, bytes) in files {
        let member = Member::stored(bytes);
        zip.member(&format!("{folder}/{name}"), &member, &mut &bytes[..]).expect("memory takes it");
    }
    zip.finish().expect("memory takes it")
}

#[test]
fn one_changed_byte_in_any_file_is_found_as_the_command_line_finds_it() {
    let (room, dossier) = packed();
    let service = Service::start(&[]);
    let whole = dossier.files();
    assert_eq!(by_program(&service, &wrapped(&dossier, &whole))["verdict"].as_str(), Some("whole"));
    assert!(whole.len() >= 14, "every kind of file is there");
    for n in 0..whole.len() {
        let mut files = whole.clone();
        let (name, bytes) = &mut files[n];
        let (name, middle) = (name.clone(), bytes.len() / 2);
        bytes[middle] ^= 1;
        let changed = wrapped(&dossier, &files);
        let mut program = by_program(&service, &changed);
        assert_eq!(program["verdict"].as_str(), Some("not verified"), "{name}");
        let form = by_form(&service, "/verify", &changed);
        assert_eq!(heading(&form), "Not as it was sealed", "{name}");
        room.write("changed.zip", &changed);
        let own = Said::of(&mut room.handover(["verify", "changed.zip", "--json"])).json();
        program.as_object_mut().expect("an object").remove("sealed_here");
        assert_eq!(program, own, "{name}");
        for finding in own["findings"].as_array().expect("findings") {
            let code = finding["code"].as_str().expect("a code");
            assert!(form.body.contains(&format!("({code})")), "{name}: {code} is shown");
        }
    }
}

#[test]
fn what_is_no_dossier_is_told_what_it_looks_like() {
    let (_packing, dossier) = packed();
    let service = Service::start(&[]);
    let zip = std::fs::read(&dossier.zip).expect("the dossier");
    let other = wrapped(&dossier, &[("a.jpg".to_owned(), b"x".to_vec())]);
    let newer: Vec<_> = dossier
        .files()
        .into_iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8_lossy(&bytes).replace("Handover-Format: 1", "Handover-Format: 2").into_bytes();
            if name == "bag-info.txt" { (name, text) } else { (name, bytes) }
        })
        .collect();
    for (bytes, verdict, piece) in [
        (std::fs::read(&dossier.slip).expect("the slip"), "Not a dossier", "This is a PDF"),
        (std::fs::read(&dossier.vault).expect("the vault"), "Not a dossier", "encrypted"),
        (zip[..zip.len() / 2].to_vec(), "Not a dossier", "incomplete"),
        (Vec::new(), "Not a dossier", "empty"),
        (b"name,city\nZqxgiv,Zqxcit\n".to_vec(), "Not a dossier", "no zip"),
        (other, "A zip, but not a dossier", "dossier-"),
        (wrapped(&dossier, &newer), "A newer dossier", "newer version"),
    ] {
        let said = by_form(&service, "/verify", &bytes);
        assert_eq!((said.status, heading(&said).as_str()), (200, verdict), "{piece}: {}", said.body);
        assert!(said.body.contains(piece), "{piece}");
        Search::without(&[]).none_in("the answer", said.body.as_bytes());
        let program = sent(&service, "/api/v1/verifications", "application/zip", &bytes);
        let is_tried = verdict != "A newer dossier" && !bytes.is_empty();
        assert_eq!(program.status, if is_tried { 200 } else { 422 }, "{piece}");
    }
    let kind = format!("multipart/form-data; boundary={BOUND}");
    assert_eq!(sent(&service, "/verify", &kind, &form_of("other", b"x")).status, 422, "another field");
    assert_eq!(sent(&service, "/verify", &kind, b"no form").status, 400);
    assert_eq!(sent(&service, "/verify", "application/zip", &zip).status, 415);
}

/// A member of so many zeros, without having them.
fn bomb(name: &str, size: u64) -> Vec<u8> {
    const PART: u64 = 64 << 20;
    let zeros = vec![0; PART as usize];
    let mut joined = handover::package::deflate::Joined::new();
    let mut deflater = handover::package::deflate::Deflater::new();
    let mut stream = Vec::new();
    for n in 1..=size / PART {
        let segment = deflater.segment(&zeros, n == size / PART);
        joined.join(&segment);
        stream.extend_from_slice(&segment.bytes);
    }
    let day = handover::day::Day::parse("2018-01-02").expect("a day");
    let mut zip = ZipWriter::new(Vec::new(), day);
    zip.member(name, &joined.packed(), &mut &stream[..]).expect("memory takes it");
    zip.finish().expect("memory takes it")
}

/// The most memory that a process has had, in bytes.
fn most_memory(service: &Service) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", service.pid())).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a figure");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).expect("a number") << 10
}

#[test]
fn a_bomb_of_three_gigabytes_stays_small() {
    let service = Service::start(&[]);
    let whole = bomb("dossier-aaaaaaaaaaaaaaaa/data/signatures.csv", 3 << 30);
    assert!(whole.len() < 16 << 20);
    by_program(&service, b"PK");
    let before = most_memory(&service);
    for (name, bytes) in [
        ("the list", whole),
        ("a file that is read whole", bomb("dossier-aaaaaaaaaaaaaaaa/manifest-sha256.txt", 3 << 30)),
    ] {
        let said = by_program(&service, &bytes);
        assert_eq!(said["verdict"].as_str(), Some("not verified"), "{name}");
        let grown = most_memory(&service) - before;
        assert!(grown < 64 << 20, "{name}: {grown} bytes more");
    }
    let strict = Service::start(&[("MAX_VERIFICATION_BYTES", "16777216")]);
    let said = by_program(&strict, &bomb("dossier-aaaaaaaaaaaaaaaa/data/signatures.csv", 3 << 30));
    let found = |code| said["findings"].as_array().expect("findings").iter().any(|finding| finding["code"] == code);
    assert!(found("too-large") && !found("zip-crc"), "refused before it is unpacked: {said}");
}

#[test]
fn what_is_too_large_or_too_much_is_refused() {
    let (_packing, dossier) = packed();
    let bytes = std::fs::read(&dossier.zip).expect("the dossier");
    let most = (bytes.len() - 1).to_string();
    let service = Service::start(&[("MAX_VERIFICATION_BYTES", &most)]);
    for said in
        [by_form(&service, "/verify", &bytes), sent(&service, "/api/v1/verifications", "application/zip", &bytes)]
    {
        assert_eq!(said.status, 413, "{}", said.body);
    }
    let head = head_of("/api/v1/verifications", "application/zip", 1 << 40);
    assert_eq!(ask_raw(service.port(), head.as_bytes()).status, 413, "before a byte of it came");

    let service = Service::start(&[("ATTEMPTS_PER_MINUTE", "2")]);
    let statuses = [(); 3].map(|()| by_form(&service, "/verify", b"").status);
    assert_eq!(statuses, [200, 200, 429]);

    let service = Service::start(&[]);
    let head = head_of("/api/v1/verifications", "application/zip", 1 << 20);
    let held: Vec<TcpStream> = (0..24)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", service.port())).expect("it listens");
            stream.write_all(head.as_bytes()).expect("sent");
            stream
        })
        .collect();
    // Of more than eight, eight are let in; who comes after them is refused.
    let busy = (0..600).map(|_| by_form(&service, "/verify", b"")).find(|said| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        said.status != 200
    });
    let busy = busy.expect("eight are all");
    assert_eq!((busy.status, busy.header("retry-after")), (503, Some("30")));
    drop(held);
    let again = (0..600).map(|_| by_form(&service, "/verify", b"")).find(|said| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        said.status == 200
    });
    assert!(again.is_some(), "who broke off gives the turn back");
}

/// Names and sizes of what the service has on its disk, but for the database, which is looked at apart.
fn kept(service: &Service) -> Vec<(String, Vec<u8>)> {
    let room = service.room.path();
    let files =
        files_under(room).into_iter().filter(|(name, _)| !name.contains("store.sqlite") && !name.ends_with("/log"));
    files.collect()
}

#[test]
fn nothing_of_a_dossier_is_kept_or_told() {
    let (_packing, dossier) = packed();
    let service = Service::start(&[]);
    let before = kept(&service);
    // Stored, so that its marks would be seen in the clear wherever they stood.
    let mut files = dossier.files();
    let plain = wrapped(&dossier, &files);
    assert!(!Search::in_the_clear(&[]).found_in(&plain).is_empty(), "the dossier carries marks");
    files.retain(|(name, _)| name != "data/cover.pdf");
    let changed = wrapped(&dossier, &files);
    for bytes in [&plain, &changed, &plain[..plain.len() / 2].to_vec()] {
        by_form(&service, "/verify", bytes);
        by_program(&service, bytes);
    }
    // One that stops halfway: while it waits, and after it broke off.
    let large = [plain.as_slice(), &vec![b'Z'; 3 << 20], plain.as_slice()].concat();
    let mut stream = TcpStream::connect(("127.0.0.1", service.port())).expect("it listens");
    stream.write_all(head_of("/api/v1/verifications", "application/zip", large.len() + 1).as_bytes()).expect("sent");
    stream.write_all(&large).expect("sent");
    let search = Search::without(&[]);
    let mut passing = false;
    for _ in 0..600 {
        for item in std::fs::read_dir(format!("/proc/{}/fd", service.pid())).expect("a process").flatten() {
            let target = std::fs::read_link(item.path()).unwrap_or_default();
            let is_draft = target.to_string_lossy().contains("drafts/");
            if let (true, Ok(mut file)) = (is_draft, std::fs::File::open(item.path())) {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).expect("read");
                passing |= bytes.len() > 1 << 20;
                search.none_in("the file that it passes through", &bytes);
            }
        }
        if passing {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(passing, "it passes through a file of the data folder");
    assert_eq!(kept(&service), before, "which has no name");
    stream.shutdown(std::net::Shutdown::Write).expect("broken off");
    read_answer(&mut stream);
    assert_eq!(kept(&service), before);
    for (name, bytes) in files_under(service.room.path()) {
        search.none_in(&name, &bytes);
    }
    let log = service.log();
    assert!(log.contains("/api/v1/verifications") && !log.contains(&integrity(&dossier)), "the route, and no hash");
    let allowed: Vec<&str> = NAMED_SHOWS.to_vec();
    Search::without(&allowed).none_in("the answer", by_program(&service, &plain).to_string().as_bytes());
}

#[test]
fn the_page_brings_its_modules_under_its_own_policy() {
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    let page = browser.read(&service, "/verify?lang=fr");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.ends_with("require-trusted-types-for 'script'; trusted-types handover-verify"), "{policy}");
    assert!(page.body.contains("<html lang=\"fr\">") && !page.body.contains("{{"), "every place is filled");
    for path in ["/assets/verify/served.js", "/assets/verify/page.js", "/assets/verify/worker.js"] {
        let module = browser.read(&service, path);
        assert_eq!(module.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert!(module.status == 200 && module.body.starts_with("//"));
    }
    assert_eq!(browser.read(&service, "/assets/verify.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(browser.read(&service, "/assets/verify/..%2Fverify.html").status, 404);
}

/// The verifier as one file is served byte for byte, under its own policy, and the page says its digest.
#[test]
fn the_page_is_also_one_file_that_anyone_can_keep_and_compare() {
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    let committed = include_str!("../config/web/verify-alone.html");
    let file = browser.read(&service, "/verify.html");
    assert!(file.status == 200 && file.body == committed, "not the committed bytes");
    assert_eq!(file.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = file.header("content-security-policy").expect("a policy");
    let own = policy.strip_suffix("; frame-ancestors 'none'").expect("what only a header can say");
    assert!(
        committed.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{own}\">")),
        "{policy}"
    );
    for part in
        ["default-src 'none'", "connect-src 'none'", "worker-src blob:", "script-src 'sha256-", "style-src 'sha256-"]
    {
        assert!(own.contains(part) && !own.contains("unsafe"), "{own}");
    }
    let digest = hex(&sha256(committed.as_bytes()));
    assert_eq!(file.header("etag"), Some(format!("\"{digest}\"").as_str()));
    for language in ["en", "fr"] {
        let page = browser.read(&service, &format!("/verify?lang={language}"));
        assert!(page.body.contains(&format!("{digest}  verify.html")) && page.body.contains("href=\"/verify.html\""));
    }
    let head =
        format!("GET /verify.html HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"{digest}\"\r\nConnection: close\r\n\r\n");
    assert_eq!(ask_raw(service.port(), head.as_bytes()).status, 304, "who has it is not sent it again");
}
