//! The words of the verify page, from `config/texts/verify-*.ftl`: one line each. The page's script fills and counts them in
//! the browser, this file where there is no script. One more language is one more file and one line here.

use crate::spacing;
use crate::web::texts::{self, Texts};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const EN: &str = include_str!("../../../config/texts/verify-en.ftl");
const FR: &str = include_str!("../../../config/texts/verify-fr.ftl");
const LANGUAGES: [(&str, &str); 2] = [("en", EN), ("fr", FR)];

/// As they are set: with the spaces that nobody types.
static SOURCES: LazyLock<[(&str, Cow<'static, str>); 2]> =
    LazyLock::new(|| LANGUAGES.map(|(code, source)| (code, spacing::in_language(code, source))));
static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| SOURCES.iter().map(|(code, source)| Words::new(code, source)).collect());

/// The words of one language.
pub struct Words {
    pub code: &'static str,
    messages: BTreeMap<&'static str, &'static str>,
}

/// All languages.
#[cfg(test)]
pub fn all() -> &'static [Words] {
    &WORDS
}

/// In the language of these texts; English where there is none.
pub fn of(texts: &Texts) -> &'static Words {
    WORDS.iter().find(|words| words.code == texts.code).unwrap_or(&WORDS[0])
}

impl Words {
    fn new(code: &'static str, source: &'static str) -> Words {
        let lines = source.lines().filter(|line| !line.starts_with('#'));
        Words { code, messages: lines.filter_map(|line| line.split_once(" = ")).collect() }
    }

    /// A message as it stands; a key that is none is shown, and a test finds it.
    pub fn word<'w>(&self, key: &'w str) -> &'w str {
        self.messages.get(key).copied().unwrap_or(key)
    }

    /// What a finding means to somebody who is no programmer.
    pub fn finding(&self, code: &str) -> &'static str {
        let own = self.messages.get(format!("finding-{code}").as_str());
        own.copied().unwrap_or_else(|| self.messages["finding-other"])
    }

    /// A message, each `{ $name }` replaced.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        let fill = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{ ${name} }}"), value);
        values.iter().fold(self.word(key).to_owned(), fill)
    }

    /// `KEY-one` or `KEY-other`, as the language counts.
    pub fn counted(&self, key: &str, n: u64, values: &[(&str, &str)]) -> String {
        let one = if self.code == "fr" { n < 2 } else { n == 1 };
        let form = [("one", one), ("other", true)].map(|(form, fits)| (format!("{key}-{form}"), fits));
        let form = form
            .iter()
            .find(|(form, fits)| *fits && self.messages.contains_key(form.as_str()))
            .map_or(key, |(form, _)| form);
        let shown = self.number(n);
        self.filled(form, &[&[("n", shown.as_str())], values].concat())
    }

    pub fn number(&self, n: u64) -> String {
        texts::of(self.code).unwrap_or_else(texts::english).number(n)
    }

    /// Everything, for the page's script. In a data block nothing may end the element: `<` is written as JSON can.
    pub fn as_json(&self) -> String {
        serde_json::json!(self.messages).to_string().replace('<', "\\u003c")
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, WORDS, of};
    use crate::web::texts;

    #[test]
    fn every_language_says_the_same_things_with_the_same_places() {
        let places = |text: &str| {
            let mut names: Vec<String> =
                text.split("{ $").skip(1).filter_map(|rest| rest.split(" }").next().map(str::to_owned)).collect();
            names.sort();
            names
        };
        assert_eq!(WORDS.len(), texts::all().len());
        for words in WORDS.iter() {
            assert!(words.messages.keys().eq(WORDS[0].messages.keys()), "{}", words.code);
            for (key, text) in &words.messages {
                assert_eq!(places(text), places(WORDS[0].messages[key]), "{} {key}", words.code);
            }
        }
        for (code, source) in LANGUAGES {
            let lines = source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
            assert_eq!(lines, WORDS[0].messages.len(), "{code}: one line each");
        }
    }

    /// Every code of `docs/findings.md`, of a dossier and of a response.
    #[test]
    fn every_finding_has_its_words_in_every_language() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
        let documented = std::fs::read_to_string(path).expect("a document");
        let codes: Vec<&str> = documented
            .lines()
            .filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0))
            .flat_map(|codes| codes.split("` / `"))
            .collect();
        assert!(codes.len() > 80, "{codes:?}");
        for words in WORDS.iter() {
            for code in &codes {
                assert!(words.messages.contains_key(format!("finding-{code}").as_str()), "{} {code}", words.code);
            }
        }
    }

    #[test]
    fn french_signs_never_begin_a_line() {
        let french = of(texts::of("fr").expect("a language"));
        assert!(french.word("verify-lead").ends_with("ici\u{202f}?"), "{}", french.word("verify-lead"));
        for (key, text) in &french.messages {
            let typed = [" :", " ;", " ?", " !", " »", "« ", " %"].iter().any(|sign| text.contains(sign));
            assert!(!typed, "{key}: {text}");
        }
    }

    #[test]
    fn numbers_are_counted_as_the_language_does() {
        let [english, french] = ["en", "fr"].map(|code| of(texts::of(code).expect("a language")));
        let said = |words: &super::Words, n| words.counted("verify-same-sentence", n, &[("date", "2017-05-12")]);
        assert!(said(english, 1).contains("1 signature,") && said(english, 9630).contains("9,630 signatures"));
        assert!(said(french, 9630).contains("9\u{202f}630 signatures") && said(french, 1).contains("2017-05-12"));
        assert!(!english.as_json().contains('<'));
    }
}
