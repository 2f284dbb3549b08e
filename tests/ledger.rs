//! The ledger adds up, whatever the bytes: a look at exports drives survey, reading and merging as a pack does.

use handover::day::Day;
use handover::intake::{Choices, RowReader, Source};
use handover::ledger::{Ledger, Reason};
use handover::pack::{InspectRequest, PackError, Tuning, inspect};
use handover::progress::Silent;
use handover::register::policy::Policy;
use handover::secrets::Secrets;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;

/// An export in memory.
struct Export {
    name: String,
    bytes: Vec<u8>,
}

impl Source for Export {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.bytes.clone())))
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// Folders of encrypted temporaries lie here for as long as the program runs.
static TEMPORARY: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

/// Every reason that rows are set aside for.
static STRICT: LazyLock<Policy> = LazyLock::new(|| {
    let rules = "k = 20\nrequire_confirmed = true\nrequire_valid_address = true";
    let text = include_str!("../config/policies/count.toml").replacen("k = 20", rules, 1);
    Policy::parse("strict", &text).expect("a policy")
});

/// The ledger of a look at these exports, if they can be read; what must hold of any ledger holds of it.
fn ledger_of(exports: &[Vec<u8>], policy: &Policy, buckets: usize) -> Option<Ledger> {
    let temporary: &Path = TEMPORARY.path();
    let exports: Vec<Box<dyn Source>> = exports
        .iter()
        .enumerate()
        .map(|(n, bytes)| Box::new(Export { name: format!("{n}.csv"), bytes: bytes.clone() }) as Box<dyn Source>)
        .collect();
    let looked = inspect(&InspectRequest {
        exports: &exports,
        choices: &Choices::default(),
        policy,
        rows: 5,
        temporary,
        today: Day::parse("2017-05-11").expect("a day"),
        secrets: &Secrets::from_root([7; 32]),
        tuning: Tuning { threads: 2, buckets: Some(buckets), ..Tuning::default() },
        progress: &Silent,
    });
    let looked = match looked {
        Ok(looked) => looked,
        Err(PackError::Intake(_)) => return None,
        Err(error) => panic!("{error}"),
    };
    let ledger = looked.ledger;
    let aside: u64 = Reason::ALL.iter().filter_map(|reason| ledger.set_aside.get(reason.name())).sum();
    assert_eq!(ledger.rows_read, ledger.accepted + ledger.duplicates + aside, "{ledger:?}");
    assert_eq!(aside, ledger.set_aside_total(), "a reason that the format does not have: {ledger:?}");
    assert_eq!(ledger.accepted, ledger.identified_by.values().sum::<u64>(), "{ledger:?}");
    assert!(ledger.adds_up());
    // As many rows as the exports have, each counted by itself.
    let mut rows = 0;
    for survey in &looked.exports {
        let source = exports.iter().find(|export| export.name() == survey.file).expect("one of ours");
        let mut reader = RowReader::new(&survey.layout);
        for chunk in survey.chunks_of(source.as_ref(), 64).expect("opens") {
            reader.for_each(&chunk.expect("reads"), |_| rows += 1);
        }
    }
    assert_eq!(ledger.rows_read, rows, "{ledger:?}");
    Some(ledger)
}

/// One line of an export, and what becomes of it.
#[derive(Clone, Debug)]
enum Line {
    /// Of the person with this number, in one of several spellings.
    Signed(u8, u8),
    Ragged,
    Delimiters,
    HeaderAgain,
    Blank,
    Nobody,
    Unconfirmed(u8),
    NoAddress(u8),
}

const HEADER: &str = "Name,Email,Confirmed,Date\n";

