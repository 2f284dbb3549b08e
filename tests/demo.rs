//! The README's first command: twice in one folder, its ledger, and nothing of others overwritten.

use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn demo(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command.arg("demo").current_dir(folder).env_remove("HANDOVER_CONFIG").env_remove("HANDOVER_LOG");
    command.output().expect("the program starts")
}

fn dossiers(folder: &Path) -> Vec<PathBuf> {
    let items = fs::read_dir(folder).expect("a folder");
    let paths = items.map(|item| item.expect("an item").path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "zip")).collect()
}

fn statement(dossier: &Path) -> Value {
    let mut zip = zip::ZipArchive::new(fs::File::open(dossier).expect("a dossier")).expect("a zip");
    let id = dossier.file_stem().expect("a name").to_string_lossy();
    let mut text = String::new();
    zip.by_name(&format!("{id}/data/dossier.json")).expect("there").read_to_string(&mut text).expect("text");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn it_works_twice_in_a_row_and_its_ledger_tells_all() {
    let place = tempfile::tempdir().expect("a folder");
    let ground = place.path().join("handover-demo");
    for time in 0..2 {
        let output = demo(place.path());
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(output.status.success(), "time {time}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(said.matches("verified: whole").count(), 2, "{said}");
        for piece in ["rows read", "Look at", "Then type", "sha256sum -c"] {
            assert!(said.contains(piece), "{piece}: {said}");
        }
        for policy in ["count", "named"] {
            assert_eq!(dossiers(&ground.join(policy)).len(), 1, "time {time}: what the first run made is replaced");
        }
        if time == 0 {
            fs::write(ground.join("count/mine.zip.txt"), "mine").expect("written");
        }
    }
    assert!(ground.join("count/mine.zip.txt").exists());
    assert_eq!(
        fs::read_dir(&ground)
            .expect("there")
            .filter(|item| {
                item.as_ref().is_ok_and(|item| item.file_name().to_string_lossy().starts_with(".handover-"))
            })
            .count(),
        0
    );

    let named = statement(&dossiers(&ground.join("named"))[0]);
    assert_eq!(
        named["ledger"],
        json!({
            "rows_read": 10_000,
            "accepted": 9_630,
            "duplicates": 360,
            "duplicates_other_name": 60,
            "set_aside": { "malformed": 10 },
            "identified_by": { "email": 9_306, "phone": 200, "person": 0, "row": 124 },
            "flagged": {
                "formula-in-name": 24, "invalid-address": 24, "reserved-domain": 24, "unknown-country": 24,
                "unusable-date": 24, "url-in-name": 24,
            },
            "cleaned": { "controls": 24, "invisible": 24, "marks": 24, "no-glyph": 24, "semicolon": 24 },
        })
    );
    let count = statement(&dossiers(&ground.join("count"))[0]);
    for member in
        ["rows_read", "accepted", "duplicates", "duplicates_other_name", "set_aside", "identified_by", "flagged"]
    {
        assert_eq!(count["ledger"][member], named["ledger"][member], "{member}");
    }
    let countries = count["counts"]["by_country"].as_array().expect("a table");
    assert!(countries.len() > 20, "{countries:?}");
    let few = ["IS", "FJ", "TM", "AD", "LC"];
    assert!(countries.iter().all(|cell| !few.contains(&cell["country"].as_str().unwrap_or_default())));
}

#[test]
fn it_refuses_a_folder_that_is_not_its_own() {
    let place = tempfile::tempdir().expect("a folder");
    let ground = place.path().join("handover-demo");
    fs::create_dir(&ground).expect("made");
    fs::write(ground.join("export.csv"), "the real one").expect("written");
    let output = demo(place.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(ground.join("export.csv")).expect("there"), "the real one");
    assert_eq!(fs::read_dir(&ground).expect("there").count(), 1);
}
