//! A one-time link: password, second factor, recovery codes; then the account is somebody's.

use super::super::desk::{Desk, now};
use super::super::form::VisitorForm;
use super::super::limits;
use super::super::problem::Problem;
use super::{Shell, answer, qr};
use crate::store::{Account, Offer, Role, Store, StoreError};
use actix_web::http::header::HeaderValue;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "enrolment.html")]
struct EnrolmentPage {
    shell: Shell,
    refused: Option<String>,
    name: String,
    role: Role,
    does: String,
    /// Side in modules, and the path.
    qr: Option<(i32, String)>,
    secret: String,
}

#[derive(Template)]
#[template(path = "enrolled.html")]
struct EnrolledPage {
    shell: Shell,
    codes: Vec<Zeroizing<String>>,
}

/// Looking does not use the link up: mail programs look at links by themselves.
pub async fn ask(
    link: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    desk.limits.attempt(limits::asker(&request, &desk.settings), &link)?;
    let offer = desk.ask(move |store| store.offer(&link, now())).await?;
    let (shell, visit) = Shell::of_visitor(&request);
    shown(200, shell, visit, offer, None)
}

pub async fn enrol(
    link: web::Path<String>,
    VisitorForm(fields): VisitorForm,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    desk.limits.attempt(limits::asker(&request, &desk.settings), &link)?;
    let [password, again, code] = ["password", "again", "code"].map(|field| fields.text(field).to_owned());
    let (shell, visit) = Shell::of_visitor(&request);
    let asked = link.clone();
    let offer = desk.ask(move |store| store.offer(&asked, now())).await?;
    if password != again {
        let said = shell.say("password-differs").into_owned();
        return shown(422, shell, visit, offer, Some(said));
    }
    let language = shell.texts.code;
    let done = desk.ask_slowly(move |store| match store.enrol(&link, &password, code.trim(), now()) {
        Ok(enrolled) => {
            reads(store, &enrolled.account, language);
            Ok(Ok(enrolled.recovery_codes))
        }
        Err(error @ (StoreError::Password | StoreError::Code)) => Ok(Err(error)),
        Err(error) => Err(error),
    });
    match done.await? {
        Ok(codes) => answer(200, &EnrolledPage { shell, codes }, visit),
        Err(error) => {
            let said = Problem::from(error).said(shell.texts);
            shown(422, shell, visit, offer, Some(said))
        }
    }
}

/// Whoever enrols goes on in the language of that page, not of who invited them.
fn reads(store: &Store, account: &Account, language: &str) {
    if account.language != language
        && let Err(error) = store.set_language(account.id, language, now())
    {
        // The recovery codes are shown this once: nothing may keep them back now.
        tracing::warn!(%error, "a language could not be kept");
    }
}

fn shown(
    status: u16,
    mut shell: Shell,
    visit: Option<HeaderValue>,
    offer: Offer,
    refused: Option<String>,
) -> Result<HttpResponse, Problem> {
    let role = offer.account.role;
    let does = shell.say(&format!("role-does-{}", role.word())).into_owned();
    let page = EnrolmentPage {
        refused,
        name: offer.account.name,
        role,
        does,
        qr: qr::path(&offer.address),
        secret: in_fours(&offer.secret),
        shell: {
            shell.who = None;
            shell
        },
    };
    answer(status, &page, visit)
}

/// A key as it is typed without losing one's place.
fn in_fours(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
