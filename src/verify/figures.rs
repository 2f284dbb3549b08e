//! The statement's numbers: do they add up, are they in order, is none under k (dossier-format §4)?
//!
//! In: a statement. Out: findings. Never: a repair.

use super::findings::{self as codes, Findings};
use crate::counts::{CountryCode, Counts, OTHER, Unit};
use crate::day::Day;
use crate::entry::Column;
use crate::fields::Field;
use crate::ledger::{IdentityKind, Reason};
use crate::package::names::{self, STATEMENT};
use crate::package::shape::{Fault, Kind};
use crate::package::statement::{FORMAT, Reading, Statement};
use crate::proof::digest::{unbase64, unhex32};
use std::collections::BTreeMap;

fn at(member: &str) -> String {
    if member.is_empty() { STATEMENT.to_owned() } else { format!("{STATEMENT}, {member}") }
}

/// Turns what the reader found into findings and notes.
pub fn reading(reading: &Reading, findings: &mut Findings, notes: &mut Vec<String>) {
    for Fault { kind, path } in &reading.faults {
        let code = match kind {
            Kind::NotJson => &codes::STATEMENT_JSON,
            Kind::Missing => &codes::STATEMENT_MISSING,
            Kind::Unknown => &codes::STATEMENT_UNKNOWN,
            Kind::Type => &codes::STATEMENT_TYPE,
            Kind::Value => &codes::STATEMENT_VALUE,
        };
        findings.add(code, at(path));
    }
    let json = reading.faults.iter().all(|fault| fault.kind != Kind::NotJson);
    findings.need(reading.canonical || !json, &codes::STATEMENT_JCS, STATEMENT);
    for path in &reading.extensions {
        notes.push(format!(
            "{} has members beginning `x-`. They are sealed, but the format says nothing of them.",
            at(path)
        ));
    }
}

/// Everything that the statement must say of itself.
pub fn check(statement: &Statement, findings: &mut Findings, notes: &mut Vec<String>) {
    values(statement, findings);
    policy(statement, findings);
    ledger(statement, findings, notes);
    counts(&statement.counts, statement, findings);
    list(statement, findings);
}

fn values(statement: &Statement, findings: &mut Findings) {
    let letters = |text: &str, each: fn(&u8) -> bool| text.len() == 2 && text.as_bytes().iter().all(each);
    let petition = &statement.petition;
    let titles = petition.titles.iter().flatten().all(|(code, _)| letters(code, u8::is_ascii_lowercase));
    let country = statement.recipient.country.as_deref();
    let replaces = statement.replaces.as_deref();
    findings.need(names::is_id(&statement.id), &codes::ID_FORM, at("id"));
    for (holds, member) in [
        (statement.format == FORMAT, "format"),
        (letters(&petition.language, u8::is_ascii_lowercase), "petition.language"),
        (titles, "petition.titles"),
        (country.is_none_or(|code| letters(code, u8::is_ascii_uppercase)), "recipient.country"),
        (replaces.is_none_or(|hash| unhex32(hash).is_some()), "replaces"),
        (unbase64(&statement.register.root).is_some_and(|root| root.len() == 32), "register.root"),
        (statement.exports.iter().all(|export| unhex32(&export.commitment).is_some()), "exports"),
    ] {
        findings.need(holds, &codes::STATEMENT_VALUE, at(member));
    }
}

fn policy(statement: &Statement, findings: &mut Findings) {
    let policy = &statement.policy;
    let rows = statement.counts.unit == Unit::Rows;
    let holds = policy.name != "count" || (!policy.rows && policy.k >= 20 && rows);
    findings.need(holds, &codes::POLICY_COUNT, at("policy"));
    findings.need(statement.list.is_some() == policy.rows, &codes::LIST_STATED, at("list"));
    let (fields, shown) = match statement.register.fields.split_last() {
        Some((last, rest)) if last == "shown" => (rest, true),
        _ => (&statement.register.fields[..], false),
    };
    let known: Option<Vec<Field>> = fields.iter().map(|name| Field::from_name(name)).collect();
    let ascend = known.is_some_and(|fields| fields.windows(2).all(|pair| pair[0] < pair[1]));
    let some = !statement.register.fields.is_empty();
    findings.need(some && ascend && shown == policy.rows, &codes::REGISTER_FIELDS, at("register.fields"));
}

