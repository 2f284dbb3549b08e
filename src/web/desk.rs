//! What every handler has before it: the store, the settings, the counts.

use super::caller::Caller;
use super::ending::Ending;
use super::figures::Figures;
use super::limits::Limits;
use super::open::Checks;
use super::problem::Problem;
use super::settings::Settings;
use crate::handover::{HandoverError, Office};
use crate::store::{Handover, Id, Role, Store, StoreError};
use actix_web::web;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::Semaphore;

/// Passwords are hashed four at a time, for each takes 64 MiB.
const HASHING: usize = 4;

pub struct Desk {
    pub store: Arc<Store>,
    pub office: Arc<Office>,
    pub settings: Settings,
    /// Where browsers may say that they come from.
    pub origins: Vec<String>,
    /// The first of them: what links begin with.
    pub address: String,
    pub has_tls: bool,
    pub limits: Limits,
    pub figures: Figures,
    pub checks: Checks,
    pub ending: Ending,
    hashing: Semaphore,
}

impl Desk {
    pub fn new(office: Arc<Office>, settings: Settings, origins: Vec<String>) -> Desk {
        let address = origins.first().cloned().unwrap_or_default();
        Desk {
            store: Arc::clone(&office.store),
            office,
            origins,
            has_tls: address.starts_with("https://"),
            address,
            limits: Limits::new(&settings),
            figures: Figures::default(),
            checks: Checks::default(),
            ending: Ending::default(),
            hashing: Semaphore::new(HASHING),
            settings,
        }
    }

    /// Something of the store, on a thread that may wait.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let store = Arc::clone(&self.store);
        Ok(web::block(move || question(&store)).await??)
    }

    /// The handover of this id, if it is there for the one who asks: to an uploader, only their own is. The one rule, for pages
    /// and programs alike.
    pub async fn handover_for(&self, caller: &Caller, id: Id) -> Result<Handover, Problem> {
        let handover = self.ask(move |store| store.handover(id)).await?;
        let is_foreign = caller.account.role == Role::Uploader && handover.owner != caller.account.id;
        if is_foreign { Err(Problem::NOT_FOUND) } else { Ok(handover) }
    }

    /// Something of the office, on a thread that may wait.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Office>) -> Result<T, HandoverError> + Send + 'static,
    ) -> Result<T, Problem> {
        let office = Arc::clone(&self.office);
        Ok(web::block(move || work(&office)).await??)
    }

    /// The same, where a password is hashed on the way.
    pub async fn ask_slowly<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.hashing.acquire().await.map_err(|_| Problem::FAULT)?;
        self.ask(question).await
    }
}

/// Unix seconds. The one clock of the service.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
