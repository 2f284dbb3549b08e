//! On a French page stands no English, whatever is refused there, asked or told.

mod kit;

use handover::said::Said;
use handover::web::texts::{Texts, english, of};
use kit::program::Program;
use kit::service::{Answer, Browser, Service, code};
use kit::{Room, Said as Told};
use std::io::Write as _;
use std::time::Duration;

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
    assert_eq!(zoe.send_file(&service, &at, "une.csv", b"Nom,E-mail\nA,a@mail.example\n").status, 303);
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
        let page = zoe.send_file(&service, &at, name, &bytes);
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
        assert_eq!(zoe.send_file(&service, &at, name, text.as_bytes()).status, 303, "{name}");
    }
    let page = zoe.read(&service, &format!("{at}/columns"));
    is_french("columns", &page);
    for said in [
        "doute.csv a plus d’une colonne qui pourrait être",
        "personne.csv n’a aucune colonne connue",
        "sans.csv",
        "Choisissez leur ordre sous les colonnes.",
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
    // The page's own list decides, and the question is gone.
    let number =
        page.body.split("name=\"key-").find_map(|rest| rest.split_once("\" value=\"Mail\"")).expect("a list").0;
    let (key, is) = (format!("key-{number}"), format!("is-{number}"));
    let decided = zoe.fill(&service, &format!("{at}/columns"), &page, &[(&key, "Mail"), (&is, "ignore")]);
    assert_eq!(decided.status, 303, "{}", decided.body);
    let decided = zoe.read(&service, &format!("{at}/columns"));
    is_french("decided columns", &decided);
    assert!(!decided.body.contains("doute.csv a plus d’une colonne"), "{}", decided.body);
}

#[test]
fn a_pack_that_failed_says_why_in_the_language_of_who_looks() {
    let (service, mut zoe) = begun();
    let at = handover(&service, &mut zoe);
    let page = zoe.read(&service, &format!("{at}/pack"));
    let refused = zoe.fill(&service, &format!("{at}/pack"), &page, &[]);
    is_french("nothing to pack", &refused);
    assert!(refused.status == 409 && refused.body.contains("Il n’y a pas encore d’export."));
    assert_eq!(zoe.send_file(&service, &at, "blanc.csv", b"Nom,E-mail\n,\n").status, 303);
    assert_eq!(zoe.fill(&service, &format!("{at}/pack"), &page, &[]).status, 303);
    settled(&service, &mut zoe, &format!("{at}/pack"));
    for step in ["", "/pack"] {
        let page = zoe.read(&service, &format!("{at}{step}"));
        is_french(step, &page);
        let said = "1 ligne sur 1 est mal formée, plus de 5 pour cent : la ligne 2 de blanc.csv.";
        assert!(page.body.replace('\u{a0}', " ").contains(said), "{}", page.body);
    }
    zoe.read(&service, "/language/en");
    let page = zoe.read(&service, &at);
    assert!(
        page.body.contains("One of 1 rows is malformed, more than 5 percent: row 2 of blanc.csv."),
        "{}",
        page.body
    );
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
    is_french("destruction", &zoe.read(&service, &format!("{at}/destruction")));
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
