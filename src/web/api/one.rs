//! One handover, as far as the one who asks may see it.

use super::super::caller::{AsFollower, Caller};
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::super::texts::english;
use super::cover_shapes::{Cover, cover_of};
use super::people_shapes::RoleName;
use super::shapes::{Export, Standing, Upload, who_acts};
use super::{handover_for, moment};
use crate::handover::stopped;
use crate::proof::digest::hex;
use crate::store::{FileKind, Handover, Id, Job, JobState, Role, State, Store, StoreError};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

/// A handover. Cover, exports, uploads and reasons are null to an auditor, and once it is purged.
#[derive(Serialize, ToSchema)]
pub struct HandoverSeen {
    id: String,
    state: Standing,
    /// Who must act; null where nobody has to.
    acts: Option<RoleName>,
    /// Of the pack: 0 before it, 1 once it is done.
    #[schema(minimum = 0, maximum = 1)]
    progress: f64,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    changed: String,
    /// The account that made it.
    owner: String,
    /// The handover of the same petition that this one follows.
    earlier: Option<String>,
    cover: Option<Cover>,
    policy: Option<String>,
    exports: Option<Vec<Export>>,
    uploads: Option<Vec<Upload>>,
    /// The counts that add up, as in the statement; once it is packed.
    #[schema(value_type = Option<Object>)]
    ledger: Option<serde_json::Value>,
    signatures: Option<u64>,
    /// What is approved, and stands on the slip.
    integrity_hash: Option<String>,
    zip_sha256: Option<String>,
    packed_by: Option<String>,
    approved_by: Option<String>,
    #[schema(format = DateTime)]
    released: Option<String>,
    #[schema(format = DateTime)]
    withdrawn: Option<String>,
    /// Why it was withdrawn.
    reason: Option<String>,
    /// Why the last pack ended without a dossier.
    failure: Option<Failure>,
}

#[derive(Serialize, ToSchema)]
pub struct Failure {
    code: String,
    /// Two sentences.
    detail: String,
}

/// One handover.
#[utoipa::path(get, path = "/api/v1/handovers/{id}", tag = "handovers", params(("id" = String, Path)),
    responses((status = 200, body = HandoverSeen)))]
pub async fn show(who: AsFollower, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    super::answer(200, &seen(&who, &desk, &id).await?)
}

/// As `show` answers it.
pub async fn seen(who: &Caller, desk: &Desk, id: &str) -> Result<HandoverSeen, Problem> {
    let handover = handover_for(who, desk, id).await?;
    let sees_data = who.account.role != Role::Auditor && handover.state != State::Purged;
    let live = desk.office.progress(handover.id).map(|going| going.share);
    desk.ask(move |store| {
        let job = store.job_of(handover.id)?;
        let files = if sees_data { Some(files(store, handover.id)?) } else { None };
        Ok(of(handover, job, live, files))
    })
    .await
}

/// Exports and unfinished uploads, with their names.
fn files(store: &Store, handover: Id) -> Result<(Vec<Export>, Vec<Upload>), StoreError> {
    let exports = store.files(handover)?.into_iter().filter(|file| file.kind == FileKind::Export);
    let exports = exports.map(|file| {
        let found = store.file_survey(file.id)?.and_then(|json| serde_json::from_str(&json).ok());
        Ok(Export::of(&file, store.name_of(file.id)?, found))
    });
    let uploads = store.uploads(handover)?.into_iter();
    let uploads = uploads.map(|upload| Ok(Upload::of(&upload, store.upload_name(upload.id)?)));
    Ok((exports.collect::<Result<_, StoreError>>()?, uploads.collect::<Result<_, StoreError>>()?))
}

fn of(
    handover: Handover,
    job: Option<Job>,
    live: Option<f64>,
    files: Option<(Vec<Export>, Vec<Upload>)>,
) -> HandoverSeen {
    let sees_data = files.is_some();
    let (exports, uploads) = files.unzip();
    let packed = handover.packed.as_ref();
    let text = |id: Option<Id>| id.map(|id| id.to_string());
    HandoverSeen {
        id: handover.id.to_string(),
        state: handover.state.into(),
        acts: who_acts(handover.state),
        progress: progress(handover.state, live),
        created: moment(handover.created),
        changed: moment(handover.changed),
        owner: handover.owner.to_string(),
        earlier: text(handover.earlier),
        cover: cover_of(&handover).filter(|_| sees_data),
        exports,
        uploads,
        ledger: packed.and_then(|packed| serde_json::from_str(&packed.ledger_json).ok()),
        signatures: packed.map(|packed| packed.signatures),
        integrity_hash: packed.map(|packed| hex(&packed.integrity)),
        zip_sha256: packed.map(|packed| hex(&packed.zip_sha256)),
        packed_by: text(handover.packed_by),
        approved_by: text(handover.approved_by),
        released: handover.released.map(|release| moment(release.at)),
        withdrawn: handover.withdrawn.map(moment),
        failure: failure(handover.state, job).filter(|_| sees_data),
        policy: Some(handover.policy).filter(|policy| !policy.is_empty()),
        reason: handover.reason.filter(|_| sees_data),
    }
}

fn progress(state: State, live: Option<f64>) -> f64 {
    match state {
        State::Collecting | State::Failed | State::Purged => 0.0,
        State::Packing => live.unwrap_or(0.0),
        _ => 1.0,
    }
}

fn failure(state: State, job: Option<Job>) -> Option<Failure> {
    let job = job.filter(|job| state == State::Failed && job.state == JobState::Failed)?;
    stopped(&job).map(|(code, said)| Failure { code, detail: english().told(&said) })
}
