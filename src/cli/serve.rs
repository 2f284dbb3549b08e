//! `serve`: settings, store and web put together; the first start's one-time link. And `audit verify`.

use super::Answer;
use super::args::{AuditCommand, ServeCommandArgs};
use super::config::Config;
use super::voice::{Trouble, Voice, grouped};
use super::{demo, fonts, letterhead};
use crate::handover::{Office, Terms};
use crate::pack::Tuning;
use crate::paper::Letterhead;
use crate::proof::digest::in_groups;
use crate::store::{Store, StoreError};
use crate::vault::CustodianKey;
use crate::web::settings::Settings;
use crate::web::{self, WebError};
use std::path::Path;
use std::sync::Arc;

pub fn run(typed: ServeCommandArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let (settings, config) = settings_and_rest(typed.settings.config.as_deref(), voice)?;
    if typed.demo {
        return demo::serve(settings, &config, voice);
    }
    let letterhead = letterhead::of(&config, voice)?;
    let listening = web::listen(settings.clone()).map_err(of_web)?;
    let store = Arc::new(Store::open(&settings.data, &settings.secret).map_err(of_store)?);
    let address = listening.address().to_owned();
    let office = office(&settings, &config, letterhead, Arc::clone(&store), &address)?;
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
    if settings.custodians.is_empty() {
        voice.note("no custodian is named, so nothing can be packed; name an age recipient with `custodians`");
    }
    listening.serve(Arc::new(office)).map_err(of_web)?;
    Ok(Answer::Yes)
}

/// The office over a store: keys beside the root secret, temporaries beside the data.
pub fn office(
    settings: &Settings,
    config: &Config,
    letterhead: Option<Arc<Letterhead>>,
    store: Arc<Store>,
    address: &str,
) -> Result<Office, Trouble> {
    let custodians = settings.custodians.iter().map(|key| CustodianKey::parse(key)).collect::<Result<Vec<_>, _>>();
    let custodians = custodians.map_err(|_| {
        Trouble::could_not("[serve] `custodians` holds something that is no age recipient. Write each as `age1…`.")
    })?;
    let terms = Terms {
        custodians,
        count_only: config.safety.count_only.clone(),
        four_eyes: settings.four_eyes,
        verify_page: address.strip_prefix("https://").map(|host| format!("{host}/verify")),
        tuning: Tuning { malformed_limit_percent: config.malformed_limit_percent, ..Tuning::default() },
        letterhead,
        paper: config.paper.size,
        seal_name: None,
    };
    let (keys, work) = (settings.secret.join("keys"), settings.data.join("work"));
    let fonts = fonts::at_hand(&config.paper.cjk_font)?;
    Office::new(store, terms, fonts, &keys, &work, web::now).map_err(Trouble::could_not)
}

/// The settings, or every mistake: all but the last are said at once.
pub fn settings(typed: Option<&Path>, voice: &Voice) -> Result<Settings, Trouble> {
    settings_and_rest(typed, voice).map(|(settings, _)| settings)
}

fn settings_and_rest(typed: Option<&Path>, voice: &Voice) -> Result<(Settings, Config), Trouble> {
    Config::of_service(typed).map_err(|troubles| voice.all_but_last(troubles))
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

pub fn of_web(error: WebError) -> Trouble {
    Trouble::could_not(error)
}
