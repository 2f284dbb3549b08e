//! The audit log: its lines for auditors, its head for administrators too.

use super::super::caller::AsWatcher;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::{Shell, answer, moment, page_asked};
use crate::proof::digest::in_groups;
use crate::store::{Audited, Id, Role};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// As many the store gives at once.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    shell: Shell,
    lead: String,
    head: String,
    lines: Option<Vec<Line>>,
    page: u32,
    has_more: bool,
}

struct Line {
    n: u64,
    at: String,
    act: String,
    actor: String,
    object: String,
}

pub async fn show(who: AsWatcher, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let page = page_asked(&request);
    let lines_too = who.account.role == Role::Auditor;
    let (head, lines) = desk
        .ask(move |store| {
            let lines = if lines_too { Some(store.audit(page)?) } else { None };
            Ok((store.audit_head()?, lines))
        })
        .await?;
    let shell = Shell::of(&request, &who);
    let lead = shell.texts.count("audit-count", head.n);
    let has_more = lines.as_ref().is_some_and(|lines| lines.len() == PAGE);
    let lines = lines.map(|lines| lines.iter().map(|line| shown(line, &shell)).collect());
    answer(200, &AuditPage { shell, lead, head: in_groups(&head.hash), lines, page, has_more }, None)
}

fn shown(line: &Audited, shell: &Shell) -> Line {
    let of = |id: Id| match id {
        Id::OPERATOR => shell.say("actor-operator").into_owned(),
        // Eight digits tell a few hundred apart; the command line has them whole.
        id => id.to_string()[..8].to_owned(),
    };
    Line {
        n: line.n,
        at: moment(line.at),
        act: shell.say(&format!("act-{}", line.action)).into_owned(),
        actor: of(line.actor),
        object: of(line.object),
    }
}
