//! `manifest-sha256.txt` and `tagmanifest-sha256.txt`: one line `<hex><two spaces><path>` for each file.
//!
//! In: paths and digests. Out: the text in byte order of the paths, and a reader that takes nothing else. Never: a path
//! that leaves the bag.

use std::collections::{BTreeMap, BTreeSet};

use crate::proof::Hash;

/// The text of a manifest.
///
/// # Panics
/// Where a path is not one that the format knows how to write.
pub fn to_text<'p>(files: impl IntoIterator<Item = (&'p str, Hash)>) -> String {
    let sorted: BTreeMap<&str, Hash> = files.into_iter().collect();
    let mut out = String::new();
    for (path, digest) in sorted {
        assert!(is_path(path), "paths of a dossier are plain");
        digest.iter().for_each(|byte| out.push_str(&format!("{byte:02x}")));
        out.push_str("  ");
        out.push_str(path);
        out.push('\n');
    }
    out
}

/// What is wrong with a line of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A byte order mark before the first line.
    ByteOrderMark,
    /// A carriage return.
    CarriageReturn,
    /// A line that is not `<64 small hex digits><two spaces><path>`.
    Form,
    /// The last line has no line feed.
    OpenEnd,
    /// An absolute path, a `\`, or a part that is empty, `.` or `..`.
    Path,
    /// A path with a character outside `A-Za-z0-9._-/`: also every pair that differs in normal form alone.
    Letters,
    /// A path that stood before.
    Twice,
    /// A path that differs from one before in case alone.
    TwiceIgnoringCase,
    /// A path before one that stood before it.
    Order,
}

/// The files of a manifest, and each line's fault (lines count from 1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub files: BTreeMap<String, Hash>,
    pub faults: Vec<(usize, Fault)>,
}

/// Reads a manifest; of a line with a fault the path still counts where it could be read.
pub fn parse(bytes: &[u8]) -> Manifest {
    let mut manifest = Manifest::default();
    let mut folded = BTreeSet::new();
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            manifest.faults.push((1, Fault::ByteOrderMark));
            rest
        }
        None => bytes,
    };
    let mut last: Option<String> = None;
    let mut lines = bytes.split(|b| *b == b'\n').enumerate().peekable();
    while let Some((n, line)) = lines.next() {
        let mut fault = |fault| manifest.faults.push((n + 1, fault));
        if lines.peek().is_none() {
            if line.is_empty() {
                break;
            }
            fault(Fault::OpenEnd);
        }
        if line.contains(&b'\r') {
            fault(Fault::CarriageReturn);
        }
        let Some((digest, path)) = split(line) else {
            fault(Fault::Form);
            continue;
        };
        if path.starts_with('/') || path.contains('\\') || path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            fault(Fault::Path);
        } else if !is_path(path) {
            fault(Fault::Letters);
        }
        if manifest.files.contains_key(path) {
            fault(Fault::Twice);
        } else if !folded.insert(path.to_ascii_lowercase()) {
            fault(Fault::TwiceIgnoringCase);
        } else if last.as_deref().is_some_and(|last| last > path) {
            fault(Fault::Order);
        }
        last = Some(path.to_owned());
        manifest.files.entry(path.to_owned()).or_insert(digest);
    }
    manifest
}

/// `<64 small hex digits><two spaces><path>`; a path has at least one character.
fn split(line: &[u8]) -> Option<(Hash, &str)> {
    let (hex, rest) = line.split_at_checked(64)?;
    let path = std::str::from_utf8(rest.strip_prefix(b"  ")?).ok()?;
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(hex.chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    (!path.is_empty() && !path.starts_with([' ', '*'])).then_some((digest, path))
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// `[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*` without a part `.` or `..` (dossier-format §2).
pub fn is_path(path: &str) -> bool {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    path.split('/').all(|part| !matches!(part, "" | "." | "..") && part.bytes().all(letters))
}

#[cfg(test)]
mod tests {
    use super::{Fault, is_path, parse, to_text};

    #[test]
    fn what_is_written_reads_back_without_a_fault() {
        let files = [("data/cover.pdf", [7; 32]), ("data/HOW-TO-VERIFY.txt", [255; 32]), ("bagit.txt", [0; 32])];
        let text = to_text(files);
        assert!(text.ends_with(&format!("{}  data/cover.pdf\n", "07".repeat(32))));
        let read = parse(text.as_bytes());
        assert_eq!(read.faults, []);
        assert_eq!(to_text(read.files.iter().map(|(path, hash)| (path.as_str(), *hash))), text);
        assert_eq!(read.files.len(), 3);
    }

    #[test]
    fn every_fault_is_seen_with_its_line() {
        let line = |path: &str| format!("{}  {path}\n", "0a".repeat(32));
        for (text, fault) in [
            (format!("\u{feff}{}", line("a")), (1, Fault::ByteOrderMark)),
            (line("a\r"), (1, Fault::CarriageReturn)),
            (line("a") + &line("b").to_uppercase(), (2, Fault::Form)),
            (line("a").replace("  ", " "), (1, Fault::Form)),
            (line("a").replace("  ", " *"), (1, Fault::Form)),
            (line(""), (1, Fault::Form)),
            (line("a") + "\n", (2, Fault::Form)),
            (line("a").trim_end().to_owned(), (1, Fault::OpenEnd)),
            (line("/a"), (1, Fault::Path)),
            (line("a/../b"), (1, Fault::Path)),
            (line("./a"), (1, Fault::Path)),
            (line("a\\b"), (1, Fault::Path)),
            (line("a//b"), (1, Fault::Path)),
            (line("é"), (1, Fault::Letters)),
            (line("a") + &line("a"), (2, Fault::Twice)),
            (line("A") + &line("a"), (2, Fault::TwiceIgnoringCase)),
            (line("b") + &line("a"), (2, Fault::Order)),
        ] {
            assert!(parse(text.as_bytes()).faults.contains(&fault), "{fault:?}");
        }
        assert!(is_path("data/signatures-0001.pdf") && !is_path("data/..") && !is_path("a b"));
    }
}
