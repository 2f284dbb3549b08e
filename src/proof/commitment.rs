//! Commitments: each field of an accepted signature hidden under its own salt, a record of them under one leaf (§7).
//!
//! In: a pack's `S`, positions, committed values. Out: row seeds, salts, digests, leaves.
//! Never: a salt that tells of another: they come from the row's seed through a one-way function.

use super::Hash;
use super::digest::{sha256, sha256_parts, whole};
use ring::hmac;

pub(super) const LEAF: u8 = 0;
pub(super) const NODE: u8 = 1;
pub(super) const FIELD: u8 = 2;
const SALTS: &[u8] = b"handover-salts/v1";
const SEED: &[u8] = b"handover-seed/v1";

/// The salt of one field.
pub type Salt = [u8; 16];

/// `S` of one pack. Give it wiped-on-drop bytes: only the hash state made of them stays here.
#[derive(Clone)]
pub struct SeedKey(hmac::Key);

impl SeedKey {
    pub fn new(s: &[u8; 32]) -> SeedKey {
        SeedKey(hmac::Key::new(hmac::HMAC_SHA256, s))
    }

    /// The seed of the row at leaf index `i`: HKDF-Expand, one block of output.
    pub fn row_seed(&self, i: u64) -> Hash {
        let mut info = [0; SEED.len() + 9];
        info[..SEED.len()].copy_from_slice(SEED);
        info[SEED.len()..SEED.len() + 8].copy_from_slice(&i.to_be_bytes());
        info[SEED.len() + 8] = 1;
        whole(hmac::sign(&self.0, &info).as_ref())
    }
}

/// The first `m` salts of a row, into `out`, which is cleared first.
pub fn salts(seed: &Hash, m: usize, out: &mut Vec<Salt>) {
    out.clear();
    let mut input = [0; 4 + 32 + SALTS.len()];
    input[4..36].copy_from_slice(seed);
    input[36..].copy_from_slice(SALTS);
    let blocks = u32::try_from(m.div_ceil(2)).expect("fields are counted in tens");
    for block in 1..=blocks {
        input[..4].copy_from_slice(&block.to_be_bytes());
        let pair = sha256(&input);
        out.extend(pair.as_chunks::<16>().0.iter().take(m - out.len()));
    }
}

/// `d_j`: what stands in the record for one value.
pub fn field_digest(salt: &Salt, value: &[u8]) -> Hash {
    sha256_parts(&[&[FIELD], salt, value])
}

/// The leaf of a record whose field digests are known, in the order of `register.fields`.
pub fn leaf_of(i: u64, digests: &[Hash]) -> Hash {
    sha256_parts(&[&[LEAF], &i.to_be_bytes(), digests.as_flattened()])
}

/// Commits row after row with no allocation; each worker thread has its own.
pub struct Committer {
    key: SeedKey,
    salts: Vec<Salt>,
    record: Vec<u8>,
    fields: usize,
}

impl Committer {
    /// `m`: how many fields a record has, `shown` included.
    pub fn new(key: SeedKey, m: usize) -> Committer {
        Committer { key, salts: Vec::with_capacity(m), record: Vec::with_capacity(9 + 32 * m), fields: m }
    }

    /// Seed and leaf of the row at index `i`. `values`: exactly `m`, a missing one as the empty string.
    pub fn leaf<'v>(&mut self, i: u64, values: impl Iterator<Item = &'v [u8]>) -> (Hash, Hash) {
        let seed = self.key.row_seed(i);
        salts(&seed, self.fields, &mut self.salts);
        self.record.clear();
        self.record.push(LEAF);
        self.record.extend_from_slice(&i.to_be_bytes());
        let mut given = 0;
        for value in values {
            let salt = self.salts.get(given).expect("a record has no more values than fields");
            self.record.extend_from_slice(&field_digest(salt, value));
            given += 1;
        }
        assert_eq!(given, self.fields, "a record has a value for every field");
        (seed, sha256(&self.record))
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.salts);
    }
}
