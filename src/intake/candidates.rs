//! Which member of a zip archive is the export.
//!
//! In: a source that is a zip. Out: the place of its one member that can be an export. Never: a choice between two.

use super::container::Container;
use super::{IntakeError, Kind, Source};
use std::io::{Read, Seek, SeekFrom};

/// The last bytes of a zip are read again and again: its directory lies there.
const TAIL_BYTES: u64 = 1 << 20;
const MOST_MEMBERS: usize = 10_000;

/// The one member that is an export.
///
/// # Errors
/// Where the zip is damaged, another kind of file in a zip's clothes, or holds none or several.
pub(super) fn only_member(source: &dyn Source) -> Result<Container, IntakeError> {
    let file = || source.name().to_owned();
    let damaged = || IntakeError::Damaged { file: file(), kind: "zip" };
    let mut archive = zip::ZipArchive::new(Reopened::new(source)?).map_err(|_| damaged())?;
    if archive.len() > MOST_MEMBERS {
        return Err(IntakeError::SeveralInside { file: file(), count: archive.len() });
    }
    let mut found = Vec::new();
    for n in 0..archive.len() {
        let member = archive.by_index_raw(n).map_err(|_| damaged())?;
        let name = member.name().map_err(|_| damaged())?.into_owned();
        if let Some(kind) = other_kind(&name) {
            return Err(IntakeError::Kind { file: file(), kind });
        }
        if member.is_dir() || name.ends_with('/') || !could_be_export(&name) {
            continue;
        }
        let deflated = match member.compression() {
            zip::CompressionMethod::Stored => Some(false),
            zip::CompressionMethod::Deflated => Some(true),
            _ => None,
        };
        found.push((
            member.encrypted(),
            deflated,
            member.data_start(),
            member.compressed_size(),
            member.size(),
            member.crc32(),
        ));
    }
    match found.as_slice() {
        [] => Err(IntakeError::NothingInside { file: file() }),
        [(true, ..)] => Err(IntakeError::Locked { file: file() }),
        [(false, Some(deflated), Some(start), packed, size, crc)] => {
            Ok(Container::Zip { start: *start, packed: *packed, size: *size, crc: *crc, deflated: *deflated })
        }
        [_] => Err(IntakeError::Kind { file: file(), kind: Kind::OtherArchive }),
        several => Err(IntakeError::SeveralInside { file: file(), count: several.len() }),
    }
}

/// Office files are zip archives too.
fn other_kind(name: &str) -> Option<Kind> {
    match name {
        "[Content_Types].xml" | "xl/workbook.xml" => Some(Kind::Xlsx),
        "mimetype" | "META-INF/manifest.xml" => Some(Kind::Ods),
        _ if name.starts_with("dossier-") && name.ends_with("/bagit.txt") => Some(Kind::Dossier),
        _ => None,
    }
}

/// What archivers add, and what cannot be an export, is passed over.
fn could_be_export(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    if name.starts_with("__MACOSX/") || base.starts_with('.') || base.is_empty() {
        return false;
    }
    let lower = base.to_ascii_lowercase();
    if lower.starts_with("readme") || lower.starts_with("license") || lower.starts_with("licence") {
        return false;
    }
    match lower.rsplit_once('.') {
        Some((_, ending)) => matches!(ending, "csv" | "tsv" | "txt" | "tab" | "psv" | "dat"),
        None => true,
    }
}

/// A source that can be read at any place: by opening it anew. Its last MiB is kept.
struct Reopened<'s> {
    source: &'s dyn Source,
    size: u64,
    tail: Vec<u8>,
    at: u64,
    open: Option<(Box<dyn Read + Send>, u64)>,
}

impl<'s> Reopened<'s> {
    fn new(source: &'s dyn Source) -> Result<Reopened<'s>, IntakeError> {
        let size = source.size();
        let mut tail = Vec::new();
        let mut read = || -> std::io::Result<()> {
            let mut from = source.open()?;
            std::io::copy(&mut (&mut from).take(size.saturating_sub(TAIL_BYTES)), &mut std::io::sink())?;
            from.take(TAIL_BYTES).read_to_end(&mut tail).map(drop)
        };
        read().map_err(|error| IntakeError::from_io(source.name(), &error))?;
        Ok(Reopened { source, size, tail, at: 0, open: None })
    }
}

impl Read for Reopened<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let tail_start = self.size - (self.tail.len() as u64).min(self.size);
        let read = if self.at >= tail_start {
            let from = ((self.at - tail_start) as usize).min(self.tail.len());
            (&self.tail[from..]).read(buffer)?
        } else {
            let mut open = match self.open.take() {
                Some((reader, at)) if at <= self.at => (reader, at),
                _ => (self.source.open()?, 0),
            };
            std::io::copy(&mut (&mut open.0).take(self.at - open.1), &mut std::io::sink())?;
            let read = open.0.read(buffer)?;
            self.open = Some((open.0, self.at + read as u64));
            read
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Reopened<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let to = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.size.checked_add_signed(n),
            SeekFrom::Current(n) => self.at.checked_add_signed(n),
        };
        self.at = to.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
