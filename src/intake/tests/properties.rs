//! What holds for any bytes.

use super::super::cells::{Cells, nth};
use super::super::records::{How, RECORD_LIMIT, record_end, without_line_end};
use super::super::{Choices, Question, survey};
use super::{Bytes, rows_of};
use crate::progress::Silent;
use proptest::prelude::*;

/// Every record that csv-core finds, cell by cell.
fn by_csv_core(bytes: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let (mut out, mut ends) = (vec![0; bytes.len() + 16], vec![0; bytes.len() + 16]);
    let (mut records, mut rest, mut written, mut ended) = (Vec::new(), bytes, 0, 0);
    loop {
        let (result, read, wrote, ends_wrote) = reader.read_record(rest, &mut out[written..], &mut ends[ended..]);
        rest = &rest[read..];
        written += wrote;
        ended += ends_wrote;
        match result {
            csv_core::ReadRecordResult::End => return records,
            csv_core::ReadRecordResult::Record => {
                let mut start = 0;
                let cells = ends[..ended].iter().map(|end| out[std::mem::replace(&mut start, *end)..*end].to_vec());
                records.push(cells.collect());
                (written, ended) = (0, 0);
            }
            _ => {}
        }
    }
}

/// Every record that is not an empty line, as we find them; whether a quote was left open.
fn by_us(text: &str, delimiter: u8) -> (Vec<Vec<Vec<u8>>>, bool) {
    let (mut records, mut cells, mut start, mut open) = (Vec::new(), Cells::new(), 0, false);
    while let Some(ending) = record_end(text.as_bytes(), start, delimiter, true) {
        let line = without_line_end(&text.as_bytes()[start..ending.end]);
        let line = &text[start..start + line.len()];
        open |= ending.how != How::Whole;
        start = ending.end;
        if !line.is_empty() {
            cells.split(line, delimiter);
            records.push((0..cells.len()).map(|n| cells.text(line, n).as_bytes().to_vec()).collect());
            for n in 0..cells.len() {
                let glance = nth(line.as_bytes(), delimiter, n).expect("as many cells");
                if !line.contains('"') {
                    assert_eq!(glance, cells.text(line, n).as_bytes());
                }
            }
            assert_eq!(nth(line.as_bytes(), delimiter, cells.len()), None);
        }
    }
    assert_eq!(start, text.len());
    (records, open)
}

fn csv_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => Just("\"".to_owned()), 3 => Just(",".to_owned()), 2 => Just("\n".to_owned()), 1 => Just("\r".to_owned()),
        1 => Just("\r\n".to_owned()), 1 => Just("\"\"".to_owned()), 3 => "[a-cé]{1,3}", 1 => Just(" ".to_owned()),
        1 => Just("\",\"".to_owned()),
    ];
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn records_and_cells_are_those_of_csv_core(text in csv_like()) {
        let (ours, open) = by_us(&text, b',');
        if !open {
            prop_assert_eq!(ours, by_csv_core(text.as_bytes(), b','));
        }
    }

    /// An open quote costs its own line: every later line is found as if the file began there.
    #[test]
    fn an_open_quote_takes_one_line(before in "[a-c,]{0,9}", after in "[a-c,]{1,9}(\n[a-c,]{1,9}){0,4}") {
        let text = format!("{before},\"open\n{after}");
        let (ours, open) = by_us(&text, b',');
        prop_assert!(open);
        let (rest, _) = by_us(&after, b',');
        prop_assert_eq!(&ours[1..], rest.as_slice());
    }

    #[test]
    fn more_bytes_never_change_an_ending(text in csv_like(), cut in 0usize..120) {
        let bytes = text.as_bytes();
        let part = &bytes[..cut.min(bytes.len())];
        if let Some(early) = record_end(part, 0, b',', false) {
            prop_assert_eq!(Some(early), record_end(bytes, 0, b',', true));
        }
    }
}

/// Whatever is surveyed: every record is a row or a blank line, however it is cut into chunks.
fn holds(bytes: Vec<u8>) {
    let Ok(survey) = survey(&Bytes(bytes.clone()), &Choices::default(), super::today(), &Silent) else { return };
    let whole = rows_of(&survey, &bytes, RECORD_LIMIT);
    for size in [1, 3, 50] {
        assert_eq!(rows_of(&survey, &bytes, size), whole);
    }
    let mut records = 0;
    let mut consumed = 0;
    for chunk in survey.chunks(&Bytes(bytes.clone())).expect("opens") {
        let chunk = chunk.expect("reads");
        records += chunk.records();
        consumed += chunk.consumed;
    }
    assert!(whole.len() <= records && consumed <= bytes.len() as u64);
    for text in survey.notices.iter().map(ToString::to_string) {
        assert!(text.ends_with('.'), "{text}");
    }
    for question in &survey.questions {
        assert!(matches!(
            question,
            Question::TwoColumns { .. } | Question::NoPerson { .. } | Question::DayMonth { .. }
        ));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_survey_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(bytes);
    }

    #[test]
    fn any_rows_under_a_header_are_accounted_for(text in csv_like(), header in prop_oneof![
        Just("Name,Email\n"), Just("Date,Name,Country\r\n"), Just("\u{feff}email;date of birth\n"), Just("sep=|\nname|date\n"),
    ]) {
        holds(format!("{header}{text}").into_bytes());
    }

    #[test]
    fn any_date_reads_without_panic(cell in "[0-9/.: TZ+a-zé-]{0,40}", other in any::<String>()) {
        use super::super::dates::{Century, Order, Reading, read};
        for cell in [cell, other] {
            if let Some(written) = read(&cell) {
                for order in [None, Some(Order::DayMonth), Some(Order::MonthDay), Some(Order::YearFirst)] {
                    for century in [None, Some(Century::From(1926)), Some(Century::Until(super::today()))] {
                        let reading = Reading { order, century, zone: Some(jiff::tz::TimeZone::UTC) };
                        let mut out = String::new();
                        if super::super::values::push_signed(&written, &reading, &mut out) {
                            prop_assert!(crate::day::Day::parse(&out[..10]).is_some());
                        } else {
                            prop_assert!(out.is_empty());
                        }
                    }
                }
            }
        }
    }
}
