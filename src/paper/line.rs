//! Text → a line of glyphs: order, scripts, faces, shaping.
//!
//! In: text of one line. Out: `Line`, measured and ready to be put on a page. Never: a character lost; what no face has
//! becomes a box with its number.

use super::fonts::{FaceId, Fonts, Style};
use super::ink::{Glyph, Ink};
use super::script::{self, Way};
use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, ShapeOptions, ShapePlan, ShaperFont};
use icu_properties::props::Script;
use std::collections::HashMap;
use std::ops::Range;
use unicode_bidi::ParagraphBidiInfo;

/// A run of glyphs of one face, in the order in which they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) kind: Kind,
    pub(crate) glyphs: Range<u32>,
    /// Bytes of `Line::text` that the run stands for, where its codes do not say it well enough.
    pub(crate) says: Option<Range<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Face(FaceId),
    /// A box with the number of a character that no face has.
    Box(char),
}

/// One line of text, shaped. Lengths in thousandths of an em.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) runs: Vec<Run>,
    pub(crate) width: i32,
    /// Begins at the right.
    pub(crate) rtl: bool,
    /// The text, where a run or the whole line needs it said.
    pub(crate) text: String,
    /// The whole line is to be said as `text`.
    pub(crate) says: bool,
    pub(crate) boxes: u32,
}

impl Line {
    pub(crate) fn clear(&mut self) {
        self.glyphs.clear();
        self.runs.clear();
        self.text.clear();
        (self.width, self.rtl, self.says, self.boxes) = (0, false, false, 0);
    }

    /// Width in thousandths of a point at a size in tenths of a point.
    pub(crate) fn width_at(&self, size: i32) -> i32 {
        (i64::from(self.width) * i64::from(size) / 10) as i32
    }
}

/// What is known of a character in a style, once asked.
#[derive(Clone, Copy)]
struct Known {
    code: u16,
    width: i16,
    face: FaceId,
    way: u8,
}

const NO_FACE: FaceId = FaceId::MAX;

const UNKNOWN: u8 = 0;
const PLAIN: u8 = 1;
const SHAPED: u8 = 2;
const INVISIBLE: u8 = 3;
const MISSING: u8 = 4;

type Page = Box<[Known; 256]>;

/// Sets the text of one document: fonts shared, ink its own.
pub(crate) struct Setter<'f> {
    pub(crate) fonts: &'f Fonts,
    pub(crate) inks: Vec<Ink>,
    known: [Vec<Option<Page>>; Style::COUNT],
    shapers: Vec<Option<ShaperFont<'f, 'static>>>,
    plans: HashMap<(FaceId, Option<harfrust::Script>, bool), ShapePlan>,
    buffer: Buffer,
    /// Regular lines that needed shaping: names come again, and so do their words.
    shaped: HashMap<Box<str>, Line>,
}

/// Shaped lines that are remembered: a few megabytes.
const REMEMBERED: usize = 16_384;

