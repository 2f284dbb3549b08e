//! Packs that run in the background: asked for once, leased to one worker, reported, and given back after a kill.
//!
//! In: who asked; a worker's reports. Out: the handover's next state together with its dossier, or the reason why not.
//! Never: two packs of one handover at once; a dossier whose job did not finish; a report by a worker that lost its lease.

use super::Store;
use super::audit::Act;
use super::drafts::BlobDraft;
use super::error::StoreError;
use super::files::FileKind;
use super::handovers::Packed;
use super::id::Id;
use super::secret::{self, Place};
use super::state::{State, state_of, step};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
}

impl FromSql for JobState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<JobState> {
        match value.as_str()? {
            "queued" => Ok(JobState::Queued),
            "running" => Ok(JobState::Running),
            "done" => Ok(JobState::Done),
            "failed" => Ok(JobState::Failed),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// How far a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub stage: String,
    pub done: u64,
    pub total: u64,
}

/// A pack that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: Id,
    pub handover: Id,
    pub actor: Id,
    pub state: JobState,
    pub progress: Progress,
    /// How often it was begun.
    pub attempts: u32,
    /// The reason's code, and what is kept of it for staff, where it failed.
    pub failure: Option<(String, String)>,
    pub created: i64,
    pub ended: Option<i64>,
}

/// A worker's right to a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub job: Id,
    pub handover: Id,
    pub actor: Id,
    pub attempt: u32,
    ticket: Id,
}

impl Store {
    /// Asks for a pack. Asking again while it waits or runs, or once it is packed, gives the same job.
    pub fn begin_job(&self, handover: Id, actor: Id, now: i64) -> Result<Id, StoreError> {
        self.change(|database, chain| {
            let state = state_of(database, handover)?;
            if matches!(state, State::Packing | State::AwaitingApproval) {
                return newest(database, handover)?.ok_or(StoreError::Damaged);
            }
            step(database, handover, State::Packing, now)?;
            let id = Id::random();
            database.execute(
                "INSERT INTO jobs (id, handover, actor, state, created) VALUES (?1, ?2, ?3, 'queued', ?4)",
                (id, handover, actor, now),
            )?;
            chain.add(now, actor, Act::PackAsked, handover, None)?;
            Ok(id)
        })
    }

    pub fn job(&self, id: Id) -> Result<Job, StoreError> {
        self.look(|database| self.job_in(database, id))
    }

    /// The newest job of a handover.
    pub fn job_of(&self, handover: Id) -> Result<Option<Job>, StoreError> {
        self.look(|database| newest(database, handover)?.map(|id| self.job_in(database, id)).transpose())
    }

    /// The oldest job that waits, or whose worker was not heard of in time.
    pub fn lease_job(&self, now: i64, lease_seconds: i64) -> Result<Option<Lease>, StoreError> {
        self.change(|database, _| {
            let ticket = Id::random();
            let mut lease = database.prepare_cached(
                "UPDATE jobs SET state = 'running', lease = ?2, lease_until = ?1 + ?3, attempts = attempts + 1,
                 stage = '', done = 0, total = 0
                 WHERE id = (SELECT id FROM jobs WHERE state = 'queued' OR (state = 'running' AND lease_until < ?1)
                             ORDER BY created, rowid LIMIT 1)
                 RETURNING id, handover, actor, attempts",
            )?;
            let lease = lease.query_row((now, ticket, lease_seconds), |row| {
                Ok(Lease { job: row.get(0)?, handover: row.get(1)?, actor: row.get(2)?, attempt: row.get(3)?, ticket })
            });
            Ok(lease.optional()?)
        })
    }

    /// Reports and renews the lease. A commit each: call it a few times a second at most.
    pub fn progress(&self, lease: &Lease, progress: &Progress, now: i64, lease_seconds: i64) -> Result<(), StoreError> {
        self.change(|database, _| {
            must_hold(database, lease)?;
            database.execute(
                "UPDATE jobs SET stage = ?2, done = ?3, total = ?4, lease_until = ?5 + ?6 WHERE id = ?1",
                (lease.job, &progress.stage, progress.done, progress.total, now, lease_seconds),
            )?;
            Ok(())
        })
    }

