//! One line of the list: where its cells stand, and what no cleaned line holds.
//!
//! In: a line without its end. Out: places in it, yes or no. Never: a copy.

use memchr::{memchr, memchr2_iter, memmem};

pub(super) const NO_CELL: (usize, usize) = (0, 0);

/// Where each cell's text stands, without its quotes; none where the line has not the one form. A cell's doubled quotes
/// stay doubled.
pub(super) fn split(line: &[u8], cells: &mut [(usize, usize); 12]) -> Option<usize> {
    let (mut at, mut count) = (0, 0);
    loop {
        if line.get(at) != Some(&b'"') {
            return None;
        }
        let start = at + 1;
        let mut end = start;
        loop {
            end += memchr(b'"', line.get(end..)?)?;
            if line.get(end + 1) != Some(&b'"') {
                break;
            }
            end += 2;
        }
        *cells.get_mut(count)? = (start, end);
        count += 1;
        match line.get(end + 1) {
            None => return Some(count),
            Some(b',') => at = end + 2,
            Some(_) => return None,
        }
    }
}

/// U+0000–001F, U+007F–009F, U+2028, U+2029, and the bidirectional and zero-width controls that no script's own spelling
/// needs: cleaning takes them out under every policy. Joiners stay.
pub(super) fn has_control(line: &str) -> bool {
    let bytes = line.as_bytes();
    if bytes.iter().fold(false, |any, byte| any | (*byte < 0x20) | (*byte == 0x7f)) {
        return true;
    }
    !line.is_ascii()
        && (memchr2_iter(0xc2, 0xe2, bytes).any(|at| match bytes[at..] {
            [0xc2, second, ..] => second < 0xa0,
            [0xe2, 0x80, third, ..] => matches!(third, 0x8b | 0x8e | 0x8f | 0xa8..=0xae),
            [0xe2, 0x81, third, ..] => matches!(third, 0xa0 | 0xa6..=0xa9),
            _ => false,
        }) || memchr2_iter(0xd8, 0xef, bytes)
            .any(|at| matches!(bytes[at..], [0xd8, 0x9c, ..] | [0xef, 0xbb, 0xbf, ..])))
}

/// `;`, any spaces, and a sign that begins a formula: an import by semicolon would see a cell there.
pub(super) fn has_hidden_formula(line: &str) -> bool {
    memmem::find_iter(line.as_bytes(), b";").any(|at| {
        let rest = line[at + 1..].trim_start_matches(' ');
        rest.starts_with(['=', '+', '-', '@'])
    })
}

/// A counter in decimal digits: compared with each line, so never formatted.
pub(super) struct Number {
    digits: [u8; 20],
    from: usize,
}

impl Number {
    pub(super) fn first() -> Number {
        let mut digits = [b'0'; 20];
        digits[19] = b'1';
        Number { digits, from: 19 }
    }

    pub(super) fn digits(&self) -> &[u8] {
        &self.digits[self.from..]
    }

    pub(super) fn next(&mut self) {
        let mut at = self.digits.len();
        while at > 0 {
            at -= 1;
            if self.digits[at] < b'9' {
                self.digits[at] += 1;
                break;
            }
            self.digits[at] = b'0';
        }
        self.from = self.from.min(at);
    }
}
