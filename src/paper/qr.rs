//! A text as a QR code of black squares.
//!
//! In: a text and a place. Out: boxes on a canvas, the same way around in every language. Never: an error; a text too long
//! for a code has none.

use super::canvas::{Canvas, Mpt};
use qrcodegen::{QrCode, QrCodeEcc};

/// Draws a code whose right upper corner stands at a point, at most `side` wide. Says how wide it is.
pub(crate) fn draw(canvas: &mut Canvas, text: &str, right: Mpt, top: Mpt, side: Mpt) -> Option<Mpt> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    // Whole hundredths of a point, so that no line shows between two squares.
    let module = side / code.size() / 10 * 10;
    let width = module * code.size();
    let left = canvas.stands(right - width, width);
    canvas.unmirrored(|canvas| {
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let from = x;
                while code.get_module(x, y) {
                    x += 1;
                }
                if x > from {
                    canvas.fill(left + from * module, top - (y + 1) * module, (x - from) * module, module);
                }
                x += 1;
            }
        }
    });
    Some(width)
}
