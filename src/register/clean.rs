//! What a cell of the list looks like: no control, no hidden character, no pile of marks (dossier-format §5).
//!
//! In: a committed value. Out: the cell to show, and what kinds of change it took. Never: a committed value changed.

use crate::hidden::{Pile, is_control, is_invisible, is_orthography};
use crate::ledger::Cleaning;

/// The kinds of change that one or several cells took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleanings(u8);

impl Cleanings {
    pub const NONE: Cleanings = Cleanings(0);

    pub fn note(&mut self, cleaning: Cleaning) {
        self.0 |= 1 << cleaning as u8;
    }

    pub const fn has(self, cleaning: Cleaning) -> bool {
        self.0 & 1 << cleaning as u8 != 0
    }

    pub fn join(&mut self, more: Cleanings) {
        self.0 |= more.0;
    }

    pub fn iter(self) -> impl Iterator<Item = Cleaning> {
        Cleaning::ALL.into_iter().filter(move |cleaning| self.has(*cleaning))
    }
}

/// Appends the cleaned `text` and says what was changed. Cleaning a clean cell changes nothing.
pub fn clean(text: &str, out: &mut String) -> Cleanings {
    if is_plain(text) {
        out.push_str(text.trim_matches(' '));
        return Cleanings::NONE;
    }
    let mut cleanings = Cleanings::NONE;
    // A mark that is taken out can be what a joiner before it was kept for: again, until nothing changes. Two rounds
    // do for all that was ever seen; the bound is against what nobody saw.
    let mut before = text.to_owned();
    for _ in 0..8 {
        let mut after = String::with_capacity(before.len());
        without_hidden(&before, &mut after, &mut cleanings);
        let after = after.trim();
        if after == before {
            break;
        }
        before = after.to_owned();
    }
    push_with_commas(&before, out, &mut cleanings);
    cleanings
}

/// Nothing to clean for sure but outer spaces: printable ASCII without `;`, and letters of scripts that hide nothing.
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain_ascii = |byte: u8| matches!(byte, b' '..=b'~') && byte != b';';
    let is_plain_letter = |c: char| {
        u8::try_from(c).is_ok_and(is_plain_ascii)
            || matches!(c, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{556}'
                | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{10a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}'
                | '\u{2018}'..='\u{201f}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}'
                | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
    };
    text.bytes().all(is_plain_ascii) || text.chars().all(is_plain_letter)
}

fn without_hidden(text: &str, out: &mut String, cleanings: &mut Cleanings) {
    let mut pile = Pile::default();
    let mut in_controls = false;
    for (at, c) in text.char_indices() {
        if is_control(c) {
            cleanings.note(Cleaning::Controls);
            if !in_controls {
                out.push(' ');
            }
            (in_controls, pile) = (true, Pile::default());
            continue;
        }
        in_controls = false;
        if is_invisible(c) {
            if is_orthography(out, c, &text[at + c.len_utf8()..]) {
                out.push(c);
            } else {
                cleanings.note(Cleaning::Invisible);
            }
            continue;
        }
        if pile.bears(c) {
            out.push(c);
        } else {
            cleanings.note(Cleaning::Marks);
        }
    }
}

