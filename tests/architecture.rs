//! The rules of ARCHITECTURE.md that a reader of the sources can hold: arrows point down, steps are pure, personal data
//! has one home, every dependency has one home, every file says what it is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each module and those that it may look at. `proof` and the nouns stand at the bottom; `main` and the doors at the top.
const MAY_USE: &[(&str, &[&str])] = &[
    ("day", &[]),
    ("fields", &[]),
    ("jcs", &[]),
    ("progress", &[]),
    ("refusal", &[]),
    ("said", &[]),
    ("pile", &[]),
    ("spacing", &[]),
    ("ledger", &[]),
    ("entry", &[]),
    ("counts", &["day"]),
    ("cover", &["day", "said"]),
    ("proof", &[]),
    ("secrets", &["proof"]),
    ("scratch", &["proof"]),
    ("keys", &["proof", "refusal", "scratch", "vault"]),
    ("in_order", &[]),
    ("vault", &["proof"]),
    ("store", &["jcs", "proof", "refusal", "scratch"]),
    ("table", &["entry", "counts", "jcs", "proof"]),
    ("paper", &["entry", "counts", "cover", "day", "ledger", "proof", "fields", "pile", "spacing", "table"]),
    ("package", &["counts", "cover", "day", "entry", "fields", "jcs", "ledger", "proof"]),
    (
        "register",
        &["counts", "day", "entry", "fields", "ledger", "pile", "proof", "scratch", "table", "paper", "in_order"],
    ),
    ("intake", &["day", "fields", "ledger", "progress", "proof", "register", "said"]),
    (
        "verify",
        &[
            "counts", "cover", "day", "entry", "fields", "jcs", "ledger", "package", "progress", "proof", "table",
            "in_order",
        ],
    ),
    (
        "pack",
        &[
            "counts", "cover", "day", "entry", "fields", "in_order", "intake", "jcs", "keys", "ledger", "package",
            "paper", "progress", "proof", "register", "said", "scratch", "secrets", "table", "vault",
        ],
    ),
    (
        "handover",
        &[
            "counts", "cover", "day", "fields", "intake", "keys", "ledger", "pack", "paper", "progress", "proof",
            "register", "said", "secrets", "store", "vault",
        ],
    ),
    (
        "web",
        &[
            "counts", "cover", "day", "handover", "jcs", "ledger", "progress", "proof", "refusal", "register", "said",
            "spacing", "store", "verify",
        ],
    ),
];
/// The doors see everything; nothing sees them, but for `web`, which `cli` starts and which sees only what stands above.
const DOORS: [&str; 3] = ["cli", "main", "lib"];

/// Folders that know no clock, environment, network, log or randomness, and no file.
const PURE: [&str; 9] = ["intake", "register", "counts", "paper", "table", "package", "entry", "jcs", "ledger"];

/// What only one place, or these, may mention.
const HOMES: &[(&str, &[&str])] = &[
    ("ring::", &["proof"]),
    ("cms::", &["proof"]),
    ("x509_cert::", &["proof"]),
    ("p256::", &["proof"]),
    ("printpdf::", &["paper"]),
    ("lopdf::", &["paper"]),
    ("harfrust::", &["paper"]),
    ("png::", &["paper"]),
    ("resvg::", &["paper"]),
    ("icu_collator::", &["paper"]),
    ("csv_core::", &["intake"]),
    ("encoding_rs::", &["intake"]),
    ("chardetng::", &["intake"]),
    ("jiff::", &["intake"]),
    ("age::", &["vault", "keys"]),
    ("rcgen::", &["keys"]),
    ("rusqlite::", &["store"]),
    ("refinery::", &["store"]),
    ("argon2::", &["store"]),
    ("totp_rs::", &["store"]),
    ("clap::", &["cli"]),
    ("indicatif::", &["cli"]),
    ("tracing_subscriber::", &["cli"]),
    ("tracing::", &["cli", "handover", "pack", "main", "web"]),
    ("actix_web::", &["web"]),
    ("actix_multipart::", &["web"]),
    ("rustls::", &["web"]),
    ("tokio::", &["web"]),
    ("askama::", &["web"]),
    ("governor::", &["web"]),
    ("utoipa::", &["web"]),
    ("push_redacted", &["entry", "register"]),
    ("open_to_commit", &["register", "pack"]),
    ("PersonalBuffer", &["register", "intake"]),
];

