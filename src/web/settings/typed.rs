//! Settings as they were typed: taken out one by one, each as what it has to be; what is left over is not understood.
//!
//! In: a table, variables. Out: values, and every mistake in two sentences. Never: a value in a mistake.

use super::PREFIX;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

/// What was typed, as it is taken out setting by setting; what is left over at the end is not understood.
pub struct Typed {
    values: BTreeMap<String, toml::Value>,
    mistakes: Vec<String>,
}

impl Typed {
    pub fn new(table: &toml::Table) -> Typed {
        Typed {
            values: table.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            mistakes: Vec::new(),
        }
    }

    /// A variable is text; it is read as TOML where that makes a value, and else taken as it stands.
    pub fn overridden(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        for (name, text) in variables {
            let Some(name) = name.strip_prefix(PREFIX) else { continue };
            let parsed = toml::from_str::<toml::Table>(&format!("v = {text}")).ok().and_then(|mut t| t.remove("v"));
            let value = parsed.unwrap_or(toml::Value::String(text));
            self.values.insert(name.to_ascii_lowercase(), value);
        }
    }

    fn wrong(&mut self, name: &str, wanted: &str) {
        self.mistakes.push(format!("`{name}` is not understood. Write {wanted}."));
    }

    pub fn text(&mut self, name: &str, default: &str) -> String {
        match self.values.remove(name) {
            None => default.to_owned(),
            Some(toml::Value::String(text)) if text.len() <= 4_096 && !text.contains(char::is_control) => text,
            Some(_) => {
                self.wrong(name, "one line of text in quotes");
                default.to_owned()
            }
        }
    }

    pub fn texts(&mut self, name: &str) -> Vec<String> {
        let items = match self.values.remove(name) {
            None => return Vec::new(),
            Some(toml::Value::Array(items)) => items,
            Some(_) => Vec::from([toml::Value::Boolean(false)]),
        };
        let texts = items.into_iter().map(|item| match item {
            toml::Value::String(text) => Some(text),
            _ => None,
        });
        texts.collect::<Option<Vec<_>>>().unwrap_or_else(|| {
            self.wrong(name, "texts in quotes between brackets, as `[\"…\", \"…\"]`");
            Vec::new()
        })
    }

    pub fn path(&mut self, name: &str) -> Option<PathBuf> {
        Some(self.text(name, "")).filter(|text| !text.is_empty()).map(PathBuf::from)
    }

    pub fn parsed<T: std::str::FromStr>(&mut self, name: &str, default: &str, wanted: &str) -> T {
        let text = self.text(name, default);
        let default = || default.parse().ok().expect("a default that parses");
        text.parse().unwrap_or_else(|_| {
            self.wrong(name, wanted);
            default()
        })
    }

    pub fn addresses(&mut self, name: &str) -> Vec<IpAddr> {
        let parsed: Option<Vec<IpAddr>> = self.texts(name).iter().map(|text| text.parse().ok()).collect();
        parsed.unwrap_or_else(|| {
            self.wrong(name, "addresses in quotes between brackets, as `[\"10.0.0.2\"]`");
            Vec::new()
        })
    }

    pub fn truth(&mut self, name: &str, default: bool) -> bool {
        match self.values.remove(name) {
            None => default,
            Some(toml::Value::Boolean(truth)) => truth,
            Some(_) => {
                self.wrong(name, "`true` or `false`");
                default
            }
        }
    }

    pub fn number(&mut self, name: &str, default: u64, least: u64, most: u64) -> u64 {
        match self.values.remove(name) {
            None => default,
            Some(toml::Value::Integer(n)) if u64::try_from(n).is_ok_and(|n| (least..=most).contains(&n)) => n as u64,
            Some(_) => {
                self.wrong(name, &format!("a whole number from {least} to {most}"));
                default
            }
        }
    }

    pub fn finish(mut self) -> Vec<String> {
        for name in self.values.keys() {
            // The name of a setting is the operator's own word for it, and what a reader looks for.
            let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
            self.mistakes
                .push(format!("`{name}` is no setting of the service. `config/handover.toml` names every one."));
        }
        self.mistakes
    }
}
