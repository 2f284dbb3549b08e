//! The tables of a dossier: by country and by period, small cells merged (dossier-format §4, redaction).
//!
//! In: how often each label occurred. Out: tables in which no cell is between 1 and k−1. Never: a row.

mod codes;
mod risk;
mod tables;

pub use codes::{CountryCode, Granularity, Period};
pub use risk::ListRisk;
pub use tables::{Tally, tables};

use serde::{Deserialize, Serialize};

/// The label of merged cells, of rows without a usable value, or of both.
pub const OTHER: &str = "other";

/// Both tables, as they stand in the statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub unit: Unit,
    pub by_country: Vec<CountryCount>,
    pub by_period: Vec<PeriodCount>,
}

/// What a table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Rows not set aside, before duplicates are merged: says nothing of who else signed.
    Rows,
    /// Signatures, after duplicates are merged.
    Signatures,
}

/// Ascending by ISO 3166-1 alpha-2, `other` last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryCount {
    pub country: String,
    pub count: u64,
}

/// Ascending by period (`2017-04`, `2017-Q2`, `2017`), `other` last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodCount {
    pub period: String,
    pub count: u64,
}
