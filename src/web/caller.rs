//! Who asks, and what they may: an extractor is a permission. A handler that takes `AsAdministrator` runs for them alone.
//!
//! A session cookie says who asks, or a bearer token. What changes something under a cookie also shows the session's
//! form token: in the form (`Act`), or in the header `X-CSRF-Token`.

use super::cookies;
use super::desk::{self, Desk};
use super::form::Fields;
use super::problem::Problem;
use super::texts::{self, Texts};
use crate::proof::digest::{hex, sha256_parts};
use crate::proof::equal::secrets_equal;
use crate::store::{Access, Account, Id, Role};
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use std::marker::PhantomData;
use std::ops::Deref;

/// What proves who asks.
pub enum Proof {
    Session { id: Id, form_token: String },
    Token { access: Access },
}

/// Somebody with an account.
pub struct Caller {
    pub account: Account,
    pub proof: Proof,
}

impl Caller {
    /// What the forms of this session carry; none where a token proves who asks.
    pub fn form_token(&self) -> String {
        match &self.proof {
            Proof::Session { form_token, .. } => form_token.clone(),
            Proof::Token { .. } => String::new(),
        }
    }

    pub fn session(&self) -> Option<Id> {
        match self.proof {
            Proof::Session { id, .. } => Some(id),
            Proof::Token { .. } => None,
        }
    }
}

/// What the forms of a visit carry, before there is a session. Of the cookie's secret, and no way back to it.
pub fn visit_token(secret: &str) -> String {
    hex(&sha256_parts(&[b"handover form token\0", secret.as_bytes()]))
}

/// Time tells nothing of how much of it was right.
pub fn is_token(shown: &str, wanted: &str) -> bool {
    !wanted.is_empty() && secrets_equal(shown.as_bytes(), wanted.as_bytes())
}

/// Which roles a permission is for.
pub trait May: 'static {
    const ROLES: &'static [Role];
}

macro_rules! permissions {
    ($($doc:literal $may:ident $staff:ident = $($role:ident)+;)*) => {$(
        #[doc = $doc]
        pub enum $may {}
        impl May for $may {
            const ROLES: &'static [Role] = &[$(Role::$role),+];
        }
        #[doc = $doc]
        #[allow(dead_code, reason = "some permissions are only asked for together with a body")]
        pub type $staff = Staff<$may>;
    )*};
}

permissions! {
    "Whoever has an account." Anybody AnyStaff = Uploader Approver Auditor Administrator;
    "Who keeps the accounts, and sees no handover." Administering AsAdministrator = Administrator;
    "Who sees that there are handovers." Following AsFollower = Uploader Approver Auditor;
    "Who makes handovers: their own." Making AsMaker = Uploader;
    "Who sees what handovers hold: their own, or all." Working AsWorker = Uploader Approver;
    "Who says of what was released that it no longer stands." Releasing AsReleaser = Approver;
    "Who sees the log, or at least its head." Watching AsWatcher = Auditor Administrator;
}

/// The permission itself.
pub struct Staff<M: May> {
    caller: Caller,
    may: PhantomData<M>,
}

impl<M: May> Deref for Staff<M> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<M: May> FromRequest for Staff<M> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let caller = permitted_with_token::<M>(&request).await?;
            Ok(Staff { caller, may: PhantomData })
        })
    }
}

/// Permitted; and, where something is changed under a cookie, with the session's form token in `X-CSRF-Token`.
pub async fn permitted_with_token<M: May>(request: &HttpRequest) -> Result<Caller, Problem> {
    let caller = permitted::<M>(request).await?;
    if changes(request) {
        let shown = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok());
        shows_form_token(&caller, shown.unwrap_or_default())?;
    }
    Ok(caller)
}

/// A permission and the form that was filled in with it.
pub struct Act<M: May> {
    caller: Caller,
    pub fields: Fields,
    may: PhantomData<M>,
}

impl<M: May> Deref for Act<M> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<M: May> FromRequest for Act<M> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            // Who may not is told so before a byte of the body is waited for.
            let caller = permitted::<M>(&request).await?;
            let fields = Fields::read(&request, &mut payload).await?;
            shows_form_token(&caller, fields.text("form"))?;
            Ok(Act { caller, fields, may: PhantomData })
        })
    }
}

pub fn shows_form_token(caller: &Caller, shown: &str) -> Result<(), Problem> {
    match &caller.proof {
        Proof::Token { .. } => Ok(()),
        Proof::Session { form_token, .. } if is_token(shown, form_token) => Ok(()),
        Proof::Session { .. } => Err(Problem::FOREIGN),
    }
}

fn changes(request: &HttpRequest) -> bool {
    !matches!(*request.method(), Method::GET | Method::HEAD)
}

pub async fn permitted<M: May>(request: &HttpRequest) -> Result<Caller, Problem> {
    let caller = known(request).await?.ok_or(Problem::LOG_IN)?;
    let reads_only = matches!(caller.proof, Proof::Token { access: Access::Read });
    if !M::ROLES.contains(&caller.account.role) || (reads_only && changes(request)) {
        return Err(Problem::FORBIDDEN);
    }
    Ok(caller)
}

/// Whoever asks, if the service knows them.
///
/// # Errors
/// A token that is none; a store that fails.
pub async fn known(request: &HttpRequest) -> Result<Option<Caller>, Problem> {
    let desk = request.app_data::<web::Data<Desk>>().expect("the desk is given to every application").clone();
    let now = desk::now();
    if let Some(bearer) = bearer(request) {
        let held = desk.ask(move |store| store.token(&bearer)).await?.ok_or(Problem::LOG_IN)?;
        reads(request, &held.account);
        return Ok(Some(Caller { account: held.account, proof: Proof::Token { access: held.access } }));
    }
    let Some(secret) = cookies::of(request, &cookies::session(desk.has_tls)) else { return Ok(None) };
    let held = desk.ask(move |store| store.session(&secret, now)).await?;
    held.iter().for_each(|held| reads(request, &held.account));
    Ok(held.map(|held| Caller { proof: Proof::Session { id: held.id, form_token: held.csrf }, account: held.account }))
}

/// The language of somebody known, for an answer that is made where nobody is known any longer: a refusal.
#[derive(Clone, Copy)]
struct Reads(Option<&'static Texts>);

fn reads(request: &HttpRequest, account: &Account) {
    request.extensions_mut().insert(Reads(texts::of(&account.language)));
}

pub fn preferred(request: &HttpRequest) -> Option<&'static Texts> {
    request.extensions().get::<Reads>().and_then(|reads| reads.0)
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
