//! An opened value as it can be looked at: what nobody sees, and what would disturb the page, as boxes with numbers.
//!
//! In: a committed value, byte for byte what was sealed. Out: a text to be set, with stand-ins. Never: a character dropped,
//! or one that acts on its neighbours without being seen.

use crate::hidden::{is_control, is_invisible, is_mark, is_orthography, most_marks};
use crate::paper::line::{is_taken, stand_in};
use std::borrow::Cow;

/// The value with a stand-in for each character that would be hidden: controls, invisible ones that the script's spelling
/// does not have, marks without a base or more than any has, spaces at the ends.
pub(super) fn to_look_at(value: &str) -> Cow<'_, str> {
    if value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !value.starts_with(' ') && !value.ends_with(' ') {
        return Cow::Borrowed(value);
    }
    let inner = value.trim();
    let begins = value.len() - value.trim_start().len();
    let within = begins..begins + inner.len();
    let mut shown = String::with_capacity(value.len() + 16);
    // Marks on the base before; none where there is no base.
    let mut marks = None;
    for (at, c) in value.char_indices() {
        let hidden = if is_control(c) || c.is_whitespace() && !within.contains(&at) {
            true
        } else if is_invisible(c) {
            !is_orthography(&shown, c, &value[at + c.len_utf8()..])
        } else {
            is_mark(c) && marks.is_none_or(|marks| marks >= most_marks(c))
        };
        if hidden {
            shown.push(stand_in(c));
        } else if is_taken(c) {
            shown.push_str(&format!("U+{:X}", u32::from(c)));
        } else {
            shown.push(c);
        }
        marks = match marks {
            _ if hidden || c.is_whitespace() => None,
            Some(marks) if is_mark(c) => Some(marks + 1),
            Some(marks) if is_invisible(c) => Some(marks),
            _ => Some(0),
        };
    }
    Cow::Owned(shown)
}

/// Is there a character in the value that is shown as a box for being hidden?
pub(super) fn hides(value: &str) -> bool {
    to_look_at(value).chars().any(is_taken)
}

/// The value without its stand-ins: what says which way it runs.
pub(super) fn letters(shown: &str) -> Cow<'_, str> {
    if shown.contains(is_taken) { Cow::Owned(shown.replace(is_taken, "")) } else { Cow::Borrowed(shown) }
}

#[cfg(test)]
mod tests {
    use super::{hides, letters, to_look_at};
    use crate::paper::line::stand_in;

    #[test]
    fn what_is_hidden_is_shown_and_what_is_spelled_so_is_not() {
        let boxed = |text: &str, hidden: &[char]| {
            hidden.iter().fold(text.to_owned(), |text, c| text.replace(*c, &stand_in(*c).to_string()))
        };
        for (value, hidden) in [
            ("Zoë O’Neill", &[][..]),
            ("", &[]),
            ("a\nb\tc\0", &['\n', '\t', '\0']),
            ("a\u{202e}b\u{2066}\u{200f}", &['\u{202e}', '\u{2066}', '\u{200f}']),
            ("an\u{200b}na\u{feff}\u{ad}", &['\u{200b}', '\u{feff}', '\u{ad}']),
            ("a\u{2028}b\u{85}", &['\u{2028}', '\u{85}']),
            ("می\u{200c}خواهم", &[]),
            ("an\u{200c}na", &['\u{200c}']),
            ("👩🏽\u{200d}❤\u{fe0f}\u{200d}👩", &[]),
            ("\u{e0041}x", &['\u{e0041}']),
            ("a b\u{a0}c", &[]),
            ("\u{301}a", &['\u{301}']),
            ("שָׁ֑לוֹם", &[]),
            ("བསྒྲུབས", &[]),
        ] {
            assert_eq!(to_look_at(value), boxed(value, hidden), "{value:?}");
            assert_eq!(hides(value), !hidden.is_empty(), "{value:?}");
        }
        let ends = to_look_at(" a b\u{a0}").into_owned();
        assert_eq!(ends, format!("{}a b{}", stand_in(' '), stand_in('\u{a0}')));
        assert_eq!(letters(&ends), "a b");
        let piled = to_look_at("Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}a").into_owned();
        assert_eq!(piled, format!("Z\u{300}\u{301}\u{302}\u{303}{}{}a", stand_in('\u{304}'), stand_in('\u{305}')));
        assert_eq!(to_look_at("\u{10200b}"), "U+10200B", "what stands for another is never taken for it");
    }
}
