//! What the dossier shows and withholds, in plain words, and how recognisable that leaves a person, in figures.
//!
//! In: the policy's words, the tables, how alike the entries are. Out: paragraphs and a table. Never: a figure that a
//! reader of the dossier could not find himself; the word "anonymous" for what is not.

use super::CoverPage;
use crate::counts::{Counts, ListRisk, OTHER, Unit};
use crate::paper::flow::{Flow, Form, GRID, HALF, Row, Table};
use crate::paper::structure::Role;
use crate::paper::texts::Texts;

pub(super) fn policy(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.section("section-policy");
    let heads = ["policy-shows", "policy-withholds", "policy-merged"];
    for (n, words) in page.policy_words.iter().enumerate() {
        if n > 0 {
            flow.space(HALF);
        }
        if let Some(head) = heads.get(n) {
            let head = flow.texts.say(head).into_owned();
            flow.subheading(&head, 2 * GRID);
        }
        flow.paragraph(words, &Form::TEXT);
    }
    flow.space(HALF);
    // A list of names is no stand-in: what is to be said of it is what it is.
    let (head, words) = match (page.list, page.pseudonymised) {
        (false, _) => ("policy-register", "policy-root-alone"),
        (true, true) => ("policy-register", "policy-pseudonymised"),
        (true, false) => ("sheet-holds", "policy-named"),
    };
    let head = flow.texts.say(head).into_owned();
    flow.subheading(&head, 2 * GRID);
    flow.say(words);
    if let Some(consent) = page.cover.handover.consent.as_deref().filter(|text| !text.trim().is_empty()) {
        flow.space(HALF);
        let head = flow.texts.say("policy-basis").into_owned();
        flow.subheading(&head, 2 * GRID);
        consent_beneath(flow, consent.trim());
    }
}

/// One line stands beneath its heading, whichever way it runs; more are a text of their own.
fn consent_beneath(flow: &mut Flow<'_>, consent: &str) {
    if consent.lines().count() > 1 {
        return flow.text(consent);
    }
    flow.tagged(Role::P, |flow| {
        let lines = flow.block_lines(consent, &Form::TEXT);
        flow.set_lines(&lines, &Form::TEXT);
    });
}

pub(super) fn risk(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let mut rows = of_tables(&flow.texts, page.counts, page.k);
    if let Some(risk) = page.risk {
        rows.extend(of_list(&flow.texts, risk, page.ledger.accepted));
    }
    // The table stands beneath what it belongs to.
    flow.section_with("section-risk", GRID * (rows.len() as i32 + 8));
    flow.say(match (page.list, page.risk) {
        (false, _) => "risk-tables",
        (true, Some(_)) => "risk-list",
        (true, None) => "risk-named",
    });
    if smallest(page.counts) < page.k && page.ledger.accepted > 0 {
        flow.space(HALF);
        flow.say("risk-few");
    }
    flow.space(HALF);
    let texts = &flow.texts;
    let heads = [texts.say("head-measure").into_owned(), texts.say("head-figure").into_owned()];
    flow.table(&Table { heads: &heads.each_ref().map(String::as_str), rows: &rows, total: None });
}

fn row(texts: &Texts, id: &str, figure: String) -> Row {
    Row { label: texts.say(id).into_owned(), figures: vec![figure], within: false }
}

fn of_tables(texts: &Texts, counts: &Counts, k: u64) -> Vec<Row> {
    let countries: Vec<(&str, u64)> =
        counts.by_country.iter().map(|cell| (cell.country.as_str(), cell.count)).collect();
    let periods: Vec<(&str, u64)> = counts.by_period.iter().map(|cell| (cell.period.as_str(), cell.count)).collect();
    let merged = |cells: &[(&str, u64)]| {
        let other = cells.iter().find(|cell| cell.0 == OTHER).map_or(0, |cell| cell.1);
        texts.share(other, cells.iter().map(|cell| cell.1).sum())
    };
    let least = match counts.unit {
        Unit::Rows => "risk-least-rows",
        Unit::Signatures => "risk-least-signatures",
    };
    vec![
        row(texts, least, texts.number(k)),
        row(texts, "risk-smallest-cell", texts.number(smallest(counts))),
        row(texts, "risk-countries", texts.number(countries.iter().filter(|cell| cell.0 != OTHER).count() as u64)),
        row(texts, "risk-other-countries", merged(&countries)),
        row(texts, "risk-periods", texts.number(periods.iter().filter(|cell| cell.0 != OTHER).count() as u64)),
        row(texts, "risk-other-periods", merged(&periods)),
    ]
}

/// Under k only where all that was counted is.
fn smallest(counts: &Counts) -> u64 {
    let countries = counts.by_country.iter().map(|cell| cell.count);
    countries.chain(counts.by_period.iter().map(|cell| cell.count)).min().unwrap_or(0)
}

fn of_list(texts: &Texts, risk: ListRisk, entries: u64) -> Vec<Row> {
    let mut rows = vec![row(texts, "risk-combinations", texts.number(risk.combinations))];
    rows.extend(risk.smallest.map(|n| row(texts, "risk-smallest-combination", texts.number(n))));
    rows.push(row(texts, "risk-average", texts.share(risk.combinations, entries)));
    rows.push(row(texts, "risk-empty", texts.share(risk.with_empty, entries)));
    rows
}
