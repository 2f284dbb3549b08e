//! The handovers: where each stands, and who must act.

use super::super::caller::AsFollower;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::{Shell, answer, moment, page_asked, path};
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
    may_make: bool,
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
    // An uploader's own; who approves or audits sees all.
    let owner = (who.account.role == Role::Uploader).then_some(who.account.id);
    let handovers = desk.ask(move |store| store.handovers_of(owner, page)).await?;
    let shell = Shell::of(&request, &who);
    let has_more = handovers.len() == PAGE;
    let may_make = who.account.role == Role::Uploader;
    let rows: Vec<Row> = handovers.iter().map(|handover| row(handover, &shell)).collect();
    let lead = match rows.len() as u64 {
        0 => shell.say("handovers-none").into_owned(),
        n => shell.texts.count("handovers-count", n),
    };
    answer(200, &HandoversPage { shell, lead, rows, may_make, page, has_more }, None)
}

fn row(handover: &Handover, shell: &Shell) -> Row {
    let state = handover.state.word();
    Row {
        id: handover.id.to_string(),
        title: path::title_for(handover, shell),
        state,
        state_words: shell.say(&format!("state-{state}")).into_owned(),
        acts: shell.say(&format!("acts-{state}")).into_owned(),
        created: moment(handover.created),
    }
}
