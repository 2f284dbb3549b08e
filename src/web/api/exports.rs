//! Exports as raw bodies: streamed into an encrypted draft, which becomes a file of the handover or leaves nothing.

use super::super::arriving;
use super::super::caller::AsMaker;
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::shapes::{Export, Octets};
use super::{answer, done, handover_for, id_in, query};
use crate::handover::Office;
use crate::store::{FileKind, Id};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// No name of a file is longer, in bytes.
const NAME: usize = 255;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Named {
    /// The file's name where it comes from.
    #[param(min_length = 1, max_length = 255, example = "export.csv")]
    filename: String,
}

/// Adds an export, sent as it is: CSV, also packed in gzip or zip.
#[utoipa::path(post, path = "/api/v1/handovers/{id}/exports", tag = "exports", params(("id" = String, Path), Named),
    request_body(content((Octets = "text/csv"), (Octets = "text/tab-separated-values"), (Octets = "application/gzip"),
        (Octets = "application/zip"), (Octets = "application/octet-stream"))),
    responses((status = 201, body = Export)))]
pub async fn add(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    body: web::Payload,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&who, &desk, &id).await?;
    let name = plain_name(&query::<Named>(&request)?.filename)?;
    let most = announced(&request, desk.settings.max_upload_bytes)?;
    let (office, actor) = (Arc::clone(&desk.office), who.account.id);
    let kept = arriving::written(body, most, move |arriving| {
        let draft = arriving.into_draft(&office.store)?;
        let file = office.store.keep(draft, handover.id, FileKind::Export, &name, actor, now())?;
        looked_at(&office, file, actor)
    });
    answer(201, &kept.await?)
}

/// Removes an export that was sent by mistake.
#[utoipa::path(delete, path = "/api/v1/handovers/{id}/exports/{export}", tag = "exports",
    params(("id" = String, Path), ("export" = String, Path)), responses((status = 204)))]
pub async fn remove(
    who: AsMaker,
    path: web::Path<(String, String)>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&who, &desk, &path.0).await?;
    let (export, actor) = (id_in(&path.1)?, who.account.id);
    let file = desk.ask(move |store| store.file(export)).await?;
    if file.handover != handover.id || file.kind != FileKind::Export {
        return Err(Problem::NOT_FOUND);
    }
    desk.ask(move |store| store.drop_file(export, actor, now())).await?;
    Ok(done())
}

/// What was recognised in a kept export; one that is none is gone again.
pub fn looked_at(office: &Office, file: Id, actor: Id) -> Result<Export, Problem> {
    let recognised = office.received(file, actor, now())?;
    Ok(Export::of(&office.store.file(file)?, recognised.file.clone(), Some(recognised)))
}

/// What the head says of the body: not too long, of a kind that an export can be. Gives the most that may come.
fn announced(request: &HttpRequest, most: u64) -> Result<u64, Problem> {
    let said = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let length = said(header::CONTENT_LENGTH).map(|length| length.trim().parse::<u64>());
    arriving::is_announced(request)?;
    match length {
        Some(Ok(length)) if length > most => return Err(Problem::TOO_LARGE),
        Some(Err(_)) => return Err(Problem::BAD_REQUEST),
        _ => {}
    }
    match said(header::CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or_default().trim().to_lowercase()) {
        Some(kind) if !is_of_an_export(&kind) => Err(Problem::KIND),
        _ => Ok(most),
    }
}

/// Only what is surely something else is refused by its name: what is inside decides.
fn is_of_an_export(kind: &str) -> bool {
    let files = ["csv", "gzip", "x-gzip", "zip", "x-zip-compressed", "octet-stream", "vnd.ms-excel"];
    match kind.split_once('/') {
        Some(("text", of)) => of != "html",
        Some(("application", of)) => files.contains(&of),
        _ => false,
    }
}

/// A name without the folders that some programs send along, in one line.
pub fn plain_name(sent: &str) -> Result<String, Problem> {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let fits = !name.is_empty() && name.len() <= NAME && !name.contains(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(Problem::new(422, "file-name")) }
}

#[cfg(test)]
mod tests {
    use super::{is_of_an_export, plain_name};

    #[test]
    fn a_name_is_one_line_without_folders() {
        assert_eq!(plain_name("C:\\Users\\zoe\\list.csv").as_deref(), Ok("list.csv"));
        assert_eq!(plain_name("../../etc/passwd").as_deref(), Ok("passwd"));
        for wrong in ["", " ", "a/", "a\nb", "a\u{0}", &"é".repeat(128)] {
            assert!(plain_name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_surely_no_export_is_refused_by_its_kind() {
        assert!(
            ["text/csv", "text/plain", "application/zip", "application/vnd.ms-excel"].map(is_of_an_export) == [true; 4]
        );
        assert!(
            ["text/html", "application/json", "application/pdf", "multipart/form-data", "image/png", "csv"]
                .map(is_of_an_export)
                == [false; 6]
        );
    }
}
