//! An encrypted file: one random key, frames of 64 KiB, each under its own counter, the last one marked (docs/store.md).
//!
//! In: plain bytes, once, from the beginning. Out: a file that is read at any place. Never: a file that was cut, extended,
//! reordered or changed and reads all the same; a counter used twice: each try to append is a generation with its own key.

use crate::proof::aead::{FrameKey, TAG_LENGTH};
use crate::proof::derive::hkdf_expand;
use crate::proof::random;
use std::io::{self, Read, Seek, SeekFrom, Write};
use zeroize::{Zeroize as _, Zeroizing};

pub const MAGIC: &[u8; 16] = b"handover-blob/1\n";
/// Plain bytes of a frame.
pub const FRAME: usize = 64 * 1024;
const SEALED: u64 = (FRAME + TAG_LENGTH) as u64;
/// Set in the counter of the last frame: STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age has it.
const LAST: u64 = 1 << 63;

/// The key of one file, and which of its frames were written in which generation.
#[derive(Clone)]
pub struct BlobKey {
    key: Zeroizing<[u8; 32]>,
    /// (first frame, generation), ascending; the first begins at 0.
    segments: Vec<(u64, u32)>,
}

impl BlobKey {
    pub fn random() -> BlobKey {
        BlobKey { key: random::bytes32(), segments: vec![(0, 0)] }
    }

    /// What is wrapped: the key, then 12 bytes for each segment.
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(self.key.to_vec());
        for (first, generation) in &self.segments {
            bytes.extend_from_slice(&first.to_be_bytes());
            bytes.extend_from_slice(&generation.to_be_bytes());
        }
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Option<BlobKey> {
        let (key, rest) = bytes.split_first_chunk::<32>()?;
        let (segments, []) = rest.as_chunks::<12>() else { return None };
        let segments: Vec<(u64, u32)> = segments
            .iter()
            .map(|of| {
                let (first, generation) = of.split_at(8);
                (number(first), number(generation) as u32)
            })
            .collect();
        let ascending = segments.first().is_some_and(|first| first.0 == 0) && segments.is_sorted_by(|a, b| a.0 < b.0);
        ascending.then(|| BlobKey { key: Zeroizing::new(*key), segments })
    }

    /// From `frame` on, frames are written in this generation.
    pub(super) fn begin(&mut self, frame: u64, generation: u32) {
        self.segments.retain(|(first, _)| *first < frame);
        self.segments.push((frame, generation));
    }

    fn generation(&self, frame: u64) -> u32 {
        let after = self.segments.partition_point(|(first, _)| *first <= frame);
        self.segments[after - 1].1
    }

    fn frames(&self, generation: u32) -> FrameKey {
        FrameKey::new(&self.derived(&[b"frames".as_slice(), &generation.to_be_bytes()].concat()))
    }

