//! Shapes of what staff look at and decide before a pack. Their comments are the words of the description.
//!
//! Never: a cell that is not masked, or not shown by the policy.

use super::posted::Postable;
use super::shapes::Export;
use crate::handover;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What staff decided of the columns, with the members of a `--columns` file; it takes the place of what was decided before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Field, or `ignore`, by header, or by place as `#3`.
    #[serde(default)]
    pub columns: std::collections::BTreeMap<String, String>,
    /// Which number comes first in a date: `dmy`, `mdy` or `ymd`.
    pub date_order: Option<DateOrder>,
    #[schema(example = ";")]
    pub delimiter: Option<String>,
    #[schema(example = "windows-1252")]
    pub encoding: Option<String>,
    #[schema(example = "Europe/Paris")]
    pub timezone: Option<String>,
    #[schema(minimum = 1_800, maximum = 2_100)]
    pub birth_years_from: Option<u16>,
    /// Is the first line a header?
    pub header: Option<bool>,
}

impl Postable for Columns {}

#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Dmy,
    Mdy,
    Ymd,
}

impl Columns {
    /// As the text of a `--columns` file.
    pub fn to_toml(&self) -> String {
        let order = self.date_order.map(|order| serde_json::json!(order));
        let order = order.and_then(|order| order.as_str().map(str::to_owned));
        let texts = [
            ("date_order", order.as_deref()),
            ("delimiter", self.delimiter.as_deref()),
            ("encoding", self.encoding.as_deref()),
            ("timezone", self.timezone.as_deref()),
        ];
        let mut lines: Vec<String> =
            texts.into_iter().filter_map(|(member, text)| Some(format!("{member} = {}", in_quotes(text?)))).collect();
        lines.extend(self.birth_years_from.map(|year| format!("birth_years_from = {year}")));
        lines.extend(self.header.map(|header| format!("header = {header}")));
        lines.push("[columns]".to_owned());
        lines.extend(self.columns.iter().map(|(key, field)| format!("{} = {}", in_quotes(key), in_quotes(field))));
        lines.join("\n") + "\n"
    }
}

/// A string as TOML and JSON both write it; TOML alone has DEL escaped.
fn in_quotes(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// What was recognised anew.
#[derive(Serialize, ToSchema)]
pub struct Decided {
    pub exports: Vec<Export>,
}

/// The rows and figures before a pack.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    pub policy: String,
    /// The counts that add up, as in the statement.
    #[schema(value_type = Object)]
    pub ledger: crate::ledger::Ledger,
    #[schema(value_type = Object)]
    pub counts: crate::counts::Counts,
    pub notices: Vec<String>,
    /// What a pack would stop at, in two sentences each.
    pub stops: Vec<String>,
    pub original_fields: Vec<String>,
    /// The first twenty rows, masked.
    pub original: Vec<Vec<String>>,
    /// None under a policy that shows no rows.
    pub shown_columns: Vec<String>,
    /// The same rows as the recipient would see them.
    pub shown: Vec<Vec<String>>,
}

/// How far a pack or a preview is.
#[derive(PartialEq, Serialize, ToSchema)]
pub struct Going {
    /// A stable word.
    pub stage: &'static str,
    /// Of this stage: bytes, rows or entries.
    pub done: u64,
    pub total: u64,
    /// Of the whole.
    #[schema(minimum = 0, maximum = 1)]
    pub progress: f64,
    /// Once a rate is known.
    pub seconds_left: Option<u64>,
}

impl From<handover::Going> for Going {
    fn from(going: handover::Going) -> Going {
        let handover::Going { stage, done, total, share, seconds_left } = going;
        Going { stage, done, total, progress: share, seconds_left }
    }
}

#[cfg(test)]
mod tests {
    use super::Columns;

    #[test]
    fn columns_are_the_text_of_a_columns_file() {
        let json = r##"{"columns": {"E-\"mail\"\n\u007f\u0000": "email", "#2": "ignore"}, "date_order": "dmy", "delimiter": "\t",
            "encoding": "windows-1252", "timezone": "Europe/Paris", "birth_years_from": 1926, "header": true}"##;
        let columns: Columns = serde_json::from_str(json).expect("columns");
        let text = columns.to_toml();
        let read: toml::Table = toml::from_str(&text).expect("TOML");
        let sent: toml::Table =
            toml::Table::try_from(serde_json::from_str::<serde_json::Value>(json).expect("JSON")).expect("a table");
        assert_eq!(read, sent, "{text}");
        let none: Columns = serde_json::from_str("{}").expect("columns");
        assert_eq!(none.to_toml(), "[columns]\n");
    }
}
