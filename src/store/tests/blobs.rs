//! The file format: what is read is what was written, and nothing else is read at all.

use super::pattern;
use crate::store::blob::{FRAME, MAGIC};
use crate::store::{BlobKey, BlobReader, BlobWriter};
use proptest::prelude::*;
use std::io::{Cursor, Read as _, Seek as _, SeekFrom, Write as _};

const SEALED: usize = FRAME + 16;

fn sealed(key: &BlobKey, plain: &[u8]) -> Vec<u8> {
    let mut writer = BlobWriter::new(key, Vec::new()).expect("begun");
    plain.chunks(7_001).for_each(|part| writer.write_all(part).expect("written"));
    writer.finish().expect("finished")
}

fn opened(key: &BlobKey, sealed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    BlobReader::open(key, Cursor::new(sealed))?.read_to_end(&mut plain)?;
    Ok(plain)
}

fn lengths() -> [usize; 8] {
    [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 1, 3 * FRAME - 5]
}

#[test]
fn reads_what_was_written() {
    for length in lengths() {
        let (key, plain) = (BlobKey::random(), pattern(length));
        let file = sealed(&key, &plain);
        let frames = length.div_ceil(FRAME).max(1);
        assert_eq!(file.len(), MAGIC.len() + length + 16 * frames, "{length}");
        assert_eq!(BlobReader::open(&key, Cursor::new(&file)).expect("opens").len(), length as u64);
        assert!(opened(&key, &file).expect("reads") == plain, "{length}");
        assert!(opened(&BlobKey::random(), &file).is_err(), "another key");
        assert!(length < 16 || !file.windows(16).any(|window| window == &plain[..16]), "plain bytes in the file");
    }
}

#[test]
fn every_cut_and_every_addition_is_found() {
    for length in lengths() {
        let key = BlobKey::random();
        let file = sealed(&key, &pattern(length));
        let near = |place: usize| place.saturating_sub(20)..(place + 20).min(file.len());
        let ends = (0..=length / FRAME).map(|frame| MAGIC.len() + frame * SEALED);
        for cut in ends.chain([0, file.len()]).flat_map(near) {
            assert!(opened(&key, &file[..cut]).is_err(), "{length} cut at {cut}");
        }
        for more in [1, 15, 16, 17, SEALED] {
            assert!(opened(&key, &[&file[..], &vec![0; more]].concat()).is_err(), "{length} and {more} more");
        }
    }
}

#[test]
fn frames_do_not_change_places() {
    let key = BlobKey::random();
    let file = sealed(&key, &pattern(4 * FRAME));
    let frame = |n: usize| &file[MAGIC.len() + n * SEALED..MAGIC.len() + (n + 1) * SEALED];
    let joined = |order: &[usize]| {
        order.iter().fold(MAGIC.to_vec(), |mut file, n| {
            file.extend_from_slice(frame(*n));
            file
        })
    };
    assert!(opened(&key, &joined(&[0, 1, 2, 3])).is_ok());
    for order in [&[1, 0, 2, 3][..], &[0, 2, 1, 3], &[0, 1, 3], &[0, 1, 2], &[3], &[0, 1, 2, 2, 3], &[0, 0, 2, 3]] {
        assert!(opened(&key, &joined(order)).is_err(), "{order:?}");
    }
    // An empty frame at the end is no second way to write the same bytes.
    assert!(opened(&key, &[&file[..], &sealed(&key, b"")[MAGIC.len()..]].concat()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_changed_bit_is_found(length in 0..3 * FRAME, at in any::<prop::sample::Index>(), bit in 0..8) {
        let key = BlobKey::random();
        let mut file = sealed(&key, &pattern(length));
        let at = at.index(file.len());
        file[at] ^= 1u8 << bit;
        prop_assert!(opened(&key, &file).is_err());
    }

    #[test]
    fn reads_at_any_place(length in 0..3 * FRAME, reads in prop::collection::vec((0..4 * FRAME, 0..70_000usize), 1..12)) {
        let (key, plain) = (BlobKey::random(), pattern(length));
        let mut reader = BlobReader::open(&key, Cursor::new(sealed(&key, &plain))).expect("opens");
        for (at, count) in reads {
            reader.seek(SeekFrom::Start(at as u64)).expect("a place");
            let mut found = Vec::new();
            (&mut reader).take(count as u64).read_to_end(&mut found).expect("reads");
            let from = at.min(length);
            prop_assert!(found == plain[from..(from + count).min(length)]);
        }
    }
}

#[test]
fn after_a_failed_write_nothing_is_finished() {
    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut writer = BlobWriter::new(&BlobKey::random(), Full(SEALED + 100)).expect("begun");
    assert!(writer.write_all(&pattern(4 * FRAME)).is_err());
    assert!(writer.write_all(b"more").is_err());
    assert!(writer.finish().is_err());
}
