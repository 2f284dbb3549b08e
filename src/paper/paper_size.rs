//! What the pages are printed on: A4, or the Letter of North America.
//!
//! In: the operator's word. Out: where the usable page ends, and its edges. Never: a place of its own for anything.
//!
//! Everything is laid out from the upper end of the margins of A4. Letter is 6 mm wider, which both its margins share, and
//! 18 mm shorter: its foot stands that much higher. So only what hangs from the foot asks which of the two it is.

#[cfg(test)]
mod tests;

use super::canvas::Mpt;
use super::document::PAGE;
use serde::Deserialize;

/// The paper that a dossier is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum PaperSize {
    /// 210 mm by 297 mm.
    #[default]
    A4,
    /// 8½ in by 11 in.
    #[serde(rename = "letter")]
    Letter,
}

impl PaperSize {
    /// Width and height.
    pub(crate) const fn sheet(self) -> (Mpt, Mpt) {
        match self {
            PaperSize::A4 => PAGE,
            PaperSize::Letter => (612_000, 792_000),
        }
    }

    /// The lower edge of the sheet, above that of A4.
    pub(crate) const fn lowest(self) -> Mpt {
        PAGE.1 - self.sheet().1
    }

    /// What is added to a place of the layout to have it on the sheet, from its lower left corner.
    pub(crate) const fn shift(self) -> (Mpt, Mpt) {
        ((self.sheet().0 - PAGE.0) / 2, -self.lowest())
    }
}
