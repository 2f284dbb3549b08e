//! The cover, read back by programs that are not ours: qpdf, pdftotext. `structure`: what it says of itself.

pub(in crate::paper) mod structure;

use super::{CoverPage, cover, running};
use crate::counts::{CountryCount, Counts, ListRisk, PeriodCount, Unit};
use crate::cover::Cover;
use crate::day::Day;
use crate::ledger::Ledger;
use crate::paper::tests::{run, sample_cover, saved};
use crate::paper::texts::{Direction, Texts};
use crate::paper::{Fonts, PaperSize};
use std::collections::BTreeMap;

pub(in crate::paper) fn sample_ledger() -> Ledger {
    let some =
        |cells: &[(&str, u64)]| cells.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect::<BTreeMap<_, _>>();
    Ledger {
        rows_read: 2_012_345,
        accepted: 1_987_654,
        duplicates: 24_000,
        duplicates_other_name: Some(1_204),
        set_aside: some(&[("malformed", 120), ("no-identity", 571)]),
        identified_by: some(&[("email", 1_980_000), ("person", 7_000), ("row", 654)]),
        flagged: some(&[("unusable-date", 321), ("url-in-name", 44)]),
        cleaned: some(&[("controls", 78)]),
    }
}

/// So many countries, the largest far ahead, and so many months from April 2017; the rest is `other`.
pub(in crate::paper) fn sample_counts(countries: usize, months: u32) -> Counts {
    let rows = 2_011_654;
    let known = ["FR", "DE", "GB", "US", "BR", "VC", "CD"];
    let codes = include_str!("../../../../config/texts/countries.csv").lines().skip(1).map(|line| &line[..2]);
    let codes = known.into_iter().chain(codes.filter(|code| !known.contains(code)));
    let mut by_country: Vec<CountryCount> = codes
        .take(countries)
        .enumerate()
        .map(|(n, code)| CountryCount { country: code.to_owned(), count: 300_000 / (1 + (n as u64 * 7) % 121) })
        .collect();
    let mut by_period: Vec<PeriodCount> = (0..months)
        .filter(|n| n % 17 != 5)
        .map(|n| PeriodCount {
            period: format!("{:04}-{:02}", 2017 + (3 + n) / 12, (3 + n) % 12 + 1),
            count: 40 + u64::from((n + 5) * 7_919 % 1_900),
        })
        .collect();
    let rest = |shown: u64| rows - shown;
    let other = "other".to_owned();
    let shown = by_country.iter().map(|cell| cell.count).sum();
    by_country.push(CountryCount { country: other.clone(), count: rest(shown) });
    let shown = by_period.iter().map(|cell| cell.count).sum();
    by_period.push(PeriodCount { period: other, count: rest(shown) });
    Counts { unit: Unit::Rows, by_country, by_period }
}

pub(in crate::paper) fn sample_page<'a>(
    cover: &'a Cover,
    ledger: &'a Ledger,
    counts: &'a Counts,
    words: &'a [String],
) -> CoverPage<'a> {
    CoverPage {
        cover,
        id: "abcdefghij234567",
        created: Day::new(2017, 5, 11).expect("a day"),
        ledger,
        counts,
        k: 20,
        policy_words: words,
        list: true,
        pseudonymised: false,
        risk: Some(ListRisk { combinations: 1_234, smallest: Some(21), with_empty: 45_678 }),
        challenge_max_rows: 300,
        root: &[7; 32],
        seal_name: "petitions.example.org",
        seal_fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        letterhead: None,
        paper: PaperSize::A4,
    }
}

#[test]
fn the_cover_says_everything_but_the_integrity_hash() {
    let fonts = Fonts::built_in();
    let words =
        vec!["Cette remise ne montre d’une personne que son nom, sa ville et la date de sa signature.".to_owned()];
    for (language, says) in [
        ("fr", ["1 987 654", "Allemagne", "Ce qu’est devenue chaque ligne", "Racine du registre", "avril 2017"]),
        ("en", ["1,987,654", "Germany", "What became of every row", "Register root", "April 2017"]),
        ("eo", ["1,987,654", "Germany", "does not have yet", "Register root", "April 2017"]),
    ] {
        let (cover_file, ledger, counts) = (sample_cover(language), sample_ledger(), sample_counts(30, 2));
        let page = sample_page(&cover_file, &ledger, &counts, &words);
        let bytes = cover(&page, &fonts).expect("a cover");
        assert_eq!(bytes, cover(&page, &fonts).expect("a cover"));
        let (_folder, file) = saved(&format!("cover-{language}.pdf"), &bytes);
        run("qpdf", &["--check", "FILE"], &file);
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file).replace('\u{202f}', " ");
        for word in says.iter().chain(&["Procureur général", "All Out", "signatures-0001.pdf", "SHA256:47DEQpj8HBSa"])
        {
            assert!(text.contains(word), "{language}: {word}\n{text}");
        }
    }
}

