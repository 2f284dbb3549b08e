//! Exports through the public door: what is refused, and how it is said.

use handover::day::Day;
use handover::fields::Field;
use handover::intake::{Choices, IntakeError, Row, RowReader, Source, Survey, survey};
use handover::ledger::Reason;
use handover::progress::Silent;
use std::io::{Cursor, Read, Write};

struct Bytes(&'static str, Vec<u8>);

impl Source for Bytes {
    fn name(&self) -> &str {
        self.0
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.1.clone())))
    }

    fn size(&self) -> u64 {
        self.1.len() as u64
    }
}

const EXPORT: &str = "First name,Last name,Email,Country\nAnna,Bell,a@b.org,FR\nZoë,Dow,z@d.org,Italy\nbroken\n";

fn look(name: &'static str, bytes: Vec<u8>) -> Result<Survey, IntakeError> {
    survey(&Bytes(name, bytes), &Choices::default(), Day::from_unix_seconds(0), &Silent)
}

fn counted(bytes: Vec<u8>) -> (u64, u64) {
    let source = Bytes("e", bytes);
    let survey = survey(&source, &Choices::default(), Day::from_unix_seconds(0), &Silent).expect("an export");
    let mut reader = RowReader::new(&survey.layout);
    let (mut signatures, mut malformed) = (0, 0);
    for chunk in survey.chunks(&source).expect("opens") {
        reader.for_each(&chunk.expect("reads"), |row| match row {
            Row::Signature { .. } => signatures += 1,
            Row::SetAside { reason: Reason::Malformed, .. } => malformed += 1,
            Row::SetAside { .. } => {}
        });
    }
    (signatures, malformed)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (n, (name, bytes)) in members.iter().enumerate() {
        let method = if n % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        out.start_file(*name, options).expect("memory");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("memory").into_inner()
}

#[test]
fn gzip_and_zip_give_the_same_rows() {
    let plain = EXPORT.as_bytes();
    assert_eq!(counted(plain.to_vec()), (2, 1));
    assert_eq!(counted(gzip(plain)), (2, 1));
    assert_eq!(counted([gzip(&plain[..40]), gzip(&plain[40..])].concat()), (2, 1));
    assert_eq!(counted(zip(&[("export.csv", plain)])), (2, 1));
    let with_rubbish = zip(&[
        ("readme.txt", b"hello"),
        ("data/export.csv", plain),
        ("__MACOSX/._export.csv", b"x"),
        (".DS_Store", b"x"),
    ]);
    assert_eq!(counted(with_rubbish), (2, 1));
    let wide: Vec<u8> = format!("\u{feff}{EXPORT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(counted(gzip(&wide)), (2, 1));
    let survey = look("e.csv.gz", gzip(plain)).expect("an export");
    assert_eq!(survey.size, gzip(plain).len() as u64);
    assert_eq!(survey.sha256, handover::proof::digest::sha256(&gzip(plain)));
    assert_eq!(
        survey.fields().iter().map(Field::name).collect::<Vec<_>>(),
        ["given_name", "family_name", "email", "country"]
    );
}

#[test]
fn what_is_no_export_is_refused_in_two_sentences() {
    let xlsx = zip(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")]);
    let ods = zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]);
    let mut tar = vec![0; 600];
    tar[257..262].copy_from_slice(b"ustar");
    let mut damaged = zip(&[("e.csv", EXPORT.as_bytes())]);
    damaged.truncate(damaged.len() - 30);
    // The second member is stored, so a letter of it can be changed; its sum is then wrong.
    let mut wrong_sum = zip(&[("readme", b"x"), ("f.csv", EXPORT.as_bytes())]);
    let at = wrong_sum.windows(4).position(|w| w == b"Anna").expect("stored");
    wrong_sum[at] = b'X';
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    (0..100).for_each(|_| bomb.write_all(&vec![b'a'; 1 << 20]).expect("memory"));
    let bomb = bomb.finish().expect("memory");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.xlsx", xlsx, "CSV UTF-8"),
        ("a.ods", ods, "Text CSV"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), "CSV UTF-8"),
        ("a.pdf", b"%PDF-1.7\n".to_vec(), "CSV (UTF-8)"),
        ("a.json", b"[ {\"name\": \"x\"} ]".to_vec(), "CSV (UTF-8)"),
        ("a.jsonl", b"{\"name\": \"x\"}\n{}".to_vec(), "CSV (UTF-8)"),
        ("a.html", b"\n<!DOCTYPE html><html>".to_vec(), "login page"),
        ("a.xml", b"\xEF\xBB\xBF<?xml version=\"1.0\"?>".to_vec(), "CSV (UTF-8)"),
        ("a.png", b"\x89PNG\r\n\x1A\n....".to_vec(), "CSV (UTF-8)"),
        ("a.tar", tar.clone(), "Unpack"),
        ("a.tar.gz", gzip(&tar), "Unpack"),
        ("a.gz.gz", gzip(&gzip(b"x")), "Unpack"),
        ("a.bin", (0..2000u32).map(|n| (n * 7 % 11) as u8).collect(), "save it as CSV"),
        ("a.csv", Vec::new(), "is empty"),
        ("a.csv.gz", gzip(b""), "is empty"),
        ("a.csv.gz", gzip(EXPORT.as_bytes())[..40].to_vec(), "again"),
        ("a.zip", damaged, "Download"),
        ("b.zip", wrong_sum, "Download"),
        ("a.zip", zip(&[]), "no CSV"),
        ("a.zip", zip(&[("a.csv", b"x"), ("b.csv", b"y")]), "2 files"),
        ("bomb.csv.gz", bomb, "250 times"),
    ];
    for (name, bytes, says) in cases {
        let error = look(name, bytes).map(|_| ()).expect_err(name).to_string();
        assert!(error.contains(says), "{name}: {error}");
        assert!(error.starts_with(name) && error.ends_with('.'), "{error}");
        assert_eq!(error.replace(". ", ".\n").lines().count(), 2, "{error}");
    }
}

