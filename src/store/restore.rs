//! Back from a backup: everything is looked at first, then the data folder appears.
//!
//! In: a backup, and the secret folder that belongs to it. Out: a data folder. Never: a folder that holds something; half a
//! restore; a byte that is not the one that was backed up.

use super::audit::Act;
use super::backup::{ABOUT, DATABASE, FORMAT, SUMS};
use super::error::StoreError;
use super::id::Id;
use super::secret::{Root, sync_folder};
use super::{BLOBS, Store, make_folders};
use crate::proof::digest::{Sha256, hex, unhex32};
use crate::scratch::{Held, each_abandoned};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

const PREFIX: &str = ".handover-restore-";
/// More than `backup.json` or the sums of a million files take.
const SMALL: u64 = 128 << 20;

type Archive = zip::ZipArchive<File>;

/// Makes the data folder from a backup; what is wrong is found before it appears.
///
/// # Errors
/// `NotEmpty`, `BackupDamaged`, `SecretMissing`, `SecretOther`, `BackupEpochGone`.
pub fn restore(backup: &Path, data: &Path, secret: &Path, now: i64) -> Result<(), StoreError> {
    if fs::read_dir(data).is_ok_and(|mut items| items.next().is_some()) || data.is_file() {
        return Err(StoreError::NotEmpty { folder: data.to_owned() });
    }
    let mut archive = Archive::new(File::open(backup)?).map_err(|_| damaged("its end"))?;
    let sums = sums_of(&mut archive)?;
    let about = untrusted_about(&mut archive)?;
    secret_belongs(&about, data, secret)?;

    let parent = match data.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent)?;
    each_abandoned(
        &parent,
        |name| name.strip_prefix(PREFIX).is_some_and(|id| Id::parse(id).is_some()),
        |left| fs::remove_dir_all(left.path()),
    )?;
    let beside = Held::make(std::iter::repeat_with(|| parent.join(format!("{PREFIX}{}", Id::random()))))?;
    let outcome = fill(&mut archive, &sums, beside.path(), secret, now).and_then(|()| {
        // Over an empty folder, or where there is none.
        fs::rename(beside.path(), data)?;
        Ok(sync_folder(&parent)?)
    });
    if outcome.is_err() {
        // What cannot be removed now, the next restore removes.
        let _ = fs::remove_dir_all(beside.path());
    }
    outcome
}

fn fill(
    archive: &mut Archive,
    sums: &BTreeMap<String, String>,
    folder: &Path,
    secret: &Path,
    now: i64,
) -> Result<(), StoreError> {
    make_folders(folder)?;
    for (name, sum) in sums.iter().filter(|(name, _)| *name != ABOUT) {
        let mut member = archive.by_name(name).map_err(|_| damaged(name))?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join(name))?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match member.read(&mut buffer).map_err(|_| damaged(name))? {
                0 => break,
                length => {
                    hash.update(&buffer[..length]);
                    file.write_all(&buffer[..length])?;
                }
            }
        }
        if hex(&hash.finish()) != *sum {
            return Err(damaged(name));
        }
        file.sync_all()?;
    }
    let in_the_database = |error: StoreError| match error {
        StoreError::Damaged | StoreError::NotFound | StoreError::Io(io::ErrorKind::NotFound) => damaged(DATABASE),
        other => other,
    };
    let store = Store::over(folder, secret, None).map_err(in_the_database)?;
    store.is_whole().map_err(in_the_database)?;
    store.note(Id::OPERATOR, Act::Restored, Id::OPERATOR, now)?;
    drop(store);
    File::open(folder.join(DATABASE))?.sync_all()?;
    for folder in [&folder.join(BLOBS), folder] {
        sync_folder(folder)?;
    }
    Ok(())
}

impl Store {
    /// The database hangs together, the log is whole, and every file opens and has its size.
    fn is_whole(&self) -> Result<(), StoreError> {
        let files: Vec<(Id, u64)> = self.look(|database| {
            let said: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            if said != "ok" {
                return Err(StoreError::Damaged);
            }
            let mut rows = database.prepare("SELECT id, size FROM files")?;
            Ok(rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
        })?;
        for (id, size) in files {
            if self.read(id)?.len() != size {
                return Err(StoreError::Damaged);
            }
        }
        self.audit_verify()?.map(drop).map_err(|_| StoreError::Damaged)
    }
}

/// The members and their digests; exactly those that the archive has, under names of our making.
fn sums_of(archive: &mut Archive) -> Result<BTreeMap<String, String>, StoreError> {
    let text = small(archive, SUMS)?;
    let mut sums = BTreeMap::new();
    for line in text.lines() {
        let (sum, name) = line.split_once("  ").ok_or_else(|| damaged(SUMS))?;
        let blob = name.strip_prefix(BLOBS).and_then(|rest| rest.strip_prefix('/'));
        let is_ours = [ABOUT, DATABASE].contains(&name) || blob.is_some_and(|blob| Id::parse(blob).is_some());
        if !is_ours || unhex32(sum).is_none() || sums.insert(name.to_owned(), sum.to_owned()).is_some() {
            return Err(damaged(SUMS));
        }
    }
    let listed = archive.file_names().all(|name| name.is_ok_and(|name| name == SUMS || sums.contains_key(&*name)));
    if !listed || archive.len() != sums.len() + 1 || !sums.contains_key(ABOUT) || !sums.contains_key(DATABASE) {
        return Err(damaged(SUMS));
    }
    let about = small(archive, ABOUT)?;
    if sums[ABOUT] != hex(&crate::proof::digest::sha256(about.as_bytes())) {
        return Err(damaged(ABOUT));
    }
    Ok(sums)
}

fn untrusted_about(archive: &mut Archive) -> Result<serde_json::Value, StoreError> {
    let about: serde_json::Value = serde_json::from_str(&small(archive, ABOUT)?).map_err(|_| damaged(ABOUT))?;
    if about["format"].as_u64() == Some(FORMAT) { Ok(about) } else { Err(damaged(ABOUT)) }
}

fn secret_belongs(about: &serde_json::Value, data: &Path, secret: &Path) -> Result<(), StoreError> {
    let (folder, secret) = (data.to_owned(), secret.to_owned());
    let Some(root) = Root::open(&secret)? else { return Err(StoreError::SecretMissing { folder, secret }) };
    if about["check"].as_str() != Some(hex(&root.check()).as_str()) {
        return Err(StoreError::SecretOther { folder, secret });
    }
    let epoch = about["epoch"].as_u64().ok_or_else(|| damaged(ABOUT))?;
    if root.has_epoch(epoch)? { Ok(()) } else { Err(StoreError::BackupEpochGone { secret }) }
}

fn small(archive: &mut Archive, name: &str) -> Result<String, StoreError> {
    let mut text = String::new();
    let member = archive.by_name(name).map_err(|_| damaged(name))?;
    member.take(SMALL).read_to_string(&mut text).map_err(|_| damaged(name))?;
    Ok(text)
}

fn damaged(member: &str) -> StoreError {
    StoreError::BackupDamaged { member: member.to_owned() }
}
