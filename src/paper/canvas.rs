//! A page's content stream: lines of text, rules and boxes, as bytes of the page description language.
//!
//! In: shaped lines and where they stand. Out: the stream, ready to be compressed. Never: a resource but fonts,
//! forms and images.
//! Lengths are thousandths of a point from the lower left corner; sizes are tenths of a point. For languages that run
//! from the right a canvas is a mirror: what is put at the left stands at the right; letters and numbers stay as they are.

use super::document::PAGE;
use super::fonts::FaceId;
use super::line::{Kind, Line, Run, box_width};
use super::structure::{ElementId, Inside, Role};

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
    mirrored: bool,
    /// What is drawn next belongs to this part of the document's structure.
    pub(crate) inside: Inside,
    /// Which part is open in each of the two streams.
    rules_in: Inside,
    text_in: Inside,
    /// The element of each marked part, by the part's number.
    marks: Vec<ElementId>,
}

impl Canvas {
    pub(crate) fn new(mirrored: bool) -> Canvas {
        Canvas { mirrored, ..Canvas::default() }
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
        if self.mirrored { PAGE.0 - x - width } else { x }
    }

    /// Draws what must not be turned around, as a code is not: places are as they are on the paper.
    pub(crate) fn unmirrored(&mut self, draw: impl FnOnce(&mut Canvas)) {
        let mirrored = std::mem::take(&mut self.mirrored);
        draw(self);
        self.mirrored = mirrored;
    }

    /// Draws a shared form, beneath everything else.
    pub(crate) fn form(&mut self, name: &str) {
        self.rules.extend_from_slice(b"/");
        self.rules.extend_from_slice(name.as_bytes());
        self.rules.extend_from_slice(b" Do\n");
    }

