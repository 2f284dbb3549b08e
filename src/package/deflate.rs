//! Deflate in segments that different threads make and that stand one after the other as one stream (RFC 1951).
//!
//! In: parts of a member, cut by the caller. Out: segments, each ending at a byte boundary, and the sums of the whole.
//! Never: a segment that refers to the one before, so the bytes depend on the cuts alone.

use super::zip::{Method, Packed};
use flate2::{Compress, Compression, FlushCompress, Status};

/// One part of a deflate stream.
pub struct Segment {
    /// What stands in the zip.
    pub bytes: Vec<u8>,
    crc: crc32fast::Hasher,
    size: u64,
}

/// Makes segments; its memory is used again.
pub struct Deflater {
    compress: Compress,
}

impl Default for Deflater {
    fn default() -> Self {
        Deflater::new()
    }
}

impl Deflater {
    pub fn new() -> Deflater {
        // Level 4: within a tenth of level 6 on lists, in half the time.
        Deflater { compress: Compress::new(Compression::new(4), false) }
    }

    /// Deflates one part; `last` closes the stream. A part is cut by the caller, say every MiB, never by the threads.
    pub fn segment(&mut self, part: &[u8], last: bool) -> Segment {
        self.compress.reset();
        let mut bytes = Vec::with_capacity(part.len() / 3 + 1024);
        let flush = if last { FlushCompress::Finish } else { FlushCompress::Full };
        loop {
            let taken = self.compress.total_in() as usize;
            let status = self.compress.compress_vec(&part[taken..], &mut bytes, flush);
            let done = match status.expect("deflate fails only where it is used out of order") {
                Status::StreamEnd => true,
                // Room left over means that the flush is out (zlib manual, deflate).
                Status::Ok | Status::BufError => !last && bytes.len() < bytes.capacity(),
            };
            if done {
                break;
            }
            bytes.reserve(bytes.capacity().max(4096));
        }
        let mut crc = crc32fast::Hasher::new();
        crc.update(part);
        Segment { bytes, crc, size: part.len() as u64 }
    }
}

/// The sums of a member whose segments come in order.
#[derive(Clone, Default)]
pub struct Joined {
    crc: crc32fast::Hasher,
    size: u64,
    packed_size: u64,
}

impl Joined {
    pub fn new() -> Joined {
        Joined::default()
    }

    /// Adds the next segment.
    pub fn join(&mut self, segment: &Segment) {
        self.crc.combine(&segment.crc);
        self.size += segment.size;
        self.packed_size += segment.bytes.len() as u64;
    }

    /// The member as `ZipWriter::member` takes it, once the last segment is in.
    pub fn packed(&self) -> Packed {
        let crc = self.crc.clone().finalize();
        Packed { method: Method::Deflated, crc, size: self.size, packed_size: self.packed_size }
    }
}

#[cfg(test)]
mod tests {
    use super::{Deflater, Joined};
    use std::io::Read;

    #[test]
    fn segments_of_any_size_are_one_stream() {
        let mut noise = vec![0u8; 300_000];
        let mut state = 1u32;
        noise.iter_mut().for_each(|byte| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = if state >> 31 == 0 { (state >> 24) as u8 } else { b'a' };
        });
        for cut in [1_000, 65_536, 299_999, 300_000] {
            let mut deflater = Deflater::new();
            let mut joined = Joined::new();
            let mut stream = Vec::new();
            let parts: Vec<&[u8]> = noise.chunks(cut).collect();
            for (n, part) in parts.iter().enumerate() {
                let segment = deflater.segment(part, n + 1 == parts.len());
                let alone = Deflater::new().segment(part, n + 1 == parts.len());
                assert_eq!(segment.bytes, alone.bytes, "whatever came before");
                joined.join(&segment);
                stream.extend_from_slice(&segment.bytes);
            }
            let mut back = Vec::new();
            flate2::read::DeflateDecoder::new(&stream[..]).read_to_end(&mut back).expect("it inflates");
            assert!(back == noise);
            assert_eq!(joined.packed().crc, crc32fast::hash(&noise));
            assert_eq!(joined.packed().packed_size, stream.len() as u64);
        }
        let empty = Deflater::new().segment(b"", true);
        assert_eq!(empty.bytes, [3, 0]);
        assert!(Deflater::new().segment(b"", false).bytes.len() < 10);
    }
}
