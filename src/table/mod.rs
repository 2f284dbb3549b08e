//! Entries as a table that any spreadsheet opens without harm, and that reads back exactly (dossier-format §5).
//!
//! In: `Entry`, `Counts`. Out: RFC 4180 text, and what Frictionless says of it. Never: `Personal`.

mod datapackage;
mod escape;
mod list;

pub use datapackage::datapackage;
pub use escape::{escape, push_escaped, triggers, unescape};
pub use list::{ListWriter, cells, counts_csv, header, push_shown};
