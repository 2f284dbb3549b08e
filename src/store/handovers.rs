//! Handovers: what staff wrote, sealed under one key per handover.
//!
//! In: cover, policy, columns as text. Out: the same, and where the handover stands. Never: a change of what was packed; a
//! word of the cover in the clear.

use super::Store;
use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use super::secret::{self, Place};
use super::state::{State, must_be_open, state_of, step};
use crate::proof::{Hash, random};
use rusqlite::{Connection, Row};
use zeroize::Zeroizing;

/// Handovers on a page.
const PAGE: u32 = 50;

/// What a pack made, to be kept with the handover.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Packed {
    pub integrity: Hash,
    pub zip_sha256: Hash,
    pub signatures: u64,
    pub ledger_json: String,
    /// What the slip needs, for it is made at release.
    pub slip_json: String,
}

/// A handover. Texts are empty once it is purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    pub id: Id,
    pub owner: Id,
    /// The handover of the same petition that this one follows.
    pub earlier: Option<Id>,
    pub state: State,
    pub created: i64,
    pub changed: i64,
    pub policy: String,
    pub cover_json: String,
    pub columns_toml: Option<String>,
    pub survey_json: Option<String>,
    pub packed: Option<Packed>,
    pub packed_by: Option<Id>,
    pub approved_by: Option<Id>,
    pub released: Option<super::Release>,
    pub withdrawn: Option<i64>,
    /// Why it was withdrawn: for staff.
    pub reason: Option<String>,
}

impl Store {
    /// # Errors
    /// `NotFound` where `earlier` is none of this service.
    pub fn create_handover(
        &self,
        owner: Id,
        cover_json: &str,
        policy: &str,
        earlier: Option<Id>,
        now: i64,
    ) -> Result<Id, StoreError> {
        let id = Id::random();
        self.change(|database, chain| {
            if let Some(earlier) = earlier {
                state_of(database, earlier)?;
            }
            let key = random::bytes32();
            let wrapped = secret::seal(&self.root.current_key(database)?, Place("handover", id), key.as_slice());
            database.execute(
                "INSERT INTO handovers (id, owner, earlier, state, created, changed, key, policy, cover)
                 VALUES (?1, ?2, ?3, 'collecting', ?4, ?4, ?5, ?6, ?7)",
                (
                    id,
                    owner,
                    earlier,
                    now,
                    wrapped,
                    secret::seal(&key, Place("policy", id), policy.as_bytes()),
                    secret::seal(&key, Place("cover", id), cover_json.as_bytes()),
                ),
            )?;
            chain.add(now, owner, Act::HandoverMade, id, None)
        })?;
        Ok(id)
    }

    pub fn handover(&self, id: Id) -> Result<Handover, StoreError> {
        self.look(|database| self.handover_in(database, id))
    }

    /// Fifty handovers, the newest first; `page` counts from 0.
    pub fn handovers(&self, page: u32) -> Result<Vec<Handover>, StoreError> {
        self.handovers_of(None, page)
    }

    /// The same, of one owner where one is named.
    pub fn handovers_of(&self, owner: Option<Id>, page: u32) -> Result<Vec<Handover>, StoreError> {
        self.look(|database| {
            let mut ids = database.prepare_cached(
                "SELECT id FROM handovers WHERE ?1 IS NULL OR owner = ?1
                 ORDER BY created DESC, id LIMIT ?2 OFFSET ?3",
            )?;
            let ids: Vec<Id> = ids
                .query_map((owner, PAGE, u64::from(page) * u64::from(PAGE)), |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            ids.into_iter().map(|id| self.handover_in(database, id)).collect()
        })
    }

    pub fn set_cover(&self, id: Id, cover_json: &str, actor: Id, now: i64) -> Result<(), StoreError> {
        self.set_text(id, "cover", cover_json, Some((actor, Act::CoverChanged)), now)
    }

    pub fn set_policy(&self, id: Id, policy: &str, actor: Id, now: i64) -> Result<(), StoreError> {
        self.set_text(id, "policy", policy, Some((actor, Act::PolicyChanged)), now)
    }

    pub fn set_columns(&self, id: Id, columns_toml: &str, actor: Id, now: i64) -> Result<(), StoreError> {
        self.set_text(id, "columns", columns_toml, Some((actor, Act::ColumnsChanged)), now)
    }

    /// What was found by looking at the exports; nobody's act, so not in the log.
    pub fn set_survey(&self, id: Id, survey_json: &str, now: i64) -> Result<(), StoreError> {
        self.set_text(id, "survey", survey_json, None, now)
    }

    fn set_text(
        &self,
        id: Id,
        column: &'static str,
        text: &str,
        act: Option<(Id, Act)>,
        now: i64,
    ) -> Result<(), StoreError> {
        self.change(|database, chain| {
            must_be_open(database, id)?;
            let sealed = secret::seal(&self.record_key(database, id)?, Place(column, id), text.as_bytes());
            let put = format!("UPDATE handovers SET {column} = ?2, changed = ?3 WHERE id = ?1");
            database.execute(&put, (id, sealed, now))?;
            act.map_or(Ok(()), |(actor, act)| chain.add(now, actor, act, id, None))
        })
    }

    pub fn hand_over(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| {
            step(database, id, State::HandedOver, now)?;
            chain.add(now, actor, Act::HandedOver, id, None)
        })
    }

