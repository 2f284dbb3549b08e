//! Counting labels, and merging the small cells until none is left.
//!
//! In: the committed country and date of each row. Out: `Counts`, every cell at least k, sums exact. Never: a small cell.

use super::{CountryCode, CountryCount, Counts, Granularity, OTHER, Period, PeriodCount, Unit};
use std::collections::BTreeMap;

/// How often each country and each period occurred; one for each thread, then taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    granularity: Granularity,
    rows: u64,
    countries: Vec<u64>,
    periods: BTreeMap<Period, u64>,
}

impl Tally {
    pub fn new(granularity: Granularity) -> Tally {
        Tally { granularity, rows: 0, countries: vec![0; CountryCode::COUNT], periods: BTreeMap::new() }
    }

    /// Counts one row by its committed `country` and `signed_at`; what is no code or no date counts as `other`.
    pub fn add(&mut self, country: &str, signed_at: &str) {
        self.rows += 1;
        if let Some(code) = CountryCode::parse(country) {
            self.countries[usize::from(code.number())] += 1;
        }
        if let Some(period) = Period::parse(signed_at, self.granularity) {
            *self.periods.entry(period).or_insert(0) += 1;
        }
    }

    /// Adds what another thread counted.
    pub fn absorb(&mut self, more: &Tally) {
        self.rows += more.rows;
        for (count, n) in self.countries.iter_mut().zip(&more.countries) {
            *count += n;
        }
        for (period, n) in &more.periods {
            *self.periods.entry(*period).or_insert(0) += n;
        }
    }

    /// How many rows were counted: the sum of each table.
    pub fn rows(&self) -> u64 {
        self.rows
    }
}

/// Both tables of a tally, no cell between 1 and `k` − 1 (but where all is one cell, `other`).
pub fn tables(tally: &Tally, unit: Unit, k: u64) -> Counts {
    let countries = tally.countries.iter().enumerate().filter(|(_, count)| **count > 0);
    let countries = countries.map(|(n, count)| (CountryCode::from_number(n).to_string(), *count)).collect();
    let periods = tally.periods.iter().map(|(period, count)| (period.label(tally.granularity), *count)).collect();
    Counts {
        unit,
        by_country: merged(countries, tally.rows, k)
            .into_iter()
            .map(|(country, count)| CountryCount { country, count })
            .collect(),
        by_period: merged(periods, tally.rows, k)
            .into_iter()
            .map(|(period, count)| PeriodCount { period, count })
            .collect(),
    }
}

