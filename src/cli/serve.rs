//! `serve`: settings, store and web put together; the first start's one-time link. And `audit verify`.

use super::Answer;
use super::args::{AuditCommand, ServeArgs};
use super::config::Config;
use super::voice::{Trouble, Voice, grouped};
use crate::proof::digest::in_groups;
use crate::store::{Store, StoreError};
use crate::web::settings::Settings;
use crate::web::{self, WebError};
use std::path::Path;
use std::sync::Arc;

pub fn run(typed: ServeArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let settings = settings(typed.config.as_deref(), voice)?;
    let listening = web::listen(settings.clone()).map_err(of_web)?;
    let store = Store::open(&settings.data, &settings.secret).map_err(of_store)?;
    let address = listening.address().to_owned();
    voice.result(&format!("Handover serves at {address}\n"));
    if let Some(link) = store.first_administrator("en", web::now()).map_err(of_store)? {
        voice.result(&format!(
            "There is no administrator yet. Open this link to become the first; it works once:\n{address}/enrol/{}\n",
            link.secret.as_str()
        ));
    }
    if !address.starts_with("https://") {
        voice.note(
            "there is no TLS, so cookies go without `__Host-` and `Secure`; that is meant for this machine alone",
        );
    }
    if !settings.secret.is_absolute() {
        voice.note(format_args!(
            "the root secret lies in {}, beside the data; move it to another disk and name it with `secret`",
            settings.secret.display()
        ));
    }
    listening.serve(Arc::new(store)).map_err(of_web)?;
    Ok(Answer::Yes)
}

/// The settings, or every mistake: all but the last are said at once.
pub fn settings(typed: Option<&Path>, voice: &Voice) -> Result<Settings, Trouble> {
    Config::of_service(typed).map_err(|mut troubles| {
        let last = troubles.pop().unwrap_or_else(|| Trouble::could_not("The settings are wrong. Compare them."));
        troubles.iter().for_each(|trouble| voice.trouble(trouble));
        last
    })
}

/// The store beside a service that may run. A command makes no store: it would be one that nobody serves.
pub fn store(settings: &Settings) -> Result<Store, Trouble> {
    if !settings.data.is_dir() {
        return Err(Trouble::could_not(format_args!(
            "there is no data folder {}. Start `handover serve` once, or name the folder with `data`.",
            settings.data.display()
        )));
    }
    Store::open_beside(&settings.data, &settings.secret).map_err(of_store)
}

pub fn audit(AuditCommand::Verify(typed): AuditCommand, voice: &Voice) -> Result<Answer, Trouble> {
    let store = store(&settings(typed.config.as_deref(), voice)?)?;
    match store.audit_verify().map_err(of_store)? {
        Ok(lines) => {
            let head = store.audit_head().map_err(of_store)?;
            let lines = grouped(lines);
            voice.result(&format!("{lines} lines, each as it was written\nhead  {}\n", in_groups(&head.hash)));
            Ok(Answer::Yes)
        }
        Err(broken) => Err(Trouble::no(broken)),
    }
}

pub fn of_store(error: StoreError) -> Trouble {
    Trouble::could_not(error)
}

fn of_web(error: WebError) -> Trouble {
    Trouble::could_not(error)
}
