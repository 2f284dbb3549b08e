//! What clap refuses, in two sentences.
//!
//! In: its error, what was typed. Out: a result or trouble. Never: a value, which may be anything; a word where a command belongs
//! is told, for it is likely a slip of the fingers.

use super::Typed;
use crate::cli::Answer;
use crate::cli::voice::{Plain, Trouble, Voice};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Help and version are results; everything else that clap refuses is trouble in two sentences.
///
/// # Errors
/// A command line that cannot be understood.
pub fn explain(error: &clap::Error, typed: &[OsString], voice: &Voice) -> Result<Answer, Trouble> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        voice.result(&error.to_string());
        return Ok(Answer::Yes);
    }
    let help = help_for(typed);
    let said = |kind| error.get(kind).map(in_words).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "no command is given".to_owned()
        }
        ErrorKind::InvalidSubcommand => format!("`{}` is not a command", said(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument if !argument.starts_with('-') => "one argument too many stands there".to_owned(),
        ErrorKind::UnknownArgument => format!("`{argument}` is not understood here"),
        ErrorKind::MissingRequiredArgument if argument.contains(", ") => format!("{argument} are missing"),
        ErrorKind::MissingRequiredArgument => format!("{argument} is missing"),
        ErrorKind::ArgumentConflict => match said(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("`{argument}` stands there twice"),
            other => format!("`{argument}` and `{other}` do not go together"),
        },
        ErrorKind::InvalidValue if said(ContextKind::InvalidValue).is_empty() => {
            format!("`{argument}` needs a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("the value of `{argument}` is not one it takes")
        }
        ErrorKind::InvalidUtf8 => "an argument that must be text is not UTF-8".to_owned(),
        _ => "the command line is not understood".to_owned(),
    };
    let likely = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].map(said);
    let todo = match likely.iter().find(|word| !word.is_empty()) {
        Some(word) => format!("Perhaps `{word}` is meant; `{help}` lists what there is."),
        None => format!("`{help}` shows what can be said."),
    };
    Err(Trouble::could_not(format_args!("{}. {todo}", Plain(&what))))
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

/// The help that fits: the command's, if one was typed.
fn help_for(typed: &[OsString]) -> String {
    use clap::CommandFactory;
    let known = Typed::command();
    let command = typed.get(1).and_then(|word| word.to_str());
    match command.filter(|word| known.get_subcommands().any(|sub| sub.get_name() == *word)) {
        Some(command) => format!("handover {command} --help"),
        None => "handover --help".to_owned(),
    }
}
