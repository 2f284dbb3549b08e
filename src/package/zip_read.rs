//! The strict reader of the zip around a dossier: what it says twice must agree, and nothing stands between its members
//! (dossier-format §2; PKWARE APPNOTE 6.3).
//!
//! In: bytes that can be read anywhere. Out: members that are safe to unpack, and every fault. Never: more memory than the
//! directory, more bytes of a member than it declares, one byte in two members.

mod records;
mod unpack;

pub use unpack::{packed, unpack};

use super::manifest::is_path;
use super::zip::Packed;
use records::{Fields, Local, central_header, find_end, local_header};
use std::collections::HashSet;
use std::io;

/// Bytes that several threads read at once.
pub trait Bytes: Sync {
    fn size(&self) -> u64;
    /// Fills `out` from `at`.
    ///
    /// # Errors
    /// `UnexpectedEof` beyond the end, else what the medium says.
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()>;
}

impl Bytes for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        let from = usize::try_from(at).ok().and_then(|at| self.get(at..)).and_then(|rest| rest.get(..out.len()));
        out.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// What is wrong with a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No end record: this is no zip, or not all of it.
    End,
    Comment,
    AfterEnd,
    /// The directory is not where the end record says, or does not read as one.
    Directory,
    BeforeFirst,
    Between,
    Overlap,
    HeadersDiffer,
    Encrypted,
    Flags,
    Method,
    ExtraField,
    Zip64,
    /// A folder, a link or something else that is no plain file.
    Kind,
    Name,
    NameTwice,
    /// A stored member whose two sizes differ.
    Size,
    /// The deflate stream is broken, or longer or shorter than declared.
    Deflate,
    Crc,
}

/// A member of the zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    pub packed: Packed,
    /// MS-DOS time and date.
    pub time: (u16, u16),
    /// Where its packed bytes begin.
    begins: u64,
}

/// What the zip holds.
#[derive(Debug, Default)]
pub struct Directory {
    /// Those that can be unpacked, in the order of the directory.
    pub members: Vec<Member>,
    /// Each fault, and the name of the member that has it, or its number from 1 where its name is not plain.
    pub faults: Vec<(Fault, String)>,
}

/// A dossier has at most 9 999 volumes; this leaves room for the rest.
const MOST_MEMBERS: u64 = 20_000;
const LARGEST_DIRECTORY: u64 = 16 << 20;

/// Reads the directory and every local header.
///
/// # Errors
/// What the medium says; a broken zip is no error but a fault.
pub fn read(bytes: &dyn Bytes) -> io::Result<Directory> {
    let mut directory = Directory::default();
    let Some(end) = find_end(bytes, &mut directory)? else {
        return Ok(directory);
    };
    if end.count > MOST_MEMBERS || end.size > LARGEST_DIRECTORY {
        directory.fault(Fault::Directory, "");
        return Ok(directory);
    }
    let (Some(start), true) = (end.at.checked_sub(end.size), end.offset <= end.at) else {
        directory.fault(Fault::Directory, "");
        return Ok(directory);
    };
    // Where something was put before the zip, its members are still read, so that their own faults are told too.
    let Some(base) = start.checked_sub(end.offset) else {
        directory.fault(Fault::Directory, "");
        return Ok(directory);
    };
    if base > 0 {
        directory.fault(Fault::BeforeFirst, "");
    }
    let mut central = vec![0; end.size as usize];
    bytes.read_at(start, &mut central)?;
    let mut fields = Fields(&central);
    let mut names = HashSet::new();
    let mut spans: Vec<Span> = Vec::new();
    for number in 1..=end.count {
        let Some(entry) = central_header(&mut fields) else {
            directory.fault(Fault::Directory, "");
            return Ok(directory);
        };
        let place = place(&entry.name, number);
        entry.faults.iter().for_each(|fault| directory.fault(*fault, &place));
        if !names.insert(entry.name.to_ascii_lowercase()) {
            directory.fault(Fault::NameTwice, &place);
        }
        match local_header(bytes, &entry, base, start)? {
            Local::Outside => directory.fault(Fault::Overlap, &place),
            Local::Missing => directory.fault(Fault::HeadersDiffer, &place),
            Local::There { faults, begins } => {
                faults.iter().for_each(|fault| directory.fault(*fault, &place));
                let (from, to) = (base + entry.offset, begins + entry.packed_size);
                let mut span = Span { from, to, place, member: None };
                let unreadable =
                    [Fault::Name, Fault::Encrypted, Fault::Method, Fault::Kind, Fault::Size, Fault::NameTwice];
                if let (Ok(name), Some(method), false) = (
                    String::from_utf8(entry.name),
                    entry.method,
                    entry.faults.iter().any(|fault| unreadable.contains(fault)),
                ) {
                    let packed = Packed { method, crc: entry.crc, size: entry.size, packed_size: entry.packed_size };
                    span.member = Some(directory.members.len());
                    directory.members.push(Member { name, packed, time: entry.time, begins });
                }
                spans.push(span);
            }
        }
    }
    if !fields.0.is_empty() {
        directory.fault(Fault::Directory, "");
    }
    layout(&mut directory, spans, base, start);
    Ok(directory)
}

impl Directory {
    fn fault(&mut self, fault: Fault, place: &str) {
        self.faults.push((fault, place.to_owned()));
    }
}

/// From a member's header to its last byte.
struct Span {
    from: u64,
    to: u64,
    place: String,
    /// Which of the directory's members, where it can be unpacked.
    member: Option<usize>,
}

/// Members fill the file from its first byte to the directory, without a gap. One in the room of another is not given out:
/// else a few bytes could be unpacked any number of times.
fn layout(directory: &mut Directory, mut spans: Vec<Span>, base: u64, start: u64) {
    spans.sort_by_key(|span| (span.from, span.to));
    let mut overlapping = HashSet::new();
    let mut at = base;
    for (n, Span { from, to, place, member }) in spans.iter().enumerate() {
        match from.cmp(&at) {
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Less => {
                directory.fault(Fault::Overlap, place);
                overlapping.extend(*member);
            }
            std::cmp::Ordering::Greater if n == 0 => directory.fault(Fault::BeforeFirst, ""),
            std::cmp::Ordering::Greater => directory.fault(Fault::Between, place),
        }
        at = at.max(*to);
    }
    if at != start {
        directory.fault(Fault::Between, "");
    }
    let mut number = 0..;
    directory.members.retain(|_| number.next().is_none_or(|number| !overlapping.contains(&number)));
}

/// How a finding names a member: by its name where that is plain and short, else by its number.
fn place(name: &[u8], number: u64) -> String {
    match std::str::from_utf8(name) {
        Ok(name) if is_path(name) && name.len() <= 120 => name.to_owned(),
        _ => format!("member {number} of the zip"),
    }
}

#[cfg(test)]
mod tests;
