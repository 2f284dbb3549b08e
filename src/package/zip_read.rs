//! The strict reader of the zip around a dossier: what it says twice must agree, and nothing stands between its members
//! (dossier-format §2; PKWARE APPNOTE 6.3).
//!
//! In: bytes that can be read anywhere. Out: members that are safe to unpack, and every fault. Never: more memory than the
//! directory, more bytes of a member than it declares.

use super::manifest::is_path;
use super::zip::{CENTRAL, END64, EXTRA64, LOCAL, LOCATOR64, Method, Packed, needs_64};
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
const END_SIZE: usize = 22;

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
    let mut spans = Vec::new();
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
                spans.push((base + entry.offset, begins + entry.packed_size, place));
                let unreadable =
                    [Fault::Name, Fault::Encrypted, Fault::Method, Fault::Kind, Fault::Size, Fault::NameTwice];
                if let (Ok(name), Some(method), false) = (
                    String::from_utf8(entry.name),
                    entry.method,
                    entry.faults.iter().any(|fault| unreadable.contains(fault)),
                ) {
                    let packed = Packed { method, crc: entry.crc, size: entry.size, packed_size: entry.packed_size };
                    directory.members.push(Member { name, packed, time: entry.time, begins });
                }
            }
        }
    }
    if !fields.0.is_empty() {
        directory.fault(Fault::Directory, "");
    }
    layout(&mut directory, spans, base, start);
    Ok(directory)
}

