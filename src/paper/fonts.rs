//! The faces inside the binary, those of an installed Noto Sans CJK beside them, and which of them draws a character.
//!
//! In: `config/fonts/`, and the bytes of a collection where the door has one. Out: `Fonts`, shared by threads. Never: a
//! font looked for on the machine.

use super::han::Han;
use harfrust::Font;
use harfrust::font::{Blob, name::NameId};
use std::sync::OnceLock;

/// Number of a face in `Fonts`; also its name in a PDF's resources (`F0`, `F1`, …).
pub(crate) type FaceId = u8;

/// Which kind of letter a text asks for. Scripts without a face of that kind fall back to the regular one; of bold, Arabic
/// has its own, for a dossier may be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Style {
    Regular,
    Bold,
    Serif,
    Mono,
}

impl Style {
    pub(crate) const COUNT: usize = 4;
}

macro_rules! faces {
    ($($file:literal),* $(,)?) => {
        /// Name and bytes of every face. The first four are the styles; the others follow in the order in which
        /// they are asked for a character that the style's own face does not have.
        const FACES: &[(&str, &[u8])] = &[$(($file, include_bytes!(concat!("../../config/fonts/", $file, ".ttf")))),*];
    };
}

faces![
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSerif-Regular",
    "NotoSansMono-Regular",
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
    "NotoSansGujarati-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansTelugu-Regular",
    "NotoSansKannada-Regular",
    "NotoSansMalayalam-Regular",
    "NotoSansSinhala-Regular",
    "NotoSansOriya-Regular",
    "NotoSansLao-Regular",
    "NotoSansKhmer-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSerifTibetan-Regular",
    "NotoSansThaana-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansNKo-Regular",
    "NotoSansAdlam-Regular",
    "NotoSansHanifiRohingya-Regular",
    "NotoSansTifinagh-Regular",
    "NotoSansCherokee-Regular",
    "NotoSansCanadianAboriginal-Regular",
    "NotoSansMongolian-Regular",
    "NotoSansJavanese-Regular",
    "NotoSansChakma-Regular",
    "NotoSansOlChiki-Regular",
    "NotoSansMeeteiMayek-Regular",
    "NotoSansOsmanya-Regular",
    "NotoSansVai-Regular",
    "NotoSansYi-Regular",
    "NotoSansLisu-Regular",
    "NotoEmoji-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
    "NotoSansArabic-Bold",
];

/// One face, parsed.
pub(crate) struct Face {
    pub(crate) name: &'static str,
    /// The file, and which of its faces this is where it is a collection.
    pub(crate) file: Blob,
    pub(crate) index: u32,
    pub(crate) font: Font,
}

/// The faces of `NotoSansCJK-Regular.ttc` by country, in the collection's order, which is also that of `Han`.
const CJK: [&str; Han::COUNT] = [
    "NotoSansCJKjp-Regular",
    "NotoSansCJKkr-Regular",
    "NotoSansCJKsc-Regular",
    "NotoSansCJKtc-Regular",
    "NotoSansCJKhk-Regular",
];

/// The bytes given are not the collection they should be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "This is no Noto Sans CJK collection with a face for each country. Name the file NotoSansCJK-Regular.ttc, or `none`."
)]
pub struct NotCjk;

impl Face {
    /// The glyph of a character, if the face has one.
    pub(crate) fn glyph(&self, c: char) -> Option<u16> {
        let glyph = u16::try_from(self.font.charmap().map_unicode(c)?.to_u32()).ok()?;
        (glyph != 0).then_some(glyph)
    }

    /// Scales font units to thousandths of an em, rounded to nearest.
    pub(crate) fn per_mille(&self, units: i32) -> i32 {
        let em = i32::from(self.font.units_per_em());
        if em == 1000 { units } else { (units * 1000 + units.signum() * em / 2) / em }
    }

    /// Advance width of a glyph in thousandths of an em.
    pub(crate) fn advance(&self, glyph: u16) -> i32 {
        self.per_mille(self.font.glyph_metrics().h_advance(u32::from(glyph).into()) as i32)
    }
}

/// All faces. Made once, shared by threads.
pub struct Fonts {
    faces: Vec<Face>,
    coverage: OnceLock<Vec<u64>>,
}

impl Fonts {
    /// Parses the faces of the binary: a few milliseconds, no allocation of their bytes. Han, Hangul and kana are drawn
    /// by the floor, Droid Sans Fallback, in one form for all countries.
    pub fn built_in() -> Fonts {
        let faces = FACES
            .iter()
            .map(|&(name, file)| Face {
                name,
                file: Blob::Static(file),
                index: 0,
                font: Font::new(file, 0).expect("a test opens every face of config/fonts"),
            })
            .collect();
        Fonts { faces, coverage: OnceLock::new() }
    }

    /// Puts the faces of an installed `NotoSansCJK-Regular.ttc` before the floor: Han in each country's own forms.
    ///
    /// # Errors
    /// Bytes that are not that collection.
    pub fn with_cjk(mut self, collection: Vec<u8>) -> Result<Fonts, NotCjk> {
        let file = Blob::from(collection);
        self.faces.truncate(FACES.len());
        for (index, name) in (0u32..).zip(CJK) {
            let font = Font::new(file.clone(), index).ok_or(NotCjk)?;
            let own = font.names().get(NameId::POSTSCRIPT_NAME).and_then(|own| own.english_or_first());
            if !own.is_some_and(|own| own.name().chars().eq(name.chars())) {
                return Err(NotCjk);
            }
            self.faces.push(Face { name, file: file.clone(), index, font });
        }
        self.coverage = OnceLock::new();
        Ok(self)
    }

