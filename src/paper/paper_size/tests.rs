//! Cover and list on Letter: all that A4 has, within the margins. The slip's own tests hold it to both.

use super::PaperSize;
use crate::entry::{Column, Entry};
use crate::paper::cover::tests::{sample_counts, sample_ledger, sample_page};
use crate::paper::document::PAGE;
use crate::paper::flow::{LEFT, RIGHT};
use crate::paper::tests::{run, sample_cover, saved, words};
use crate::paper::texts::{Direction, Texts, languages};
use crate::paper::{CoverPage, Fonts, ListVolume, VolumePage, cover};
use std::collections::BTreeSet;
use std::path::Path;

fn points(mpt: i32) -> f64 {
    f64::from(mpt) / 1_000.0
}

/// Holds that all words of a file on Letter stand within the margins; gives the words.
fn within(label: &str, file: &Path, direction: Direction) -> BTreeSet<String> {
    run("qpdf", &["--check", "FILE"], file);
    let info = run("pdfinfo", &["-box", "FILE"], file);
    assert!(info.contains("Page size:       612 x 792 pts (letter)"), "{label}: {info}");
    let boxes = info.lines().find(|line| line.starts_with("MediaBox")).expect("a box");
    assert_eq!(boxes.split_whitespace().skip(1).collect::<Vec<_>>(), ["0.00", "0.00", "612.00", "792.00"], "{label}");
    let (left, right) = match direction {
        Direction::LeftToRight => (LEFT, RIGHT),
        Direction::RightToLeft => (PAGE.0 - RIGHT, PAGE.0 - LEFT),
    };
    let wider = (612.0 - points(PAGE.0)) / 2.0;
    let (left, right) = (points(left) + wider, points(right) + wider);
    let seen = words(file);
    for word in &seen {
        // Boxes of words are as high as the face, which is more than the letters are.
        let inside =
            word.left > left - 1.0 && word.right < right + 1.0 && word.top > 54.0 && word.bottom < 792.0 - 54.0;
        assert!(inside, "{label}: “{}” of page {} leaves the margins", word.text, word.page);
    }
    seen.into_iter().map(|word| word.text).collect()
}

/// Page numbers are others on other paper.
fn without_numbers(words: &BTreeSet<String>) -> BTreeSet<&str> {
    words.iter().map(String::as_str).filter(|word| !word.chars().any(|c| c.is_ascii_digit())).collect()
}

#[test]
fn a_cover_has_all_its_words_on_letter_too() {
    let fonts = Fonts::built_in();
    let (ledger, counts) = (sample_ledger(), sample_counts(30, 14));
    let policy = ["A.", "B.", "C."].map(str::to_owned);
    for (language, _) in languages() {
        let cover_file = sample_cover(language);
        let page = sample_page(&cover_file, &ledger, &counts, &policy);
        let bytes = cover(&CoverPage { paper: PaperSize::Letter, ..page.clone() }, &fonts).expect("a cover");
        let (_folder, file) = saved(&format!("cover-letter-{language}.pdf"), &bytes);
        let texts = Texts::of(language);
        let seen = within(language, &file, texts.direction());
        let (_folder, other) = saved("cover-a4.pdf", &cover(&page, &fonts).expect("a cover"));
        let a4 = words(&other).into_iter().map(|word| word.text).collect();
        assert_eq!(without_numbers(&seen), without_numbers(&a4), "{language}");
        // The page to write on is one page still: what stands on it says first and last that it is.
        let last = words(&file).last().expect("words").page;
        let on_last: String = words(&file).into_iter().filter(|word| word.page == last).map(|word| word.text).collect();
        for id in ["section-register", "register-stamp"] {
            let first = texts.say(id).split(' ').next().expect("a word").to_owned();
            assert!(texts.direction() == Direction::RightToLeft || on_last.contains(&first), "{language}: {first}");
        }
    }
}

#[test]
fn a_figure_is_where_it_is_drawn() {
    let (ledger, counts, cover_file) = (sample_ledger(), sample_counts(30, 14), sample_cover("en"));
    let page = CoverPage { paper: PaperSize::Letter, ..sample_page(&cover_file, &ledger, &counts, &[]) };
    let bytes = cover(&page, &Fonts::built_in()).expect("a cover");
    let file = lopdf::Document::load_mem(&bytes).expect("a file");
    let elements = file.objects.values().filter_map(|object| object.as_dict().ok());
    let places =
        elements.filter_map(|element| element.get(b"A").and_then(lopdf::Object::as_dict).ok()?.get(b"BBox").ok());
    let places: Vec<Vec<f32>> = places
        .map(|place| place.as_array().expect("corners").iter().map(|n| n.as_float().expect("a number")).collect())
        .collect();
    assert_eq!(places.len(), 3, "two charts, and the code");
    let right = points(RIGHT) as f32 + 8.362;
    assert!(
        places.iter().all(|place| place[1] > 60.0 && place[3] < 792.0 - 60.0 && place[2] < right + 0.01),
        "{places:?}"
    );
    assert!(places.iter().any(|place| (place[2] - right).abs() < 0.01), "the code ends where lines end: {places:?}");
}

#[test]
fn a_list_stands_within_the_margins_of_letter() {
    let fonts = Fonts::built_in();
    let columns = [Column::Entry, Column::GivenName, Column::FamilyName, Column::Signed];
    for language in ["en", "ar"] {
        let page = VolumePage {
            title: "Justice",
            language,
            country: None,
            volume: 1,
            volumes: 1,
            first_entry: 1,
            entries: 500,
            columns: &columns,
            root: &[7; 32],
            id: "abcdefghij234567",
            paper: PaperSize::Letter,
        };
        let mut volume = ListVolume::begin(&page, &fonts);
        for n in 1..=500 {
            let row = [&n.to_string(), "Zoë", "Fernández de Córdoba", "2017-05-02"];
            volume.entry(&Entry::of_cells(row)).expect("as announced");
        }
        let made = volume.finish().expect("a volume");
        let (_folder, file) = saved(&format!("list-letter-{language}.pdf"), &made.bytes);
        let seen = within(language, &file, Texts::of(language).direction());
        assert!((1..=500).all(|n| seen.contains(&n.to_string())), "every entry is there");
    }
}
