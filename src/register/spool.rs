//! The register on disk while it is made: rows in encrypted buckets, each small enough to be sorted in memory.
//!
//! In: rows with their tags, in any order, from several threads. Out: buckets in ascending order of tag; all rows of one
//! identity are in one bucket. Never: a row in the clear on disk.

use super::bucket::{self, Bucket};
use super::personal::Personal;
use crate::fields::Field;
use crate::ledger::IdentityKind;
use crate::proof::Hash;
use crate::proof::aead::TAG_LENGTH;
use crate::scratch::{Frame, Scratch, Spool};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Rows of the register, spread over buckets by the first bits of their tags.
pub struct Buckets {
    spool: Spool,
    bits: u32,
    parts: Vec<Mutex<Part>>,
    /// Bytes of a frame that is worth writing.
    full: usize,
    count_above: usize,
}

/// One bucket while it is filled.
#[derive(Default)]
struct Part {
    open: Vec<u8>,
    written: Vec<Frame>,
}

/// Bytes of rows that a bucket should hold: small enough for memory and cache, large enough for long reads.
const BUCKET_SIZE: u64 = 8 << 20;
/// Memory for the half-filled frames of all buckets together.
const FRAMES_SIZE: usize = 24 << 20;
/// A bucket of more bytes than this has its duplicates counted while it is read, not kept: tags are keyed, so only rows of
/// one identity can make a bucket so large.
const COUNT_ABOVE: usize = 48 << 20;

impl Buckets {
    /// Buckets for about `expected` bytes of rows; `count`, rounded up to a power of two, where the caller wants a number.
    pub fn new(scratch: &Scratch, key: &[u8; 32], expected: u64, count: Option<usize>) -> io::Result<Buckets> {
        let count = count.unwrap_or((expected / BUCKET_SIZE) as usize).clamp(1, 4096).next_power_of_two();
        Ok(Buckets {
            spool: scratch.spool(key)?,
            bits: count.trailing_zeros(),
            parts: (0..count).map(|_| Mutex::default()).collect(),
            full: (FRAMES_SIZE / count).clamp(4 << 10, 64 << 10),
            count_above: COUNT_ABOVE,
        })
    }

    pub fn count(&self) -> usize {
        self.parts.len()
    }

    fn bucket_of(&self, tag: &Hash) -> usize {
        (u64::from(u32::from_be_bytes([tag[0], tag[1], tag[2], tag[3]])) >> (32 - self.bits)) as usize
    }

    fn part(&self, bucket: usize) -> MutexGuard<'_, Part> {
        self.parts[bucket].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A writer for one thread; the threads share the half-filled frames.
    pub fn filler(&self) -> Filler<'_> {
        Filler { buckets: self, spare: Vec::new() }
    }

    /// Writes what is left, once every filler is done.
    pub fn finish(&self) -> io::Result<()> {
        for bucket in 0..self.count() {
            let mut rest = std::mem::take(&mut self.part(bucket).open);
            if !rest.is_empty() {
                self.write(bucket, &mut rest)?;
            }
        }
        Ok(())
    }

    fn write(&self, bucket: usize, frame: &mut Vec<u8>) -> io::Result<()> {
        let written = self.spool.append(frame)?;
        self.part(bucket).written.push(written);
        Ok(())
    }

    /// Reads one bucket back, sorted by tag, then by time of signing (empty last), then by the committed values. Rows of
    /// one identity beyond what fits in memory come back as counts.
    pub fn sorted(&self, bucket: usize, committed: &[Field]) -> io::Result<Bucket> {
        let frames = self.part(bucket).written.clone();
        let size: usize = frames.iter().map(|frame| frame.size as usize + TAG_LENGTH).sum();
        if size > self.count_above {
            return self.counted(&frames, committed);
        }
        let mut sorted = Bucket::with_capacity(size);
        for frame in frames {
            sorted.load(|bytes| self.spool.read(frame, bytes))?;
        }
        sorted.sort(committed);
        Ok(sorted)
    }

    /// A bucket that is too large, read twice: to find the first row of each identity, and to count the others.
    fn counted(&self, frames: &[Frame], committed: &[Field]) -> io::Result<Bucket> {
        let mut first = Bucket::with_capacity(0);
        let mut full = self.count_above;
        for (n, frame) in frames.iter().enumerate() {
            first.load(|bytes| self.spool.read(*frame, bytes))?;
            if first.size() > full || n + 1 == frames.len() {
                first.sort(committed);
                first.keep_first();
                full = self.count_above.max(2 * first.size());
            }
        }
        let mut part = Bucket::with_capacity(0);
        for (n, frame) in frames.iter().enumerate() {
            part.load(|bytes| self.spool.read(*frame, bytes))?;
            if part.size() > self.count_above || n + 1 == frames.len() {
                first.count(&part);
                part = Bucket::with_capacity(0);
            }
        }
        first.counted();
        Ok(first)
    }
}

