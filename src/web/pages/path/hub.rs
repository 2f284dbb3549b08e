//! One handover: where it stands, the one thing to do next, and the way to each step.

use super::super::super::caller::{AsFollower, Caller};
use super::super::super::desk::Desk;
use super::super::super::problem::Problem;
use super::super::{Shell, answer, moment};
use super::{Head, known};
use crate::handover::stopped;
use crate::proof::digest::in_groups;
use crate::register::policy::Policy;
use crate::said::Said;
use crate::store::{FileKind, Handover, Id, Role, State, StoreError};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "hub.html")]
struct HubPage {
    shell: Shell,
    head: Head,
    /// Path and words of the one thing to do next; none where it is somebody else's turn.
    next: Option<(String, String)>,
    steps: Vec<Step>,
    hash: Option<String>,
    signatures: Option<String>,
    /// Why the last pack failed, or why it was withdrawn.
    why: Option<String>,
    policy: String,
    created: String,
    earlier: Option<String>,
    may_follow: bool,
    may_send_back: bool,
    may_withdraw: bool,
    may_destroy: bool,
}

/// A step of the path, with a link where there is something to see.
struct Step {
    /// `done`, `now` or `later`.
    mark: &'static str,
    path: Option<String>,
    words: String,
}

/// What the hub tells beyond the handover itself.
struct Beside {
    exports: u64,
    /// Why it was withdrawn, in somebody's own words.
    reason: Option<String>,
    stopped: Option<Said>,
}

pub async fn show(
    who: AsFollower,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &who, &id).await?;
    let (id, reason) = (handover.id, handover.reason.clone());
    let beside = desk.ask(move |store| {
        let exports = store.files(id)?.iter().filter(|file| file.kind == FileKind::Export).count() as u64;
        let stopped = store.job_of(id)?.as_ref().and_then(stopped).map(|(_, said)| said);
        Ok::<_, StoreError>(Beside { exports, reason, stopped })
    });
    let beside = beside.await?;
    let shell = Shell::of(&request, &who);
    answer(200, &page(shell, &who, &desk, &handover, beside), None)
}

fn page(shell: Shell, who: &Caller, desk: &Desk, handover: &Handover, beside: Beside) -> HubPage {
    let (state, role) = (handover.state, who.account.role);
    let turn = Turn { state, role, exports: beside.exports, may_release: may_release(who, desk, handover.packed_by) };
    let lead = match state {
        State::Collecting => shell.texts.count("hub-collecting", beside.exports),
        _ => shell.say(&format!("acts-{}", state.word())).into_owned(),
    };
    let next = turn.next().map(|step| (turn.path(handover.id, step), shell.say(&format!("next-{step}")).into_owned()));
    let packed = handover.packed.as_ref();
    let why = beside.reason.or(beside.stopped.map(|said| shell.texts.told(&said)));
    let tells_why = role != Role::Auditor && matches!(state, State::Failed | State::Withdrawn);
    HubPage {
        next,
        steps: turn.steps(handover.id, &shell),
        hash: packed.map(|packed| in_groups(&packed.integrity)),
        signatures: packed.map(|packed| shell.texts.count("signatures", packed.signatures)),
        why: why.filter(|_| tells_why),
        policy: policy_name(&shell, &handover.policy),
        created: moment(handover.created),
        earlier: handover.earlier.map(|id| id.to_string()),
        may_follow: role == Role::Uploader && !state.is_open() && state != State::Purged,
        may_send_back: role != Role::Auditor && state == State::AwaitingApproval,
        may_withdraw: turn.may_release && state.next().contains(&State::Withdrawn),
        may_destroy: role == Role::Uploader && state.is_open(),
        head: Head::of_hub(handover, &shell, lead),
        shell,
    }
}

/// A policy's name in the reader's language; a file of the operator's own keeps its name.
pub fn policy_name(shell: &Shell, policy: &str) -> String {
    match Policy::built_in(policy) {
        Some(built_in) => shell.say(&format!("policy-{}", built_in.name())).into_owned(),
        None => policy.to_owned(),
    }
}

/// May this person release, send back, withdraw? An approver who did not pack it; in an organisation of one, who packed.
pub fn may_release(who: &Caller, desk: &Desk, packed_by: Option<Id>) -> bool {
    match who.account.role {
        Role::Approver => !desk.settings.four_eyes || packed_by != Some(who.account.id),
        Role::Uploader => !desk.settings.four_eyes,
        Role::Auditor | Role::Administrator => false,
    }
}

/// Whose turn it is, and with what.
struct Turn {
    state: State,
    role: Role,
    exports: u64,
    may_release: bool,
}

const STEPS: [&str; 8] = ["cover", "exports", "columns", "ledger", "preview", "pack", "approval", "downloads"];

impl Turn {
    fn next(&self) -> Option<&'static str> {
        let maker = self.role == Role::Uploader;
        let worker = maker || self.role == Role::Approver;
        match self.state {
            State::Collecting if maker && self.exports == 0 => Some("exports"),
            State::Collecting if maker => Some("columns"),
            State::Failed if maker => Some("exports"),
            State::Packing if worker => Some("pack"),
            State::AwaitingApproval if self.may_release => Some("approval"),
            State::Released | State::HandedOver if worker => Some("downloads"),
            _ => None,
        }
    }

    /// Is there a page of this step for this person now?
    fn is_there(&self, step: &str) -> bool {
        let maker = self.role == Role::Uploader;
        let worker = maker || self.role == Role::Approver;
        let has_rows = self.exports > 0 && (self.state.is_open() || self.state == State::AwaitingApproval);
        match step {
            "cover" | "exports" => maker && self.state.is_open(),
            "columns" => maker && self.state.is_open() && self.exports > 0,
            "ledger" => has_rows || self.is_packed(),
            "preview" => worker && has_rows,
            "pack" => worker && (self.state == State::Packing || maker && self.state.is_open() && self.exports > 0),
            "approval" => self.may_release && self.state == State::AwaitingApproval,
            "downloads" => worker && self.is_packed(),
            _ => false,
        }
    }

    fn is_packed(&self) -> bool {
        matches!(self.state, State::AwaitingApproval | State::Released | State::HandedOver | State::Withdrawn)
    }

    /// How many steps lie behind.
    fn behind(&self) -> usize {
        match self.state {
            State::Collecting | State::Failed if self.exports == 0 => 1,
            State::Collecting | State::Failed => 2,
            State::Packing => 5,
            State::AwaitingApproval => 6,
            State::Released => 7,
            State::HandedOver | State::Purged | State::Withdrawn => 8,
        }
    }

    fn path(&self, id: Id, step: &str) -> String {
        format!("/handovers/{id}/{step}")
    }

    fn steps(&self, id: Id, shell: &Shell) -> Vec<Step> {
        let behind = self.behind();
        let mark = |n: usize| match n.cmp(&behind) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "later",
        };
        let steps = STEPS.into_iter().enumerate().map(|(n, step)| Step {
            mark: mark(n),
            path: self.is_there(step).then(|| self.path(id, step)),
            words: shell.say(&format!("step-{step}")).into_owned(),
        });
        steps.collect()
    }
}
