//! The words of a dossier in its language, from `config/texts/*.ftl`.
//!
//! `locale`: numbers, shares and dates as the language writes them. `countries`: names of countries and their order.
//! In: a language code. Out: sentences, numbers, dates, names of countries. Never: a word in another language than asked
//! but English, which stands in for a language that is not there.

mod countries;
mod locale;
#[cfg(test)]
mod tests;

pub use super::verify_text::how_to_verify;
use crate::spacing;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::borrow::Cow;

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// What must be known of a language before its file is read.
struct Language {
    /// ISO 639-1, as a cover names it.
    code: &'static str,
    /// Its own name for itself.
    name: &'static str,
    /// Whose plural rules and whose order of letters it has in CLDR.
    locale: &'static str,
    direction: Direction,
    source: &'static str,
}

/// Languages of a dossier, in the order in which they are offered. One more is a line here, a file and a column of
/// `countries.csv`.
const LANGUAGES: &[Language] = &[
    language("en", "English", "en", include_str!("../../../config/texts/en.ftl")),
    language("fr", "Français", "fr", include_str!("../../../config/texts/fr.ftl")),
    language("de", "Deutsch", "de", include_str!("../../../config/texts/de.ftl")),
    language("es", "Español", "es", include_str!("../../../config/texts/es.ftl")),
    language("it", "Italiano", "it", include_str!("../../../config/texts/it.ftl")),
    language("pt", "Português", "pt-PT", include_str!("../../../config/texts/pt.ftl")),
    language("ru", "Русский", "ru", include_str!("../../../config/texts/ru.ftl")),
    language("ar", "العربية", "ar", include_str!("../../../config/texts/ar.ftl")).right_to_left(),
];

const fn language(code: &'static str, name: &'static str, locale: &'static str, source: &'static str) -> Language {
    Language { code, name, locale, direction: Direction::LeftToRight, source }
}

impl Language {
    const fn right_to_left(self) -> Language {
        Language { direction: Direction::RightToLeft, ..self }
    }
}

/// The words of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    language: &'static Language,
}

/// Code and own name of every language that a dossier may have, in the order in which they are offered.
pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().map(|language| (language.code, language.name))
}

/// Is there a file of words for this language? If not, the dossier is in English and says so.
pub fn has_language(code: &str) -> bool {
    LANGUAGES.iter().any(|language| language.code == code)
}

impl Texts {
    /// The words of a language (ISO 639-1); English where there are none.
    pub fn of(code: &str) -> Texts {
        let language = LANGUAGES.iter().find(|language| language.code == code).unwrap_or(&LANGUAGES[0]);
        let source = spacing::in_language(language.code, language.source).into_owned();
        let resource = FluentResource::try_new(source).expect("a test parses every file of texts");
        let mut bundle =
            FluentBundle::new(vec![language.locale.parse().expect("the locales of LANGUAGES are locales")]);
        bundle.set_use_isolating(false);
        bundle.add_function("MILLIONS", millions).expect("nothing has this name yet");
        bundle.add_resource(resource).expect("a test reads every message of every file");
        Texts { bundle, language }
    }

    /// The words of a language, each plain message of these kinds half as long again: as a language would be that needs
    /// more room than any that is here.
    #[cfg(test)]
    pub(crate) fn longer(code: &str, kinds: &[&str]) -> Texts {
        let mut texts = Texts::of(code);
        let plain = texts.language.source.lines().filter_map(|line| line.split_once(" = "));
        let mut longer = String::new();
        for (id, text) in
            plain.filter(|(id, text)| kinds.iter().any(|kind| id.starts_with(kind)) && !text.ends_with("->"))
        {
            let more = "überflüssigerweise verlängert ".repeat(text.chars().count().div_ceil(60));
            longer.push_str(&format!("{id} = {text} {}\n", more.trim()));
        }
        texts.bundle.add_resource_overriding(FluentResource::try_new(longer).expect("plain messages"));
        texts
    }

    /// The language in which these words are (ISO 639-1).
    pub fn language(&self) -> &'static str {
        self.language.code
    }

    /// Where a line of these words begins.
    pub(crate) fn direction(&self) -> Direction {
        self.language.direction
    }

    /// Words that come from elsewhere in this language, a policy's for one, with the spaces that it asks for.
    pub fn spaced<'t>(&self, words: &'t str) -> Cow<'t, str> {
        spacing::in_language(self.language.code, words)
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A message without arguments.
    pub(crate) fn say(&self, id: &str) -> Cow<'_, str> {
        self.say_with(id, &[])
    }

    /// A message with its arguments.
    pub(crate) fn say_with(&self, id: &str, arguments: &[(&str, Word<'_>)]) -> Cow<'_, str> {
        let mut given = FluentArgs::new();
        for (name, word) in arguments {
            match word {
                Word::Text(text) => given.set(*name, FluentValue::from((*text).to_owned())),
                // Plural rules see the number, the page sees it grouped.
                Word::Number(n) => {
                    given.set(*name, FluentValue::from(self.for_plural_rules(*n) as f64));
                    given.set(format!("{name}-shown"), FluentValue::from(self.number(*n)));
                }
            }
        }
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.expect("a test finds every message that pages ask for");
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&given), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Cow::Owned(said.into_owned())
    }
}

/// `{ MILLIONS($n, "de ") }`: the word that joins a number to its noun where it is a round number of millions. CLDR has
/// had the category `many` for that since version 38; the plural rules of Fluent's library are those of version 37.
fn millions<'a>(given: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    match given {
        [FluentValue::Number(n), word] if n.value >= 1e6 && n.value % 1e6 == 0.0 => word.clone(),
        _ => FluentValue::from(""),
    }
}

/// An argument of a message. A number `n` is there as `$n` for plural rules and as `$n-shown`, grouped.
#[derive(Clone, Copy)]
pub(crate) enum Word<'a> {
    Text(&'a str),
    Number(u64),
}
