//! Dangerous acts, each on a page of its own that says what will happen: approval, sending back, withdrawal.

use super::super::super::caller::{Act, AsWorker, Caller, Working};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::cover_form::member;
use super::hub::{may_release, policy_name};
use super::{Head, Mistake, known, refused};
use crate::proof::Hash;
use crate::proof::digest::{hex, in_groups};
use crate::register::policy::Policy;
use crate::store::{Handover, State};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// No reason is longer, in characters.
const REASON: usize = 2_000;

#[derive(Template)]
#[template(path = "approval.html")]
struct ApprovalPage {
    shell: Shell,
    head: Head,
    mistakes: Vec<Mistake>,
    hash: String,
    plain_hash: String,
    signatures: String,
    /// How many people's data leave the house, in a sentence.
    whose: String,
    recipient: String,
    policy: String,
}

#[derive(Template)]
#[template(path = "sending-back.html")]
struct SendingBackPage {
    shell: Shell,
    head: Head,
}

#[derive(Template)]
#[template(path = "withdrawal.html")]
struct WithdrawalPage {
    shell: Shell,
    head: Head,
    mistakes: Vec<Mistake>,
    reason: String,
    was_released: bool,
}

/// A handover that this person may release, in a state in which it can be.
async fn releasable(desk: &Desk, who: &Caller, id: &str, to: State) -> Result<Handover, Problem> {
    let handover = known(desk, who, id).await?;
    if !may_release(who, desk, handover.packed_by) {
        return Err(Problem::new(403, "four-eyes"));
    }
    if handover.state.next().contains(&to) { Ok(handover) } else { Err(Problem::STATE) }
}

pub async fn ask(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = releasable(&desk, &who, &id, State::Released).await?;
    approval(200, Shell::of(&request, &who), &handover, Vec::new())
}

fn approval(status: u16, shell: Shell, handover: &Handover, mistakes: Vec<Mistake>) -> Result<HttpResponse, Problem> {
    let packed = handover.packed.as_ref().ok_or(Problem::FAULT)?;
    let shows_rows = Policy::built_in(&handover.policy).is_none_or(Policy::rows);
    let whose = if shows_rows { "approval-whose" } else { "approval-whose-count" };
    let page = ApprovalPage {
        hash: in_groups(&packed.integrity),
        plain_hash: hex(&packed.integrity),
        signatures: shell.texts.number(packed.signatures),
        whose: shell.texts.count(whose, packed.signatures),
        recipient: member(&handover.cover_json, "recipient", "name").unwrap_or_default(),
        policy: policy_name(&shell, &handover.policy),
        head: Head::of(handover, &shell, "approval", shell.say("approval-lead").into_owned()),
        mistakes,
        shell,
    };
    answer(status, &page, None)
}

pub async fn approve(
    act: Act<Working>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    if let Some(path) = was_released(&known(&desk, &act, &id).await?, act.fields.text("integrity")) {
        return Ok(see(&path));
    }
    let handover = releasable(&desk, &act, &id, State::Released).await?;
    let shell = Shell::of(&request, &act);
    let (true, Some(integrity)) = (act.fields.text("sure") == "yes", hash_in(act.fields.text("integrity"))) else {
        let said = shell.say("approval-unsure").into_owned();
        return approval(422, shell, &handover, vec![Mistake { field: "sure", said }]);
    };
    let (id, actor) = (handover.id, act.account.id);
    match desk.work(move |office| Ok(office.approve(id, actor, &integrity, now()))).await? {
        Ok(()) => Ok(see(&format!("/handovers/{id}/downloads"))),
        Err(error) => {
            let mistakes = Mistake::of_all(refused(&shell, error)?);
            approval(409, shell, &handover, mistakes)
        }
    }
}

/// A button that is pressed twice releases once, and leads to the same page.
fn was_released(handover: &Handover, integrity: &str) -> Option<String> {
    let packed = handover.packed.as_ref().filter(|_| handover.state == State::Released)?;
    (hash_in(integrity)? == packed.integrity).then(|| format!("/handovers/{}/downloads", handover.id))
}

fn hash_in(text: &str) -> Option<Hash> {
    let digits: Vec<u8> = text.bytes().filter_map(|b| char::from(b).to_digit(16)).map(|digit| digit as u8).collect();
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    if digits.len() == 64 { bytes.try_into().ok() } else { None }
}

/// Whoever made it may take it back, whoever may release it may send it back.
pub async fn ask_back(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = waiting(&desk, &who, &id).await?;
    let shell = Shell::of(&request, &who);
    let head = Head::of(&handover, &shell, "sending-back", shell.say("sending-back-lead").into_owned());
    answer(200, &SendingBackPage { shell, head }, None)
}

async fn waiting(desk: &Desk, who: &Caller, id: &str) -> Result<Handover, Problem> {
    let handover = known(desk, who, id).await?;
    if handover.state == State::AwaitingApproval { Ok(handover) } else { Err(Problem::STATE) }
}

pub async fn send_back(
    act: Act<Working>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let before = known(&desk, &act, &id).await?;
    if before.state == State::Collecting && before.packed.is_none() {
        return Ok(see(&format!("/handovers/{id}")));
    }
    let handover = waiting(&desk, &act, &id).await?;
    let (id, actor) = (handover.id, act.account.id);
    desk.ask(move |store| store.send_back(id, actor, now())).await?;
    Ok(see(&format!("/handovers/{id}")))
}

pub async fn ask_withdrawal(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = releasable(&desk, &who, &id, State::Withdrawn).await?;
    withdrawal(200, Shell::of(&request, &who), &handover, String::new(), Vec::new())
}

fn withdrawal(
    status: u16,
    shell: Shell,
    handover: &Handover,
    reason: String,
    mistakes: Vec<Mistake>,
) -> Result<HttpResponse, Problem> {
    let was_released = handover.released.is_some();
    let lead = shell.say(if was_released { "withdrawal-lead" } else { "withdrawal-lead-unreleased" }).into_owned();
    let head = Head::of(handover, &shell, "withdrawal", lead);
    answer(status, &WithdrawalPage { shell, head, mistakes, reason, was_released }, None)
}

pub async fn withdraw(
    act: Act<Working>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    if known(&desk, &act, &id).await?.state == State::Withdrawn {
        return Ok(see(&format!("/handovers/{id}")));
    }
    let handover = releasable(&desk, &act, &id, State::Withdrawn).await?;
    let reason = act.fields.text("reason").trim().to_owned();
    if reason.is_empty() || reason.chars().count() > REASON {
        let shell = Shell::of(&request, &act);
        let said = shell.say("withdrawal-no-reason").into_owned();
        return withdrawal(422, shell, &handover, reason, vec![Mistake { field: "reason", said }]);
    }
    let (id, actor) = (handover.id, act.account.id);
    desk.ask(move |store| store.withdraw(id, &reason, actor, now())).await?;
    Ok(see(&format!("/handovers/{id}")))
}
