//! `policies`: what each shows, drops, merges.

use super::voice::{Style, Voice};
use super::{Answer, tell};
use crate::counts::Granularity;
use crate::fields::Field;
use crate::paper::texts;
use crate::register::policy::Policy;

const WIDTH: usize = 100;

pub fn run(voice: &Voice) -> Answer {
    let mut out = String::new();
    for (n, policy) in Policy::built_ins().iter().enumerate() {
        let mark = if n == 0 { " (default)" } else { "" };
        out.push_str(&format!("{}{mark}\n", voice.paint(Style::Bold, policy.name())));
        let words = policy.words("en");
        for (what, said) in [("shows", &words.shows), ("drops", &words.withholds), ("merges", &words.merged)] {
            let said = tell::wrapped(said, 10, WIDTH);
            out.push_str(&format!("  {what:<8}{}\n", said.trim_start()));
        }
        out.push_str(&tell::wrapped(&fields(policy), 10, WIDTH));
        out.push_str("\n\n");
    }
    out.push_str("Every field of the exports is committed to under the register's root, shown or not.\n");
    let languages: Vec<&str> = texts::languages().map(|(code, _)| code).collect();
    out.push_str(&format!("A cover says the same in the dossier's language: {}.\n", languages.join(", ")));
    out.push_str("A file of one's own: handover pack --policy my-policy.toml, written as those in config/policies/.\n");
    voice.result(&out);
    Answer::Yes
}

/// The rule in one line: k, list, and every field whose treatment is not to withhold.
fn fields(policy: &Policy) -> String {
    let period = match policy.period() {
        Granularity::Month => "month",
        Granularity::Quarter => "quarter",
        Granularity::Year => "year",
    };
    let shown: Vec<String> = Field::ALL
        .into_iter()
        .map(|field| (field, policy.treatment(field).word()))
        .filter(|(_, word)| *word != "withhold")
        .map(|(field, word)| format!("{} ({word})", field.name()))
        .collect();
    let list = if policy.rows() { format!("list of {}", shown.join(", ")) } else { "no list".to_owned() };
    format!("k = {}; tables by country and {period}; {list}.", policy.k())
}
