//! The service before somebody who means harm: with an account of each role and with none.

mod kit;

use handover::store::{FileKind, Id, Role, Store};
use kit::plain_export;
use kit::program::{OCTETS, Program, TUS, begun, code, cover, json};
use kit::service::{Answer, Browser, PASSWORD, Service, ask_raw, read_answer};
use serde_json::json;
use std::io::Write as _;
use std::net::TcpStream;

fn of(id: &str, rest: &str) -> String {
    format!("/api/v1/handovers/{id}{rest}")
}

/// Says the same at once, from so many sides.
fn at_once<T: Send>(times: usize, say: impl Fn() -> T + Sync) -> Vec<T> {
    let start = std::sync::Barrier::new(times);
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..times)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    say()
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().expect("answered")).collect()
    })
}

#[test]
fn names_of_files_are_names_and_nothing_else() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let long = "x".repeat(10_000);
    for (name, kept) in [
        (&b"../../../etc/passwd"[..], Some("passwd")),
        (b"C:\\Windows\\zqx.csv", Some("zqx.csv")),
        (b"/dev/null", Some("null")),
        (b"a\0.csv", None),
        (b"a\r\nSet-Cookie: b=c", None),
        (b"..", Some("..")),
        (b"", None),
        (b"   ", None),
        (b"../", None),
        (b"\xff\xfe", None),
        (long.as_bytes(), None),
    ] {
        let begun = zoe.upload(&id, name, 10);
        let told = String::from_utf8_lossy(&name[..name.len().min(40)]).into_owned();
        assert_eq!(begun.status < 300, kept.is_some(), "{told:?}: {}", begun.body);
        let Some(kept) = kept else { continue };
        let place = begun.header("location").expect("a place").to_owned();
        let seen = json(&zoe.read(&of(&id, "")));
        assert_eq!(seen["uploads"][0]["file"], kept);
        assert_eq!(zoe.ask("DELETE", &place, &[TUS], b"").status, 204);
    }
    let raw = zoe.export(&id, "..%2f..%2fetc%2fpasswd", &plain_export(3));
    assert_eq!(json(&raw)["file"], "passwd");
    for path in ["%00.csv", &long, "a%0d%0aX-Y:%20z"] {
        assert_eq!(zoe.export(&id, path, &plain_export(4)).status, 422, "{}", &path[..7]);
    }
    let names = kit::names_in(&service.data().join("blobs"));
    assert!(names.len() == 1 && names.iter().all(|name| Id::parse(name).is_some()), "{names:?}");
}

/// One request as it stands, by a program's token.
fn raw(program: &Program, head: &str, body: &[u8]) -> Answer {
    let (first, rest) = head.split_once("\r\n").expect("a first line");
    let head = format!(
        "{first} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{rest}\r\n",
        program.token
    );
    ask_raw(program.port, &[head.as_bytes(), body].concat())
}

