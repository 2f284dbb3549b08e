//! Page streams and ink → a PDF file: printpdf builds fonts and skeleton, lopdf takes our streams and mends the rest.
//!
//! In: compressed page streams, the setter's ink, title, language. Out: the file's bytes, the same for the same input.
//! Never: a date, a producer, an author, a random number.

use super::PaperError;
use super::ink::Ink;
use super::line::Setter;
use super::structure::Structure;
use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use printpdf::{
    Codepoint, Font, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, PrintpdfFontMeta, Pt, TextItem,
};

/// A4 in thousandths of a point.
pub(crate) const PAGE: (i32, i32) = (595_276, 841_890);

/// What a document says of itself.
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    /// ISO 639-1.
    pub(crate) language: &'a str,
}

/// A document being put together: streams come compressed, as they are made.
pub(crate) struct Document {
    pages: Vec<Vec<u8>>,
    forms: Vec<(String, Vec<u8>)>,
    /// Bookmarks: text and page from 0.
    pub(crate) marks: Vec<(String, usize)>,
    /// What the parts of the pages are, where the document says it.
    pub(crate) structure: Option<Structure>,
    deflate: Compressor,
}

impl Document {
    pub(crate) fn new() -> Document {
        let level = CompressionLvl::new(6).unwrap_or_default();
        Document {
            pages: Vec::new(),
            forms: Vec::new(),
            marks: Vec::new(),
            structure: None,
            deflate: Compressor::new(level),
        }
    }

    /// Adds a page with this content.
    pub(crate) fn page(&mut self, content: &[u8]) {
        let packed = pack(&mut self.deflate, content);
        self.pages.push(packed);
    }

