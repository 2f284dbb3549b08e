//! Accounts: a name, one role, a language; and the way in.
//!
//! In: what an administrator sets, what a person types. Out: the account, or one refusal that does not say why. Never: a
//! reason that tells a wrong name from a wrong password or code, in words or in work; the last administrator removed.

use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use super::secret::{self, Place};
use super::sessions::Session;
use super::{Store, second_factor};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql};
use zeroize::Zeroizing;

/// What an account may do; the doors hold who may do what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Uploader,
    Approver,
    Auditor,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Uploader, Role::Approver, Role::Auditor, Role::Administrator];

    pub fn word(self) -> &'static str {
        match self {
            Role::Uploader => "uploader",
            Role::Approver => "approver",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl ToSql for Role {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for Role {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Role> {
        Role::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// Somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    pub name: String,
    pub role: Role,
    pub language: String,
    pub created: i64,
    /// Has used the link: there is a password and a second factor.
    pub enrolled: bool,
}

impl Account {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
        Ok(Account {
            id: row.get("id")?,
            name: row.get("name")?,
            role: row.get("role")?,
            language: row.get("language")?,
            created: row.get("created")?,
            enrolled: row.get::<_, Option<String>>("password")?.is_some(),
        })
    }
}

/// How a log-in ended.
pub enum LogIn {
    In(LoggedIn),
    Refused,
}

/// A new session; its secret is for the cookie and is not kept.
pub struct LoggedIn {
    pub secret: Zeroizing<String>,
    pub session: Session,
}

/// The second factor as it was right.
enum Factor {
    Step(i64),
    Code(crate::proof::Hash),
}

impl Store {
    /// An account that its person opens by the link of `issue_link`.
    ///
    /// # Errors
    /// `NameRefused`, `NameTaken`.
    pub fn create_account(
        &self,
        name: &str,
        role: Role,
        language: &str,
        actor: Id,
        now: i64,
    ) -> Result<Account, StoreError> {
        let name = folded(name).ok_or(StoreError::NameRefused)?;
        let account =
            Account { id: Id::random(), name, role, language: language.to_owned(), created: now, enrolled: false };
        self.change(|database, chain| {
            if named(database, &account.name)?.is_some() {
                return Err(StoreError::NameTaken);
            }
            database.execute(
                "INSERT INTO accounts (id, name, role, language, created) VALUES (?1, ?2, ?3, ?4, ?5)",
                (account.id, &account.name, role, language, now),
            )?;
            chain.add(now, actor, Act::AccountMade, account.id, None)
        })?;
        Ok(account)
    }

    pub fn account(&self, id: Id) -> Result<Account, StoreError> {
        self.look(|database| present(database, id))
    }

    pub fn account_named(&self, name: &str) -> Result<Account, StoreError> {
        let name = folded(name).ok_or(StoreError::NotFound)?;
        self.look(|database| {
            let id = named(database, &name)?.ok_or(StoreError::NotFound)?;
            present(database, id)
        })
    }

    /// Who is there, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        self.look(|database| {
            let mut rows = database.prepare_cached("SELECT * FROM accounts WHERE removed IS NULL ORDER BY name")?;
            Ok(rows.query_map([], Account::from_row)?.collect::<Result<_, _>>()?)
        })
    }

    pub fn set_language(&self, id: Id, language: &str, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| {
            present(database, id)?;
            database.execute("UPDATE accounts SET language = ?2 WHERE id = ?1", (id, language))?;
            chain.add(now, id, Act::LanguageChosen, id, None)
        })
    }

    /// Ends an account, its sessions and its tokens. Its id stays in the log; its name may be given again.
    ///
    /// # Errors
    /// `LastAdministrator` where nobody enrolled would be left to make accounts.
    pub fn remove_account(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| {
            let account = present(database, id)?;
            let mut others = database.prepare_cached(
                "SELECT 1 FROM accounts WHERE role = 'administrator' AND removed IS NULL AND password IS NOT NULL
                 AND id <> ?1",
            )?;
            if account.role == Role::Administrator && account.enrolled && !others.exists([id])? {
                return Err(StoreError::LastAdministrator);
            }
            for table in ["sessions", "tokens", "enrolments", "recovery_codes"] {
                database.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id])?;
            }
            database
                .execute("UPDATE accounts SET removed = ?2, password = NULL, totp = NULL WHERE id = ?1", (id, now))?;
            chain.add(now, actor, Act::AccountRemoved, id, None)
        })
    }

    /// Name, password and second factor (six digits, or a recovery code) for a session.
    pub fn log_in(&self, name: &str, password: &str, code: &str, now: i64) -> Result<LogIn, StoreError> {
        let known = self.look(|database| {
            let Some(id) = folded(name).map(|name| named(database, &name)).transpose()?.flatten() else {
                return Ok(None);
            };
            let mut row = database.prepare_cached("SELECT password FROM accounts WHERE id = ?1")?;
            let kept: Option<String> = row.query_row([id], |row| row.get(0))?;
            Ok(kept.map(|kept| (id, kept)))
        })?;
        let is_right = self.passwords.is_right(password, known.as_ref().map(|(_, kept)| kept.as_str()));
        let (Some((id, kept)), true) = (known, is_right) else { return Ok(LogIn::Refused) };
        self.change(|database, chain| {
            // Both may have changed while argon2 ran.
            let mut now_kept = database.prepare_cached("SELECT 1 FROM accounts WHERE id = ?1 AND password = ?2")?;
            if !now_kept.exists((id, kept))? {
                return Ok(LogIn::Refused);
            }
            match self.second_factor(database, id, code, now)? {
                None => return Ok(LogIn::Refused),
                Some(Factor::Step(step)) => {
                    database.execute("UPDATE accounts SET totp_step = ?2 WHERE id = ?1", (id, step))?;
                }
                Some(Factor::Code(hash)) => {
                    database.execute("DELETE FROM recovery_codes WHERE account = ?1 AND hash = ?2", (id, hash))?;
                    chain.add(now, id, Act::RecoveryCodeUsed, id, None)?;
                }
            }
            let logged_in = self.begin_session(database, present(database, id)?, now)?;
            chain.add(now, id, Act::LoggedIn, logged_in.session.id, None)?;
            Ok(LogIn::In(logged_in))
        })
    }

    /// How many recovery codes are left.
    pub fn recovery_codes_left(&self, id: Id) -> Result<u64, StoreError> {
        self.look(|database| {
            let count = "SELECT count(*) FROM recovery_codes WHERE account = ?1";
            Ok(database.query_row(count, [id], |row| row.get(0))?)
        })
    }

    fn second_factor(
        &self,
        database: &Connection,
        id: Id,
        typed: &str,
        now: i64,
    ) -> Result<Option<Factor>, StoreError> {
        if let Some(code) = second_factor::recovery_code(typed) {
            let hash = self.root.hash_of("recovery code", code.as_bytes());
            let mut there = database.prepare_cached("SELECT 1 FROM recovery_codes WHERE account = ?1 AND hash = ?2")?;
            return Ok(there.exists((id, hash))?.then_some(Factor::Code(hash)));
        }
        let mut row = database.prepare_cached("SELECT totp, totp_step FROM accounts WHERE id = ?1")?;
        let (sealed, last): (Option<Vec<u8>>, i64) = row.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some(sealed) = sealed else { return Ok(None) };
        let secret = secret::open(&self.root.derived("people"), Place("totp", id), &sealed)?;
        Ok(second_factor::step_of(&secret, typed, last, now).map(Factor::Step))
    }
}

/// Names are compared in lower case. Staff choose something short; it is no place for a full name.
pub(super) fn folded(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let fits = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_@".contains(&byte));
    (fits && (1..=64).contains(&name.len())).then_some(name)
}

fn named(database: &Connection, name: &str) -> Result<Option<Id>, StoreError> {
    let mut id = database.prepare_cached("SELECT id FROM accounts WHERE name = ?1 AND removed IS NULL")?;
    Ok(id.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn present(database: &Connection, id: Id) -> Result<Account, StoreError> {
    let mut row = database.prepare_cached("SELECT * FROM accounts WHERE id = ?1 AND removed IS NULL")?;
    Ok(row.query_row([id], Account::from_row)?)
}
