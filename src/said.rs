//! What is to be said: which sentences, and with what. Their words are chosen where they are read, in the reader's language.
//!
//! In: the id of a message, and by name what it is about: files, columns, counts. Out: the same, to be kept and sent on.
//! Never: a word of any language; a cell.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A message of `config/texts/web-*.ftl`, and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The message's id.
    pub code: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<Cow<'static, str>, With>,
}

/// What a message is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum With {
    /// As it is called: a file, a column, a member.
    Name(String),
    Names(Vec<String>),
    Count(u64),
    /// Another message, as that of a field.
    Word(String),
    /// A country, by ISO 3166-1 alpha-2.
    Country(String),
}

impl Said {
    pub const fn of(code: &'static str) -> Said {
        Said { code: Cow::Borrowed(code), with: BTreeMap::new() }
    }

    pub fn name(self, name: &'static str, called: &str) -> Said {
        self.with(name, With::Name(plain(called)))
    }

    pub fn names(self, name: &'static str, called: &[String]) -> Said {
        self.with(name, With::Names(called.iter().map(|one| plain(one)).collect()))
    }

    pub fn count(self, name: &'static str, n: u64) -> Said {
        self.with(name, With::Count(n))
    }

    pub fn word(self, name: &'static str, id: impl Into<String>) -> Said {
        self.with(name, With::Word(id.into()))
    }

    pub fn country(self, name: &'static str, code: &str) -> Said {
        self.with(name, With::Country(code.to_owned()))
    }

    fn with(mut self, name: &'static str, with: With) -> Said {
        self.with.insert(Cow::Borrowed(name), with);
        self
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain members are JSON")
    }
}

/// So many characters of a name are shown.
const SHOWN: usize = 80;

/// Line ends and other controls become spaces, a long name is cut.
fn plain(name: &str) -> String {
    let letters = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut shown: String = letters.take(SHOWN).collect();
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn what_is_kept_is_read_again() {
        let said = Said::of("ask-two-columns").name("file", "a\r\nb.csv").names("keys", &["E".repeat(90)]);
        let said = said.count("n", u64::MAX).word("field", "field-email").country("country", "FR");
        let json = said.to_json();
        assert_eq!(serde_json::from_str::<Said>(&json).expect("the same"), said);
        assert!(json.contains(r#"{"name":"a  b.csv"}"#) && json.contains(&format!("{}…", "E".repeat(80))), "{json}");
        assert_eq!(Said::of("refused-no-export").to_json(), r#"{"code":"refused-no-export"}"#);
        assert!(serde_json::from_str::<Said>("\"There is no export yet. Upload one.\"").is_err());
    }
}
