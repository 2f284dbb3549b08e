use super::countries::COUNTRIES;
use super::{Direction, LANGUAGES, Texts, Word, languages};
use crate::day::Day;
use crate::entry::Column;
use crate::fields::Field;
use crate::ledger::{Cleaning, Flag, IdentityKind, Reason};
use std::collections::{BTreeMap, BTreeSet};

/// The messages of a file: id, and everything that stands under it.
fn messages(source: &str) -> BTreeMap<&str, String> {
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    let mut id = "";
    for line in source.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some((new, value)) =
            line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            id = new;
            assert!(found.insert(id, value.to_owned()).is_none(), "{id} is there twice");
        } else {
            let whole = found.get_mut(id).expect("a message begins at the margin");
            whole.push('\n');
            whole.push_str(line);
        }
    }
    found
}

fn ids(source: &str) -> BTreeSet<&str> {
    messages(source).into_keys().collect()
}

/// What a message is filled with; a number counts once, whether its rules or its look are asked for.
fn variables(message: &str) -> BTreeSet<&str> {
    let names =
        message.split('$').skip(1).filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next());
    names.map(|name| name.trim_end_matches("-shown")).collect()
}

#[test]
fn every_language_says_the_same_things_of_the_same_things() {
    let english = messages(LANGUAGES[0].source);
    for language in LANGUAGES {
        Texts::of(language.code);
        let own = messages(language.source);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{}", language.code);
        for (id, message) in &own {
            assert_eq!(variables(message), variables(&english[id]), "{}: {id}", language.code);
        }
    }
}

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
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/paper/texts/sentences.txt");
    if std::env::var_os("HANDOVER_GOLDEN").is_some() {
        std::fs::write(file, &said).expect("the sentences are written");
    }
    let expected = std::fs::read_to_string(file).expect("the sentences are there");
    for (said, expected) in said.lines().zip(expected.lines()) {
        assert_eq!(said, expected);
    }
    assert_eq!(said.lines().count(), expected.lines().count());
}

