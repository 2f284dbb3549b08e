//! The list, line by line as it is unpacked: one form of CSV, numbers, pseudonyms, escape, k (dossier-format §5, §6).
//!
//! In: the bytes of `signatures.csv` in parts of any size. Out: findings. Never: a copy of a line, but of one that two
//! parts share; memory beyond the distinct combinations of cells.

mod line;

use super::findings::{self as codes, Findings};
use crate::entry::Column;
use crate::package::names::LIST;
use crate::proof::tag::pseudonym_reads;
use crate::table::{triggers, unescape};
use line::{NO_CELL, Number, has_control, has_hidden_formula, split};
use memchr::memchr;
use std::collections::{BTreeSet, HashMap};

/// What the statement says of the list.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// `list.columns`; without a statement the header alone decides.
    pub columns: Option<Vec<String>>,
    pub size: Option<u64>,
    pub k: u64,
    /// The policy `named`: no k for cells.
    pub named: bool,
    /// Labels of the tables.
    pub countries: BTreeSet<String>,
    pub periods: BTreeSet<String>,
}

/// Longer lines are none that a cleaned list has; memory is bounded by it.
const LONGEST_LINE: usize = 1 << 20;
/// Distinct combinations may take so many bytes; a list that obeys k needs a small part of it.
const MOST_COMBINATION_BYTES: usize = 256 << 20;

/// A reading in progress.
pub struct ListScan {
    stated: Stated,
    pub findings: Findings,
    carry: Vec<u8>,
    /// Lines that ended so far, the header's too.
    line: u64,
    columns: Vec<Column>,
    broken: bool,
    number: Number,
    pseudonym: Option<[u8; 19]>,
    /// From the first cell that k counts, as written: how often.
    combinations: HashMap<Box<[u8]>, u64>,
    combination_bytes: usize,
    counting: bool,
}

impl ListScan {
    pub fn new(stated: Stated) -> ListScan {
        ListScan {
            counting: !stated.named && stated.size.is_some(),
            stated,
            findings: Findings::default(),
            carry: Vec::new(),
            line: 0,
            columns: Vec::new(),
            broken: false,
            number: Number::first(),
            pseudonym: None,
            combinations: HashMap::new(),
            combination_bytes: 0,
        }
    }

    /// The next bytes.
    pub fn part(&mut self, mut part: &[u8]) {
        if !self.carry.is_empty() {
            let end = memchr(b'\n', part).map_or(part.len(), |end| end + 1);
            let mut carry = std::mem::take(&mut self.carry);
            carry.extend_from_slice(&part[..end]);
            part = &part[end..];
            if carry.ends_with(b"\n") {
                self.read_line(&carry);
                carry.clear();
            } else if carry.len() > LONGEST_LINE {
                self.stop();
                carry.clear();
            }
            self.carry = carry;
        }
        while let (Some(end), false) = (memchr(b'\n', part), self.broken) {
            self.read_line(&part[..=end]);
            part = &part[end + 1..];
        }
        if !self.broken {
            self.carry.extend_from_slice(part);
        }
    }

    /// All bytes were given.
    pub fn finish(mut self) -> Findings {
        if !self.carry.is_empty() {
            self.stop();
        }
        let entries = self.line.saturating_sub(1);
        let whole = !self.broken && self.line > 0 && self.stated.size.is_none_or(|size| size == entries);
        self.findings.need(whole, &codes::LIST_LENGTH, LIST);
        if self.counting && !self.broken {
            self.check_combinations();
        }
        self.findings
    }

    fn place(&self) -> String {
        format!("{LIST}, line {}", self.line)
    }

    /// Nothing after this place can be told apart.
    fn stop(&mut self) {
        self.line += 1;
        self.findings.add(&codes::LIST_LINE, self.place());
        self.broken = true;
    }

    /// One line with its line feed.
    fn read_line(&mut self, line: &[u8]) {
        self.line += 1;
        if self.line > 2 {
            self.number.next();
        }
        let mut cells = [NO_CELL; 12];
        let content = line.strip_suffix(b"\r\n").and_then(|line| std::str::from_utf8(line).ok());
        let Some((content, count)) = content.and_then(|text| Some((text, split(text.as_bytes(), &mut cells)?))) else {
            self.findings.add(&codes::LIST_LINE, self.place());
            if self.line == 1 {
                self.findings.add(&codes::LIST_HEADER, self.place());
                self.counting = false;
            }
            return;
        };
        let cells = &cells[..count];
        if self.line == 1 {
            self.read_header(content, cells);
        } else if count == self.columns.len() {
            self.read_entry(content, cells);
        } else if !self.columns.is_empty() {
            self.findings.add(&codes::LIST_LINE, self.place());
        }
    }

