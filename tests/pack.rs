//! The story, from an export to a dossier, by the library: counts that add up, bytes that depend on nothing but the input.

mod made;

use handover::pack::{PackError, Packed, Tuning};
use made::{Recipe, export, key_set};

fn packed(policy: &str, tuning: Tuning, bytes: &[u8]) -> (Vec<u8>, Packed) {
    let out = tempfile::tempdir().expect("a temporary folder");
    let made = Recipe { policy, tuning, ..Recipe::default() }.pack(&[("export.csv", bytes)], out.path());
    let made = made.expect("it packs");
    (std::fs::read(&made.dossier).expect("the dossier is there"), made)
}

#[test]
fn the_ledger_adds_up_under_every_policy() {
    for policy in ["count", "pseudonymous", "initials", "named"] {
        let (_, made) = packed(policy, Tuning::default(), &export(3_000));
        assert!(made.ledger.adds_up(), "{policy}: {:?}", made.ledger);
        assert_eq!((made.ledger.rows_read, made.ledger.set_aside["malformed"]), (3_000, 30));
        assert_eq!(made.ledger.duplicates, 270, "{policy}");
    }
}

#[test]
fn no_byte_depends_on_order_threads_or_buckets() {
    let bytes = export(1_000);
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    lines[1..].reverse();
    let reversed = lines.concat();
    for policy in ["count", "initials", "named"] {
        let one = packed(policy, Tuning { threads: 1, buckets: Some(1), ..Tuning::default() }, &bytes);
        let many = packed(policy, Tuning { threads: 5, buckets: Some(64), ..Tuning::default() }, &bytes);
        assert!(one.0 == many.0, "{policy}: threads or buckets show");
        let turned = packed(policy, Tuning::default(), &reversed);
        assert_eq!((one.1.ledger, one.1.counts), (turned.1.ledger, turned.1.counts), "{policy}: the order shows");
    }
}

#[test]
fn an_export_without_a_signature_is_nothing_to_hand_over() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let refused = Recipe::default().pack(&[("empty.csv", b"First name,Email\n")], out.path());
    assert!(matches!(refused, Err(PackError::NothingToHandOver)));
    assert_eq!(std::fs::read_dir(out.path()).expect("readable").count(), 0, "nothing is left");
}

#[test]
fn a_policy_with_rows_needs_a_legal_basis() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let cover = made::COVER.replace("consent =", "challenge_max_rows = 5\n#");
    let refused =
        Recipe { policy: "named", cover: &cover, ..Recipe::default() }.pack(&[("a.csv", &export(50))], out.path());
    assert!(matches!(&refused, Err(error @ PackError::NoConsent { .. }) if error.exit_status() == 1));
}

#[test]
fn the_same_file_twice_is_said_and_read_once() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let bytes = export(500);
    let made = Recipe::default().pack(&[("a.csv", &bytes), ("b.csv", &bytes)], out.path()).expect("it packs");
    assert_eq!(made.ledger.rows_read, 500);
    assert!(made.notices.iter().any(|notice| notice.contains("b.csv is the same file as a.csv")), "{:?}", made.notices);
    assert_eq!(key_set().name, "example.org");
}
