//! The cover, read back by programs that are not ours: qpdf, pdftotext; and its structure, by lopdf.

use super::{CoverPage, cover, running};
use crate::counts::{CountryCount, Counts, ListRisk, PeriodCount, Unit};
use crate::cover::Cover;
use crate::day::Day;
use crate::ledger::Ledger;
use crate::paper::Fonts;
use crate::paper::tests::{run, sample_cover, saved};
use crate::paper::texts::{Direction, Texts, languages};
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
    let codes = include_str!("../../../config/texts/countries.csv").lines().skip(1).map(|line| &line[..2]);
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
/// What the structure of a file says, read back.
struct Read {
    /// Role of each element in reading order.
    roles: Vec<String>,
    /// Page and number of each mark, in reading order.
    marks: Vec<(usize, i64)>,
    alternatives: Vec<String>,
    scopes: BTreeMap<String, usize>,
}

fn read_structure(bytes: &[u8]) -> Read {
    let file = lopdf::Document::load_mem(bytes).expect("a file");
    let catalog = file.catalog().expect("a catalog");
    assert!(catalog.get(b"Lang").is_ok_and(|lang| lang.as_str().is_ok_and(|lang| lang.len() == 2)));
    let marked = catalog.get(b"MarkInfo").and_then(lopdf::Object::as_dict).expect("marks");
    assert!(marked.get(b"Marked").and_then(lopdf::Object::as_bool).expect("a truth"));
    let root = file.get_dict_in_dict(catalog, b"StructTreeRoot").expect("a tree");
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    let mut read = Read { roles: vec![], marks: vec![], alternatives: vec![], scopes: BTreeMap::new() };
    let mut parents = BTreeMap::new();
    let kids = root.get(b"K").and_then(lopdf::Object::as_array).expect("kids");
    kids.iter().for_each(|kid| walk(&file, kid.as_reference().expect("an element"), &pages, &mut read, &mut parents));
    // The way back, from each mark to its element.
    let numbers = file.get_dict_in_dict(root, b"ParentTree").and_then(|tree| tree.get(b"Nums"));
    let numbers = numbers.and_then(lopdf::Object::as_array).expect("numbers");
    assert_eq!(numbers.len(), 2 * pages.len());
    for (page, id) in pages.iter().enumerate() {
        let dictionary = file.get_dictionary(*id).expect("a page");
        assert_eq!(dictionary.get(b"StructParents").and_then(lopdf::Object::as_i64).expect("a number"), page as i64);
        assert_eq!(dictionary.get(b"Tabs").and_then(lopdf::Object::as_name).expect("a name"), b"S");
        let back = numbers[2 * page + 1].as_reference().and_then(|id| file.get_object(id));
        let back = back.and_then(lopdf::Object::as_array).expect("parents");
        let on_page = marked_text(&file, *id);
        assert_eq!(on_page, (0..back.len() as i64).collect(), "page {page}: each mark is drawn once");
        for (number, element) in back.iter().enumerate() {
            assert_eq!(parents.get(&(page, number as i64)), element.as_reference().ok().as_ref(), "{page} {number}");
        }
    }
    read
}

fn walk(
    file: &lopdf::Document,
    id: lopdf::ObjectId,
    pages: &[lopdf::ObjectId],
    read: &mut Read,
    parents: &mut BTreeMap<(usize, i64), lopdf::ObjectId>,
) {
    let element = file.get_dictionary(id).expect("an element");
    let role = element.get(b"S").and_then(lopdf::Object::as_name).expect("a role");
    let role = String::from_utf8_lossy(role).into_owned();
    let page_of = |entries: &lopdf::Dictionary| {
        let page = entries.get(b"Pg").and_then(lopdf::Object::as_reference).expect("a page");
        pages.iter().position(|id| *id == page).expect("a page of the file")
    };
    let attribute = element.get(b"A").and_then(lopdf::Object::as_dict);
    match role.as_str() {
        "Figure" => {
            let said = element.get(b"Alt").and_then(lopdf::decode_text_string).expect("words for a figure");
            read.alternatives.push(said);
            let place = attribute.and_then(|a| a.get(b"BBox")).and_then(lopdf::Object::as_array).expect("a place");
            let place: Vec<f32> = place.iter().map(|n| n.as_float().expect("a number")).collect();
            assert!(place[0] < place[2] && place[1] < place[3] && place[2] < 596.0 && place[3] < 842.0, "{place:?}");
        }
        "TH" => {
            let scope = attribute.and_then(|a| a.get(b"Scope")).and_then(lopdf::Object::as_name).expect("a scope");
            *read.scopes.entry(String::from_utf8_lossy(scope).into_owned()).or_default() += 1;
        }
        _ => {}
    }
    read.roles.push(role);
    let Ok(kids) = element.get(b"K").and_then(lopdf::Object::as_array) else { return };
    for kid in kids {
        let mark = match kid {
            lopdf::Object::Reference(kid) => {
                walk(file, *kid, pages, read, parents);
                continue;
            }
            lopdf::Object::Integer(number) => (page_of(element), *number),
            kid => {
                let kid = kid.as_dict().expect("a mark");
                (page_of(kid), kid.get(b"MCID").and_then(lopdf::Object::as_i64).expect("a number"))
            }
        };
        read.marks.push(mark);
        assert!(parents.insert(mark, id).is_none(), "{mark:?} has one element");
    }
}