    fn read_header(&mut self, content: &str, cells: &[(usize, usize)]) {
        let names: Vec<&str> = cells.iter().map(|(from, to)| &content[*from..*to]).collect();
        let columns: Option<Vec<Column>> = names.iter().map(|name| Column::from_name(name)).collect();
        let known = columns.is_some();
        self.columns = columns.unwrap_or_else(|| vec![Column::Entry; names.len()]);
        let ascending = self.columns.windows(2).all(|pair| pair[0] < pair[1]);
        let stated = self.stated.columns.as_ref().is_none_or(|stated| *stated == names);
        let good = known && ascending && stated && self.columns.first() == Some(&Column::Entry);
        if !self.findings.need(good, &codes::LIST_HEADER, self.place()) {
            self.counting = false;
        }
    }

    fn read_entry(&mut self, content: &str, cells: &[(usize, usize)]) {
        let text = |n: usize| &content[cells[n].0..cells[n].1];
        if self.columns.first() == Some(&Column::Entry) && text(0).as_bytes() != self.number.digits() {
            self.findings.add(&codes::LIST_ENTRY, self.place());
        }
        let mut first = 1;
        if self.columns.get(1) == Some(&Column::Pseudonym) {
            first = 2;
            self.read_pseudonym(text(1));
        }
        if has_control(content) {
            self.findings.add(&codes::LIST_CONTROL, self.place());
        }
        for n in first..cells.len() {
            let cell = text(n);
            // Most cells begin and end with a letter or a digit: nothing to trim, nothing to escape.
            let bytes = cell.as_bytes();
            let plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
            if !(plain(bytes.first()) && plain(bytes.last())) {
                self.read_cell(cell);
            }
        }
        if memchr(b';', content.as_bytes()).is_some() && has_hidden_formula(content) {
            self.findings.add(&codes::LIST_ESCAPE, self.place());
        }
        if self.counting && first < cells.len() {
            self.count(content.as_bytes(), cells[first].0 - 1);
        }
    }

    fn read_pseudonym(&mut self, pseudonym: &str) {
        // A place is written only where there is something to say: this is done for every line.
        if !pseudonym_reads(pseudonym) {
            return self.findings.add(&codes::LIST_PSEUDONYM, self.place());
        }
        let sixteen = pseudonym.as_bytes().first_chunk::<19>().copied();
        if self.pseudonym >= sixteen {
            self.findings.add(&codes::LIST_ORDER, self.place());
        }
        self.pseudonym = sixteen;
    }

    fn read_cell(&mut self, written: &str) {
        // Doubled quotes change neither what a cell triggers nor where white space stands.
        let cell = unescape(written);
        let canonical = if cell.len() < written.len() { triggers(cell) } else { !triggers(cell) };
        if !canonical {
            self.findings.add(&codes::LIST_ESCAPE, self.place());
        }
        if cell.trim().len() != cell.len() {
            self.findings.add(&codes::LIST_CONTROL, self.place());
        }
    }

    fn count(&mut self, line: &[u8], from: usize) {
        let combination = &line[from..];
        if let Some(count) = self.combinations.get_mut(combination) {
            *count += 1;
            return;
        }
        self.combination_bytes += combination.len() + 48;
        let size = self.stated.size.unwrap_or_default();
        let most = size.checked_div(self.stated.k).unwrap_or(size).saturating_add(1);
        if self.combinations.len() as u64 >= most || self.combination_bytes > MOST_COMBINATION_BYTES {
            // So many distinct combinations cannot each occur k times.
            self.findings.add(&codes::LIST_SMALL, LIST);
            self.counting = false;
            self.combinations = HashMap::new();
            return;
        }
        self.combinations.insert(combination.into(), 1);
    }

    fn check_combinations(&mut self) {
        let first = if self.columns.get(1) == Some(&Column::Pseudonym) { 2 } else { 1 };
        let shown = self.columns.get(first..).unwrap_or_default();
        let empty = vec!["\"\""; shown.len()].join(",");
        let (mut small, mut countries, mut periods) = (0u64, true, true);
        for (combination, count) in &self.combinations {
            if *count < self.stated.k && **combination != *empty.as_bytes() {
                small += 1;
            }
            let mut cells = [NO_CELL; 12];
            let count = split(combination, &mut cells).unwrap_or_default();
            for (column, (from, to)) in shown.iter().zip(&cells[..count]) {
                let cell = std::str::from_utf8(&combination[*from..*to]).unwrap_or_default();
                let (labels, holds) = match column {
                    Column::Country => (&self.stated.countries, &mut countries),
                    Column::Signed => (&self.stated.periods, &mut periods),
                    _ => continue,
                };
                *holds &= cell.is_empty() || labels.contains(cell);
            }
        }
        self.findings.need(small == 0, &codes::LIST_SMALL, format!("{LIST}, {small} combinations"));
        self.findings.need(countries, &codes::LIST_LABEL, format!("{LIST}, column country"));
        self.findings.need(periods, &codes::LIST_LABEL, format!("{LIST}, column signed"));
    }
}

#[cfg(test)]
mod tests;
