//! The receipt to tear off: who received the dossier, and, where entries may be opened, what the recipient asks for.
//!
//! In: the facts of a dossier. Out: the foot of the sheet. Never: a word that is needed on the other side of the tear.

use super::super::canvas::{Mpt, mm};
use super::super::document::PAGE;
use super::super::flow::LEFT;
use super::super::fonts::Style;
use super::super::structure::{Numbering, Role};
use super::super::texts::Word;
use super::SlipPage;
use super::sheet::{GUTTER, HALF, Sheet, WIDTH};
use crate::proof::digest;

/// A box for a digit, written by hand.
const DIGIT: Mpt = 15_000;
/// A box for a tick.
const TICK: Mpt = 8_000;

impl Sheet<'_> {
    /// Hangs from a line to tear along at a height.
    pub(super) fn receipt(&mut self, page: &SlipPage<'_>, tear: Mpt) {
        let measure = self.measure;
        self.y = tear;
        let mut x = mm(80);
        while x < PAGE.0 - mm(80) {
            self.canvas.unmirrored(|canvas| canvas.rule((x, tear), (x + 4_000, tear), 50));
            x += 8_000;
        }
        self.y -= measure.before_tear * 3 / 4;
        let title = self.texts.say("receipt-title").into_owned();
        let id = self.texts.say_with("dossier-id", &[("id", Word::Text(&page.dossier.id))]).into_owned();
        self.titled(Role::H2, &title, &id);
        let intro = self.texts.say("receipt-intro").into_owned();
        self.y -= measure.gap / 3;
        self.text(&intro, WIDTH);
        self.received();
        self.y -= measure.gap * 2;
        self.tagged(Role::P, |sheet| {
            sheet.label("receipt-hash", WIDTH);
            sheet.value(&digest::in_groups(&page.dossier.integrity), WIDTH, 80, 11_000);
        });
        self.y -= measure.gap;
        if page.dossier.challenge_max_rows == 0 {
            let words = self.texts.say("receipt-no-challenge").into_owned();
            self.text(&words, WIDTH);
            return;
        }
        let words = self.texts.say("receipt-challenge").into_owned();
        self.text(&words, WIDTH);
        self.y -= measure.gap;
        self.tagged(Role::P, |sheet| sheet.label("receipt-dice", WIDTH));
        self.y -= 3_000;
        self.boxes(24, 4, DIGIT, 0);
        self.y -= measure.gap * 2;
        self.asked(page);
    }

    /// Three lines to write on, and beside them a place for signature and stamp.
    fn received(&mut self) {
        let measure = self.measure;
        self.y -= measure.gap / 2 + 2_000;
        let top = self.y - measure.gap;
        for id in ["receipt-office", "receipt-date", "receipt-number"] {
            self.y -= measure.writing;
            self.canvas.rule((LEFT, self.y), (LEFT + HALF, self.y), 50);
            self.tagged(Role::P, |sheet| sheet.label(id, HALF));
            self.y -= measure.gap / 3;
        }
        let end = self.y;
        self.y = top - 2_000;
        let words = self.texts.say("receipt-signature").into_owned();
        let pad = 6_000;
        self.tagged(Role::P, |sheet| sheet.small(&words, (HALF + GUTTER + pad, HALF - 2 * pad)));
        self.y = end.min(self.y - pad);
        self.canvas.outline(LEFT + HALF + GUTTER, self.y, HALF, top - self.y, 50);
    }

    /// How many entries, and which fields of them, each with a box to tick.
    fn asked(&mut self, page: &SlipPage<'_>) {
        let measure = self.measure;
        let top = self.y;
        let most = page.dossier.challenge_max_rows;
        let limit = self.texts.say_with("receipt-size-most", &[("most", Word::Number(most))]);
        let words = format!("{} ({limit})", self.texts.say("receipt-size"));
        self.tagged(Role::P, |sheet| sheet.small(&words, (0, HALF)));
        self.y -= 3_000;
        let digits = most.to_string().len() as i32;
        // More digits than half the sheet has room for are more entries than anybody opens.
        self.boxes(digits.min(HALF / (DIGIT + 1_500)), 24, DIGIT, 0);
        let end = self.y;
        self.y = top;
        let inset = HALF + GUTTER;
        let words = self.texts.say("receipt-fields").into_owned();
        self.tagged(Role::P, |sheet| sheet.small(&words, (inset, HALF)));
        self.y -= 4_500 + measure.small_line;
        self.tagged(Role::List(Numbering::None), |sheet| sheet.fields(page, inset));
        self.y = end.min(self.y - 1_200);
    }

    /// Fields side by side, as many as a line holds.
    fn fields(&mut self, page: &SlipPage<'_>, inset: Mpt) {
        let measure = self.measure;
        let mut x = 0;
        for name in &page.dossier.challenge_fields {
            let id = format!("field-{}", name.replace('_', "-"));
            let words = if self.texts.has(&id) { self.texts.say(&id).into_owned() } else { name.clone() };
            let room = HALF - TICK - 4_000;
            let lines = self.wrapped(&words, Style::Regular, room, measure.small);
            let wide = lines.iter().map(|line| line.width_at(measure.small)).max().unwrap_or(0);
            if x > 0 && x + TICK + 4_000 + wide > HALF {
                x = 0;
                self.y -= measure.small_line + 3_000;
            }
            self.canvas.outline(LEFT + inset + x, self.y - 1_200, TICK, TICK, 40);
            let item = |sheet: &mut Self| {
                for (n, line) in lines.iter().enumerate() {
                    sheet.y -= if n > 0 { measure.small_line } else { 0 };
                    sheet.put(line, inset + x + TICK + 4_000, measure.small);
                }
            };
            self.tagged(Role::Item, |sheet| sheet.tagged(Role::Body, item));
            x += TICK + 4_000 + wide + 9_000;
        }
    }
}
