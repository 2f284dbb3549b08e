//! What a policy may do with a field: the few treatments that each field allows.
//!
//! In: a field and a word of a policy file. Out: `Treatment`. Never: a field shown in a way not listed here.

use crate::fields::Field;

/// What becomes of a field in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// In no column.
    Withhold,
    /// As it stood, cleaned.
    Show,
    /// Names: at most the first letter of two words.
    Initials,
    /// Postcode: the part that names an area.
    Prefix,
    /// Birth date: ten years as one.
    Band,
    /// Country and date: the labels of the tables, or `other`.
    Merge,
}

impl Treatment {
    /// The word in a policy file.
    pub const fn word(self) -> &'static str {
        match self {
            Treatment::Withhold => "withhold",
            Treatment::Show => "show",
            Treatment::Initials => "initials",
            Treatment::Prefix => "prefix",
            Treatment::Band => "band",
            Treatment::Merge => "merge",
        }
    }

    /// What may become of a field. `named` alone shows what k does not cover (dossier-format §5), and never what has no
    /// column.
    pub const fn allowed(field: Field, named: bool) -> &'static [Treatment] {
        use Treatment::{Band, Initials, Merge, Prefix, Show, Withhold};
        match (field, named) {
            (Field::Email | Field::Phone | Field::Street | Field::DocumentNumber, _) => &[Withhold],
            (Field::GivenName | Field::FamilyName | Field::FullName, true) => &[Withhold, Show],
            (Field::GivenName | Field::FamilyName | Field::FullName, false) => &[Withhold, Initials],
            (Field::City, true) => &[Withhold, Show],
            (Field::City, false) => &[Withhold],
            (Field::Region, _) => &[Withhold, Show],
            (Field::Postcode, true) => &[Withhold, Show],
            (Field::Postcode, false) => &[Withhold, Prefix],
            (Field::Country | Field::SignedAt, true) => &[Withhold, Show],
            (Field::Country | Field::SignedAt, false) => &[Withhold, Merge],
            (Field::BirthDate, true) => &[Withhold],
            (Field::BirthDate, false) => &[Withhold, Band],
        }
    }

    /// The treatment of that word, if the field allows it.
    pub fn parse(word: &str, field: Field, named: bool) -> Option<Treatment> {
        Treatment::allowed(field, named).iter().copied().find(|treatment| treatment.word() == word)
    }
}

/// `withhold` or `merge`: the words that a field allows, for a message.
pub fn words_allowed(field: Field, named: bool) -> String {
    let words: Vec<_> = Treatment::allowed(field, named).iter().map(|t| format!("`{}`", t.word())).collect();
    words.join(" or ")
}
