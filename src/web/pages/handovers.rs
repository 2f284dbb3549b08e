//! The handovers: where each stands, and who must act.

use super::super::caller::AsFollower;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::{Shell, answer, moment, page_asked};
use crate::store::{Handover, Role};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// As many the store gives at once.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "handovers.html")]
struct HandoversPage {
    shell: Shell,
    lead: String,
    rows: Vec<Row>,
    page: u32,
    has_more: bool,
}

struct Row {
    id: String,
    title: String,
    state: &'static str,
    state_words: String,
    acts: String,
    created: String,
}

pub async fn list(who: AsFollower, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let page = page_asked(&request);
    let handovers = desk.ask(move |store| store.handovers(page)).await?;
    let shell = Shell::of(&request, &who);
    let has_more = handovers.len() == PAGE;
    // What a cover says is for those who work on it.
    let titles_too = who.account.role != Role::Auditor;
    let rows: Vec<Row> = handovers.iter().map(|handover| row(handover, &shell, titles_too)).collect();
    let lead = match rows.len() as u64 {
        0 => shell.say("handovers-none").into_owned(),
        n => shell.texts.count("handovers-count", n),
    };
    answer(200, &HandoversPage { shell, lead, rows, page, has_more }, None)
}

fn row(handover: &Handover, shell: &Shell, titles_too: bool) -> Row {
    let state = handover.state.word();
    let title = if titles_too { title(&handover.cover_json) } else { None };
    Row {
        id: handover.id.to_string(),
        title: title.unwrap_or_else(|| shell.say("handover-untitled").into_owned()),
        state,
        state_words: shell.say(&format!("state-{state}")).into_owned(),
        acts: shell.say(&format!("acts-{state}")).into_owned(),
        created: moment(handover.created),
    }
}

fn title(cover_json: &str) -> Option<String> {
    let cover: serde_json::Value = serde_json::from_str(cover_json).ok()?;
    cover.get("petition")?.get("title")?.as_str().map(str::to_owned)
}
