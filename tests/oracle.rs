//! Duplicates as an oracle: an official signs with victims' addresses in countries and months that nobody else signed
//! from, and reads the tables. Under `count` they are the same whether a victim signed or not.

mod kit;

use kit::{Dossier, Room, csv_of, whole_campaign};
use serde_json::Value;

const VICTIMS: usize = 20;
/// k of `count`: a cell shows from here on.
const K: usize = 20;
const EMPTY: [&str; VICTIMS] = [
    "IS", "MT", "LU", "CY", "EE", "LV", "LT", "SI", "HR", "SK", "AL", "MK", "ME", "BA", "RS", "MD", "AD", "MC", "SM",
    "LI",
];

/// The export as it is when the victims of `signed` have signed, in France in April, and the others have not; someone
/// else has, in each one's place. The official's rows are the same in both.
fn world(signed: impl Fn(usize) -> bool) -> Vec<u8> {
    let header = ["given_name", "family_name", "email", "country", "signed_at"].map(str::to_owned);
    let row =
        |email: String, country: &str, day: String| ["A".to_owned(), "B".to_owned(), email, country.to_owned(), day];
    let mut rows = vec![header];
    for n in 0..400 {
        rows.push(row(format!("p{n}@mail.example"), ["FR", "DE"][n % 2], format!("2017-04-{:02}", 1 + n % 28)));
    }
    for victim in 0..VICTIMS {
        let who =
            if signed(victim) { format!("victim{victim}@mail.example") } else { format!("other{victim}@mail.example") };
        rows.push(row(who, "FR", "2017-04-09".to_owned()));
    }
    for (victim, country) in EMPTY.into_iter().enumerate() {
        // Just so many of the official's own that the victim's address decides whether the cell shows, or is one short.
        let own = if victim % 2 == 0 { K - 1 } else { K - 2 };
        let month = format!("20{:02}-{:02}-03", 10 + victim / 12, 1 + victim % 12);
        for n in 0..own {
            rows.push(row(format!("official{victim}.{n}@mail.example"), country, month.clone()));
        }
        rows.push(row(format!("Victim{victim}+x@Mail.Example"), country, month));
    }
    csv_of(rows)
}

fn counted(export: &[u8]) -> Dossier {
    let room = Room::new();
    room.write("export.csv", export);
    room.packed("export.csv", "count", &[])
}

#[test]
fn the_tables_of_count_say_nothing_of_who_else_signed() {
    let all = counted(&world(|_| true));
    let none = counted(&world(|_| false));
    assert_eq!(all.number(&["ledger", "duplicates"]), VICTIMS as u64, "the official's rows do merge");
    assert_eq!(none.number(&["ledger", "duplicates"]), 0);
    assert_eq!(all.said["counts"], none.said["counts"]);
    // The attack is a real one: some of its cells do show.
    let shown = cells(&all.said["counts"]["by_country"]);
    assert!(shown.iter().filter(|country| EMPTY.contains(&country.as_str())).count() >= VICTIMS / 2, "{shown:?}");
    for member in ["flagged", "set_aside", "cleaned", "rows_read"] {
        assert_eq!(all.said["ledger"][member], none.said["ledger"][member], "{member}");
    }
    let each = if whole_campaign() { VICTIMS } else { 4 };
    for victim in 0..each {
        let one = counted(&world(|n| n == victim));
        assert_eq!(one.said["counts"], none.said["counts"], "victim {victim}");
    }
}

fn cells(table: &Value) -> Vec<String> {
    let rows = table.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| row["country"].as_str()).map(str::to_owned).collect()
}
