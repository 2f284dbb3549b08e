//! Encrypted files of a handover.
//!
//! In: plain bytes, streamed. Out: a file that is there whole, with its row, or not at all. Never: a row before its file
//! is on the disk; a file's name anywhere but sealed; a plain byte on the disk.

use super::audit::Act;
use super::blob::{BlobKey, BlobReader};
use super::drafts::{BlobDraft, Published};
use super::error::StoreError;
use super::id::Id;
use super::secret::{self, Place, sync_folder};
use super::state::{State, must_be_open, state_of};
use super::{DRAFTS, Store, remove_if_there};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, Transaction};
use std::collections::HashSet;
use std::fs::{self, File};

/// What a file is to its handover: many exports, one of each other kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    Export,
    Dossier,
    Slip,
    Vault,
}

impl FileKind {
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Export => "export",
            FileKind::Dossier => "dossier",
            FileKind::Slip => "slip",
            FileKind::Vault => "vault",
        }
    }
}

impl ToSql for FileKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for FileKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<FileKind> {
        let word = value.as_str()?;
        let all = [FileKind::Export, FileKind::Dossier, FileKind::Slip, FileKind::Vault];
        all.into_iter().find(|kind| kind.word() == word).ok_or(FromSqlError::InvalidType)
    }
}

/// A file as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub id: Id,
    pub handover: Id,
    pub kind: FileKind,
    /// Plain bytes.
    pub size: u64,
    pub created: i64,
}

impl FileRow {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
        Ok(FileRow {
            id: row.get("id")?,
            handover: row.get("handover")?,
            kind: row.get("kind")?,
            size: row.get("size")?,
            created: row.get("created")?,
        })
    }
}

impl Store {
    /// The draft becomes a file of the handover: on the disk first, then in the database. `name` is sealed. An export is
    /// taken while the handover is open, a dossier by `finish_job` alone, a slip and a vault once it is packed.
    pub fn keep(
        &self,
        draft: BlobDraft,
        handover: Id,
        kind: FileKind,
        name: &str,
        actor: Id,
        now: i64,
    ) -> Result<Id, StoreError> {
        let state = self.look(|database| state_of(database, handover))?;
        if !may_come(kind, state) {
            return Err(StoreError::State(state));
        }
        let published = self.publish(draft)?;
        let kept = self.change(|database, chain| {
            let state = state_of(database, handover)?;
            if !may_come(kind, state) {
                return Err(StoreError::State(state));
            }
            let id = self.put_file(database, &published, handover, kind, name, now)?;
            chain.add(now, actor, Act::FileKept, id, None)?;
            Ok(id)
        });
        if kept.is_err() {
            self.remove_blobs(std::slice::from_ref(&published.blob))?;
        }
        kept
    }

    pub fn file(&self, id: Id) -> Result<FileRow, StoreError> {
        self.look(|database| Ok(database.query_row("SELECT * FROM files WHERE id = ?1", [id], FileRow::from_row)?))
    }

    /// The files of a handover, in the order they came.
    pub fn files(&self, handover: Id) -> Result<Vec<FileRow>, StoreError> {
        self.look(|database| {
            let mut rows =
                database.prepare_cached("SELECT * FROM files WHERE handover = ?1 ORDER BY created, rowid")?;
            Ok(rows.query_map([handover], FileRow::from_row)?.collect::<Result<_, _>>()?)
        })
    }

    /// The one dossier, slip or vault of a handover.
    pub fn file_of(&self, handover: Id, kind: FileKind) -> Result<Option<FileRow>, StoreError> {
        self.look(|database| {
            let mut row = database.prepare_cached("SELECT * FROM files WHERE handover = ?1 AND kind = ?2")?;
            Ok(row.query_row((handover, kind), FileRow::from_row).optional()?)
        })
    }

    /// Opens a file. One that is removed meanwhile is read to its end all the same.
    pub fn read(&self, id: Id) -> Result<BlobReader<File>, StoreError> {
        let (blob, key) = self.look(|database| {
            let blob: String = database.query_row("SELECT blob FROM files WHERE id = ?1", [id], |row| row.get(0))?;
            Ok((blob, self.file_key(database, id)?))
        })?;
        Ok(BlobReader::open(&key, File::open(self.blobs().join(blob))?)?)
    }

    /// The name that the file had where it came from.
    pub fn name_of(&self, id: Id) -> Result<String, StoreError> {
        self.look(|database| {
            let name: Vec<u8> = database.query_row("SELECT name FROM files WHERE id = ?1", [id], |row| row.get(0))?;
            secret::open_text(&self.file_key(database, id)?.derived(b"name"), Place("name", id), &name)
        })
    }

    /// What was recognised in an export, sealed under the file's own key: it goes with the file.
    pub fn set_file_survey(&self, id: Id, json: &str) -> Result<(), StoreError> {
        self.change(|database, _| {
            let key = self.file_key(database, id)?.derived(b"survey");
            let sealed = secret::seal(&key, Place("survey", id), json.as_bytes());
            database.execute("UPDATE files SET survey = ?2 WHERE id = ?1", (id, sealed))?;
            Ok(())
        })
    }

