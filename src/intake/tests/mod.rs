//! Whole exports, from bytes to committed values.

mod changes;
mod choices;
mod dates;
mod headers;
mod platforms;
mod properties;
mod years;

use super::*;
use crate::day::Day;
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

/// The dossiers' day.
pub(super) fn today() -> Day {
    Day::new(2026, 11, 22).expect("a day")
}

pub(super) fn surveyed(bytes: &[u8]) -> Survey {
    with_choices(bytes, "")
}

pub(super) fn with_choices(bytes: &[u8], choices: &str) -> Survey {
    let choices = Choices::parse(choices).expect("choices");
    survey(&Bytes(bytes.to_vec()), &choices, today(), &Silent).expect("an export")
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

pub(super) fn as_utf16(text: &str, little: bool, bom: bool) -> Vec<u8> {
    let bom = if bom { "\u{feff}" } else { "" };
    format!("{bom}{text}")
        .encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

#[test]
fn every_encoding_delimiter_and_line_end() {
    for delimiter in [",", ";", "\t", "|"] {
        for line_end in ["\n", "\r\n", "\r"] {
            let text = [
                ["First Name", "Last Name", "Email Address", "Country", "Date Signed"],
                ["Zoë", "Müller", "zoe@example.org", "Österreich", "2017-05-11 10:00:00"],
                ["Renée", "\"a\nb\"", "r@example.org", "Côte d’Ivoire", "2017-05-12"],
            ]
            .map(|row| row.join(delimiter))
            .join(line_end);
            let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
            let expected = [
                "2: given_name=Zoë family_name=Müller email=zoe@example.org country=AT signed_at=2017-05-11T10:00:00",
                "3: given_name=Renée family_name=a\nb email=r@example.org country=CI signed_at=2017-05-12",
            ];
            for (name, bytes) in [
                ("UTF-8", text.clone().into_bytes()),
                ("UTF-8", format!("\u{feff}{text}").into_bytes()),
                ("UTF-16LE", as_utf16(&text, true, true)),
                ("UTF-16BE", as_utf16(&text, false, true)),
                ("UTF-16LE", as_utf16(&text, true, false)),
                ("UTF-16BE", as_utf16(&text, false, false)),
                ("windows-1252", windows),
            ] {
                let survey = surveyed(&bytes);
                assert_eq!(survey.encoding, name, "{delimiter:?} {line_end:?}");
                assert_eq!(survey.delimiter, delimiter.as_bytes()[0]);
                assert_eq!(rows(&bytes), expected, "{name} {delimiter:?} {line_end:?}");
            }
            let latin = text.replace('’', "'");
            let latin = encoding_rs::WINDOWS_1252.encode(&latin).0.into_owned();
            assert_eq!(surveyed(&latin).encoding, "ISO-8859-1");
        }
    }
}

#[test]
fn a_few_broken_bytes_make_malformed_rows_and_no_other_encoding() {
    let mut bytes = "Name,Email\nZoë,a@b.org\nRené,c@d.org\n".as_bytes().to_vec();
    bytes.extend(b"Ren\xE9,e@f.org\n");
    bytes.extend("José,g@h.org\n".as_bytes());
    let survey = surveyed(&bytes);
    assert_eq!(survey.encoding, "UTF-8");
    assert!(survey.notices.iter().any(|n| matches!(n, Notice::BrokenText { places: 1, .. })));
    assert_eq!(rows(&bytes)[2..], ["4: malformed", "5: full_name=José email=g@h.org"]);
    // A lone surrogate in UTF-16 is broken text too.
    let mut wide = as_utf16("Name,Email\nZoë,a@b.org\n", true, true);
    wide.extend([0x00, 0xD8]);
    wide.extend(as_utf16(",x@y.org\nJo,k@l.org\n", true, false));
    assert_eq!(rows(&wide), ["2: full_name=Zoë email=a@b.org", "3: malformed", "4: full_name=Jo email=k@l.org"]);
}

#[test]
fn other_encodings_are_a_guess_and_said_so() {
    let text = "Имя;Фамилия;Эл. почта\nАнастасия;Кузнецова;a@b.org\nИван;Петров;c@d.org\n".repeat(20);
    let bytes = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
    let survey = surveyed(&bytes);
    assert_eq!(survey.encoding, "windows-1251");
    assert!(survey.notices.iter().any(|n| matches!(n, Notice::EncodingGuessed { .. })));
    assert_eq!(rows(&bytes)[0], "2: given_name=Анастасия family_name=Кузнецова email=a@b.org");
}

#[test]
fn committed_values_are_the_vectors() {
    for (cell, committed) in [
        ("  Zoë ", "Zoë"),
        ("\u{feff}Anna", "Anna"),
        ("a\u{200b}b", "a\u{200b}b"),
        ("\tTab", "Tab"),
        ("\u{1}x\u{1f}", "x"),
    ] {
        let got = rows(format!("Name,Email\n{cell},a@b.org\n").as_bytes());
        assert_eq!(got, [format!("2: full_name={committed} email=a@b.org")]);
    }
}

#[test]
fn countries_by_code_and_name() {
    for (cell, committed) in [
        ("fr", "FR"),
        ("FRA", "FR"),
        ("Frankreich", "FR"),
        ("UK", "GB"),
        ("England", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Deutschland", "DE"),
        ("Россия", "RU"),
        ("Российская Федерация", "RU"),
        ("Chechnya", "RU"),
        ("Tchétchénie", "RU"),
        ("ESPAÑA", "ES"),
        ("Espana", "ES"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d’Ivoire", "CI"),
        ("日本", "JP"),
        ("مصر", "EG"),
        ("Itália", "IT"),
        ("Paesi Bassi", "NL"),
        ("Nederland", "NL"),
        ("Suomi", "FI"),
        ("Eesti", "EE"),
        ("EL", "GR"),
        ("Korea, Republic of", "KR"),
        ("Соединённые Штаты", "US"),
        ("Türkiye", "TR"),
        ("Kosovo", "XK"),
        (" Germany ", "DE"),
    ] {
        let got = rows(format!("Name;Country\nA B;{cell}\n").as_bytes());
        assert_eq!(got, [format!("2: full_name=A B country={committed}")], "{cell}");
    }
    for cell in ["XX", "Atlantis", "ZZ", "12", "France and Spain"] {
        let got = rows(format!("Name;Country\nA B;{cell}\n").as_bytes());
        assert_eq!(got, [format!("2: full_name=A B country={cell} !unknown-country")]);
    }
}

#[test]
fn headers_in_seven_languages() {
    for (header, person) in [
        ("First name,Surname,E-mail,Country,Date", "given_name=A family_name=B"),
        ("Prénom,Nom,Courriel,Pays,Date", "given_name=A family_name=B"),
        ("Vorname,Name,E-Mail-Adresse,Land,Datum", "given_name=A family_name=B"),
        ("Nombre,Apellidos,Correo electrónico,País,Fecha", "given_name=A family_name=B"),
        ("Nome,Cognome,Indirizzo e-mail,Paese,Data", "given_name=A family_name=B"),
        ("Nome,Sobrenome,E-mail,País,Data", "given_name=A family_name=B"),
        ("Имя,Фамилия,Эл. почта,Страна,Дата", "given_name=A family_name=B"),
        ("Voornaam,Achternaam,E-mailadres,Land,Datum", "given_name=A family_name=B"),
        ("etunimi,sukunimi,sahkoposti,maa,päivämäärä", "given_name=A family_name=B"),
    ] {
        let bytes = format!("{header}\nA,B,a@b.org,FR,2017-05-11\n");
        assert_eq!(
            rows(bytes.as_bytes()),
            [format!("2: {person} email=a@b.org country=FR signed_at=2017-05-11")],
            "{header}"
        );
        assert!(surveyed(bytes.as_bytes()).columns.iter().all(|c| c.sure && c.field.is_some()));
    }
    assert_eq!(rows("Nom,Courriel\nA B,a@b.org\n".as_bytes()), ["2: full_name=A B email=a@b.org"]);
}

#[test]
fn quirks_of_rows() {
    // Blank lines are no rows, delimiters alone are; a header again is none; a footer is as wide as it is.
    let bytes = b"Name,Email,City\nA B,a@b.org,Rome\n\n   \n,,\nName,Email,City\nC D,c@d.org,Bonn\nCopyright 2017, all rights\n";
    assert_eq!(
        rows(bytes),
        [
            "2: full_name=A B email=a@b.org city=Rome",
            "5: malformed",
            "6: malformed",
            "7: full_name=C D email=c@d.org city=Bonn",
            "8: malformed",
        ]
    );
    // A trailing delimiter in every row, and one in the header too.
    let survey = surveyed(b"Name,Email\nA B,a@b.org,\nC D,c@d.org,\n");
    assert!(survey.notices.iter().any(|n| matches!(n, Notice::EmptyCellTrails { .. })));
    assert_eq!(rows(b"Name,Email\nA B,a@b.org,\nC D,c@d.org,\n").len(), 2);
    assert_eq!(rows(b"Name,Email,\nA B,a@b.org,\n"), ["2: full_name=A B email=a@b.org"]);
    // Excel's hint, and a title before the header.
    assert_eq!(rows(b"sep=;\r\nName;Email\r\nA B;a@b.org\r\n"), ["3: full_name=A B email=a@b.org"]);
    assert_eq!(rows(b"Signatures of May\n\nName,Email\nA B,a@b.org\n"), ["4: full_name=A B email=a@b.org"]);
    // An unclosed quote takes its own line and no other.
    assert_eq!(
        rows(b"Name,Email\n\"A B,a@b.org\nC D,c@d.org\nE F,e@f.org\n"),
        ["2: malformed", "3: full_name=C D email=c@d.org", "4: full_name=E F email=e@f.org",]
    );
    let long = format!("Name,Email\n\"A B,a@b.org\n{}", "C D,c@d.org\n".repeat(60_000));
    assert_eq!(rows_of(&surveyed(long.as_bytes()), long.as_bytes(), CHUNK_BYTES).len(), 60_001);
    // A line without end is one malformed row.
    let endless = format!("Name,Email\nA B,a@b.org\n{}\nC D,c@d.org\n", "x".repeat(3 * RECORD_LIMIT));
    for size in [1000, CHUNK_BYTES] {
        assert_eq!(
            rows_of(&surveyed(endless.as_bytes()), endless.as_bytes(), size),
            ["2: full_name=A B email=a@b.org", "3: malformed", "4: full_name=C D email=c@d.org",]
        );
    }
}

#[test]
fn a_file_without_a_header_is_not_shown_as_one() {
    let bytes = b"Anna Bell,anna@b.org,2017-05-11\nCarl Dow,c@d.org,2017-05-12\nEve,e@f.org,2017-05-13\n";
    let survey = surveyed(bytes);
    assert!(survey.columns.iter().all(|c| c.header.starts_with('#')));
    assert!(!format!("{:?}", survey.notices).contains("Anna"));
    assert_eq!(rows(bytes)[0], "1: email=anna@b.org signed_at=2017-05-11");
    let survey = with_choices(bytes, "[columns]\n\"#1\" = \"full_name\"\n\"#2\" = \"email\"\n\"#3\" = \"ignore\"");
    assert_eq!(rows_of(&survey, bytes, 5)[0], "1: full_name=Anna Bell email=anna@b.org");
    // Headers that nobody knows, with values that speak.
    let bytes = "กขค,งจฉ\nAnna,a@b.org\nCarl,c@d.org\n".as_bytes();
    let survey = surveyed(bytes);
    assert_eq!(survey.columns[1].field, Some(Field::Email));
    assert!(!survey.columns[1].sure && survey.notices.iter().any(|n| matches!(n, Notice::ByValues { .. })));
    assert_eq!(rows(bytes)[0], "2: email=a@b.org");
}

#[test]
fn questions_and_warnings() {
    let two = surveyed(b"Email,E-mail,Name\na@b.org,c@d.org,X\n");
    assert!(
        matches!(two.questions.as_slice(), [Question::TwoColumns { field: Field::Email, keys, .. }] if keys == &["Email", "E-mail"])
    );
    let two =
        with_choices(b"Email,Email address,Name\na@b.org,c@d.org,X\n", "[columns]\n\"Email address\" = \"ignore\"");
    assert_eq!(two.questions, []);
    let none = surveyed(b"City,Country,Date\nRome,IT,2017-05-11\n");
    assert!(matches!(none.questions.as_slice(), [Question::NoPerson { .. }]));
    let contradicted = surveyed(b"Name,Email\nA,Rome\nB,Paris\n");
    assert!(contradicted.notices.iter().any(|n| matches!(n, Notice::Contradicted { field: Field::Email, .. })));
    assert_eq!(contradicted.questions, []);
    let dropped = surveyed(b"Name,Email,Shoe size\nA,a@b.org,7\n");
    assert!(matches!(dropped.notices.as_slice(), [Notice::Dropped { keys, .. }] if keys == &["Shoe size"]));
    for text in two.questions.iter().chain(&none.questions).map(ToString::to_string) {
        assert_eq!(text.matches(". ").count(), 1, "{text}");
    }
}
