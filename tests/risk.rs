//! The figures of risk on a cover are those that its reader counts again, from nothing but the files beside it; and they tell
//! of a dossier without a list nothing that its tables do not.

mod kit;

use kit::{Dice, Room, csv_of};
use std::collections::{BTreeMap, BTreeSet};

/// People of a few countries, regions, months and initials, some of them rare, some twice.
fn people() -> Vec<u8> {
    let mut dice = Dice(20);
    let header = ["given_name", "family_name", "email", "region", "country", "signed_at"].map(str::to_owned);
    let mut rows = vec![header];
    for n in 0..900 {
        let given = ["Ana", "Bo", "Cy", "Dan"][dice.below(4)];
        let family = ["Xi", "Yang", "Zola"][dice.below(3)];
        let region = ["North", "South", "", "An isle"][dice.below(if n % 30 == 0 { 4 } else { 3 })];
        let country = ["FR", "RU", "DE", "", "TV", "NR"][dice.below(if n % 50 == 0 { 6 } else { 4 })];
        let month = 3 + dice.below(if n % 40 == 0 { 6 } else { 3 });
        rows.push([
            given.to_owned(),
            family.to_owned(),
            format!("p{}@mail.example", n - usize::from(n % 9 == 1)),
            region.to_owned(),
            country.to_owned(),
            format!("2017-{month:02}-11"),
        ]);
    }
    csv_of(rows)
}

/// What the cover says, by the words beside it; the text of the cover, its lines joined.
fn figure(text: &str, words: &str) -> String {
    let (_, after) = text.split_once(&format!(" {words} ")).unwrap_or_else(|| panic!("{words}: {text}"));
    after.split(' ').next().unwrap_or_default().to_owned()
}

/// A share as it is printed agrees with two numbers.
fn agrees(text: &str, words: &str, part: u64, whole: u64) {
    let shown = figure(text, words);
    let exact = part as f64 * 100.0 / whole as f64;
    match shown.strip_prefix('<') {
        Some(_) => assert!(exact > 0.0 && exact < 0.1, "{words}: {shown}, {exact}"),
        None => {
            let shown: f64 = shown.trim_end_matches('%').parse().expect("a share");
            assert!((shown - exact).abs() < 0.051, "{words}: {shown}, {exact}");
        }
    }
}

#[test]
fn a_reader_counts_the_figures_of_risk_again() {
    let room = Room::new();
    room.write("export.csv", &people());
    for policy in ["count", "pseudonymous", "initials"] {
        let dossier = room.packed("export.csv", policy, &[]).within(&room);
        let path = room.write("cover.pdf", &dossier.file("data/cover.pdf"));
        let said = room.program("pdftotext").args(["-raw".as_ref(), path.as_os_str(), "-".as_ref()]).output();
        let text = String::from_utf8(said.expect("poppler-utils is installed").stdout).expect("text");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let statement: serde_json::Value = serde_json::from_slice(&dossier.file("data/dossier.json")).expect("JSON");
        let k = statement["policy"]["k"].as_u64().expect("k");

        let tables = kit::rows_of(&dossier.file("data/counts.csv"));
        let cells: Vec<(&str, &str, u64)> = tables[1..]
            .iter()
            .map(|row| (row[0].as_str(), row[1].as_str(), row[2].parse().expect("a count")))
            .collect();
        let rows_or = if policy == "count" { "rows" } else { "signatures" };
        assert_eq!(figure(&text, &format!("Least that a cell of the tables may count, in {rows_or}")), k.to_string());
        let smallest = cells.iter().map(|cell| cell.2).min().expect("cells");
        assert!(smallest >= k, "{policy}: a cell of {smallest}");
        assert_eq!(figure(&text, "Smallest cell of both tables"), smallest.to_string());
        for (table, shown, other) in [
            ("country", "Countries shown by themselves", "Share counted under other countries"),
            ("period", "Times shown by themselves", "Share counted under other times"),
        ] {
            let of_table: Vec<_> = cells.iter().filter(|cell| cell.0 == table).collect();
            let merged: u64 = of_table.iter().filter(|cell| cell.1 == "other").map(|cell| cell.2).sum();
            assert!(merged > 0, "{policy}: something is merged");
            assert_eq!(figure(&text, shown), of_table.iter().filter(|cell| cell.1 != "other").count().to_string());
            agrees(&text, other, merged, of_table.iter().map(|cell| cell.2).sum());
        }

        let of_list = ["Different combinations", "rarest combination", "Average chance", "without a detail"];
        if policy == "count" {
            assert!(dossier.file("data/signatures.csv").is_empty());
            for words in of_list {
                assert!(!text.contains(words), "{words} is said of a dossier without a list");
            }
            continue;
        }
        let list = dossier.list();
        let kept: Vec<usize> =
            (0..list[0].len()).filter(|n| !matches!(list[0][*n].as_str(), "entry" | "pseudonym")).collect();
        let mut occurs: BTreeMap<Vec<&str>, u64> = BTreeMap::new();
        for row in &list[1..] {
            *occurs.entry(kept.iter().map(|n| row[*n].as_str()).collect()).or_default() += 1;
        }
        let entries = list.len() as u64 - 1;
        let is_empty = |cells: &[&str]| cells.iter().all(|cell| cell.is_empty());
        let rarest = occurs.iter().filter(|(cells, _)| !is_empty(cells)).map(|(_, n)| *n).min().expect("a combination");
        let used: BTreeSet<usize> =
            occurs.keys().flat_map(|cells| (0..cells.len()).filter(|n| !cells[*n].is_empty())).collect();
        let lacks = |cells: &[&str]| used.iter().any(|n| cells[*n].is_empty());
        let with_empty: u64 = occurs.iter().filter(|(cells, _)| lacks(cells)).map(|(_, n)| n).sum();
        assert!(rarest >= k && with_empty > 0, "{policy}: {rarest}, {with_empty}");
        assert_eq!(figure(&text, "Different combinations of details in the list"), occurs.len().to_string());
        assert_eq!(figure(&text, "Entries that share the rarest combination"), rarest.to_string());
        let average = "Average chance of picking the right entry of a person whose details are known";
        agrees(&text, average, occurs.len() as u64, entries);
        agrees(&text, "Share of entries without a detail that others have", with_empty, entries);
    }
}