/// The numbers of a page's marks. All that is drawn is marked, or said to be decoration.
fn marked_text(file: &lopdf::Document, page: lopdf::ObjectId) -> std::collections::BTreeSet<i64> {
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).expect("operations");
    let (mut found, mut open) = (std::collections::BTreeSet::new(), Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let tag = operation.operands[0].as_name().expect("a tag").to_vec();
                if let Some(Ok(entries)) = operation.operands.get(1).map(lopdf::Object::as_dict)
                    && let Ok(number) = entries.get(b"MCID").and_then(lopdf::Object::as_i64)
                {
                    assert!(open.is_empty() && found.insert(number), "{number} is drawn once, and not within another");
                }
                open.push(tag);
            }
            "EMC" => assert!(open.pop().is_some()),
            "Tj" | "TJ" | "S" | "f" => {
                let mark = open.first().expect("all that is drawn is marked");
                let is_drawn = matches!(operation.operator.as_str(), "S" | "f");
                assert!(!is_drawn || mark == b"Artifact" || mark == b"Figure");
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

#[test]
fn what_is_drawn_is_read_once_and_in_order() {
    for (name, cover_file, ledger, counts) in shapes() {
        for direction in [Direction::LeftToRight, Direction::RightToLeft] {
            let mut page = sample_page(&cover_file, &ledger, &counts, &[]);
            page.challenge_max_rows = 0;
            let bytes = set(&page, direction);
            let (_folder, file) = saved(&format!("cover-{name}-{direction:?}.pdf"), &bytes);
            run("qpdf", &["--check", "FILE"], &file);
            let read = read_structure(&bytes);
            assert!(read.marks.is_sorted(), "{name}: it is read as it is drawn");
            let count = |role: &str| read.roles.iter().filter(|is| *is == role).count();
            assert_eq!((read.roles[0].as_str(), count("H1")), ("Document", 1), "{name}");
            assert!(count("H2") >= 7 && count("H3") >= 4 && count("L") >= 2 && count("LI") >= 8, "{name}");
            assert!(count("Table") >= 6 && count("TH") > count("Table") && count("TD") > count("TR") / 2, "{name}");
            assert!(read.scopes["Column"] >= 10 && read.scopes["Row"] > read.scopes["Column"], "{name}");
            let charts = if name == "one-cell" { 0 } else { 2 };
            assert_eq!(read.alternatives.len(), charts + 1, "{name}: charts, and the code");
            assert!(read.alternatives.iter().all(|words| words.len() > 20), "{:?}", read.alternatives);
        }
    }
}

#[test]
fn every_language_is_read_whole() {
    let (ledger, counts) = (sample_ledger(), sample_counts(30, 14));
    let words = ["A.", "B.", "C."].map(str::to_owned);
    for (language, _) in languages() {
        let cover_file = sample_cover(language);
        let page = sample_page(&cover_file, &ledger, &counts, &words);
        let bytes = cover(&page, &Fonts::built_in()).expect("a cover");
        let (_folder, file) = saved(&format!("cover-in-{language}.pdf"), &bytes);
        run("qpdf", &["--check", "FILE"], &file);
        let read = read_structure(&bytes);
        assert!(read.marks.is_sorted() && read.roles.iter().filter(|role| *role == "LI").count() == 8, "{language}");
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        for command in ["sha256sum -c manifest-sha256.txt", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"] {
            assert!(text.contains(command), "{language}: {command}\n{text}");
        }
    }
}

#[test]
fn every_script_stands_in_title_text_and_address() {
    let mut cover_file = sample_cover("fr");
    cover_file.petition.title = "ความยุติธรรมสำหรับทุกคน".to_owned();
    cover_file.petition.text =
        "Nous demandons la paix \u{1f54a}\u{fe0f} et du pain \u{1f35e}.\n\nنطالب بتحقيق مستقل في هذه الوقائع."
            .to_owned();
    cover_file.recipient.name = "النائب العام".to_owned();
    let (ledger, counts) = (sample_ledger(), sample_counts(3, 2));
    let bytes = set(&sample_page(&cover_file, &ledger, &counts, &[]), Direction::LeftToRight);
    let (_folder, file) = saved("cover-scripts.pdf", &bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    let bare: String = text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect();
    for word in ["ความยุติธรรมสำหรับทุกคน", "paix \u{1f54a}", "pain \u{1f35e}", "النائب", "بتحقيق"]
    {
        assert!(bare.contains(word), "{word}\n{text}");
    }
    read_structure(&bytes);
}
