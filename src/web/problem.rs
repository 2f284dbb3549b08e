//! The one outward map of errors: what the service answers when it does not do what was asked.
//!
//! For programs `application/problem+json` (RFC 9457) with a stable code; for people a page in their language. Two sentences.
//! Never: a library's message, a cell, a path of this machine; a sentence of a refusal in a log, for it may name a file.

use super::caller;
use super::headers::JSON_PROBLEM;
use super::pages;
use super::texts::{self, Texts};
use crate::handover::HandoverError;
use crate::said::Said;
use crate::store::StoreError;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use std::fmt;

/// A refusal: its status, and a code that scripts may rely on. `problem-CODE` in the texts has its sentences.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    pub status: u16,
    pub code: &'static str,
    /// Seconds until it is worth asking again.
    pub after: Option<u64>,
    /// Where an upload stands (tus: `Upload-Offset`).
    pub offset: Option<u64>,
    /// A message of its own: it may name a file, a row and a column, to staff.
    told: Option<Said>,
}

impl Problem {
    pub const BAD_REQUEST: Problem = Problem::new(400, "bad-request");
    pub const LOG_IN: Problem = Problem::new(401, "log-in");
    pub const REFUSED: Problem = Problem::new(401, "refused");
    pub const FORBIDDEN: Problem = Problem::new(403, "forbidden");
    pub const FOREIGN: Problem = Problem::new(403, "foreign");
    pub const NOT_FOUND: Problem = Problem::new(404, "not-found");
    pub const JSON: Problem = Problem::new(400, "json");
    pub const MEMBERS: Problem = Problem::new(422, "members");
    pub const METHOD: Problem = Problem::new(405, "method");
    pub const SLOW: Problem = Problem::new(408, "slow");
    pub const STATE: Problem = Problem::new(409, "state");
    pub const LINK_OVER: Problem = Problem::new(410, "link-over");
    pub const LENGTH: Problem = Problem::new(411, "length");
    pub const CONDITION: Problem = Problem::new(412, "condition");
    pub const TOO_LARGE: Problem = Problem::new(413, "too-large");
    pub const KIND: Problem = Problem::new(415, "kind");
    pub const RANGE: Problem = Problem::new(416, "range");
    pub const UNREADABLE: Problem = Problem::new(422, "unreadable");
    pub const TOO_MANY: Problem = Problem::new(429, "too-many");
    pub const FAULT: Problem = Problem::new(500, "fault");
    pub const NOT_READY: Problem = Problem::new(503, "not-ready");

    pub const fn new(status: u16, code: &'static str) -> Problem {
        Problem { status, code, after: None, offset: None, told: None }
    }

    pub fn after(self, seconds: u64) -> Problem {
        Problem { after: Some(seconds), ..self }
    }

    /// What stopped a look or a pack; a fault of ours keeps its words to itself.
    pub fn stopped(code: &'static str, said: Said) -> Problem {
        match status_of(code) {
            500 => {
                tracing::error!(code, "the work on a handover failed");
                Problem::FAULT
            }
            507 => StoreError::Full.into(),
            status => Problem { told: Some(said), ..Problem::new(status, code) },
        }
    }

    /// Is it a refusal of the work itself, to be mended by who asked for it?
    pub fn is_of_work(&self) -> bool {
        self.told.is_some()
    }

    /// The two sentences, in a language.
    pub fn said(&self, texts: &Texts) -> String {
        match &self.told {
            Some(said) => texts.told(said),
            None => texts.say(&format!("problem-{}", self.code)).into_owned(),
        }
    }

    fn of_status(status: StatusCode) -> Problem {
        match status.as_u16() {
            404 => Problem::NOT_FOUND,
            405 => Problem::METHOD,
            408 => Problem::SLOW,
            411 => Problem::LENGTH,
            412 => Problem::CONDITION,
            413 => Problem::TOO_LARGE,
            415 => Problem::KIND,
            416 => Problem::RANGE,
            422 => Problem::UNREADABLE,
            400..=499 => Problem { status: status.as_u16(), ..Problem::BAD_REQUEST },
            _ => Problem::FAULT,
        }
    }
}

