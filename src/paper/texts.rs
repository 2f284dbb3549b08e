//! The words of a dossier in its language, from `config/texts/*.ftl`.
//!
//! In: a language code. Out: sentences, numbers, dates, names of countries. Never: a word in another language than asked
//! but English, which stands in for a language that is not there.

pub use super::verify_text::how_to_verify;
use crate::day::Day;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::borrow::Cow;

const EN: &str = include_str!("../../config/texts/en.ftl");
const FR: &str = include_str!("../../config/texts/fr.ftl");
const COUNTRIES: &str = include_str!("../../config/texts/countries.csv");

/// Languages of a dossier, in the order of the columns of `countries.csv`. One more is one more file and column.
const LANGUAGES: [(&str, &str); 2] = [("en", EN), ("fr", FR)];

/// The words of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    language: usize,
}

/// Is there a file of words for this language? If not, the dossier is in English and says so.
pub fn has_language(code: &str) -> bool {
    LANGUAGES.iter().any(|(known, _)| *known == code)
}

impl Texts {
    /// The words of a language (ISO 639-1); English where there are none.
    pub fn of(code: &str) -> Texts {
        let language = LANGUAGES.iter().position(|(known, _)| *known == code).unwrap_or(0);
        let (code, source) = LANGUAGES[language];
        let resource = FluentResource::try_new(source.to_owned()).expect("a test parses every file of texts");
        let mut bundle = FluentBundle::new(vec![code.parse().expect("the codes of LANGUAGES are codes")]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("a test reads every message of every file");
        Texts { bundle, language }
    }

    /// The language in which these words are (ISO 639-1).
    pub fn language(&self) -> &'static str {
        LANGUAGES[self.language].0
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
                    given.set(*name, FluentValue::from(*n as f64));
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

    /// A number in the locale's grouping.
    pub(crate) fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        // In French four digits may stand together; they are grouped so that columns align.
        let group = if self.language() == "fr" { '\u{202f}' } else { ',' };
        let mut shown = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                shown.push(group);
            }
            shown.push(digit);
        }
        shown
    }

    /// A share of a whole, in per cent with one digit after the point.
    pub(crate) fn share(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return String::new();
        }
        let tenths = (u128::from(part) * 2_000 / u128::from(whole)).div_ceil(2);
        // What is there is never said to be nothing.
        let less = if tenths == 0 && part > 0 { "<" } else { "" };
        let tenths = tenths.max(u128::from(part > 0));
        let (whole, tenth) = (tenths / 10, tenths % 10);
        if self.language() == "fr" {
            format!("{less}{}{whole},{tenth}\u{a0}%", if less.is_empty() { "" } else { "\u{a0}" })
        } else {
            format!("{less}{whole}.{tenth}%")
        }
    }

    /// A day as it is written out.
    pub(crate) fn date(&self, day: Day) -> String {
        let month = self.say(&format!("month-{}", day.month())).into_owned();
        let first = if day.day() == 1 { self.say("first-day").into_owned() } else { day.day().to_string() };
        self.say_with(
            "date",
            &[
                ("day", Word::Text(&first)),
                ("month", Word::Text(&month)),
                ("year", Word::Text(&day.year().to_string())),
            ],
        )
        .into_owned()
    }

    /// A period of the counts (`2017-04`, `2017-Q2`, `2017`) as it is written out; other labels as they are.
    pub(crate) fn period(&self, label: &str) -> String {
        match label.split_once('-') {
            Some((year, quarter)) if quarter.starts_with('Q') => self
                .say_with(
                    "quarter",
                    &[("quarter", Word::Number(quarter[1..].parse().unwrap_or(0))), ("year", Word::Text(year))],
                )
                .into_owned(),
            Some((year, month)) if matches!(month.parse::<u8>(), Ok(1..=12)) => {
                let month = self.say(&format!("month-{}", month.trim_start_matches('0'))).into_owned();
                self.say_with("month-of-year", &[("month", Word::Text(&month)), ("year", Word::Text(year))])
                    .into_owned()
            }
            _ if label == crate::counts::OTHER => self.say("other-period").into_owned(),
            _ => label.to_owned(),
        }
    }

    /// The name of a country by its ISO 3166-1 alpha-2 code; a code without a name as it is.
    pub(crate) fn country(&self, code: &str) -> Cow<'_, str> {
        if code == crate::counts::OTHER {
            return self.say("other-country");
        }
        COUNTRIES
            .lines()
            .skip(1)
            .find_map(|line| line.strip_prefix(code)?.strip_prefix(',')?.split(',').nth(self.language))
            .map_or_else(|| Cow::Owned(code.to_owned()), Cow::Borrowed)
    }
}

/// What a name is sorted by: its letters without case and accents, as far as names of countries have them.
pub(crate) fn place_in_order(name: &str) -> String {
    let bare = |c: char| match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => c,
    };
    name.chars().flat_map(char::to_lowercase).map(bare).collect()
}

