//! The ledger: what became of every row, as a sentence and as tables.
//!
//! In: the ledger of the statement. Out: a sentence, the sum, and what was noticed beside it. Never: a row without a fate.

use super::CoverPage;
use crate::paper::flow::{Flow, Form, GRID, HALF, Row, Table};
use crate::paper::texts::{Texts, Word};
use std::collections::BTreeMap;

pub(super) fn ledger(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let ledger = page.ledger;
    flow.section("section-ledger");
    let words = [
        ("read", Word::Number(ledger.rows_read)),
        ("accepted", Word::Number(ledger.accepted)),
        ("duplicates", Word::Number(ledger.duplicates)),
        ("aside", Word::Number(ledger.set_aside_total())),
    ];
    let words = flow.texts.say_with("ledger-sentence", &words).into_owned();
    flow.paragraph(&words, &Form::TEXT);
    flow.space(HALF);
    fates(flow, page);
    beside(flow, "ledger-identified", "identity", &ledger.identified_by);
    if ledger.flagged.values().chain(ledger.cleaned.values()).any(|n| *n > 0) {
        flow.space(GRID + HALF);
        flow.need(GRID * (ledger.flagged.len() as i32 + 6));
        let words = flow.texts.say_with("ledger-few", &[("k", Word::Number(page.k))]).into_owned();
        flow.paragraph(&words, &Form::TEXT);
    }
    beside(flow, "ledger-flagged", "flag", &ledger.flagged);
    beside(flow, "ledger-cleaned", "cleaned", &ledger.cleaned);
}

/// Every row read, by its fate.
fn fates(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let (texts, ledger) = (&flow.texts, page.ledger);
    let line = |label: String, n: u64| Row { label, figures: vec![texts.number(n)], within: false };
    let mut rows = vec![
        line(texts.say("ledger-accepted").into_owned(), ledger.accepted),
        line(texts.say("ledger-duplicates").into_owned(), ledger.duplicates),
    ];
    if let Some(other) = ledger.duplicates_other_name.filter(|_| ledger.duplicates > 0) {
        rows.push(Row { within: true, ..line(texts.say("ledger-other-name").into_owned(), other) });
    }
    let reasons = ledger.set_aside.iter().filter(|cell| *cell.1 > 0).map(|(reason, n)| {
        let label = named(texts, "reason", reason);
        line(texts.say_with("ledger-set-aside", &[("reason", Word::Text(&label))]).into_owned(), *n)
    });
    rows.extend(reasons);
    if ledger.set_aside_total() == 0 {
        rows.push(line(texts.say("ledger-none-set-aside").into_owned(), 0));
    }
    let total = line(texts.say("ledger-read").into_owned(), ledger.rows_read);
    let heads = [texts.say("head-fate").into_owned(), texts.say("head-rows").into_owned()];
    flow.table(&Table { heads: &heads.each_ref().map(String::as_str), rows: &rows, total: Some(&total) });
}

/// Counts beside the sum, if there are any.
fn beside(flow: &mut Flow<'_>, title: &str, kind: &str, cells: &BTreeMap<String, u64>) {
    let texts = &flow.texts;
    let rows: Vec<Row> = cells
        .iter()
        .filter(|cell| *cell.1 > 0)
        .map(|(name, n)| Row { label: named(texts, kind, name), figures: vec![texts.number(*n)], within: false })
        .collect();
    if rows.is_empty() {
        return;
    }
    let heads = [texts.say(title).into_owned(), texts.say("head-rows").into_owned()];
    flow.space(HALF);
    flow.table(&Table { heads: &heads.each_ref().map(String::as_str), rows: &rows, total: None });
}

/// The words for a name of the ledger; a name that the texts do not know as it is.
fn named(texts: &Texts, kind: &str, name: &str) -> String {
    let id = format!("{kind}-{name}");
    if texts.has(&id) { texts.say(&id).into_owned() } else { name.to_owned() }
}
