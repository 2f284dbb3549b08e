//! The command-line door.
//!
//! `args` what was typed · `voice` how it speaks · `meter` how far it has come · `config` the operator's file ·
//! `files` exports and small texts on disk · `kind` what a path looks like · `identity`, `custody` a custodian's key and the
//! vault it opens · `guard` what a fault may leave · one file for each command.

pub mod args;
mod asked;
mod backups;
mod challenge;
mod check;
mod config;
mod custody;
mod demo;
mod files;
mod fonts;
mod forget;
mod guard;
mod identity;
mod inspect;
mod keygen;
mod kind;
mod letterhead;
mod log;
mod meter;
mod pack;
mod people;
mod policies;
mod respond;
mod serve;
mod tell;
mod timestamp;
mod vault;
mod verify;
mod voice;

use args::{Command, Typed};
use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;
use voice::{Trouble, Voice};

/// Runs one command line, program name included. 0: done, or verified. 1: the answer is no. 2: could not try.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed: Vec<OsString> = typed.into_iter().collect();
    guard::begin();
    // The hook has told the place by then; what is left is to say that this was no answer.
    std::panic::catch_unwind(|| answered(typed)).unwrap_or(Answer::CouldNotTry.into())
}

fn answered(typed: Vec<OsString>) -> ExitCode {
    let typed = args::hash_in_one(typed);
    let voice = Voice::of_this_process();
    let answer = log::begin(typed.get(1).is_some_and(|command| command == "serve")).and_then(|()| {
        match Typed::try_parse_from(&typed) {
            Ok(Typed { command }) => obey(command, &voice),
            Err(error) => args::explain(&error, &typed, &voice),
        }
    });
    // What stdout could not take matters more than the answer: whoever reads it has only half of it.
    match answer.and_then(|answer| voice.finish().map(|()| answer)) {
        Ok(answer) => answer.into(),
        Err(trouble) => {
            voice.trouble(&trouble);
            trouble.answer.into()
        }
    }
}

/// What a command comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done, or verified.
    Yes,
    /// Does not verify, refused by policy, nothing to hand over.
    No,
    /// Usage, input or output, unreadable files, configuration.
    CouldNotTry,
}

impl From<Answer> for ExitCode {
    fn from(answer: Answer) -> ExitCode {
        ExitCode::from(answer as u8)
    }
}

fn obey(command: Command, voice: &Voice) -> Result<Answer, Trouble> {
    match command {
        Command::Keygen(typed) => keygen::run(typed, voice),
        Command::Policies => Ok(policies::run(voice)),
        Command::Pack(typed) => pack::run(typed, voice),
        Command::Inspect(typed) => inspect::run(typed, voice),
        Command::Demo(typed) => demo::run(typed, voice),
        Command::Verify(typed) => verify::run(typed, voice),
        Command::Challenge(typed) => challenge::run(typed, voice),
        Command::Respond(typed) => respond::run(typed, voice),
        Command::Check(typed) => check::run(typed, voice),
        Command::Forget(typed) => forget::run(typed, voice),
        Command::Vault(typed) => vault::run(typed, voice),
        Command::Timestamp(typed) => timestamp::run(typed, voice),
        Command::Serve(typed) => serve::run(typed, voice),
        Command::User(typed) => people::user(typed, voice),
        Command::Token(typed) => people::token(typed, voice),
        Command::Audit(typed) => serve::audit(typed, voice),
        Command::Backup(typed) => backups::backup(typed, voice),
        Command::Restore(typed) => backups::restore(typed, voice),
    }
}
