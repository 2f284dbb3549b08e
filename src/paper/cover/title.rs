//! The title page: from whom, what, how many, to whom, when.
//!
//! In: the cover. Out: one page, or more where its texts are longer than any page. Never: anything larger than the title,
//! or, but for the title, than the number of signatures.

use super::CoverPage;
use crate::paper::canvas::{Mpt, Size};
use crate::paper::columns::ems;
use crate::paper::flow::{Flow, Form, GRID, HALF, LEFT, RIGHT, RULE, SMALL, TEXT, WIDTH};
use crate::paper::fonts::Style;
use crate::paper::letterhead::{LOGO, Letterhead, Place};
use crate::paper::line::Line;
use crate::paper::structure::Role;
use crate::paper::texts::{Word, has_language};
use crate::paper::wrap;

/// Sizes of title and number, and the title's leading, by the letters of the title.
fn sizes(title: &str) -> (Size, Mpt, Size) {
    match title.chars().count() {
        0..=50 => (340, 42_000, 260),
        51..=110 => (280, 35_000, 230),
        111..=220 => (220, 28_000, 190),
        221..=420 => (170, 24_500, 160),
        421..=650 => (140, 21_000, 135),
        _ => (120, 17_500, 115),
    }
}

/// The room of the head of the page, where a letterhead may stand, and where the title begins, if nothing is longer.
const LETTERHEAD: Mpt = 3 * GRID;
const TITLE_FROM_TOP: Mpt = 14 * GRID;
/// The date stands beside the recipient.
const DATE: Mpt = 130_000;

pub(super) fn title(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.begin_title_page();
    let top = flow.y;
    head(flow, page);
    let foot = Foot::measure(flow, page);
    let title = page.cover.petition.title.trim();
    let (size, leading, number_size) = sizes(title);
    let lines = balanced(flow, title, size);
    // The title begins at a place of its own, higher where what follows needs the room.
    let middle = leading * lines.len() as i32 + 8 * GRID;
    let spare = flow.y - flow.bottom() - foot.height() - middle;
    let down = (flow.y - (top - TITLE_FROM_TOP)).min(spare).max(GRID);
    flow.space(down / HALF * HALF);
    let kicker = flow.texts.say("petition").into_owned();
    flow.paragraph(&kicker, &Form { width: WIDTH, ..Form::SMALL });
    flow.space(HALF);
    let form = Form { style: Style::Serif, size, leading, indent: 0, width: WIDTH };
    flow.tagged(Role::H1, |flow| flow.set_lines(&lines, &form));
    flow.space(2 * GRID + HALF);
    let number = flow.texts.number(page.ledger.accepted);
    let form = Form { style: Style::Serif, size: number_size, leading: 2 * GRID, indent: 0, width: WIDTH };
    flow.paragraph(&number, &form);
    let words = signatures(flow, page);
    flow.space(HALF / 2);
    flow.paragraph(&words, &Form { width: WIDTH, ..Form::TEXT });
    foot.set(flow);
    flow.end_title_page();
}

/// The head of the page: the letterhead, where there is one, and the organiser in words.
fn head(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let top = flow.y;
    if let Some(letterhead) = page.letterhead.filter(|letterhead| !letterhead.is_bare()) {
        paper_of(flow, letterhead, &page.cover.organiser.name);
    }
    let organiser = &page.cover.organiser;
    let bold = Form { width: WIDTH, ..Form::BOLD };
    // A letterhead in the organiser's name has said it.
    let is_said = page.letterhead.is_some_and(|letterhead| letterhead.name.as_deref() == Some(organiser.name.trim()));
    let name = (!is_said).then_some((organiser.name.as_str(), bold));
    let contact = organiser.contact.as_deref().map(|contact| (contact, Form { style: Style::Regular, ..bold }));
    for (text, form) in [name, contact].into_iter().flatten() {
        let lines = flow.block_lines(text, &form);
        flow.tagged(Role::P, |flow| flow.set_lines(&lines, &form));
    }
    flow.y = flow.y.min(top - LETTERHEAD);
}

/// The letterhead, from above the first baseline of the page downwards. A logo is a picture of its name, or alone the
/// organiser's.
fn paper_of(flow: &mut Flow<'_>, letterhead: &Letterhead, organiser: &str) {
    if let Some(logo) = &letterhead.logo {
        flow.image(LOGO, logo.width, logo.height, &logo.rgb);
    }
    let from = flow.y + GRID;
    // The canvas of a language that runs from the right is a mirror already.
    let draw = |flow: &mut Flow<'_>| letterhead.draw(&mut flow.canvas, &mut flow.setter, from, Place::Cover);
    let mut height = 0;
    if letterhead.name.is_some() {
        flow.tagged(Role::P, |flow| height = draw(flow));
    } else {
        flow.figure(organiser.to_owned(), (LEFT, RIGHT), |flow| {
            height = draw(flow);
            flow.y = from - height;
        });
    }
    // The next line stands on the grid again.
    let lines = (height + GRID) / HALF + 1;
    flow.y = from - GRID - lines * HALF;
}

