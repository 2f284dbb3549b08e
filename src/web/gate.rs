//! What every request passes, in this order: counted, its origin looked at, its body watched; and what every answer passes
//! on its way out: refusals get their body, headers are put, one line is told, its reader is watched.
//!
//! Never told: an address, an agent, a path, a query; the pattern of the route stands for them.

use super::desk::Desk;
use super::problem::{self, Problem};
use super::{body, headers, limits, taken};
use crate::proof::digest::hex;
use crate::proof::random;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use std::time::Instant;
use tracing::Instrument as _;

pub async fn pass(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let desk = request.app_data::<web::Data<Desk>>().expect("the desk is given to every application").clone();
    let id = request_id();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id);
    let admitted = admit(&request, &desk);
    let answer = match admitted {
        Ok(()) => {
            body::watch(&mut request, &desk.settings);
            next.call(request).instrument(span.clone()).await?.map_into_boxed_body()
        }
        Err(problem) => request.error_response(problem),
    };
    let mut answer = problem::outward(answer, &id);
    headers::put(answer.headers_mut(), &id, desk.has_tls);
    let route = answer.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let took = began.elapsed();
    desk.figures.count(&method, &route, answer.status().as_u16(), took);
    span.in_scope(|| {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(method = %known(&method), route, status = answer.status().as_u16(), ms, "answered");
    });
    Ok(answer.map_body(|_, body| taken::watch(body, &desk.settings)))
}

fn admit(request: &ServiceRequest, desk: &Desk) -> Result<(), Problem> {
    desk.limits.request(limits::asker(request.request(), &desk.settings))?;
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || comes_from_here(request, desk) { Ok(()) } else { Err(Problem::FOREIGN) }
}

/// May a request that changes something come from where it says it comes from? Browsers say it in one of two headers;
/// who says neither is no browser, and brings a token of its own.
fn comes_from_here(request: &ServiceRequest, desk: &Desk) -> bool {
    let said = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = said("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let origin = said(header::ORIGIN.as_str()).is_none_or(|origin| desk.origins.iter().any(|own| own == origin));
    site && origin
}

/// A method that anybody could make up is not told.
fn known(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "other",
    }
}

fn request_id() -> String {
    let mut bytes = [0; 8];
    random::fill(&mut bytes);
    hex(&bytes)
}
