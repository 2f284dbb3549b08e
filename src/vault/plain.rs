//! Reads a vault, one entry at a time, and believes nothing that it can recompute.
//!
//! In: the plaintext, seekable, whole or cut. Out: leaf, seed and values of an entry; its path. Never: room made for more
//! bytes than the vault has; a record that does not make its leaf; a path that does not end in the root.

use super::blocks::Blocks;
use super::held::Held;
use super::identity::identities;
use super::pages::Pages;
use super::{CUT_MAGIC, LONGEST_ABOUT, MAGIC, TRAILER, VaultAbout, VaultError};
use crate::progress::{Progress, Stage};
use crate::proof::commitment::{field_digest, leaf_of, salts};
use crate::proof::tree::root_from_path;
use crate::proof::{Hash, leb128};
use age::stream::StreamReader;
use std::fmt;
use std::io::{BufReader, Read, Seek};
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

impl Opened {
    pub fn is_forgotten(&self) -> bool {
        self.seed.is_none()
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_forgotten() { "Opened(forgotten)" } else { "Opened(kept)" })
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.seed.zeroize();
        self.values.zeroize();
    }
}

/// An entry as it lies in the vault; the record is empty where it was forgotten. Its path leads to the root.
pub(super) struct Lying {
    pub leaf: Hash,
    pub record: Zeroizing<Vec<u8>>,
    pub path: Vec<Hash>,
}

/// The plaintext of a vault (docs/vault.md).
pub struct Plain<S> {
    pub(super) pages: Pages<S>,
    about: VaultAbout,
    size: u64,
    pub(super) shape: Shape,
}

/// An age file's head has a hundred bytes for each custodian.
const LONGEST_HEAD: u64 = 256 << 10;

/// With all entries, or with those alone that a challenge drew.
pub(super) enum Shape {
    Whole(Blocks),
    Cut(Held),
}

