//! The README as data: its sessions are typed as they stand, in order, and print the ledger that it shows.

mod kit;

use kit::{BINARY, Room, Said};

const README: &str = include_str!("../README.md");

/// Lines that another test types, or that only the whole of `tests/run` can.
const ELSEWHERE: [(&str, &str); 6] = [
    ("tests/run", "it runs this test"),
    ("cargo build --release --locked", "tests/run builds so"),
    ("docker build -t handover .", "tests/dockerfile.rs"),
    ("docker run ", "tests/dockerfile.rs"),
    ("handover serve --demo", "tests/operating.rs"),
    ("handover serve", "tests/web.rs"),
];

/// The fenced blocks of one kind, line by line, without comments at their ends.
fn blocks(kind: &str) -> Vec<Vec<&'static str>> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if fence == kind {
            blocks.push(block.iter().map(|line| line.split("   #").next().unwrap_or_default().trim_end()).collect());
        }
    }
    blocks
}

/// The room has the binary as `handover` on its search path, as one who installed it.
fn typed(room: &Room, command: &str, hash: &str) -> Said {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut bash = room.program("bash");
    bash.env("PATH", format!("{}:{path}", room.path("bin").display())).env_remove("HANDOVER_LOG");
    // Who types at a terminal is played by a pipe.
    bash.args(["-c", &format!("printf '%s\\n' \"$HASH\" | ( {command} )")]).env("HASH", hash);
    Said::of(&mut bash)
}

#[test]
fn the_sessions_work_as_they_stand() {
    let room = Room::new();
    std::fs::create_dir(room.path("bin")).expect("a folder");
    std::os::unix::fs::symlink(BINARY, room.path("bin/handover")).expect("a link");
    let sessions = blocks("console").concat();
    assert!(sessions.len() >= 10, "{sessions:?}");
    let [shown, sentence] = &blocks("text")[..] else { panic!("the README shows a ledger and a sentence to quote") };
    assert!(shown.iter().any(|line| line.starts_with("rows read")), "the README shows a ledger: {shown:?}");

    let first = blocks("sh").concat();
    let (ours, others): (Vec<&str>, Vec<&str>) =
        first.iter().partition(|line| line.starts_with("cargo run --release -- "));
    assert!(others.iter().all(|line| ELSEWHERE.iter().any(|(known, _)| line.starts_with(known))), "{others:?}");
    let ours = ours.iter().map(|line| line.replace("cargo run --release --", "handover"));
    let sessions = sessions.iter().map(|line| {
        line.strip_prefix("$ ").unwrap_or_else(|| panic!("a session has commands alone: {line}")).to_owned()
    });

    let mut first_hash = String::new();
    let (mut hash, mut ledgers, mut verified, mut quoted) = (String::new(), 0, 0, 0);
    let commands: Vec<String> = ours.chain(sessions).collect();
    for (n, command) in commands.iter().enumerate() {
        // Whoever types a hash has the slip of the dossier that comes next.
        let of = commands.get(n + 1).filter(|next| next.contains(" out/dossier-")).map_or(&hash, |_| &first_hash);
        let said = typed(&room, command, of);
        assert_eq!(said.status, Some(0), "{command}: {}", said.text());
        let text = String::from_utf8(said.stdout).expect("UTF-8").replace('\u{a0}', " ");
        let prints_ledger = ["handover demo", "handover pack"].iter().any(|start| command.starts_with(start));
        if prints_ledger {
            let ledger: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("rows read")).collect();
            assert!(ledger.starts_with(shown), "{command}: {ledger:#?}, but the README shows {shown:#?}");
            ledgers += 1;
        }
        if command.starts_with("handover pack") {
            // The slip's integrity hash: two lines of eight groups.
            let mut lines = text.lines().skip_while(|line| !line.starts_with("integrity hash"));
            let two: Vec<&str> = lines.by_ref().take(2).collect();
            let words = two.iter().flat_map(|line| line.split_whitespace());
            let of_pack: Vec<&str> =
                words.filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_hexdigit())).collect();
            assert_eq!(of_pack.len(), 16, "{text}");
            hash = of_pack.join(" ");
            if first_hash.is_empty() {
                first_hash.clone_from(&hash);
            }
        }
        if command.starts_with("handover check") {
            assert!(text.contains(&sentence.join("\n")), "{command}: {text}, but the README shows {sentence:#?}");
            quoted += 1;
        }
        if command.starts_with("handover verify") {
            assert!(text.contains("verified") && text.contains("as given"), "{command}: {text}");
            verified += 1;
        }
    }
    assert!(ledgers >= 3 && verified >= 2 && quoted == 1, "{ledgers} ledgers, {verified} verified, {quoted} quoted");
}
