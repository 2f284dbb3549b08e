//! How the command line speaks: results on stdout, everything else on stderr, trouble in two sentences.
//!
//! Colour only on a terminal and never when NO_COLOR is set. A closed pipe is no panic: whoever read has enough.

use super::Answer;
use crate::{refusal, spacing};
use std::cell::RefCell;
use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Why a command ends without having done what was asked: two sentences, what is wrong and what to do.
#[derive(Debug)]
pub struct Trouble {
    pub answer: Answer,
    sentences: String,
}

impl Trouble {
    /// Could not try: usage, files, configuration.
    pub fn could_not(sentences: impl fmt::Display) -> Trouble {
        Trouble { answer: Answer::CouldNotTry, sentences: sentences.to_string() }
    }

    /// Tried, and the answer is no.
    pub fn no(sentences: impl fmt::Display) -> Trouble {
        Trouble { answer: Answer::No, sentences: sentences.to_string() }
    }

    /// The same trouble, said of a file.
    pub fn in_file(self, name: &impl fmt::Display) -> Trouble {
        Trouble { answer: self.answer, sentences: format!("{name}: {}", self.sentences) }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences)
    }
}

/// A style of the terminal, by its SGR number.
#[derive(Clone, Copy)]
pub enum Style {
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
}

/// Both streams, and what they can show.
pub struct Voice {
    colour_out: bool,
    colour_err: bool,
    /// Why stdout took no more, once it did not.
    stopped: RefCell<Option<ErrorKind>>,
}

impl Voice {
    pub fn of_this_process() -> Voice {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Voice {
            colour_out: wanted && io::stdout().is_terminal(),
            colour_err: wanted && io::stderr().is_terminal(),
            stopped: RefCell::new(None),
        }
    }

    /// Text of a result, as it stands; the caller ends lines. After a failure it is dropped, and `finish` says so.
    pub fn result(&self, text: &str) {
        if self.stopped.borrow().is_some() {
            return;
        }
        let mut out = io::stdout().lock();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            *self.stopped.borrow_mut() = Some(error.kind());
        }
    }

    /// One JSON object and a line end.
    pub fn json(&self, value: &serde_json::Value) {
        self.result(&format!("{value}\n"));
    }

    /// Did everything said on stdout arrive, or was the pipe closed by a reader who had enough?
    ///
    /// # Errors
    /// A full disk and the like.
    pub fn finish(&self) -> Result<(), Trouble> {
        match *self.stopped.borrow() {
            None | Some(ErrorKind::BrokenPipe) => Ok(()),
            Some(kind) => Err(Trouble::could_not(format_args!(
                "the result could not be written to standard output: {}. Make room or choose another place, and try again.",
                refusal::in_words(kind)
            ))),
        }
    }

    /// A remark beside the result.
    pub fn note(&self, text: impl fmt::Display) {
        self.err(Style::Yellow, "note", &text);
    }

    /// Why the command ends.
    pub fn trouble(&self, trouble: &Trouble) {
        self.err(Style::Red, "error", trouble);
    }

    fn err(&self, style: Style, label: &str, text: &dyn fmt::Display) {
        let label = painted(self.colour_err, style, label);
        // Nobody is left to tell if stderr is closed too.
        let _ = writeln!(io::stderr().lock(), "{label}: {}", Plain(&text.to_string()));
    }

    /// Says all troubles but the last, which is the answer.
    pub fn all_but_last(&self, mut troubles: Vec<Trouble>) -> Trouble {
        let last = troubles.pop().unwrap_or_else(|| Trouble::could_not("The settings are wrong. Compare them."));
        troubles.iter().for_each(|trouble| self.trouble(trouble));
        last
    }

    /// A piece of a result, in a style where stdout shows styles.
    pub fn paint(&self, style: Style, text: &str) -> String {
        painted(self.colour_out, style, text)
    }
}

fn painted(colour: bool, style: Style, text: &str) -> String {
    if colour { format!("\u{1b}[{}m{text}\u{1b}[0m", style as u8) } else { text.to_owned() }
}

/// Text from outside (file names, headers, findings) as a terminal may safely show it: no control, no bidirectional or
/// zero-width control reaches it, and it stays on its line.
pub struct Plain<'t>(pub &'t str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            f.write_char(match c {
                c if c.is_control() => '\u{fffd}',
                '\u{2028}' | '\u{2029}' | '\u{feff}' => '\u{fffd}',
                '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => '\u{fffd}',
                c => c,
            })?;
        }
        Ok(())
    }
}

/// A count as people read it: digits in groups of three, a no-break space between.
pub fn grouped(n: u64) -> String {
    spacing::in_threes(n, "\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[test]
    fn a_file_name_cannot_steer_the_terminal() {
        assert_eq!(Plain("a\u{1b}[2Jb\n\u{202e}gpj").to_string(), "a\u{fffd}[2Jb\u{fffd}\u{fffd}gpj");
        assert_eq!(Plain("жалоба – 請願.csv").to_string(), "жалоба – 請願.csv");
    }
}
