//! How far a long work has come. The doors show it; the stories report it; no step knows a clock.

/// What is being done, in the order in which a pack does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Looking at the exports: digest, encoding, columns. Unit: bytes.
    Survey,
    /// Reading rows into the register. Unit: bytes of the exports.
    Read,
    /// Counting classes for k. Unit: rows.
    Classes,
    /// Merging duplicates, committing, filling the vault. Unit: rows.
    Commit,
    /// Setting the list, on paper and as a table. Unit: entries.
    List,
    /// Writing the dossier. Unit: bytes.
    Write,
    /// Reading a dossier to verify it. Unit: bytes.
    Verify,
    /// Going through a vault, or writing it anew. Unit: entries.
    Vault,
}

/// Told from several threads at once.
pub trait Progress: Sync {
    /// A stage begins, of `total` units.
    fn begin(&self, stage: Stage, total: u64);
    /// So many more units are done.
    fn advance(&self, units: u64);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: u64) {}
    fn advance(&self, _: u64) {}
}
