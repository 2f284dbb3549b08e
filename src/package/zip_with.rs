//! A zip written anew with one file more: the rest as packed, in the one form that a dossier's zip has (dossier-format §2).
//!
//! In: a zip whose directory was read without a fault, a file. Out: the zip. Never: a member unpacked, another time than its own.

use super::zip::{Packed, ZipWriter};
use super::zip_read::{Bytes, Directory, packed};
use std::io::{self, Write};

/// Writes the zip with `file` under `name`, in place of one that has this name.
///
/// # Errors
/// What the medium or `out` says, and `InvalidData` where the zip has no members.
pub fn with_file<W: Write>(zip: &dyn Bytes, directory: &Directory, name: &str, file: &[u8], out: W) -> io::Result<W> {
    let first = directory.members.first().ok_or(io::ErrorKind::InvalidData)?;
    let mut members: Vec<_> = directory.members.iter().filter(|member| member.name != name).map(Some).collect();
    members.push(None);
    members.sort_by_key(|member| member.map_or(name, |member| member.name.as_str()));
    let mut written = ZipWriter::dated(out, first.time.1);
    for member in members {
        match member {
            Some(member) => written.member(&member.name, &member.packed, &mut packed(zip, member))?,
            None => written.member(name, &Packed::stored(file), &mut &file[..])?,
        }
    }
    written.finish()
}

#[cfg(test)]
mod tests {
    use super::with_file;
    use crate::day::Day;
    use crate::package::zip::{Packed, ZipWriter};
    use crate::package::zip_read;

    /// As a pack writes it.
    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Vec::new(), Day::parse("2017-05-11").expect("a day"));
        for (name, bytes) in files {
            zip.member(name, &Packed::stored(bytes), &mut &bytes[..]).expect("memory takes it");
        }
        zip.finish().expect("memory takes it")
    }

    #[test]
    fn it_is_what_a_pack_would_have_written() {
        let (a, b, c): ((&str, &[u8]), _, _) = (("d/a", b"one"), ("d/b", b"two".as_slice()), ("d/c", b"".as_slice()));
        let with = |files: &[(&str, &[u8])], name, file| {
            let bytes = zip(files);
            let bytes = bytes.as_slice();
            let directory = zip_read::read(&bytes).expect("memory is read");
            assert_eq!(directory.faults, []);
            with_file(&bytes, &directory, name, file, Vec::new()).expect("memory takes it")
        };
        assert_eq!(with(&[a, c], "d/b", b"two"), zip(&[a, b, c]));
        assert_eq!(with(&[a, b], "d/c", b""), zip(&[a, b, c]));
        assert_eq!(with(&[a, ("d/b", b"older"), c], "d/b", b"two"), zip(&[a, b, c]));
        let bytes: &[u8] = b"no zip";
        let none = zip_read::read(&bytes).expect("memory is read");
        assert!(with_file(&bytes, &none, "d/a", b"", Vec::new()).is_err());
    }
}
