//! Values that somebody chose so that a page would lie, burst or go silent.

use super::{NAMED, bare, boxes, drawn, number, page, sheet};
use crate::hidden;
use crate::paper::Fonts;
use crate::paper::line::stand_in;
use crate::paper::tests::structure::read_structure;
use crate::paper::tests::{run, saved};

/// The text of a sheet of these rows, and its bytes.
fn said(name: &str, rows: &[[&str; 4]]) -> (String, Vec<u8>) {
    let entries = drawn(rows.iter().map(|row| row.to_vec()));
    let made = sheet(&page("en", &NAMED, &entries), &Fonts::built_in()).expect("a sheet");
    let (_folder, file) = saved(&format!("{name}.pdf"), &made);
    run("qpdf", &["--check", "FILE"], &file);
    read_structure(&made);
    assert_eq!(boxes(&made), 2 * rows.len(), "{name}: each row has its two boxes");
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    // Nothing acts in the text that comes out but what pdftotext puts around words and between lines and pages.
    let acts = |c: char| {
        hidden::is_control(c) && !matches!(c, '\n' | '\x0c')
            || matches!(c, '\u{200b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(acts), "{name}: {text:?}");
    (bare(&text), made)
}

#[test]
fn what_nobody_would_see_is_seen_and_does_nothing() {
    let (text, _) = said(
        "hidden",
        &[
            ["l\nt\tn\0e", "\u{202e}live\u{202c}", "zero\u{200b}width\u{feff}", " spaces "],
            ["\u{301}mark", "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}", "\u{2066}\u{61c}x", "tag\u{e0041}"],
            ["שלום\nעולם", "a\u{2028}b\u{85}c\u{1b}[2J", "\u{10200b}", "\u{7f}\u{ad}\u{3164}"],
            ["plain", "b", "c", "d"],
        ],
    );
    let boxed = |text: &str| -> String {
        text.chars().map(|c| if c.is_alphanumeric() || "[ ".contains(c) { c } else { stand_in(c) }).collect()
    };
    for value in [
        "l\nt\tn\0e",
        "\u{202e}live\u{202c}",
        "zero\u{200b}width\u{feff}",
        "a\u{2028}b\u{85}c\u{1b}[2J",
        "\u{7f}\u{ad}",
    ] {
        assert!(text.contains(&boxed(value)), "{value:?}\n{text}");
    }
    let ends = format!("{}spaces{}", stand_in(' '), stand_in(' '));
    for value in
        [ends, format!("{}mark", stand_in('\u{301}')), format!("tag{}", stand_in('\u{e0041}')), "U+10200B".to_owned()]
    {
        assert!(text.contains(&value), "{value:?}\n{text}");
    }
    for part in ["שלום", "עולם", "Asmallboxwithdigits"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (text, _) = said("seen", &[["Zoë", "محمدی\u{200c}پور", "👩🏽\u{200d}💻", "क्\u{200d}ष"]]);
    assert!(!text.contains("Asmallbox"), "nothing is hidden in what is spelled so: {text}");
}

#[test]
fn an_empty_value_is_said_to_be_empty() {
    let (text, _) = said("empty", &[["", "b", "", "d"], ["(empty)", "-", "\u{200b}", " "]]);
    assert_eq!(text.matches("(empty)").count(), 3, "{text}");
    assert!(text.contains(stand_in('\u{200b}')) && text.contains(stand_in(' ')), "{text}");
}

#[test]
fn a_value_longer_than_any_page_is_there_to_its_last_letter() {
    let words = "wort ".repeat(2_000);
    let words = words.trim();
    let solid = "Ж".repeat(10_000);
    let right = "م".repeat(10_000);
    let piled = format!("Q{}", "\u{301}".repeat(9_999));
    let (text, made) = said(
        "long",
        &[["a", words, "c", "d"], [&solid, "b", &right, "d"], [&piled, "b", "c", "d"], ["last", "b", "c", "d"]],
    );
    assert_eq!(text.matches("wort").count(), 2_000);
    assert_eq!((text.matches('Ж').count(), text.matches('م').count()), (10_000, 10_000));
    assert_eq!(text.matches(stand_in('\u{301}')).count(), 9_999 - 4, "more marks than any base has");
    assert!(text.contains("last") && made.len() < 1_000_000, "{}", made.len());
    // On each page that a row goes on over its numbers stand again.
    let again = text.matches(&number(1).to_string()).count();
    assert!(again > 3, "{again}");
}

#[test]
fn every_character_there_is_leaves_something_to_see() {
    // Marks are drawn together with their base; Han, thousands alike, is left out.
    let all: Vec<char> = (0..=0x10_ffff).filter_map(char::from_u32).collect();
    let fonts = Fonts::built_in();
    let mut setter = crate::paper::line::Setter::new(&fonts);
    setter.read_stand_ins();
    for c in all.into_iter().filter(|c| *c <= '\u{3000}' || *c >= '\u{a000}' && *c <= '\u{1ffff}' || *c >= '\u{e0000}')
    {
        let value = format!("a{c}b");
        let line = setter.line(&super::super::value::to_look_at(&value), crate::paper::fonts::Style::Regular);
        let glyphs = line.glyphs.len();
        assert!(glyphs >= 3 || hidden::is_mark(c), "U+{:04X}: {glyphs} glyphs", u32::from(c));
    }
}

#[test]
fn naughty_strings_are_values_too() {
    let blns = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/blns.json"))
        .expect("the list is in tests/data");
    let names: Vec<String> = serde_json::from_str(&blns).expect("a list of strings");
    let rows: Vec<[&str; 4]> = names.iter().map(|name| [name.as_str(), "b", name, "FR"]).collect();
    let (text, _) = said("naughty", &rows);
    for n in 0..rows.len() {
        assert!(text.contains(&number(n).to_string()), "{}", number(n));
    }
}
