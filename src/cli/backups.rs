//! `backup` and `restore`: the service's data in one file, and back. Neither touches the secret folder.

use super::Answer;
use super::args::BackupArgs;
use super::serve::{of_store, settings, store};
use super::voice::{Plain, Trouble, Voice};
use crate::store::{self, StoreError};
use crate::web::now;
use std::io::ErrorKind;

/// Beside a service that may run.
pub fn backup(typed: BackupArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let settings = settings(typed.settings.config.as_deref(), voice)?;
    let shown = typed.file.display().to_string();
    store(&settings)?.backup(&typed.file, now()).map_err(|error| match error {
        StoreError::Io(ErrorKind::AlreadyExists) => Trouble::could_not(format_args!(
            "{} is there already. Give a name that is free: no backup takes another's place.",
            Plain(&shown)
        )),
        other => of_store(other),
    })?;
    voice.result(&format!("{shown}\n"));
    voice.note(format_args!(
        "it opens with the secret folder as it is today, and that is not in it; keep a copy of {} in another place",
        settings.secret.display()
    ));
    Ok(Answer::Yes)
}

/// Where no data are yet, beside the secret folder that they belong to.
pub fn restore(typed: BackupArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let settings = settings(typed.settings.config.as_deref(), voice)?;
    store::restore(&typed.file, &settings.data, &settings.secret, now()).map_err(of_store)?;
    voice.result(&format!("{}\n", settings.data.display()));
    voice.note("every file was looked at; whoever was logged in logs in again, and unfinished uploads begin again");
    Ok(Answer::Yes)
}