#[test]
fn the_cover_speaks_of_dice_and_of_other_names_only_where_there_are_any() {
    let fonts = Fonts::built_in();
    let words = ["Des nombres.", "Des noms.", "Des cellules."].map(str::to_owned);
    let (cover_file, mut ledger, counts) = (sample_cover("fr"), sample_ledger(), sample_counts(30, 2));
    let said = |ledger: &Ledger, most: u64| {
        let mut page = sample_page(&cover_file, ledger, &counts, &words);
        page.challenge_max_rows = most;
        let (_folder, file) = saved(&format!("cover-{most}.pdf"), &cover(&page, &fonts).expect("a cover"));
        run("pdftotext", &["-raw", "FILE", "-"], &file)
    };
    let text = said(&ledger, 300);
    assert!(text.contains("des dés") && text.contains("sous un autre nom"), "{text}");
    for (head, words) in
        [("Il montre", "Des nombres."), ("Il ne montre pas", "Des noms."), ("Ce qui est réuni", "Des c")]
    {
        assert!(text.contains(&format!("{head}\n{words}")), "{text}");
    }
    ledger.rows_read -= ledger.duplicates;
    (ledger.duplicates, ledger.duplicates_other_name) = (0, Some(0));
    let text = said(&ledger, 0);
    assert!(!text.contains("des dés") && !text.contains("sous un autre nom"), "{text}");
}

#[test]
fn a_title_is_not_broken_within_a_word() {
    let (fonts, ledger, counts) = (Fonts::built_in(), sample_ledger(), sample_counts(5, 2));
    for title in ["Справедливость для Чечни", "Gerechtigkeit für alle Tschetscheninnen und Tschetschenen"]
    {
        let mut cover_file = sample_cover("fr");
        cover_file.petition.title = title.to_owned();
        let page = sample_page(&cover_file, &ledger, &counts, &[]);
        let (_folder, file) = saved("title.pdf", &cover(&page, &fonts).expect("a cover"));
        let text = run("pdftotext", &["-l", "1", "-raw", "FILE", "-"], &file);
        assert!(title.split(' ').all(|word| text.split_whitespace().any(|seen| seen == word)), "{text}");
    }
}

#[test]
fn an_override_turns_nothing_round() {
    let (fonts, ledger, counts) = (Fonts::built_in(), sample_ledger(), sample_counts(5, 2));
    let mut cover_file = sample_cover("en");
    cover_file.petition.title = "Pay \u{202e}7001\u{202c} and \u{202d}של\u{202c}".to_owned();
    cover_file.petition.text = "We ask for \u{202e}7001\u{202c}.".to_owned();
    let page = sample_page(&cover_file, &ledger, &counts, &[]);
    let (_folder, file) = saved("override.pdf", &cover(&page, &fonts).expect("a cover"));
    let text = run("pdftotext", &["-raw", "FILE", "-"], &file);
    let text = text.replace(|c| matches!(c, '\u{202a}'..='\u{202e}'), "");
    assert!(text.contains("Pay 7001") && text.contains("ask for 7001.") && !text.contains("1007"), "{text}");
}

#[test]
fn a_pile_of_marks_is_bounded_as_in_the_list() {
    let (ledger, counts) = (sample_ledger(), sample_counts(5, 2));
    let mut cover_file = sample_cover("en");
    let piled = |words: &str| words.chars().map(|c| format!("{c}{}", "\u{30d}\u{323}".repeat(20))).collect::<String>();
    let said = |cover_file: &Cover| {
        let bytes = set(&sample_page(cover_file, &ledger, &counts, &[]), Direction::LeftToRight);
        let (_folder, file) = saved("piled.pdf", &bytes);
        run("pdftotext", &["-raw", "FILE", "-"], &file)
    };
    cover_file.petition.title = piled("Justice");
    cover_file.petition.text = format!("Before it.\n{}\nAfter it.", piled("a pile"));
    let text = said(&cover_file);
    let marks = text.chars().filter(|c| matches!(c, '\u{30d}' | '\u{323}')).count();
    assert!(text.contains("Before it.") && text.contains("After it."), "{text}");
    // The head of each page repeats the title, in one line.
    assert!(marks >= 4 * 13 && marks.is_multiple_of(4), "{marks}: {text}");
    assert!(!text.contains(&"\u{30d}\u{323}".repeat(3)), "{text}");
}

