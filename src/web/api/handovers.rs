//! Handovers: made, listed, looked at, rewritten while they are open, destroyed, withdrawn.

use super::super::caller::{AsFollower, AsMaker, Making, Releasing};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::cover_shapes::{NewHandover, Written};
use super::one::{self, HandoverSeen};
use super::posted::Posted;
use super::shapes::{HandoverList, HandoverRow, Stands, Withdrawal};
use super::{done, handover_for, query};
use crate::store::{Role, State, StoreError};
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

/// As many the store gives at once.
const PAGE: usize = 50;
/// No list is longer, in pages.
const LAST: u32 = 1_000_000;
/// Where none is named.
const POLICY: &str = "count";
/// No reason is longer, in characters.
const REASON: usize = 2_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Counted from 0.
    #[serde(default)]
    #[param(maximum = 1_000_000)]
    page: u32,
}

/// The handovers, the newest first; an uploader sees their own.
#[utoipa::path(get, path = "/api/v1/handovers", tag = "handovers", params(Page),
    responses((status = 200, body = HandoverList)))]
pub async fn list(who: AsFollower, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let page = Some(query::<Page>(&request)?.page).filter(|page| *page <= LAST).ok_or(Problem::BAD_REQUEST)?;
    let owner = (who.account.role == Role::Uploader).then_some(who.account.id);
    let handovers = desk.ask(move |store| store.handovers_of(owner, page)).await?;
    let with_cover = who.account.role != Role::Auditor;
    let rows = handovers.iter().map(|handover| HandoverRow::of(handover, with_cover)).collect();
    super::answer(200, &HandoverList { handovers: rows, page, has_more: handovers.len() == PAGE })
}

/// Makes a handover.
#[utoipa::path(post, path = "/api/v1/handovers", tag = "handovers", request_body = NewHandover,
    responses((status = 201, body = Stands, headers(("Location" = String)))))]
pub async fn make(mut asked: Posted<Making, Written>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let policy = asked.json.take("policy")?.unwrap_or_else(|| POLICY.to_owned());
    let earlier = match asked.json.take("earlier")? {
        Some(id) => Some(handover_for(&asked, &desk, &id).await.map_err(|_| Problem::new(422, "earlier"))?.id),
        None => None,
    };
    let (actor, cover) = (asked.account.id, std::mem::take(&mut asked.json).into_cover());
    let id = desk.work(move |office| office.create(actor, &cover, &policy, earlier, now())).await?;
    let mut made = super::answer(201, &Stands { id: id.to_string(), state: State::Collecting.into() })?;
    let place = HeaderValue::try_from(format!("/api/v1/handovers/{id}")).map_err(|_| Problem::FAULT)?;
    made.headers_mut().insert(header::LOCATION, place);
    Ok(made)
}

/// Mends cover and policy, before a pack.
#[utoipa::path(put, path = "/api/v1/handovers/{id}", tag = "handovers", params(("id" = String, Path)),
    request_body = NewHandover, responses((status = 200, body = HandoverSeen)))]
pub async fn rewrite(
    mut asked: Posted<Making, Written>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&asked, &desk, &id).await?;
    let policy = asked.json.take("policy")?.unwrap_or_else(|| POLICY.to_owned());
    let earlier = asked.json.take("earlier")?;
    if earlier.is_some() && earlier != handover.earlier.map(|id| id.to_string()) {
        return Err(Problem::new(422, "earlier"));
    }
    let (cover, actor) = (std::mem::take(&mut asked.json).into_cover(), asked.account.id);
    desk.work(move |office| office.rewrite(handover.id, &cover, &policy, actor, now())).await?;
    super::answer(200, &one::seen(&asked, &desk, &id).await?)
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
