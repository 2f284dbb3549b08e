//! The first page: what this is, by what it is known, how it is used, what its result says and does not say.
//!
//! In: what dossier and receipt have in common. Out: facts, steps, two paragraphs. Never: dice put into the command, for
//! those are to come from the official's own receipt.

use super::{SheetPage, field_name};
use crate::paper::flow::{Flow, Form, GRID, HALF, WIDTH};
use crate::paper::fonts::Style;
use crate::paper::structure::{Numbering, Role};
use crate::paper::texts::{Word, has_language};
use crate::proof::digest;

const TITLE: Form = Form { style: Style::Serif, size: 220, leading: 2 * GRID, indent: 0, width: WIDTH };
/// As wide as eight groups of four digits, as on slip and receipt.
const GROUPS: i32 = 240_000;

pub(super) fn front(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    let words = flow.texts.say("sheet-title").into_owned();
    flow.tagged(Role::H1, |flow| {
        let lines = flow.block_lines(&words, &TITLE);
        flow.set_lines(&lines, &TITLE);
    });
    if !has_language(page.language) {
        flow.say("english-notice");
    }
    flow.say("sheet-intro");
    flow.space(HALF);
    facts(flow, page);
    let label = |flow: &Flow<'_>, id: &str| flow.texts.say(id).into_owned();
    let integrity = label(flow, "slip-integrity");
    flow.value(&integrity, &digest::in_groups(page.integrity), GROUPS);
    let dice = label(flow, "sheet-dice");
    flow.value(&dice, &in_fours(page.dice), GROUPS);
    how(flow, page);
}

fn facts(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    let texts = &flow.texts;
    let named: Vec<String> = page.fields.iter().map(|field| field_name(texts, *field)).collect();
    let fields =
        if named.is_empty() { texts.say("sheet-no-fields").into_owned() } else { named.join(&texts.say("comma")) };
    let sample = [("drawn", Word::Number(page.entries.len() as u64)), ("size", Word::Number(page.size))];
    let facts = [
        ("petition", page.title.trim().to_owned()),
        ("register-organiser", page.organiser.trim().to_owned()),
        ("addressed-to", page.recipient.trim().to_owned()),
        ("dossier-number", format!("{}{}{}", page.id, texts.say("comma"), texts.date(page.created))),
        ("register-root", digest::base64(page.root)),
        ("sheet-drawn", texts.say_with("sheet-sample", &sample).into_owned()),
        ("sheet-fields", fields),
    ];
    let facts = facts.map(|(id, value)| (texts.say(id).into_owned(), value));
    flow.facts(&facts);
}

fn how(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    flow.section("sheet-how");
    let mut command =
        format!("handover check dossier-{id} response-{id} --dice DICE --size {} ", page.entries.len(), id = page.id);
    if !page.fields.is_empty() {
        let names: Vec<&str> = page.fields.iter().map(|field| field.name()).collect();
        command.push_str(&format!("--fields {} ", names.join(",")));
    }
    command.push_str("--bad K");
    let mut tick = flow.texts.say("sheet-step-tick").into_owned();
    if page.list {
        tick = format!("{tick} {}", flow.texts.say("sheet-list"));
    }
    let said = |flow: &Flow<'_>, id: &str| flow.texts.say(id).into_owned();
    let steps = [
        (said(flow, "sheet-step-compare"), &[][..]),
        (tick, &[]),
        (said(flow, "sheet-step-count"), &[]),
        (said(flow, "sheet-step-bound"), &[command.as_str()]),
    ];
    flow.tagged(Role::List(Numbering::Decimal), |flow| {
        for (n, (words, commands)) in steps.iter().enumerate() {
            flow.step(n + 1, words, commands);
        }
    });
    for (head, words) in [("sheet-says", "sheet-bound"), ("sheet-holds", "sheet-personal")] {
        flow.space(HALF);
        let head = said(flow, head);
        flow.subheading(&head, 3 * GRID);
        flow.say(words);
    }
}

/// Digits in groups of four.
fn in_fours(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
