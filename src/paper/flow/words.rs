//! Headings and paragraphs of a flowing text.
//!
//! In: words. Out: lines on pages, each in the direction of its paragraph. Never: a last line of one short word.

use super::{Flow, GRID, HALF, LEFT, MEASURE, SECTION, SMALL, TEXT, WIDTH};
use crate::paper::canvas::{Mpt, Size};
use crate::paper::columns::ems;
use crate::paper::fonts::Style;
use crate::paper::line::Line;
use crate::paper::script;
use crate::paper::structure::Role;
use crate::paper::wrap;
use std::ops::Range;
use unicode_bidi::BidiClass;

const RIGHT_TO_LEFT: &str = "\u{200f}";
const LEFT_TO_RIGHT: &str = "\u{200e}";

/// Letters of a paragraph and their place: style, size, height of a line, how far it stands in, width.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) style: Style,
    pub(crate) size: Size,
    pub(crate) leading: Mpt,
    pub(crate) indent: Mpt,
    pub(crate) width: Mpt,
}

impl Form {
    pub(crate) const TEXT: Form = Form { style: Style::Regular, size: TEXT, leading: GRID, indent: 0, width: MEASURE };
    pub(crate) const BOLD: Form = Form { style: Style::Bold, ..Form::TEXT };
    pub(crate) const SMALL: Form = Form { size: SMALL, ..Form::TEXT };
}

impl Flow<'_> {
    /// A line of our own words: it runs as the document does, whatever its first letter.
    pub(crate) fn say_line(&mut self, text: &str, style: Style) -> Line {
        self.line_running(text, style, self.is_rtl())
    }

    /// A line whose paragraph runs this way.
    pub(super) fn line_running(&mut self, text: &str, style: Style, rtl: bool) -> Line {
        // What decides by its first letter is told by an invisible one.
        let mut line = match (rtl, runs_from_right(text)) {
            // Without a letter too: a step's number has its point, and a range its end, at the left.
            (true, Some(false) | None) => self.setter.line(&format!("{RIGHT_TO_LEFT}{text}"), style),
            (false, Some(true)) => self.setter.line(&format!("{LEFT_TO_RIGHT}{text}"), style),
            _ => self.setter.line(text, style),
        };
        line.rtl = rtl;
        line
    }

    /// The lines of a text, all of which run as its first letter does, or, without one, as the document does.
    pub(crate) fn lines(&mut self, text: &str, style: Style, width: i32) -> Vec<Line> {
        let rtl = runs_from_right(text).unwrap_or(self.is_rtl());
        self.lines_running(text, style, width, rtl)
    }

    /// The lines of a text that stand at the edge where the document begins, whichever way they run: an address is a block.
    pub(crate) fn block_lines(&mut self, text: &str, form: &Form) -> Vec<Line> {
        let rtl = self.is_rtl();
        let mut lines = self.lines(text, form.style, ems(form.width, form.size));
        lines.iter_mut().for_each(|line| line.rtl = rtl);
        lines
    }

    pub(crate) fn lines_running(&mut self, text: &str, style: Style, width: i32, rtl: bool) -> Vec<Line> {
        let ranges = self.ranges(text, style, width);
        ranges.into_iter().map(|range| self.line_running(&text[range], style, rtl)).collect()
    }

    /// Where the lines of a text end; a last line of one short word is given company from the line before.
    fn ranges(&mut self, text: &str, style: Style, width: i32) -> Vec<Range<usize>> {
        let ranges = wrap::ranges(&mut self.setter, text, style, width);
        let is_alone = |ranges: &[Range<usize>]| match ranges {
            [.., before, last] => {
                !text[last.clone()].trim_end().contains(' ')
                    && last.len() * 5 < before.len()
                    && text[before.clone()].contains(' ')
            }
            _ => false,
        };
        if !is_alone(&ranges) {
            return ranges;
        }
        // Text is set ragged: nobody sees that it has a little less room.
        let narrower = [96, 92, 88].map(|part| wrap::ranges(&mut self.setter, text, style, width * part / 100));
        let lines = ranges.len();
        narrower.into_iter().find(|narrow| narrow.len() == lines && !is_alone(narrow)).unwrap_or(ranges)
    }

    /// A line at its own side of the measure: that of its beginning.
    fn place(&mut self, line: &Line, form: &Form) {
        self.beginning(line, (LEFT + form.indent, form.width), self.y, form.size);
    }

    pub(super) fn beginning(&mut self, line: &Line, place: (Mpt, Mpt), y: Mpt, size: Size) {
        if line.rtl {
            self.canvas.put_rightmost(line, place, y, size);
        } else {
            self.canvas.put_leftmost(line, place, y, size);
        }
    }

    /// Lines one under the other; the first two and the last two stay together.
    pub(crate) fn set_lines(&mut self, lines: &[Line], form: &Form) {
        let count = lines.len();
        for (n, line) in lines.iter().enumerate() {
            let together = if n == 0 { first_together(count) } else { 1 + usize::from(count - n == 2) };
            self.need(form.leading * together as i32);
            self.advance(form.leading);
            self.place(line, form);
        }
    }

    /// A paragraph of our own words.
    pub(crate) fn paragraph(&mut self, text: &str, form: &Form) {
        self.tagged(Role::P, |flow| {
            let lines = flow.lines_running(text, form.style, ems(form.width, form.size), flow.is_rtl());
            flow.set_lines(&lines, form);
        });
    }

    /// A paragraph of a message without arguments.
    pub(crate) fn say(&mut self, id: &str) {
        let words = self.texts.say(id).into_owned();
        self.paragraph(&words, &Form::TEXT);
    }

    /// A section's heading, with room for what it heads; also a bookmark.
    pub(crate) fn section(&mut self, id: &str) {
        self.section_with(id, 6 * GRID);
    }

    /// A section's heading with this much room beneath it.
    pub(crate) fn section_with(&mut self, id: &str, room: Mpt) {
        let words = self.texts.say(id).into_owned();
        self.space(2 * GRID + HALF);
        self.need(2 * GRID + room);
        self.bookmark(&words);
        self.tagged(Role::H2, |flow| {
            let form = Form { style: Style::Serif, size: SECTION, leading: GRID + HALF, indent: 0, width: WIDTH };
            let lines = flow.lines_running(&words, form.style, ems(form.width, form.size), flow.is_rtl());
            flow.set_lines(&lines, &form);
        });
        self.y -= HALF;
    }

    /// A heading within a section, with room for so much beneath it.
    pub(crate) fn heading(&mut self, words: &str, room: Mpt) {
        self.space(GRID);
        self.subheading(words, room);
    }

    /// A heading with nothing above it, as where several short texts follow each other.
    pub(crate) fn subheading(&mut self, words: &str, room: Mpt) {
        self.need(GRID + room);
        self.tagged(Role::H3, |flow| {
            let lines = flow.lines_running(words, Style::Bold, ems(MEASURE, TEXT), flow.is_rtl());
            flow.set_lines(&lines, &Form::BOLD);
        });
    }
}

/// Lines at the beginning of a paragraph that stay together.
pub(super) fn first_together(count: usize) -> usize {
    if count <= 3 { count } else { 2 }
}

/// Does a text's first letter with a direction run from the right? `None` where it has none.
pub(crate) fn runs_from_right(text: &str) -> Option<bool> {
    let first = text.chars().find(|c| is_strong(*c))?;
    Some(script::is_directed(first))
}

fn is_strong(c: char) -> bool {
    matches!(unicode_bidi::bidi_class(c), BidiClass::L | BidiClass::R | BidiClass::AL)
}
