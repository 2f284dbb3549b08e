//! The slip: one page outside the bag, the measure that the files are compared with, and a receipt to tear off.
//!
//! In: hashes and counts. Out: a PDF of one page. Never: personal data; petition and recipient unless the cover asks.

use super::canvas::{Mpt, Size, mm};
use super::columns::ems;
use super::document::{About, Document, PAGE};
use super::flow::{LEFT, RIGHT, SMALL, TEXT, broken, stream};
use super::fonts::{Fonts, Style};
use super::line::Setter;
use super::texts::{Texts, Word};
use super::verify_text::seal_command;
use super::{PaperError, canvas::Canvas, qr, wrap};
use crate::cover::Cover;
use crate::day::Day;
use crate::proof::digest;
use serde::{Deserialize, Serialize};

/// What the slip says of the dossier: known once it is packed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipFacts {
    /// Dossier id.
    pub id: String,
    pub created: Day,
    pub signatures: u64,
    pub integrity: [u8; 32],
    pub zip_sha256: [u8; 32],
    pub seal_name: String,
    /// `SHA256:…`
    pub seal_fingerprint: String,
    /// The policy's name where it shows rows.
    pub rows_by_policy: Option<String>,
    /// Most entries that may be opened; 0 means none.
    pub challenge_max_rows: u64,
    /// Names of the fields that may be opened (dossier-format §7); none where no entry may.
    pub challenge_fields: Vec<String>,
}

impl SlipFacts {
    /// The slip of this dossier.
    pub fn page<'a>(
        &'a self,
        cover: &'a Cover,
        verify_page: Option<&'a str>,
        release: Option<Release>,
    ) -> SlipPage<'a> {
        SlipPage { cover, dossier: self, verify_page, release }
    }
}

/// What the slip shows.
#[derive(Clone, Debug)]
pub struct SlipPage<'a> {
    pub cover: &'a Cover,
    pub dossier: &'a SlipFacts,
    /// Page where the hash can be looked up; the code is then `https://<page>/#<hash>`, else `handover:<hash>`.
    pub verify_page: Option<&'a str>,
    /// How a service released the dossier; `None` where it was packed on the command line.
    pub release: Option<Release>,
}

/// What a service says of a dossier's release.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    pub approval: Approval,
    /// Entries of the audit log up to and with the release, and the hash of the last.
    pub audit_entries: u64,
    pub audit_head: [u8; 32],
}

/// Who approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Another person than the one who packed.
    SecondPerson,
    /// The one who packed: the operator has allowed that.
    SamePerson,
}

/// The slip being drawn.
struct Sheet<'f> {
    setter: Setter<'f>,
    texts: Texts,
    canvas: Canvas,
    y: Mpt,
}

const WIDTH: Mpt = RIGHT - LEFT;
const QR: Mpt = mm(380);
const HASH: Size = 130;
const TITLE: Size = 160;
const LINE: Mpt = 13_000;

/// Sets the slip.
///
/// # Errors
/// `Font` and `Form`, which are faults of the program.
pub fn slip(page: &SlipPage<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet {
        setter: Setter::new(fonts),
        texts: Texts::of(&page.cover.petition.language),
        canvas: Canvas::default(),
        y: PAGE.1 - mm(220),
    };
    sheet.head(page);
    sheet.hashes(page);
    sheet.inside(page);
    sheet.receipt(page);
    let mut document = Document::new();
    document.page(&stream(&sheet.canvas));
    let title = sheet.texts.say("slip-title").into_owned();
    document.finish(&sheet.setter, &About { title: &title, language: sheet.texts.language() })
}

/// What the code says.
fn code(page: &SlipPage<'_>) -> String {
    let hash = digest::hex(&page.dossier.integrity);
    match page.verify_page {
        Some(at) => {
            let at = at.trim_start_matches("https://").trim_end_matches('/');
            format!("https://{at}/#{hash}")
        }
        None => format!("handover:{hash}"),
    }
}

