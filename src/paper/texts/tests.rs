use super::countries::COUNTRIES;
use super::{LANGUAGES, Texts, Word};
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
    let english = ids(LANGUAGES[0].source);
    for language in LANGUAGES {
        Texts::of(language.code);
        assert_eq!(ids(language.source), english, "{}", language.code);
    }
}

#[test]
fn every_message_that_pages_ask_for_is_there() {
    let known = ids(LANGUAGES[0].source);
    for source in [
        include_str!("../cover.rs"),
        include_str!("../slip.rs"),
        include_str!("../list.rs"),
        include_str!("locale.rs"),
        include_str!("../verify_text.rs"),
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
    let order = Texts::of("fr").order();
    names.sort_by(|a, b| order.compare(a, b));
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
