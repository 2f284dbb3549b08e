//! Why something asked of a handover was not done: a stable code for programs, and a message for staff, whose words are
//! chosen where it is shown. What Display says of it is for who reads a terminal.
//!
//! Never: a cell; a path of the machine.

use crate::cover::CoverError;
use crate::intake::{ChoicesError, IntakeError};
use crate::pack::PackError;
use crate::paper::PaperError;
use crate::said::Said;
use crate::store::{Job, State, StoreError};

#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Cover(#[from] CoverError),
    #[error("there is no such policy")]
    Policy,
    #[error(transparent)]
    Columns(#[from] ChoicesError),
    #[error(transparent)]
    Export(#[from] IntakeError),
    #[error("{file} holds the same rows as {other}")]
    SameFile { file: String, other: String },
    #[error("{file} has a header and no rows")]
    NoRows { file: String },
    #[error("there is no export yet")]
    NoExport,
    #[error("no custodian is named")]
    NoCustodian,
    #[error("{questions} questions on columns are open")]
    Unsure { questions: u64 },
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
            HandoverError::Unsure { .. } => "unsure",
            HandoverError::Pack(error) => of_pack(error),
            HandoverError::Paper(_) => "paper",
        }
    }

    /// For staff.
    pub fn said(&self) -> Said {
        match self {
            HandoverError::Store(error) => said_of_store(error),
            HandoverError::Cover(error) => error.said(),
            HandoverError::Policy => Said::of("refused-policy"),
            HandoverError::Columns(error) => error.said(),
            HandoverError::Export(error) => error.said(),
            HandoverError::SameFile { file, other } => {
                Said::of("refused-same-file").name("file", file).name("other", other)
            }
            HandoverError::NoRows { file } => Said::of("refused-no-rows").name("file", file),
            HandoverError::NoExport => Said::of("refused-no-export"),
            HandoverError::NoCustodian => Said::of("refused-no-custodian"),
            HandoverError::Unsure { questions } => Said::of("refused-unsure").count("n", *questions),
            HandoverError::Pack(error) => error.said(),
            HandoverError::Paper(_) => Said::of("problem-fault"),
        }
    }
}

/// What stopped the last pack: its code, and the message that was kept. One that an earlier version kept as prose, in the
/// one language that it had, is not shown.
pub fn stopped(job: &Job) -> Option<(String, Said)> {
    let (code, kept) = job.failure.as_ref()?;
    let said = serde_json::from_str(kept).unwrap_or(Said::of("refused-earlier"));
    Some((code.clone(), said))
}

/// As `of_store`, by the messages that there are.
fn said_of_store(error: &StoreError) -> Said {
    match error {
        StoreError::Full => Said::of("problem-full"),
        StoreError::NotFound => Said::of("problem-not-found"),
        StoreError::State(_) => Said::of("problem-state"),
        _ => Said::of("problem-fault"),
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