#[test]
fn heads_that_contradict_themselves_get_nothing_in() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let path = of(&id, "/exports?filename=a.csv");
    let bytes = plain_export(3);
    let length = bytes.len();
    let chunked = [format!("{length:x}\r\n").as_bytes(), &bytes, b"\r\n0\r\n"].concat();
    let with = |end: &[u8]| [&chunked[..], end].concat();
    for (what, head, body) in [
        ("two lengths", format!("Content-Length: {length}\r\nContent-Length: 5\r\n"), bytes.clone()),
        ("a length of two", format!("Content-Length: {length}, {length}\r\n"), bytes.clone()),
        ("a length and chunks", format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"), with(b"\r\n")),
        ("a signed length", format!("Content-Length: +{length}\r\n"), bytes.clone()),
        ("chunks in a wrapping", "Transfer-Encoding: chunked, gzip\r\n".to_owned(), with(b"\r\n")),
        ("chunks of no size", "Transfer-Encoding: chunked\r\n".to_owned(), b"zz\r\nabc\r\n0\r\n\r\n".to_vec()),
        (
            "chunks of more than there is",
            "Transfer-Encoding: chunked\r\n".to_owned(),
            b"fffffffffffffffff\r\nabc\r\n0\r\n\r\n".to_vec(),
        ),
    ] {
        let said = raw(&zoe, &format!("POST {path}\r\nContent-Type: text/csv\r\n{head}"), &body);
        assert!(said.status == 0 || (400..500).contains(&said.status), "{what}: {} {}", said.status, said.body);
    }
    assert_eq!(kit::names_in(&service.data().join("blobs")), [""; 0]);
    // A trailer: the body is taken without it, or all of it is refused; never a header more.
    let trailer = with(b"X-Forwarded-For: 192.0.2.1\r\nAuthorization: Bearer x\r\n\r\n");
    let said = raw(&zoe, &format!("POST {path}\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n"), &trailer);
    assert!(said.status == 201 || said.status == 0 || (400..500).contains(&said.status), "{}", said.status);
    let kept = json(&zoe.read(&of(&id, "")))["exports"].as_array().map_or(0, Vec::len);
    assert_eq!(kept == 1, said.status == 201);
    // Of two the first is taken, and the second changes nothing.
    let nobody = Program { port: zoe.port, token: format!("x\r\nAuthorization: Bearer {}", zoe.token) };
    assert_eq!(nobody.read("/api/v1/tokens").status, 401);
    let twice = raw(&zoe, "GET /api/v1/openapi.json\r\nRange: bytes=0-1\r\nRange: bytes=5-\r\n", b"");
    assert_eq!(twice.status, 200);
    let place = zoe.upload(&id, b"b.csv", 10).header("location").expect("a place").to_owned();
    let two = format!(
        "PATCH {place}\r\nTus-Resumable: 1.0.0\r\n{}: {}\r\nUpload-Offset: 5\r\nUpload-Offset: 0\r\nContent-Length: 4\r\n",
        OCTETS.0, OCTETS.1
    );
    assert_eq!(raw(&zoe, &two, b"abcd").status, 409);
    for offset in ["-1", "+0", "0x0", "18446744073709551616", "", "0 "] {
        let head = [TUS, OCTETS, ("Upload-Offset", offset)];
        let status = zoe.ask("PATCH", &place, &head, b"").status;
        assert!(status == 400 || (offset == "0 " && status == 204), "{offset:?}: {status}");
    }
}

#[test]
fn a_link_opens_once_however_many_use_it_at_once() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut first = service.person("administrator", &link);
    let link = first.invite(&service, "zoe", "uploader");
    let mut browser = Browser::default();
    let page = browser.read(&service, &link);
    let secret = page.body.split("<p class=\"mono\"><code>").nth(1).and_then(|rest| rest.split('<').next());
    let secret = totp_rs::Secret::Encoded(secret.expect("a key").replace(' ', "")).to_bytes().expect("base32");
    let digits = kit::service::code(&secret, -1);
    let opened = at_once(4, || {
        let mut own = browser.clone();
        own.fill(&service, &link, &page, &[("password", PASSWORD), ("again", PASSWORD), ("code", &digits)]).status
    });
    assert_eq!(opened.iter().filter(|status| **status == 200).count(), 1, "{opened:?}");
    assert!(opened.iter().all(|status| [200, 410].contains(status)), "{opened:?}");

    // The same digits, in as many sessions as there are: one is let in. Digits that opened the link let nobody in.
    let late = Browser::default().log_in(&service, "zoe", &digits).status;
    assert_eq!(late, 401, "digits are good for one try, wherever it was");
    let digits = kit::service::code(&secret, 0);
    let entered = at_once(4, || Browser::default().log_in(&service, "zoe", &digits).status);
    assert_eq!(entered.iter().filter(|status| **status == 303).count(), 1, "{entered:?}");
    assert!(entered.iter().all(|status| [303, 401].contains(status)), "{entered:?}");
}

#[test]
fn who_logs_in_again_leaves_no_session_behind() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut browser = Browser::default();
    let secret = service.enrol(&mut browser, &link);
    assert_eq!(browser.log_in(&service, "administrator", &kit::service::code(&secret, 0)).status, 303);
    let mut before = browser.clone();
    assert_eq!(before.read(&service, "/accounts").status, 200);
    assert_eq!(browser.log_in(&service, "administrator", &kit::service::code(&secret, 1)).status, 303);
    assert_eq!(browser.read(&service, "/accounts").status, 200);
    assert_eq!(before.read(&service, "/accounts").status, 401);
}

