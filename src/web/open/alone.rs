//! The verifier as one file, at /verify.html: byte for byte what is published, so that anyone can compare it and host it.
//!
//! In: `config/web/verify-alone.html`, which the test in `built` makes from the page and its modules. Out: its bytes, their
//! SHA-256. Never: a word of this service in it; a header that lets it do more than it lets itself.

#[cfg(test)]
mod built;

use crate::proof::digest::{hex, sha256};
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, HttpResponse};
use std::sync::LazyLock;

const ALONE: &str = include_str!("../../../config/web/verify-alone.html");
const POLICY_BEGINS: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// Of the file, in hex.
pub static SHA256: LazyLock<String> = LazyLock::new(|| hex(&sha256(ALONE.as_bytes())));

/// What the file says for itself, and what only a header can say: a browser holds both.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let own = ALONE.split_once(POLICY_BEGINS).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(own, _)| own);
    format!("{own}; frame-ancestors 'none'")
});

pub async fn show(request: HttpRequest) -> HttpResponse {
    let etag = format!("\"{}\"", *SHA256);
    let held = request.headers().get(header::IF_NONE_MATCH).is_some_and(|held| held.as_bytes() == etag.as_bytes());
    let mut answer = if held { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((HeaderName::from_static("content-security-policy"), POLICY.as_str()));
    if held {
        return answer.finish();
    }
    answer.insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8")).body(ALONE)
}
