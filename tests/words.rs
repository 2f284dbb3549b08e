//! The words of the service: whatever can be said has them in every language, with the same arguments.

use handover::cover::{CoverError, Must, Wrong};
use handover::day::Day;
use handover::fields::Field;
use handover::handover::HandoverError;
use handover::intake::{ChoicesError, IntakeError, Kind, Notice, Question, Years};
use handover::pack::{self, Folder, PackError};
use handover::said::{Said, With};
use handover::store::{State, StoreError};
use handover::web::texts::{all, english, of};
use std::collections::BTreeSet;
use std::path::Path;

fn file() -> String {
    "zq.csv".to_owned()
}

fn key() -> String {
    "Zq".to_owned()
}

fn keys() -> Vec<String> {
    (0..14).map(|n| format!("Zq{n}")).collect()
}

fn questions() -> Vec<Question> {
    vec![
        Question::TwoColumns { file: file(), field: Field::Email, keys: keys() },
        Question::NoPerson { file: file(), keys: keys() },
        Question::DayMonth { file: file(), key: key(), years: Years::FourDigits },
        Question::DayMonth { file: file(), key: key(), years: Years::TwoDigits },
    ]
}

fn notices(n: u64) -> Vec<pack::Notice> {
    let of_exports = [
        Notice::Dropped { file: file(), keys: keys() },
        Notice::Dropped { file: file(), keys: vec![key()] },
        Notice::Contradicted { file: file(), key: key(), field: Field::Email },
        Notice::ByValues { file: file(), key: key(), field: Field::BirthDate },
        Notice::EncodingGuessed { file: file(), encoding: "windows-1252" },
        Notice::BrokenText { file: file(), places: n },
        Notice::LastCellMissing { file: file() },
        Notice::EmptyCellTrails { file: file() },
        Notice::Preamble { file: file(), lines: n },
        Notice::NoHeader { file: file() },
        Notice::Ragged { file: file() },
        Notice::DatesMixed { file: file(), key: key() },
        Notice::DatesUnread { file: file(), key: key(), cells: n, of: 2 * n },
        Notice::NoSuchColumn { file: file(), key: key() },
    ];
    let day = Day::parse("2017-05-11").expect("a day");
    let of_rows = [
        pack::Notice::Twice { file: file(), other: file(), packed_otherwise: true },
        pack::Notice::Unconfirmed { file: file(), rows: n, policy: "count".to_owned() },
        pack::Notice::Late { file: file(), rows: n, day },
        pack::Notice::Early { file: file(), rows: n, day },
        pack::Notice::CoverLetters,
    ];
    of_exports.into_iter().map(pack::Notice::Export).chain(of_rows).collect()
}

fn of_exports() -> Vec<IntakeError> {
    let kinds = [
        Kind::Xlsx,
        Kind::Xls,
        Kind::Ods,
        Kind::Pdf,
        Kind::Json,
        Kind::Html,
        Kind::Xml,
        Kind::Image,
        Kind::Tar,
        Kind::OtherArchive,
        Kind::Twice,
        Kind::Dossier,
        Kind::Binary,
    ];
    let others = [
        IntakeError::Unreadable { file: file(), what: "it ends too early" },
        IntakeError::Folder { file: file() },
        IntakeError::Empty { file: file() },
        IntakeError::Damaged { file: file(), kind: "zip" },
        IntakeError::Locked { file: file() },
        IntakeError::NothingInside { file: file() },
        IntakeError::SeveralInside { file: file(), count: 2 },
        IntakeError::Swells { file: file() },
        IntakeError::Wide { file: file() },
        IntakeError::TwoKeys { file: file(), header: key(), keys: keys() },
        IntakeError::Changed { file: file() },
    ];
    kinds.map(|kind| IntakeError::Kind { file: file(), kind }).into_iter().chain(others).collect()
}

fn of_packs() -> Vec<PackError> {
    let policy = || "named".to_owned();
    let full = PackError::Folder { folder: Folder::Service, problem: "the disk is full" };
    let mut found = vec![
        PackError::NothingToHandOver,
        PackError::NoConsent { policy: policy() },
        PackError::CountOnly { country: "DE".to_owned() },
        PackError::NoExport,
        PackError::Unsure(questions()),
        PackError::TooManyMalformed { malformed: 1_234, rows: 20_000, limit: 5, file: file(), row: 2 },
        PackError::NothingCommitted { policy: policy() },
        full,
        PackError::Folder { folder: Folder::Service, problem: "it does not exist" },
        PackError::Spool { problem: "it does not exist" },
        PackError::TooManyVolumes,
        PackError::Stopped,
        PackError::PseudonymTwice,
    ];
    found.extend(of_exports().into_iter().map(PackError::Intake));
    found
}

fn of_covers() -> Vec<CoverError> {
    let place = || "petition.title".to_owned();
    let must = [Must::Section, Must::Text, Must::Day, Must::Count, Must::YesNo, Must::Titles];
    let wrong = [
        Wrong::Empty,
        Wrong::TooLong,
        Wrong::NoLanguage,
        Wrong::TitlesLanguage,
        Wrong::NoCountry,
        Wrong::BeforeOpened,
        Wrong::NoHash,
    ];
    let mut found = vec![
        CoverError::Form { line: 1 },
        CoverError::Json,
        CoverError::Missing { place: place() },
        CoverError::Unknown { place: place() },
    ];
    found.extend(must.map(|must| CoverError::Kind { place: place(), must }));
    found.extend(wrong.map(|what| CoverError::Member { member: "petition.title", what }));
    found
}

