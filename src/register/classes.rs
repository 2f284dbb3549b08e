//! Classes: which cells of the list are emptied so that no combination occurs fewer than k times (dossier-format §5).
//!
//! In: the cells that obey k, of each accepted row. Out: `Decision`, applied to each row in a second pass. Never: a row
//! kept; works on distinct combinations, about 45 bytes for each and thread while counting, 35 once decided.

use super::shown::{Key, OTHER_COUNTRY, OTHER_PERIOD, Shown};
use crate::counts::{CountryCode, Counts, Granularity, ListRisk, OTHER};
use crate::proof::digest::sha256;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The columns that obey k, in the order in which they are emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KColumn {
    Initials,
    Signed,
    Region,
    AgeBand,
    Postcode,
    Country,
}

impl KColumn {
    pub(super) const IN_TURN: [KColumn; 6] =
        [KColumn::Initials, KColumn::Signed, KColumn::Region, KColumn::AgeBand, KColumn::Postcode, KColumn::Country];
}

/// Numbers for texts, so that a combination is sixteen bytes. 0 is the empty text.
#[derive(Default)]
struct Numbers(HashMap<Text, u32>);

/// Stands for a text: itself where it is short, as initials and postcodes are, else the first 120 bits of its SHA-256. A
/// free text takes no more memory than a word, and nobody can choose two that share it.
type Text = [u8; 16];

fn text(cell: &str) -> Text {
    let mut text = [0; 16];
    let (kept, last) = match cell.as_bytes() {
        short if short.len() < 16 => (short, short.len() as u8),
        long => (&sha256(long)[..15], 0xff),
    };
    text[..kept.len()].copy_from_slice(kept);
    text[15] = last;
    text
}

impl Numbers {
    fn number(&mut self, cell: &str) -> u32 {
        if cell.is_empty() { 0 } else { self.numbered(text(cell)) }
    }

    fn numbered(&mut self, text: Text) -> u32 {
        let next = u32::try_from(self.0.len() + 1).expect("fewer texts than rows, fewer rows than 2^28");
        *self.0.entry(text).or_insert(next)
    }

    fn known(&self, cell: &str) -> Option<u32> {
        if cell.is_empty() { Some(0) } else { self.0.get(&text(cell)).copied() }
    }
}

/// How often each combination of cells occurred; one for each thread, then taken together.
#[derive(Default)]
pub struct Classes {
    numbers: Numbers,
    combinations: HashMap<Key, u32>,
}

impl Classes {
    pub fn new() -> Classes {
        Classes::default()
    }

    /// Counts one accepted row's cells.
    pub fn count(&mut self, shown: &Shown) {
        let numbers = &mut self.numbers;
        let key =
            shown.key(numbers.number(&shown.initials), numbers.number(&shown.region), numbers.number(&shown.postcode));
        let count = self.combinations.entry(key).or_insert(0);
        *count = count.saturating_add(1);
    }

    /// Adds what another thread counted.
    pub fn absorb(&mut self, more: Classes) {
        if self.combinations.is_empty() {
            *self = more;
            return;
        }
        let mut renumbered = vec![0; more.numbers.0.len() + 1];
        for (text, number) in more.numbers.0 {
            renumbered[number as usize] = self.numbers.numbered(text);
        }
        for (key, n) in more.combinations {
            let count = self.combinations.entry(key.renumbered(&renumbered)).or_insert(0);
            *count = count.saturating_add(n);
        }
    }

    /// Decides, by the labels that the tables show, which cells stay. `granularity` is that of the tables.
    pub fn decide(self, k: u64, counts: &Counts, granularity: Granularity) -> Decision {
        let labels = Labels::of(counts, granularity);
        let mut groups: HashMap<Key, u32> = HashMap::with_capacity(self.combinations.len());
        for (key, n) in self.combinations {
            let count = groups.entry(labels.merge(key)).or_insert(0);
            *count = count.saturating_add(n);
        }
        let mut emptied = Vec::new();
        for column in KColumn::IN_TURN {
            let small: HashSet<Key> = groups
                .iter()
                .filter(|(key, count)| u64::from(**count) < k && !key.is_empty_in(column))
                .map(|(key, _)| *key)
                .collect();
            for key in &small {
                let n = groups.remove(key).unwrap_or(0);
                let count = groups.entry(key.without(column)).or_insert(0);
                *count = count.saturating_add(n);
            }
            if !small.is_empty() {
                emptied.push((column, small));
            }
        }
        let mut filled = Filled::default();
        for (key, n) in &groups {
            filled.add(*key, *n);
        }
        // A group never shrinks; what is small after all turns is wholly empty.
        let kept = groups.into_iter().filter(|(_, count)| u64::from(*count) >= k).map(|(key, _)| key).collect();
        Decision { numbers: self.numbers, labels, emptied, kept, filled }
    }
}

