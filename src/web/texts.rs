//! The words of the pages, from `config/texts/web-*.ftl`. One more language is one more file and one line here.

use super::countries;
use crate::said::{Said, With};
use crate::spacing;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::sync::LazyLock;

const EN: &str = include_str!("../../config/texts/web-en.ftl");
const FR: &str = include_str!("../../config/texts/web-fr.ftl");

/// Code, the language's own name, words.
const LANGUAGES: [(&str, &str, &str); 2] = [("en", "English", EN), ("fr", "Français", FR)];

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| LANGUAGES.iter().map(Texts::new).collect());

/// The words of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    pub code: &'static str,
    /// In the language itself.
    pub name: &'static str,
}

/// All languages, in the order in which they are offered.
pub fn all() -> &'static [Texts] {
    &TEXTS
}

/// The words of a language (ISO 639-1), if there are any.
pub fn of(code: &str) -> Option<&'static Texts> {
    TEXTS.iter().find(|texts| texts.code == code)
}

/// English: what programs are answered in, and whom nobody understands.
pub fn english() -> &'static Texts {
    &TEXTS[0]
}

/// The first language of an `Accept-Language` that there are words for; weights are rarely out of order and not read.
pub fn accepted(header: &str) -> Option<&'static Texts> {
    header.split(',').filter_map(|range| range.trim().get(..2)).find_map(of)
}

