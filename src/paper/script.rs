//! What Unicode says of a character that decides how it is set.
//!
//! In: characters. Out: script, direction, whether a glyph for each character is enough. Never: a font.

use icu_properties::props::{DefaultIgnorableCodePoint, EmojiPresentation, GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointSetData, PropertyNamesShort};
use unicode_bidi::BidiClass;

/// How a character is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Way {
    /// One glyph, left to right, its own advance.
    Plain,
    /// Needs shaping, reordering or company.
    Shaped,
    /// Has no look of its own.
    Invisible,
}

/// The script of a character; `Common` and `Inherited` take that of their neighbours.
pub(crate) fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

pub(crate) fn is_common(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

/// The script as the shaper names it.
pub(crate) fn shaper_script(script: Script) -> Option<harfrust::Script> {
    PropertyNamesShort::<Script>::new().get(script)?.parse().ok()
}

/// Characters drawn as pictures unless told otherwise, and the parts that pictures are made of.
pub(crate) fn is_emoji(c: char) -> bool {
    c >= '\u{231a}'
        && (matches!(c, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}')
            || CodePointSetData::new::<EmojiPresentation>().contains(c))
}

/// Ranges of code points without a look of their own.
pub(crate) fn invisible() -> impl Iterator<Item = std::ops::RangeInclusive<u32>> {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().iter_ranges().chain([
        0x2028..=0x2029,
        0x180e..=0x180e,
        0xfff9..=0xfffb,
    ])
}

pub(crate) fn is_invisible(c: char) -> bool {
    c < ' '
        || matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// A character that joins the one before it: marks, joiners, selectors, skin tones.
pub(crate) fn extends(c: char) -> bool {
    c >= '\u{300}'
        && (matches!(c, '\u{200c}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
            || is_mark(c))
}

fn is_mark(c: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
    )
}

/// Scripts in which one glyph a character, side by side, is right for composed text.
fn is_plain_script(script: Script) -> bool {
    matches!(
        script,
        Script::Common
            | Script::Latin
            | Script::Cyrillic
            | Script::Greek
            | Script::Georgian
            | Script::Armenian
            | Script::Ethiopic
            | Script::Han
            | Script::Hangul
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Cherokee
            | Script::CanadianAboriginal
            | Script::Vai
            | Script::Yi
            | Script::Lisu
            | Script::Osmanya
            | Script::OlChiki
    )
}

/// Scripts whose glyphs stand in another order, or number, than their characters.
pub(crate) fn is_reordering(script: Script) -> bool {
    !is_plain_script(script) && script != Script::Inherited
}

pub(crate) fn way(c: char) -> Way {
    if (' '..'\u{300}').contains(&c) && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{ad}') {
        return Way::Plain;
    }
    // What joins or selects is invisible, but not without effect on its neighbours.
    if extends(c)
        || is_emoji(c)
        || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
    {
        return Way::Shaped;
    }
    if is_directed(c) {
        return Way::Shaped;
    }
    if is_invisible(c) {
        return Way::Invisible;
    }
    if is_plain_script(script(c)) { Way::Plain } else { Way::Shaped }
}

/// One character without a direction of its own: a mark of punctuation, a bracket.
pub(crate) fn is_sign(text: &str) -> bool {
    use BidiClass::{B, CS, ES, ET, ON, S};
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if matches!(unicode_bidi::bidi_class(c), B | CS | ES | ET | ON | S))
}

/// A sign that may be part of a number, and that parts words from each other where it is not.
pub(crate) fn is_hyphen(c: char) -> bool {
    unicode_bidi::bidi_class(c) == BidiClass::ES
}

/// Characters that make the order of a line a question.
pub(crate) fn is_directed(c: char) -> bool {
    use BidiClass::{AL, AN, FSI, LRE, LRI, LRO, PDF, PDI, R, RLE, RLI, RLO};
    c >= '\u{590}'
        && matches!(unicode_bidi::bidi_class(c), R | AL | AN | LRE | LRI | LRO | RLE | RLI | RLO | FSI | PDF | PDI)
}

#[cfg(test)]
mod tests {
    use super::{Way, is_emoji, way};

    #[test]
    fn plain_and_shaped_are_told_apart() {
        for c in "aÉяΩ한漢かაԱሀ€–’\u{a0}".chars() {
            assert_eq!(way(c), Way::Plain, "{c}");
        }
        for c in "عשअকไខမཀ\u{301}\u{1100}🎉".chars() {
            assert_eq!(way(c), Way::Shaped, "{c}");
        }
        assert_eq!(way('\u{ad}'), Way::Invisible);
        assert!(is_emoji('🎉') && !is_emoji('©') && !is_emoji('1'));
    }
}
