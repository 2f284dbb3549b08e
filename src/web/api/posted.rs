//! JSON that is sent: who may not send it is told so before a byte of it is waited for.
//!
//! Never: what was sent, or serde's message, which may quote it, in an answer.

use super::super::arriving::Cut;
use super::super::caller::{self, Caller, May};
use super::super::problem::Problem;
use crate::jcs;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::ops::Deref;

/// What may be sent, and how long it may be.
pub trait Postable: DeserializeOwned + 'static {
    const MOST_BYTES: usize = 64 << 10;
}

/// A permission, and the JSON object that was sent with it.
pub struct Posted<M: May, T> {
    caller: Caller,
    pub json: T,
    may: PhantomData<M>,
}

impl<M: May, T> Deref for Posted<M, T> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<M: May, T: Postable> FromRequest for Posted<M, T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let caller = caller::permitted_with_token::<M>(&request).await?;
            if !is_json(&request) {
                return Err(Problem::KIND);
            }
            let bytes = whole(payload, T::MOST_BYTES).await?;
            if !jcs::has_few_values(&bytes) {
                return Err(Problem::MEMBERS);
            }
            let json = serde_json::from_slice(&bytes).map_err(|error| match error.classify() {
                Category::Data => Problem::MEMBERS,
                _ => Problem::JSON,
            })?;
            Ok(Posted { caller, json, may: PhantomData })
        })
    }
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

async fn whole(mut payload: Payload, most: usize) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|error| match error {
            PayloadError::Io(error) if error.kind() == ErrorKind::TimedOut => Problem::SLOW,
            _ => Cut::Broken.into(),
        })?;
        if bytes.len() + piece.len() > most {
            return Err(Problem::TOO_LARGE);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
