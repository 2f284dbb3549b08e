//! How fast exports are read: survey, cutting into chunks, parsing; on a made export in many scripts.
//!
//! `cargo bench --bench intake [-- ROWS]` (2 000 000 rows, about 300 MB, where ROWS is not given).

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use handover::day::Day;
use handover::intake::{Choices, Row, RowReader, Source, survey};
use handover::progress::Silent;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

struct Made(PathBuf);

impl Source for Made {
    fn name(&self) -> &str {
        "made.csv"
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(&self.0)?))
    }

    fn size(&self) -> u64 {
        self.0.metadata().map_or(0, |m| m.len())
    }
}

const NAMES: &[(&str, &str, &str, &str)] = &[
    ("Zoë", "Müller-Lüdenscheidt", "Köln", "Germany"),
    ("Анастасия", "Кузнецова", "Санкт-Петербург", "Россия"),
    ("José María", "Núñez", "Ciudad de México", "México"),
    ("محمد", "الأنصاري", "القاهرة", "مصر"),
    ("काव्या", "शर्मा", "नई दिल्ली", "IN"),
    ("美咲", "佐藤", "東京都千代田区", "日本"),
    ("Ελένη", "Παπαδοπούλου", "Θεσσαλονίκη", "Greece"),
    ("John", "Smith", "Springfield", "USA"),
    ("Marie-Claire", "D'Arcy", "Lyon", "FR"),
    ("ნინო", "ბერიძე", "თბილისი", "GE"),
    ("Anna", "Nowak", "Warszawa", "Poland"),
    ("Giulia", "Rossi", "Reggio nell'Emilia", "Italy"),
];

fn make(path: &PathBuf, rows: u64, quoted: bool, dates: fn(u64) -> String) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(out, "First Name,Last Name,Email,Street Address,City,Region,Postcode,Country,Language,Date Signed")?;
    let q = if quoted { "\"" } else { "" };
    for n in 0..rows {
        let (given, family, city, country) = NAMES[(n.wrapping_mul(2_654_435_761) >> 7) as usize % NAMES.len()];
        let date = dates(n);
        let comma = if quoted { "," } else { "" };
        writeln!(
            out,
            "{q}{given}{q},{q}{family}{q},{q}person.{n}.mail@provider-{}.example.net{q},{q}{} Long Street Name{comma} 2nd floor{q},{q}{city}{q},{q}Region {}{q},{q}{:05}{q},{q}{country}{q},{q}en{q},{q}{date}{q}",
            n % 900,
            n % 200,
            n % 40,
            n % 99_999,
        )?;
    }
    out.flush()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: u64 = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(2_000_000);
    let iso = |n: u64| format!("2017-{:02}-{:02} {:02}:{:02}:{:02}", n % 12 + 1, n % 28 + 1, n % 24, n % 60, n % 60);
    let slashes = |n: u64| format!("{:02}/{:02}/2017 {:02}:{:02}", n % 28 + 1, n % 12 + 1, n % 24, n % 60);
    for (what, quoted, dates) in [
        ("plain, ISO dates", false, iso as fn(u64) -> String),
        ("quoted, ISO dates", true, iso),
        ("quoted, dd/mm/yyyy", true, slashes),
    ] {
        let path = std::env::temp_dir().join(format!("handover-bench-{}.csv", std::process::id()));
        make(&path, rows, quoted, dates)?;
        measure(what, &Made(path.clone()))?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn measure(what: &str, source: &Made) -> Result<(), Box<dyn std::error::Error>> {
    let megabytes = source.size() as f64 / 1e6;
    let begun = Instant::now();
    let found = survey(source, &Choices::default(), Day::from_unix_seconds(0), &Silent)?;
    let surveyed = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let chunks: u64 = found.chunks(source)?.map(|c| c.map(|c| c.consumed)).sum::<Result<u64, _>>()?;
    let cut = begun.elapsed().as_secs_f64();
    assert_eq!(chunks, source.size());
    let mut reader = RowReader::new(&found.layout);
    let (mut rows, mut aside, mut parsing) = (0u64, 0u64, 0.0);
    for chunk in found.chunks(source)? {
        let chunk = chunk?;
        let begun = Instant::now();
        reader.for_each(&chunk, |row| match row {
            Row::Signature { .. } => rows += 1,
            Row::SetAside { .. } => aside += 1,
        });
        parsing += begun.elapsed().as_secs_f64();
    }
    println!(
        "{what}: {megabytes:.0} MB, {rows} rows, {aside} set aside: survey {surveyed:.2} s, cutting {:.0} MB/s, parsing {parsing:.2} s ({:.0} ns a row)",
        megabytes / cut,
        parsing * 1e9 / rows.max(1) as f64
    );
    Ok(())
}
