//! A QR code as inline SVG: one path of runs, dark on a light ground of its own, whatever the page's colours.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// The code's side in modules with its quiet zone, and the path; none where the text is too long for a code.
pub fn path(text: &str) -> Option<(i32, String)> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", from + QUIET, y + QUIET, x - from, x - from);
            }
            x += 1;
        }
    }
    Some((code.size() + 2 * QUIET, path))
}
