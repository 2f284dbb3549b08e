//! A backup: one file with a consistent copy of the database and of the encrypted files. It holds no key.
//!
//! In: a store, running or not. Out: a zip (stored), with the SHA-256 of each member in `SHA256SUMS`, whole or not there.
//! Never: a session, a link or an upload's address in it; anything in place of another file.

use super::drafts::Unnamed;
use super::error::StoreError;
use super::id::Id;
use super::{DRAFTS, Store, secret};
use crate::proof::digest::{Sha256, hex};
use crate::scratch::Draft;
use rusqlite::Connection;
use serde_json::json;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

pub(super) const ABOUT: &str = "backup.json";
pub(super) const DATABASE: &str = super::DATABASE;
pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const FORMAT: u64 = 1;

/// A member being written, and its digest.
struct Sums<'f> {
    zip: zip::ZipWriter<&'f File>,
    text: String,
}

impl Sums<'_> {
    fn put(&mut self, name: &str, mut bytes: impl Read) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
        self.zip.start_file(name, options)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match bytes.read(&mut buffer)? {
                0 => break,
                length => {
                    hash.update(&buffer[..length]);
                    self.zip.write_all(&buffer[..length])?;
                }
            }
        }
        self.text.push_str(&format!("{}  {name}\n", hex(&hash.finish())));
        Ok(())
    }
}

impl Store {
    /// Writes a backup beside whatever runs. It opens with a secret folder of this epoch alone.
    ///
    /// # Errors
    /// `Io(AlreadyExists)` where the file is there already.
    pub fn backup(&self, to: &Path, now: i64) -> Result<(), StoreError> {
        if to.exists() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        let folder = match to.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let copy = self.folder.join(DRAFTS).join(Id::random().to_string());
        let _copy_goes = Unnamed(Some(copy.clone()));
        let (draft, named) = match Draft::unnamed(&folder, 0o600)? {
            Some(draft) => (draft, None),
            None => {
                let beside = folder.join(format!(".handover-backup-{}", Id::random()));
                (Draft::named(beside.clone(), 0o600)?, Some(beside))
            }
        };
        let _name_goes = Unnamed(named);
        self.write_backup(draft.file(), &copy, now)?;
        draft.file().sync_all()?;
        draft.appear(to)?;
        Ok(secret::sync_folder(&folder)?)
    }

    fn write_backup(&self, file: &File, copy: &Path, now: i64) -> Result<(), StoreError> {
        let path = copy.to_str().ok_or(StoreError::Io(io::ErrorKind::InvalidFilename))?;
        self.writer().execute("VACUUM INTO ?1", [path])?;
        let database = Connection::open(copy)?;
        database.execute_batch(
            "PRAGMA secure_delete = ON; DELETE FROM sessions; DELETE FROM enrolments; DELETE FROM uploads;
             DELETE FROM finished_uploads;",
        )?;
        let epoch = secret::epoch_in(&database)?.ok_or(StoreError::Damaged)?;
        let about = json!({ "check": hex(&self.root.check()), "created": now, "epoch": epoch, "format": FORMAT });
        let mut sums = Sums { zip: zip::ZipWriter::new(file), text: String::new() };
        sums.put(ABOUT, about.to_string().as_bytes())?;
        let blobs: Vec<(Id, String)> = {
            let mut rows = database.prepare("SELECT id, blob FROM files ORDER BY blob")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
        };
        for (id, blob) in blobs {
            match File::open(self.blobs().join(&blob)) {
                Ok(bytes) => sums.put(&format!("{}/{blob}", super::BLOBS), bytes)?,
                // Removed since the database was copied: then its key goes from the copy as well.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    database.execute("DELETE FROM files WHERE id = ?1", [id])?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        database.close().map_err(|(_, error)| error)?;
        sums.put(DATABASE, File::open(copy)?)?;
        let text = std::mem::take(&mut sums.text);
        sums.put(SUMS, text.as_bytes())?;
        sums.zip.finish().map_err(io::Error::from)?;
        Ok(())
    }
}
