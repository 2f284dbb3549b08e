//! A list written straight through pdf-writer: the same columns, size, rows on a page and hairlines, names wrapped,
//! shaped by the same shaper, the same faces cut by the same subsetter, pages packed by the same compressor.
//!
//! It leaves out what costs pages nothing: bookmarks, metadata, boxes for what no face has, the country's forms of Han.

#[path = "letters.rs"]
mod letters;

use handover::entry::Entry;
pub use letters::Fonts;
use letters::{FACES, Line, Setter};
use libdeflater::{CompressionLvl, Compressor};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const LEFT: f32 = 79.37;
const RIGHT: f32 = 532.91;
const TOP: f32 = 743.0;
const BOTTOM: f32 = 74.36;
const SIZE: f32 = 9.0;
const ROW: f32 = 13.35;
const LEADING: f32 = 10.8;
const GUTTER: f32 = 9.0;
const SAMPLE: usize = 1_000;
const HEADERS: [&str; 7] = ["No.", "Given name", "Family name", "City", "Postcode", "Country", "Signed"];

pub struct Volume<'f> {
    setter: Setter<'f>,
    first: u64,
    taken: u64,
    on_page: u64,
    sample: Vec<Entry>,
    places: Vec<(f32, f32)>,
    pages: Vec<Vec<u8>>,
    content: Content,
    rules: Content,
    deflate: Compressor,
    face: Option<u8>,
    at: (f32, f32),
    y: f32,
}

