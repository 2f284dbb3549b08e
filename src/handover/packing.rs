//! A pack in the background: asked for once, leased, reported, written straight into encrypted files.
//!
//! In: a handover whose exports, columns and cover are settled. Out: dossier and vault at rest, awaiting approval, or the
//! reason why not. Never: a plain byte on the disk; half a dossier in sight.

use super::live::{Going, Live};
use super::{HandoverError, Office, held};
use crate::pack::{Delivery, PackRequest, pack_into};
use crate::secrets::Secrets;
use crate::store::{BlobDraft, FileKind, Id, Lease, Packed, Progress, State, Store, StoreError};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// A worker that was not heard of for so long has lost its job.
const LEASE_SECONDS: i64 = 60;
/// A commit each: often enough for a page, seldom enough for the disk.
const REPORT: Duration = Duration::from_secs(2);
/// How long a worker that was not called looks by itself.
const PATIENCE: Duration = Duration::from_secs(30);

impl Office {
    /// Asks for a pack; asking again changes nothing.
    ///
    /// # Errors
    /// What would stop it at once: no custodian, no export, an open question.
    pub fn pack(&self, id: Id, actor: Id, now: i64) -> Result<(), HandoverError> {
        let handover = self.store.handover(id)?;
        if handover.state.is_open() {
            if self.terms.custodians.is_empty() {
                return Err(HandoverError::NoCustodian);
            }
            let exports = self.exports(id)?;
            if exports.is_empty() {
                return Err(HandoverError::NoExport);
            }
            let questions = self.all_recognised(id)?.iter().map(|export| export.questions.len() as u64).sum();
            if questions > 0 {
                return Err(HandoverError::Unsure { questions });
            }
        }
        self.store.begin_job(id, actor, now)?;
        *held(&self.bell.0) += 1;
        self.bell.1.notify_all();
        Ok(())
    }

    /// How far the pack of a handover is; none where none runs.
    pub fn progress(&self, id: Id) -> Option<Going> {
        held(&self.packs).get(&id).map(|live| live.going())
    }

    /// Packs whatever is asked for, one after the other, until `is_over`.
    pub fn work(&self, is_over: &(dyn Fn() -> bool + Sync)) {
        let mut next_round = 0;
        while !is_over() {
            let now = (self.clock)();
            if now >= next_round {
                next_round = now + super::keeping::ROUND_SECONDS;
                if let Err(error) = self.keep_house(now) {
                    tracing::error!(%error, "the hourly round failed");
                }
            }
            let heard = *held(&self.bell.0);
            match self.store.lease_job((self.clock)(), LEASE_SECONDS) {
                Ok(Some(lease)) => self.one(&lease),
                Ok(None) => {
                    let bell = held(&self.bell.0);
                    if *bell == heard {
                        let waited = self.bell.1.wait_timeout(bell, PATIENCE);
                        drop(waited.unwrap_or_else(std::sync::PoisonError::into_inner));
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "no job could be taken");
                    std::thread::sleep(REPORT);
                }
            }
        }
    }

    /// Wakes the worker, so that it sees that it is over.
    pub fn ring(&self) {
        *held(&self.bell.0) += 1;
        self.bell.1.notify_all();
    }

    fn one(&self, lease: &Lease) {
        let span = tracing::info_span!("pack", handover = %lease.handover, attempt = lease.attempt);
        let _within = span.enter();
        let live = Arc::new(Live::new(self.clock));
        held(&self.packs).insert(lease.handover, Arc::clone(&live));
        let outcome = self.reported(lease, &live);
        let settled = match outcome {
            Ok(()) => {
                tracing::info!("packed");
                Ok(())
            }
            Err(HandoverError::Store(StoreError::LeaseLost)) => {
                tracing::warn!("another worker took over");
                Ok(())
            }
            Err(error) => {
                tracing::info!(code = error.code(), "not packed");
                self.store.fail_job(lease, error.code(), &error.said().to_json(), (self.clock)())
            }
        };
        if let Err(error) = settled {
            tracing::error!(%error, "the outcome could not be kept");
        }
        held(&self.packs).remove(&lease.handover);
    }

    /// Packs, while another thread reports.
    fn reported(&self, lease: &Lease, live: &Live) -> Result<(), HandoverError> {
        std::thread::scope(|scope| {
            let (done, waiting) = channel::<()>();
            scope.spawn(move || {
                while waiting.recv_timeout(REPORT) == Err(RecvTimeoutError::Timeout) {
                    let going = live.going();
                    let progress = Progress { stage: going.stage.to_owned(), done: going.done, total: going.total };
                    if let Err(error) = self.store.progress(lease, &progress, (self.clock)(), LEASE_SECONDS) {
                        tracing::warn!(%error, "progress could not be kept");
                    }
                }
            });
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.packed(lease, live)));
            drop(done);
            // A panic is told without its words, which may be anything.
            outcome.unwrap_or(Err(HandoverError::Pack(crate::pack::PackError::Stopped)))
        })
    }

    fn packed(&self, lease: &Lease, live: &Live) -> Result<(), HandoverError> {
        let handover = self.store.handover(lease.handover)?;
        if handover.state != State::Packing {
            return Err(StoreError::State(handover.state).into());
        }
        let cover = super::writing::cover(&handover)?;
        let mut at_rest = AtRest { store: &self.store, vault: None, dossier: None };
        let now = (self.clock)();
        let made = pack_into(
            &PackRequest {
                exports: &self.boxed_exports(handover.id)?,
                choices: &self.choices(&handover)?,
                cover: &cover,
                policy: super::writing::policy(&handover.policy)?,
                keys: &self.keys,
                custodians: &self.terms.custodians,
                to: &[],
                out: &self.work,
                today: self.day(&cover, now),
                secrets: &Secrets::random(),
                tuning: self.terms.tuning,
                count_only: &self.terms.count_only,
                fonts: &self.fonts,
                letterhead: self.terms.letterhead.as_deref(),
                paper: self.terms.paper,
                progress: live,
            },
            &mut at_rest,
        )?;
        let packed = Packed {
            integrity: made.integrity,
            zip_sha256: made.zip_sha256,
            signatures: made.ledger.accepted,
            ledger_json: serde_json::to_string(&made.ledger).expect("plain members are JSON"),
            slip_json: serde_json::to_string(&made.slip).expect("plain members are JSON"),
        };
        let files = [
            (at_rest.vault, FileKind::Vault, format!("dossier-{}.vault.age", made.id)),
            (at_rest.dossier, FileKind::Dossier, format!("dossier-{}.zip", made.id)),
        ];
        let files = files.into_iter().filter_map(|(draft, kind, name)| Some((draft?, kind, name))).collect();
        Ok(self.store.finish_job(lease, &packed, files, (self.clock)())?)
    }
}

/// Encrypted files without a name yet.
struct AtRest<'s> {
    store: &'s Store,
    vault: Option<BlobDraft>,
    dossier: Option<BlobDraft>,
}

impl Delivery for AtRest<'_> {
    fn vault(&mut self) -> io::Result<&mut dyn Write> {
        Ok(self.vault.insert(self.store.draft()?))
    }

    fn vault_is_whole(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn dossier(&mut self, _: bool) -> io::Result<&mut dyn Write> {
        Ok(self.dossier.insert(self.store.draft()?))
    }
}
