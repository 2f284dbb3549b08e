//! Spaces that a language asks for and that nobody types: no-break, so that no sign begins a line.
//!
//! In: words as they were typed, with plain spaces. Out: the same with the right ones. Never: another character changed.

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

#[cfg(test)]
mod tests {
    use super::in_language;

    #[test]
    fn french_signs_never_begin_a_line() {
        assert_eq!(in_language("fr", "« a » : b ; c ?"), "«\u{a0}a\u{a0}»\u{a0}: b\u{202f}; c\u{202f}?");
        assert_eq!(in_language("en", "a: b; c?"), "a: b; c?");
    }
}
