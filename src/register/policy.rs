//! A policy: what the recipient may see of each field. One that forgets a field does not load.
//!
//! In: a policy file. Out: `Policy`. Never: a treatment that its file does not name, or a built-in's name on another.

use super::treatment::Treatment;
use crate::counts::{Granularity, Unit};
use crate::entry::Column;
use crate::fields::{Field, FieldSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use super::policy_file::PolicyError;

/// The one policy whose list shows names, and need not obey k (dossier-format §5).
pub(super) const NAMED: &str = "named";
/// The default: no list, tables of rows.
pub(super) const COUNT: &str = "count";

/// A policy, complete and within bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(super) name: String,
    pub(super) k: u64,
    pub(super) rows: bool,
    pub(super) unit: Unit,
    pub(super) period: Granularity,
    pub(super) pseudonym: bool,
    pub(super) treatments: [Treatment; Field::COUNT],
    pub(super) uncommitted: FieldSet,
    pub(super) challenge: FieldSet,
    pub(super) requires_confirmed: bool,
    pub(super) requires_valid_address: bool,
    pub(super) words: BTreeMap<String, Words>,
}

/// What a policy does, in plain words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What the dossier shows.
    pub shows: String,
    /// What it withholds.
    pub withholds: String,
    /// What is merged, and why.
    pub merged: String,
}

/// The names of the built-in policies and their files; the default first.
const FILES: [(&str, &str); 4] = [
    (COUNT, include_str!("../../config/policies/count.toml")),
    ("pseudonymous", include_str!("../../config/policies/pseudonymous.toml")),
    ("initials", include_str!("../../config/policies/initials.toml")),
    (NAMED, include_str!("../../config/policies/named.toml")),
];

static BUILT_INS: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let load = |(name, text): (&str, &str)| super::policy_file::read(name, text);
    FILES.into_iter().map(|file| load(file).expect("the built-in policies load: a test holds it")).collect()
});

