//! A text as a QR code of black squares.
//!
//! In: a text and a place. Out: boxes on a canvas, the same way around in every language. Never: an error; a text too long
//! for a code has none.

use super::canvas::{Canvas, Mpt};
use qrcodegen::{QrCode, QrCodeEcc};

/// A code of a known size.
pub(crate) struct Code {
    code: QrCode,
    /// Side of one square.
    pub(crate) module: Mpt,
    /// Side of the whole.
    pub(crate) side: Mpt,
}

impl Code {
    /// The code of a text, at most `side` wide.
    pub(crate) fn of(text: &str, side: Mpt) -> Option<Code> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        // Whole hundredths of a point, so that no line shows between two squares.
        let module = side / code.size() / 10 * 10;
        let side = module * code.size();
        Some(Code { code, module, side })
    }

    /// Draws it with its left upper corner at a point.
    pub(crate) fn draw(&self, canvas: &mut Canvas, left: Mpt, top: Mpt) {
        let (module, size) = (self.module, self.code.size());
        let left = canvas.stands(left, self.side);
        canvas.unmirrored(|canvas| {
            for y in 0..size {
                let mut x = 0;
                while x < size {
                    let from = x;
                    while self.code.get_module(x, y) {
                        x += 1;
                    }
                    if x > from {
                        canvas.fill(left + from * module, top - (y + 1) * module, (x - from) * module, module);
                    }
                    x += 1;
                }
            }
        });
    }
}
