//! Initials: of a name, never more than the first cluster of two of its words (dossier-format §5).
//!
//! In: a full name as committed. Out: `A. B.`, `A.`, or a mask. Never: a whole surname, in any script.

use super::clean::{clean, is_plain};
use icu_casemap::CaseMapper;
use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for a name that no initial can stand for. Plain ASCII, in every font, no formula sign.
pub const MASK: &str = "***";

/// More characters than this are no letter with its signs, but a name written as one cluster.
const MOST_OF_A_CLUSTER: usize = 8;

/// Words that are no name, but particles, titles and degrees; lower case, without full stops, in order.
const SKIPPED: &[&str] = &[
    "af",
    "al",
    "ap",
    "av",
    "bar",
    "bat",
    "ben",
    "bin",
    "bint",
    "bt",
    "bte",
    "da",
    "dal",
    "dame",
    "das",
    "de",
    "degli",
    "dei",
    "del",
    "della",
    "delle",
    "den",
    "der",
    "des",
    "di",
    "dipl",
    "do",
    "don",
    "dos",
    "dr",
    "dra",
    "du",
    "e",
    "el",
    "esq",
    "frau",
    "herr",
    "hr",
    "ibn",
    "ii",
    "iii",
    "ing",
    "iv",
    "jr",
    "la",
    "lady",
    "las",
    "le",
    "les",
    "lic",
    "lo",
    "lord",
    "los",
    "madame",
    "mademoiselle",
    "mag",
    "me",
    "miss",
    "mlle",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "of",
    "op",
    "phd",
    "prof",
    "rev",
    "sig",
    "signor",
    "signora",
    "sir",
    "sr",
    "sra",
    "srta",
    "te",
    "ten",
    "ter",
    "the",
    "til",
    "tot",
    "ul",
    "und",
    "van",
    "vom",
    "von",
    "y",
    "zu",
    "zum",
    "zur",
];
/// The same beyond ASCII, folded.
const SKIPPED_BEYOND_ASCII: &[&str] = &[
    "бен", "бин", "ван", "де", "фон", "בן", "בת", "بن", "ابن", "بنت", "doña", "profª", "señor", "señora", "г-н",
    "г-жа", "д-р", "проф",
];
/// The longest of `SKIPPED`, in bytes; of the others none is longer than twice that.
const LONGEST_SKIPPED: usize = 12;

/// Beginnings of a word that are particles: what follows is the name.
const JOINED: &[&str] =
    &["al-", "el-", "ul-", "ad-", "ar-", "as-", "az-", "an-", "ash-", "at-", "d'", "o'", "l'", "dell'"];

/// Appends the initials of `full_name`; nothing where it is empty.
pub fn initials(full_name: &str, out: &mut String) {
    let mut cleaned = String::new();
    let name = if is_plain(full_name) {
        full_name.trim_matches(' ')
    } else {
        clean(full_name, &mut cleaned);
        cleaned.as_str()
    };
    if name.is_empty() {
        return;
    }
    if !name.is_ascii() && name.chars().any(is_whole_name_in_few_signs) {
        return out.push_str(MASK);
    }
    let words = || name.split([' ', '\u{a0}', ',', '\u{3000}']).filter_map(bare);
    let (mut first, mut last) = (None, None);
    for word in words().filter(|word| !is_skipped(word)) {
        first = first.or(Some(word));
        last = Some(word);
    }
    if first.is_none() {
        (first, last) = (words().next(), words().next_back());
    }
    let (Some(first), Some(last)) = (first, last) else { return out.push_str(MASK) };
    push_initial(first, out);
    // One word has one initial, by its place and not by its letters: Jean Jean has two.
    if first.as_ptr() != last.as_ptr() {
        out.push(' ');
        push_initial(last, out);
    }
}

/// A word from its first letter on; `None` where it has no letter.
fn bare(word: &str) -> Option<&str> {
    if word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return Some(word);
    }
    let start = word.char_indices().find(|(_, c)| c.is_alphabetic() && !is_mark(*c))?.0;
    Some(&word[start..])
}

