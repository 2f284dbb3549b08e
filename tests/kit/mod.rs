//! What the test programs share: the real binary in a room of its own, exports, and what a folder holds.
#![allow(dead_code, reason = "each test program uses its part")]

pub mod authority;
pub mod challenged;
pub mod faults;
pub mod marks;
pub mod program;
pub mod service;
pub mod struck;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub const BINARY: &str = env!("CARGO_BIN_EXE_handover");
pub const POLICIES: [&str; 4] = ["count", "pseudonymous", "initials", "named"];

/// Is the whole of the long campaigns wanted (`tests/run --all`), or a seeded share?
pub fn whole_campaign() -> bool {
    std::env::var("HANDOVER_CAMPAIGN").as_deref() == Ok("all")
}

/// A folder for one test: exports and cover at the top, `out`, `keys`, and a home and temporary folder that are watched.
pub struct Room {
    folder: TempDir,
}

impl Room {
    pub fn new() -> Room {
        let room = Room { folder: tempfile::tempdir().expect("a temporary folder") };
        for name in ["out", "home", "tmp"] {
            std::fs::create_dir(room.path(name)).expect("a folder in a new room");
        }
        room.write("cover.toml", COVER.as_bytes());
        room
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file in a new room");
        path
    }

    /// The binary, in the room, with nothing of this process's environment but the search path, and logs at their fullest.
    pub fn handover<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.program(BINARY);
        command.args(arguments);
        command
    }

    /// Another program, in the same surroundings.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command
            .current_dir(self.root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("LC_ALL", "C.UTF-8")
            .env("HANDOVER_LOG", "trace")
            .env("RUST_BACKTRACE", "1")
            .stdin(Stdio::null());
        command
    }

    /// `pack EXPORT --cover cover.toml --policy … --keys keys --out out --json`, and what is added.
    pub fn pack(&self, export: &str, policy: &str, more: &[&str]) -> Command {
        let mut command = self.handover(["pack", export, "--cover", "cover.toml", "--policy", policy]);
        command.args(["--keys", "keys", "--out", "out", "--json"]).args(more);
        command
    }

    /// Packs, and it must work; gives the dossier.
    pub fn packed(&self, export: &str, policy: &str, more: &[&str]) -> Dossier {
        let said = Said::of(&mut self.pack(export, policy, more));
        assert_eq!(said.status, Some(0), "{}", said.text());
        Dossier::of_said(&said)
    }

    /// Names in `out`, sorted.
    pub fn out(&self) -> Vec<String> {
        names_in(&self.path("out"))
    }
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect(),
        Err(_) => Vec::new(),
    };
    names.sort();
    names
}

/// How a program ended and what it said.
pub struct Said {
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Said {
    pub fn of(command: &mut Command) -> Said {
        let output = command.output().expect("the program starts");
        Said { status: output.status.code(), stdout: output.stdout, stderr: output.stderr }
    }

    pub fn text(&self) -> String {
        format!(
            "status {:?}\n{}\n{}",
            self.status,
            String::from_utf8_lossy(&self.stdout),
            String::from_utf8_lossy(&self.stderr)
        )
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|_| panic!("one JSON object on stdout: {}", self.text()))
    }
}

/// A dossier that a pack made.
pub struct Dossier {
    pub said: serde_json::Value,
    pub zip: PathBuf,
    pub slip: PathBuf,
    pub vault: PathBuf,
}

impl Dossier {
    /// From what `pack --json` said.
    pub fn of_said(said: &Said) -> Dossier {
        let json = said.json();
        let path = |member: &str| PathBuf::from(json[member].as_str().unwrap_or_default());
        Dossier { zip: path("dossier"), slip: path("slip"), vault: path("vault"), said: json }
    }

    /// The same paths, seen from a room that they are relative to.
    pub fn within(self, room: &Room) -> Dossier {
        let at = |path: &PathBuf| room.root().join(path);
        Dossier { zip: at(&self.zip), slip: at(&self.slip), vault: at(&self.vault), said: self.said }
    }

    /// Every file of the bag, inflated: its name under `dossier-<id>/` and its bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let file = std::fs::File::open(&self.zip).expect("the dossier is there");
        let mut bag = zip::ZipArchive::new(file).expect("the dossier is a zip");
        (0..bag.len())
            .map(|n| {
                let mut member = bag.by_index(n).expect("a member of the zip");
                let mut bytes = Vec::new();
                std::io::copy(&mut member, &mut bytes).expect("a member inflates");
                let name = member.name().expect("a name is text").into_owned();
                (name.split_once('/').map_or(name.clone(), |(_, rest)| rest.to_owned()), bytes)
            })
            .collect()
    }

    pub fn file(&self, name: &str) -> Vec<u8> {
        self.files().into_iter().find(|(n, _)| n == name).map(|(_, bytes)| bytes).unwrap_or_default()
    }

    /// The list, header first.
    pub fn list(&self) -> Vec<Vec<String>> {
        rows_of(&self.file("data/signatures.csv"))
    }

    pub fn number(&self, members: &[&str]) -> u64 {
        let found = members.iter().fold(&self.said, |value, member| &value[*member]);
        found.as_u64().unwrap_or(0)
    }
}

pub fn rows_of(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    reader.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

/// An export: the header and the rows, quoted where they need it.
pub fn csv_of<R: AsRef<[S]>, S: AsRef<str>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        let cells: Vec<String> = row.as_ref().iter().map(|cell| quoted(cell.as_ref())).collect();
        writeln!(out, "{}", cells.join(",")).expect("a vector takes all");
    }
    out
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// `rows` plain signatures by e-mail, in two countries and two months.
pub fn plain_export(rows: usize) -> Vec<u8> {
    let header = ["given_name", "family_name", "email", "country", "signed_at"].map(str::to_owned);
    let body = (0..rows).map(|n| {
        [
            format!("Zqxgiv{n}"),
            format!("Zqxfam{n}"),
            format!("zqxema{n}@zqxhost.example.com"),
            ["FR", "RU"][n % 2].to_owned(),
            format!("2017-0{}-{:02}", 4 + n % 2, 1 + n % 28),
        ]
    });
    csv_of(std::iter::once(header).chain(body))
}

/// SplitMix64, for campaigns that can be run again.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.throw() % end.max(1) as u64) as usize
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for n in (1..list.len()).rev() {
            list.swap(n, self.below(n + 1));
        }
    }
}

pub const COVER: &str = r#"[petition]
title = "A petition of tests"
text = "Nothing is asked of anyone."
language = "en"
[organiser]
name = "Tests"
[recipient]
name = "A recipient"
country = "FR"
[handover]
date = 2018-01-02
consent = "Made-up people cannot object."
"#;