/// Cells under k join `other`; while `other` is under k, or the labelled rows in it are, so that whoever knows how
/// many rows had no label could subtract them and be left with one small cell, the next smallest joins, the first by
/// label where two are equal. Rows without a label are in `other` too.
fn merged(mut cells: Vec<(String, u64)>, total: u64, k: u64) -> Vec<(String, u64)> {
    cells.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
    let unlabelled = total - cells.iter().map(|(_, count)| count).sum::<u64>();
    let mut joined = 0;
    while let Some((_, smallest)) = cells.last() {
        let is_small = |count: u64| (1..k).contains(&count);
        if *smallest >= k && !is_small(unlabelled + joined) && !is_small(joined) {
            break;
        }
        joined += smallest;
        cells.pop();
    }
    cells.sort();
    if unlabelled + joined > 0 {
        cells.push((OTHER.to_owned(), unlabelled + joined));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Cells = &'static [(&'static str, u64)];

    fn cells(labelled: &[(&str, u64)], total: u64, k: u64) -> Vec<(String, u64)> {
        merged(labelled.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect(), total, k)
    }

    fn owned(cells: &[(&str, u64)]) -> Vec<(String, u64)> {
        cells.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
    }

    #[test]
    fn small_cells_merge_and_the_next_smallest_joins() {
        let cases: [(Cells, u64, Cells); 9] = [
            (&[("FR", 100), ("DE", 50)], 150, &[("DE", 50), ("FR", 100)]),
            (&[("FR", 100), ("DE", 50), ("IT", 3)], 153, &[("FR", 100), ("other", 53)]),
            (&[("FR", 100), ("ES", 15), ("IT", 9)], 124, &[("FR", 100), ("other", 24)]),
            // The hundred less the 47 without a label would give the small cell away.
            (&[("FR", 100), ("DE", 50), ("IT", 3)], 200, &[("FR", 100), ("other", 100)]),
            // Rows without a label stand for nobody's label.
            (&[("FR", 100)], 600, &[("FR", 100), ("other", 500)]),
            (&[("FR", 100), ("DE", 50), ("AT", 50)], 201, &[("DE", 50), ("FR", 100), ("other", 51)]),
            (&[("FR", 100)], 101, &[("other", 101)]),
            (&[("FR", 3)], 3, &[("other", 3)]),
            (&[], 0, &[]),
        ];
        for (labelled, total, expected) in cases {
            assert_eq!(cells(labelled, total, 20), owned(expected), "{labelled:?}");
        }
    }

    #[test]
    fn equal_cells_join_by_label() {
        // One of three equal cells must stay: the last by label.
        assert_eq!(
            cells(&[("AT", 30), ("BE", 30), ("CH", 30), ("DE", 1)], 91, 20),
            owned(&[("BE", 30), ("CH", 30), ("other", 31)])
        );
    }

    /// An attack that the tables are built against: an official signs with a victim's address from a country where nobody signed, among `k` − 1 rows
    /// of his own, and looks whether the cell appears.
    #[test]
    fn a_probe_learns_nothing_from_the_tables() {
        const K: u64 = 20;
        let empty_countries = "AD AG AI BB BM BZ CK CV DM FJ GD GI JM KI KM LC MC MH NR PW";
        let world = |victims_signed: bool| {
            let mut tally = Tally::new(Granularity::Month);
            let mut addresses = std::collections::BTreeSet::new();
            let mut row = |address: String, country: &str| {
                // Under `rows` a row counts whether or not its address is there already.
                tally.add(country, "2017-04-11");
                addresses.insert(address)
            };
            for n in 0..1_000 {
                let address =
                    if victims_signed && n < 20 { format!("victim{n}@x.org") } else { format!("person{n}@x.org") };
                row(address, "FR");
            }
            let mut merged_rows = 0;
            for (n, country) in empty_countries.split(' ').enumerate() {
                for own in 0..K - 1 {
                    row(format!("own{n}-{own}@x.org"), country);
                }
                merged_rows += u64::from(!row(format!("victim{n}@x.org"), country));
            }
            (tables(&tally, Unit::Rows, K), merged_rows)
        };
        let ((signed, merged), (unsigned, none)) = (world(true), world(false));
        assert_eq!((merged, none), (20, 0));
        assert_eq!(signed, unsigned);
        assert_eq!(signed.by_country.len(), 21);
    }

    proptest! {
        #[test]
        fn no_small_cell_and_an_exact_sum(
            counts in proptest::collection::vec(0u64..60, 0..12), unlabelled in 0u64..60, k in 1u64..40
        ) {
            let labelled: Vec<_> =
                counts.iter().enumerate().filter(|(_, c)| **c > 0).map(|(n, c)| (format!("L{n:02}"), *c)).collect();
            let total = counts.iter().sum::<u64>() + unlabelled;
            let table = merged(labelled.clone(), total, k);
            prop_assert_eq!(table.iter().map(|(_, count)| count).sum::<u64>(), total);
            let only_other = matches!(table.as_slice(), [(label, _)] if label == OTHER);
            prop_assert!(only_other || table.iter().all(|(_, count)| *count >= k && *count > 0));
            let labels: Vec<_> = table.iter().map(|(label, _)| label.clone()).collect();
            prop_assert!(labels.iter().position(|l| l == OTHER).is_none_or(|n| n + 1 == labels.len()));
            prop_assert!(labels.is_sorted());
            // What is shown is shown exactly, and the labels in `other` are together no small cell either.
            for (label, count) in table.iter().filter(|(label, _)| label != OTHER) {
                prop_assert!(labelled.contains(&(label.clone(), *count)));
            }
            let hidden: u64 = labelled.iter().filter(|(label, _)| !labels.contains(label)).map(|(_, count)| count).sum();
            prop_assert!(hidden == 0 || hidden >= k || only_other);
            let mut reversed = labelled;
            reversed.reverse();
            prop_assert_eq!(merged(reversed, total, k), table);
        }

        #[test]
        fn threads_count_as_one(rows in proptest::collection::vec((0usize..4, 0usize..4), 0..40), cut in 0usize..40) {
            let (countries, dates) = (["FR", "DE", "", "Atlantis"], ["2017-04-11", "2017-05-01T00:00:00Z", "", "soon"]);
            let tally = |part: &[(usize, usize)]| {
                let mut tally = Tally::new(Granularity::Month);
                part.iter().for_each(|(c, d)| tally.add(countries[*c], dates[*d]));
                tally
            };
            let (one, two) = rows.split_at(cut.min(rows.len()));
            let mut sum = tally(one);
            sum.absorb(&tally(two));
            prop_assert_eq!(&sum, &tally(&rows));
            prop_assert_eq!(sum.rows(), rows.len() as u64);
        }
    }
}
