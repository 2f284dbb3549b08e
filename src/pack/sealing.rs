//! The last step: the files of the dossier under manifests, the manifests under the seal, all of it in one zip.
//!
//! In: the statement and the finished members. Out: the sealed bag, written once, front to back. Never: a byte that
//! the integrity hash does not cover, but the seal itself.

use super::request::PackError;
use crate::package::bag_info::{BagInfo, Challenge};
use crate::package::statement::Statement;
use crate::package::zip::{Packed, ZipWriter};
use crate::package::{manifest, names};
use crate::progress::Progress;
use crate::proof::Hash;
use crate::proof::checkpoint::{self, Checkpoint};
use crate::proof::digest::{Sha256, sha256};
use crate::proof::seal::{self, SealKey};
use crate::scratch::{Frame, Spool};
use std::io::{self, Write};

/// A file of the dossier, ready to be written.
pub struct Member {
    /// Its path below the bag's folder.
    pub path: String,
    pub packed: Packed,
    /// Of the file itself, not as packed.
    pub sha256: Hash,
    pub content: Content,
}

/// Where a member's packed bytes are.
pub enum Content {
    Bytes(Vec<u8>),
    Spooled(Vec<Frame>),
}

impl Member {
    /// A small file, kept in memory and stored as it is.
    pub fn of_bytes(path: &str, bytes: Vec<u8>) -> Member {
        Member {
            path: path.to_owned(),
            packed: Packed::stored(&bytes),
            sha256: sha256(&bytes),
            content: Content::Bytes(bytes),
        }
    }
}

/// The seal's key and name.
pub struct Sealer<'a> {
    pub key: &'a SealKey,
    pub name: &'a str,
}

/// A dossier under seal, not yet written.
pub struct SealedBag {
    members: Vec<Member>,
    pub integrity: Hash,
}

/// Puts manifests and seal around the payload. `payload` is every file below `data/`.
pub fn seal_bag(
    statement: &Statement,
    root: &Hash,
    challenge: Option<Challenge<'_>>,
    mut payload: Vec<Member>,
    sealer: &Sealer<'_>,
) -> SealedBag {
    let origin = checkpoint::origin(sealer.name, &statement.id);
    let checkpoint = Checkpoint { origin, size: statement.register.size, root: *root };
    let (note, verifier_key) = checkpoint.write(sealer.key);
    let public = sealer.key.public();
    let bag_info = BagInfo {
        source_organization: &statement.organiser.name,
        external_identifier: &statement.id,
        external_description: &statement.petition.title,
        bagging_date: statement.created,
        payload_oxum: (payload.iter().map(|member| member.packed.size).sum(), payload.len() as u64),
        intended_recipient: &statement.recipient.in_one_line(),
        handover_policy: &statement.policy.name,
        register_size: statement.register.size,
        register_root: &statement.register.root,
        challenge,
        seal_name: sealer.name,
        seal_fingerprint: &public.fingerprint(),
        note_verifier_key: &verifier_key,
    };
    let listed = manifest::to_text(payload.iter().map(|member| (member.path.as_str(), member.sha256)));
    let tags = [
        (names::ALLOWED_SIGNERS, seal::allowed_signers(sealer.name, &public)),
        (names::BAG_INFO, bag_info.to_text()),
        (names::BAGIT, String::from_utf8_lossy(names::BAGIT_TXT).into_owned()),
        (names::MANIFEST, listed),
        (names::CHECKPOINT, note),
    ]
    .map(|(path, text)| Member::of_bytes(path, text.into_bytes()));
    let tagmanifest = manifest::to_text(tags.iter().map(|member| (member.path.as_str(), member.sha256)));
    let integrity = sha256(tagmanifest.as_bytes());
    let armour = sealer.key.seal(tagmanifest.as_bytes(), seal::DOSSIER);
    payload.extend(tags);
    payload.push(Member::of_bytes(names::TAGMANIFEST, tagmanifest.into_bytes()));
    payload.push(Member::of_bytes(names::SEAL, armour.into_bytes()));
    payload.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
    SealedBag { members: payload, integrity }
}

impl SealedBag {
    /// Bytes of all members as packed.
    pub fn packed_size(&self) -> u64 {
        self.members.iter().map(|member| member.packed.packed_size).sum()
    }

    /// Writes the zip, front to back, and gives the writer back with the zip's SHA-256.
    pub fn write_zip<W: Write>(
        &self,
        statement: &Statement,
        spool: &Spool,
        out: W,
        progress: &dyn Progress,
    ) -> Result<(W, Hash), PackError> {
        let mut zip = ZipWriter::new(Hashed { out, sha256: Sha256::new() }, statement.created);
        let folder = names::folder(&statement.id);
        for member in &self.members {
            let name = format!("{folder}/{}", member.path);
            match &member.content {
                Content::Bytes(bytes) => zip.member(&name, &member.packed, &mut bytes.as_slice())?,
                Content::Spooled(frames) => zip.member(&name, &member.packed, &mut spool.reader(frames))?,
            }
            progress.advance(member.packed.packed_size);
        }
        let hashed = zip.finish()?;
        Ok((hashed.out, hashed.sha256.finish()))
    }
}

/// Hashes what passes through.
struct Hashed<W> {
    out: W,
    sha256: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.sha256.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
