//! Bookmarks: what a reader of the file shows beside its pages, so that a place in it is found.
//!
//! In: words, page and depth of each, in order. Out: the outline (ISO 32000-1, 12.3.3). Never: open below its first level.

use super::catalog::text_string;
use lopdf::{Dictionary, Object, ObjectId};

/// A bookmark.
pub(crate) struct Mark {
    pub(crate) words: String,
    /// From 0.
    pub(crate) page: usize,
    /// From 0; each is under the last one before it that is less deep.
    pub(crate) depth: u8,
}

/// Adds the outline to a file whose pages are `kids`.
pub(super) fn outline(file: &mut lopdf::Document, marks: &[Mark], kids: &[ObjectId]) -> ObjectId {
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = marks.iter().map(|_| file.new_object_id()).collect();
    for (n, mark) in marks.iter().enumerate() {
        let parent = (0..n).rev().find(|above| marks[*above].depth < mark.depth);
        let mut entries = Dictionary::new();
        entries.set("Title", text_string(&mark.words));
        entries.set("Parent", Object::Reference(parent.map_or(root, |above| ids[above])));
        let page = kids.get(mark.page).copied().unwrap_or(kids[0]);
        entries.set("Dest", Object::Array(vec![Object::Reference(page), Object::Name(b"Fit".to_vec())]));
        if let Some(before) =
            (0..n).rev().take_while(|m| marks[*m].depth >= mark.depth).find(|m| marks[*m].depth == mark.depth)
        {
            entries.set("Prev", Object::Reference(ids[before]));
        }
        let after = marks[n + 1..].iter().take_while(|m| m.depth >= mark.depth).position(|m| m.depth == mark.depth);
        if let Some(after) = after {
            entries.set("Next", Object::Reference(ids[n + 1 + after]));
        }
        // A negative count: they are there, and not shown until they are asked for.
        let below = below(&marks[n + 1..], mark.depth);
        family(&mut entries, &ids[n + 1..], &below, -1);
        file.objects.insert(ids[n], Object::Dictionary(entries));
    }
    let mut entries = Dictionary::new();
    entries.set("Type", Object::Name(b"Outlines".to_vec()));
    let top: Vec<usize> = (0..marks.len()).filter(|n| marks[*n].depth == 0).collect();
    family(&mut entries, &ids, &top, 1);
    file.objects.insert(root, Object::Dictionary(entries));
    root
}

/// Places of the marks directly under one, among those that follow it.
fn below(after: &[Mark], depth: u8) -> Vec<usize> {
    let own = after.iter().take_while(|mark| mark.depth > depth).enumerate();
    own.filter(|(_, mark)| mark.depth == depth + 1).map(|(n, _)| n).collect()
}

fn family(entries: &mut Dictionary, ids: &[ObjectId], places: &[usize], sign: i64) {
    if let (Some(first), Some(last)) = (places.first(), places.last()) {
        entries.set("First", Object::Reference(ids[*first]));
        entries.set("Last", Object::Reference(ids[*last]));
        entries.set("Count", Object::Integer(sign * places.len() as i64));
    }
}
