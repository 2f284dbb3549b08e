//! What a document says of itself: title and language, page labels, bookmarks.
//!
//! In: title, language, bookmarks. Out: catalog, Info and XMP that say the same. Never: a date, a producer, an author.

use super::{About, Document};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

impl Document {
    pub(super) fn catalog(&self, file: &mut lopdf::Document, catalog: ObjectId, kids: &[ObjectId], about: &About<'_>) {
        let tree = file.get_dictionary(catalog).and_then(|c| c.get(b"Pages")).cloned().unwrap_or(Object::Null);
        let mut entries = Dictionary::new();
        entries.set("Type", Object::Name(b"Catalog".to_vec()));
        entries.set("Pages", tree);
        entries.set("Lang", Object::String(about.language.as_bytes().to_vec(), StringFormat::Literal));
        let mut labels = Dictionary::new();
        let mut style = Dictionary::new();
        style.set("S", Object::Name(b"D".to_vec()));
        labels.set("Nums", Object::Array(vec![Object::Integer(0), Object::Dictionary(style)]));
        entries.set("PageLabels", Object::Dictionary(labels));
        let mut view = Dictionary::new();
        view.set("DisplayDocTitle", Object::Boolean(true));
        entries.set("ViewerPreferences", Object::Dictionary(view));
        let mut metadata = Dictionary::new();
        metadata.set("Type", Object::Name(b"Metadata".to_vec()));
        metadata.set("Subtype", Object::Name(b"XML".to_vec()));
        // Left uncompressed: archivists' tools look for it in the plain file.
        let xmp = file.add_object(Stream::new(metadata, xmp(about).into_bytes()).with_compression(false));
        entries.set("Metadata", Object::Reference(xmp));
        if !self.marks.is_empty() {
            let outline = bookmarks(file, &self.marks, kids);
            entries.set("Outlines", Object::Reference(outline));
            entries.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        file.objects.insert(catalog, Object::Dictionary(entries));
        let mut info = Dictionary::new();
        info.set("Title", text_string(about.title));
        if let Ok(old) = file.trailer.get(b"Info").and_then(Object::as_reference) {
            file.objects.insert(old, Object::Dictionary(info));
        }
    }
}

fn bookmarks(file: &mut lopdf::Document, marks: &[(String, usize)], kids: &[ObjectId]) -> ObjectId {
    let outline = file.new_object_id();
    let ids: Vec<ObjectId> = marks.iter().map(|_| file.new_object_id()).collect();
    for (n, (text, page)) in marks.iter().enumerate() {
        let mut mark = Dictionary::new();
        mark.set("Title", text_string(text));
        mark.set("Parent", Object::Reference(outline));
        let page = kids.get(*page).copied().unwrap_or(kids[0]);
        mark.set("Dest", Object::Array(vec![Object::Reference(page), Object::Name(b"Fit".to_vec())]));
        if n > 0 {
            mark.set("Prev", Object::Reference(ids[n - 1]));
        }
        if n + 1 < ids.len() {
            mark.set("Next", Object::Reference(ids[n + 1]));
        }
        file.objects.insert(ids[n], Object::Dictionary(mark));
    }
    let mut entries = Dictionary::new();
    entries.set("Type", Object::Name(b"Outlines".to_vec()));
    entries.set("Count", Object::Integer(ids.len() as i64));
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        entries.set("First", Object::Reference(*first));
        entries.set("Last", Object::Reference(*last));
    }
    file.objects.insert(outline, Object::Dictionary(entries));
    outline
}

fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    text.encode_utf16().for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Title and language, and nothing else, as XMP (ISO 16684-1).
fn xmp(about: &About<'_>) -> String {
    let mut title = String::new();
    for c in about.title.chars() {
        match c {
            '&' => title.push_str("&amp;"),
            '<' => title.push_str("&lt;"),
            '>' => title.push_str("&gt;"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => title.push(' '),
            c => title.push(c),
        }
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        about.language
    )
}
