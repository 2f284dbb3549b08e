//! The only folder that may look at personal data.
//!
//! In: `Personal`, from intake. Out: `Entry`, counts, commitments' input. Never: a value to anyone else.

mod address;
mod age_band;
pub mod bucket;
pub mod classes;
pub mod clean;
pub mod entry_spool;
pub mod fold;
pub mod identity;
mod initials;
pub mod mask;
pub mod personal;
mod places;
pub mod policy;
mod policy_file;
pub mod redaction;
mod shown;
pub mod sift;
pub mod spool;
mod treatment;

pub use treatment::Treatment;
