//! The shapes of what is sent and answered. Their comments are the words of the description.
//!
//! Never: a member that is not described; a member of a cover, a file's name or a preview in what an auditor is answered.

use crate::store::{Account, FileRow, Handover, Role, State, Token, UploadRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::moment;
use crate::proof::digest::hex;

/// A cover, as `cover.toml` has it; days as `YYYY-MM-DD`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    pub petition: Petition,
    pub organiser: Organiser,
    pub recipient: Recipient,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Terms>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<Slip>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Petition {
    #[schema(max_length = 1_000)]
    pub title: String,
    #[schema(max_length = 1_000_000)]
    pub text: String,
    /// The language of the dossier, ISO 639-1.
    #[schema(pattern = "^[a-z]{2}$", example = "fr")]
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2_000)]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-01-02")]
    pub opened: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-05-10")]
    pub closed: Option<String>,
    /// The title in other languages, by ISO 639-1 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<BTreeMap<String, String>>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    #[schema(max_length = 500)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub contact: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    #[schema(max_length = 500)]
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub office: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[A-Z]{2}$", example = "RU")]
    pub country: Option<String>,
}

/// When it is handed over, and on which legal basis.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2017-05-11")]
    pub date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10_000)]
    pub consent: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge_max_rows: Option<u64>,
    /// The integrity hash of the dossier that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub replaces: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// Does the slip name petition and recipient?
    #[serde(default)]
    pub title: bool,
}

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

/// What an account may do.
#[derive(Serialize, Deserialize, ToSchema, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum RoleName {
    Uploader,
    Approver,
    Auditor,
    Administrator,
}

impl From<Role> for RoleName {
    fn from(role: Role) -> RoleName {
        match role {
            Role::Uploader => RoleName::Uploader,
            Role::Approver => RoleName::Approver,
            Role::Auditor => RoleName::Auditor,
            Role::Administrator => RoleName::Administrator,
        }
    }
}

impl From<RoleName> for Role {
    fn from(role: RoleName) -> Role {
        match role {
            RoleName::Uploader => Role::Uploader,
            RoleName::Approver => Role::Approver,
            RoleName::Auditor => Role::Auditor,
            RoleName::Administrator => Role::Administrator,
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

pub fn cover_of(handover: &Handover) -> Option<Cover> {
    serde_json::from_str(&handover.cover_json).ok()
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
}

impl Export {
    pub fn of(row: &FileRow, name: String) -> Export {
        Export { id: row.id.to_string(), file: name, bytes: row.size, received: moment(row.created) }
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

/// An account, without anything that lets one in.
#[derive(Serialize, ToSchema)]
pub struct AccountSeen {
    pub id: String,
    pub name: String,
    pub role: RoleName,
    #[schema(format = DateTime)]
    pub created: String,
    /// Has used the link: there is a password and a second factor.
    pub enrolled: bool,
}

impl From<&Account> for AccountSeen {
    fn from(account: &Account) -> AccountSeen {
        AccountSeen {
            id: account.id.to_string(),
            name: account.name.clone(),
            role: account.role.into(),
            created: moment(account.created),
            enrolled: account.enrolled,
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct AccountList {
    pub accounts: Vec<AccountSeen>,
}

/// An account and its one-time link, which is shown this once and works for three days.
#[derive(Serialize, ToSchema)]
pub struct Invitation {
    pub id: String,
    pub link: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Letters a to z, digits, dot, hyphen, underscore and at sign.
    #[schema(min_length = 1, max_length = 64)]
    pub name: String,
    pub role: RoleName,
}

impl super::posted::Postable for NewAccount {}

#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    Read,
    Write,
}

impl From<Access> for crate::store::Access {
    fn from(access: Access) -> crate::store::Access {
        match access {
            Access::Read => crate::store::Access::Read,
            Access::Write => crate::store::Access::Write,
        }
    }
}

/// A token of one's own, without its text.
#[derive(Serialize, ToSchema)]
pub struct TokenSeen {
    pub id: String,
    pub label: String,
    pub access: Access,
    #[schema(format = DateTime)]
    pub created: String,
}

impl From<&Token> for TokenSeen {
    fn from(token: &Token) -> TokenSeen {
        TokenSeen {
            id: token.id.to_string(),
            label: token.label.clone(),
            access: match token.access {
                crate::store::Access::Read => Access::Read,
                crate::store::Access::Write => Access::Write,
            },
            created: moment(token.created),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct TokenList {
    pub tokens: Vec<TokenSeen>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    #[schema(min_length = 1, max_length = 64)]
    pub label: String,
    pub access: Access,
}

impl super::posted::Postable for NewToken {}

/// A token; its text is shown this once.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    pub id: String,
    pub token: String,
}

/// Why a dossier no longer stands; for staff, and not published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}

impl super::posted::Postable for Withdrawal {}

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
    /// Stable: scripts may rely on it.
    pub code: String,
    /// The request's number, as the service's log has it.
    pub request: String,
}
