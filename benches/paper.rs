//! How long a cover, a slip and a sample sheet take: set, and put together as PDF; the first two from one letterhead with a logo.
//!
//! `cargo bench --bench paper [-- TIMES]` (40 times where TIMES is not given). Prints median and spread.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use handover::counts::{CountryCount, Counts, PeriodCount, Unit};
use handover::cover::Cover;
use handover::day::Day;
use handover::fields::Field;
use handover::ledger::Ledger;
use handover::paper::{
    Approval, Colour, CoverPage, Fonts, Letterhead, Logo, PaperSize, Release, SheetEntry, SheetPage, SlipFacts, cover,
    sheet, slip,
};
use std::time::Instant;

const COVER: &str = "[petition]\ntitle = \"Measured petition\"\ntext = \"What is measured is handed over to nobody.\"\nlanguage = \"fr\"\n[organiser]\nname = \"Bench\"\n[recipient]\nname = \"Recipient\"\ncountry = \"FR\"\n[slip]\ntitle = true\n";
const COUNTRIES: [&str; 12] = ["AR", "BE", "BR", "DE", "ES", "FR", "GB", "IT", "PT", "RU", "UA", "US"];

fn measured<E: std::fmt::Debug>(what: &str, times: usize, mut make: impl FnMut() -> Result<Vec<u8>, E>) {
    let mut took = Vec::with_capacity(times);
    let mut size = 0;
    for _ in 0..times {
        let start = Instant::now();
        size = make().expect("a document").len();
        took.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    let (median, first, last) = (took[times / 2], took[0], took[times - 1]);
    println!("{what}: {median:.1} ms (from {first:.1} to {last:.1}, {times} times), {size} bytes");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let times = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(40usize).max(1);
    let start = Instant::now();
    let fonts = Fonts::built_in();
    println!("fonts: {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let start = Instant::now();
    let logo = Logo::read(include_bytes!("../tests/data/letterhead/logo.svg"))?;
    println!("logo: {:.1} ms", start.elapsed().as_secs_f64() * 1_000.0);
    let head = Letterhead {
        name: Some("Bench".to_owned()),
        address: vec!["12, rue Example".to_owned(), "75011 Paris".to_owned()],
        logo: Some(logo),
        colour: Colour::parse("#0b5c6b")?,
    };
    let text = Cover::parse(COVER)?;
    let day = Day::new(2017, 5, 11).expect("a day");
    let by_country =
        COUNTRIES.iter().zip(1u64..).map(|(code, n)| CountryCount { country: (*code).to_owned(), count: n * 7_919 });
    let by_period = (4..9).map(|month| PeriodCount { period: format!("2017-{month:02}"), count: 123_536 });
    let counts = Counts { unit: Unit::Rows, by_country: by_country.collect(), by_period: by_period.collect() };
    let ledger = Ledger { rows_read: 617_682, accepted: 617_682, ..Ledger::default() };
    let words = ["Des nombres.", "Des noms.", "Des cellules."].map(str::to_owned);
    let facts = SlipFacts {
        id: "abcdefghij234567".to_owned(),
        created: day,
        signatures: 617_682,
        integrity: [0xab; 32],
        zip_sha256: [0xcd; 32],
        seal_name: "petitions.example.org".to_owned(),
        seal_fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU".to_owned(),
        rows_by_policy: Some("named".to_owned()),
        challenge_max_rows: 300,
        challenge_fields: ["given_name", "family_name", "city", "country"].map(str::to_owned).to_vec(),
    };
    let release = Release { approval: Approval::SecondPerson, audit_entries: 1_204, audit_head: [0x5e; 32] };
    for (what, head) in [("without letterhead", None), ("with letterhead", Some(&head))] {
        let page = CoverPage {
            cover: &text,
            id: &facts.id,
            created: day,
            ledger: &ledger,
            counts: &counts,
            k: 20,
            policy_words: &words,
            list: true,
            pseudonymised: false,
            risk: None,
            challenge_max_rows: 300,
            root: &[7; 32],
            seal_name: &facts.seal_name,
            seal_fingerprint: &facts.seal_fingerprint,
            letterhead: head,
            paper: PaperSize::A4,
        };
        measured(&format!("cover {what}"), times, || cover(&page, &fonts));
        let page = facts.page(&text, Some("verify.example.org/verify"), Some(release), head, PaperSize::A4);
        measured(&format!("slip {what}"), times, || slip(&page, &fonts));
    }
    let fields = [Field::GivenName, Field::FamilyName, Field::City, Field::Country];
    for count in [300, 1_000, 5_000] {
        let drawn: Vec<SheetEntry<'_>> = (1..=count).map(drawn).collect();
        let page = SheetPage {
            title: &text.petition.title,
            organiser: "Bench",
            recipient: "Recipient",
            office: None,
            country: Some("FR"),
            language: "fr",
            id: &facts.id,
            created: day,
            integrity: &facts.integrity,
            root: &[7; 32],
            size: 20_000_000,
            dice: "415263142536415263142536",
            fields: &fields,
            list: true,
            paper: PaperSize::A4,
            entries: &drawn,
        };
        measured(&format!("sample sheet of {count} entries"), times, || sheet(&page, &fonts));
    }
    Ok(())
}

/// An entry with names of several scripts; one in fifty is withheld.
fn drawn(n: u64) -> SheetEntry<'static> {
    let rows = [
        ["Zoë", "Brontë-O’Neill", "Dún Laoghaire", "IE"],
        ["Анна", "Щербакова", "Санкт-Петербург", "RU"],
        ["محمد", "عبد الرحمن", "القاهرة", "EG"],
        ["अनिर्बान", "मुखर्जी", "वाराणसी", "IN"],
        ["María del Carmen Guadalupe", "Fernández de Córdoba", "Santa María de la Alameda", "ES"],
    ];
    let values = (!n.is_multiple_of(50)).then(|| rows[n as usize % rows.len()].to_vec());
    SheetEntry { entry: n * 7_919_123 % 20_000_000 + 1, values }
}
