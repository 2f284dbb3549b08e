//! What tests of paper share: documents of every kind, and programs that are not ours to read them back.

pub(super) mod structure;

use super::{Fonts, PaperSize, SlipFacts, slip};
use crate::cover::Cover;
use crate::day::Day;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The real program, or a failed test that says what to install.
pub(super) fn run(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program)
        .args(arguments.iter().map(|a| a.replace("FILE", &file.to_string_lossy())))
        .output()
        .unwrap_or_else(|_| panic!("{program} is not here: apt-get install qpdf poppler-utils, or run tests/run"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// A word and its box in points from the upper left corner of its page, the first of which is 1.
pub(super) struct Seen {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// What poppler reads, and where.
pub(super) fn words(file: &Path) -> Vec<Seen> {
    let said = run("pdftotext", &["-bbox", "FILE", "-"], file);
    let number = |line: &str, name: &str| -> f64 {
        let at = line.split_once(&format!("{name}=\"")).expect("a box").1;
        at.split('"').next().expect("a number").parse().expect("a number")
    };
    let mut page = 0;
    let mut seen = Vec::new();
    for line in said.lines().map(str::trim_start) {
        page += usize::from(line.starts_with("<page "));
        if line.starts_with("<word") {
            let text = line.split_once('>').map_or("", |(_, rest)| rest.trim_end_matches("</word>")).to_owned();
            let [left, top, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|side| number(line, side));
            seen.push(Seen { text, page, left, top, right, bottom });
        }
    }
    seen
}

pub(super) fn saved(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).expect("written");
    if let Some(shown) = std::env::var_os("HANDOVER_SHOW_PAPER") {
        std::fs::copy(&file, Path::new(&shown).join(name)).expect("copied for the eye");
    }
    (folder, file)
}

pub(super) fn sample_cover(language: &str) -> Cover {
    let text = "Nous demandons une enquête indépendante sur les faits rapportés.\n\n".to_owned()
        + &"Les personnes soussignées ont appris avec effroi ce qui se passe, et demandent que la lumière soit faite. "
            .repeat(12)
        + "\n\n– Ouvrir une enquête ;\n– protéger les témoins ;\n– publier les conclusions.";
    let escaped = text.replace('\n', "\\n");
    Cover::parse(&format!(
        "[petition]\ntitle = \"Justice pour la Tchétchénie\"\ntext = \"{escaped}\"\nlanguage = \"{language}\"\nurl = \"https://example.org/p/1\"\nopened = 2017-04-11\nclosed = 2017-05-10\n[organiser]\nname = \"All Out\"\ncontact = \"dossiers@example.org\"\n[recipient]\nname = \"Procureur général\"\noffice = \"Parquet général de la Fédération de Russie\"\ncountry = \"RU\"\n[handover]\nconsent = \"Consentement explicite (article 9, paragraphe 2, point a, du RGPD).\"\n"
    ))
    .expect("a cover")
}

/// What a slip says; `open` of one whose entries may be opened.
pub(super) fn sample_facts(open: bool) -> SlipFacts {
    let fields = ["given_name", "family_name", "city", "country"].map(str::to_owned);
    SlipFacts {
        id: "abcdefghij234567".to_owned(),
        created: Day::new(2017, 5, 11).expect("a day"),
        signatures: 1_987_654,
        integrity: [0xab; 32],
        zip_sha256: [0xcd; 32],
        seal_name: "petitions.example.org".to_owned(),
        seal_fingerprint: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU".to_owned(),
        rows_by_policy: open.then(|| "named".to_owned()),
        challenge_max_rows: if open { 300 } else { 0 },
        challenge_fields: if open { fields.to_vec() } else { Vec::new() },
    }
}

pub(super) fn sample_slip() -> Vec<u8> {
    slip(&sample_facts(false).page(&sample_cover("fr"), None, None, None, PaperSize::A4), &Fonts::built_in())
        .expect("a slip")
}
