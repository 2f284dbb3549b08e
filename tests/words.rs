//! The words of the service: whatever can be said has them in every language, with the same arguments, and on a French page
//! stands no English.

mod kit;

use handover::cover::{CoverError, Must, Wrong};
use handover::day::Day;
use handover::fields::Field;
use handover::handover::HandoverError;
use handover::intake::{ChoicesError, IntakeError, Kind, Notice, Question, Years};
use handover::pack::{self, Folder, PackError};
use handover::said::{Said, With};
use handover::store::{State, StoreError};
use handover::web::texts::{Texts, all, english, of};
use kit::program::Program;
use kit::service::{Answer, Browser, Service, ask_raw, code};
use kit::{Room, Said as Told};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

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

/// Words that no French sentence has.
const ENGLISH: [&str; 16] = [
    "the", "is", "are", "of", "which", "cannot", "this", "that", "with", "has", "it", "not", "was", "and", "you",
    "been",
];

/// What a page shows or says aloud: text, and the attributes that are words.
fn words_of(page: &str) -> String {
    let mut found = String::new();
    for (n, piece) in page.split('<').enumerate() {
        let (tag, text) = if n == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        if let Some(words) = tag.split(" data-words=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            let words = words.replace("&#34;", "\"").replace("&#38;", "&").replace("&#39;", "'");
            values_of(&serde_json::from_str(&words).expect("words for a script"), &mut found);
        }
        for name in ["aria-label", "data-copy", "data-copied", "title", "placeholder", "alt"] {
            let value = tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            found.extend(value.map(|value| format!(" {value} ")));
        }
        found.push_str(text);
        found.push(' ');
    }
    found
}

/// What a script is given to say, without the ids that it asks by.
fn values_of(words: &serde_json::Value, found: &mut String) {
    match words {
        serde_json::Value::String(text) => found.push_str(&format!(" {text} ")),
        serde_json::Value::Object(members) => members.values().for_each(|value| values_of(value, found)),
        _ => {}
    }
}

fn is_french(what: &str, page: &Answer) {
    assert!(page.body.contains("<html lang=\"fr\">"), "{what}: {} {}", page.status, page.body);
    let words = words_of(&page.body);
    let all: Vec<&str> = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    if let Some(at) = all.iter().position(|word| ENGLISH.contains(&word.to_lowercase().as_str())) {
        panic!("{what}: {:?}", &all[at.saturating_sub(5)..(at + 6).min(all.len())]);
    }
}

/// A service with a custodian, and an uploader who reads French.
fn begun() -> (Service, Browser) {
    let room = Room::new();
    assert_eq!(Told::of(&mut room.handover(["keygen", "--out", "keys"])).status, Some(0));
    let custodian = std::fs::read_to_string(room.path("keys/custodian.pub")).expect("a recipient");
    let custodians = format!("[\"{}\"]", custodian.trim());
    let service = Service::start(&[("CUSTODIANS", &custodians)]);
    let link = service.link.clone().expect("a link");
    let link = service.person("administrator", &link).invite(&service, "zoe", "uploader");
    let french = vec![("Accept-Language".to_owned(), "fr-CH, en;q=0.5".to_owned())];
    let mut zoe = Browser { also: french, ..Browser::default() };
    let secret = service.enrol(&mut zoe, &link);
    is_french("a link that was used", &zoe.read(&service, &link));
    assert_eq!(zoe.log_in(&service, "zoe", &code(&secret, 0)).status, 303);
    // From here on it is the account that says so.
    zoe.also.clear();
    (service, zoe)
}

/// Sends a file as the form without script does.
fn send(service: &Service, browser: &mut Browser, at: &str, name: &str, bytes: &[u8]) -> Answer {
    let token = browser.read(service, "/own").token();
    let cookies: Vec<String> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let part = |rest: &str| format!("--b\r\nContent-Disposition: form-data; name={rest}\r\n\r\n");
    let form = format!("{}{token}\r\n{}", part("\"form\""), part(&format!("\"files\"; filename=\"{name}\"")));
    let body = [form.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
    let head = format!(
        "POST {at}/exports HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\nCookie: {}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
        cookies.join("; "),
        body.len()
    );
    ask_raw(service.port(), &[head.as_bytes(), &body].concat())
}

fn zipped(names: &[&str]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        out.write_all(b"Nom,E-mail\nA,a@mail.example\n").expect("memory");
    }
    out.finish().expect("memory").into_inner()
}

const COVER: [(&str, &str); 8] = [
    ("title", "Une pétition"),
    ("text", "Rien."),
    ("language", "fr"),
    ("organiser", "Essais"),
    ("recipient", "Personne"),
    ("country", "FR"),
    ("date", "2017-05-11"),
    ("policy", "count"),
];

