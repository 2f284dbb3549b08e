//! The setter of one document: what it has learnt of characters, and the short way for lines that need no shaping.
//!
//! In: text and style. Out: `Line`. Never: a guess; a line with one character that needs more goes the whole way.

use super::{Kind, Line, Run};
use crate::paper::fonts::{FaceId, Fonts, Style};
use crate::paper::han::Han;
use crate::paper::ink::{Glyph, Ink};
use crate::paper::script::{self, Way};
use harfrust::{Buffer, BufferFlags, ClusterLevel, ShapePlan, ShaperFont};
use std::collections::HashMap;
use unicode_bidi::Level;

/// What is known of a character in a style, once asked.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) code: u16,
    pub(super) width: i16,
    pub(super) face: FaceId,
    pub(super) way: u8,
}

pub(super) const NO_FACE: FaceId = FaceId::MAX;

const UNKNOWN: u8 = 0;
pub(super) const PLAIN: u8 = 1;
pub(super) const SHAPED: u8 = 2;
const INVISIBLE: u8 = 3;
const MISSING: u8 = 4;

type Page = Box<[Known; 256]>;

/// Sets the text of one document: fonts shared, ink its own.
pub(crate) struct Setter<'f> {
    pub(crate) fonts: &'f Fonts,
    pub(crate) inks: Vec<Ink>,
    /// Do private characters stand for hidden ones?
    pub(super) stand_ins: bool,
    /// In whose forms Han is drawn now. Without an installed face for each country it never changes.
    han: Han,
    known: [[Vec<Option<Page>>; Han::COUNT]; Style::COUNT],
    pub(super) shapers: Vec<Option<ShaperFont<'f, 'static>>>,
    pub(super) plans: HashMap<(FaceId, Option<harfrust::Script>, bool), ShapePlan>,
    pub(super) buffer: Buffer,
    /// Regular lines that needed shaping: names come again, and so do their words.
    shaped: [HashMap<Box<str>, Line>; Han::COUNT],
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
            stand_ins: false,
            han: Han::China,
            known: Default::default(),
            shapers: vec![None; fonts.count()],
            plans: HashMap::new(),
            buffer,
            shaped: Default::default(),
        }
    }

    /// Draws Han in a country's forms from here on.
    pub(crate) fn draw_han(&mut self, han: Han) {
        if self.fonts.tells_han_apart() {
            self.han = han;
        }
    }

    /// Takes private characters for what they stand for, from here on.
    pub(crate) fn read_stand_ins(&mut self) {
        self.stand_ins = true;
    }

    /// The face that draws a character, and the glyph.
    pub(super) fn find(&self, c: char, style: Style) -> Option<(FaceId, u16)> {
        self.fonts.find(c, style, self.han)
    }

    /// A new line of text, kerned: for pages that are read.
    pub(crate) fn line(&mut self, text: &str, style: Style) -> Line {
        let mut line = Line::default();
        if !self.plain(text, style, &mut line) || style != Style::Mono && text.len() > 1 {
            self.shaped(text, style, None, &mut line);
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
            && let Some(known) = self.shaped[self.han as usize].get(text)
        {
            line.clone_from(known);
            return false;
        }
        self.shaped(text, style, None, line);
        let remembered = &mut self.shaped[self.han as usize];
        if style == Style::Regular && remembered.len() < REMEMBERED {
            remembered.insert(text.into(), line.clone());
        }
        false
    }

    /// Sets a part of a text that begins at the right, whatever this part begins with.
    pub(crate) fn set_rtl(&mut self, text: &str, style: Style, line: &mut Line) {
        self.shaped(text, style, Some(Level::rtl()), line);
    }

    /// One glyph for each character; gives up at the first that needs more. 0.3 µs for a name.
    pub(super) fn plain(&mut self, text: &str, style: Style, line: &mut Line) -> bool {
        line.clear();
        let mut face = FaceId::MAX;
        let (mut start, mut at) = (0u32, 0);
        for c in text.chars() {
            let known = self.know(c, style);
            match known.way {
                PLAIN => {
                    if known.face != face {
                        let here = line.glyphs.len() as u32;
                        if here > start {
                            line.runs.push(Run {
                                kind: Kind::Face(face),
                                glyphs: start..here,
                                at,
                                read: 0,
                                says: None,
                            });
                        }
                        (face, start, at) = (known.face, here, line.width);
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
            line.runs.push(Run { kind: Kind::Face(face), glyphs: start..here, at, read: 0, says: None });
        }
        true
    }

    pub(super) fn know(&mut self, c: char, style: Style) -> Known {
        let pages = &self.known[style as usize][self.han as usize];
        let (page, place) = (c as usize >> 8, c as usize & 255);
        if let Some(Some(page)) = pages.get(page)
            && page[place].way != UNKNOWN
        {
            return page[place];
        }
        let known = self.learn(c, style);
        let pages = &mut self.known[style as usize][self.han as usize];
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
            Way::Shaped => Known { face: self.find(c, style).map_or(NO_FACE, |found| found.0), ..bare(SHAPED) },
            Way::Plain => match self.find(c, style) {
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
}