    /// Destroys what is kept of a handover, but for its id, states, times and published hashes. The keys are gone for good
    /// with the next `rotate_epoch`.
    pub fn purge(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        let blobs = self.change(|database, chain| {
            step(database, id, State::Purged, now)?;
            database.execute(
                "UPDATE handovers SET key = NULL, policy = NULL, cover = NULL, columns = NULL, survey = NULL,
                 packed = NULL, reason = NULL WHERE id = ?1",
                [id],
            )?;
            database.execute("UPDATE jobs SET message = NULL WHERE handover = ?1", [id])?;
            let blobs = super::files::forget_files(database, id, None)?;
            chain.add(now, actor, Act::Purged, id, None)?;
            Ok(blobs)
        })?;
        self.remove_blobs(&blobs)
    }

    pub(super) fn record_key(&self, database: &Connection, id: Id) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let wrapped: Option<Vec<u8>> =
            database.query_row("SELECT key FROM handovers WHERE id = ?1", [id], |row| row.get(0))?;
        let wrapped = wrapped.ok_or(StoreError::State(State::Purged))?;
        let key = secret::open(&self.root.current_key(database)?, Place("handover", id), &wrapped)?;
        key.as_slice().try_into().map(Zeroizing::new).map_err(|_| StoreError::Damaged)
    }

    pub(super) fn handover_in(&self, database: &Connection, id: Id) -> Result<Handover, StoreError> {
        let mut row = database.prepare_cached("SELECT * FROM handovers WHERE id = ?1")?;
        let (mut handover, sealed) = row.query_row([id], |row| Ok((plain(row)?, sealed(row)?)))?;
        if handover.state == State::Purged {
            return Ok(handover);
        }
        let key = self.record_key(database, id)?;
        let [policy, cover, columns, survey, packed, reason] = sealed;
        let open = |column, sealed: Option<Vec<u8>>| {
            sealed.map(|sealed| secret::open_text(&key, Place(column, id), &sealed)).transpose()
        };
        handover.policy = open("policy", policy)?.unwrap_or_default();
        handover.cover_json = open("cover", cover)?.unwrap_or_default();
        handover.columns_toml = open("columns", columns)?;
        handover.survey_json = open("survey", survey)?;
        let packed = open("packed", packed)?;
        handover.packed =
            packed.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| StoreError::Damaged)?;
        handover.reason = open("reason", reason)?;
        Ok(handover)
    }
}

fn sealed(row: &Row<'_>) -> rusqlite::Result<[Option<Vec<u8>>; 6]> {
    let column = |name| row.get(name);
    Ok([
        column("policy")?,
        column("cover")?,
        column("columns")?,
        column("survey")?,
        column("packed")?,
        column("reason")?,
    ])
}

fn plain(row: &Row<'_>) -> rusqlite::Result<Handover> {
    Ok(Handover {
        id: row.get("id")?,
        owner: row.get("owner")?,
        earlier: row.get("earlier")?,
        state: row.get("state")?,
        created: row.get("created")?,
        changed: row.get("changed")?,
        policy: String::new(),
        cover_json: String::new(),
        columns_toml: None,
        survey_json: None,
        packed: None,
        packed_by: row.get("packed_by")?,
        approved_by: row.get("approved_by")?,
        released: super::release::in_row(row)?,
        withdrawn: row.get("withdrawn")?,
        reason: None,
    })
}
