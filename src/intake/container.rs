//! What an export is wrapped in: nothing, gzip, or a zip with one file inside; and what is no export at all.
//!
//! In: the first bytes of a file, and the source. Out: a reader of the bytes inside. Never: more than 250 times the
//! file's size (and 16 MiB), nor more than 64 GiB, of what unpacks; a guess which of several files is meant.

use super::{IntakeError, Kind, Source};
use std::io::{Error, ErrorKind, Read};

const MOST_TIMES: u64 = 250;
const MOST_FLOOR: u64 = 16 << 20;
const MOST_BYTES: u64 = 64 << 30;

/// How the text lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Plain,
    Gzip,
    /// A zip archive: where the one member that is read begins, how long it is packed and unpacked, its CRC-32.
    Zip {
        start: u64,
        packed: u64,
        size: u64,
        crc: u32,
        deflated: bool,
    },
}

impl Container {
    /// From the first bytes of the file.
    ///
    /// # Errors
    /// Where the file is no export, or a zip that does not hold exactly one.
    pub(super) fn of(source: &dyn Source, head: &[u8]) -> Result<Container, IntakeError> {
        let file = source.name().to_owned();
        if head.starts_with(b"\x1F\x8B") {
            return Ok(Container::Gzip);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return super::candidates::only_member(source);
        }
        match kind_of(head) {
            Some(kind) => Err(IntakeError::Kind { file, kind }),
            None => Ok(Container::Plain),
        }
    }

    /// What is inside, from its first byte on.
    ///
    /// # Errors
    /// Where the source does not open.
    pub(super) fn open(self, source: &dyn Source) -> Result<Box<dyn Read + Send>, IntakeError> {
        self.inside(source, source.open().map_err(|error| failure(source.name(), &error))?)
    }

    /// What is inside `raw`, the opened source.
    ///
    /// # Errors
    /// Where it cannot be read up to where the text begins.
    pub(super) fn inside(
        self,
        source: &dyn Source,
        mut raw: Box<dyn Read + Send>,
    ) -> Result<Box<dyn Read + Send>, IntakeError> {
        let fail = |error| failure(source.name(), &error);
        let left = (source.size().saturating_mul(MOST_TIMES)).saturating_add(MOST_FLOOR).min(MOST_BYTES);
        Ok(match self {
            Container::Plain => raw,
            Container::Gzip => Box::new(Bounded { inner: flate2::bufread::MultiGzDecoder::new(buffered(raw)), left }),
            Container::Zip { start, packed, size, crc, deflated } => {
                std::io::copy(&mut (&mut raw).take(start), &mut std::io::sink()).map_err(fail)?;
                let packed = raw.take(packed);
                let whole = |inner| Whole { inner, size, crc, seen: 0, hasher: crc32fast::Hasher::new() };
                match deflated {
                    true => Box::new(Bounded {
                        inner: whole(Box::new(flate2::bufread::DeflateDecoder::new(buffered(packed)))),
                        left,
                    }),
                    false => Box::new(whole(Box::new(packed))),
                }
            }
        })
    }
}

fn buffered<R: Read>(raw: R) -> std::io::BufReader<R> {
    std::io::BufReader::with_capacity(256 * 1024, raw)
}

/// Which kind of file begins so, if it is one that people mistake for an export.
pub(super) fn kind_of(head: &[u8]) -> Option<Kind> {
    const MAGIC: &[(&[u8], Kind)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Xls),
        (b"%PDF-", Kind::Pdf),
        (b"\x89PNG\r\n\x1A\n", Kind::Image),
        (b"\xFF\xD8\xFF", Kind::Image),
        (b"GIF8", Kind::Image),
        (b"7z\xBC\xAF\x27\x1C", Kind::OtherArchive),
        (b"Rar!\x1A\x07", Kind::OtherArchive),
        (b"BZh9", Kind::OtherArchive),
        (b"\xFD7zXZ\x00", Kind::OtherArchive),
        (b"\x28\xB5\x2F\xFD", Kind::OtherArchive),
        (b"SQLite format 3\x00", Kind::Binary),
        (b"\x7FELF", Kind::Binary),
        (b"MZ\x90\x00", Kind::Binary),
        (b"age-encryption.org/v1", Kind::Binary),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*kind);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(Kind::Tar);
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |text: &[u8]| head.len() >= text.len() && head[..text.len()].eq_ignore_ascii_case(text);
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<table") {
        return Some(Kind::Html);
    }
    if begins(b"<?xml") {
        return Some(Kind::Xml);
    }
    // `{` or `[` and then what only JSON has there.
    let (first, rest) = head.split_first()?;
    let next = rest.trim_ascii_start().first();
    match (first, next) {
        (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{' | b'[' | b'"' | b']')) => Some(Kind::Json),
        _ => None,
    }
}

/// An error while the text is read, in our words.
pub(super) fn failure(file: &str, error: &Error) -> IntakeError {
    let file = file.to_owned();
    if error.get_ref().is_some_and(|inner| inner.is::<SwellsError>()) {
        return IntakeError::Swells { file };
    }
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData => IntakeError::Damaged { file, kind: "compressed" },
        _ => IntakeError::from_io(&file, error),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("unpacks to more than any export does. Unpack it by hand.")]
struct SwellsError;

/// Stops what swells without end.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(n as u64).ok_or_else(|| Error::other(SwellsError))?;
        Ok(n)
    }
}

/// A zip member that must have the size and the CRC that the archive states.
struct Whole {
    inner: Box<dyn Read + Send>,
    size: u64,
    crc: u32,
    seen: u64,
    hasher: crc32fast::Hasher,
}

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..n]);
        self.seen += n as u64;
        let at_end = n == 0 && !buffer.is_empty();
        if self.seen > self.size || at_end && (self.seen != self.size || self.hasher.clone().finalize() != self.crc) {
            return Err(ErrorKind::InvalidData.into());
        }
        Ok(n)
    }
}
