//! The counts that must add up: rows read = accepted + duplicates + set aside.
//!
//! In: the fate of each row. Out: `Ledger`, as in the statement (dossier-format §4). Never: a row dropped unseen.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why a row could not count; the names are those of dossier-format §4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    NoIdentity,
    NotAPetitionRow,
    Unconfirmed,
    Malformed,
    Test,
    InvalidAddress,
    Weeded,
}

impl Reason {
    pub const COUNT: usize = 7;
    pub const ALL: [Reason; Reason::COUNT] = [
        Reason::NoIdentity,
        Reason::NotAPetitionRow,
        Reason::Unconfirmed,
        Reason::Malformed,
        Reason::Test,
        Reason::InvalidAddress,
        Reason::Weeded,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Reason::NoIdentity => "no-identity",
            Reason::NotAPetitionRow => "not-a-petition-row",
            Reason::Unconfirmed => "unconfirmed",
            Reason::Malformed => "malformed",
            Reason::Test => "test",
            Reason::InvalidAddress => "invalid-address",
            Reason::Weeded => "weeded",
        }
    }
}

/// What was noticed about an accepted row, without setting it aside. A row can carry several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Flag {
    /// The e-mail cell is not an address; the row is identified by something else.
    InvalidAddress,
    /// The date of signing is there but is no date.
    UnusableDate,
    /// The country is there but is none that is known.
    UnknownCountry,
    /// The address is of a domain reserved for examples and tests (RFC 2606, RFC 6761).
    ReservedDomain,
    /// A name holds a web address.
    UrlInName,
    /// A name begins as a spreadsheet formula does.
    FormulaInName,
}

impl Flag {
    pub const COUNT: usize = 6;
    pub const ALL: [Flag; Flag::COUNT] = [
        Flag::InvalidAddress,
        Flag::UnusableDate,
        Flag::UnknownCountry,
        Flag::ReservedDomain,
        Flag::UrlInName,
        Flag::FormulaInName,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Flag::InvalidAddress => "invalid-address",
            Flag::UnusableDate => "unusable-date",
            Flag::UnknownCountry => "unknown-country",
            Flag::ReservedDomain => "reserved-domain",
            Flag::UrlInName => "url-in-name",
            Flag::FormulaInName => "formula-in-name",
        }
    }
}

/// Flags of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    pub fn raise(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u16;
    }

    pub const fn has(self, flag: Flag) -> bool {
        self.0 & 1 << flag as u16 != 0
    }
}

/// By what a signature was recognised as one person's (dossier-format §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum IdentityKind {
    Email,
    Phone,
    Person,
    Row,
}

impl IdentityKind {
    pub const COUNT: usize = 4;
    pub const ALL: [IdentityKind; IdentityKind::COUNT] =
        [IdentityKind::Email, IdentityKind::Phone, IdentityKind::Person, IdentityKind::Row];

    pub const fn name(self) -> &'static str {
        match self {
            IdentityKind::Email => "email",
            IdentityKind::Phone => "phone",
            IdentityKind::Person => "person",
            IdentityKind::Row => "row",
        }
    }
}

/// What a display of the list changed in a cell; names for `cleaned`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cleaning {
    /// Control characters and line ends became spaces.
    Controls,
    /// Bidirectional and zero-width controls were taken out.
    Invisible,
    /// `;` before a formula sign became `,`.
    Semicolon,
    /// More combining marks on one letter than any orthography has were taken out.
    Marks,
    /// A character that no built-in font has is drawn as a box with its number.
    NoGlyph,
}

impl Cleaning {
    pub const COUNT: usize = 5;
    pub const ALL: [Cleaning; Cleaning::COUNT] =
        [Cleaning::Controls, Cleaning::Invisible, Cleaning::Semicolon, Cleaning::Marks, Cleaning::NoGlyph];

    pub const fn name(self) -> &'static str {
        match self {
            Cleaning::Controls => "controls",
            Cleaning::Invisible => "invisible",
            Cleaning::Semicolon => "semicolon",
            Cleaning::Marks => "marks",
            Cleaning::NoGlyph => "no-glyph",
        }
    }
}

/// The ledger as it stands in the statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    pub rows_read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    /// Left out where it is between 1 and k−1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicates_other_name: Option<u64>,
    pub set_aside: BTreeMap<String, u64>,
    pub identified_by: BTreeMap<String, u64>,
    pub flagged: BTreeMap<String, u64>,
    pub cleaned: BTreeMap<String, u64>,
}

impl Ledger {
    /// All rows that were set aside, whatever the reason.
    pub fn set_aside_total(&self) -> u64 {
        self.set_aside.values().sum()
    }

    /// Does every row have exactly one fate?
    pub fn adds_up(&self) -> bool {
        let fates = self.accepted.checked_add(self.duplicates);
        let fates = self.set_aside.values().try_fold(fates, |sum, n| Some(sum?.checked_add(*n))).flatten();
        let identified = self.identified_by.values().try_fold(0u64, |sum, n| sum.checked_add(*n));
        fates == Some(self.rows_read) && identified == Some(self.accepted)
    }
}
