//! Reads a vault, one entry at a time, and believes nothing that it can recompute.
//!
//! In: the plaintext, seekable. Out: leaf, seed and values of an entry; its path. Never: room made for more bytes than
//! the vault has; a record that does not make its leaf; a path that does not end in the root.

use super::{LONGEST_ABOUT, LONGEST_RECORD, MAGIC, TRAILER, VaultAbout, VaultError};
use crate::proof::commitment::{field_digest, leaf_of, salts};
use crate::proof::tree::{BLOCK, path, root_from_path, root_of};
use crate::proof::{Hash, leb128};
use age::stream::StreamReader;
use std::fmt;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::str::FromStr as _;
use zeroize::{Zeroize, Zeroizing};

/// A vault, decrypted as it is read.
pub type VaultReader<R> = Plain<StreamReader<BufReader<R>>>;

/// What the vault holds of one entry; seed and values are gone where it was forgotten.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    pub leaf: Hash,
    pub seed: Option<Hash>,
    /// In the order of `fields`.
    pub values: Option<Vec<String>>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.seed.is_some() { "Opened(kept)" } else { "Opened(forgotten)" })
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.seed.zeroize();
        self.values.zeroize();
    }
}

/// The plaintext of a vault (docs/vault.md).
pub struct Plain<S> {
    source: S,
    about: VaultAbout,
    size: u64,
    index_at: u64,
    nodes_at: u64,
}

impl<R: Read + Seek> VaultReader<R> {
    /// `identity`: the text of a custodian's age identity file.
    pub fn open(file: R, identity: &str) -> Result<VaultReader<R>, VaultError> {
        let identities = identities(identity)?;
        let decryptor = age::Decryptor::new_buffered(BufReader::new(file)).map_err(|error| match error {
            age::DecryptError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
            _ => VaultError::NotAVault,
        })?;
        let keys = identities.iter().map(|key| key as &dyn age::Identity);
        Plain::read(decryptor.decrypt(keys).map_err(|error| match error {
            age::DecryptError::Io(error) => error.into(),
            age::DecryptError::NoMatchingKeys => VaultError::OtherKey,
            _ => VaultError::Broken("its head was changed"),
        })?)
    }
}

fn identities(text: &str) -> Result<Vec<age::x25519::Identity>, VaultError> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Vec<_> =
        lines.map(age::x25519::Identity::from_str).collect::<Result<_, _>>().map_err(|_| VaultError::Identity)?;
    if keys.is_empty() { Err(VaultError::Identity) } else { Ok(keys) }
}

impl<S: Read + Seek> Plain<S> {
    /// Reads trailer and description, and checks that every part has room for what it should hold.
    pub fn read(mut source: S) -> Result<Plain<S>, VaultError> {
        const PARTS: VaultError = VaultError::Broken("its parts do not fit together");
        let length = source.seek(SeekFrom::End(0))?;
        let end = length.checked_sub(TRAILER).filter(|end| *end >= MAGIC.len() as u64).ok_or(VaultError::NotAVault)?;
        if *read_at(&mut source, 0, MAGIC.len())? != MAGIC {
            return Err(VaultError::NotAVault);
        }
        let trailer = read_at(&mut source, end, TRAILER as usize)?;
        let mut numbers = trailer.as_chunks::<8>().0.iter().map(|number| u64::from_be_bytes(*number));
        let mut next = || numbers.next().expect("the trailer has five numbers");
        let (size, fields, index_at, nodes_at, about_at) = (next(), next(), next(), next(), next());
        // A leaf alone takes 32 bytes, so a size that passes this cannot overflow what follows.
        if size == 0 || size > length / 32 || index_at > nodes_at || nodes_at > about_at || about_at > end {
            return Err(PARTS);
        }
        let blocks = size.div_ceil(BLOCK as u64);
        if nodes_at - index_at != 8 * blocks || about_at - nodes_at != 32 * nodes_over(blocks) {
            return Err(PARTS);
        }
        if index_at < MAGIC.len() as u64 + size * 36 || end - about_at > LONGEST_ABOUT {
            return Err(PARTS);
        }
        let about = VaultAbout::read(&read_at(&mut source, about_at, (end - about_at) as usize)?)?;
        if about.fields.len() as u64 != fields {
            return Err(PARTS);
        }
        Ok(Plain { source, about, size, index_at, nodes_at })
    }

    pub fn about(&self) -> &VaultAbout {
        &self.about
    }

    /// Entries, the forgotten included.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// What is held of the entry at leaf index `index`, from 0.
    pub fn opened(&mut self, index: u64) -> Result<Opened, VaultError> {
        let block = self.block(index)?;
        block.opened(&mut self.source, index, self.about.fields.len())
    }

