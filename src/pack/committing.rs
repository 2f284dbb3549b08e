//! The second step: buckets become the register, each signature is committed to, the vault is filled.
//!
//! In: buckets. Out: the tree, the ledger's counts, the vault's entries, the list's entries. Never: an index that
//! depends on which thread came first.

use super::request::PackError;
use crate::counts::{Granularity, Tally, Unit};
use crate::entry::{Column, Entry};
use crate::fields::Field;
use crate::in_order::{Baton, in_order};
use crate::ledger::Cleaning;
use crate::progress::Progress;
use crate::proof::commitment::{Committer, SeedKey};
use crate::proof::tag::pseudonym;
use crate::proof::tree::Tree;
use crate::proof::{Hash, leb128};
use crate::register::bucket::Row;
use crate::register::classes::{Classes, Decision};
use crate::register::entry_spool::{self, EntrySpool};
use crate::register::redaction::{Redactor, Shown};
use crate::register::sift::{Sifted, sift};
use crate::register::spool::Buckets;
use crate::table::push_shown;
use crate::vault::VaultWriter;
use std::io::Write;

/// What every committing thread shares.
pub struct Committing<'a> {
    pub buckets: &'a Buckets,
    pub committed: &'a [Field],
    pub seeds: &'a SeedKey,
    /// How rows are shown; `None` under a policy without rows.
    pub redactor: Option<&'a Redactor>,
    pub period: Granularity,
    /// The unit of the tables: signatures are counted here, rows were counted as they were read.
    pub unit: Unit,
    pub threads: usize,
    pub progress: &'a dyn Progress,
}

/// The register, once it is complete.
pub struct Committed {
    pub sifted: Sifted,
    pub cleaned: [u64; Cleaning::COUNT],
    /// Signatures by country and day, where they are the unit.
    pub tally: Tally,
    pub tree: Tree,
}

/// What a first pass over the buckets tells.
pub struct Counted {
    pub sifted: Sifted,
    /// Signatures by country and day, where they are the unit.
    pub tally: Tally,
    /// Where the list obeys k.
    pub classes: Option<Classes>,
}

/// One bucket's part of the register.
struct Piece {
    sifted: Sifted,
    cleaned: [u64; Cleaning::COUNT],
    tally: Tally,
    rows: u64,
    seeds_and_leaves: Vec<(Hash, Hash)>,
    /// The committed values of each signature behind their lengths, one after the other.
    values: Vec<u8>,
    ends: Vec<usize>,
    entries: Vec<u8>,
}

