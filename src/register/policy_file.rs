//! The reader of policy files: every key known, every field named, every value within its bounds.
//!
//! In: the text of a policy file. Out: `Policy`, or the key that is wrong. Never: a default for a field.

use super::policy::{COUNT, NAMED, Policy, Words};
use super::treatment::{Treatment, words_allowed};
use crate::counts::{Granularity, Unit};
use crate::fields::{Field, FieldSet};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Under this no policy merges anything worth the name.
const LEAST_K: u64 = 10;
/// The default policy's k may not be smaller, whatever its file says.
const LEAST_K_OF_COUNT: u64 = 20;
const MOST_K: u64 = 1_000_000;
/// Longer plain words do not fit the cover's box.
const MOST_WORDS: usize = 600;

/// Opening these, a response says where somebody lives or who they are to the state; only a policy that says so does.
const CLOSED_BY_DEFAULT: [Field; 5] =
    [Field::Email, Field::Phone, Field::Street, Field::BirthDate, Field::DocumentNumber];

/// What is wrong with a policy file: the key, never the file's text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PolicyError {
    #[error("line {line} of the policy `{name}` is not TOML. Compare the file with one of the built-in policies.")]
    Form { name: String, line: usize },
    #[error("the policy `{name}` has the key `{key}`, which no policy has. Correct its spelling or take it out.")]
    Unknown { name: String, key: String },
    #[error("the policy `{name}` does not say `{key}`. Add it: every policy names each field and each rule.")]
    Missing { name: String, key: String },
    #[error("the policy `{name}` has a value for `{key}` that is not allowed. Write {allowed}.")]
    Value { name: String, key: String, allowed: String },
    #[error("the policy `{name}` has the name of a built-in policy but is not the same. Give its file another name.")]
    NameTaken { name: String },
    #[error("`{name}` is no name for a policy. Name its file with small letters, digits and hyphens, at most 32.")]
    Name { name: String },
}

/// Reads a policy file by the rules alone, whoever else has its name.
pub(super) fn read(name: &str, text: &str) -> Result<Policy, PolicyError> {
    let is_name = (1..=32).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !name.starts_with('-');
    if !is_name {
        let name = name.chars().filter(char::is_ascii_graphic).take(32).collect();
        return Err(PolicyError::Name { name });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table: Table = text.parse().map_err(|error: toml::de::Error| PolicyError::Form {
        name: name.to_owned(),
        line: error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1),
    })?;
    let mut keys = Keys { name, prefix: String::new(), table };

    let rows = keys.boolean("rows")?;
    let least = if name == COUNT { LEAST_K_OF_COUNT } else { LEAST_K };
    let k = keys.number("k", least, MOST_K)?;
    let unit = keys.word("unit", &[("rows", Unit::Rows), ("signatures", Unit::Signatures)])?;
    let periods = [("month", Granularity::Month), ("quarter", Granularity::Quarter), ("year", Granularity::Year)];
    let period = keys.word("period", &periods)?;
    let pseudonym = keys.boolean("pseudonym")?;
    let treatments = treatments(keys.inner("fields")?, name == NAMED)?;
    let uncommitted = keys.fields("uncommitted")?.unwrap_or_default();
    let by_default = CLOSED_BY_DEFAULT.into_iter().fold(Field::ALL.into_iter().collect(), FieldSet::without);
    let challenge = keys.fields("challenge_fields")?.unwrap_or(by_default);
    let requires_confirmed = keys.optional("require_confirmed", Keys::boolean)?.unwrap_or(false);
    let requires_valid_address = keys.optional("require_valid_address", Keys::boolean)?.unwrap_or(false);
    let words = words(keys.inner("words")?)?;

    if name == COUNT && (rows || unit != Unit::Rows) {
        let (key, allowed) = if rows { ("rows", "`false`") } else { ("unit", "`rows`") };
        return Err(keys.value(key, allowed));
    }
    for field in [Field::GivenName, Field::FamilyName, Field::FullName] {
        // Rows without address, number and birth date are told apart by what is committed.
        if uncommitted.contains(field) {
            return Err(keys.value("uncommitted", "no name: rows are told apart by them"));
        }
        if treatments[field.index()] != treatments[Field::FullName.index()] {
            return Err(keys.value(&format!("fields.{}", field.name()), "the same for all three names"));
        }
    }
    let shown = Field::ALL.into_iter().find(|field| treatments[field.index()] != Treatment::Withhold);
    if let (false, Some(field)) = (rows, shown) {
        return Err(keys.value(&format!("fields.{}", field.name()), "`withhold`, where `rows` is false"));
    }
    if !rows && pseudonym {
        return Err(keys.value("pseudonym", "`false`, where `rows` is false"));
    }
    keys.end()?;
    let name = name.to_owned();
    Ok(Policy {
        name,
        k,
        rows,
        unit,
        period,
        pseudonym,
        treatments,
        uncommitted,
        challenge,
        requires_confirmed,
        requires_valid_address,
        words,
    })
}

