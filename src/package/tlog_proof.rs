//! A transparency log proof, version 1 (C2SP tlog-proof): one entry's place under the checkpoint, and what was opened of it.
//!
//! In: index, path, checkpoint, extra. Out: the text. Never: a proof that is read and is not, to the last byte, the one that
//! would be written.

use crate::proof::Hash;
use crate::proof::digest::{base64, unbase64};
use zeroize::Zeroizing;

const MAGIC: &str = "c2sp.org/tlog-proof@v1\n";
/// A tree of 2^64 leaves has no longer path.
const LONGEST_PATH: usize = 64;

/// A proof as it stands in `entries/<entry>.tlog-proof`.
#[derive(Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// The JCS text of the opening (dossier-format §8.6).
    pub extra: Zeroizing<String>,
    /// Leaf index, from 0.
    pub index: u64,
    /// Nearest sibling first.
    pub path: Vec<Hash>,
    /// The signed note, verbatim.
    pub checkpoint: String,
}

impl TlogProof {
    pub fn write(&self) -> String {
        let mut text = format!("{MAGIC}extra {}\nindex {}\n", base64(self.extra.as_bytes()), self.index);
        for hash in &self.path {
            text.push_str(&base64(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads what `write` writes and nothing else. The checkpoint is compared by the caller, who knows which it must be.
    pub fn read(untrusted_bytes: &[u8]) -> Option<TlogProof> {
        let text = std::str::from_utf8(untrusted_bytes).ok()?;
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.strip_prefix(MAGIC)?.split('\n');
        let extra = Zeroizing::new(String::from_utf8(unbase64(lines.next()?.strip_prefix("extra ")?)?).ok()?);
        let index = lines.next()?.strip_prefix("index ")?.parse().ok()?;
        let path: Vec<Hash> =
            lines.take(LONGEST_PATH + 1).map(|line| unbase64(line)?.try_into().ok()).collect::<Option<_>>()?;
        let proof = TlogProof { extra, index, path, checkpoint: checkpoint.to_owned() };
        (proof.path.len() <= LONGEST_PATH && proof.write() == text).then_some(proof)
    }
}

#[cfg(test)]
mod tests {
    use super::TlogProof;
    use zeroize::Zeroizing;

    #[test]
    fn reads_back_only_what_it_writes() {
        for length in [0, 1, 64] {
            let proof = TlogProof {
                extra: Zeroizing::new("{\"fields\":[],\"v\":1}".to_owned()),
                index: 1_234,
                path: vec![[7; 32]; length],
                checkpoint: "example.org/x\n9\nAAAA\n\n\u{2014} example.org/x AAAA\n".to_owned(),
            };
            let text = proof.write();
            assert!(TlogProof::read(text.as_bytes()) == Some(proof));
            for loose in [
                text.replace("index 1234", "index 01234"),
                text.replace("index 1234", "index +1234"),
                text.replace("@v1", "@v2"),
                text.replace("extra ", "extra  "),
                text.replace('\n', "\r\n"),
                format!("\u{feff}{text}"),
                format!(" {text}"),
                text.replacen("\n\n", "\n", 2),
            ] {
                assert!(TlogProof::read(loose.as_bytes()).is_none(), "{loose}");
            }
        }
        let long =
            TlogProof { extra: Zeroizing::default(), index: 0, path: vec![[7; 32]; 65], checkpoint: String::new() };
        assert!(TlogProof::read(long.write().as_bytes()).is_none());
    }
}
