//! `cover.pdf`: title page, petition, count, ledger, policy, how to verify, a page for the recipient's register.
//!
//! In: the cover and what was counted and proved. Out: a tagged PDF in the dossier's language. Never: anything of one
//! entry; the integrity hash, which covers this file.

mod count;
mod ledger;
mod policy;
mod register;
#[cfg(test)]
pub(super) mod tests;
mod title;
mod verify;

use super::PaperError;
use super::flow::{Flow, Form, Furniture, GRID, HALF};
use super::fonts::Fonts;
use super::han::Han;
use super::letterhead::Letterhead;
use super::paper_size::PaperSize;
use super::texts::{Direction, Texts, Word};
use crate::counts::{Counts, ListRisk};
use crate::cover::Cover;
use crate::day::Day;
use crate::ledger::Ledger;

/// What the cover shows.
#[derive(Clone, Debug)]
pub struct CoverPage<'a> {
    pub cover: &'a Cover,
    /// Dossier id.
    pub id: &'a str,
    pub created: Day,
    pub ledger: &'a Ledger,
    pub counts: &'a Counts,
    /// No cell of a table is between 1 and k−1.
    pub k: u64,
    /// The policy in plain words, in the dossier's language: what it shows, what it withholds, what it merges.
    pub policy_words: &'a [String],
    /// Is there a list beside the cover?
    pub list: bool,
    /// Are persons in the list pseudonymised, that is, shown without their names?
    pub pseudonymised: bool,
    /// How alike the list's entries are, where the list obeys k.
    pub risk: Option<ListRisk>,
    /// Most entries that may be opened; 0 means none, and then the cover does not speak of it.
    pub challenge_max_rows: u64,
    /// Register root.
    pub root: &'a [u8; 32],
    pub seal_name: &'a str,
    /// `SHA256:…`
    pub seal_fingerprint: &'a str,
    /// Whose paper it is.
    pub letterhead: Option<&'a Letterhead>,
    pub paper: PaperSize,
}

/// Sets `cover.pdf`. In a language without texts it is in English and says so.
///
/// # Errors
/// `Font` and `Form`, which are faults of the program.
pub fn cover(page: &CoverPage<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let texts = Texts::of(&page.cover.petition.language);
    let direction = texts.direction();
    running(page, fonts, texts, direction)
}

/// Sets `cover.pdf` running this way.
pub(super) fn running(
    page: &CoverPage<'_>,
    fonts: &Fonts,
    texts: Texts,
    direction: Direction,
) -> Result<Vec<u8>, PaperError> {
    let mut flow = Flow::begin(fonts, texts, direction, page.paper);
    let country = page.cover.recipient.country.as_deref();
    flow.setter.draw_han(Han::of_document(&page.cover.petition.language, country));
    if let Some(letterhead) = page.letterhead {
        flow.colour = letterhead.colour.parts();
    }
    title::title(&mut flow, page);
    petition(&mut flow, page);
    count::count(&mut flow, page);
    ledger::ledger(&mut flow, page);
    policy::policy(&mut flow, page);
    policy::risk(&mut flow, page);
    if page.list {
        verify::volumes(&mut flow, page.ledger.accepted);
    }
    verify::verify(&mut flow, page);
    register::register(&mut flow, page);
    let count = Word::Number(page.ledger.accepted);
    let signatures = flow.texts.say_with("signatures-in-all", &[("count", count)]).into_owned();
    let root = crate::proof::digest::base64(page.root);
    let foot = format!(
        "{}   ·   {}",
        flow.texts.say_with("root-in-short", &[("root", Word::Text(&root[..16]))]),
        flow.texts.say_with("dossier-id", &[("id", Word::Text(page.id))])
    );
    let title = page.cover.petition.title.trim();
    flow.finish(title, &Furniture { head: title, head_end: &signatures, foot: &foot })
}

/// The petition's text, on pages of its own.
fn petition(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.new_page();
    flow.section("section-petition");
    flow.text(&page.cover.petition.text);
    if let Some(url) = &page.cover.petition.url {
        flow.space(GRID + HALF);
        let words = flow.texts.say_with("petition-address", &[("url", Word::Text(url))]).into_owned();
        flow.paragraph(&words, &Form::SMALL);
    }
}
