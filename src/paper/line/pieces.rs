//! A run of one direction → pieces of one script and one face.
//!
//! In: a range of a line. Out: pieces in logical order. Never: a base parted from the marks that join it, unless no face
//! has both.

use super::setter::{Known, NO_FACE, PLAIN, SHAPED, Setter};
use crate::paper::fonts::{self, FaceId, Style};
use crate::paper::script::{self, Way};
use icu_properties::props::Script;
use std::ops::Range;

/// Part of a line in one script and one face, or one character that no face has.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) face: Result<FaceId, char>,
    pub(super) script: Script,
    /// Where its word begins.
    pub(super) word: usize,
}

/// Cuts the pieces of a right-to-left run at its spaces and hyphens: from one to the next readers give out one word.
pub(super) fn by_words(pieces: Vec<Piece>, text: &str) -> Vec<Piece> {
    let mut cut: Vec<Piece> = Vec::new();
    let mut before = None;
    for piece in pieces {
        for (at, c) in text[piece.range.clone()].char_indices() {
            let at = piece.range.start + at;
            let end = at + c.len_utf8();
            let kind = if c == ' ' {
                Part::Space
            } else if script::is_hyphen(c) {
                Part::Hyphen
            } else {
                Part::Letters
            };
            match cut.last_mut().filter(|last| last.range.end == at && before == Some(kind)) {
                Some(last) if at > piece.range.start => last.range.end = end,
                last => {
                    let word = last.map_or(at, |last| last.word);
                    cut.push(Piece { range: at..end, word, ..piece.clone() });
                }
            }
            before = Some(kind);
        }
    }
    cut
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Letters,
    Space,
    Hyphen,
}

/// Does a right-to-left word end where this text goes on?
pub(super) fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c == ' ' || c.is_numeric() || c.is_alphabetic() && !script::is_directed(c))
}

impl Setter<'_> {
    /// Cuts a run into pieces of one script and one face, in logical order.
    pub(super) fn pieces(&mut self, text: &str, range: Range<usize>, style: Style) -> Vec<Piece> {
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
                    match self.find(c, style) {
                        Some((face, _)) => {
                            pieces.push(Piece { word: at.start, range: at, face: Ok(face), script: script::script(c) })
                        }
                        None if script::is_invisible(c) => {}
                        None => pieces.push(Piece { word: at.start, range: at, face: Err(c), script: Script::Common }),
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
                _ => pieces.push(Piece {
                    word: whole.start,
                    range: whole,
                    face: Ok(face),
                    script: own.unwrap_or(Script::Common),
                }),
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
        if emoji && has(fonts::EMOJI) {
            return Ok(fonts::EMOJI);
        }
        if common
            && let Some(before) = before
            && before != fonts::EMOJI
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
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}
