//! Characters that a reader does not see, and which of them a script's own spelling has.
//!
//! In: characters and their neighbours. Out: controls, invisible ones, marks; whether they belong where they stand, and how many
//! of them a letter bears. Never: a text changed.

use icu_properties::props::{
    CanonicalCombiningClass, DefaultIgnorableCodePoint, ExtendedPictographic, GeneralCategory, JoiningType, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// How far a joiner looks for its neighbours; no spelling has more marks between, and a pile of them costs no more.
const NEIGHBOURHOOD: usize = 16;

/// A control character, or a separator of lines or paragraphs.
pub fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Default-ignorable characters, among them all bidi and zero-width controls, and interlinear annotation.
pub fn is_invisible(c: char) -> bool {
    !c.is_ascii()
        && (matches!(c, '\u{fff9}'..='\u{fffb}') || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c))
}

/// Does the script's own spelling have the invisible `c` between what was kept before it and what follows?
pub fn is_orthography(before: &str, c: char, after: &str) -> bool {
    let previous = before.chars().next_back();
    let Some(previous) = previous else { return false };
    match c {
        '\u{200c}' | '\u{200d}' => {
            let next = after.chars().take(NEIGHBOURHOOD).find(|c| !is_invisible(*c));
            is_virama(previous)
                || (next.is_some_and(is_virama) && previous.is_alphabetic())
                || joins_across(before, after)
                || (c == '\u{200d}' && in_emoji(before, next))
        }
        // Emoji and text style.
        '\u{fe0e}' | '\u{fe0f}' => CodePointSetData::new::<ExtendedPictographic>().contains(previous),
        // Forms of one ideograph, which families insist on; standardised forms.
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => script(previous) == Script::Han,
        '\u{180b}'..='\u{180f}' => script(previous) == Script::Mongolian && !is_invisible(previous),
        _ => false,
    }
}

/// The rule of RFC 5892 A.1: a letter that joins to the left, then one that joins to the right, marks between.
fn joins_across(before: &str, after: &str) -> bool {
    let joining = |c: &char| CodePointMapData::<JoiningType>::new().get(*c);
    let is_letter = |c: &char| !is_invisible(*c) && joining(c) != JoiningType::Transparent;
    // A joiner that was kept stands for the join already.
    if before.ends_with(['\u{200c}', '\u{200d}']) {
        return false;
    }
    let left = before.chars().rev().take(NEIGHBOURHOOD).find(is_letter).map(|c| joining(&c));
    let right = after.chars().take(NEIGHBOURHOOD).find(is_letter).map(|c| joining(&c));
    matches!(left, Some(JoiningType::DualJoining | JoiningType::LeftJoining))
        && matches!(right, Some(JoiningType::DualJoining | JoiningType::RightJoining))
}

/// 👩‍💻: a pictograph, perhaps with a skin tone or a style, then another.
fn in_emoji(before: &str, next: Option<char>) -> bool {
    let is_picture = |c: char| CodePointSetData::new::<ExtendedPictographic>().contains(c);
    let base = before.chars().rev().take(NEIGHBOURHOOD).find(|c| !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'));
    !before.ends_with('\u{200d}') && base.is_some_and(is_picture) && next.is_some_and(is_picture)
}

fn is_virama(c: char) -> bool {
    !c.is_ascii() && CodePointMapData::<CanonicalCombiningClass>::new().get(c) == CanonicalCombiningClass::Virama
}

/// A mark that takes no room of its own beside its base.
pub fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

/// How many marks like this one a base may have. More than four are in no orthography: pointed and cantillated Hebrew has
/// as many. Tibetan stacks letters as marks.
pub fn most_marks(mark: char) -> usize {
    if matches!(mark, '\u{f00}'..='\u{fff}') { 8 } else { 4 }
}

/// The marks on the letter at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pile(usize);

impl Pile {
    /// Does the letter at hand bear this one too? A character that is no mark is the next letter.
    pub fn bears(&mut self, c: char) -> bool {
        if !is_mark(c) {
            self.0 = 0;
            return true;
        }
        let bears = self.0 < most_marks(c);
        self.0 += usize::from(bears);
        bears
    }
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

#[cfg(test)]
mod tests {
    use super::Pile;

    #[test]
    fn a_pile_ends_where_no_orthography_goes() {
        let kept = |text: &str| {
            let mut pile = Pile::default();
            text.chars().filter(|c| pile.bears(*c)).collect::<String>()
        };
        assert_eq!(kept("Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}a"), "Z\u{300}\u{301}\u{302}\u{303}a");
        assert_eq!(kept("ก็็็็็็"), "ก็็็็");
        for honest in ["Nguyê\u{303}n Thi\u{323}\u{302}", "שָׁ֑לוֹם", "ที่นี่", "བསྒྲུབས", "مُحَمَّدٌ", "क्ष्म्य"]
        {
            assert_eq!(kept(honest), honest);
        }
    }
}
