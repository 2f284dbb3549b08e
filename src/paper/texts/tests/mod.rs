//! Every language beside the others and beside CLDR: the same messages, right forms, right signs.

mod counts;

use super::countries::COUNTRIES;
use super::{Direction, LANGUAGES, Texts, languages};
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
    let mut asked_for = BTreeSet::new();
    for source in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/paper")) {
        for asked in source.split("say(\"").chain(source.split("say_with(\"")).skip(1) {
            let id = asked.split('"').next().unwrap_or_default();
            if id.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                && !id.is_empty()
                && source.contains(&format!("(\"{id}\""))
            {
                assert!(known.contains(id), "{id}");
                asked_for.insert(id.to_owned());
            }
        }
    }
    assert!(asked_for.len() > 20, "pages ask for messages: {asked_for:?}");
}

/// The text of every source file in a folder and below.
fn sources(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the sources").flatten().map(|entry| entry.path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&entry).expect("a source file"));
        }
    }
    found
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