    pub fn file_survey(&self, id: Id) -> Result<Option<String>, StoreError> {
        self.look(|database| {
            let survey: Option<Vec<u8>> =
                database.query_row("SELECT survey FROM files WHERE id = ?1", [id], |row| row.get(0))?;
            let Some(survey) = survey else { return Ok(None) };
            let key = self.file_key(database, id)?.derived(b"survey");
            secret::open_text(&key, Place("survey", id), &survey).map(Some)
        })
    }

    /// Destroys a file's wrapped key and removes the file: an export while the handover is open, a slip or a vault at any
    /// time. A dossier goes with its handover.
    pub fn drop_file(&self, id: Id, actor: Id, now: i64) -> Result<(), StoreError> {
        let blob = self.change(|database, chain| {
            let file = database.query_row("SELECT * FROM files WHERE id = ?1", [id], FileRow::from_row)?;
            match file.kind {
                FileKind::Export => must_be_open(database, file.handover)?,
                FileKind::Dossier => return Err(StoreError::State(state_of(database, file.handover)?)),
                FileKind::Slip | FileKind::Vault => {}
            }
            let mut gone = database.prepare_cached("DELETE FROM files WHERE id = ?1 RETURNING blob")?;
            let blob: String = gone.query_row([id], |row| row.get(0))?;
            chain.add(now, actor, Act::FileRemoved, id, None)?;
            Ok(blob)
        })?;
        self.remove_blobs(&[blob])
    }

    pub(super) fn put_file(
        &self,
        database: &Transaction<'_>,
        file: &Published,
        handover: Id,
        kind: FileKind,
        name: &str,
        now: i64,
    ) -> Result<Id, StoreError> {
        let id = Id::random();
        let wrapped = secret::seal(&self.root.current_key(database)?, Place("file", id), &file.key.to_bytes());
        let name = secret::seal(&file.key.derived(b"name"), Place("name", id), name.as_bytes());
        database.execute(
            "INSERT INTO files (id, handover, kind, size, created, blob, key, name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (id, handover, kind, file.size, now, &file.blob, wrapped, name),
        )?;
        Ok(id)
    }

    pub(super) fn file_key(&self, database: &Connection, id: Id) -> Result<BlobKey, StoreError> {
        let wrapped: Vec<u8> = database.query_row("SELECT key FROM files WHERE id = ?1", [id], |row| row.get(0))?;
        let key = secret::open(&self.root.current_key(database)?, Place("file", id), &wrapped)?;
        BlobKey::from_bytes(&key).ok_or(StoreError::Damaged)
    }

    /// Removes files whose rows are gone. What is left by a kill in between, the next start removes.
    pub(super) fn remove_blobs(&self, blobs: &[String]) -> Result<(), StoreError> {
        for blob in blobs {
            remove_if_there(&self.blobs().join(blob))?;
        }
        if blobs.is_empty() { Ok(()) } else { Ok(sync_folder(&self.blobs())?) }
    }

    /// Removes files that no row knows, and drafts.
    pub(super) fn sweep(&self) -> Result<(), StoreError> {
        let known: HashSet<String> = self.look(|database| {
            let mut names = database.prepare("SELECT blob FROM files UNION ALL SELECT blob FROM uploads")?;
            Ok(names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        for (folder, is_kept) in [(self.blobs(), true), (self.folder.join(DRAFTS), false)] {
            for item in fs::read_dir(folder)? {
                let item = item?;
                let name = item.file_name().into_string().unwrap_or_default();
                // Nothing but what has a name of our making.
                if Id::parse(&name).is_some() && !(is_kept && known.contains(&name)) {
                    remove_if_there(&item.path())?;
                }
            }
        }
        Ok(())
    }
}

fn may_come(kind: FileKind, state: State) -> bool {
    match kind {
        FileKind::Export => state.is_open(),
        FileKind::Dossier => false,
        FileKind::Slip | FileKind::Vault => {
            matches!(state, State::AwaitingApproval | State::Released | State::HandedOver)
        }
    }
}

/// Deletes the rows, and so the wrapped keys, of a handover's files of one kind, or of all and its uploads; gives what is to
/// be removed from the disk once this is committed.
pub(super) fn forget_files(
    database: &Connection,
    handover: Id,
    kind: Option<FileKind>,
) -> Result<Vec<String>, StoreError> {
    let mut rows =
        database.prepare("DELETE FROM files WHERE handover = ?1 AND (?2 IS NULL OR kind = ?2) RETURNING blob")?;
    let mut blobs: Vec<String> = rows.query_map((handover, kind), |row| row.get(0))?.collect::<Result<_, _>>()?;
    if kind.is_none_or(|kind| kind == FileKind::Export) {
        let mut rows = database.prepare("DELETE FROM uploads WHERE handover = ?1 RETURNING blob")?;
        let more: Vec<String> = rows.query_map([handover], |row| row.get(0))?.collect::<Result<_, _>>()?;
        blobs.extend(more);
    }
    Ok(blobs)
}
