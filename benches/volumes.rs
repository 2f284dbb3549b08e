//! How fast the volumes of a list are set, and beside it the same entries in the same layout written straight through
//! pdf-writer, which builds nothing that it does not write: the limit of what layout and compression cost.
//!
//! `cargo bench --bench volumes [-- ROWS [THREADS]]` (200 000 rows on two threads where they are not given). Each side
//! runs as a process of its own, so that each has its own peak of memory. Correct figures need an idle machine.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "volumes/peer.rs"]
mod peer;

use handover::day::Day;
use handover::entry::{Column, Entry};
use handover::fields::{Field, FieldSet};
use handover::paper::{ENTRIES_PER_VOLUME, Fonts, ListVolume, PaperSize, VolumePage};
use handover::register::classes::Decision;
use handover::register::personal::PersonalBuffer;
use handover::register::policy::Policy;
use handover::register::redaction::{Redactor, Shown};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

include!("make_export/lands.rs");

const FIELDS: [Field; 6] =
    [Field::GivenName, Field::FamilyName, Field::City, Field::Postcode, Field::Country, Field::SignedAt];
const CODES: [&str; 12] = ["FR", "DE", "GB", "RU", "EG", "IN", "JP", "CN", "KR", "TH", "GE", "BR"];

/// Makes entries as redaction does: number → entry, the same for the same number.
struct Entries {
    redactor: Redactor,
    row: PersonalBuffer,
    shown: Shown,
    decision: Decision,
    entry: Entry,
}

impl Entries {
    fn new() -> Entries {
        let policy = Policy::built_in("named").expect("a built-in policy");
        let day = Day::new(2017, 5, 11).expect("a day");
        Entries {
            redactor: Redactor::new(policy, FIELDS.into_iter().collect::<FieldSet>(), day),
            row: PersonalBuffer::new(),
            shown: Shown::default(),
            decision: Decision::default(),
            entry: Entry::default(),
        }
    }

    fn columns(&self) -> &[Column] {
        self.redactor.columns()
    }

    fn entry(&mut self, number: u64) -> &Entry {
        let mut dice = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d;
        let mut draw = |of: usize| {
            dice ^= dice >> 27;
            dice = dice.wrapping_mul(0x94d0_49bb_1331_11eb);
            dice ^= dice >> 31;
            (dice % of as u64) as usize
        };
        let land = &LANDS[draw(LANDS.len())];
        let (given, family) = (land.given[draw(land.given.len())], land.family[draw(land.family.len())]);
        let (city, country) = (land.city[draw(land.city.len())], CODES[draw(CODES.len())]);
        let (postcode, month, day) = (draw(90_000) + 10_000, draw(12) + 1, draw(28) + 1);
        self.row.clear();
        for field in Field::ALL {
            match field {
                Field::GivenName => self.row.push(field, given),
                Field::FamilyName => self.row.push(field, family),
                Field::City => self.row.push(field, city),
                Field::Postcode => self.row.push(field, &postcode.to_string()),
                Field::Country => self.row.push(field, country),
                Field::SignedAt => self.row.push(field, &format!("2017-{month:02}-{day:02}")),
                _ => {}
            }
        }
        let row = self.row.as_personal();
        self.redactor.entry(number, "", &row, &self.decision, &mut self.shown, &mut self.entry);
        &self.entry
    }
}

/// Sets volume after volume on some threads. `set` makes one: first entry, entries → bytes and pages.
fn volumes(rows: u64, threads: u64, set: impl Fn(u64, u64) -> (usize, u64) + Sync) {
    let (next, bytes, pages) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let first = next.fetch_add(ENTRIES_PER_VOLUME, Ordering::Relaxed);
                    if first >= rows {
                        return;
                    }
                    let (size, count) = set(first + 1, ENTRIES_PER_VOLUME.min(rows - first));
                    bytes.fetch_add(size as u64, Ordering::Relaxed);
                    pages.fetch_add(count, Ordering::Relaxed);
                }
            });
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes.into_inner() as f64 / 1e6;
    println!(
        "{seconds:8.2} s  {:8.0} rows/s  {} pages  {megabytes:.1} MB  peak {} MiB",
        rows as f64 / seconds,
        pages.into_inner(),
        peak_mib()
    );
}

/// Most memory that this process has held (Linux).
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn ours(rows: u64, threads: u64) {
    let fonts = Fonts::built_in();
    let volumes_in_all = rows.div_ceil(ENTRIES_PER_VOLUME) as u32;
    volumes(rows, threads, |first, entries| {
        let mut made = Entries::new();
        let columns = made.columns().to_vec();
        let page = VolumePage {
            title: "Measured petition",
            language: "en",
            country: None,
            volume: (first / ENTRIES_PER_VOLUME) as u32 + 1,
            volumes: volumes_in_all,
            first_entry: first,
            entries,
            columns: &columns,
            root: &[7; 32],
            id: "abcdefghij234567",
            paper: PaperSize::A4,
        };
        let mut volume = ListVolume::begin(&page, &fonts);
        for number in first..first + entries {
            volume.entry(made.entry(number)).expect("as many as announced");
        }
        let pdf = volume.finish().expect("a volume");
        keep("ours", first, &pdf.bytes);
        (pdf.bytes.len(), pdf.pages.into())
    });
}

fn theirs(rows: u64, threads: u64) {
    let fonts = peer::Fonts::read();
    volumes(rows, threads, |first, entries| {
        let mut made = Entries::new();
        let mut volume = peer::Volume::begin(&fonts, first);
        for number in first..first + entries {
            volume.entry(made.entry(number));
        }
        let (bytes, pages) = volume.finish();
        keep("peer", first, &bytes);
        (bytes.len(), pages)
    });
}

/// Leaves the first volume of each side to be looked at, where a folder is named for it.
fn keep(side: &str, first: u64, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("HANDOVER_SHOW_PAPER").filter(|_| first == 1) {
        std::fs::write(std::path::Path::new(&folder).join(format!("bench-{side}.pdf")), bytes).expect("a folder");
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let number = |place: usize, default: u64| words.get(place).and_then(|word| word.parse().ok()).unwrap_or(default);
    match words.first().map(String::as_str) {
        Some("ours") => ours(number(1, 0), number(2, 1)),
        Some("peer") => theirs(number(1, 0), number(2, 1)),
        Some("entries") => volumes(number(1, 0), number(2, 1), |first, entries| {
            let mut made = Entries::new();
            ((first..first + entries).map(|n| made.entry(n).cells().map(str::len).sum::<usize>()).sum(), 0)
        }),
        _ => {
            let (rows, threads) = (number(0, 200_000).to_string(), number(1, 2).to_string());
            println!("{rows} mixed-script rows on {threads} threads");
            for (side, says) in
                [("entries", "making the entries alone"), ("peer", "through pdf-writer"), ("ours", "list volumes")]
            {
                println!("{says}:");
                let own = std::env::current_exe().expect("this program");
                let ended = std::process::Command::new(own).args([side, &rows, &threads]).status().expect("a child");
                assert!(ended.success(), "{side}");
            }
        }
    }
}
