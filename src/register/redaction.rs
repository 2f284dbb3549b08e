//! Redaction: from a row to what the recipient may see of it.
//!
//! In: `Personal`, a policy, and the decision that the classes took. Out: `Entry`. Never: a cell that the policy does
//! not show, or under k before the classes are decided.

use super::age_band::{BANDS, age_band};
use super::classes::{Classes, Decision};
use super::clean::{Cleanings, clean};
use super::initials::initials;
use super::personal::Personal;
use super::places::postcode_prefix;
use super::policy::Policy;
use super::shown::{OTHER_COUNTRY, country_number, period_number};
use crate::counts::{CountryCode, Granularity, OTHER, Period};
use crate::day::Day;
use crate::entry::{Column, Entry};
use crate::fields::{Field, FieldSet};
use std::fmt::Write;

pub use super::shown::Shown;

/// Makes the entries of one dossier.
#[derive(Clone)]
pub struct Redactor {
    columns: Vec<Column>,
    merges: bool,
    period: Granularity,
    on: Day,
}

impl Redactor {
    /// For a policy, the fields that the exports had, and the day of the dossier, which ages are reckoned on.
    pub fn new(policy: &Policy, exports: FieldSet, on: Day) -> Redactor {
        Redactor { columns: policy.columns(exports), merges: policy.merges_list(), period: policy.period(), on }
    }

    /// The columns of the list, in order; none where there is no list.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Where the list obeys k: what `shown` is counted in, empty. `None` where no row need be looked at twice.
    pub fn classes(&self) -> Option<Classes> {
        self.merges.then(Classes::new)
    }

    /// The cells of a row that obey k, as they are before k.
    pub fn shown(&self, row: &Personal<'_>, shown: &mut Shown) {
        shown.clear();
        for column in &self.columns {
            match column {
                Column::Initials => {
                    let full = row.value(Field::FullName);
                    if full.is_empty() {
                        shown.cell.clear();
                        shown.cell.extend([row.value(Field::GivenName), " ", row.value(Field::FamilyName)]);
                        initials(&shown.cell, &mut shown.initials);
                    } else {
                        initials(full, &mut shown.initials);
                    }
                }
                Column::Region => {
                    clean(row.value(Field::Region), &mut shown.region);
                }
                Column::Postcode => {
                    postcode_prefix(row.value(Field::Postcode), row.value(Field::Country), &mut shown.postcode);
                }
                Column::AgeBand => shown.age_band = age_band(row.value(Field::BirthDate), self.on),
                Column::Country => {
                    let country = row.value(Field::Country);
                    shown.country = match CountryCode::parse(country) {
                        Some(code) => country_number(code),
                        None if country.is_empty() => 0,
                        None => OTHER_COUNTRY,
                    };
                }
                Column::Signed => {
                    let period = Period::parse(row.value(Field::SignedAt), self.period);
                    shown.signed = period.map_or(0, period_number);
                }
                Column::Entry
                | Column::Pseudonym
                | Column::GivenName
                | Column::FamilyName
                | Column::FullName
                | Column::City => {}
            }
        }
    }

    /// Writes the entry of the row with this number (from 1). `decision` is that of the classes, or the default one
    /// where `classes` is `None`; `shown` is memory. Says what the cells' cleaning changed.
    pub fn entry(
        &self,
        number: u64,
        pseudonym: &str,
        row: &Personal<'_>,
        decision: &Decision,
        shown: &mut Shown,
        entry: &mut Entry,
    ) -> Cleanings {
        entry.clear();
        let mut cleanings = Cleanings::NONE;
        if self.merges {
            self.shown(row, shown);
            decision.apply(shown);
        }
        for column in &self.columns {
            match column {
                Column::Entry => {
                    shown.cell.clear();
                    write!(shown.cell, "{number}").expect("writing to a String does not fail");
                    entry.push_redacted(&shown.cell);
                }
                Column::Pseudonym => entry.push_redacted(pseudonym),
                _ if self.merges => cleanings.join(push_merged(*column, row, decision, shown, entry)),
                _ => cleanings.join(push_as_it_stood(*column, row, &mut shown.cell, entry)),
            }
        }
        cleanings
    }
}

