//! Files sent by a plain form (multipart): its form token first, then the files, read as they come.
//!
//! In: a body of any length. Out: an encrypted draft, or none. Never: a temporary file; a byte read before the sender is
//! known; a file of who shows no token.

use super::arriving;
use super::caller::{self, Caller, May};
use super::desk::Desk;
use super::form::Fields;
use super::problem::Problem;
use crate::store::BlobDraft;
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use futures_util::{StreamExt as _, TryStreamExt as _};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

/// No form token is longer.
const TOKEN: usize = 128;
/// No name of a file is longer, in characters.
const NAME: usize = 200;

/// A permission, and a form with files that was sent with it.
pub struct Sent<M: May> {
    caller: Caller,
    parts: Multipart,
    may: PhantomData<M>,
}

impl<M: May> Deref for Sent<M> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<M: May> FromRequest for Sent<M> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let caller = caller::permitted::<M>(&request).await?;
            if !is_multipart(&request) {
                let fields = Fields::read(&request, &mut payload).await?;
                caller::shows_form_token(&caller, fields.text("form"))?;
                return Err(Problem::KIND);
            }
            let mut parts = Multipart::new(request.headers(), payload);
            let shown = first_token(&mut parts).await?;
            caller::shows_form_token(&caller, &shown)?;
            Ok(Sent { caller, parts, may: PhantomData })
        })
    }
}

impl<M: May> Sent<M> {
    /// The next file and its name; fields that are none are passed over, and a file that was not chosen.
    pub async fn next_file(&mut self) -> Result<Option<(String, Field)>, Problem> {
        while let Some(field) = self.parts.next().await {
            let field = field.map_err(|error| of_form(&error))?;
            let name = field.content_disposition().and_then(|said| said.get_filename());
            if let Some(name) = name.map(plain_name).filter(|name| !name.is_empty()) {
                return Ok(Some((name, field)));
            }
        }
        Ok(None)
    }
}

fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.get(..20).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/form-data;"))
}

async fn first_token(parts: &mut Multipart) -> Result<String, Problem> {
    let Some(field) = parts.next().await else { return Err(Problem::FOREIGN) };
    let mut field = field.map_err(|error| of_form(&error))?;
    if field.name() != Some("form") {
        return Err(Problem::FOREIGN);
    }
    let mut shown = Vec::new();
    while let Some(bytes) = field.next().await {
        shown.extend_from_slice(&bytes.map_err(|error| of_form(&error))?);
        if shown.len() > TOKEN {
            return Err(Problem::FOREIGN);
        }
    }
    String::from_utf8(shown).map_err(|_| Problem::FOREIGN)
}

/// A name without the folders that some browsers send along, in one line.
fn plain_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    name.trim().chars().filter(|c| !c.is_control()).take(NAME).collect()
}

/// Streams a file into an encrypted draft.
///
/// # Errors
/// More bytes than the service takes; a body that is too slow; a full disk.
pub async fn draft_of(field: Field, desk: &Desk) -> Result<BlobDraft, Problem> {
    let (store, most) = (Arc::clone(&desk.store), desk.settings.max_upload_bytes);
    arriving::written(field.map_err(of_field), most, move |arriving| arriving.into_draft(&store)).await
}

/// A form that ends too early is a body that does.
pub fn of_field(error: MultipartError) -> PayloadError {
    match error {
        MultipartError::Payload(error) => error,
        _ => PayloadError::Incomplete(None),
    }
}

pub fn of_form(error: &MultipartError) -> Problem {
    match error {
        MultipartError::ContentTypeIncompatible => Problem::KIND,
        MultipartError::Payload(PayloadError::Io(_)) => Problem::SLOW,
        _ => Problem::BAD_REQUEST,
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_is_one_line_without_folders() {
        assert_eq!(plain_name("C:\\Users\\zoe\\list\u{0}.csv\r\n"), "list.csv");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name(&"é".repeat(300)).chars().count(), 200);
    }
}
