//! Paper, read back by programs that are not ours: qpdf, pdftotext, pdffonts.

use super::{Approval, Fonts, ListVolume, Release, SlipFacts, VolumePage, VolumePdf, slip};
use crate::cover::Cover;
use crate::day::Day;
use crate::entry::{Column, Entry};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// The real program, or a failed test that says what to install.
pub(super) fn run(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments.iter().map(|a| a.replace("FILE", &file.to_string_lossy())))
        .output()
        .unwrap_or_else(|_| panic!("{program} is not here: apt-get install qpdf poppler-utils, or run tests/run"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn volume(columns: &[Column], rows: &[Vec<String>]) -> VolumePdf {
    volume_with(&Fonts::built_in(), "fr", columns, rows)
}

fn volume_with(fonts: &Fonts, language: &str, columns: &[Column], rows: &[Vec<String>]) -> VolumePdf {
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

pub(super) fn saved(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).expect("written");
    if let Some(shown) = std::env::var_os("HANDOVER_SHOW_PAPER") {
        std::fs::copy(&file, Path::new(&shown).join(name)).expect("copied for the eye");
    }
    (folder, file)
}

/// Without the controls that pdftotext puts around right-to-left words.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}'))
        .collect()
}

pub(super) fn sample_cover(language: &str) -> Cover {
    let text = "Nous demandons une enquête indépendante sur les faits rapportés.\n\n".to_owned()
        + &"Les personnes soussignées ont appris avec effroi ce qui se passe, et demandent que la lumière soit faite. "
            .repeat(12)
        + "\n\n– Ouvrir une enquête ;\n– protéger les témoins ;\n– publier les conclusions.";
    let escaped = text.replace('\n', "\\n");
    Cover::parse(&format!(
        "[petition]\ntitle = \"Justice pour la Tchétchénie\"\ntext = \"{escaped}\"\nlanguage = \"{language}\"\nurl = \"https://example.org/p/1\"\nopened = 2017-04-11\nclosed = 2017-05-10\n[organiser]\nname = \"All Out\"\ncontact = \"dossiers@example.org\"\n[recipient]\nname = \"Procureur général\"\noffice = \"Parquet général de la Fédération de Russie\"\ncountry = \"RU\"\n[handover]\nconsent = \"Consentement explicite (article 9, paragraphe 2, point a, du RGPD).\"\n"
    ))
    .expect("a cover")
}

/// What a slip says; `open` of one whose entries may be opened.
pub(super) fn sample_facts(open: bool) -> SlipFacts {
    let fields = ["given_name", "family_name", "city", "country"].map(str::to_owned);
    SlipFacts {
        id: "abcdefghij234567".to_owned(),
        created: Day::new(2017, 5, 11).expect("a day"),
        signatures: 1_987_654,
        integrity: [0xab; 32],
        zip_sha256: [0xcd; 32],
        seal_name: "petitions.example.org".to_owned(),
        seal_fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU".to_owned(),
        rows_by_policy: open.then(|| "named".to_owned()),
        challenge_max_rows: if open { 300 } else { 0 },
        challenge_fields: if open { fields.to_vec() } else { Vec::new() },
    }
}

pub(super) fn sample_slip() -> Vec<u8> {
    slip(&sample_facts(false).page(&sample_cover("fr"), None, None, None), &Fonts::built_in()).expect("a slip")
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
    let rows: Vec<Vec<String>> = (0..super::ENTRIES_PER_VOLUME as usize).map(|n| named_row(n, &long)).collect();
    let made = volume(&NAMED, &rows);
    assert!(u64::from(made.pages) <= super::PAGES_PER_VOLUME, "{}", made.pages);
    // And where the first thousand are no fair sample.
    let short = ["Al", "Bo", "Ulm"];
    let rows: Vec<Vec<String>> =
        (0..super::ENTRIES_PER_VOLUME as usize).map(|n| named_row(n, if n < 2_000 { &short } else { &long })).collect();
    let made = volume(&NAMED, &rows);
    assert!(u64::from(made.pages) <= super::PAGES_PER_VOLUME, "{}", made.pages);
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

#[test]
fn the_slip_is_one_page_and_names_nothing_unasked() {
    let fonts = Fonts::built_in();
    for (language, asked) in [("fr", false), ("en", true)] {
        let mut cover_file = sample_cover(language);
        cover_file.slip.title = asked;
        let facts = sample_facts(asked);
        let release = Release { approval: Approval::SecondPerson, audit_entries: 1_204, audit_head: [0x5e; 32] };
        let page = facts.page(&cover_file, asked.then_some("verify.example.org"), asked.then_some(release), None);
        let bytes = slip(&page, &fonts).expect("a slip");
        let (_folder, file) = saved(&format!("slip-{language}.pdf"), &bytes);
        run("qpdf", &["--check", "FILE"], &file);
        assert!(run("pdfinfo", &["FILE"], &file).contains("Pages:           1"));
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        assert!(text.contains("abab abab abab abab abab abab abab abab") && text.contains(&"cd".repeat(32)));
        assert_eq!(text.contains("Tchétchénie"), asked);
        assert_eq!(text.contains("Procureur"), asked);
        assert!(text.contains("dossier-abcdefghij234567") && text.contains("OK for") == asked, "{text}");
        assert_eq!(text.contains("family name"), asked);
        assert_eq!(text.contains("a second person approved it. The audit log has 1,204 entries"), asked, "{text}");
        assert_eq!(text.contains(&"5e5e ".repeat(15)), asked);
    }
}
