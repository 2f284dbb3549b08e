//! A service that something happens to: prepared once, copied for each try, begun under another program, walked from cover to
//! release as far as it lets itself, and looked at afterwards.

use super::marks::{Search, files_under, marked_rows};
use super::program::{OCTETS, TUS, cover};
use super::{BINARY, Room, Said, csv_of, names_in};
use handover::proof::digest::hex;
use handover::store::{Access, FileKind, Id, Role, State, Store};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::cell::RefCell;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// How the export goes to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// As one raw body.
    Whole,
    /// By a resumable upload, piece by piece.
    Pieces,
}

/// Requests that carry an export in pieces.
const PIECES: usize = 3;

/// Two people with tokens, a custodian, and an export of marked rows.
pub struct Ground {
    room: Room,
    sending: Sending,
    /// Of the upload that was begun in this copy.
    place: RefCell<Option<String>>,
    zoe: String,
    ann: String,
    custodians: String,
    pub export: Vec<u8>,
}

impl Ground {
    pub fn new() -> Ground {
        Ground::sending(Sending::Whole)
    }

    pub fn sending(sending: Sending) -> Ground {
        let room = Room::new();
        assert_eq!(Said::of(&mut room.handover(["keygen", "--out", "keys"])).status, Some(0));
        let custodian = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("a recipient");
        let custodians = format!("[\"{}\"]", custodian.trim());
        let store = Store::open(&room.path("base/handover-data"), &room.path("base/handover-secret")).expect("a store");
        let token = |name, role| {
            let account = store.create_account(name, role, "en", Id::OPERATOR, 1).expect("an account").id;
            let made = store.create_token(account, Access::Write, "a program", Id::OPERATOR, 1).expect("a token");
            made.1.as_str().to_owned()
        };
        let (zoe, ann) = (token("zoe", Role::Uploader), token("ann", Role::Approver));
        drop(store);
        // In pieces it fills more than one frame of the encrypted file, so that frames are written before the last piece.
        let rows = if sending == Sending::Whole { 60 } else { 600 };
        let export = csv_of(marked_rows(rows));
        assert!(sending == Sending::Whole || export.len() > 2 << 16, "{}", export.len());
        Ground { room, sending, place: RefCell::default(), zoe, ann, custodians, export }
    }

    /// A copy in which something may happen.
    pub fn copy(&self) -> tempfile::TempDir {
        self.place.replace(None);
        let copy = tempfile::tempdir().expect("a folder");
        for name in ["handover-data", "handover-secret"] {
            let from = self.room.path("base").join(name);
            let done = Command::new("cp").arg("-rp").arg(from).arg(copy.path()).status().expect("cp runs");
            assert!(done.success());
        }
        std::fs::create_dir(copy.path().join("tmp")).expect("a folder");
        copy
    }

    /// Begins the service in a copy, by a program that begins it: `None` where it did not come so far as to listen.
    pub fn begin(&self, copy: &Path, before: &[String]) -> Option<Struck> {
        let log = std::fs::File::options().create(true).append(true).open(copy.join("log")).expect("a log");
        let line: Vec<&str> = before.iter().map(String::as_str).chain([BINARY, "serve"]).collect();
        let mut child = Command::new(line[0])
            .args(&line[1..])
            .current_dir(copy)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("TMPDIR", copy.join("tmp"))
            .env("HANDOVER_LOG", "trace")
            .env("HANDOVER_SERVE_LISTEN", "127.0.0.1:0")
            .env("HANDOVER_SERVE_REQUESTS_PER_MINUTE", "1000000")
            .env("HANDOVER_SERVE_CUSTODIANS", &self.custodians)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it begins");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut first = String::new();
        said.read_line(&mut first).expect("text");
        let port = first.trim_end().rsplit(':').next().and_then(|port| port.parse().ok());
        let inner = !before.is_empty();
        let struck = Struck { child, inner, port: port.unwrap_or(0), _said: said };
        port.is_some().then_some(struck)
    }

