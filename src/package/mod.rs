//! The files of a dossier and their order: statement, `bag-info.txt`, manifests, zip (dossier-format §2–§4).
//!
//! In: what a pack found out. Out: the bytes of each file, and strict readers of the same bytes. Never: a row, a clock,
//! a name that the format does not know.

pub mod bag_info;
pub mod deflate;
pub mod manifest;
pub mod names;
pub mod response;
pub mod shape;
pub mod statement;
pub mod tlog_proof;
pub mod zip;
pub mod zip_read;
pub mod zip_with;