/// A new handover; its place.
fn handover(service: &Service, browser: &mut Browser) -> String {
    let page = browser.read(service, "/handovers/new");
    let made = browser.fill(service, "/handovers/new", &page, &COVER);
    assert_eq!(made.status, 303, "{}", made.body);
    made.header("location").expect("a place").trim_end_matches("/exports").to_owned()
}

/// The page once the work that it waits for is done.
fn settled(service: &Service, browser: &mut Browser, path: &str) -> Answer {
    loop {
        let page = browser.read(service, path);
        if !page.body.contains("id=\"progress\"") {
            return page;
        }
        is_french(path, &page);
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_file_that_is_refused_is_refused_in_french() {
    let (service, mut zoe) = begun();
    let at = handover(&service, &mut zoe);
    assert_eq!(send(&service, &mut zoe, &at, "une.csv", b"Nom,E-mail\nA,a@mail.example\n").status, 303);
    let rest = "x".repeat(40);
    let (pdf, html) = (format!("%PDF-1.7\n%\u{e2}\u{e3}\n{rest}"), format!("<!DOCTYPE html><html>{rest}</html>"));
    let wide = ["a,"; 5_000].concat();
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("liste.pdf", pdf.into_bytes(), "liste.pdf est un PDF, et non un tableau"),
        ("liste.xlsx", zipped(&["[Content_Types].xml", "xl/workbook.xml"]), "un classeur Excel (XLSX)"),
        ("liste.html", html.into_bytes(), "une page web (HTML)"),
        ("liste.json", b"{\"a\": [1, 2]}".to_vec(), "du JSON"),
        ("vide.csv", Vec::new(), "vide.csv ne contient aucune ligne"),
        ("rien.zip", zipped(&[]), "rien.zip ne contient aucun fichier CSV"),
        ("deux.zip", zipped(&["a.csv", "b.csv"]), "2 fichiers qui pourraient"),
        ("encore.csv", b"Nom,E-mail\nA,a@mail.example\n".to_vec(), "les mêmes lignes que une.csv, qui est déjà là"),
        ("large.csv", [wide.as_bytes(), b"\n", wide.as_bytes(), b"\n"].concat(), "plus de 4\u{a0}096 colonnes"),
    ];
    for (name, bytes, said) in cases {
        let page = send(&service, &mut zoe, &at, name, &bytes);
        assert_eq!(page.status, 422, "{name}");
        is_french(name, &page);
        assert!(page.body.contains(said) || page.body.contains(&said.replace('\u{a0}', " ")), "{name}: {}", page.body);
    }
    // The upload's script shows what stands beside the English of programs.
    let token = zoe.read(&service, "/own").token();
    let cookies: Vec<String> = zoe.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let cookies = cookies.join("; ");
    let head = [
        ("Cookie", cookies.as_str()),
        ("X-CSRF-Token", &token),
        ("Content-Type", "text/csv"),
        ("Accept-Language", "fr"),
    ];
    let script = Program { port: service.port(), token: String::new() };
    let said = script.ask("POST", &format!("/api/v1{at}/exports?filename=vide.csv"), &head, b"");
    let problem: serde_json::Value = serde_json::from_str(&said.body).expect("JSON");
    let said = Said::of("refused-empty").name("file", "vide.csv");
    let [french, english] = [of("fr").expect("French"), english()].map(|texts: &Texts| texts.told(&said));
    assert_eq!((problem["said"].as_str(), problem["detail"].as_str()), (Some(&*french), Some(&*english)), "{problem}");
}

#[test]
fn what_a_file_leaves_in_doubt_is_asked_in_french() {
    let (service, mut zoe) = begun();
    let at = handover(&service, &mut zoe);
    let mut dates = "Nom,Date\n".to_owned();
    (1..9).for_each(|n| dates.push_str(&format!("A{n},0{n}/0{}/2017\n", n + 1)));
    let files: [(&str, &str); 5] = [
        ("doute.csv", "Nom,Email,Mail,Pointure\nA,a@mail.example,b@mail.example,38\n"),
        ("personne.csv", "Zq,Zr\n1,2\n3,4\n"),
        ("sans.csv", "Anna,anna@mail.example,Lyon\nEve,eve@mail.example,Metz\n"),
        ("dates.csv", &dates),
        ("confirmee.csv", "Nom,E-mail,Confirmed,Date\nA,a@mail.example,no,2018-01-02\nB,b@mail.example,yes,x\n"),
    ];
    for (name, text) in files {
        assert_eq!(send(&service, &mut zoe, &at, name, text.as_bytes()).status, 303, "{name}");
    }
    let page = zoe.read(&service, &format!("{at}/columns"));
    is_french("columns", &page);
    for said in [
        "doute.csv a plus d’une colonne qui pourrait être",
        "personne.csv n’a aucune colonne connue",
        "sans.csv",
        "Choisissez l’ordre plus bas",
        "La première ligne",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    for step in ["", "/exports", "/cover", "/ledger", "/preview", "/pack"] {
        is_french(step, &settled(&service, &mut zoe, &format!("{at}{step}")));
    }
    let preview = settled(&service, &mut zoe, &format!("{at}/preview"));
    assert!(preview.body.contains("n’est pas marquée comme confirmée"), "{}", preview.body);
    let refused = zoe.fill(&service, &format!("{at}/pack"), &page, &[]);
    is_french("a pack that is stopped", &refused);
    assert!(refused.status == 409 && refused.body.contains("questions sur les colonnes sont ouvertes"));
    let decided = [("key-0", "Mail"), ("is-0", "nothing"), ("first", "header")];
    let refused = zoe.fill(&service, &format!("{at}/columns"), &page, &decided);
    is_french("a field that is none", &refused);
    assert!(
        refused.status == 422 && refused.body.replace('\u{a0}', " ").contains("nomment un champ « nothing »"),
        "{}",
        refused.body
    );
    let twice = [("key-0", "mail"), ("is-0", "ignore"), ("key-1", "MAIL"), ("is-1", "email")];
    let refused = zoe.fill(&service, &format!("{at}/columns"), &page, &twice);
    is_french("two decisions on one column", &refused);
    assert!(refused.status == 422 && refused.body.contains("plus d’une décision"), "{}", refused.body);
}

#[test]
fn a_pack_that_failed_says_why_in_the_language_of_who_looks() {
    let (service, mut zoe) = begun();
    let at = handover(&service, &mut zoe);
    let page = zoe.read(&service, &format!("{at}/pack"));
    let refused = zoe.fill(&service, &format!("{at}/pack"), &page, &[]);
    is_french("nothing to pack", &refused);
    assert!(refused.status == 409 && refused.body.contains("Il n’y a pas encore d’export."));
    assert_eq!(send(&service, &mut zoe, &at, "blanc.csv", b"Nom,E-mail\n,\n").status, 303);
    assert_eq!(zoe.fill(&service, &format!("{at}/pack"), &page, &[]).status, 303);
    settled(&service, &mut zoe, &format!("{at}/pack"));
    for step in ["", "/pack"] {
        let page = zoe.read(&service, &format!("{at}{step}"));
        is_french(step, &page);
        let said = "1 lignes sur 1 sont mal formées, plus de 5 pour cent ; la première est la ligne 2 de blanc.csv";
        assert!(page.body.replace('\u{a0}', " ").contains(said), "{}", page.body);
    }
    zoe.read(&service, "/language/en");
    let page = zoe.read(&service, &at);
    assert!(page.body.contains("1 of 1 rows are malformed, more than 5 percent"), "{}", page.body);
}

#[test]
fn forms_and_refusals_are_french() {
    let (service, mut zoe) = begun();
    let page = zoe.read(&service, "/handovers/new");
    is_french("a new handover", &page);
    let with = |name: &'static str, value: &'static str| {
        COVER.map(|(own, kept)| if own == name { (own, value) } else { (own, kept) })
    };
    for (fields, said) in [
        (with("title", ""), "« Titre » est vide"),
        (with("date", "hier"), "n’est pas un jour"),
        (with("language", "xx"), "« Langue du dossier » n’est pas rempli"),
        (with("country", "France"), "« Pays » est trop long"),
        (with("country", "fr"), "« Pays » n’est pas rempli"),
        (with("policy", "named"), "« Base légale » est vide"),
        (with("policy", "all"), "n’est pas choisi"),
    ] {
        let refused = zoe.fill(&service, "/handovers/new", &page, &fields);
        is_french(said, &refused);
        assert!(
            refused.status == 422 && refused.body.replace('\u{a0}', " ").contains(said),
            "{said}: {}",
            refused.body
        );
    }
    let at = handover(&service, &mut zoe);
    is_french("own", &zoe.read(&service, "/own"));
    is_french("handovers", &zoe.read(&service, "/handovers"));
    for (path, status) in [
        ("/accounts".to_owned(), 403),
        (format!("/handovers/{}", "0".repeat(32)), 404),
        (format!("{at}/downloads"), 409),
        (format!("{at}/approval"), 403),
        (format!("{at}/sending-back"), 409),
    ] {
        let refused = zoe.read(&service, &path);
        assert_eq!(refused.status, status, "{path}");
        is_french(&path, &refused);
    }
    let foreign = zoe.ask(&service, "POST", &format!("{at}/pack"), Some("form=0"));
    assert_eq!(foreign.status, 403);
    is_french("a form without its token", &foreign);
}
