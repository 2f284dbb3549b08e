//! A program that speaks to the service with a token: one request, one connection, whatever bytes.

use super::service::{Answer, Browser, Service, read_answer};
use serde_json::Value;
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

#[derive(Clone)]
pub struct Program {
    pub port: u16,
    pub token: String,
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

/// The code of a refusal, which has two sentences.
pub fn code(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{} {}", answer.status, answer.body);
    let problem = json(answer);
    let said = problem["detail"].as_str().expect("two sentences");
    assert!(said.ends_with(['.', ')']) && said.contains(". "), "{said}");
    assert_eq!(problem["status"].as_u64(), Some(answer.status.into()));
    problem["code"].as_str().expect("a code").to_owned()
}
