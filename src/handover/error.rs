//! Why something asked of a handover was not done: a stable code, and two sentences for staff.
//!
//! Never: a cell; a path of the machine.

use crate::cover::CoverError;
use crate::intake::{ChoicesError, IntakeError};
use crate::pack::PackError;
use crate::paper::PaperError;
use crate::store::{State, StoreError};

#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}", in_a_form(.0))]
    Cover(#[from] CoverError),
    #[error("There is no policy of this name. Choose one of those that the service names.")]
    Policy,
    #[error(transparent)]
    Columns(#[from] ChoicesError),
    #[error(transparent)]
    Export(#[from] IntakeError),
    #[error("{file} holds the same rows as {other}, which is here already. It was not kept a second time.")]
    SameFile { file: String, other: String },
    #[error("{file} has a header and no rows. Export the signatures again, and look whether any were chosen.")]
    NoRows { file: String },
    #[error("There is no export yet. Upload the signature exports of the petition first.")]
    NoExport,
    #[error("No custodian is named, so nobody could open the vault. Ask the operator to set `custodians`.")]
    NoCustodian,
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error(transparent)]
    Paper(#[from] PaperError),
}

impl HandoverError {
    /// For programs; does not change.
    pub fn code(&self) -> &'static str {
        match self {
            HandoverError::Store(error) => of_store(error),
            HandoverError::Cover(_) => "cover",
            HandoverError::Policy => "policy",
            HandoverError::Columns(_) => "columns",
            HandoverError::Export(error) => of_export(error),
            HandoverError::SameFile { .. } => "same-file",
            HandoverError::NoRows { .. } => "no-rows",
            HandoverError::NoExport => "no-export",
            HandoverError::NoCustodian => "no-custodian",
            HandoverError::Pack(error) => of_pack(error),
            HandoverError::Paper(_) => "paper",
        }
    }
}

fn of_store(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "full",
        StoreError::NotFound => "not-found",
        StoreError::State(State::Purged) => "purged",
        StoreError::State(_) => "state",
        _ => "fault",
    }
}

fn of_export(error: &IntakeError) -> &'static str {
    match error {
        IntakeError::Kind { .. } => "kind",
        IntakeError::Empty { .. } | IntakeError::NothingInside { .. } => "empty",
        IntakeError::Swells { .. } => "swells",
        _ => "unreadable",
    }
}

fn of_pack(error: &PackError) -> &'static str {
    match error {
        PackError::NothingToHandOver => "nothing-to-hand-over",
        PackError::NoConsent { .. } => "no-consent",
        PackError::CountOnly { .. } => "count-only",
        PackError::NoExport => "no-export",
        PackError::Intake(error) => of_export(error),
        PackError::Unsure(_) => "unsure",
        PackError::TooManyMalformed { .. } => "too-many-malformed",
        PackError::NothingCommitted { .. } => "nothing-committed",
        PackError::Folder { problem: "the disk is full", .. } => "full",
        PackError::Paper(_) => "paper",
        PackError::TooManyVolumes => "too-many-volumes",
        _ => "fault",
    }
}

/// A cover's mistake, without the advice that is meant for a file.
fn in_a_form(error: &CoverError) -> String {
    let said = error.to_string();
    let what = said.split(". ").next().unwrap_or(&said);
    let mut letters = what.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}. Correct it and send it again.", letters.as_str())
}
