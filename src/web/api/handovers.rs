//! Handovers: made, listed, looked at, rewritten while they are open, destroyed, withdrawn.

use super::super::caller::{AsFollower, AsMaker, Releasing};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::posted::Posted;
use super::shapes::{HandoverList, HandoverRow, Withdrawal};
use super::{done, handover_for, query};
use crate::store::{Role, StoreError};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

/// As many the store gives at once.
const PAGE: usize = 50;
/// No reason is longer, in characters.
const REASON: usize = 2_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Counted from 0.
    #[serde(default)]
    page: u32,
}

/// The handovers, the newest first; an uploader sees their own.
#[utoipa::path(get, path = "/api/v1/handovers", tag = "handovers", params(Page),
    responses((status = 200, body = HandoverList)))]
pub async fn list(who: AsFollower, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let page = query::<Page>(&request)?.page;
    let owner = (who.account.role == Role::Uploader).then_some(who.account.id);
    let handovers = desk.ask(move |store| store.handovers_of(owner, page)).await?;
    let with_cover = who.account.role != Role::Auditor;
    let rows = handovers.iter().map(|handover| HandoverRow::of(handover, with_cover)).collect();
    super::answer(200, &HandoverList { handovers: rows, page, has_more: handovers.len() == PAGE })
}

/// Destroys an open handover: its cover, its exports, their keys.
#[utoipa::path(delete, path = "/api/v1/handovers/{id}", tag = "handovers", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn destroy(who: AsMaker, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&who, &desk, &id).await?;
    let actor = who.account.id;
    if !handover.state.is_open() {
        return Err(StoreError::State(handover.state).into());
    }
    desk.ask(move |store| store.purge(handover.id, actor, now())).await?;
    Ok(done())
}

/// Says in public that a dossier no longer stands.
#[utoipa::path(post, path = "/api/v1/handovers/{id}/withdrawal", tag = "release", params(("id" = String, Path)),
    request_body = Withdrawal, responses((status = 204)))]
pub async fn withdraw(
    asked: Posted<Releasing, Withdrawal>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&asked, &desk, &id).await?;
    let (reason, actor) = (asked.json.reason.trim().to_owned(), asked.account.id);
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Problem::new(422, "reason"));
    }
    desk.ask(move |store| store.withdraw(handover.id, &reason, actor, now())).await?;
    Ok(done())
}
