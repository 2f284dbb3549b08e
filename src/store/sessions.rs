//! Sessions: 256 random bits in a cookie, a keyed hash of them here; 30 minutes idle, ten hours in all.
//!
//! In: the cookie's secret. Out: whose session it is, and the secret of its forms. Never: the cookie's secret kept; a
//! session longer than its time; the session of an account that is gone.

use super::Store;
use super::accounts::{Account, LoggedIn, present};
use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use crate::proof::derive::hkdf_expand;
use crate::proof::digest::{hex, unhex32};
use crate::proof::{Hash, random};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};
use zeroize::Zeroizing;

pub const SESSION_IDLE_SECONDS: i64 = 30 * 60;
pub const SESSION_ABSOLUTE_SECONDS: i64 = 10 * 3600;
/// "Seen" is written at most so often: a page is no commit.
const SEEN_SECONDS: i64 = 60;

/// A session that is alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: Id,
    pub account: Account,
    /// 64 hexadecimal digits: the token in this session's forms.
    pub csrf: String,
    pub created: i64,
    pub seen: i64,
}

impl Store {
    pub(super) fn begin_session(
        &self,
        database: &Transaction<'_>,
        account: Account,
        now: i64,
    ) -> Result<LoggedIn, StoreError> {
        let (id, secret) = (Id::random(), random::bytes32());
        database.execute("DELETE FROM sessions WHERE seen <= ?1 OR created <= ?2", latest_over(now))?;
        database.execute(
            "INSERT INTO sessions (id, hash, account, created, seen) VALUES (?1, ?2, ?3, ?4, ?4)",
            (id, self.session_hash(&secret), account.id, now),
        )?;
        let session = Session { id, account, csrf: csrf_of(&secret), created: now, seen: now };
        Ok(LoggedIn { secret: Zeroizing::new(hex(secret.as_slice())), session })
    }

    /// The session of this secret, if it is alive; it counts as seen.
    pub fn session(&self, secret: &str, now: i64) -> Result<Option<Session>, StoreError> {
        let Some(secret) = unhex32(secret).map(Zeroizing::new) else { return Ok(None) };
        let hash = self.session_hash(&secret);
        let found = self.look(|database| {
            let mut row = database.prepare_cached("SELECT * FROM sessions WHERE hash = ?1")?;
            let alive = row.query_row([hash], from_row).optional()?.filter(|session| is_alive(session, now));
            alive.map(|row| with_account(database, row, csrf_of(&secret))).transpose()
        })?;
        match found {
            Some(mut session) if now - session.seen >= SEEN_SECONDS => {
                self.change(|database, _| {
                    let seen = "UPDATE sessions SET seen = max(seen, ?2) WHERE id = ?1";
                    Ok(database.execute(seen, (session.id, now))?)
                })?;
                session.seen = now;
                Ok(Some(session))
            }
            found => Ok(found),
        }
    }

    /// The sessions of an account that are alive, the newest first; their `csrf` is empty.
    pub fn sessions(&self, account: Id, now: i64) -> Result<Vec<Session>, StoreError> {
        self.look(|database| {
            let mut rows = database
                .prepare_cached("SELECT * FROM sessions WHERE account = ?1 ORDER BY created DESC, rowid DESC")?;
            let rows: Vec<SessionRow> = rows.query_map([account], from_row)?.collect::<Result<_, _>>()?;
            let alive = rows.into_iter().filter(|session| is_alive(session, now));
            alive.map(|row| with_account(database, row, String::new())).collect()
        })
    }

    /// Logs out, or ends a session from the list.
    pub fn end_session(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| match database.execute("DELETE FROM sessions WHERE id = ?1", [id])? {
            0 => Err(StoreError::NotFound),
            _ => chain.add(now, actor, Act::SessionEnded, id, None),
        })
    }

    fn session_hash(&self, secret: &[u8; 32]) -> Hash {
        self.root.hash_of("session", secret)
    }
}

struct SessionRow {
    id: Id,
    account: Id,
    created: i64,
    seen: i64,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        id: row.get("id")?,
        account: row.get("account")?,
        created: row.get("created")?,
        seen: row.get("seen")?,
    })
}

fn with_account(database: &Connection, row: SessionRow, csrf: String) -> Result<Session, StoreError> {
    let account = present(database, row.account)?;
    Ok(Session { id: row.id, account, csrf, created: row.created, seen: row.seen })
}

fn is_alive(session: &SessionRow, now: i64) -> bool {
    let (idle, absolute) = latest_over(now);
    session.seen > idle && session.created > absolute
}

/// Seen, or begun, at this time or before: over.
fn latest_over(now: i64) -> (i64, i64) {
    (now - SESSION_IDLE_SECONDS, now - SESSION_ABSOLUTE_SECONDS)
}

fn csrf_of(secret: &[u8; 32]) -> String {
    hex(&hkdf_expand(secret, b"handover csrf"))
}
