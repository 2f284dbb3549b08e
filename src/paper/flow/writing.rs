//! Lines to write on, each with its label beneath it.
//!
//! In: what is to be written. Out: rules and labels. Never: an answer filled in.

use super::{Flow, LEFT, RIGHT, RULE, SMALL, WIDTH};
use crate::paper::canvas::Mpt;
use crate::paper::fonts::Style;
use crate::paper::structure::Role;

/// Between two lines side by side.
const GAP: Mpt = 2 * super::GRID;
/// How wide each of the two is, and where the second begins.
pub(crate) const HALF_LINE: Mpt = (WIDTH - GAP) / 2;
pub(crate) const SECOND: Mpt = RIGHT - HALF_LINE;
/// From one line to write on to the next.
pub(crate) const PITCH: Mpt = 3 * super::GRID + super::HALF;

impl Flow<'_> {
    /// Lines to write on, one beneath the other; two side by side where two are given.
    pub(crate) fn fill_in(&mut self, lines: &[&[&str]]) {
        for line in lines {
            self.need(PITCH);
            self.advance(PITCH);
            match line {
                [one, other] => {
                    self.line_to_write_on(one, LEFT, HALF_LINE);
                    self.line_to_write_on(other, SECOND, HALF_LINE);
                }
                _ => line.iter().for_each(|id| self.line_to_write_on(id, LEFT, WIDTH)),
            }
        }
    }

    /// A line to write on at this height, its label beneath it.
    pub(crate) fn line_to_write_on(&mut self, id: &str, left: Mpt, width: Mpt) {
        self.canvas.rule((left, self.y), (left + width, self.y), RULE);
        self.label_beneath(id, left);
    }

    pub(crate) fn label_beneath(&mut self, id: &str, left: Mpt) {
        let words = self.texts.say(id).into_owned();
        let line = self.say_line(&words, Style::Regular);
        let y = self.y - 10_500;
        self.tagged(Role::P, |flow| flow.canvas.put(&line, left, y, SMALL));
    }
}
