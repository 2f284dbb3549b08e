//! Marked content: which part of the document's structure a piece of a stream is, and what readers give out for it.
//!
//! In: parts, texts. Out: operators around what is drawn. Never: one part open within another.

use super::number::whole;
use crate::paper::structure::{ElementId, Inside};

/// Goes from one part of the structure to another in a stream; a part numbered anew gets the next number of its page.
pub(super) fn mark(out: &mut Vec<u8>, open: &mut Inside, inside: Inside, marks: &mut Vec<ElementId>) {
    if *open == inside {
        return;
    }
    if *open != Inside::Untagged {
        out.extend_from_slice(b"EMC\n");
    }
    match inside {
        Inside::Untagged => {}
        Inside::Artifact => out.extend_from_slice(b"/Artifact BMC\n"),
        Inside::Element(id, role) => {
            out.push(b'/');
            out.extend_from_slice(role.name().as_bytes());
            out.extend_from_slice(b" <</MCID ");
            whole(out, marks.len() as i32);
            out.extend_from_slice(b">> BDC\n");
            marks.push(id);
        }
    }
    *open = inside;
}

/// Begins a span that readers give out as this text.
pub(super) fn say(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"/Span <</ActualText <FEFF");
    for unit in text.encode_utf16() {
        for shift in [12, 8, 4, 0] {
            out.push(b"0123456789ABCDEF"[usize::from(unit >> shift & 15)]);
        }
    }
    out.extend_from_slice(b">>> BDC ");
}
