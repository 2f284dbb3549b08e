//! Staff's decisions on columns: from the form to the text of a `--columns` file, over what was decided before.

use super::super::super::form::Fields;
use crate::handover::Recognised;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// What a column can be read as: the names of `config/columns/README.md`.
pub const ROLES: [&str; 20] = [
    "full_name",
    "given_name",
    "middle_name",
    "family_name",
    "email",
    "phone",
    "street",
    "street_2",
    "street_3",
    "city",
    "region",
    "postcode",
    "country",
    "birth_date",
    "document_number",
    "signed_at",
    "signed_time",
    "signed_unix",
    "confirmed",
    "ignore",
];
/// Orders of day, month and year.
pub const ORDERS: [&str; 3] = ["dmy", "mdy", "ymd"];
/// What the first line can be.
pub const FIRST: [&str; 3] = ["found", "header", "row"];
/// No form has more columns.
const MOST: usize = 1_000;

/// Keys of a file's columns: the header; the place where a header is empty or stands twice.
pub fn keys(file: &Recognised) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for column in &file.columns {
        *seen.entry(column.header.trim()).or_default() += 1;
    }
    let key = |(n, header): (usize, &str)| match (header, seen[header]) {
        ("", _) | (_, 2..) => format!("#{}", n + 1),
        _ => header.to_owned(),
    };
    file.columns.iter().map(|column| column.header.trim()).enumerate().map(key).collect()
}

/// What was decided of a column before.
pub fn decided(columns_toml: &str, key: &str) -> Option<String> {
    let before: Table = toml::from_str(columns_toml).ok()?;
    before.get("columns")?.get(key)?.as_str().map(str::to_owned)
}

/// The order of dates that was decided before.
pub fn order(columns_toml: &str) -> Option<String> {
    toml::from_str::<Table>(columns_toml).ok()?.get("date_order")?.as_str().map(str::to_owned)
}

/// What was decided before of the first line.
pub fn first(columns_toml: &str) -> Option<&'static str> {
    let header = toml::from_str::<Table>(columns_toml).ok()?.get("header")?.as_bool()?;
    Some(if header { "header" } else { "row" })
}

/// The decisions as they will be kept; what a program decided besides stays.
pub fn text(fields: &Fields, before: &str) -> String {
    let mut all: Table = toml::from_str(before).unwrap_or_default();
    if ORDERS.contains(&fields.text("order")) {
        all.insert("date_order".to_owned(), Value::String(fields.text("order").to_owned()));
    }
    match fields.text("first") {
        "found" => drop(all.remove("header")),
        first @ ("header" | "row") => drop(all.insert("header".to_owned(), Value::Boolean(first == "header"))),
        _ => {}
    }
    let mut columns = match all.remove("columns") {
        Some(Value::Table(columns)) => columns,
        _ => Table::new(),
    };
    for n in 0..MOST {
        let key = fields.text(&format!("key-{n}"));
        if key.is_empty() {
            continue;
        }
        match fields.text(&format!("is-{n}")) {
            "" => drop(columns.remove(key)),
            role => drop(columns.insert(key.to_owned(), Value::String(role.to_owned()))),
        }
    }
    let mut text = String::new();
    all.iter()
        .filter_map(|(name, value)| Some((name, plain(value)?)))
        .for_each(|(name, value)| line(&mut text, name, &value));
    text.push_str("[columns]\n");
    columns
        .iter()
        .filter_map(|(name, value)| Some((name, plain(value)?)))
        .for_each(|(name, value)| line(&mut text, name, &value));
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    text.push_str(&format!("{} = {value}\n", quoted(name)));
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(quoted(text)),
        Value::Integer(n) => Some(n.to_string()),
        Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{Fields, first, text};
    use crate::intake::Choices;

    #[test]
    fn decisions_are_a_columns_file_whatever_a_header_holds() {
        let pairs = [("order", "dmy"), ("key-0", "a\"b\\c\u{7}é"), ("is-0", "email"), ("key-2", "gone"), ("is-2", "")];
        let fields = Fields::of(&pairs);
        let before = "encoding = \"windows-1252\"\nheader = true\n[columns]\ngone = \"city\"\nkept = \"ignore\"\n";
        let text = text(&fields, before);
        assert_eq!(
            text,
            "\"date_order\" = \"dmy\"\n\"encoding\" = \"windows-1252\"\n\"header\" = true\n[columns]\n\"a\\\"b\\\\c\\u0007é\" = \"email\"\n\"kept\" = \"ignore\"\n"
        );
        assert!(Choices::parse(&text).is_ok());
    }

    #[test]
    fn the_first_line_is_what_was_said_last() {
        let said = |first| text(&Fields::of(&[("first", first)]), "header = true\n");
        assert_eq!(said("row"), "\"header\" = false\n[columns]\n");
        assert_eq!((said("found").as_str(), said("").as_str()), ("[columns]\n", "\"header\" = true\n[columns]\n"));
        assert_eq!((first("header = false"), first("")), (Some("row"), None));
    }
}
