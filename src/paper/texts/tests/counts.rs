//! Sentences with counts: every category of number that a language has, and its form.

use super::super::{LANGUAGES, Texts, Word};
use super::messages;
use std::collections::{BTreeMap, BTreeSet};

/// CLDR 47's category of a whole number, written down anew: what the texts answer is not what judges them.
fn category(language: &str, n: u64) -> &'static str {
    let (ten, hundred) = (n % 10, n % 100);
    let millions = n > 0 && n.is_multiple_of(1_000_000);
    match language {
        "ru" if ten == 1 && hundred != 11 => "one",
        "ru" if (2..=4).contains(&ten) && !(12..=14).contains(&hundred) => "few",
        "ru" => "many",
        "ar" if n <= 2 => ["zero", "one", "two"][n as usize],
        "ar" if (3..=10).contains(&hundred) => "few",
        "ar" if hundred >= 11 => "many",
        "fr" if n <= 1 => "one",
        "es" | "it" | "pt" | "en" | "de" if n == 1 => "one",
        "fr" | "es" | "it" | "pt" if millions => "many",
        _ => "other",
    }
}

#[test]
fn every_category_of_number_has_its_form() {
    let forms: BTreeMap<&str, &[(&str, &str)]> = BTreeMap::from([
        ("en", &[("one", "signature"), ("other", "signatures")][..]),
        ("fr", &[("one", "signature"), ("other", "signatures"), ("many", "de signatures")]),
        ("de", &[("one", "Unterschrift"), ("other", "Unterschriften")]),
        ("es", &[("one", "firma"), ("other", "firmas"), ("many", "de firmas")]),
        ("it", &[("one", "firma"), ("other", "firme"), ("many", "di firme")]),
        ("pt", &[("one", "assinatura"), ("other", "assinaturas"), ("many", "de assinaturas")]),
        ("ru", &[("one", "подпись"), ("few", "подписи"), ("many", "подписей")]),
        (
            "ar",
            &[
                ("zero", "توقيع"),
                ("one", "توقيع"),
                ("two", "توقيعان"),
                ("few", "توقيعات"),
                ("many", "توقيعًا"),
                ("other", "توقيع"),
            ],
        ),
    ]);
    for language in LANGUAGES {
        let (texts, forms) = (Texts::of(language.code), forms[language.code]);
        let mut met = BTreeSet::new();
        for n in (0..=1_200).chain((1_201..=1_000_000).step_by(1_237)).chain([1_000_000, 2_000_000, 1_000_001]) {
            let category = category(language.code, n);
            let form = forms.iter().find(|(known, _)| *known == category).expect("a form for each category").1;
            met.insert(category);
            let said = texts.say_with("signatures", &[("count", Word::Number(n))]);
            assert_eq!(said, form, "{} {n}", language.code);
            assert!(texts.say_with("slip-count", &[("count", Word::Number(n))]).starts_with(form));
        }
        assert_eq!(met, forms.iter().map(|(category, _)| *category).collect(), "{}", language.code);
    }
}

/// A selector that tells `one` from the rest tells all categories that Fluent's rules have for the language.
#[test]
fn no_selector_forgets_a_category() {
    for language in LANGUAGES {
        let all: &[&str] = match language.code {
            "ru" => &["one", "few", "many"],
            "ar" => &["one", "two", "few", "many", "other"],
            _ => &["one", "other"],
        };
        for (id, message) in messages(language.source) {
            for selector in message.split("->").skip(1) {
                let keys: BTreeSet<&str> = selector
                    .lines()
                    .skip(1)
                    .take_while(|line| line.starts_with("    ") || line.starts_with("   *"))
                    .filter_map(|line| line.trim_start_matches([' ', '*', '[']).split(']').next())
                    .collect();
                let whole = all.iter().all(|category| keys.contains(category));
                assert!(whole || !keys.contains("one"), "{}: {id} {keys:?}", language.code);
            }
        }
    }
}

/// One line for each language and number: the sentences as they must read, read by people. `HANDOVER_GOLDEN=write` writes
/// them anew.
#[test]
fn sentences_of_counts_agree_with_them() {
    let names = ["read", "accepted", "duplicates", "aside", "rows", "count", "volumes"];
    let mut said = String::new();
    for language in LANGUAGES {
        let texts = Texts::of(language.code);
        for n in [0, 1, 2, 3, 5, 11, 21, 100, 101, 1_000_000] {
            let given = names.map(|name| (name, Word::Number(n)));
            let sentences = ["ledger-sentence", "count-sentence", "count-unit-rows", "slip-count", "volumes-sentence"]
                .map(|id| texts.say_with(id, &given));
            said += &format!("{} {n} | {}\n", language.code, sentences.join(" | "));
        }
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/paper/texts/tests/sentences.txt");
    if std::env::var("HANDOVER_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(file, &said).expect("the sentences are written");
        panic!("THE SENTENCES WERE WRITTEN ANEW. Read the difference, and run again without HANDOVER_GOLDEN.");
    }
    let expected = std::fs::read_to_string(file).expect("the sentences are there");
    for (said, expected) in said.lines().zip(expected.lines()) {
        assert_eq!(said, expected);
    }
    assert_eq!(said.lines().count(), expected.lines().count());
}
