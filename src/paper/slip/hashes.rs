//! The head of a slip, and what it is there for: the number of signatures, the hashes, the seal, the code.
//!
//! In: the facts of a dossier. Out: the upper third of the sheet. Never: a hash that is broken but between its groups.

use super::super::canvas::{Mpt, Size, mm};
use super::super::flow::{LEFT, RIGHT};
use super::super::fonts::Style;
use super::super::letterhead::{Letterhead, Place};
use super::super::qr::Code;
use super::super::structure::{Role, Scope};
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
            let height = self.letterhead(head, page);
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
        self.titled(Role::H1, &title, &about);
        let intro = self.texts.say("slip-intro").into_owned();
        self.y -= measure.gap / 3;
        self.text(&intro, WIDTH);
        self.rule(60);
        if page.cover.slip.title {
            self.y -= measure.gap / 2;
            let to = &page.cover.recipient;
            let recipient = self.texts.recipient(&to.name, to.office.as_deref(), to.country.as_deref());
            self.tagged(Role::Table, |sheet| {
                sheet.named("slip-petition", &page.cover.petition.title);
                sheet.named("slip-recipient", &recipient);
            });
            self.rule(30);
        }
    }

    /// The letterhead, and how high it is. A logo without a name is a picture of whose paper it is, and of the address.
    fn letterhead(&mut self, head: &Letterhead, page: &SlipPage<'_>) -> Mpt {
        let top = self.y;
        if head.is_bare() {
            return 0;
        }
        let draw = |sheet: &mut Self| head.draw(&mut sheet.canvas, &mut sheet.setter, top, Place::Slip);
        if head.logo.is_none() || head.name.is_some() {
            return self.tagged(Role::P, draw);
        }
        let organiser = std::iter::once(page.cover.organiser.name.as_str());
        let said: Vec<&str> = organiser.chain(head.address.iter().map(String::as_str)).collect();
        let mut height = 0;
        self.figure(said.join(", "), (LEFT, WIDTH, top), |sheet| {
            height = draw(sheet);
            top - height
        });
        height
    }

    /// A title, and at the end of its line, or beneath it where there is no room, what it is the title of.
    pub(super) fn titled(&mut self, role: Role, title: &str, about: &str) {
        let measure = self.measure;
        let about = self.line(about, Style::Regular);
        let mut end = 0;
        let lines = self.wrapped(title, Style::Serif, WIDTH, measure.title);
        self.tagged(role, |sheet| {
            for (n, line) in lines.iter().enumerate() {
                sheet.y -= if n == 0 { measure.title * 95 } else { measure.title * 120 };
                sheet.put(line, 0, measure.title);
                end = line.width_at(measure.title);
            }
        });
        if end + GUTTER + about.width_at(measure.small) > WIDTH {
            self.y -= measure.small_line + measure.gap / 3;
        }
        self.tagged(Role::P, |sheet| sheet.put_at_end(&about, measure.small));
    }

    /// A label in the margin of what it names.
    fn named(&mut self, id: &str, text: &str) {
        let measure = self.measure;
        let label = self.texts.say(id).into_owned();
        let column = WIDTH / 6;
        let top = self.y;
        let text = self.within(text.trim(), self.spared.lines, WIDTH - column, measure.text);
        self.tagged(Role::Row, |sheet| {
            sheet.tagged(Role::Head(Scope::Row), |sheet| {
                sheet.paragraph(&label, Style::Regular, (0, column - 4_000), measure.small, measure.line);
            });
            let label_end = sheet.y;
            sheet.y = top;
            sheet.tagged(Role::Cell, |sheet| {
                sheet.paragraph(&text, Style::Regular, (column, WIDTH - column), measure.text, measure.line);
            });
            sheet.y = sheet.y.min(label_end) - measure.gap / 3;
        });
    }

    pub(super) fn hashes(&mut self, page: &SlipPage<'_>) {
        let measure = self.measure;
        self.y -= measure.gap + 4_000;
        let top = self.y;
        self.tagged(Role::P, |sheet| sheet.count(page.dossier.signatures));
        self.y -= measure.section / 3 + 4_000;
        let groups = digest::in_groups(&page.dossier.integrity);
        let (first, second) = groups.split_at(40);
        self.tagged(Role::P, |sheet| {
            sheet.label("slip-integrity", BESIDE);
            for half in [first.trim(), second.trim()] {
                sheet.value(half, BESIDE, HASH, 18_500);
            }
        });
        self.y -= measure.gap + 1_500;
        self.tagged(Role::P, |sheet| {
            sheet.label("slip-zip", BESIDE);
            sheet.value(&digest::hex(&page.dossier.zip_sha256), BESIDE, COMPARED, 11_000);
        });
        self.y -= measure.gap;
        self.tagged(Role::P, |sheet| {
            sheet.label("seal-fingerprint", BESIDE);
            sheet.value(&page.dossier.seal_fingerprint, BESIDE, 95, 13_000);
        });
        self.y = self.y.min(self.code(page, top));
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
            self.paragraph(&words, Style::Regular, (0, BESIDE), measure.text, measure.line);
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
        self.tagged(Role::P, |sheet| {
            sheet.small(&words, (0, WIDTH));
            sheet.value(&digest::in_groups(&release.audit_head), WIDTH, COMPARED, 11_000);
        });
    }

    /// The code where lines end, its modules as boxes, and beneath it the address that it leads to. Gives the lower end.
    fn code(&mut self, page: &SlipPage<'_>, top: Mpt) -> Mpt {
        // A hash always fits; a verify page whose address is longer than a code holds has none.
        let Some(code) = Code::of(&code(page), QR) else { return top };
        let (side, module) = (code.side, code.module);
        let left = RIGHT - side;
        let alternative = self.texts.say("slip-code").into_owned();
        self.figure(alternative, (left, side, top), |sheet| {
            code.draw(&mut sheet.canvas, left, top);
            top - side
        });
        // A reader of codes wants four modules of white around it.
        let mut below = top - side - 4 * module;
        if let Some(at) = page.verify_page {
            let size = 65;
            below -= 2_000;
            let lines = self.wrapped(bare(at), Style::Regular, side, size);
            self.tagged(Role::P, |sheet| {
                for line in &lines {
                    sheet.canvas.put(line, left, below, size);
                    below -= 8_500;
                }
            });
            below += 6_000;
        }
        below
    }
}
