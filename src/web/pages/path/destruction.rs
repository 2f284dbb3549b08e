//! Destroying a handover that was begun by mistake, on a page of its own that says what goes.
//!
//! In: a handover whose pack has not begun, its maker. Out: cover, exports and their keys are gone. Never: one that was
//! packed; that is sent back first, or withdrawn.

use super::super::super::caller::{Act, AsMaker, Making};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::{Head, known, open};
use crate::store::{FileKind, State};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "destruction.html")]
struct DestructionPage {
    shell: Shell,
    head: Head,
    /// How many exports go.
    exports: String,
}

pub async fn ask(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &who, &id).await?;
    let id = handover.id;
    let files = desk.ask(move |store| store.files(id)).await?;
    let exports = files.iter().filter(|file| file.kind == FileKind::Export).count() as u64;
    let shell = Shell::of(&request, &who);
    let head = Head::of(&handover, &shell, "destruction", shell.say("destruction-lead").into_owned());
    answer(200, &DestructionPage { exports: shell.texts.count("destruction-exports", exports), shell, head }, None)
}

/// A button that is pressed twice destroys once, and leads to the same page.
pub async fn destroy(act: Act<Making>, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    if known(&desk, &act, &id).await?.state != State::Purged {
        let (id, actor) = (open(&desk, &act, &id).await?.id, act.account.id);
        desk.ask(move |store| store.purge(id, actor, now())).await?;
    }
    Ok(see("/handovers"))
}
