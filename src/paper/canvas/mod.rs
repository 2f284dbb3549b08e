//! A page's content stream: lines of text, rules and boxes, as bytes of the page description language.
//!
//! `rules`: rules, boxes, images. `text`: lines of letters. `marks`: the parts they belong to. `number`: their numbers.
//! In: shaped lines and where they stand. Out: the stream, ready to be compressed. Never: a resource but fonts,
//! forms and images.
//! Lengths are thousandths of a point from the lower left corner; sizes are tenths of a point. For languages that run
//! from the right a canvas is a mirror: what is put at the left stands at the right; letters and numbers stay as they are.

mod marks;
mod number;
mod rules;
mod text;

use super::document::PAGE;
use super::fonts::FaceId;
use super::structure::{ElementId, Inside};
use super::texts::Direction;

/// Thousandths of a point.
pub(crate) type Mpt = i32;

/// Tenths of a point.
pub(crate) type Size = i32;

pub(crate) const fn mm(tenths: i32) -> Mpt {
    (tenths as i64 * 72_000 / 254) as Mpt
}

/// A page (or a form shared by pages) being drawn.
#[derive(Default)]
pub(crate) struct Canvas {
    rules: Vec<u8>,
    text: Vec<u8>,
    face: Option<(FaceId, Size)>,
    /// Where the last text began, in hundredths of a point; shifts are relative to it.
    at: (i32, i32),
    weight: i32,
    shade: i32,
    /// How wide the mirror is.
    mirror: Option<Mpt>,
    /// What is drawn next belongs to this part of the document's structure.
    pub(crate) inside: Inside,
    /// Which part is open in each of the two streams.
    rules_in: Inside,
    text_in: Inside,
    /// The element of each marked part, by the part's number.
    marks: Vec<ElementId>,
}

impl Canvas {
    /// A page of a document that runs this way. The wider margin changes sides with everything else: there it is bound,
    /// and there a single sheet is punched, to be filed with the others.
    pub(crate) fn new(direction: Direction) -> Canvas {
        let mirror = (direction == Direction::RightToLeft).then_some(PAGE.0);
        Canvas { mirror, ..Canvas::default() }
    }

    /// An empty canvas that runs as this one does.
    pub(crate) fn blank(&self) -> Canvas {
        Canvas { mirror: self.mirror, ..Canvas::default() }
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
        self.text.clear();
        self.face = None;
        self.at = (0, 0);
        (self.weight, self.shade) = (0, 0);
        (self.rules_in, self.text_in) = (Inside::Untagged, Inside::Untagged);
        self.marks.clear();
    }

    /// The element of each marked part, by the part's number.
    pub(crate) fn marks(&self) -> &[ElementId] {
        &self.marks
    }

    /// Where something `width` wide stands whose left end is put at `x`.
    pub(crate) fn stands(&self, x: Mpt, width: Mpt) -> Mpt {
        self.mirror.map_or(x, |wide| wide - x - width)
    }

    /// Draws what must not be turned around, as a code is not: places are as they are on the paper.
    pub(crate) fn unmirrored(&mut self, draw: impl FnOnce(&mut Canvas)) {
        let mirror = self.mirror.take();
        draw(self);
        self.mirror = mirror;
    }

    /// Draws a shared form, beneath everything else.
    pub(crate) fn form(&mut self, name: &str) {
        self.rules.extend_from_slice(b"/");
        self.rules.extend_from_slice(name.as_bytes());
        self.rules.extend_from_slice(b" Do\n");
    }

    /// The whole stream.
    pub(crate) fn stream(&self, out: &mut Vec<u8>) {
        let end = |out: &mut Vec<u8>, open: Inside| {
            if open != Inside::Untagged {
                out.extend_from_slice(b"EMC\n");
            }
        };
        out.extend_from_slice(&self.rules);
        end(out, self.rules_in);
        if !self.text.is_empty() {
            out.extend_from_slice(b"BT\n");
            out.extend_from_slice(&self.text);
            end(out, self.text_in);
            out.extend_from_slice(b"ET\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Canvas, PAGE};
    use crate::paper::texts::Direction::{LeftToRight, RightToLeft};

    #[test]
    fn a_mirror_is_the_whole_page() {
        for (canvas, stands) in [
            (Canvas::default(), 100),
            (Canvas::new(LeftToRight), 100),
            (Canvas::new(RightToLeft), PAGE.0 - 150),
            (Canvas::new(RightToLeft).blank(), PAGE.0 - 150),
        ] {
            assert_eq!(canvas.stands(100, 50), stands);
            assert_eq!(canvas.stands(stands, 50), 100, "a mirror of a mirror");
        }
        let mut canvas = Canvas::new(RightToLeft);
        canvas.unmirrored(|canvas| assert_eq!(canvas.stands(100, 50), 100));
        assert_eq!(canvas.stands(100, 50), PAGE.0 - 150);
    }
}
