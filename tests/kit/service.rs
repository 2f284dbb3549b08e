//! The real service as a child in a room of its own, and a small HTTP client: one request, one connection.

use super::BINARY;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub const PASSWORD: &str = "four words of our own";

pub struct Service {
    child: Child,
    pub room: tempfile::TempDir,
    pub address: String,
    /// The one-time link that the first start printed.
    pub link: Option<String>,
}

impl Service {
    /// With limits that a test does not meet by chance, and these settings over them.
    pub fn start(settings: &[(&str, &str)]) -> Service {
        Service::start_in(tempfile::tempdir().expect("a folder"), settings)
    }

    pub fn start_in(room: tempfile::TempDir, settings: &[(&str, &str)]) -> Service {
        let log = std::fs::File::create(room.path().join("log")).expect("a log");
        let mut command = command(room.path());
        command.envs(settings.iter().map(|(name, value)| (format!("HANDOVER_SERVE_{name}"), value)));
        let mut child = command.arg("serve").stdout(Stdio::piped()).stderr(log).spawn().expect("the binary starts");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first = said.next().expect("it says where it serves").expect("text");
        let address = first.strip_prefix("Handover serves at ").expect("an address").to_owned();
        let mut link = None;
        // The link follows at once where there is one; without one nothing more is said.
        if !room.path().join("enrolled").exists() {
            let line = said.nth(1).expect("a link").expect("text");
            link = Some(line.strip_prefix(&address).expect("a link of its own").to_owned());
        }
        Service { child, room, address, link }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn port(&self) -> u16 {
        self.address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.room.path().join("log")).expect("a log")
    }

    pub fn command(&self) -> Command {
        command(self.room.path())
    }

    pub fn data(&self) -> PathBuf {
        self.room.path().join("handover-data")
    }

    /// SIGTERM; how it ended.
    pub fn end(mut self) -> (Option<i32>, tempfile::TempDir) {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("told to end");
        let status = self.child.wait().expect("it ends").code();
        let room = std::mem::replace(&mut self.room, tempfile::tempdir().expect("a folder"));
        (status, room)
    }

    /// Ends by this signal, and begins again in the same room.
    pub fn again(self, signal: rustix::process::Signal, settings: &[(&str, &str)]) -> Service {
        let id = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(id, signal).expect("told to end");
        let (_, room) = self.end();
        std::fs::write(room.path().join("enrolled"), b"").expect("noted for the start");
        Service::start_in(room, settings)
    }

    /// Opens a link: password and second factor. The second factor's secret.
    pub fn enrol(&self, browser: &mut Browser, link: &str) -> Vec<u8> {
        let page = browser.read(self, link);
        assert_eq!(page.status, 200, "{}", page.body);
        let secret = page.body.split("<p class=\"mono\"><code>").nth(1).and_then(|rest| rest.split('<').next());
        let secret = totp_rs::Secret::Encoded(secret.expect("a key").replace(' ', ""));
        let secret = secret.to_bytes().expect("base32");
        let code = code(&secret, -1);
        let done = browser.fill(self, link, &page, &[("password", PASSWORD), ("again", PASSWORD), ("code", &code)]);
        assert_eq!(done.status, 200, "{}", done.body);
        secret
    }

