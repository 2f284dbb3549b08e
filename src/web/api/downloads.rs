//! What a release gives out: dossier, slip and vault, with ranges; and the vault's end on the server.

use super::super::caller::{AsWorker, Caller};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::super::ranges::{self, Download};
use super::shapes::Octets;
use super::{done, handover_for};
use crate::proof::digest::hex;
use crate::store::{Act, FileKind, Handover, State, StoreError};
use actix_web::http::Method;
use actix_web::{HttpRequest, HttpResponse, web};

const CONDITIONS: &str =
    "`Range`, `If-Range`, `If-Match` and `If-None-Match` are heeded; the ETag is the integrity hash.";

/// The dossier: a zip.
#[utoipa::path(get, path = "/api/v1/handovers/{id}/dossier", tag = "downloads", description = CONDITIONS,
    params(("id" = String, Path)),
    responses((status = 200, content_type = "application/zip", body = Octets), (status = 206, content_type = "application/zip", body = Octets), (status = 304)))]
pub async fn dossier(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    of_kind(&who, &id, FileKind::Dossier, &request, &desk).await
}

/// The slip, for paper: a PDF.
#[utoipa::path(get, path = "/api/v1/handovers/{id}/slip", tag = "downloads", description = CONDITIONS,
    params(("id" = String, Path)),
    responses((status = 200, content_type = "application/pdf", body = Octets), (status = 206, content_type = "application/pdf", body = Octets), (status = 304)))]
pub async fn slip(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    of_kind(&who, &id, FileKind::Slip, &request, &desk).await
}

/// The vault, for the custodian: an age file.
#[utoipa::path(get, path = "/api/v1/handovers/{id}/vault", tag = "downloads", description = CONDITIONS,
    params(("id" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Octets), (status = 206, content_type = "application/octet-stream", body = Octets), (status = 304)))]
pub async fn vault(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    of_kind(&who, &id, FileKind::Vault, &request, &desk).await
}

/// Says that a custodian has the vault; it is then gone from the server.
#[utoipa::path(delete, path = "/api/v1/handovers/{id}/vault", tag = "downloads", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn vault_is_kept(
    who: AsWorker,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = released(&who, &id, &desk).await?;
    let actor = who.account.id;
    desk.ask(move |store| match store.file_of(handover.id, FileKind::Vault)? {
        Some(vault) => store.drop_file(vault.id, actor, now()),
        // Said twice is said.
        None => Ok(()),
    })
    .await?;
    Ok(done())
}

/// Nothing leaves before the release; what was purged has nothing to give.
async fn released(who: &Caller, id: &str, desk: &Desk) -> Result<Handover, Problem> {
    let handover = handover_for(who, desk, id).await?;
    let is_out = handover.released.is_some() && handover.state != State::Purged;
    if is_out { Ok(handover) } else { Err(Problem::STATE) }
}

async fn of_kind(
    who: &Caller,
    id: &str,
    kind: FileKind,
    request: &HttpRequest,
    desk: &Desk,
) -> Result<HttpResponse, Problem> {
    let handover = released(who, id, desk).await?;
    let etag = handover.packed.as_ref().map(|packed| hex(&packed.integrity)).ok_or(Problem::STATE)?;
    let (actor, is_read) = (who.account.id, *request.method() == Method::GET);
    if kind == FileKind::Slip {
        // A kill may have come between release and slip.
        let id = handover.id;
        desk.work(move |office| office.slip(id, now())).await?;
    }
    let reader = desk.ask(move |store| {
        let Some(file) = store.file_of(handover.id, kind)? else { return Ok(None) };
        if is_read {
            store.note(actor, read_of(kind), handover.id, now())?;
        }
        Ok(Some((store.read(file.id)?, store.name_of(file.id)?)))
    });
    let gone = if kind == FileKind::Vault { Problem::new(410, "vault-gone") } else { StoreError::NotFound.into() };
    let (reader, name) = reader.await?.ok_or(gone)?;
    ranges::answer(request, Download { reader, name, kind: media_type(kind), etag })
}

fn read_of(kind: FileKind) -> Act {
    match kind {
        FileKind::Slip => Act::SlipRead,
        FileKind::Vault => Act::VaultRead,
        FileKind::Dossier | FileKind::Export => Act::DossierRead,
    }
}

fn media_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Dossier => "application/zip",
        FileKind::Slip => "application/pdf",
        FileKind::Vault | FileKind::Export => "application/octet-stream",
    }
}