impl Sheet<'_> {
    fn put(&mut self, text: &str, style: Style, size: Size, x: Mpt) {
        let line = self.setter.line(text, style);
        self.canvas.put(&line, x, self.y, size);
    }

    fn label(&mut self, id: &str) {
        let words = self.texts.say(id).into_owned();
        self.put(&words, Style::Regular, SMALL, LEFT);
    }

    fn paragraph(&mut self, text: &str, width: Mpt) {
        for line in wrap::wrap(&mut self.setter, text, Style::Regular, ems(width, TEXT)) {
            self.y -= LINE;
            self.canvas.put(&line, LEFT, self.y, TEXT);
        }
    }

    fn head(&mut self, page: &SlipPage<'_>) {
        self.y -= 12_000;
        let title = self.texts.say("slip-title").into_owned();
        self.put(&title, Style::Serif, TITLE, LEFT);
        let intro = self.texts.say("slip-intro").into_owned();
        self.y -= 4_000;
        self.paragraph(&intro, WIDTH);
        self.y -= 7_000;
        self.canvas.rule((LEFT, self.y), (RIGHT, self.y), 60);
        if page.cover.slip.title {
            let recipient = page.cover.recipient.in_one_line();
            for (id, text) in
                [("slip-petition", page.cover.petition.title.as_str()), ("slip-recipient", recipient.as_str())]
            {
                self.y -= LINE + 2_000;
                self.label(id);
                let indent = 60_000;
                // A title longer than three lines goes on on the cover.
                let lines = wrap::wrap(&mut self.setter, text, Style::Regular, ems(WIDTH - indent, TEXT));
                for (n, line) in lines.iter().take(3).enumerate() {
                    if n > 0 {
                        self.y -= LINE;
                    }
                    self.canvas.put(line, LEFT + indent, self.y, TEXT);
                }
            }
        }
    }

    fn hashes(&mut self, page: &SlipPage<'_>) {
        self.y -= 30_000;
        let top = self.y + 18_000;
        let number = self.texts.number(page.dossier.signatures);
        let number = self.setter.line(&number, Style::Serif);
        self.canvas.put(&number, LEFT, self.y, 240);
        let words = self.texts.say_with("slip-count", &[("count", Word::Number(page.dossier.signatures))]).into_owned();
        let at = LEFT + number.width_at(240) + 8_000;
        self.put(&words, Style::Regular, TEXT, at);
        self.y -= 26_000;
        self.label("slip-integrity");
        let groups = digest::in_groups(&page.dossier.integrity);
        let (first, second) = groups.split_at(40);
        for half in [first.trim(), second.trim()] {
            self.y -= 18_000;
            self.put(half, Style::Mono, HASH, LEFT);
        }
        // A verify page whose address is longer than a code holds has none.
        qr::draw(&mut self.canvas, &code(page), RIGHT, top, QR);
        self.y -= 20_000;
        self.label("slip-zip");
        self.y -= 11_000;
        self.put(&digest::hex(&page.dossier.zip_sha256), Style::Mono, SMALL, LEFT);
        self.y -= 20_000;
        self.label("seal-fingerprint");
        self.y -= LINE;
        self.put(&page.dossier.seal_fingerprint, Style::Mono, TEXT, LEFT);
        self.y -= 16_000;
        let words = format!(
            "{} · {}",
            self.texts.say_with("dossier-id", &[("id", Word::Text(&page.dossier.id))]),
            self.texts.date(page.dossier.created)
        );
        self.put(&words, Style::Regular, SMALL, LEFT);
        if let Some(release) = &page.release {
            self.release(release);
        }
    }

    fn release(&mut self, release: &Release) {
        self.y -= 2_000;
        let approval = match release.approval {
            Approval::SecondPerson => "slip-second-person",
            Approval::SamePerson => "slip-same-person",
        };
        let head = [("entries", Word::Number(release.audit_entries))];
        let words = format!("{} {}", self.texts.say(approval), self.texts.say_with("slip-audit-head", &head));
        self.small(&words, LEFT, WIDTH);
        self.y -= 10_000;
        self.put(&digest::in_groups(&release.audit_head), Style::Mono, SMALL, LEFT);
    }

    fn inside(&mut self, page: &SlipPage<'_>) {
        self.y -= 8_000;
        let words = match &page.dossier.rows_by_policy {
            Some(policy) => self.texts.say_with("slip-inside-rows", &[("policy", Word::Text(policy))]),
            None => self.texts.say("slip-inside-none"),
        }
        .into_owned();
        self.paragraph(&words, WIDTH);
        self.y -= 18_000;
        let words = self.texts.say("slip-verify").into_owned();
        self.put(&words, Style::Bold, TEXT, LEFT);
        let unpack = self.texts.say_with("slip-unpack", &[("id", Word::Text(&page.dossier.id))]).into_owned();
        self.y -= 2_000;
        self.small(&unpack, LEFT, WIDTH);
        self.y -= 2_000;
        let seal = seal_command(&page.dossier.seal_name);
        for (command, answer) in [
            ("sha256sum -c manifest-sha256.txt", "slip-answer-files"),
            ("sha256sum -c tagmanifest-sha256.txt", "slip-answer-files"),
            ("sha256sum tagmanifest-sha256.txt", "slip-answer-hash"),
            (&seal, "slip-answer-seal"),
        ] {
            self.command(command, answer);
        }
        let platforms = self.texts.say("slip-platforms").into_owned();
        self.y -= 2_000;
        self.small(&platforms, LEFT, WIDTH);
    }

    /// A command and, at the right, what it must answer: beside its last line, or beneath where there is no room.
    fn command(&mut self, command: &str, answer: &str) {
        let words = format!("→ {}", self.texts.say(answer));
        let answer = self.setter.line(&words, Style::Regular);
        let mut end = 0;
        for line in broken(command, (ems(WIDTH, SMALL) / 600) as usize) {
            self.y -= 12_000;
            let line = self.setter.line(&line, Style::Mono);
            self.canvas.put(&line, LEFT, self.y, SMALL);
            end = line.width_at(SMALL);
        }
        if end + 8_000 + answer.width_at(SMALL) > WIDTH {
            self.y -= 11_000;
        }
        self.canvas.put_right(&answer, RIGHT, self.y, SMALL);
    }

    /// A paragraph in small letters.
    fn small(&mut self, text: &str, left: Mpt, width: Mpt) {
        for line in wrap::wrap(&mut self.setter, text, Style::Regular, ems(width, SMALL)) {
            self.y -= 10_000;
            self.canvas.put(&line, left, self.y, SMALL);
        }
    }

    /// The receipt hangs from a line to tear along, at a fixed height, so that it never moves.
    fn receipt(&mut self, page: &SlipPage<'_>) {
        self.y = mm(1_160);
        let mut x = mm(100);
        while x < PAGE.0 - mm(100) {
            self.canvas.rule((x, self.y), (x + 4_000, self.y), 50);
            x += 8_000;
        }
        self.y -= 24_000;
        let title = self.texts.say("receipt-title").into_owned();
        self.put(&title, Style::Serif, TITLE, LEFT);
        let id = self.texts.say_with("dossier-id", &[("id", Word::Text(&page.dossier.id))]).into_owned();
        let line = self.setter.line(&id, Style::Regular);
        self.canvas.put_right(&line, RIGHT, self.y, SMALL);
        self.y -= 2_000;
        let intro = self.texts.say("receipt-intro").into_owned();
        self.paragraph(&intro, WIDTH);
        let half = (WIDTH - 20_000) / 2;
        for pair in [["receipt-office", "receipt-date"], ["receipt-signature", "receipt-number"]] {
            self.y -= 34_000;
            for (n, id) in pair.into_iter().enumerate() {
                let left = LEFT + (half + 20_000) * n as i32;
                self.field(id, left, half);
            }
        }
        self.y -= 30_000;
        self.label("receipt-hash");
        self.y -= 11_000;
        self.put(&digest::in_groups(&page.dossier.integrity), Style::Mono, SMALL, LEFT);
        self.y -= 6_000;
        if page.dossier.challenge_max_rows == 0 {
            let words = self.texts.say("receipt-no-challenge").into_owned();
            self.paragraph(&words, WIDTH);
            return;
        }
        let words = self.texts.say("receipt-challenge").into_owned();
        self.paragraph(&words, WIDTH);
        self.y -= 24_000;
        self.dice();
        self.y -= 34_000;
        let most = self.texts.say_with("receipt-size-most", &[("most", Word::Number(page.dossier.challenge_max_rows))]);
        let size = format!("{} ({most})", self.texts.say("receipt-size"));
        self.field_words(&size, LEFT, half);
        let right = LEFT + half + 20_000;
        self.canvas.rule((right, self.y), (right + half, self.y), 50);
        let fields: Vec<String> = page
            .dossier
            .challenge_fields
            .iter()
            .map(|name| {
                let id = format!("field-{}", name.replace('_', "-"));
                if self.texts.has(&id) { self.texts.say(&id).into_owned() } else { name.clone() }
            })
            .collect();
        let of =
            self.texts.say_with("receipt-fields-of", &[("fields", Word::Text(&fields.join(&self.texts.say("comma"))))]);
        let words = format!("{} ({of})", self.texts.say("receipt-fields"));
        self.small(&words, right, half);
    }

    /// 24 boxes in six groups of four.
    fn dice(&mut self) {
        let side = 15_000;
        for n in 0..24 {
            let x = LEFT + n * (side + 1_500) + n / 4 * 8_000;
            self.canvas.outline(x, self.y - 2_000, side, side, 50);
        }
        self.y -= 12_000;
        self.label("receipt-dice");
    }

    fn field(&mut self, id: &str, left: Mpt, width: Mpt) {
        let words = self.texts.say(id).into_owned();
        self.field_words(&words, left, width);
    }

    /// A line to write on, its label beneath it.
    fn field_words(&mut self, words: &str, left: Mpt, width: Mpt) {
        self.canvas.rule((left, self.y), (left + width, self.y), 50);
        let line = self.setter.line(words, Style::Regular);
        self.canvas.put(&line, left, self.y - 10_000, SMALL);
    }
}
