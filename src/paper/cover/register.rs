//! The last page: for the register of whoever receives the dossier, to be written on.
//!
//! In: what the dossier is known by. Out: one page of lines, and room for a stamp. Never: an answer filled in.

use super::CoverPage;
use crate::paper::canvas::Mpt;
use crate::paper::flow::{Flow, GRID, HALF, LEFT, RIGHT, RULE, SMALL, WIDTH};
use crate::paper::fonts::Style;
use crate::paper::structure::Role;
use crate::proof::digest::base64;

/// Between two fields side by side, and from one line to write on to the next.
const GAP: Mpt = 2 * GRID;
const PITCH: Mpt = 3 * GRID + HALF;
const STAMP: Mpt = 12 * GRID;

pub(super) fn register(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.new_page();
    flow.section("section-register");
    flow.say("register-intro");
    flow.space(HALF);
    known_by(flow, page);
    flow.space(GRID);
    let half = (WIDTH - GAP) / 2;
    let second = LEFT + half + GAP;
    for fields in [
        &[("register-by", LEFT, WIDTH)][..],
        &[("receipt-office", LEFT, WIDTH)],
        &[("register-date", LEFT, half), ("receipt-number", second, half)],
    ] {
        flow.need(PITCH);
        flow.advance(PITCH);
        for (id, left, width) in fields {
            field(flow, id, *left, *width);
        }
    }
    flow.need(STAMP + PITCH);
    flow.advance(STAMP + GRID);
    field(flow, "register-signature", LEFT, half);
    flow.canvas.outline(second, flow.y, RIGHT - second, STAMP, RULE);
    label(flow, "register-stamp", second);
}

/// Petition and dossier, so that this page can be filed by itself.
fn known_by(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let texts = &flow.texts;
    let cover = page.cover;
    let facts = [
        ("petition", cover.petition.title.trim().to_owned()),
        ("register-organiser", cover.organiser.name.clone()),
        ("head-signatures", texts.number(page.ledger.accepted)),
        ("date-of-dossier", texts.date(page.created)),
        ("dossier-number", page.id.to_owned()),
        ("register-root", base64(page.root)),
    ];
    let facts = facts.map(|(id, value)| (texts.say(id).into_owned(), value));
    flow.facts(&facts);
}

/// A line to write on, its label beneath it.
fn field(flow: &mut Flow<'_>, id: &str, left: Mpt, width: Mpt) {
    flow.canvas.rule((left, flow.y), (left + width, flow.y), RULE);
    label(flow, id, left);
}

fn label(flow: &mut Flow<'_>, id: &str, left: Mpt) {
    let words = flow.texts.say(id).into_owned();
    let line = flow.say_line(&words, Style::Regular);
    let y = flow.y - 10_500;
    flow.tagged(Role::P, |flow| flow.canvas.put(&line, left, y, SMALL));
}
