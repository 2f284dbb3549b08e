//! What one document has used of one face: codes, widths and texts of its glyphs.
//!
//! In: glyphs as they are set. Out: codes for the page streams, at once and for good; the subset face at the end.
//!
//! A code stands for a glyph *with a text*, not for a glyph alone: one shape serves several characters (the joined
//! forms of two Arabic letters, say), and each must come out of the PDF as what it was. `CIDToGIDMap` leads from codes
//! to the glyphs of the subset.

use super::fonts::Face;
use subsetter::GlyphRemapper;

/// Code, advance and shift of one glyph on a line; lengths in thousandths of an em.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) code: u16,
    /// What a reader of the PDF advances by: the width in the font's table.
    pub(crate) width: i16,
    /// What the line advances by.
    pub(crate) advance: i16,
    pub(crate) dx: i16,
    pub(crate) dy: i16,
}

/// The use of one face.
#[derive(Default)]
pub(crate) struct Ink {
    pub(crate) glyphs: GlyphRemapper,
    /// By glyph: the texts it stands for, and where in `used`.
    codes: Vec<Vec<(Box<str>, u16)>>,
    /// By order of first use: code, glyph of the subset, width, text.
    pub(crate) used: Vec<Used>,
    next: u16,
}

/// A code that the page streams hold.
pub(crate) struct Used {
    pub(crate) code: u16,
    pub(crate) glyph: u16,
    pub(crate) width: i16,
    pub(crate) text: Box<str>,
}

impl Ink {
    /// The code of a glyph that stands for a text, and its width.
    pub(crate) fn code(&mut self, face: &Face, glyph: u16, text: &str) -> (u16, i16) {
        if self.codes.len() <= usize::from(glyph) {
            self.codes.resize_with(usize::from(glyph) + 1, Vec::new);
        }
        let known = &mut self.codes[usize::from(glyph)];
        if let Some((_, place)) = known.iter().find(|(is, _)| **is == *text) {
            let used = &self.used[usize::from(*place)];
            return (used.code, used.width);
        }
        self.next = next_code(self.next);
        let code = self.next;
        let width = face.advance(glyph).clamp(0, i32::from(i16::MAX)) as i16;
        known.push((text.into(), self.used.len() as u16));
        self.used.push(Used { code, glyph: self.glyphs.remap(glyph), width, text: text.into() });
        (code, width)
    }

    pub(crate) fn is_dry(&self) -> bool {
        self.used.is_empty()
    }

    /// Two bytes for each code: the glyph of the subset it stands for.
    pub(crate) fn code_to_glyph(&self) -> Vec<u8> {
        let mut map = vec![0u8; (usize::from(self.next) + 1) * 2];
        for used in &self.used {
            map[usize::from(used.code) * 2..][..2].copy_from_slice(&used.glyph.to_be_bytes());
        }
        map
    }

    /// The same as a CMap, for a face whose glyphs are found by CID: ranges of codes whose glyphs follow each other.
    pub(crate) fn encoding(&self) -> String {
        let mut ranges: Vec<(u16, u16, u16)> = Vec::new();
        for used in &self.used {
            match ranges.last_mut() {
                // The first byte of both ends of a range is the same (Adobe Technical Note 5014, 7.4).
                Some((first, last, glyph))
                    if used.code == *last + 1
                        && used.code >> 8 == *first >> 8
                        && used.glyph == *glyph + (used.code - *first) =>
                {
                    *last = used.code;
                }
                _ => ranges.push((used.code, used.code, used.glyph)),
            }
        }
        let mut map = format!(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def\n\
             /CMapName /{ENCODING} def\n/CMapType 1 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        );
        for hundred in ranges.chunks(100) {
            map.push_str(&format!("{} begincidrange\n", hundred.len()));
            for (first, last, glyph) in hundred {
                map.push_str(&format!("<{first:04X}> <{last:04X}> {glyph}\n"));
            }
            map.push_str("endcidrange\n");
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }

    /// Widths of the subset's glyphs, from the first that is drawn: glyph 0 is none.
    pub(crate) fn widths_by_glyph(&self) -> Vec<i16> {
        let mut widths = vec![0; usize::from(self.glyphs.num_gids()).saturating_sub(1)];
        for used in &self.used {
            if let Some(width) = widths.get_mut(usize::from(used.glyph).wrapping_sub(1)) {
                *width = used.width;
            }
        }
        widths
    }
}

/// Name of the maps that `Ink::encoding` writes.
pub(crate) const ENCODING: &str = "Handover-Codes";

/// The code after another, leaving out those with a byte that a PDF string would have to escape: so rows of glyphs are
/// copied into page streams as they are. Past the last code the last one is given again; no face has as many glyphs.
fn next_code(code: u16) -> u16 {
    let plain = |byte: u8| !matches!(byte, b'(' | b')' | b'\\' | b'\r');
    let mut next = code;
    loop {
        next = next.saturating_add(1);
        let [high, low] = next.to_be_bytes();
        if plain(high) && plain(low) || next == u16::MAX {
            return next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ink;
    use crate::paper::fonts::{Fonts, Style};
    use crate::paper::han::Han;

    #[test]
    fn a_code_is_a_glyph_with_a_text() {
        let fonts = Fonts::built_in();
        let (face, glyph) = fonts.find('A', Style::Regular, Han::China).expect("A has a glyph");
        let mut ink = Ink::default();
        let latin = ink.code(fonts.face(face), glyph, "A");
        assert_eq!(ink.code(fonts.face(face), glyph, "A"), latin);
        assert_ne!(ink.code(fonts.face(face), glyph, "Α").0, latin.0);
        for n in 0..2_000u16 {
            let (code, _) = ink.code(fonts.face(face), n, "x");
            assert!(!code.to_be_bytes().iter().any(|b| b"()\\\r".contains(b)));
        }
    }
}
