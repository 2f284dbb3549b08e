//! Lists, read back by programs that are not ours: qpdf, pdftotext, pdffonts.

use super::{ENTRIES_PER_VOLUME, ListVolume, PAGES_PER_VOLUME, VolumePage, VolumePdf};
use crate::entry::{Column, Entry};
use crate::paper::tests::{run, saved};
use crate::paper::{Fonts, PaperSize};

/// The columns of `named`, with given and family name.
const NAMED: [Column; 7] = [
    Column::Entry,
    Column::GivenName,
    Column::FamilyName,
    Column::City,
    Column::Postcode,
    Column::Country,
    Column::Signed,
];

/// Given name, family name, city: names as people bear them.
const NAMES: &[[&str; 3]] = &[
    ["Zoë", "Brontë-O’Neill", "Dún Laoghaire"],
    ["Łukasz", "Wójcik", "Łódź"],
    ["Nguyễn", "Thị Minh Khai", "Thành phố Hồ Chí Minh"],
    ["Анна", "Щербакова", "Санкт-Петербург"],
    ["Володимир", "Їжакевич", "Київ"],
    ["Ελένη", "Παπαδοπούλου", "Θεσσαλονίκη"],
    ["محمد", "عبد الرحمن", "القاهرة"],
    ["علی", "محمدی گیلانی", "تهران"],
    ["יעל", "בן־דוד", "תל אביב"],
    ["अनिर्बान", "मुखर्जी", "वाराणसी"],
    ["শ্রীময়ী", "বন্দ্যোপাধ্যায়", "কলকাতা"],
    ["கார்த்திகேயன்", "சுப்பிரமணியன்", "சென்னை"],
    ["สมชาย", "ศรีสุวรรณ", "กรุงเทพฯ"],
    ["ნინო", "ჩხეიძე", "თბილისი"],
    ["Արամ", "Խաչատրյան", "Երևան"],
    ["አበበ", "ቢቂላ", "አዲስ አበባ"],
    ["小明", "王", "北京市"],
    ["さくら", "東海林", "札幌市"],
    ["민준", "김", "서울특별시"],
    ["សុខា", "ចាន់", "ភ្នំពេញ"],
    ["အောင်", "ဆန်းစုကြည်", "ရန်ကုန်"],
    ["བསྟན་འཛིན", "རྒྱ་མཚོ", "ལྷ་ས"],
    ["ગાંધી", "મોહનદાસ", "અમદાવાદ"],
    ["ਗੁਰਪ੍ਰੀਤ", "ਸਿੰਘ", "ਅੰਮ੍ਰਿਤਸਰ"],
    ["శ్రీనివాస్", "రెడ్డి", "హైదరాబాద్"],
    ["ಕೃಷ್ಣ", "ರಾವ್", "ಬೆಂಗಳೂರು"],
    ["ശ്രീധരൻ", "നമ്പൂതിരി", "തിരുവനന്തപുരം"],
    ["ශ්‍රී", "විජේසිංහ", "කොළඹ"],
    ["ສົມພອນ", "ວົງສາ", "ວຽງຈັນ"],
    ["ޢަލީ", "މުޙައްމަދު", "މާލެ"],
];

fn volume(columns: &[Column], rows: &[Vec<String>]) -> VolumePdf {
    volume_with(&Fonts::built_in(), "fr", columns, rows)
}

fn volume_with(fonts: &Fonts, language: &str, columns: &[Column], rows: &[Vec<String>]) -> VolumePdf {
    volume_on(PaperSize::A4, fonts, language, columns, rows)
}

fn volume_on(paper: PaperSize, fonts: &Fonts, language: &str, columns: &[Column], rows: &[Vec<String>]) -> VolumePdf {
    let page = VolumePage {
        title: "Justice pour la Tchétchénie",
        language,
        country: None,
        volume: 1,
        volumes: 3,
        first_entry: 1,
        entries: rows.len() as u64,
        columns,
        root: &[7; 32],
        id: "abcdefghij234567",
        paper,
    };
    let mut volume = ListVolume::begin(&page, fonts);
    for row in rows {
        volume.entry(&Entry::of_cells(row.iter().map(String::as_str))).expect("as many as announced");
    }
    volume.finish().expect("a volume")
}

fn named_row(n: usize, name: &[&str; 3]) -> Vec<String> {
    [&(n + 1).to_string(), name[0], name[1], name[2], "75011", "FR", "2017-05-02"]
        .iter()
        .map(|s| (*s).to_owned())
        .collect()
}

/// Without the controls that pdftotext puts around right-to-left words.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'))
        .collect()
}

