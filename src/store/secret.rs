//! The root secret, and the keys that come of it.
//!
//! In: the secret folder, which lies on another disk than the data. Out: wrapped keys, sealed columns, keyed hashes.
//! Never: a key or a nonce used twice: each wrapping has a key of its own, derived with 32 fresh random bytes; an old
//! epoch's key once the epoch is over, for half of what it is derived from is destroyed.

use super::error::StoreError;
use super::id::Id;
use crate::proof::aead::FrameKey;
use crate::proof::derive::{hkdf, hkdf_expand};
use crate::proof::digest::{hex, unhex32};
use crate::proof::{Hash, random};
use rusqlite::{Connection, OptionalExtension as _};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

pub type Key = Zeroizing<[u8; 32]>;

const ROOT: &str = "root.key";
const SALT: usize = 32;
/// Sealed texts are as long as the next multiple of this: a file's name does not show by its length.
const PADDED_TO: usize = 64;

/// What a sealed value is and whose: it opens nowhere else.
#[derive(Clone, Copy)]
pub struct Place(pub &'static str, pub Id);

/// The secret folder, opened.
pub struct Root {
    folder: PathBuf,
    root: Key,
    /// The epoch last used, and its key.
    epoch: Mutex<Option<(u64, Key)>>,
}

impl Root {
    /// The secret of data that is there; `None` where the folder has none.
    pub fn open(folder: &Path) -> Result<Option<Root>, StoreError> {
        Ok(key_in(&folder.join(ROOT))?.map(|root| Root { folder: folder.to_owned(), root, epoch: Mutex::new(None) }))
    }

    /// The secret in the folder, made where there is none (0700, files 0600).
    pub fn open_or_create(folder: &Path) -> Result<Root, StoreError> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        if let Some(root) = Root::open(folder)? {
            return Ok(root);
        }
        put_key(folder, ROOT, &random::bytes32())?;
        Root::open(folder)?.ok_or(StoreError::Damaged)
    }

    /// A key that stays as long as the root does.
    pub fn derived(&self, label: &str) -> Key {
        Zeroizing::new(hkdf(self.root.as_slice(), b"handover-store/1", label.as_bytes()))
    }

    /// By this the data know their secret; it tells nothing of it.
    pub fn check(&self) -> Hash {
        *self.derived("check")
    }

    /// What is kept of a secret that a person or a program brings back: useless without the root.
    pub fn hash_of(&self, what: &str, secret: &[u8]) -> Hash {
        hkdf_expand(self.derived(what).as_slice(), secret)
    }

    /// The newest epoch that there is a secret for; the first is made.
    pub fn newest_epoch(&self) -> Result<u64, StoreError> {
        let mut newest = None;
        for item in fs::read_dir(&self.folder)? {
            newest = newest.max(item?.file_name().to_str().and_then(epoch_of));
        }
        match newest {
            Some(epoch) => Ok(epoch),
            None => self.make_epoch(1).map(|()| 1),
        }
    }

    /// Makes the secret of an epoch; one that an unfinished rotation left is used.
    pub fn make_epoch(&self, epoch: u64) -> Result<(), StoreError> {
        match key_in(&self.folder.join(epoch_name(epoch)))? {
            Some(_) => Ok(()),
            None => Ok(put_key(&self.folder, &epoch_name(epoch), &random::bytes32())?),
        }
    }

    pub fn has_epoch(&self, epoch: u64) -> Result<bool, StoreError> {
        Ok(key_in(&self.folder.join(epoch_name(epoch)))?.is_some())
    }

    /// Destroys the secrets of the epochs before this one.
    pub fn end_epochs_before(&self, epoch: u64) -> Result<(), StoreError> {
        for item in fs::read_dir(&self.folder)? {
            let item = item?;
            if item.file_name().to_str().and_then(epoch_of).is_some_and(|old| old < epoch) {
                fs::remove_file(item.path())?;
            }
        }
        Ok(sync_folder(&self.folder)?)
    }

    /// The key of an epoch: from the root, and from a secret of the epoch alone.
    pub fn epoch_key(&self, epoch: u64) -> Result<Key, StoreError> {
        let mut known = self.epoch.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((number, key)) if *number == epoch => Ok(key.clone()),
            _ => {
                let own = key_in(&self.folder.join(epoch_name(epoch)))?.ok_or(StoreError::Damaged)?;
                let both = Zeroizing::new([self.root.as_slice(), own.as_slice()].concat());
                let key = Zeroizing::new(hkdf(&both, b"handover-store/1", format!("epoch {epoch}").as_bytes()));
                *known = Some((epoch, key.clone()));
                Ok(key)
            }
        }
    }

    /// The key of the epoch that the database is in. Another process may have begun a new one.
    pub fn current_key(&self, database: &Connection) -> Result<Key, StoreError> {
        self.epoch_key(epoch_in(database)?.ok_or(StoreError::Damaged)?)
    }
}

