//! What the recipient sees of one signature.
//!
//! In: cells that a policy has let through. Out: `Entry`. Never: made anywhere but in `register/` (a test reads the
//! sources and holds this).

/// A column of the list, in the one order of dossier-format §5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Column {
    Entry,
    Pseudonym,
    GivenName,
    FamilyName,
    FullName,
    Initials,
    City,
    Region,
    Postcode,
    Country,
    AgeBand,
    Signed,
}

impl Column {
    /// All of them, in order.
    pub const ALL: [Column; 12] = [
        Column::Entry,
        Column::Pseudonym,
        Column::GivenName,
        Column::FamilyName,
        Column::FullName,
        Column::Initials,
        Column::City,
        Column::Region,
        Column::Postcode,
        Column::Country,
        Column::AgeBand,
        Column::Signed,
    ];

    /// The header in `signatures.csv`, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Column::Entry => "entry",
            Column::Pseudonym => "pseudonym",
            Column::GivenName => "given_name",
            Column::FamilyName => "family_name",
            Column::FullName => "full_name",
            Column::Initials => "initials",
            Column::City => "city",
            Column::Region => "region",
            Column::Postcode => "postcode",
            Column::Country => "country",
            Column::AgeBand => "age_band",
            Column::Signed => "signed",
        }
    }

    /// The column of that header, if it is one.
    pub fn from_name(name: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// One line of the list: the cells of the policy's columns, cleaned, not escaped, `entry` first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    text: String,
    ends: Vec<u32>,
}

impl Entry {
    /// For `register/` alone: begins an empty entry that cells are pushed to, reusing its memory.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// For `register/` alone: adds the next column's cell, already redacted and cleaned.
    pub(crate) fn push_redacted(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// For tests alone: an entry of these cells.
    #[cfg(test)]
    pub(crate) fn of_cells<'c>(cells: impl IntoIterator<Item = &'c str>) -> Entry {
        let mut entry = Entry::default();
        cells.into_iter().for_each(|cell| entry.push_redacted(cell));
        entry
    }

    /// The cells, in the order of the list's columns.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ends.len()).map(|n| self.cell(n))
    }

    /// The cell of the `n`th column shown, from 0.
    ///
    /// # Panics
    /// Where the list has no such column.
    pub fn cell(&self, n: usize) -> &str {
        let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
        &self.text[start..self.ends[n] as usize]
    }
}
