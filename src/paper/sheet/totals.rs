//! The end of the sheet: the count, what its result says and does not say, and who made it.
//!
//! In: how many were drawn and withheld. Out: lines to write on. Never: a sum that the official is to find.

use super::SheetPage;
use crate::paper::canvas::Mpt;
use crate::paper::flow::{Flow, GRID, HALF, HALF_LINE, LEFT, PITCH, RULE, TEXT};
use crate::paper::fonts::Style;
use crate::paper::structure::{Role, Scope};

/// From one total to the next: room to write a number.
const ROW: Mpt = 2 * GRID;
/// From a baseline down to the rule beneath it.
const DROP: Mpt = 6_000;
const WIDE: Mpt = HALF_LINE + 4 * GRID;
const FIGURE: Mpt = 80_000;

pub(super) fn totals(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    // All of it stands on one page: it is the part that is signed.
    flow.section_with("section-count", 5 * ROW + 3 * PITCH + 10 * GRID);
    let drawn = flow.texts.number(page.entries.len() as u64);
    let withheld = flow.texts.number(page.withheld());
    flow.space(HALF);
    flow.tagged(Role::Table, |flow| {
        for (id, figure) in [
            ("sheet-total-valid", None),
            ("sheet-total-not-valid", None),
            ("sheet-total-withheld", Some(&withheld)),
            ("sheet-total", Some(&drawn)),
        ] {
            total(flow, id, figure.map(String::as_str));
        }
    });
    flow.space(2 * GRID);
    let head = flow.texts.say("sheet-says").into_owned();
    flow.subheading(&head, 3 * GRID);
    flow.say("sheet-bound");
    flow.fill_in(&[&["receipt-office"], &["sheet-checked-by"], &["receipt-date", "register-signature"]]);
}

/// A line of the count: printed where it is known, else to be written.
fn total(flow: &mut Flow<'_>, id: &str, figure: Option<&str>) {
    let sum = id == "sheet-total";
    let style = if sum { Style::Bold } else { Style::Regular };
    let label = flow.texts.say(id).into_owned();
    flow.advance(ROW);
    flow.tagged(Role::Row, |flow| {
        flow.tagged(Role::Head(Scope::Row), |flow| {
            let line = flow.say_line(&label, style);
            flow.canvas.put(&line, LEFT, flow.y, TEXT);
        });
        if let Some(figure) = figure {
            flow.tagged(Role::Cell, |flow| {
                let line = flow.say_line(figure, style);
                flow.canvas.put_rightmost(&line, (LEFT + WIDE - FIGURE, FIGURE), flow.y, TEXT);
            });
        }
    });
    let y = flow.y - DROP;
    let from = if figure.is_some() { LEFT } else { LEFT + WIDE - FIGURE };
    if figure.is_some() {
        flow.canvas.hairline((from, y), (LEFT + WIDE, y));
    } else {
        flow.canvas.rule((from, y), (LEFT + WIDE, y), RULE);
    }
}
