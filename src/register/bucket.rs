//! The rows of one bucket in memory, sorted, and how a row is written to a spool.
//!
//! In: the bytes of frames. Out: rows in order. Never: more memory than the distinct identities need, even where
//! millions of rows are of one.

use super::personal::Personal;
use super::sift;
use crate::fields::Field;
use crate::ledger::{Flags, IdentityKind};
use crate::proof::Hash;
use std::collections::HashMap;
use std::io;

/// Duplicates that are no more than counts: digest of the folded name, how many.
pub type Merged = Vec<(Hash, u64)>;

/// The rows of a bucket.
pub struct Bucket {
    bytes: Vec<u8>,
    /// First eight bytes of the tag; where the row stands.
    rows: Vec<(u64, usize)>,
    /// By where the row stands: what was merged into it while the bucket was read.
    merged: HashMap<usize, Merged>,
}

/// A row as it came back from its bucket.
#[derive(Clone, Copy)]
pub struct Row<'b> {
    pub tag: &'b Hash,
    pub kind: IdentityKind,
    pub flags: Flags,
    pub personal: Personal<'b>,
    /// Duplicates of it that came back as counts.
    pub merged: &'b [(Hash, u64)],
    at: usize,
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
            a.0.cmp(&b.0).then_with(|| self.row(a.1).compare(&self.row(b.1), committed)).then(a.1.cmp(&b.1))
        });
        self.rows = rows;
    }

    /// Merges the duplicates of a sorted bucket into counts.
    pub fn compact(&mut self) {
        let mut kept = Bucket::with_capacity(self.bytes.len() / 2);
        let mut last: Option<(Hash, usize)> = None;
        for row in self.rows() {
            match last {
                Some((tag, at)) if tag == *row.tag => {
                    let merged = kept.merged.entry(at).or_default();
                    add(merged, sift::name_digest(&row.personal), 1);
                    row.merged.iter().for_each(|(name, n)| add(merged, *name, *n));
                }
                _ => {
                    encode(row.tag, row.kind, row.flags, &row.personal, &mut kept.bytes);
                    let size = self.bytes[row.at - 4..row.at].try_into().expect("four bytes");
                    let at = kept.bytes.len() - u32::from_le_bytes(size) as usize;
                    kept.rows.push((u64::from_be_bytes(row.tag[..8].try_into().expect("eight bytes")), at));
                    if !row.merged.is_empty() {
                        kept.merged.insert(at, row.merged.to_vec());
                    }
                    last = Some((*row.tag, at));
                }
            }
        }
        *self = kept;
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(_, at)| self.row(*at))
    }

    fn row(&self, start: usize) -> Row<'_> {
        let size = u32::from_le_bytes(self.bytes[start - 4..start].try_into().expect("four bytes")) as usize;
        let row = &self.bytes[start..start + size];
        let tag = row[..32].try_into().expect("a tag has 32 bytes");
        let kind = IdentityKind::ALL[usize::from(row[32])];
        let flags = Flags(u16::from_le_bytes([row[33], row[34]]));
        let mut at = 35;
        let mut ends = [0; Field::COUNT];
        let mut last = 0;
        for end in &mut ends {
            last += take_short(row, &mut at);
            *end = last;
        }
        let text = std::str::from_utf8(&row[at..]).expect("the spool gives back what was written, and that was text");
        let merged = self.merged.get(&start).map_or(&[][..], Vec::as_slice);
        Row { tag, kind, flags, personal: Personal::from_parts(text, ends, flags), merged, at: start }
    }
}

fn add(merged: &mut Merged, name: Hash, n: u64) {
    match merged.iter_mut().find(|(known, _)| *known == name) {
        Some((_, count)) => *count += n,
        None => merged.push((name, n)),
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

/// Appends a row: its size in four bytes, tag, kind, flags, the lengths of the fields, their text.
pub fn encode(tag: &Hash, kind: IdentityKind, flags: Flags, personal: &Personal<'_>, out: &mut Vec<u8>) {
    let (text, ends) = personal.parts();
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(tag);
    out.push(kind as u8);
    out.extend_from_slice(&flags.0.to_le_bytes());
    let mut last = 0;
    for end in ends {
        push_short(out, end - last);
        last = *end;
    }
    out.extend_from_slice(text.as_bytes());
    let size = (out.len() - start - 4) as u32;
    out[start..start + 4].copy_from_slice(&size.to_le_bytes());
}

/// A number in groups of seven bits, smallest first: one byte for most lengths of a name.
fn push_short(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn take_short(bytes: &[u8], at: &mut usize) -> u32 {
    let (mut n, mut shift) = (0, 0);
    loop {
        let byte = bytes[*at];
        *at += 1;
        n |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return n;
        }
        shift += 7;
    }
}
