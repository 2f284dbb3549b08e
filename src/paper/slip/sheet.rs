//! The sheet that a slip is drawn on: its margins, how tightly it is set, and which side its lines begin at.
//!
//! In: words. Out: lines on a canvas, from the top. Never: a line wider than its measure.

use super::super::canvas::{Canvas, Mpt, Size, mm};
use super::super::columns::ems;
use super::super::document::PAGE;
use super::super::flow::{LEFT, RIGHT};
use super::super::fonts::{Fonts, Style};
use super::super::line::{Line, Setter};
use super::super::paper_size::PaperSize;
use super::super::structure::{Role, Structure};
use super::super::texts::{Direction, Texts};
use super::super::wrap;

pub(super) const TOP: Mpt = PAGE.1 - mm(170);
/// End of the receipt, above the lower edge of the sheet.
pub(super) const BOTTOM: Mpt = mm(150);
pub(super) const WIDTH: Mpt = RIGHT - LEFT;
/// Half the measure, for what stands side by side.
pub(super) const HALF: Mpt = (WIDTH - GUTTER) / 2;
pub(super) const GUTTER: Mpt = 20_000;

/// How tightly the slip is set. The hash, the code and the boxes are of one size always.
pub(super) struct Measure {
    pub(super) title: Size,
    pub(super) text: Size,
    pub(super) line: Mpt,
    pub(super) small: Size,
    pub(super) small_line: Mpt,
    /// Between two things that belong together, and between two that do not.
    pub(super) gap: Mpt,
    pub(super) section: Mpt,
    /// Room to write in, above a line.
    pub(super) writing: Mpt,
    pub(super) before_tear: Mpt,
}

const fn measure(text: Size, small: Size, gap: Mpt, section: Mpt, writing: Mpt) -> Measure {
    Measure {
        title: text * 17 / 10,
        text,
        line: text * 135,
        small,
        small_line: small * 132,
        gap,
        section,
        writing,
        before_tear: section,
    }
}

/// From the airiest to the tightest. The last holds the longest texts that there may be.
pub(super) static MEASURES: [Measure; 6] = [
    measure(100, 80, 7_000, 22_000, 22_000),
    measure(100, 80, 5_000, 15_000, 19_000),
    measure(95, 75, 4_000, 11_000, 17_000),
    measure(85, 70, 3_000, 8_000, 15_000),
    measure(75, 60, 2_500, 6_000, 14_000),
    measure(60, 50, 2_000, 5_000, 13_000),
];

/// What a slip leaves out whose texts have no room on one page even so: each step more than the one before.
#[derive(Clone, Copy)]
pub(super) struct Spared {
    pub(super) address: bool,
    pub(super) letterhead: bool,
    /// Most lines of the petition's title, and of the recipient.
    pub(super) lines: usize,
}

const fn spared(address: bool, letterhead: bool, lines: usize) -> Spared {
    Spared { address, letterhead, lines }
}

pub(super) const SPARED: [Spared; 5] = [
    spared(false, false, usize::MAX),
    spared(true, false, usize::MAX),
    spared(true, true, usize::MAX),
    spared(true, true, 6),
    spared(true, true, 2),
];

/// The slip being drawn.
pub(super) struct Sheet<'f> {
    pub(super) setter: Setter<'f>,
    pub(super) texts: Texts,
    paper: PaperSize,
    pub(super) canvas: Canvas,
    pub(super) tree: Structure,
    pub(super) measure: &'static Measure,
    pub(super) spared: Spared,
    /// Where the last line stands; everything above it is taken.
    pub(super) y: Mpt,
}

