//! The escape: a cell that a spreadsheet would take for a formula gets an apostrophe, and gives it back.
//!
//! In: a cell. Out: the cell as written, or as it was. Never: two cells written alike.

use std::borrow::Cow;

/// Does a spreadsheet see a formula, or an apostrophe that we wrote? (dossier-format §5)
pub fn triggers(cell: &str) -> bool {
    // Most cells begin with a letter or a digit.
    if cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    let first = cell.chars().find(|c| !is_dropped(*c));
    matches!(first, Some('=' | '+' | '-' | '@' | '\'' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'))
}

/// Leading code points that an import may drop.
fn is_dropped(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{ad}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{202a}'..='\u{202f}'
        | '\u{205f}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{3000}' | '\u{feff}')
}

/// The cell as it is written.
pub fn escape(cell: &str) -> Cow<'_, str> {
    if triggers(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Appends the cell as it is written.
pub fn push_escaped(cell: &str, out: &mut Vec<u8>) {
    if triggers(cell) {
        out.push(b'\'');
    }
    out.extend_from_slice(cell.as_bytes());
}

/// The cell that was written so. A strict reader also requires that `escape` gives `written` again.
pub fn unescape(written: &str) -> &str {
    match written.strip_prefix('\'') {
        Some(cell) if triggers(cell) => cell,
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::{escape, push_escaped, triggers, unescape};
    use proptest::prelude::*;

    /// The format's vectors "csv_escape" and "csv_not_canonical".
    #[test]
    fn vectors() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("Anna", "Anna"),
            ("'quoted", "''quoted"),
            ("'=1", "''=1"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            (" =1", "' =1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("O'Brien", "O'Brien"),
            ("", ""),
            ("'", "''"),
            ("+33 1", "'+33 1"),
            ("Anna =1", "Anna =1"),
        ] {
            assert_eq!(escape(cell), written, "{cell:?}");
            assert_eq!(unescape(written), cell, "{written:?}");
        }
        for written in ["'Anna", "=1", "@x"] {
            assert_ne!(escape(unescape(written)), written, "{written:?}");
        }
    }

    fn tricky() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "['=+@\u{ff1d}\u{ff20} \u{a0}\u{200b}\u{2066}\u{feff}a-]{0,6}",]
    }

    proptest! {
        #[test]
        fn the_escape_is_a_bijection(cell in tricky()) {
            let written = escape(&cell).into_owned();
            prop_assert_eq!(unescape(&written), cell.as_str());
            prop_assert!(!triggers(&written) || written.starts_with('\''));
            let mut pushed = Vec::new();
            push_escaped(&cell, &mut pushed);
            prop_assert_eq!(pushed, written.into_bytes());
        }

        #[test]
        fn what_reads_back_is_canonical_or_refused(written in tricky()) {
            let cell = unescape(&written);
            if escape(cell) != written {
                // Refused: then it is no cell's writing at all.
                prop_assert_ne!(escape(&written), written.as_str());
            }
        }
    }
}