/// `;`, then any number of spaces, then a formula sign: an import by semicolon would begin a cell there.
fn push_with_commas(text: &str, out: &mut String, cleanings: &mut Cleanings) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b';', rest.as_bytes()) {
        let after = &rest[at + 1..];
        let begins_formula = after.trim_start().starts_with(['=', '+', '-', '@']);
        out.push_str(&rest[..at]);
        out.push(if begins_formula { ',' } else { ';' });
        if begins_formula {
            cleanings.note(Cleaning::Semicolon);
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Cleanings, clean};
    use crate::ledger::Cleaning;
    use proptest::prelude::*;

    fn cleaned(text: &str) -> (String, Vec<Cleaning>) {
        let mut out = String::new();
        let cleanings = clean(text, &mut out);
        (out, cleanings.iter().collect())
    }

    #[test]
    fn hostile_cells_become_plain_and_orthography_stays() {
        use Cleaning::{Controls, Invisible, Marks, Semicolon};
        let cases: [(&str, &str, &[Cleaning]); 26] = [
            ("Zoë O'Neill-Müller", "Zoë O'Neill-Müller", &[]),
            ("a\r\n\tb", "a b", &[Controls]),
            ("a\u{2028}\u{85}b", "a b", &[Controls]),
            ("a\0", "a", &[Controls]),
            (" \u{a0}a ", "a", &[]),
            ("A\u{202e}nna\u{2066}", "Anna", &[Invisible]),
            ("an\u{200b}na\u{ad}\u{feff}", "anna", &[Invisible]),
            ("x;=1", "x,=1", &[Semicolon]),
            ("x;  @y;;-z; w", "x,  @y;,-z; w", &[Semicolon]),
            ("x;\n=1", "x, =1", &[Controls, Semicolon]),
            ("x;\u{200b}=1", "x,=1", &[Invisible, Semicolon]),
            ("a; b", "a; b", &[]),
            // Persian: a non-joiner between joining letters.
            ("می\u{200c}خواهم", "می\u{200c}خواهم", &[]),
            ("می\u{200c}\u{200c}خواهم", "می\u{200c}خواهم", &[Invisible]),
            ("an\u{200c}na\u{200d}", "anna", &[Invisible]),
            // Devanagari: after a virama; Bengali: before one; Malayalam: at the end of a word.
            ("क्\u{200d}ष", "क्\u{200d}ष", &[]),
            ("র\u{200d}্য", "র\u{200d}্য", &[]),
            ("അവന്\u{200d}", "അവന്\u{200d}", &[]),
            ("👩\u{200d}💻", "👩\u{200d}💻", &[]),
            ("👩🏽\u{200d}❤\u{fe0f}\u{200d}👩", "👩🏽\u{200d}❤\u{fe0f}\u{200d}👩", &[]),
            ("葛\u{e0100}飾", "葛\u{e0100}飾", &[]),
            ("a\u{e0100}\u{e0041}", "a", &[Invisible]),
            ("Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}a", "Z\u{300}\u{301}\u{302}\u{303}a", &[Marks]),
            ("שָׁ֑לוֹם", "שָׁ֑לוֹם", &[]),
            ("བསྒྲུབས", "བསྒྲུབས", &[]),
            ("ก็็็็็็", "ก็็็็", &[Marks]),
        ];
        for (text, expected, changes) in cases {
            assert_eq!(cleaned(text), (expected.to_owned(), changes.to_vec()), "{text:?}");
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            proptest::sample::select(vec![
                "\u{200c}",
                "\u{200d}",
                "\u{200b}",
                "\u{301}",
                "\u{94d}",
                "\u{e47}",
                ";",
                "=",
                " ",
                "\n",
                "\u{fe0f}",
                "👩",
                "ی",
                "خ",
                "क",
                "र",
                "\u{2066}",
                "\u{180b}",
                "\u{f90}",
                "\u{e0100}",
                "葛",
                "\u{ad}",
                "@",
                "\u{3000}",
            ])
            .prop_map(str::to_owned),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(text in hostile()) {
            let (once, _) = cleaned(&text);
            prop_assert_eq!(cleaned(&once), (once.clone(), vec![]));
            prop_assert_eq!(once.trim(), once.as_str());
        }

        #[test]
        fn what_is_not_noted_is_not_changed_but_trimmed(text in hostile()) {
            let mut out = String::new();
            let noted = clean(&text, &mut out);
            prop_assert!(noted != Cleanings::NONE || out == text.trim());
        }

        #[test]
        fn no_control_and_no_bidi_is_left(text in hostile()) {
            let (once, _) = cleaned(&text);
            let hidden = |c| crate::hidden::is_control(c)
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
            prop_assert!(!once.chars().any(hidden));
        }
    }
}