impl<'f> Sheet<'f> {
    pub(super) fn new(fonts: &'f Fonts, texts: Texts, paper: PaperSize) -> Sheet<'f> {
        let (canvas, tree) = (Canvas::new(texts.direction()), Structure::new());
        Sheet {
            setter: Setter::new(fonts),
            texts,
            paper,
            canvas,
            tree,
            measure: &MEASURES[0],
            spared: SPARED[0],
            y: TOP,
        }
    }

    /// Forgets what was drawn.
    pub(super) fn clear(&mut self) {
        self.canvas.clear();
        self.tree = Structure::new();
        self.canvas.inside = self.tree.inside();
    }

    /// What `inner` draws is an element of this role.
    pub(super) fn tagged<T>(&mut self, role: Role, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.canvas.inside = self.tree.open(role);
        let made = inner(self);
        self.canvas.inside = self.tree.close();
        made
    }

    /// What `inner` draws within this width from a place is a figure that shows what `alternative` says. It says how low it reaches.
    pub(super) fn figure(
        &mut self,
        alternative: String,
        (left, width, top): (Mpt, Mpt, Mpt),
        inner: impl FnOnce(&mut Self) -> Mpt,
    ) {
        self.tagged(Role::Figure, |sheet| {
            let lowest = inner(sheet);
            let left = sheet.canvas.stands(left, width);
            sheet.tree.figure(alternative, [left, lowest, left + width, top]);
        });
    }

    pub(super) fn bottom(&self) -> Mpt {
        self.paper.lowest() + BOTTOM
    }

    pub(super) fn rtl(&self) -> bool {
        self.texts.direction() == Direction::RightToLeft
    }

    /// Words as a line that begins where this language's lines begin, whatever letter comes first.
    pub(super) fn line(&mut self, text: &str, style: Style) -> Line {
        if self.rtl() && style != Style::Mono {
            // U+200F is seen by the rules of order and by nobody else.
            return self.setter.line(&format!("\u{200f}{text}"), style);
        }
        self.setter.line(text, style)
    }

    /// Lines of a text, each no wider than the width.
    pub(super) fn wrapped(&mut self, text: &str, style: Style, width: Mpt, size: Size) -> Vec<Line> {
        let ranges = wrap::ranges(&mut self.setter, text, style, ems(width, size));
        ranges.into_iter().map(|range| self.line(&text[range], style)).collect()
    }

    /// A text as far as so many lines go.
    pub(super) fn within(&mut self, text: &str, most: usize, width: Mpt, size: Size) -> String {
        let ems = ems(width, size);
        let ranges = wrap::ranges(&mut self.setter, text, Style::Regular, ems);
        if ranges.len() <= most {
            return text.to_owned();
        }
        let (before, last) = text[..ranges[most - 1].end].split_at(ranges[most - 1].start);
        let last = wrap::ranges(&mut self.setter, last, Style::Regular, ems - 1_500).swap_remove(0);
        format!("{before}{} …", &text[ranges[most - 1].start..][last])
    }

    /// Puts a line so that it begins this far in from where lines begin.
    pub(super) fn put(&mut self, line: &Line, inset: Mpt, size: Size) {
        self.canvas.put(line, LEFT + inset, self.y, size);
    }

    /// Puts a line so that it ends where lines end.
    pub(super) fn put_at_end(&mut self, line: &Line, size: Size) {
        self.canvas.put_right(line, RIGHT, self.y, size);
    }

    /// Lines beneath what stands there, of whichever part is being drawn.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, (inset, width): (Mpt, Mpt), size: Size, line: Mpt) {
        for words in self.wrapped(text, style, width, size) {
            self.y -= line;
            self.put(&words, inset, size);
        }
    }

    pub(super) fn text(&mut self, text: &str, width: Mpt) {
        let measure = self.measure;
        self.tagged(Role::P, |sheet| sheet.paragraph(text, Style::Regular, (0, width), measure.text, measure.line));
    }

    pub(super) fn small(&mut self, text: &str, place: (Mpt, Mpt)) {
        let measure = self.measure;
        self.paragraph(text, Style::Regular, place, measure.small, measure.small_line);
    }

    /// A value that is compared letter by letter, in a typewriter face, in as many lines as it needs.
    pub(super) fn value(&mut self, value: &str, width: Mpt, size: Size, line: Mpt) {
        self.paragraph(value, Style::Mono, (0, width), size, line);
    }

    /// A rule as wide as the text, beneath what stands there.
    pub(super) fn rule(&mut self, weight: i32) {
        self.y -= self.measure.gap + 2_000;
        self.canvas.rule((LEFT, self.y), (RIGHT, self.y), weight);
    }

    /// Small empty boxes for digits, in groups; the lower edge is where the next line stands.
    pub(super) fn boxes(&mut self, count: i32, in_group: i32, side: Mpt, inset: Mpt) {
        self.y -= side;
        for n in 0..count {
            let x = LEFT + inset + n * (side + 1_500) + n / in_group * 8_000;
            self.canvas.outline(x, self.y, side, side, 50);
        }
    }
}
