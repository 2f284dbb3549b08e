//! The interface for programs: JSON under /api/v1, described at /api/v1/openapi.json from these same lines.
//!
//! `shapes` what is sent and answered · `posted` JSON that is sent · one file for each kind of thing. Tokens and the session's
//! cookie both prove who asks; to an uploader other people's handovers do not exist.

pub mod accounts;
mod cover_shapes;
pub mod downloads;
pub mod exports;
pub mod handovers;
mod look_shapes;
pub mod one;
pub mod openapi;
pub mod packing;
mod people_shapes;
mod posted;
pub mod preview;
pub mod shapes;
pub mod tokens;
pub mod uploads;

use super::caller::Caller;
use super::desk::Desk;
use super::problem::Problem;
use crate::day::Day;
use crate::store::{Handover, Id};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An answer in JSON.
fn answer(status: u16, body: &impl Serialize) -> Result<HttpResponse, Problem> {
    let status = StatusCode::from_u16(status).map_err(|_| Problem::FAULT)?;
    let text = serde_json::to_string(body).map_err(|_| Problem::FAULT)?;
    Ok(HttpResponse::build(status).content_type("application/json").body(text))
}

fn done() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// An id in a path; another text names nothing.
fn id_in(text: &str) -> Result<Id, Problem> {
    Id::parse(text).ok_or(Problem::NOT_FOUND)
}

/// The handover of this id, if it is there for the one who asks.
async fn handover_for(caller: &Caller, desk: &Desk, id: &str) -> Result<Handover, Problem> {
    desk.handover_for(caller, id_in(id)?).await
}

/// What stands after the question mark.
fn query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, Problem> {
    let query = actix_web::web::Query::<T>::from_query(request.query_string());
    query.map(actix_web::web::Query::into_inner).map_err(|_| Problem::BAD_REQUEST)
}

/// A moment as RFC 3339 has it, in universal time.
pub fn moment(unix_seconds: i64) -> String {
    let second = unix_seconds.rem_euclid(86_400);
    let day = Day::from_unix_seconds(unix_seconds);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}
