//! The sheet, read back by programs that are not ours: every value comes out again, nothing hidden stays so, nothing leaves
//! its place.

mod hard;

use super::{SheetEntry, SheetPage, sheet};
use crate::day::Day;
use crate::fields::Field;
use crate::paper::document::PAGE;
use crate::paper::flow::{LEFT, RIGHT};
use crate::paper::tests::structure::read_structure;
use crate::paper::tests::{Seen, run, saved, words};
use crate::paper::texts::{Direction, Texts, Word, languages};
use crate::paper::{Fonts, PaperSize};
use std::path::Path;

const NAMED: [Field; 4] = [Field::GivenName, Field::FamilyName, Field::City, Field::Country];

/// Names as people bear them; the last left two fields empty.
const NAMES: [[&str; 4]; 12] = [
    ["Zoë", "Brontë-O’Neill", "Dún Laoghaire", "IE"],
    ["Nguyễn", "Thị Minh Khai", "Đà Nẵng", "VN"],
    ["Анна", "Щербакова", "Казань", "RU"],
    ["محمد", "عبد الرحمن", "القاهرة", "EG"],
    ["یعقوب", "محمدی\u{200c}پور", "تهران", "IR"],
    ["יעל", "בן־דוד", "תל אביב", "IL"],
    ["अनिर्बान", "मुखर्जी", "वाराणसी", "IN"],
    ["สมชาย", "ศรีสุวรรณ", "กรุงเทพฯ", "TH"],
    ["小明", "王", "北京市", "CN"],
    ["Ana María", "Fernández de Córdoba", "Santa María de la Alameda", "ES"],
    ["👩🏽\u{200d}💻 Ana", "Silva", "Lisboa", "PT"],
    ["", "Nobody", "", "FR"],
];

fn page<'a>(language: &'a str, fields: &'a [Field], entries: &'a [SheetEntry<'a>]) -> SheetPage<'a> {
    SheetPage {
        title: "Justice pour la Tchétchénie",
        organiser: "All Out",
        recipient: "Procureur général",
        office: None,
        country: Some("RU"),
        language,
        id: "abcdefghij234567",
        created: Day::new(2017, 5, 11).expect("a day"),
        integrity: &[0xab; 32],
        root: &[7; 32],
        size: 1_987_654,
        dice: "415263142536415263142536",
        fields,
        list: true,
        paper: PaperSize::A4,
        entries,
    }
}

/// Messages that could be longer in another language: heads of columns, steps, what is said of the result.
const LONGER: [&str; 6] = ["sheet-valid", "sheet-not", "sheet-entry", "sheet-step", "sheet-withheld", "sheet-bound"];

/// The number of the n-th entry drawn, in an order that nobody would put them in.
fn number(n: usize) -> u64 {
    (n as u64 + 1) * 7_919_123 % 1_987_654 + 1
}

fn drawn<'a>(values: impl IntoIterator<Item = Vec<&'a str>>) -> Vec<SheetEntry<'a>> {
    let entry = |(n, values)| SheetEntry { entry: number(n), values: Some(values) };
    values.into_iter().enumerate().map(entry).collect()
}

/// So many entries, two of them withheld.
fn some(count: usize) -> Vec<SheetEntry<'static>> {
    let mut entries = drawn((0..count).map(|n| NAMES[n % NAMES.len()].to_vec()));
    for n in [4, 9] {
        entries[n].values = None;
    }
    entries
}

/// Without spaces and line ends, the controls that pdftotext puts around right-to-left words, and the non-joiner, which is
/// seen by what it does.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{202a}'..='\u{202c}')).collect()
}

