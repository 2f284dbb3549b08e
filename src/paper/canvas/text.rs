//! Lines of letters: where they are put, and their glyphs as strings and shifts.
//!
//! In: shaped lines and places. Out: the text of a page. Never: a line turned around; a glyph where no shaper put it.

use super::marks::{mark, say};
use super::number::{number, whole};
use super::{Canvas, Mpt, Size};
use crate::paper::fonts::FaceId;
use crate::paper::ink::Glyph;
use crate::paper::line::{Kind, Line, box_width};

/// The face of the digits in a box: Noto Sans, the first.
const DIGITS: FaceId = 0;

/// How far a line has come, in thousandths of an em.
struct Pen {
    /// What it has advanced.
    at: i32,
    /// What the reader believes it has.
    drawn: i32,
}

impl Canvas {
    /// Puts a line with its left end and baseline at a point.
    pub(crate) fn put(&mut self, line: &Line, x: Mpt, y: Mpt, size: Size) {
        self.draw(line, self.stands(x, line.width_at(size)), y, size);
    }

    /// Puts a line with its right end at a point.
    pub(crate) fn put_right(&mut self, line: &Line, right: Mpt, y: Mpt, size: Size) {
        self.put(line, right - line.width_at(size), y, size);
    }

    /// Puts a line at the left of its place as the reader sees it, whichever way the document runs.
    pub(crate) fn put_leftmost(&mut self, line: &Line, (x, width): (Mpt, Mpt), y: Mpt, size: Size) {
        self.draw(line, self.stands(x, width), y, size);
    }

    /// Puts a line at the right of its place as the reader sees it. Figures stand there in every language, since digits
    /// run from the left in all: so units stand under units.
    pub(crate) fn put_rightmost(&mut self, line: &Line, (x, width): (Mpt, Mpt), y: Mpt, size: Size) {
        self.draw(line, self.stands(x, width) + width - line.width_at(size), y, size);
    }

    fn draw(&mut self, line: &Line, x: Mpt, y: Mpt, size: Size) {
        if line.runs.is_empty() {
            return;
        }
        mark(&mut self.text, &mut self.text_in, self.inside, &mut self.marks);
        let here = (x / 10, y / 10);
        number(&mut self.text, here.0 - self.at.0);
        self.text.push(b' ');
        number(&mut self.text, here.1 - self.at.1);
        self.text.extend_from_slice(b" Td ");
        self.at = here;
        if line.says {
            say(&mut self.text, &line.text);
        }
        let mut pen = Pen { at: 0, drawn: 0 };
        for run in &line.runs {
            pen.at = run.at;
            if let Some(says) = &run.says {
                say(&mut self.text, &line.text[says.start as usize..says.end as usize]);
            }
            match run.kind {
                Kind::Face(face) => {
                    self.run(&line.glyphs[run.glyphs.start as usize..run.glyphs.end as usize], face, size, &mut pen)
                }
                Kind::Box(c) => self.boxed(
                    &line.glyphs[run.glyphs.start as usize..run.glyphs.end as usize],
                    c,
                    (x, y),
                    size,
                    &mut pen,
                ),
            }
            if run.says.is_some() {
                self.text.extend_from_slice(b"EMC ");
            }
        }
        if line.says {
            self.text.extend_from_slice(b"EMC ");
        }
        self.text.push(b'\n');
    }

    fn font(&mut self, face: FaceId, size: Size) {
        if self.face == Some((face, size)) {
            return;
        }
        self.face = Some((face, size));
        self.text.extend_from_slice(b"/F");
        whole(&mut self.text, i32::from(face));
        self.text.push(b' ');
        number(&mut self.text, size * 10);
        self.text.extend_from_slice(b" Tf ");
    }

    fn run(&mut self, glyphs: &[Glyph], face: FaceId, size: Size, pen: &mut Pen) {
        // A run of signs that nobody sees asks for a face that the document may not have.
        if glyphs.is_empty() {
            return;
        }
        self.font(face, size);
        let simple = pen.at == pen.drawn && glyphs.iter().all(|g| g.dx == 0 && g.dy == 0 && g.advance == g.width);
        if simple {
            self.text.push(b'(');
            for glyph in glyphs {
                self.text.extend_from_slice(&glyph.code.to_be_bytes());
                pen.at += i32::from(glyph.width);
            }
            pen.drawn = pen.at;
            self.text.extend_from_slice(b") Tj ");
            return;
        }
        let mut rise = 0;
        let mut open = false;
        self.text.push(b'[');
        for glyph in glyphs {
            if i32::from(glyph.dy) != rise {
                if open {
                    self.text.push(b')');
                    open = false;
                }
                rise = i32::from(glyph.dy);
                self.text.extend_from_slice(b"] TJ ");
                number(&mut self.text, rise * size / 100);
                self.text.extend_from_slice(b" Ts [");
            }
            let shift = pen.at + i32::from(glyph.dx) - pen.drawn;
            if shift != 0 {
                if open {
                    self.text.push(b')');
                    open = false;
                }
                whole(&mut self.text, -shift);
                pen.drawn += shift;
            }
            if !open {
                self.text.push(b'(');
                open = true;
            }
            self.text.extend_from_slice(&glyph.code.to_be_bytes());
            pen.drawn += i32::from(glyph.width);
            pen.at += i32::from(glyph.advance);
        }
        if open {
            self.text.push(b')');
        }
        self.text.extend_from_slice(b"] TJ ");
        if rise != 0 {
            self.text.extend_from_slice(b"0 Ts ");
        }
    }

    /// A box with a character's number in two rows.
    fn boxed(&mut self, digits: &[Glyph], c: char, at: (Mpt, Mpt), size: Size, pen: &mut Pen) {
        let em = |thousandths: i32| (i64::from(thousandths) * i64::from(size) / 10) as Mpt;
        let width = i32::from(box_width(c));
        self.shade(0);
        self.outlined(at.0 + em(pen.at + 40), at.1 - em(150), em(width - 80), em(920), 30);
        let (upper, lower) = digits.split_at(digits.len() / 2);
        // Everything below is measured in the small size; the reader's place is kept in that of the line.
        let small = size * 38 / 100;
        let scaled = |thousandths: i32| (i64::from(thousandths) * i64::from(small) / i64::from(size)) as i32;
        self.font(DIGITS, small.max(1));
        for (row, rise) in [(upper, 360), (lower, -20)] {
            let length: i32 = row.iter().map(|g| scaled(i32::from(g.width))).sum();
            let shift = pen.at + (width - length) / 2 - pen.drawn;
            number(&mut self.text, rise * size / 100);
            self.text.extend_from_slice(b" Ts [");
            whole(&mut self.text, -(i64::from(shift) * i64::from(size) / i64::from(small.max(1))) as i32);
            self.text.push(b'(');
            row.iter().for_each(|g| self.text.extend_from_slice(&g.code.to_be_bytes()));
            self.text.extend_from_slice(b")] TJ ");
            pen.drawn += shift + length;
        }
        self.text.extend_from_slice(b"0 Ts ");
        pen.at += width;
    }
}
