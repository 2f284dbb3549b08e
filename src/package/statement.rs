//! `data/dossier.json`, the statement: what the dossier says of itself (dossier-format §4).
//!
//! In: what a pack found out. Out: its JCS text, and a reader that takes nothing else. Never: a member that the format
//! does not know, but for those that begin `x-`, which are named to the caller.

use super::shape::{self, Fault, Shape};
use crate::counts::Counts;
use crate::cover::{Organiser, Petition, Recipient};
use crate::day::Day;
use crate::jcs;
use crate::ledger::Ledger;
use serde::{Deserialize, Serialize};

/// The one value of `format`.
pub const FORMAT: &str = "handover-dossier/1";

/// The statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `FORMAT`.
    pub format: String,
    pub id: String,
    pub created: Day,
    /// Name and version of the program.
    pub software: String,
    pub petition: Petition,
    pub organiser: Organiser,
    pub recipient: Recipient,
    pub handover: Consent,
    pub policy: PolicyStated,
    pub ledger: Ledger,
    pub exports: Vec<ExportStated>,
    pub register: RegisterStated,
    pub counts: Counts,
    /// There iff `policy.rows`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListStated>,
    /// The integrity hash of the dossier that this one replaces, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// The legal basis, where one is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyStated {
    pub name: String,
    pub k: u64,
    /// Does the dossier have a list?
    pub rows: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportStated {
    pub rows: u64,
    /// Hex of 32 bytes.
    pub commitment: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterStated {
    pub size: u64,
    /// Base64 of 32 bytes.
    pub root: String,
    /// Names of `fields::Field` in canonical order, then `shown` iff there is a list.
    pub fields: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStated {
    /// Names of `entry::Column` in order.
    pub columns: Vec<String>,
    pub volumes: u32,
}

/// What a reading of the statement found.
#[derive(Debug, Default)]
pub struct Reading {
    /// There unless the bytes are no JSON or a fault leaves no statement.
    pub statement: Option<Statement>,
    /// Are the bytes the JCS text of what they say?
    pub canonical: bool,
    /// Where a member is missing, unknown or of another kind.
    pub faults: Vec<Fault>,
    /// In which objects members beginning `x-` stand, as `petition`; the statement itself is the empty path.
    pub extensions: Vec<String>,
}

impl Statement {
    /// The bytes of `data/dossier.json`.
    pub fn to_jcs(&self) -> String {
        let value = serde_json::to_value(self).expect("a statement has text keys and whole numbers alone");
        jcs::to_text(&value)
    }

    /// Reads the bytes of `data/dossier.json`. All faults are told, not the first alone.
    pub fn read(bytes: &[u8]) -> Reading {
        let mut reading = Reading::default();
        let Some((mut value, canonical)) = jcs::parse(bytes) else {
            reading.faults.push(Fault::not_json());
            return reading;
        };
        reading.canonical = canonical;
        shape::check(&mut value, &STATEMENT, &mut reading.faults, &mut reading.extensions);
        // What has the shape may still hold a day that no calendar has, or a unit that no table has.
        match serde_json::from_value(value) {
            Ok(statement) => reading.statement = Some(statement),
            Err(_) if reading.faults.is_empty() => reading.faults.push(Fault::value()),
            Err(_) => {}
        }
        reading
    }
}

const STATEMENT: Shape = Shape::Members(&[
    ("format", true, Shape::Text),
    ("id", true, Shape::Text),
    ("created", true, Shape::Day),
    ("software", true, Shape::Text),
    (
        "petition",
        true,
        Shape::Members(&[
            ("title", true, Shape::Text),
            ("text", true, Shape::Text),
            ("language", true, Shape::Text),
            ("url", false, Shape::Text),
            ("opened", false, Shape::Day),
            ("closed", false, Shape::Day),
            ("titles", false, Shape::Named(&Shape::Text)),
        ]),
    ),
    ("organiser", true, Shape::Members(&[("name", true, Shape::Text), ("contact", false, Shape::Text)])),
    (
        "recipient",
        true,
        Shape::Members(&[("name", true, Shape::Text), ("office", false, Shape::Text), ("country", false, Shape::Text)]),
    ),
    ("handover", true, Shape::Members(&[("consent", false, Shape::Text)])),
    (
        "policy",
        true,
        Shape::Members(&[("name", true, Shape::Text), ("k", true, Shape::Number), ("rows", true, Shape::Flag)]),
    ),
    (
        "ledger",
        true,
        Shape::Members(&[
            ("rows_read", true, Shape::Number),
            ("accepted", true, Shape::Number),
            ("duplicates", true, Shape::Number),
            ("duplicates_other_name", false, Shape::Number),
            ("set_aside", true, Shape::Named(&Shape::Number)),
            ("identified_by", true, Shape::Named(&Shape::Number)),
            ("flagged", true, Shape::Named(&Shape::Number)),
            ("cleaned", true, Shape::Named(&Shape::Number)),
        ]),
    ),
    (
        "exports",
        true,
        Shape::List(&Shape::Members(&[("rows", true, Shape::Number), ("commitment", true, Shape::Text)])),
    ),
    (
        "register",
        true,
        Shape::Members(&[
            ("size", true, Shape::Number),
            ("root", true, Shape::Text),
            ("fields", true, Shape::List(&Shape::Text)),
        ]),
    ),
    (
        "counts",
        true,
        Shape::Members(&[
            ("unit", true, Shape::Text),
            (
                "by_country",
                true,
                Shape::List(&Shape::Members(&[("country", true, Shape::Text), ("count", true, Shape::Number)])),
            ),
            (
                "by_period",
                true,
                Shape::List(&Shape::Members(&[("period", true, Shape::Text), ("count", true, Shape::Number)])),
            ),
        ]),
    ),
    ("list", false, Shape::Members(&[("columns", true, Shape::List(&Shape::Text)), ("volumes", true, Shape::Number)])),
    ("replaces", false, Shape::Text),
]);

#[cfg(test)]
mod tests {
    use super::{Reading, Statement};
    use crate::package::shape::Kind;

    /// The example of dossier-format §4, in numbers that add up.
    const EXAMPLE: &str = r#"{"counts":{"by_country":[{"count":20,"country":"FR"},{"count":21,"country":"other"}],"by_period":[{"count":41,"period":"2017-04"}],"unit":"rows"},"created":"2017-05-11","exports":[{"commitment":"abababababababababababababababababababababababababababababababab","rows":42}],"format":"handover-dossier/1","handover":{},"id":"abcdefghijkmnpqr","ledger":{"accepted":40,"cleaned":{},"duplicates":1,"flagged":{},"identified_by":{"email":30,"row":10},"rows_read":42,"set_aside":{"malformed":1}},"organiser":{"name":"All Out"},"petition":{"closed":"2017-05-10","language":"fr","text":"…","title":"Justice","titles":{"ru":"…"}},"policy":{"k":20,"name":"count","rows":false},"recipient":{"country":"RU","name":"Procureur général"},"register":{"fields":["email","signed_at"],"root":"YnMIAJBUJHxDpA7Set7PIE23l3p0m35E9E+CioI+zB4=","size":40},"software":"handover 0.1.0"}"#;

    fn read(text: &str) -> Reading {
        Statement::read(text.as_bytes())
    }

    #[test]
    fn the_example_reads_and_writes_back_byte_for_byte() {
        let reading = read(EXAMPLE);
        assert!(reading.canonical && reading.faults.is_empty() && reading.extensions.is_empty(), "{reading:?}");
        let statement = reading.statement.expect("it reads");
        assert!(statement.ledger.adds_up());
        assert_eq!(statement.to_jcs(), EXAMPLE);
    }

    #[test]
    fn every_departure_is_told_with_its_place() {
        for (from, to, kind, path) in [
            ("\"name\":\"All Out\"", "\"fax\":\"1\",\"name\":\"All Out\"", Kind::Unknown, "organiser"),
            ("\"name\":\"All Out\"", "", Kind::Missing, "organiser.name"),
            ("\"rows_read\":42", "\"rows_read\":42.5", Kind::Type, "ledger.rows_read"),
            ("\"rows_read\":42", "\"rows_read\":-42", Kind::Type, "ledger.rows_read"),
            ("\"rows_read\":42", "\"rows_read\":9007199254740993", Kind::Type, "ledger.rows_read"),
            ("\"rows\":false", "\"rows\":null", Kind::Type, "policy.rows"),
            ("\"malformed\":1", "\"malformed\":\"1\"", Kind::Type, "ledger.set_aside"),
            ("\"count\":21,", "", Kind::Missing, "counts.by_country[1].count"),
            ("\"closed\":\"2017-05-10\"", "\"closed\":\"2017-02-29\"", Kind::Type, "petition.closed"),
            (
                "\"closed\":\"2017-05-10\"",
                "\"closed\":{\"$__toml_private_datetime\":\"2017-05-10\"}",
                Kind::Type,
                "petition.closed",
            ),
            ("\"unit\":\"rows\"", "\"unit\":\"heads\"", Kind::Value, ""),
        ] {
            let reading = read(&EXAMPLE.replacen(from, to, 1));
            assert!(reading.faults.iter().any(|fault| fault.kind == kind && fault.path == path), "{path}: {reading:?}");
        }
        assert!(!read(&EXAMPLE.replace(":40", ": 40")).canonical);
        assert!(!read(&EXAMPLE.replacen("{\"counts\"", "{\"format\":\"\",\"counts\"", 1)).canonical);
        assert_eq!(read("{").faults[0].kind, Kind::NotJson);
        assert_eq!(read("[]").faults[0].kind, Kind::Type);
    }

    #[test]
    fn extensions_are_set_aside_and_told() {
        let reading = read(&EXAMPLE.replace("\"name\":\"All Out\"", "\"name\":\"All Out\",\"x-logo\":null"));
        assert!(reading.canonical && reading.faults.is_empty());
        assert_eq!(reading.extensions, ["organiser"]);
        assert_eq!(reading.statement.expect("it reads").to_jcs(), EXAMPLE);
    }
}
