//! Tokens for programs: 256 random bits, a keyed hash of them here; they act as their account, reading or writing.
//!
//! In: `handover_` and 64 hexadecimal digits. Out: whose token it is, and what it may. Never: the token kept; more than its
//! account may; a token of an account that is gone.

use super::Store;
use super::accounts::{Account, present};
use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use super::secret::{self, Place};
use crate::proof::digest::{hex, unhex32};
use crate::proof::random;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, ToSql};
use zeroize::Zeroizing;

/// By this a token is known to scanners for leaked secrets.
const PREFIX: &str = "handover_";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

impl Access {
    pub fn word(self) -> &'static str {
        match self {
            Access::Read => "read",
            Access::Write => "write",
        }
    }

    pub fn parse(word: &str) -> Option<Access> {
        [Access::Read, Access::Write].into_iter().find(|access| access.word() == word)
    }
}

impl ToSql for Access {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for Access {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Access> {
        Access::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: Id,
    pub account: Id,
    pub access: Access,
    pub label: String,
    pub created: i64,
}

/// A token that was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenUse {
    pub id: Id,
    /// The role is the account's, as it is now.
    pub account: Account,
    pub access: Access,
}

impl Store {
    /// A token that acts as `account`; its text is given once.
    pub fn create_token(
        &self,
        account: Id,
        access: Access,
        label: &str,
        actor: Id,
        now: i64,
    ) -> Result<(Id, Zeroizing<String>), StoreError> {
        let (id, secret) = (Id::random(), random::bytes32());
        self.change(|database, chain| {
            present(database, account)?;
            database.execute(
                "INSERT INTO tokens (id, hash, account, access, label, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (
                    id,
                    self.root.hash_of("token", secret.as_slice()),
                    account,
                    access,
                    secret::seal(&self.root.derived("people"), Place("label", id), label.as_bytes()),
                    now,
                ),
            )?;
            chain.add(now, actor, Act::TokenMade, id, None)
        })?;
        Ok((id, Zeroizing::new(format!("{PREFIX}{}", *Zeroizing::new(hex(secret.as_slice()))))))
    }

    /// The token of this text, if it was not revoked.
    pub fn token(&self, text: &str) -> Result<Option<TokenUse>, StoreError> {
        let Some(secret) = text.strip_prefix(PREFIX).and_then(unhex32).map(Zeroizing::new) else { return Ok(None) };
        let hash = self.root.hash_of("token", secret.as_slice());
        self.look(|database| {
            let mut row = database.prepare_cached("SELECT id, account, access FROM tokens WHERE hash = ?1")?;
            let row = row.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
            let Some((id, account, access)) = row else { return Ok(None) };
            Ok(Some(TokenUse { id, account: present(database, account)?, access }))
        })
    }

    /// All tokens, the newest first.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.look(|database| {
            let mut rows = database.prepare_cached("SELECT * FROM tokens ORDER BY created DESC, rowid DESC")?;
            let mut rows = rows.query([])?;
            let mut tokens = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, label): (Id, Vec<u8>) = (row.get("id")?, row.get("label")?);
                let label = secret::open_text(&self.root.derived("people"), Place("label", id), &label)?;
                let (account, access, created) = (row.get("account")?, row.get("access")?, row.get("created")?);
                tokens.push(Token { id, account, access, label, created });
            }
            Ok(tokens)
        })
    }

    pub fn revoke_token(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| match database.execute("DELETE FROM tokens WHERE id = ?1", [id])? {
            0 => Err(StoreError::NotFound),
            _ => chain.add(now, actor, Act::TokenRevoked, id, None),
        })
    }
}
