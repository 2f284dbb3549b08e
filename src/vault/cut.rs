//! Cuts a vault to the entries that a challenge drew, under a fresh file key.
//!
//! In: a vault, leaf indexes, what was answered. Out: a vault that opens these entries and proves them, and nothing else.
//! Never: another leaf, node, seed or value; the old vault changed: whoever asked replaces it, and destroys copies.

use super::plain::{Lying, opened};
use super::{Answered, CUT_MAGIC, CustodianKey, Plain, VaultAbout, VaultError, encrypt_to};
use age::stream::StreamWriter;
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};

/// Keeps the entries at these leaf indexes, from 0, in any order; forgotten ones stay forgotten.
///
/// # Errors
/// Also where one of them is not of the register, was cut away before, or does not make its leaf.
pub fn cut<S: Read + Seek, W: Write>(
    reader: &mut Plain<S>,
    out: W,
    custodians: &[CustodianKey],
    indexes: &[u64],
    answered: Answered,
) -> Result<W, VaultError> {
    let fields = reader.about().fields.len();
    let mut writer = CutWriter::begin(out, custodians)?;
    for index in indexes.iter().copied().collect::<BTreeSet<u64>>() {
        let lying = reader.lying(index)?;
        opened(index, lying.leaf, &lying.record, fields)?;
        writer.entry(index, &lying)?;
    }
    writer.finish(VaultAbout { answered: Some(answered), ..reader.about().clone() }, reader.size())
}

/// A cut vault that is being written. Dropped before `finish`, it leaves a file that does not decrypt.
pub(super) struct CutWriter<W: Write> {
    out: StreamWriter<W>,
    /// Bytes of plaintext written so far.
    written: u64,
    custodians: Vec<String>,
    count: u64,
    table: Vec<u8>,
}

impl<W: Write> CutWriter<W> {
    pub fn begin(out: W, recipients: &[CustodianKey]) -> Result<CutWriter<W>, VaultError> {
        let custodians = recipients.iter().map(CustodianKey::to_string).collect();
        let out = encrypt_to(out, recipients)?;
        let mut writer = CutWriter { out, written: 0, custodians, count: 0, table: Vec::new() };
        writer.write(CUT_MAGIC)?;
        Ok(writer)
    }

    /// The next entry in ascending order.
    pub fn entry(&mut self, index: u64, lying: &Lying) -> Result<(), VaultError> {
        self.write(lying.path.as_flattened())?;
        self.write(&lying.record)?;
        self.table.extend_from_slice(&index.to_be_bytes());
        self.table.extend_from_slice(&lying.leaf);
        self.table.extend_from_slice(&self.written.to_be_bytes());
        self.count += 1;
        Ok(())
    }

    /// `size`: of the register. The custodians in `about` are replaced by the recipients.
    pub fn finish(mut self, about: VaultAbout, size: u64) -> Result<W, VaultError> {
        let fields = about.fields.len() as u64;
        let about = VaultAbout { custodians: std::mem::take(&mut self.custodians), ..about }.write()?;
        let table_at = self.written;
        let table = std::mem::take(&mut self.table);
        self.write(&table)?;
        let about_at = self.written;
        self.write(&about)?;
        for number in [size, fields, self.count, table_at, about_at] {
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
