//! The words of `config/columns/`: headers, months, yes and no, in many languages, and the platforms' sets of headers.
//!
//! In: the files compiled into the program. Out: look-ups by a folded key. Never: a word that means two things.

use crate::fields::Field;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Field(Field),
    /// A name whose kind depends on the other columns: `Name`, `Nom`, `Nombre`.
    Name,
    MiddleName,
    Street2,
    Street3,
    /// The time of day that belongs to `signed_at`.
    SignedTime,
    /// `signed_at` as seconds or milliseconds since 1970.
    SignedUnix,
    Confirmed,
    /// Engaging Networks: which kind of campaign the row is of.
    CampaignType,
    Ignore,
}

impl Role {
    /// By the name that `config/columns/` and a columns file use.
    pub fn from_name(name: &str) -> Option<Role> {
        Some(match name {
            "name" => Role::Name,
            "middle_name" => Role::MiddleName,
            "street_2" => Role::Street2,
            "street_3" => Role::Street3,
            "signed_time" => Role::SignedTime,
            "signed_unix" => Role::SignedUnix,
            "confirmed" => Role::Confirmed,
            "campaign_type" => Role::CampaignType,
            "ignore" => Role::Ignore,
            field => Role::Field(Field::from_name(field)?),
        })
    }

    /// Its name there; none where nothing is read by it.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Role::Field(field) => field.name(),
            Role::MiddleName => "middle_name",
            Role::Street2 => "street_2",
            Role::Street3 => "street_3",
            Role::SignedTime => "signed_time",
            Role::SignedUnix => "signed_unix",
            Role::Confirmed => "confirmed",
            Role::CampaignType => "campaign_type",
            Role::Name | Role::Ignore => return None,
        })
    }
}

/// A role, and its rank: a smaller one takes the field from a greater one.
pub(super) type Known = (Role, u8);

type Lists = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[serde(default)]
    fields: Lists,
    #[serde(default)]
    second: Lists,
    #[serde(default)]
    third: Lists,
    #[serde(default)]
    fourth: Lists,
    #[serde(default)]
    parts: Lists,
    #[serde(default)]
    ignored: Lists,
    #[serde(default)]
    months: Names,
    #[serde(default)]
    words: Lists,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Platforms {
    platform: Vec<PlatformText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlatformText {
    name: String,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    timezone: Option<String>,
    #[serde(default)]
    second_header: bool,
    #[serde(default)]
    first: bool,
    most: Option<usize>,
    delimiter: Option<char>,
    #[serde(default)]
    shape: Vec<Shape>,
    #[serde(default)]
    roles: Vec<String>,
}

/// What a column without a header holds in every row.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Shape {
    #[serde(rename = "text")]
    Text,
    #[serde(rename = "yyyymmdd")]
    EightDigits,
}

/// One platform's way to write an export.
pub(super) struct Platform {
    pub name: &'static str,
    /// Folded headers that are all there.
    has: Vec<String>,
    /// Its columns, by folded header.
    pub columns: HashMap<String, Role>,
    pub timezone: Option<&'static str>,
    /// The second line belongs to the header.
    pub second_header: bool,
    /// The first of `has` is the first column.
    first: bool,
    /// It has no more columns than this.
    most: Option<usize>,
    delimiter: Option<char>,
    shape: Vec<Shape>,
    /// Its columns, by place, where it has no header.
    pub places: Vec<Role>,
}

/// All words, loaded once.
pub(super) struct Words {
    headers: HashMap<String, Known>,
    pub months: HashMap<String, u8>,
    yes_no: HashMap<String, bool>,
    pub platforms: Vec<Platform>,
}

const LANGUAGES: &[&str] = &[
    include_str!("../../config/columns/en.toml"),
    include_str!("../../config/columns/fr.toml"),
    include_str!("../../config/columns/de.toml"),
    include_str!("../../config/columns/es.toml"),
    include_str!("../../config/columns/it.toml"),
    include_str!("../../config/columns/pt.toml"),
    include_str!("../../config/columns/ru.toml"),
    include_str!("../../config/columns/nl.toml"),
    include_str!("../../config/columns/fi.toml"),
    include_str!("../../config/columns/pl.toml"),
];
const PLATFORMS: &str = include_str!("../../config/columns/platforms.toml");

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words =
        Words { headers: HashMap::new(), months: HashMap::new(), yes_no: HashMap::new(), platforms: Vec::new() };
    for text in LANGUAGES {
        words.add(toml::from_str(text).expect("a test reads the compiled-in languages"));
    }
    let platforms: Platforms = toml::from_str(PLATFORMS).expect("a test reads the compiled-in platforms");
    words.platforms = platforms.platform.into_iter().map(Platform::of).collect();
    words
});

