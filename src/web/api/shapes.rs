//! The shapes of what is sent and answered. Their comments are the words of the description.
//!
//! Never: a member that is not described; a member of a cover, a file's name or a preview in what an auditor is answered.

use super::super::texts::english;
use super::cover_shapes::cover_of;
use super::moment;
use super::people_shapes::RoleName;
use crate::handover;
use crate::proof::digest::hex;
use crate::store::{FileRow, Handover, State, UploadRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a handover stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Collecting,
    Packing,
    AwaitingApproval,
    Released,
    HandedOver,
    Purged,
    Failed,
    Withdrawn,
}

impl From<State> for Standing {
    fn from(state: State) -> Standing {
        match state {
            State::Collecting => Standing::Collecting,
            State::Packing => Standing::Packing,
            State::AwaitingApproval => Standing::AwaitingApproval,
            State::Released => Standing::Released,
            State::HandedOver => Standing::HandedOver,
            State::Purged => Standing::Purged,
            State::Failed => Standing::Failed,
            State::Withdrawn => Standing::Withdrawn,
        }
    }
}

/// Who must act for a handover to go on.
pub fn who_acts(state: State) -> Option<RoleName> {
    match state {
        State::Collecting | State::Failed | State::Released => Some(RoleName::Uploader),
        State::AwaitingApproval => Some(RoleName::Approver),
        State::Packing | State::HandedOver | State::Purged | State::Withdrawn => None,
    }
}

/// A handover in the list.
#[derive(Serialize, ToSchema)]
pub struct HandoverRow {
    pub id: String,
    pub state: Standing,
    /// Who must act; null where nobody has to.
    pub acts: Option<RoleName>,
    /// The petition's title; null to an auditor, and once it is purged.
    pub title: Option<String>,
    #[schema(format = DateTime)]
    pub created: String,
    #[schema(format = DateTime)]
    pub changed: String,
    /// The account that made it.
    pub owner: String,
    pub integrity_hash: Option<String>,
}

impl HandoverRow {
    pub fn of(handover: &Handover, with_cover: bool) -> HandoverRow {
        let cover = cover_of(handover).filter(|_| with_cover);
        HandoverRow {
            id: handover.id.to_string(),
            state: handover.state.into(),
            acts: who_acts(handover.state),
            title: cover.map(|cover| cover.petition.title),
            created: moment(handover.created),
            changed: moment(handover.changed),
            owner: handover.owner.to_string(),
            integrity_hash: handover.packed.as_ref().map(|packed| hex(&packed.integrity)),
        }
    }
}

/// Fifty handovers, the newest first.
#[derive(Serialize, ToSchema)]
pub struct HandoverList {
    pub handovers: Vec<HandoverRow>,
    /// Counted from 0: `?page=`.
    pub page: u32,
    pub has_more: bool,
}

/// An export as it was received.
#[derive(Serialize, ToSchema)]
pub struct Export {
    pub id: String,
    /// The name it had where it came from.
    pub file: String,
    pub bytes: u64,
    #[schema(format = DateTime)]
    pub received: String,
    /// What was recognised in it; null while it is being looked at.
    pub recognised: Option<Recognised>,
}

impl Export {
    pub fn of(row: &FileRow, name: String, recognised: Option<handover::Recognised>) -> Export {
        Export {
            id: row.id.to_string(),
            file: name,
            bytes: row.size,
            received: moment(row.created),
            recognised: recognised.map(Recognised::from),
        }
    }
}

/// What was recognised in an export.
#[derive(Serialize, ToSchema)]
pub struct Recognised {
    pub platform: Option<String>,
    pub encoding: String,
    pub delimiter: String,
    pub columns: Vec<Column>,
    /// What staff must decide before a pack, by `PUT …/columns`.
    pub questions: Vec<Question>,
    pub notices: Vec<String>,
}

/// A column, in the order of the file.
#[derive(Serialize, ToSchema)]
pub struct Column {
    pub header: String,
    pub field: Option<String>,
    /// What it is read for, where that is more than a field.
    pub role: Option<String>,
    pub sure: bool,
    /// Masked cells of the first rows.
    pub samples: Vec<String>,
}

/// A choice that the file does not decide.
#[derive(Serialize, ToSchema)]
pub struct Question {
    /// `two-columns`, `no-person` or `day-month`.
    pub kind: String,
    pub field: Option<String>,
    /// Keys for `columns`.
    pub keys: Vec<String>,
    /// Two sentences.
    pub detail: String,
}

impl From<handover::Recognised> for Recognised {
    fn from(found: handover::Recognised) -> Recognised {
        let column = |column: handover::ColumnFound| Column {
            header: column.header,
            field: column.field,
            role: column.role,
            sure: column.sure,
            samples: column.samples,
        };
        let question = |asked: handover::Asked| Question {
            kind: asked.kind,
            field: asked.field,
            keys: asked.keys,
            detail: english().told(&asked.said),
        };
        Recognised {
            platform: found.platform,
            encoding: found.encoding,
            delimiter: found.delimiter,
            columns: found.columns.into_iter().map(column).collect(),
            questions: found.questions.into_iter().map(question).collect(),
            notices: found.notices.iter().map(|said| english().told(said)).collect(),
        }
    }
}

/// An upload that is not complete.
#[derive(Serialize, ToSchema)]
pub struct Upload {
    /// Where it goes on, by tus 1.0.
    pub url: String,
    pub file: String,
    pub bytes: u64,
    /// Bytes that are there.
    pub offset: u64,
    #[schema(format = DateTime)]
    pub begun: String,
}

impl Upload {
    pub fn of(row: &UploadRow, name: String) -> Upload {
        Upload {
            url: super::uploads::place(row.id),
            file: name,
            bytes: row.length,
            offset: row.offset,
            begun: moment(row.created),
        }
    }
}

/// Why a dossier no longer stands; for staff, and not published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}

impl super::posted::Postable for Withdrawal {}

/// Bytes as they are.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code, reason = "the description shows it")]
pub struct Octets(Vec<u8>);

/// A handover and where it stands now.
#[derive(Serialize, ToSchema)]
pub struct Stands {
    pub id: String,
    pub state: Standing,
}

/// What is approved: the hash that the approver compared.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub integrity_hash: String,
}

impl super::posted::Postable for Approval {}

/// What is answered where something cannot be (RFC 9457).
#[derive(ToSchema)]
#[allow(dead_code, reason = "the description shows it; `problem` writes it")]
pub struct ProblemSeen {
    /// `urn:handover:problem:` and the code.
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// Two sentences: what is wrong, and what to do.
    pub detail: String,
    /// The same in the language that the asker reads, by cookie, account or `Accept-Language`; for a page to show.
    pub said: String,
    /// Stable: scripts may rely on it.
    pub code: String,
    /// The request's number, as the service's log has it.
    pub request: String,
}
