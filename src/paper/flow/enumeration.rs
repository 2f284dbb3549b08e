//! Lists: those of a text that somebody wrote, and our own numbered steps.
//!
//! In: lines, steps with their commands. Out: items whose labels hang beside them. Never: a label without its item.

use super::typewriter::{broken, letters};
use super::words::first_together;
use super::{Flow, Form, GRID, HALF, LEFT, MEASURE, SMALL, TEXT};
use crate::paper::canvas::Mpt;
use crate::paper::columns::ems;
use crate::paper::fonts::Style;
use crate::paper::structure::{Numbering, Role};

/// How far the lines of an item stand in.
const INDENT: Mpt = 18_000;
const ITEM: Form = Form { indent: INDENT, width: MEASURE - INDENT, ..Form::TEXT };

impl Flow<'_> {
    /// Text as its author wrote it: an empty line is a gap; lines without one between them, as those of an enumeration,
    /// stand close, but for long ones, which are paragraphs. Lines that begin with a mark or a number are a list.
    pub(crate) fn text(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let (mut n, mut gap) = (0, false);
        while n < lines.len() {
            let line = lines[n];
            if line.is_empty() {
                gap = true;
                n += 1;
                continue;
            }
            if std::mem::take(&mut gap) {
                self.space(HALF);
            }
            let items = lines[n..].iter().take_while(|line| label(line).is_some()).count();
            if items > 0 {
                self.items(&lines[n..n + items]);
                n += items;
                continue;
            }
            gap = line.chars().count() > 160;
            self.tagged(Role::P, |flow| {
                let set = flow.lines(line, Style::Regular, ems(MEASURE, TEXT));
                flow.set_lines(&set, &Form::TEXT);
            });
            n += 1;
        }
    }

    fn items(&mut self, items: &[&str]) {
        let ordered = items.iter().all(|item| item.starts_with(|c: char| c.is_ascii_digit()));
        let numbering = if ordered { Numbering::Decimal } else { Numbering::Disc };
        self.tagged(Role::List(numbering), |flow| {
            for item in items {
                let (mark, words) = item.split_at(label(item).unwrap_or(0));
                let set = flow.lines(words.trim_start(), Style::Regular, ems(ITEM.width, TEXT));
                flow.need(GRID * first_together(set.len()) as i32);
                flow.item(mark.trim(), Style::Regular, set.first().is_some_and(|line| line.rtl), |flow, form| {
                    flow.set_lines(&set, form);
                });
            }
        });
    }

    /// An item whose label hangs beside its first line, for which the caller has made room.
    fn item(&mut self, label: &str, style: Style, rtl: bool, body: impl FnOnce(&mut Self, &Form)) {
        self.tagged(Role::Item, |flow| {
            let first = flow.next();
            let line = flow.line_running(label, style, rtl);
            // What runs the other way than the document hangs from the other side.
            let with = rtl == flow.is_rtl();
            flow.tagged(Role::Label, |flow| flow.beginning(&line, (LEFT, MEASURE), first, TEXT));
            let form = if with { ITEM } else { Form { indent: 0, ..ITEM } };
            flow.tagged(Role::Body, |flow| body(flow, &form));
        });
    }

    /// A numbered step of a list that the caller has opened. Its commands stay with it.
    pub(crate) fn step(&mut self, number: usize, text: &str, commands: &[&str]) {
        let lines = self.lines_running(text, Style::Regular, ems(ITEM.width, TEXT), self.is_rtl());
        let commands: Vec<String> =
            commands.iter().flat_map(|command| broken(command, letters(ITEM.width, SMALL))).collect();
        self.space(HALF);
        self.need(GRID * (lines.len() + commands.len()) as i32 + HALF);
        self.item(&format!("{number}."), Style::Bold, self.is_rtl(), |flow, form| {
            flow.tagged(Role::P, |flow| flow.set_lines(&lines, form));
            if !commands.is_empty() {
                flow.space(HALF);
                flow.tagged(Role::P, |flow| flow.block(&commands, INDENT, SMALL));
            }
        });
    }
}

/// Bytes of the mark or number that begins an item of an enumeration, with the space after it.
fn label(line: &str) -> Option<usize> {
    let end = line.find(' ')?;
    let mark = &line[..end];
    let number = mark
        .strip_suffix(['.', ')'])
        .is_some_and(|number| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
    (number || matches!(mark, "-" | "–" | "—" | "•" | "·" | "*")).then_some(end + 1)
}
