//! One's own sessions and tokens: seen, made, ended.

use super::super::caller::{Act, AnyStaff, Anybody};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::{SecretPage, Shell, answer, id_in, moment, see};
use crate::store::{Access, Id, Store, StoreError, Token};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// No name of a token is longer.
const LABEL: usize = 64;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    shell: Shell,
    lead: String,
    sessions: Vec<SessionRow>,
    tokens: Vec<TokenRow>,
}

struct SessionRow {
    id: String,
    created: String,
    seen: String,
    is_this: bool,
}

struct TokenRow {
    id: String,
    label: String,
    access: String,
    created: String,
}

pub async fn show(who: AnyStaff, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let account = who.account.id;
    let (sessions, tokens) =
        desk.ask(move |store| Ok((store.sessions(account, now())?, own_tokens(store, account)?))).await?;
    let shell = Shell::of(&request, &who);
    let sessions = sessions.iter().map(|session| SessionRow {
        id: session.id.to_string(),
        created: moment(session.created),
        seen: moment(session.seen),
        is_this: who.session() == Some(session.id),
    });
    let tokens = tokens.into_iter().map(|token| TokenRow {
        id: token.id.to_string(),
        label: token.label,
        access: match token.access {
            Access::Read => shell.say("access-read"),
            Access::Write => shell.say("access-write"),
        }
        .into_owned(),
        created: moment(token.created),
    });
    let (sessions, tokens) = (sessions.collect(), tokens.collect());
    let lead = shell.say("own-lead").into_owned();
    answer(200, &OwnPage { shell, lead, sessions, tokens }, None)
}

pub async fn end_session(
    act: Act<Anybody>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let (account, session) = (act.account.id, id_in(&id)?);
    desk.ask(move |store| {
        let is_own = store.sessions(account, now())?.iter().any(|own| own.id == session);
        if is_own { store.end_session(session, account, now()) } else { Err(StoreError::NotFound) }
    })
    .await?;
    Ok(see("/own"))
}

pub async fn make_token(
    act: Act<Anybody>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let label = act.fields.text("label").trim().to_owned();
    let access = Access::parse(act.fields.text("access")).ok_or(Problem::UNREADABLE)?;
    if label.is_empty() || label.chars().count() > LABEL || label.contains(char::is_control) {
        return Err(Problem::UNREADABLE);
    }
    let account = act.account.id;
    let (_, made) = desk.ask(move |store| store.create_token(account, access, &label, account, now())).await?;
    let shell = Shell::of(&request, &act);
    let page = SecretPage {
        title: shell.say("token-made").into_owned(),
        lead: shell.say("token-lead").into_owned(),
        secret: made.to_string(),
        back: "/own",
        shell: Shell { here: "/own".to_owned(), ..shell },
    };
    answer(201, &page, None)
}

pub async fn end_token(
    act: Act<Anybody>,
    id: web::Path<String>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let (account, token) = (act.account.id, id_in(&id)?);
    desk.ask(move |store| {
        let is_own = own_tokens(store, account)?.iter().any(|own| own.id == token);
        if is_own { store.revoke_token(token, account, now()) } else { Err(StoreError::NotFound) }
    })
    .await?;
    Ok(see("/own"))
}

fn own_tokens(store: &Store, account: Id) -> Result<Vec<Token>, StoreError> {
    Ok(store.tokens()?.into_iter().filter(|token| token.account == account).collect())
}
