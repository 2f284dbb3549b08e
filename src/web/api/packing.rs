//! The pack: asked for, followed, and approved by another person.

use super::super::caller::{AsFollower, AsMaker, Working};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::look_shapes::Going;
use super::posted::Posted;
use super::shapes::{Approval, Stands};
use super::{answer, handover_for};
use crate::proof::digest::unhex32;
use crate::store::{Id, State};
use actix_web::http::Method;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::future::{Either, select};
use futures_util::{Stream, stream};
use serde::Serialize;
use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

/// Between two looks at how far it is.
const LOOK: Duration = Duration::from_millis(500);
/// As many looks without news are told by a comment, so that no proxy takes the line for dead: 15 seconds.
const QUIET: u32 = 30;

/// Packs in the background; asking again changes nothing.
#[utoipa::path(post, path = "/api/v1/handovers/{id}/pack", tag = "release", params(("id" = String, Path)),
    responses((status = 202, body = Stands)))]
pub async fn pack(who: AsMaker, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let (handover, actor) = (handover_for(&who, &desk, &id).await?.id, who.account.id);
    let state = desk.work(move |office| {
        office.pack(handover, actor, now())?;
        Ok(office.store.handover(handover)?.state)
    });
    answer(202, &Stands { id: handover.to_string(), state: state.await?.into() })
}

/// Releases what waits, if this is its integrity hash and who asks did not pack it.
#[utoipa::path(post, path = "/api/v1/handovers/{id}/approval", tag = "release", params(("id" = String, Path)),
    request_body = Approval, responses((status = 200, body = Stands)))]
pub async fn approve(
    asked: Posted<Working, Approval>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let (handover, actor) = (handover_for(&asked, &desk, &id).await?.id, asked.account.id);
    let hash = unhex32(&asked.json.integrity_hash).ok_or(Problem::MEMBERS)?;
    desk.work(move |office| office.approve(handover, actor, &hash, now())).await?;
    answer(200, &Stands { id: handover.to_string(), state: State::Released.into() })
}

/// Events as the pack goes on: `progress` with stage and time left, `state` first and last. Ends when nothing is packing, and when the service does.
#[utoipa::path(get, path = "/api/v1/handovers/{id}/events", tag = "release", params(("id" = String, Path)),
    responses((status = 200, content_type = "text/event-stream", body = String)))]
pub async fn events(
    who: AsFollower,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = handover_for(&who, &desk, &id).await?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/event-stream").insert_header(("X-Accel-Buffering", "no"));
    if *request.method() == Method::HEAD {
        return Ok(answer.finish());
    }
    Ok(answer.streaming(told(desk, handover.id)))
}

/// Where the teller of events is.
struct Telling {
    desk: web::Data<Desk>,
    id: Id,
    last: Option<Going>,
    quiet: u32,
    step: Step,
}

enum Step {
    First,
    On,
    Over,
}

fn told(desk: web::Data<Desk>, id: Id) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let telling = Telling { desk, id, last: None, quiet: 0, step: Step::First };
    stream::unfold(telling, async |mut telling| {
        let event = telling.next().await?;
        Some((Ok(Bytes::from(event)), telling))
    })
}

impl Telling {
    /// The next event; none once the end was told, the service ends, or the store fails: the client asks again.
    async fn next(&mut self) -> Option<String> {
        match self.step {
            Step::Over => return None,
            Step::First => return self.state().await,
            Step::On => {}
        }
        loop {
            self.look_is_due().await?;
            let going = self.desk.office.progress(self.id).map(Going::from);
            if going.is_none() && self.is_packed_no_more().await? {
                return self.state().await;
            }
            self.quiet += 1;
            if going.is_some() && going != self.last {
                self.quiet = 0;
                self.last = going;
                return self.last.as_ref().map(|going| event("progress", going));
            }
            if self.quiet >= QUIET {
                self.quiet = 0;
                return Some(": at work\n\n".to_owned());
            }
        }
    }

    /// The time between two looks; none where the service ends meanwhile.
    async fn look_is_due(&self) -> Option<()> {
        match select(pin!(tokio::time::sleep(LOOK)), pin!(self.desk.ending.begun())).await {
            Either::Left(_) => Some(()),
            Either::Right(_) => None,
        }
    }

    async fn state(&mut self) -> Option<String> {
        let id = self.id;
        let state = self.desk.ask(move |store| store.handover(id)).await.ok()?.state;
        self.step = if state == State::Packing { Step::On } else { Step::Over };
        Some(event("state", &Stands { id: id.to_string(), state: state.into() }))
    }

    async fn is_packed_no_more(&self) -> Option<bool> {
        let id = self.id;
        Some(self.desk.ask(move |store| store.handover(id)).await.ok()?.state != State::Packing)
    }
}

fn event(name: &str, told: &impl Serialize) -> String {
    let told = serde_json::to_string(told).expect("plain members are JSON");
    format!("event: {name}\ndata: {told}\n\n")
}
