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
use std::sync::{Mutex, PoisonError};

/// Rows of the register, spread over buckets by the first bits of their tags.
pub struct Buckets {
    spool: Spool,
    bits: u32,
    frames: Vec<Mutex<Vec<Frame>>>,
    count_above: usize,
}

/// Bytes of rows that a bucket should hold: small enough for memory and cache, large enough for long reads.
const BUCKET_SIZE: u64 = 8 << 20;
/// Memory for the half-filled frames of all threads together.
const FRAMES_SIZE: usize = 16 << 20;
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
            frames: (0..count).map(|_| Mutex::default()).collect(),
            count_above: COUNT_ABOVE,
        })
    }

    pub fn count(&self) -> usize {
        self.frames.len()
    }

    fn bucket_of(&self, tag: &Hash) -> usize {
        (u64::from(u32::from_be_bytes([tag[0], tag[1], tag[2], tag[3]])) >> (32 - self.bits)) as usize
    }

    fn frames_of(&self, bucket: usize) -> std::sync::MutexGuard<'_, Vec<Frame>> {
        self.frames[bucket].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A writer for one of `threads` threads.
    pub fn filler(&self, threads: usize) -> Filler<'_> {
        let full = (FRAMES_SIZE / (threads.max(1) * self.count())).clamp(4 << 10, 64 << 10);
        Filler { buckets: self, open: vec![Vec::new(); self.count()], full }
    }

    /// Reads one bucket back, sorted by tag, then by time of signing (empty last), then by the committed values. Rows of
    /// one identity beyond what fits in memory come back as counts.
    pub fn sorted(&self, bucket: usize, committed: &[Field]) -> io::Result<Bucket> {
        let frames = self.frames_of(bucket).clone();
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

/// One thread's half-filled frames.
pub struct Filler<'b> {
    buckets: &'b Buckets,
    open: Vec<Vec<u8>>,
    full: usize,
}

impl Filler<'_> {
    /// Adds a row under its tag.
    pub fn add(&mut self, tag: &Hash, kind: IdentityKind, personal: &Personal<'_>) -> io::Result<()> {
        let number = self.buckets.bucket_of(tag);
        let frame = &mut self.open[number];
        bucket::encode(tag, kind, personal, frame);
        if frame.len() >= self.full { self.flush(number) } else { Ok(()) }
    }

    fn flush(&mut self, bucket: usize) -> io::Result<()> {
        if self.open[bucket].is_empty() {
            return Ok(());
        }
        let frame = self.buckets.spool.append(&mut self.open[bucket])?;
        self.buckets.frames_of(bucket).push(frame);
        Ok(())
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        (0..self.open.len()).try_for_each(|bucket| self.flush(bucket))
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
        buckets.count_above = count_above;
        let mut filler = Filler { full: 200, ..buckets.filler(1) };
        for n in (0..60u32).rev() {
            let mut buffer = PersonalBuffer::new();
            buffer.push(Field::FullName, ["Ada", "Zoë", "Émile"][n as usize % 3]);
            if n > 2 {
                buffer.push(Field::SignedAt, &format!("2017-04-{:02}", n % 28 + 1));
            }
            let tag = [[7; 32], [7; 32], [200; 32]][n as usize % 3];
            filler.add(&tag, IdentityKind::Email, &buffer.as_personal()).expect("added");
        }
        filler.finish().expect("finished");
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
