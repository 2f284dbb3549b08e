//! What staff decide in a columns file, and whether it can be decided.

use super::super::*;
use super::{Bytes, rows_of, surveyed, today, with_choices};
use crate::fields::Field;
use crate::progress::Silent;

/// The keys of the only question, which is about two columns.
fn keys_asked(survey: &Survey) -> Vec<String> {
    match survey.questions.as_slice() {
        [Question::TwoColumns { keys, .. }] => keys.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_header_that_is_written_like_the_key_is_meant() {
    let text = b"Name,Email,E-mail\nA,a@b.org,c@d.org\n";
    assert_eq!(keys_asked(&surveyed(text)), ["Email", "E-mail"]);
    for (choices, email) in [
        ("\"E-mail\" = \"ignore\"", "a@b.org"),
        ("\"Email\" = \"ignore\"", "c@d.org"),
        ("\"Email\" = \"email\"\n\"E-mail\" = \"ignore\"", "a@b.org"),
        ("\"Email\" = \"ignore\"\n\" E-mail \" = \"email\"", "c@d.org"),
        ("\"#2\" = \"ignore\"", "c@d.org"),
        ("\"#3\" = \"ignore\"\n\"E-mail\" = \"email\"", "a@b.org"),
    ] {
        let survey = with_choices(text, &format!("[columns]\n{choices}"));
        assert_eq!(survey.questions, [], "{choices}");
        assert_eq!(rows_of(&survey, text, 9), [format!("2: full_name=A email={email}")], "{choices}");
    }
    // A key in another spelling still finds its header, and one for another export is no matter.
    for choices in ["\"e mail\" = \"ignore\"", "\"Email\" = \"ignore\"\n\"E-mail\" = \"email\""] {
        let survey = with_choices(b"Name,Email\nA,a@b.org\n", &format!("[columns]\n{choices}"));
        assert_eq!(survey.columns[1].field, None, "{choices}");
        assert!(!survey.notices.iter().any(|notice| matches!(notice, Notice::NoSuchColumn { .. })), "{choices}");
    }
}

#[test]
fn two_keys_for_one_header_are_an_error() {
    let choices = Choices::parse("[columns]\n\"E-mail\" = \"ignore\"\n\"e_mail\" = \"email\"").expect("choices");
    let refused = |text: &str| survey(&Bytes(text.into()), &choices, today(), &Silent).map(|_| ()).expect_err(text);
    let error = refused("Name,EMAIL\nA,a@b.org\n").to_string();
    for piece in ["export.csv", "\"EMAIL\"", "\"E-mail\", \"e_mail\"", "--columns"] {
        assert!(error.contains(piece), "{piece}: {error}");
    }
    assert_eq!(error.matches(". ").count(), 1, "{error}");
    // By place it is decided all the same.
    let by_place = "[columns]\n\"E-mail\" = \"ignore\"\n\"e_mail\" = \"ignore\"\n\"#2\" = \"email\"";
    assert_eq!(with_choices(b"Name,EMAIL\nA,a@b.org\n", by_place).columns[1].field, Some(Field::Email));
}

#[test]
fn every_question_about_two_columns_can_be_answered_as_it_is_asked() {
    let long = format!("E-mail ({})", "address ".repeat(20));
    for header in [
        "Name,Email,E-mail".to_owned(),
        "Name,Email,Email".to_owned(),
        "Name,Email, email ,EMAIL".to_owned(),
        "Name,Email,E\u{200b}mail".to_owned(),
        format!("Name,Email,{long}"),
        "Name,\"E\nmail\",Email".to_owned(),
    ] {
        let columns = header.split(',').count();
        let text = format!("{header}\nA{}\n", ",a@b.org".repeat(columns - 1));
        let asked = surveyed(text.as_bytes());
        let keys = keys_asked(&asked);
        assert_eq!(keys.len(), columns - 1, "{header:?}");
        for kept in &keys {
            let ignored = keys.iter().filter(|key| *key != kept).map(|key| format!("\"{key}\" = \"ignore\"\n"));
            let answer = format!("[columns]\n{}", ignored.collect::<String>());
            let survey = with_choices(text.as_bytes(), &answer);
            assert_eq!(survey.questions, [], "{header:?}: {answer}");
            assert_eq!(
                survey.columns.iter().filter(|column| column.field == Some(Field::Email)).count(),
                1,
                "{answer}"
            );
        }
    }
    let keys = |text: &str| keys_asked(&surveyed(text.as_bytes()));
    assert_eq!(keys("Name,Email,Email\nA,a@b.org,c@d.org\n"), ["#2", "#3"]);
    assert_eq!(keys("Name,Email,E\u{200b}mail\nA,a@b.org,c@d.org\n"), ["Email", "#3"]);
    assert_eq!(keys(&format!("Name,Email,{long}\nA,a@b.org,c@d.org\n")), ["Email", "#3"]);
}

#[test]
fn staff_say_whether_the_first_line_is_a_header() {
    let text = "กขค,งจฉ,ชซ\nAnna Bell,12,Rome\nCarl Dow,13,Bonn\n".as_bytes();
    let columns = "[columns]\n\"#1\" = \"full_name\"\n\"#3\" = \"city\"";
    let asked = surveyed(text);
    let [question @ Question::NoPerson { .. }] = asked.questions.as_slice() else { panic!("{:?}", asked.questions) };
    let said = question.to_string();
    assert!(said.contains("header = true") && said.contains("\"#1\"") && !said.contains('ก'), "{said}");
    assert_eq!(said.matches(". ").count(), 1, "{said}");
    let rows = |choices: &str| rows_of(&with_choices(text, choices), text, 9);
    assert_eq!(rows(columns).len(), 3, "read as a row as long as nobody says otherwise");
    let survey = with_choices(text, &format!("header = true\n{columns}"));
    assert_eq!(rows_of(&survey, text, 9), ["2: full_name=Anna Bell city=Rome", "3: full_name=Carl Dow city=Bonn"]);
    assert_eq!(survey.columns[1].header, "งจฉ");
    assert!(!survey.notices.iter().any(|notice| matches!(notice, Notice::NoHeader { .. })));
    // One cell named exactly says the same.
    assert_eq!(rows("[columns]\n\"กขค\" = \"full_name\""), ["2: full_name=Anna Bell", "3: full_name=Carl Dow"]);
    // And words that are known can be a row.
    let known = b"Name,Email\nAnna,a@b.org\n";
    let survey = with_choices(known, "header = false\n[columns]\n\"#1\" = \"full_name\"");
    assert_eq!(rows_of(&survey, known, 9), ["1: full_name=Name", "2: full_name=Anna"]);
    assert!(!survey.notices.iter().any(|notice| matches!(notice, Notice::NoHeader { .. })));
    // A title before the header stays what it is.
    let titled = b"Signatures\n\nName,Email\nAnna,a@b.org\n";
    assert_eq!(rows_of(&with_choices(titled, "header = true"), titled, 9), ["4: full_name=Anna email=a@b.org"]);
    assert!(Choices::parse("header = 1").is_err());
}
