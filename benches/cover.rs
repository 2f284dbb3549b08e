//! How long a cover takes: the demonstration's petition and tables of the demonstration's size, many times over.
//!
//! `cargo bench --bench cover [-- RUNS]` (100 where RUNS is not given). The fonts are parsed once, as a pack does.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use handover::counts::{CountryCount, Counts, PeriodCount, Unit};
use handover::cover::Cover;
use handover::day::Day;
use handover::ledger::Ledger;
use handover::paper::{CoverPage, Fonts, cover};
use std::time::{Duration, Instant};

const COVER: &str = include_str!("../config/demo/cover.toml");
const COUNTRIES: &str = "BD BR DE EG ES ET FR GB GE GR IL IN IR IT JP KR LK PL RU TH TR TW UA VN other";

fn main() {
    let runs = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(100).max(1);
    let fonts = Fonts::built_in();
    let written = Cover::parse(COVER).expect("the demonstration's cover");
    let by_country: Vec<CountryCount> = COUNTRIES
        .split(' ')
        .zip(1..)
        .map(|(code, n)| CountryCount { country: code.to_owned(), count: 40 * n })
        .collect();
    let whole: u64 = by_country.iter().map(|cell| cell.count).sum();
    let period = |label: &str, count| PeriodCount { period: label.to_owned(), count };
    let by_period = vec![period("2017-04", whole - 3_000), period("2017-05", 2_976), period("other", 24)];
    let counts = Counts { unit: Unit::Rows, by_country, by_period };
    let ledger = Ledger {
        rows_read: whole,
        accepted: whole - 360,
        duplicates: 360,
        identified_by: [("email".to_owned(), whole - 360)].into(),
        flagged: [("unusable-date".to_owned(), 24), ("url-in-name".to_owned(), 24)].into(),
        ..Ledger::default()
    };
    let words = ["Combien de personnes ont signé.", "Tout ce qui concerne une personne.", "Les petits nombres."];
    let page = CoverPage {
        cover: &written,
        id: "abcdefghij234567",
        created: Day::new(2017, 5, 11).expect("a day"),
        ledger: &ledger,
        counts: &counts,
        k: 20,
        policy_words: &words.map(str::to_owned),
        list: false,
        pseudonymised: false,
        risk: None,
        challenge_max_rows: 300,
        root: &[7; 32],
        seal_name: "petitions.example.org",
        seal_fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
    };
    let mut times: Vec<Duration> = Vec::new();
    let mut size = 0;
    for _ in 0..runs {
        let start = Instant::now();
        size = cover(&page, &fonts).expect("a cover").len();
        times.push(start.elapsed());
    }
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!(
        "{runs} covers of {size} bytes: median {:.1} ms, fastest {:.1} ms, 95 in 100 within {:.1} ms, slowest {:.1} ms",
        at(50),
        at(0),
        at(95),
        at(100)
    );
}