impl Committing<'_> {
    /// What is known before the first entry is shown: the ledger's counts, the tables of signatures, and, where the list
    /// obeys k, how often each combination of shown cells occurs.
    pub fn counted(&self) -> Result<Counted, PackError> {
        let merges = self.redactor.filter(|redactor| redactor.classes().is_some());
        let nothing = || Counted {
            sifted: Sifted::default(),
            tally: Tally::new(self.period),
            classes: merges.map(|_| Classes::new()),
        };
        let mut total = nothing();
        in_order(
            self.threads,
            self.buckets.count(),
            |bucket| {
                let bucket = self.buckets.sorted(bucket, self.committed)?;
                let (rows, sifted) = sift(&bucket).map_err(|_| PackError::PseudonymTwice)?;
                let (mut part, mut shown) = (Counted { sifted, ..nothing() }, Shown::new());
                for row in rows {
                    if let (Some(redactor), Some(classes)) = (merges, &mut part.classes) {
                        redactor.shown(&row.personal, &mut shown);
                        classes.count(&shown);
                    }
                    if self.unit == Unit::Signatures {
                        row.personal.count_in(&mut part.tally);
                    }
                }
                self.progress.advance(bucket.len() as u64);
                Ok::<_, PackError>(part)
            },
            |part| {
                total.sifted.absorb(&part.sifted);
                total.tally.absorb(&part.tally);
                if let (Some(all), Some(more)) = (&mut total.classes, part.classes) {
                    all.absorb(more);
                }
                Ok(())
            },
        )?;
        Ok(total)
    }

    /// Commits to every signature, in register order.
    pub fn run<W: Write>(
        &self,
        decision: Option<&Decision>,
        vault: &mut VaultWriter<W>,
        mut entries: Option<&mut EntrySpool>,
    ) -> Result<Committed, PackError> {
        let baton = Baton::new();
        let mut total = Committed {
            sifted: Sifted::default(),
            cleaned: [0; Cleaning::COUNT],
            tally: Tally::new(self.period),
            tree: Tree::new(),
        };
        in_order(
            self.threads,
            self.buckets.count(),
            |bucket| baton.carry(|| self.piece(bucket, &baton, decision)),
            |piece| {
                let mut start = 0;
                for ((seed, leaf), end) in piece.seeds_and_leaves.iter().zip(&piece.ends) {
                    total.tree.push(*leaf);
                    vault.entry(leaf, seed, &piece.values[start..*end])?;
                    start = *end;
                }
                if let Some(entries) = &mut entries {
                    entries.add(&piece.entries)?;
                }
                total.sifted.absorb(&piece.sifted);
                total.cleaned.iter_mut().zip(piece.cleaned).for_each(|(sum, n)| *sum += n);
                total.tally.absorb(&piece.tally);
                self.progress.advance(piece.rows);
                Ok(())
            },
        )?;
        if let Some(entries) = entries {
            entries.finish()?;
        }
        Ok(total)
    }

    fn piece(&self, number: usize, baton: &Baton, decision: Option<&Decision>) -> Result<Piece, PackError> {
        let bucket = self.buckets.sorted(number, self.committed)?;
        let (rows, sifted) = sift(&bucket).map_err(|_| PackError::PseudonymTwice)?;
        let first = baton.pass(number, rows.len() as u64).ok_or(PackError::Stopped)?;
        let mut piece = Piece {
            sifted,
            cleaned: [0; Cleaning::COUNT],
            tally: Tally::new(self.period),
            rows: bucket.len() as u64,
            seeds_and_leaves: Vec::with_capacity(rows.len()),
            values: Vec::new(),
            ends: Vec::with_capacity(rows.len()),
            entries: Vec::new(),
        };
        let fields = self.committed.len() + usize::from(self.redactor.is_some());
        let mut committer = Committer::new(self.seeds.clone(), fields);
        let nothing_merged = Decision::default();
        let mut setter = self.redactor.map(|redactor| Setter::new(redactor, decision.unwrap_or(&nothing_merged)));
        let mut line = String::new();
        for (index, row) in (first..).zip(rows) {
            if self.unit == Unit::Signatures {
                row.personal.count_in(&mut piece.tally);
            }
            if let Some(setter) = &mut setter {
                line.clear();
                setter.set(index, &row, &mut piece.cleaned, &mut line);
                entry_spool::encode(&setter.entry, &mut piece.entries);
            }
            let shown = self.redactor.map(|_| line.as_bytes());
            let values =
                || self.committed.iter().map(|field| row.personal.open_to_commit(*field).as_bytes()).chain(shown);
            piece.seeds_and_leaves.push(committer.leaf(index, values()));
            for value in values() {
                leb128::push_value(&mut piece.values, value);
            }
            piece.ends.push(piece.values.len());
        }
        Ok(piece)
    }
}

/// Turns a row into its entry and into the committed field `shown`.
struct Setter<'a> {
    redactor: &'a Redactor,
    decision: &'a Decision,
    pseudonyms: bool,
    shown: Shown,
    entry: Entry,
}

impl<'a> Setter<'a> {
    fn new(redactor: &'a Redactor, decision: &'a Decision) -> Setter<'a> {
        let pseudonyms = redactor.columns().contains(&Column::Pseudonym);
        Setter { redactor, decision, pseudonyms, shown: Shown::new(), entry: Entry::default() }
    }

    fn set(&mut self, index: u64, row: &Row<'_>, cleaned: &mut [u64; Cleaning::COUNT], line: &mut String) {
        let pseudonym = if self.pseudonyms { pseudonym(row.tag) } else { String::new() };
        let (shown, entry) = (&mut self.shown, &mut self.entry);
        let cleanings = self.redactor.entry(index + 1, &pseudonym, &row.personal, self.decision, shown, entry);
        cleanings.iter().for_each(|cleaning| cleaned[cleaning as usize] += 1);
        push_shown(&self.entry, line);
    }
}