#[test]
fn what_was_revoked_or_withdrawn_stays_so() {
    let people = [("zoe", Role::Uploader), ("ann", Role::Approver), ("max", Role::Administrator)];
    let (service, [zoe, ann, max]) = begun(&[], people);
    let id = zoe.handover("count");
    assert_eq!(zoe.export(&id, "a.csv", &plain_export(40)).status, 201);
    assert_eq!(zoe.ask("POST", &of(&id, "/pack"), &[], b"").status, 202);
    zoe.read(&of(&id, "/events"));
    let hash = json(&ann.read(&of(&id, "")))["integrity_hash"].as_str().expect("a hash").to_owned();
    let approval = json!({"integrity_hash": hash});
    let approved = at_once(4, || ann.send("POST", &of(&id, "/approval"), &approval).status);
    assert_eq!(approved.iter().filter(|status| **status == 200).count(), 1, "{approved:?}");
    // As after a kill between release and slip, and all ask for it at once.
    let store = Store::open_beside(&service.data(), &service.room.path().join("handover-secret")).expect("the store");
    let slip = store.file_of(Id::parse(&id).expect("an id"), FileKind::Slip).expect("read").expect("a slip").id;
    store.drop_file(slip, Id::OPERATOR, handover::web::now()).expect("dropped");
    drop(store);
    let slips = at_once(6, || zoe.read(&of(&id, "/slip")).status);
    assert_eq!(slips, [200; 6], "there is one, and everybody gets it");
    let reason = json!({"reason": "a mistake"});
    let withdrawn = at_once(4, || ann.send("POST", &of(&id, "/withdrawal"), &reason).status);
    assert_eq!(withdrawn.iter().filter(|status| **status == 204).count(), 1, "{withdrawn:?}");
    assert!(withdrawn.iter().all(|status| [204, 409].contains(status)), "{withdrawn:?}");
    for (said, what) in [
        (ann.send("POST", &of(&id, "/approval"), &approval), "approval"),
        (zoe.ask("POST", &of(&id, "/pack"), &[], b""), "a pack"),
        (zoe.ask("DELETE", &of(&id, ""), &[], b""), "removal"),
        (zoe.upload(&id, b"a.csv", 10), "an upload"),
    ] {
        assert_eq!((said.status, code(&said).as_str()), (409, "state"), "{what}");
    }
    // An account that is gone takes its tokens along, also for what it had begun.
    let other = zoe.handover("count");
    let bytes = plain_export(40);
    let place = zoe.upload(&other, b"a.csv", bytes.len()).header("location").expect("a place").to_owned();
    assert_eq!(zoe.patch(&place, 0, &bytes[..50]).status, 204);
    let accounts = json(&max.read("/api/v1/accounts"));
    let own = accounts["accounts"].as_array().expect("accounts").iter().find(|one| one["name"] == "zoe");
    let own = own.and_then(|one| one["id"].as_str()).expect("an id").to_owned();
    assert_eq!(max.ask("DELETE", &format!("/api/v1/accounts/{own}"), &[], b"").status, 204);
    let asked = [
        zoe.read("/api/v1/handovers"),
        zoe.stands(&place),
        zoe.patch(&place, 50, &bytes[50..]),
        zoe.read(&of(&id, "/dossier")),
        zoe.export(&other, "b.csv", &bytes),
    ];
    assert_eq!(asked.map(|said| said.status), [401; 5]);
    assert!(service.command().args(["audit", "verify"]).output().expect("it runs").status.success());
}

/// A service that takes a proxy's word, as which the test speaks to it; and the port for that.
fn behind_a_proxy(more: &[(&str, &str)]) -> (Service, u16) {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    let listen = format!("127.0.0.1:{free}");
    let proxied =
        [("LISTEN", listen.as_str()), ("TRUSTED_PROXIES", "[\"127.0.0.1\"]"), ("ADDRESS", "https://d.example.org")];
    (Service::start(&[&proxied, more].concat()), free)
}

#[test]
fn a_proxy_s_word_counts_on_whichever_line_it_stands() {
    let (_service, free) = behind_a_proxy(&[("REQUESTS_PER_MINUTE", "2")]);
    // What a stranger sends, and below it the line that the proxy adds.
    let ask = |forged: u8| {
        let head = format!(
            "GET /log-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.{forged}\r\n\
             X-Forwarded-For: 192.0.2.1\r\n\r\n"
        );
        ask_raw(free, head.as_bytes()).status
    };
    assert_eq!([1, 2, 3].map(ask), [200, 200, 429], "nobody makes up where they come from");
}

/// The most memory that a process has had, in bytes.
fn most_memory(service: &Service) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", service.pid())).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a figure");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).expect("a number") << 10
}

