//! What is and is not inside, and the commands by which the files are compared with the slip.
//!
//! In: the facts of a dossier. Out: the middle of the sheet. Never: a command that a shell would read otherwise.

use super::super::canvas::Mpt;
use super::super::columns::ems;
use super::super::flow::{LEFT, RIGHT, broken};
use super::super::fonts::Style;
use super::super::structure::{Role, Scope};
use super::super::texts::Word;
use super::super::verify_text::seal_command;
use super::SlipPage;
use super::sheet::{GUTTER, Sheet, WIDTH};

/// The column of commands; what they must answer stands beside it.
const COMMANDS: Mpt = WIDTH * 64 / 100;
const ANSWERS: Mpt = WIDTH - COMMANDS - GUTTER / 2;

impl Sheet<'_> {
    pub(super) fn verify(&mut self, page: &SlipPage<'_>) {
        let measure = self.measure;
        self.y -= measure.gap;
        let words = match &page.dossier.rows_by_policy {
            Some(policy) => self.texts.say_with("slip-inside-rows", &[("policy", Word::Text(policy))]),
            None => self.texts.say("slip-inside-none"),
        }
        .into_owned();
        self.text(&words, WIDTH);
        self.y -= measure.section - measure.line + measure.gap;
        let words = self.texts.say("slip-verify").into_owned();
        self.tagged(Role::H2, |sheet| {
            sheet.paragraph(&words, Style::Bold, (0, WIDTH), measure.text, measure.line);
        });
        let unpack = self.texts.say_with("slip-unpack", &[("id", Word::Text(&page.dossier.id))]).into_owned();
        self.y -= measure.gap / 4;
        self.tagged(Role::P, |sheet| sheet.small(&unpack, (0, WIDTH)));
        self.y -= measure.gap / 2;
        let seal = seal_command(&page.dossier.seal_name);
        let commands = [
            ("sha256sum -c manifest-sha256.txt", "slip-answer-files"),
            ("sha256sum -c tagmanifest-sha256.txt", "slip-answer-files"),
            ("sha256sum tagmanifest-sha256.txt", "slip-answer-hash"),
            (&seal, "slip-answer-seal"),
        ];
        self.tagged(Role::Table, |sheet| {
            for (command, answer) in commands {
                sheet.tagged(Role::Row, |sheet| sheet.command(command, answer));
            }
        });
        self.y -= measure.gap / 2;
        self.tagged(Role::P, |sheet| sheet.label("slip-platforms", WIDTH));
    }

    /// A command between hairlines and, in the column beside it, what it must answer.
    fn command(&mut self, command: &str, answer: &str) {
        let measure = self.measure;
        let pad = 1_500 + measure.gap * 2 / 5;
        self.y -= pad + 1_000;
        self.canvas.rule((LEFT, self.y), (RIGHT, self.y), 25);
        self.y -= pad / 2;
        let top = self.y;
        self.tagged(Role::Head(Scope::Row), |sheet| {
            for line in broken(command, (ems(COMMANDS, measure.small) / 600) as usize) {
                sheet.y -= measure.small_line;
                let line = sheet.setter.line(&line, Style::Mono);
                sheet.canvas.put_leftmost(&line, (LEFT, COMMANDS), sheet.y, measure.small);
            }
        });
        let command_end = self.y;
        self.y = top;
        let words = self.texts.say(answer).into_owned();
        self.tagged(Role::Cell, |sheet| sheet.small(&words, (WIDTH - ANSWERS, ANSWERS)));
        self.y = self.y.min(command_end);
    }
}