    /// Adds a form that every page can draw by its name.
    pub(crate) fn form(&mut self, name: &str, content: &[u8]) {
        let packed = pack(&mut self.deflate, content);
        self.forms.push((name.to_owned(), packed));
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The file.
    ///
    /// # Errors
    /// `Font` where a face cannot be cut to the glyphs used, `Form` where the skeleton is not as expected.
    pub(crate) fn finish(mut self, setter: &Setter<'_>, about: &About<'_>) -> Result<Vec<u8>, PaperError> {
        let mut file = skeleton(setter)?;
        let wrong = |_| PaperError::Form;
        let catalog = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(wrong)?;
        let tree =
            file.get_dictionary(catalog).and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).map_err(wrong)?;
        let first = file
            .get_dictionary(tree)
            .and_then(|t| t.get(b"Kids"))
            .and_then(Object::as_array)
            .ok()
            .and_then(|kids| kids.first()?.as_reference().ok())
            .ok_or(PaperError::Form)?;
        let page = file.get_dictionary(first).map_err(wrong)?.clone();
        let resources = page
            .get(b"Resources")
            .and_then(Object::as_reference)
            .and_then(|id| file.get_dictionary(id))
            .map_err(wrong)?
            .clone();
        let fonts = resources.get(b"Font").cloned().map_err(wrong)?;
        codes(&mut file, &fonts, setter)?;

        // What printpdf made for its one page goes; ours come.
        let empty = [&page, &resources]
            .map(|of| of.iter().filter_map(|(_, value)| value.as_reference().ok()).collect::<Vec<_>>());
        for id in empty.concat() {
            if id != tree && Object::Reference(id) != fonts {
                file.objects.remove(&id);
            }
        }
        file.objects.remove(&first);
        let mut resources = Dictionary::new();
        resources.set("Font", fonts);
        let resources = file.add_object(resources);
        if !self.forms.is_empty() {
            let mut named = Dictionary::new();
            for (name, content) in std::mem::take(&mut self.forms) {
                let mut form = Dictionary::new();
                form.set("Type", Object::Name(b"XObject".to_vec()));
                form.set("Subtype", Object::Name(b"Form".to_vec()));
                form.set("BBox", rectangle());
                form.set("Resources", Object::Reference(resources));
                let id = file.add_object(deflated(form, content));
                named.set(name, Object::Reference(id));
            }
            let resources = file.get_dictionary_mut(resources).map_err(wrong)?;
            resources.set("XObject", Object::Dictionary(named));
        }
        let mut kids: Vec<ObjectId> = Vec::with_capacity(self.pages.len());
        for content in std::mem::take(&mut self.pages) {
            let content = file.add_object(deflated(Dictionary::new(), content));
            let mut page = Dictionary::new();
            page.set("Type", Object::Name(b"Page".to_vec()));
            page.set("Parent", Object::Reference(tree));
            page.set("Contents", Object::Reference(content));
            kids.push(file.add_object(page));
        }
        let pages = file.get_dictionary_mut(tree).map_err(wrong)?;
        pages.set("Count", Object::Integer(kids.len() as i64));
        pages.set("Kids", Object::Array(kids.iter().map(|id| Object::Reference(*id)).collect()));
        pages.set("MediaBox", rectangle());
        pages.set("Resources", Object::Reference(resources));

        self.catalog(&mut file, catalog, &kids, about);
        if let Some(structure) = self.structure.take() {
            structure.write(&mut file, catalog, &kids)?;
        }
        self.squeeze(&mut file);
        file.renumber_objects();
        file.version = "1.7".to_owned();
        file.binary_mark = vec![0xe2, 0xe3, 0xcf, 0xd3];
        let mut bytes = Vec::new();
        // The identifier is the digest of the file without it.
        file.trailer.remove(b"ID");
        file.save_to(&mut bytes).map_err(|_| PaperError::Form)?;
        let digest = crate::proof::digest::sha256(&bytes);
        let id = || Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
        file.trailer.set("ID", Object::Array(vec![id(), id()]));
        bytes.clear();
        file.save_to(&mut bytes).map_err(|_| PaperError::Form)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn catalog(&self, file: &mut lopdf::Document, catalog: ObjectId, kids: &[ObjectId], about: &About<'_>) {
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

    /// Compresses what is still plain, but for the metadata.
    fn squeeze(&mut self, file: &mut lopdf::Document) {
        for object in file.objects.values_mut() {
            if let Object::Stream(stream) = object
                && !stream.dict.has(b"Filter")
                && !stream.dict.get(b"Type").is_ok_and(|t| t.as_name().is_ok_and(|n| n == b"Metadata"))
            {
                stream.content = pack(&mut self.deflate, &stream.content);
                stream.dict.set("Length", Object::Integer(stream.content.len() as i64));
                stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            }
        }
    }
}

fn pack(deflate: &mut Compressor, content: &[u8]) -> Vec<u8> {
    let mut packed = vec![0; deflate.zlib_compress_bound(content.len())];
    let length = deflate.zlib_compress(content, &mut packed).expect("the bound is room enough");
    packed.truncate(length);
    packed.shrink_to_fit();
    packed
}

fn deflated(mut dictionary: Dictionary, content: Vec<u8>) -> Stream {
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, content).with_compression(false)
}

fn rectangle() -> Object {
    let corner = |mpt: i32| Object::Real(mpt as f32 / 1000.0);
    Object::Array(vec![Object::Integer(0), Object::Integer(0), corner(PAGE.0), corner(PAGE.1)])
}

fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    text.encode_utf16().for_each(|unit| bytes.extend_from_slice(&unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A one-page document whose page uses every code once, so that printpdf writes each font with widths and texts.
fn skeleton(setter: &Setter<'_>) -> Result<lopdf::Document, PaperError> {
    let mut document = PdfDocument::new("");
    let mut ops = Vec::new();
    for (face, ink) in used(setter) {
        let id = FontId(format!("F{face}"));
        document.resources.fonts.map.insert(id.clone(), font(setter, face, ink)?);
        ops.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
        let glyphs = ink.used.iter().map(|used| Codepoint::with_cid(used.code, 0.0, used.text.to_string())).collect();
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    document.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    Ok(document.to_lopdf_document(&options, &mut Vec::new()))
}

fn used<'s>(setter: &'s Setter<'_>) -> impl Iterator<Item = (u8, &'s Ink)> {
    setter.inks.iter().enumerate().filter(|(_, ink)| !ink.is_dry()).map(|(face, ink)| (face as u8, ink))
}

/// A face cut to the glyphs used, as printpdf wants it, all measures in thousandths of an em.
fn font(setter: &Setter<'_>, number: u8, ink: &Ink) -> Result<PdfFont, PaperError> {
    let face = setter.fonts.face(number);
    let file = subsetter::subset(face.file, 0, &ink.glyphs).map_err(|_| PaperError::Font(face.name))?;
    let metrics = face.font.metrics();
    let scaled = |units: i32| face.per_mille(units).clamp(-32_000, 32_000) as i16;
    let line = metrics.hhea_line.unwrap_or_default();
    // The tag says that this is a subset; six letters from what is in it (ISO 32000-1, 9.6.4).
    let digest = crate::proof::digest::sha256(&file);
    let tag: String = digest[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect();
    let parsed = ParsedFont {
        original_bytes: file,
        font_index: 0,
        font_name: Some(format!("{tag}+{}", face.name)),
        codepoint_to_glyph: Default::default(),
        glyph_widths: ink.used.iter().map(|used| (used.code, used.width as u16)).collect(),
        units_per_em: 1000,
        font_metrics: FontMetrics { ascent: scaled(line.ascender.to_i32()), descent: scaled(line.descender.to_i32()) },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: 1000,
            x_min: scaled(metrics.bounds.x_min.to_i32()),
            y_min: scaled(metrics.bounds.y_min.to_i32()),
            x_max: scaled(metrics.bounds.x_max.to_i32()),
            y_max: scaled(metrics.bounds.y_max.to_i32()),
            us_weight_class: if face.name.ends_with("Bold") { 700 } else { 400 },
            ..PdfFontMetricsStub::default()
        },
    };
    match Font::ExternalFont(parsed, PrintpdfFontMeta::default()) {
        Font::ExternalFont(parsed, meta) => Ok(PdfFont::with_meta(parsed, meta)),
        Font::BuiltinFont(_) => Err(PaperError::Form),
    }
}

/// Gives every font its map from codes to glyphs.
fn codes(file: &mut lopdf::Document, fonts: &Object, setter: &Setter<'_>) -> Result<(), PaperError> {
    let wrong = |_| PaperError::Form;
    let fonts = match fonts {
        Object::Reference(id) => file.get_dictionary(*id).map_err(wrong)?.clone(),
        Object::Dictionary(fonts) => fonts.clone(),
        _ => return Err(PaperError::Form),
    };
    for (face, ink) in used(setter) {
        let id = fonts.get(format!("F{face}").as_bytes()).and_then(Object::as_reference).map_err(wrong)?;
        let map = file.add_object(Stream::new(Dictionary::new(), ink.code_to_glyph()));
        let font = file.get_dictionary_mut(id).map_err(wrong)?;
        let below = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(wrong)?;
        let below = below.first_mut().and_then(|font| font.as_dict_mut().ok()).ok_or(PaperError::Form)?;
        below.set("CIDToGIDMap", Object::Reference(map));
    }
    Ok(())
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
