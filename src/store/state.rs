//! Where a handover stands, and the steps from one state to the next.
//!
//! In: a state, the step that is wanted. Out: the next state. Never: a step that the table below does not name.

use super::error::StoreError;
use super::id::Id;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

/// Where a handover stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Collecting,
    Packing,
    AwaitingApproval,
    Released,
    HandedOver,
    Purged,
    Failed,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 8] = [
        State::Collecting,
        State::Packing,
        State::AwaitingApproval,
        State::Released,
        State::HandedOver,
        State::Purged,
        State::Failed,
        State::Withdrawn,
    ];

    pub fn word(self) -> &'static str {
        match self {
            State::Collecting => "collecting",
            State::Packing => "packing",
            State::AwaitingApproval => "awaiting-approval",
            State::Released => "released",
            State::HandedOver => "handed-over",
            State::Purged => "purged",
            State::Failed => "failed",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The whole machine: the states that may come next.
    pub fn next(self) -> &'static [State] {
        use State::*;
        match self {
            Collecting => &[Packing, Purged],
            Packing => &[AwaitingApproval, Failed],
            // Back, so that a typing error is mended without a new upload.
            AwaitingApproval => &[Released, Collecting, Withdrawn, Purged],
            Released => &[HandedOver, Withdrawn, Purged],
            HandedOver => &[Withdrawn, Purged],
            Failed => &[Packing, Purged],
            Withdrawn => &[Purged],
            Purged => &[],
        }
    }

    /// May cover, policy, columns and exports change?
    pub fn is_open(self) -> bool {
        matches!(self, State::Collecting | State::Failed)
    }
}

impl ToSql for State {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for State {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<State> {
        State::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

pub(super) fn state_of(database: &Connection, id: Id) -> Result<State, StoreError> {
    Ok(database.query_row("SELECT state FROM handovers WHERE id = ?1", [id], |row| row.get(0))?)
}

pub(super) fn must_be_open(database: &Connection, id: Id) -> Result<(), StoreError> {
    let state = state_of(database, id)?;
    if state.is_open() { Ok(()) } else { Err(StoreError::State(state)) }
}

/// One step of the machine, if it has it.
pub(super) fn step(database: &Connection, id: Id, to: State, now: i64) -> Result<(), StoreError> {
    let state = state_of(database, id)?;
    if !state.next().contains(&to) {
        return Err(StoreError::State(state));
    }
    database.execute("UPDATE handovers SET state = ?2, changed = ?3 WHERE id = ?1", (id, to, now))?;
    Ok(())
}
