//! What a document says of itself: title and language, page labels, bookmarks, and that it is PDF/A-2b (ISO 19005-2).
//!
//! In: title, language, bookmarks. Out: catalog, Info and XMP that say the same. Never: a date, a producer, an author.

use super::{About, Document, bookmarks};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

/// sRGB, as `config/colour/README.md` says; the name is that of the ICC's registry.
const PROFILE: &[u8] = include_bytes!("../../../config/colour/sRGB.icc");
const COLOURS: &[u8] = b"sRGB IEC61966-2.1";

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
        let title = in_one_line(about.title);
        // Left uncompressed: archivists' tools look for it in the plain file.
        let xmp = Stream::new(metadata, xmp(&title, about.language).into_bytes()).with_compression(false);
        entries.set("Metadata", Object::Reference(file.add_object(xmp)));
        entries.set("OutputIntents", Object::Array(vec![Object::Dictionary(colours(file))]));
        if !self.marks.is_empty() {
            let outline = bookmarks::outline(file, &self.marks, kids);
            entries.set("Outlines", Object::Reference(outline));
            entries.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
        }
        file.objects.insert(catalog, Object::Dictionary(entries));
        let mut info = Dictionary::new();
        info.set("Title", text_string(&title));
        if let Ok(old) = file.trailer.get(b"Info").and_then(Object::as_reference) {
            file.objects.insert(old, Object::Dictionary(info));
        }
    }
}

pub(super) fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    text.encode_utf16().for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// What the colours of all pages are meant in (ISO 19005-2 §6.2.3).
fn colours(file: &mut lopdf::Document) -> Dictionary {
    let mut profile = Dictionary::new();
    profile.set("N", Object::Integer(3));
    let profile = file.add_object(Stream::new(profile, PROFILE.to_vec()));
    let mut intent = Dictionary::new();
    intent.set("Type", Object::Name(b"OutputIntent".to_vec()));
    intent.set("S", Object::Name(b"GTS_PDFA1".to_vec()));
    intent.set("OutputConditionIdentifier", Object::String(COLOURS.to_vec(), StringFormat::Literal));
    intent.set("Info", Object::String(COLOURS.to_vec(), StringFormat::Literal));
    intent.set("DestOutputProfile", Object::Reference(profile));
    intent
}

/// A space for each character that XML 1.0 has no place for, so that Info and XMP say the same (ISO 19005-2 §6.6.3).
fn in_one_line(title: &str) -> String {
    title.replace(|c: char| c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}'), " ")
}

/// Title and language, and nothing else of the document's, as XMP (ISO 16684-1).
fn xmp(title: &str, language: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

#[cfg(test)]
mod tests {
    use super::{PROFILE, in_one_line, xmp};
    use crate::proof::digest;

    #[test]
    fn the_profile_is_the_one_of_the_table() {
        let table = include_str!("../../../config/colour/README.md");
        let row = table.lines().find(|line| line.contains("sRGB.icc")).expect("its row");
        for cell in [digest::hex(&digest::sha256(PROFILE)), PROFILE.len().to_string()] {
            assert!(row.contains(&format!("| {cell} |")), "{cell}");
        }
        // Of a screen, in RGB (ICC.1 §7.2.5, §7.2.6).
        assert_eq!(&PROFILE[12..20], b"mntrRGB ");
    }

    #[test]
    fn a_title_is_escaped() {
        let title = in_one_line("A <b> & \"c\"\u{1}\nd\u{ffff}");
        assert_eq!(title, "A <b> & \"c\"  d ");
        assert!(xmp(&title, "fr").contains(">A &lt;b&gt; &amp; \"c\"  d <"));
    }
}
