//! Lengths in as few bytes as they need: unsigned LEB128 (DWARF 5, section 7.6), seven bits a byte, the lowest first.
//!
//! In: numbers. Out: one byte for most lengths of a cell. Never: two ways to write one number.

/// Appends a number.
pub fn push(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Takes a number off the front of `bytes`; `None` where they end early, hold more than 32 bits, or write it longer than
/// it needs.
pub fn take(bytes: &mut &[u8]) -> Option<u32> {
    let (mut n, mut shift) = (0u64, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return if *byte == 0 && shift > 0 { None } else { u32::try_from(n).ok() };
        }
        shift += 7;
        // Five bytes hold 35 bits; more are never needed.
        if shift > 28 {
            return None;
        }
    }
}

/// Appends a value behind its length.
pub fn push_value(out: &mut Vec<u8>, value: &[u8]) {
    push(out, u32::try_from(value.len()).expect("a cell is shorter than 4 GiB"));
    out.extend_from_slice(value);
}

#[cfg(test)]
mod tests {
    use super::{push, take};

    #[test]
    fn numbers_come_back_and_are_written_one_way() {
        for n in [0, 1, 0x7f, 0x80, 300, 0x3fff, 0x4000, 1 << 27, u32::MAX] {
            let mut written = Vec::new();
            push(&mut written, n);
            assert_eq!(written.len(), (32 - n.leading_zeros()).div_ceil(7).max(1) as usize);
            assert_eq!(take(&mut written.as_slice()), Some(n));
            assert_eq!(take(&mut &written[..written.len() - 1]), None);
        }
        for wrong in [&[0x80, 0][..], &[0xff, 0x80, 0], &[0xff; 6], &[0xff, 0xff, 0xff, 0xff, 0x1f]] {
            assert_eq!(take(&mut &*wrong), None);
        }
    }
}
