//! `sample-sheet.pdf` of a response: what the official who threw the dice checks by hand, entry by entry.
//!
//! `front`: what this is, and how it is used. `grid`, `rows`: the entries. `value`: an opened value, safe to look at.
//! `totals`: what is filled in at the end.
//! In: opened values, which nobody has cleaned. Out: a tagged PDF in the dossier's language. Never: a value cut short or
//! changed in silence; anything of a person in what the file says of itself.

mod front;
mod grid;
mod rows;
#[cfg(test)]
mod tests;
mod totals;
mod value;

use super::PaperError;
use super::flow::{Flow, Furniture};
use super::fonts::Fonts;
use super::han::Han;
use super::paper_size::PaperSize;
use super::texts::{Texts, Word};
use crate::day::Day;
use crate::fields::Field;
use crate::proof::{Hash, digest};

/// What the sheet shows. It has no `Debug`, for it holds what persons wrote.
pub struct SheetPage<'a> {
    /// Title of the petition.
    pub title: &'a str,
    pub organiser: &'a str,
    /// The recipient's name, and office.
    pub recipient: &'a str,
    pub office: Option<&'a str>,
    /// The recipient's country (ISO 3166-1 alpha-2): with the language it decides how Han is drawn where a row does not.
    pub country: Option<&'a str>,
    /// ISO 639-1.
    pub language: &'a str,
    /// Dossier id.
    pub id: &'a str,
    pub created: Day,
    pub integrity: &'a Hash,
    /// Register root.
    pub root: &'a Hash,
    /// Entries of the register.
    pub size: u64,
    /// The digits thrown.
    pub dice: &'a str,
    /// The fields opened, in canonical order.
    pub fields: &'a [Field],
    /// Is there a list, whose lines were opened too?
    pub list: bool,
    pub paper: PaperSize,
    /// All that were drawn, in drawn order.
    pub entries: &'a [SheetEntry<'a>],
}

/// A drawn entry.
pub struct SheetEntry<'a> {
    /// From 1.
    pub entry: u64,
    /// One value for each of the fields; `None` where the entry is withheld.
    pub values: Option<Vec<&'a str>>,
}

impl SheetPage<'_> {
    fn withheld(&self) -> u64 {
        self.entries.iter().filter(|entry| entry.values.is_none()).count() as u64
    }
}

/// Sets `sample-sheet.pdf`. In a language without texts it is in English and says so.
///
/// # Errors
/// `Font` and `Form`, which are faults of the program.
pub fn sheet(page: &SheetPage<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    set(page, fonts, Texts::of(page.language))
}

fn set(page: &SheetPage<'_>, fonts: &Fonts, texts: Texts) -> Result<Vec<u8>, PaperError> {
    let direction = texts.direction();
    let mut flow = Flow::begin(fonts, texts, direction, page.paper);
    flow.setter.read_stand_ins();
    let han = Han::of_document(page.language, page.country);
    flow.setter.draw_han(han);
    front::front(&mut flow, page);
    rows::entries(&mut flow, page, han);
    totals::totals(&mut flow, page);
    let groups = digest::in_groups(page.integrity);
    let foot = format!(
        "{}   ·   {}",
        flow.texts.say_with("integrity-in-short", &[("hash", Word::Text(&groups[..19]))]),
        flow.texts.say_with("dossier-id", &[("id", Word::Text(page.id))])
    );
    let title = page.title.trim();
    let named = format!("{} – {title}", flow.texts.say("sheet-title"));
    let head_end = flow.texts.say("sheet-head").into_owned();
    flow.finish(&named, &Furniture { head: title, head_end: &head_end, foot: &foot })
}

/// The name of a field as the texts have it.
fn field_name(texts: &Texts, field: Field) -> String {
    texts.say(&format!("field-{}", field.name().replace('_', "-"))).into_owned()
}
