//! Every parser of outside bytes as a plain function that must not panic, and whose answers must agree with themselves.
//! libFuzzer calls them (`fuzz_targets/`), and so does the seeded driver of `tests/fuzz.rs`, on the stable toolchain.

use handover::cover::Cover;
use handover::day::Day;
use handover::intake::{Choices, Row, RowReader, Source, survey};
use handover::package::response::ResponseStatement;
use handover::package::tlog_proof::TlogProof;
use handover::package::{bag_info, manifest, statement::Statement, zip_read};
use handover::progress::Silent;
use handover::proof::{checkpoint, opening, seal, timestamp};
use handover::register::policy::Policy;
use handover::table;
use handover::vault::{self, Plain};

/// An export in memory.
struct Bytes<'b>(&'b [u8]);

impl Source for Bytes<'_> {
    fn name(&self) -> &str {
        "export.csv"
    }

    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        Ok(Box::new(std::io::Cursor::new(self.0.to_vec())))
    }

    fn size(&self) -> u64 {
        self.0.len() as u64
    }
}

/// Any bytes as an export: each record has one fate, whatever the size of the chunks.
pub fn intake(bytes: &[u8]) {
    let source = Bytes(bytes);
    let Ok(found) = survey(&source, &Choices::default(), Day::from_unix_seconds(0), &Silent) else { return };
    let fates = [1 << 20, 64, 1].map(|size| {
        let mut fates = Vec::new();
        let mut reader = RowReader::new(&found.layout);
        if let Ok(chunks) = found.chunks_of(&source, size) {
            for chunk in chunks {
                let Ok(chunk) = chunk else {
                    // A stream that breaks in the middle breaks at any size of chunk.
                    fates.push((u64::MAX, None));
                    break;
                };
                reader.for_each(&chunk, |row| {
                    fates.push(match row {
                        Row::Signature { row, .. } => (row, None),
                        Row::SetAside { row, reason } => (row, Some(reason)),
                    });
                });
            }
        }
        fates
    });
    assert!(fates[0].windows(2).all(|pair| pair[0].0 < pair[1].0), "rows are numbered in order");
    let broken = fates.iter().any(|fates| fates.last().is_some_and(|(row, _)| *row == u64::MAX));
    assert!(broken || fates[0] == fates[1] && fates[1] == fates[2], "chunks decide nothing");
}

pub fn columns(bytes: &[u8]) {
    with_text(bytes, |text| drop(Choices::parse(text)));
}

pub fn cover(bytes: &[u8]) {
    with_text(bytes, |text| {
        if let Ok(cover) = Cover::parse(text) {
            assert!(cover.check().is_ok() && !cover.recipient.in_one_line().is_empty());
        }
    });
}

pub fn policy(bytes: &[u8]) {
    with_text(bytes, |text| {
        if let Ok(policy) = Policy::parse("fuzzed", text) {
            let all = handover::fields::Field::ALL.into_iter().collect();
            assert!(policy.rows() || policy.columns(all).is_empty(), "a policy without rows has no column");
        }
    });
}

/// What is accepted without a fault is exactly what would be written.
pub fn statement(bytes: &[u8]) {
    let reading = Statement::read(bytes);
    if let (Some(statement), true, true, true) =
        (&reading.statement, reading.canonical, reading.faults.is_empty(), reading.extensions.is_empty())
    {
        assert_eq!(statement.to_jcs().as_bytes(), bytes, "one statement, one text");
    }
}

pub fn manifests(bytes: &[u8]) {
    let read = manifest::parse(bytes);
    if read.faults.is_empty() {
        let again = manifest::to_text(read.files.iter().map(|(path, hash)| (path.as_str(), *hash)));
        assert_eq!(again.as_bytes(), bytes, "one manifest, one text");
    }
}

pub fn labels(bytes: &[u8]) {
    drop(bag_info::parse(bytes));
}

pub fn seals(bytes: &[u8]) {
    let opened = seal::open_seal(bytes, b"message", "handover-dossier");
    assert!(opened.is_err() || bytes.starts_with(b"-----BEGIN SSH SIGNATURE-----\n"));
    if let Some((name, key)) = seal::parse_allowed_signers(bytes) {
        assert_eq!(seal::allowed_signers(&name, &key).as_bytes(), bytes, "one key, one line");
    }
    with_text(bytes, |text| {
        if let Some(key) = seal::SealPublic::parse_openssh(text) {
            assert!(key.fingerprint().starts_with("SHA256:"));
        }
    });
}

