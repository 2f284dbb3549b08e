//! The commands on cover and slip, taken from the page with their line breaks and given to a shell, do what is said beside them.

mod kit;

use kit::{Room, Said};

/// The lines of the commands as a reader takes them from the page, without the answers that stand beside them.
fn commands(text: &str) -> String {
    let mut script = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        if goes_on || line.starts_with("sha256sum ") || line.starts_with("ssh-keygen ") {
            let beside = [" OK for every file", " the integrity hash above", " begins with Good"];
            let end = beside.iter().filter_map(|answer| line.find(answer)).min().unwrap_or(line.len());
            script.push_str(&line[..end]);
            script.push('\n');
            goes_on = line[..end].ends_with('\\');
        }
    }
    script
}

#[test]
fn what_is_printed_can_be_typed() {
    let longest = [["a"; 60].concat(), ["b"; 60].concat(), ["c"; 60].concat(), ["d"; 66].concat(), "x.org".to_owned()];
    let longest = longest.join(".");
    for name in ["handover.example", &longest[longest.len() - 253..]] {
        let room = Room::new();
        let made = Said::of(&mut room.handover(["keygen", "--name", name, "--out", "keys"]));
        assert_eq!(made.status, Some(0), "{}", made.text());
        room.write("export.csv", &kit::plain_export(60));
        let dossier = room.packed("export.csv", "pseudonymous", &[]).within(&room);
        let unzip = Said::of(room.program("unzip").args(["-q".as_ref(), dossier.zip.as_os_str()]));
        assert_eq!(unzip.status, Some(0), "{}", unzip.text());
        let bag = dossier.zip.file_stem().expect("a name").to_owned();
        let integrity = dossier.said["integrity_hash"].as_str().expect("the hash").to_owned();
        for pdf in [room.path(bag.to_str().expect("text")).join("data/cover.pdf"), dossier.slip.clone()] {
            let text = Said::of(room.program("pdftotext").args(["-raw".as_ref(), pdf.as_os_str(), "-".as_ref()]));
            let script = commands(&String::from_utf8(text.stdout).expect("text"));
            let typed = Said::of(
                room.program("sh").args(["-e", "-c", &script]).current_dir(room.path(bag.to_str().expect("text"))),
            );
            let answers = String::from_utf8_lossy(&typed.stdout).into_owned();
            assert_eq!(typed.status, Some(0), "{script}\n{}", typed.text());
            let last = answers.lines().last().expect("an answer");
            let fingerprint = dossier.said["seal"].as_str().expect("the seal");
            assert!(last.starts_with("Good ") && last.contains(fingerprint), "{script}\n{answers}");
            let before = answers.lines().rev().nth(1).expect("an answer");
            assert_eq!(before, format!("{integrity}  tagmanifest-sha256.txt"), "{script}");
            let oks = answers.lines().filter(|line| line.ends_with(": OK")).count();
            assert_eq!(oks + 2, answers.lines().count(), "{answers}");
        }
    }
}
