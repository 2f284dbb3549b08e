//! Text → a line of glyphs: order, scripts, faces, shaping.
//!
//! In: text of one line. Out: `Line`, measured and ready to be put on a page. Never: a character lost, but for overrides
//! and marks piled higher than any orthography has them; what no face has becomes a box with its number.
//!
//! `Setter` sets simple lines itself; `shaping` sets the others, over the runs that `pieces` cuts. `stand_in`: boxes for
//! hidden characters, where they are to be seen.

mod pieces;
mod setter;
mod shaping;
mod stand_in;

pub(crate) use setter::Setter;
pub(crate) use stand_in::{is_taken, stand_in};

use super::fonts::FaceId;
use super::ink::Glyph;
use std::ops::Range;

/// A run of glyphs of one face. Runs are drawn in the order in which they are read, each at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) kind: Kind,
    pub(crate) glyphs: Range<u32>,
    /// Where it begins, from the left end of the line.
    pub(crate) at: i32,
    /// Where in the text the word begins that it is of.
    pub(crate) read: u32,
    /// Bytes of `Line::text` that the run stands for, where its codes do not say it well enough.
    pub(crate) says: Option<Range<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Face(FaceId),
    /// A box with the number of a character that no face has.
    Box(char),
}

/// One line of text, shaped. Lengths in thousandths of an em.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) runs: Vec<Run>,
    pub(crate) width: i32,
    /// Begins at the right.
    pub(crate) rtl: bool,
    /// The text, where a run or the whole line needs it said.
    pub(crate) text: String,
    /// The whole line is to be said as `text`.
    pub(crate) says: bool,
    pub(crate) boxes: u32,
}

impl Line {
    pub(crate) fn clear(&mut self) {
        self.glyphs.clear();
        self.runs.clear();
        self.text.clear();
        (self.width, self.rtl, self.says, self.boxes) = (0, false, false, 0);
    }

    /// Width in thousandths of a point at a size in tenths of a point.
    pub(crate) fn width_at(&self, size: i32) -> i32 {
        (i64::from(self.width) * i64::from(size) / 10) as i32
    }
}

/// Room for the box of a character without a glyph: two rows of two or three digits, and air around it.
pub(crate) fn box_width(c: char) -> i16 {
    if u32::from(c) > 0xffff { 1_000 } else { 760 }
}
