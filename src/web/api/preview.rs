//! Before a pack: staff's decisions on columns, and the look at what a recipient would see.

use super::super::caller::{AsWorker, Making};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::super::texts::english;
use super::look_shapes::{Columns, Decided, Going, Preview};
use super::posted::Posted;
use super::shapes::Export;
use super::{answer, handover_for, query};
use crate::handover::{Look, Looked};
use crate::store::Act;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Seconds until a preview that is being read is worth asking for again.
const SOON: u64 = 1;

/// Decides what the exports leave in doubt; all of them are looked at anew.
#[utoipa::path(put, path = "/api/v1/handovers/{id}/columns", tag = "exports", params(("id" = String, Path)),
    request_body = Columns, responses((status = 200, body = Decided)))]
pub async fn decide(
    asked: Posted<Making, Columns>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&asked, &desk, &id).await?;
    let (text, actor) = (asked.json.to_toml(), asked.account.id);
    let exports = desk.work(move |office| {
        let found = office.decide_columns(handover.id, &text, actor, now())?;
        let rows = office.store.files(handover.id)?;
        let with_row = found.into_iter().filter_map(|found| {
            let row = rows.iter().find(|row| row.id.to_string() == found.id)?;
            Some(Export::of(row, found.file.clone(), Some(found)))
        });
        Ok(with_row.collect())
    });
    answer(200, &Decided { exports: exports.await? })
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Under {
    /// Another policy than the handover's own.
    policy: Option<String>,
}

/// The first rows, masked, beside what the policy shows of them, and the figures. 202 while it is being read.
#[utoipa::path(get, path = "/api/v1/handovers/{id}/preview", tag = "exports", params(("id" = String, Path), Under),
    responses((status = 200, body = Preview), (status = 202, body = Going, headers(("Retry-After" = u64)))))]
pub async fn show(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&who, &desk, &id).await?;
    let (policy, actor) = (query::<Under>(&request)?.policy, who.account.id);
    let looked = desk.work(move |office| {
        let looked = office.look(handover.id, policy.as_deref(), now())?;
        if matches!(looked, Looked::Ready(_)) {
            office.store.note(actor, Act::Previewed, handover.id, now())?;
        }
        Ok(looked)
    });
    match looked.await? {
        Looked::Ready(look) => answer(200, &preview(look)),
        Looked::Reading(going) => {
            let mut reading = answer(202, &Going::from(going))?;
            reading.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(SOON));
            Ok(reading)
        }
        Looked::Stopped { code, said } => Err(Problem::stopped(code, said)),
    }
}

fn preview(look: Arc<Look>) -> Preview {
    let look = Arc::unwrap_or_clone(look);
    Preview {
        policy: look.policy,
        ledger: look.ledger,
        counts: look.counts,
        notices: look.notices.iter().map(|said| english().told(said)).collect(),
        stops: look.stops.iter().map(|said| english().told(said)).collect(),
        original_fields: look.original_fields,
        original: look.original,
        shown_columns: look.shown_columns,
        shown: look.shown,
    }
}
