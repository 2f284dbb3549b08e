//! Text flowing over the pages of a document that is read: headings, paragraphs, tables, commands.
//!
//! In: words. Out: pages with a foot. Never: a heading at the foot of a page, or one line of a paragraph alone.

use super::PaperError;
use super::canvas::{Canvas, Mpt, Size, mm};
use super::columns::ems;
use super::document::{About, Document, Mark, PAGE};
use super::fonts::{Fonts, Style};
use super::line::{Line, Setter};
use super::texts::{Texts, Word};
use super::wrap;

pub(crate) const LEFT: Mpt = mm(280);
pub(crate) const RIGHT: Mpt = PAGE.0 - mm(220);
pub(crate) const TOP: Mpt = PAGE.1 - mm(250);
pub(crate) const BOTTOM: Mpt = mm(280);
const FOOT: Mpt = mm(170);

/// Sizes of letters: section, text, small. With the title's there are never more than four on a page.
pub(crate) const SECTION: Size = 160;
pub(crate) const TEXT: Size = 100;
pub(crate) const SMALL: Size = 80;
/// The baseline grid.
pub(crate) const GRID: Mpt = 14_000;

/// A document being written from top to bottom.
pub(crate) struct Flow<'f> {
    pub(crate) setter: Setter<'f>,
    pub(crate) texts: Texts,
    pub(crate) canvas: Canvas,
    /// Pages wait for their foot, which says how many there are.
    pages: Vec<Canvas>,
    document: Document,
    /// Baseline of the line set last.
    pub(crate) y: Mpt,
    foot: String,
    fresh: bool,
}

/// A row of a table: a label and its figures.
pub(crate) type Row = (String, Vec<String>);

impl<'f> Flow<'f> {
    /// `foot` stands at the left of every page's foot.
    pub(crate) fn begin(fonts: &'f Fonts, language: &str, foot: String) -> Flow<'f> {
        Flow {
            setter: Setter::new(fonts),
            texts: Texts::of(language),
            canvas: Canvas::default(),
            pages: Vec::new(),
            document: Document::new(),
            y: TOP,
            foot,
            fresh: true,
        }
    }

    /// Ends the document.
    pub(crate) fn finish(mut self, title: &str) -> Result<Vec<u8>, PaperError> {
        if !self.fresh {
            self.end_page();
        }
        let total = self.texts.say_with("of-pages", &[("total", Word::Number(self.pages.len() as u64))]).into_owned();
        let foot = self.setter.line(&self.foot, Style::Regular);
        for (n, mut canvas) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let page = self.texts.say_with("page", &[("page", Word::Number(n as u64 + 1))]);
            let page = self.setter.line(&format!("{page}{total}"), Style::Regular);
            canvas.put_right(&page, RIGHT, FOOT, SMALL);
            canvas.put(&foot, LEFT, FOOT, SMALL);
            self.document.page(&stream(&canvas));
        }
        let about = About { title, language: self.texts.language() };
        self.document.finish(&self.setter, &about)
    }

    /// Adds an image that pages can draw by its name.
    pub(crate) fn image(&mut self, name: &str, width: u32, height: u32, rgb: &[u8]) {
        self.document.image(name, width, height, rgb);
    }

