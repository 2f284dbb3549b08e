//! Filled-in forms: small, and read whole. Before log-in they are bound to the visit, after it to the session.

use super::caller::{is_token, visit_token};
use super::cookies;
use super::desk::Desk;
use super::problem::Problem;
use actix_web::dev::Payload;
use actix_web::error::{PayloadError, UrlencodedError};
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

/// No form of ours is longer, but for those of the path: a cover brings the petition's text.
pub const LONGEST: usize = 16 << 10;
pub const LONGEST_COVER: usize = 1 << 20;

/// Names and values as they were sent.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// # Errors
    /// A body that is too slow, too long or no form.
    pub async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Fields, Problem> {
        let form = web::Form::<Vec<(String, String)>>::from_request(request, payload).await;
        match form {
            Ok(form) => Ok(Fields(form.into_inner())),
            Err(error) => Err(error.as_error::<UrlencodedError>().map_or(Problem::BAD_REQUEST, why)),
        }
    }

    #[cfg(test)]
    pub fn of(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// The first of that name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }
}

fn why(error: &UrlencodedError) -> Problem {
    match error {
        UrlencodedError::Overflow { .. } | UrlencodedError::Payload(PayloadError::Overflow) => Problem::TOO_LARGE,
        UrlencodedError::ContentType => Problem::KIND,
        UrlencodedError::Payload(PayloadError::Io(_)) => Problem::SLOW,
        _ => Problem::BAD_REQUEST,
    }
}

/// A form that was filled in by somebody who has not logged in.
pub struct VisitorForm(pub Fields);

impl FromRequest for VisitorForm {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let desk = request.app_data::<web::Data<Desk>>().expect("the desk is given to every application");
            let visit = cookies::of(&request, &cookies::visit(desk.has_tls)).ok_or(Problem::FOREIGN)?;
            let fields = Fields::read(&request, &mut payload).await?;
            if is_token(fields.text("form"), &visit_token(&visit)) {
                Ok(VisitorForm(fields))
            } else {
                Err(Problem::FOREIGN)
            }
        })
    }
}
