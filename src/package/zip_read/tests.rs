//! Attacks on the wrapper, each with the fault it is.

use super::{Bytes, Directory, Fault, read, unpack};
use crate::day::Day;
use crate::package::deflate::{Deflater, Joined};
use crate::package::zip::{Packed, ZipWriter};
use proptest::prelude::*;

/// One stored and one deflated member of two segments.
fn whole() -> Vec<u8> {
    let mut joined = Joined::new();
    let mut stream = Vec::new();
    for (part, last) in [(&b"Anna,FR\r\n"[..], false), (&b"Bela,HU\r\n"[..], true)] {
        let segment = Deflater::new().segment(part, last);
        joined.join(&segment);
        stream.extend_from_slice(&segment.bytes);
    }
    let mut zip = ZipWriter::new(Vec::new(), Day::parse("2017-05-11").expect("a day"));
    zip.member("d/a.txt", &Packed::stored(b"hello"), &mut &b"hello"[..]).expect("memory takes it");
    zip.member("d/b.csv", &joined.packed(), &mut &stream[..]).expect("memory takes it");
    zip.finish().expect("memory takes it")
}

fn opened(bytes: &[u8]) -> Directory {
    read(&bytes).expect("memory does not fail")
}

/// Faults of the directory and of unpacking every member.
fn faults(bytes: &[u8]) -> Vec<Fault> {
    let directory = opened(bytes);
    let mut faults: Vec<Fault> = directory.faults.iter().map(|(fault, _)| *fault).collect();
    for member in &directory.members {
        let mut made = 0;
        let result = unpack(&bytes, member, &mut |part| {
            made += part.len() as u64;
            Ok(())
        });
        assert!(made <= member.packed.size);
        faults.extend(result.expect("memory does not fail").err());
    }
    faults
}

fn find(bytes: &[u8], what: &[u8], nth: usize) -> usize {
    memchr::memmem::find_iter(bytes, what).nth(nth).expect("it is there")
}

#[test]
fn a_whole_zip_has_no_fault() {
    let zip = whole();
    assert_eq!(faults(&zip), []);
    let directory = opened(&zip);
    let mut text = Vec::new();
    let result = unpack(&&zip[..], &directory.members[1], &mut |part| {
        text.extend_from_slice(part);
        Ok(())
    });
    assert_eq!(result.expect("memory does not fail"), Ok(()));
    assert_eq!(text, b"Anna,FR\r\nBela,HU\r\n");
    assert_eq!(directory.members[0].time, (0, 0x4aab));
}

#[test]
fn every_tampering_is_the_fault_it_should_be() {
    let zip = whole();
    let central = |nth| find(&zip, b"PK\x01\x02", nth);
    let end = find(&zip, b"PK\x05\x06", 0);
    let set = |at: usize, bytes: &[u8]| {
        let mut zip = zip.clone();
        zip[at..at + bytes.len()].copy_from_slice(bytes);
        zip
    };
    let both = |local: usize, central: usize, bytes: &[u8]| {
        let mut zip = set(local, bytes);
        zip[central..central + bytes.len()].copy_from_slice(bytes);
        zip
    };
    let inserted = |at: usize| [&zip[..at], b"x", &zip[at..]].concat();
    // The directory begins one byte later than the end record says, so this one moves the mark too.
    let mut between = inserted(central(0));
    between[end + 1 + 16] += 1;
    let mut commented = set(end + 20, &[1, 0]);
    commented.push(b'!');
    for (tampered, fault) in [
        (b"%PDF-1.7".to_vec(), Fault::End),
        (zip[..zip.len() - 1].to_vec(), Fault::End),
        ([b"x", &zip[..]].concat(), Fault::BeforeFirst),
        ([&zip[..], b"x"].concat(), Fault::AfterEnd),
        (commented, Fault::Comment),
        (between, Fault::Between),
        (set(end + 8, &[1, 0, 1, 0]), Fault::Directory),
        (set(end + 10, &[3, 0]), Fault::Directory),
        (set(10, &[1]), Fault::HeadersDiffer),
        (set(14, &[0]), Fault::HeadersDiffer),
        (set(8, &[8]), Fault::HeadersDiffer),
        (set(22, &[4]), Fault::HeadersDiffer),
        (set(32, b"A"), Fault::HeadersDiffer),
        (both(6, central(0) + 8, &[1]), Fault::Encrypted),
        (both(6, central(0) + 8, &[8]), Fault::Flags),
        (both(8, central(0) + 10, &[12]), Fault::Method),
        (both(8, central(0) + 10, &[8]), Fault::Deflate),
        (both(14, central(0) + 16, &[0]), Fault::Crc),
        (set(central(0) + 38, &[0, 0, 0o355, 0x41]), Fault::Kind),
        (set(central(0) + 38, &[0, 0, 0xff, 0xa1]), Fault::Kind),
        (both(30 + 1, central(0) + 46 + 1, b"\\"), Fault::Name),
        (both(30, central(0) + 46, b"../x"), Fault::Name),
        (both(30 + 2, central(0) + 46 + 2, b"b.csv"), Fault::NameTwice),
        (both(30 + 2, central(0) + 46 + 2, b"B.CSV"), Fault::NameTwice),
        (set(central(1) + 42, &[0, 0]), Fault::HeadersDiffer),
    ] {
        assert!(faults(&tampered).contains(&fault), "{fault:?}, not {:?}", faults(&tampered));
    }
    let local = find(&zip, b"PK\x03\x04", 1);
    let stream = local + 30 + 7;
    assert!(faults(&set(stream, &[0xff])).contains(&Fault::Deflate));
}

