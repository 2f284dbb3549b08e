//! The Dockerfile, read instead of run: what it copies is there, what it runs is what the README says, it is not root, and the
//! binary needs only what the slim image has.

use std::fs;
use std::path::Path;
use std::process::Command;

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the project")
}

/// Instructions and their arguments, of each stage in turn.
fn stages() -> Vec<Vec<(String, String)>> {
    let joined = text("Dockerfile").replace("\\\n", " ");
    let mut stages: Vec<Vec<(String, String)>> = Vec::new();
    for line in joined.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (instruction, rest) = line.split_once(' ').expect("an instruction has arguments");
        if instruction == "FROM" {
            stages.push(Vec::new());
        }
        stages.last_mut().expect("FROM comes first").push((instruction.to_owned(), rest.trim().to_owned()));
    }
    stages
}

fn of<'s>(stage: &'s [(String, String)], instruction: &str) -> Vec<&'s str> {
    stage.iter().filter(|(name, _)| name == instruction).map(|(_, rest)| rest.as_str()).collect()
}

#[test]
fn what_is_copied_is_there_and_is_enough() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stages = stages();
    let copies = of(&stages[0], "COPY");
    let sources: Vec<&str> = copies
        .iter()
        .flat_map(|copy| {
            let mut words: Vec<&str> = copy.split_whitespace().collect();
            words.pop();
            words
        })
        .collect();
    for source in &sources {
        assert!(root.join(source).exists(), "{source} is not there");
    }
    // Targets with a path of their own must be there, or cargo does not read the manifest.
    let manifest: toml::Table = toml::from_str(&text("Cargo.toml")).expect("a manifest");
    for kind in ["lib", "bin", "example", "bench", "test"] {
        let tables = match manifest.get(kind) {
            Some(toml::Value::Array(tables)) => tables.clone(),
            Some(table) => vec![table.clone()],
            None => Vec::new(),
        };
        for path in tables.iter().filter_map(|table| table.get("path")).filter_map(|path| path.as_str()) {
            let copied = sources.iter().any(|source| Path::new(path).starts_with(source));
            assert!(copied, "{path} is not copied");
        }
    }
    assert!(
        manifest.get("build").is_none() && !root.join("build.rs").exists(),
        "a build script would have to be copied"
    );
    for included in ["README.md", "Cargo.lock"] {
        assert!(sources.contains(&included), "{included} is not copied");
    }
    assert_eq!(of(&stages[1], "COPY"), ["--from=build /src/target/release/handover /usr/local/bin/handover"]);
}

#[test]
fn what_is_run_is_what_the_readme_says() {
    let readme = text("README.md");
    let stages = stages();
    let runs: Vec<&str> = stages.iter().flat_map(|stage| of(stage, "RUN")).collect();
    assert_eq!(runs.len(), 1, "building is all that is run: {runs:?}");
    for run in runs {
        assert!(readme.contains(run), "the README does not say `{run}`");
        let fetches = ["curl", "wget", "apt", "pip", "http", "git "].iter().any(|word| run.contains(word));
        assert!(!fetches, "`{run}` would fetch something that Cargo.lock does not name");
    }
}

#[test]
fn two_stages_pinned_and_nobody_at_the_end() {
    let stages = stages();
    assert_eq!(stages.len(), 2);
    let rust = text("Cargo.toml")
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = ").map(|v| v.trim_matches('"').to_owned()));
    let rust = rust.expect("the manifest names its Rust");
    assert_eq!(of(&stages[0], "FROM"), [format!("rust:{rust}-slim-bookworm AS build")]);
    assert_eq!(of(&stages[1], "FROM"), ["debian:bookworm-slim"]);
    let users = of(&stages[1], "USER");
    let user = users.last().expect("the last stage names its user");
    let number = user.split(':').next().expect("a word");
    assert!(number.parse::<u32>().is_ok_and(|id| id > 0), "`{user}` must be a number that is not root's");
    let after = stages[1].iter().skip_while(|(name, _)| name != "USER").any(|(name, _)| name == "RUN");
    assert!(!after);
    assert_eq!(of(&stages[1], "ENTRYPOINT"), ["[\"handover\"]"]);
}

/// debian:bookworm-slim has libc6, libgcc-s1 and their loader; whatever else the binary needed would be missing there.
#[test]
fn the_binary_needs_only_what_the_slim_image_has() {
    const THERE: &[&str] = &["linux-vdso.so.1", "libgcc_s.so.1", "libc.so.6", "libm.so.6", "ld-linux-"];
    let binary = env!("CARGO_BIN_EXE_handover");
    let ldd = Command::new("ldd").arg(binary).output().expect("ldd is part of every C library");
    let listed = String::from_utf8(ldd.stdout).expect("text");
    let mut seen = 0;
    for line in listed.lines() {
        let name = line.split_whitespace().next().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
        assert!(THERE.iter().any(|there| name.starts_with(there)), "the binary needs {name}");
        seen += 1;
    }
    assert!(seen >= 2, "ldd listed nothing: {listed}");
}