/// What becomes of each combination. The one made by `default` empties every cell.
#[derive(Default)]
pub struct Decision {
    numbers: Numbers,
    labels: Labels,
    /// In turn: the combinations in which this column is emptied.
    emptied: Vec<(KColumn, HashSet<Key>)>,
    /// The combinations that occur at least k times at the end.
    kept: HashSet<Key>,
    filled: Filled,
}

/// What is left at the end: how many combinations, and how many entries by which of their columns hold something.
#[derive(Default)]
struct Filled {
    combinations: u64,
    smallest: Option<u64>,
    /// By a bit for each column, in the order of `KColumn::IN_TURN`.
    entries: BTreeMap<usize, u64>,
}

impl Filled {
    fn add(&mut self, key: Key, n: u32) {
        let bits = KColumn::IN_TURN.iter().enumerate();
        let filled: usize = bits.map(|(bit, column)| usize::from(!key.is_empty_in(*column)) << bit).sum();
        self.combinations += 1;
        if filled > 0 {
            self.smallest = Some(self.smallest.map_or(u64::from(n), |least| least.min(u64::from(n))));
        }
        *self.entries.entry(filled).or_insert(0) += u64::from(n);
    }
}

impl Decision {
    /// How alike the entries are.
    pub fn risk(&self) -> ListRisk {
        let entries = &self.filled.entries;
        let used = entries.keys().fold(0, |used, filled| used | filled);
        ListRisk {
            combinations: self.filled.combinations,
            smallest: self.filled.smallest,
            with_empty: entries.iter().filter(|(filled, _)| **filled != used).map(|(_, n)| n).sum(),
        }
    }

    /// Leaves in `shown` what the list may show. A combination that was never counted is emptied.
    pub fn apply(&self, shown: &mut Shown) {
        let numbers = &self.numbers;
        let known = (numbers.known(&shown.initials), numbers.known(&shown.region), numbers.known(&shown.postcode));
        let (Some(initials), Some(region), Some(postcode)) = known else { return shown.clear() };
        let mut key = self.labels.merge(shown.key(initials, region, postcode));
        shown.take_labels(key);
        if self.kept.contains(&key) {
            return;
        }
        for (column, small) in &self.emptied {
            if small.contains(&key) {
                key = key.without(*column);
                shown.empty(*column);
            }
        }
        if !self.kept.contains(&key) {
            shown.clear();
        }
    }

    /// The label of a period that is shown.
    pub(super) fn period_label(&self, period: u32) -> &str {
        self.labels.periods.get(&period).map_or("", |label| label)
    }
}

/// The labels that the tables show.
#[derive(Default)]
struct Labels {
    countries: HashSet<u32>,
    /// By the period's number, as in a key.
    periods: HashMap<u32, Box<str>>,
}

impl Labels {
    fn of(counts: &Counts, granularity: Granularity) -> Labels {
        let country = |label: &str| match label {
            OTHER => Some(OTHER_COUNTRY),
            code => CountryCode::parse(code).map(super::shown::country_number),
        };
        let period = |label: &str| match label {
            OTHER => Some(OTHER_PERIOD),
            label => super::shown::period_of_label(label, granularity),
        };
        Labels {
            countries: counts.by_country.iter().filter_map(|cell| country(&cell.country)).collect(),
            periods: counts
                .by_period
                .iter()
                .filter_map(|cell| Some((period(&cell.period)?, cell.period.as_str().into())))
                .collect(),
        }
    }

    /// What a table does not show is `other`; where it shows no `other` either, nothing.
    fn merge(&self, key: Key) -> Key {
        let label = |own: u32, other: u32, is_shown: &dyn Fn(u32) -> bool| match own {
            0 => 0,
            own if is_shown(own) => own,
            _ if is_shown(other) => other,
            _ => 0,
        };
        let country = label(key.country(), OTHER_COUNTRY, &|country| self.countries.contains(&country));
        let period = label(key.signed(), OTHER_PERIOD, &|period| self.periods.contains_key(&period));
        key.labelled(country, period)
    }
}

#[cfg(test)]
mod tests {
    use super::Classes;
    use crate::counts::{Granularity, OTHER, Tally, Unit, tables};
    use crate::register::shown::{OTHER_COUNTRY, OTHER_PERIOD, Shown, country_number, period_of_label};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// One row's cells, as texts: initials, signed, region, age band, postcode, country.
    type Row = [String; 6];

    fn shown_of(row: &Row) -> Shown {
        let mut shown = Shown::new();
        shown.initials.push_str(&row[0]);
        shown.signed = period_of_label(&row[1], Granularity::Month).unwrap_or(0);
        shown.region.push_str(&row[2]);
        shown.age_band = row[3].parse().unwrap_or(0);
        shown.postcode.push_str(&row[4]);
        shown.country = match crate::counts::CountryCode::parse(&row[5]) {
            Some(code) => country_number(code),
            None if row[5].is_empty() => 0,
            None => OTHER_COUNTRY,
        };
        shown
    }