/// One thread's way into the buckets.
pub struct Filler<'b> {
    buckets: &'b Buckets,
    spare: Vec<u8>,
}

impl Filler<'_> {
    /// Adds a row under its tag.
    pub fn add(&mut self, tag: &Hash, kind: IdentityKind, personal: &Personal<'_>) -> io::Result<()> {
        let bucket = self.buckets.bucket_of(tag);
        let mut part = self.buckets.part(bucket);
        if part.open.is_empty() {
            // Room for a full frame, its last row and the tag: a buffer that doubles would hold twice as much.
            part.open.reserve(self.buckets.full + (1 << 10));
        }
        bucket::encode(tag, kind, personal, &mut part.open);
        if part.open.len() < self.buckets.full {
            return Ok(());
        }
        // Others fill the spare while this one is written.
        std::mem::swap(&mut part.open, &mut self.spare);
        drop(part);
        self.buckets.write(bucket, &mut self.spare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::personal::PersonalBuffer;
    use crate::register::sift::sift;

    /// Sixty rows of three people, two of whom share an address.
    fn outcome(count: usize, count_above: usize) -> (Vec<String>, crate::register::sift::Sifted) {
        let out = tempfile::tempdir().expect("a temporary folder");
        let scratch = Scratch::open(out.path()).expect("scratch");
        let mut buckets = Buckets::new(&scratch, &[3; 32], 1, Some(count)).expect("buckets");
        (buckets.count_above, buckets.full) = (count_above, 200);
        let mut filler = buckets.filler();
        for n in (0..60u32).rev() {
            let mut buffer = PersonalBuffer::new();
            buffer.push(Field::FullName, ["Ada", "Zoë", "Émile"][n as usize % 3]);
            if n > 2 {
                buffer.push(Field::SignedAt, &format!("2017-04-{:02}", n % 28 + 1));
            }
            let tag = [[7; 32], [7; 32], [200; 32]][n as usize % 3];
            filler.add(&tag, IdentityKind::Email, &buffer.as_personal()).expect("added");
        }
        buckets.finish().expect("finished");
        let (mut stayed, mut total) = (Vec::new(), crate::register::sift::Sifted::default());
        for bucket in 0..buckets.count() {
            let bucket = buckets.sorted(bucket, &[Field::FullName, Field::SignedAt]).expect("sorted");
            let (rows, sifted) = sift(&bucket).expect("no pseudonym twice");
            stayed.extend(
                rows.iter().map(|row| {
                    format!("{} {}", row.personal.value(Field::FullName), row.personal.value(Field::SignedAt))
                }),
            );
            total.absorb(&sifted);
        }
        (stayed, total)
    }

    #[test]
    fn buckets_and_memory_change_nothing() {
        let (stayed, sifted) = outcome(1, usize::MAX);
        assert_eq!(stayed, ["Zoë 2017-04-01", "Émile 2017-04-01"]);
        assert_eq!((sifted.accepted, sifted.duplicates, sifted.duplicates_other_name), (2, 58, 20));
        for (count, count_above) in [(1, 0), (1, 500), (16, usize::MAX), (256, 300)] {
            assert_eq!(outcome(count, count_above), (stayed.clone(), sifted.clone()));
        }
    }
}
