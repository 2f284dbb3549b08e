//! One colour of the operator's, which must be read on paper that is printed or copied in black and white.
//!
//! In: `#rrggbb`. Out: red, green, blue, dark enough. Never: a colour that fades to nothing on a copier.

use std::fmt;

/// A colour as dark as letters must be beside white (contrast of 4.5, WCAG 2.2 §1.4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Why a colour is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    #[error("is not a colour. Write it as `#rrggbb`, six hexadecimal digits: `#0b5c6b`.")]
    Form,
    #[error("is too light to be read in black and white. Give a darker one; `{0}` is this one, dark enough.")]
    Light(Colour),
}

/// Lightest relative luminance: (1 + 0.05) / (L + 0.05) is 4.5.
const LIGHTEST: f64 = 1.05 / 4.5 - 0.05;

impl Colour {
    /// # Errors
    /// `Form`; `Light`, with the colour darkened as much as it needs.
    pub fn parse(text: &str) -> Result<Colour, ColourError> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let digits = digits.ok_or(ColourError::Form)?;
        let mut parts = [0; 3];
        for (part, two) in parts.iter_mut().zip([&digits[..2], &digits[2..4], &digits[4..]]) {
            if !two.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return Err(ColourError::Form);
            }
            *part = u8::from_str_radix(two, 16).map_err(|_| ColourError::Form)?;
        }
        let colour = Colour(parts);
        if colour.luminance() > LIGHTEST { Err(ColourError::Light(colour.darkened())) } else { Ok(colour) }
    }

    /// Red, green, blue.
    pub(crate) fn parts(self) -> [u8; 3] {
        self.0
    }

    /// Relative luminance (WCAG 2.2, of sRGB).
    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// The lightest colour of this hue that is dark enough.
    fn darkened(self) -> Colour {
        let mut shades =
            (0..=255u16).rev().map(|share| Colour(self.0.map(|part| (u16::from(part) * share / 255) as u8)));
        shades.find(|shade| shade.luminance() <= LIGHTEST).unwrap_or_default()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.0[0], self.0[1], self.0[2])
    }
}
