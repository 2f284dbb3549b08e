//! Who did what, when, to which thing: a table that is only added to, each line hashed together with all before it.
//!
//! In: acts, in the transaction that does them. Out: the log, its head for the slip, whether it is whole. Never: a name, an
//! address, a file name, a cell; a line without its act, or an act without its line.

use super::error::StoreError;
use super::id::Id;
use super::secret::Root;
use super::{Store, set_meta};
use crate::jcs;
use crate::proof::Hash;
use crate::proof::digest::{hex, sha256_parts};
use crate::proof::equal::secrets_equal;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::json;

/// Lines on a page.
const PAGE: u32 = 100;
const HEAD: &str = "audit head";
/// What the first line is hashed after.
const BEFORE_ALL: Hash = [0; 32];

macro_rules! acts {
    ($($(#[$about:meta])* $act:ident = $word:literal,)*) => {
        /// What can be done. The words are for good: old lines keep them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Act { $($(#[$about])* $act,)* }
        impl Act {
            pub fn word(self) -> &'static str {
                match self { $(Act::$act => $word,)* }
            }
        }
    };
}

acts! {
    AccountMade = "account-made", AccountRemoved = "account-removed", LinkMade = "link-made", Enrolled = "enrolled",
    LanguageChosen = "language-chosen", RecoveryCodeUsed = "recovery-code-used", LoggedIn = "logged-in",
    SessionEnded = "session-ended", TokenMade = "token-made", TokenRevoked = "token-revoked",
    HandoverMade = "handover-made", CoverChanged = "cover-changed", PolicyChanged = "policy-changed",
    ColumnsChanged = "columns-changed", UploadBegun = "upload-begun", UploadAbandoned = "upload-abandoned",
    FileKept = "file-kept", FileRemoved = "file-removed", PackAsked = "pack-asked", Packed = "packed",
    PackFailed = "pack-failed", SentBack = "sent-back", Approved = "approved",
    /// Approved by the one who packed, where the organisation is one person.
    ApprovedAlone = "approved-alone", HandedOver = "handed-over", Withdrawn = "withdrawn", Purged = "purged",
    EpochBegun = "epoch-begun", Restored = "restored",
    /// Reads, which the door notes.
    Previewed = "previewed", DossierRead = "dossier-read", SlipRead = "slip-read", VaultRead = "vault-read",
    AuditRead = "audit-read",
}

/// The number of the last line, and the hash over all; `(0, zeros)` while there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub n: u64,
    pub hash: Hash,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    pub n: u64,
    pub at: i64,
    /// `Id::OPERATOR` from the command line.
    pub actor: Id,
    pub action: String,
    pub object: Id,
    /// The hash that the act was about: what was approved.
    pub matter: Option<Hash>,
    pub hash: Hash,
}

/// The first line that is not as it was written; its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The audit log was changed at line {at}, or lines are missing from there. Keep this data folder as evidence, and compare a backup's log and the heads printed on slips."
)]
pub struct AuditBroken {
    pub at: u64,
}

impl Audited {
    /// `h_n = SHA-256(h_{n-1} ‖ entry)`, the entry as JCS (RFC 8785).
    fn hash_after(&self, before: &Hash) -> Hash {
        let entry = json!({
            "action": self.action, "actor": self.actor.to_string(), "at": self.at,
            "matter": self.matter.map(|hash| hex(&hash)), "n": self.n, "object": self.object.to_string(),
        });
        sha256_parts(&[before, jcs::to_text(&entry).as_bytes()])
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Audited> {
        Ok(Audited {
            n: row.get("n")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            action: row.get("action")?,
            object: row.get("object")?,
            matter: row.get("matter")?,
            hash: row.get("hash")?,
        })
    }
}

/// The log's end, inside the transaction of an act.
pub(super) struct Chain<'t> {
    database: &'t Connection,
    root: &'t Root,
}

