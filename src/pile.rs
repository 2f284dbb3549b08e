//! How many combining marks one letter bears: more than any orthography stacks are a pile that covers other lines.
//!
//! In: the characters of a text, one after the other. Out: which of them stay. Never: anything refused but a mark.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// More marks than this on one base are in no orthography: pointed and cantillated Hebrew has four.
const MOST: usize = 4;
/// Tibetan stacks letters as marks.
const MOST_TIBETAN: usize = 8;

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
        let most = if matches!(c, '\u{f00}'..='\u{fff}') { MOST_TIBETAN } else { MOST };
        let bears = self.0 < most;
        self.0 += usize::from(bears);
        bears
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
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