/// A reply, a token, or roots; what is taken from a reply stands alone, and a token that holds has a time to say.
pub fn timestamps(bytes: &[u8]) {
    if let Ok(token) = timestamp::token_of(bytes) {
        assert_eq!(timestamp::token_of(&token).as_ref(), Ok(&token), "a token is its own");
        assert!(bytes.len() >= token.len());
        if let Ok(stamp) = timestamp::open(&token, &[9; 32]) {
            assert!(stamp.time().ends_with('Z') && !stamp.authority().is_empty());
            assert!(!stamp.leads_to(&timestamp::Roots::default()), "to nothing nothing leads");
        }
    }
    with_text(bytes, |text| drop(timestamp::Roots::parse(text)));
}

/// The first line is the verifier key, the rest the note.
pub fn checkpoints(bytes: &[u8]) {
    let split = bytes.iter().position(|b| *b == b'\n').unwrap_or(0);
    let (key, note) = bytes.split_at(split);
    with_text(key, |key| drop(checkpoint::open(note.get(1..).unwrap_or_default(), key)));
    drop(checkpoint::open(bytes, "example.org/handover/x+00000000+AQ=="));
}

pub fn openings(bytes: &[u8]) {
    with_text(bytes, |text| {
        for fields in [1, 2, 13] {
            if let Some(parts) = opening::read(text, fields) {
                assert_eq!(opening::write(&parts), text, "one opening, one text");
                assert_eq!(opening::leaf(7, &parts), opening::leaf(7, &parts.clone()), "one opening, one leaf");
            }
        }
    });
}

/// A proof, and the opening in it, if it has one.
pub fn proofs(bytes: &[u8]) {
    if let Some(proof) = TlogProof::read(bytes) {
        assert_eq!(proof.write().as_bytes(), bytes, "one proof, one text");
        assert!(proof.path.len() <= 64);
        openings(proof.extra.as_bytes());
    }
}

pub fn responses(bytes: &[u8]) {
    if let Some(response) = ResponseStatement::read(bytes) {
        assert_eq!(response.to_text().as_bytes(), bytes, "one response, one text");
    }
}

/// A member unpacks to what it declares, or to a fault; what is refused is not unpacked.
pub fn zips(bytes: &[u8]) {
    let Ok(directory) = zip_read::read(&bytes) else { return };
    for member in &directory.members {
        let mut left = member.packed.size;
        let whole = zip_read::unpack(&bytes, member, &mut |part| {
            assert!(part.len() as u64 <= left, "not a byte more than declared");
            left -= part.len() as u64;
            Ok(())
        });
        assert!(left == 0 || !matches!(whole, Ok(Ok(()))), "not a byte less than declared");
    }
}

/// The plaintext of a vault, whole or cut, as a thief of a custodian's key could forge it.
pub fn vaults(bytes: &[u8]) {
    let Ok(mut vault) = Plain::read(std::io::Cursor::new(bytes)) else { return };
    assert!(vault.held() <= vault.size() && vault.is_cut() == vault.about().answered.is_some());
    for index in [0, 1, 255, 256, vault.size().saturating_sub(1), vault.size(), u64::MAX] {
        let (opened, path) = (vault.opened(index), vault.path(index));
        if let Ok(entry) = vault.entry(index) {
            assert_eq!((opened, path), (Ok(entry.0), Ok(entry.1)), "one entry, one answer");
        }
    }
    assert!(vault.forgotten(&Silent).is_ok_and(|forgotten| forgotten <= vault.held()) || !vault.is_cut());
}

/// An identity file that was locked; the work that it asks for is bounded, so what asks for more than a little is passed over.
pub fn identities(bytes: &[u8]) {
    let head = &bytes[..bytes.len().min(4096)];
    let is_costly = |line: &[u8]| line.starts_with(b"-> scrypt ") && !line.ends_with(b" 1");
    if vault::is_locked(bytes) && !head.split(|b| *b == b'\n').any(is_costly) {
        drop(vault::unlock(bytes, "passphrase"));
    }
}

/// The escape is a bijection between cells and what a reader accepts.
pub fn escapes(bytes: &[u8]) {
    with_text(bytes, |text| {
        assert_eq!(table::unescape(&table::escape(text)), text);
        let cell = table::unescape(text);
        if table::escape(cell) == text {
            assert_eq!(table::unescape(text), cell);
        }
        assert!(!table::triggers(&table::escape(text)) || table::escape(text).starts_with('\''), "never a formula");
    });
}

fn with_text(bytes: &[u8], with: impl FnOnce(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        with(text);
    }
}
