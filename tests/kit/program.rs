//! A program that speaks to the service with a token: one request, one connection, whatever bytes.

use super::service::{Answer, Browser, Service, read_answer};
use super::{Room, Said};
use handover::store::{Id, Role, Store};
use serde_json::Value;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

#[derive(Clone)]
pub struct Program {
    pub port: u16,
    pub token: String,
}

/// A service with a custodian, and a program for each of these people.
pub fn begun<const N: usize>(settings: &[(&str, &str)], people: [(&str, Role); N]) -> (Service, [Program; N]) {
    let room = Room::new();
    assert_eq!(Said::of(&mut room.handover(["keygen", "--out", "keys"])).status, Some(0));
    let custodian = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("a recipient");
    let custodians = format!("[\"{}\"]", custodian.trim());
    let settings: Vec<(&str, &str)> = settings.iter().copied().chain([("CUSTODIANS", custodians.as_str())]).collect();
    let service = Service::start(&settings);
    let link = service.link.clone().expect("a link");
    let mut first = service.person("administrator", &link);
    let programs = people.map(|(name, role)| {
        let link = first.invite(&service, name, role.word());
        Program::of(&service, &mut service.person(name, &link), "write")
    });
    (service, programs)
}

impl Program {
    /// With a token of its own of the one who is logged in.
    pub fn of(service: &Service, browser: &mut Browser, access: &str) -> Program {
        let token = browser.read(service, "/own").token();
        let mut own = Program { port: service.port(), token: String::new() };
        let cookie: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie = cookie.join("; ");
        let head = [("Cookie", cookie.as_str()), ("X-CSRF-Token", &token), ("Content-Type", "application/json")];
        let body = format!("{{\"label\": \"a program\", \"access\": \"{access}\"}}");
        let made = own.ask("POST", "/api/v1/tokens", &head, body.as_bytes());
        assert_eq!(made.status, 201, "{}", made.body);
        own.token = json(&made)["token"].as_str().expect("a token").to_owned();
        own
    }

    pub fn ask(&self, method: &str, path: &str, also: &[(&str, &str)], body: &[u8]) -> Answer {
        let length = body.len().to_string();
        let needs = !body.is_empty() || matches!(method, "POST" | "PUT" | "PATCH");
        let length = needs.then_some(("Content-Length", length.as_str()));
        let also: Vec<(&str, &str)> = also.iter().copied().chain(length).collect();
        let mut stream = self.begin(method, path, &also);
        // The service may answer, and close, before it has all.
        let _ = stream.write_all(body);
        read_answer(&mut stream)
    }

    /// The head is sent, and the connection open.
    pub fn begin(&self, method: &str, path: &str, also: &[(&str, &str)]) -> TcpStream {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        if !self.token.is_empty() {
            head.push_str(&format!("Authorization: Bearer {}\r\n", self.token));
        }
        also.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
        stream.write_all(format!("{head}\r\n").as_bytes()).expect("sent");
        stream
    }

    pub fn read(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.ask(method, path, &[("Content-Type", "application/json")], body.to_string().as_bytes())
    }

    /// An export as it is.
    pub fn export(&self, handover: &str, name: &str, bytes: &[u8]) -> Answer {
        let path = format!("/api/v1/handovers/{handover}/exports?filename={name}");
        self.ask("POST", &path, &[("Content-Type", "text/csv")], bytes)
    }

    /// A new handover under a policy; its id.
    pub fn handover(&self, policy: &str) -> String {
        let made = self.send("POST", "/api/v1/handovers", &cover(policy));
        assert_eq!(made.status, 201, "{}", made.body);
        let id = json(&made)["id"].as_str().expect("an id").to_owned();
        assert_eq!(made.header("location"), Some(format!("/api/v1/handovers/{id}").as_str()));
        id
    }
}

pub fn cover(policy: &str) -> Value {
    serde_json::json!({
        "petition": {"title": "A petition of tests", "text": "Nothing is asked of anyone.", "language": "en"},
        "organiser": {"name": "Tests"}, "recipient": {"name": "A recipient", "country": "FR"},
        "handover": {"date": "2018-01-02", "consent": "Made-up people cannot object."}, "policy": policy,
    })
}

pub fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("JSON: {} {}", answer.status, answer.body))
}

/// What tus says at the head of each request.
pub const TUS: (&str, &str) = ("Tus-Resumable", "1.0.0");
pub const OCTETS: (&str, &str) = ("Content-Type", "application/offset+octet-stream");

/// `Upload-Metadata` of a file for a handover.
pub fn described(name: &[u8], handover: &str) -> String {
    use base64::Engine as _;
    let in_base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    format!("filename {},handover {}", in_base64(name), in_base64(handover.as_bytes()))
}

impl Program {
    /// Begins a resumable upload.
    pub fn upload(&self, handover: &str, name: &[u8], length: usize) -> Answer {
        let (length, about) = (length.to_string(), described(name, handover));
        let head = [TUS, ("Upload-Length", length.as_str()), ("Upload-Metadata", about.as_str())];
        self.ask("POST", "/api/v1/uploads", &head, b"")
    }

    /// Goes on with one.
    pub fn patch(&self, place: &str, offset: usize, bytes: &[u8]) -> Answer {
        self.ask("PATCH", place, &[TUS, OCTETS, ("Upload-Offset", &offset.to_string())], bytes)
    }

    /// Where it stands.
    pub fn stands(&self, place: &str) -> Answer {
        self.ask("HEAD", place, &[TUS], b"")
    }
}

/// A handover that is being packed for as long as one likes: by a worker of ours, beside the service.
pub fn packing(service: &Service, handover: &str) -> Store {
    let (data, secret) = (service.data(), service.room.path().join("handover-secret"));
    let store = Store::open_beside(&data, &secret).expect("the store");
    let id = Id::parse(handover).expect("an id");
    let (owner, now) = (store.handover(id).expect("a handover").owner, handover::web::now());
    store.begin_job(id, owner, now).expect("asked for");
    let lease = store.lease_job(now, 86_400).expect("asked").expect("a job");
    assert_eq!(lease.handover, id);
    store
}

/// The code of a refusal, which has two sentences.
pub fn code(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{} {}", answer.status, answer.body);
    let problem = json(answer);
    let said = problem["detail"].as_str().expect("two sentences");
    assert!(said.ends_with(['.', ')']) && said.contains(". "), "{said}");
    assert_eq!(problem["status"].as_u64(), Some(answer.status.into()));
    problem["code"].as_str().expect("a code").to_owned()
}