    /// A key for what belongs to the file and goes with it: its name.
    pub(super) fn derived(&self, label: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(hkdf_expand(self.key.as_slice(), label))
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Where a frame begins in the file.
pub(super) fn place_of(frame: u64) -> u64 {
    MAGIC.len() as u64 + frame * SEALED
}

/// Cuts plain bytes into frames. A full frame waits until more bytes come, for it could be the last.
pub(super) struct Frames {
    key: FrameKey,
    pub(super) next: u64,
    pub(super) pending: Zeroizing<Vec<u8>>,
}

impl Frames {
    /// Goes on at frame `next`, in its generation, with bytes that wait.
    pub(super) fn new(key: &BlobKey, next: u64, waiting: &[u8]) -> Frames {
        let mut pending = Zeroizing::new(Vec::with_capacity(FRAME + TAG_LENGTH));
        pending.extend_from_slice(waiting);
        Frames { key: key.frames(key.generation(next)), next, pending }
    }

    pub(super) fn push(&mut self, mut bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.pending.len() == FRAME {
                self.put(0, out)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(FRAME - self.pending.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    pub(super) fn last(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.put(LAST, out)
    }

    fn put(&mut self, mark: u64, out: &mut impl Write) -> io::Result<()> {
        self.key.seal(self.next | mark, &mut self.pending);
        self.next += 1;
        let written = out.write_all(&self.pending);
        self.pending.clear();
        written
    }
}

/// Writes a file. What is not finished does not open.
pub struct BlobWriter<W: Write> {
    out: W,
    frames: Frames,
    length: u64,
    broken: bool,
}

impl<W: Write> BlobWriter<W> {
    /// The key must be new: nothing else was ever written under it.
    pub fn new(key: &BlobKey, mut out: W) -> io::Result<BlobWriter<W>> {
        out.write_all(MAGIC)?;
        Ok(BlobWriter { out, frames: Frames::new(key, 0, &[]), length: 0, broken: false })
    }

    /// Plain bytes so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// # Errors
    /// What the disk said; also where a write failed before.
    pub fn finish(mut self) -> io::Result<W> {
        self.once(|frames, out| frames.last(out))?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// After a failure part of a frame may be written, so nothing may follow it.
    fn once(&mut self, act: impl FnOnce(&mut Frames, &mut W) -> io::Result<()>) -> io::Result<()> {
        if self.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let done = act(&mut self.frames, &mut self.out);
        self.broken = done.is_err();
        done
    }
}

impl<W: Write> Write for BlobWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.once(|frames, out| frames.push(bytes, out))?;
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    /// What waits for its frame to be full stays where it is.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads a file at any place; one frame is in memory.
pub struct BlobReader<R: Read + Seek> {
    source: R,
    key: BlobKey,
    frame_key: (u32, FrameKey),
    frames: u64,
    length: u64,
    at: u64,
    /// The frame in `plain`.
    here: Option<u64>,
    plain: Zeroizing<Vec<u8>>,
}

impl<R: Read + Seek> BlobReader<R> {
    /// # Errors
    /// `InvalidData` where the file was cut, extended or changed at its end, or is of another key; every other frame says
    /// so when it is read.
    pub fn open(key: &BlobKey, mut source: R) -> io::Result<BlobReader<R>> {
        let end = source.seek(SeekFrom::End(0))?;
        source.rewind()?;
        let mut magic = [0; MAGIC.len()];
        source.read_exact(&mut magic).map_err(cut_is_damage)?;
        let body = end - MAGIC.len() as u64;
        let frames = body.div_ceil(SEALED);
        let length = body.checked_sub(frames * TAG_LENGTH as u64).filter(|_| frames > 0 && magic == *MAGIC);
        let length = length.ok_or_else(damage)?;
        if length.div_ceil(FRAME as u64).max(1) != frames {
            return Err(damage());
        }
        let generation = key.generation(frames - 1);
        let frame_key = (generation, key.frames(generation));
        let plain = Zeroizing::new(Vec::with_capacity(SEALED as usize));
        let mut reader = BlobReader { source, key: key.clone(), frame_key, frames, length, at: 0, here: None, plain };
        reader.load(frames - 1)?;
        Ok(reader)
    }

    /// Plain bytes in the file.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> u64 {
        self.length
    }

    fn load(&mut self, frame: u64) -> io::Result<()> {
        if self.here == Some(frame) {
            return Ok(());
        }
        self.here = None;
        let is_last = frame + 1 == self.frames;
        let plain = if is_last { self.length - frame * FRAME as u64 } else { FRAME as u64 };
        self.plain.zeroize();
        self.plain.resize(plain as usize + TAG_LENGTH, 0);
        self.source.seek(SeekFrom::Start(place_of(frame)))?;
        self.source.read_exact(&mut self.plain).map_err(cut_is_damage)?;
        let generation = self.key.generation(frame);
        if self.frame_key.0 != generation {
            self.frame_key = (generation, self.key.frames(generation));
        }
        let counter = frame | if is_last { LAST } else { 0 };
        self.frame_key.1.open(counter, &mut self.plain).map_err(|_| damage())?;
        self.plain.truncate(plain as usize);
        self.here = Some(frame);
        Ok(())
    }
}

impl<R: Read + Seek> Read for BlobReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length || out.is_empty() {
            return Ok(0);
        }
        self.load(self.at / FRAME as u64)?;
        let rest = &self.plain[(self.at % FRAME as u64) as usize..];
        let taken = rest.len().min(out.len());
        out[..taken].copy_from_slice(&rest[..taken]);
        self.at += taken as u64;
        Ok(taken)
    }
}

impl<R: Read + Seek> Seek for BlobReader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

fn damage() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// A file that ends too early is a damaged one.
fn cut_is_damage(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof { damage() } else { error }
}
