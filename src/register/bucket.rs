//! The rows of one bucket in memory, sorted, and how a row is written to a spool.
//!
//! In: the bytes of frames. Out: rows in order. Never: more memory than the distinct identities need, even where
//! millions of rows are of one.

use super::personal::Personal;
use super::sift;
use crate::fields::Field;
use crate::ledger::IdentityKind;
use crate::proof::{Hash, leb128};
use std::collections::HashMap;
use std::io;

/// Duplicates of a row that are no more than counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub duplicates: u64,
    /// Those of them under another name.
    pub other_name: u64,
}

/// The rows of a bucket.
pub struct Bucket {
    bytes: Vec<u8>,
    /// First eight bytes of the tag; where the row stands.
    rows: Vec<(u64, usize)>,
    /// By where the row stands: what was merged into it; only in a bucket that was too large.
    merged: HashMap<usize, Merged>,
}

/// A row as it came back from its bucket.
#[derive(Clone, Copy)]
pub struct Row<'b> {
    pub tag: &'b Hash,
    pub kind: IdentityKind,
    pub personal: Personal<'b>,
    /// Duplicates of it that came back as counts.
    pub merged: Merged,
}

impl Bucket {
    pub fn with_capacity(size: usize) -> Bucket {
        Bucket { bytes: Vec::with_capacity(size), rows: Vec::new(), merged: HashMap::new() }
    }

    /// Rows in memory.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes in memory.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Appends whole rows, as `encode` wrote them.
    pub fn load(&mut self, read: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        let mut at = self.bytes.len();
        read(&mut self.bytes)?;
        while at < self.bytes.len() {
            let size = u32::from_le_bytes(self.bytes[at..at + 4].try_into().expect("four bytes")) as usize;
            let prefix = u64::from_be_bytes(self.bytes[at + 4..at + 12].try_into().expect("eight bytes"));
            self.rows.push((prefix, at + 4));
            at += 4 + size;
        }
        Ok(())
    }

    /// By tag, then by time of signing (empty last), then by the committed values under their length prefixes.
    pub fn sort(&mut self, committed: &[Field]) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_unstable_by(|a, b| {
            // Values that are not committed to may differ last; what is left after them is the same row twice.
            a.0.cmp(&b.0)
                .then_with(|| self.row(a.1).compare(&self.row(b.1), committed))
                .then_with(|| self.encoded(a.1).cmp(self.encoded(b.1)))
        });
        self.rows = rows;
    }

    /// Leaves of each identity of a sorted bucket the first row alone.
    pub fn keep_first(&mut self) {
        let mut kept = Bucket::with_capacity(0);
        let mut last: Option<Hash> = None;
        for row in self.rows().filter(|row| last.replace(*row.tag) != Some(*row.tag)) {
            let start = kept.bytes.len() + 4;
            encode(row.tag, row.kind, &row.personal, &mut kept.bytes);
            kept.rows.push((u64::from_be_bytes(row.tag[..8].try_into().expect("eight bytes")), start));
        }
        *self = kept;
    }

    /// Counts, in a bucket of first rows, what the rows of `part` add to them; the first rows are among these.
    pub fn count(&mut self, part: &Bucket) {
        let first: HashMap<Hash, (usize, Hash)> = self
            .rows
            .iter()
            .map(|(_, at)| {
                let row = self.row(*at);
                (*row.tag, (*at, sift::name_digest(&row.personal)))
            })
            .collect();
        for row in part.rows() {
            if let Some((at, name)) = first.get(row.tag) {
                let merged = self.merged.entry(*at).or_default();
                merged.duplicates += 1;
                merged.other_name += u64::from(sift::name_digest(&row.personal) != *name);
            }
        }
    }

    /// After every part was counted: the first row itself is no duplicate.
    pub fn counted(&mut self) {
        self.merged.values_mut().for_each(|merged| merged.duplicates -= 1);
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(_, at)| self.row(*at))
    }

    fn encoded(&self, start: usize) -> &[u8] {
        let size = u32::from_le_bytes(self.bytes[start - 4..start].try_into().expect("four bytes")) as usize;
        &self.bytes[start..start + size]
    }

    fn row(&self, start: usize) -> Row<'_> {
        let row = self.encoded(start);
        let tag = row[..32].try_into().expect("a tag has 32 bytes");
        let kind = IdentityKind::ALL[usize::from(row[32])];
        let mut rest = &row[33..];
        let mut ends = [0; Field::COUNT];
        let mut last = 0;
        for end in &mut ends {
            last += leb128::take(&mut rest).expect("as `encode` wrote it");
            *end = last;
        }
        let text = std::str::from_utf8(rest).expect("the spool gives back what was written, and that was text");
        let merged = self.merged.get(&start).copied().unwrap_or_default();
        Row { tag, kind, personal: Personal::from_parts(text, ends), merged }
    }
}

impl Row<'_> {
    fn compare(&self, other: &Row<'_>, committed: &[Field]) -> std::cmp::Ordering {
        fn signed<'b>(row: &Row<'b>) -> (bool, &'b str) {
            let at = row.personal.value(Field::SignedAt);
            (at.is_empty(), at)
        }
        self.tag.cmp(other.tag).then_with(|| signed(self).cmp(&signed(other))).then_with(|| {
            committed
                .iter()
                .map(|field| (self.personal.value(*field), other.personal.value(*field)))
                .map(|(a, b)| a.len().cmp(&b.len()).then_with(|| a.cmp(b)))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        })
    }
}

/// Appends a row: its size in four bytes, tag, kind, the lengths of the fields, their text.
pub fn encode(tag: &Hash, kind: IdentityKind, personal: &Personal<'_>, out: &mut Vec<u8>) {
    let (text, ends) = personal.parts();
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(tag);
    out.push(kind as u8);
    let mut last = 0;
    for end in ends {
        leb128::push(out, end - last);
        last = *end;
    }
    out.extend_from_slice(text.as_bytes());
    let size = (out.len() - start - 4) as u32;
    out[start..start + 4].copy_from_slice(&size.to_le_bytes());
}