#[test]
fn names_in_every_script_come_out_of_the_list_again() {
    let rows: Vec<Vec<String>> = NAMES.iter().enumerate().map(|(n, name)| named_row(n, name)).collect();
    let made = volume(&NAMED, &rows);
    assert_eq!((made.pages, made.missing_glyphs), (1, 0));
    let (_folder, file) = saved("list.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let fonts = run("pdffonts", &["FILE"], &file);
    for line in fonts.lines().skip(2) {
        assert!(line.contains("yes yes yes"), "embedded, subset, with texts: {line}");
    }
    let text = bare(&run("pdftotext", &["-layout", "FILE", "-"], &file));
    let mut lost = Vec::new();
    for name in NAMES.iter().flatten() {
        // Vocalised Arabic and Hebrew differ in the order of marks everywhere; a wrapped name stands on two lines.
        // So do the two letters of a lam-alef in poppler. Of both the set of letters is exact.
        let loose = name.chars().any(|c| matches!(c, '\u{7a6}'..='\u{7b0}')) || name.contains("لا");
        let found = |word: &str| text.contains(word) || loose && word.chars().all(|c| text.contains(c));
        if !name.split(' ').all(found) {
            lost.push(*name);
        }
    }
    assert!(lost.is_empty(), "{lost:?}\n{text}");
    assert!(
        text.contains("Justice pour la Tchétchénie")
            && text.contains("Volume 1 sur 3")
            && text.contains("Page 1 sur 1")
    );
}

#[test]
fn marks_pictures_and_mixed_lines_come_out_again() {
    let names = [
        ["Ze\u{301}lie", "Nin\u{303}o \u{1f389}", "Coeur \u{2764}\u{fe0f}"],
        ["\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} Ana", "\u{1f1eb}\u{1f1f7} Paul", "1\u{fe0f}\u{20e3} x"],
        ["王 Wang", "Иван राम", "한글 kana かな"],
        ["Þórr", "Ŋaŋa", "¡Olé! – “x”"],
    ];
    let rows: Vec<Vec<String>> = names.iter().enumerate().map(|(n, name)| named_row(n, name)).collect();
    let made = volume(&NAMED, &rows);
    assert_eq!(made.missing_glyphs, 0);
    let (_folder, file) = saved("mixed.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    for name in names.iter().flatten() {
        assert!(text.contains(name), "{name}\n{text}");
    }
    // A line of both directions keeps all its letters.
    let made = volume(&NAMED, &[named_row(0, &["יעל Cohen 12", "John (محمد)", "x"])]);
    let (_folder, file) = saved("both.pdf", &made.bytes);
    let text = bare(&run("pdftotext", &["-layout", "FILE", "-"], &file));
    for word in ["יעל", "Cohen", "12", "John", "محمد"] {
        assert!(text.contains(word), "{word}\n{text}");
    }
}

#[test]
fn the_same_entries_make_the_same_bytes() {
    let rows: Vec<Vec<String>> = (0..3_000).map(|n| named_row(n, &NAMES[n * 7 % NAMES.len()])).collect();
    let made = volume(&NAMED, &rows);
    assert_eq!(made.bytes, volume(&NAMED, &rows).bytes);
    assert!(made.pages >= 60, "{}", made.pages);
    let (_folder, file) = saved("long.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let info = run("pdfinfo", &["FILE"], &file);
    for never in ["Producer", "Creator", "Author", "CreationDate", "ModDate"] {
        assert!(!info.contains(never), "{info}");
    }
    assert!(info.contains("PDF version:     1.7"));
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    assert!(text.contains(&format!("sur {}", made.pages)));
    for n in [1, 777, 1_500, 3_000] {
        assert!(text.lines().any(|line| line.trim_start().starts_with(&format!("{n} "))), "{n}");
    }
}

#[test]
fn a_character_without_a_glyph_is_a_box_that_says_what_it_is() {
    let rows = vec![named_row(0, &["A\u{13000}b", "\u{e000}", "Paris"]), named_row(1, &["محمد\u{e001}", "x", "y"])];
    let made = volume(&NAMED, &rows);
    assert_eq!(made.missing_glyphs, 3, "cells");
    let (_folder, file) = saved("boxes.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    assert!(text.contains("A\u{13000}b") && text.contains('\u{e000}'), "{text}");
}

#[test]
fn a_volume_never_exceeds_its_pages() {
    // Every name takes three lines at the size of a list whose names are short.
    let long = [
        "Maria del Carmen Guadalupe Esperanza",
        "Fernández de Córdoba y Álvarez de Toledo y Pimentel",
        "Santa María de la Alameda del Valle",
    ];
    let rows: Vec<Vec<String>> = (0..ENTRIES_PER_VOLUME as usize).map(|n| named_row(n, &long)).collect();
    for paper in [PaperSize::A4, PaperSize::Letter] {
        let made = volume_on(paper, &Fonts::built_in(), "fr", &NAMED, &rows);
        assert!(u64::from(made.pages) <= PAGES_PER_VOLUME, "{paper:?}: {}", made.pages);
    }
    // And where the first thousand are no fair sample.
    let short = ["Al", "Bo", "Ulm"];
    let rows: Vec<Vec<String>> =
        (0..ENTRIES_PER_VOLUME as usize).map(|n| named_row(n, if n < 2_000 { &short } else { &long })).collect();
    let made = volume(&NAMED, &rows);
    assert!(u64::from(made.pages) <= PAGES_PER_VOLUME, "{}", made.pages);
}

#[test]
fn naughty_strings_are_names_too() {
    let blns = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/blns.json"))
        .expect("the list is in tests/data");
    let names: Vec<String> = serde_json::from_str(&blns).expect("a list of strings");
    let rows: Vec<Vec<String>> = names.iter().enumerate().map(|(n, name)| named_row(n, &[name, name, name])).collect();
    let made = volume(&NAMED, &rows);
    let (_folder, file) = saved("naughty.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    // One letter repeated past any page goes on over several.
    let huge = "م".repeat(9_000);
    let made =
        volume(&NAMED, &[named_row(0, &[&huge, "W".repeat(20_000).as_str(), "x"]), named_row(1, &["a", "b", "c"])]);
    assert!(made.pages > 5);
    let (_folder, file) = saved("huge.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
}

#[test]
fn a_merged_cell_has_the_word_of_the_language_and_a_town_keeps_its_name() {
    let mut row = named_row(0, &["other", "b", "other"]);
    row[5] = "other".to_owned();
    row[6] = "other".to_owned();
    let (_folder, file) = saved("merged.pdf", &volume(&NAMED, &[row]).bytes);
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    assert_eq!((text.matches("autres").count(), text.matches("other").count()), (2, 2), "{text}");
}

/// As the tests' runner installs it.
const NOTO_CJK: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

#[test]
fn han_is_drawn_in_the_forms_of_the_row_s_country() {
    let collection = std::fs::read(NOTO_CJK).expect("apt-get install fonts-noto-cjk, or run tests/run");
    let fonts = Fonts::built_in().with_cjk(collection).expect("Noto Sans CJK");
    // Characters that every country draws in its own way.
    let name = ["直骨", "令海", "角"];
    let countries = ["JP", "KR", "CN", "TW", "HK", "FR"];
    let rows: Vec<Vec<String>> = countries
        .iter()
        .enumerate()
        .map(|(n, country)| {
            let mut row = named_row(n, &name);
            (*country).clone_into(&mut row[5]);
            row
        })
        .collect();
    let made = volume_with(&fonts, "fr", &NAMED, &rows);
    assert_eq!(made.bytes, volume_with(&fonts, "fr", &NAMED, &rows).bytes);
    let (_folder, file) = saved("han.pdf", &made.bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let faces = run("pdffonts", &["FILE"], &file);
    for country in ["jp", "kr", "sc", "tc", "hk"] {
        let face = format!("+NotoSansCJK{country}-Regular");
        let line = faces.lines().find(|line| line.contains(&face)).unwrap_or_else(|| panic!("{face}\n{faces}"));
        assert!(line.contains("CID Type 0C") && line.contains("yes yes yes"), "{line}");
    }
    assert!(!faces.contains("Droid"), "{faces}");
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    assert_eq!(text.matches("直骨").count(), countries.len(), "{text}");
}

#[test]
fn bookmarks_lead_to_ranges_of_entries() {
    let rows: Vec<Vec<String>> = (0..12_000).map(|n| named_row(n, &["Al", "Bo", "Ulm"])).collect();
    let (_folder, file) = saved("marks.pdf", &volume(&NAMED, &rows).bytes);
    let outline = run("qpdf", &["--json", "--json-key=outlines", "FILE"], &file);
    let outline: serde_json::Value = serde_json::from_str(&outline).expect("JSON");
    let top = outline["outlines"].as_array().expect("an outline");
    let words = |mark: &serde_json::Value| mark["title"].as_str().expect("a title").replace('\u{202f}', " ");
    assert_eq!(top.iter().map(words).collect::<Vec<_>>(), ["Entrées 1 à 10 000", "Entrées 10 001 à 12 000"]);
    let kids = top[0]["kids"].as_array().expect("kids");
    assert_eq!((kids.len(), words(&kids[9])), (10, "Entrées 9 001 à 10 000".to_owned()));
    let page = kids[9]["destpageposfrom1"].as_u64().expect("a page").to_string();
    let text = run("pdftotext", &["-f", &page, "-l", &page, "-layout", "FILE", "-"], &file);
    assert!(text.lines().any(|line| line.trim_start().starts_with("9001 ")), "{text}");
}

#[test]
fn an_empty_list_is_one_page() {
    assert_eq!(volume(&NAMED, &[]).pages, 1);
}
