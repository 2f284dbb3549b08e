//! `response.json` and the names of a response's files (dossier-format §8.5).
//!
//! In: what was drawn, and of what. Out: its JCS text, and a reader that takes nothing else. Never: a value that was opened.

use crate::jcs;
use crate::proof::Hash;
use crate::proof::digest::{hex, unhex32};
use serde_json::{Value, json};

pub const STATEMENT: &str = "response.json";
pub const SHEET: &str = "sample-sheet.pdf";
pub const MANIFEST: &str = super::names::MANIFEST;
pub const SEAL: &str = "manifest-sha256.txt.sig";
/// The files that every response has beside its proofs.
pub const ALWAYS: [&str; 4] = [MANIFEST, SEAL, STATEMENT, SHEET];

const FORMAT: &str = "handover-response/1";
const PROOF: (&str, &str) = ("entries/", ".tlog-proof");

/// No response opens more entries: its statement must be read into memory by whoever checks it.
pub const MOST_ENTRIES: u64 = 60_000;

/// The folder that holds everything: `response-<id>`.
pub fn folder(id: &str) -> String {
    format!("response-{id}")
}

/// The proof of an entry, counted from 1.
pub fn proof_path(entry: u64) -> String {
    format!("{}{entry}{}", PROOF.0, PROOF.1)
}

/// The entry of a proof's path, if it is one.
pub fn entry_of(path: &str) -> Option<u64> {
    let entry = path.strip_prefix(PROOF.0)?.strip_suffix(PROOF.1)?.parse().ok()?;
    (entry > 0 && proof_path(entry) == path).then_some(entry)
}

/// What a response says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseStatement {
    pub id: String,
    /// Integrity hash of the dossier.
    pub integrity: Hash,
    /// Digits, as they were thrown.
    pub dice: String,
    pub nonce: Hash,
    /// The decimal integer that the sample is drawn from.
    pub seed: String,
    /// How many entries were asked for.
    pub size: u64,
    /// Names of the opened fields, in canonical order.
    pub fields: Vec<String>,
    /// In the order in which they were drawn.
    pub entries: Vec<u64>,
    /// Drawn entries that cannot be opened any more; ascending.
    pub withheld: Vec<u64>,
}

impl ResponseStatement {
    pub fn to_text(&self) -> String {
        jcs::to_text(&json!({
            "format": FORMAT,
            "id": self.id,
            "integrity": hex(&self.integrity),
            "dice": self.dice,
            "nonce": hex(&self.nonce),
            "seed": self.seed,
            "size": self.size,
            "fields": self.fields,
            "entries": self.entries,
            "withheld": self.withheld,
        }))
    }

    /// Reads what `to_text` writes and nothing else.
    pub fn read(untrusted_bytes: &[u8]) -> Option<ResponseStatement> {
        let (json, _) = jcs::parse(untrusted_bytes)?;
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let numbers = |name: &str| json.get(name)?.as_array()?.iter().map(Value::as_u64).collect::<Option<Vec<_>>>();
        let names = json.get("fields")?.as_array()?.iter().map(|name| name.as_str().map(str::to_owned));
        let response = ResponseStatement {
            id: text("id")?,
            integrity: unhex32(&text("integrity")?)?,
            dice: text("dice")?,
            nonce: unhex32(&text("nonce")?)?,
            seed: text("seed")?,
            size: json.get("size")?.as_u64()?,
            fields: names.collect::<Option<_>>()?,
            entries: numbers("entries")?,
            withheld: numbers("withheld")?,
        };
        (response.to_text().as_bytes() == untrusted_bytes).then_some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::{ResponseStatement, entry_of, proof_path};

    #[test]
    fn reads_back_only_what_it_writes() {
        let response = ResponseStatement {
            id: "abcdefghijkmnpqr".to_owned(),
            integrity: [1; 32],
            dice: "12345678901234567890".to_owned(),
            nonce: [2; 32],
            seed: "99".to_owned(),
            size: 2,
            fields: vec!["city".to_owned()],
            entries: vec![7, 3],
            withheld: vec![3],
        };
        let text = response.to_text();
        assert_eq!(ResponseStatement::read(text.as_bytes()), Some(response));
        for loose in [
            text.replace("handover-response/1", "handover-response/2"),
            text.replace("\"size\":2", "\"size\":2,\"x\":1"),
            text.replace("\"size\":2", "\"size\":2.0"),
            text.replace("[7,3]", "[7, 3]"),
            text.replace("[7,3]", "[7,\"3\"]"),
            text.replace("[7,3]", "[7,-3]"),
            text.replace(",\"withheld\":[3]", ""),
            text.replace("01", "0A"),
            format!("{text}\n"),
        ] {
            assert_eq!(ResponseStatement::read(loose.as_bytes()), None, "{loose}");
        }
    }

    #[test]
    fn an_entry_has_one_name() {
        assert_eq!(entry_of(&proof_path(12)), Some(12));
        for other in
            ["entries/0.tlog-proof", "entries/01.tlog-proof", "entries/+1.tlog-proof", "entries/1", "1.tlog-proof"]
        {
            assert_eq!(entry_of(other), None, "{other}");
        }
    }
}
