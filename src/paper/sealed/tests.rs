//! Sealed PDFs before qpdf and openssl, whole and with one byte changed.

use super::{ROOM, sealed};
use crate::day::Day;
use crate::paper::tests::{sample_slip, saved};
use crate::proof::cms::CmsKey;
use std::path::Path;
use std::process::Command;

const KEY: &str = include_str!("../../../tests/golden/pdf.key");
const CERTIFICATE: &str = include_str!("../../../tests/golden/pdf.crt");

fn day() -> Day {
    Day::new(2017, 5, 11).expect("a day")
}

fn ok(command: &mut Command) -> bool {
    command.output().expect("the program is installed (tests/run sees to it)").status.success()
}

/// The range that the seal covers, and the seal, as a reader takes them from the file.
fn opened(pdf: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let after = |text: &str| {
        let at = pdf.windows(text.len()).rposition(|window| window == text.as_bytes());
        at.map(|at| &pdf[at + text.len()..])
    };
    let range = String::from_utf8_lossy(&after("/ByteRange[")?[..60]).into_owned();
    let mut range = range.split([' ', ']']).filter(|part| !part.is_empty()).map(|part| part.parse::<usize>().ok());
    let (from, length, next, rest) = (range.next()??, range.next()??, range.next()??, range.next()??);
    let digits = pdf.get(length + 1..next.checked_sub(1)?)?;
    let text = String::from_utf8_lossy(digits);
    let seal = crate::proof::digest::unhex(text.trim_end_matches('0')).or_else(|| {
        // The seal's own last digit was a zero.
        crate::proof::digest::unhex(&format!("{}0", text.trim_end_matches('0')))
    })?;
    let covered = [pdf.get(from..from + length)?, pdf.get(next..next + rest)?].concat();
    (next + rest == pdf.len()).then_some((covered, seal))
}

/// What `openssl cms` says, with the certificate as the one that is trusted.
fn openssl_verifies(pdf: &[u8], folder: &Path) -> bool {
    let Some((covered, seal)) = opened(pdf) else { return false };
    for (name, bytes) in [("covered", covered.as_slice()), ("seal", &seal), ("crt", CERTIFICATE.as_bytes())] {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
    let how = "cms -verify -cades -binary -inform DER -in seal -content covered -CAfile crt -purpose any -out out";
    ok(Command::new("openssl").args(how.split(' ')).current_dir(folder))
}

#[test]
fn the_seal_covers_the_whole_file_and_every_byte_of_it() {
    let key = CmsKey::parse(KEY, CERTIFICATE).expect("a key and its own");
    let plain = sample_slip();
    let pdf = sealed(plain.clone(), &key, day()).expect("a sealed slip");
    assert_eq!(pdf, sealed(plain.clone(), &key, day()).expect("a sealed slip"), "the same bytes");
    assert!(pdf.starts_with(&plain), "what was there stays as it was");
    let (folder, file) = saved("sealed.pdf", &pdf);
    assert!(ok(Command::new("qpdf").arg("--check").arg(&file)));
    assert!(openssl_verifies(&pdf, folder.path()));
    let hole = pdf.windows(9).rposition(|window| window == b"/Contents").expect("the seal's place");
    for at in [9, plain.len() / 2, plain.len() + 40, hole - 20, hole + 40, pdf.len() - 30, pdf.len() - 1] {
        let mut changed = pdf.clone();
        changed[at] ^= 1;
        assert!(!openssl_verifies(&changed, folder.path()), "byte {at} of {}", pdf.len());
    }
    let text = String::from_utf8_lossy(&pdf[plain.len()..]).into_owned();
    assert!(text.contains("/M(D:20170511000000Z)") && text.contains("/SubFilter/ETSI.CAdES.detached"), "{text}");
    for never in ["Reason", "Location", "ContactInfo", "/Name("] {
        assert!(!text.contains(never), "{never}");
    }
}

#[test]
fn a_long_chain_has_the_room_it_needs() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), KEY).expect("written");
    let mut chain = String::new();
    for n in 0..12 {
        // The same names again, another number: a chain of many that no reader would build, but as long as one.
        let how = format!("req -new -x509 -key key -subj /CN=golden.example -set_serial {} -days 9 -out crt", n + 1);
        assert!(ok(Command::new("openssl").args(how.split(' ')).current_dir(folder.path())));
        chain += &std::fs::read_to_string(folder.path().join("crt")).expect("made");
    }
    let key = CmsKey::parse(KEY, &chain).expect("they follow one another");
    assert!(key.seal(&[0; 32]).len() > ROOM);
    let pdf = sealed(sample_slip(), &key, day()).expect("a sealed slip");
    let (_folder, file) = saved("long-chain.pdf", &pdf);
    assert!(ok(Command::new("qpdf").arg("--check").arg(&file)));
    let (_, seal) = opened(&pdf).expect("a seal over the whole file");
    assert!(seal.len() > ROOM);
}

#[test]
fn what_is_no_pdf_of_ours_is_not_sealed() {
    let key = CmsKey::parse(KEY, CERTIFICATE).expect("a key and its own");
    assert!(sealed(b"%PDF-1.7 and no more".to_vec(), &key, day()).is_err());
}
