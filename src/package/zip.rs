//! The zip around the dossier, written as a stream: no seek, one byte order, the same bytes every time
//! (dossier-format §2; PKWARE APPNOTE 6.3).
//!
//! In: members in byte order of their names, sizes and checksums known. Out: the zip. Never: a time but the bagging
//! date, a comment, an extra field but zip64's where a number needs it.

use crate::day::Day;
use std::io::{self, Read, Write};

pub(crate) const LOCAL: u32 = 0x0403_4b50;
pub(crate) const CENTRAL: u32 = 0x0201_4b50;
pub(crate) const END: u32 = 0x0605_4b50;
pub(crate) const END64: u32 = 0x0606_4b50;
pub(crate) const LOCATOR64: u32 = 0x0706_4b50;
pub(crate) const EXTRA64: u16 = 1;
/// Version 2.0: folders and deflate; 4.5: zip64.
const NEEDS: u16 = 20;
const NEEDS_64: u16 = 45;
/// Made on a Unix system, so that the modes below are read.
const MADE_BY_UNIX: u16 = 3 << 8;
/// A regular file, 0644.
const MODE: u32 = 0o100_644 << 16;

/// How a member's bytes stand in the zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Method {
    Stored = 0,
    Deflated = 8,
}

/// A member as it will stand in the zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    pub method: Method,
    /// CRC-32 of the member's own bytes.
    pub crc: u32,
    /// Bytes of the member.
    pub size: u64,
    /// Bytes in the zip.
    pub packed_size: u64,
}

impl Packed {
    /// A member that is stored as it is.
    pub fn stored(bytes: &[u8]) -> Packed {
        let size = bytes.len() as u64;
        Packed { method: Method::Stored, crc: crc32fast::hash(bytes), size, packed_size: size }
    }
}

/// Writes a zip.
pub struct ZipWriter<W: Write> {
    out: W,
    written: u64,
    dos_date: u16,
    members: Vec<(String, Packed, u64)>,
}

impl<W: Write> ZipWriter<W> {
    /// Every member is of midnight of `day`; days before 1980 are written as 1980-01-01, the first that a zip knows.
    pub fn new(out: W, day: Day) -> ZipWriter<W> {
        ZipWriter::dated(out, dos_date(day))
    }

    /// Every member is of midnight of a day as another zip has it.
    pub(super) fn dated(out: W, dos_date: u16) -> ZipWriter<W> {
        ZipWriter { out, written: 0, dos_date, members: Vec::new() }
    }

