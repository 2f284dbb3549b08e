//! Writes every forged response, and random changes of honest ones, for verifiers that are not in this language.
//!
//!   cargo run --example forge_responses -- FOLDER CHANGES
//!
//! `table.json` lists them: dossier, response, receipt, and the codes that tell it (`null` for a random change).

#[path = "../made/mod.rs"]
mod made;

#[path = "mod.rs"]
mod forged;

use forged::{ASKED, DICE, Scene, sealed_by, zipped};
use handover::package::response;
use serde_json::json;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("name a folder")?);
    let changes: u64 = arguments.next().ok_or("say how many random changes")?.parse()?;
    std::fs::create_dir_all(&folder)?;
    let mut table = Vec::new();
    for (n, forgery) in forged::table(&folder).into_iter().enumerate() {
        let at = folder.join(format!("forged-{n}.zip"));
        std::fs::write(&at, &forgery.zip)?;
        let (dice, size, fields) = forgery.receipt;
        let fields: Vec<&str> = fields.split(',').collect();
        table.push(json!({
            "name": forgery.name,
            "dossier": forgery.dossier,
            "response": at,
            "receipt": { "dice": dice, "size": size, "fields": fields },
            "codes": forgery.codes,
        }));
    }
    let own = folder.join("changed");
    std::fs::create_dir_all(&own)?;
    let scene = Scene::new(&own, "initials", 700, [7; 32], [3; 32]);
    let honest = scene.files(DICE, 9, ASKED);
    let mut random = Random(20_170_511);
    for n in 0..changes {
        let mut files = honest.clone();
        let paths: Vec<&String> = honest.keys().collect();
        let path = paths[random.below(paths.len())].clone();
        changed(files.get_mut(&path).ok_or("the file")?, &mut random);
        if random.below(3) > 0 && ![response::MANIFEST, response::SEAL].contains(&path.as_str()) {
            files = sealed_by(&scene.keys.seal, files);
        }
        let at = own.join(format!("{n}.zip"));
        std::fs::write(&at, zipped(&scene, &response::folder(&scene.terms.id), &files))?;
        table.push(json!({
            "name": format!("change {n} of {path}"),
            "dossier": scene.dossier,
            "response": at,
            "receipt": { "dice": DICE, "size": 9, "fields": ASKED.split(',').collect::<Vec<_>>() },
            "codes": null,
        }));
    }
    std::fs::write(folder.join("table.json"), serde_json::to_vec(&table)?)?;
    Ok(())
}

/// One change: a bit, a byte gone or doubled, a line gone or doubled, digits replaced, a piece moved.
fn changed(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let line = random.below(lines.len());
    match random.below(7) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => _ = bytes.remove(at),
        2 => bytes.insert(at, bytes[at]),
        3 => *bytes = lines.iter().enumerate().filter(|(n, _)| *n != line).flat_map(|(_, line)| line.clone()).collect(),
        4 => bytes.extend(lines[line].clone()),
        5 => {
            if let Some(digit) = bytes.iter().skip(at).position(u8::is_ascii_digit) {
                bytes[at + digit] = b'0' + random.below(10) as u8;
            }
        }
        _ => bytes.rotate_left(at),
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end.max(1) as u64) as usize
    }
}
