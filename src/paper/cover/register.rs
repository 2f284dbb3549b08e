//! The last page: for the register of whoever receives the dossier, to be written on.
//!
//! In: what the dossier is known by. Out: one page of lines, and room for a stamp. Never: an answer filled in.

use super::CoverPage;
use crate::paper::canvas::Mpt;
use crate::paper::flow::{Flow, GRID, HALF, HALF_LINE, LEFT, PITCH, RULE, SECOND};
use crate::proof::digest::base64;

const STAMP: Mpt = 12 * GRID;

pub(super) fn register(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.new_page();
    flow.section("section-register");
    flow.say("register-intro");
    flow.space(HALF);
    known_by(flow, page);
    flow.space(GRID);
    flow.fill_in(&[&["register-by"], &["receipt-office"], &["register-date", "receipt-number"]]);
    flow.need(STAMP + PITCH);
    flow.advance(STAMP + 2 * GRID);
    flow.line_to_write_on("register-signature", LEFT, HALF_LINE);
    flow.canvas.outline(SECOND, flow.y, HALF_LINE, STAMP, RULE);
    flow.label_beneath("register-stamp", SECOND);
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
