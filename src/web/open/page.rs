//! The page at /verify: the file is checked on the device where a script may run; without one, a form sends it. Every hash has
//! an address of its own that can be cited.

use super::alone;
use super::answer::Answer;
use super::check::{check, turn};
use super::pasted::hash_in;
use super::words::{self, Words};
use crate::proof::digest::{hex, unhex32};
use crate::web::desk::Desk;
use crate::web::headers::VERIFY_POLICY;
use crate::web::pages::language_of;
use crate::web::problem::Problem;
use crate::web::sent::{of_field, of_form};
use crate::web::texts;
use actix_multipart::Multipart;
use actix_web::http::header::{self, HeaderName};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template as _;
use futures_util::TryStreamExt as _;
use serde::Deserialize;
use std::sync::LazyLock;
use std::time::Duration;

/// The page in both its forms; `<!-- served -->` and `<!-- alone -->` stand around what only one of them has.
pub(super) const PAGE: &str = include_str!("../../../config/web/verify.html");

static SERVED: LazyLock<String> = LazyLock::new(|| form_of(PAGE, "served", "alone"));

/// One form: its own marks go, and the other's with all between them.
pub(super) fn form_of(page: &str, own: &str, other: &str) -> String {
    let (begin, end) = (format!("<!-- {other} -->\n"), format!("<!-- /{other} -->\n"));
    let mut parts = page.split(begin.as_str());
    let first = parts.next().unwrap_or_default().to_owned();
    let kept = parts.fold(first, |kept, part| kept + part.split_once(end.as_str()).map_or("", |(_, rest)| rest));
    kept.replace(&format!("<!-- {own} -->\n"), "").replace(&format!("<!-- /{own} -->\n"), "")
}

/// A page with its slots: what stands in `{{ KEY }}` is written by `slot`, which sees what stands before it.
pub(super) fn filled(page: &str, mut slot: impl FnMut(&mut String, &str)) -> String {
    let mut html = String::with_capacity(page.len() + 65_536);
    for (n, part) in page.split("{{ ").enumerate() {
        match part.split_once(" }}").filter(|_| n > 0) {
            None => html.push_str(part),
            Some((key, rest)) => {
                slot(&mut html, key);
                html.push_str(rest);
            }
        }
    }
    html
}

/// What an address may ask.
#[derive(Deserialize)]
pub struct Asked {
    hash: Option<String>,
    lang: Option<String>,
}

impl Asked {
    fn words(&self, request: &HttpRequest) -> &'static Words {
        let asked = self.lang.as_deref().and_then(texts::of);
        words::of(asked.unwrap_or_else(|| language_of(request, None)))
    }
}

/// The page; or, of a pasted hash, the way to its address.
pub async fn show(request: HttpRequest, asked: Query<Asked>, desk: Data<Desk>) -> HttpResponse {
    let words = asked.words(&request);
    match asked.hash.as_deref().map(hash_in) {
        None => page(200, words, &desk, "", ""),
        Some(None) => page(400, words, &desk, "", words.word("verify-hash-wrong")),
        Some(Some(hash)) => {
            let lang = asked.lang.as_deref().and_then(texts::of).map_or("", |texts| texts.code);
            let query = if lang.is_empty() { String::new() } else { format!("?lang={lang}") };
            crate::web::pages::see(&format!("/verify/{}{query}", hex(&hash)))
        }
    }
}

/// The address of a hash: what this service says of it.
pub async fn cite(
    request: HttpRequest,
    hash: Path<String>,
    asked: Query<Asked>,
    desk: Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let hash = unhex32(&hash).ok_or(Problem::NOT_FOUND)?;
    let seal = desk.ask(move |store| store.seal_of(&hash)).await?;
    let words = asked.words(&request);
    let answer = Answer::of_hash(words, &desk.address, &hash, seal).render().map_err(|_| Problem::FAULT)?;
    Ok(page(200, words, &desk, &answer, ""))
}

/// A dossier that the form without script sent.
pub async fn sent(
    request: HttpRequest,
    mut form: Multipart,
    asked: Query<Asked>,
    desk: Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let turn = turn(&request, &desk)?;
    // What stands before the first part says nothing, and could be without end while the turn is held.
    let first = tokio::time::timeout(Duration::from_secs(desk.settings.head_seconds), form.try_next());
    let field = first
        .await
        .map_err(|_| Problem::SLOW)?
        .map_err(|error| of_form(&error))?
        .filter(|field| field.name() == Some("dossier"))
        .ok_or(Problem::UNREADABLE)?;
    let checked = check(field.map_err(of_field), &desk, &turn).await?;
    let seal = match checked.report.as_ref().and_then(|report| report.integrity) {
        Some(integrity) => desk.ask(move |store| store.seal_of(&integrity)).await?,
        None => None,
    };
    let words = asked.words(&request);
    let answer = Answer::of_checked(words, &desk.address, &checked, seal).render().map_err(|_| Problem::FAULT)?;
    Ok(page(200, words, &desk, &answer, ""))
}

/// The page as a service serves it.
fn page(status: u16, words: &Words, desk: &Desk, answer: &str, wrong: &str) -> HttpResponse {
    let html = filled(&SERVED, |html, key| match key {
        "lang" => html.push_str(words.code),
        "languages" => html.push_str(&languages(words)),
        "answer" => html.push_str(answer),
        "texts" => html.push_str(&words.as_json()),
        "house" => html.push_str(&escaped(&desk.settings.organisation)),
        "wrong" => html.push_str(&escaped(wrong)),
        "alone-sha256" => html.push_str(&alone::SHA256),
        key => html.push_str(&escaped(words.word(key))),
    });
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((HeaderName::from_static("content-security-policy"), VERIFY_POLICY))
        .body(html)
}

/// Every language, as links of this page.
fn languages(words: &Words) -> String {
    let link = |texts: &texts::Texts| {
        let here = if texts.code == words.code { " aria-current=\"true\"" } else { "" };
        let code = texts.code;
        format!("<li><a href=\"?lang={code}\" lang=\"{code}\" hreflang=\"{code}\"{here}>{}</a></li>", texts.name)
    };
    format!("<ul>{}</ul>", texts::all().iter().map(link).collect::<String>())
}

pub(super) fn escaped(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html).map(|text| text.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PAGE, words};
    use crate::web::texts;

    #[test]
    fn every_place_of_the_page_has_its_word() {
        let words = words::of(texts::english());
        let keys = PAGE.split("{{ ").skip(1).filter_map(|part| part.split_once(" }}").map(|(key, _)| key));
        for key in keys {
            let slot = ["lang", "languages", "answer", "texts", "house", "wrong", "alone-sha256", "needs-script"]
                .contains(&key)
                || ["policy", "style", "worker", "script"].contains(&key);
            assert!(slot || words.word(key) != key, "{key}");
        }
    }
}