impl<'f> Volume<'f> {
    pub fn begin(fonts: &'f Fonts, first: u64) -> Volume<'f> {
        Volume {
            setter: Setter::new(fonts),
            first,
            taken: 0,
            on_page: 0,
            sample: Vec::new(),
            places: Vec::new(),
            pages: Vec::new(),
            content: Content::new(),
            rules: Content::new(),
            deflate: Compressor::new(CompressionLvl::new(6).expect("a level")),
            face: None,
            at: (0.0, 0.0),
            y: TOP,
        }
    }

    pub fn entry(&mut self, entry: &Entry) {
        if !self.places.is_empty() {
            return self.row(entry);
        }
        self.sample.push(entry.clone());
        if self.sample.len() == SAMPLE {
            self.measure();
        }
    }

    /// Columns by the sample: one name in fifty may wrap, air goes to names and places.
    fn measure(&mut self) {
        let sample = std::mem::take(&mut self.sample);
        let mut widths = Vec::new();
        for (column, header) in HEADERS.into_iter().enumerate() {
            let mut seen: Vec<i32> = sample.iter().map(|entry| self.setter.set(entry.cell(column)).width).collect();
            seen.sort_unstable();
            let place = if (1..4).contains(&column) { (seen.len() - 1) * 98 / 100 } else { seen.len() - 1 };
            widths.push(seen[place].max(self.setter.set(header).width) as f32 * SIZE / 1000.0);
        }
        let air = RIGHT - LEFT - GUTTER * 6.0 - widths.iter().sum::<f32>();
        (1..4).for_each(|column| widths[column] += air / 3.0);
        let mut left = LEFT;
        for width in widths {
            self.places.push((left, width));
            left += width + GUTTER;
        }
        self.begin_page();
        sample.iter().for_each(|entry| self.row(entry));
    }

    fn begin_page(&mut self) {
        (self.content, self.rules) = (Content::new(), Content::new());
        self.content.begin_text();
        (self.face, self.at, self.y, self.on_page) = (None, (0.0, 0.0), TOP, 0);
        for ((left, _), header) in self.places.clone().into_iter().zip(HEADERS) {
            let line = self.setter.set(header);
            self.put(&line, left, TOP + 5.5);
        }
        for (text, x, y) in [("Measured petition", LEFT, 772.5), ("Register root BwcHBwcHBwcHBwcH…", LEFT, 61.4)] {
            let line = self.setter.set(text);
            self.put(&line, x, y);
        }
    }

    fn row(&mut self, entry: &Entry) {
        let mut cells = Vec::with_capacity(7);
        let mut lines = 1;
        for (column, text) in entry.cells().enumerate() {
            let line = self.setter.set(text);
            let most = self.places[column].1 * 1000.0 / SIZE + 1.0;
            let cell = if line.width as f32 > most { self.wrap(text, most) } else { vec![line] };
            lines = lines.max(cell.len());
            cells.push(cell);
        }
        let height = ROW + LEADING * (lines - 1) as f32;
        if self.y - height < BOTTOM && self.on_page > 0 {
            self.end_page();
            self.begin_page();
        }
        for (column, cell) in cells.iter().enumerate() {
            let (left, width) = self.places[column];
            for (n, line) in cell.iter().enumerate() {
                let own = line.width as f32 * SIZE / 1000.0;
                let x = if line.rtl || column == 0 { left + width - own } else { left };
                self.put(line, x, self.y - ROW * 0.67 - LEADING * n as f32);
            }
        }
        self.y -= height;
        self.rules.move_to(LEFT, self.y).line_to(RIGHT, self.y).stroke();
        self.on_page += 1;
        self.taken += 1;
    }

    fn wrap(&mut self, text: &str, most: f32) -> Vec<Line> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            match joined.filter(|line| self.setter.set(line).width as f32 <= most) {
                Some(joined) => *lines.last_mut().expect("it was joined to one") = joined,
                None => lines.push(word.to_owned()),
            }
        }
        lines.iter().map(|line| self.setter.set(line)).collect()
    }

    fn put(&mut self, line: &Line, x: f32, y: f32) {
        let round = |n: f32| (n * 100.0).round() / 100.0;
        let (x, y) = (round(x), round(y));
        self.content.next_line(round(x - self.at.0), round(y - self.at.1));
        self.at = (x, y);
        if let Some(says) = &line.says {
            self.content.begin_marked_content_with_properties(Name(b"Span")).properties().actual_text(TextStr(says));
        }
        let mut from = 0;
        while from < line.glyphs.len() {
            let face = line.glyphs[from].face;
            let run = line.glyphs[from..]
                .iter()
                .take_while(|glyph| glyph.face == face && glyph.dy == line.glyphs[from].dy)
                .count();
            let glyphs = &line.glyphs[from..from + run];
            if self.face != Some(face) {
                self.content.set_font(Name(format!("F{face}").as_bytes()), SIZE);
                self.face = Some(face);
            }
            let simple = glyphs.iter().all(|glyph| glyph.dx == 0 && glyph.dy == 0 && glyph.advance == glyph.width);
            if simple {
                let codes: Vec<u8> = glyphs.iter().flat_map(|glyph| glyph.code.to_be_bytes()).collect();
                self.content.show(Str(&codes));
            } else {
                let rise = glyphs[0].dy as f32 * SIZE / 1000.0;
                if rise != 0.0 {
                    self.content.set_rise(rise);
                }
                let mut shown = self.content.show_positioned();
                let mut items = shown.items();
                for glyph in glyphs {
                    if glyph.dx != 0 {
                        items.adjust(-glyph.dx as f32);
                    }
                    items.show(Str(&glyph.code.to_be_bytes()));
                    let back = glyph.width + glyph.dx - glyph.advance;
                    if back != 0 {
                        items.adjust(back as f32);
                    }
                }
                items.finish();
                shown.finish();
                if rise != 0.0 {
                    self.content.set_rise(0.0);
                }
            }
            from += run;
        }
        if line.says.is_some() {
            self.content.end_marked_content();
        }
    }

    fn end_page(&mut self) {
        let last = self.first + self.taken - 1;
        let entries = self.setter.set(&format!("Entries {} to {last}", last + 1 - self.on_page));
        self.put(&entries, RIGHT - entries.width as f32 * SIZE / 1000.0, 772.5);
        let page = self.setter.set(&format!("Page {}", self.pages.len() + 1));
        self.put(&page, RIGHT - page.width as f32 * SIZE / 1000.0, 61.4);
        self.content.end_text();
        let mut stream = b"0.2 w\n".to_vec();
        stream.extend_from_slice(std::mem::replace(&mut self.rules, Content::new()).finish().as_slice());
        stream.push(b'\n');
        stream.extend_from_slice(std::mem::replace(&mut self.content, Content::new()).finish().as_slice());
        let packed = self.pack(&stream);
        self.pages.push(packed);
    }

    fn pack(&mut self, plain: &[u8]) -> Vec<u8> {
        let mut packed = vec![0; self.deflate.zlib_compress_bound(plain.len())];
        let size = self.deflate.zlib_compress(plain, &mut packed).expect("room enough");
        packed.truncate(size);
        packed.shrink_to_fit();
        packed
    }

    /// The file, and how many pages it has.
    pub fn finish(mut self) -> (Vec<u8>, u64) {
        if self.places.is_empty() {
            self.measure();
        }
        self.end_page();
        let mut pdf = Pdf::new();
        let (catalog, tree) = (Ref::new(1), Ref::new(2));
        let mut next = 3;
        let mut fresh = || {
            next += 1;
            Ref::new(next)
        };
        let mut named = Vec::new();
        for (face, name) in FACES.into_iter().enumerate() {
            if self.setter.used[face].by_code.is_empty() {
                continue;
            }
            let used = std::mem::take(&mut self.setter.used[face]);
            let [font, below, about, file, map] = [fresh(), fresh(), fresh(), fresh(), fresh()];
            named.push((face, font));
            let name = format!("PEERAA+{name}");
            pdf.type0_font(font)
                .base_font(Name(name.as_bytes()))
                .encoding_predefined(Name(b"Identity-H"))
                .descendant_font(below)
                .to_unicode(map);
            let mut cid = pdf.cid_font(below);
            cid.subtype(CidFontType::Type2).base_font(Name(name.as_bytes())).system_info(SYSTEM).font_descriptor(about);
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
            cid.widths().consecutive(1, used.by_code.iter().map(|(_, width, _)| *width as f32));
            cid.finish();
            pdf.font_descriptor(about)
                .name(Name(name.as_bytes()))
                .flags(FontFlags::NON_SYMBOLIC)
                .bbox(Rect::new(-500.0, -500.0, 1500.0, 1200.0))
                .italic_angle(0.0)
                .ascent(1069.0)
                .descent(-293.0)
                .cap_height(714.0)
                .stem_v(80.0)
                .font_file2(file);
            let subset = subsetter::subset(&self.setter.fonts.0[face].0, 0, &used.glyphs).expect("a subset");
            let packed = self.pack(&subset);
            pdf.stream(file, &packed).filter(Filter::FlateDecode).pair(Name(b"Length1"), subset.len() as i32);
            let mut texts = UnicodeCmap::<u16>::new(Name(b"Texts"), SYSTEM);
            used.by_code.iter().for_each(|(code, _, text)| texts.pair_with_multiple(*code, text.chars()));
            let packed = self.pack(texts.finish().as_slice());
            pdf.stream(map, &packed).filter(Filter::FlateDecode);
        }
        let resources = fresh();
        let mut fonts = pdf.indirect(resources).start::<pdf_writer::writers::Resources<'_>>();
        let mut list = fonts.fonts();
        for (face, font) in &named {
            list.pair(Name(format!("F{face}").as_bytes()), *font);
        }
        list.finish();
        fonts.finish();
        let pages = std::mem::take(&mut self.pages);
        let mut kids = Vec::with_capacity(pages.len());
        for content in &pages {
            let [page, stream] = [fresh(), fresh()];
            kids.push(page);
            let mut about = pdf.page(page);
            about.parent(tree).contents(stream);
            about.pair(Name(b"Resources"), resources);
            about.media_box(Rect::new(0.0, 0.0, 595.28, 841.89));
            about.finish();
            pdf.stream(stream, content).filter(Filter::FlateDecode);
        }
        pdf.catalog(catalog).pages(tree);
        let count = kids.len();
        pdf.pages(tree).kids(kids).count(count as i32);
        (pdf.finish(), count as u64)
    }
}
