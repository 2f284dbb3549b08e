//! Uploads that resume after a broken line, by tus 1.0 (https://tus.io/protocols/resumable-upload) with creation, termination and
//! expiration. What arrived is settled piece by piece; the last byte makes it an export of its handover.

use super::super::arriving::{self, Arriving};
use super::super::caller::{AsMaker, Caller};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::exports::{looked_at, plain_name};
use super::shapes::Octets;
use super::{handover_for, id_in};
use crate::handover::UPLOAD_SECONDS;
use crate::store::{FinishedUpload, Id, Store, StoreError, UploadRow};
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::io::{ErrorKind, Write as _};
use std::time::{Duration, UNIX_EPOCH};

const VERSION: &str = "1.0.0";
const RESUMABLE: (&str, &str) = ("Tus-Resumable", VERSION);
const EXPORT: &str = "Handover-Export";
/// Bytes between two settlings: what a kill may cost.
const STRETCH: u64 = 8 << 20;

/// What is spoken here.
#[utoipa::path(options, path = "/api/v1/uploads", tag = "exports", responses((status = 204)), security(()))]
pub async fn spoken(desk: web::Data<Desk>) -> HttpResponse {
    answer(HttpResponse::NoContent())
        .insert_header(("Tus-Version", VERSION))
        .insert_header(("Tus-Extension", "creation,expiration,termination"))
        .insert_header(("Tus-Max-Size", desk.settings.max_upload_bytes))
        .finish()
}

/// Begins an upload: `Upload-Length`, and `Upload-Metadata` with `filename` and `handover`.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "exports",
    params(("Tus-Resumable" = String, Header, pattern = "^1\\.0\\.0$"), ("Upload-Length" = u64, Header), ("Upload-Metadata" = String, Header, min_length = 1, example = "filename ZXhwb3J0LmNzdg==,handover MDAwMA==")),
    responses((status = 201, headers(("Location" = String), ("Upload-Expires" = String)))))]
pub async fn begin(who: AsMaker, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let length = spoken_here(&request).and_then(|()| number(request.headers(), "upload-length"))?;
    if length > desk.settings.max_upload_bytes {
        return Err(Problem::TOO_LARGE);
    }
    let (name, handover) = described(request.headers()).ok_or(HEAD)?;
    let (name, actor) = (plain_name(&name)?, who.account.id);
    let handover = handover_for(&who, &desk, &handover).await?.id;
    let id = desk.ask(move |store| store.begin_upload(handover, &name, length, actor, now())).await?;
    Ok(expiring(HttpResponse::Created(), now()).insert_header((header::LOCATION, place(id))).finish())
}

/// Where an upload stands. One that is complete is an export: `Handover-Export` has its id.
#[utoipa::path(head, path = "/api/v1/uploads/{id}", tag = "exports",
    params(("id" = String, Path), ("Tus-Resumable" = String, Header, pattern = "^1\\.0\\.0$")),
    responses((status = 200, headers(("Upload-Offset" = u64), ("Upload-Length" = u64)))))]
pub async fn stands(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    spoken_here(&request)?;
    let (offset, length, touched, more) = match upload_for(&who, &desk, &id).await? {
        Upload::Unfinished(row) if row.offset < row.length => {
            (row.offset, row.length, row.touched, ("Upload-Metadata", described_anew(&desk, &row).await?))
        }
        // Killed between the last byte and the export, or between the export and the look at it.
        complete => {
            let (length, export) = (complete.length(), exported(&desk, complete).await?);
            (length, length, now(), (EXPORT, export.to_string()))
        }
    };
    let mut answer = expiring(HttpResponse::Ok(), touched);
    answer.insert_header(("Upload-Offset", offset)).insert_header(("Upload-Length", length)).insert_header(more);
    Ok(answer.finish())
}

/// Goes on with an upload at `Upload-Offset`; the last byte makes it an export, and `Handover-Export` has its id.
#[utoipa::path(patch, path = "/api/v1/uploads/{id}", tag = "exports",
    params(("id" = String, Path), ("Tus-Resumable" = String, Header, pattern = "^1\\.0\\.0$"), ("Upload-Offset" = u64, Header)),
    request_body(content = Octets, content_type = "application/offset+octet-stream"),
    responses((status = 204, headers(("Upload-Offset" = u64)))))]
