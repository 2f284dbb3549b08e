//! Fonts → the skeleton of a PDF, by printpdf: a page that uses every glyph once, so that each font is written with widths
//! and texts.
//!
//! In: the setter's ink. Out: objects of one page, to be replaced. Never: a glyph that no page uses.

use super::super::PaperError;
use super::super::ink::{ENCODING, Ink};
use super::super::line::Setter;
use lopdf::{Dictionary, Object, Stream};
use printpdf::{
    Codepoint, Font, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, PrintpdfFontMeta, Pt, TextItem,
};

/// A one-page document whose page uses every code once, so that printpdf writes each font with widths and texts.
pub(super) fn skeleton(setter: &Setter<'_>) -> Result<lopdf::Document, PaperError> {
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
    let file = subsetter::subset(&face.file, face.index, &ink.glyphs).map_err(|_| PaperError::Font(face.name))?;
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

/// Gives every font its map from codes to glyphs. Where outlines are cubic (CFF) a glyph's number in the font is its
/// CID, and the map stands before it, as the font's encoding (ISO 32000-1, 9.7.4.2 and 9.7.5).
pub(super) fn codes(file: &mut lopdf::Document, fonts: &Object, setter: &Setter<'_>) -> Result<(), PaperError> {
    let wrong = |_| PaperError::Form;
    let fonts = match fonts {
        Object::Reference(id) => file.get_dictionary(*id).map_err(wrong)?.clone(),
        Object::Dictionary(fonts) => fonts.clone(),
        _ => return Err(PaperError::Form),
    };
    for (face, ink) in used(setter) {
        let id = fonts.get(format!("F{face}").as_bytes()).and_then(Object::as_reference).map_err(wrong)?;
        let font = file.get_dictionary(id).map_err(wrong)?;
        let below = font.get(b"DescendantFonts").and_then(Object::as_array).map_err(wrong)?;
        let below = below.first().and_then(|font| font.as_dict().ok()).ok_or(PaperError::Form)?;
        let cubic = below.get(b"Subtype").and_then(Object::as_name).map_err(wrong)? == b"CIDFontType0";
        let map = if cubic {
            Stream::new(encoding(), ink.encoding().into_bytes())
        } else {
            Stream::new(Dictionary::new(), ink.code_to_glyph())
        };
        let map = Object::Reference(file.add_object(map));
        let font = file.get_dictionary_mut(id).map_err(wrong)?;
        if cubic {
            font.set("Encoding", map.clone());
        }
        let below = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut).map_err(wrong)?;
        let below = below.first_mut().and_then(|font| font.as_dict_mut().ok()).ok_or(PaperError::Form)?;
        if cubic {
            let widths = ink.widths_by_glyph().into_iter().map(|width| Object::Integer(width.into()));
            below.set("W", Object::Array(vec![Object::Integer(1), Object::Array(widths.collect())]));
        } else {
            below.set("CIDToGIDMap", map);
        }
    }
    Ok(())
}

fn encoding() -> Dictionary {
    let mut system = Dictionary::new();
    system.set("Registry", Object::string_literal("Adobe"));
    system.set("Ordering", Object::string_literal("Identity"));
    system.set("Supplement", Object::Integer(0));
    let mut entries = Dictionary::new();
    entries.set("Type", Object::Name(b"CMap".to_vec()));
    entries.set("CMapName", Object::Name(ENCODING.as_bytes().to_vec()));
    entries.set("CIDSystemInfo", Object::Dictionary(system));
    entries
}
