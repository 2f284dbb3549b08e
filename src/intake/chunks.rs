//! The export, decoded and cut into runs of whole records.
//!
//! In: a source and its layout. Out: chunks of about 1 MiB, in order, that worker threads parse alone. Never: more memory
//! than two chunks, whatever the bytes.

use super::encoding::Decoding;
use super::raw::{Fingerprint, Raw};
use super::records::{How, after_return, record_end};
use super::{IntakeError, Layout, Source};
use memchr::memchr2;
use std::io::ErrorKind;

/// About how many bytes of text a chunk holds.
pub const CHUNK_BYTES: usize = 1 << 20;

/// Whole records, as text in UTF-8 but for what was broken in the export.
pub struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// The end of each record, line end included; `BROKEN` marks one that does not end as it should.
    pub(super) ends: Vec<u32>,
    pub(super) first_row: u64,
    /// Bytes of the export, as it lies there, that were read for this chunk: adds up to its size, less what a container
    /// holds behind the last record.
    pub consumed: u64,
}

/// The bit of an end that says: this record is malformed, do not look inside.
pub(super) const BROKEN: u32 = 1 << 31;

impl std::fmt::Debug for Chunk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Chunk({} records from row {})", self.ends.len(), self.first_row)
    }
}

impl Chunk {
    /// The row number of the first record, as a spreadsheet shows it.
    pub fn first_row(&self) -> u64 {
        self.first_row
    }

    /// Records and blank lines in it.
    pub fn records(&self) -> usize {
        self.ends.len()
    }

    /// Each record with its line end, and whether it is broken.
    pub(super) fn each(&self) -> impl Iterator<Item = (std::ops::Range<usize>, bool)> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let range = start..(end & !BROKEN) as usize;
            start = range.end;
            (range, end & BROKEN != 0)
        })
    }
}

/// Reads chunk after chunk; ends after the first error.
pub struct Chunks {
    file: String,
    text: Decoding,
    raw: Raw,
    counted: u64,
    size: usize,
    delimiter: u8,
    buffer: Vec<u8>,
    /// Records still to be passed over: preamble and header.
    skip: u64,
    next_row: u64,
    /// Within a line without end: everything up to the next line end is dropped.
    within_endless: bool,
    at_end: bool,
    done: bool,
}

impl Chunks {
    /// Opens the source again; its bytes must be the `expected` ones.
    pub(super) fn open(
        source: &dyn Source,
        layout: &Layout,
        size: usize,
        expected: Option<Fingerprint>,
    ) -> Result<Chunks, IntakeError> {
        let raw = Raw::open(source, expected)?;
        let inside = layout.container.inside(source, Box::new(raw.clone()))?;
        Ok(Chunks {
            file: layout.file.clone(),
            text: Decoding::new(inside, layout.encoding),
            raw,
            counted: 0,
            size,
            delimiter: layout.delimiter,
            buffer: Vec::new(),
            skip: layout.skip,
            next_row: 1,
            within_endless: false,
            at_end: false,
            done: false,
        })
    }

    fn fill(&mut self) -> Result<(), IntakeError> {
        match self.text.read_some(&mut self.buffer, self.size) {
            Ok(more) => self.at_end = !more,
            Err(error) => {
                // The survey could unpack all of it, so what does not unpack now is not what was surveyed.
                let failure = super::container::failure(&self.file, &error);
                if matches!(failure, IntakeError::Damaged { .. } | IntakeError::Swells { .. })
                    || error.kind() == ErrorKind::UnexpectedEof
                {
                    self.raw.same()?;
                }
                return Err(failure);
            }
        }
        if self.at_end { self.raw.same() } else { Ok(()) }
    }

    /// Drops the rest of a line without end; false where only more bytes can tell.
    fn leave_endless(&mut self) -> bool {
        let end = match memchr2(b'\n', b'\r', &self.buffer) {
            None if self.at_end => Some(self.buffer.len()),
            None => {
                self.buffer.clear();
                None
            }
            Some(at) if self.buffer[at] == b'\n' => Some(at + 1),
            Some(at) => after_return(&self.buffer, at, self.at_end),
        };
        if let Some(end) = end {
            self.buffer.drain(..end);
            self.within_endless = false;
        }
        end.is_some()
    }

    /// Cuts off the records that are complete.
    fn cut(&mut self) -> Option<Chunk> {
        if self.within_endless && !self.leave_endless() {
            return None;
        }
        let (mut start, mut from) = (0, 0);
        let mut ends = Vec::with_capacity(self.buffer.len() / 64 + 1);
        while let Some(ending) = record_end(&self.buffer, start, self.delimiter, self.at_end) {
            start = ending.end;
            if self.skip > 0 {
                self.skip -= 1;
                self.next_row += 1;
                from = start;
            } else {
                let broken = if ending.how == How::Whole { 0 } else { BROKEN };
                ends.push((start - from) as u32 | broken);
            }
            if ending.how == How::Endless {
                self.within_endless = true;
                break;
            }
        }
        let rest = self.buffer[start..].to_vec();
        let mut bytes = std::mem::replace(&mut self.buffer, rest);
        bytes.truncate(start);
        if from > 0 {
            bytes.drain(..from);
        }
        if ends.is_empty() {
            return None;
        }
        let read = self.raw.read_so_far();
        let consumed = read - self.counted;
        self.counted = read;
        let first_row = self.next_row;
        self.next_row += ends.len() as u64;
        Some(Chunk { bytes, ends, first_row, consumed })
    }
}

impl Iterator for Chunks {
    type Item = Result<Chunk, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.done || (self.at_end && self.buffer.is_empty()) {
                return None;
            }
            if !self.at_end
                && let Err(error) = self.fill()
            {
                self.done = true;
                return Some(Err(error));
            }
            if let Some(chunk) = self.cut() {
                return Some(Ok(chunk));
            }
            if self.at_end && !self.within_endless {
                return None;
            }
        }
    }
}
