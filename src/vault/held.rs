//! The entries that a cut vault still holds, found by a table in ascending order.
//!
//! In: a leaf index below the register's size. Out: its leaf, record and path. Never: a row of the table that is believed
//! before all of them were seen to ascend and to point to parts that touch each other.

use super::pages::Pages;
use super::plain::{Lying, PARTS};
use super::{CUT_MAGIC, LONGEST_RECORD, VaultError};
use crate::proof::tree::path_length;
use std::io::{Read, Seek};
use zeroize::Zeroizing;

/// Bytes of a row: leaf index, leaf, where the entry's part ends.
pub(super) const ROW: u64 = 48;

/// Where the table lies, and how many rows it has.
pub(super) struct Held {
    count: u64,
    table_at: u64,
}

struct Row {
    index: u64,
    leaf: [u8; 32],
    end: u64,
}

impl Held {
    /// The table, if every row of it can be true, and where the description begins. `end`: of the description.
    pub fn check<S: Read + Seek>(
        pages: &mut Pages<S>,
        size: u64,
        count: u64,
        table_at: u64,
        about_at: u64,
        end: u64,
    ) -> Result<(Held, u64), VaultError> {
        if count > size || count > end / ROW || table_at > about_at || about_at > end {
            return Err(PARTS);
        }
        if about_at - table_at != ROW * count {
            return Err(PARTS);
        }
        let held = Held { count, table_at };
        let (mut next, mut start) = (0, CUT_MAGIC.len() as u64);
        for place in 0..count {
            let row = held.row(pages, place)?;
            let path = 32 * u64::from(path_length(row.index, size));
            let record = row.end.checked_sub(start).and_then(|part| part.checked_sub(path)).ok_or(PARTS)?;
            if row.index < next || row.index >= size || record > LONGEST_RECORD as u64 || (1..32).contains(&record) {
                return Err(PARTS);
            }
            (next, start) = (row.index + 1, row.end);
        }
        if start == table_at { Ok((held, about_at)) } else { Err(PARTS) }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    /// The leaf indexes that are held, ascending.
    pub fn indexes<S: Read + Seek>(&self, pages: &mut Pages<S>) -> Result<Vec<u64>, VaultError> {
        (0..self.count).map(|place| Ok(self.row(pages, place)?.index)).collect()
    }

    pub fn forgotten<S: Read + Seek>(&self, pages: &mut Pages<S>, size: u64) -> Result<u64, VaultError> {
        let mut sum = 0;
        for place in 0..self.count {
            let row = self.row(pages, place)?;
            let part = row.end - self.start(pages, place)?;
            sum += u64::from(part == 32 * u64::from(path_length(row.index, size)));
        }
        Ok(sum)
    }

    pub fn lying<S: Read + Seek>(&self, pages: &mut Pages<S>, index: u64, size: u64) -> Result<Lying, VaultError> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = self.row(pages, middle)?;
            if row.index == index {
                let start = self.start(pages, middle)?;
                let part = pages.read(start, (row.end - start) as usize)?;
                let (path, record) = part.split_at(32 * path_length(index, size) as usize);
                let record = Zeroizing::new(record.to_vec());
                return Ok(Lying { leaf: row.leaf, record, path: path.as_chunks::<32>().0.to_vec() });
            }
            if row.index < index { low = middle + 1 } else { high = middle }
        }
        Err(VaultError::CutAway(index + 1))
    }

    /// Where the part of a row begins: where the one before it ends.
    fn start<S: Read + Seek>(&self, pages: &mut Pages<S>, place: u64) -> Result<u64, VaultError> {
        if place == 0 { Ok(CUT_MAGIC.len() as u64) } else { Ok(self.row(pages, place - 1)?.end) }
    }

    fn row<S: Read + Seek>(&self, pages: &mut Pages<S>, place: u64) -> Result<Row, VaultError> {
        let bytes: [u8; ROW as usize] = pages.read_kept(self.table_at + ROW * place)?;
        let index = u64::from_be_bytes(*bytes.first_chunk().expect("a row has 48 bytes"));
        let leaf = *bytes[8..].first_chunk().expect("a row has 48 bytes");
        Ok(Row { index, leaf, end: u64::from_be_bytes(*bytes.last_chunk().expect("a row has 48 bytes")) })
    }
}
