//! The first step: every row of every export gets its fate, and signatures go into the register's buckets.
//!
//! In: surveyed exports. Out: filled buckets, rows by reason, the tally of rows before duplicates are merged.
//! Never: a row that is not counted. One thread reads, the others recognise.

use super::notices::{LONG_YEARS, Notice};
use super::request::{PackError, Tuning};
use crate::counts::{Tally, Unit};
use crate::day::Day;
use crate::fields::FieldSet;
use crate::intake::{Chunk, Row, RowReader, Source, Survey};
use crate::ledger::{Flag, Flags, Reason};
use crate::progress::Progress;
use crate::proof::tag::TagKey;
use crate::register::identity::{IdentityBuffer, identity};
use crate::register::policy::Policy;
use crate::register::spool::Buckets;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

/// What reading has counted.
pub struct Read {
    /// Rows of each export, in their order.
    pub rows: Vec<u64>,
    pub set_aside: [u64; Reason::COUNT],
    /// Flags of rows not set aside, before duplicates are merged: a flag that vanished with a duplicate would tell who
    /// else signed.
    pub flagged: [u64; Flag::COUNT],
    /// Rows not set aside, by country and day, before duplicates are merged; where rows are the unit.
    pub tally: Tally,
    /// Of each export, rows not set aside that it says are not confirmed.
    unconfirmed: Vec<u64>,
    /// Of each export, rows not set aside that are dated after the dossier.
    late: Vec<u64>,
    /// Of each export, rows not set aside that are dated long before the dossier.
    early: Vec<u64>,
    /// The first malformed row: export, row as a spreadsheet numbers it.
    pub first_malformed: Option<(usize, u64)>,
}

impl Read {
    pub fn rows_read(&self) -> u64 {
        self.rows.iter().sum()
    }

    /// What staff should know of rows that count.
    pub fn notices(&self, surveys: &[Survey], policy: &Policy, day: Day) -> Vec<Notice> {
        let mut notices = Vec::new();
        for (n, survey) in surveys.iter().enumerate() {
            let file = || survey.file.clone();
            let policy = policy.name().to_owned();
            let [unconfirmed, late, early] = [self.unconfirmed[n], self.late[n], self.early[n]];
            let all = [
                (unconfirmed, Notice::Unconfirmed { file: file(), rows: unconfirmed, policy }),
                (late, Notice::Late { file: file(), rows: late, day }),
                (early, Notice::Early { file: file(), rows: early, day }),
            ];
            notices.extend(all.into_iter().filter(|(rows, _)| *rows > 0).map(|(_, notice)| notice));
        }
        notices
    }

    fn new(exports: usize, policy: &Policy) -> Read {
        Read {
            rows: vec![0; exports],
            set_aside: [0; Reason::COUNT],
            flagged: [0; Flag::COUNT],
            tally: Tally::new(policy.period()),
            unconfirmed: vec![0; exports],
            late: vec![0; exports],
            early: vec![0; exports],
            first_malformed: None,
        }
    }

    fn absorb(&mut self, other: Read) {
        for (sums, counts) in [
            (&mut self.rows, other.rows),
            (&mut self.unconfirmed, other.unconfirmed),
            (&mut self.late, other.late),
            (&mut self.early, other.early),
        ] {
            sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
        self.set_aside.iter_mut().zip(other.set_aside).for_each(|(sum, n)| *sum += n);
        self.flagged.iter_mut().zip(other.flagged).for_each(|(sum, n)| *sum += n);
        self.tally.absorb(&other.tally);
        self.first_malformed = [self.first_malformed, other.first_malformed].into_iter().flatten().min();
    }
}

/// What every reading thread shares.
pub struct Reading<'a> {
    pub sources: &'a [&'a dyn Source],
    pub surveys: &'a [Survey],
    pub policy: &'a Policy,
    pub committed: FieldSet,
    pub tags: &'a TagKey,
    pub buckets: &'a Buckets,
    /// The dossier's date.
    pub day: Day,
    pub tuning: Tuning,
    pub progress: &'a dyn Progress,
}

