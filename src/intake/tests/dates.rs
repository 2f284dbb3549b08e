//! Dates as exports write them: in many shapes, day and month by the whole file, which of several is the signing.

use super::*;

#[test]
fn dates_in_many_shapes() {
    for (cell, committed) in [
        ("2017-05-11", "2017-05-11"),
        ("2017-05-11T10:00:00.123Z", "2017-05-11T10:00:00Z"),
        ("2017-05-11 10:00:00 UTC", "2017-05-11T10:00:00Z"),
        ("2017-05-11 10:00:00 +0200", "2017-05-11T08:00:00Z"),
        ("2017-05-11T23:30:00-05:00", "2017-05-12T04:30:00Z"),
        ("2017-05-11 10:00", "2017-05-11T10:00:00"),
        ("2017-05-11 10:00:00.999", "2017-05-11T10:00:00"),
        ("20170511", "2017-05-11"),
        ("11.05.2017", "2017-05-11"),
        ("11.05.2017 09:08", "2017-05-11T09:08:00"),
        ("25/05/2017", "2017-05-25"),
        ("05/25/2017 11:59:59 PM", "2017-05-25T23:59:59"),
        ("5/25/2017 12:00 AM", "2017-05-25T00:00:00"),
        ("25-05-2017", "2017-05-25"),
        ("2026/09/20 10:00:00 AM", "2026-09-20T10:00:00"),
        ("2026/09/27 3:00:00 PM GMT+3", "2026-09-27T12:00:00Z"),
        ("11 mai 2017", "2017-05-11"),
        ("May 11, 2017", "2017-05-11"),
        ("May 11th, 2017 at 3:05 pm", "2017-05-11T15:05:00"),
        ("11 May 2017 10:00:00 GMT", "2017-05-11T10:00:00Z"),
        ("Thu, 11 May 2017 10:00:00 +0000", "2017-05-11T10:00:00Z"),
        ("11. Mai 2017", "2017-05-11"),
        ("11-May-2017", "2017-05-11"),
        ("11 de mayo de 2017", "2017-05-11"),
        ("11 maggio 2017", "2017-05-11"),
        ("11 de março de 2017", "2017-03-11"),
        ("11 мая 2017 г.", "2017-05-11"),
        ("11 мая 2017 г., 10:00", "2017-05-11T10:00:00"),
        ("11 août 2017 à 10h30", "2017-08-11T10:30:00"),
        ("1er février 2017", "2017-02-01"),
        ("2017年5月11日", "2017-05-11"),
        ("٢٠١٧-٠٥-١١", "2017-05-11"),
        ("2017-05-11 10:00:00 CEST", "2017-05-11T08:00:00Z"),
        ("2017-05-11 10:00:00 XYZ", "2017-05-11T10:00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ] {
        let got = rows(format!("Name\tSigned at\nA B\t{cell}\n").as_bytes());
        assert_eq!(got, [format!("2: full_name=A B signed_at={committed}")], "{cell}");
    }
    for cell in [
        "soon",
        "2017-02-30",
        "0000-00-00 00:00:00",
        "13/13/2017",
        "13.13.77",
        "31.02.17",
        "2017-05-11 25:00:00",
        "May 2017",
        "12",
        "1494460800",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2017-05-11 10:00:00 tomorrow",
    ] {
        let got = rows(format!("Name\tSigned at\nA B\t{cell}\n").as_bytes());
        assert_eq!(got, ["2: full_name=A B !unusable-date"], "{cell}");
    }
}

#[test]
fn unix_times_only_where_the_header_says_so() {
    for (header, cell, committed) in [
        ("unix_timestamp", "1494460800", "2017-05-11T00:00:00Z"),
        ("timestamp_ms", "1494460800999", "2017-05-11T00:00:00Z"),
        ("epoch", "1494460800.5", "2017-05-11T00:00:00Z"),
    ] {
        let got = rows(format!("Name,{header}\nA B,{cell}\n").as_bytes());
        assert_eq!(got, [format!("2: full_name=A B signed_at={committed}")]);
    }
}

#[test]
fn the_whole_file_decides_day_and_month() {
    let ambiguous = "Name,Date\nA B,04/09/2017\nC D,05/09/2017\n";
    let survey = surveyed(ambiguous.as_bytes());
    assert!(matches!(survey.questions.as_slice(), [Question::DayMonth { key, .. }] if key == "Date"));
    for (choice, day) in [("dmy", "2017-09-04"), ("mdy", "2017-04-09")] {
        let survey = with_choices(ambiguous.as_bytes(), &format!("date_order = \"{choice}\""));
        assert_eq!(survey.questions, []);
        assert_eq!(rows_of(&survey, ambiguous.as_bytes(), 9)[0], format!("2: full_name=A B signed_at={day}"));
    }
    // The only date that tells is the last of many.
    let many = format!("Name,Date\n{}E F,25/09/2017\n", "A B,04/09/2017\n".repeat(100_000));
    let survey = surveyed(many.as_bytes());
    assert_eq!(survey.questions, []);
    assert_eq!(rows_of(&survey, many.as_bytes(), CHUNK_BYTES)[0], "2: full_name=A B signed_at=2017-09-04");
    // As many one way as the other.
    let both = "Name,Date\nA,25/09/2017\nB,09/25/2017\nC,04/09/2017\n";
    assert!(matches!(surveyed(both.as_bytes()).questions.as_slice(), [Question::DayMonth { .. }]));
    // Day and month are the same number: nothing to ask.
    assert_eq!(surveyed(b"Name,Date\nA,05/05/2017\n").questions, []);
}

#[test]
fn the_date_of_signing_among_several_dates() {
    let first = |header: &str| {
        let bytes = format!("Name,{header}\nA B,2017-05-11,2017-05-12\n");
        rows(bytes.as_bytes()).remove(0)
    };
    assert_eq!(first("Date,Created at"), "2: full_name=A B signed_at=2017-05-11");
    assert_eq!(first("Created at,Fecha"), "2: full_name=A B signed_at=2017-05-12");
    assert_eq!(first("Дата,Дата подписания"), "2: full_name=A B signed_at=2017-05-12");
    assert_eq!(first("Date modified,Date created"), "2: full_name=A B signed_at=2017-05-12");
}
