//! The path of a handover, one page for each step: cover, exports, columns, ledger, preview, pack, approval, downloads.
//!
//! Each page says where one is, how things stand in one sentence, and the one thing to do next.
//! Never: another's handover to an uploader, a word of the cover to an auditor.

pub mod columns;
mod columns_form;
pub mod cover;
mod cover_form;
pub mod destruction;
pub mod downloads;
pub mod exports;
pub mod hub;
pub mod looking;
pub mod packing;
mod progress_words;
pub mod release;
mod words;

use super::super::caller::Caller;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::{Shell, id_in};
use crate::handover::HandoverError;
use crate::store::{Handover, Role};

/// The handover of this id, as far as this person may know of it.
pub async fn known(desk: &Desk, caller: &Caller, id: &str) -> Result<Handover, Problem> {
    desk.handover_for(caller, id_in(id)?).await
}

/// The same, where something is to be changed that changes only before the pack.
pub async fn open(desk: &Desk, caller: &Caller, id: &str) -> Result<Handover, Problem> {
    let handover = known(desk, caller, id).await?;
    if handover.state.is_open() { Ok(handover) } else { Err(Problem::STATE) }
}

/// The top of each page: where one is, how it stands.
pub struct Head {
    pub id: String,
    /// Of the petition; an auditor is not told it.
    pub title: String,
    /// Of this page.
    pub name: String,
    pub is_hub: bool,
    pub state: &'static str,
    pub state_words: String,
    pub lead: String,
}

impl Head {
    /// Of the page of one step.
    pub fn of(handover: &Handover, shell: &Shell, step: &str, lead: String) -> Head {
        let name = shell.say(&format!("step-{step}")).into_owned();
        Head { name, is_hub: false, ..Head::of_hub(handover, shell, lead) }
    }

    pub fn of_hub(handover: &Handover, shell: &Shell, lead: String) -> Head {
        let state = handover.state.word();
        let title = title_for(handover, shell);
        Head {
            id: handover.id.to_string(),
            name: title.clone(),
            title,
            is_hub: true,
            state,
            state_words: shell.say(&format!("state-{state}")).into_owned(),
            lead,
        }
    }
}

/// What a cover says is for those who work on it.
pub fn title_for(handover: &Handover, shell: &Shell) -> String {
    let may = shell.who.as_ref().is_some_and(|who| who.role != Role::Auditor);
    let title = if may { cover_form::member(&handover.cover_json, "petition", "title") } else { None };
    title.unwrap_or_else(|| shell.say("handover-untitled").into_owned())
}

/// What is wrong, and the field it is wrong with; none where it is with all of them.
pub struct Mistake {
    pub field: &'static str,
    pub said: String,
}

impl Mistake {
    pub fn of_all(said: String) -> Vec<Mistake> {
        vec![Mistake { field: "", said }]
    }
}

/// Why the office did not do it, where staff can mend it; what they cannot is a page of its own.
pub fn refused(shell: &Shell, error: HandoverError) -> Result<String, Problem> {
    match Problem::from(error) {
        problem if problem.is_of_work() => Ok(problem.said(shell.texts)),
        problem => Err(problem),
    }
}