struct Source {
    path: PathBuf,
    module: String,
    /// Without test modules and comments.
    code: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > 40, "the sources are read");
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder of sources").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(root, &path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let inner = path.strip_prefix(root).expect("below src").to_owned();
            let first = inner.iter().next().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a source is text");
            let is_test = inner.with_extension("").iter().any(|part| part.to_string_lossy().ends_with("tests"));
            let code = if is_test { String::new() } else { without_tests_and_comments(&text) };
            found.push(Source { module: first.trim_end_matches(".rs").to_owned(), path: inner, code, text });
        }
    }
}

/// A test module stands at the end of its file by habit; what follows `#[cfg(test)]` is not the program.
fn without_tests_and_comments(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]"
            && lines.peek().is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'))
        {
            break;
        }
        let trimmed = line.trim_start();
        if !trimmed.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

#[test]
fn arrows_point_down() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources() {
        if DOORS.contains(&source.module.as_str()) || source.module == "demo" {
            continue;
        }
        let Some(may) = allowed.get(source.module.as_str()) else {
            wrong.push(format!("{}: has no place in the table", source.path.display()));
            continue;
        };
        for used in source.code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_module = allowed.contains_key(used.as_str()) || DOORS.contains(&used.as_str());
            if is_module && used != source.module && !may.contains(&used.as_str()) {
                wrong.push(format!("{} looks at {used}", source.path.display()));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_no_circle() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    fn reaches(allowed: &BTreeMap<&str, &[&str]>, from: &str, to: &str, depth: usize) -> bool {
        assert!(depth < 30, "a circle through {from}");
        allowed[from].iter().any(|next| *next == to || reaches(allowed, next, to, depth + 1))
    }
    for module in allowed.keys() {
        assert!(!reaches(&allowed, module, module, 0), "{module} reaches itself");
    }
}

#[test]
fn steps_are_pure() {
    let impure = [
        "std::time",
        "SystemTime",
        "Instant::now",
        "std::env",
        "std::net",
        "tracing::",
        "proof::random",
        "std::fs",
        "println!",
        "eprintln!",
    ];
    let mut wrong = Vec::new();
    for source in sources() {
        let is_proof = source.module == "proof" && source.path.file_name().is_some_and(|name| name != "random.rs");
        if PURE.contains(&source.module.as_str()) || is_proof {
            for word in impure.iter().filter(|word| source.code.contains(**word)) {
                wrong.push(format!("{} knows {word}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn everything_has_one_home() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, homes) in HOMES {
            let word_stands = source
                .code
                .match_indices(word)
                .any(|(at, _)| !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if word_stands && !homes.contains(&source.module.as_str()) {
                wrong.push(format!("{} mentions {word}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut wrong = Vec::new();
    for source in sources() {
        let head = source.text.lines().take_while(|line| line.starts_with("//!")).count();
        if !(1..=10).contains(&head) && source.module != "lib" {
            wrong.push(format!("{}: {head} lines of head", source.path.display()));
        }
        let names = source.path.to_string_lossy().into_owned();
        let places = ["util", "common", "core", "helper", "manager", "model", "service", "misc"];
        if places.iter().any(|word| names.contains(word)) {
            wrong.push(format!("{names}: says where it sits, not what it is"));
        }
        if source.text.contains("anonymised") && !source.text.contains("never \"anonymised\"") {
            wrong.push(format!("{names}: what is pseudonymised is not anonymised"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
