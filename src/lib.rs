//! Handover: petition signatures into sealed, verifiable dossiers.
//!
//! ```text
//!  exports ─▶ intake ─▶ register ─▶ proof (commitments, tree) ─▶ vault
//!                          │ policy                │ root
//!                          ▼                       ▼
//!   cover ──────────▶ entries ─▶ paper, table ─▶ package (bag, seal, zip) ─▶ dossier, slip
//!
//!  dossier ─▶ verify ─▶ findings
//! ```
//!
//! Below, the modules in reading order: the doors, a handover on its way, the two stories, their steps, the nouns. `ARCHITECTURE.md` has the
//! floors, and a test that reads the imports holds them.

pub mod cli;

pub mod web;

pub mod handover;

pub mod pack;
pub mod verify;

pub mod counts;
pub mod intake;
pub mod keys;
pub mod package;
pub mod paper;
pub mod register;
pub mod store;
pub mod table;
pub mod vault;

pub mod in_order;
pub mod proof;
pub mod scratch;
pub mod secrets;

pub mod cover;
pub mod day;
pub mod entry;
pub mod fields;
pub mod jcs;
pub mod ledger;
pub mod pile;
pub mod progress;
pub mod refusal;
pub mod said;
pub mod spacing;
