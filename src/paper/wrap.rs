//! Text → lines no wider than a measure, broken where Unicode allows it (UAX #14).
//!
//! In: a text and a width. Out: shaped lines, all of the text. Never: a cut or an ellipsis; a word that is too long for
//! any line is broken between its letters.

use super::fonts::Style;
use super::line::{Line, Setter};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// Lines of a text at a width in thousandths of an em. An empty text is one empty line.
pub(crate) fn wrap(setter: &mut Setter<'_>, text: &str, style: Style, width: i32) -> Vec<Line> {
    let mut lines = Vec::new();
    for range in ranges(setter, text, style, width) {
        lines.push(setter.line(&text[range], style));
    }
    lines
}

/// The same as byte ranges, without shaping the lines.
pub(crate) fn ranges(setter: &mut Setter<'_>, text: &str, style: Style, width: i32) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut probe = Line::default();
    let mut measure = |part: &str| {
        setter.set(part, style, &mut probe);
        probe.width
    };
    // The line being filled: where it begins, where its last word ends, its width with the space after that word.
    let (mut start, mut end, mut filled) = (0, 0, 0);
    let mut from = 0;
    for (to, kind) in linebreaks(text) {
        let part = &text[from..to];
        let word = part.trim_end();
        let wide = measure(word);
        if filled + wide > width && end > start {
            lines.push(start..end);
            (start, filled) = (from, 0);
        }
        if wide > width {
            // No line holds this word: break it between its letters.
            let mut at = from;
            for letter in word.graphemes(true) {
                let wide = measure(letter);
                if filled + wide > width && at > start {
                    lines.push(start..at);
                    (start, filled) = (at, 0);
                }
                filled += wide;
                at += letter.len();
            }
            end = at;
        } else {
            filled += wide;
            end = from + word.len();
        }
        if word.len() < part.len() {
            filled += measure(" ");
        }
        if kind == BreakOpportunity::Mandatory && to < text.len() {
            lines.push(start..end);
            (start, end, filled) = (to, to, 0);
        }
        from = to;
    }
    lines.push(start..end);
    lines
}
