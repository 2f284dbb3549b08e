//! Page streams and ink → a PDF file: printpdf builds fonts and a skeleton (`skeleton`), lopdf takes our streams, and what
//! the document says of itself is put in its catalog (`catalog`).
//!
//! In: compressed page streams, the setter's ink, title, language. Out: the file's bytes, the same for the same input.
//! Never: a date, a producer, an author, a random number.

mod bookmarks;
mod catalog;
mod skeleton;

pub(crate) use bookmarks::Mark;

use super::PaperError;
use super::line::Setter;
use super::paper_size::PaperSize;
use super::structure::Structure;
use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

/// A4 in thousandths of a point: what pages are laid out on.
pub(crate) const PAGE: (i32, i32) = (595_276, 841_890);

/// Says to those who carry the file that it is not text (ISO 19005-2 §6.1.2).
pub(crate) const BINARY_MARK: [u8; 4] = [0xe2, 0xe3, 0xcf, 0xd3];

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
    images: Vec<(String, Stream)>,
    /// Bookmarks, in the order of the pages.
    pub(crate) marks: Vec<Mark>,
    /// What the parts of the pages are, where the document says it.
    pub(crate) structure: Option<Structure>,
    paper: PaperSize,
    deflate: Compressor,
}

impl Document {
    pub(crate) fn new(paper: PaperSize) -> Document {
        let level = CompressionLvl::new(6).unwrap_or_default();
        Document {
            pages: Vec::new(),
            forms: Vec::new(),
            images: Vec::new(),
            marks: Vec::new(),
            structure: None,
            paper,
            deflate: Compressor::new(level),
        }
    }

    /// Adds a page with this content.
    pub(crate) fn page(&mut self, content: &[u8]) {
        let packed = match self.paper.shift() {
            (0, 0) => pack(&mut self.deflate, content),
            // The layout's own corner is not the sheet's. It is shifted, not the sheet: programs that stamp a page take
            // its corner for zero.
            (x, y) => {
                let before = format!("q 1 0 0 1 {} {} cm\n", f64::from(x) / 1e3, f64::from(y) / 1e3);
                pack(&mut self.deflate, &[before.as_bytes(), content, b"Q\n"].concat())
            }
        };
        self.pages.push(packed);
    }

    /// Adds a form that every page can draw by its name.
    pub(crate) fn form(&mut self, name: &str, content: &[u8]) {
        let packed = pack(&mut self.deflate, content);
        self.forms.push((name.to_owned(), packed));
    }

    /// Adds an image that every page can draw by its name: rows from the top, three bytes a pixel, no transparency.
    pub(crate) fn image(&mut self, name: &str, width: u32, height: u32, rgb8: &[u8]) {
        assert_eq!(rgb8.len() as u64, 3 * u64::from(width) * u64::from(height), "three bytes a pixel");
        let mut image = Dictionary::new();
        image.set("Type", Object::Name(b"XObject".to_vec()));
        image.set("Subtype", Object::Name(b"Image".to_vec()));
        image.set("Width", Object::Integer(width.into()));
        image.set("Height", Object::Integer(height.into()));
        image.set("ColorSpace", Object::Name(b"DeviceRGB".to_vec()));
        image.set("BitsPerComponent", Object::Integer(8));
        image.set("Interpolate", Object::Boolean(false));
        let packed = pack(&mut self.deflate, rgb8);
        self.images.push((name.to_owned(), deflated(image, packed)));
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The file.
    ///
    /// # Errors
    /// `Font` where a face cannot be cut to the glyphs used, `Form` where the skeleton is not as expected.
    pub(crate) fn finish(mut self, setter: &Setter<'_>, about: &About<'_>) -> Result<Vec<u8>, PaperError> {
        let mut file = skeleton::skeleton(setter)?;
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
        skeleton::codes(&mut file, &fonts, setter)?;

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
        let mut named = Dictionary::new();
        for (name, content) in std::mem::take(&mut self.forms) {
            let mut form = Dictionary::new();
            form.set("Type", Object::Name(b"XObject".to_vec()));
            form.set("Subtype", Object::Name(b"Form".to_vec()));
            form.set("BBox", rectangle(PAGE));
            form.set("Resources", Object::Reference(resources));
            named.set(name, Object::Reference(file.add_object(deflated(form, content))));
        }
        for (name, image) in std::mem::take(&mut self.images) {
            named.set(name, Object::Reference(file.add_object(image)));
        }
        if !named.is_empty() {
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
            // Not from the tree: a page of PDF/A names what it uses itself (ISO 19005-2 §6.2.2).
            page.set("Resources", Object::Reference(resources));
            kids.push(file.add_object(page));
        }
        let pages = file.get_dictionary_mut(tree).map_err(wrong)?;
        pages.set("Count", Object::Integer(kids.len() as i64));
        pages.set("Kids", Object::Array(kids.iter().map(|id| Object::Reference(*id)).collect()));
        pages.set("MediaBox", rectangle(self.paper.sheet()));

        self.catalog(&mut file, catalog, &kids, about);
        if let Some(structure) = self.structure.take() {
            structure.write(&mut file, catalog, &kids, self.paper.shift())?;
        }
        self.squeeze(&mut file);
        file.renumber_objects();
        file.version = "1.7".to_owned();
        file.binary_mark = BINARY_MARK.to_vec();
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

fn rectangle((width, height): (i32, i32)) -> Object {
    let corner = |mpt: i32| Object::Real(mpt as f32 / 1000.0);
    Object::Array(vec![Object::Integer(0), Object::Integer(0), corner(width), corner(height)])
}

#[cfg(test)]
mod tests {
    use super::{About, Document};
    use crate::paper::PaperSize;
    use crate::paper::fonts::{Fonts, Style};
    use crate::paper::line::Setter;
    use crate::paper::tests::{run, saved};

    #[test]
    fn an_image_is_drawn_as_it_is() {
        let fonts = Fonts::built_in();
        let mut setter = Setter::new(&fonts);
        setter.line("x", Style::Regular);
        let mut document = Document::new(PaperSize::A4);
        let pixels: Vec<u8> = (0..20 * 10).flat_map(|n| [n as u8, 0, 255 - n as u8]).collect();
        document.image("L", 20, 10, &pixels);
        document.page(b"q 100 0 0 50 50 700 cm /L Do Q");
        let pdf = document.finish(&setter, &About { title: "An image", language: "en" }).expect("a PDF");
        let (folder, file) = saved("image.pdf", &pdf);
        run("qpdf", &["--check", "FILE"], &file);
        let root = folder.path().join("out").to_string_lossy().into_owned();
        run("pdfimages", &["FILE", &root], &file);
        let read = std::fs::read(folder.path().join("out-000.ppm")).expect("one image");
        assert!(read.ends_with(&pixels), "the pixels come back");
    }
}