/// Unpacks a member: exactly its declared size, its checksum compared. `sink` sees the bytes in order, at most 256 KiB at once.
///
/// # Errors
/// What the medium or the sink says.
pub fn unpack(
    bytes: &dyn Bytes,
    member: &Member,
    sink: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Result<(), Fault>> {
    let mut crc = crc32fast::Hasher::new();
    let mut sink = |part: &[u8]| {
        crc.update(part);
        sink(part)
    };
    let whole = match member.packed.method {
        Method::Stored => {
            packed_parts(bytes, member, &mut |part| sink(part).map(|()| true))?;
            true
        }
        Method::Deflated => inflate(bytes, member, &mut sink)?,
    };
    Ok(match (whole, crc.finalize() == member.packed.crc) {
        (false, _) => Err(Fault::Deflate),
        (true, false) => Err(Fault::Crc),
        (true, true) => Ok(()),
    })
}

/// Gives the packed bytes part by part until `take` says false.
fn packed_parts(bytes: &dyn Bytes, member: &Member, take: &mut dyn FnMut(&[u8]) -> io::Result<bool>) -> io::Result<()> {
    let mut buffer = vec![0; member.packed.packed_size.min(256 << 10) as usize];
    let (mut at, mut left) = (member.begins, member.packed.packed_size);
    while left > 0 {
        let part = &mut buffer[..left.min(256 << 10) as usize];
        bytes.read_at(at, part)?;
        if !take(part)? {
            return Ok(());
        }
        at += part.len() as u64;
        left -= part.len() as u64;
    }
    Ok(())
}

/// True where the stream ends with its last packed byte and gives exactly the declared size.
fn inflate(bytes: &dyn Bytes, member: &Member, sink: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<bool> {
    let mut inflate = flate2::Decompress::new(false);
    let mut out = vec![0; 256 << 10];
    let mut whole = true;
    packed_parts(bytes, member, &mut |mut part| {
        loop {
            let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
            let Ok(status) = inflate.decompress(part, &mut out, flate2::FlushDecompress::None) else {
                whole = false;
                return Ok(false);
            };
            part = &part[(inflate.total_in() - before_in) as usize..];
            let made = (inflate.total_out() - before_out) as usize;
            if inflate.total_out() > member.packed.size {
                whole = false;
                return Ok(false);
            }
            sink(&out[..made])?;
            match status {
                flate2::Status::StreamEnd => {
                    whole = inflate.total_in() == member.packed.packed_size && part.is_empty();
                    return Ok(false);
                }
                // An output buffer that was filled may have more behind it, even where no input is left.
                _ if part.is_empty() && made < out.len() => return Ok(true),
                _ if made == 0 && inflate.total_in() == before_in => {
                    whole = false;
                    return Ok(false);
                }
                _ => {}
            }
        }
    })?;
    Ok(whole && inflate.total_in() == member.packed.packed_size && inflate.total_out() == member.packed.size && {
        // A stream that merely stopped at the right size has not ended.
        let mut spare = [0];
        matches!(inflate.decompress(&[], &mut spare, flate2::FlushDecompress::Finish), Ok(flate2::Status::StreamEnd))
    })
}

impl Directory {
    fn fault(&mut self, fault: Fault, place: &str) {
        self.faults.push((fault, place.to_owned()));
    }
}

struct End {
    /// Where the end record, or zip64's, begins: there the directory must end.
    at: u64,
    count: u64,
    size: u64,
    offset: u64,
}

fn find_end(bytes: &dyn Bytes, directory: &mut Directory) -> io::Result<Option<End>> {
    let length = bytes.size().min(END_SIZE as u64 + 0xffff);
    let begins = bytes.size() - length;
    let mut tail = vec![0; length as usize];
    bytes.read_at(begins, &mut tail)?;
    let candidates = memchr::memmem::rfind_iter(&tail, b"PK\x05\x06");
    let Some((at, comment)) = candidates
        .filter_map(|at| Some((at, tail.get(at..at + END_SIZE)?)))
        .map(|(at, record)| (at, usize::from(u16::from_le_bytes([record[20], record[21]]))))
        .find(|(at, comment)| at + END_SIZE + comment <= tail.len())
    else {
        directory.fault(Fault::End, "");
        return Ok(None);
    };
    if comment > 0 {
        directory.fault(Fault::Comment, "");
    }
    if at + END_SIZE + comment < tail.len() {
        directory.fault(Fault::AfterEnd, "");
    }
    let mut fields = Fields(&tail[at + 4..at + 20]);
    let mut record = || {
        Some((
            [fields.u16()?, fields.u16()?],
            [fields.u16()?, fields.u16()?],
            u64::from(fields.u32()?),
            u64::from(fields.u32()?),
        ))
    };
    let (disks, counts, size, offset) = record().expect("sixteen bytes are there");
    if disks != [0, 0] || counts[0] != counts[1] {
        directory.fault(Fault::Directory, "");
    }
    let at = begins + at as u64;
    let narrow = End { at, count: u64::from(counts[1]), size, offset };
    let marked = counts[1] == 0xffff || needs_64(size) || needs_64(offset);
    match end_64(bytes, at)? {
        None if marked => {
            directory.fault(Fault::Zip64, "");
            Ok(None)
        }
        None => Ok(Some(narrow)),
        Some((wide, located)) => {
            let agrees = |narrow: u64, wide: u64, mark: u64| narrow == wide.min(mark);
            let mark = u64::from(u32::MAX);
            if !marked
                || !located
                || !agrees(narrow.count, wide.count, 0xffff)
                || !agrees(narrow.size, wide.size, mark)
                || !agrees(narrow.offset, wide.offset, mark)
            {
                directory.fault(Fault::Zip64, "");
            }
            Ok(Some(wide))
        }
    }
}

/// zip64's end record, where a locator stands right before the end record and it right before the locator; and whether the
/// locator says so too.
fn end_64(bytes: &dyn Bytes, end: u64) -> io::Result<Option<(End, bool)>> {
    let Some(at) = end.checked_sub(76) else { return Ok(None) };
    let mut both = [0; 76];
    bytes.read_at(at, &mut both)?;
    let mut locator = Fields(&both[56..]);
    if locator.u32() != Some(LOCATOR64) {
        return Ok(None);
    }
    let (disk, said, disks) = (locator.u32(), locator.u64(), locator.u32());
    let mut fields = Fields(&both[..56]);
    let mut record = || {
        let head = (fields.u32()?, fields.u64()?, fields.u16()?, fields.u16()?, fields.u32()?, fields.u32()?);
        let (here, count, size, offset) = (fields.u64()?, fields.u64()?, fields.u64()?, fields.u64()?);
        // The directory ends where the record begins. Both are said from the first member on, so that bytes put before
        // it are their own fault alone.
        let located = disk == Some(0) && disks == Some(1) && said.is_some() && said == offset.checked_add(size);
        (head.0 == END64 && head.1 == 44 && head.4 == 0 && head.5 == 0 && here == count)
            .then_some((End { at, count, size, offset }, located))
    };
    Ok(record())
}

struct Central {
    name: Vec<u8>,
    flags: u16,
    method: Option<Method>,
    written_method: u16,
    time: (u16, u16),
    crc: u32,
    size: u64,
    packed_size: u64,
    offset: u64,
    faults: Vec<Fault>,
}

fn central_header(fields: &mut Fields) -> Option<Central> {
    if fields.u32()? != CENTRAL {
        return None;
    }
    let (made_by, _needs, flags, written_method) = (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
    let (time, crc) = ((fields.u16()?, fields.u16()?), fields.u32()?);
    let (packed_size, size) = (u64::from(fields.u32()?), u64::from(fields.u32()?));
    let (name, extra, comment) = (fields.u16()?, fields.u16()?, fields.u16()?);
    let (disk, _internal, external) = (fields.u16()?, fields.u16()?, fields.u32()?);
    let offset = u64::from(fields.u32()?);
    let name = fields.take(usize::from(name))?.to_vec();
    let extra = fields.take(usize::from(extra))?;
    let commented = !fields.take(usize::from(comment))?.is_empty();
    let method = match written_method {
        0 => Some(Method::Stored),
        8 => Some(Method::Deflated),
        _ => None,
    };
    let mut entry =
        Central { name, flags, method, written_method, time, crc, size, packed_size, offset, faults: Vec::new() };
    let mut wide: Vec<&mut u64> = [&mut entry.size, &mut entry.packed_size, &mut entry.offset]
        .into_iter()
        .filter(|number| needs_64(**number))
        .collect();
    if let Some(fault) = zip64_extra(extra, &mut wide) {
        entry.faults.push(fault);
    }
    let plain = std::str::from_utf8(&entry.name).is_ok_and(is_path);
    // The upper half is a Unix mode where the maker was Unix; the lower one has MS-DOS's mark of a folder.
    let kind = external >> 16 & 0o170_000;
    let plain_file = external & 0x10 == 0 && (made_by >> 8 != 3 || matches!(kind, 0 | 0o100_000));
    // Bits 1 and 2 say how hard a deflater tried, bit 11 that a name is UTF-8, as ASCII is.
    for (wrong, fault) in [
        (flags & 0x2041 != 0, Fault::Encrypted),
        (flags & !0x2041 & !0x0806 != 0, Fault::Flags),
        (method.is_none(), Fault::Method),
        (method == Some(Method::Stored) && entry.size != entry.packed_size, Fault::Size),
        (commented, Fault::Comment),
        (disk != 0, Fault::Directory),
        (!plain, Fault::Name),
        (!plain_file, Fault::Kind),
    ] {
        if wrong {
            entry.faults.push(fault);
        }
    }
    Some(entry)
}

/// Fills the numbers that zip64's field must hold: all of them, in order, and nothing else beside it.
fn zip64_extra(extra: &[u8], wide: &mut [&mut u64]) -> Option<Fault> {
    let mut fields = Fields(extra);
    if extra.is_empty() {
        return (!wide.is_empty()).then_some(Fault::Zip64);
    }
    if (fields.u16(), fields.u16().map(usize::from)) != (Some(EXTRA64), Some(extra.len().wrapping_sub(4))) {
        return Some(Fault::ExtraField);
    }
    if extra.len() != 4 + 8 * wide.len() || wide.is_empty() {
        return Some(Fault::Zip64);
    }
    let mut needless = false;
    for number in wide {
        **number = fields.u64()?;
        needless |= !needs_64(**number);
    }
    needless.then_some(Fault::Zip64)
}

enum Local {
    Outside,
    Missing,
    There { faults: Vec<Fault>, begins: u64 },
}

fn local_header(bytes: &dyn Bytes, entry: &Central, base: u64, directory: u64) -> io::Result<Local> {
    let mut fixed = [0; 30];
    let inside = |at: u64, length: u64| at.checked_add(length).filter(|end| *end <= directory);
    let Some(at) = base.checked_add(entry.offset) else { return Ok(Local::Outside) };
    let Some(after) = inside(at, 30) else { return Ok(Local::Outside) };
    bytes.read_at(at, &mut fixed)?;
    let mut fields = Fields(&fixed);
    let mut header = || {
        let signature = fields.u32()?;
        let (_needs, flags, method, time, date) =
            (fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?);
        let (crc, packed_size, size) = (fields.u32()?, u64::from(fields.u32()?), u64::from(fields.u32()?));
        let head = (signature, flags, method, (time, date), crc);
        Some((head, packed_size, size, fields.u16()?, fields.u16()?))
    };
    let (head, mut packed_size, mut size, name_length, extra_length) = header().expect("thirty bytes are there");
    let rest_length = u64::from(name_length) + u64::from(extra_length);
    let Some(begins) = inside(after, rest_length) else { return Ok(Local::Outside) };
    if head.0 != LOCAL {
        return Ok(Local::Missing);
    }
    let mut rest = vec![0; rest_length as usize];
    bytes.read_at(after, &mut rest)?;
    let (name, extra) = rest.split_at(usize::from(name_length));
    let mut faults = Vec::new();
    // Both sizes are wide here where one needs it (APPNOTE 4.5.3).
    if needs_64(size) && needs_64(packed_size) && extra.len() == 20 {
        let both = needs_64(entry.size) || needs_64(entry.packed_size);
        faults.extend(
            zip64_extra(extra, &mut [&mut size, &mut packed_size]).filter(|fault| !both || *fault != Fault::Zip64),
        );
    } else if !extra.is_empty() {
        faults.push(Fault::ExtraField);
    } else if needs_64(size) || needs_64(packed_size) {
        faults.push(Fault::Zip64);
    }
    // The directory is believed where the two differ, so that the member's bytes are still compared with the manifest.
    let same = head == (LOCAL, entry.flags, entry.written_method, entry.time, entry.crc);
    if !same || name != entry.name || size != entry.size || packed_size != entry.packed_size {
        faults.push(Fault::HeadersDiffer);
    }
    Ok(match inside(begins, entry.packed_size) {
        Some(_) => Local::There { faults, begins },
        None => Local::Outside,
    })
}

/// Members fill the file from its first byte to the directory, without a gap.
fn layout(directory: &mut Directory, mut spans: Vec<(u64, u64, String)>, base: u64, start: u64) {
    spans.sort();
    let mut at = base;
    for (n, (from, to, place)) in spans.iter().enumerate() {
        match from.cmp(&at) {
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Less => directory.fault(Fault::Overlap, place),
            std::cmp::Ordering::Greater if n == 0 => directory.fault(Fault::BeforeFirst, ""),
            std::cmp::Ordering::Greater => directory.fault(Fault::Between, place),
        }
        at = at.max(*to);
    }
    if at != start {
        directory.fault(Fault::Between, "");
    }
}

/// How a finding names a member: by its name where that is plain and short, else by its number.
fn place(name: &[u8], number: u64) -> String {
    match std::str::from_utf8(name) {
        Ok(name) if is_path(name) && name.len() <= 120 => name.to_owned(),
        _ => format!("member {number} of the zip"),
    }
}

/// Little-endian numbers, one after another.
struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take(8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes)
    }
}

#[cfg(test)]
#[path = "zip_read_tests.rs"]
mod tests;
