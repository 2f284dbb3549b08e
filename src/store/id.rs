//! Names that say nothing: 128 random bits, in a link 32 hexadecimal digits.
//!
//! In: randomness, or a text from outside. Out: an id. Never: a counter, a time or a name inside it.

use crate::proof::digest::{hex, unhex};
use crate::proof::random;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use std::fmt;

/// The id of an account, a handover, a file, an upload, a job, a session or a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id([u8; 16]);

impl Id {
    /// Who acts from the command line of the machine itself, and has no account.
    pub const OPERATOR: Id = Id([0; 16]);

    pub fn random() -> Id {
        let mut bytes = [0; 16];
        random::fill(&mut bytes);
        Id(bytes)
    }

    /// Exactly 32 lower-case digits.
    pub fn parse(text: &str) -> Option<Id> {
        Some(Id(unhex(text)?.try_into().ok()?))
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Id> {
        value.as_blob()?.try_into().map(Id).map_err(|_| FromSqlError::InvalidType)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let id = Id::random();
        assert_eq!(Id::parse(&id.to_string()), Some(id));
        assert_ne!(Id::random(), id);
        for wrong in ["", "0", "ABCDEFABCDEFABCDEFABCDEFABCDEFAB", &"0".repeat(31), &"0".repeat(34)] {
            assert_eq!(Id::parse(wrong), None, "{wrong}");
        }
    }
}
