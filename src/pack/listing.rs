//! The third step, under policies that show rows: the list, on paper and as a table, volume by volume, in parallel.
//!
//! In: the entries' spool. Out: the members `signatures.csv` and `signatures-0001.pdf` …. Never: anything but entries.

use super::request::PackError;
use super::sealing::{Content, Member};
use crate::counts::ListRisk;
use crate::entry::Column;
use crate::in_order::in_order;
use crate::package::deflate::{Deflater, Joined, Segment};
use crate::package::names;
use crate::package::zip::Packed;
use crate::paper::{ENTRIES_PER_VOLUME, Fonts, ListVolume, VolumePage};
use crate::progress::Progress;
use crate::proof::digest::{Sha256, sha256};
use crate::register::entry_spool::EntrySpool;
use crate::scratch::{Frame, Spool};
use crate::table;

/// A volume's number has four digits (dossier-format §2).
const MOST_VOLUMES: usize = 9_999;

/// What every listing thread shares.
pub struct Listing<'a> {
    pub entries: &'a EntrySpool,
    pub columns: &'a [Column],
    /// What all volumes say alike.
    pub page: VolumePage<'a>,
    pub fonts: &'a Fonts,
    /// Where finished members wait, encrypted, until the dossier is written.
    pub spool: &'a Spool,
    /// How alike the entries are, where the list obeys k.
    pub risk: Option<ListRisk>,
    pub threads: usize,
    pub progress: &'a dyn Progress,
}

/// The list, ready to be packed.
pub struct Listed {
    pub members: Vec<Member>,
    pub volumes: u32,
    /// How alike the entries are, where the list obeys k.
    pub risk: Option<ListRisk>,
    /// Cells with a character that no font has.
    pub missing_glyphs: u64,
    pub table_size: u64,
    pub table_sha256: crate::proof::Hash,
}

struct Volume {
    pdf: Member,
    missing_glyphs: u64,
    text: Vec<u8>,
    packed: Segment,
    entries: u64,
}

impl Listing<'_> {
    pub fn run(&self) -> Result<Listed, PackError> {
        let volumes = self.entries.volumes();
        if volumes > MOST_VOLUMES {
            return Err(PackError::TooManyVolumes);
        }
        let mut members = Vec::with_capacity(volumes + 1);
        let mut frames = Vec::new();
        let mut sha256 = Sha256::new();
        let mut joined = Joined::new();
        let mut missing_glyphs = 0;
        in_order(
            self.threads,
            volumes,
            |volume| self.volume(volume),
            |mut volume| {
                sha256.update(&volume.text);
                joined.join(&volume.packed);
                frames.push(self.spool.append(&mut volume.packed.bytes)?);
                missing_glyphs += volume.missing_glyphs;
                members.push(volume.pdf);
                self.progress.advance(volume.entries);
                Ok::<_, PackError>(())
            },
        )?;
        let (packed, digest) = (joined.packed(), sha256.finish());
        members.push(Member {
            path: names::LIST.to_owned(),
            packed,
            sha256: digest,
            content: Content::Spooled(frames),
        });
        Ok(Listed {
            members,
            volumes: volumes as u32,
            risk: self.risk,
            missing_glyphs,
            table_size: packed.size,
            table_sha256: digest,
        })
    }

    fn volume(&self, number: usize) -> Result<Volume, PackError> {
        let mut entries = self.entries.volume(number)?;
        let mut text = Vec::new();
        if number == 0 {
            table::header(self.columns, &mut text);
        }
        let mut count = 0;
        while let Some(entry) = entries.next_entry() {
            table::ListWriter.entry(entry, &mut text);
            count += 1;
        }
        let last = number + 1 == self.entries.volumes();
        let packed = Deflater::new().segment(&text, last);
        entries.rewind();
        let first_entry = number as u64 * ENTRIES_PER_VOLUME + 1;
        let page = VolumePage { volume: number as u32 + 1, first_entry, entries: count, ..self.page };
        let mut volume = ListVolume::begin(&page, self.fonts);
        while let Some(entry) = entries.next_entry() {
            volume.entry(entry)?;
        }
        let pdf = volume.finish()?;
        Ok(Volume {
            pdf: self.stored(names::volume(number as u32 + 1), pdf.bytes)?,
            missing_glyphs: pdf.missing_glyphs,
            text,
            packed,
            entries: count,
        })
    }

    /// Puts a finished file into the spool.
    fn stored(&self, path: String, mut bytes: Vec<u8>) -> Result<Member, PackError> {
        let packed = Packed::stored(&bytes);
        let sha256 = sha256(&bytes);
        let frames: Vec<Frame> = vec![self.spool.append(&mut bytes)?];
        Ok(Member { path, packed, sha256, content: Content::Spooled(frames) })
    }
}
