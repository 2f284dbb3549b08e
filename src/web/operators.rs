//! What operators and their programs ask: does it live, is it ready, what are the figures.

use super::caller::{self, Proof};
use super::desk::Desk;
use super::limits;
use super::problem::Problem;
use crate::store::Role;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

/// It answers, so it lives.
pub async fn live() -> HttpResponse {
    plain("live\n".to_owned())
}

/// Can it read, and is there room to write?
pub async fn ready(desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    match desk.ask(crate::store::Store::ready).await {
        Ok(()) => Ok(plain("ready\n".to_owned())),
        Err(_) => Err(Problem::NOT_READY),
    }
}

/// To this machine, and to tokens of auditors and administrators.
pub async fn metrics(request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    if !limits::asker(&request, &desk.settings).is_loopback() {
        let caller = caller::known(&request).await?.ok_or(Problem::LOG_IN)?;
        let may = matches!(caller.account.role, Role::Auditor | Role::Administrator);
        if !may || !matches!(caller.proof, Proof::Token { .. }) {
            return Err(Problem::FORBIDDEN);
        }
    }
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .body(desk.figures.told()))
}

fn plain(text: String) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8")).body(text)
}
