//! `check`: the official's half of a challenge.

use super::args::CheckArgs;
use super::meter::Meter;
use super::voice::{Plain, Style, Trouble, Voice, grouped};
use super::{Answer, asked, kind, tell, verify};
use crate::challenge::{self, Bad, CheckError, Checked, Sample, Verdict};

pub fn run(typed: CheckArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let pins = verify::pins(typed.hash.as_deref(), typed.seal.as_deref())?;
    let asked = asked::receipt(&typed.asked)?;
    kind::is_a_dossier(&typed.dossier)?;
    kind::is_a_response(&typed.response)?;
    let meter = Meter::start();
    let bad = Bad(typed.bad);
    let checked = challenge::check(&typed.dossier, &typed.response, asked, bad, &pins, typed.work.threads(), &meter);
    meter.clear();
    let checked = checked.map_err(|error| match &error {
        CheckError::Verify(error) => verify::trouble(error),
        CheckError::Receipt(error) => asked::refusal(error),
        CheckError::Bad { .. } => Trouble::could_not(&error),
    })?;
    for note in &checked.dossier.notes {
        voice.note(note);
    }
    if typed.json {
        voice.json(&checked.as_json());
    } else {
        voice.result(&in_words(&checked, voice));
    }
    Ok(match checked.verdict() {
        Verdict::Confirmed | Verdict::Holds => Answer::Yes,
        Verdict::DiceNotConfirmed | Verdict::NotConfirmed => Answer::No,
    })
}

fn in_words(checked: &Checked, voice: &Voice) -> String {
    let mut out = verify::findings_in_words(&checked.findings, voice);
    if let Some(sample) = &checked.sample {
        out.push_str(&entries(sample));
        out.push('\n');
    }
    let (style, verdict) = match checked.verdict() {
        Verdict::Confirmed if checked.bad > 0 => (
            Style::Yellow,
            "confirmed: the dice on the receipt drew these entries; those that open are as they were sealed, and some are bad",
        ),
        Verdict::Confirmed => {
            (Style::Green, "confirmed: the dice on the receipt drew these entries, and each is as it was sealed")
        }
        Verdict::Holds => (
            Style::Yellow,
            "the entries are those that the dice drew from this dossier, but nobody compared it: give the integrity hash on your receipt with --hash",
        ),
        Verdict::DiceNotConfirmed => (
            Style::Yellow,
            "dice not confirmed: give --dice, --size and --fields from your receipt; what the response says of them proves nothing",
        ),
        Verdict::NotConfirmed => (Style::Red, "not confirmed"),
    };
    out.push_str(&format!("{}\n", voice.paint(style, verdict)));
    let (Some(sample), Some(size)) = (&checked.sample, checked.dossier.size) else { return out };
    out.push_str(&tell::pairs(&[
        ("drawn", format!("{} of {}", grouped(sample.size), grouped(size))),
        ("fields", sample.fields.join(", ")),
        ("bad", grouped(checked.bad)),
    ]));
    if let Some(bound) = checked.bound.filter(|_| checked.is_quotable()) {
        out.push('\n');
        out.push_str(&tell::wrapped(&sentence(sample.size, size, checked.bad, bound), 0, 100));
        out.push('\n');
    }
    out
}

/// What an official can quote, with what it does not say.
fn sentence(drawn: u64, size: u64, bad: u64, bound: u64) -> String {
    let plural = |n: u64| if n == 1 { "entry" } else { "entries" };
    let were = |n: u64| if n == 1 { "was" } else { "were" };
    format!(
        "Of {} {} {} {} drawn by dice after the register was sealed, and {} of them {} bad. With 95\u{a0}% confidence no more than {} {} of \
         the register ({}) would be found bad: not opening, or false in what opens. This says nothing of persons who signed more \
         than once, nor that the person named has signed.",
        grouped(size),
        plural(size),
        grouped(drawn),
        were(drawn),
        grouped(bad),
        were(bad),
        grouped(bound),
        plural(bound),
        percent(bound, size),
    )
}

/// With two decimals, rounded up: a bound is never said smaller than it is.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (u128::from(part) * 10_000).div_ceil(u128::from(whole.max(1)));
    format!("{}.{:02}\u{a0}%", hundredths / 100, hundredths % 100)
}

/// Each entry with what it opens, as the official compares them with what can be found out.
fn entries(sample: &Sample) -> String {
    let mut out = String::new();
    for drawn in &sample.entries {
        let opened = match &drawn.opened {
            None => "does not open".to_owned(),
            Some(fields) => {
                let said = fields.iter().map(|(name, value)| format!("{name}: “{value}”"));
                said.collect::<Vec<_>>().join(" · ")
            }
        };
        out.push_str(&format!("{:>12}  {}\n", grouped(drawn.entry), Plain(&opened)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_bound_is_never_said_smaller_than_it_is() {
        assert_eq!(percent(9_967, 1_000_000), "1.00\u{a0}%");
        assert_eq!(percent(1, 1_000_000_000), "0.01\u{a0}%");
        assert_eq!((percent(0, 5), percent(5, 5)), ("0.00\u{a0}%".to_owned(), "100.00\u{a0}%".to_owned()));
    }
}
