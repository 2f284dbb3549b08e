//! The names of a dossier's files, in one place (dossier-format §2).

pub const BAGIT: &str = "bagit.txt";
pub const BAG_INFO: &str = "bag-info.txt";
pub const MANIFEST: &str = "manifest-sha256.txt";
pub const TAGMANIFEST: &str = "tagmanifest-sha256.txt";
pub const SEAL: &str = "tagmanifest-sha256.txt.sig";
pub const TIMESTAMP: &str = "tagmanifest-sha256.txt.tsr";
pub const ALLOWED_SIGNERS: &str = "allowed_signers";
pub const STATEMENT: &str = "data/dossier.json";
pub const COVER: &str = "data/cover.pdf";
pub const COUNTS: &str = "data/counts.csv";
pub const LIST: &str = "data/signatures.csv";
pub const DATAPACKAGE: &str = "data/datapackage.json";
pub const HOW_TO_VERIFY: &str = "data/HOW-TO-VERIFY.txt";
pub const CHECKPOINT: &str = "proof/register.checkpoint";

/// Exactly what `bagit.txt` holds (RFC 8493 §2.1.1).
pub const BAGIT_TXT: &[u8; 54] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What `tagmanifest-sha256.txt` lists, in byte order.
pub const TAGGED: [&str; 5] = [ALLOWED_SIGNERS, BAG_INFO, BAGIT, MANIFEST, CHECKPOINT];

/// The folder that holds everything: `dossier-<id>`.
pub fn folder(id: &str) -> String {
    format!("dossier-{id}")
}

/// The list on paper, volume `number` from 1.
pub fn volume(number: u32) -> String {
    format!("data/signatures-{number:04}.pdf")
}

/// The number of a volume's name, if it is one.
pub fn volume_number(path: &str) -> Option<u32> {
    let digits = path.strip_prefix("data/signatures-")?.strip_suffix(".pdf")?;
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// The label of a partner's co-seal, if the path is one: `tagmanifest-sha256.txt.<label>.sig`.
pub fn coseal_label(path: &str) -> Option<&str> {
    let label = path.strip_prefix(TAGMANIFEST)?.strip_prefix('.')?.strip_suffix(".sig")?;
    let letters = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-');
    ((1..=32).contains(&label.len()) && label.bytes().all(letters)).then_some(label)
}

/// 16 characters of `a-z2-7`.
pub fn is_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
}
