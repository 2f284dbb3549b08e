//! Classes: which cells of the list are emptied so that no combination occurs fewer than k times (dossier-format §5).
//!
//! In: the cells that obey k, of each accepted row. Out: `Decision`, applied to each row in a second pass. Never: a row
//! kept; works on distinct combinations, about 45 bytes for each and thread while counting, 35 once decided.

#[cfg(test)]
mod tests;

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