impl<'t> Chain<'t> {
    pub(super) fn new(database: &'t Connection, root: &'t Root) -> Chain<'t> {
        Chain { database, root }
    }

    pub(super) fn add(
        &self,
        at: i64,
        actor: Id,
        act: Act,
        object: Id,
        matter: Option<&Hash>,
    ) -> Result<(), StoreError> {
        self.add_line(at, actor, act, object, matter).map(|_| ())
    }

    pub(super) fn add_line(
        &self,
        at: i64,
        actor: Id,
        act: Act,
        object: Id,
        matter: Option<&Hash>,
    ) -> Result<Head, StoreError> {
        let head = head(self.database)?;
        let action = act.word().to_owned();
        let mut line = Audited { n: head.n + 1, at, actor, action, object, matter: matter.copied(), hash: BEFORE_ALL };
        line.hash = line.hash_after(&head.hash);
        self.database.execute(
            "INSERT INTO audit (n, at, actor, action, object, matter, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (line.n, line.at, line.actor, &line.action, line.object, line.matter, line.hash),
        )?;
        let head = Head { n: line.n, hash: line.hash };
        set_meta(self.database, HEAD, &vouched(self.root, head))?;
        Ok(head)
    }
}

/// Who rewrites the log, or cuts its end, cannot make this anew without the root secret.
fn vouched(root: &Root, head: Head) -> Hash {
    root.hash_of(HEAD, &[&head.n.to_be_bytes()[..], &head.hash].concat())
}

fn head(database: &Connection) -> Result<Head, StoreError> {
    let mut last = database.prepare_cached("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1")?;
    let head = last.query_row([], |row| Ok(Head { n: row.get(0)?, hash: row.get(1)? })).optional()?;
    Ok(head.unwrap_or(Head { n: 0, hash: BEFORE_ALL }))
}

impl Store {
    pub fn audit_head(&self) -> Result<Head, StoreError> {
        self.look(head)
    }

    /// A read that has to be in the log.
    pub fn note(&self, actor: Id, act: Act, object: Id, now: i64) -> Result<(), StoreError> {
        self.change(|_, chain| chain.add(now, actor, act, object, None))
    }

    /// A hundred lines, the newest first; `page` counts from 0.
    pub fn audit(&self, page: u32) -> Result<Vec<Audited>, StoreError> {
        self.look(|database| {
            let mut lines = database.prepare_cached("SELECT * FROM audit ORDER BY n DESC LIMIT ?1 OFFSET ?2")?;
            let lines = lines.query_map((PAGE, u64::from(page) * u64::from(PAGE)), Audited::from_row)?;
            Ok(lines.collect::<Result<_, _>>()?)
        })
    }

    /// Recomputes the whole chain: the number of lines, or where it breaks.
    pub fn audit_verify(&self) -> Result<Result<u64, AuditBroken>, StoreError> {
        self.look(|database| whole(database, &self.root))
    }
}

fn whole(database: &Connection, root: &Root) -> Result<Result<u64, AuditBroken>, StoreError> {
    let mut lines = database.prepare("SELECT * FROM audit ORDER BY n")?;
    let mut head = Head { n: 0, hash: BEFORE_ALL };
    for line in lines.query_map([], Audited::from_row)? {
        // A value of a wrong type was not written by us either.
        let line = match line {
            Ok(line) if line.n == head.n + 1 && line.hash == line.hash_after(&head.hash) => line,
            Ok(_) | Err(rusqlite::Error::FromSqlConversionFailure(..)) => {
                return Ok(Err(AuditBroken { at: head.n + 1 }));
            }
            Err(error) => return Err(error.into()),
        };
        head = Head { n: line.n, hash: line.hash };
    }
    let kept: Option<Vec<u8>> =
        database.query_row("SELECT value FROM meta WHERE name = ?1", [HEAD], |row| row.get(0)).optional()?;
    let vouched_for = match kept {
        Some(kept) => secrets_equal(&kept, &vouched(root, head)),
        None => head.n == 0,
    };
    Ok(if vouched_for { Ok(head.n) } else { Err(AuditBroken { at: head.n + 1 }) })
}
