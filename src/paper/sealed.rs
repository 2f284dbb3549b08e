//! A finished PDF → the same under a seal that PDF readers know: an incremental update, and nothing behind it.
//!
//! In: the PDF, the key, the day. Out: the PDF's bytes as they were, and after them the seal over all of them.
//! Never: anything to see on a page; a name, a reason, a place, a clock.

use super::PaperError;
use crate::day::Day;
use crate::proof::cms::CmsKey;
use crate::proof::digest::{hex, sha256, sha256_parts};
use lopdf::{Dictionary, IncrementalDocument, Object, StringFormat};

/// Bytes held free for the seal at least; they are twice as many as digits.
const ROOM: usize = 4_096;

/// An ECDSA signature of P-256 in DER differs by a few bytes from one digest to another.
const SPARE: usize = 16;

/// A place for an offset, as wide as any that a file of this kind has.
const OFFSET: i64 = 9_999_999_999;

/// Seals a PDF (PAdES baseline B: ETSI EN 319 142-1 §6; ISO 32000-1 §12.8).
///
/// # Errors
/// `Form` where the PDF is not one that `paper` has made.
pub fn sealed(pdf: Vec<u8>, key: &CmsKey, day: Day) -> Result<Vec<u8>, PaperError> {
    let room = ROOM.max(key.seal(&[0; 32]).len() + SPARE);
    let began = pdf.len();
    let mut update = updated(pdf, room, day).ok_or(PaperError::Form)?;
    let mut bytes = Vec::with_capacity(began + 2 * room + 4_096);
    update.save_to(&mut bytes).map_err(|_| PaperError::Form)?;
    bytes.push(b'\n');

    let hole = format!("<{}>", "0".repeat(2 * room));
    let places = format!("[0 {OFFSET} {OFFSET} {OFFSET}]");
    let find = |text: &str| {
        let at = bytes[began..].windows(text.len()).position(|window| window == text.as_bytes());
        at.map(|at| began + at).ok_or(PaperError::Form)
    };
    let (from, ranges) = (find(&hole)?, find(&places)?);
    let until = from + hole.len();
    let mut range = format!("[0 {from} {until} {}", bytes.len() - until);
    range.extend(std::iter::repeat_n(' ', (places.len() - 1).checked_sub(range.len()).ok_or(PaperError::Form)?));
    range.push(']');
    bytes[ranges..ranges + places.len()].copy_from_slice(range.as_bytes());
    let seal = hex(&key.seal(&sha256_parts(&[&bytes[..from], &bytes[until..]])));
    bytes.get_mut(from + 1..from + 1 + seal.len()).ok_or(PaperError::Form)?.copy_from_slice(seal.as_bytes());
    Ok(bytes)
}

/// The document and its update: a field of no size on the first page, whose value is the seal to come.
fn updated(pdf: Vec<u8>, room: usize, day: Day) -> Option<IncrementalDocument> {
    let name = |text: &str| Object::Name(text.as_bytes().to_vec());
    let known = lopdf::Document::load_mem(&pdf).ok()?;
    let root = known.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    let first = known.page_iter().next()?;
    let page = known.get_dictionary(first).ok()?;
    let mut notes = match page.get(b"Annots") {
        Ok(notes) => known.dereference(notes).ok()?.1.as_array().ok()?.clone(),
        Err(_) => Vec::new(),
    };
    let mut id = known.trailer.get(b"ID").and_then(Object::as_array).ok()?.clone();
    // The second half changes with every update (ISO 32000-1 §14.4).
    *id.get_mut(1)? = Object::String(sha256(&pdf)[..16].to_vec(), StringFormat::Hexadecimal);

    let mut update = IncrementalDocument::create_from(pdf, known);
    update.opt_clone_object_to_new_document(root).ok()?;
    update.opt_clone_object_to_new_document(first).ok()?;
    let new = &mut update.new_document;
    // The update repeats the head of the file.
    new.version = "1.7".to_owned();
    new.binary_mark = super::document::BINARY_MARK.to_vec();
    new.trailer.set("ID", Object::Array(id));

    let mut seal = Dictionary::new();
    seal.set("Type", name("Sig"));
    seal.set("Filter", name("Adobe.PPKLite"));
    seal.set("SubFilter", name("ETSI.CAdES.detached"));
    let places = [0, OFFSET, OFFSET, OFFSET].map(Object::Integer);
    seal.set("ByteRange", Object::Array(places.to_vec()));
    seal.set("Contents", Object::String(vec![0; room], StringFormat::Hexadecimal));
    let moment = format!("D:{:04}{:02}{:02}000000Z", day.year(), day.month(), day.day());
    seal.set("M", Object::String(moment.into_bytes(), StringFormat::Literal));
    let seal = new.add_object(seal);

    let mut field = Dictionary::new();
    field.set("Type", name("Annot"));
    field.set("Subtype", name("Widget"));
    field.set("FT", name("Sig"));
    field.set("T", Object::String(b"seal".to_vec(), StringFormat::Literal));
    field.set("V", Object::Reference(seal));
    field.set("Rect", Object::Array(vec![Object::Integer(0); 4]));
    // Print and Locked (ISO 32000-1 §12.5.3); PDF/A wants the first.
    field.set("F", Object::Integer(132));
    field.set("P", Object::Reference(first));
    let field = new.add_object(field);
    notes.push(Object::Reference(field));
    new.get_dictionary_mut(first).ok()?.set("Annots", Object::Array(notes));

    let mut form = Dictionary::new();
    form.set("Fields", Object::Array(vec![Object::Reference(field)]));
    // SignaturesExist and AppendOnly (ISO 32000-1 §12.7.2).
    form.set("SigFlags", Object::Integer(3));
    new.get_dictionary_mut(root).ok()?.set("AcroForm", Object::Dictionary(form));
    Some(update)
}

#[cfg(test)]
mod tests;
