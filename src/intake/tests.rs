//! Whole exports, from bytes to committed values.

use super::*;
use crate::fields::Field;
use crate::ledger::Flag;
use crate::progress::Silent;

/// An export in memory.
pub(super) struct Bytes(pub Vec<u8>);

impl Source for Bytes {
    fn name(&self) -> &str {
        "export.csv"
    }

    fn open(&self) -> std::io::Result<Box<dyn std::io::Read + Send>> {
        Ok(Box::new(std::io::Cursor::new(self.0.clone())))
    }

    fn size(&self) -> u64 {
        self.0.len() as u64
    }
}

pub(super) fn surveyed(bytes: &[u8]) -> Survey {
    with_choices(bytes, "")
}

pub(super) fn with_choices(bytes: &[u8], choices: &str) -> Survey {
    let choices = Choices::parse(choices).expect("choices");
    survey(&Bytes(bytes.to_vec()), &choices, &Silent).expect("an export")
}

/// Each row as `3: given_name=Anna email=a@b.c !unknown-country +confirmed` or `4: malformed`.
pub(super) fn rows_of(survey: &Survey, bytes: &[u8], size: usize) -> Vec<String> {
    let mut reader = RowReader::new(&survey.layout);
    let mut rows = Vec::new();
    for chunk in survey.chunks_of(&Bytes(bytes.to_vec()), size).expect("opens") {
        reader.for_each(&chunk.expect("reads"), |row| {
            rows.push(match row {
                Row::SetAside { reason, row } => format!("{row}: {}", reason.name()),
                Row::Signature { personal, row, confirmed } => {
                    let mut text = format!("{row}:");
                    for field in Field::ALL {
                        let value = personal.open_to_commit(field);
                        if !value.is_empty() {
                            text.push_str(&format!(" {}={value}", field.name()));
                        }
                    }
                    for flag in Flag::ALL {
                        if personal.flags().has(flag) {
                            text.push_str(&format!(" !{}", flag.name()));
                        }
                    }
                    match confirmed {
                        Some(true) => text.push_str(" +confirmed"),
                        Some(false) => text.push_str(" -confirmed"),
                        None => {}
                    }
                    text
                }
            });
        });
    }
    rows
}

pub(super) fn rows(bytes: &[u8]) -> Vec<String> {
    let survey = surveyed(bytes);
    assert_eq!(survey.questions, [], "no question");
    let whole = rows_of(&survey, bytes, CHUNK_BYTES);
    for size in [1, 2, 7, 64] {
        assert_eq!(rows_of(&survey, bytes, size), whole, "chunks of {size}");
    }
    whole
}

#[test]
fn a_simple_export() {
    let got = rows("\u{feff}First Name,Last Name,Email,Country,Date\r\nAnna,Bell,a@b.org,France,2017-05-11T10:00:00+02:00\r\n\r\n\"Zo\u{65}\u{308}\", \"O\"\"x\" ,,XX,\r\n,,,,\r\n1,2\r\n".as_bytes());
    assert_eq!(
        got,
        [
            "2: given_name=Anna family_name=Bell email=a@b.org country=FR signed_at=2017-05-11T08:00:00Z",
            "4: given_name=Zo\u{eb} family_name=\"O\"\"x\" country=XX !unknown-country",
            "5: malformed",
            "6: malformed",
        ]
    );
}
