//! The door itself: TLS, the unix socket, proxies, who sends or takes slowly, and how it closes.

mod kit;

use handover::store::{Eyes, FileKind, Id, Packed, Role, Store};
use kit::program::{begun, packing};
use kit::service::{Answer, Browser, Service, ask_raw, read_answer};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const NOW: i64 = 1_494_577_800;

fn socket_of(service: &Service) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", service.port())).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
    stream
}

fn parsed(bytes: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Answer { status, headers, body: body.to_owned(), bytes: bytes.to_vec() }
}

/// A certificate for this machine, its key, and who trusts it.
fn certified(room: &Path) -> Arc<rustls::ClientConfig> {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
    std::fs::write(room.join("chain.pem"), made.cert.pem()).expect("written");
    std::fs::write(room.join("key.pem"), made.signing_key.serialize_pem()).expect("written");
    let mut trusted = rustls::RootCertStore::empty();
    trusted.add(made.cert.der().clone()).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Arc::new(config.expect("versions").with_root_certificates(trusted).with_no_client_auth())
}

fn ask_by_tls(service: &Service, trust: &Arc<rustls::ClientConfig>, text: &str) -> Answer {
    let name = rustls::pki_types::ServerName::try_from("127.0.0.1").expect("an address");
    let session = rustls::ClientConnection::new(Arc::clone(trust), name).expect("a session");
    let mut stream = rustls::StreamOwned::new(session, socket_of(service));
    stream.write_all(text.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    // The service may close without a farewell; what came is the answer.
    let _ = stream.read_to_end(&mut bytes);
    parsed(&bytes)
}

#[test]
fn with_a_certificate_it_speaks_tls_alone_and_binds_its_cookies() {
    let room = tempfile::tempdir().expect("a folder");
    let trust = certified(room.path());
    let service = Service::start_in(room, &[("CERTIFICATE", "chain.pem"), ("KEY", "key.pem")]);
    assert!(service.address.starts_with("https://127.0.0.1:"), "{}", service.address);
    assert!(service.link.as_ref().is_some_and(|link| link.starts_with("/enrol/")));
    let page = ask_by_tls(&service, &trust, "GET /log-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let cookie = page.header("set-cookie").expect("a visit");
    assert_eq!(page.status, 200);
    assert!(cookie.starts_with("__Host-handover-visit=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(cookie.contains("Path=/;") && !cookie.contains("Domain"), "{cookie}");
    assert_eq!(page.header("strict-transport-security"), Some("max-age=63072000"));
    let mut plain = socket_of(&service);
    plain.write_all(b"GET /log-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("sent");
    let said = read_answer(&mut plain);
    assert!(said.status == 0 && !said.body.contains("password"), "plain text is not answered: {}", said.status);
    assert!(!service.log().contains("cookies go without"));
    let mut wrong = service.command();
    wrong.envs([("HANDOVER_SERVE_CERTIFICATE", "key.pem"), ("HANDOVER_SERVE_KEY", "chain.pem")]);
    let said = kit::Said::of(wrong.arg("serve"));
    assert!(said.status == Some(2) && said.text().contains("cannot be used for TLS"), "{}", said.text());
}

#[test]
fn behind_a_socket_the_proxy_s_word_is_taken() {
    let settings = [("SOCKET", "handover.sock"), ("ADDRESS", "https://d.example.org"), ("REQUESTS_PER_MINUTE", "3")];
    let service = Service::start(&settings);
    assert_eq!(service.address, "https://d.example.org");
    let path = service.room.path().join("handover.sock");
    let ask = |from: &str| {
        let mut stream = UnixStream::connect(&path).expect("it listens");
        let head = format!(
            "GET /log-in HTTP/1.1\r\nHost: d.example.org\r\nConnection: close\r\nX-Forwarded-For: {from}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        parsed(&bytes)
    };
    assert!(ask("192.0.2.1").header("set-cookie").is_some_and(|cookie| cookie.starts_with("__Host-")));
    assert_eq!([(); 3].map(|()| ask("192.0.2.1").status), [200, 200, 429], "one asker");
    assert_eq!(ask("192.0.2.2").status, 200, "another");
    assert_eq!(ask("192.0.2.2, 192.0.2.1").status, 429, "what stands left of it anybody may have written");
    let (status, room) = service.end();
    assert!(status == Some(0) && !room.path().join("handover.sock").exists(), "it takes its socket with it");
    // One that a kill left is nobody's.
    drop(std::os::unix::net::UnixListener::bind(room.path().join("handover.sock")).expect("bound"));
    std::fs::write(room.path().join("enrolled"), b"").expect("noted");
    let again = Service::start_in(room, &settings);
    assert!(UnixStream::connect(again.room.path().join("handover.sock")).is_ok());
}

#[test]
fn only_a_proxy_that_is_named_is_believed() {
    let ask = |service: &Service, from: &str| {
        let head = format!("GET /log-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {from}\r\n\r\n");
        ask_raw(service.port(), head.as_bytes()).status
    };
    let open = Service::start(&[("REQUESTS_PER_MINUTE", "2")]);
    assert_eq!([1, 2, 3].map(|n| ask(&open, &format!("192.0.2.{n}"))), [200, 200, 429], "a stranger's word is none");
    let room = tempfile::tempdir().expect("a folder");
    // Behind a proxy the printed address is the proxy's: the port is told by the settings.
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address").port();
    let listen = format!("127.0.0.1:{port}");
    let proxied = Service::start_in(
        room,
        &[
            ("LISTEN", listen.as_str()),
            ("TRUSTED_PROXIES", "[\"127.0.0.1\"]"),
            ("ADDRESS", "https://d.example.org"),
            ("REQUESTS_PER_MINUTE", "2"),
        ],
    );
    let ask = |from: &str| {
        let head = format!("GET /log-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {from}\r\n\r\n");
        ask_raw(port, head.as_bytes()).status
    };
    assert_eq!([1, 1, 1, 2].map(|n| ask(&format!("192.0.2.{n}"))), [200, 200, 429, 200]);
    let six = |n| ask(&format!("2001:db8:1:2:{n}::1"));
    assert_eq!([six(1), six(2), six(3)], [200, 200, 429], "one household of IPv6");
    drop(proxied);
}

/// Sends a chunk now and then, until the service closes; what it said.
fn trickled_chunks(service: &Service, chunk: &'static [u8]) -> Answer {
    let mut stream = socket_of(service);
    let head = "POST /api/v1/verifications HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    let mut slow = stream.try_clone().expect("a second handle");
    let trickle = std::thread::spawn(move || {
        let sent = (0..600).take_while(|_| {
            std::thread::sleep(Duration::from_millis(200));
            slow.write_all(chunk).is_ok()
        });
        sent.count()
    });
    let said = read_answer(&mut stream);
    drop(stream);
    assert!(trickle.join().expect("it ended") < 600, "the connection is closed");
    said
}

#[test]
fn slow_chunks_hold_no_connection() {
    let service = Service::start(&[("BODY_IDLE_SECONDS", "1"), ("BODY_BYTES_PER_SECOND", "1000")]);
    assert_eq!(trickled_chunks(&service, b"1\r\nx\r\n").status, 408, "each is there in time, and all are too slow");
    // What is no chunk ends the connection, now and then before the answer is out.
    assert!(matches!(trickled_chunks(&service, b"\r").status, 0 | 400), "what is no chunk");
}

/// A store in which zoe's dossier of so many bytes was released; its handover, and her link.
fn released(room: &Path, bytes: usize) -> (Id, String) {
    let store = Store::open(&room.join("handover-data"), &room.join("handover-secret")).expect("a store");
    let owner = store.create_account("zoe", Role::Uploader, "en", Id::OPERATOR, NOW).expect("an account").id;
    let approver = store.create_account("approver", Role::Approver, "en", Id::OPERATOR, NOW).expect("an account").id;
    let handover = store.create_handover(owner, "{}", "count", None, NOW).expect("a handover");
    store.begin_job(handover, owner, NOW).expect("a job");
    let lease = store.lease_job(NOW, 60).expect("asked").expect("a job");
    let packed = Packed {
        integrity: [7; 32],
        zip_sha256: [8; 32],
        signatures: 1,
        ledger_json: "{}".to_owned(),
        slip_json: "{}".to_owned(),
    };
    let mut draft = store.draft().expect("a draft");
    draft.write_all(&vec![7; bytes]).expect("written");
    let files = vec![(draft, FileKind::Dossier, "dossier.zip".to_owned())];
    store.finish_job(&lease, &packed, files, NOW).expect("packed");
    store.approve(handover, approver, &packed.integrity, Eyes::Four, NOW).expect("released");
    let link = store.issue_link(owner, Id::OPERATOR, handover::web::now()).expect("a link");
    (handover, format!("/enrol/{}", link.secret.as_str()))
}

/// Open sockets of the service, but for the one that listens.
fn connections(service: &Service) -> usize {
    let table = std::fs::read_to_string(format!("/proc/{}/net/tcp", service.pid())).expect("a table");
    let own = format!(":{:04X}", service.port());
    let is_open = |line: &&str| {
        let mut words = line.split_whitespace().skip(1);
        words.next().is_some_and(|local| local.ends_with(&own)) && words.nth(1) == Some("01")
    };
    table.lines().filter(is_open).count()
}

/// A person, a released dossier of theirs, and the head that asks for it.
fn with_a_large_dossier(settings: &[(&str, &str)]) -> (Service, String) {
    let room = tempfile::tempdir().expect("a folder");
    let (handover, link) = released(room.path(), 64 << 20);
    let service = Service::start_in(room, settings);
    let zoe = service.person("zoe", &link);
    let cookies: Vec<String> = zoe.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let head = format!(
        "GET /api/v1/handovers/{handover}/dossier HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\r\n",
        cookies.join("; ")
    );
    (service, head)
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1_200 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("not in two minutes: {what}");
}

#[test]
fn who_takes_nothing_or_little_is_cut_off_and_who_takes_all_is_not() {
    let (service, head) = with_a_large_dossier(&[("BODY_IDLE_SECONDS", "1"), ("BODY_BYTES_PER_SECOND", "1000000")]);
    let whole = ask_raw(service.port(), head.as_bytes());
    assert_eq!((whole.status, whole.header("content-length")), (200, Some("67108864")));
    assert_eq!(whole.body.len(), 64 << 20);

    let mut stalled = socket_of(&service);
    stalled.write_all(head.as_bytes()).expect("sent");
    wait_until("it is connected", || connections(&service) == 1);
    wait_until("who takes nothing is let go", || connections(&service) == 0);
    let mut bytes = Vec::new();
    let _ = stalled.read_to_end(&mut bytes);
    assert!(bytes.len() < 64 << 20, "and has not all");

    let mut slow = socket_of(&service);
    slow.write_all(head.as_bytes()).expect("sent");
    let mut piece = vec![0; 64 << 10];
    let taken = std::iter::from_fn(|| {
        std::thread::sleep(Duration::from_millis(200));
        slow.read(&mut piece).ok().filter(|length| *length > 0)
    });
    let taken: usize = taken.sum();
    assert!(taken < 64 << 20, "who takes 320 kB in a second is let go after {taken}");
}

#[test]
fn told_to_end_it_finishes_what_is_in_hand() {
    let (service, head) = with_a_large_dossier(&[]);
    let mut stream = socket_of(&service);
    stream.write_all(head.as_bytes()).expect("sent");
    let mut first = vec![0; 1 << 10];
    stream.read_exact(&mut first).expect("it has begun");
    let port = service.port();
    let ending = std::thread::spawn(move || service.end().0);
    wait_until("nobody new is let in", || TcpStream::connect(("127.0.0.1", port)).is_err());
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the rest");
    let whole = [first, rest].concat();
    let head = memchr::memmem::find(&whole, b"\r\n\r\n").expect("a head") + 4;
    assert_eq!(whole.len() - head, 64 << 20, "the download is whole");
    assert_eq!(ending.join().expect("it ended"), Some(0));
}

#[test]
fn told_to_end_it_lets_go_who_only_listens() {
    // Longer than the test waits: only work in hand could hold it so long.
    let (service, [zoe]) = begun(&[("SHUTDOWN_SECONDS", "3600")], [("zoe", Role::Uploader)]);
    let id = zoe.handover("count");
    let _held = packing(&service, &id);
    let mut listening = zoe.begin("GET", &format!("/api/v1/handovers/{id}/events"), &[]);
    let mut first = vec![0; 1 << 12];
    let mut told = Vec::new();
    while memchr::memmem::find(&told, b"event: state").is_none() {
        let length = listening.read(&mut first).expect("it has begun");
        assert!(length > 0, "it goes on as long as the pack");
        told.extend_from_slice(&first[..length]);
    }
    // One that asks for nothing is not waited for either.
    let mut idle = socket_of(&service);
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
    assert!(idle.read(&mut first).expect("an answer") > 0);
    let ending = std::thread::spawn(move || service.end().0);
    wait_until("it has ended", || ending.is_finished());
    assert_eq!(ending.join().expect("it ended"), Some(0));
    let mut rest = Vec::new();
    listening.read_to_end(&mut rest).expect("the end");
    assert!(rest.ends_with(b"0\r\n\r\n"), "the answer is ended in order: {:?}", String::from_utf8_lossy(&rest));
}

#[test]
fn heads_of_what_is_not_there_have_no_body() {
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    for (path, status) in
        [("/nowhere", 404), ("/api/v1/nothing", 404), ("/log-out", 405), ("/api/v1/verifications", 405)]
    {
        let head = browser.ask(&service, "HEAD", path, None);
        assert_eq!((head.status, head.body.as_str()), (status, ""), "{path}");
        let whole = browser.read(&service, path);
        assert_eq!((whole.status, whole.header("content-type")), (status, head.header("content-type")), "{path}");
        assert_eq!(whole.header("allow"), head.header("allow"), "{path}");
        assert!(status == 404 || whole.header("allow") == Some("POST"), "{path}: {:?}", whole.header("allow"));
    }
}
