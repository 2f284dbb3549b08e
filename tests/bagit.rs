//! The BagIt conformance suite: a bag that is broken is refused for what is broken; a good bag that is no dossier only for
//! not being one.

mod support;

use handover::verify::findings::NOT_A_DOSSIER;
use handover::verify::{Pins, Verdict};
use std::path::{Path, PathBuf};
use support::{codes, verified};

fn bags(of: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bagit").join(of);
    let mut bags: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the suite is there").flatten().map(|entry| entry.path()).collect();
    bags.sort();
    bags
}

/// The codes that say more than that a bag is no dossier.
fn structural(bag: &Path) -> Vec<&'static str> {
    let report = verified(bag, &Pins::default()).expect("a bag can be read");
    assert_eq!(report.verdict(), Verdict::NotVerified);
    let found = codes(&report);
    assert!(found.contains(&"folder-name") && found.contains(&"file-missing"), "{bag:?}: {found:?}");
    found.into_iter().filter(|code| NOT_A_DOSSIER.iter().all(|known| known.name != *code)).collect()
}

#[test]
fn every_invalid_bag_is_refused_for_its_structure() {
    for (of, count, expected) in [("v0.97/invalid", 11, "bagit-txt"), ("v1.0/invalid", 4, "")] {
        let bags = bags(of);
        assert_eq!(bags.len(), count);
        for bag in bags {
            let found = structural(&bag);
            assert!(!found.is_empty(), "{bag:?}");
            assert!(expected.is_empty() || found.contains(&expected), "{bag:?}: {found:?}");
        }
    }
}

#[test]
fn a_bag_is_refused_for_what_is_wrong_with_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bagit");
    for (bag, code) in [
        ("v1.0/invalid/bagit-with-invalid-whitespace", "bagit-txt"),
        ("v1.0/invalid/notAllManifestsListAllFiles", "manifest-unlisted"),
        ("v1.0/invalid/same-filename-listed-twice-with-different-hashes", "manifest-twice"),
        ("v1.0/invalid/same-filename-listed-twice-with-the-same-hash", "manifest-twice"),
        ("v0.97/invalid/extra-file-in-bag", "manifest-unlisted"),
        ("v0.97/invalid/missing-bagit.txt", "bagit-txt"),
        ("v0.97/invalid/bom-in-bagit.txt", "bagit-txt"),
    ] {
        assert!(structural(&root.join(bag)).contains(&code), "{bag}: {:?}", structural(&root.join(bag)));
    }
}

#[test]
fn a_valid_bag_is_refused_only_for_not_being_a_dossier() {
    let bags = bags("v1.0/valid");
    assert_eq!(bags.len(), 1);
    for bag in bags {
        assert_eq!(structural(&bag), [""; 0], "{bag:?}");
    }
}
