//! One member's bytes: as stored or inflated, exactly as many as declared, under the declared checksum.
//!
//! In: a member that the directory gave out. Out: its bytes, in order, to a sink. Never: more than the member declares, or
//! more memory than one part.

use super::{Bytes, Fault, Member};
use crate::package::zip::Method;
use std::io::{self, Read};

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

/// A member's bytes as they stand in the zip.
pub fn packed<'z>(bytes: &'z dyn Bytes, member: &Member) -> impl Read + use<'z> {
    Packed { bytes, at: member.begins, left: member.packed.packed_size }
}

struct Packed<'z> {
    bytes: &'z dyn Bytes,
    at: u64,
    left: u64,
}

impl Read for Packed<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let part = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.bytes.read_at(self.at, &mut out[..part])?;
        self.at += part as u64;
        self.left -= part as u64;
        Ok(part)
    }
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
