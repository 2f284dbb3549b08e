//! An export that is not the same when it is read as when it was surveyed.

use super::super::*;
use crate::progress::Silent;
use std::io::{Cursor, Read, Write};
use std::sync::Mutex;

/// What lies at the place now.
struct Place(Mutex<Vec<u8>>);

impl Place {
    fn now(&self) -> Vec<u8> {
        self.0.lock().expect("no thread failed").clone()
    }
}

impl Source for Place {
    fn name(&self) -> &str {
        "export.csv"
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.now())))
    }

    fn size(&self) -> u64 {
        self.now().len() as u64
    }
}

/// Surveys `before` and reads `after`: how many chunks come, the bytes that they account for, and the error at the end.
fn read(before: &[u8], after: &[u8], size: usize) -> (usize, u64, Option<IntakeError>) {
    let place = Place(Mutex::new(before.to_vec()));
    let survey = survey(&place, &Choices::default(), super::today(), &Silent).expect("an export");
    *place.0.lock().expect("no thread failed") = after.to_vec();
    let (mut count, mut consumed, mut last) = (0, 0, None);
    for chunk in survey.chunks_of(&place, size).expect("opens") {
        assert_eq!(last, None, "nothing comes after the error");
        match chunk {
            Ok(chunk) => (count, consumed) = (count + 1, consumed + chunk.consumed),
            Err(error) => last = Some(error),
        }
    }
    (count, consumed, last)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut out = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default();
    out.start_file("export.csv", options).expect("memory");
    out.write_all(bytes).expect("memory");
    out.start_file("readme.txt", options).expect("memory");
    out.write_all(b"not read").expect("memory");
    out.finish().expect("memory").into_inner()
}

const EXPORT: &[u8] = b"Name,Email\nAnna Bell,anna@b.org\nCarl Dow,c@d.org\n";

#[test]
fn the_same_bytes_are_accepted_to_the_last() {
    let wide: Vec<u8> = "\u{feff}Name,Email\nAnna Bell,a@b.org\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [EXPORT.to_vec(), gzip(EXPORT), zip(EXPORT), wide] {
        for size in [1, 16, CHUNK_BYTES] {
            let (count, consumed, error) = read(&bytes, &bytes, size);
            assert_eq!((count > 0, error), (true, None), "chunks of {size}");
            assert!(consumed > 0 && consumed <= bytes.len() as u64);
        }
    }
}

#[test]
fn other_bytes_end_in_an_error() {
    let changed = Some(IntakeError::Changed { file: "export.csv".to_owned() });
    let other = String::from_utf8_lossy(EXPORT).replace("anna@", "hanna@").into_bytes();
    let mut letter = EXPORT.to_vec();
    letter[12] = b'X';
    let longer = [EXPORT, b"Eve,e@f.org\n"].concat();
    let shorter = EXPORT[..EXPORT.len() - 1].to_vec();
    let endless = [EXPORT, &b"Eve,e@f.org\n".repeat(500_000)].concat();
    for after in [&other, &letter, &longer, &shorter, &endless, &Vec::new()] {
        for size in [1 << 8, CHUNK_BYTES] {
            assert_eq!(read(EXPORT, after, size).2, changed);
            assert_eq!(read(&gzip(EXPORT), &gzip(after), size).2, changed);
        }
    }
    // What the container does not read is part of the export too.
    let archive = zip(EXPORT);
    let mut tail = archive.clone();
    let last = tail.len() - 1;
    tail[last] ^= 1;
    assert_eq!(read(&archive, &tail, CHUNK_BYTES).2, changed);
    // And what no longer unpacks was surveyed whole.
    let mut broken = archive.clone();
    broken[45] ^= 0x55;
    assert_eq!(read(&archive, &broken, CHUNK_BYTES).2, changed);
    assert_eq!(read(&gzip(EXPORT), &gzip(EXPORT)[..30], CHUNK_BYTES).2, changed);
}