fn ledger(statement: &Statement, findings: &mut Findings, notes: &mut Vec<String>) {
    let ledger = &statement.ledger;
    let sum = |numbers: &mut dyn Iterator<Item = u64>| {
        let mut numbers = numbers;
        (&mut numbers).try_fold(0u64, u64::checked_add)
    };
    let aside = sum(&mut ledger.set_aside.values().copied());
    let fates = aside.and_then(|aside| sum(&mut [ledger.accepted, ledger.duplicates, aside].into_iter()));
    findings.need(fates == Some(ledger.rows_read), &codes::LEDGER_SUM, at("ledger"));
    let exports = sum(&mut statement.exports.iter().map(|export| export.rows));
    findings.need(exports == Some(ledger.rows_read), &codes::LEDGER_EXPORTS, at("exports"));
    let identified = sum(&mut ledger.identified_by.values().copied());
    let one = identified == Some(ledger.accepted) && statement.register.size == ledger.accepted;
    findings.need(one, &codes::LEDGER_ACCEPTED, at("ledger.accepted"));
    findings.need(statement.register.size >= 1, &codes::LEDGER_EMPTY, at("register.size"));
    let k = statement.policy.k;
    if let Some(other_name) = ledger.duplicates_other_name {
        findings.need(other_name <= ledger.duplicates, &codes::LEDGER_DUPLICATES, at("ledger.duplicates_other_name"));
        let small = (1..k).contains(&other_name);
        findings.need(!small, &codes::LEDGER_SMALL, at("ledger.duplicates_other_name"));
    }
    let reasons: Vec<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    let kinds: Vec<&str> = IdentityKind::ALL.iter().map(|kind| kind.name()).collect();
    let mut tally = |tally: &BTreeMap<String, u64>, known: Option<&[&str]>, zero: bool, small: bool, member: &str| {
        let kebab = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let is_known = |name: &String| known.is_none_or(|known| known.contains(&name.as_str()));
        let named = tally.keys().all(|name| kebab(name) && (name.starts_with("x-") || is_known(name)));
        findings.need(named, &codes::LEDGER_NAME, at(member));
        findings.need(zero || tally.values().all(|n| *n > 0), &codes::LEDGER_ZERO, at(member));
        findings.need(!small || tally.values().all(|n| !(1..k).contains(n)), &codes::LEDGER_SMALL, at(member));
        if tally.keys().any(|name| name.starts_with("x-")) {
            notes.push(format!(
                "{} counts under names beginning `x-`. The format does not say what they mean.",
                at(member)
            ));
        }
    };
    tally(&ledger.set_aside, Some(&reasons), false, false, "ledger.set_aside");
    tally(&ledger.identified_by, Some(&kinds), true, false, "ledger.identified_by");
    tally(&ledger.flagged, None, false, true, "ledger.flagged");
    tally(&ledger.cleaned, None, false, true, "ledger.cleaned");
    // A remark is made once for each row, of what a cell took once for each cell.
    let columns = statement.list.as_ref().map_or(statement.register.fields.len(), |list| list.columns.len());
    let cells = statement.register.size.saturating_mul(columns as u64);
    for (tally, most, member) in
        [(&ledger.flagged, ledger.rows_read, "ledger.flagged"), (&ledger.cleaned, cells, "ledger.cleaned")]
    {
        findings.need(tally.values().all(|n| *n <= most), &codes::LEDGER_REMARKS, at(member));
    }
}

fn counts(counts: &Counts, statement: &Statement, findings: &mut Findings) {
    let ledger = &statement.ledger;
    let total = match counts.unit {
        Unit::Rows => ledger.accepted.checked_add(ledger.duplicates),
        Unit::Signatures => Some(ledger.accepted),
    };
    let country = |label: &str| CountryCode::parse(label).is_some();
    let countries: Vec<_> = counts.by_country.iter().map(|cell| (cell.country.as_str(), cell.count)).collect();
    let periods: Vec<_> = counts.by_period.iter().map(|cell| (cell.period.as_str(), cell.count)).collect();
    let mut table = |cells: &[(&str, u64)], is_label: &dyn Fn(&str) -> bool, member: &str| {
        let sum = cells.iter().try_fold(0u64, |sum, (_, n)| sum.checked_add(*n));
        findings.need(total.is_some() && sum == total, &codes::COUNTS_SUM, at(member));
        let body = match cells.split_last() {
            Some(((OTHER, _), rest)) => rest,
            _ => cells,
        };
        findings.need(body.windows(2).all(|pair| pair[0].0 < pair[1].0), &codes::COUNTS_ORDER, at(member));
        findings.need(body.iter().all(|(label, _)| is_label(label)), &codes::COUNTS_LABEL, at(member));
        let k = statement.policy.k.max(1);
        let alone = cells.len() == 1 && body.is_empty();
        findings.need(alone || cells.iter().all(|(_, n)| *n >= k), &codes::COUNTS_SMALL, at(member));
    };
    table(&countries, &country, "counts.by_country");
    table(&periods, &is_period, "counts.by_period");
}

/// `2017`, `2017-04` or `2017-Q2`.
fn is_period(label: &str) -> bool {
    match label.split_once('-') {
        None => Day::parse(&format!("{label}-01-01")).is_some(),
        Some((year, quarter)) if quarter.starts_with('Q') => {
            is_period(year) && matches!(quarter, "Q1" | "Q2" | "Q3" | "Q4")
        }
        Some(_) => Day::parse(&format!("{label}-01")).is_some(),
    }
}

fn list(statement: &Statement, findings: &mut Findings) {
    let Some(list) = &statement.list else { return };
    let columns: Option<Vec<Column>> = list.columns.iter().map(|name| Column::from_name(name)).collect();
    let good = columns.is_some_and(|columns| {
        columns.first() == Some(&Column::Entry) && columns.windows(2).all(|pair| pair[0] < pair[1])
    });
    findings.need(good, &codes::LIST_HEADER, at("list.columns"));
    findings.need((1..=9_999).contains(&list.volumes), &codes::LIST_VOLUMES, at("list.volumes"));
}

#[cfg(test)]
mod tests {
    use super::is_period;

    #[test]
    fn periods_are_years_quarters_and_months() {
        assert!(["2017", "2017-04", "2017-Q2"].into_iter().all(is_period));
        assert!(
            ["", "17", "2017-4", "2017-13", "2017-Q5", "2017-04-01", "2017-", "-Q1"].iter().all(|no| !is_period(no))
        );
    }
}