/// The epoch that the database is in; `None` before its first.
pub fn epoch_in(database: &Connection) -> Result<Option<u64>, StoreError> {
    let mut known = database.prepare_cached("SELECT value FROM meta WHERE name = 'epoch'")?;
    let bytes: Option<Vec<u8>> = known.query_row([], |row| row.get(0)).optional()?;
    bytes.map(|bytes| bytes.try_into().map(u64::from_be_bytes).map_err(|_| StoreError::Damaged)).transpose()
}

/// Seals bytes under a key derived for them alone: salt ‖ ciphertext ‖ tag; inside, the length, the bytes, zeros.
pub fn seal(key: &Key, place: Place, plain: &[u8]) -> Vec<u8> {
    let salt = random::bytes32();
    let length = u32::try_from(plain.len()).expect("what is sealed in a column is far below 4 GiB");
    let mut sealed = Vec::with_capacity(plain.len() + 2 * PADDED_TO + SALT);
    sealed.extend_from_slice(&length.to_be_bytes());
    sealed.extend_from_slice(plain);
    sealed.resize(sealed.len().next_multiple_of(PADDED_TO), 0);
    own_key(key, place, salt.as_slice()).seal(0, &mut sealed);
    [salt.as_slice(), &sealed].concat()
}

/// # Errors
/// `Damaged` where the key or the place is another one, or a byte was changed.
pub fn open(key: &Key, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (salt, rest) = sealed.split_at_checked(SALT).ok_or(StoreError::Damaged)?;
    let mut frame = Zeroizing::new(rest.to_vec());
    let plain = own_key(key, place, salt).open(0, &mut frame).map_err(|_| StoreError::Damaged)?;
    let (length, plain) = plain.split_first_chunk::<4>().ok_or(StoreError::Damaged)?;
    let plain = plain.get(..u32::from_be_bytes(*length) as usize).ok_or(StoreError::Damaged)?;
    Ok(Zeroizing::new(plain.to_vec()))
}

/// # Errors
/// As `open`; or where the bytes are no text.
pub fn open_text(key: &Key, place: Place, sealed: &[u8]) -> Result<String, StoreError> {
    let plain = open(key, place, sealed)?;
    std::str::from_utf8(&plain).map(str::to_owned).map_err(|_| StoreError::Damaged)
}

fn own_key(key: &Key, place: Place, salt: &[u8]) -> FrameKey {
    let name = [place.0.as_bytes(), &[0], place.1.as_bytes()].concat();
    FrameKey::new(&Zeroizing::new(hkdf(key.as_slice(), salt, &name)))
}

fn epoch_name(epoch: u64) -> String {
    format!("epoch-{epoch}.key")
}

fn epoch_of(name: &str) -> Option<u64> {
    name.strip_prefix("epoch-")?.strip_suffix(".key")?.parse().ok()
}

/// A key file: 64 digits and a line end.
fn key_in(path: &Path) -> Result<Option<Key>, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            unhex32(text.trim_end()).map(|key| Some(Zeroizing::new(key))).ok_or(StoreError::Damaged)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whole or not at all, and on the disk when this returns.
fn put_key(folder: &Path, name: &str, key: &[u8; 32]) -> io::Result<()> {
    let beside = folder.join(format!("{name}.new"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(Zeroizing::new(hex(key) + "\n").as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, folder.join(name))?;
    sync_folder(folder)
}

/// A name that was made or removed is on the disk when this returns.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_in_its_place_alone() {
        let place = Place("cover", Id::random());
        let sealed = seal(&[7; 32].into(), place, b"a cover");
        assert_ne!(sealed, seal(&[7; 32].into(), place, b"a cover"), "each sealing has its own key");
        assert_eq!(open(&[7; 32].into(), place, &sealed).expect("as sealed").as_slice(), b"a cover");
        assert!(open(&[8; 32].into(), place, &sealed).is_err(), "another key");
        assert!(open(&[7; 32].into(), Place("name", place.1), &sealed).is_err(), "another column");
        assert!(open(&[7; 32].into(), Place("cover", Id::random()), &sealed).is_err(), "another row");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&[7; 32].into(), place, &changed).is_err(), "byte {at}");
            assert!(open(&[7; 32].into(), place, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn lengths_below_64_look_alike() {
        let place = Place("name", Id::random());
        let length = |n: usize| seal(&[7; 32].into(), place, &vec![b'x'; n]).len();
        assert!((0..=60).all(|n| length(n) == length(0)) && length(61) > length(60));
    }
}
