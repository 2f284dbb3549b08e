//! The blocks of a whole vault: 256 entries each, found by an index, under the tree's nodes.
//!
//! In: a leaf index below the register's size. Out: its leaf, record and path. Never: an offset that is believed before
//! it is seen to lie within its part.

use super::pages::Pages;
use super::plain::{Lying, PARTS};
use super::{LONGEST_RECORD, MAGIC, VaultError};
use crate::proof::Hash;
use crate::proof::tree::{BLOCK, path, root_of};
use std::io::{Read, Seek};
use zeroize::Zeroizing;

/// Where the parts of a whole vault lie.
#[derive(Clone, Copy)]
pub(super) struct Blocks {
    size: u64,
    index_at: u64,
    nodes_at: u64,
}

impl Blocks {
    /// The parts, if each has room for what it should hold, and where the description begins. `end`: of the description.
    pub fn check(
        size: u64,
        index_at: u64,
        nodes_at: u64,
        about_at: u64,
        end: u64,
    ) -> Result<(Blocks, u64), VaultError> {
        // A leaf alone takes 32 bytes, so a size that passes this cannot overflow what follows.
        if size == 0 || size > end / 32 || index_at > nodes_at || nodes_at > about_at || about_at > end {
            return Err(PARTS);
        }
        let blocks = size.div_ceil(BLOCK as u64);
        if nodes_at - index_at != 8 * blocks || about_at - nodes_at != 32 * nodes_over(blocks) {
            return Err(PARTS);
        }
        if index_at < MAGIC.len() as u64 + size * 36 {
            return Err(PARTS);
        }
        Ok((Blocks { size, index_at, nodes_at }, about_at))
    }

    /// The first leaf index of each block.
    pub fn firsts(&self) -> impl Iterator<Item = u64> + use<> {
        (0..self.size).step_by(BLOCK)
    }

    pub fn lying<S: Read + Seek>(&self, pages: &mut Pages<S>, index: u64) -> Result<Lying, VaultError> {
        let block = self.block(pages, index)?;
        let record = block.record(pages, index)?;
        // Within its block the leaf's tree is the whole tree.
        let leaves = &block.leaves;
        let mut path = path(index % BLOCK as u64, leaves.len() as u64, leaves, &[root_of(leaves)]);
        let (mut at, mut width, mut place) = (self.nodes_at, self.size.div_ceil(BLOCK as u64), index / BLOCK as u64);
        while width > 1 {
            let sibling = place ^ 1;
            if sibling < width {
                path.push(pages.read_kept(at + 32 * sibling)?);
            }
            at += 32 * width;
            width = width.div_ceil(2);
            place /= 2;
        }
        Ok(Lying { leaf: block.leaf(index), record, path })
    }

    /// The block that the entry at `index` is in; the caller has checked that there is one.
    pub fn block<S: Read + Seek>(&self, pages: &mut Pages<S>, index: u64) -> Result<Block, VaultError> {
        const OFFSETS: VaultError = VaultError::Broken("its index points to no block");
        let number = index / BLOCK as u64;
        let count = (self.size - number * BLOCK as u64).min(BLOCK as u64) as usize;
        let start = u64::from_be_bytes(pages.read_kept(self.index_at + 8 * number)?);
        let records = start.checked_add(36 * count as u64).ok_or(OFFSETS)?;
        if start < MAGIC.len() as u64 || records > self.index_at {
            return Err(OFFSETS);
        }
        let head = pages.read(start, 36 * count)?;
        let (leaves, ends) = head.split_at(32 * count);
        let ends: Vec<u32> = ends.as_chunks::<4>().0.iter().map(|end| u32::from_be_bytes(*end)).collect();
        let last = ends.last().copied().unwrap_or(0);
        if !ends.is_sorted() || u64::from(last) > self.index_at - records {
            return Err(OFFSETS);
        }
        Ok(Block { leaves: leaves.as_chunks::<32>().0.to_vec(), ends, records })
    }
}

/// Leaves of one block, and where its records end.
pub(super) struct Block {
    pub leaves: Vec<Hash>,
    ends: Vec<u32>,
    records: u64,
}

impl Block {
    pub fn len(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// Of the entry at leaf index `index`, which is in this block.
    pub fn leaf(&self, index: u64) -> Hash {
        self.leaves[(index % BLOCK as u64) as usize]
    }

    /// Seed and values as they lie in the vault; empty where the entry was forgotten.
    pub fn record<S: Read + Seek>(&self, pages: &mut Pages<S>, index: u64) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (start, end) = self.ends_of((index % BLOCK as u64) as usize);
        let length = (end - start) as usize;
        if length > LONGEST_RECORD || (1..32).contains(&length) {
            return Err(VaultError::Broken("a record has no possible length"));
        }
        pages.read(self.records + u64::from(start), length)
    }

    /// Entries of which the leaf alone is left.
    pub fn forgotten(&self) -> u64 {
        (0..self.ends.len()).map(|place| self.ends_of(place)).filter(|(start, end)| start == end).count() as u64
    }

    fn ends_of(&self, place: usize) -> (u32, u32) {
        (if place == 0 { 0 } else { self.ends[place - 1] }, self.ends[place])
    }
}

/// Nodes of all levels over so many of the lowest, these included; a node without a sibling stands again one level up.
fn nodes_over(mut width: u64) -> u64 {
    let mut sum = width;
    while width > 1 {
        width = width.div_ceil(2);
        sum += width;
    }
    sum
}