pub async fn go_on(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    body: web::Payload,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let offset = spoken_here(&request).and_then(|()| number(request.headers(), "upload-offset"))?;
    is_octets(&request)?;
    let (at, export) = match upload_for(&who, &desk, &id).await? {
        Upload::Unfinished(row) => continued(&desk, row, offset, body).await?,
        // The last answer was lost on its way.
        done if offset == done.length() => (offset, Some(exported(&desk, done).await?)),
        done => return Err(StoreError::Offset { at: done.length() }.into()),
    };
    let mut answer = expiring(HttpResponse::NoContent(), now());
    answer.insert_header(("Upload-Offset", at));
    export.map(|export| answer.insert_header((EXPORT, export.to_string())));
    Ok(answer.finish())
}

/// Gives an upload up.
#[utoipa::path(delete, path = "/api/v1/uploads/{id}", tag = "exports",
    params(("id" = String, Path), ("Tus-Resumable" = String, Header, pattern = "^1\\.0\\.0$")), responses((status = 204)))]
pub async fn give_up(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    spoken_here(&request)?;
    let Upload::Unfinished(row) = upload_for(&who, &desk, &id).await? else { return Err(Problem::NOT_FOUND) };
    let actor = who.account.id;
    desk.ask(move |store| store.abandon(row.id, actor, now())).await?;
    Ok(answer(HttpResponse::NoContent()).finish())
}

/// Where an upload goes on.
pub fn place(id: Id) -> String {
    format!("/api/v1/uploads/{id}")
}

/// What came is settled, also where the line broke: the next try goes on from there.
fn appended(store: &Store, id: Id, offset: u64, mut arriving: Arriving) -> Result<u64, Problem> {
    let mut appender = store.append(id, offset, now())?;
    let mut settled = offset;
    let outcome = loop {
        match arriving.next() {
            Ok(Some(piece)) => match appender.write_all(&piece) {
                Err(error) if error.kind() == ErrorKind::FileTooLarge => break Err(Problem::TOO_LARGE),
                written => written.map_err(arriving::of_io)?,
            },
            Ok(None) => break Ok(()),
            Err(cut) => break Err(Problem::from(cut)),
        }
        if appender.offset() - settled >= STRETCH {
            settled = appender.settle(store, now())?;
        }
    };
    let at = appender.settle(store, now())?;
    outcome.map(|()| at)
}

/// Where it stands then, and the export that it became.
async fn continued(
    desk: &web::Data<Desk>,
    row: UploadRow,
    offset: u64,
    body: web::Payload,
) -> Result<(u64, Option<Id>), Problem> {
    let (most, desk) = (desk.settings.max_upload_bytes, desk.clone());
    arriving::written(body, most, move |arriving| {
        let at = appended(&desk.store, row.id, offset, arriving)?;
        let export = if at == row.length { Some(finished(&desk, row.id, row.owner)?) } else { None };
        Ok((at, export))
    })
    .await
}

/// The upload becomes an export, and is looked at; one that was before is what it is.
fn finished(desk: &Desk, id: Id, owner: Id) -> Result<Id, Problem> {
    let export = desk.store.finish_upload(id, owner, now())?;
    looked_at(&desk.office, export, owner)?;
    Ok(export)
}

/// The same, on a thread that may wait.
async fn exported(desk: &web::Data<Desk>, upload: Upload) -> Result<Id, Problem> {
    let (desk, (id, owner)) = (desk.clone(), upload.id_and_owner());
    web::block(move || finished(&desk, id, owner)).await?
}

/// An upload as it stands.
enum Upload {
    Unfinished(UploadRow),
    Finished(FinishedUpload),
}

impl Upload {
    fn id_and_owner(&self) -> (Id, Id) {
        match self {
            Upload::Unfinished(row) => (row.id, row.owner),
            Upload::Finished(done) => (done.id, done.owner),
        }
    }