/// A cell that obeys k, after k.
fn push_merged(
    column: Column,
    row: &Personal<'_>,
    decision: &Decision,
    shown: &mut Shown,
    entry: &mut Entry,
) -> Cleanings {
    match column {
        Column::Initials => entry.push_redacted(&shown.initials),
        Column::Postcode => entry.push_redacted(&shown.postcode),
        Column::AgeBand => entry.push_redacted(BANDS[usize::from(shown.age_band)]),
        Column::Signed => entry.push_redacted(decision.period_label(shown.signed)),
        Column::Country if shown.country == OTHER_COUNTRY => entry.push_redacted(OTHER),
        Column::Country if shown.country == 0 => entry.push_redacted(""),
        // A label of the tables is the code as it was committed.
        Column::Country => entry.push_redacted(row.value(Field::Country)),
        Column::Region if shown.region.is_empty() => entry.push_redacted(""),
        Column::Region => {
            shown.cell.clear();
            let cleanings = clean(row.value(Field::Region), &mut shown.cell);
            entry.push_redacted(&shown.cell);
            return cleanings;
        }
        // No policy whose list obeys k shows these; should one, the cell is empty.
        Column::Entry
        | Column::Pseudonym
        | Column::GivenName
        | Column::FamilyName
        | Column::FullName
        | Column::City => entry.push_redacted(""),
    }
    Cleanings::NONE
}

/// A cell of `named`: what the export had, cleaned; the day of a date.
fn push_as_it_stood(column: Column, row: &Personal<'_>, cell: &mut String, entry: &mut Entry) -> Cleanings {
    let value = match column {
        Column::GivenName => row.value(Field::GivenName),
        Column::FamilyName => row.value(Field::FamilyName),
        Column::FullName => row.value(Field::FullName),
        Column::City => row.value(Field::City),
        Column::Region => row.value(Field::Region),
        Column::Postcode => row.value(Field::Postcode),
        Column::Country => row.value(Field::Country),
        Column::Signed => row.value(Field::SignedAt).get(..10).filter(|day| Day::parse(day).is_some()).unwrap_or(""),
        Column::Entry | Column::Pseudonym | Column::Initials | Column::AgeBand => "",
    };
    cell.clear();
    let cleanings = clean(value, cell);
    entry.push_redacted(cell);
    cleanings
}

#[cfg(test)]
mod tests {
    use super::{Redactor, Shown};
    use crate::counts::{Counts, Tally, tables};
    use crate::day::Day;
    use crate::entry::Entry;
    use crate::fields::{Field, FieldSet};
    use crate::ledger::Cleaning;
    use crate::register::classes::Decision;
    use crate::register::clean::Cleanings;
    use crate::register::personal::PersonalBuffer;
    use crate::register::policy::Policy;

    const CANARY: &str = "Xq7canary";

    fn row(cells: &[(Field, &str)]) -> PersonalBuffer {
        let mut row = PersonalBuffer::new();
        let mut cells = cells.to_vec();
        cells.sort();
        cells.iter().for_each(|(field, value)| row.push(*field, value));
        row
    }

    /// Both passes over some rows, as a pack does them: the lines, joined by `|`, and the tables.
    fn entries(policy: &Policy, rows: &[PersonalBuffer]) -> (Vec<String>, Cleanings, Counts) {
        let all: FieldSet = Field::ALL.into_iter().collect();
        let redactor = Redactor::new(policy, all, Day::new(2017, 5, 11).expect("a day"));
        let (mut shown, mut tally) = (Shown::new(), Tally::new(policy.period()));
        let mut classes = redactor.classes();
        for row in rows {
            let row = row.as_personal();
            tally.add(row.value(Field::Country), row.value(Field::SignedAt));
            if let Some(classes) = &mut classes {
                redactor.shown(&row, &mut shown);
                classes.count(&shown);
            }
        }
        let counts = tables(&tally, policy.unit(), policy.k());
        let decision = classes.map_or_else(Decision::default, |c| c.decide(policy.k(), &counts, policy.period()));
        let (mut entry, mut cleanings) = (Entry::default(), Cleanings::NONE);
        let line = |(n, row): (usize, &PersonalBuffer)| {
            let row = row.as_personal();
            cleanings.join(redactor.entry(n as u64 + 1, "PSEUDO", &row, &decision, &mut shown, &mut entry));
            entry.cells().collect::<Vec<_>>().join("|")
        };
        let lines = rows.iter().enumerate().map(line).collect();
        (lines, cleanings, counts)
    }

