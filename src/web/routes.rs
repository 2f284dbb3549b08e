//! The whole map: what is asked, who may, who answers. One screen; tests are generated from it.

use super::pages::{accounts, audit, door, enrolment, handovers, language, own};
use super::problem::Problem;
use super::{operators, still};
use crate::store::Role::{self, Administrator, Approver, Auditor, Uploader};
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Resource, Responder, Route, web};

const ANYBODY: &[Role] = &[];
const STAFF: &[Role] = &[Uploader, Approver, Auditor, Administrator];

pub fn ways() -> Vec<Way> {
    let (get, post) = (Method::GET, Method::POST);
    vec![
        way(&get, "/", ANYBODY, door::home),
        way(&get, "/log-in", ANYBODY, door::ask),
        way(&post, "/log-in", ANYBODY, door::log_in),
        way(&post, "/log-out", STAFF, door::log_out),
        way(&get, "/enrol/{link}", ANYBODY, enrolment::ask),
        way(&post, "/enrol/{link}", ANYBODY, enrolment::enrol),
        way(&get, "/language/{code}", ANYBODY, language::switch),
        way(&get, "/handovers", &[Uploader, Approver, Auditor], handovers::list),
        way(&get, "/accounts", &[Administrator], accounts::list),
        way(&post, "/accounts", &[Administrator], accounts::add),
        way(&get, "/accounts/{id}", &[Administrator], accounts::one),
        way(&post, "/accounts/{id}/link", &[Administrator], accounts::link),
        way(&post, "/accounts/{id}/removal", &[Administrator], accounts::remove),
        way(&get, "/own", STAFF, own::show),
        way(&post, "/own/sessions/{id}/end", STAFF, own::end_session),
        way(&post, "/own/tokens", STAFF, own::make_token),
        way(&post, "/own/tokens/{id}/end", STAFF, own::end_token),
        way(&get, "/audit", &[Auditor, Administrator], audit::show),
        // Here come the path of a handover (/handovers/…), the interface for programs (/api/v1/…) and /verify.
        way(&get, "/health/live", ANYBODY, operators::live),
        way(&get, "/health/ready", ANYBODY, operators::ready),
        way(&get, "/metrics", ANYBODY, operators::metrics),
        way(&get, "/style.css", ANYBODY, still::style),
        way(&get, "/icon.svg", ANYBODY, still::icon),
    ]
}

/// One way through the service.
pub struct Way {
    pub method: Method,
    pub path: &'static str,
    /// Nobody named: anybody may. The handler's extractor is what holds it.
    pub who: &'static [Role],
    routes: Vec<Route>,
}

/// What can be read can be asked for its head.
fn way<F, A>(method: &Method, path: &'static str, who: &'static [Role], handler: F) -> Way
where
    F: Handler<A>,
    A: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let mut routes = vec![web::method(method.clone()).to(handler.clone())];
    if *method == Method::GET {
        routes.push(web::head().to(handler));
    }
    Way { method: method.clone(), path, who, routes }
}

/// Lays the ways of one path into one resource, so that another method is answered 405 with `Allow`.
pub fn lay(config: &mut web::ServiceConfig) {
    let mut resources: Vec<(&str, Resource)> = Vec::new();
    for way in ways() {
        let (path, resource) = match resources.pop_if(|(path, _)| *path == way.path) {
            Some(same) => same,
            None => (way.path, web::resource(way.path)),
        };
        resources.push((path, way.routes.into_iter().fold(resource, Resource::route)));
    }
    for (_, resource) in resources {
        config.service(resource);
    }
    config.default_service(web::to(async || Err::<&str, Problem>(Problem::NOT_FOUND)));
}
