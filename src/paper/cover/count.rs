//! The count: how many, and the merged tables by country and by time, each as a chart and with shares.
//!
//! In: the tables of the statement. Out: charts and tables. Never: a figure that is not theirs or a sum of theirs.

use super::CoverPage;
use crate::counts::{OTHER, PeriodCount, Unit};
use crate::paper::chart::{self, Bar, Slot};
use crate::paper::flow::{Flow, Form, GRID, HALF, Row, Table};
use crate::paper::texts::Word;

/// Countries that have a bar of their own.
const MOST_BARS: usize = 12;
/// Places on the axis of time.
const MOST_SLOTS: usize = 120;

pub(super) fn count(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.new_page();
    flow.section("section-count");
    let words = flow.texts.say_with("count-sentence", &[("count", Word::Number(page.ledger.accepted))]).into_owned();
    flow.paragraph(&words, &Form::TEXT);
    let counts = page.counts;
    let of_rows = page.ledger.accepted + page.ledger.duplicates;
    let (unit, head) = match counts.unit {
        Unit::Rows => (flow.texts.say_with("count-unit-rows", &[("rows", Word::Number(of_rows))]), "head-rows"),
        Unit::Signatures => (flow.texts.say("count-unit-signatures"), "head-signatures"),
    };
    let words = format!("{unit} {}", flow.texts.say("count-merged"));
    flow.space(HALF);
    flow.paragraph(&words, &Form::TEXT);
    by_country(flow, page, head);
    by_period(flow, page, head);
}

fn by_country(flow: &mut Flow<'_>, page: &CoverPage<'_>, head: &str) {
    let cells = &page.counts.by_country;
    let mut named: Vec<(String, u64)> = cells
        .iter()
        .filter(|cell| cell.country != OTHER)
        .map(|cell| (flow.texts.country(&cell.country).into_owned(), cell.count))
        .collect();
    // By the names that are read, not by the codes that the files are sorted by; what was merged comes last.
    let order = flow.texts.order();
    named.sort_by(|(a, _), (b, _)| order.compare(a, b));
    let other = cells.iter().find(|cell| cell.country == OTHER).map(|cell| cell.count);
    let title = flow.texts.say("by-country").into_owned();
    flow.heading(&title, 9 * GRID);
    let other_label = flow.texts.say("other-country").into_owned();
    if !named.is_empty() && cells.len() > 1 {
        let bars = bars(flow, &named, other.map(|count| (other_label.clone(), count)));
        let said: Vec<(&str, u64)> = bars.iter().map(|bar| (bar.label.as_str(), bar.count)).collect();
        let said = chart::in_words(flow, &said);
        let words = flow.texts.say_with("chart-countries", &[("bars", Word::Text(&said))]).into_owned();
        chart::bars(flow, &bars, words);
        flow.space(HALF);
    }
    named.extend(other.map(|count| (other_label, count)));
    table(flow, "head-country", head, named);
}

/// The largest countries, then the rest of the table in one bar, then what the table itself has merged.
fn bars(flow: &Flow<'_>, named: &[(String, u64)], other: Option<(String, u64)>) -> Vec<Bar> {
    let mut largest = named.to_vec();
    largest.sort_by_key(|cell| std::cmp::Reverse(cell.1));
    // One country more takes no more room than a bar for it.
    let own = if largest.len() <= MOST_BARS + 1 { largest.len() } else { MOST_BARS };
    let rest = largest.split_off(own);
    let bar = |(label, count): (String, u64), merged| Bar { label, count, merged };
    let mut bars: Vec<Bar> = largest.into_iter().map(|cell| bar(cell, false)).collect();
    if !rest.is_empty() {
        let label = flow.texts.say_with("chart-more-countries", &[("n", Word::Number(rest.len() as u64))]);
        bars.push(bar((label.into_owned(), rest.iter().map(|cell| cell.1).sum()), true));
    }
    bars.extend(other.map(|cell| bar(cell, true)));
    bars
}

fn by_period(flow: &mut Flow<'_>, page: &CoverPage<'_>, head: &str) {
    let cells = &page.counts.by_period;
    let title = flow.texts.say("by-period").into_owned();
    flow.heading(&title, 13 * GRID);
    if let Some((slots, gaps)) = slots(flow, cells) {
        let most = slots.iter().filter(|slot| slot.count.is_some()).max_by_key(|slot| slot.count);
        let words = [
            ("first", Word::Text(&slots[0].label)),
            ("last", Word::Text(&slots[slots.len() - 1].label)),
            ("most", Word::Text(most.map_or("", |slot| &slot.label))),
            ("count", Word::Number(most.and_then(|slot| slot.count).unwrap_or(0))),
        ];
        let words = flow.texts.say_with("chart-periods", &words).into_owned();
        chart::curve(flow, &slots, words);
        if gaps {
            flow.space(HALF);
            let words = flow.texts.say("chart-gaps").into_owned();
            flow.paragraph(&words, &Form::SMALL);
        }
        flow.space(HALF);
    }
    let rows = cells.iter().map(|cell| (flow.texts.period(&cell.period), cell.count)).collect();
    table(flow, "head-period", head, rows);
}

