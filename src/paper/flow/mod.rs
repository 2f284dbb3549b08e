//! Text flowing over the pages of a document that is read: its pages, their heads and feet, and where the next line stands.
//!
//! `words`: headings, paragraphs. `enumeration`: lists, steps. `typewriter`: commands, values. `table`: tables.
//! `writing`: lines to write on.
//! In: words. Out: pages, tagged. Never: a heading at the foot of a page, or one line of a paragraph alone.

mod enumeration;
mod table;
mod typewriter;
mod words;
mod writing;

pub(crate) use table::{Row, Table};
pub(crate) use typewriter::broken;
pub(crate) use words::{Form, runs_from_right};
pub(crate) use writing::{HALF_LINE, PITCH, SECOND};

use super::PaperError;
use super::canvas::{Canvas, Mpt, Size, mm};
use super::columns::ems;
use super::document::{About, Document, Mark, PAGE};
use super::fonts::{Fonts, Style};
use super::line::{Line, Setter};
use super::paper_size::PaperSize;
use super::structure::{Inside, Role, Structure};
use super::texts::{Direction, Texts, Word};
use super::wrap;

/// The binding side has 28 mm, the other 22.
pub(crate) const LEFT: Mpt = mm(280);
pub(crate) const RIGHT: Mpt = PAGE.0 - mm(220);
pub(crate) const WIDTH: Mpt = RIGHT - LEFT;
/// Paragraphs are narrower than tables and charts: about seventy letters of text a line.
pub(crate) const MEASURE: Mpt = 396_000;
/// Baselines of the head, as in the list, and of the first line; of the foot, above the lower edge of the sheet.
const HEAD: Mpt = PAGE.1 - mm(220) - 7_000;
const FOOT: Mpt = mm(220) - 1_000;
pub(crate) const TOP: Mpt = HEAD - 3 * GRID;
/// Where the title page begins, which has no head.
pub(crate) const TITLE_TOP: Mpt = HEAD;

/// Sizes of letters: section, text, small. With the title's there are never more than four on a page.
pub(crate) const SECTION: Size = 160;
pub(crate) const TEXT: Size = 100;
pub(crate) const SMALL: Size = 80;
/// The baseline grid; everything stands on it or half-way between.
pub(crate) const GRID: Mpt = 14_000;
pub(crate) const HALF: Mpt = GRID / 2;
/// Weight of rules, in hundredths of a point.
pub(crate) const RULE: i32 = 60;

/// A document being written from top to bottom.
pub(crate) struct Flow<'f> {
    pub(crate) setter: Setter<'f>,
    pub(crate) texts: Texts,
    direction: Direction,
    paper: PaperSize,
    pub(crate) canvas: Canvas,
    tree: Structure,
    /// Of the bars of charts: red, green, blue.
    pub(crate) colour: [u8; 3],
    /// Pages wait for their foot, which says how many there are.
    pages: Vec<Canvas>,
    document: Document,
    /// Baseline of the line set last.
    pub(crate) y: Mpt,
    fresh: bool,
    /// Pages before this one have no head.
    headed_from: usize,
}

/// What stands at the head and at the foot of pages.
pub(crate) struct Furniture<'a> {
    /// Cut where it is longer than its room: it stands whole on the title page.
    pub(crate) head: &'a str,
    pub(crate) head_end: &'a str,
    pub(crate) foot: &'a str,
}

impl<'f> Flow<'f> {
    pub(crate) fn begin(fonts: &'f Fonts, texts: Texts, direction: Direction, paper: PaperSize) -> Flow<'f> {
        let (tree, mut canvas) = (Structure::new(), Canvas::new(direction));
        canvas.inside = tree.inside();
        Flow {
            setter: Setter::new(fonts),
            texts,
            direction,
            paper,
            canvas,
            tree,
            colour: [0; 3],
            pages: Vec::new(),
            document: Document::new(paper),
            y: TOP,
            fresh: true,
            headed_from: 0,
        }
    }

    pub(crate) fn is_rtl(&self) -> bool {
        self.direction == Direction::RightToLeft
    }

    /// Baseline of the foot.
    fn foot(&self) -> Mpt {
        self.paper.lowest() + FOOT
    }

    /// Baseline of the last line of a page.
    pub(crate) fn bottom(&self) -> Mpt {
        self.foot() + 2 * GRID
    }

    /// Ends the document.
    pub(crate) fn finish(mut self, title: &str, furniture: &Furniture<'_>) -> Result<Vec<u8>, PaperError> {
        if !self.fresh {
            self.end_page();
        }
        let total = self.texts.say_with("of-pages", &[("total", Word::Number(self.pages.len() as u64))]).into_owned();
        let foot = self.say_line(furniture.foot, Style::Regular);
        let head_end = self.say_line(furniture.head_end, Style::Regular);
        let head = self.in_one_line(furniture.head, WIDTH - (head_end.width_at(SMALL) + GRID).max(140_000));
        for (n, mut canvas) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            let page = self.texts.say_with("page", &[("page", Word::Number(n as u64 + 1))]);
            let page = format!("{page}{total}");
            let page = self.say_line(&page, Style::Regular);
            canvas.inside = Inside::Artifact;
            if n >= self.headed_from {
                canvas.put(&head, LEFT, HEAD, SMALL);
                canvas.put_right(&head_end, RIGHT, HEAD, SMALL);
                canvas.rule((LEFT, HEAD - 6_000), (RIGHT, HEAD - 6_000), RULE);
            }
            canvas.put(&foot, LEFT, self.foot(), SMALL);
            canvas.put_right(&page, RIGHT, self.foot(), SMALL);
            self.tree.page(canvas.marks());
            self.document.page(&stream(&canvas));
        }
        self.document.structure = Some(self.tree);
        self.document.finish(&self.setter, &About { title, language: self.texts.language() })
    }

