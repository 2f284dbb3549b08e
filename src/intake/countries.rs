//! Countries by code or name.
//!
//! In: a cell. Out: its ISO 3166-1 alpha-2 code. Never: a code that is not assigned (but `XK`).

use super::synonyms::key;
use std::collections::HashMap;
use std::sync::LazyLock;

/// `code,alpha3,name`: first every assigned code with its alpha-3, then a line for each name (config/countries.py).
const TABLE: &str = include_str!("../../config/countries.csv");

/// Two capital letters.
pub(super) type Code = [u8; 2];

struct Table {
    assigned: [u32; 26],
    names: HashMap<String, Code>,
}

static COUNTRIES: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { assigned: [0; 26], names: HashMap::with_capacity(10_000) };
    for line in TABLE.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(code), Some(alpha3), Some(name)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let &[a, b] = code.as_bytes() else { continue };
        if alpha3.is_empty() {
            table.names.entry(key(name)).or_insert([a, b]);
        } else {
            table.assigned[usize::from(a - b'A')] |= 1 << (b - b'A');
            table.names.insert(key(alpha3), [a, b]);
        }
    }
    table
});

impl Table {
    fn assigned(&self, code: Code) -> bool {
        code.iter().all(u8::is_ascii_uppercase)
            && self.assigned[usize::from(code[0] - b'A')] & 1 << (code[1] - b'A') != 0
    }
}

/// The country that a cell names, by alpha-2, alpha-3 or name.
pub(super) fn recognise(cell: &str) -> Option<Code> {
    if let &[a, b] = cell.as_bytes() {
        let code = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        if COUNTRIES.assigned(code) {
            return Some(code);
        }
    }
    // No name is this long.
    if cell.len() > 200 {
        return None;
    }
    COUNTRIES.names.get(&key(cell)).copied()
}

/// Remembers cells, as few countries make most rows.
#[derive(Default)]
pub(super) struct Cache {
    seen: HashMap<Box<str>, Option<Code>>,
}

impl Cache {
    /// As `recognise`, without an allocation for a cell that was seen before.
    pub fn recognise(&mut self, cell: &str) -> Option<Code> {
        if let &[a, b] = cell.as_bytes()
            && COUNTRIES.assigned([a, b])
        {
            return Some([a, b]);
        }
        if let Some(known) = self.seen.get(cell) {
            return *known;
        }
        let found = recognise(cell);
        if self.seen.len() < 4096 && cell.len() <= 64 {
            self.seen.insert(cell.into(), found);
        }
        found
    }
}
