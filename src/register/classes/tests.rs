//! Classes beside the paragraph of the format, row by row.

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