/// How many signatures, and when they were collected.
fn signatures(flow: &Flow<'_>, page: &CoverPage<'_>) -> String {
    let texts = &flow.texts;
    let petition = &page.cover.petition;
    let signatures = texts.say_with("signatures", &[("count", Word::Number(page.ledger.accepted))]);
    let opened = petition.opened.map(|day| texts.date(day));
    let closed = petition.closed.map(|day| texts.date(day));
    let collected = match (&opened, &closed) {
        (Some(opened), Some(closed)) => {
            texts.say_with("collected-between", &[("opened", Word::Text(opened)), ("closed", Word::Text(closed))])
        }
        (Some(opened), None) => texts.say_with("collected-from", &[("opened", Word::Text(opened))]),
        (None, Some(closed)) => texts.say_with("collected-until", &[("closed", Word::Text(closed))]),
        (None, None) => return signatures.into_owned(),
    };
    format!("{signatures}{}{collected}", texts.say("comma"))
}

/// The lines of a title, none much shorter than the others.
fn balanced(flow: &mut Flow<'_>, title: &str, size: Size) -> Vec<Line> {
    let most = ems(WIDTH, size);
    // Narrower than its longest word, a title would be broken within it.
    let words = title.split_whitespace().map(|word| flow.setter.line(word, Style::Serif).width);
    let widest = words.max().unwrap_or_default().min(most);
    let mut count = |width| wrap::ranges(&mut flow.setter, title, Style::Serif, width).len();
    let lines = count(most);
    let (mut narrow, mut fits) = ((most / 2).max(widest - 1), most);
    // To within a fiftieth of the width.
    while lines < 12 && fits - narrow > most / 50 {
        let middle = narrow + (fits - narrow) / 2;
        if count(middle) > lines { narrow = middle } else { fits = middle }
    }
    flow.lines(title, Style::Serif, fits)
}

/// The foot of the title page: when, and to whom.
struct Foot {
    date: [Line; 2],
    label: Line,
    recipient: Vec<(Vec<Line>, Form)>,
    notice: Option<String>,
}

impl Foot {
    fn measure(flow: &mut Flow<'_>, page: &CoverPage<'_>) -> Foot {
        let recipient = &page.cover.recipient;
        let bold = Form { width: WIDTH - DATE - GRID, ..Form::BOLD };
        let plain = Form { style: Style::Regular, ..bold };
        let mut parts = vec![(recipient.name.clone(), bold)];
        parts.extend(recipient.office.clone().map(|office| (office, plain)));
        parts.extend(recipient.country.as_deref().map(|code| (flow.texts.country(code).into_owned(), plain)));
        let said = [
            flow.texts.say("date-of-dossier").into_owned(),
            flow.texts.date(page.created),
            flow.texts.say("addressed-to").into_owned(),
        ];
        let [heading, date, label] = said.map(|words| flow.say_line(&words, Style::Regular));
        let has_words = has_language(&page.cover.petition.language);
        Foot {
            date: [heading, date],
            label,
            recipient: parts.into_iter().map(|(text, form)| (flow.block_lines(&text, &form), form)).collect(),
            notice: (!has_words).then(|| flow.texts.say("english-notice").into_owned()),
        }
    }

    fn height(&self) -> Mpt {
        let lines: usize = self.recipient.iter().map(|(lines, _)| lines.len()).sum();
        GRID * (lines as i32 + 1 + if self.notice.is_some() { 2 } else { 0 })
    }

    fn set(&self, flow: &mut Flow<'_>) {
        flow.space(GRID);
        flow.need(self.height().min(20 * GRID));
        // At the foot of the page, if what is above leaves room for it.
        flow.y = flow.y.min(flow.bottom() + self.height());
        flow.canvas.rule((LEFT, flow.y), (RIGHT, flow.y), RULE);
        flow.advance(GRID);
        let (label, date) = (flow.y, flow.y - GRID);
        flow.tagged(Role::P, |flow| {
            flow.canvas.put(&self.date[0], RIGHT - DATE, label, SMALL);
            flow.canvas.put(&self.date[1], RIGHT - DATE, date, TEXT);
        });
        flow.tagged(Role::P, |flow| flow.canvas.put(&self.label, LEFT, label, SMALL));
        for (lines, form) in &self.recipient {
            flow.tagged(Role::P, |flow| flow.set_lines(lines, form));
        }
        if let Some(notice) = &self.notice {
            flow.space(HALF);
            flow.paragraph(notice, &Form { width: WIDTH, ..Form::SMALL });
        }
    }
}
