//! The service from outside: people, permissions, refusals, limits. The matrices are generated from the route table.

mod kit;

use handover::store::Role;
use handover::web::routes::{Way, ways};
use kit::service::{Answer, Browser, PASSWORD, Service, ask_raw, code, read_answer};
use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

const NOWHERE: &str = "00000000000000000000000000000000";

/// A path that the pattern matches, of things that are not there.
fn path_of(way: &Way) -> String {
    let path = way.path.replace("{id}", NOWHERE).replace("{export}", NOWHERE);
    let long = NOWHERE.repeat(2);
    let path = path.replace("{link}", &long).replace("{hash}", &long);
    path.replace("{code}", "fr").replace("{module}", "page.js")
}

fn is_for_programs(way: &Way) -> bool {
    way.path.starts_with("/api/")
}

/// What changes something, with a form's token as the way wants it: in the form, or for programs in a header.
fn send(browser: &mut Browser, service: &Service, way: &Way, form: &str) -> Answer {
    let token = form.split('&').find_map(|pair| pair.strip_prefix("form="));
    let before = browser.also.clone();
    if let Some(token) = token.filter(|_| is_for_programs(way)) {
        browser.also.push(("X-CSRF-Token".to_owned(), token.to_owned()));
    }
    let said = browser.ask(service, way.method.as_str(), &path_of(way), Some(form));
    browser.also = before;
    said
}

fn changes(way: &Way) -> bool {
    !["GET", "HEAD", "OPTIONS"].contains(&way.method.as_str())
}

/// They take a dossier from anybody, and change nothing.
const LOOKS_ALONE: [&str; 2] = ["/verify", "/api/v1/verifications"];

/// One of each role, logged in; administrators first.
fn everybody(service: &Service) -> Vec<(Role, Browser)> {
    let link = service.link.clone().expect("the first start prints a link");
    let mut first = service.person("administrator", &link);
    let others = [Role::Uploader, Role::Approver, Role::Auditor].map(|role| {
        let link = first.invite(service, role.word(), role.word());
        (role, service.person(role.word(), &link))
    });
    [(Role::Administrator, first)].into_iter().chain(others).collect()
}

#[test]
fn a_person_enrols_logs_in_and_out() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    let mut browser = Browser::default();
    assert_eq!(browser.read(&service, "/").header("location"), Some("/log-in"));
    let page = browser.read(&service, &link);
    for (password, again, digits) in
        [("short", "short", "000000"), (PASSWORD, "another one", "000000"), (PASSWORD, PASSWORD, "abcdef")]
    {
        let fields = [("password", password), ("again", again), ("code", digits)];
        let refused = browser.fill(&service, &link, &page, &fields);
        assert_eq!(refused.status, 422, "{password} {digits}");
        assert!(refused.body.contains("role=\"alert\"") && !refused.body.contains(PASSWORD));
    }
    let secret = service.enrol(&mut browser, &link);
    assert_eq!(browser.read(&service, &link).status, 410, "a link works once");

    let now = code(&secret, 0);
    let page = browser.read(&service, "/log-in");
    for (name, password, code) in [("administrator", "wrong", &now), ("nobody", PASSWORD, &now)] {
        let fields = [("name", name), ("password", password), ("code", code)];
        let refused = browser.fill(&service, "/log-in", &page, &fields);
        assert_eq!(refused.status, 401);
        assert!(refused.body.contains("do not fit together"));
    }
    let done = browser.log_in(&service, "administrator", &now);
    assert_eq!(done.status, 303, "{}", done.body);
    let cookie = done.headers.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("handover="));
    let cookie = &cookie.expect("a session").1;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
    assert_eq!(Browser::default().log_in(&service, "administrator", &now).status, 401, "a code is good once");

    let held = browser.clone();
    let page = browser.read(&service, "/accounts");
    assert!(page.status == 200 && page.body.contains("administrator"));
    let out = browser.fill(&service, "/log-out", &page, &[]);
    assert_eq!((out.status, out.header("clear-site-data")), (303, Some("\"cache\", \"storage\"")));
    assert_eq!(held.clone().read(&service, "/accounts").status, 401, "the cookie's session is over");
}

