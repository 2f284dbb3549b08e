//! Makes the one file from the page, its style, its words and its modules, and holds that the committed one is that.
//! `HANDOVER_GOLDEN=write cargo test --lib web::open::alone` writes it anew.
//!
//! `file://` loads no modules: each becomes a function that gives what it exports, in the order in which they need each other.
//! Never: a form of import or export that this does not know, passed over.

use super::{ALONE, SHA256};
use crate::proof::digest::{base64, sha256};
use crate::web::open::assets::{MODULES, STYLE};
use crate::web::open::page::{PAGE, escaped, filled, form_of};
use crate::web::open::words;
use std::fmt::Write as _;

/// A module as a function, and the modules that it needs.
fn as_function(name: &str, text: &str) -> (String, Vec<String>) {
    let (mut body, mut needs, mut given) = (String::new(), Vec::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("import ") {
            let mut statement = line.to_owned();
            while !statement.ends_with(';') {
                statement.push_str(lines.next().expect("an import ends").trim());
            }
            let (what, from) = statement["import ".len()..].rsplit_once(" from './").expect("an import of a module");
            let from = from.strip_suffix(".js';").expect("a module beside it");
            let what = what.strip_prefix("* as ").map_or_else(|| what.replace(" as ", ": "), str::to_owned);
            writeln!(body, "const {what} = ${from};").expect("a string");
            needs.push(format!("{from}.js"));
        } else if let Some(rest) = line.strip_prefix("export ") {
            let kinds = ["async function* ", "async function ", "function* ", "function ", "class ", "const "];
            let named = kinds.iter().find_map(|kind| rest.strip_prefix(kind)).expect("an export of a known kind");
            let end = named.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$').unwrap_or(named.len());
            assert!(end > 0, "{name}: {line}");
            given.push(named[..end].to_owned());
            writeln!(body, "{rest}").expect("a string");
        } else {
            writeln!(body, "{line}").expect("a string");
        }
    }
    assert!(!body.contains("import(") && !body.contains("import.meta"), "{name} needs to be a module");
    let own = name.strip_suffix(".js").expect("a script");
    assert!(own.bytes().all(|b| b.is_ascii_alphanumeric()), "{name} is no name of a constant");
    let gives = if given.is_empty() { String::new() } else { format!("return {{ {} }};\n", given.join(", ")) };
    (format!("// ---- {name}\nconst ${own} = (() => {{\n{body}{gives}}})();\n"), needs)
}

/// All that a module needs, each before who needs it, then itself.
fn script(first: &str) -> String {
    let mut done = Vec::new();
    let mut out = "'use strict';\n".to_owned();
    lay(first, &mut Vec::new(), &mut done, &mut out);
    assert!(!out.contains("</") && !out.contains("<!--"), "the text of a script would end or change what holds it");
    out
}

fn lay(name: &str, waiting: &mut Vec<String>, done: &mut Vec<String>, out: &mut String) {
    if done.iter().any(|own| own == name) {
        return;
    }
    assert!(!waiting.iter().any(|own| own == name), "{name} needs itself by way of {waiting:?}");
    let (_, text) = MODULES.iter().find(|(own, _)| *own == name).expect("a module that is served");
    let (function, needs) = as_function(name, text);
    waiting.push(name.to_owned());
    for need in needs {
        lay(&need, waiting, done, out);
    }
    waiting.pop();
    done.push(name.to_owned());
    out.push_str(&function);
}

fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&sha256(text.as_bytes())))
}

fn build() -> String {
    let (page, style) = (script("alone.js"), STYLE.to_owned());
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; worker-src blob:; connect-src 'none'; \
         form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types handover-verify",
        source(&page),
        source(&style)
    );
    let english = &words::all()[0];
    filled(&form_of(PAGE, "alone", "served"), |html, key| match key {
        "lang" => html.push_str(english.code),
        "policy" => html.push_str(&policy),
        "style" => html.push_str(&style),
        "worker" => html.push_str(&script("worker.js")),
        "script" => html.push_str(&page),
        "answer" => {}
        "texts" => words::all().iter().for_each(|words| {
            let (code, texts) = (words.code, words.as_json());
            write!(html, "<script type=\"application/json\" id=\"texts-{code}\">{texts}</script>").expect("a string");
        }),
        // Without script the page does not change its language: who reads another is told in it.
        "needs-script" => words::all()[1..].iter().for_each(|words| {
            let (code, text) = (words.code, escaped(words.word("verify-needs-script")));
            writeln!(html, "<p class=\"unscripted-only\" lang=\"{code}\">{text}</p>").expect("a string");
        }),
        key => say(html, key, &escaped(english.word(key))),
    })
}

/// A message that can be said again in another language: as an attribute's value, as all or as a part of an element.
fn say(html: &mut String, key: &str, text: &str) {
    assert!(key.starts_with("verify-"), "{key}");
    match html.rfind(['<', '>']) {
        Some(at) if html[at..].starts_with('<') => {
            let label = html[at..].rfind(" aria-label=\"").expect("the one attribute that has words");
            html.insert_str(at + label, &format!(" data-label=\"{key}\""));
            html.push_str(text);
        }
        // Nothing but text can stand in a title.
        Some(at) if html[..=at].ends_with("<title>") => html.push_str(text),
        _ => write!(html, "<span data-say=\"{key}\">{text}</span>").expect("a string"),
    }
}

#[test]
fn the_one_file_is_what_its_modules_make() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config/web/verify-alone.html");
    let built = build();
    if std::env::var("HANDOVER_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(path, &built).expect("written");
        panic!("verify-alone.html WAS WRITTEN ANEW. Look at the difference, and run again without HANDOVER_GOLDEN.");
    }
    assert!(
        built == ALONE,
        "verify-alone.html is no longer what its modules make. Run HANDOVER_GOLDEN=write cargo test --lib web::open::alone."
    );
    let notes = include_str!("../../../../CHANGELOG.md");
    assert!(notes.contains(&*SHA256), "the release notes give another SHA-256 of verify.html than {}", *SHA256);
    for outside in ["http://", "https://", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource"] {
        assert!(!built.contains(outside), "{outside} stands in a file that asks nobody");
    }
}
