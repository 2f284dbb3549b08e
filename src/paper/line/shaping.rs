//! The whole way of a line: order of both directions, then pieces of one script and face, then shaping.
//!
//! In: text of one line. Out: glyphs in the order in which they are drawn. Never: a said text over a right-to-left run.

use super::pieces::{self, Piece};
use super::{Kind, Line, Run, Setter, box_width, stand_in};
use crate::hidden::Pile;
use crate::paper::fonts::{FaceId, Style};
use crate::paper::ink::Glyph;
use crate::paper::script;
use harfrust::{Direction, ShapeOptions, ShapePlan, ShaperFont};
use std::borrow::Cow;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// U+202D and U+202E.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// A text without what would show another than it is, or hide the lines beside it: an override shows letters in another
/// order than the text has them, a pile of marks stands on other lines, and no script needs either.
fn honest(text: &str) -> Cow<'_, str> {
    let stays = |pile: &mut Pile, c: char| !OVERRIDES.contains(&c) && (script::is_invisible(c) || pile.bears(c));
    let mut pile = Pile::default();
    if text.chars().all(|c| stays(&mut pile, c)) {
        return Cow::Borrowed(text);
    }
    let mut pile = Pile::default();
    Cow::Owned(text.chars().filter(|c| stays(&mut pile, *c)).collect())
}

impl Setter<'_> {
    /// The whole way: order, then runs of one script and face, then shaping.
    /// `base` is the level of the paragraph that the text is a part of; none where it is the whole.
    pub(super) fn shaped(&mut self, text: &str, style: Style, base: Option<Level>, line: &mut Line) {
        line.clear();
        let text = &*honest(text);
        line.text.push_str(text);
        let mut reordering = false;
        let mut turned = false;
        if base.is_some() || text.chars().any(script::is_directed) {
            let bidi = ParagraphBidiInfo::new(text, base);
            line.rtl = bidi.paragraph_level.is_rtl();
            turned = true;
            let (levels, runs) = bidi.visual_runs(0..text.len());
            for run in runs {
                let rtl = levels[run.start].is_rtl();
                reordering |= self.directed(text, run, rtl, style, line);
            }
        } else {
            reordering |= self.directed(text, 0..text.len(), false, style, line);
        }
        if turned {
            // In the order of the stream, words are as they are read; readers turn each right-to-left word round.
            line.runs.sort_by_key(|run| run.read);
            // Readers turn the said text of a right-to-left run around: there the codes alone must say it.
        } else if reordering || line.boxes > 0 {
            line.says = true;
            line.runs.iter_mut().for_each(|run| run.says = None);
        }
    }

    /// Sets a run of one direction. Says whether its codes alone would not give the text back.
    fn directed(&mut self, text: &str, range: Range<usize>, rtl: bool, style: Style, line: &mut Line) -> bool {
        let mut pieces = self.pieces(text, range, style);
        if rtl {
            pieces = pieces::by_words(pieces, text);
            pieces.reverse();
        }
        let mut unclear = false;
        for piece in pieces {
            match piece.face {
                Err(c) => {
                    let c = if self.stand_ins { stand_in::behind(c) } else { c };
                    let glyphs = line.glyphs.len() as u32;
                    let width = box_width(c);
                    let at = line.width;
                    line.width += i32::from(width);
                    line.boxes += 1;
                    // The digits in the box are set here, so that their glyphs are among those used.
                    let mut digits = Line::default();
                    self.plain(&format!("{:04X}", u32::from(c)), Style::Regular, &mut digits);
                    line.glyphs.extend(&digits.glyphs);
                    line.runs.push(Run {
                        kind: Kind::Box(c),
                        glyphs: glyphs..line.glyphs.len() as u32,
                        at,
                        read: 0,
                        says: Some(piece.range.start as u32..piece.range.end as u32),
                    });
                }
                Ok(face) => unclear |= self.shape(text, &piece, face, rtl, line),
            }
            if let Some(run) = line.runs.last_mut() {
                run.read = piece.word as u32;
            }
        }
        unclear
    }

    fn shape(&mut self, text: &str, piece: &Piece, face: FaceId, rtl: bool, line: &mut Line) -> bool {
        let fonts = self.fonts;
        let font = &fonts.face(face).font;
        let shaper = self.shapers[usize::from(face)].get_or_insert_with(|| ShaperFont::new(font));
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = script::shaper_script(piece.script);
        let plan =
            self.plans.entry((face, script, rtl)).or_insert_with(|| ShapePlan::new(font, direction, script, None, &[]));
        let part = &text[piece.range.clone()];
        self.buffer.clear();
        self.buffer.push_str(part);
        self.buffer.set_direction(direction);
        self.buffer.set_script(script);
        if harfrust::shape(shaper, &mut self.buffer, ShapeOptions::new().plan(Some(plan))).is_err() {
            // Only a plan of another kind than the buffer could fail, and both are made three lines above.
            return false;
        }
        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let (first, at) = (line.glyphs.len() as u32, line.width);
        let mut unclear = script::is_reordering(piece.script);
        let face_used = fonts.face(face);
        let small = |units: i32| face_used.per_mille(units).clamp(-30_000, 30_000) as i16;
        for (n, (info, position)) in infos.iter().zip(positions).enumerate() {
            let start = info.cluster as usize;
            // The cluster ends where the next one in logical order begins.
            let end = if rtl {
                infos[..n].iter().rev().map(|i| i.cluster as usize).find(|c| *c > start)
            } else {
                infos[n..].iter().map(|i| i.cluster as usize).find(|c| *c > start)
            }
            .unwrap_or(part.len());
            // Of several glyphs of one cluster the first drawn says all of it.
            let again = n > 0 && infos[n - 1].cluster == info.cluster;
            let signed;
            let says = match &part[start..end] {
                // Readers that find no text for a code give out the code.
                _ if again && rtl => "\u{200f}",
                _ if again => "\u{200e}",
                sign if rtl && script::is_sign(sign) && pieces::ends_word(&text[piece.range.start + end..]) => {
                    // Poppler leaves a sign before a right-to-left word where it stands, unless it has that direction.
                    signed = format!("\u{200f}{sign}");
                    &signed
                }
                says => says,
            };
            // A mark off the line is a line of its own to readers.
            unclear |= again || position.x_offset != 0 || position.y_offset != 0;
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            let (code, width) = self.inks[usize::from(face)].code(face_used, glyph, says);
            let advance = small(position.x_advance);
            line.width += i32::from(advance);
            line.glyphs.push(Glyph {
                code,
                width,
                advance,
                dx: small(position.x_offset),
                dy: small(position.y_offset),
            });
        }
        let says = (unclear && !rtl).then_some(piece.range.start as u32..piece.range.end as u32);
        line.runs.push(Run { kind: Kind::Face(face), glyphs: first..line.glyphs.len() as u32, at, read: 0, says });
        unclear && !rtl
    }
}