#[test]
fn who_may_what_is_what_the_map_says() {
    let service = Service::start(&[]);
    let mut wrong = Vec::new();
    for (role, browser) in everybody(&service) {
        for way in ways().iter().filter(|way| way.path != "/log-out") {
            let mut browser = browser.clone();
            let page = browser.read(&service, "/own");
            let path = path_of(way);
            let said = match changes(way) {
                false => browser.ask(&service, way.method.as_str(), &path, None),
                true => send(&mut browser, &service, way, &format!("form={}&sure=no", page.token())),
            };
            let may = way.who.is_empty() || way.who.contains(&role);
            // A visitor's form does not take a session's token; all else that may not is told so by 403.
            let is_visitors = way.who.is_empty() && changes(way);
            if may == (said.status == 403) && !is_visitors || said.status >= 500 {
                wrong.push(format!("{role:?} {} {path}: {}", way.method, said.status));
            }
        }
    }
    for way in ways().iter().filter(|way| !way.who.is_empty()) {
        let said = Browser::default().ask(&service, way.method.as_str(), &path_of(way), Some("form="));
        if said.status != 401 && said.header("location") != Some("/log-in") {
            wrong.push(format!("nobody {} {}: {}", way.method, way.path, said.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_cover_may_ask_for_any_language_of_a_dossier() {
    let service = Service::start(&[]);
    let (_, mut maker) = everybody(&service).remove(1);
    for own in ["en", "fr"] {
        maker.read(&service, &format!("/language/{own}?to=/own"));
        let page = maker.read(&service, "/handovers/new").body;
        assert!(page.contains(&format!("<html lang=\"{own}\"")), "{page}");
        for (code, name) in handover::handover::languages() {
            let chosen = if code == own { " selected" } else { "" };
            let option = format!("<option value=\"{code}\" lang=\"{code}\"{chosen}>{name}</option>");
            assert!(page.contains(&option), "{option}: {page}");
        }
    }
}

#[test]
fn nothing_changes_without_its_own_form() {
    let service = Service::start(&[]);
    let people = everybody(&service);
    let unsafe_ways: Vec<Way> =
        ways().into_iter().filter(|way| changes(way) && !LOOKS_ALONE.contains(&way.path)).collect();
    assert!(unsafe_ways.len() >= 20);
    let lines = || {
        let said = service.command().args(["audit", "verify"]).output().expect("it runs").stdout;
        String::from_utf8_lossy(&said).into_owned()
    };
    let before = lines();
    for way in &unsafe_ways {
        let role = way.who.first().copied().unwrap_or(Role::Administrator);
        let own = &people.iter().find(|(own, _)| *own == role).expect("one of each").1;
        let foreign = &people.iter().find(|(own, _)| *own != role).expect("another").1;
        let token = own.clone().read(&service, "/own").token();
        let foreign = foreign.clone().read(&service, "/own").token();
        let site = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        for (also, form) in [
            (vec![], "sure=yes".to_owned()),
            (vec![], format!("form={foreign}")),
            (vec![], format!("form={}", "0".repeat(64))),
            (site("Origin", "https://elsewhere.example"), format!("form={token}")),
            (site("Origin", "null"), format!("form={token}")),
            (site("Sec-Fetch-Site", "cross-site"), format!("form={token}")),
            (site("Sec-Fetch-Site", "same-site"), format!("form={token}")),
        ] {
            let mut browser = Browser { also, ..own.clone() };
            let said = send(&mut browser, &service, way, &form);
            assert_eq!(said.status, 403, "{} {form} {:?}", way.path, browser.also);
        }
    }
    assert_eq!(lines(), before, "the log has no new line");
    let (_, mut own) = people.into_iter().next().expect("an administrator");
    own.also =
        vec![("Origin".to_owned(), service.address.clone()), ("Sec-Fetch-Site".to_owned(), "same-origin".to_owned())];
    assert!(own.invite(&service, "zoe", "uploader").starts_with("/enrol/"), "its own form is taken");
}

#[test]
fn every_answer_carries_the_headers() {
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    let mut seen = Vec::new();
    for (method, path) in ways().iter().map(|way| (way.method.to_string(), path_of(way))).chain([
        ("GET".to_owned(), "/nowhere".to_owned()),
        ("DELETE".to_owned(), "/log-in".to_owned()),
        ("GET".to_owned(), "/api/v1/nothing".to_owned()),
    ]) {
        let said = browser.ask(&service, &method, &path, (method == "POST").then_some("form=0"));
        seen.push(said.status);
        for name in [
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-embedder-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
            "x-content-type-options",
            "cache-control",
            "x-request-id",
        ] {
            assert!(said.header(name).is_some(), "{method} {path} ({}) lacks {name}", said.status);
        }
        let policy = said.header("content-security-policy").unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let is_still = ["/style.css", "/icon.svg", "/form.js", "/upload.js", "/progress.js", "/verify.html"]
            .contains(&path.as_str());
        if !is_still && !path.starts_with("/assets/") {
            assert_eq!(said.header("cache-control"), Some("no-store"), "{path}");
        }
    }
    for status in [200, 303, 401, 403, 404, 405, 410] {
        assert!(seen.contains(&status), "{status} is among {seen:?}");
    }
}

#[test]
fn heads_methods_and_problems() {
    let service = Service::start(&[]);
    let mut browser = Browser::default();
    for way in ways().iter().filter(|way| way.method.as_str() == "GET" && way.who.is_empty()) {
        let said = browser.ask(&service, "HEAD", &path_of(way), None);
        // Of a hash that nobody sealed nothing is there, and that is the answer.
        let is_seal = way.path == "/api/v1/seals/{hash}";
        assert!(matches!(said.status, 404 | 405) == is_seal && said.body.is_empty(), "{} {}", way.path, said.status);
        let said = browser.ask(&service, "DELETE", &path_of(way), None);
        let allow = said.header("allow").unwrap_or_default();
        assert!(said.status == 405 && allow.contains("GET") && allow.contains("HEAD"), "{}: {allow}", way.path);
        assert!(said.body.contains("<h1>") || is_for_programs(way), "people get a page");
    }
    let raw = "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let said = ask_raw(service.port(), raw.as_bytes());
    assert_eq!(said.header("content-type"), Some("application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&said.body).expect("JSON");
    assert_eq!((problem["code"].as_str(), problem["status"].as_u64()), (Some("not-found"), Some(404)));
    assert_eq!(problem["detail"].as_str().map(|said| said.matches(". ").count()), Some(1), "two sentences");
    browser.read(&service, "/language/fr?to=/log-in");
    let page = browser.read(&service, "/log-in");
    assert!(page.body.contains("<html lang=\"fr\">") && page.body.contains("Mot de passe"));
    assert_eq!(browser.read(&service, "/language/fr?to=//example.org").header("location"), Some("/"));
}

/// Ends when the service closes; a service that does not would hold the test, not pass it.
fn trickled(service: &Service, head: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", service.port())).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
    stream.write_all(head.as_bytes()).expect("sent");
    let mut slow = stream.try_clone().expect("a second handle");
    let trickle = std::thread::spawn(move || {
        while slow.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(200));
        }
    });
    let said = read_answer(&mut stream);
    drop(stream);
    trickle.join().expect("it ended");
    said
}

#[test]
fn who_is_slow_is_cut_off() {
    let settings = [("HEAD_SECONDS", "1"), ("BODY_IDLE_SECONDS", "1"), ("BODY_BYTES_PER_SECOND", "1000")];
    let service = Service::start(&settings);
    let said = trickled(&service, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    assert!(matches!(said.status, 0 | 408), "{}", said.status);
    let form = "Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let cookie = format!("Cookie: handover-visit={}\r\n", "0".repeat(64));
    let said = trickled(&service, &format!("POST /log-in HTTP/1.1\r\n{form}{cookie}Content-Length: 9000\r\n\r\n"));
    assert_eq!(said.status, 408, "a body below the least rate");
    let said = trickled(&service, &format!("POST /nowhere HTTP/1.1\r\n{form}Content-Length: 9000\r\n\r\n"));
    assert_eq!(said.status, 404, "a body that nobody reads holds no connection");
    let idle = format!("POST /log-in HTTP/1.1\r\n{form}{cookie}Content-Length: 9000\r\n\r\nform=");
    assert_eq!(ask_raw(service.port(), idle.as_bytes()).status, 408, "a body that stops");
}

#[test]
fn who_asks_too_often_waits() {
    let service = Service::start(&[("REQUESTS_PER_MINUTE", "5")]);
    let mut browser = Browser::default();
    let statuses: Vec<u16> = (0..7).map(|_| browser.read(&service, "/log-in").status).collect();
    assert_eq!((statuses[0], statuses[6]), (200, 429), "{statuses:?}");
    assert!(browser.read(&service, "/log-in").header("retry-after").is_some());
    let service = Service::start(&[("ATTEMPTS_PER_MINUTE", "2")]);
    let statuses = (0..4).map(|_| browser.log_in(&service, "zoe", "000000").status);
    assert_eq!(statuses.collect::<Vec<_>>(), [401, 401, 429, 429]);
}

#[test]
fn the_log_knows_nobody() {
    let service = Service::start(&[]);
    let mut browser = Browser {
        also: ["User-Agent", "Referer", "X-Forwarded-For"]
            .map(|name| (name.to_owned(), "zqx-canary".to_owned()))
            .into(),
        ..Browser::default()
    };
    browser.read(&service, "/zqx-canary?zqx-canary=zqx-canary");
    browser.read(&service, "/language/zqx-canary");
    browser.read(&service, "/enrol/zqx-canary");
    browser.ask(&service, "ZQX-CANARY", "/log-in", None);
    browser.log_in(&service, "zqx-canary", "zqx-canary");
    let link = service.link.clone().expect("a link");
    service.person("administrator", &link);
    let log = service.log();
    assert!(log.contains("/enrol/{link}") && log.contains("status=401"), "it tells what was asked: {log}");
    for canary in ["zqx-canary", "ZQX", PASSWORD, "127.0.0.1:", &link] {
        assert!(!log.lines().filter(|line| line.contains("answered")).any(|line| line.contains(canary)), "{canary}");
        assert!(canary == "127.0.0.1:" || !log.contains(canary), "{canary}: {log}");
    }
}

#[test]
fn a_wrong_configuration_is_told_whole() {
    let room = tempfile::tempdir().expect("a folder");
    let text = "[serve]\nlisten = \"Kanarie\"\nfour_eyes = 3\nforeign = true\nkey = \"k.pem\"\n";
    std::fs::write(room.path().join("h.toml"), text).expect("written");
    let said = std::process::Command::new(kit::BINARY)
        .current_dir(room.path())
        .env("HANDOVER_SERVE_MAX_CONNECTIONS", "none")
        .args(["serve", "--config", "h.toml"])
        .output()
        .expect("it runs");
    let err = String::from_utf8_lossy(&said.stderr);
    assert_eq!((said.status.code(), said.stdout.len()), (Some(2), 0), "{err}");
    for name in ["`listen`", "`four_eyes`", "`foreign`", "`certificate`", "`max_connections`"] {
        assert!(err.contains(name), "{name}: {err}");
    }
    assert!(!err.contains("Kanarie") && !room.path().join("handover-data").exists());
}

#[test]
fn it_ends_when_told_and_starts_again() {
    let service = Service::start(&[]);
    let link = service.link.clone().expect("a link");
    service.person("administrator", &link);
    assert!(service.data().join("store.sqlite").exists());
    let second = service.command().arg("serve").output().expect("it runs");
    assert_eq!(second.status.code(), Some(2), "one service for one folder");
    let (status, room) = service.end();
    assert_eq!(status, Some(0));
    std::fs::write(room.path().join("enrolled"), b"").expect("noted for the next start");
    let again = Service::start_in(room, &[]);
    assert!(Browser::default().read(&again, "/health/ready").status == 200 && again.link.is_none());
}