#[test]
fn a_total_under_k_is_said_to_be_the_exception() {
    let (fonts, cover_file, mut ledger) = (Fonts::built_in(), sample_cover("en"), sample_ledger());
    for (total, exception) in [(19, true), (20, false)] {
        let counts = Counts {
            unit: Unit::Rows,
            by_country: vec![CountryCount { country: "other".to_owned(), count: total }],
            by_period: vec![PeriodCount { period: "other".to_owned(), count: total }],
        };
        (ledger.rows_read, ledger.accepted) = (total, total);
        let page = CoverPage { list: false, risk: None, ..sample_page(&cover_file, &ledger, &counts, &[]) };
        let (_folder, file) = saved("few.pdf", &cover(&page, &fonts).expect("a cover"));
        let text = run("pdftotext", &["-raw", "FILE", "-"], &file);
        assert_eq!(text.contains("The total is the one exception"), exception, "{total}: {text}");
    }
}

#[test]
fn long_titles_and_texts_flow() {
    let fonts = Fonts::built_in();
    let (mut cover_file, ledger, counts) = (sample_cover("fr"), sample_ledger(), sample_counts(3, 2));
    for title in ["é".repeat(400), "Pour la justice et la paix ".repeat(15), "Ш ".repeat(500)] {
        cover_file.petition.title = title.trim().to_owned();
        cover_file.petition.text = "Une phrase assez longue pour être coupée en fin de ligne. ".repeat(1_750);
        cover_file.recipient.name = "النائب العام".to_owned();
        let bytes = cover(&sample_page(&cover_file, &ledger, &counts, &[]), &fonts).expect("a cover");
        let (_folder, file) = saved("cover-long.pdf", &bytes);
        run("qpdf", &["--check", "FILE"], &file);
        assert_eq!(run("pdftotext", &["FILE", "-"], &file).matches("phrase").count(), 1_750);
    }
}

/// A cover in this language, running this way.
fn set(page: &CoverPage<'_>, direction: Direction) -> Vec<u8> {
    running(page, &Fonts::built_in(), Texts::of(&page.cover.petition.language), direction).expect("a cover")
}

/// Covers of every shape that tables and policies have.
fn shapes() -> Vec<(&'static str, Cover, Ledger, Counts)> {
    let long_title = "Pour la justice et la paix dans le monde, et contre toute forme de violence ".repeat(6);
    let long_title: String = long_title.chars().take(400).collect();
    let titled = |title: &str| {
        let mut cover = sample_cover("en");
        cover.petition.title = title.to_owned();
        cover
    };
    let mut quiet = sample_ledger();
    quiet.rows_read = quiet.accepted + quiet.duplicates;
    for cells in [&mut quiet.set_aside, &mut quiet.flagged, &mut quiet.cleaned] {
        cells.clear();
    }
    vec![
        ("two-countries", sample_cover("en"), quiet, sample_counts(2, 10)),
        ("many", titled(&long_title), sample_ledger(), sample_counts(120, 60)),
        ("one-cell", titled("A"), sample_ledger(), sample_counts(0, 0)),
        (
            "centuries",
            titled("Une pétition de taille moyenne, pour que la lumière soit faite"),
            sample_ledger(),
            sample_counts(14, 900),
        ),
    ]
}

#[test]
fn shapes_of_every_kind_are_whole_files() {
    for (name, cover_file, ledger, counts) in shapes() {
        let page = sample_page(&cover_file, &ledger, &counts, &[]);
        let (_folder, file) = saved(&format!("cover-{name}.pdf"), &set(&page, Direction::LeftToRight));
        run("qpdf", &["--check", "FILE"], &file);
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        assert!(text.contains("2,011,654"), "{name}\n{text}");
    }
}
