//! A dossier that somebody sends is checked whole, and nothing of it is kept: it passes through an encrypted file without a
//! name, which goes with the answer.
//!
//! In: a stream. Out: what the verification found. Never: more than a few at once, longer or larger than the settings say.

use crate::store::BlobReader;
use crate::verify::{Limits, Pins, Report, VerifyError, verify_zip};
use crate::web::arriving::{self, of_io};
use crate::web::desk::Desk;
use crate::web::limits;
use crate::web::problem::Problem;
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::web::{self, Bytes};
use futures_util::Stream;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many are received at once; each takes its size of the disk for a while.
const RECEIVED: usize = 8;
/// So many of them from one address, so that nobody alone keeps all others out by sending slowly.
const OF_ONE: usize = 4;
/// So many are checked at once; each takes a thread.
const CHECKED: usize = 2;
/// Seconds after which it is worth asking again.
const AGAIN: u64 = 30;
/// How long one may be on its way, whatever its rate.
const ON_ITS_WAY: Duration = Duration::from_secs(30 * 60);
/// A dossier unpacks to little more than its zip: its paper does not shrink. What grows beyond this is refused before it is unpacked.
const GROWTH: u64 = 8;
/// Enough of a file to see what it is.
const HEAD: u64 = 64;

/// Turns that are left.
pub struct Checks {
    receiving: Arc<Semaphore>,
    checking: Semaphore,
    /// Who is sending, and how many.
    senders: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Default for Checks {
    fn default() -> Checks {
        Checks {
            receiving: Arc::new(Semaphore::new(RECEIVED)),
            checking: Semaphore::new(CHECKED),
            senders: Arc::default(),
        }
    }
}

/// May send a dossier, as long as it is held.
pub struct Turn {
    _permit: OwnedSemaphorePermit,
    sender: IpAddr,
    senders: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Turn {
    fn take(checks: &Checks, sender: IpAddr) -> Option<Turn> {
        let permit = Arc::clone(&checks.receiving).try_acquire_owned().ok()?;
        let mut senders = checks.senders.lock().unwrap_or_else(PoisonError::into_inner);
        let own = senders.entry(sender).or_default();
        if *own >= OF_ONE {
            return None;
        }
        *own += 1;
        Some(Turn { _permit: permit, sender, senders: Arc::clone(&checks.senders) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        match senders.get_mut(&self.sender) {
            Some(own) if *own > 1 => *own -= 1,
            _ => _ = senders.remove(&self.sender),
        }
    }
}

/// What came of it.
pub struct Checked {
    /// None where it is of a newer format than this program reads.
    pub report: Option<Report>,
    pub head: Vec<u8>,
}

impl Checked {
    /// What somebody may have sent instead of a dossier: the key of a sentence.
    pub fn looks_like(&self) -> &'static str {
        match self.head.as_slice() {
            [] => "verify-looks-empty",
            head if head.starts_with(b"%PDF") => "verify-looks-pdf",
            head if head.starts_with(b"age-encryption.org/") => "verify-looks-age",
            head if head.starts_with(b"PK\x03\x04") => "verify-looks-cut",
            _ => "verify-looks-other",
        }
    }
}

/// A turn, before a byte of the body is waited for.
///
/// # Errors
/// Who asks too often; too many at once; a size that is said and too large.
pub fn turn(request: &HttpRequest, desk: &Desk) -> Result<Turn, Problem> {
    let sender = limits::asker(request, &desk.settings);
    desk.limits.check(sender)?;
    let said = request.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    // A form adds a few hundred bytes around the file.
    if said.is_some_and(|said| said > desk.settings.max_verification_bytes.saturating_add(64 << 10)) {
        return Err(Problem::TOO_LARGE);
    }
    Turn::take(&desk.checks, sender).ok_or(Problem::new(503, "busy").after(AGAIN))
}

/// Receives a dossier and checks it.
///
/// # Errors
/// What `arriving` says; a disk that fails.
pub async fn check(
    body: impl Stream<Item = Result<Bytes, PayloadError>>,
    desk: &Desk,
    _turn: &Turn,
) -> Result<Checked, Problem> {
    let (store, most) = (Arc::clone(&desk.store), desk.settings.max_verification_bytes);
    let received = arriving::written(body, most, move |arriving| {
        // Written away encrypted, and given back to be read once.
        arriving.into_draft(&store)?.passing().map_err(of_io)
    });
    let dossier = tokio::time::timeout(ON_ITS_WAY, received).await.map_err(|_| Problem::SLOW)??;
    let _turn = desk.checks.checking.acquire().await.map_err(|_| Problem::FAULT)?;
    web::block(move || look(dossier, most)).await?.map_err(of_io)
}

fn look(mut dossier: BlobReader<File>, most: u64) -> io::Result<Checked> {
    let mut head = Vec::new();
    (&mut dossier).take(HEAD).read_to_end(&mut head)?;
    dossier.rewind()?;
    let limits = Limits { payload: most.saturating_mul(GROWTH) };
    match verify_zip(dossier, &Pins::default(), limits, 1, &crate::progress::Silent) {
        Ok(report) => Ok(Checked { report: Some(report), head }),
        Err(VerifyError::NewerFormat) => Ok(Checked { report: None, head }),
        Err(VerifyError::Unreadable { kind, .. }) => Err(kind.into()),
    }
}