/// The compiled-in words.
pub(super) fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn add(&mut self, language: Language) {
        let ranked = [
            (language.fields, 0),
            (language.second, 1),
            (language.third, 2),
            (language.fourth, 3),
            (language.parts, 0),
        ];
        for (lists, rank) in ranked {
            for (role, names) in lists {
                let role = Role::from_name(&role).expect("a test reads the compiled-in roles");
                for name in names {
                    self.headers.entry(key(&name)).or_insert((role, rank));
                }
            }
        }
        for name in language.ignored.into_values().flatten() {
            self.headers.entry(key(&name)).or_insert((Role::Ignore, 0));
        }
        for (n, names) in language.months.names.iter().enumerate() {
            for name in names {
                self.months.entry(key(name)).or_insert(n as u8 + 1);
            }
        }
        for (word, names) in language.words {
            for name in names {
                self.yes_no.entry(key(&name)).or_insert(word == "yes");
            }
        }
    }

    /// What a header is known for. A trailing remark in brackets is left aside where the whole is not known.
    pub fn header(&self, header: &str) -> Option<Known> {
        if let Some(known) = self.headers.get(&key(header)) {
            return Some(*known);
        }
        let bare = without_brackets(header);
        let bare = key(&bare);
        if bare.is_empty() { None } else { self.headers.get(&bare).copied() }
    }

    /// `Some` where a word says yes or no.
    pub fn yes_no(&self, word: &str) -> Option<bool> {
        self.yes_no.get(&key(word)).copied()
    }

    /// The platform whose headers these are (folded, in order).
    pub fn platform(&self, keys: &[String]) -> Option<&Platform> {
        self.platforms.iter().find(|platform| {
            !platform.has.is_empty()
                && platform.has.iter().all(|header| keys.contains(header))
                && (!platform.first || keys.first() == platform.has.first())
                && platform.most.is_none_or(|most| keys.len() <= most)
        })
    }

    /// The platform whose rows without a header these are.
    pub fn headerless(&self, delimiter: u8, rows: &[Vec<String>]) -> Option<&Platform> {
        let fits = |row: &Vec<String>, shape: &[Shape]| {
            row.len() == shape.len()
                && row.iter().zip(shape).all(|(cell, shape)| {
                    *shape == Shape::Text || cell.len() == 8 && cell.bytes().all(|b| b.is_ascii_digit())
                })
        };
        self.platforms.iter().find(|platform| {
            platform.delimiter == Some(char::from(delimiter))
                && !rows.is_empty()
                && rows.iter().filter(|row| fits(row, &platform.shape)).count() * 10 >= rows.len() * 9
        })
    }
}

impl Platform {
    fn of(text: PlatformText) -> Platform {
        let leaked = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
        Platform {
            name: leaked(text.name),
            has: text.has.iter().map(|header| key(header)).collect(),
            columns: text
                .columns
                .iter()
                .map(|(header, role)| (key(header), Role::from_name(role).expect("a test reads the compiled-in roles")))
                .collect(),
            timezone: text.timezone.map(leaked),
            second_header: text.second_header,
            first: text.first,
            most: text.most,
            delimiter: text.delimiter,
            shape: text.shape,
            places: text
                .roles
                .iter()
                .map(|role| Role::from_name(role).expect("a test reads the compiled-in roles"))
                .collect(),
        }
    }
}

/// A word without case, accents, spaces, punctuation and invisible characters: NFKD, letters and digits, lower case.
/// `#` alone stays, as a header that means a number.
pub(super) fn key(word: &str) -> String {
    if word.is_ascii() {
        let key: String =
            word.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect();
        return if key.is_empty() && word.contains('#') { "#".to_owned() } else { key };
    }
    icu_normalizer::DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(word)
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn without_brackets(header: &str) -> String {
    let mut depth = 0usize;
    header
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' | '（' => depth += 1,
                ')' | ']' | '）' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that two languages use for two things; which one it is, the other columns or the order of the files say.
    const SHARED: &[&str] = &["region", "titel", "status"];

    #[test]
    fn every_compiled_in_file_loads_and_no_header_means_two_fields() {
        let mut seen: HashMap<String, (String, String)> = HashMap::new();
        for text in LANGUAGES {
            let language: Language = toml::from_str(text).expect("a language file");
            assert!(language.months.names.len() == 12, "{}", text.lines().next().unwrap_or_default());
            for lists in [&language.fields, &language.second, &language.third, &language.fourth, &language.parts] {
                for (role, names) in lists {
                    assert!(Role::from_name(role).is_some(), "{role}");
                    for name in names {
                        let (other, _) = seen.entry(key(name)).or_insert((role.clone(), name.clone()));
                        assert!(other == role || SHARED.contains(&name.as_str()), "{name}: {role} or {other}");
                    }
                }
            }
            for name in language.ignored.values().flatten() {
                if let Some((other, _)) = seen.get(&key(name)) {
                    assert!(SHARED.contains(&name.as_str()), "{name}: ignored or {other}");
                }
            }
        }
        assert!(words().platforms.len() > 10);
    }

    #[test]
    fn headers_are_folded() {
        for header in ["E-Mail", "\u{feff}email", "\"Email\"", " e_mail ", "EMAIL (required)", "Email*", "Ｅmail"] {
            assert_eq!(words().header(header), Some((Role::Field(Field::Email), 0)), "{header}");
        }
        assert_eq!(words().header("Prenom"), Some((Role::Field(Field::GivenName), 0)));
        assert_eq!(words().header("#"), Some((Role::Ignore, 0)));
        assert_eq!(words().header(""), None);
        assert_eq!(words().header("???"), None);
    }
}