    /// Is Han drawn in each country's own forms?
    pub(crate) fn tells_han_apart(&self) -> bool {
        self.faces.len() > FACES.len()
    }

    pub(crate) fn face(&self, face: FaceId) -> &Face {
        &self.faces[usize::from(face)]
    }

    pub(crate) fn count(&self) -> usize {
        self.faces.len()
    }

    /// The face that draws a character in a style, and the glyph. `None` where no face has it.
    pub(crate) fn find(&self, c: char, style: Style, han: Han) -> Option<(FaceId, u16)> {
        let own = style as u8;
        let with = |face: FaceId| self.face(face).glyph(c).map(|glyph| (face, glyph));
        if super::script::is_emoji(c)
            && let Some(found) = with(EMOJI)
        {
            return Some(found);
        }
        let built_in = FACES.len() as FaceId;
        let country = |face: FaceId| if face == FLOOR { Some(built_in + han as FaceId) } else { None };
        let installed = |face: FaceId| country(face).filter(|_| self.tells_han_apart()).and_then(with);
        let bold = || if style == Style::Bold { with(ARABIC_BOLD) } else { None };
        with(own)
            .or_else(bold)
            .or_else(|| with(0))
            .or_else(|| (Style::COUNT as u8..built_in).find_map(|face| installed(face).or_else(|| with(face))))
            .or_else(|| (built_in..self.faces.len() as FaceId).find_map(with))
    }

    /// Does a text hold a character that no face has? It is then drawn as a box with the character's number, and the
    /// ledger says so (`no-glyph`). Characters that are invisible by nature are never missing.
    pub fn missing(&self, text: &str) -> bool {
        if text.is_ascii() {
            return false;
        }
        let coverage = self.coverage.get_or_init(|| self.cover());
        text.chars().any(|c| c >= '\u{a0}' && coverage[c as usize / 64] & 1 << (c as usize % 64) == 0)
    }

    /// One bit for each code point that some face draws or that has no look of its own.
    fn cover(&self) -> Vec<u64> {
        let mut bits = vec![0u64; 0x11_0000 / 64];
        for face in &self.faces {
            for (code, glyph) in face.font.charmap().unicodes() {
                if glyph.to_u32() != 0 && code < 0x11_0000 {
                    bits[code as usize / 64] |= 1 << (code % 64);
                }
            }
        }
        for range in super::script::invisible() {
            for code in range {
                bits[code as usize / 64] |= 1 << (code % 64);
            }
        }
        bits
    }
}

/// The face of monochrome emoji.
pub(crate) const EMOJI: FaceId = 42;

/// The bold face of Arabic. It stands last, so that the others keep their names in the files.
const ARABIC_BOLD: FaceId = 46;

/// The face that draws Han, Hangul and kana where nothing else is installed.
const FLOOR: FaceId = 13;

#[cfg(test)]
mod tests {
    use super::{ARABIC_BOLD, EMOJI, FACES, FLOOR, Fonts, NotCjk, Style};
    use crate::paper::han::Han;
    use crate::proof::digest;

    #[test]
    fn the_table_of_fonts_tells_the_truth() {
        let table = include_str!("../../config/fonts/README.md");
        let mut total = 0;
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| line.contains(".ttf |"))
            .map(|line| line.split('|').map(str::trim).collect())
            .collect();
        assert_eq!(rows.len(), FACES.len(), "a file for each face and a face for each file");
        for (name, bytes) in FACES {
            let row = rows.iter().find(|row| row[1] == format!("{name}.ttf")).expect("every face is in the table");
            assert!(matches!(row[2], "OFL-1.1" | "Apache-2.0"), "{name}");
            assert_eq!(row[5], bytes.len().to_string(), "{name}");
            assert_eq!(row[6], digest::hex(&digest::sha256(bytes)), "{name}");
            total += bytes.len();
        }
        assert!(total <= 14_000_000, "{total}");
    }

    #[test]
    fn threads_share_fonts() {
        fn shared<T: Send + Sync>() {}
        shared::<Fonts>();
    }

    #[test]
    fn every_script_has_a_face() {
        let fonts = Fonts::built_in();
        assert_eq!((fonts.face(EMOJI).name, fonts.face(FLOOR).name), ("NotoEmoji-Regular", "DroidSansFallback"));
        for c in "AÉяΩعש한漢か한अকதไგԱሀქກខမཀދܐߊ𞤀🎉∀♞–…’«»€№\u{202f}\u{a0}ßœŁțđ".chars()
        {
            assert!(fonts.find(c, Style::Regular, Han::China).is_some(), "{c}");
            assert!(!fonts.missing(&c.to_string()), "{c}");
        }
        let (arabic, bold) = (fonts.find('ع', Style::Regular, Han::China), fonts.find('ع', Style::Bold, Han::China));
        assert_eq!(bold.map(|found| found.0), Some(ARABIC_BOLD));
        let [arabic, bold] = [arabic, bold].map(|found| fonts.face(found.expect("a face").0).name);
        assert_eq!((arabic, bold), ("NotoSansArabic-Regular", "NotoSansArabic-Bold"));
        assert!(fonts.missing("\u{13000}") && fonts.missing("a\u{e000}"));
        assert!(!fonts.missing("a\u{200d}\u{fe0f}b"));
        assert_eq!(fonts.find('🎉', Style::Regular, Han::China).map(|found| found.0), Some(EMOJI));
    }

    #[test]
    fn what_is_no_collection_is_refused() {
        for bytes in [Vec::new(), b"ttcf".to_vec(), FACES[0].1.to_vec(), FACES[usize::from(FLOOR)].1.to_vec()] {
            assert_eq!(Fonts::built_in().with_cjk(bytes).err(), Some(NotCjk));
        }
    }
}
