//! Uploads that survive a broken line, a reload and a kill (tus 1.0).
//!
//! In: bytes in order, from where the last settled ones end. Out: a file of the handover once all are there. Never: a byte
//! counted that is not on the disk; a frame written twice under one counter: each try to append has a generation of its
//! own, counted in the database before its first write.

use super::audit::Act;
use super::blob::{BlobKey, FRAME, Frames, MAGIC, place_of};
use super::drafts::{Placed, Published};
use super::error::StoreError;
use super::files::FileKind;
use super::id::Id;
use super::secret::{self, Place, sync_folder};
use super::state::must_be_open;
use super::{Store, finished, remove_if_there};
use rusqlite::{Connection, Row};
use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// An upload that is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    pub id: Id,
    pub handover: Id,
    pub owner: Id,
    pub length: u64,
    /// Bytes that are on the disk; the next one to send.
    pub offset: u64,
    pub created: i64,
    pub touched: i64,
}

impl UploadRow {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<UploadRow> {
        Ok(UploadRow {
            id: row.get("id")?,
            handover: row.get("handover")?,
            owner: row.get("owner")?,
            length: row.get("length")?,
            offset: row.get("offset")?,
            created: row.get("created")?,
            touched: row.get("touched")?,
        })
    }
}

/// One connection's turn at an upload. What it has not settled is gone with it.
pub struct UploadAppender {
    _turn: Turn,
    id: Id,
    length: u64,
    offset: u64,
    generation: u32,
    key: BlobKey,
    frames: Frames,
    file: Placed,
    broken: bool,
}

/// Taken by one connection at a time, given back when it goes.
struct Turn(Arc<Mutex<HashSet<Id>>>, Id);

