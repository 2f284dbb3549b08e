//! What anybody may ask, without an account: is this dossier the one that was sealed here? As a page and for programs.
//!
//! `page` the page at /verify · `programs` the same as JSON · `check` a dossier that is sent, checked whole · `answer` and
//! `words` what is said of it · `pasted` a hash as people copy it · `assets` what the page brings along · `alone` the
//! page as one file.
//! Never: a byte of a dossier kept, or a word of it in a log; "genuine" said of a hash alone.

pub mod alone;
mod answer;
pub mod assets;
mod check;
pub mod page;
mod pasted;
pub mod programs;
mod words;

pub use check::Checks;