    /// Writes one member. `bytes` gives what stands in the zip: the member itself, or its deflate stream.
    ///
    /// # Errors
    /// What `bytes` or the zip's own writer say, and `InvalidData` where `bytes` are not `packed_size` many.
    ///
    /// # Panics
    /// Where names do not come in byte order, each once.
    pub fn member(&mut self, name: &str, packed: &Packed, bytes: &mut dyn Read) -> io::Result<()> {
        assert!(
            self.members.last().is_none_or(|(last, ..)| last.as_str() < name),
            "members come in order of their names"
        );
        let offset = self.written;
        let large = needs_64(packed.size) || needs_64(packed.packed_size);
        let mut header = Vec::with_capacity(50 + name.len());
        put32(&mut header, LOCAL);
        put16(&mut header, if large { NEEDS_64 } else { NEEDS });
        self.common(&mut header, packed, large, large);
        put16(&mut header, name.len() as u16);
        put16(&mut header, if large { 20 } else { 0 });
        header.extend_from_slice(name.as_bytes());
        if large {
            // In a local header both sizes stand in the extra field, or none (APPNOTE 4.5.3).
            put16(&mut header, EXTRA64);
            put16(&mut header, 16);
            put64(&mut header, packed.size);
            put64(&mut header, packed.packed_size);
        }
        self.put(&header)?;
        let copied = io::copy(&mut bytes.take(packed.packed_size), &mut self.out)?;
        self.written += copied;
        if copied != packed.packed_size || bytes.read(&mut [0])? != 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a member of the zip changed its size"));
        }
        self.members.push((name.to_owned(), *packed, offset));
        Ok(())
    }

    /// Writes the central directory.
    ///
    /// # Errors
    /// What the zip's own writer says.
    pub fn finish(mut self) -> io::Result<W> {
        let start = self.written;
        let members = std::mem::take(&mut self.members);
        for (name, packed, offset) in &members {
            let wide: Vec<u64> =
                [packed.size, packed.packed_size, *offset].into_iter().filter(|number| needs_64(*number)).collect();
            let needs = if wide.is_empty() { NEEDS } else { NEEDS_64 };
            let mut header = Vec::with_capacity(80 + name.len());
            put32(&mut header, CENTRAL);
            put16(&mut header, MADE_BY_UNIX | needs);
            put16(&mut header, needs);
            self.common(&mut header, packed, needs_64(packed.size), needs_64(packed.packed_size));
            put16(&mut header, name.len() as u16);
            put16(&mut header, if wide.is_empty() { 0 } else { 4 + 8 * wide.len() as u16 });
            put16(&mut header, 0); // no comment
            put16(&mut header, 0); // first and only disk
            put16(&mut header, 0); // no internal attributes
            put32(&mut header, MODE);
            put32(&mut header, narrow(*offset));
            header.extend_from_slice(name.as_bytes());
            if !wide.is_empty() {
                put16(&mut header, EXTRA64);
                put16(&mut header, 8 * wide.len() as u16);
                wide.iter().for_each(|number| put64(&mut header, *number));
            }
            self.put(&header)?;
        }
        let size = self.written - start;
        let count = members.len() as u64;
        let mut end = Vec::with_capacity(98);
        if needs_64(size) || needs_64(start) || count >= 0xffff {
            let at = self.written;
            put32(&mut end, END64);
            put64(&mut end, 44);
            put16(&mut end, MADE_BY_UNIX | NEEDS_64);
            put16(&mut end, NEEDS_64);
            put32(&mut end, 0);
            put32(&mut end, 0);
            [count, count, size, start].iter().for_each(|number| put64(&mut end, *number));
            put32(&mut end, LOCATOR64);
            put32(&mut end, 0);
            put64(&mut end, at);
            put32(&mut end, 1);
        }
        put32(&mut end, END);
        put16(&mut end, 0);
        put16(&mut end, 0);
        put16(&mut end, count.min(0xffff) as u16);
        put16(&mut end, count.min(0xffff) as u16);
        put32(&mut end, narrow(size));
        put32(&mut end, narrow(start));
        put16(&mut end, 0);
        self.put(&end)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// What both headers share, from the flags to the sizes.
    fn common(&self, header: &mut Vec<u8>, packed: &Packed, wide_size: bool, wide_packed: bool) {
        put16(header, 0); // no flags: names are ASCII, sizes are known
        put16(header, packed.method as u16);
        put16(header, 0); // 00:00
        put16(header, self.dos_date);
        put32(header, packed.crc);
        put32(header, if wide_packed { u32::MAX } else { packed.packed_size as u32 });
        put32(header, if wide_size { u32::MAX } else { packed.size as u32 });
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

/// Does a number stand in a zip64 field? The largest of 32 bits is the mark that says so.
pub(crate) fn needs_64(number: u64) -> bool {
    number >= u64::from(u32::MAX)
}

fn narrow(number: u64) -> u32 {
    if needs_64(number) { u32::MAX } else { number as u32 }
}

/// The bagging date as MS-DOS wrote dates: years from 1980 to 2107.
pub(crate) fn dos_date(day: Day) -> u16 {
    if day.year() < 1980 {
        return 1 << 5 | 1;
    }
    if day.year() > 2107 {
        return 127 << 9 | 12 << 5 | 31;
    }
    (day.year() - 1980) << 9 | u16::from(day.month()) << 5 | u16::from(day.day())
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::{Method, Packed, ZipWriter, dos_date};
    use crate::day::Day;
    use crate::package::deflate::{Deflater, Joined};
    use std::io::{Cursor, Read, Write};

    fn day() -> Day {
        Day::parse("2017-05-11").expect("a day")
    }

    #[test]
    fn another_program_reads_what_is_written() {
        let text = "Zoë,FR\r\n".repeat(10_000);
        let mut joined = Joined::new();
        let mut stream = Vec::new();
        let chunks: Vec<&[u8]> = text.as_bytes().chunks(7_001).collect();
        for (n, chunk) in chunks.iter().enumerate() {
            let segment = Deflater::new().segment(chunk, n + 1 == chunks.len());
            joined.join(&segment);
            stream.extend_from_slice(&segment.bytes);
        }
        let mut zip = ZipWriter::new(Vec::new(), day());
        zip.member("d/a.txt", &Packed::stored(b"hello"), &mut &b"hello"[..]).expect("memory takes it");
        zip.member("d/b.csv", &joined.packed(), &mut &stream[..]).expect("memory takes it");
        let bytes = zip.finish().expect("memory takes it");

        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
        let mut back = String::new();
        archive.by_name("d/b.csv").expect("it is there").read_to_string(&mut back).expect("its checksum holds");
        assert_eq!(back, text);
        assert_eq!(archive.by_name("d/a.txt").expect("it is there").size(), 5);
        assert_eq!(archive.by_name("d/a.txt").expect("it is there").unix_mode(), Some(0o100644));
    }

    #[test]
    fn a_member_that_is_not_as_long_as_said_is_an_error() {
        for bytes in [&b"hell"[..], b"hello!"] {
            let mut zip = ZipWriter::new(Vec::new(), day());
            assert!(zip.member("a", &Packed::stored(b"hello"), &mut &bytes[..]).is_err());
        }
    }

    #[test]
    fn days_a_zip_cannot_write_are_clamped() {
        assert_eq!(dos_date(day()), 0x4aab);
        assert_eq!(dos_date(Day::parse("1979-12-31").expect("a day")), 0x21);
        assert_eq!(dos_date(Day::parse("2200-01-01").expect("a day")), 0xff9f);
    }

    /// Counts what is written and keeps what is not one byte repeated.
    #[derive(Default)]
    struct Sparse {
        kept: Vec<u8>,
    }

    impl Write for Sparse {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if bytes.len() < 4096 {
                self.kept.extend_from_slice(bytes);
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn numbers_beyond_32_bits_stand_in_zip64_fields_and_only_those() {
        let size = u64::from(u32::MAX) + 7;
        let large = Packed { method: Method::Stored, crc: 0, size, packed_size: size };
        let mut zip = ZipWriter::new(Sparse::default(), day());
        zip.member("a", &large, &mut std::io::repeat(0).take(size)).expect("counted");
        zip.member("b", &Packed::stored(b"x"), &mut &b"x"[..]).expect("counted");
        let kept = zip.finish().expect("counted").kept;
        let at = |bytes: &[u8]| kept.windows(bytes.len()).position(|window| window == bytes);
        assert!(at(&[1, 0, 16, 0]).is_some(), "both sizes in the local header");
        assert!(at(&[1, 0, 8, 0]).is_some(), "the offset of b alone");
        assert!(at(b"PK\x06\x06").is_some() && at(b"PK\x06\x07").is_some());
    }
}