#[test]
fn no_typewriter_s_signs() {
    for language in LANGUAGES {
        for (id, message) in messages(&crate::spacing::in_language(language.code, language.source)) {
            // Literals of Fluent, and what ssh-keygen answers, word for word.
            let text = message.replace("\"handover-dossier\"", "handover-dossier");
            let text = [
                "{ \"\\u202F\" }",
                "{ \"\\u00A0\" }",
                "{ \"\\u2068\" }",
                "{ \"\\u2069\" }",
                "{ \" \" }",
                "{ \", \" }",
                "{ \"، \" }",
                "\"de \"",
                "\"di \"",
            ]
            .iter()
            .fold(text, |text, literal| text.replace(literal, ""));
            let at = format!("{}: {id}", language.code);
            assert!(!text.contains(['\'', '"', '`']) && !text.contains("..."), "{at}");
            assert!(!text.lines().any(|line| line.trim_start().contains("  ") || line.ends_with(' ')), "{at}");
            let before = |signs: &[char]| {
                let places: Vec<char> = text.chars().collect();
                places.windows(2).filter(|pair| signs.contains(&pair[1])).map(|pair| pair[0]).collect::<String>()
            };
            if language.code == "fr" {
                assert!(before(&[':', '»']).chars().all(|c| c == '\u{a0}'), "{at}");
                assert!(before(&[';', '?', '!']).chars().all(|c| c == '\u{202f}'), "{at}");
                assert!(!text.contains("« "), "{at}");
            } else {
                assert!(!before(&[':', ';', '?', '!', '»', '؛', '،', '؟']).contains(' '), "{at}");
            }
            assert!(!text.to_lowercase().contains("anonymis"), "{at}");
            if language.code == "ar" {
                // Arabic has its own comma, semicolon and question mark.
                let arabic = |c: char| ('\u{600}'..'\u{700}').contains(&c);
                assert!(!before(&[',', ';', '?']).chars().any(arabic), "{at}");
            }
        }
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
fn names_are_sorted_as_their_readers_look_for_them() {
    for (language, names) in [
        ("fr", ["Åland", "Espagne", "États-Unis", "Îles Féroé", "Irlande", "Zambie"]),
        ("de", ["Ägypten", "Albanien", "Oman", "Österreich", "Türkei", "Ungarn"]),
        ("es", ["Canadá", "Catar", "Chile", "China", "Colombia", "Ñ"]),
        ("ru", ["Азербайджан", "Ирак", "Италия", "Йемен", "Казахстан", "Япония"]),
        ("ru", ["Елена", "Ёлка", "Емен", "Жан", "Щ", "Э"]),
        ("ar", ["إسبانيا", "الأردن", "ألمانيا", "إيران", "تونس", "مصر"]),
    ] {
        let order = Texts::of(language).order();
        let mut sorted = names;
        sorted.reverse();
        sorted.sort_by(|a, b| order.compare(a, b));
        assert_eq!(sorted, names, "{language}");
    }
}

#[test]
fn numbers_shares_dates_and_periods_are_the_locale_s() {
    let (first, other) = (Day::new(2017, 5, 1).expect("a day"), Day::new(2017, 5, 11).expect("a day"));
    for (language, number, share, below, days, periods) in [
        ("en", "1,234,567", "33.3%", "<0.1%", ["1 May 2017", "11 May 2017"], ["May 2017", "2nd quarter 2017"]),
        ("fr", "1 234 567", "33,3_%", "<_0,1_%", ["1er mai 2017", "11 mai 2017"], ["mai 2017", "2e trimestre 2017"]),
        ("de", "1.234.567", "33,3_%", "<_0,1_%", ["1. Mai 2017", "11. Mai 2017"], ["Mai 2017", "2. Quartal 2017"]),
        (
            "es",
            "1 234 567",
            "33,3_%",
            "<_0,1_%",
            ["1 de mayo de 2017", "11 de mayo de 2017"],
            ["mayo de 2017", "2.º trimestre de 2017"],
        ),
        (
            "it",
            "1.234.567",
            "33,3%",
            "<0,1%",
            ["1º maggio 2017", "11 maggio 2017"],
            ["maggio 2017", "2º trimestre 2017"],
        ),
        (
            "pt",
            "1 234 567",
            "33,3%",
            "<0,1%",
            ["1 de maio de 2017", "11 de maio de 2017"],
            ["maio de 2017", "2.º trimestre de 2017"],
        ),
        (
            "ru",
            "1 234 567",
            "33,3_%",
            "<_0,1_%",
            ["1 мая 2017_г.", "11 мая 2017_г."],
            ["май 2017_г.", "II квартал 2017_г."],
        ),
        (
            "ar",
            "1,234,567",
            "33.3%",
            "أقل من 0.1%",
            ["1 أيار/مايو 2017", "11 أيار/مايو 2017"],
            ["أيار/مايو 2017", "الربع الثاني من عام 2017"],
        ),
    ] {
        let texts = Texts::of(language);
        let seen = |text: String| text.replace('\u{202f}', " ").replace('\u{a0}', "_");
        assert_eq!(seen(texts.number(1_234_567)), number);
        assert_eq!(seen(texts.share(1, 3)), share);
        assert_eq!(seen(texts.share(1, 3_000)), below);
        assert_eq!([first, other].map(|day| seen(texts.date(day))), days);
        assert_eq!(["2017-05", "2017-Q2"].map(|label| seen(texts.period(label))), periods);
        assert_eq!(texts.period("2017"), "2017");
        assert!(!texts.number(1_234_567).contains(' ') && texts.number(999) == "999");
        assert_eq!(texts.country("ZZ"), "ZZ");
        assert!(!texts.country("DE").contains("DE") && texts.country("other") == texts.say("other-country"));
    }
    assert_eq!([(0, 3), (3, 3)].map(|(part, whole)| Texts::of("en").share(part, whole)), ["0.0%", "100.0%"]);
    assert_eq!(Texts::of("en").share(0, 0), "");
}

#[test]
fn every_country_has_a_name_in_every_language() {
    let mut lines = COUNTRIES.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').skip(1).collect();
    assert_eq!(head, languages().map(|(code, _)| code).collect::<Vec<_>>());
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells.len() == 1 + LANGUAGES.len() && cells.iter().all(|cell| !cell.is_empty()), "{line}");
        assert!(!line.contains(['\'', '"', '&']), "{line}");
    }
    assert_eq!(Texts::of("xx").language(), "en");
}

#[test]
fn a_language_runs_as_its_letters_do() {
    for language in LANGUAGES {
        let letters = Texts::of(language.code).say("section-petition").into_owned() + language.name;
        let from_the_right = letters.chars().any(|c| unicode_bidi::bidi_class(c) == unicode_bidi::BidiClass::AL);
        assert_eq!(Texts::of(language.code).direction() == Direction::RightToLeft, from_the_right, "{}", language.code);
    }
}
