//! The plaintext of a vault, read from any place.
//!
//! In: what decrypts as it is read. Out: bytes; those of the index and the tree are kept, for every entry asks for them
//! again. Never: room for more than some megabytes; kept bytes that outlive the reader, for a record may end among them.

use super::VaultError;
use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};
use zeroize::Zeroizing;

/// The pieces in which age encrypts: less cannot be decrypted.
const PAGE: u64 = 64 << 10;
/// 8 MiB: the index and all nodes over twenty million entries.
const MOST: usize = 128;

pub(super) struct Pages<S> {
    source: S,
    length: u64,
    kept: HashMap<u64, Zeroizing<Vec<u8>>>,
}

impl<S: Read + Seek> Pages<S> {
    pub fn new(mut source: S) -> io::Result<Pages<S>> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Pages { source, length, kept: HashMap::new() })
    }

    /// Bytes of the plaintext.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The caller has checked that the plaintext has these bytes.
    pub fn read(&mut self, at: u64, length: usize) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let mut bytes = Zeroizing::new(vec![0; length]);
        self.source.seek(SeekFrom::Start(at))?;
        self.source.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The same for a few bytes that lie among others that are asked for soon.
    pub fn read_kept<const N: usize>(&mut self, at: u64) -> Result<[u8; N], VaultError> {
        let mut bytes = [0; N];
        let mut done = 0;
        while done < N {
            let (page, within) = ((at + done as u64) / PAGE, ((at + done as u64) % PAGE) as usize);
            let page = self.page(page)?;
            let found = page.get(within..).filter(|found| !found.is_empty()).ok_or(io::ErrorKind::UnexpectedEof);
            let found = found.map_err(io::Error::from)?;
            let taken = found.len().min(N - done);
            bytes[done..done + taken].copy_from_slice(&found[..taken]);
            done += taken;
        }
        Ok(bytes)
    }

    fn page(&mut self, number: u64) -> Result<&[u8], VaultError> {
        if !self.kept.contains_key(&number) {
            if self.kept.len() == MOST {
                self.kept.clear();
            }
            let at = number * PAGE;
            let page = self.read(at, self.length.saturating_sub(at).min(PAGE) as usize)?;
            self.kept.insert(number, page);
        }
        Ok(&self.kept[&number])
    }
}