impl<'f> Setter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Setter<'f> {
        let mut buffer = Buffer::new();
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES | BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
        Setter {
            fonts,
            inks: (0..fonts.count()).map(|_| Ink::default()).collect(),
            known: Default::default(),
            shapers: vec![None; fonts.count()],
            plans: HashMap::new(),
            buffer,
            shaped: HashMap::new(),
        }
    }

    /// A new line of text, kerned: for pages that are read.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Line {
        let mut line = Line::default();
        if !self.plain(text, style, &mut line) || style != Style::Mono && text.len() > 1 {
            self.shaped(text, style, &mut line);
        }
        line
    }

    /// Sets a text into a line whose memory is used again; unkerned where a glyph for each character is right: for lists.
    /// Says whether it was that simple.
    pub(crate) fn set(&mut self, text: &str, style: Style, line: &mut Line) -> bool {
        if self.plain(text, style, line) {
            return true;
        }
        if style == Style::Regular
            && let Some(known) = self.shaped.get(text)
        {
            line.clone_from(known);
            return false;
        }
        self.shaped(text, style, line);
        if style == Style::Regular && self.shaped.len() < REMEMBERED {
            self.shaped.insert(text.into(), line.clone());
        }
        false
    }

    /// One glyph for each character; gives up at the first that needs more. 0.3 µs for a name.
    fn plain(&mut self, text: &str, style: Style, line: &mut Line) -> bool {
        line.clear();
        let mut face = FaceId::MAX;
        let mut start = 0u32;
        for c in text.chars() {
            let known = self.know(c, style);
            match known.way {
                PLAIN => {
                    if known.face != face {
                        let here = line.glyphs.len() as u32;
                        if here > start {
                            line.runs.push(Run { kind: Kind::Face(face), glyphs: start..here, says: None });
                        }
                        (face, start) = (known.face, here);
                    }
                    line.width += i32::from(known.width);
                    line.glyphs.push(Glyph {
                        code: known.code,
                        width: known.width,
                        advance: known.width,
                        dx: 0,
                        dy: 0,
                    });
                }
                INVISIBLE => {}
                _ => return false,
            }
        }
        let here = line.glyphs.len() as u32;
        if here > start {
            line.runs.push(Run { kind: Kind::Face(face), glyphs: start..here, says: None });
        }
        true
    }

    fn know(&mut self, c: char, style: Style) -> Known {
        let pages = &self.known[style as usize];
        let (page, place) = (c as usize >> 8, c as usize & 255);
        if let Some(Some(page)) = pages.get(page)
            && page[place].way != UNKNOWN
        {
            return page[place];
        }
        let known = self.learn(c, style);
        let pages = &mut self.known[style as usize];
        if pages.len() <= page {
            pages.resize_with(page + 1, || None);
        }
        pages[page].get_or_insert_with(|| Box::new([Known { code: 0, width: 0, face: 0, way: UNKNOWN }; 256]))[place] =
            known;
        known
    }

    fn learn(&mut self, c: char, style: Style) -> Known {
        let bare = |way| Known { code: 0, width: 0, face: 0, way };
        match script::way(c) {
            Way::Invisible => bare(INVISIBLE),
            Way::Shaped => Known { face: self.fonts.find(c, style).map_or(NO_FACE, |found| found.0), ..bare(SHAPED) },
            Way::Plain => match self.fonts.find(c, style) {
                None => bare(MISSING),
                Some((face, glyph)) => {
                    let mut text = [0; 4];
                    let (code, width) =
                        self.inks[usize::from(face)].code(self.fonts.face(face), glyph, c.encode_utf8(&mut text));
                    Known { code, width, face, way: PLAIN }
                }
            },
        }
    }

    /// The whole way: order, then runs of one script and face, then shaping.
    fn shaped(&mut self, text: &str, style: Style, line: &mut Line) {
        line.clear();
        line.text.push_str(text);
        let mut reordering = false;
        let mut turned = false;
        if text.chars().any(script::is_directed) {
            let bidi = ParagraphBidiInfo::new(text, None);
            line.rtl = bidi.paragraph_level.is_rtl();
            turned = true;
            let (levels, runs) = bidi.visual_runs(0..text.len());
            for run in runs {
                let rtl = levels[run.start].is_rtl();
                reordering |= self.directed(text, run, rtl, style, line);
            }
        } else {
            reordering |= self.directed(text, 0..text.len(), false, style, line);
        }
        if turned {
            // Readers turn the said text of a right-to-left run around: there the codes alone must say it.
        } else if reordering || line.boxes > 0 {
            line.says = true;
            line.runs.iter_mut().for_each(|run| run.says = None);
        }
    }

    /// Sets a run of one direction. Says whether its codes alone would not give the text back.
    fn directed(&mut self, text: &str, range: Range<usize>, rtl: bool, style: Style, line: &mut Line) -> bool {
        let mut pieces = self.pieces(text, range, style);
        if rtl {
            pieces.reverse();
        }
        let mut unclear = false;
        for piece in pieces {
            match piece.face {
                Err(c) => {
                    let glyphs = line.glyphs.len() as u32;
                    let width = box_width(c);
                    line.width += i32::from(width);
                    line.boxes += 1;
                    // The digits in the box are set here, so that their glyphs are among those used.
                    let mut digits = Line::default();
                    self.plain(&format!("{:04X}", u32::from(c)), Style::Regular, &mut digits);
                    line.glyphs.extend(&digits.glyphs);
                    line.runs.push(Run {
                        kind: Kind::Box(c),
                        glyphs: glyphs..line.glyphs.len() as u32,
                        says: Some(piece.range.start as u32..piece.range.end as u32),
                    });
                }
                Ok(face) => unclear |= self.shape(text, &piece, face, rtl, line),
            }
        }
        unclear
    }

    /// Cuts a run into pieces of one script and one face, in logical order.
    fn pieces(&mut self, text: &str, range: Range<usize>, style: Style) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let part = &text[range.clone()];
        let mut chars = part.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let mut end = at + c.len_utf8();
            let mut joined = false;
            // A base and what joins it are one; so is a pair of regional indicators.
            while let Some(&(next, m)) = chars.peek() {
                let glued = script::extends(m)
                    || part[at..end].ends_with('\u{200d}')
                    || is_regional(m) && part[at..end].chars().filter(|c| is_regional(*c)).count() % 2 == 1;
                if !glued {
                    break;
                }
                end = next + m.len_utf8();
                joined = true;
                chars.next();
            }
            if !joined && script::is_invisible(c) && script::way(c) == Way::Invisible {
                continue;
            }
            let cluster = &part[at..end];
            let own = cluster.chars().map(script::script).find(|s| !script::is_common(*s));
            let last = pieces.last();
            let face = self.face_of(cluster, style, last.and_then(|piece| piece.face.ok()), own.is_none());
            let whole = range.start + at..range.start + end;
            let Ok(face) = face else {
                // Some part of the cluster has no glyph anywhere: each character for itself.
                for (n, c) in cluster.char_indices() {
                    let at = whole.start + n..whole.start + n + c.len_utf8();
                    match self.fonts.find(c, style) {
                        Some((face, _)) => pieces.push(Piece { range: at, face: Ok(face), script: script::script(c) }),
                        None if script::is_invisible(c) => {}
                        None => pieces.push(Piece { range: at, face: Err(c), script: Script::Common }),
                    }
                }
                continue;
            };
            match pieces.last_mut() {
                Some(piece)
                    if piece.face == Ok(face)
                        && piece.range.end == whole.start
                        && (own.is_none() || own == Some(piece.script) || script::is_common(piece.script)) =>
                {
                    piece.range.end = whole.end;
                    if let Some(own) = own {
                        piece.script = own;
                    }
                }
                _ => pieces.push(Piece { range: whole, face: Ok(face), script: own.unwrap_or(Script::Common) }),
            }
        }
        pieces
    }

    /// The face for a cluster; for common characters the face before it if that will do.
    fn face_of(&mut self, cluster: &str, style: Style, before: Option<FaceId>, common: bool) -> Result<FaceId, ()> {
        let has =
            |face: FaceId| cluster.chars().all(|c| script::is_invisible(c) || self.fonts.face(face).glyph(c).is_some());
        let first = cluster.chars().find(|c| !script::is_invisible(*c)).ok_or(())?;
        let emoji = script::is_emoji(first) || cluster.contains('\u{fe0f}');
        if emoji && has(super::fonts::EMOJI) {
            return Ok(super::fonts::EMOJI);
        }
        if common
            && let Some(before) = before
            && before != super::fonts::EMOJI
            && has(before)
        {
            return Ok(before);
        }
        let face = match self.know(first, style) {
            Known { way: PLAIN, face, .. } => face,
            Known { way: SHAPED, face, .. } if face != NO_FACE => face,
            _ => return Err(()),
        };
        if has(face) {
            return Ok(face);
        }
        (0..self.fonts.count() as FaceId).find(|face| has(*face)).ok_or(())
    }

    fn shape(&mut self, text: &str, piece: &Piece, face: FaceId, rtl: bool, line: &mut Line) -> bool {
        let fonts = self.fonts;
        let font = &fonts.face(face).font;
        let shaper = self.shapers[usize::from(face)].get_or_insert_with(|| ShaperFont::new(font));
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = script::shaper_script(piece.script);
        let plan =
            self.plans.entry((face, script, rtl)).or_insert_with(|| ShapePlan::new(font, direction, script, None, &[]));
        let part = &text[piece.range.clone()];
        self.buffer.clear();
        self.buffer.push_str(part);
        self.buffer.set_direction(direction);
        self.buffer.set_script(script);
        if harfrust::shape(shaper, &mut self.buffer, ShapeOptions::new().plan(Some(plan))).is_err() {
            // Only a plan of another kind than the buffer could fail, and both are made three lines above.
            return false;
        }
        let infos = self.buffer.glyph_infos();
        let positions = self.buffer.glyph_positions();
        let first = line.glyphs.len() as u32;
        let mut unclear = script::is_reordering(piece.script) || face == super::fonts::EMOJI;
        let face_used = fonts.face(face);
        let small = |units: i32| face_used.per_mille(units).clamp(-30_000, 30_000) as i16;
        for (n, (info, position)) in infos.iter().zip(positions).enumerate() {
            let start = info.cluster as usize;
            // The cluster ends where the next one in logical order begins.
            let end = if rtl {
                infos[..n].iter().rev().map(|i| i.cluster as usize).find(|c| *c > start)
            } else {
                infos[n..].iter().map(|i| i.cluster as usize).find(|c| *c > start)
            }
            .unwrap_or(part.len());
            // Of several glyphs of one cluster the first drawn says all of it.
            let again = n > 0 && infos[n - 1].cluster == info.cluster;
            let says = if again { "" } else { &part[start..end] };
            unclear |= again;
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            let (code, width) = self.inks[usize::from(face)].code(face_used, glyph, says);
            let advance = small(position.x_advance);
            line.width += i32::from(advance);
            line.glyphs.push(Glyph {
                code,
                width,
                advance,
                dx: small(position.x_offset),
                dy: small(position.y_offset),
            });
        }
        let says = (unclear && !rtl).then_some(piece.range.start as u32..piece.range.end as u32);
        line.runs.push(Run { kind: Kind::Face(face), glyphs: first..line.glyphs.len() as u32, says });
        unclear && !rtl
    }
}

struct Piece {
    range: Range<usize>,
    face: Result<FaceId, char>,
    script: Script,
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Room for the box of a character without a glyph: two rows of two or three digits, and air around it.
pub(crate) fn box_width(c: char) -> i16 {
    if u32::from(c) > 0xffff { 1_000 } else { 760 }
}
