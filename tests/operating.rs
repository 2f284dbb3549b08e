//! The systemd unit and the operator's page, read: they name what is there, and leave out nothing that keeps the service in.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the project")
}

fn settings(unit: &str) -> Vec<(&str, &str)> {
    let lines = unit.lines().filter(|line| !line.starts_with('#') && !line.starts_with('['));
    lines.filter_map(|line| line.split_once('=')).collect()
}

#[test]
fn the_unit_keeps_the_service_in_and_out_of_root() {
    let unit = text("config/handover.service");
    let settings = settings(&unit);
    let value = |name: &str| settings.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let command = value("ExecStart").expect("a command");
    assert_eq!(command, "/usr/local/bin/handover serve --config /etc/handover.toml");
    assert_eq!(value("DynamicUser"), Some("yes"));
    assert!(!settings.iter().any(|(name, _)| *name == "User"), "no user of the machine");
    for (name, wanted) in [
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("PrivateTmp", "yes"),
        ("UMask", "0077"),
        ("LimitCORE", "0"),
        ("MemoryDenyWriteExecute", "yes"),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
    ] {
        assert_eq!(value(name), Some(wanted), "{name}");
    }
    // It must not be killed while it finishes what is in hand.
    let stop: u64 = value("TimeoutStopSec").and_then(|seconds| seconds.parse().ok()).expect("seconds");
    let own: toml::Table = toml::from_str(&text("config/handover.toml")).expect("the settings");
    let own = own["serve"]["shutdown_seconds"].as_integer().expect("seconds");
    assert!(i64::try_from(stop).is_ok_and(|stop| stop > own));
}

#[test]
fn the_operators_page_names_settings_that_exist() {
    let known: toml::Table = toml::from_str(&text("config/handover.toml")).expect("the settings");
    let known = known["serve"].as_table().expect("a table").clone();
    let page = text("docs/operating.md");
    let mut named = 0;
    for variable in page.split("HANDOVER_SERVE_").skip(1) {
        let name: String = variable.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
        assert!(known.contains_key(&name.to_lowercase()), "{name} is no setting");
        named += 1;
    }
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    for row in rows {
        let first = row.split('|').nth(1).expect("a cell");
        for name in first.split('`').skip(1).step_by(2) {
            assert!(known.contains_key(name), "{name} is no setting");
            named += 1;
        }
    }
    assert!(named >= 10, "the page names settings");
}

#[test]
fn a_demo_is_entered_and_leaves_nothing() {
    let place = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_handover"));
    command
        .args(["serve", "--demo"])
        .env_clear()
        .env("TMPDIR", place.path())
        .env("HANDOVER_SERVE_LISTEN", "127.0.0.1:0");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = Vec::new();
    while lines.last().is_none_or(|line: &String| !line.starts_with("All of it goes")) {
        let mut line = String::new();
        assert!(said.read_line(&mut line).expect("text") > 0, "{lines:?}");
        lines.push(line);
    }
    let address = lines[0].trim().strip_prefix("Handover serves at http://").expect("an address").to_owned();
    for name in ["uma", "ava", "otto", "ada"] {
        assert!(lines.iter().any(|line| line.starts_with(&format!("  {name} "))), "{name}");
    }
    let export = lines.iter().find(|line| line.trim().ends_with("export.csv")).expect("an export to upload");
    assert!(Path::new(export.trim()).is_file());
    let mut line = std::net::TcpStream::connect(&address).expect("it listens");
    write!(line, "GET /log-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = String::new();
    line.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("told to end");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 0, "nothing stays");
    // Beyond this machine it does not start: its accounts are printed.
    let exposed =
        command.env("HANDOVER_SERVE_LISTEN", "0.0.0.0:0").env("HANDOVER_SERVE_TRUSTED_PROXIES", "[\"10.0.0.2\"]");
    let exposed = exposed.env("HANDOVER_SERVE_ADDRESS", "https://demo.example.org").stdout(Stdio::null());
    assert_eq!(exposed.status().expect("it ends").code(), Some(2));
}