    pub(crate) fn end_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.canvas));
        self.y = TOP;
        self.fresh = true;
    }

    /// Begins a new page unless this much of the page is left below the last baseline.
    pub(crate) fn need(&mut self, height: Mpt) {
        if self.y - height < BOTTOM && !self.fresh {
            self.end_page();
        }
    }

    /// Moves to the next baseline.
    fn advance(&mut self, leading: Mpt) {
        if !self.fresh {
            self.y -= leading;
        }
        self.fresh = false;
    }

    pub(crate) fn space(&mut self, height: Mpt) {
        if !self.fresh {
            self.y -= height;
        }
    }

    pub(crate) fn place(&mut self, line: &Line, size: Size) {
        if line.rtl {
            self.canvas.put_right(line, RIGHT, self.y, size);
        } else {
            self.canvas.put(line, LEFT, self.y, size);
        }
    }

    /// A section's heading, with room for what it heads; also a bookmark.
    pub(crate) fn section(&mut self, id: &str) {
        let words = self.texts.say(id).into_owned();
        self.space(2 * GRID);
        self.need(6 * GRID);
        self.document.marks.push(Mark { words: words.clone(), page: self.pages.len(), depth: 0 });
        for line in wrap::wrap(&mut self.setter, &words, Style::Serif, ems(RIGHT - LEFT, SECTION)) {
            self.advance(GRID + GRID / 2);
            self.place(&line, SECTION);
        }
        self.y -= GRID / 2;
    }

    /// A paragraph; its first two and last two lines stay together.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        self.paragraph_at(text, style, TEXT, GRID);
    }

    pub(crate) fn paragraph_at(&mut self, text: &str, style: Style, size: Size, leading: Mpt) {
        let lines = wrap::wrap(&mut self.setter, text, style, ems(RIGHT - LEFT, size));
        let count = lines.len();
        for (n, line) in lines.iter().enumerate() {
            let left = count - n;
            let together = if n == 0 && count <= 3 {
                count
            } else if n == 0 || left == 2 {
                2
            } else {
                1
            };
            self.need(leading * together as i32);
            self.advance(leading);
            self.place(line, size);
        }
    }

    /// Text as its author wrote it: an empty line is a gap; lines without one between them, as those of an enumeration,
    /// stand close, but for long ones, which are paragraphs.
    pub(crate) fn text(&mut self, text: &str) {
        let mut gap = false;
        for part in text.lines() {
            if part.trim().is_empty() {
                gap = true;
                continue;
            }
            if gap {
                self.space(GRID / 2);
            }
            gap = part.chars().count() > 160;
            self.paragraph(part.trim(), Style::Regular);
        }
    }

    /// A numbered step: the number hangs in the margin of its paragraph. Its commands stay with it.
    pub(crate) fn step(&mut self, number: usize, text: &str, commands: &[&str]) {
        let indent = 18_000;
        let lines = wrap::wrap(&mut self.setter, text, Style::Regular, ems(RIGHT - LEFT - indent, TEXT));
        self.space(GRID / 2);
        self.need(GRID * (lines.len() + 2 * commands.len()) as i32);
        for (n, line) in lines.iter().enumerate() {
            self.advance(GRID);
            if n == 0 {
                let number = self.setter.line(&format!("{number}."), Style::Bold);
                self.canvas.put(&number, LEFT, self.y, TEXT);
            }
            self.canvas.put(line, LEFT + indent, self.y, TEXT);
        }
        if !commands.is_empty() {
            self.commands(commands);
        }
    }

    /// Commands in a typewriter face; a long one goes on after a backslash, so that a shell reads it as one.
    fn commands(&mut self, commands: &[&str]) {
        let indent = 18_000;
        self.y -= 3_000;
        for command in commands {
            for line in broken(command, (ems(RIGHT - LEFT - indent, SMALL) / 600) as usize) {
                self.need(12_000);
                self.advance(12_000);
                let line = self.setter.line(&line, Style::Mono);
                self.canvas.put(&line, LEFT + indent, self.y, SMALL);
            }
        }
        self.y -= 2_000;
    }

    /// A label in small letters and a value in typewriter face beneath it.
    pub(crate) fn value(&mut self, label: &str, values: &[&str]) {
        self.space(GRID / 2);
        self.need(GRID * (1 + values.len() as i32));
        self.advance(GRID);
        let line = self.setter.line(label, Style::Regular);
        self.canvas.put(&line, LEFT, self.y, SMALL);
        for value in values {
            for line in broken_hard(value, (ems(RIGHT - LEFT, TEXT) / 600) as usize) {
                self.need(GRID);
                self.advance(GRID);
                let line = self.setter.line(&line, Style::Mono);
                self.canvas.put(&line, LEFT, self.y, TEXT);
            }
        }
    }

    /// A table: heads, rows, and a total in bold. Figures stand right-aligned; long tables are set in two columns.
    pub(crate) fn table(&mut self, heads: &[&str], rows: &[Row], total: Option<&Row>) {
        let wide = rows.len() > 16;
        let gap = 24_000;
        let width = if wide { (RIGHT - LEFT - gap) / 2 } else { (RIGHT - LEFT) * 2 / 3 };
        let figure = if heads.len() > 2 { 52_000 } else { 92_000 };
        let label_ems = ems(width - figure * (heads.len() as i32 - 1), TEXT);
        let set: Vec<(Vec<Line>, Vec<Line>)> = rows
            .iter()
            .map(|(label, figures)| {
                let label = wrap::wrap(&mut self.setter, label, Style::Regular, label_ems);
                (label, figures.iter().map(|figure| self.setter.line(figure, Style::Regular)).collect())
            })
            .collect();
        let mut next = 0;
        let mut last = (LEFT, TOP);
        while next < set.len() {
            self.space(GRID / 2);
            self.need(GRID * 5);
            self.advance(GRID);
            let top = self.y;
            let room = ((top - BOTTOM) / GRID).max(1) as usize - 1;
            let columns = if wide { 2 } else { 1 };
            // Rows that fit into one column, and, in two, what makes both as long as each other.
            let rest: usize = set[next..].iter().map(|(label, _)| label.len()).sum();
            let column_room = if rest <= room * columns { rest.div_ceil(columns) } else { room };
            let mut deepest = top;
            for column in 0..columns {
                if next == set.len() {
                    break;
                }
                let left = LEFT + (width + gap) * column as i32;
                self.table_head(heads, left, width, figure, top);
                let mut y = top - 4_000;
                let mut used = 0;
                while next < set.len() && (used == 0 || used + set[next].0.len() <= column_room.max(1)) {
                    let (label, figures) = &set[next];
                    for (n, line) in label.iter().enumerate() {
                        y -= GRID;
                        self.canvas.put(line, left, y, TEXT);
                        if n == 0 {
                            self.figures(figures, left, width, figure, y);
                        }
                    }
                    used += label.len();
                    next += 1;
                }
                self.canvas.rule((left, y - 4_500), (left + width, y - 4_500), 60);
                deepest = deepest.min(y);
                last = (left, y);
            }
            self.y = deepest;
            if next < set.len() {
                self.end_page();
            }
        }
        if let Some((label, figures)) = total {
            // Beneath the last row: the foot of the page has room for one line more than tables take.
            let (left, y) = (last.0, last.1 - GRID - 2_000);
            let line = self.setter.line(label, Style::Bold);
            self.canvas.put(&line, left, y, TEXT);
            let figures: Vec<Line> = figures.iter().map(|figure| self.setter.line(figure, Style::Bold)).collect();
            self.figures(&figures, left, width, figure, y);
            self.y = self.y.min(y);
        }
        self.fresh = false;
    }

    fn table_head(&mut self, heads: &[&str], left: Mpt, width: Mpt, figure: Mpt, y: Mpt) {
        for (n, head) in heads.iter().enumerate() {
            let line = self.setter.line(head, Style::Regular);
            if n == 0 {
                self.canvas.put(&line, left, y, SMALL);
            } else {
                let right = left + width - figure * (heads.len() - 1 - n) as i32;
                self.canvas.put_right(&line, right, y, SMALL);
            }
        }
        self.canvas.rule((left, y - 4_500), (left + width, y - 4_500), 60);
    }

    fn figures(&mut self, figures: &[Line], left: Mpt, width: Mpt, figure: Mpt, y: Mpt) {
        for (n, line) in figures.iter().enumerate() {
            self.canvas.put_right(line, left + width - figure * (figures.len() - 1 - n) as i32, y, TEXT);
        }
    }
}

pub(crate) fn stream(canvas: &Canvas) -> Vec<u8> {
    let mut out = Vec::new();
    canvas.stream(&mut out);
    out
}

/// A command in lines of at most so many characters, broken at spaces, each but the last ending in a backslash. A word
/// longer than a line is broken within: a shell joins what a backslash at the end of a line parts.
pub(crate) fn broken(command: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in command.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if !line.trim().is_empty() && line.chars().count() + 1 + word.chars().count() + 2 > most {
            line.push_str(" \\");
            lines.push("  ".to_owned());
        } else if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            let line = lines.last_mut().expect("there is always a line");
            if line.chars().count() + 2 >= most {
                line.push('\\');
                lines.push(String::new());
            }
            lines.last_mut().expect("there is always a line").push(letter);
        }
    }
    lines
}

/// A value in lines of at most so many characters.
fn broken_hard(value: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = value.chars().collect();
    letters.chunks(most.max(1)).map(|line| line.iter().collect::<String>().trim().to_owned()).collect()
}