impl Reading<'_> {
    /// Reads all exports.
    ///
    /// # Errors
    /// Where an export cannot be read or a spool cannot be written.
    pub fn run(&self) -> Result<Read, PackError> {
        let threads = self.tuning.threads.max(1);
        let (send, receive) = sync_channel::<(usize, Chunk)>(threads * 2);
        let receive = Mutex::new(Some(receive));
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| self.recognise(&receive))).collect();
            let mut sent: Result<(), PackError> = Ok(());
            'exports: for (n, (survey, source)) in self.surveys.iter().zip(self.sources).enumerate() {
                let chunks = match survey.chunks(*source) {
                    Ok(chunks) => chunks,
                    Err(error) => {
                        sent = Err(error.into());
                        break;
                    }
                };
                for chunk in chunks {
                    match chunk {
                        Ok(chunk) => {
                            if send.send((n, chunk)).is_err() {
                                // The workers are gone: one of them says why.
                                break 'exports;
                            }
                        }
                        Err(error) => {
                            sent = Err(error.into());
                            break 'exports;
                        }
                    }
                }
            }
            drop(send);
            let mut total = Read::new(self.surveys.len(), self.policy);
            let mut failed = None;
            for worker in workers {
                match worker.join() {
                    Ok(Ok(read)) => total.absorb(read),
                    Ok(Err(error)) => failed = Some(error),
                    Err(_) => failed = Some(PackError::Stopped),
                }
            }
            sent?;
            failed.map_or(Ok(()), Err)?;
            self.buckets.finish()?;
            Ok(total)
        })
    }

    fn recognise(&self, chunks: &Queue) -> Result<Read, PackError> {
        // However this thread ends before its time, nobody receives any longer, so that the reading thread stops too.
        let hang_up = HangUp(chunks);
        let mut worker = Worker {
            reading: self,
            filler: self.buckets.filler(),
            identity: IdentityBuffer::default(),
            day: self.day.to_string(),
            long_ago: format!("{:04}", self.day.year().saturating_sub(LONG_YEARS)),
            read: Read::new(self.surveys.len(), self.policy),
            failed: None,
        };
        let mut readers: Vec<RowReader> = self.surveys.iter().map(|survey| RowReader::new(&survey.layout)).collect();
        loop {
            let next = match &*chunks.lock().unwrap_or_else(PoisonError::into_inner) {
                Some(chunks) => chunks.recv().ok(),
                None => None,
            };
            let Some((export, chunk)) = next else { break };
            readers[export].for_each(&chunk, |row| worker.row(export, row));
            self.progress.advance(chunk.consumed);
            if let Some(error) = worker.failed.take() {
                return Err(error.into());
            }
        }
        std::mem::forget(hang_up);
        Ok(worker.read)
    }
}

type Queue = Mutex<Option<Receiver<(usize, Chunk)>>>;

struct HangUp<'q>(&'q Queue);

impl Drop for HangUp<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

struct Worker<'a, 'r> {
    reading: &'r Reading<'a>,
    filler: crate::register::spool::Filler<'r>,
    identity: IdentityBuffer,
    /// As a committed value begins.
    day: String,
    /// A year, as a committed value begins.
    long_ago: String,
    read: Read,
    failed: Option<std::io::Error>,
}

impl Worker<'_, '_> {
    fn row(&mut self, export: usize, row: Row<'_>) {
        self.read.rows[export] += 1;
        let (reason, number) = match row {
            Row::SetAside { reason, row } => (reason, row),
            Row::Signature { personal, row, confirmed } => {
                if self.reading.policy.requires_confirmed() && confirmed == Some(false) {
                    (Reason::Unconfirmed, row)
                } else {
                    let found = identity(&personal, self.reading.committed, &mut self.identity);
                    let flags = self.identity.flags;
                    match found {
                        None => (Reason::NoIdentity, row),
                        Some(_) if self.reading.policy.requires_valid_address() && flags.has(Flag::InvalidAddress) => {
                            (Reason::InvalidAddress, row)
                        }
                        Some(kind) => {
                            let tag = self.reading.tags.tag(&self.identity.bytes);
                            if self.reading.policy.unit() == Unit::Rows {
                                personal.count_in(&mut self.read.tally);
                            }
                            self.read.unconfirmed[export] += u64::from(confirmed == Some(false));
                            self.read.late[export] += u64::from(personal.is_dated_after(&self.day));
                            self.read.early[export] += u64::from(personal.is_dated_before(&self.long_ago));
                            if flags != Flags::default() {
                                Flag::ALL
                                    .iter()
                                    .for_each(|flag| self.read.flagged[*flag as usize] += u64::from(flags.has(*flag)));
                            }
                            if let Err(error) = self.filler.add(&tag, kind, &personal) {
                                self.failed.get_or_insert(error);
                            }
                            return;
                        }
                    }
                }
            }
        };
        self.read.set_aside[reason as usize] += 1;
        if reason == Reason::Malformed && self.read.first_malformed.is_none_or(|first| (export, number) < first) {
            self.read.first_malformed = Some((export, number));
        }
    }
}