fn refusals() -> Vec<HandoverError> {
    let columns = [
        ChoicesError::Form { line: 3 },
        ChoicesError::Field { name: "zq".to_owned() },
        ChoicesError::Field { name: "Zoë Canary".to_owned() },
        ChoicesError::Member { member: "encoding", example: "" },
    ];
    let stores = [StoreError::Full, StoreError::NotFound, StoreError::State(State::Packing), StoreError::Damaged];
    let mut found = vec![
        HandoverError::Policy,
        HandoverError::SameFile { file: file(), other: file() },
        HandoverError::NoRows { file: file() },
        HandoverError::NoExport,
        HandoverError::NoCustodian,
        HandoverError::Unsure { questions: 1 },
        HandoverError::Unsure { questions: 2 },
    ];
    found.extend(columns.map(HandoverError::from));
    found.extend(stores.map(HandoverError::from));
    found.extend(of_covers().into_iter().map(HandoverError::from));
    found.extend(of_packs().into_iter().map(HandoverError::from));
    found
}

fn everything() -> Vec<Said> {
    let mut found: Vec<Said> = questions().iter().map(Question::said).collect();
    found.extend([1, 2, 1_000_000].into_iter().flat_map(notices).map(|notice| notice.said()));
    found.extend(refusals().iter().map(HandoverError::said));
    found.push(Said::of("refused-earlier"));
    found
}

/// What stands between `Said::of("` and the next quote, in all sources.
fn coded(folder: &Path, found: &mut BTreeSet<String>) {
    for item in std::fs::read_dir(folder).expect("a folder").flatten() {
        if item.path().is_dir() {
            coded(&item.path(), found);
        } else {
            let text = std::fs::read_to_string(item.path()).expect("text");
            found
                .extend(text.split("Said::of(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
}

/// The arguments that a message of a file names.
fn arguments<'t>(file: &'t str, id: &str) -> BTreeSet<&'t str> {
    let mut lines = file.lines().skip_while(|line| !line.starts_with(&format!("{id} =")));
    let first = lines.next().unwrap_or_else(|| panic!("{id} is there"));
    let rest = lines.take_while(|line| line.starts_with([' ', '}']));
    let named = std::iter::once(first).chain(rest).flat_map(|line| line.split('$').skip(1));
    let named = named.filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next());
    named.map(|name| name.trim_end_matches("-shown")).collect()
}

#[test]
fn whatever_is_said_has_its_words_in_every_language() {
    let everything = everything();
    let known: BTreeSet<String> = everything.iter().map(|said| said.code.clone().into_owned()).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut coded_in_sources = BTreeSet::new();
    coded(&root.join("src"), &mut coded_in_sources);
    assert_eq!(known, coded_in_sources, "each is tried here");
    for texts in all() {
        let path = root.join(format!("config/texts/web-{}.ftl", texts.code));
        let file = std::fs::read_to_string(path).expect("the texts");
        for said in &everything {
            let given: BTreeSet<&str> = said.with.keys().map(AsRef::as_ref).collect();
            assert_eq!(arguments(&file, &said.code), given, "{} {}", texts.code, said.code);
            let told = texts.told(said);
            assert!(!told.contains(['{', '}', '$']), "{told}");
            assert!(told.contains(". ") && told.ends_with(['.', ')']), "two sentences: {told}");
            assert!(said.code == "refused-earlier" || told != texts.say("refused-earlier"), "{said:?}");
            assert!(texts.code == "en" || told != english().told(said), "{told}");
            for with in said.with.values() {
                assert!(!matches!(with, With::Word(id) if !texts.has(id)), "{with:?}");
            }
        }
    }
}

#[test]
fn names_and_numbers_are_said_as_the_language_has_them() {
    let french = of("fr").expect("French");
    let spaced = |told: String| told.replace('\u{a0}', " ");
    let said = |error: PackError| spaced(french.told(&error.said()));
    let malformed = PackError::TooManyMalformed { malformed: 1_234, rows: 20_000, limit: 5, file: file(), row: 2 };
    let told = said(malformed);
    assert!(told.starts_with("1\u{202f}234 lignes sur 20\u{202f}000 sont mal formées"), "{told}");
    assert!(said(PackError::CountOnly { country: "DE".to_owned() }).contains("(Allemagne)"));
    assert!(said(PackError::NoConsent { policy: "named".to_owned() }).contains("« Les noms »"));
    let told = spaced(french.told(&questions()[0].said()));
    assert!(told.contains("« Adresse électronique »") && told.contains("« Zq11 » et 2 autres."), "{told}");
    let ours = Said::of("refused-of-a-version-to-come").count("n", 1);
    assert_eq!(french.told(&ours), french.say("refused-earlier"), "what another version kept");
    assert_eq!(french.told(&Said::of("refused-empty")), french.say("refused-earlier"), "or kept otherwise");
}
