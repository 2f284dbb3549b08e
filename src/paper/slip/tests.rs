//! The slip as poppler sees it: nothing that nobody asked for, every word inside the margins, none on another, none across the line to tear along.

mod structure;

use super::super::letterhead::{Colour, Letterhead, Logo};
use super::super::tests::{run, sample_cover, sample_facts, saved, words};
use super::super::texts::{Direction, Texts, languages};
use super::super::{Fonts, PaperSize, slip};
use super::{Approval, Release, SlipFacts, SlipPage, hashes, set, sheet};
use crate::paper::document::PAGE;
use crate::paper::flow::{LEFT, RIGHT};
use std::path::Path;
use std::process::Command;

/// The page in grey, one pixel for a point.
fn pixels(file: &Path) -> (usize, usize, Vec<u8>) {
    let root = file.with_extension("");
    let seen = Command::new("pdftoppm").args(["-gray", "-r", "72", "-singlefile"]).args([file, &root]).output();
    let seen = seen.expect("pdftoppm is not here: apt-get install poppler-utils, or run tests/run");
    assert!(seen.status.success() && seen.stderr.is_empty(), "{}", String::from_utf8_lossy(&seen.stderr));
    let bytes = std::fs::read(root.with_extension("pgm")).expect("a picture");
    let mut at = 0;
    let mut head = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut next = || {
        let part = head.next().expect("a head");
        at += part.len() + 1;
        std::str::from_utf8(part).unwrap_or_default().to_owned()
    };
    assert_eq!(next(), "P5");
    let (wide, high): (usize, usize) = (next().parse().expect("a width"), next().parse().expect("a height"));
    let rest = &bytes[at..];
    (wide, high, rest[rest.iter().position(|byte| *byte == b'\n').expect("a depth") + 1..].to_vec())
}

