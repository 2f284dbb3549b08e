//! Rows of one identity become one signature.
//!
//! In: a sorted bucket. Out: which rows stay, and the ledger's counts. Never: a row without a fate.

use super::bucket::{Bucket, Row};
use super::identity::folded_name;
use super::personal::Personal;
use crate::ledger::IdentityKind;
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
}

impl Sifted {
    /// Adds another bucket's counts.
    pub fn absorb(&mut self, other: &Sifted) {
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.duplicates_other_name += other.duplicates_other_name;
        self.identified_by.iter_mut().zip(other.identified_by).for_each(|(sum, n)| *sum += n);
    }

    fn accept(&mut self, row: &Row<'_>) {
        self.accepted += 1;
        self.duplicates += row.merged.duplicates;
        self.duplicates_other_name += row.merged.other_name;
        self.identified_by[row.kind as usize] += 1;
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
                sifted.duplicates += 1;
                sifted.duplicates_other_name += u64::from(name_digest(&row.personal) != first_name);
            }
            Some(first) if first.tag[..10] == row.tag[..10] => return Err(PseudonymTwice),
            _ => {
                first_name = None;
                sifted.accept(&row);
                stay.push(row);
            }
        }
    }
    Ok((stay, sifted))
}

/// The digest of the folded full name (dossier-format §6).
pub fn name_digest(personal: &Personal<'_>) -> Hash {
    let mut folded = String::new();
    folded_name(personal, &mut folded);
    sha256(folded.as_bytes())
}