    /// A text as far as one line goes.
    fn in_one_line(&mut self, text: &str, width: Mpt) -> Line {
        let text = text.trim();
        let most = ems(width, SMALL);
        let first = wrap::ranges(&mut self.setter, text, Style::Regular, most).swap_remove(0);
        if first.len() == text.len() {
            return self.say_line(text, Style::Regular);
        }
        let first = wrap::ranges(&mut self.setter, text, Style::Regular, most - 1_000).swap_remove(0);
        self.say_line(&format!("{} …", &text[first]), Style::Regular)
    }

    pub(crate) fn end_page(&mut self) {
        let mut blank = self.canvas.blank();
        blank.inside = self.tree.inside();
        self.pages.push(std::mem::replace(&mut self.canvas, blank));
        self.y = TOP;
        self.fresh = true;
    }

    /// Ends the title page, which has no head.
    pub(crate) fn end_title_page(&mut self) {
        self.end_page();
        self.headed_from = self.pages.len();
    }

    /// Begins the title page, higher than other pages, for it has no head.
    pub(crate) fn begin_title_page(&mut self) {
        self.y = TITLE_TOP;
    }

    /// Begins a new page unless this one is new.
    pub(crate) fn new_page(&mut self) {
        if !self.fresh {
            self.end_page();
        }
    }

    /// Begins a new page unless this much of the page is left below the last baseline.
    pub(crate) fn need(&mut self, height: Mpt) {
        let height = if self.fresh { height - GRID } else { height };
        if self.y - height < self.bottom() && !self.fresh {
            self.end_page();
        }
    }

    /// Moves to the next baseline.
    pub(crate) fn advance(&mut self, leading: Mpt) {
        if !self.fresh {
            self.y -= leading;
        }
        self.fresh = false;
    }

    /// Where the next line of text will stand, if this page has room for it.
    fn next(&self) -> Mpt {
        if self.fresh { self.y } else { self.y - GRID }
    }

    pub(crate) fn space(&mut self, height: Mpt) {
        if !self.fresh {
            self.y -= height;
        }
    }

    /// What `inner` sets is an element of this role.
    pub(crate) fn tagged<T>(&mut self, role: Role, inner: impl FnOnce(&mut Flow<'f>) -> T) -> T {
        self.canvas.inside = self.tree.open(role);
        let made = inner(self);
        self.canvas.inside = self.tree.close();
        made
    }

    /// What `inner` draws between this height and the one it leaves is a figure that shows what `alternative` says.
    pub(crate) fn figure(&mut self, alternative: String, (left, right): (Mpt, Mpt), inner: impl FnOnce(&mut Flow<'f>)) {
        let top = self.y;
        self.tagged(Role::Figure, |flow| {
            inner(flow);
            let from = flow.canvas.stands(left, right - left);
            flow.tree.figure(alternative, [from, flow.y.min(top), from + right - left, top.max(flow.y)]);
        });
    }

    /// What `inner` sets is repeated from elsewhere, and not read again.
    pub(crate) fn aside(&mut self, inner: impl FnOnce(&mut Flow<'f>)) {
        let was = std::mem::replace(&mut self.canvas.inside, Inside::Artifact);
        inner(self);
        self.canvas.inside = was;
    }

    /// Adds an image that pages can draw by its name.
    pub(crate) fn image(&mut self, name: &str, width: u32, height: u32, rgb: &[u8]) {
        self.document.image(name, width, height, rgb);
    }

    /// Adds a bookmark to this page.
    fn bookmark(&mut self, words: &str) {
        self.document.marks.push(Mark { words: words.to_owned(), page: self.pages.len(), depth: 0 });
    }
}

pub(crate) fn stream(canvas: &Canvas) -> Vec<u8> {
    let mut out = Vec::new();
    canvas.stream(&mut out);
    out
}
