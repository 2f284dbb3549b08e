//! Years of two digits, and dates that are none.

use super::super::*;
use super::{rows, rows_of, surveyed, with_choices};
use crate::day::Day;
use crate::progress::Silent;

/// The values of one column of dates, as committed.
fn read(header: &str, cells: &[&str], choices: &str) -> Vec<String> {
    let text = format!("Name,{header}\n{}", cells.iter().map(|cell| format!("A,{cell}\n")).collect::<String>());
    let survey = with_choices(text.as_bytes(), choices);
    assert_eq!(survey.questions, [], "{text}");
    let rows = rows_of(&survey, text.as_bytes(), CHUNK_BYTES);
    rows.iter()
        .map(|row| row.split_once(" full_name=A").map_or(row.as_str(), |(_, rest)| rest.trim()).to_owned())
        .collect()
}

fn notices(cells: &[&str], choices: &str) -> Vec<Notice> {
    let text = format!("Name,Date\n{}", cells.iter().map(|cell| format!("A,{cell}\n")).collect::<String>());
    with_choices(text.as_bytes(), choices).notices
}

#[test]
fn a_two_digit_year_is_the_last_that_had_it() {
    // The tests' day is 2026-11-22; a place east of here may be a day ahead.
    for (cell, signed) in [
        ("13/04/17", "2017-04-13"),
        ("04-13-17", "2017-04-13"),
        ("13.04.17", "2017-04-13"),
        ("03.04.17", "2017-04-03"),
        ("13.4.17 09:08", "2017-04-13T09:08:00"),
        ("04/13/17 3:05 PM", "2017-04-13T15:05:00"),
        ("13-Apr-17", "2017-04-13"),
        ("13 avril 17", "2017-04-13"),
        ("April 13 17", "2017-04-13"),
        ("22/11/26", "2026-11-22"),
        ("23/11/26", "2026-11-23"),
        ("24/11/26", "1926-11-24"),
        ("29.02.00", "2000-02-29"),
        ("31/12/99", "1999-12-31"),
    ] {
        assert_eq!(read("Date", &[cell], ""), [format!("signed_at={signed}")], "{cell}");
    }
    for (cell, born) in [("25/09/71", "1971-09-25"), ("25/09/26", "2026-09-25"), ("25/12/26", "1926-12-25")] {
        assert_eq!(read("Date of birth", &[cell], ""), [format!("birth_date={born}")], "{cell}");
    }
    assert_eq!(read("Date of birth", &["25/09/20"], "birth_years_from = 1910"), ["birth_date=1920-09-25"]);
}

#[test]
fn the_day_of_the_dossier_decides_the_century() {
    let export = super::Bytes(b"Name,Date\nA,13/04/17\n".to_vec());
    for (day, signed) in [("2017-04-13", "2017-04-13"), ("2017-04-11", "1917-04-13"), ("2116-01-01", "2017-04-13")] {
        let day = Day::parse(day).expect("a day");
        let survey = survey(&export, &Choices::default(), day, &Silent).expect("an export");
        assert_eq!(rows_of(&survey, &export.0, 9), [format!("2: full_name=A signed_at={signed}")]);
    }
}

#[test]
fn the_column_decides_the_order_of_short_dates_too() {
    assert_eq!(read("Date", &["03/04/17", "13/04/17"], "")[0], "signed_at=2017-04-03");
    assert_eq!(read("Date", &["03/04/17", "04/13/17"], "")[0], "signed_at=2017-03-04");
    let open = surveyed(b"Name,Date\nA,03/04/17\n");
    let [question @ Question::DayMonth { key, years: Years::TwoDigits, .. }] = open.questions.as_slice() else {
        panic!("{:?}", open.questions)
    };
    assert_eq!(key, "Date");
    let said = question.to_string();
    assert!(["\"dmy\"", "\"mdy\"", "\"ymd\""].iter().all(|order| said.contains(order)), "{said}");
    assert_eq!(said.matches(". ").count(), 1, "{said}");
    for (order, signed) in [("dmy", "2017-04-03"), ("mdy", "2017-03-04"), ("ymd", "2003-04-17")] {
        let choice = format!("date_order = \"{order}\"");
        assert_eq!(read("Date", &["03/04/17"], &choice), [format!("signed_at={signed}")]);
    }
}

#[test]
fn the_year_comes_first_only_where_nothing_else_can() {
    let chosen = "date_order = \"ymd\"";
    assert_eq!(read("Date", &["17/04/13"], ""), ["signed_at=2013-04-17"]);
    assert_eq!(read("Date", &["17/04/13"], chosen), ["signed_at=2017-04-13"]);
    // A number that is neither day nor month says it for the column.
    assert_eq!(read("Date", &["17/04/13", "99/12/31"], ""), ["signed_at=2017-04-13", "signed_at=1999-12-31"]);
    // One slip of the pen among very many does not.
    let mut cells = vec!["17/04/13"; 300];
    cells.push("99/12/31");
    let got = read("Date", &cells, "");
    assert_eq!((got[0].as_str(), got[300].as_str()), ("signed_at=2013-04-17", "!unusable-date"));
    assert!(notices(&cells, "").iter().any(|notice| matches!(notice, Notice::DatesMixed { .. })));
    // Where some need the year first and others cannot have it there, staff are asked.
    let both = surveyed(b"Name,Date\nA,99/12/31\nB,13/04/77\n");
    assert!(matches!(both.questions.as_slice(), [Question::DayMonth { years: Years::TwoDigits, .. }]));
    // Four digits are a year wherever they stand.
    assert_eq!(read("Date", &["2017/04/13", "13/04/2017"], chosen), ["signed_at=2017-04-13"; 2]);
}

#[test]
fn a_column_of_dates_that_cannot_be_read_is_said_with_a_count() {
    let said = |cells: &[&str], choices: &str| {
        notices(cells, choices).into_iter().find(|notice| matches!(notice, Notice::DatesUnread { .. }))
    };
    let found = said(&["soon", "Canary", "", "2017-05-11"], "").expect("said");
    assert!(matches!(&found, Notice::DatesUnread { key, cells: 2, of: 3, .. } if key == "Date"), "{found:?}");
    let text = found.to_string();
    assert!(text.contains("2 of 3") && !text.contains("Canary") && text.matches(". ").count() == 1, "{text}");
    assert_eq!(said(&["soon", "2017-05-11", "2017-05-12"], ""), None);
    assert_eq!(said(&[""], ""), None);
    // An order that staff chose and that the dates do not have.
    let wrong = said(&["25/09/2017", "26/09/2017", "04/09/2017"], "date_order = \"mdy\"");
    assert!(matches!(wrong, Some(Notice::DatesUnread { cells: 2, of: 3, .. })), "{wrong:?}");
    assert_eq!(rows(b"Name,Date\nA,soon\n"), ["2: full_name=A !unusable-date"]);
    assert!(matches!(
        surveyed(b"Name,Date of birth\nA,13/13/1970\n").notices.as_slice(),
        [Notice::DatesUnread { key, cells: 1, of: 1, .. }] if key == "Date of birth"
    ));
}