    /// The path of the leaf at `index`, nearest sibling first; it leads to the root of `about`.
    pub fn path(&mut self, index: u64) -> Result<Vec<Hash>, VaultError> {
        let leaves = self.block(index)?.leaves;
        let place = (index % BLOCK as u64) as usize;
        // Within its block the leaf's tree is the whole tree.
        let mut path = path(place as u64, leaves.len() as u64, &leaves, &[root_of(&leaves)]);
        let (mut at, mut width, mut place_above) =
            (self.nodes_at, self.size.div_ceil(BLOCK as u64), index / BLOCK as u64);
        while width > 1 {
            let sibling = place_above ^ 1;
            if sibling < width {
                let node = read_at(&mut self.source, at + 32 * sibling, 32)?;
                path.push(*node.first_chunk().expect("a node has 32 bytes"));
            }
            at += 32 * width;
            width = width.div_ceil(2);
            place_above /= 2;
        }
        match root_from_path(index, self.size, leaves[place], &path) == Some(self.about.root.0) {
            true => Ok(path),
            false => Err(VaultError::Broken("its tree does not end in the root of the dossier")),
        }
    }

    /// The block that the entry at `index` is in.
    pub(super) fn block(&mut self, index: u64) -> Result<Block, VaultError> {
        const OFFSETS: VaultError = VaultError::Broken("its index points to no block");
        if index >= self.size {
            return Err(VaultError::NoSuchEntry(index.saturating_add(1)));
        }
        let number = index / BLOCK as u64;
        let count = (self.size - number * BLOCK as u64).min(BLOCK as u64) as usize;
        let start = read_at(&mut self.source, self.index_at + 8 * number, 8)?;
        let start = u64::from_be_bytes(*start.first_chunk().expect("an offset has 8 bytes"));
        let records = start.checked_add(36 * count as u64).ok_or(OFFSETS)?;
        if start < MAGIC.len() as u64 || records > self.index_at {
            return Err(OFFSETS);
        }
        let head = read_at(&mut self.source, start, 36 * count)?;
        let (leaves, ends) = head.split_at(32 * count);
        let ends: Vec<u32> = ends.as_chunks::<4>().0.iter().map(|end| u32::from_be_bytes(*end)).collect();
        let last = ends.last().copied().unwrap_or(0);
        if !ends.is_sorted() || u64::from(last) > self.index_at - records {
            return Err(OFFSETS);
        }
        Ok(Block { leaves: leaves.as_chunks::<32>().0.to_vec(), ends, records })
    }

    pub(super) fn record(&mut self, block: &Block, place: usize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        block.record(&mut self.source, place)
    }
}

/// Leaves of one block, and where its records end.
pub(super) struct Block {
    pub(super) leaves: Vec<Hash>,
    ends: Vec<u32>,
    records: u64,
}

impl Block {
    /// Seed and values as they lie in the vault; empty where the entry was forgotten.
    fn record<S: Read + Seek>(&self, source: &mut S, place: usize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        let length = (self.ends[place] - start) as usize;
        if length > LONGEST_RECORD || (1..32).contains(&length) {
            return Err(VaultError::Broken("a record has no possible length"));
        }
        read_at(source, self.records + u64::from(start), length)
    }

    fn opened<S: Read + Seek>(&self, source: &mut S, index: u64, fields: usize) -> Result<Opened, VaultError> {
        let place = (index % BLOCK as u64) as usize;
        let leaf = self.leaves[place];
        let record = self.record(source, place)?;
        let Some((seed, encoded)) = record.split_first_chunk::<32>() else {
            return Ok(Opened { leaf, seed: None, values: None });
        };
        let values = values(encoded, fields).ok_or(VaultError::Broken("a record has not the fields it should"))?;
        let opened = Opened { leaf, seed: Some(*seed), values: Some(values) };
        let mut row_salts = Vec::with_capacity(fields);
        salts(seed, fields, &mut row_salts);
        let values = opened.values.iter().flatten();
        let digests: Vec<Hash> =
            row_salts.iter().zip(values).map(|(salt, value)| field_digest(salt, value.as_bytes())).collect();
        row_salts.zeroize();
        match leaf_of(index, &digests) == leaf {
            true => Ok(opened),
            false => Err(VaultError::Broken("a record does not make its leaf")),
        }
    }
}

fn values(mut bytes: &[u8], fields: usize) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for _ in 0..fields {
        let length = leb128::take(&mut bytes)?;
        let (value, rest) = bytes.split_at_checked(length as usize)?;
        values.push(std::str::from_utf8(value).ok()?.to_owned());
        bytes = rest;
    }
    bytes.is_empty().then_some(values)
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

/// The caller has checked that the plaintext has these bytes.
fn read_at<S: Read + Seek>(source: &mut S, at: u64, length: usize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut bytes = Zeroizing::new(vec![0; length]);
    source.seek(SeekFrom::Start(at))?;
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}
