//! What a release gives out, what to do with each, and that it was handed over.

use super::super::super::caller::{Act, AsWorker, Caller, Working};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::{Head, known, words};
use crate::proof::digest::{hex, in_groups};
use crate::store::{FileKind, Handover, Packed, Role, State, StoreError};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "downloads.html")]
struct DownloadsPage {
    shell: Shell,
    head: Head,
    hash: Option<String>,
    zip_sha256: String,
    /// Sizes of what is there.
    dossier: Option<String>,
    slip: Option<String>,
    vault: Option<String>,
    is_out: bool,
    may_hand_over: bool,
    may_follow: bool,
    address: String,
}

pub async fn show(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &who, &id).await?;
    let packed = handover.packed.as_ref().ok_or(Problem::STATE)?;
    let shell = Shell::of(&request, &who);
    let sizes = sizes(&desk, &handover, &shell).await?;
    answer(200, &page(shell, &who, &desk, &handover, packed, sizes), None)
}

fn page(
    shell: Shell,
    who: &Caller,
    desk: &Desk,
    handover: &Handover,
    packed: &Packed,
    [dossier, slip, vault]: [Option<String>; 3],
) -> DownloadsPage {
    let is_out = handover.released.is_some();
    let lead = if is_out { format!("downloads-{}", handover.state.word()) } else { "downloads-not-yet".to_owned() };
    DownloadsPage {
        hash: Some(in_groups(&packed.integrity)),
        zip_sha256: hex(&packed.zip_sha256),
        is_out,
        may_hand_over: handover.state == State::Released,
        may_follow: who.account.role == Role::Uploader,
        address: desk.address.clone(),
        head: Head::of(handover, &shell, "downloads", shell.say(&lead).into_owned()),
        dossier,
        slip,
        vault,
        shell,
    }
}

async fn sizes(desk: &Desk, handover: &Handover, shell: &Shell) -> Result<[Option<String>; 3], Problem> {
    let (id, is_out) = (handover.id, handover.released.is_some());
    let files = desk.work(move |office| {
        if is_out {
            // A kill may have come between approval and slip.
            office.slip(id, now())?;
        }
        let kinds = [FileKind::Dossier, FileKind::Slip, FileKind::Vault];
        let files = kinds.map(|kind| office.store.file_of(id, kind));
        Ok(files.into_iter().collect::<Result<Vec<_>, _>>()?)
    });
    let mut sizes = files.await?.into_iter().map(|file| file.map(|file| words::size(file.size, shell)));
    Ok(std::array::from_fn(|_| sizes.next().flatten()))
}

/// A custodian has the vault: it goes from the server.
pub async fn vault_is_kept(
    act: Act<Working>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &act, &id).await?;
    if act.fields.text("sure") != "yes" || handover.released.is_none() {
        return Err(Problem::UNREADABLE);
    }
    let (id, actor) = (handover.id, act.account.id);
    desk.ask(move |store| match store.file_of(id, FileKind::Vault)? {
        Some(vault) => store.drop_file(vault.id, actor, now()),
        None => Ok(()),
    })
    .await?;
    Ok(see(&format!("/handovers/{id}/downloads")))
}

pub async fn handed_over(
    act: Act<Working>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &act, &id).await?;
    let (id, actor) = (handover.id, act.account.id);
    desk.ask(move |store| match store.hand_over(id, actor, now()) {
        // Said twice is said.
        Err(StoreError::State(State::HandedOver)) => Ok(()),
        other => other,
    })
    .await?;
    Ok(see(&format!("/handovers/{id}/downloads")))
}
