//! Forgets entries: the vault is written anew, under a fresh file key, without their seeds and values.
//!
//! In: a vault, a writer that was begun for its custodians, entries. Out: the new vault; every leaf stays, for the
//! others' paths. Never: the old vault changed; whoever asked replaces it, and destroys copies.

use super::{Plain, VaultError, VaultWriter};
use crate::proof::tree::{BLOCK, Tree};
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};

/// `indexes`: leaf indexes from 0. To change who can open the vault, begin the writer for others and forget nothing.
pub fn forget<S: Read + Seek, W: Write>(
    reader: &mut Plain<S>,
    mut writer: VaultWriter<W>,
    indexes: &[u64],
) -> Result<W, VaultError> {
    let size = reader.size();
    if let Some(index) = indexes.iter().find(|index| **index >= size) {
        return Err(VaultError::NoSuchEntry(index.saturating_add(1)));
    }
    let gone: BTreeSet<u64> = indexes.iter().copied().collect();
    let mut tree = Tree::new();
    for first in (0..size).step_by(BLOCK) {
        let block = reader.block(first)?;
        for (place, leaf) in block.leaves.iter().enumerate() {
            tree.push(*leaf);
            if gone.contains(&(first + place as u64)) {
                writer.forgotten(leaf)?;
                continue;
            }
            let record = reader.record(&block, place)?;
            match record.split_first_chunk::<32>() {
                Some((seed, values)) => writer.entry(leaf, seed, values)?,
                None => writer.forgotten(leaf)?,
            }
        }
    }
    if tree.root() != reader.about().root.0 {
        return Err(VaultError::Broken("its tree does not end in the root of the dossier"));
    }
    writer.finish(reader.about().clone(), &tree.level8())
}