impl<R: Read + Seek> VaultReader<R> {
    /// `identity`: the text of a custodian's age identity file.
    pub fn open(mut file: R, identity: &str) -> Result<VaultReader<R>, VaultError> {
        let identities = identities(identity)?;
        // A head without an end would be read again and again while it grows.
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(LONGEST_HEAD).read_to_end(&mut head)?;
        if memchr::memmem::find(&head, b"\n--- ").is_none() {
            return Err(VaultError::NotAVault);
        }
        file.rewind()?;
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

impl<S: Read + Seek> Plain<S> {
    /// Reads trailer and description, and checks that every part has room for what it should hold.
    pub fn read(source: S) -> Result<Plain<S>, VaultError> {
        let mut pages = Pages::new(source)?;
        let end = pages.length().checked_sub(TRAILER).ok_or(VaultError::NotAVault)?;
        let begins = |pages: &mut Pages<S>, magic: &[u8]| -> Result<bool, VaultError> {
            Ok(magic.len() as u64 <= end && **pages.read(0, magic.len())? == *magic)
        };
        let is_whole = begins(&mut pages, MAGIC)?;
        if !is_whole && !begins(&mut pages, CUT_MAGIC)? {
            return Err(VaultError::NotAVault);
        }
        let trailer = pages.read(end, TRAILER as usize)?;
        let mut numbers = trailer.as_chunks::<8>().0.iter().map(|number| u64::from_be_bytes(*number));
        let mut next = || numbers.next().expect("the trailer has five numbers");
        let (size, fields, third, fourth, about_at) = (next(), next(), next(), next(), next());
        let (shape, about_from) = match is_whole {
            true => Blocks::check(size, third, fourth, about_at, end).map(|(blocks, at)| (Shape::Whole(blocks), at)),
            false => {
                Held::check(&mut pages, size, third, fourth, about_at, end).map(|(held, at)| (Shape::Cut(held), at))
            }
        }?;
        if end - about_from > LONGEST_ABOUT {
            return Err(PARTS);
        }
        let about = VaultAbout::read(&pages.read(about_from, (end - about_from) as usize)?)?;
        // Only an answer cuts.
        if about.fields.len() as u64 != fields || is_whole == about.answered.is_some() {
            return Err(PARTS);
        }
        Ok(Plain { pages, about, size, shape })
    }

    pub fn about(&self) -> &VaultAbout {
        &self.about
    }

    /// Entries of the register, the forgotten and those that were cut away included.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Were all entries but those that a challenge drew cut away?
    pub fn is_cut(&self) -> bool {
        matches!(self.shape, Shape::Cut(_))
    }

    /// Entries of which the vault has a leaf, the forgotten included.
    pub fn held(&self) -> u64 {
        match &self.shape {
            Shape::Whole(_) => self.size,
            Shape::Cut(held) => held.count(),
        }
    }

    /// What is held of the entry at leaf index `index`, from 0.
    pub fn opened(&mut self, index: u64) -> Result<Opened, VaultError> {
        self.within(index)?;
        match &self.shape {
            Shape::Whole(blocks) => {
                let block = blocks.block(&mut self.pages, index)?;
                let record = block.record(&mut self.pages, index)?;
                opened(index, block.leaf(index), &record, self.about.fields.len())
            }
            Shape::Cut(_) => self.entry(index).map(|(opened, _)| opened),
        }
    }

    /// The path of the leaf at `index`, nearest sibling first; it leads to the root of `about`.
    pub fn path(&mut self, index: u64) -> Result<Vec<Hash>, VaultError> {
        Ok(self.lying(index)?.path)
    }

    /// Both of the above, for the price of one.
    pub fn entry(&mut self, index: u64) -> Result<(Opened, Vec<Hash>), VaultError> {
        let lying = self.lying(index)?;
        Ok((opened(index, lying.leaf, &lying.record, self.about.fields.len())?, lying.path))
    }

    /// How many of the entries that are held were forgotten. Reads the whole of a vault that was not cut.
    pub fn forgotten(&mut self, progress: &dyn Progress) -> Result<u64, VaultError> {
        match &self.shape {
            Shape::Whole(blocks) => {
                progress.begin(Stage::Vault, self.size);
                let mut sum = 0;
                for first in blocks.firsts() {
                    let block = blocks.block(&mut self.pages, first)?;
                    sum += block.forgotten();
                    progress.advance(block.len());
                }
                Ok(sum)
            }
            Shape::Cut(held) => held.forgotten(&mut self.pages, self.size),
        }
    }

    pub(super) fn lying(&mut self, index: u64) -> Result<Lying, VaultError> {
        self.within(index)?;
        let lying = match &self.shape {
            Shape::Whole(blocks) => blocks.lying(&mut self.pages, index)?,
            Shape::Cut(held) => held.lying(&mut self.pages, index, self.size)?,
        };
        match root_from_path(index, self.size, lying.leaf, &lying.path) == Some(self.about.root.0) {
            true => Ok(lying),
            false => Err(VaultError::Broken("its tree does not end in the root of the dossier")),
        }
    }

    pub(super) fn within(&self, index: u64) -> Result<(), VaultError> {
        if index < self.size { Ok(()) } else { Err(VaultError::NoSuchEntry(index.saturating_add(1))) }
    }
}

pub(super) const PARTS: VaultError = VaultError::Broken("its parts do not fit together");

/// A record that was read, if it makes its leaf.
pub(super) fn opened(index: u64, leaf: Hash, record: &[u8], fields: usize) -> Result<Opened, VaultError> {
    if record.is_empty() {
        return Ok(Opened { leaf, seed: None, values: None });
    }
    let fitting = record.split_first_chunk::<32>().and_then(|(seed, rest)| Some((seed, values(rest, fields)?)));
    let (seed, values) = fitting.ok_or(VaultError::Broken("a record has not the fields it should"))?;
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
