//! The letters of the list beside ours: the same faces, a text as glyphs, what is used of each face.

use harfrust::{Buffer, ClusterLevel, Font, ShapeOptions, ShapePlan, ShaperFont};
use std::collections::HashMap;
use subsetter::GlyphRemapper;
use unicode_bidi::ParagraphBidiInfo;

/// Faces in the order in which a character looks for one.
pub(super) const FACES: [&str; 16] = [
    "NotoSans-Regular",
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansBengali-Regular",
    "NotoSansTamil-Regular",
    "NotoSansThai-Regular",
    "NotoSansGeorgian-Regular",
    "NotoSansArmenian-Regular",
    "NotoSansEthiopic-Regular",
    "DroidSansFallback",
    "NotoSansTelugu-Regular",
    "NotoSansKannada-Regular",
    "NotoSansMalayalam-Regular",
    "NotoSansSinhala-Regular",
    "NotoSansMyanmar-Regular",
];

pub struct Fonts(pub(super) Vec<(Vec<u8>, Font)>);

impl Fonts {
    pub fn read() -> Fonts {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/config/fonts");
        let face = |name: &&str| {
            let bytes = std::fs::read(format!("{folder}/{name}.ttf")).expect("a face of config/fonts");
            let font = Font::new(bytes.clone(), 0).expect("a font");
            (bytes, font)
        };
        Fonts(FACES.iter().map(face).collect())
    }

    fn find(&self, c: char) -> (usize, u16) {
        let glyph = |font: &Font| font.charmap().map_unicode(c).map_or(0, |glyph| glyph.to_u32() as u16);
        self.0.iter().map(|(_, font)| glyph(font)).enumerate().find(|(_, glyph)| *glyph != 0).unwrap_or((0, 0))
    }
}

#[derive(Clone, Copy)]
pub(super) struct Glyph {
    pub(super) face: u8,
    pub(super) code: u16,
    pub(super) width: i32,
    pub(super) advance: i32,
    pub(super) dx: i32,
    pub(super) dy: i32,
}

/// A shaped text: glyphs from left to right, and the text itself where the codes do not say it.
#[derive(Clone, Default)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: i32,
    pub(super) rtl: bool,
    pub(super) says: Option<Box<str>>,
}

/// What is used of a face.
#[derive(Default)]
pub(super) struct Used {
    pub(super) glyphs: GlyphRemapper,
    pub(super) by_code: Vec<(u16, i32, String)>,
}

pub(super) struct Setter<'f> {
    pub(super) fonts: &'f Fonts,
    pub(super) used: Vec<Used>,
    /// By character of the first plane: not yet asked, shaped, or its glyph.
    plain: Vec<Option<Option<Glyph>>>,
    shapers: Vec<Option<ShaperFont<'f, 'static>>>,
    plans: HashMap<(usize, Option<harfrust::Script>, bool), ShapePlan>,
    buffer: Option<Buffer>,
    shaped: HashMap<Box<str>, Line>,
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='\u{2ff}' | '\u{370}'..='\u{52f}' | '\u{531}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{1200}'..='\u{139f}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

impl<'f> Setter<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Setter<'f> {
        Setter {
            fonts,
            used: FACES.iter().map(|_| Used::default()).collect(),
            plain: vec![None; 0x1_0000],
            shapers: FACES.iter().map(|_| None).collect(),
            plans: HashMap::new(),
            buffer: None,
            shaped: HashMap::new(),
        }
    }

    fn per_mille(&self, face: usize, units: i32) -> i32 {
        let em = i32::from(self.fonts.0[face].1.units_per_em());
        (units * 1000 + units.signum() * em / 2) / em
    }

    fn glyph(&mut self, face: usize, glyph: u16, text: &str) -> (u16, i32) {
        let code = self.used[face].glyphs.remap(glyph);
        if let Some((_, width, _)) = self.used[face].by_code.get(usize::from(code).wrapping_sub(1)) {
            return (code, *width);
        }
        let units = self.fonts.0[face].1.glyph_metrics().h_advance(u32::from(glyph).into()) as i32;
        let width = self.per_mille(face, units);
        self.used[face].by_code.push((code, width, text.to_owned()));
        (code, width)
    }

    pub(super) fn set(&mut self, text: &str) -> Line {
        let mut line = Line::default();
        for c in text.chars() {
            let known = match self.plain.get(c as usize) {
                Some(Some(known)) => *known,
                _ => {
                    let known = is_plain(c).then(|| {
                        let (face, glyph) = self.fonts.find(c);
                        let (code, width) = self.glyph(face, glyph, c.encode_utf8(&mut [0; 4]));
                        Glyph { face: face as u8, code, width, advance: width, dx: 0, dy: 0 }
                    });
                    if let Some(place) = self.plain.get_mut(c as usize) {
                        *place = Some(known);
                    }
                    known
                }
            };
            let Some(glyph) = known else {
                if let Some(line) = self.shaped.get(text) {
                    return line.clone();
                }
                let line = self.shape(text);
                self.shaped.insert(text.into(), line.clone());
                return line;
            };
            line.width += glyph.advance;
            line.glyphs.push(glyph);
        }
        line
    }

    fn shape(&mut self, text: &str) -> Line {
        let mut line = Line::default();
        let bidi = ParagraphBidiInfo::new(text, None);
        line.rtl = bidi.paragraph_level.is_rtl();
        let (levels, runs) = bidi.visual_runs(0..text.len());
        let mut directed = line.rtl;
        for run in runs {
            let rtl = levels[run.start].is_rtl();
            directed |= rtl;
            let mut pieces: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
            for (at, c) in text[run.clone()].char_indices() {
                let (at, end) = (run.start + at, run.start + at + c.len_utf8());
                match pieces.last_mut() {
                    Some((face, range)) if self.has(*face, c) => range.end = end,
                    _ => pieces.push((self.fonts.find(c).0, at..end)),
                }
            }
            if rtl {
                pieces.reverse();
            }
            for (face, range) in pieces {
                self.piece(&text[range], face, rtl, &mut line);
            }
        }
        line.says = (!directed).then(|| text.into());
        line
    }

    fn has(&self, face: usize, c: char) -> bool {
        self.fonts.0[face].1.charmap().map_unicode(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    fn piece(&mut self, text: &str, face: usize, rtl: bool, line: &mut Line) {
        let fonts = self.fonts;
        let font = &fonts.0[face].1;
        let shaper = self.shapers[face].get_or_insert_with(|| ShaperFont::new(font));
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let (direction, script) = (buffer.direction(), buffer.script());
        let plan =
            self.plans.entry((face, script, rtl)).or_insert_with(|| ShapePlan::new(font, direction, script, None, &[]));
        harfrust::shape(shaper, &mut buffer, ShapeOptions::new().plan(Some(plan))).expect("a plan of its own");
        let shaped: Vec<_> = buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .map(|(i, p)| (i.glyph_id, i.cluster as usize, *p))
            .collect();
        for (id, start, position) in shaped {
            let said = text[start..].chars().next().map(String::from).unwrap_or_default();
            let (code, width) = self.glyph(face, id as u16, &said);
            let [advance, dx, dy] =
                [position.x_advance, position.x_offset, position.y_offset].map(|units| self.per_mille(face, units));
            line.width += advance;
            line.glyphs.push(Glyph { face: face as u8, code, width, advance, dx, dy });
        }
        self.buffer = Some(buffer);
    }
}