fn is_mark(c: char) -> bool {
    use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

fn is_skipped(word: &str) -> bool {
    let word = word.trim_end_matches(['.', '\'', '\u{2019}', ')']);
    if !word.is_ascii() {
        let mut folded = String::new();
        if word.len() <= 2 * LONGEST_SKIPPED {
            super::fold::fold(word, &mut folded);
        }
        return SKIPPED_BEYOND_ASCII.contains(&folded.as_str());
    }
    // Santiago Ramón y Cajal, but E. Hemingway.
    if let [letter] = word.as_bytes() {
        return matches!(letter, b'e' | b'y');
    }
    let mut lower = [0; LONGEST_SKIPPED];
    let mut length = 0;
    for byte in word.bytes().filter(|byte| *byte != b'.') {
        let Some(place) = lower.get_mut(length) else { return false };
        *place = byte.to_ascii_lowercase();
        length += 1;
    }
    SKIPPED.binary_search_by(|known| known.as_bytes().cmp(&lower[..length])).is_ok()
}

fn push_initial(word: &str, out: &mut String) {
    let word = without_joined_particle(word);
    if let [letter, second, ..] = word.as_bytes()
        && letter.is_ascii()
        && second.is_ascii()
    {
        // Two ASCII letters are two clusters.
        out.push(char::from(letter.to_ascii_uppercase()));
        return out.push('.');
    }
    let cluster = word.graphemes(true).next().unwrap_or_default();
    let kept = if cluster.chars().count() > MOST_OF_A_CLUSTER { 1 } else { MOST_OF_A_CLUSTER };
    // Title case, which is upper case but where a script has no capital in a name (Georgian) or a digraph has half one.
    out.extend(cluster.chars().take(kept).map(|c| CaseMapper::new().simple_titlecase(c)));
    out.push('.');
}

fn without_joined_particle(word: &str) -> &str {
    if !word.chars().take(5).any(|c| matches!(c, '-' | '\'' | '\u{2019}' | '\u{2bc}')) {
        return word;
    }
    for particle in JOINED {
        let mut rest = word.chars();
        let begins = particle.chars().all(|p| {
            rest.next().is_some_and(|c| c.to_lowercase().eq([p]) || (p == '\'' && matches!(c, '\u{2019}' | '\u{2bc}')))
        });
        if begins && let Some(name) = bare(rest.as_str()) {
            return name;
        }
    }
    word
}

/// Scripts in which one sign can be a whole surname.
fn is_whole_name_in_few_signs(c: char) -> bool {
    !c.is_ascii()
        && (matches!(
            CodePointMapData::<Script>::new().get(c),
            Script::Han
                | Script::Hangul
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Yi
                | Script::Tangut
                | Script::Nushu
                | Script::KhitanSmallScript
        ) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff66}'..='\u{ffdc}'))
}

#[cfg(test)]
mod tests {
    use super::{MASK, initials};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn of(name: &str) -> String {
        let mut out = String::new();
        initials(name, &mut out);
        out
    }

    #[test]
    fn names_of_many_kinds() {
        for (name, expected) in [
            ("", ""),
            ("Anna Schmidt", "A. S."),
            ("anna maria schmidt-meier", "A. S."),
            ("Dr. Anna von der Leyen", "A. L."),
            ("Vincent van Gogh", "V. G."),
            ("Conan O'Brien", "C. B."),
            ("Charles d’Artagnan", "C. A."),
            ("Bashar al-Assad", "B. A."),
            ("Muhammad bin Salman", "M. S."),
            ("Martin Luther King, Jr.", "M. K."),
            ("Prof. Dr.", "P. D."),
            ("Madonna", "M."),
            ("Jean Jean", "J. J."),
            ("Étienne Œuvre", "É. Œ."),
            ("e\u{301}tienne x", "E\u{301}. X."),
            ("Иван Фёдорович Иванов", "И. И."),
            ("Γιώργος Παπαδόπουλος", "Γ. Π."),
            ("გიორგი ბერიძე", "გ. ბ."),
            ("ქეთევან", "ქ."),
            ("محمد بن سلمان", "م. س."),
            ("नरेन्द्र मोदी", "न. मो."),
            ("王小明", MASK),
            ("John 王", MASK),
            ("김 Minsu", MASK),
            ("たなか ゆき", MASK),
            ("ﾀﾅｶ", MASK),
            ("(Anna) \"Smith\"", "A. S."),
            ("123", MASK),
            ("=1+1", MASK),
            ("🙂", MASK),
            ("ǆ ß", "ǅ. ß."),
            ("J. R. R. Tolkien", "J. T."),
            ("Santiago Ramón y Cajal", "S. C."),
        ] {
            assert_eq!(of(name), expected, "{name:?}");
        }
    }

    #[test]
    fn the_skipped_words_are_in_order() {
        assert!(super::SKIPPED.is_sorted());
        assert!(super::SKIPPED.iter().all(|word| word.len() <= super::LONGEST_SKIPPED));
    }

    #[test]
    fn a_name_that_is_one_cluster_gives_one_letter() {
        let chain = "क्".repeat(40);
        assert_eq!(of(&chain), "क.");
    }

    proptest! {
        #[test]
        fn never_more_than_two_first_clusters(name in "(\\p{Lu}|\\p{Ll}|\\p{Lo}|\\p{M}|[ '.,-]|\\PC){0,24}") {
            let shown = of(&name);
            if shown != MASK && !shown.is_empty() {
                let parts: Vec<_> = shown.split(' ').collect();
                prop_assert!(parts.len() <= 2, "{}", shown);
                for part in parts {
                    let letter = part.strip_suffix('.');
                    prop_assert!(letter.is_some_and(|l| l.graphemes(true).count() == 1), "{}", shown);
                }
            }
        }
    }
}