impl Turn {
    fn take(store: &Store, id: Id) -> Result<Turn, StoreError> {
        let is_free = store.appending.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        if is_free { Ok(Turn(Arc::clone(&store.appending), id)) } else { Err(StoreError::UploadBusy) }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

impl Store {
    pub fn begin_upload(&self, handover: Id, name: &str, length: u64, owner: Id, now: i64) -> Result<Id, StoreError> {
        self.look(|database| must_be_open(database, handover))?;
        let (id, key, blob) = (Id::random(), BlobKey::random(), Id::random().to_string());
        let path = self.blobs().join(&blob);
        let begun = || {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            file.write_all_at(MAGIC, 0)?;
            file.sync_all()?;
            sync_folder(&self.blobs())?;
            self.change(|database, chain| {
                must_be_open(database, handover)?;
                let wrapped = secret::seal(&self.root.current_key(database)?, Place("upload", id), &key.to_bytes());
                let name = secret::seal(&key.derived(b"name"), Place("upload name", id), name.as_bytes());
                database.execute(
                    "INSERT INTO uploads (id, handover, owner, length, created, touched, blob, key, name)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)",
                    (id, handover, owner, length, now, &blob, wrapped, name),
                )?;
                chain.add(now, owner, Act::UploadBegun, id, None)
            })
        };
        if let Err(error) = begun() {
            remove_if_there(&path)?;
            return Err(error);
        }
        Ok(id)
    }

    pub fn upload(&self, id: Id) -> Result<UploadRow, StoreError> {
        self.look(|database| {
            Ok(database.query_row("SELECT * FROM uploads WHERE id = ?1", [id], UploadRow::from_row)?)
        })
    }

    /// The unfinished uploads of a handover.
    pub fn uploads(&self, handover: Id) -> Result<Vec<UploadRow>, StoreError> {
        self.look(|database| {
            let mut rows =
                database.prepare_cached("SELECT * FROM uploads WHERE handover = ?1 ORDER BY created, rowid")?;
            Ok(rows.query_map([handover], UploadRow::from_row)?.collect::<Result<_, _>>()?)
        })
    }

    pub fn upload_name(&self, id: Id) -> Result<String, StoreError> {
        self.look(|database| self.upload_name_in(database, id))
    }

    fn upload_name_in(&self, database: &Connection, id: Id) -> Result<String, StoreError> {
        let name: Vec<u8> = database.query_row("SELECT name FROM uploads WHERE id = ?1", [id], |row| row.get(0))?;
        secret::open_text(&self.upload_key(database, id)?.derived(b"name"), Place("upload name", id), &name)
    }

    fn upload_key(&self, database: &Connection, id: Id) -> Result<BlobKey, StoreError> {
        let wrapped: Vec<u8> = database.query_row("SELECT key FROM uploads WHERE id = ?1", [id], |row| row.get(0))?;
        let key = secret::open(&self.root.current_key(database)?, Place("upload", id), &wrapped)?;
        BlobKey::from_bytes(&key).ok_or(StoreError::Damaged)
    }

    /// Goes on with an upload at `offset`.
    ///
    /// # Errors
    /// `Offset` where the settled bytes end elsewhere; `UploadBusy` while another connection writes.
    pub fn append(&self, id: Id, offset: u64, now: i64) -> Result<UploadAppender, StoreError> {
        let turn = Turn::take(self, id)?;
        // In the database before the first write: a killed try never shares a generation with the next one.
        let (row, blob, tail, generation, key) = self.change(|database, _| {
            let row = database.query_row("SELECT * FROM uploads WHERE id = ?1", [id], UploadRow::from_row)?;
            must_be_open(database, row.handover)?;
            if row.offset != offset {
                return Err(StoreError::Offset { at: row.offset });
            }
            let (generation, blob, tail): (u32, String, Option<Vec<u8>>) = database.query_row(
                "UPDATE uploads SET generation = generation + 1, touched = ?2 WHERE id = ?1
                 RETURNING generation, blob, tail",
                (id, now),
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            let mut key = self.upload_key(database, id)?;
            let tail = match tail {
                Some(tail) => secret::open(&key.derived(b"tail"), Place("tail", id), &tail)?,
                None => Zeroizing::default(),
            };
            key.begin((row.offset - tail.len() as u64) / FRAME as u64, generation);
            let wrapped = secret::seal(&self.root.current_key(database)?, Place("upload", id), &key.to_bytes());
            database.execute("UPDATE uploads SET key = ?2 WHERE id = ?1", (id, wrapped))?;
            Ok((row, blob, tail, generation, key))
        })?;
        let whole = (row.offset - tail.len() as u64) / FRAME as u64;
        let file = OpenOptions::new().read(true).write(true).open(self.blobs().join(blob))?;
        // What another try wrote and never settled.
        file.set_len(place_of(whole))?;
        let file = Placed { file, at: place_of(whole) };
        let frames = Frames::new(&key, whole, &tail);
        let (length, offset) = (row.length, row.offset);
        Ok(UploadAppender { _turn: turn, id, length, offset, generation, key, frames, file, broken: false })
    }

    /// The complete upload becomes an export of its handover; its id is a new one. One that became an export already stays
    /// that one.
    ///
    /// # Errors
    /// `Incomplete` where bytes are missing.
    pub fn finish_upload(&self, id: Id, actor: Id, now: i64) -> Result<Id, StoreError> {
        match self.finish_once(id, actor, now) {
            Err(StoreError::NotFound) => Ok(self.finished_upload(id)?.ok_or(StoreError::NotFound)?.file),
            outcome => outcome,
        }
    }

    fn finish_once(&self, id: Id, actor: Id, now: i64) -> Result<Id, StoreError> {
        let row = self.upload(id)?;
        if row.offset != row.length {
            return Err(StoreError::Incomplete);
        }
        let mut appender = self.append(id, row.offset, now)?;
        appender.frames.last(&mut appender.file)?;
        appender.file.file.sync_all()?;
        self.change(|database, chain| {
            must_be_open(database, row.handover)?;
            let name = self.upload_name_in(database, id)?;
            let mut gone = database.prepare_cached("DELETE FROM uploads WHERE id = ?1 RETURNING blob")?;
            let blob: String = gone.query_row([id], |row| row.get(0))?;
            let file = Published { blob, key: appender.key.clone(), size: row.length };
            let file = self.put_file(database, &file, row.handover, FileKind::Export, &name, now)?;
            finished::remember(database, id, row.owner, file, now)?;
            chain.add(now, actor, Act::FileKept, file, None)?;
            Ok(file)
        })
    }

    /// Gives an upload up and removes what there is of it.
    ///
    /// # Errors
    /// `UploadBusy` while a connection writes.
    pub fn abandon(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        let _turn = Turn::take(self, id)?;
        let blob = self.change(|database, chain| {
            let mut gone = database.prepare_cached("DELETE FROM uploads WHERE id = ?1 RETURNING blob")?;
            let blob: String = gone.query_row([id], |row| row.get(0))?;
            chain.add(now, actor, Act::UploadAbandoned, id, None)?;
            Ok(blob)
        })?;
        self.remove_blobs(&[blob])
    }

    /// Gives up every upload that was not touched since, and forgets those that were finished before; how many were given up.
    pub fn expire_uploads(&self, untouched_since: i64, now: i64) -> Result<usize, StoreError> {
        self.forget_finished(untouched_since)?;
        let stale: Vec<Id> = self.look(|database| {
            let mut rows = database.prepare("SELECT id FROM uploads WHERE touched < ?1")?;
            Ok(rows.query_map([untouched_since], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        let mut gone = 0;
        for id in stale {
            match self.abandon(id, Id::OPERATOR, now) {
                Ok(()) => gone += 1,
                Err(StoreError::UploadBusy | StoreError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(gone)
    }
}

impl UploadAppender {
    /// Where the bytes that were written so far end; settled or not.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// Brings all bytes so far to the disk, then counts them. What does not fill a frame is sealed in the row.
    pub fn settle(&mut self, store: &Store, now: i64) -> Result<u64, StoreError> {
        if self.broken {
            return Err(StoreError::Io(io::ErrorKind::BrokenPipe));
        }
        self.broken = true;
        self.file.file.sync_data()?;
        let waiting = &self.frames.pending;
        let tail =
            (!waiting.is_empty()).then(|| secret::seal(&self.key.derived(b"tail"), Place("tail", self.id), waiting));
        store.change(|database, _| {
            let put = "UPDATE uploads SET offset = ?3, tail = ?4, touched = ?5 WHERE id = ?1 AND generation = ?2";
            match database.execute(put, (self.id, self.generation, self.offset, tail, now))? {
                1 => Ok(()),
                _ => Err(StoreError::NotFound),
            }
        })?;
        self.broken = false;
        Ok(self.offset)
    }
}

impl Write for UploadAppender {
    /// # Errors
    /// `FileTooLarge` where more bytes come than were announced; then none of them is taken.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if bytes.len() as u64 > self.length - self.offset {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        // After a failure part of a frame may be written: this try is over, the settled bytes stay.
        self.broken = true;
        self.frames.push(bytes, &mut self.file)?;
        self.broken = false;
        self.offset += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
