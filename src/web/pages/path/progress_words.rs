//! How far a pack or a look is: a bar and a sentence, here and for the page's script.

use super::super::Shell;
use super::words;
use crate::handover::Going;
use serde_json::{Value, json};

/// Stages whose units are bytes; of the others they are rows or entries.
const IN_BYTES: [&str; 4] = ["survey", "read", "write", "verify"];
const IN_ROWS: [&str; 3] = ["classes", "commit", "list"];

pub struct Progress {
    pub per_mille: u64,
    pub said: String,
    /// Sentences for the script, as JSON.
    pub words: String,
}

pub fn shown(shell: &Shell, going: &Going) -> Progress {
    Progress { per_mille: (going.share * 1000.0) as u64, said: said(shell, going), words: for_script(shell) }
}

fn said(shell: &Shell, going: &Going) -> String {
    let is_bytes = IN_BYTES.contains(&going.stage);
    let figure = |n: u64| if is_bytes { words::size(n, shell) } else { shell.texts.number(n) };
    let (done, total) = (figure(going.done), figure(going.total));
    let stage = shell.texts.say_with(&format!("stage-{}", going.stage), &[("done", &done), ("total", &total)]);
    match going.seconds_left {
        Some(seconds) => shell.texts.say_with("stage-left", &[("stage", &stage), ("time", &left(shell, seconds))]),
        None => stage,
    }
}

fn left(shell: &Shell, seconds: u64) -> String {
    match seconds {
        ..90 => shell.texts.count("seconds", seconds.div_ceil(5).max(1) * 5),
        _ => shell.texts.count("minutes", seconds.div_ceil(60)),
    }
}

fn for_script(shell: &Shell) -> String {
    let blanks = ["done", "total"];
    let stages = IN_BYTES.iter().map(|stage| (stage, true)).chain(IN_ROWS.iter().map(|stage| (stage, false)));
    let stages = stages.map(|(stage, in_bytes)| {
        let said = shell.texts.with_blanks(&format!("stage-{stage}"), &blanks);
        ((*stage).to_owned(), json!({ "said": said, "bytes": in_bytes }))
    });
    let left = shell.texts.with_blanks("stage-left", &["stage", "time"]);
    let waiting = json!({ "said": shell.say("stage-waiting"), "bytes": false });
    json!({ "left": left, "waiting": waiting, "stages": Value::Object(stages.collect()) }).to_string()
}
