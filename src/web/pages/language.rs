//! The language of the pages: a link on each of them, and a cookie.

use super::super::cookies;
use super::super::desk::Desk;
use super::super::problem::Problem;
use super::super::texts;
use super::see;
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

/// A plain path of this service: nothing that a browser could take for another place.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::is_own_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert!(is_own_path("/") && is_own_path("/enrol/00ff") && is_own_path("/own"));
        for elsewhere in ["", "//example.org", "/\\example.org", "https://example.org", "/%2fexample.org", "/a\r\nb"] {
            assert!(!is_own_path(elsewhere), "{elsewhere}");
        }
    }
}