    fn policy(name: &str) -> &'static Policy {
        Policy::built_in(name).expect("built in")
    }

    #[test]
    fn named_shows_what_the_export_had_cleaned() {
        let rows = [row(&[
            (Field::GivenName, "Zoë\u{202e}"),
            (Field::FamilyName, "a;=b"),
            (Field::City, "Lyon\nSud"),
            (Field::Postcode, "69 001"),
            (Field::Country, "Atlantis"),
            (Field::SignedAt, "2017-04-11T10:00:00Z"),
            (Field::Email, "zoe@x.org"),
        ])];
        let (lines, cleanings, _) = entries(policy("named"), &rows);
        assert_eq!(lines, ["1|Zoë|a,=b||Lyon Sud|69 001|Atlantis|2017-04-11"]);
        assert_eq!(
            cleanings.iter().collect::<Vec<_>>(),
            [Cleaning::Controls, Cleaning::Invisible, Cleaning::Semicolon]
        );
    }

    #[test]
    fn small_countries_and_months_are_other_and_rare_rows_are_emptied() {
        let mut rows = Vec::new();
        let many = |country, signed, n| {
            (0..n).map(move |_| row(&[(Field::Country, country), (Field::SignedAt, signed)])).collect::<Vec<_>>()
        };
        rows.extend(many("FR", "2017-04-11", 30));
        rows.extend(many("DE", "2017-05-01", 12));
        rows.extend(many("IT", "2017-04-30", 6));
        rows.extend(many("Atlantis", "2017-04-01", 5));
        rows.extend(many("FR", "", 4));
        rows.extend(many("", "", 1));
        let (lines, _, counts) = entries(policy("pseudonymous"), &rows);
        let count =
            |cells: &str| lines.iter().filter(|line| line.split_once("|PSEUDO|").is_some_and(|l| l.1 == cells)).count();
        // DE joins `other`, which would otherwise stand for IT alone.
        let labels: Vec<_> = counts.by_country.iter().map(|cell| (cell.country.as_str(), cell.count)).collect();
        assert_eq!(labels, [("FR", 34), ("other", 24)]);
        assert_eq!(count("FR|2017-04"), 30);
        assert_eq!(count("other|2017-04"), 11);
        assert_eq!(count("other|2017-05") + count("other|other"), 12);
        // Four without a date are fewer than k: the country goes too.
        assert_eq!(count("|"), 5);
    }

    #[test]
    fn initials_show_no_surname() {
        let rows: Vec<_> = (0..12)
            .map(|_| {
                row(&[
                    (Field::GivenName, "Zoë"),
                    (Field::FamilyName, "van Canary"),
                    (Field::Region, "Rhône\u{200b}"),
                    (Field::Country, "FR"),
                    (Field::SignedAt, "2017-04-11"),
                ])
            })
            .collect();
        let (lines, cleanings, _) = entries(policy("initials"), &rows);
        assert_eq!(lines[11], "12|PSEUDO|Z. C.|Rhône|FR|2017-04");
        assert!(cleanings.has(Cleaning::Invisible));
        let (lines, ..) = entries(policy("initials"), &rows[..9]);
        assert!(lines.iter().all(|line| line.ends_with("|PSEUDO||||")), "{lines:?}");
    }

    #[test]
    fn a_marked_value_appears_only_where_the_policy_shows_it() {
        for (name, shown_in) in [
            ("count", &[][..]),
            ("pseudonymous", &[]),
            ("initials", &[Field::Region]),
            (
                "named",
                &[Field::GivenName, Field::FamilyName, Field::FullName, Field::City, Field::Postcode, Field::Country],
            ),
        ] {
            for field in Field::ALL {
                let rows: Vec<_> = (0..50).map(|_| row(&[(field, CANARY)])).collect();
                let (lines, ..) = entries(policy(name), &rows);
                let appears = lines.iter().any(|line| line.contains(CANARY) || line.contains(&CANARY[..3]));
                assert_eq!(appears, shown_in.contains(&field), "{} under {name}", field.name());
            }
        }
    }
}
