//! One question to a time stamping authority over HTTP (RFC 3161 §3.4).
//!
//! In: an address, a request. Out: the reply's bytes. Never: anything but the request sent, another address followed, more read
//! than a reply can be, waited for longer than was said.

use crate::cli::voice::{Plain, Trouble};
use crate::proof::timestamp::LARGEST;
use std::io::ErrorKind;
use std::time::Duration;
use ureq::http::header::{ACCEPT, CONTENT_TYPE};
use ureq::{Agent, Error};

const QUERY: &str = "application/timestamp-query";
const REPLY: &str = "application/timestamp-reply";

/// An address as it was typed, before anything is said of it: one that holds a password would be told with it.
///
/// # Errors
/// Another scheme than HTTP's, or a name and password.
pub fn address(url: &str) -> Result<&str, Trouble> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(Trouble::could_not(
            "what follows --tsa is no address of an authority. It begins with http:// or https://.",
        ));
    }
    if rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')) {
        return Err(Trouble::could_not(
            "the address after --tsa holds a name or a password. Give it without; an authority that asks for one is asked elsewhere, with --request and --reply.",
        ));
    }
    Ok(url)
}

pub fn ask(url: &str, request: &[u8], wait: Duration) -> Result<Vec<u8>, Trouble> {
    // A reply that came by another address would be checked all the same; but who gets the question was said.
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(wait))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent("handover")
        .build()
        .into();
    let sent = agent.post(url).header(CONTENT_TYPE, QUERY).header(ACCEPT, REPLY).send(request);
    let mut answer = sent.map_err(|error| unreached(url, &error))?;
    if !answer.status().is_success() {
        return Err(trouble(url, format_args!("answers with status {}", answer.status().as_u16())));
    }
    if answer.body().mime_type().is_none_or(|kind| !kind.eq_ignore_ascii_case(REPLY)) {
        return Err(trouble(url, format_args!("answers with something else than a time stamp")));
    }
    let body = answer.body_mut().with_config().limit(LARGEST as u64).read_to_vec();
    body.map_err(|error| unreached(url, &error))
}

const TLS: &str = "has a certificate that does not hold, or does not speak TLS";

fn unreachable(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable)
}

fn unreached(url: &str, error: &Error) -> Trouble {
    let why = match error {
        Error::BadUri(_) | Error::Http(_) => "is no address that can be asked",
        Error::Timeout(_) => "did not answer in time",
        Error::HostNotFound => "is not found under this name",
        Error::ConnectionFailed => "cannot be reached",
        Error::Io(error) if unreachable(error.kind()) => "cannot be reached",
        Error::Io(error) if error.kind() == ErrorKind::InvalidData => TLS,
        Error::BodyExceedsLimit(_) => "answers with more than a time stamp can be",
        Error::Tls(_) | Error::Rustls(_) => TLS,
        Error::InvalidProxyUrl => "is to be reached by a proxy whose address is wrong",
        _ => "ended the connection early, or does not speak HTTP",
    };
    trouble(url, format_args!("{why}"))
}

fn trouble(url: &str, why: std::fmt::Arguments<'_>) -> Trouble {
    Trouble::could_not(format_args!(
        "{} {why}. The dossier is as it was; look at the address, or ask from elsewhere with --request and --reply.",
        Plain(url)
    ))
}