#[test]
fn no_byte_is_in_two_members() {
    let zip = whole();
    let first = opened(&zip).members[0].clone();
    // The second member is said to stand where the first one does.
    let entry = find(&zip, b"PK\x01\x02", 1);
    let mut tampered = zip.clone();
    tampered[entry + 42..entry + 46].fill(0);
    let directory = opened(&tampered);
    assert!(directory.faults.iter().any(|(fault, _)| *fault == Fault::Overlap), "{:?}", directory.faults);
    assert_eq!(directory.members.iter().filter(|member| member.begins == first.begins).count(), 1);
}

#[test]
fn a_stream_is_as_long_as_declared_and_not_a_byte_more() {
    for (declared, kept) in [(17u64, 0), (19, 0), (18, 1)] {
        let segment = Deflater::new().segment(b"Anna,FR\r\nBela,HU\r\n", true);
        let mut joined = Joined::new();
        joined.join(&segment);
        let mut bytes = segment.bytes.clone();
        bytes.truncate(bytes.len() - kept);
        let packed = Packed { size: declared, packed_size: bytes.len() as u64, ..joined.packed() };
        let mut zip = ZipWriter::new(Vec::new(), Day::parse("2017-05-11").expect("a day"));
        zip.member("d/b", &packed, &mut &bytes[..]).expect("memory takes it");
        assert_eq!(faults(&zip.finish().expect("memory takes it")), [Fault::Deflate], "{declared} {kept}");
    }
}

#[test]
fn every_truncation_is_refused() {
    let zip = whole();
    for length in 0..zip.len() {
        assert!(!faults(&zip[..length]).is_empty(), "{length}");
    }
}

/// A file of zeros with a few written spans, as large as one likes.
struct Holes(u64, Vec<(u64, Vec<u8>)>);

impl Bytes for Holes {
    fn size(&self) -> u64 {
        self.0
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> std::io::Result<()> {
        out.fill(0);
        for (begins, span) in &self.1 {
            for (n, byte) in span.iter().enumerate() {
                if let Some(place) = (begins + n as u64).checked_sub(at).filter(|place| *place < out.len() as u64) {
                    out[place as usize] = *byte;
                }
            }
        }
        Ok(())
    }
}

/// Keeps what is not a long run of zeros.
#[derive(Default)]
struct Kept(Holes64);
type Holes64 = (u64, Vec<(u64, Vec<u8>)>);

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.len() < 4096 {
            self.0.1.push((self.0.0, bytes.to_vec()));
        }
        self.0.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn zip64_is_read_where_it_is_needed() {
    use std::io::Read;
    let size = u64::from(u32::MAX) + 7;
    let large = Packed { method: crate::package::zip::Method::Stored, crc: 0, size, packed_size: size };
    let mut zip = ZipWriter::new(Kept::default(), Day::parse("2017-05-11").expect("a day"));
    zip.member("d/a", &large, &mut std::io::repeat(0).take(size)).expect("counted");
    zip.member("d/b", &Packed::stored(b"x"), &mut &b"x"[..]).expect("counted");
    let (length, spans) = zip.finish().expect("counted").0;
    let directory = read(&Holes(length, spans.clone())).expect("memory does not fail");
    assert_eq!(directory.faults, []);
    assert_eq!(directory.members.iter().map(|member| member.packed.size).collect::<Vec<_>>(), [size, 1]);
    // Record (its size, disks, counts, the directory's size and offset), then locator (disk, record's offset, disks).
    let last = spans.len() - 1;
    assert!(spans[last].1.starts_with(b"PK\x06\x06"));
    for at in [4, 16, 20, 24, 32, 40, 48, 56, 60, 64, 72] {
        let mut changed = spans.clone();
        changed[last].1[at] ^= 1;
        let faults = read(&Holes(length, changed)).expect("memory does not fail").faults;
        assert!(faults.iter().any(|(fault, _)| matches!(fault, Fault::Zip64 | Fault::Directory)), "{at}: {faults:?}");
        assert!(at < 60 || faults == [(Fault::Zip64, String::new())], "{at}: {faults:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!faults(&bytes).is_empty());
    }

    #[test]
    fn any_change_is_seen_or_harmless(at in 0usize..400, byte: u8) {
        let zip = whole();
        let mut changed = zip.clone();
        let at = at % zip.len();
        changed[at] = byte;
        // What versions made or need, internal attributes and permissions say nothing of the files.
        if faults(&changed).is_empty() {
            prop_assert_eq!(opened(&changed).members, opened(&zip).members);
        }
    }
}
