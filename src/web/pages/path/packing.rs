//! The pack: asked for, and how far it is.

use super::super::super::caller::{Act, AsWorker, Making};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::hub::policy_name;
use super::progress_words::{Progress, shown as progress};
use super::{Head, Mistake, known, refused};
use crate::handover::stopped;
use crate::store::{Handover, Role, State};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "pack.html")]
struct PackPage {
    shell: Shell,
    head: Head,
    mistakes: Vec<Mistake>,
    progress: Option<Progress>,
    /// Why the last one failed.
    why: Option<String>,
    may_pack: bool,
    policy: String,
}

pub async fn show(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &who, &id).await?;
    match handover.state {
        State::Collecting | State::Failed | State::Packing => {
            shown(200, Shell::of(&request, &who), &desk, &handover, Vec::new()).await
        }
        // It is done: what comes next stands on the hub.
        _ => Ok(see(&format!("/handovers/{}", handover.id))),
    }
}

async fn shown(
    status: u16,
    shell: Shell,
    desk: &Desk,
    handover: &Handover,
    mistakes: Vec<Mistake>,
) -> Result<HttpResponse, Problem> {
    let (id, state) = (handover.id, handover.state);
    let (going, job) = desk.work(move |office| Ok((office.progress(id), office.store.job_of(id)?))).await?;
    let stopped = job.as_ref().and_then(stopped).filter(|_| state == State::Failed);
    let why = stopped.map(|(_, said)| shell.texts.told(&said));
    let waiting = crate::handover::Going { stage: "waiting", done: 0, total: 0, share: 0.0, seconds_left: None };
    let going = (state == State::Packing).then(|| going.unwrap_or(waiting));
    let lead = shell.say(&format!("pack-{}", state.word())).into_owned();
    let page = PackPage {
        head: Head::of(handover, &shell, "pack", lead),
        mistakes,
        progress: going.map(|going| progress(&shell, &going)),
        why,
        may_pack: state.is_open() && shell.who.as_ref().is_some_and(|who| who.role == Role::Uploader),
        policy: policy_name(&shell, &handover.policy),
        shell,
    };
    answer(status, &page, None)
}

pub async fn pack(
    act: Act<Making>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &act, &id).await?;
    let (id, actor) = (handover.id, act.account.id);
    match desk.work(move |office| Ok(office.pack(id, actor, now()))).await? {
        Ok(()) => Ok(see(&format!("/handovers/{id}/pack"))),
        Err(error) => {
            let shell = Shell::of(&request, &act);
            let mistakes = Mistake::of_all(refused(&shell, error)?);
            shown(409, shell, &desk, &handover, mistakes).await
        }
    }
}
