//! Which first line is a header, and what may be said of its columns.

use super::super::*;
use super::{rows_of, surveyed, with_choices};
use crate::fields::Field;

/// All that is said to people.
fn said(survey: &Survey) -> String {
    let mut said: Vec<String> = survey.notices.iter().map(ToString::to_string).collect();
    said.extend(survey.questions.iter().map(ToString::to_string));
    said.extend(survey.columns.iter().map(|column| column.header.clone()));
    said.join("\n")
}

#[test]
fn one_header_word_among_three_cells_is_a_row() {
    for first in ["Zoe Canary,Mail,Lyon", "Zoe,Canary,City", "Canary,Region,,,Zoe", "Zoe Canary,Email,"] {
        let cells = first.split(',').count();
        let rest = "Anna Bell,anna@b.org,Paris,,".split(',').take(cells).collect::<Vec<_>>().join(",");
        for text in [format!("{first}\n{}", format!("{rest}\n").repeat(3)), format!("{first}\n")] {
            let survey = surveyed(text.as_bytes());
            let got = rows_of(&survey, text.as_bytes(), CHUNK_BYTES);
            let filled = first.split(',').filter(|cell| !cell.is_empty()).count();
            assert_eq!(got.len(), text.lines().count() - usize::from(filled < 3), "{text}");
            assert!(!said(&survey).contains("Canary") && !said(&survey).contains("Zoe"), "{}", said(&survey));
        }
    }
}

#[test]
fn two_header_words_or_a_short_line_are_a_header() {
    for header in ["Name,Email,Shoe size", "Shoe size,Name,Submission ID", "Name,Shoe", "Email", "Name,,,Shoe"] {
        let row = header.split(',').map(|_| "x").collect::<Vec<_>>().join(",");
        let text = format!("{header}\n{row}\n");
        assert_eq!(rows_of(&surveyed(text.as_bytes()), text.as_bytes(), CHUNK_BYTES).len(), 1, "{header}");
    }
    assert!(said(&surveyed(b"Name,Email,Shoe size\nA,a@b.org,7\n")).contains("Shoe size"));
    let unsure = said(&surveyed(b"Shoe size,Email\n7,a@b.org\n"));
    assert!(!unsure.contains("Shoe") && unsure.contains("\"#1\""), "{unsure}");
}

#[test]
fn staff_make_a_header_known_by_naming_its_columns() {
    let text = "Όνομα,Email,Παπούτσι\nAnna Bell,a@b.org,7\n";
    assert_eq!(rows_of(&surveyed(text.as_bytes()), text.as_bytes(), CHUNK_BYTES).len(), 2);
    let survey = with_choices(text.as_bytes(), "[columns]\n\"Όνομα\" = \"full_name\"");
    assert_eq!(rows_of(&survey, text.as_bytes(), CHUNK_BYTES), ["2: full_name=Anna Bell email=a@b.org"]);
    assert!(said(&survey).contains("Παπούτσι"));
}

#[test]
fn thousands_of_columns_are_recognised_in_no_time() {
    let header: Vec<String> = (0..4088).map(|n| format!("Question é {n}")).collect();
    let text = format!("Name,Email,{}\nA,a@b.org,{}\n", header.join(","), vec!["x"; 4088].join(","));
    let began = std::time::Instant::now();
    let survey = surveyed(text.as_bytes());
    assert!(began.elapsed() < std::time::Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!(survey.columns.len(), 4090);
    assert_eq!(survey.columns[1].field, Some(Field::Email));
    assert!(said(&survey).contains("Question é 7") && said(&survey).contains("4048 more"));
}
