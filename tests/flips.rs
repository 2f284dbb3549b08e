//! Every byte of a dossier counts: changed, left out, put in anywhere, `verify` finds it, or the change lies in the zip's
//! wrapper alone and every file is what it was. A share of the places each run, all kinds of change.

mod kit;

use kit::{Dice, Dossier, Room, Said, plain_export, whole_campaign};

#[test]
fn every_changed_byte_is_found() {
    let room = Room::new();
    room.write("export.csv", &plain_export(150));
    let runs = if whole_campaign() { 6_000 } else { 400 };
    for policy in ["count", "named"] {
        let dossier = room.packed("export.csv", policy, &[]).within(&room);
        let whole = std::fs::read(&dossier.zip).expect("the dossier");
        let files = dossier.files();
        let changed = Dossier { zip: room.path("changed.zip"), ..dossier };
        let mut dice = Dice(if policy == "count" { 77 } else { 78 });
        let (mut found, mut wrapper) = (0, 0);
        for run in 0..runs {
            let mut bytes = whole.clone();
            let at = dice.below(bytes.len());
            match run % 5 {
                0..3 => bytes[at] ^= 1 << dice.below(8),
                3 => drop(bytes.remove(at)),
                _ => bytes.insert(at, dice.throw() as u8),
            }
            std::fs::write(&changed.zip, &bytes).expect("a file in the room");
            let said = Said::of(&mut room.handover(["verify", "changed.zip", "--json"]));
            assert!(!said.text().contains("panicked"), "{policy}, run {run}, byte {at}: {}", said.text());
            match said.status {
                Some(0) => {
                    wrapper += 1;
                    assert!(changed.files() == files, "{policy}, run {run}: a change of byte {at} is not found");
                }
                Some(1 | 2) => found += 1,
                _ => panic!("{policy}, run {run}, byte {at}: {}", said.text()),
            }
        }
        // Nearly all bytes are of files; the wrapper's own are few.
        assert!(found > wrapper * 9, "{policy}: {wrapper} of {runs} changes are of no consequence");
    }
}