/// Holds that a slip that runs this way stands as it should.
fn stands(label: &str, bytes: &[u8], direction: Direction, paper: PaperSize) {
    let (_folder, file) = saved(&format!("slip-{label}.pdf"), bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let info = run("pdfinfo", &["FILE"], &file);
    assert!(info.contains("Pages:           1"), "{label}: {info}");
    let points = |mpt: i32| f64::from(mpt) / 1_000.0;
    // The wider margin is where lines begin.
    let (left, right) = match direction {
        Direction::LeftToRight => (LEFT, RIGHT),
        Direction::RightToLeft => (PAGE.0 - RIGHT, PAGE.0 - LEFT),
    };
    let (left, right) = (points(left + paper.shift().0), points(right + paper.shift().0));
    let (top, bottom) = (points(PAGE.1 - sheet::TOP), points(paper.sheet().1 - sheet::BOTTOM));
    let (wide, high, grey) = pixels(&file);
    let sides = (points(paper.sheet().0), points(paper.sheet().1));
    assert_eq!((wide, high), (sides.0.ceil() as usize, sides.1.ceil() as usize), "{label}");
    let ink = |x: usize, y: usize| grey[y * wide + x] < 250;
    // Outside the margins there are only the dashes of the line to tear along.
    let aside: Vec<usize> = (0..high)
        .filter(|y| (0..wide).any(|x| ((x as f64) < left - 2.0 || x as f64 > right + 1.0) && ink(x, *y)))
        .collect();
    assert!(!aside.is_empty() && aside.len() <= 3, "{label}: ink in the margins of rows {aside:?}");
    let tear = (aside[0] as f64 + aside[aside.len() - 1] as f64) / 2.0;
    for y in (0..high).filter(|y| (*y as f64) < top - 1.0 || *y as f64 > bottom + 1.0) {
        assert!((0..wide).all(|x| !ink(x, y)), "{label}: ink at row {y}, over {top} or under {bottom}");
    }
    for y in (aside[0] - 3..aside[0]).chain(aside[aside.len() - 1] + 1..aside[aside.len() - 1] + 4) {
        assert!((0..wide).all(|x| !ink(x, y)), "{label}: ink at row {y}, beside the tear at {tear}");
    }
    // Boxes of words are as high as the face; what letters fill is less.
    let mut seen = words(&file);
    assert!(seen.len() > 60, "{label}: {} words", seen.len());
    for word in &mut seen {
        let height = word.bottom - word.top;
        (word.top, word.bottom) = (word.top + height * 0.27, word.bottom - height * 0.24);
        assert!(
            word.left > left - 1.0 && word.right < right + 1.0 && word.bottom < bottom + 1.0,
            "{label}: “{}” leaves the margins",
            word.text
        );
        assert!(word.bottom < tear || word.top > tear, "{label}: “{}” crosses the tear", word.text);
    }
    // Poppler takes a vowel sign of Arabic for a word, on the letter where it stands.
    seen.retain(|word| !word.text.chars().all(|c| matches!(c, '\u{64b}'..='\u{652}')));
    for (n, one) in seen.iter().enumerate() {
        for other in &seen[n + 1..] {
            let apart = one.right <= other.left + 0.5
                || other.right <= one.left + 0.5
                || one.bottom <= other.top + 0.3
                || other.bottom <= one.top + 0.3;
            assert!(apart, "{label}: “{}” stands on “{}”", one.text, other.text);
        }
    }
}

fn longest_facts() -> SlipFacts {
    let all = [
        "given_name",
        "family_name",
        "full_name",
        "email",
        "phone",
        "street",
        "region",
        "postcode",
        "country",
        "birth_date",
        "document_number",
        "signed_at",
    ];
    SlipFacts {
        signatures: 999_999_999,
        seal_name: format!(
            "{}.example.org",
            ["a".repeat(60), "b".repeat(60), "c".repeat(60), "d".repeat(58)].join(".")
        ),
        rows_by_policy: Some("pseudonymous-with-a-long-name".to_owned()),
        challenge_max_rows: 1_000_000,
        challenge_fields: all.map(str::to_owned).to_vec(),
        ..sample_facts(true)
    }
}

fn letterhead() -> Letterhead {
    Letterhead {
        name: Some("Association pour la défense des libertés et des droits, section de Saint-Étienne".to_owned()),
        address: ["12, rue de la République", "42000 Saint-Étienne", "France", "bureau@example.org"]
            .map(str::to_owned)
            .to_vec(),
        logo: Some(Logo::read(include_bytes!("../../../tests/data/letterhead/logo.svg")).expect("a logo")),
        colour: Colour::parse("#0b5c6b").expect("a dark one"),
    }
}

/// Every language on every paper.
fn in_every_way() -> impl Iterator<Item = (&'static str, PaperSize)> {
    let papers = [PaperSize::A4, PaperSize::Letter];
    languages().flat_map(move |(language, _)| papers.map(|paper| (language, paper)))
}

const RELEASE: Release = Release { approval: Approval::SamePerson, audit_entries: 1_234_567, audit_head: [0x5e; 32] };

#[test]
fn nothing_leaves_the_margins_or_crosses_the_tear_in_any_language() {
    let fonts = Fonts::built_in();
    let head = letterhead();
    for (language, paper) in in_every_way() {
        for (label, open, asked, verify, release, head) in [
            ("plain", false, false, None, None, None),
            ("open", true, false, Some("dossiers.example.org/verify"), Some(RELEASE), None),
            ("asked", true, true, Some("dossiers.example.org/verify"), Some(RELEASE), Some(&head)),
        ] {
            let mut cover = sample_cover(language);
            cover.slip.title = asked;
            let facts = sample_facts(open);
            let page =
                SlipPage { cover: &cover, dossier: &facts, verify_page: verify, release, letterhead: head, paper };
            let texts = Texts::of(language);
            let direction = texts.direction();
            stands(
                &format!("{language}-{label}-{paper:?}"),
                &set(&page, &fonts, texts).expect("a slip"),
                direction,
                paper,
            );
        }
    }
}

#[test]
fn the_longest_texts_have_room_in_every_language() {
    let fonts = Fonts::built_in();
    let head = letterhead();
    let facts = longest_facts();
    let host = format!("{}.example.org/verify", ["e".repeat(60), "f".repeat(60), "g".repeat(60)].join("."));
    for (language, paper) in in_every_way() {
        let mut cover = sample_cover(language);
        cover.slip.title = true;
        cover.petition.title = "Pour la justice, la paix et la dignité de toutes les personnes arrêtées ".repeat(6);
        cover.petition.title = cover.petition.title.chars().take(400).collect();
        cover.recipient.name = "النائب العام لدى محكمة النقض".to_owned();
        cover.recipient.office = Some("وزارة العدل والحريات العامة، الإدارة المركزية للشؤون الجنائية".to_owned());
        let page = SlipPage {
            cover: &cover,
            dossier: &facts,
            verify_page: Some(&host),
            release: Some(RELEASE),
            letterhead: Some(&head),
            paper,
        };
        // Texts longer than those that there are cost Letter the address of the letterhead.
        for (label, texts, whole) in [
            ("long", Texts::of(language), true),
            (
                "longer",
                Texts::longer(language, &["slip-", "receipt-", "seal-", "dossier-id", "field-"]),
                paper == PaperSize::A4,
            ),
        ] {
            let direction = texts.direction();
            let bytes = set(&page, &fonts, texts).expect("a slip");
            let label = format!("{language}-{label}-{paper:?}");
            stands(&label, &bytes, direction, paper);
            let (_folder, file) = saved("slip-longest.pdf", &bytes);
            assert!(
                !whole || run("pdftotext", &["-raw", "FILE", "-"], &file).contains("bureau@example.org"),
                "{label}"
            );
        }
    }
}

#[test]
fn what_is_too_long_for_one_page_is_left_out() {
    let fonts = Fonts::built_in();
    let facts = longest_facts();
    let mut head = letterhead();
    head.address = vec!["Line of the address ".repeat(10); 8];
    for (language, paper) in in_every_way().filter(|(language, _)| ["en", "ru", "ar"].contains(language)) {
        let mut cover = sample_cover(language);
        cover.slip.title = true;
        for (label, title, name, address, letterhead) in [
            // Letter has 18 mm less: there the name goes with its address.
            ("address", "Wm".repeat(500), "Mw ".repeat(166), false, paper == PaperSize::A4),
            ("everything", "J\n".repeat(499) + "J", "Mw\n".repeat(166), false, false),
        ] {
            cover.petition.title = title;
            cover.recipient.name = name;
            cover.recipient.office = Some("WM".repeat(250));
            let page = SlipPage {
                cover: &cover,
                dossier: &facts,
                verify_page: Some("dossiers.example.org/verify"),
                release: Some(RELEASE),
                letterhead: Some(&head),
                paper,
            };
            let texts = Texts::of(language);
            let direction = texts.direction();
            let bytes = set(&page, &fonts, texts).expect("a slip");
            stands(&format!("{language}-{label}-{paper:?}"), &bytes, direction, paper);
            let (_folder, file) = saved("slip-spared.pdf", &bytes);
            let said = run("pdftotext", &["-raw", "FILE", "-"], &file);
            assert_eq!(said.contains("Line of the address"), address, "{language}-{label}: {said}");
            assert_eq!(said.contains("Saint-Étienne"), letterhead, "{language}-{label}-{paper:?}: {said}");
        }
    }
}

#[test]
fn the_code_is_an_address_or_says_what_it_is() {
    let (cover, facts) = (sample_cover("en"), sample_facts(false));
    let hash = "ab".repeat(32);
    let of = |verify| hashes::code(&facts.page(&cover, verify, None, None, PaperSize::A4));
    assert_eq!(of(None), format!("handover:{hash}"));
    for given in ["verify.example.org/verify", "https://verify.example.org/verify/"] {
        assert_eq!(of(Some(given)), format!("https://verify.example.org/verify/#{hash}"));
    }
}

#[test]
fn the_slip_is_one_page_and_names_nothing_unasked() {
    let fonts = Fonts::built_in();
    for (language, asked) in [("fr", false), ("en", true)] {
        let mut cover_file = sample_cover(language);
        cover_file.slip.title = asked;
        let facts = sample_facts(asked);
        let release = Release { approval: Approval::SecondPerson, audit_entries: 1_204, audit_head: [0x5e; 32] };
        let page = facts.page(
            &cover_file,
            asked.then_some("verify.example.org"),
            asked.then_some(release),
            None,
            PaperSize::A4,
        );
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
