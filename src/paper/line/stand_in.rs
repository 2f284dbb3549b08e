//! Private-use characters that stand for hidden ones, so that these are drawn as boxes with their numbers and do nothing.
//!
//! In: a character that is not to act. Out: another that takes its place in a line, one for each. Never: one of a hidden
//! character's effects.

/// Those of the last two planes stand for characters of the first, second and fifteenth; what else is private there cannot
/// be told from them and is to be spelled out before.
pub(crate) fn is_taken(c: char) -> bool {
    c >= '\u{f0000}'
}

/// What stands for a character.
pub(crate) fn stand_in(c: char) -> char {
    let n = u32::from(c);
    let stands = match n {
        0..=0xffff => 0x10_0000 + n,
        0x1_0000..=0x1_ffff => 0xf_0000 + (n - 0x1_0000),
        // Where the first plane itself is private, and hides nothing.
        0xe_0000..=0xe_0fff => 0x10_e000 + (n - 0xe_0000),
        _ => 0xfffd,
    };
    char::from_u32(stands).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What a character stands for; itself where it stands for none.
pub(super) fn behind(c: char) -> char {
    let n = u32::from(c);
    let hidden = match n {
        0xf_0000..=0xf_ffff => n - 0xf_0000 + 0x1_0000,
        0x10_e000..=0x10_efff => n - 0x10_e000 + 0xe_0000,
        0x10_0000.. => n - 0x10_0000,
        _ => n,
    };
    char::from_u32(hidden).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{behind, is_taken, stand_in};
    use crate::hidden;

    #[test]
    fn every_hidden_character_has_one_of_its_own() {
        let mut met = 0;
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| !is_taken(*c)) {
            if hidden::is_control(c) || hidden::is_invisible(c) || hidden::is_mark(c) || c.is_whitespace() {
                assert!(is_taken(stand_in(c)), "{:04X}", u32::from(c));
                assert_eq!(behind(stand_in(c)), c, "{:04X}", u32::from(c));
                met += 1;
            }
        }
        assert!(met > 4_000, "{met}");
    }
}
