//! Writes a vault anew, under a fresh file key: without some seeds and values, or for other custodians.
//!
//! In: a vault, whom the new one is for, entries. Out: the new vault; every leaf stays, for the others' paths, and so does
//! what was answered. Never: the old vault changed; whoever asked replaces it, and destroys copies.

use super::blocks::Blocks;
use super::cut::CutWriter;
use super::plain::Shape;
use super::{CustodianKey, Plain, VaultError, VaultWriter};
use crate::progress::{Progress, Stage};
use crate::proof::tree::Tree;
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};

/// Without seed and values of the entries at these leaf indexes, from 0.
///
/// # Errors
/// Also where one of them is not of the register, or was cut away.
pub fn forget<S: Read + Seek, W: Write>(
    reader: &mut Plain<S>,
    out: W,
    custodians: &[CustodianKey],
    indexes: &[u64],
    progress: &dyn Progress,
) -> Result<W, VaultError> {
    let gone: BTreeSet<u64> = indexes.iter().copied().collect();
    progress.begin(Stage::Vault, reader.held());
    gone.iter().try_for_each(|index| reader.within(*index))?;
    match &reader.shape {
        Shape::Whole(blocks) => whole(*blocks, reader, out, custodians, &gone, progress),
        Shape::Cut(held) => {
            let held = held.indexes(&mut reader.pages)?;
            if let Some(index) = gone.iter().find(|index| held.binary_search(index).is_err()) {
                return Err(VaultError::CutAway(index + 1));
            }
            let mut writer = CutWriter::begin(out, custodians)?;
            for index in held {
                let mut lying = reader.lying(index)?;
                if gone.contains(&index) {
                    lying.record.clear();
                }
                writer.entry(index, &lying)?;
                progress.advance(1);
            }
            writer.finish(reader.about().clone(), reader.size())
        }
    }
}

/// The same vault for other custodians.
pub fn for_others<S: Read + Seek, W: Write>(
    reader: &mut Plain<S>,
    out: W,
    custodians: &[CustodianKey],
    progress: &dyn Progress,
) -> Result<W, VaultError> {
    forget(reader, out, custodians, &[], progress)
}

fn whole<S: Read + Seek, W: Write>(
    blocks: Blocks,
    reader: &mut Plain<S>,
    out: W,
    custodians: &[CustodianKey],
    gone: &BTreeSet<u64>,
    progress: &dyn Progress,
) -> Result<W, VaultError> {
    let about = reader.about().clone();
    let mut writer = VaultWriter::begin(out, custodians, about.fields.len())?;
    let mut tree = Tree::new();
    for first in blocks.firsts() {
        let block = blocks.block(&mut reader.pages, first)?;
        for (index, leaf) in (first..).zip(&block.leaves) {
            tree.push(*leaf);
            if gone.contains(&index) {
                writer.forgotten(leaf)?;
                continue;
            }
            let record = block.record(&mut reader.pages, index)?;
            match record.split_first_chunk::<32>() {
                Some((seed, values)) => writer.entry(leaf, seed, values)?,
                None => writer.forgotten(leaf)?,
            }
        }
        progress.advance(block.len());
    }
    if tree.root() != about.root.0 {
        return Err(VaultError::Broken("its tree does not end in the root of the dossier"));
    }
    writer.finish(about, &tree.level8())
}
