//! Bytes of an export become signatures: what the file is, how it is written, what its columns mean, one row after another.
//!
//! In: a `Source` that can be read twice, and the `Choices` of staff. Out: a `Survey` (what was recognised, what must be
//! asked) and then, by `Chunks` and `RowReader`, every row as `Row`. Never: a row dropped unseen, a cell in an error, a
//! guess where two readings are possible.
//!
//! container → encoding → records → dialect → columns → dates, countries → values → rows

mod candidates;
mod cells;
mod choices;
mod chunks;
mod columns;
mod container;
mod countries;
mod dates;
mod dialect;
mod encoding;
mod errors;
mod evidence;
mod look;
mod questions;
mod raw;
mod records;
mod relay;
mod rows;
mod said;
mod survey;
mod synonyms;
#[cfg(test)]
mod tests;
mod values;
mod wordy;

pub use choices::{Choices, ChoicesError};
pub use chunks::{CHUNK_BYTES, Chunk, Chunks};
pub use container::Container;
pub use errors::{IntakeError, Kind};
pub use questions::{Notice, Question, Years};
pub use records::RECORD_LIMIT;
pub use rows::{Row, RowReader};
pub use survey::{Layout, RecognisedColumn, Survey, survey};

/// An export that can be opened again and again and gives the same bytes each time.
pub trait Source: Sync {
    /// What people call it: a file name without folders. It appears in errors and notices.
    fn name(&self) -> &str;
    /// From the first byte on.
    ///
    /// # Errors
    /// Whatever the place says that it lies in.
    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>>;
    /// In bytes, as it lies there.
    fn size(&self) -> u64;
}
