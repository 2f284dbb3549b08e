//! Encrypted temporary files.
//!
//! In: frames of plain bytes, from several threads. Out: the same frames, in any order. Never: a plain byte on disk, or a
//! key anywhere but in memory.

use crate::proof::aead::{FrameKey, TAG_LENGTH};
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering};

/// An encrypted temporary file, written and read in frames, from several threads.
pub struct Spool {
    file: File,
    key: FrameKey,
    end: AtomicU64,
    frames: AtomicU64,
}

/// Where a frame stands in its spool.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    offset: u64,
    counter: u64,
    /// Plain bytes in the frame.
    pub size: u32,
}

impl Spool {
    pub(super) fn new(file: File, key: &[u8; 32]) -> Spool {
        Spool { file, key: FrameKey::new(key), end: AtomicU64::new(0), frames: AtomicU64::new(0) }
    }

    /// Appends a frame (at most 4 GiB) and leaves `frame` empty, its memory kept.
    pub fn append(&self, frame: &mut Vec<u8>) -> io::Result<Frame> {
        let size = u32::try_from(frame.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let counter = self.frames.fetch_add(1, Ordering::Relaxed);
        let offset = self.end.fetch_add(u64::from(size) + TAG_LENGTH as u64, Ordering::Relaxed);
        self.key.seal(counter, frame);
        self.file.write_all_at(frame, offset)?;
        frame.clear();
        Ok(Frame { offset, counter, size })
    }

    /// Appends the plain bytes of a frame to `out`.
    ///
    /// # Errors
    /// Where the disk fails, or gives back other bytes than were written.
    pub fn read(&self, frame: Frame, out: &mut Vec<u8>) -> io::Result<()> {
        let start = out.len();
        let sealed = frame.size as usize + TAG_LENGTH;
        out.resize(start + sealed, 0);
        self.file.read_exact_at(&mut out[start..], frame.offset)?;
        self.key.open(frame.counter, &mut out[start..]).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        out.truncate(start + frame.size as usize);
        Ok(())
    }

    /// The plain bytes of frames, one after the other.
    pub fn reader<'s>(&'s self, frames: &'s [Frame]) -> SpoolReader<'s> {
        SpoolReader { spool: self, frames: frames.iter(), plain: Vec::new(), at: 0 }
    }
}

/// Reads frames as one stream.
pub struct SpoolReader<'s> {
    spool: &'s Spool,
    frames: std::slice::Iter<'s, Frame>,
    plain: Vec<u8>,
    at: usize,
}

impl Read for SpoolReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.plain.len() {
            let Some(frame) = self.frames.next() else { return Ok(0) };
            self.plain.clear();
            self.at = 0;
            self.spool.read(*frame, &mut self.plain)?;
        }
        let n = buffer.len().min(self.plain.len() - self.at);
        buffer[..n].copy_from_slice(&self.plain[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}
