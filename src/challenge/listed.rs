//! The lines of the list that were drawn, as the entries commit to them: the JCS array of a line's cells (dossier-format §7).
//!
//! In: the bytes of `signatures.csv` of a verified dossier, in parts. Out: the wanted lines. Never: another line kept.

use crate::jcs;
use crate::table::{cells, unescape};
use std::collections::BTreeMap;

/// Collects lines by entry. The list was verified: entry `n` stands in line `n`, the header is line 0.
pub(super) struct Lines<'w> {
    wanted: &'w [u64],
    carry: Vec<u8>,
    line: u64,
    pub found: BTreeMap<u64, String>,
}

impl<'w> Lines<'w> {
    /// `wanted`: ascending.
    pub fn new(wanted: &'w [u64]) -> Lines<'w> {
        Lines { wanted, carry: Vec::new(), line: 0, found: BTreeMap::new() }
    }

    pub fn part(&mut self, mut part: &[u8]) {
        while let Some(end) = memchr::memchr(b'\n', part) {
            if self.wanted.binary_search(&self.line).is_ok() {
                self.carry.extend_from_slice(&part[..end]);
                if let Some(shown) = shown(&self.carry) {
                    self.found.insert(self.line, shown);
                }
                self.carry.clear();
            }
            self.line += 1;
            part = &part[end + 1..];
        }
        if self.wanted.binary_search(&self.line).is_ok() {
            self.carry.extend_from_slice(part);
        }
    }
}

/// A line's cells without their quotes and escapes, as one canonical array.
fn shown(line: &[u8]) -> Option<String> {
    let mut text = String::from("[");
    for (n, cell) in cells(line)?.iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        jcs::push_text(unescape(cell), &mut text);
    }
    text.push(']');
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_found_in_parts_of_any_size() {
        let list = "\"entry\",\"name\"\r\n\"1\",\"A\"\r\n\"2\",\"\"\"B\"\",\"\"'\"\r\n\"3\",\"'=C\"\r\n";
        for size in 1..list.len() {
            let mut lines = Lines::new(&[2, 3]);
            list.as_bytes().chunks(size).for_each(|part| lines.part(part));
            let found: Vec<(u64, &str)> = lines.found.iter().map(|(entry, line)| (*entry, line.as_str())).collect();
            assert_eq!(found, [(2, r#"["2","\"B\",\"'"]"#), (3, r#"["3","=C"]"#)], "{size}");
        }
    }
}
