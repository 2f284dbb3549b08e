//! What people see: askama templates in `config/web/`, words in their language, nothing that needs a script.

pub mod accounts;
pub mod audit;
pub mod door;
pub mod enrolment;
pub mod handovers;
pub mod language;
pub mod own;
pub mod path;
mod qr;

use super::caller::{self, Caller};
use super::cookies;
use super::desk::Desk;
use super::problem::Problem;
use super::texts::{self, Texts};
use crate::day::Day;
use crate::proof::digest::hex;
use crate::proof::random;
use crate::store::{Id, Role};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use std::borrow::Cow;

/// What stands around every page: its words, whose service, who is here, where they can go.
pub struct Shell {
    pub texts: &'static Texts,
    pub organisation: String,
    /// Path of this page, to come back to after the language was switched; `/` where a page cannot be come back to.
    pub here: String,
    pub who: Option<Who>,
    /// What forms carry.
    pub token: String,
}

/// Who is logged in, as a page shows it.
pub struct Who {
    pub name: String,
    pub role: Role,
}

/// A place in the menu.
pub struct Place {
    pub path: &'static str,
    pub words: Cow<'static, str>,
    pub is_here: bool,
}

impl Shell {
    /// Around a page of somebody's own.
    pub fn of(request: &HttpRequest, caller: &Caller) -> Shell {
        let who = Who { name: caller.account.name.clone(), role: caller.account.role };
        let preferred = texts::of(&caller.account.language);
        Shell { who: Some(who), token: caller.form_token(), ..Shell::around(request, preferred) }
    }

    /// Around a page of a visitor's, and the cookie that begins the visit which its forms are bound to.
    pub fn of_visitor(request: &HttpRequest) -> (Shell, Option<HeaderValue>) {
        let has_tls = desk(request).has_tls;
        let name = cookies::visit(has_tls);
        let (secret, visit) = match cookies::of(request, &name) {
            Some(secret) => (secret, None),
            None => {
                let secret = hex(random::bytes32().as_ref());
                let visit = cookies::secret(&name, &secret, has_tls);
                (secret, Some(visit))
            }
        };
        (Shell { token: caller::visit_token(&secret), ..Shell::around(request, None) }, visit)
    }

    fn around(request: &HttpRequest, preferred: Option<&'static Texts>) -> Shell {
        Shell {
            texts: language_of(request, preferred),
            organisation: desk(request).settings.organisation.clone(),
            here: here(request),
            who: None,
            token: String::new(),
        }
    }

    pub fn say(&self, id: &str) -> Cow<'_, str> {
        self.texts.say(id)
    }

    pub fn say_of(&self, id: &str, what: &str) -> String {
        self.texts.say_of(id, what)
    }

    /// The other languages: code and own name.
    pub fn languages(&self) -> impl Iterator<Item = &'static Texts> + '_ {
        texts::all().iter().filter(|texts| texts.code != self.texts.code)
    }

    /// Where this role can go; what does not work yet is not there.
    pub fn menu(&self) -> Vec<Place> {
        let Some(who) = &self.who else { return Vec::new() };
        let places: &[(&str, &str)] = match who.role {
            Role::Uploader | Role::Approver => &[("/handovers", "menu-handovers")],
            Role::Auditor => &[("/handovers", "menu-handovers"), ("/audit", "menu-audit")],
            Role::Administrator => &[("/accounts", "menu-accounts"), ("/audit", "menu-audit")],
        };
        let own = ("/own", "menu-own");
        let place = |(path, id): &(&'static str, &'static str)| Place {
            path,
            words: self.texts.say(id),
            is_here: self.here.split('?').next() == Some(*path),
        };
        places.iter().chain([&own]).map(place).collect()
    }

    /// The role's own word.
    pub fn role(&self, role: &Role) -> Cow<'_, str> {
        self.texts.say(&format!("role-{}", role.word()))
    }
}

/// What a page may be asked beyond its path, and keeps when its language changes.
const KEPT: [&str; 4] = ["page=", "earlier=", "policy=", "to="];

/// The way back to this page.
fn here(request: &HttpRequest) -> String {
    let (path, query) = (request.path(), request.query_string());
    let whole = format!("{path}?{query}");
    if KEPT.iter().any(|kept| query.starts_with(kept)) && is_own_path(&whole) { whole } else { path.to_owned() }
}

/// A plain path of this service: nothing that a browser could take for another place.
pub fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_?=&".contains(&b))
}

