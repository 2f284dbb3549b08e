//! Entries between redaction and the list: written in order, read back by volumes, in parallel.
//!
//! In: entries in register order. Out: the same entries, volume by volume. Never: an entry in the clear on disk.

use crate::entry::Entry;
use crate::scratch::{Frame, Spool};
use std::io;

/// Bytes of entries in one frame.
const FRAME_SIZE: usize = 256 << 10;

/// All entries of a list, encrypted, cut at the volumes' borders.
pub struct EntrySpool {
    spool: Spool,
    per_volume: u64,
    volumes: Vec<Vec<Frame>>,
    open: Vec<u8>,
    written: u64,
}

impl EntrySpool {
    pub fn new(spool: Spool, per_volume: u64) -> EntrySpool {
        EntrySpool { spool, per_volume, volumes: Vec::new(), open: Vec::new(), written: 0 }
    }

    /// Adds entries encoded by `encode`, which are the next ones in register order.
    pub fn add(&mut self, encoded: &[u8]) -> io::Result<()> {
        let mut at = 0;
        while at < encoded.len() {
            let size = u32::from_le_bytes(encoded[at..at + 4].try_into().expect("four bytes")) as usize;
            if self.written.is_multiple_of(self.per_volume) {
                self.flush()?;
                self.volumes.push(Vec::new());
            }
            self.open.extend_from_slice(&encoded[at..at + 4 + size]);
            self.written += 1;
            at += 4 + size;
            if self.open.len() >= FRAME_SIZE {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.open.is_empty() {
            let frame = self.spool.append(&mut self.open)?;
            self.volumes.last_mut().expect("a volume was begun before its first entry").push(frame);
        }
        Ok(())
    }

    /// Nothing is added after this.
    pub fn finish(&mut self) -> io::Result<()> {
        self.flush()
    }

    pub fn volumes(&self) -> usize {
        self.volumes.len()
    }

    pub fn entries(&self) -> u64 {
        self.written
    }

    /// The entries of the `volume`th volume, from 0.
    pub fn volume(&self, volume: usize) -> io::Result<EntryReader> {
        let mut bytes = Vec::new();
        for frame in &self.volumes[volume] {
            self.spool.read(*frame, &mut bytes)?;
        }
        Ok(EntryReader { bytes, at: 0, entry: Entry::default() })
    }
}

/// Appends an entry to bytes for `EntrySpool::add`.
pub fn encode(entry: &Entry, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    for cell in entry.cells() {
        out.extend_from_slice(&(cell.len() as u32).to_le_bytes());
        out.extend_from_slice(cell.as_bytes());
    }
    let size = (out.len() - start - 4) as u32;
    out[start..start + 4].copy_from_slice(&size.to_le_bytes());
}

/// The entries of one volume, one after the other, in one piece of memory.
pub struct EntryReader {
    bytes: Vec<u8>,
    at: usize,
    entry: Entry,
}

impl EntryReader {
    /// The next entry, until there is none.
    pub fn next_entry(&mut self) -> Option<&Entry> {
        let number = |at: usize| {
            self.bytes.get(at..at + 4).map(|four| u32::from_le_bytes(four.try_into().expect("four bytes")) as usize)
        };
        let end = self.at + 4 + number(self.at)?;
        let mut at = self.at + 4;
        self.entry.clear();
        while at < end {
            let size = number(at).expect("the spool gives back what was written");
            let cell = std::str::from_utf8(&self.bytes[at + 4..at + 4 + size]).expect("cells were written as text");
            self.entry.push_redacted(cell);
            at += 4 + size;
        }
        self.at = end;
        Some(&self.entry)
    }

    /// Begins at the first entry again.
    pub fn rewind(&mut self) {
        self.at = 0;
    }
}
