//! One's own tokens: listed, made, ended.

use super::super::caller::{AnyStaff, Anybody};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::people_shapes::{MadeToken, NewToken, TokenList, TokenSeen};
use super::posted::Posted;
use super::{answer, done, id_in};
use crate::store::{Id, Store, StoreError, Token};
use actix_web::{HttpResponse, web};

/// No name of a token is longer, in characters.
const LABEL: usize = 64;

/// One's own tokens, the newest first.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "people", responses((status = 200, body = TokenList)))]
pub async fn list(who: AnyStaff, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let account = who.account.id;
    let tokens = desk.ask(move |store| own(store, account)).await?;
    answer(200, &TokenList { tokens: tokens.iter().map(TokenSeen::from).collect() })
}

/// Makes a token that acts as its maker.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "people", request_body = NewToken,
    responses((status = 201, body = MadeToken)))]
pub async fn make(asked: Posted<Anybody, NewToken>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let (label, account) = (asked.json.label.trim().to_owned(), asked.account.id);
    if label.is_empty() || label.chars().count() > LABEL || label.contains(char::is_control) {
        return Err(Problem::MEMBERS);
    }
    let access = asked.json.access.into();
    let (id, text) = desk.ask(move |store| store.create_token(account, access, &label, account, now())).await?;
    answer(201, &MadeToken { id: id.to_string(), token: text.to_string() })
}

/// Ends a token of one's own.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "people", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn end(who: AnyStaff, id: web::Path<String>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let (account, token) = (who.account.id, id_in(&id)?);
    desk.ask(move |store| {
        let is_own = own(store, account)?.iter().any(|own| own.id == token);
        if is_own { store.revoke_token(token, account, now()) } else { Err(StoreError::NotFound) }
    })
    .await?;
    Ok(done())
}

fn own(store: &Store, account: Id) -> Result<Vec<Token>, StoreError> {
    Ok(store.tokens()?.into_iter().filter(|token| token.account == account).collect())
}
