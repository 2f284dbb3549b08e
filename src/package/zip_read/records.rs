//! The records of a zip, each read strictly: the end and zip64's end, the directory's headers, the local ones.
//!
//! In: bytes, the place where a record must stand. Out: what it says, and what is wrong with it. Never: a number believed that
//! another record contradicts.

use super::{Bytes, Directory, Fault};
use crate::package::manifest::is_path;
use crate::package::zip::{CENTRAL, END64, EXTRA64, LOCAL, LOCATOR64, Method, needs_64};
use std::io;

const END_SIZE: usize = 22;

pub(super) struct End {
    /// Where the end record, or zip64's, begins: there the directory must end.
    pub(super) at: u64,
    pub(super) count: u64,
    pub(super) size: u64,
    pub(super) offset: u64,
}

pub(super) fn find_end(bytes: &dyn Bytes, directory: &mut Directory) -> io::Result<Option<End>> {
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

pub(super) struct Central {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: Option<Method>,
    pub(super) written_method: u16,
    pub(super) time: (u16, u16),
    pub(super) crc: u32,
    pub(super) size: u64,
    pub(super) packed_size: u64,
    pub(super) offset: u64,
    pub(super) faults: Vec<Fault>,
}

pub(super) fn central_header(fields: &mut Fields) -> Option<Central> {
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

pub(super) enum Local {
    Outside,
    Missing,
    There { faults: Vec<Fault>, begins: u64 },
}

pub(super) fn local_header(bytes: &dyn Bytes, entry: &Central, base: u64, directory: u64) -> io::Result<Local> {
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

/// Little-endian numbers, one after another.
pub(super) struct Fields<'b>(pub(super) &'b [u8]);

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
