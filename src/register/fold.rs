//! Folding: two spellings of one thing become one text (dossier-format §6, "Folded").
//!
//! In: a committed value. Out: its folded form. Never: for display.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// All of ASCII that has White_Space.
const ASCII_WHITE_SPACE: [char; 6] = ['\t', '\n', '\u{b}', '\u{c}', '\r', ' '];

/// Appends the folded form of `text`: NFKC, without default-ignorable and format characters, fully case-folded, NFKC,
/// runs of white space as one space, trimmed.
pub fn fold(text: &str, out: &mut String) {
    if text.is_ascii() {
        return one_space_between(text.split(ASCII_WHITE_SPACE), out);
    }
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let mut visible = nfkc.normalize(text);
    if visible.chars().any(is_invisible) {
        visible.to_mut().retain(|c| !is_invisible(c));
    }
    let folded = CaseMapper::new().fold_string(&visible);
    let folded = nfkc.normalize(&folded);
    let start = out.len();
    for word in folded.split_whitespace() {
        if out.len() > start {
            out.push(' ');
        }
        out.push_str(word);
    }
}

fn is_invisible(c: char) -> bool {
    // Nothing is invisible among the letters of Latin, Greek and Cyrillic but the soft hyphen.
    !matches!(c, '\0'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{5ff}')
        && (CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
            || CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::Format)
}

/// ASCII words, lower-cased; nothing of ASCII is changed by NFKC or ignorable.
fn one_space_between<'t>(words: impl Iterator<Item = &'t str>, out: &mut String) {
    let start = out.len();
    for word in words.filter(|word| !word.is_empty()) {
        if out.len() > start {
            out.push(' ');
        }
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        fold(text, &mut out);
        out
    }

    #[test]
    fn spellings_meet() {
        for (text, expected) in [
            ("  Zoe\u{308}  O\u{2019}NEILL,\tJr. ", "zoë o\u{2019}neill, jr."),
            ("Stra\u{df}e", "strasse"),
            ("STRASSE", "strasse"),
            ("ＡＮＮＡ\u{3000}Ｂ", "anna b"),
            ("an\u{200b}na\u{ad}\u{202e}", "anna"),
            ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
            ("ﬁona", "fiona"),
            ("\u{feff}", ""),
            ("İ", "i\u{307}"),
            ("A\u{b}b", "a b"),
        ] {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn ascii_goes_the_short_way_to_the_same_end(text in "[ -~\t\r\n\u{b}]{0,30}") {
            // A letter that folds to nothing forces the long way.
            prop_assert_eq!(folded(&text), folded(&format!("{text}\u{200b}")));
        }

        #[test]
        fn folding_appends(text in any::<String>()) {
            let mut out = String::from("before ");
            fold(&text, &mut out);
            prop_assert_eq!(out, format!("before {}", folded(&text)));
        }
    }
}
