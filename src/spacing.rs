//! Spaces that a language asks for and that nobody types: no-break, so that no sign begins a line; and those in numbers.
//!
//! In: words as they were typed, with plain spaces; numbers. Out: the same with the right ones. Never: another character
//! changed.

use std::borrow::Cow;

/// French sets a thin space before `;`, `?` and `!`, a full one before `:` and inside its quotation marks (Imprimerie
/// nationale). Other languages set none.
pub fn in_language<'t>(code: &str, words: &'t str) -> Cow<'t, str> {
    if code != "fr" {
        return Cow::Borrowed(words);
    }
    let signs = [
        (" ;", "\u{202f};"),
        (" ?", "\u{202f}?"),
        (" !", "\u{202f}!"),
        (" :", "\u{a0}:"),
        (" »", "\u{a0}»"),
        ("« ", "«\u{a0}"),
    ];
    Cow::Owned(signs.iter().fold(words.to_owned(), |words, (typed, set)| words.replace(typed, set)))
}

/// A number's digits in groups of three, with this between them.
pub fn in_threes(n: u64, between: &str) -> String {
    let digits = n.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3 * between.len());
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push_str(between);
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{in_language, in_threes};

    #[test]
    fn french_signs_never_begin_a_line() {
        assert_eq!(in_language("fr", "« a » : b ; c ?"), "«\u{a0}a\u{a0}»\u{a0}: b\u{202f}; c\u{202f}?");
        assert_eq!(in_language("en", "a: b; c?"), "a: b; c?");
    }

    #[test]
    fn digits_stand_in_threes_from_the_right() {
        for (n, text) in [(0, "0"), (999, "999"), (1_000, "1 000"), (20_000_000, "20 000 000")] {
            assert_eq!(in_threes(n, " "), text);
        }
        assert_eq!(in_threes(u64::MAX, ""), u64::MAX.to_string());
    }
}
