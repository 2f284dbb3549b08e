//! Can an accent colour be read on its paper? The contrast of WCAG 2.2 (1.4.3), for the operator's own colours.

/// The page's background in light, and in dark, as `config/web/style.css` has them.
pub const LIGHT_PAPER: &str = "#fcfcfa";
pub const DARK_PAPER: &str = "#16181a";

/// The contrast of two colours `#rrggbb`, in tenths; none where one is no colour.
pub fn contrast(one: &str, other: &str) -> Option<u32> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    let (lighter, darker) = if one > other { (one, other) } else { (other, one) };
    Some(((lighter + 0.05) / (darker + 0.05) * 10.0) as u32)
}

/// Relative luminance.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|part| linear(f64::from(part) / 255.0));
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::contrast;

    #[test]
    fn black_on_white_is_the_most_there_is() {
        assert_eq!(contrast("#000000", "#ffffff"), Some(210));
        assert_eq!(contrast("#777777", "#ffffff"), Some(44));
        assert_eq!(contrast("#767676", "#ffffff"), Some(45));
        for wrong in ["red", "#fff", "#gggggg", "#00000é"] {
            assert_eq!(contrast(wrong, "#ffffff"), None, "{wrong}");
        }
    }
}