#[test]
fn a_short_text_of_very_many_values_takes_no_memory() {
    let (service, [zoe]) = begun(&[], [("zoe", Role::Uploader)]);
    let many = format!("[{}0]", "{\"\":0},".repeat(1 << 20));
    let day = handover::day::Day::parse("2018-01-02").expect("a day");
    let mut zip = handover::package::zip::ZipWriter::new(Vec::new(), day);
    let member = handover::package::zip::Packed::stored(many.as_bytes());
    zip.member("dossier-aaaaaaaaaaaaaaaa/data/dossier.json", &member, &mut many.as_bytes()).expect("memory takes it");
    let zip = zip.finish().expect("memory takes it");
    let nobody = Program { port: service.port(), token: String::new() };
    let check = |zip: &[u8]| nobody.ask("POST", "/api/v1/verifications", &[("Content-Type", "application/zip")], zip);
    assert_eq!(check(b"PK").status, 200);
    let before = most_memory(&service);
    let said = check(&zip);
    assert_eq!((said.status, json(&said)["verdict"].as_str()), (200, Some("not verified")));
    let mut body = cover("count").to_string();
    body.truncate(body.len() - 1);
    let body = format!("{body}, \"more\": {}}}", &many[..7 << 20].trim_end_matches(|c| c != '}').to_owned())
        .replace("\"more\": [", "\"more\": [[");
    let said = zoe.ask("POST", "/api/v1/handovers", &[("Content-Type", "application/json")], body.as_bytes());
    assert!((400..500).contains(&said.status), "{} {}", said.status, said.body);
    let grown = most_memory(&service) - before;
    assert!(grown < 128 << 20, "{grown} bytes more");
}

#[test]
fn one_sender_does_not_keep_all_others_from_the_check() {
    let (_service, free) = behind_a_proxy(&[]);
    let head = |from: &str, length: usize| {
        format!(
            "POST /api/v1/verifications HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {from}\r\n\
             Content-Type: application/zip\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    let ask = |from: &str| ask_raw(free, format!("{}PK", head(from, 2)).as_bytes()).status;
    let held: Vec<TcpStream> = (0..8)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", free)).expect("it listens");
            stream.write_all(head("192.0.2.1", 1 << 20).as_bytes()).expect("sent");
            stream
        })
        .collect();
    let refused = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        ask("192.0.2.1") == 503
    });
    assert!(refused, "four are enough for one");
    assert_eq!(ask("192.0.2.2"), 200, "and there is room for others");
    for mut stream in held {
        let _ = stream.shutdown(std::net::Shutdown::Write);
        read_answer(&mut stream);
    }
    let again = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        ask("192.0.2.1") == 200
    });
    assert!(again, "who has broken off may come again");
}

#[test]
fn a_form_that_never_comes_to_its_file_holds_no_turn() {
    let service = Service::start(&[("HEAD_SECONDS", "1"), ("BODY_BYTES_PER_SECOND", "1")]);
    let mut stream = TcpStream::connect(("127.0.0.1", service.port())).expect("it listens");
    let head = "POST /verify HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    let mut trickling = stream.try_clone().expect("a second handle");
    let trickle = std::thread::spawn(move || {
        let sent = (0..1_200).take_while(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            trickling.write_all(b"6\r\nnone\r\n\r\n").is_ok()
        });
        sent.count()
    });
    stream.set_read_timeout(Some(std::time::Duration::from_secs(120))).expect("a timeout");
    assert_eq!(read_answer(&mut stream).status, 408);
    drop(stream);
    assert!(trickle.join().expect("it ended") < 1_200, "the connection is closed");
}

#[test]
fn an_upload_of_another_is_not_there_whatever_is_asked_of_it() {
    let people = [("zoe", Role::Uploader), ("bob", Role::Uploader), ("ann", Role::Approver)];
    let (service, [zoe, bob, ann]) = begun(&[], people);
    let id = zoe.handover("count");
    let place = zoe.upload(&id, b"a.csv", 10).header("location").expect("a place").to_owned();
    assert_eq!(bob.upload(&id, b"b.csv", 10).status, 404, "into another's handover");
    for (program, status) in [(&bob, 404), (&ann, 403)] {
        assert_eq!(program.stands(&place).status, status);
        assert_eq!(program.patch(&place, 0, b"email\nx@x.xx").status, status);
        assert_eq!(program.ask("DELETE", &place, &[TUS], b"").status, status);
    }
    let store = Store::open_beside(&service.data(), &service.room.path().join("handover-secret")).expect("the store");
    assert_eq!(store.uploads(Id::parse(&id).expect("an id")).expect("read")[0].offset, 0);
}
