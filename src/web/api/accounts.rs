//! Accounts, for administrators: who there is, a new one with its link, a new link, a removal.

use super::super::caller::{Administering, AsAdministrator};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::people_shapes::{AccountList, AccountSeen, Invitation, NewAccount};
use super::posted::Posted;
use super::{answer, done, id_in};
use crate::store::Enrolment;
use actix_web::{HttpResponse, web};

/// The accounts, by name.
#[utoipa::path(get, path = "/api/v1/accounts", tag = "people", responses((status = 200, body = AccountList)))]
pub async fn list(_: AsAdministrator, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let accounts = desk.ask(|store| store.accounts()).await?;
    answer(200, &AccountList { accounts: accounts.iter().map(AccountSeen::from).collect() })
}

/// Makes an account; its person opens it by the link.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "people", request_body = NewAccount,
    responses((status = 201, body = Invitation)))]
pub async fn make(asked: Posted<Administering, NewAccount>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let actor = asked.account.id;
    let (name, role) = (asked.json.name.clone(), asked.json.role.into());
    let made = desk.ask(move |store| {
        let account = store.create_account(&name, role, "en", actor, now())?;
        store.issue_link(account.id, actor, now())
    });
    answer(201, &invitation(&desk, &made.await?))
}

/// One account.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 200, body = AccountSeen)))]
pub async fn one(_: AsAdministrator, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let id = id_in(&id)?;
    answer(200, &AccountSeen::from(&desk.ask(move |store| store.account(id)).await?))
}

/// A new link instead of any older one: where password or second factor are lost.
#[utoipa::path(post, path = "/api/v1/accounts/{id}/link", tag = "people", params(("id" = String, Path)),
    responses((status = 201, body = Invitation)))]
pub async fn link(who: AsAdministrator, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id_in(&id)?, who.account.id);
    let made = desk.ask(move |store| store.issue_link(id, actor, now())).await?;
    answer(201, &invitation(&desk, &made))
}

/// Ends an account, its sessions and its tokens.
#[utoipa::path(delete, path = "/api/v1/accounts/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn remove(
    who: AsAdministrator,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id_in(&id)?, who.account.id);
    desk.ask(move |store| store.remove_account(id, actor, now())).await?;
    Ok(done())
}

fn invitation(desk: &Desk, made: &Enrolment) -> Invitation {
    let link = format!("{}/enrol/{}", desk.address, made.secret.as_str());
    Invitation { id: made.account.id.to_string(), link }
}
