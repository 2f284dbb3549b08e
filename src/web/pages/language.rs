//! The language of the pages: a link on each of them, and a cookie.

use super::super::cookies;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::super::texts;
use super::{is_own_path, see};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

pub async fn switch(
    code: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let texts = texts::of(&code).ok_or(Problem::NOT_FOUND)?;
    let asked = request.query_string().strip_prefix("to=").unwrap_or("/");
    let mut answer = see(if is_own_path(asked) { asked } else { "/" });
    answer.headers_mut().append(header::SET_COOKIE, cookies::language(texts.code, desk.has_tls));
    Ok(answer)
}
