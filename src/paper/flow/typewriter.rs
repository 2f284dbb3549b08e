//! What is copied or compared letter by letter: commands and values, in letters of one width.
//!
//! In: commands, values. Out: lines that run from the left. Never: a command that a shell would read otherwise.

use super::{Flow, GRID, HALF, LEFT, MEASURE, SMALL, TEXT};
use crate::paper::canvas::{Mpt, Size};
use crate::paper::columns::ems;
use crate::paper::fonts::Style;
use crate::paper::structure::Role;

impl Flow<'_> {
    /// Lines in a typewriter face, a block that stands and runs from the left of its place whatever the document does.
    pub(crate) fn block(&mut self, lines: &[String], indent: Mpt, size: Size) {
        for text in lines {
            self.need(GRID);
            self.advance(GRID);
            let line = self.setter.line(text, Style::Mono);
            self.canvas.put_leftmost(&line, (LEFT + indent, MEASURE - indent), self.y, size);
        }
    }

    /// A label in small letters and a value in typewriter face beneath it.
    pub(crate) fn value(&mut self, label: &str, value: &str, width: Mpt) {
        self.value_at(label, value, (LEFT, width));
    }

    /// The same in a place of its own.
    pub(crate) fn value_at(&mut self, label: &str, value: &str, (left, width): (Mpt, Mpt)) {
        self.space(HALF);
        self.need(2 * GRID);
        self.tagged(Role::P, |flow| {
            flow.advance(GRID);
            let line = flow.say_line(label, Style::Regular);
            flow.canvas.put(&line, left, flow.y, SMALL);
            for text in broken_hard(value, letters(width, TEXT)) {
                flow.need(GRID);
                flow.advance(GRID);
                let line = flow.setter.line(&text, Style::Mono);
                flow.canvas.put(&line, left, flow.y, TEXT);
            }
        });
    }
}

/// Letters of a typewriter face in a width.
pub(super) fn letters(width: Mpt, size: Size) -> usize {
    (ems(width, size) / 600).max(1) as usize
}

/// A command in lines of at most so many characters, broken at spaces, each but the last ending in a backslash. A word
/// longer than a line is broken within: a shell joins what a backslash at the end of a line parts.
pub(crate) fn broken(command: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in command.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() + 2 > most {
            line.push_str(" \\");
            lines.push("  ".to_owned());
        } else if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            let line = lines.last_mut().expect("there is always a line");
            if line.chars().count() + 2 >= most {
                line.push('\\');
                lines.push(String::new());
            }
            lines.last_mut().expect("there is always a line").push(letter);
        }
    }
    lines
}

/// A value in lines of at most so many characters.
fn broken_hard(value: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = value.chars().collect();
    letters.chunks(most).map(|line| line.iter().collect::<String>().trim().to_owned()).collect()
}
