//! The page at /verify: the file is checked on the device where a script may run; without one, a form sends it. Every hash has
//! an address of its own that can be cited.

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
use std::time::Duration;

const PAGE: &str = include_str!("../../../config/web/verify.html");

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

/// The page with its words and five slots: `{{ KEY }}` is a message, escaped.
fn page(status: u16, words: &Words, desk: &Desk, answer: &str, wrong: &str) -> HttpResponse {
    let mut html = String::with_capacity(PAGE.len() + 32_768);
    for (n, part) in PAGE.split("{{ ").enumerate() {
        let Some((key, rest)) = part.split_once(" }}").filter(|_| n > 0) else {
            html.push_str(part);
            continue;
        };
        match key {
            "lang" => html.push_str(words.code),
            "languages" => html.push_str(&languages(words)),
            "answer" => html.push_str(answer),
            "texts" => html.push_str(&words.as_json()),
            "house" => html.push_str(&escaped(&desk.settings.organisation)),
            "wrong" => html.push_str(&escaped(wrong)),
            key => html.push_str(&escaped(words.word(key))),
        }
        html.push_str(rest);
    }
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

fn escaped(text: &str) -> String {
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
            let slot = ["lang", "languages", "answer", "texts", "house", "wrong"].contains(&key);
            assert!(slot || words.word(key) != key, "{key}");
        }
    }
}