/// The words that a page is in: as was chosen in this browser, as its owner prefers, as the browser asks.
pub fn language_of(request: &HttpRequest, preferred: Option<&'static Texts>) -> &'static Texts {
    let chosen = cookies::of(request, cookies::LANGUAGE).and_then(|code| texts::of(&code));
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.or(preferred).or_else(|| header.and_then(texts::accepted)).unwrap_or_else(texts::english)
}

/// A page, whole; with the cookie of a visit that begins with it.
pub fn answer(status: u16, page: &impl Template, visit: Option<HeaderValue>) -> Result<HttpResponse, Problem> {
    let body = page.render().map_err(|_| Problem::FAULT)?;
    let status = actix_web::http::StatusCode::from_u16(status).map_err(|_| Problem::FAULT)?;
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"));
    if let Some(visit) = visit {
        answer.append_header((header::SET_COOKIE, visit));
    }
    Ok(answer.body(body))
}

fn desk(request: &HttpRequest) -> &Desk {
    request.app_data::<web::Data<Desk>>().expect("the desk is given to every application")
}

/// Look there next; a reload repeats nothing.
pub fn see(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path.to_owned())).finish()
}

/// Day and minute, in universal time, in a form that all languages read.
pub fn moment(unix_seconds: i64) -> String {
    let day = Day::from_unix_seconds(unix_seconds);
    let second = unix_seconds.rem_euclid(86_400);
    format!("{:04}-{:02}-{:02} {:02}:{:02}", day.year(), day.month(), day.day(), second / 3_600, second / 60 % 60)
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalPage<'a> {
    shell: Shell,
    status: u16,
    title: String,
    said: String,
    /// The one way on.
    back: String,
    back_words: String,
    request_id: Option<&'a str>,
}

/// The page of a refusal. It knows nobody, but for the language they read: what is refused may be that.
pub fn refusal(request: &HttpRequest, problem: &Problem, request_id: &str) -> String {
    let mut shell = Shell::around(request, caller::preferred(request));
    shell.here = came_from(request);
    let (back, back_words) = way_on(request, problem, &shell);
    let page = RefusalPage {
        said: problem.said(shell.texts),
        back,
        back_words,
        status: problem.status,
        title: if problem.status == 401 { shell.say("log-in-title") } else { shell.say("refusal-title") }.into_owned(),
        request_id: (problem.status >= 500).then_some(request_id),
        shell,
    };
    page.render().unwrap_or_default()
}

/// The page to be at again: the one that was asked for; of a form, the one that it stands on.
fn came_from(request: &HttpRequest) -> String {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return here(request);
    }
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own = desk(request).origins.iter().find_map(|origin| referer.strip_prefix(origin.as_str()));
    own.filter(|path| is_own_path(path)).unwrap_or("/").to_owned()
}

/// From a refusal on: logged in and back again; back to the form; to the handover, which can be seen where a step cannot.
fn way_on(request: &HttpRequest, problem: &Problem, shell: &Shell) -> (String, String) {
    let here = shell.here.as_str();
    let is_form = *request.method() == Method::POST;
    let handover = request.path().strip_prefix("/handovers/").and_then(|rest| rest.split_once('/'));
    let (path, words) = match handover {
        _ if problem.status == 401 && here != "/" => (format!("/log-in?to={here}"), shell.say("log-in-do")),
        _ if problem.status == 401 => ("/log-in".to_owned(), shell.say("log-in-do")),
        _ if is_form && here != "/" => (here.to_owned(), shell.say("refusal-back")),
        Some((id, _)) if [403, 409].contains(&problem.status) => (format!("/handovers/{id}"), shell.say("look-back")),
        _ => ("/".to_owned(), shell.say("to-the-start")),
    };
    (path, words.into_owned())
}

/// A secret that is shown once.
#[derive(Template)]
#[template(path = "secret.html")]
pub struct SecretPage {
    pub shell: Shell,
    pub title: String,
    pub lead: String,
    pub secret: String,
    pub back: &'static str,
}

/// An id in a path; another text names nothing.
pub fn id_in(path: &str) -> Result<Id, Problem> {
    Id::parse(path).ok_or(Problem::NOT_FOUND)
}

/// `?page=`, counted from 0.
pub fn page_asked(request: &HttpRequest) -> u32 {
    let asked = request.query_string().split('&').find_map(|pair| pair.strip_prefix("page="));
    asked.and_then(|page| page.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        for own in ["/", "/enrol/00ff", "/own", "/handovers?page=2", "/log-in?to=/handovers/new"] {
            assert!(is_own_path(own), "{own}");
        }
        for elsewhere in ["", "//example.org", "/\\example.org", "https://example.org", "/%2fexample.org", "/a\r\nb"] {
            assert!(!is_own_path(elsewhere), "{elsewhere}");
        }
    }
}