impl Policy {
    /// All built-in policies, the default first.
    pub fn built_ins() -> &'static [Policy] {
        &BUILT_INS
    }

    /// The built-in policy of that name.
    pub fn built_in(name: &str) -> Option<&'static Policy> {
        BUILT_INS.iter().find(|policy| policy.name == name)
    }

    /// Reads a policy file; `name` is the file's stem.
    ///
    /// # Errors
    /// The first key that is missing, unknown or out of bounds.
    pub fn parse(name: &str, text: &str) -> Result<Policy, PolicyError> {
        let policy = super::policy_file::read(name, text)?;
        match Policy::built_in(name) {
            Some(built_in) if *built_in != policy => Err(PolicyError::NameTaken { name: name.to_owned() }),
            _ => Ok(policy),
        }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// No cell of a table, and but for `named` no combination of cells in the list, is between 1 and k−1.
    pub fn k(&self) -> u64 {
        self.k
    }

    /// Is there a list?
    pub fn rows(&self) -> bool {
        self.rows
    }

    /// What the tables count.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// How long a period of the tables, and of the column `signed`, is.
    pub fn period(&self) -> Granularity {
        self.period
    }

    /// Does the list obey k?
    pub fn merges_list(&self) -> bool {
        self.rows && self.name != NAMED
    }

    /// What becomes of a field in the list.
    pub fn treatment(&self, field: Field) -> Treatment {
        self.treatments[field.index()]
    }

    /// Are rows set aside that the export says are not confirmed?
    pub fn requires_confirmed(&self) -> bool {
        self.requires_confirmed
    }

    /// Are rows set aside whose e-mail cell is not an address?
    pub fn requires_valid_address(&self) -> bool {
        self.requires_valid_address
    }

    /// Are there plain words in this language? A policy of one's own must have English and French ones.
    pub fn has_words(&self, language: &str) -> bool {
        self.words.contains_key(language)
    }

    /// The plain words of a language, else the English ones.
    pub fn words(&self, language: &str) -> &Words {
        let words = self.words.get(language).or_else(|| self.words.get("en"));
        words.expect("a policy without English words does not load")
    }

    /// The columns of the list, in order; none where there is no list. Of the three name columns only those that an
    /// export had; any other that no export had stays, empty.
    pub fn columns(&self, exports: FieldSet) -> Vec<Column> {
        if !self.rows {
            return Vec::new();
        }
        Column::ALL.into_iter().filter(|column| self.shows(*column, exports)).collect()
    }

    fn shows(&self, column: Column, exports: FieldSet) -> bool {
        let shown = |field| self.treatment(field) != Treatment::Withhold;
        let shown_name = |field| self.treatment(field) == Treatment::Show && exports.contains(field);
        match column {
            Column::Entry => true,
            Column::Pseudonym => self.pseudonym,
            Column::GivenName => shown_name(Field::GivenName),
            Column::FamilyName => shown_name(Field::FamilyName),
            Column::FullName => shown_name(Field::FullName),
            Column::Initials => self.treatment(Field::FullName) == Treatment::Initials,
            Column::City => shown(Field::City),
            Column::Region => shown(Field::Region),
            Column::Postcode => shown(Field::Postcode),
            Column::Country => shown(Field::Country),
            Column::AgeBand => shown(Field::BirthDate),
            Column::Signed => shown(Field::SignedAt),
        }
    }

    /// The fields of the register that are committed to, in canonical order (`shown` aside): of those that the exports
    /// had, all that the policy does not leave out by name.
    pub fn committed(&self, exports: FieldSet) -> Vec<Field> {
        exports.iter().filter(|field| !self.uncommitted.contains(*field)).collect()
    }

    /// The fields that a response may open at most, of those committed to, in canonical order.
    pub fn challenge_fields(&self, exports: FieldSet) -> Vec<Field> {
        self.committed(exports).into_iter().filter(|field| self.challenge.contains(*field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, PolicyError, Treatment};
    use crate::counts::Unit;
    use crate::entry::Column;
    use crate::fields::{Field, FieldSet};

    fn all() -> FieldSet {
        Field::ALL.into_iter().collect()
    }

    fn names(columns: &[Column]) -> String {
        columns.iter().map(|column| column.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn built_ins_show_what_the_table_of_interfaces_says() {
        for (name, k, columns) in [
            ("count", 20, ""),
            ("pseudonymous", 10, "entry pseudonym country signed"),
            ("initials", 10, "entry pseudonym initials region country signed"),
            ("named", 10, "entry given_name family_name full_name city postcode country signed"),
        ] {
            let policy = Policy::built_in(name).expect("built in");
            assert_eq!((policy.k(), names(&policy.columns(all())).as_str()), (k, columns), "{name}");
            assert_eq!(policy.rows(), name != "count");
            assert_eq!(policy.unit() == Unit::Rows, name == "count");
            assert_eq!(policy.committed(all()), Field::ALL);
            assert_eq!(policy.challenge_fields(all()).len(), 8);
        }
        assert_eq!(Policy::built_ins()[0].name(), "count");
        assert_eq!(Policy::built_in("other"), None);
    }

    #[test]
    fn of_the_names_only_what_an_export_had() {
        let policy = Policy::built_in("named").expect("built in");
        let exports = [Field::GivenName, Field::Email].into_iter().collect();
        assert_eq!(names(&policy.columns(exports)), "entry given_name city postcode country signed");
        assert_eq!(policy.committed(exports), [Field::GivenName, Field::Email]);
        assert_eq!(policy.challenge_fields(exports), [Field::GivenName]);
    }

    #[test]
    fn words_are_kind_and_true() {
        for policy in Policy::built_ins() {
            for (language, _) in crate::paper::texts::languages() {
                assert!(policy.has_words(language), "{} has no words in {language}", policy.name());
                let words = policy.words(language);
                for text in [&words.shows, &words.withholds, &words.merged] {
                    assert!(!text.contains(['\'', '"', '`']) && !text.contains("  "), "{text}");
                    assert!(!text.to_lowercase().contains("anonym") || text.contains("pseudonym"), "{text}");
                    assert!(!text.to_lowercase().replace("pseudonym", "").contains("anonym"), "{text}");
                }
                let k = policy.k().to_string();
                assert!(words.merged.contains(&k), "{}: {}", policy.name(), words.merged);
            }
        }
    }

    fn pseudonymous() -> &'static str {
        include_str!("../../config/policies/pseudonymous.toml")
    }

    #[test]
    fn a_custom_policy_loads() {
        let text = pseudonymous()
            .replace("region = \"withhold\"", "region = \"show\"")
            .replace("birth_date = \"withhold\"", "birth_date = \"band\"")
            .replace("postcode = \"withhold\"", "postcode = \"prefix\"")
            .replace(
                "k = 10",
                "k = 25\nuncommitted = [\"document_number\"]\nchallenge_fields = [\"email\"]\nrequire_confirmed = true",
            );
        let policy = Policy::parse("mine", &text).expect("a policy");
        assert_eq!(names(&policy.columns(FieldSet::EMPTY)), "entry pseudonym region postcode country age_band signed");
        assert_eq!(policy.treatment(Field::BirthDate), Treatment::Band);
        assert!(policy.requires_confirmed() && !policy.requires_valid_address());
        assert_eq!(policy.committed(all()).len(), 12);
        assert_eq!(policy.challenge_fields(all()), [Field::Email]);
    }

    #[test]
    fn every_field_has_a_treatment_or_the_policy_does_not_load() {
        for field in Field::ALL {
            let line = pseudonymous().lines().find(|line| line.starts_with(&format!("{} =", field.name())));
            let text = pseudonymous().replace(line.expect("a line for each field"), "");
            let key = format!("fields.{}", field.name());
            assert_eq!(Policy::parse("mine", &text), Err(PolicyError::Missing { name: "mine".into(), key }));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases: [(&str, &str, &str, &str); 16] = [
            ("mine", "k = 10", "k = 9", "`k`"),
            ("mine", "k = 10", "k = \"10\"", "`k`"),
            ("mine", "k = 10", "k = 10\nks = 3", "`ks`"),
            ("mine", "email = \"withhold\"", "email = \"show\"", "`fields.email`"),
            ("mine", "city = \"withhold\"", "city = \"show\"", "`fields.city`"),
            ("mine", "given_name = \"withhold\"", "given_name = \"show\"", "`fields.given_name`"),
            ("mine", "given_name = \"withhold\"", "given_name = \"initials\"", "`fields.given_name`"),
            ("mine", "country = \"merge\"", "country = \"show\"", "`fields.country`"),
            ("mine", "[fields]", "[fields]\ncomment = \"show\"", "`fields.comment`"),
            ("mine", "rows = true", "rows = false", "`fields.country`"),
            ("mine", "period = \"month\"", "period = \"day\"", "`period`"),
            ("mine", "[words.fr]", "[words.nl]", "`words.fr`"),
            ("mine", "k = 10", "k = 10\nuncommitted = [\"full_name\"]", "`uncommitted`"),
            ("mine", "k = 10", "k = = 10", "line 3"),
            ("pseudonymous", "k = 10", "k = 11", "built-in"),
            ("../mine", "", "", "`../mine`"),
        ];
        for (name, from, to, named) in cases {
            let error = Policy::parse(name, &pseudonymous().replacen(from, to, 1)).expect_err(to).to_string();
            assert!(error.contains(named), "{to}: {error}");
            assert_eq!(error.matches(". ").count() + usize::from(error.ends_with('.')), 2, "{error}");
        }
        // The default stays what it is, by any file.
        let text = include_str!("../../config/policies/count.toml");
        assert!(Policy::parse("count", text).is_ok());
        for (from, to) in [("k = 20", "k = 19"), ("unit = \"rows\"", "unit = \"signatures\""), ("k = 20", "k = 30")] {
            assert!(Policy::parse("count", &text.replacen(from, to, 1)).is_err(), "{to}");
        }
    }
}