#[test]
fn places_that_cannot_be_read() {
    struct Fails(std::io::ErrorKind);
    impl Source for Fails {
        fn name(&self) -> &str {
            "x.csv"
        }
        fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
            Err(self.0.into())
        }
        fn size(&self) -> u64 {
            0
        }
    }
    use std::io::ErrorKind::{IsADirectory, NotFound, PermissionDenied};
    for (kind, says) in [(NotFound, "no such file"), (PermissionDenied, "permission"), (IsADirectory, "folder")] {
        let error = survey(&Fails(kind), &Choices::default(), Day::from_unix_seconds(0), &Silent)
            .map(|_| ())
            .expect_err("fails");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn a_header_alone_is_an_export_without_rows() {
    for text in ["Name,Email", "Name,Email\n", "\u{feff}Name;Email\r\n\r\n", "Email\n"] {
        assert_eq!(counted(text.as_bytes().to_vec()), (0, 0), "{text:?}");
        assert_eq!(look("e", text.into()).expect("an export").questions, []);
    }
}

#[test]
fn choices_are_checked() {
    for (text, says) in [
        ("date_order = \"ydm\"", "line 1"),
        ("\n[columns]\nEmail = \"mail\"", "`mail`"),
        ("delimiter = \"ab\"", "delimiter"),
        ("encoding = \"klingon\"", "encoding"),
        ("timezone = \"Mars/Olympus\"", "timezone"),
        ("birth_years_from = 26", "birth_years_from"),
        ("surprise = 1", "line 1"),
    ] {
        let error = Choices::parse(text).map(|_| ()).expect_err(text).to_string();
        assert!(error.contains(says), "{error}");
    }
    let all = "date_order = \"dmy\"\ndelimiter = \"tab\"\nencoding = \"windows-1251\"\ntimezone = \"Europe/Paris\"\nbirth_years_from = 1926\n[columns]\n\"#2\" = \"ignore\"\n";
    assert!(Choices::parse(all).is_ok());
}

#[test]
fn countries_are_what_the_script_made() {
    let stated = include_str!("../config/countries.sha256");
    let made = handover::proof::digest::sha256(include_bytes!("../config/countries.csv"));
    assert_eq!(stated.split_whitespace().next(), Some(handover::proof::digest::hex(&made).as_str()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// Not at most as many rows as records, and not at most as many bytes as there are, but exactly.
    #[test]
    fn each_line_is_a_record_and_each_that_is_not_blank_a_row(
        lines in proptest::collection::vec(0usize..6, 0..40),
        crlf in proptest::prelude::any::<bool>(),
        ends in proptest::prelude::any::<bool>(),
        size in 1usize..90,
    ) {
        let kinds = ["Carl,Dow,c@d.org,FR", "broken", "a,b,c,FR,too many", "\"Eve\n\",\"F, G\",e@f.org,FR", "", " "];
        let blank = lines.iter().filter(|kind| kinds[**kind].trim().is_empty()).count();
        let line_end = if crlf { "\r\n" } else { "\n" };
        let mut text: Vec<&str> = EXPORT.lines().take(2).collect();
        text.extend(lines.iter().map(|kind| kinds[*kind]));
        let mut text = text.join(line_end);
        // The last line may have no end; one that is empty is then no line at all.
        let unended = !ends && !lines.last().is_some_and(|kind| kinds[*kind].is_empty());
        if !unended {
            text.push_str(line_end);
        }
        let source = Bytes("e", text.into_bytes());
        let survey = survey(&source, &Choices::default(), Day::from_unix_seconds(0), &Silent).expect("an export");
        let mut reader = RowReader::new(&survey.layout);
        let (mut rows, mut records, mut consumed) = (0, 0, 0);
        for chunk in survey.chunks_of(&source, size).expect("opens") {
            let chunk = chunk.expect("reads");
            (records, consumed) = (records + chunk.records(), consumed + chunk.consumed);
            reader.for_each(&chunk, |_| rows += 1);
        }
        proptest::prop_assert_eq!(records, 1 + lines.len());
        proptest::prop_assert_eq!(rows, 1 + lines.len() - blank);
        proptest::prop_assert_eq!(consumed, source.size());
    }
}
