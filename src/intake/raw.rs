//! The bytes of an export as they lie there, counted and hashed while its text is read.
//!
//! In: a source, and what the survey found of it. Out: a reader, and at the end whether the bytes are still the ones that
//! were surveyed. Never: more than one byte past the surveyed size.

use super::container::failure;
use super::{IntakeError, Source};
use crate::proof::digest::Sha256;
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the survey found: the digest that is committed to, and the size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub sha256: [u8; 32],
    pub size: u64,
}

/// A reader of which one handle goes below the container and one stays outside, for what the container leaves unread.
#[derive(Clone)]
pub(super) struct Raw {
    file: String,
    /// None: within the survey itself, which knows no digest yet.
    expected: Option<Fingerprint>,
    state: Arc<Mutex<State>>,
}

struct State {
    inner: Box<dyn Read + Send>,
    read: u64,
    hash: Sha256,
}

impl Raw {
    /// # Errors
    /// Where the source does not open.
    pub fn open(source: &dyn Source, expected: Option<Fingerprint>) -> Result<Raw, IntakeError> {
        let inner = source.open().map_err(|error| failure(source.name(), &error))?;
        let state = State { inner, read: 0, hash: Sha256::new() };
        Ok(Raw { file: source.name().to_owned(), expected, state: Arc::new(Mutex::new(state)) })
    }

    /// Bytes read so far.
    pub fn read_so_far(&self) -> u64 {
        self.state().read
    }

    /// Reads what is left and compares; to be called once, at the end.
    ///
    /// # Errors
    /// `Changed` where size or SHA-256 are not what the survey found; where the rest cannot be read.
    pub fn same(&mut self) -> Result<(), IntakeError> {
        let Some(expected) = self.expected else { return Ok(()) };
        // One byte more than there should be tells as much as all of them.
        let left = (expected.size + 1).saturating_sub(self.read_so_far());
        std::io::copy(&mut self.by_ref().take(left), &mut std::io::sink())
            .map_err(|error| failure(&self.file, &error))?;
        let state = self.state();
        let is = Fingerprint { sha256: state.hash.clone().finish(), size: state.read };
        if is == expected { Ok(()) } else { Err(IntakeError::Changed { file: self.file.clone() }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut state = self.state();
        let n = state.inner.read(buffer)?;
        state.read += n as u64;
        if self.expected.is_some() {
            state.hash.update(&buffer[..n]);
        }
        Ok(n)
    }
}