    /// A horizontal or vertical rule; weight in hundredths of a point.
    pub(crate) fn rule(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt), weight: i32) {
        self.mark_rules();
        self.weigh(weight);
        self.stroke(from, to);
    }

    /// A horizontal or vertical rule that only guides the eye, thin and grey: nothing is lost where a copy loses it.
    pub(crate) fn hairline(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt)) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q .55 G .25 w ");
        self.stroke(from, to);
        self.rules.extend_from_slice(b"Q\n");
    }

    fn stroke(&mut self, from: (Mpt, Mpt), to: (Mpt, Mpt)) {
        for (point, op) in [(from, b"m "), (to, b"l ")] {
            let x = self.stands(point.0, 0);
            number(&mut self.rules, x / 10);
            self.rules.push(b' ');
            number(&mut self.rules, point.1 / 10);
            self.rules.push(b' ');
            self.rules.extend_from_slice(op);
        }
        self.rules.extend_from_slice(b"S\n");
    }

    /// How light rules are from here on, in hundredths: 0 is black.
    pub(crate) fn shade(&mut self, shade: i32) {
        if self.shade != shade {
            self.shade = shade;
            number(&mut self.rules, shade);
            self.rules.extend_from_slice(b" G ");
        }
    }

    /// The outline of a box; weight in hundredths of a point.
    pub(crate) fn outline(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt, weight: i32) {
        self.outlined(self.stands(x, width), y, width, height, weight);
    }

    fn outlined(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt, weight: i32) {
        self.mark_rules();
        self.weigh(weight);
        self.rectangle(x, y, width, height);
        self.rules.extend_from_slice(b"S\n");
    }

    /// A filled box: the modules of a QR code and the bars of a chart, nothing else.
    pub(crate) fn fill(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rectangle(self.stands(x, width), y, width, height);
        self.rules.extend_from_slice(b"f\n");
    }

    /// A filled box in a colour: red, green, blue.
    pub(crate) fn fill_in(&mut self, colour: [u8; 3], x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q ");
        for part in colour {
            self.rules.extend_from_slice(format!("{:.3} ", f64::from(part) / 255.0).as_bytes());
        }
        self.rules.extend_from_slice(b"rg ");
        self.fill(x, y, width, height);
        self.rules.extend_from_slice(b"Q\n");
    }

    /// An image of the document, by its name, its lower left corner at a point.
    pub(crate) fn image(&mut self, name: &str, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        self.mark_rules();
        self.rules.extend_from_slice(b"q ");
        for length in [width / 10, 0, 0, height / 10, self.stands(x, width) / 10, y / 10] {
            number(&mut self.rules, length);
            self.rules.push(b' ');
        }
        self.rules.extend_from_slice(b"cm ");
        self.form(name);
        self.rules.extend_from_slice(b"Q\n");
    }

    fn rectangle(&mut self, x: Mpt, y: Mpt, width: Mpt, height: Mpt) {
        for length in [x, y, width, height] {
            number(&mut self.rules, length / 10);
            self.rules.push(b' ');
        }
        self.rules.extend_from_slice(b"re ");
    }

    fn weigh(&mut self, weight: i32) {
        if self.weight != weight {
            self.weight = weight;
            number(&mut self.rules, weight);
            self.rules.extend_from_slice(b" w ");
        }
    }

    /// Rules and boxes are decoration, but for those of a figure.
    fn mark_rules(&mut self) {
        let inside = match self.inside {
            Inside::Untagged | Inside::Element(_, Role::Figure) => self.inside,
            _ => Inside::Artifact,
        };
        mark(&mut self.rules, &mut self.rules_in, inside, &mut self.marks);
    }

    /// Puts a line with its left end and baseline at a point.
    pub(crate) fn put(&mut self, line: &Line, x: Mpt, y: Mpt, size: Size) {
        self.draw(line, self.stands(x, line.width_at(size)), y, size);
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
        // What the line has advanced, and what the reader believes it has, in thousandths of an em.
        let mut drawn = 0;
        for run in &line.runs {
            let mut pen = run.at;
            if let Some(says) = &run.says {
                say(&mut self.text, &line.text[says.start as usize..says.end as usize]);
            }
            match run.kind {
                Kind::Face(face) => self.run(line, run, face, size, &mut pen, &mut drawn),
                Kind::Box(c) => self.boxed(line, run, c, (x, y), size, &mut pen, &mut drawn),
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

    /// Puts a line with its right end at a point.
    pub(crate) fn put_right(&mut self, line: &Line, right: Mpt, y: Mpt, size: Size) {
        self.put(line, right - line.width_at(size), y, size);
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

    fn run(&mut self, line: &Line, run: &Run, face: FaceId, size: Size, pen: &mut i32, drawn: &mut i32) {
        let glyphs = &line.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
        // A run of signs that nobody sees asks for a face that the document may not have.
        if glyphs.is_empty() {
            return;
        }
        self.font(face, size);
        let simple = *pen == *drawn && glyphs.iter().all(|g| g.dx == 0 && g.dy == 0 && g.advance == g.width);
        if simple {
            self.text.push(b'(');
            for glyph in glyphs {
                self.text.extend_from_slice(&glyph.code.to_be_bytes());
                *pen += i32::from(glyph.width);
            }
            *drawn = *pen;
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
            let shift = *pen + i32::from(glyph.dx) - *drawn;
            if shift != 0 {
                if open {
                    self.text.push(b')');
                    open = false;
                }
                whole(&mut self.text, -shift);
                *drawn += shift;
            }
            if !open {
                self.text.push(b'(');
                open = true;
            }
            self.text.extend_from_slice(&glyph.code.to_be_bytes());
            *drawn += i32::from(glyph.width);
            *pen += i32::from(glyph.advance);
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
    #[allow(clippy::too_many_arguments)]
    fn boxed(&mut self, line: &Line, run: &Run, c: char, at: (Mpt, Mpt), size: Size, pen: &mut i32, drawn: &mut i32) {
        let em = |thousandths: i32| (i64::from(thousandths) * i64::from(size) / 10) as Mpt;
        let width = i32::from(box_width(c));
        self.shade(0);
        self.outlined(at.0 + em(*pen + 40), at.1 - em(150), em(width - 80), em(920), 30);
        let digits = &line.glyphs[run.glyphs.start as usize..run.glyphs.end as usize];
        let (upper, lower) = digits.split_at(digits.len() / 2);
        // Everything below is measured in the small size; the reader's place is kept in that of the line.
        let small = size * 38 / 100;
        let scaled = |thousandths: i32| (i64::from(thousandths) * i64::from(small) / i64::from(size)) as i32;
        self.font(DIGITS, small.max(1));
        for (row, rise) in [(upper, 360), (lower, -20)] {
            let length: i32 = row.iter().map(|g| scaled(i32::from(g.width))).sum();
            let shift = *pen + (width - length) / 2 - *drawn;
            number(&mut self.text, rise * size / 100);
            self.text.extend_from_slice(b" Ts [");
            whole(&mut self.text, -(i64::from(shift) * i64::from(size) / i64::from(small.max(1))) as i32);
            self.text.push(b'(');
            row.iter().for_each(|g| self.text.extend_from_slice(&g.code.to_be_bytes()));
            self.text.extend_from_slice(b")] TJ ");
            *drawn += shift + length;
        }
        self.text.extend_from_slice(b"0 Ts ");
        *pen += width;
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

/// The face of the digits in a box: Noto Sans, the first.
const DIGITS: FaceId = 0;

/// Goes from one part of the structure to another in a stream; a part numbered anew gets the next number of its page.
fn mark(out: &mut Vec<u8>, open: &mut Inside, inside: Inside, marks: &mut Vec<ElementId>) {
    if *open == inside {
        return;
    }
    if *open != Inside::Untagged {
        out.extend_from_slice(b"EMC\n");
    }
    match inside {
        Inside::Untagged => {}
        Inside::Artifact => out.extend_from_slice(b"/Artifact BMC\n"),
        Inside::Element(id, role) => {
            out.push(b'/');
            out.extend_from_slice(role.name().as_bytes());
            out.extend_from_slice(b" <</MCID ");
            whole(out, marks.len() as i32);
            out.extend_from_slice(b">> BDC\n");
            marks.push(id);
        }
    }
    *open = inside;
}

/// Begins a span that readers give out as this text.
fn say(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"/Span <</ActualText <FEFF");
    for unit in text.encode_utf16() {
        for shift in [12, 8, 4, 0] {
            out.push(b"0123456789ABCDEF"[usize::from(unit >> shift & 15)]);
        }
    }
    out.extend_from_slice(b">>> BDC ");
}

/// Hundredths as a decimal number, as short as it goes.
pub(crate) fn number(out: &mut Vec<u8>, hundredths: i32) {
    if hundredths < 0 {
        out.push(b'-');
    }
    let size = hundredths.unsigned_abs();
    let (integer, rest) = (size / 100, size % 100);
    if integer > 0 || rest == 0 {
        digits(out, integer);
    }
    if rest > 0 {
        out.push(b'.');
        out.push(b'0' + (rest / 10) as u8);
        if !rest.is_multiple_of(10) {
            out.push(b'0' + (rest % 10) as u8);
        }
    }
}

fn whole(out: &mut Vec<u8>, n: i32) {
    if n < 0 {
        out.push(b'-');
    }
    digits(out, n.unsigned_abs());
}

fn digits(out: &mut Vec<u8>, n: u32) {
    let mut text = [0u8; 10];
    let mut at = text.len();
    let mut rest = n;
    loop {
        at -= 1;
        text[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&text[at..]);
}

#[cfg(test)]
mod tests {
    use super::{number, whole};

    #[test]
    fn numbers_are_short() {
        let of = |n| {
            let mut out = Vec::new();
            number(&mut out, n);
            String::from_utf8(out).expect("digits")
        };
        assert_eq!([of(0), of(5), of(50), of(100), of(-1234), of(1230)], ["0", ".05", ".5", "1", "-12.34", "12.3"]);
        let mut out = Vec::new();
        whole(&mut out, -907);
        assert_eq!(out, b"-907");
    }
}
