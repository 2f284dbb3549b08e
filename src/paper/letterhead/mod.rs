//! Whose paper it is: name, address, logo and one colour, at the head of cover and slip.
//!
//! `colour`: a colour that is read in black and white too. `logo`: bytes of a PNG or SVG → pixels.
//! In: what the operator has set. Out: `Letterhead`, and how it stands on a page. Never: a file, a font of the logo's own,
//! transparency, anything of the logo but its pixels.

mod colour;
mod logo;
mod picture;
#[cfg(test)]
mod tests;

use super::canvas::{Canvas, Mpt, Size, mm};
use super::columns::ems;
use super::flow::{LEFT, RIGHT};
use super::fonts::Style;
use super::line::{Line, Setter};
use super::wrap;
pub use colour::{Colour, ColourError};
pub use logo::{LOGO_BYTES, Logo, LogoError};

/// The logo's name among the images of a document.
pub(crate) const LOGO: &str = "Logo";

/// What stands at the head of a cover and of a slip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    pub name: Option<String>,
    /// Lines.
    pub address: Vec<String>,
    pub logo: Option<Logo>,
    /// Of the rule beneath it, and of the bars of charts.
    pub colour: Colour,
}

/// Where a letterhead stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Cover,
    Slip,
}

impl Place {
    /// Largest width and height of the logo, size of letters, leading, weight of the rule.
    const fn measures(self) -> (Mpt, Mpt, Size, Mpt, Mpt) {
        match self {
            Place::Cover => (mm(600), mm(180), 90, 12_500, 1_200),
            Place::Slip => (mm(300), mm(100), 70, 9_500, 700),
        }
    }
}

impl Letterhead {
    /// Is there anything at the head, or only a colour?
    pub(crate) fn is_bare(&self) -> bool {
        self.name.is_none() && self.address.is_empty() && self.logo.is_none()
    }

    /// Draws it from a height downwards and says how high it is. The logo stands where lines begin, name and address
    /// where they end; without a logo they stand where lines begin. The document must hold the image `LOGO`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, setter: &mut Setter<'_>, top: Mpt, place: Place) -> Mpt {
        if self.is_bare() {
            return 0;
        }
        let (widest, highest, size, leading, weight) = place.measures();
        let (wide, high) = self.logo.as_ref().map_or((0, 0), |logo| logo.fitted(widest, highest));
        let room = if wide > 0 { RIGHT - LEFT - wide - mm(100) } else { RIGHT - LEFT };
        let lines = self.lines(setter, ems(room, size));
        let text_high = leading * lines.len() as Mpt;
        let height = high.max(text_high);
        if wide > 0 {
            canvas.image(LOGO, LEFT, top - height + (height - high) / 2, wide, high);
        }
        // The last line stands on the logo's foot.
        let mut y = top - (height - text_high) - size * 100;
        for line in &lines {
            if wide > 0 {
                canvas.put_right(line, RIGHT, y, size);
            } else {
                canvas.put(line, LEFT, y, size);
            }
            y -= leading;
        }
        let gap = leading / 2;
        canvas.fill_in(self.colour.parts(), LEFT, top - height - gap - weight, RIGHT - LEFT, weight);
        height + gap + weight
    }

    fn lines(&self, setter: &mut Setter<'_>, room: i32) -> Vec<Line> {
        let name = self.name.iter().map(|name| (name, Style::Bold));
        let address = self.address.iter().map(|line| (line, Style::Regular));
        let mut lines = Vec::new();
        for (text, style) in name.chain(address) {
            lines.extend(wrap::wrap(setter, text, style, room));
        }
        lines
    }
}