    fn length(&self) -> u64 {
        match self {
            Upload::Unfinished(row) => row.length,
            Upload::Finished(done) => done.length,
        }
    }
}

const HEAD: Problem = Problem::new(400, "upload-head");

/// One's own upload. It may be finished between two looks, so the second is at those.
async fn upload_for(who: &Caller, desk: &Desk, id: &str) -> Result<Upload, Problem> {
    let id = id_in(id)?;
    let found = desk.ask(move |store| match store.upload(id) {
        Err(StoreError::NotFound) => Ok(Upload::Finished(store.finished_upload(id)?.ok_or(StoreError::NotFound)?)),
        row => row.map(Upload::Unfinished),
    });
    let upload = found.await?;
    if upload.id_and_owner().1 == who.account.id { Ok(upload) } else { Err(Problem::NOT_FOUND) }
}

/// `Upload-Metadata`, as it was sent.
async fn described_anew(desk: &Desk, row: &UploadRow) -> Result<String, Problem> {
    let id = row.id;
    let name = desk.ask(move |store| store.upload_name(id)).await?;
    let said = [("filename", name), ("handover", row.handover.to_string())];
    Ok(said.map(|(key, value)| format!("{key} {}", BASE64.encode(value))).join(","))
}

fn answer(mut builder: HttpResponseBuilder) -> HttpResponseBuilder {
    builder.insert_header(RESUMABLE);
    builder
}

fn expiring(builder: HttpResponseBuilder, touched: i64) -> HttpResponseBuilder {
    let until = u64::try_from(touched + UPLOAD_SECONDS).unwrap_or_default();
    let until = header::HttpDate::from(UNIX_EPOCH + Duration::from_secs(until));
    let mut builder = answer(builder);
    builder.insert_header(("Upload-Expires", until.to_string()));
    builder
}

/// Another version, or none, is 412.
fn spoken_here(request: &HttpRequest) -> Result<(), Problem> {
    let said = request.headers().get("tus-resumable").and_then(|value| value.to_str().ok());
    if said == Some(VERSION) { Ok(()) } else { Err(Problem::new(412, "tus")) }
}

fn is_octets(request: &HttpRequest) -> Result<(), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.eq_ignore_ascii_case("application/offset+octet-stream") { Ok(()) } else { Err(Problem::KIND) }
}

fn number(headers: &HeaderMap, name: &str) -> Result<u64, Problem> {
    let said = headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or_default();
    let is_number = !said.is_empty() && said.bytes().all(|byte| byte.is_ascii_digit());
    said.parse().ok().filter(|_| is_number).ok_or(HEAD)
}

/// File name and handover, from `Upload-Metadata`: pairs of a key and its value in base64.
fn described(headers: &HeaderMap) -> Option<(String, String)> {
    let said = headers.get("upload-metadata")?.to_str().ok()?;
    let value_of = |wanted: &str| {
        let pairs = said.split(',').filter_map(|pair| pair.trim().split_once(' '));
        let (_, value) = pairs.into_iter().find(|(key, _)| *key == wanted)?;
        String::from_utf8(BASE64.decode(value.trim()).ok()?).ok()
    };
    Some((value_of("filename")?, value_of("handover")?))
}

#[cfg(test)]
mod tests {
    use super::described;
    use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn metadata_is_read_as_the_protocol_has_it() {
        let said = |text: &'static str| {
            let name = HeaderName::from_static("upload-metadata");
            described(&HeaderMap::from_iter([(name, HeaderValue::from_static(text))]))
        };
        let both = Some(("é.csv".to_owned(), "ab".to_owned()));
        assert_eq!(said("filename w6kuY3N2,handover YWI="), both);
        assert_eq!(said("is_x, handover YWI= , filetype dGV4dA==, filename w6kuY3N2"), both);
        for wrong in [
            "",
            "filename w6kuY3N2",
            "filename,handover YWI=",
            "filename ?,handover YWI=",
            "filename /w==,handover YWI=",
        ] {
            assert_eq!(said(wrong), None, "{wrong}");
        }
    }
}