fn treatments(mut keys: Keys<'_>, named: bool) -> Result<[Treatment; Field::COUNT], PolicyError> {
    let mut treatments = [Treatment::Withhold; Field::COUNT];
    for field in Field::ALL {
        let word = keys.take(field.name())?;
        let treatment = word.as_str().and_then(|word| Treatment::parse(word, field, named));
        treatments[field.index()] = treatment.ok_or_else(|| keys.value(field.name(), &words_allowed(field, named)))?;
    }
    keys.end()?;
    Ok(treatments)
}

fn words(mut keys: Keys<'_>) -> Result<BTreeMap<String, Words>, PolicyError> {
    let mut languages: Vec<String> = keys.table.keys().cloned().collect();
    languages.extend(["en", "fr"].map(str::to_owned));
    languages.sort();
    languages.dedup();
    let mut words = BTreeMap::new();
    for language in languages {
        if language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(keys.unknown(&language));
        }
        let mut texts = keys.inner(&language)?;
        let of_language =
            Words { shows: texts.text("shows")?, withholds: texts.text("withholds")?, merged: texts.text("merged")? };
        texts.end()?;
        words.insert(language, of_language);
    }
    Ok(words)
}

/// A table of the file; keys are taken out one by one, and at its end none may be left.
struct Keys<'n> {
    name: &'n str,
    prefix: String,
    table: Table,
}

impl<'n> Keys<'n> {
    fn path(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn value(&self, key: &str, allowed: &str) -> PolicyError {
        PolicyError::Value { name: self.name.to_owned(), key: self.path(key), allowed: allowed.to_owned() }
    }

    fn unknown(&self, key: &str) -> PolicyError {
        let key: String = key.chars().filter(|c| !c.is_control()).take(60).collect();
        PolicyError::Unknown { name: self.name.to_owned(), key: self.path(&key) }
    }

    fn take(&mut self, key: &str) -> Result<Value, PolicyError> {
        let missing = PolicyError::Missing { name: self.name.to_owned(), key: self.path(key) };
        self.table.remove(key).ok_or(missing)
    }

    fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Self, &str) -> Result<T, PolicyError>,
    ) -> Result<Option<T>, PolicyError> {
        if self.table.contains_key(key) { read(self, key).map(Some) } else { Ok(None) }
    }

    fn inner(&mut self, key: &str) -> Result<Keys<'n>, PolicyError> {
        match self.take(key)? {
            Value::Table(table) => Ok(Keys { name: self.name, prefix: self.path(key) + ".", table }),
            _ => Err(self.value(key, &format!("it as a table, `[{}]`", self.path(key)))),
        }
    }

    fn boolean(&mut self, key: &str) -> Result<bool, PolicyError> {
        self.take(key)?.as_bool().ok_or_else(|| self.value(key, "`true` or `false`"))
    }

    fn number(&mut self, key: &str, least: u64, most: u64) -> Result<u64, PolicyError> {
        let number = self.take(key)?.as_integer().and_then(|number| u64::try_from(number).ok());
        let within = number.filter(|number| (least..=most).contains(number));
        within.ok_or_else(|| self.value(key, &format!("a number from {least} to {most}")))
    }

    fn word<T: Copy>(&mut self, key: &str, known: &[(&str, T)]) -> Result<T, PolicyError> {
        let value = self.take(key)?;
        let found = known.iter().find(|(word, _)| value.as_str() == Some(word)).map(|(_, meaning)| *meaning);
        let words: Vec<_> = known.iter().map(|(word, _)| format!("`{word}`")).collect();
        found.ok_or_else(|| self.value(key, &words.join(" or ")))
    }

    fn text(&mut self, key: &str) -> Result<String, PolicyError> {
        let value = self.take(key)?;
        let text = value.as_str().map(str::trim).filter(|text| (1..=MOST_WORDS).contains(&text.chars().count()));
        let plain = text.filter(|text| !text.chars().any(char::is_control));
        plain.map(str::to_owned).ok_or_else(|| self.value(key, &format!("one line of at most {MOST_WORDS} characters")))
    }

    fn fields(&mut self, key: &str) -> Result<Option<FieldSet>, PolicyError> {
        let allowed = "a list of the fields that stand under `[fields]`, each in quotes";
        self.optional(key, |keys, key| {
            let Value::Array(names) = keys.take(key)? else { return Err(keys.value(key, allowed)) };
            let fields: Option<FieldSet> = names.iter().map(|name| Field::from_name(name.as_str()?)).collect();
            fields.ok_or_else(|| keys.value(key, allowed))
        })
    }

    fn end(&self) -> Result<(), PolicyError> {
        self.table.keys().next().map_or(Ok(()), |key| Err(self.unknown(key)))
    }
}