/// An argument of a message. A number `n` is there as `$n` for plural rules and as `$n-shown`, grouped.
#[derive(Clone, Copy)]
pub(crate) enum Word<'a> {
    Text(&'a str),
    Number(u64),
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, LANGUAGES, Texts, Word, place_in_order};
    use crate::day::Day;
    use crate::entry::Column;
    use crate::fields::Field;
    use crate::ledger::{Cleaning, Flag, IdentityKind, Reason};
    use std::collections::BTreeSet;

    fn ids(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .collect()
    }

    #[test]
    fn every_language_says_the_same_things() {
        let english = ids(LANGUAGES[0].1);
        for (code, source) in LANGUAGES {
            Texts::of(code);
            assert_eq!(ids(source), english, "{code}");
        }
    }

    #[test]
    fn every_message_that_pages_ask_for_is_there() {
        let known = ids(LANGUAGES[0].1);
        for source in [
            include_str!("cover.rs"),
            include_str!("slip.rs"),
            include_str!("list.rs"),
            include_str!("texts.rs"),
            include_str!("verify_text.rs"),
        ] {
            for asked in source.split("say(\"").chain(source.split("say_with(\"")).skip(1) {
                let id = asked.split('"').next().unwrap_or_default();
                if id.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                    && !id.is_empty()
                    && source.contains(&format!("(\"{id}\""))
                {
                    assert!(known.contains(id), "{id}");
                }
            }
        }
    }

    #[test]
    fn every_column_reason_and_flag_has_words() {
        let texts = Texts::of("en");
        let columns = Column::ALL.map(|column| crate::paper::columns::header(column).to_owned());
        let names = Reason::ALL.map(|reason| format!("reason-{}", reason.name()));
        let flags = Flag::ALL.map(|flag| format!("flag-{}", flag.name()));
        let kinds = IdentityKind::ALL.map(|kind| format!("identity-{}", kind.name()));
        let cleaned = Cleaning::ALL.map(|cleaning| format!("cleaned-{}", cleaning.name()));
        let fields = Field::ALL.map(|field| format!("field-{}", field.name().replace('_', "-")));
        for id in columns.iter().chain(&names).chain(&flags).chain(&kinds).chain(&cleaned).chain(&fields) {
            assert!(texts.has(id), "{id}");
        }
    }

    #[test]
    fn sentences_of_counts_agree_with_them() {
        let said = |language: &str, n: u64| {
            let names = ["read", "accepted", "duplicates", "aside"];
            let texts = Texts::of(language);
            let ledger = texts.say_with("ledger-sentence", &names.map(|name| (name, Word::Number(n)))).into_owned();
            ledger + &texts.say_with("count-unit-rows", &[("rows", Word::Number(n))])
        };
        for (language, n, words) in [
            ("fr", 0, ["aucune ne répétait", "aucune n’a été écartée", "(0 ligne)"]),
            ("fr", 1, ["1 a été retenue comme signature, 1 répétait", "1 a été écartée", "(1 ligne)"]),
            ("fr", 2, ["2 ont été retenues comme signatures, 2 répétaient", "2 ont été écartées", "(2 lignes)"]),
            ("en", 0, ["none became a signature, none repeated", "none was set aside", "(0 rows)"]),
            ("en", 1, ["1 became a signature, 1 repeated", "1 was set aside", "(1 row)"]),
            ("en", 2, ["2 became signatures, 2 repeated", "2 were set aside", "(2 rows)"]),
        ] {
            let said = said(language, n);
            assert!(words.iter().all(|word| said.contains(word)), "{language} {n}: {said}");
        }
    }

    #[test]
    fn names_are_sorted_as_if_without_accents() {
        let mut names = ["Zambie", "États-Unis", "Espagne", "Îles Féroé", "Åland", "Irlande"];
        names.sort_by_cached_key(|name| place_in_order(name));
        assert_eq!(names, ["Åland", "Espagne", "États-Unis", "Îles Féroé", "Irlande", "Zambie"]);
    }

    #[test]
    fn numbers_dates_and_countries_are_the_locale_s() {
        let (en, fr) = (Texts::of("en"), Texts::of("fr"));
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(fr.number(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(en.share(1, 3), "33.3%");
        assert_eq!(fr.share(2, 3), "66,7\u{a0}%");
        assert_eq!([en.share(1, 3_000), en.share(0, 3), en.share(3, 3)], ["<0.1%", "0.0%", "100.0%"]);
        let day = Day::new(2017, 5, 1).expect("a day");
        assert_eq!(en.date(day), "1 May 2017");
        assert_eq!(fr.date(day), "1er mai 2017");
        assert_eq!(fr.period("2017-04"), "avril 2017");
        assert_eq!(en.period("2017-Q2"), "2nd quarter 2017");
        assert_eq!(fr.country("DE"), "Allemagne");
        assert_eq!(en.country("ZZ"), "ZZ");
        assert!(COUNTRIES.lines().skip(1).all(|line| line.split(',').count() == 1 + LANGUAGES.len()));
        assert_eq!(Texts::of("xx").language(), "en");
    }
}
