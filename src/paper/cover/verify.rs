//! The list's volumes, how to verify in five steps, and what to compare with: register root, seal, and the root as a code.
//!
//! In: what was proved. Out: steps with their commands. Never: the integrity hash, which covers this file.

use super::CoverPage;
use crate::paper::canvas::{Mpt, mm};
use crate::paper::flow::{Flow, Form, GRID, HALF, RIGHT, Row, Table, WIDTH};
use crate::paper::list::ENTRIES_PER_VOLUME;
use crate::paper::qr::Code;
use crate::paper::structure::{Numbering, Role};
use crate::paper::texts::Word;
use crate::paper::verify_text::seal_command;
use crate::proof::digest::base64;

/// Side of the code.
const CODE: Mpt = mm(340);

pub(super) fn volumes(flow: &mut Flow<'_>, entries: u64) {
    let volumes = entries.div_ceil(ENTRIES_PER_VOLUME);
    flow.section_with("section-volumes", GRID * (volumes.min(8) as i32 + 4));
    let words = flow.texts.say_with("volumes-sentence", &[("volumes", Word::Number(volumes))]).into_owned();
    flow.paragraph(&words, &Form::TEXT);
    flow.space(HALF);
    let texts = &flow.texts;
    let rows: Vec<Row> = (0..volumes)
        .map(|n| {
            let (first, last) = (n * ENTRIES_PER_VOLUME + 1, entries.min((n + 1) * ENTRIES_PER_VOLUME));
            let range = format!("{} – {}", texts.number(first), texts.number(last));
            Row { label: format!("signatures-{:04}.pdf", n + 1), figures: vec![range], within: false }
        })
        .collect();
    let heads = [texts.say("head-file").into_owned(), texts.say("head-entries").into_owned()];
    flow.table(&Table { heads: &heads.each_ref().map(String::as_str), rows: &rows, total: None });
}

pub(super) fn verify(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.new_page();
    flow.section("section-verify");
    flow.say("verify-intro");
    let files = ["sha256sum -c manifest-sha256.txt", "sha256sum -c tagmanifest-sha256.txt"];
    let hash = ["sha256sum tagmanifest-sha256.txt"];
    let seal = [seal_command(page.seal_name)];
    let seal = seal.each_ref().map(String::as_str);
    let register = if page.challenge_max_rows > 0 { "step-register" } else { "step-register-closed" };
    let steps: [(&str, &[&str]); 5] =
        [("step-paper", &[]), ("step-files", &files), ("step-hash", &hash), ("step-seal", &seal), (register, &[])];
    flow.tagged(Role::List(Numbering::Decimal), |flow| {
        for (n, (id, commands)) in steps.into_iter().enumerate() {
            let words = flow.texts.say(id).into_owned();
            flow.step(n + 1, &words, commands);
        }
    });
    flow.space(GRID);
    flow.say("verify-platforms");
    compare(flow, page);
}

/// What the steps lead to.
fn compare(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let say = |flow: &Flow<'_>, id: &str| flow.texts.say(id).into_owned();
    let heading = say(flow, "verify-compare");
    flow.heading(&heading, 12 * GRID);
    let top = flow.y - GRID;
    let width = WIDTH - CODE - GRID;
    for (id, value) in [
        ("register-root", base64(page.root)),
        ("seal-fingerprint", page.seal_fingerprint.to_owned()),
        ("seal-name", page.seal_name.to_owned()),
        ("dossier-number", page.id.to_owned()),
    ] {
        let label = say(flow, id);
        flow.value(&label, &value, width);
    }
    let lower = flow.y;
    // The text of the checkpoint, which `proof/register.checkpoint` holds with its signature.
    let text = format!("{}/handover/{}\n{}\n{}\n", page.seal_name, page.id, page.ledger.accepted, base64(page.root));
    let alternative = say(flow, "root-code");
    flow.y = top;
    flow.figure(alternative, (RIGHT - CODE, RIGHT), |flow| {
        if let Some(code) = Code::of(&text, CODE) {
            code.draw(&mut flow.canvas, RIGHT - code.side, top);
        }
        flow.y = top - CODE;
    });
    flow.y = lower.min(top - CODE);
    if let Some(replaces) = &page.cover.handover.replaces {
        let label = say(flow, "replaces");
        flow.value(&label, replaces, WIDTH);
    }
}
