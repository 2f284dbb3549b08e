//! The story, from an export to a dossier, by the library: counts that add up, bytes that depend on nothing but the input.

mod made;

use handover::day::Day;
use handover::intake::{Choices, Source};
use handover::pack::{InspectRequest, Inspected, PackError, Packed, Tuning, inspect};
use handover::progress::{Progress, Silent, Stage};
use handover::register::policy::Policy;
use handover::secrets::Secrets;
use made::{Export, Recipe, export, key_set};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

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
        assert_eq!((&one.1.ledger, &one.1.counts), (&turned.1.ledger, &turned.1.counts), "{policy}: the order shows");
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
    assert!(
        made.notices.iter().any(|notice| notice.to_string().contains("b.csv is the same file as a.csv")),
        "{:?}",
        made.notices
    );
    assert_eq!(key_set().name, "example.org");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.start_file("export.csv", zip::write::SimpleFileOptions::default()).expect("memory");
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory").into_inner()
}

#[test]
fn the_same_file_packed_is_the_same_file() {
    let bytes = export(300);
    let other = [b"First name,Last name,Email\n".as_slice(), b"Eve,Moss,eve@mail.example\n"].concat();
    let (packed_once, archive) = (gzip(&bytes), zip(&bytes));
    let given: [(&str, &[u8]); 4] =
        [("a.csv.gz", &packed_once), ("b.csv", &bytes), ("c.zip", &archive), ("d.csv.gz", &gzip(&other))];
    let mut turned = given;
    turned.reverse();
    let [forth, back] = [given, turned].map(|given| {
        let out = tempfile::tempdir().expect("a temporary folder");
        let made = Recipe::default().pack(&given, out.path()).expect("it packs");
        assert_eq!(made.ledger.rows_read, 301);
        for again in ["a.csv.gz", "c.zip"] {
            let said = format!("{again} is the same file as b.csv, packed in another way. It was read once.");
            assert!(made.notices.iter().any(|notice| notice.to_string() == said), "{:?}", made.notices);
        }
        std::fs::read(&made.dossier).expect("the dossier is there")
    });
    assert!(forth == back, "the order in which the files were named shows");
}

#[test]
fn an_error_of_a_folder_names_that_folder() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let missing = out.path().join("missing");
    let refused = Recipe::default().pack(&[("a.csv", &export(20))], &missing).expect_err("no folder").to_string();
    assert!(refused.starts_with("The output folder ") && refused.contains("--out"), "{refused}");
    assert!(refused.contains(&missing.display().to_string()), "{refused}");
    let refused = look(&[("a.csv", &export(20))], &missing, &Silent).expect_err("no folder").to_string();
    assert!(!refused.contains("--out") && !refused.contains("output"), "{refused}");
    assert!(refused.contains(&missing.display().to_string()) && refused.contains("TMPDIR"), "{refused}");
    assert_eq!(refused.matches(". ").count() + usize::from(refused.ends_with('.')), 2, "{refused}");
}

fn look(exports: &[(&str, &[u8])], temporary: &Path, progress: &dyn Progress) -> Result<Inspected, PackError> {
    let export = |(name, bytes): &(&str, &[u8])| {
        Box::new(Export { name: (*name).into(), bytes: bytes.to_vec() }) as Box<dyn Source>
    };
    inspect(&InspectRequest {
        exports: &exports.iter().map(export).collect::<Vec<_>>(),
        choices: &Choices::default(),
        policy: Policy::built_in("count").expect("built in"),
        rows: 5,
        temporary,
        today: Day::parse("2017-05-11").expect("a day"),
        secrets: &Secrets::from_root([7; 32]),
        tuning: Tuning { threads: 2, ..Tuning::default() },
        progress,
    })
}

/// Each stage that began, with its units, and how many of them were told to be done.
#[derive(Default)]
struct Told(Mutex<Vec<(Stage, u64, u64)>>);

impl Progress for Told {
    fn begin(&self, stage: Stage, total: u64) {
        self.0.lock().expect("no thread failed").push((stage, total, 0));
    }

    fn advance(&self, units: u64) {
        if let Some(last) = self.0.lock().expect("no thread failed").last_mut() {
            last.2 += units;
        }
    }
}

#[test]
fn a_stage_begins_once_whatever_the_number_of_exports() {
    let (one, two) = (export(40), export(90));
    let size = (one.len() + two.len()) as u64;
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let told = Told::default();
    look(&[("a.csv", &one), ("b.csv", &two)], temporary.path(), &told).expect("it looks");
    let told = told.0.into_inner().expect("no thread failed");
    let stages: Vec<Stage> = told.iter().map(|(stage, ..)| *stage).collect();
    assert_eq!(stages, [Stage::Survey, Stage::Read, Stage::Commit]);
    assert_eq!(told[..2], [(Stage::Survey, size, size), (Stage::Read, size, size)]);
}

#[test]
fn a_policy_that_commits_to_no_field_of_the_exports_is_refused_before_reading() {
    let text = include_str!("../config/policies/count.toml").replacen("k = 20", "k = 20\nuncommitted = [\"email\"]", 1);
    let recipe = Recipe { policy: &text, ..Recipe::default() };
    let out = tempfile::tempdir().expect("a temporary folder");
    let refused = recipe.pack(&[("a.csv", b"Email\nanna@mail.example\n")], out.path()).expect_err("nothing committed");
    assert!(matches!(refused, PackError::NothingCommitted { .. }), "{refused}");
    assert_eq!((refused.exit_status(), refused.to_string().matches(". ").count()), (1, 1), "{refused}");
    // Before a row is read: that none of them could be a signature is not what is said.
    let refused = recipe.pack(&[("a.csv", b"Email\n")], out.path()).expect_err("nothing committed");
    assert!(matches!(refused, PackError::NothingCommitted { .. }), "{refused}");
    assert!(recipe.pack(&[("a.csv", b"Email,Name\na@mail.example,Anna\n")], out.path()).is_ok());
}

