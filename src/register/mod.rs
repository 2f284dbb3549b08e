//! The only folder that may look at personal data.
//!
//! In: `Personal`, from intake. Out: `Entry`, counts, commitments' input. Never: a value to anyone else.

pub mod personal;
