//! The store from outside: what stays, what goes, what is refused.

mod backups;
mod blobs;
mod files;
mod people;
mod states;

use super::*;
use std::io::{Read as _, Write as _};
use tempfile::TempDir;

/// A day in November.
pub const NOW: i64 = 1_795_000_000;

/// A store in a folder of its own.
pub struct Room {
    dir: TempDir,
    pub store: Option<Store>,
}

impl Room {
    pub fn new() -> Room {
        let mut room = Room { dir: tempfile::tempdir().expect("a folder"), store: None };
        room.start();
        room
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Stops, as a kill would: nothing is closed in order; and starts again.
    pub fn start(&mut self) {
        self.store = None;
        self.store = Some(self.open().expect("opens"));
    }

    pub fn stop(&mut self) {
        self.store = None;
    }

    pub fn open(&self) -> Result<Store, StoreError> {
        Store::open(&self.path("data"), &self.path("secret"))
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("started")
    }

    pub fn handover(&self, owner: Id) -> Id {
        self.store().create_handover(owner, r#"{"title":"canary cover"}"#, "count", None, NOW).expect("made")
    }

    pub fn keep(&self, handover: Id, bytes: &[u8]) -> Id {
        let draft = self.draft(bytes);
        self.store().keep(draft, handover, FileKind::Export, "canary.csv", Id::OPERATOR, NOW).expect("kept")
    }

    pub fn draft(&self, bytes: &[u8]) -> BlobDraft {
        let mut draft = self.store().draft().expect("a draft");
        draft.write_all(bytes).expect("written");
        draft
    }

    pub fn bytes_of(&self, file: Id) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.store().read(file).expect("opens").read_to_end(&mut bytes).expect("reads");
        bytes
    }

    /// Packs a handover as a worker would.
    pub fn pack(&self, handover: Id, actor: Id) -> Packed {
        self.store().begin_job(handover, actor, NOW).expect("asked");
        let lease = self.store().lease_job(NOW, 60).expect("leased").expect("one waits");
        let packed = packed(handover);
        let dossier = (self.draft(b"a dossier"), FileKind::Dossier, "dossier.zip".to_owned());
        self.store().finish_job(&lease, &packed, vec![dossier], NOW).expect("done");
        packed
    }

    pub fn blobs(&self) -> usize {
        fs::read_dir(self.path("data/blobs")).expect("a folder").count()
    }
}

/// Figures that no two handovers share.
pub fn packed(handover: Id) -> Packed {
    let integrity = crate::proof::digest::sha256(handover.as_bytes());
    Packed {
        integrity,
        zip_sha256: crate::proof::digest::sha256(&integrity),
        signatures: 3,
        ledger_json: "{}".to_owned(),
        slip_json: "{}".to_owned(),
    }
}

/// Bytes that differ from place to place.
pub fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}
