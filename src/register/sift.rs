//! Rows of one identity become one signature.
//!
//! In: a sorted bucket. Out: which rows stay, and the ledger's counts. Never: a row without a fate.

use super::bucket::{Bucket, Row};
use super::fold::fold;
use super::personal::Personal;
use crate::fields::Field;
use crate::ledger::{Flag, IdentityKind};
use crate::proof::Hash;
use crate::proof::digest::sha256;

/// Two different identities share the 80 bits of a pseudonym: the pack begins anew with another key (dossier-format §6).
#[derive(Debug, PartialEq, Eq)]
pub struct PseudonymTwice;

/// What became of a bucket's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    pub accepted: u64,
    pub duplicates: u64,
    /// Duplicates whose folded name is not that of the row that stays: couples sharing an address.
    pub duplicates_other_name: u64,
    pub identified_by: [u64; IdentityKind::COUNT],
    /// Flags of the rows that stay.
    pub flagged: [u64; Flag::COUNT],
}

impl Sifted {
    /// Adds another bucket's counts.
    pub fn absorb(&mut self, other: &Sifted) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.duplicates_other_name += other.duplicates_other_name;
        self.identified_by.iter_mut().zip(other.identified_by).for_each(|(sum, n)| *sum += n);
        self.flagged.iter_mut().zip(other.flagged).for_each(|(sum, n)| *sum += n);
    }

    fn merge(&mut self, first_name: Hash, name: Hash, rows: u64) {
        self.duplicates += rows;
        self.duplicates_other_name += if name == first_name { 0 } else { rows };
    }

    fn accept(&mut self, row: &Row<'_>) {
        self.accepted += 1;
        self.identified_by[row.kind as usize] += 1;
        for flag in Flag::ALL {
            self.flagged[flag as usize] += u64::from(row.flags.has(flag));
        }
    }
}

/// The rows of a bucket that stay, in ascending order of tag: of each identity the first.
pub fn sift(bucket: &Bucket) -> Result<(Vec<Row<'_>>, Sifted), PseudonymTwice> {
    let mut stay: Vec<Row<'_>> = Vec::with_capacity(bucket.len());
    let mut sifted = Sifted::default();
    let mut first_name: Option<Hash> = None;
    for row in bucket.rows() {
        match stay.last() {
            Some(first) if first.tag == row.tag => {
                let first_name = *first_name.get_or_insert_with(|| name_digest(&first.personal));
                sifted.merge(first_name, name_digest(&row.personal), 1);
                row.merged.iter().for_each(|(name, n)| sifted.merge(first_name, *name, *n));
            }
            Some(first) if first.tag[..10] == row.tag[..10] => return Err(PseudonymTwice),
            _ => {
                first_name = None;
                if !row.merged.is_empty() {
                    let name = *first_name.insert(name_digest(&row.personal));
                    row.merged.iter().for_each(|(other, n)| sifted.merge(name, *other, *n));
                }
                sifted.accept(&row);
                stay.push(row);
            }
        }
    }
    Ok((stay, sifted))
}

/// The digest of the full name, or of given and family name joined by a space, folded (dossier-format §6).
pub fn name_digest(personal: &Personal<'_>) -> Hash {
    let full = personal.value(Field::FullName);
    let mut folded = String::new();
    if full.is_empty() {
        fold(&format!("{} {}", personal.value(Field::GivenName), personal.value(Field::FamilyName)), &mut folded);
    } else {
        fold(full, &mut folded);
    }
    sha256(folded.as_bytes())
}