/// Holds that every word is between the margins and none on another.
fn stands(label: &str, file: &Path) {
    let points = |mpt: i32| f64::from(mpt) / 1_000.0;
    // Where a language runs from the right the wider margin is on the other side.
    let margin = points(LEFT).min(points(PAGE.0 - RIGHT));
    let mut seen = words(file);
    assert!(seen.len() > 300, "{label}: {} words", seen.len());
    // Poppler takes a mark for a word, on the letter where it stands.
    seen.retain(|word| word.text.chars().any(|c| !crate::hidden::is_mark(c)));
    let mut before: Vec<&Seen> = Vec::new();
    for word in &seen {
        before.retain(|other| other.page == word.page);
        assert!(
            word.left > margin - 1.0
                && word.right < points(PAGE.0) - margin + 1.0
                && word.bottom < points(PAGE.1) - 55.0,
            "{label}: “{}” leaves the margins",
            word.text
        );
        // What letters fill of the box that is as high as the face.
        let (top, bottom) = (word.top + (word.bottom - word.top) * 0.3, word.bottom - (word.bottom - word.top) * 0.25);
        for other in &before {
            let (above, below) =
                (other.top + (other.bottom - other.top) * 0.3, other.bottom - (other.bottom - other.top) * 0.25);
            let apart = word.right <= other.left + 0.5
                || other.right <= word.left + 0.5
                || bottom <= above + 0.3
                || below <= top + 0.3;
            assert!(apart, "{label}: “{}” stands on “{}”", word.text, other.text);
        }
        before.push(word);
    }
}

/// Boxes to tick: how many squares of their side the pages outline.
fn boxes(bytes: &[u8]) -> usize {
    let file = lopdf::Document::load_mem(bytes).expect("a file");
    let side = |operand: &lopdf::Object| operand.as_float().is_ok_and(|side| (side - 11.0).abs() < 0.01);
    let on_page = |id| {
        let content = lopdf::content::Content::decode(&file.get_page_content(id)).expect("operators");
        let squares = content.operations.iter().filter(|operation| operation.operator == "re");
        squares.filter(|square| square.operands[2..].iter().all(side)).count()
    };
    file.get_pages().into_values().map(on_page).sum()
}

#[test]
fn every_language_says_what_is_to_be_done_and_shows_every_value() {
    let fonts = Fonts::built_in();
    let entries = some(24);
    for (language, _) in languages() {
        let made = sheet(&page(language, &NAMED, &entries), &fonts).expect("a sheet");
        assert_eq!(made, sheet(&page(language, &NAMED, &entries), &fonts).expect("a sheet"));
        let (_folder, file) = saved(&format!("sheet-{language}.pdf"), &made);
        run("qpdf", &["--check", "FILE"], &file);
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        let squeezed = bare(&text) + &bare(&run("pdftotext", &["-raw", "FILE", "-"], &file));
        let opened = entries.iter().filter_map(|entry| entry.values.as_ref()).flatten();
        // Poppler turns the two letters of a lam-alef round.
        for word in opened.flat_map(|value| value.split(' ')).filter(|word| !word.contains("لا")) {
            assert!(squeezed.contains(&bare(word)), "{language}: {word}\n{text}");
        }
        for entry in &entries {
            assert!(text.split_whitespace().any(|word| word == entry.entry.to_string()), "{language}: {}", entry.entry);
        }
        let fields = "--fields given_name,family_name,city,country";
        for part in ["4152 6314 2536", "--size 24", fields, "--bad K", "abab abab"] {
            assert!(squeezed.contains(&bare(part)), "{language}: {part}\n{text}");
        }
        assert!(!made.windows(6).any(|part| part == b"Nobody"), "{language}: no value in what the file says of itself");
        assert_eq!(boxes(&made), 2 * 22, "{language}: withheld entries have nothing to tick");
        let read = read_structure(&made);
        assert!(read.marks.is_sorted(), "{language}: it is read as it is drawn");
        let count = |role: &str| read.roles.iter().filter(|is| *is == role).count();
        assert_eq!((count("H1"), count("H2"), count("LI"), count("TR")), (1, 3, 4, 8 + 1 + 24 + 4), "{language}");
    }
}