/// Every place between the first period of the table and the last, and whether some have no count. By year where there
/// would be too many. `None` where there is nothing to compare.
fn slots(flow: &Flow<'_>, cells: &[PeriodCount]) -> Option<(Vec<Slot>, bool)> {
    let known: Vec<(Place, u64)> =
        cells.iter().filter_map(|cell| Some((Place::parse(&cell.period)?, cell.count))).collect();
    let slots = drawn(flow, &known).or_else(|| {
        let years: Vec<(Place, u64)> = known.iter().map(|(place, count)| (place.whole_year(), *count)).collect();
        drawn(flow, &years)
    })?;
    let gaps = slots.iter().any(|slot| slot.count.is_none());
    Some((slots, gaps))
}

fn drawn(flow: &Flow<'_>, known: &[(Place, u64)]) -> Option<Vec<Slot>> {
    let (first, last) = (known.first()?.0, known.last()?.0);
    let places = usize::try_from(last.number().checked_sub(first.number())?).ok()? + 1;
    if !(2..=MOST_SLOTS).contains(&places) {
        return None;
    }
    let slot = |n: usize| {
        let place = first.later(n as u32);
        let count = known.iter().filter(|cell| cell.0 == place).map(|cell| cell.1);
        Slot {
            label: flow.texts.period(&place.label()),
            year: (place.part == 0).then(|| place.year.to_string()),
            count: count.reduce(|sum, more| sum + more),
        }
    };
    Some((0..places).map(slot).collect())
}

/// A period of the tables: the year, the part of it from 0, and how many parts a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    year: u32,
    part: u32,
    parts: u32,
}

impl Place {
    /// Of `2017-04`, `2017-Q2` or `2017`.
    fn parse(label: &str) -> Option<Place> {
        let (year, part, parts) = match label.split_once('-') {
            None => (label, 1, 1),
            Some((year, part)) => match part.strip_prefix('Q') {
                Some(quarter) => (year, quarter.parse().ok()?, 4),
                None => (year, part.parse().ok()?, 12),
            },
        };
        let part = u32::checked_sub(part, 1).filter(|part| *part < parts)?;
        Some(Place { year: year.parse().ok()?, part, parts })
    }

    fn label(self) -> String {
        match self.parts {
            1 => format!("{:04}", self.year),
            4 => format!("{:04}-Q{}", self.year, self.part + 1),
            _ => format!("{:04}-{:02}", self.year, self.part + 1),
        }
    }

    fn number(self) -> u32 {
        self.year * self.parts + self.part
    }

    fn later(self, n: u32) -> Place {
        let number = self.number() + n;
        Place { year: number / self.parts, part: number % self.parts, parts: self.parts }
    }

    fn whole_year(self) -> Place {
        Place { year: self.year, part: 0, parts: 1 }
    }
}

/// One table of the count, with shares and total.
fn table(flow: &mut Flow<'_>, label: &str, head: &str, cells: Vec<(String, u64)>) {
    let whole: u64 = cells.iter().map(|cell| cell.1).sum();
    let texts = &flow.texts;
    let heads = [texts.say(label).into_owned(), texts.say(head).into_owned(), texts.say("head-share").into_owned()];
    let row =
        |label: String, n: u64| Row { label, figures: vec![texts.number(n), texts.share(n, whole)], within: false };
    let total = row(texts.say("total").into_owned(), whole);
    let rows: Vec<Row> = cells.into_iter().map(|(label, n)| row(label, n)).collect();
    flow.table(&Table { heads: &heads.each_ref().map(String::as_str), rows: &rows, total: Some(&total) });
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn periods_follow_each_other() {
        for (label, next) in [("2017-04", "2017-05"), ("2017-12", "2018-01"), ("2017-Q4", "2018-Q1"), ("1999", "2000")]
        {
            let place = Place::parse(label).expect("a period");
            assert_eq!((place.label().as_str(), place.later(1).label().as_str()), (label, next));
        }
        for wrong in ["other", "2017-13", "2017-Q5", "2017-00", "", "-"] {
            assert_eq!(Place::parse(wrong), None, "{wrong}");
        }
    }
}
