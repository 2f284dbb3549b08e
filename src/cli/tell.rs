//! Results in words: the ledger that adds up, tables of two columns, hashes in groups.

use super::voice::{Plain, Style, Voice, grouped};
use crate::ledger::Ledger;
use crate::proof::digest;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Names and what belongs to them, names as wide as the widest.
pub fn pairs(lines: &[(&str, String)]) -> String {
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (name, value) in lines {
        line(&mut out, format_args!("{name:width$}  {}", Plain(value)));
    }
    out
}

/// A hash as paper has it: 16 groups of four, on two lines of eight.
pub fn hash_lines(hash: &[u8; 32]) -> [String; 2] {
    let groups = digest::in_groups(hash);
    let groups: Vec<&str> = groups.split_whitespace().collect();
    [groups[..8].join(" "), groups[8..].join(" ")]
}

/// The ledger, in the order in which its sum is read, numbers right-aligned. `marks` are the words for `cleaned`.
pub fn ledger(ledger: &Ledger, voice: &Voice) -> String {
    let mut rows: Vec<(String, u64)> =
        vec![("accepted".into(), ledger.accepted), ("duplicates".into(), ledger.duplicates)];
    if let Some(other) = ledger.duplicates_other_name {
        rows.push(("  of them under another name".into(), other));
    }
    rows.push(("set aside".into(), ledger.set_aside_total()));
    rows.extend(below(&ledger.set_aside));
    let mut parts = vec![(vec![("rows read".to_owned(), ledger.rows_read)], rows)];
    for (title, counts) in [
        ("accepted, identified by", &ledger.identified_by),
        ("flagged (a row can have several flags)", &ledger.flagged),
        ("cleaned for display", &ledger.cleaned),
    ] {
        if !counts.is_empty() {
            parts.push((Vec::new(), std::iter::once((title.to_owned(), u64::MAX)).chain(below(counts)).collect()));
        }
    }
    let mut out = String::new();
    for (heads, rows) in parts {
        for (name, n) in heads {
            line(&mut out, format_args!("{}", voice.paint(Style::Bold, &numbered(&name, n))));
        }
        for (name, n) in rows {
            if n == u64::MAX {
                line(&mut out, format_args!("{}", voice.paint(Style::Bold, &name)));
            } else {
                line(&mut out, format_args!("{}", numbered(&format!("  {name}"), n)));
            }
        }
    }
    out
}

fn below(counts: &BTreeMap<String, u64>) -> impl Iterator<Item = (String, u64)> {
    counts.iter().map(|(name, n)| (format!("  {name}"), *n))
}

fn numbered(name: &str, n: u64) -> String {
    format!("{name:<38}{:>12}", grouped(n))
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes all text");
    out.push('\n');
}

/// Sentences broken at spaces, every line indented and at most `width` wide where words allow.
pub fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    // What a no-break space holds together stays so.
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if used > 0 && indent + used + 1 + length > width {
            out.push('\n');
            used = 0;
        }
        if used == 0 {
            out.extend(std::iter::repeat_n(' ', indent));
        } else {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}
