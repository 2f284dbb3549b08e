//! Numbers of a content stream.
//!
//! In: hundredths, and whole numbers. Out: their digits, as short as they go. Never: an exponent.

/// Hundredths as a decimal number, as short as it goes.
pub(super) fn number(out: &mut Vec<u8>, hundredths: i32) {
    if hundredths < 0 {
        out.push(b'-');
    }
    let size = hundredths.unsigned_abs();
    let (integer, rest) = (size / 100, size % 100);
    if integer > 0 || rest == 0 {
        digits(out, integer);
    }
    if rest > 0 {
        out.push(b'.');
        out.push(b'0' + (rest / 10) as u8);
        if !rest.is_multiple_of(10) {
            out.push(b'0' + (rest % 10) as u8);
        }
    }
}

pub(super) fn whole(out: &mut Vec<u8>, n: i32) {
    if n < 0 {
        out.push(b'-');
    }
    digits(out, n.unsigned_abs());
}

fn digits(out: &mut Vec<u8>, n: u32) {
    let mut text = [0u8; 10];
    let mut at = text.len();
    let mut rest = n;
    loop {
        at -= 1;
        text[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&text[at..]);
}

#[cfg(test)]
mod tests {
    use super::{number, whole};

    #[test]
    fn numbers_are_short() {
        let of = |n| {
            let mut out = Vec::new();
            number(&mut out, n);
            String::from_utf8(out).expect("digits")
        };
        assert_eq!([of(0), of(5), of(50), of(100), of(-1234), of(1230)], ["0", ".05", ".5", "1", "-12.34", "12.3"]);
        let mut out = Vec::new();
        whole(&mut out, -907);
        assert_eq!(out, b"-907");
    }
}
