//! In and out.

use super::super::caller::{self, Act, Anybody};
use super::super::cookies;
use super::super::desk::{Desk, now};
use super::super::form::VisitorForm;
use super::super::limits;
use super::super::problem::Problem;
use super::{Shell, answer, is_own_path, see};
use crate::store::{LogIn, Role, StoreError};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "log-in.html")]
struct LogInPage {
    shell: Shell,
    /// Why the last try was refused.
    refused: Option<String>,
    name: String,
    /// The page to come back to; empty for the first one.
    to: String,
}

/// Everybody's first page is the one where their work is.
pub async fn home(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let caller = caller::known(&request).await?;
    Ok(see(match caller.map(|caller| caller.account.role) {
        None => "/log-in",
        Some(Role::Administrator) => "/accounts",
        Some(_) => "/handovers",
    }))
}

pub async fn ask(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let (shell, visit) = Shell::of_visitor(&request);
    let to = request.query_string().strip_prefix("to=").filter(|to| is_own_path(to)).unwrap_or_default().to_owned();
    answer(200, &LogInPage { refused: None, name: String::new(), to, shell }, visit)
}

pub async fn log_in(
    VisitorForm(fields): VisitorForm,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let [name, password, code] = ["name", "password", "code"].map(|field| fields.text(field).trim().to_owned());
    let tried = name.clone();
    let before = caller::known(&request).await.ok().flatten();
    let before = before.and_then(|caller| Some((caller.session()?, caller.account.id)));
    let to = Some(fields.text("to")).filter(|to| is_own_path(to)).unwrap_or_default().to_owned();
    desk.limits.attempt(limits::asker(&request, &desk.settings), &name)?;
    match desk.ask_slowly(move |store| store.log_in(&name, &password, &code, now())).await? {
        LogIn::Refused => {
            let (shell, visit) = Shell::of_visitor(&request);
            let refused = Some(Problem::REFUSED.said(shell.texts));
            answer(401, &LogInPage { refused, name: tried, to, shell }, visit)
        }
        LogIn::In(logged_in) => {
            // The session that this browser had is not left behind alive.
            if let Some((session, account)) = before {
                desk.ask(move |store| match store.end_session(session, account, now()) {
                    Err(StoreError::NotFound) => Ok(()),
                    ended => ended,
                })
                .await?;
            }
            let mut answer = see(if to.is_empty() { "/" } else { &to });
            let session = cookies::session(desk.has_tls);
            let headers = answer.headers_mut();
            headers.append(header::SET_COOKIE, cookies::secret(&session, &logged_in.secret, desk.has_tls));
            headers.append(header::SET_COOKIE, cookies::gone(&cookies::visit(desk.has_tls), desk.has_tls));
            Ok(answer)
        }
    }
}

pub async fn log_out(act: Act<Anybody>, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    if let Some(session) = act.session() {
        let account = act.account.id;
        desk.ask(move |store| store.end_session(session, account, now())).await?;
    }
    let mut answer = see("/log-in");
    let headers = answer.headers_mut();
    headers.append(header::SET_COOKIE, cookies::gone(&cookies::session(desk.has_tls), desk.has_tls));
    // Cookies are left to the line above: the language stays.
    headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(answer)
}
