//! A dossier of marked rows that is challenged by the binary, and what is typed for it.

use super::marks::{self, Search};
use super::{COVER, Dossier, Room, Said, csv_of};
use serde_json::Value;

pub const ROWS: usize = 60;
pub const DICE: &str = "31415926535897932384";
pub const OTHER_DICE: &str = "27182818284590452353";
pub const VAULT: &str = "v.vault.age";
pub const ZIP: &str = "d.zip";

/// A dossier of marked rows, and its vault, at the top of a room.
pub struct Challenged {
    pub room: Room,
    pub dossier: Dossier,
}

impl Challenged {
    pub fn new(policy: &str) -> Challenged {
        Challenged::of(policy, COVER)
    }

    pub fn of(policy: &str, cover: &str) -> Challenged {
        let room = Room::new();
        room.write("cover.toml", cover.as_bytes());
        room.write("export.csv", &csv_of(marks::marked_rows(ROWS)));
        let dossier = room.packed("export.csv", policy, &[]).within(&room);
        std::fs::copy(&dossier.vault, room.path(VAULT)).expect("a copy");
        std::fs::copy(&dossier.zip, room.path(ZIP)).expect("a copy");
        Challenged { room, dossier }
    }

    /// Runs the binary; words in single quotes are one.
    pub fn said(&self, line: &str) -> Said {
        let words = line.split('\'').enumerate().flat_map(|(n, part)| {
            let whole = [part];
            let split = part.split_whitespace().collect::<Vec<_>>();
            if n % 2 == 1 { whole.to_vec() } else { split }
        });
        let said = Said::of(&mut self.room.handover(words));
        assert!(!said.text().contains("panicked"), "{}", said.text());
        // No value is said but by `check`, and there as a result.
        Search::without(&[]).none_in(&format!("what `{line}` says beside its result"), &said.stderr);
        if !line.starts_with("check") {
            Search::without(&[]).none_in(&format!("the result of `{line}`"), &said.stdout);
        }
        said
    }

    pub fn done(&self, line: &str) -> Said {
        let said = self.said(line);
        assert_eq!(said.status, Some(0), "{line}: {}", said.text());
        said
    }

    /// It says no, or could not, in two sentences; nothing appears, and the vault is as it was.
    pub fn refused(&self, line: &str, status: i32, piece: &str) {
        let before = (self.vault(), self.room.out());
        let said = self.said(line);
        assert_eq!(said.status, Some(status), "{line}: {}", said.text());
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        let error = text.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
        let sentences = error.matches(". ").count() + usize::from(error.ends_with('.'));
        assert!(error.contains(piece) && sentences >= 2, "{line}: {text}");
        assert!(said.stdout.is_empty(), "{line}: {}", said.text());
        assert!((self.vault(), self.room.out()) == before, "{line}: something changed");
    }

    pub fn vault(&self) -> Vec<u8> {
        std::fs::read(self.room.path(VAULT)).expect("there")
    }

    pub fn hash(&self) -> &str {
        self.dossier.said["integrity_hash"].as_str().expect("a hash")
    }

    pub fn seal(&self) -> &str {
        self.dossier.said["seal"].as_str().expect("a fingerprint")
    }

    /// Where the response of this dossier is put in `out`.
    pub fn response(&self, kind: &str) -> String {
        format!("{}/response-{}{kind}", "out", self.dossier.said["id"].as_str().expect("an id"))
    }

    pub fn statement(&self) -> Value {
        let bytes = std::fs::read(self.room.path(&self.response("")).join("response.json")).expect("there");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    pub fn respond(&self, size: &str, fields: &str, more: &str) -> String {
        format!("respond {VAULT} --dossier {ZIP} --dice {DICE} {size} --fields {fields} --out out {more}")
    }

    pub fn check(&self, kind: &str, size: &str, fields: &str, more: &str) -> String {
        format!("check {ZIP} {} --dice {DICE} {size} --fields {fields} {more}", self.response(kind))
    }
}

/// As one line, however it was broken.
pub fn unwrapped(said: &Said) -> String {
    String::from_utf8_lossy(&said.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}
