//! Entries and cover → PDF: fonts, text, pages. The only folder that knows printpdf.
//!
//! In: `Entry`, `Cover` and what is counted and proved of them. Out: the bytes of `cover.pdf`, of the list's volumes, of
//! the slip; of opened entries those of the sample sheet; the same bytes for the same input. Never: an export, a clock; a row but
//! where a sheet is made to show what was opened of it.

mod canvas;
mod chart;
mod columns;
mod cover;
mod document;
mod flow;
mod fonts;
mod han;
mod ink;
mod letterhead;
mod line;
mod list;
mod paper_size;
mod qr;
mod script;
mod sealed;
mod sheet;
mod slip;
mod structure;
#[cfg(test)]
mod tests;
pub mod texts;
mod verify_text;
mod wrap;

pub use cover::{CoverPage, cover};
pub use fonts::{Fonts, NotCjk};
pub use letterhead::{Colour, ColourError, LOGO_BYTES, Letterhead, Logo, LogoError};
pub use list::{ENTRIES_PER_VOLUME, ListVolume, PAGES_PER_VOLUME, VolumePage, VolumePdf};
pub use paper_size::PaperSize;
pub use sealed::sealed;
pub use sheet::{SheetEntry, SheetPage, sheet};
pub use slip::{Approval, Release, SlipFacts, SlipPage, slip};
pub use verify_text::how_to_verify;

/// Why a document could not be made. None is the fault of what it was to show.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PaperError {
    #[error(
        "the built-in face {0} could not be cut to the glyphs used. This is a fault of the program: please report it."
    )]
    Font(&'static str),
    #[error("the PDF could not be put together. This is a fault of the program: please report it.")]
    Form,
    #[error(
        "a volume of the list was given more than the {announced} entries announced. This is a fault of the program: please report it."
    )]
    TooMany { announced: u64 },
}
