//! The accounts, for administrators: who there is, a new one, a new link, a removal.

use super::super::caller::{Act, Administering, AsAdministrator};
use super::super::desk::{Desk, now};
use super::super::problem::Problem;
use super::{SecretPage, Shell, answer, id_in, see};
use crate::store::{Account, Id, Role, Store, StoreError};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    lead: String,
    refused: Option<String>,
    rows: Vec<Row>,
    /// Word, name, what it does.
    roles: Vec<(&'static str, String, String)>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    refused: Option<String>,
    id: String,
    name: String,
    role: String,
    does: String,
    state: &'static str,
    state_words: String,
}

struct Row {
    id: String,
    name: String,
    role: String,
    state: &'static str,
    state_words: String,
}

pub async fn list(who: AsAdministrator, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    listed(200, Shell::of(&request, &who), &desk, None).await
}

async fn listed(status: u16, shell: Shell, desk: &Desk, refused: Option<String>) -> Result<HttpResponse, Problem> {
    let accounts = desk.ask(|store| store.accounts()).await?;
    let lead = shell.texts.count("accounts-count", accounts.len() as u64);
    let roles = Role::ALL.map(|role| (role.word(), shell.role(&role).into_owned(), does(&shell, role))).to_vec();
    let rows = accounts.iter().map(|account| row(account, &shell)).collect();
    answer(status, &AccountsPage { shell, lead, refused, rows, roles }, None)
}

fn row(account: &Account, shell: &Shell) -> Row {
    let (state, state_words) = standing(account, shell);
    Row {
        id: account.id.to_string(),
        name: account.name.clone(),
        role: shell.role(&account.role).into_owned(),
        state,
        state_words,
    }
}

fn standing(account: &Account, shell: &Shell) -> (&'static str, String) {
    if account.enrolled {
        ("enrolled", shell.say("account-enrolled").into_owned())
    } else {
        ("invited", shell.say("account-invited").into_owned())
    }
}

fn does(shell: &Shell, role: Role) -> String {
    shell.say(&format!("role-does-{}", role.word())).into_owned()
}

pub async fn add(
    act: Act<Administering>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let shell = Shell::of(&request, &act);
    let Some(role) = Role::parse(act.fields.text("role")) else { return Err(Problem::UNREADABLE) };
    let (name, actor, language) = (act.fields.text("name").trim().to_owned(), act.account.id, shell.texts.code);
    let asked = name.clone();
    match desk.ask(move |store| refusable(invited(store, &asked, role, language, actor))).await? {
        Ok(made) => link_shown(shell, &desk, &name, &made),
        Err(error) => {
            let problem = Problem::from(error);
            let said = problem.said(shell.texts);
            listed(problem.status, shell, &desk, Some(said)).await
        }
    }
}

pub async fn one(
    who: AsAdministrator,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let account = account_at(&id, &desk).await?;
    shown(200, Shell::of(&request, &who), &account, None)
}

fn shown(status: u16, shell: Shell, account: &Account, refused: Option<String>) -> Result<HttpResponse, Problem> {
    let Row { id, name, role, state, state_words } = row(account, &shell);
    let does = does(&shell, account.role);
    answer(status, &AccountPage { shell, refused, id, name, role, does, state, state_words }, None)
}

pub async fn link(
    act: Act<Administering>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let account = account_at(&id, &desk).await?;
    let (id, actor) = (account.id, act.account.id);
    let made = desk.ask(move |store| store.issue_link(id, actor, now())).await?;
    link_shown(Shell::of(&request, &act), &desk, &account.name, &made.secret)
}

pub async fn remove(
    act: Act<Administering>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let account = account_at(&id, &desk).await?;
    if act.fields.text("sure") != "yes" {
        return Err(Problem::UNREADABLE);
    }
    let (id, actor) = (account.id, act.account.id);
    match desk.ask(move |store| refusable(store.remove_account(id, actor, now()))).await? {
        Ok(()) => Ok(see("/accounts")),
        Err(error) => {
            let (problem, shell) = (Problem::from(error), Shell::of(&request, &act));
            let said = problem.said(shell.texts);
            shown(problem.status, shell, &account, Some(said))
        }
    }
}

async fn account_at(id: &str, desk: &Desk) -> Result<Account, Problem> {
    let id = id_in(id)?;
    desk.ask(move |store| store.account(id)).await
}

/// An account, and the secret of its link.
fn invited(store: &Store, name: &str, role: Role, language: &str, actor: Id) -> Result<Zeroizing<String>, StoreError> {
    let account = store.create_account(name, role, language, actor, now())?;
    Ok(store.issue_link(account.id, actor, now())?.secret)
}

/// What the one who filled in the form can mend stays on its page.
fn refusable<T>(done: Result<T, StoreError>) -> Result<Result<T, StoreError>, StoreError> {
    match done {
        Err(error @ (StoreError::NameRefused | StoreError::NameTaken | StoreError::LastAdministrator)) => {
            Ok(Err(error))
        }
        other => other.map(Ok),
    }
}

fn link_shown(shell: Shell, desk: &Desk, name: &str, link: &str) -> Result<HttpResponse, Problem> {
    let page = SecretPage {
        title: shell.say_of("link-made", name),
        lead: shell.say("link-lead").into_owned(),
        secret: format!("{}/enrol/{link}", desk.address),
        back: "/accounts",
        shell: Shell { here: "/accounts".to_owned(), ..shell },
    };
    answer(201, &page, None)
}