#[test]
fn withheld_entries_are_said_and_counted() {
    let (fonts, entries) = (Fonts::built_in(), some(24));
    for (language, _) in languages().filter(|(code, _)| *code != "ar") {
        let texts = Texts::of(language);
        let (_folder, file) =
            saved("withheld.pdf", &sheet(&page(language, &NAMED, &entries), &fonts).expect("a sheet"));
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        assert_eq!(bare(&text).matches(&bare(&texts.say("sheet-withheld"))).count(), 2, "{language}: {text}");
        let figure = |id: &str| {
            let line = text.lines().find(|line| {
                line.trim_start().starts_with(texts.say(id).as_ref()) && line.ends_with(|c: char| c.is_ascii_digit())
            });
            line.and_then(|line| line.split_whitespace().next_back()).unwrap_or_default().to_owned()
        };
        assert_eq!(
            (figure("sheet-total-withheld"), figure("sheet-total")),
            ("2".to_owned(), "24".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn nothing_leaves_its_place_in_any_language_whichever_fields_are_opened() {
    let fonts = Fonts::built_in();
    let all = Field::ALL;
    let person = |n: usize| {
        let [given, family, city, country] = NAMES[n % 10];
        let mail = "somebody.with.a.long.address@subdomain.example.org";
        vec![
            given,
            family,
            family,
            mail,
            "+33 1 23 45 67 89",
            "12, rue Example",
            city,
            city,
            "75011",
            country,
            "1970-01-01",
            "AB 123",
            "2017-05-02T08:00:00Z",
        ]
    };
    for (language, _) in languages() {
        for fields in [0, 2, 4, 13] {
            let mut entries = drawn((0..30).map(|n| person(n)[..fields].to_vec()));
            entries[7].values = None;
            let page = page(language, &all[..fields], &entries);
            for (kind, texts) in [("", Texts::of(language)), ("-longer", Texts::longer(language, &LONGER))] {
                // Languages whose words for the boxes are long leave less room; every page stands all the same.
                let made = super::set(&page, &fonts, texts).expect("a sheet");
                let label = format!("sheet-{language}-{fields}{kind}");
                let (_folder, file) = saved(&format!("{label}.pdf"), &made);
                run("qpdf", &["--check", "FILE"], &file);
                assert_eq!(boxes(&made), 2 * 29, "{label}");
                stands(&label, &file);
            }
        }
    }
}

#[test]
fn a_thousand_entries_are_a_whole_file_with_a_head_on_each_page() {
    let fonts = Fonts::built_in();
    let entries = some(1_000);
    let made = sheet(&page("fr", &NAMED, &entries), &fonts).expect("a sheet");
    let (_folder, file) = saved("thousand.pdf", &made);
    run("qpdf", &["--check", "FILE"], &file);
    let info = run("pdfinfo", &["FILE"], &file);
    assert!(info.contains("Feuille d’échantillon – Justice pour la Tchétchénie") && !info.contains("Author"), "{info}");
    let pages: usize = info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).expect("pages");
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    assert_eq!(
        text.matches("non\u{a0}valable").count() + text.matches("Prénom").count(),
        pages - 2,
        "front and count have none"
    );
    let last = Texts::of("fr").say_with("of-pages", &[("total", Word::Number(pages as u64))]).into_owned();
    assert_eq!(text.matches(&format!("{last}\n")).count(), pages);
    assert_eq!((boxes(&made), Texts::of("fr").direction()), (2 * 998, Direction::LeftToRight));
}

#[test]
fn a_language_without_texts_is_in_english_and_says_so() {
    let entries = some(12);
    let (_folder, file) = saved("eo.pdf", &sheet(&page("eo", &NAMED, &entries), &Fonts::built_in()).expect("a sheet"));
    let text = run("pdftotext", &["-raw", "FILE", "-"], &file);
    assert!(text.contains("does not have yet") && text.contains("Sample sheet"), "{text}");
}
