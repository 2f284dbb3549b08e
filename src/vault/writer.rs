//! Writes a vault, entry by entry in register order, block by block of 256.
//!
//! In: leaf, row seed and values of each entry. Out: the age stream. Never: an allocation for an entry: one block's
//! buffers are used again for all.

use super::{CustodianKey, LONGEST_RECORD, MAGIC, VaultAbout, VaultError, encrypt_to};
use crate::proof::Hash;
use crate::proof::tree::{BLOCK, node, root_of};
use age::stream::StreamWriter;
use std::io::Write;
use zeroize::Zeroizing;

/// A vault that is being written. Dropped before `finish`, it leaves a file that does not decrypt.
pub struct VaultWriter<W: Write> {
    out: StreamWriter<W>,
    /// Bytes of plaintext written so far.
    written: u64,
    custodians: Vec<String>,
    fields: usize,
    size: u64,
    /// Where each block begins.
    index: Vec<u64>,
    leaves: Vec<u8>,
    /// Where each record of the block ends, in `records`.
    ends: Vec<u32>,
    records: Zeroizing<Vec<u8>>,
}

impl<W: Write> VaultWriter<W> {
    /// `recipients`: each can open the vault alone. `field_count`: values of an entry, `shown` included.
    pub fn begin(out: W, recipients: &[CustodianKey], field_count: usize) -> Result<VaultWriter<W>, VaultError> {
        let mut writer = VaultWriter {
            out: encrypt_to(out, recipients)?,
            written: 0,
            custodians: recipients.iter().map(CustodianKey::to_string).collect(),
            fields: field_count,
            size: 0,
            index: Vec::new(),
            leaves: Vec::with_capacity(BLOCK * 32),
            ends: Vec::with_capacity(BLOCK),
            records: Zeroizing::new(Vec::with_capacity(BLOCK * 512)),
        };
        writer.write(MAGIC)?;
        Ok(writer)
    }

    /// The next entry in register order. `values`: each committed value behind its length (`proof::leb128`), one after another.
    pub fn entry(&mut self, leaf: &Hash, seed: &Hash, values: &[u8]) -> Result<(), VaultError> {
        if values.len() > LONGEST_RECORD - 32 {
            return Err(VaultError::TooLong);
        }
        self.records.extend_from_slice(seed);
        self.records.extend_from_slice(values);
        self.leaf(leaf)
    }

    /// The next entry, of which only the leaf is left.
    pub fn forgotten(&mut self, leaf: &Hash) -> Result<(), VaultError> {
        self.leaf(leaf)
    }

    fn leaf(&mut self, leaf: &Hash) -> Result<(), VaultError> {
        self.leaves.extend_from_slice(leaf);
        self.ends.push(u32::try_from(self.records.len()).map_err(|_| VaultError::TooLong)?);
        self.size += 1;
        if self.ends.len() == BLOCK { self.block() } else { Ok(()) }
    }

    fn block(&mut self) -> Result<(), VaultError> {
        self.index.push(self.written);
        let mut head = std::mem::take(&mut self.leaves);
        self.ends.iter().for_each(|end| head.extend_from_slice(&end.to_be_bytes()));
        self.write(&head)?;
        self.out.write_all(&self.records)?;
        self.written += self.records.len() as u64;
        head.clear();
        self.leaves = head;
        self.ends.clear();
        self.records.clear();
        Ok(())
    }

    /// `level8`: the roots of the blocks (`Tree::level8`). The custodians in `about` are replaced by the recipients.
    pub fn finish(mut self, about: VaultAbout, level8: &[Hash]) -> Result<W, VaultError> {
        if !self.ends.is_empty() {
            self.block()?;
        }
        assert_eq!(level8.len(), self.index.len(), "level 8 has a node for each block");
        assert_eq!(about.fields.len(), self.fields, "the vault was begun for these fields");
        debug_assert_eq!(root_of(level8), about.root.0);
        let about = VaultAbout { custodians: std::mem::take(&mut self.custodians), ..about }.write()?;
        let index_at = self.written;
        let index: Vec<u8> = self.index.iter().flat_map(|at| at.to_be_bytes()).collect();
        self.write(&index)?;
        let nodes_at = self.written;
        let mut level = level8.to_vec();
        loop {
            self.write(level.as_flattened())?;
            if level.len() < 2 {
                break;
            }
            level = level.chunks(2).map(|pair| if let [l, r] = pair { node(l, r) } else { pair[0] }).collect();
        }
        let about_at = self.written;
        self.write(&about)?;
        for number in [self.size, self.fields as u64, index_at, nodes_at, about_at] {
            self.write(&number.to_be_bytes())?;
        }
        Ok(self.out.finish()?)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}
