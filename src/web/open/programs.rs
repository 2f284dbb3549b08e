//! For programs: was this hash sealed here, and is this dossier whole?

use super::check::{check, turn};
use crate::proof::digest::{hex, unhex32};
use crate::store::SealRecord;
use crate::web::api::moment;
use crate::web::arriving;
use crate::web::desk::Desk;
use crate::web::problem::Problem;
use actix_web::http::header;
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

/// What is public of a released dossier.
#[derive(Serialize, ToSchema)]
pub struct SealSeen {
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub integrity_hash: String,
    /// SHA-256 of the zip as it was released.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub zip_sha256: String,
    #[schema(format = DateTime)]
    pub released_at: String,
    pub signatures: u64,
    /// Null where the dossier still stands.
    pub withdrawn: Option<WithdrawnSeen>,
}

#[derive(Serialize, ToSchema)]
pub struct WithdrawnSeen {
    #[schema(format = DateTime)]
    pub at: String,
}

/// What is public of a released dossier, by its integrity hash or its zip's SHA-256.
#[utoipa::path(get, path = "/api/v1/seals/{hash}", tag = "verify", security(()),
    params(("hash" = String, Path, min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")),
    responses((status = 200, body = SealSeen)))]
pub async fn seal(hash: Path<String>, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    const NOT_KNOWN: Problem = Problem::new(404, "seal-not-known");
    let hash = unhex32(&hash).ok_or(NOT_KNOWN)?;
    let seal = desk.ask(move |store| store.seal_of(&hash)).await?.ok_or(NOT_KNOWN)?;
    Ok(HttpResponse::Ok().json(SealSeen::of(&seal)))
}

/// A dossier as the body: what `handover verify --json` says of it, and in `sealed_here`, where it is whole, its seal here.
#[utoipa::path(post, path = "/api/v1/verifications", tag = "verify", security(()),
    request_body(content((crate::web::api::shapes::Octets = "application/zip"), (crate::web::api::shapes::Octets = "application/octet-stream"))),
    responses((status = 200, body = Object), (status = 503, description = "Too many dossiers at once; `Retry-After` says how long to wait.",
        content_type = "application/problem+json", body = crate::web::api::shapes::ProblemSeen)))]
pub async fn verification(request: HttpRequest, body: web::Payload, desk: Data<Desk>) -> Result<HttpResponse, Problem> {
    arriving::is_announced(&request)?;
    if !is_zip(&request) {
        return Err(Problem::KIND);
    }
    let turn = turn(&request, &desk)?;
    let checked = check(body, &desk, &turn).await?;
    if checked.head.is_empty() {
        return Err(Problem::new(422, "no-dossier"));
    }
    let report = checked.report.ok_or(Problem::new(422, "newer-format"))?;
    let seal = match report.integrity.filter(|_| report.findings.is_empty()) {
        Some(integrity) => desk.ask(move |store| store.seal_of(&integrity)).await?,
        None => None,
    };
    let mut said = report.as_json();
    said["sealed_here"] = serde_json::to_value(seal.as_ref().map(SealSeen::of)).map_err(|_| Problem::FAULT)?;
    Ok(HttpResponse::Ok().json(said))
}

/// Who says nothing of the kind sends bytes.
fn is_zip(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
    let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    kind.is_none_or(|kind| ["application/zip", "application/octet-stream"].contains(&kind.as_str()))
}

impl SealSeen {
    fn of(seal: &SealRecord) -> SealSeen {
        SealSeen {
            integrity_hash: hex(&seal.integrity),
            zip_sha256: hex(&seal.zip_sha256),
            released_at: moment(seal.released),
            signatures: seal.signatures,
            withdrawn: seal.withdrawn.map(|at| WithdrawnSeen { at: moment(at) }),
        }
    }
}