    /// Enrols and logs in.
    pub fn person(&self, name: &str, link: &str) -> Browser {
        let mut browser = Browser::default();
        let secret = self.enrol(&mut browser, link);
        let page = browser.read(self, link);
        assert_eq!(page.status, 410, "a link works once");
        let done = browser.log_in(self, name, &code(&secret, 0));
        assert_eq!((done.status, done.header("location")), (303, Some("/")), "{}", done.body);
        browser
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Ended already, where a test did it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(room: &Path) -> Command {
    let mut command = Command::new(BINARY);
    std::fs::create_dir_all(room.join("tmp")).expect("a folder");
    command.current_dir(room).env_clear().env("TMPDIR", room.join("tmp")).env("HANDOVER_LOG", "trace").envs([
        ("HANDOVER_SERVE_LISTEN", "127.0.0.1:0"),
        ("HANDOVER_SERVE_REQUESTS_PER_MINUTE", "100000"),
        ("HANDOVER_SERVE_ATTEMPTS_PER_MINUTE", "100000"),
    ]);
    command
}

/// The six digits of a step before, now, or after.
pub fn code(secret: &[u8], steps: i64) -> String {
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 1, 30, secret.to_vec(), None, "x".to_owned());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    totp.generate(now.saturating_add_signed(30 * steps))
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The form token of the page.
    pub fn token(&self) -> String {
        let rest = self.body.split("name=\"form\" value=\"").last().expect("a form");
        rest.split('"').next().expect("a value").to_owned()
    }
}

/// One request, as it stands; the answer until the service closes.
pub fn ask_raw(port: u16, bytes: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    stream.write_all(bytes).expect("sent");
    read_answer(&mut stream)
}

pub fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut text = Vec::new();
    // A connection that is reset after the answer has still brought it.
    let _ = stream.read_to_end(&mut text);
    let end = text.windows(4).position(|four| four == b"\r\n\r\n");
    let bytes = end.map_or_else(Vec::new, |end| text.split_off(end + 4));
    let text = String::from_utf8_lossy(&text);
    let head = text.trim_end();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": "));
    Answer {
        status: status.unwrap_or(0),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    }
}

/// Cookies, and the headers that browsers send.
#[derive(Clone, Default)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
    pub also: Vec<(String, String)>,
}

impl Browser {
    pub fn read(&mut self, service: &Service, path: &str) -> Answer {
        self.ask(service, "GET", path, None)
    }

    pub fn ask(&mut self, service: &Service, method: &str, path: &str, form: Option<&str>) -> Answer {
        self.send(service, method, path, form.map(|form| ("application/x-www-form-urlencoded", form.as_bytes())))
    }

    /// Sends a file to a handover's exports, as the form without script does.
    pub fn send_file(&mut self, service: &Service, at: &str, name: &str, bytes: &[u8]) -> Answer {
        let token = self.read(service, "/own").token();
        let part = |rest: &str| format!("--b\r\nContent-Disposition: form-data; name={rest}\r\n\r\n");
        let form = format!("{}{token}\r\n{}", part("\"form\""), part(&format!("\"files\"; filename=\"{name}\"")));
        let body = [form.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
        self.send(service, "POST", &format!("{at}/exports"), Some(("multipart/form-data; boundary=b", &body)))
    }

    fn send(&mut self, service: &Service, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\nCookie: {}\r\n",
            cookies.join("; ")
        );
        self.also.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        if let Some((kind, body)) = body {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let body = body.map_or(&b""[..], |(_, body)| body);
        let answer = ask_raw(service.port(), &[head.as_bytes(), body].concat());
        for (_, line) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = line.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Sends a page's form.
    pub fn fill(&mut self, service: &Service, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let token = page.token();
        let all = [("form", token.as_str())].into_iter().chain(fields.iter().copied());
        let form: Vec<String> = all.map(|(name, value)| format!("{name}={}", quoted(value))).collect();
        self.ask(service, "POST", path, Some(&form.join("&")))
    }

    pub fn log_in(&mut self, service: &Service, name: &str, code: &str) -> Answer {
        let page = self.read(service, "/log-in");
        self.fill(service, "/log-in", &page, &[("name", name), ("password", PASSWORD), ("code", code)])
    }

    /// As an administrator: an account of this role; its link.
    pub fn invite(&mut self, service: &Service, name: &str, role: &str) -> String {
        let page = self.read(service, "/accounts");
        let made = self.fill(service, "/accounts", &page, &[("name", name), ("role", role)]);
        assert_eq!(made.status, 201, "{}", made.body);
        let link = made.body.split(&service.address).nth(1).and_then(|rest| rest.split('<').next());
        link.expect("a link").to_owned()
    }
}

fn quoted(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02x}") })
        .collect()
}
