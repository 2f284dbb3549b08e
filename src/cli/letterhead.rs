//! `[letterhead]` of the operator's file, and the logo that it names.
//!
//! In: settings, and the bytes of one file. Out: `Letterhead`, or every mistake there is. Never: another file than that one.

use super::config::Config;
use super::files;
use super::voice::{Plain, Trouble, Voice};
use crate::paper::{Colour, LOGO_BYTES, Letterhead, Logo};
use serde::Deserialize;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// As it is typed; what is empty is not set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub name: String,
    pub address: Vec<String>,
    pub logo: String,
    pub colour: String,
}

/// Lines of an address, and letters of a line.
const MOST_LINES: usize = 8;
const MOST_LETTERS: usize = 200;

impl Default for Settings {
    fn default() -> Settings {
        Settings { name: String::new(), address: Vec::new(), logo: String::new(), colour: "#000000".to_owned() }
    }
}

/// Of the configuration at hand; all mistakes but the last are said at once.
pub fn of(config: &Config, voice: &Voice) -> Result<Option<Arc<Letterhead>>, Trouble> {
    if config.letterhead == Settings::default() {
        return Ok(None);
    }
    config.letterhead.read().map(|head| Some(Arc::new(head))).map_err(|troubles| voice.all_but_last(troubles))
}

impl Settings {
    /// # Errors
    /// Every mistake that there is.
    fn read(&self) -> Result<Letterhead, Vec<Trouble>> {
        let mut mistakes = Vec::new();
        let mut wrong = |what: &str| mistakes.push(Trouble::could_not(format_args!("[letterhead] {what}")));
        let lines = self.address.iter().map(|line| line.trim());
        for (setting, line) in std::iter::once(("name", self.name.trim())).chain(lines.map(|line| ("address", line))) {
            if line.chars().count() > MOST_LETTERS {
                wrong(&format!(
                    "`{setting}` has a line of more than {MOST_LETTERS} letters. Write what stands on your paper, one line each."
                ));
            }
            if line.chars().any(char::is_control) {
                wrong(&format!(
                    "`{setting}` holds a line break or another control character. Give each line of `address` for itself."
                ));
            }
        }
        if self.address.len() > MOST_LINES {
            wrong(&format!(
                "`address` has more than {MOST_LINES} lines. Write what stands on your paper, one line each."
            ));
        }
        let colour = match self.colour.trim() {
            "" => Colour::default(),
            typed => Colour::parse(typed).unwrap_or_else(|error| {
                wrong(&format!("`colour` {error}"));
                Colour::default()
            }),
        };
        let logo = (!self.logo.is_empty()).then(|| logo(Path::new(&self.logo))).transpose().unwrap_or_else(|trouble| {
            mistakes.push(trouble);
            None
        });
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let said = |line: &str| Some(line.trim().to_owned()).filter(|line| !line.is_empty());
        Ok(Letterhead {
            name: said(&self.name),
            address: self.address.iter().filter_map(|line| said(line)).collect(),
            logo,
            colour,
        })
    }
}

fn logo(path: &Path) -> Result<Logo, Trouble> {
    let shown = path.display().to_string();
    let of_file = |trouble: Trouble| trouble.in_file(&"[letterhead] `logo`");
    let about = std::fs::metadata(path).map_err(|error| of_file(files::unreadable(path, error.kind())))?;
    if !about.is_file() {
        return Err(of_file(Trouble::could_not(format_args!(
            "{} is no file. Name the PNG or SVG itself.",
            Plain(&shown)
        ))));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| of_file(files::unreadable(path, error.kind())))?;
    file.take(LOGO_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| of_file(files::unreadable(path, error.kind())))?;
    Logo::read(&bytes).map_err(|error| of_file(Trouble::could_not(format_args!("{} {error}", Plain(&shown)))))
}

#[cfg(test)]
mod tests {
    use super::Settings;

    fn said(toml: &str) -> Result<crate::paper::Letterhead, Vec<String>> {
        let settings: Settings = toml::from_str(toml).expect("settings");
        settings.read().map_err(|troubles| troubles.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_set_is_read() {
        let logo = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/letterhead/logo.svg");
        let head = said(&format!(
            "name = \" All Out \"\naddress = [\"1 Road\", \"\", \"Paris\"]\nlogo = \"{logo}\"\ncolour = \"#0b5c6b\""
        ));
        let head = head.expect("a letterhead");
        assert_eq!(
            (head.name.as_deref(), head.address),
            (Some("All Out"), vec!["1 Road".to_owned(), "Paris".to_owned()])
        );
        assert!(head.logo.is_some());
        assert_eq!(head.colour.to_string(), "#0b5c6b");
    }

    #[test]
    fn every_mistake_is_said_in_two_sentences() {
        let long = "x".repeat(201);
        let said = said(&format!(
            "name = \"{long}\"\naddress = [\"a\\nb\", \"\", \"\", \"\", \"\", \"\", \"\", \"\", \"\"]\nlogo = \"/nowhere/logo.png\"\ncolour = \"#ffe000\""
        ))
        .expect_err("mistakes");
        assert_eq!(said.len(), 5, "{said:#?}");
        for (sentence, word) in said.iter().zip(["`name`", "`address`", "`address`", "`colour`", "`logo`"]) {
            assert!(sentence.starts_with("[letterhead] ") && sentence.contains(word), "{sentence}");
            assert!(sentence.matches(". ").count() == 1 && sentence.ends_with('.'), "{sentence}");
            assert!(!sentence.contains("xxx"), "{sentence}");
        }
        for (logo, word) in [
            (env!("CARGO_MANIFEST_DIR"), "is no file"),
            (concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), "neither a PNG nor an SVG"),
        ] {
            let said = self::said(&format!("logo = \"{logo}\"")).expect_err("a mistake");
            assert!(said.len() == 1 && said[0].contains(word) && said[0].contains(logo), "{said:?}");
        }
        for colour in ["#fff", "red", "#12345g", "0b5c6b", "#+12345", "#ééé"] {
            let said = self::said(&format!("colour = \"{colour}\"")).expect_err("no colour");
            assert!(said.len() == 1 && said[0].contains("is not a colour"), "{said:?}");
        }
    }
}
