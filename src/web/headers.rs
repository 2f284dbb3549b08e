//! What every answer carries: what a browser may do with it, and that it keeps nothing.

use actix_web::http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};

pub const JSON_PROBLEM: &str = "application/problem+json";

/// No inline script or style, nothing from elsewhere, framed by nobody; scripts only through Trusted Types.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
                      trusted-types 'none'";

/// The same for the page at which anyone verifies: its worker's address passes one policy of Trusted Types.
pub const VERIFY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                                 connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                                 require-trusted-types-for 'script'; trusted-types handover-verify";

const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    // Not `no-referrer`: with it browsers send forms with `Origin: null`, as from nowhere.
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Two years, as the lists of browsers want it.
const TLS_ONLY: &str = "max-age=63072000";

/// Puts them there; what an answer says for itself stays.
pub fn put(headers: &mut HeaderMap, request_id: &str, has_tls: bool) {
    for (name, value) in ALWAYS {
        put_if_absent(headers, HeaderName::from_static(name), value);
    }
    put_if_absent(headers, CACHE_CONTROL, "no-store");
    if has_tls {
        put_if_absent(headers, HeaderName::from_static("strict-transport-security"), TLS_ONLY);
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

fn put_if_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