const CONFIRMED: &[u8] =
    b"Name,Email,Confirmed,Date\nA,a@mail.example,yes,2017-05-11\nB,b@mail.example,no,2017-06-01\n\
    C,c@mail.example,no,2017-05-01T10:00:00Z\nD,d@mail.example,,2017-05-12\nbroken\nE,e@mail.example,true,2017-05-10\n";

#[test]
fn rows_that_are_not_confirmed_are_said_where_they_count() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let tuning = Tuning { malformed_limit_percent: 20, ..Tuning::default() };
    let looked = look(&[("a.csv", CONFIRMED)], temporary.path(), &Silent).expect("it looks");
    let made = Recipe { tuning, ..Recipe::default() }.pack(&[("a.csv", CONFIRMED)], temporary.path()).expect("packs");
    for notices in [&looked.notices, &made.notices] {
        let said = "a.csv: 2 rows are not marked as confirmed; the policy `count` counts them. ";
        assert_eq!(notices.iter().filter(|notice| notice.to_string().starts_with(said)).count(), 1, "{notices:?}");
    }
    assert_eq!((looked.exports[0].columns[2].field, looked.exports[0].columns[2].role), (None, Some("confirmed")));
    // A policy that asks for it sets them aside, and there is nothing to say.
    let asks = include_str!("../config/policies/count.toml").replacen("k = 20", "k = 20\nrequire_confirmed = true", 1);
    let made = Recipe { policy: &asks, tuning, root: [8; 32], ..Recipe::default() }
        .pack(&[("a.csv", CONFIRMED)], temporary.path());
    let made = made.expect("packs");
    assert_eq!((made.ledger.set_aside["unconfirmed"], made.ledger.accepted), (2, 3));
    assert!(!made.notices.iter().any(|notice| notice.to_string().contains("confirmed")), "{:?}", made.notices);
}

#[test]
fn rows_dated_after_the_dossier_are_said() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let tuning = Tuning { malformed_limit_percent: 20, ..Tuning::default() };
    let looked = look(&[("a.csv", CONFIRMED)], temporary.path(), &Silent).expect("it looks");
    let made = Recipe { tuning, ..Recipe::default() }.pack(&[("a.csv", CONFIRMED)], temporary.path()).expect("packs");
    for notices in [&looked.notices, &made.notices] {
        let said = "a.csv: 2 rows are dated after 2017-05-11, the dossier's date, and counted in the period of that later date. ";
        assert_eq!(notices.iter().filter(|notice| notice.to_string().starts_with(said)).count(), 1, "{notices:?}");
    }
    let early = made::COVER.replace("date = 2017-05-11", "date = 2017-06-01");
    let made = Recipe { tuning, cover: &early, root: [8; 32], ..Recipe::default() }
        .pack(&[("a.csv", CONFIRMED)], temporary.path());
    assert!(!made.expect("packs").notices.iter().any(|notice| notice.to_string().contains("dated")));
}

#[test]
fn rows_dated_long_ago_are_said() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    // The dossier's date is 2017-05-11: of these, the third is a date to come that becomes one of a century ago.
    let export = b"Name,Date\nA,11/05/17\nB,13/04/17\nC,14/05/17\nD,31/12/67\nE,31/12/66\n";
    let looked = look(&[("a.csv", export)], temporary.path(), &Silent).expect("it looks");
    let said = "a.csv: 2 rows are dated more than 50 years before 2017-05-11, the dossier's date; ";
    assert_eq!(
        looked.notices.iter().filter(|notice| notice.to_string().starts_with(said)).count(),
        1,
        "{:?}",
        looked.notices
    );
    let looked = look(&[("a.csv", &export[..36])], temporary.path(), &Silent).expect("it looks");
    assert!(!looked.notices.iter().any(|notice| notice.to_string().contains("dated")), "{:?}", looked.notices);
}

#[test]
fn what_no_font_has_is_counted_and_said() {
    let cover = made::COVER.replace("title = \"", "title = \"\u{13000} ");
    let mut rows = "First name,Last name,Email,Country\n".to_owned();
    (0..30).for_each(|n| rows += &format!("A\u{e000},\u{13000}\u{13001},p{n}@example.org,FR\n"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let recipe = Recipe { policy: "named", cover: &cover, ..Recipe::default() };
    let made = recipe.pack(&[("export.csv", rows.as_bytes())], out.path()).expect("it packs");
    assert_eq!(made.ledger.cleaned["no-glyph"], 60, "cells: {:?}", made.ledger.cleaned);
    assert!(
        made.notices.iter().any(|notice| matches!(notice, handover::pack::Notice::CoverLetters)),
        "{:?}",
        made.notices
    );
    let out = tempfile::tempdir().expect("a temporary folder");
    let made = Recipe::default().pack(&[("export.csv", &export(100))], out.path()).expect("it packs");
    assert!(
        !made.notices.iter().any(|notice| matches!(notice, handover::pack::Notice::CoverLetters)),
        "{:?}",
        made.notices
    );
}
