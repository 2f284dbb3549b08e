//! One row's personal data, on its way from `intake` into the register.
//!
//! In: committed values, pushed by intake alone. Out: `Personal`, a borrowed record. Never: printed, serialised, or
//! opened outside `register/`, but by the one function that commitments and the vault use.

use crate::counts::Tally;
use crate::fields::Field;
use crate::ledger::Flags;
use std::fmt;

/// The memory that intake fills row after row.
#[derive(Default)]
pub struct PersonalBuffer {
    text: String,
    ends: [u32; Field::COUNT],
    flags: Flags,
}

impl PersonalBuffer {
    pub fn new() -> PersonalBuffer {
        PersonalBuffer::default()
    }

    /// Forgets the row before.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends = [0; Field::COUNT];
        self.flags = Flags::default();
    }

    /// Appends the committed value of `field` (dossier-format §7). Fields come in canonical order; one that is left
    /// out is the empty string.
    pub fn push(&mut self, field: Field, committed: &str) {
        self.write(field, |text| text.push_str(committed));
    }

    /// As `push`, for a value that is made in place.
    pub fn write(&mut self, field: Field, make: impl FnOnce(&mut String)) {
        make(&mut self.text);
        let end = self.text.len() as u32;
        self.ends[field.index()..].fill(end);
    }

    pub fn raise(&mut self, flag: crate::ledger::Flag) {
        self.flags.raise(flag);
    }

    pub fn as_personal(&self) -> Personal<'_> {
        Personal { text: &self.text, ends: self.ends, flags: self.flags }
    }
}

/// One row's committed values, one for each canonical field; what is missing is the empty string.
#[derive(Clone, Copy)]
pub struct Personal<'r> {
    text: &'r str,
    ends: [u32; Field::COUNT],
    flags: Flags,
}

impl fmt::Debug for Personal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

impl fmt::Debug for PersonalBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalBuffer(…)")
    }
}

impl<'r> Personal<'r> {
    /// What was noticed about the row so far. Not personal.
    pub const fn flags(&self) -> Flags {
        self.flags
    }

    /// The committed value of a field: for `register/` alone.
    pub(in crate::register) fn value(&self, field: Field) -> &'r str {
        let n = field.index();
        let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
        &self.text[start..self.ends[n] as usize]
    }

    /// All values in one run of text and where each ends: for the spool.
    pub(in crate::register) fn parts(&self) -> (&'r str, &[u32; Field::COUNT]) {
        (self.text, &self.ends)
    }

    /// A row that comes back from the spool; its flags have been counted by then.
    pub(in crate::register) fn from_parts(text: &'r str, ends: [u32; Field::COUNT]) -> Personal<'r> {
        Personal { text, ends, flags: Flags::default() }
    }

    /// Counts the row in the tables: by its country and its day.
    pub(crate) fn count_in(&self, tally: &mut Tally) {
        tally.add(self.value(Field::Country), self.value(Field::SignedAt));
    }

    /// Is the date of signing after `day` (`YYYY-MM-DD`)? Not personal.
    pub(crate) fn is_dated_after(&self, day: &str) -> bool {
        self.value(Field::SignedAt).get(..day.len()).is_some_and(|signed| signed > day)
    }

    /// Is the date of signing before `day` (`YYYY-MM-DD`, or as much of it as matters)? Not personal.
    pub(crate) fn is_dated_before(&self, day: &str) -> bool {
        self.value(Field::SignedAt).get(..day.len()).is_some_and(|signed| signed < day)
    }

    /// The one door out of `register/`: what a commitment hashes and the vault keeps.
    pub(crate) fn open_to_commit(&self, field: Field) -> &'r str {
        self.value(field)
    }
}
