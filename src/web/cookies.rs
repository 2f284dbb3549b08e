//! The three cookies: a session's, a visit's before it, and the language's.

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderValue};

/// Where there is TLS, the name itself binds the cookie to this host and path.
pub fn session(has_tls: bool) -> String {
    named("handover", has_tls)
}

/// Of who has not logged in: it binds the log-in form to the browser that was given it.
pub fn visit(has_tls: bool) -> String {
    named("handover-visit", has_tls)
}

pub const LANGUAGE: &str = "handover-language";
const YEAR: u32 = 365 * 24 * 3_600;

fn named(name: &str, has_tls: bool) -> String {
    if has_tls { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie; the first where a browser sends two.
pub fn of(request: &HttpRequest, name: &str) -> Option<String> {
    let lines = request.headers().get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value.to_owned()).filter(|value| !value.is_empty())
}

/// A secret that lasts as long as the browser's window; the store ends it sooner.
pub fn secret(name: &str, value: &str, has_tls: bool) -> HeaderValue {
    line(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{}", secure(has_tls)))
}

/// Ends a cookie.
pub fn gone(name: &str, has_tls: bool) -> HeaderValue {
    line(&format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{}", secure(has_tls)))
}

pub fn language(code: &str, has_tls: bool) -> HeaderValue {
    line(&format!("{LANGUAGE}={code}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR}{}", secure(has_tls)))
}

fn secure(has_tls: bool) -> &'static str {
    if has_tls { "; Secure" } else { "" }
}

fn line(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("names, hex digits and attributes are plain ASCII")
}