/// What a log may show of it.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Without a body: `outward` gives it the one that its asker reads.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match error {
            StoreError::Full => Problem::new(507, "full"),
            StoreError::NotFound => Problem::NOT_FOUND,
            StoreError::State(_) => Problem::STATE,
            StoreError::FourEyes => Problem::new(403, "four-eyes"),
            StoreError::OtherHash => Problem::new(409, "other-hash"),
            StoreError::Offset { at } => Problem { offset: Some(at), ..Problem::new(409, "offset") },
            StoreError::TooLong => Problem::TOO_LARGE,
            StoreError::UploadBusy => Problem::new(423, "upload-busy"),
            StoreError::Incomplete => Problem::new(409, "incomplete"),
            StoreError::NameRefused => Problem::new(422, "name-refused"),
            StoreError::NameTaken => Problem::new(409, "name-taken"),
            StoreError::Password => Problem::new(422, "password"),
            StoreError::Code => Problem::new(422, "code"),
            StoreError::LinkOver => Problem::LINK_OVER,
            StoreError::LastAdministrator => Problem::new(409, "last-administrator"),
            // What the operator must mend is told to the operator.
            other => {
                tracing::error!(error = %other, "the store failed");
                Problem::FAULT
            }
        }
    }
}

impl From<HandoverError> for Problem {
    fn from(error: HandoverError) -> Problem {
        match error {
            HandoverError::Store(error) => error.into(),
            error => Problem::stopped(error.code(), error.said()),
        }
    }
}

/// The status of a refusal that staff can mend; a fault of ours is 500.
fn status_of(code: &str) -> u16 {
    match code {
        "same-file" | "no-export" | "no-custodian" | "unsure" => 409,
        "kind" => 415,
        "full" => 507,
        "fault" | "paper" => 500,
        _ => 422,
    }
}

impl From<actix_web::error::BlockingError> for Problem {
    fn from(_: actix_web::error::BlockingError) -> Problem {
        Problem::FAULT
    }
}

/// Does this asker read JSON rather than a page?
fn is_program(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    request.path().starts_with("/api/") || !accepts.contains("text/html")
}

/// Gives every refusal its body, wherever it was made; headers that it has (`Allow`) stay.
pub fn outward<B: MessageBody + 'static>(answer: ServiceResponse<B>, request_id: &str) -> ServiceResponse<BoxBody> {
    let status = answer.status();
    let answer = answer.map_into_boxed_body();
    let problem = answer.response().error().and_then(|error| error.as_error::<Problem>().cloned());
    let wants_body = status.as_u16() >= 400 && answer.response().headers().get(header::CONTENT_TYPE).is_none();
    let bare_error = answer.response().error().is_some() && status.as_u16() >= 400;
    if !wants_body && !bare_error {
        return answer;
    }
    let problem = problem.unwrap_or_else(|| Problem::of_status(status));
    let (request, mut response) = answer.into_parts();
    response.headers_mut().remove(header::CONTENT_TYPE);
    if let Some(seconds) = problem.after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(at) = problem.offset {
        response.headers_mut().insert(header::HeaderName::from_static("upload-offset"), HeaderValue::from(at));
    }
    if status.as_u16() == 401 && is_program(&request) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let (kind, body) = if is_program(&request) {
        (JSON_PROBLEM, as_json(&problem, request_id, pages::language_of(&request, caller::preferred(&request))))
    } else {
        ("text/html; charset=utf-8", pages::refusal(&request, &problem, request_id))
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let response = response.set_body(BoxBody::new(body));
    ServiceResponse::new(request, response)
}

/// Programs read English; a page's script shows what its reader reads.
fn as_json(problem: &Problem, request_id: &str, reader: &Texts) -> String {
    let detail = problem.said(texts::english());
    let title = detail.split_inclusive(". ").next().unwrap_or(&detail).trim_end_matches(['.', ' ']);
    serde_json::json!({
        "type": format!("urn:handover:problem:{}", problem.code),
        "title": title,
        "status": problem.status,
        "detail": detail,
        "said": problem.said(reader),
        "code": problem.code,
        "request": request_id,
    })
    .to_string()
}