    /// The paragraph of dossier-format §5, row by row.
    fn transcribed(mut rows: Vec<Row>, k: usize, countries: &[String], periods: &[String]) -> Vec<Row> {
        for row in &mut rows {
            for (column, labels) in [(1, periods), (5, countries)] {
                if !row[column].is_empty() && !labels.contains(&row[column]) {
                    OTHER.clone_into(&mut row[column]);
                }
            }
        }
        for column in 0..6 {
            let mut occurs: BTreeMap<Row, usize> = BTreeMap::new();
            for row in &rows {
                *occurs.entry(row.clone()).or_default() += 1;
            }
            for row in &mut rows {
                if occurs[&*row] < k {
                    row[column].clear();
                }
            }
        }
        rows
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let row = (
            prop_oneof!["[A-C]\\. [A-B]\\.", Just(String::new())],
            proptest::sample::select(vec!["", "2017-04", "2017-05", "2017-06"]),
            proptest::sample::select(vec![
                "",
                "North",
                "Between the first and the second river",
                "Between the first and the third river",
            ]),
            0u8..3,
            proptest::sample::select(vec!["", "75", "13"]),
            proptest::sample::select(vec!["", "FR", "DE", "IT", "Atlantis"]),
        );
        let row = row.prop_map(|(initials, signed, region, band, postcode, country)| {
            let band = if band == 0 { String::new() } else { band.to_string() };
            [initials, signed.to_owned(), region.to_owned(), band, postcode.to_owned(), country.to_owned()]
        });
        proptest::collection::vec(row, 0..120)
    }

    proptest! {
        #[test]
        fn classes_do_what_the_paragraph_says(rows in rows(), k in 1usize..12, cut in 0usize..120) {
            let mut tally = Tally::new(Granularity::Month);
            rows.iter().for_each(|row| tally.add(&row[5], &format!("{}-01", row[1])));
            let counts = tables(&tally, Unit::Signatures, k as u64);
            let countries: Vec<_> = counts.by_country.iter().map(|cell| cell.country.clone()).collect();
            let periods: Vec<_> = counts.by_period.iter().map(|cell| cell.period.clone()).collect();

            // Two threads count, one decides.
            let (one, two) = rows.split_at(cut.min(rows.len()));
            let (mut classes, mut more) = (Classes::new(), Classes::new());
            one.iter().for_each(|row| classes.count(&shown_of(row)));
            two.iter().rev().for_each(|row| more.count(&shown_of(row)));
            classes.absorb(more);
            let decision = classes.decide(k as u64, &counts, Granularity::Month);

            let risk = decision.risk();
            let mut occurs: BTreeMap<Row, usize> = BTreeMap::new();
            for (row, expected) in rows.iter().zip(transcribed(rows.clone(), k, &countries, &periods)) {
                let mut shown = shown_of(row);
                decision.apply(&mut shown);
                let country = match shown.country {
                    0 => "",
                    OTHER_COUNTRY => OTHER,
                    _ => row[5].as_str(),
                };
                let band = if shown.age_band == 0 { String::new() } else { shown.age_band.to_string() };
                let signed = decision.period_label(shown.signed).to_owned();
                let row = [shown.initials, signed, shown.region, band, shown.postcode, country.to_owned()];
                prop_assert_eq!(&row, &expected);
                *occurs.entry(row).or_default() += 1;
            }
            // The figures of risk are those that a reader of the list counts.
            let is_empty = |row: &Row| row.iter().all(String::is_empty);
            prop_assert_eq!(risk.combinations, occurs.len() as u64);
            let shared = occurs.iter().filter(|(row, _)| !is_empty(row)).map(|(_, n)| *n as u64);
            prop_assert_eq!(risk.smallest, shared.min());
            let used = |column: usize| occurs.keys().any(|row| !row[column].is_empty());
            let lacks = |row: &Row| (0..6).any(|column| used(column) && row[column].is_empty());
            let with_empty = occurs.iter().filter(|(row, _)| lacks(row)).map(|(_, n)| *n as u64);
            prop_assert_eq!(risk.with_empty, with_empty.sum::<u64>());
            for (row, n) in occurs {
                prop_assert!(n >= k || row.iter().all(String::is_empty), "{:?} occurs {} times", row, n);
            }
        }
    }

    #[test]
    fn what_was_never_counted_is_emptied() {
        let row = ["A. B.", "2017-04", "North", "1", "75", "FR"].map(str::to_owned);
        let mut shown = shown_of(&row);
        super::Decision::default().apply(&mut shown);
        assert_eq!((shown.signed, shown.age_band, shown.country), (0, 0, 0));
        assert_eq!(shown.initials + &shown.region + &shown.postcode, "");
        const { assert!(OTHER_PERIOD > 9999 * 12 + 12) };
    }
}
