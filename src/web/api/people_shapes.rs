//! Shapes of accounts and tokens. Their comments are the words of the description.
//!
//! Never: anything that lets somebody in, but for a link or a token at the moment it is made.

use super::moment;
use super::posted::Postable;
use crate::store::{self, Account, Role, Token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9._@-]+$")]
    pub name: String,
    pub role: RoleName,
}

impl Postable for NewAccount {}

#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    Read,
    Write,
}

impl From<Access> for store::Access {
    fn from(access: Access) -> store::Access {
        match access {
            Access::Read => store::Access::Read,
            Access::Write => store::Access::Write,
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
                store::Access::Read => Access::Read,
                store::Access::Write => Access::Write,
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

impl Postable for NewToken {}

/// A token; its text is shown this once.
#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    pub id: String,
    pub token: String,
}