#[cfg(test)]
mod tests {
    use super::honest;
    use crate::paper::fonts::{Fonts, Style};
    use crate::paper::line::Setter;

    #[test]
    fn a_pile_is_no_higher_than_marks_that_are_meant() {
        let fonts = Fonts::built_in();
        let mut setter = Setter::new(&fonts);
        for (base, mark) in [("Z", "\u{301}"), ("ก", "\u{e47}"), ("م", "\u{651}"), ("ש", "\u{5b8}")] {
            let marked = |count| format!("{base}{}", mark.repeat(count));
            let (meant, piled) = (setter.line(&marked(4), Style::Serif), setter.line(&marked(40), Style::Serif));
            assert_eq!((&meant.glyphs, &meant.text), (&piled.glyphs, &piled.text), "{base}");
            // Nothing that is not seen parts a pile in two.
            let parted = setter.line(&format!("{}\u{34f}{}", marked(4), mark.repeat(40)), Style::Serif);
            assert_eq!(meant.glyphs.len(), parted.glyphs.len(), "{base}");
        }
        for text in ["Nguye\u{302}\u{303}n", "שָׁ֑לוֹם", "ที่นี่", "བསྒྲུབས", "مُحَمَّدٌ", "क्ष्म्य", "\u{1f469}\u{200d}\u{1f4bb}"]
        {
            assert_eq!(honest(text), text);
        }
    }
}
