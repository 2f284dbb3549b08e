//! The head of a slip, and what it is there for: the number of signatures, the hashes, the seal, the code.
//!
//! In: the facts of a dossier. Out: the upper third of the sheet. Never: a hash that is broken but between its groups.

use super::super::canvas::{Mpt, Size, mm};
use super::super::flow::RIGHT;
use super::super::fonts::Style;
use super::super::letterhead::{Letterhead, Place};
use super::super::qr::Code;
use super::super::texts::Word;
use super::sheet::{GUTTER, Sheet, WIDTH};
use super::{Approval, Release, SlipPage};
use crate::proof::digest;

const HASH: Size = 130;
const COUNT: Size = 260;
/// The longest hashes in typewriter face, in this size, are as wide as the room beside the code.
const COMPARED: Size = 80;
const QR: Mpt = mm(380);
/// What stands beside the code.
const BESIDE: Mpt = WIDTH - QR - GUTTER;

/// What the code says.
pub(super) fn code(page: &SlipPage<'_>) -> String {
    let hash = digest::hex(&page.dossier.integrity);
    match page.verify_page {
        Some(at) => format!("https://{}/#{hash}", bare(at)),
        None => format!("handover:{hash}"),
    }
}

/// An address without what every browser adds.
fn bare(address: &str) -> &str {
    address.trim_start_matches("https://").trim_end_matches('/')
}

impl Sheet<'_> {
    pub(super) fn head(&mut self, page: &SlipPage<'_>) {
        if let Some(head) = page.letterhead.filter(|_| !self.spared.letterhead) {
            let bare;
            let head = if self.spared.address {
                bare = Letterhead { address: Vec::new(), ..head.clone() };
                &bare
            } else {
                head
            };
            let height = head.draw(&mut self.canvas, &mut self.setter, self.y, Place::Slip);
            self.y -= if height > 0 { height + 2 * self.measure.gap } else { 0 };
        }
        let measure = self.measure;
        // Between Latin letters and a day the dot would follow the letters' direction.
        let dot = if self.rtl() { "\u{200f}·\u{200f}" } else { "·" };
        let about = format!(
            "{} {dot} {}",
            self.texts.say_with("dossier-id", &[("id", Word::Text(&page.dossier.id))]),
            self.texts.date(page.dossier.created)
        );
        let title = self.texts.say("slip-title").into_owned();
        self.titled(&title, &about);
        let intro = self.texts.say("slip-intro").into_owned();
        self.y -= measure.gap / 3;
        self.text(&intro, WIDTH);
        self.rule(60);
        if page.cover.slip.title {
            self.y -= measure.gap / 2;
            let recipient = page.cover.recipient.in_one_line();
            self.named("slip-petition", &page.cover.petition.title);
            self.named("slip-recipient", &recipient);
            self.rule(30);
        }
    }

    /// A title, and at the end of its line, or beneath it where there is no room, what it is the title of.
    pub(super) fn titled(&mut self, title: &str, about: &str) {
        let measure = self.measure;
        let about = self.line(about, Style::Regular);
        let mut end = 0;
        for (n, line) in self.wrapped(title, Style::Serif, WIDTH, measure.title).into_iter().enumerate() {
            self.y -= if n == 0 { measure.title * 95 } else { measure.title * 120 };
            self.put(&line, 0, measure.title);
            end = line.width_at(measure.title);
        }
        if end + GUTTER + about.width_at(measure.small) > WIDTH {
            self.y -= measure.small_line;
        }
        self.put_at_end(&about, measure.small);
    }

    /// A label in the margin of what it names.
    fn named(&mut self, id: &str, text: &str) {
        let measure = self.measure;
        let label = self.texts.say(id).into_owned();
        let column = WIDTH / 6;
        let top = self.y;
        self.paragraph(&label, Style::Regular, (0, column - 4_000), measure.small, measure.line);
        let label_end = self.y;
        self.y = top;
        let text = self.within(text.trim(), self.spared.lines, WIDTH - column, measure.text);
        self.paragraph(&text, Style::Regular, (column, WIDTH - column), measure.text, measure.line);
        self.y = self.y.min(label_end) - measure.gap / 3;
    }

    pub(super) fn hashes(&mut self, page: &SlipPage<'_>) {
        let measure = self.measure;
        self.y -= measure.gap + 4_000;
        let below_code = self.code(page, self.y);
        self.count(page.dossier.signatures);
        self.y -= measure.section / 3 + 4_000;
        self.label("slip-integrity", BESIDE);
        let groups = digest::in_groups(&page.dossier.integrity);
        let (first, second) = groups.split_at(40);
        for half in [first.trim(), second.trim()] {
            self.value(half, BESIDE, HASH, 18_500);
        }
        self.y -= measure.gap + 1_500;
        self.label("slip-zip", BESIDE);
        self.value(&digest::hex(&page.dossier.zip_sha256), BESIDE, COMPARED, 11_000);
        self.y -= measure.gap;
        self.label("seal-fingerprint", BESIDE);
        self.value(&page.dossier.seal_fingerprint, BESIDE, 95, 13_000);
        self.y = self.y.min(below_code);
        if let Some(release) = &page.release {
            self.release(release);
        }
    }

    /// The number is the largest thing on the sheet, its noun beside it, or beneath where there is no room.
    fn count(&mut self, signatures: u64) {
        let measure = self.measure;
        self.y -= COUNT * 76;
        let number = self.texts.number(signatures);
        let number = self.line(&number, Style::Serif);
        self.put(&number, 0, COUNT);
        let words = self.texts.say_with("slip-count", &[("count", Word::Number(signatures))]).into_owned();
        let line = self.line(&words, Style::Regular);
        let inset = number.width_at(COUNT) + 8_000;
        if inset + line.width_at(measure.text) <= BESIDE {
            self.put(&line, inset, measure.text);
        } else {
            self.y -= 2_000;
            self.text(&words, BESIDE);
        }
    }

    pub(super) fn label(&mut self, id: &str, width: Mpt) {
        let words = self.texts.say(id).into_owned();
        self.small(&words, (0, width));
    }

    fn release(&mut self, release: &Release) {
        self.y -= self.measure.gap;
        let approval = match release.approval {
            Approval::SecondPerson => "slip-second-person",
            Approval::SamePerson => "slip-same-person",
        };
        let head = [("entries", Word::Number(release.audit_entries))];
        let words = format!("{} {}", self.texts.say(approval), self.texts.say_with("slip-audit-head", &head));
        self.small(&words, (0, WIDTH));
        self.value(&digest::in_groups(&release.audit_head), WIDTH, COMPARED, 11_000);
    }

    /// The code where lines end, its modules as boxes, and beneath it the address that it leads to. Gives the lower end.
    fn code(&mut self, page: &SlipPage<'_>, top: Mpt) -> Mpt {
        // A hash always fits; a verify page whose address is longer than a code holds has none.
        let Some(code) = Code::of(&code(page), QR) else { return top };
        let (side, module) = (code.side, code.module);
        let left = RIGHT - side;
        code.draw(&mut self.canvas, left, top);
        // A reader of codes wants four modules of white around it.
        let mut below = top - side - 4 * module;
        if let Some(at) = page.verify_page {
            let size = 65;
            below -= 2_000;
            for line in self.wrapped(bare(at), Style::Regular, side, size) {
                self.canvas.put(&line, left, below, size);
                below -= 8_500;
            }
            below += 6_000;
        }
        below
    }
}