    /// The pack is done: its files, its figures and the next state appear together.
    pub fn finish_job(
        &self,
        lease: &Lease,
        packed: &Packed,
        files: Vec<(BlobDraft, FileKind, String)>,
        now: i64,
    ) -> Result<(), StoreError> {
        self.look(|database| must_hold(database, lease))?;
        let mut published = Vec::new();
        let mut outcome = Ok(());
        for (draft, kind, name) in files {
            match self.publish(draft) {
                Ok(file) => published.push((file, kind, name)),
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
        let id = lease.handover;
        let outcome = outcome.and_then(|()| {
            self.change(|database, chain| {
                must_hold(database, lease)?;
                step(database, id, State::AwaitingApproval, now)?;
                let text = serde_json::to_vec(packed).expect("plain members are JSON");
                let sealed = secret::seal(&self.record_key(database, id)?, Place("packed", id), &text);
                database.execute(
                    "UPDATE handovers SET packed = ?2, packed_by = ?3 WHERE id = ?1",
                    (id, sealed, lease.actor),
                )?;
                for (file, kind, name) in &published {
                    self.put_file(database, file, id, *kind, name, now)?;
                }
                end(database, lease.job, "done", now)?;
                chain.add(now, lease.actor, Act::Packed, id, Some(&packed.integrity))
            })
        });
        if outcome.is_err() {
            let blobs: Vec<String> = published.into_iter().map(|(file, ..)| file.blob).collect();
            self.remove_blobs(&blobs)?;
        }
        outcome
    }

    /// The pack cannot be: a stable code, and two sentences without content.
    pub fn fail_job(&self, lease: &Lease, code: &str, message: &str, now: i64) -> Result<(), StoreError> {
        self.change(|database, chain| {
            must_hold(database, lease)?;
            step(database, lease.handover, State::Failed, now)?;
            // An error may name a file.
            let key = self.record_key(database, lease.handover)?;
            let sealed = secret::seal(&key, Place("message", lease.job), message.as_bytes());
            database.execute("UPDATE jobs SET code = ?2, message = ?3 WHERE id = ?1", (lease.job, code, sealed))?;
            end(database, lease.job, "failed", now)?;
            chain.add(now, lease.actor, Act::PackFailed, lease.handover, None)
        })
    }

    /// A start: no worker of before is alive.
    pub(super) fn give_back_jobs(&self) -> Result<(), StoreError> {
        self.change(|database, _| {
            database.execute("UPDATE jobs SET state = 'queued', lease = NULL WHERE state = 'running'", [])?;
            Ok(())
        })
    }

    fn job_in(&self, database: &Connection, id: Id) -> Result<Job, StoreError> {
        let mut row = database.prepare_cached("SELECT * FROM jobs WHERE id = ?1")?;
        let (mut job, code, message) = row.query_row([id], from_row)?;
        job.failure = match (code, message) {
            (Some(code), Some(message)) => {
                let key = self.record_key(database, job.handover)?;
                Some((code, secret::open_text(&key, Place("message", id), &message)?))
            }
            (Some(code), None) => Some((code, String::new())),
            (None, _) => None,
        };
        Ok(job)
    }
}

type SealedJob = (Job, Option<String>, Option<Vec<u8>>);

fn from_row(row: &Row<'_>) -> rusqlite::Result<SealedJob> {
    let progress = Progress { stage: row.get("stage")?, done: row.get("done")?, total: row.get("total")? };
    let job = Job {
        id: row.get("id")?,
        handover: row.get("handover")?,
        actor: row.get("actor")?,
        state: row.get("state")?,
        progress,
        attempts: row.get("attempts")?,
        failure: None,
        created: row.get("created")?,
        ended: row.get("ended")?,
    };
    Ok((job, row.get("code")?, row.get("message")?))
}

fn newest(database: &Connection, handover: Id) -> Result<Option<Id>, StoreError> {
    let mut job =
        database.prepare_cached("SELECT id FROM jobs WHERE handover = ?1 ORDER BY created DESC, rowid DESC LIMIT 1")?;
    Ok(job.query_row([handover], |row| row.get(0)).optional()?)
}

fn must_hold(database: &Connection, lease: &Lease) -> Result<(), StoreError> {
    let mut held = database.prepare_cached("SELECT 1 FROM jobs WHERE id = ?1 AND lease = ?2 AND state = 'running'")?;
    if held.exists((lease.job, lease.ticket))? { Ok(()) } else { Err(StoreError::LeaseLost) }
}

fn end(database: &Connection, job: Id, state: &str, now: i64) -> Result<(), StoreError> {
    database.execute(
        "UPDATE jobs SET state = ?2, lease = NULL, lease_until = NULL, ended = ?3 WHERE id = ?1",
        (job, state, now),
    )?;
    Ok(())
}