impl Line {
    fn text(&self) -> String {
        match self {
            Line::Signed(who, how) => {
                let address = match how % 4 {
                    0 => format!("p{who}@mail.example"),
                    1 => format!("P{who}@MAIL.example"),
                    2 => format!("p{who}+petition@mail.example"),
                    _ => format!("\" p{who}@mail.example\""),
                };
                format!("\"Zoë, {who}\",{address},yes,2017-04-{:02}\n", how % 28 + 1)
            }
            Line::Ragged => "cut,off\n".to_owned(),
            Line::Delimiters => ",,,\n".to_owned(),
            Line::HeaderAgain => HEADER.to_owned(),
            Line::Blank => "\n".to_owned(),
            Line::Nobody => ",,yes,2017-04-01\n".to_owned(),
            Line::Unconfirmed(who) => format!("Q {who},q{who}@mail.example,no,2017-04-01\n"),
            Line::NoAddress(who) => format!("R {who},not at all,yes,2017-04-01\n"),
        }
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = prop_oneof![
        8 => (0u8..12, any::<u8>()).prop_map(|(who, how)| Line::Signed(who, how)),
        1 => Just(Line::Ragged),
        1 => Just(Line::Delimiters),
        1 => Just(Line::HeaderAgain),
        1 => Just(Line::Blank),
        1 => Just(Line::Nobody),
        1 => any::<u8>().prop_map(Line::Unconfirmed),
        1 => any::<u8>().prop_map(Line::NoAddress),
    ];
    proptest::collection::vec(line, 0..40)
}

fn text_of(lines: &[Line]) -> String {
    HEADER.to_owned() + &lines.iter().map(Line::text).collect::<String>()
}

/// Where, how much of it goes, and what comes instead.
type Change = (prop::sample::Index, usize, Vec<u8>);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let token = prop::sample::select(vec![
        "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "@", "\u{feff}", "=", "'", "no", "99/12/31", "é", "|",
    ]);
    let instead = prop_oneof![
        4 => token.prop_map(|token| token.as_bytes().to_vec()),
        2 => proptest::collection::vec(any::<u8>(), 0..6),
        1 => Just(Vec::new()),
    ];
    proptest::collection::vec((any::<prop::sample::Index>(), 0usize..12, instead), 1..8)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for (at, length, instead) in changes {
        let at = at.index(bytes.len() + 1);
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, instead.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_line_has_the_fate_that_it_should(lines in lines(), buckets in 1usize..5) {
        let ledger = ledger_of(&[text_of(&lines).into_bytes()], &STRICT, buckets).expect("an export");
        let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count() as u64;
        let aside = |reason: Reason| ledger.set_aside.get(reason.name()).copied().unwrap_or(0);
        let people: BTreeSet<u8> =
            lines.iter().filter_map(|line| if let Line::Signed(who, _) = line { Some(*who) } else { None }).collect();
        let signed = count(|line| matches!(line, Line::Signed(..)));
        prop_assert_eq!(ledger.rows_read, count(|line| !matches!(line, Line::Blank)));
        prop_assert_eq!((ledger.accepted, ledger.duplicates), (people.len() as u64, signed - people.len() as u64));
        let malformed = count(|line| matches!(line, Line::Ragged | Line::Delimiters | Line::HeaderAgain));
        prop_assert_eq!(aside(Reason::Malformed), malformed);
        prop_assert_eq!(aside(Reason::NoIdentity), count(|line| matches!(line, Line::Nobody)));
        prop_assert_eq!(aside(Reason::Unconfirmed), count(|line| matches!(line, Line::Unconfirmed(_))));
        prop_assert_eq!(aside(Reason::InvalidAddress), count(|line| matches!(line, Line::NoAddress(_))));
    }

    #[test]
    fn it_adds_up_for_exports_that_were_damaged(lines in lines(), changes in changes(), buckets in 1usize..5) {
        let whole = text_of(&lines).into_bytes();
        let damaged = changed(whole.clone(), &changes);
        let count = Policy::built_in("count").expect("built in");
        for policy in [&*STRICT, count] {
            ledger_of(std::slice::from_ref(&damaged), policy, buckets);
            ledger_of(&[whole.clone(), damaged.clone()], policy, buckets);
        }
    }

    #[test]
    fn it_adds_up_for_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..500), buckets in 1usize..3) {
        ledger_of(std::slice::from_ref(&bytes), &STRICT, buckets);
        ledger_of(&[[HEADER.as_bytes(), &bytes].concat()], &STRICT, buckets);
        let wide: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
        ledger_of(&[[b"\xff\xfe".as_slice(), &wide, &bytes].concat()], &STRICT, buckets);
    }
}
