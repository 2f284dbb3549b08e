//! The slip: one page outside the bag, the measure that the files are compared with, and a receipt to tear off;
//! tagged, so that it is read aloud in order.
//!
//! `sheet`: the page and how tightly it is set. `hashes`, `verify`, `receipt`: what stands on it, from the top.
//! In: hashes and counts. Out: a PDF of one page. Never: personal data; petition and recipient unless the cover asks;
//! a line beyond the margins or across the line to tear along.

mod hashes;
mod receipt;
mod sheet;
#[cfg(test)]
mod tests;
mod verify;

use super::PaperError;
use super::document::{About, Document};
use super::flow::stream;
use super::fonts::Fonts;
use super::han::Han;
use super::letterhead::{LOGO, Letterhead};
use super::paper_size::PaperSize;
use super::texts::Texts;
use crate::cover::Cover;
use crate::day::Day;
use serde::{Deserialize, Serialize};
use sheet::{MEASURES, SPARED, Sheet, TOP};

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
        letterhead: Option<&'a Letterhead>,
        paper: PaperSize,
    ) -> SlipPage<'a> {
        SlipPage { cover, dossier: self, verify_page, release, letterhead, paper }
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
    /// Whose paper it is.
    pub letterhead: Option<&'a Letterhead>,
    pub paper: PaperSize,
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

/// Sets the slip: as airily as its texts allow. What is too long for one page at all is left out: first the letterhead's
/// address, then the letterhead, then the end of title and recipient.
///
/// # Errors
/// `Font` and `Form`, which are faults of the program.
pub fn slip(page: &SlipPage<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    set(page, fonts, Texts::of(&page.cover.petition.language))
}

fn set(page: &SlipPage<'_>, fonts: &Fonts, texts: Texts) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet::new(fonts, texts, page.paper);
    let country = page.cover.recipient.country.as_deref();
    sheet.setter.draw_han(Han::of_document(&page.cover.petition.language, country));
    let tear = sheet.fit(page);
    sheet.clear();
    sheet.upper(page);
    sheet.receipt(page, tear);
    sheet.tree.page(sheet.canvas.marks());
    let mut document = Document::new(page.paper);
    let letterhead = page.letterhead.filter(|_| !sheet.spared.letterhead);
    if let Some(logo) = letterhead.and_then(|head| head.logo.as_ref()) {
        document.image(LOGO, logo.width, logo.height, &logo.rgb);
    }
    document.page(&stream(&sheet.canvas));
    document.structure = Some(sheet.tree);
    let title = sheet.texts.say("slip-title").into_owned();
    document.finish(&sheet.setter, &About { title: &title, language: sheet.texts.language() })
}

impl Sheet<'_> {
    /// Chooses the first measure at which both parts have room, and leaves out only what has room at none; says how high above the foot of the page the
    /// receipt begins. Both parts are drawn to be measured; what is drawn is thrown away.
    fn fit(&mut self, page: &SlipPage<'_>) -> i32 {
        let mut tear = 0;
        for (spared, measure) in SPARED.iter().flat_map(|spared| MEASURES.iter().map(move |measure| (spared, measure)))
        {
            (self.spared, self.measure) = (*spared, measure);
            self.upper(page);
            let upper = self.y;
            self.receipt(page, 0);
            tear = self.bottom() - self.y;
            if upper - measure.before_tear >= tear {
                // What is left over is shared, so that neither part hangs from the other.
                return tear + (upper - measure.before_tear - tear) / 3;
            }
        }
        tear
    }

    fn upper(&mut self, page: &SlipPage<'_>) {
        self.y = TOP;
        self.head(page);
        self.hashes(page);
        self.verify(page);
    }
}