    /// Walks a handover from where it stands to its release, trying again what did not go; its integrity hash. `None` where
    /// the service ended on the way.
    pub fn walk(&self, service: &Struck) -> Option<String> {
        let mut refusals = Vec::new();
        for _ in 0..1_200 {
            let (status, body) = match self.step(service)? {
                Step::Released(hash) => return Some(hash),
                Step::Asked(status, body) => (status, body),
            };
            if status >= 400 {
                refusals.push((status, body));
            } else if status != 200 {
                continue;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it does not come to its release: {:?}", refusals.last());
    }

    /// Walks until the export is there, and no further.
    pub fn walk_to_export(&self, service: &Struck) -> Option<()> {
        for _ in 0..1_200 {
            let all = parsed(&service.ask("GET", "/api/v1/handovers", &self.zoe, "", b"")?.1);
            if let Some(id) = all["handovers"][0]["id"].as_str() {
                let one = service.ask("GET", &format!("/api/v1/handovers/{id}"), &self.zoe, "", b"")?;
                if parsed(&one.1)["exports"].as_array().is_some_and(|exports| !exports.is_empty()) {
                    return Some(());
                }
            }
            self.step(service)?;
        }
        panic!("it does not come to its export");
    }

    fn step(&self, service: &Struck) -> Option<Step> {
        let asked = |(status, body): (u16, Vec<u8>)| Step::Asked(status, String::from_utf8_lossy(&body).into_owned());
        let list = service.ask("GET", "/api/v1/handovers", &self.zoe, "", b"")?;
        let all = parsed(&list.1)["handovers"].as_array().cloned().unwrap_or_default();
        let own = all.iter().find(|one| one["state"] != "purged").and_then(|one| one["id"].as_str());
        let Some(id) = own.filter(|_| list.0 == 200) else {
            if list.0 != 200 {
                return Some(asked(list));
            }
            let body = cover("count").to_string();
            return service.ask("POST", "/api/v1/handovers", &self.zoe, "application/json", body.as_bytes()).map(asked);
        };
        let of = |rest: &str| format!("/api/v1/handovers/{id}{rest}");
        let one = service.ask("GET", &of(""), &self.zoe, "", b"")?;
        let seen = parsed(&one.1);
        let hash = seen["integrity_hash"].as_str().unwrap_or_default().to_owned();
        match seen["state"].as_str() {
            Some("collecting") if seen["exports"].as_array().is_none_or(Vec::is_empty) => match self.sending {
                Sending::Whole => {
                    let path = of("/exports?filename=Zqxful.csv");
                    service.ask("POST", &path, &self.zoe, "text/csv", &self.export).map(asked)
                }
                Sending::Pieces => self.piece(service, id, seen["uploads"][0]["url"].as_str()).map(asked),
            },
            Some("collecting") if self.is_unheard(service, &seen)? => {
                Some(asked((409, b"not known as finished".into())))
            }
            Some("collecting" | "failed") => service.ask("POST", &of("/pack"), &self.zoe, "", b"").map(asked),
            Some("awaiting-approval") => {
                let body = format!("{{\"integrity_hash\": \"{hash}\"}}");
                service.ask("POST", &of("/approval"), &self.ann, "application/json", body.as_bytes()).map(asked)
            }
            Some("released") => {
                let dossier = service.ask("GET", &of("/dossier"), &self.zoe, "", b"")?;
                let slip = service.ask("GET", &of("/slip"), &self.zoe, "", b"")?;
                let both = (dossier.0, slip.0) == (200, 200);
                Some(if both { Step::Released(hash) } else { asked(if dossier.0 == 200 { slip } else { dossier }) })
            }
            _ => Some(asked(one)),
        }
    }

    /// Begins the upload, or sends its next piece, from where the service says that it stands.
    fn piece(&self, service: &Struck, handover: &str, place: Option<&str>) -> Option<(u16, Vec<u8>)> {
        let length = self.export.len().to_string();
        let Some(place) = place else {
            let about = super::program::described(b"Zqxful.csv", handover);
            let head = [TUS, ("Upload-Length", length.as_str()), ("Upload-Metadata", about.as_str())];
            let begun = service.ask_with("POST", "/api/v1/uploads", &self.zoe, &head, b"")?;
            self.place.replace(begun.header("location"));
            return Some((begun.status, begun.body));
        };
        self.place.replace(Some(place.to_owned()));
        let stands = service.ask_with("HEAD", place, &self.zoe, &[TUS], b"")?;
        let Some(at) = stands.header("upload-offset").and_then(|at| at.parse::<usize>().ok()) else {
            return Some((stands.status, stands.body));
        };
        let rest = &self.export[at..];
        let piece = &rest[..rest.len().min(self.export.len().div_ceil(PIECES))];
        let head = [TUS, OCTETS, ("Upload-Offset", &at.to_string())];
        service.ask_with("PATCH", place, &self.zoe, &head, piece).map(|said| (said.status, said.body))
    }

    /// Is there an export that its sender, whose last answer may be lost, is not told of? None where the service has ended.
    fn is_unheard(&self, service: &Struck, seen: &Value) -> Option<bool> {
        let exports = seen["exports"].as_array().map_or(0, Vec::len);
        assert_eq!(
            (exports, seen["exports"][0]["bytes"].as_u64()),
            (1, Some(self.export.len() as u64)),
            "one, and whole"
        );
        let Some(place) = self.place.borrow().clone() else { return Some(false) };
        let stands = service.ask_with("HEAD", &place, &self.zoe, &[TUS], b"")?;
        assert!(stands.status != 404, "a finished upload is known as such");
        let is_known = stands.header("upload-offset") == Some(self.export.len().to_string())
            && stands.header("handover-export").as_deref() == seen["exports"][0]["id"].as_str();
        Some(!is_known)
    }

    /// What zoe is answered: status and body.
    pub fn asked(&self, service: &Struck, method: &str, path: &str, kind: &str, body: &[u8]) -> (u16, Vec<u8>) {
        service.ask(method, path, &self.zoe, kind, body).expect("it lives")
    }

    /// A handover of zoe's whose cover is marked; its id.
    pub fn marked_handover(&self, service: &Struck) -> String {
        let mut cover = cover("count");
        cover["petition"]["title"] = "Zqxcom of ours".into();
        let (status, made) =
            self.asked(service, "POST", "/api/v1/handovers", "application/json", cover.to_string().as_bytes());
        assert_eq!(status, 201);
        parsed(&made)["id"].as_str().expect("an id").to_owned()
    }

    /// Another handover of zoe's, and this as its export: status and code of what is answered.
    pub fn uploads(&self, service: &Struck, export: &[u8]) -> (u16, String) {
        let body = cover("count").to_string();
        let made = service.ask("POST", "/api/v1/handovers", &self.zoe, "application/json", body.as_bytes());
        let (status, made) = made.expect("it lives");
        let Some(id) = parsed(&made)["id"].as_str().map(str::to_owned) else {
            return (status, parsed(&made)["code"].as_str().unwrap_or_default().to_owned());
        };
        let path = format!("/api/v1/handovers/{id}/exports?filename=large.csv");
        let (status, said) = service.ask("POST", &path, &self.zoe, "text/csv", export).expect("it lives");
        // Gone again, so that the walk's own handover is the newest.
        service.ask("DELETE", &format!("/api/v1/handovers/{id}"), &self.zoe, "", b"");
        (status, parsed(&said)["code"].as_str().unwrap_or_default().to_owned())
    }

    /// What must hold of the data after anything at all has happened; gives the state of the handover, if there is one.
    pub fn holds(&self, copy: &Path, after: &str) -> Option<State> {
        let search = Search::in_the_clear(&[]);
        for (name, bytes) in files_under(copy) {
            search.none_in(&format!("{after}: {name}"), &bytes);
        }
        let data = copy.join("handover-data");
        let store =
            Store::open(&data, &copy.join("handover-secret")).unwrap_or_else(|error| panic!("{after}: {error}"));
        let database = rusqlite::Connection::open(data.join("store.sqlite")).expect("a database");
        let text = |sql: &str| -> Vec<String> {
            let mut rows = database.prepare(sql).expect("SQL");
            let rows = rows.query_map([], |row| row.get(0)).expect("rows");
            rows.collect::<Result<_, _>>().expect("text")
        };
        assert_eq!(text("PRAGMA integrity_check"), ["ok"], "{after}");
        let known = text("SELECT blob FROM files UNION SELECT blob FROM uploads ORDER BY 1");
        assert_eq!(names_in(&data.join("blobs")), known, "{after}: blobs and rows");
        assert_eq!(names_in(&data.join("drafts")), [""; 0], "{after}: drafts");
        assert!(store.audit_verify().expect("read").is_ok(), "{after}: the log");
        let handover = store.handovers(0).expect("read").into_iter().next()?;
        for export in store.files(handover.id).expect("read").iter().filter(|file| file.kind == FileKind::Export) {
            let mut bytes = Vec::new();
            store.read(export.id).expect("it opens").read_to_end(&mut bytes).expect("it is whole");
            assert!(bytes == self.export, "{after}: the export is the one that was sent");
        }
        for upload in store.uploads(handover.id).expect("read") {
            assert!(upload.length == self.export.len() as u64 && upload.offset <= upload.length, "{after}: {upload:?}");
        }
        let dossier = store.file_of(handover.id, FileKind::Dossier).expect("read");
        let is_packed = matches!(handover.state, State::AwaitingApproval | State::Released);
        assert_eq!(dossier.is_some(), is_packed, "{after}: {:?}", handover.state);
        assert_eq!(handover.packed.is_some(), is_packed, "{after}: figures");
        if let (Some(dossier), Some(packed)) = (dossier, handover.packed) {
            let mut bytes = Vec::new();
            store.read(dossier.id).expect("it opens").read_to_end(&mut bytes).expect("it is whole");
            let zip = format!("{}.zip", Id::random());
            self.room.write(&zip, &bytes);
            let said = Said::of(&mut self.room.handover(["verify", &zip, "--hash", &hex(&packed.integrity)]));
            assert_eq!(said.status, Some(0), "{after}: {}", said.text());
        }
        Some(handover.state)
    }
}

enum Step {
    Asked(u16, String),
    Released(String),
}

/// An answer.
pub struct Told {
    pub status: u16,
    /// In small letters.
    head: String,
    pub body: Vec<u8>,
}

impl Told {
    fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
    }
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// A running service, and the program around it.
pub struct Struck {
    child: Child,
    inner: bool,
    pub port: u16,
    /// Held, so that what it says goes somewhere.
    _said: BufReader<ChildStdout>,
}

impl Struck {
    /// The service itself, not what stands around it.
    pub fn pid(&self) -> Option<u32> {
        if !self.inner {
            return Some(self.child.id());
        }
        let own = self.child.id();
        let children = std::fs::read_to_string(format!("/proc/{own}/task/{own}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }

    pub fn ask(&self, method: &str, path: &str, token: &str, kind: &str, body: &[u8]) -> Option<(u16, Vec<u8>)> {
        let kind = [("Content-Type", kind)];
        let kind = if kind[0].1.is_empty() { &[][..] } else { &kind[..] };
        self.ask_with(method, path, token, kind, body).map(|said| (said.status, said.body))
    }

    /// With these headers; `None` where nobody listens.
    pub fn ask_with(&self, method: &str, path: &str, token: &str, also: &[(&str, &str)], body: &[u8]) -> Option<Told> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
        let also: String = also.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let bearer = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: application/json\r\n{bearer}{also}Content-Length: {}\r\n\r\n",
            body.len()
        );
        // It may answer, or end, before it has all.
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = memchr::memmem::find(&bytes, b"\r\n\r\n");
        let status = end.and_then(|end| std::str::from_utf8(bytes[..end].get(9..12)?).ok()?.parse().ok());
        // A broken line is no answer; whether there is still somebody, the next question finds out.
        let Some((status, end)) = status.zip(end) else {
            return Some(Told { status: 599, head: String::new(), body: Vec::new() });
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        Some(Told { status, head, body: bytes[end + 4..].to_vec() })
    }

    pub fn end(mut self, signal: Signal) {
        if let Some(pid) = self.pid().and_then(|pid| Pid::from_raw(pid as i32)) {
            // Ended already, where something happened to it.
            let _ = kill_process(pid, signal);
        }
        self.child.wait().expect("it ends");
    }
}

impl Drop for Struck {
    fn drop(&mut self) {
        if let Some(pid) = self.pid().and_then(|pid| Pid::from_raw(pid as i32)) {
            let _ = kill_process(pid, Signal::KILL);
        }
        // What stands around it ends after it: until then the service may still hold its lock.
        for _ in 0..if self.inner { 1_000 } else { 0 } {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