impl Texts {
    fn new((code, name, source): &(&'static str, &'static str, &str)) -> Texts {
        let source = spacing::in_language(code, source).into_owned();
        let resource = FluentResource::try_new(source).expect("a test parses every file of texts");
        let language = code.parse().expect("the codes of LANGUAGES are codes");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("a test reads every message of every file");
        Texts { bundle, code, name }
    }

    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A message without arguments.
    pub fn say(&self, id: &str) -> Cow<'_, str> {
        self.said(id, None)
    }

    /// A message with a text for `$what`.
    pub fn say_of(&self, id: &str, what: &str) -> String {
        let mut given = FluentArgs::new();
        given.set("what", FluentValue::from(what.to_owned()));
        self.said(id, Some(&given)).into_owned()
    }

    /// A message with a text for each name.
    pub fn say_with(&self, id: &str, what: &[(&str, &str)]) -> String {
        let mut given = FluentArgs::new();
        for (name, text) in what {
            given.set(*name, FluentValue::from((*text).to_owned()));
        }
        self.said(id, Some(&given)).into_owned()
    }

    /// A message for a script to fill in: `{name}` stands where `$name` comes.
    pub fn with_blanks(&self, id: &str, names: &[&str]) -> String {
        let blanks: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        let given: Vec<(&str, &str)> = names.iter().copied().zip(blanks.iter().map(String::as_str)).collect();
        self.say_with(id, &given)
    }

    /// A message with a number for `$n`, and as it is shown for `$n-shown`.
    pub fn count(&self, id: &str, n: u64) -> String {
        let mut given = FluentArgs::new();
        given.set("n", FluentValue::from(n as f64));
        given.set("n-shown", FluentValue::from(self.number(n)));
        self.said(id, Some(&given)).into_owned()
    }

    /// A message with all that it is about. One that another version kept, and that there are no such words for, is said
    /// to be that.
    pub fn told(&self, said: &Said) -> String {
        let mut given = FluentArgs::new();
        for (name, with) in &said.with {
            let text = match with {
                With::Name(called) => called.clone(),
                With::Names(called) => self.listed(called),
                With::Word(id) if self.has(id) => self.say(id).into_owned(),
                With::Word(id) => id.clone(),
                With::Country(code) => countries::name(self.code, code),
                With::Count(n) => {
                    given.set(name.clone(), FluentValue::from(*n as f64));
                    given.set(format!("{name}-shown"), FluentValue::from(self.number(*n)));
                    continue;
                }
            };
            given.set(name.clone(), FluentValue::from(text));
        }
        let pattern = self.bundle.get_message(&said.code).and_then(|message| message.value());
        let mut errors = Vec::new();
        let told = pattern.map(|pattern| self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned());
        told.filter(|_| errors.is_empty()).unwrap_or_else(|| self.say("refused-earlier").into_owned())
    }

    /// Names one after the other, the first of them where they are many.
    fn listed(&self, names: &[String]) -> String {
        const MOST: usize = 12;
        let quoted = names.iter().take(MOST).map(|name| self.say_of("names-quoted", name));
        let list = quoted.collect::<Vec<_>>().join(", ");
        match names.len().saturating_sub(MOST) {
            0 => list,
            more => self.say_with("names-more", &[("list", &list), ("n", &self.number(more as u64))]),
        }
    }

    /// A number in groups of three.
    pub fn number(&self, n: u64) -> String {
        spacing::in_threes(n, &self.say("group"))
    }

    fn said(&self, id: &str, given: Option<&FluentArgs<'_>>) -> Cow<'_, str> {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.expect("a test finds every message that pages ask for");
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, given, &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Cow::Owned(said)
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, accepted, all, of};
    use std::collections::BTreeSet;
    use std::path::Path;

    fn ids(source: &str) -> BTreeSet<&str> {
        let lines = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =").map(|(id, _)| id)).collect()
    }

    /// Words between `("` or `, "` and the quote, of all sources and templates, that could be ids.
    fn asked(folder: &Path, found: &mut BTreeSet<String>) {
        for item in std::fs::read_dir(folder).expect("a folder").flatten() {
            if item.path().is_dir() {
                asked(&item.path(), found);
            } else {
                let text = std::fs::read_to_string(item.path()).expect("text");
                for call in ["say(\"", "say_of(\"", "say_with(\"", "count(\""] {
                    let ids = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                    found.extend(ids.filter(|id| !id.is_empty() && !id.contains(['\\', '{'])).map(str::to_owned));
                }
            }
        }
    }

    /// What stands between quotes of all sources and templates.
    fn quoted(folder: &Path, found: &mut BTreeSet<String>) {
        for item in std::fs::read_dir(folder).expect("a folder").flatten() {
            if item.path().is_dir() {
                quoted(&item.path(), found);
            } else {
                let text = std::fs::read_to_string(item.path()).expect("text");
                found.extend(text.split(['"', '\'', '/']).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_language_says_the_same_things() {
        let english = ids(LANGUAGES[0].2);
        assert_eq!(all().len(), LANGUAGES.len());
        for (code, _, source) in LANGUAGES {
            assert_eq!(ids(source), english, "{code}");
        }
    }

    #[test]
    fn every_message_that_pages_ask_for_is_there_and_no_other() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = BTreeSet::new();
        for folder in ["src/web", "config/web"] {
            asked(&root.join(folder), &mut found);
        }
        let known = ids(LANGUAGES[0].2);
        let missing: Vec<_> = found.iter().filter(|id| !known.contains(id.as_str())).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        // Some are put together of two words: then both stand somewhere.
        let mut words = BTreeSet::new();
        for folder in ["src", "config/web"] {
            quoted(&root.join(folder), &mut words);
        }
        let families = [
            "problem-",
            "role-",
            "role-does-",
            "state-",
            "acts-",
            "act-",
            "cover-",
            "hint-",
            "policy-",
            "next-",
            "step-",
            "upload-",
            "field-",
            "order-",
            "stage-",
            "set-aside-",
            "flagged-",
            "cleaned-",
            "identified-",
            "first-",
            "downloads-",
            "pack-",
        ];
        let is_named = |end: &str| words.contains(end) || words.contains(&end.replace('-', "_"));
        let is_of = |id: &str, family: &str| {
            id.strip_prefix(family).is_some_and(|end| is_named(end.strip_suffix("-means").unwrap_or(end)))
        };
        let is_idle = |id: &&&str| !words.contains(**id) && !families.iter().any(|family| is_of(id, family));
        let idle: Vec<_> = known.iter().filter(is_idle).collect();
        assert!(idle.is_empty(), "{idle:#?}");
    }

    #[test]
    fn a_browser_s_wish_is_heard() {
        assert_eq!(accepted("fr-CH, en;q=0.9").map(|texts| texts.code), Some("fr"));
        assert_eq!(accepted("xx, en;q=0.5").map(|texts| texts.code), Some("en"));
        assert!(accepted("é").is_none() && of("xx").is_none());
    }
}
