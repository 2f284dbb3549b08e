//! A hash in a text as people paste it: in groups, over lines, in capitals, with a name or an address around it.

use crate::proof::Hash;
use crate::proof::digest::unhex32;

/// Digits of a hash.
const DIGITS: usize = 64;
/// A word of so many digits beside a hash belongs to it: then it is too long, and none.
const GROUP: usize = 4;

/// The one run of 64 digits, with no group of them before or after.
pub fn hash_in(text: &str) -> Option<Hash> {
    // Runs of words that white space alone parts; anything else ends a run.
    text.split(|c: char| !c.is_ascii_alphanumeric() && !c.is_whitespace()).find_map(|run| {
        let words: Vec<&str> = run.split_whitespace().collect();
        (0..words.len()).find_map(|first| at(&words, first))
    })
}

fn at(words: &[&str], first: usize) -> Option<Hash> {
    let mut digits = String::new();
    let mut next = first;
    while digits.len() < DIGITS {
        let word = words.get(next).filter(|word| is_hex(word))?;
        digits.push_str(word);
        next += 1;
    }
    let is_group = |word: &&str| word.len() >= GROUP && is_hex(word);
    let before = first.checked_sub(1).and_then(|place| words.get(place));
    if before.is_some_and(is_group) || words.get(next).is_some_and(is_group) {
        return None;
    }
    unhex32(&digits.to_ascii_lowercase())
}

fn is_hex(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::hash_in;

    #[test]
    fn any_shape_that_people_paste_is_read_and_nothing_else() {
        let whole = "0123456789abcdef".repeat(4);
        let groups = "0123 4567 89ab cdef ".repeat(4);
        let grouped = groups.trim();
        for text in [
            whole.clone(),
            whole.to_uppercase(),
            groups.clone(),
            format!("sha256:{whole}"),
            format!("{whole}  data/cover.pdf"),
            format!("The code {grouped} of it"),
            format!("It is a {grouped}"),
            format!("https://example.org/verify/{whole}?lang=fr"),
            format!("Hash:\n{}\r\n{}", &groups[..40], &groups[40..]),
        ] {
            assert_eq!(hash_in(&text).map(|hash| crate::proof::digest::hex(&hash)), Some(whole.clone()), "{text}");
        }
        for text in [
            "abc".to_owned(),
            whole[1..].to_owned(),
            format!("{whole}0"),
            format!("{grouped} 0000"),
            format!("0000 {grouped}"),
            "g".repeat(64),
            String::new(),
        ] {
            assert_eq!(hash_in(&text), None, "{text}");
        }
    }
}
