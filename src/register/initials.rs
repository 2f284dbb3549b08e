//! Initials: of a name, never more than the first cluster of two of its words (redaction.md).
//!
//! In: a full name as committed. Out: `A. B.`, `A.`, or a mask. Never: a whole surname, in any script.

use super::clean::clean;
use icu_casemap::CaseMapper;
use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for a name that no initial can stand for. Plain ASCII, in every font, no formula sign.
pub const MASK: &str = "***";

/// More characters than this are no letter with its signs, but a name written as one cluster.
const MOST_OF_A_CLUSTER: usize = 8;

/// Words that are no name: particles, titles, degrees; folded, without full stops.
const SKIPPED: &[&str] = &[
    // particles
    "af",
    "al",
    "ap",
    "av",
    "bat",
    "bar",
    "ben",
    "bin",
    "bint",
    "bte",
    "bt",
    "da",
    "dal",
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
    "do",
    "dos",
    "du",
    "el",
    "ibn",
    "la",
    "las",
    "le",
    "les",
    "lo",
    "los",
    "of",
    "op",
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
    "zu",
    "zum",
    "zur",
    "бен",
    "бин",
    "ван",
    "де",
    "фон",
    "בן",
    "בת",
    "بن",
    "ابن",
    "بنت",
    // titles and degrees
    "dame",
    "dipl",
    "dr",
    "dra",
    "don",
    "doña",
    "esq",
    "frau",
    "herr",
    "hr",
    "ii",
    "iii",
    "iv",
    "ing",
    "jr",
    "lady",
    "lic",
    "lord",
    "mag",
    "madame",
    "mademoiselle",
    "me",
    "miss",
    "mlle",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "phd",
    "prof",
    "profª",
    "rev",
    "señor",
    "señora",
    "sig",
    "signor",
    "signora",
    "sir",
    "sr",
    "sra",
    "srta",
    "г-н",
    "г-жа",
    "д-р",
    "проф",
];

/// Beginnings of a word that are particles: what follows is the name.
const JOINED: &[&str] =
    &["al-", "el-", "ul-", "ad-", "ar-", "as-", "az-", "an-", "ash-", "at-", "d'", "o'", "l'", "dell'"];

/// Appends the initials of `full_name`; nothing where it is empty.
pub fn initials(full_name: &str, out: &mut String) {
    let mut name = String::new();
    clean(full_name, &mut name);
    if name.is_empty() {
        return;
    }
    if name.chars().any(is_whole_name_in_few_signs) {
        return out.push_str(MASK);
    }
    let words = || name.split([' ', '\u{a0}', ',', '\u{3000}']).filter_map(bare);
    let (mut first, mut last) = (None, None);
    for word in words().filter(|word| !is_skipped(word)) {
        first = first.or(Some(word));
        last = Some(word);
    }
    if first.is_none() {
        (first, last) = (words().next(), words().last());
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
    let start = word.char_indices().find(|(_, c)| c.is_alphabetic() && !is_mark(*c))?.0;
    Some(&word[start..])
}

fn is_mark(c: char) -> bool {
    use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

fn is_skipped(word: &str) -> bool {
    // Ramón y Cajal, Silva e Costa; but E. Hemingway.
    if word == "y" || word == "e" {
        return true;
    }
    let mut folded = String::new();
    super::fold::fold(word.trim_end_matches(['.', '\'', '\u{2019}', ')']), &mut folded);
    let plain = folded.replace('.', "");
    SKIPPED.contains(&folded.as_str()) || SKIPPED.contains(&plain.as_str())
}

fn push_initial(word: &str, out: &mut String) {
    let word = without_joined_particle(word);
    let cluster = word.graphemes(true).next().unwrap_or_default();
    let kept = if cluster.chars().count() > MOST_OF_A_CLUSTER { 1 } else { MOST_OF_A_CLUSTER };
    // Title case, which is upper case but where a script has no capital in a name (Georgian) or a digraph has half one.
    out.extend(cluster.chars().take(kept).map(|c| CaseMapper::new().simple_titlecase(c)));
    out.push('.');
}

fn without_joined_particle(word: &str) -> &str {
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
