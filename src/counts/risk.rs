//! How alike the entries of a list are: what whoever holds the list could count himself.
//!
//! In: what becomes of each combination of cells. Out: three figures. Never: a figure of one entry.

/// Of all shown cells but number and pseudonym, under a policy whose list obeys k.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRisk {
    /// Different combinations of cells. Divided by the entries: the average chance of picking the right entry of somebody
    /// whose cells are known (the "average prosecutor risk").
    pub combinations: u64,
    /// Entries that share the rarest combination; `None` where every cell is empty. A combination of empty cells alone
    /// tells nothing and is left out.
    pub smallest: Option<u64>,
    /// Entries that lack a cell of a column in which others have one.
    pub with_empty: u64,
}
