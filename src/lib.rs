//! Handover: petition signatures into sealed, verifiable dossiers.

pub mod cli;
pub mod counts;
pub mod cover;
pub mod day;
pub mod entry;
pub mod fields;
pub mod in_order;
pub mod intake;
pub mod keys;
pub mod ledger;
pub mod pack;
pub mod package;
pub mod paper;
pub mod progress;
pub mod proof;
pub mod register;
pub mod scratch;
pub mod secrets;
pub mod table;
pub mod vault;
pub mod verify;
