//! The first page: what this is, by what it is known, how it is used, and that it is personal data.
//!
//! In: what dossier and receipt have in common. Out: facts and steps. Never: dice put into the command, for
//! those are to come from the official's own receipt.

use super::{SheetPage, field_name};
use crate::paper::canvas::Mpt;
use crate::paper::flow::{Flow, Form, GRID, HALF, RIGHT, WIDTH};
use crate::paper::fonts::Style;
use crate::paper::structure::{Numbering, Role};
use crate::paper::texts::{Word, has_language};
use crate::proof::digest;

const TITLE: Form = Form { style: Style::Serif, size: 220, leading: 2 * GRID, indent: 0, width: WIDTH };
/// As wide as eight groups of four digits, as on slip and receipt; beside them there is room for six.
const HASH: Mpt = 240_000;
const DICE: Mpt = 180_000;
/// Most lines of dice.
const DEEPEST: i32 = 6;

pub(super) fn front(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    let words = flow.texts.say("sheet-title").into_owned();
    flow.tagged(Role::H1, |flow| {
        let lines = flow.block_lines(&words, &TITLE);
        flow.set_lines(&lines, &TITLE);
    });
    if !has_language(page.language) {
        flow.say("english-notice");
    }
    flow.space(HALF);
    flow.say("sheet-intro");
    flow.space(HALF);
    facts(flow, page);
    to_compare(flow, page);
    how(flow, page);
    flow.space(GRID);
    let head = flow.texts.say("sheet-holds").into_owned();
    flow.subheading(&head, 3 * GRID);
    flow.say("sheet-personal");
}

/// The integrity hash and the dice, side by side: what stands on the receipt.
fn to_compare(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    let (hash, dice) = (flow.texts.say("slip-integrity").into_owned(), flow.texts.say("sheet-dice").into_owned());
    flow.need((DEEPEST + 2) * GRID);
    let top = flow.y;
    flow.value(&hash, &digest::in_groups(page.integrity), HASH);
    let lower = std::mem::replace(&mut flow.y, top);
    flow.value_at(&dice, &in_fours(page.dice), (RIGHT - DICE, DICE));
    flow.y = flow.y.min(lower);
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
        ("addressed-to", texts.recipient(page.recipient, page.office, page.country)),
        ("dossier-number", page.id.to_owned()),
        ("date-of-dossier", texts.date(page.created)),
        ("register-root", digest::base64(page.root)),
        ("sheet-drawn", texts.say_with("sheet-sample", &sample).into_owned()),
        ("sheet-fields", fields),
    ];
    let facts = facts.map(|(id, value)| (texts.say(id).into_owned(), value));
    flow.facts(&facts);
}

fn how(flow: &mut Flow<'_>, page: &SheetPage<'_>) {
    flow.section("sheet-how");
    let names: Vec<&str> = page.fields.iter().map(|field| field.name()).collect();
    let command = format!(
        "handover check dossier-{id}.zip response-{id} --dice DICE --size {} --fields {} --bad K --hash HASH",
        page.entries.len(),
        if names.is_empty() { "''".to_owned() } else { names.join(",") },
        id = page.id
    );
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
}

/// Digits in groups of four.
fn in_fours(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
