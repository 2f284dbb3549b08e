//! The whole map: what is asked, who may, who answers. One screen; tests are generated from it.

use super::api;
use super::open::{alone, assets, page, programs as answers};
use super::pages::path::{columns, cover, destruction, downloads, exports, hub, looking, packing, release};
use super::pages::{accounts, audit, door, enrolment, handovers, language, own};
use super::problem::Problem;
use super::{form, operators, still};
use crate::store::Role::{self, Administrator, Approver, Auditor, Uploader};
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Resource, Responder, Route, web};

const ANYBODY: &[Role] = &[];
const MAKERS: &[Role] = &[Uploader];
const WORKERS: &[Role] = &[Uploader, Approver];
const FOLLOWERS: &[Role] = &[Uploader, Approver, Auditor];
const STAFF: &[Role] = &[Uploader, Approver, Auditor, Administrator];

pub fn ways() -> Vec<Way> {
    pages().into_iter().chain(programs()).collect()
}

/// For programs.
fn programs() -> Vec<Way> {
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    vec![
        way(&get, "/api/v1/accounts", &[Administrator], api::accounts::list),
        way(&post, "/api/v1/accounts", &[Administrator], api::accounts::make),
        way(&get, "/api/v1/accounts/{id}", &[Administrator], api::accounts::one),
        way(&delete, "/api/v1/accounts/{id}", &[Administrator], api::accounts::remove),
        way(&post, "/api/v1/accounts/{id}/link", &[Administrator], api::accounts::link),
        way(&get, "/api/v1/handovers", &[Uploader, Approver, Auditor], api::handovers::list),
        way(&post, "/api/v1/handovers", &[Uploader], api::handovers::make),
        way(&get, "/api/v1/handovers/{id}", &[Uploader, Approver, Auditor], api::one::show),
        way(&Method::PUT, "/api/v1/handovers/{id}", &[Uploader], api::handovers::rewrite),
        way(&delete, "/api/v1/handovers/{id}", &[Uploader], api::handovers::destroy),
        way(&post, "/api/v1/handovers/{id}/approval", &[Uploader, Approver], api::packing::approve),
        way(&Method::PUT, "/api/v1/handovers/{id}/columns", &[Uploader], api::preview::decide),
        way(&get, "/api/v1/handovers/{id}/dossier", &[Uploader, Approver], api::downloads::dossier),
        way(&get, "/api/v1/handovers/{id}/events", &[Uploader, Approver, Auditor], api::packing::events),
        way(&post, "/api/v1/handovers/{id}/exports", &[Uploader], api::exports::add),
        way(&delete, "/api/v1/handovers/{id}/exports/{export}", &[Uploader], api::exports::remove),
        way(&post, "/api/v1/handovers/{id}/pack", &[Uploader], api::packing::pack),
        way(&get, "/api/v1/handovers/{id}/preview", &[Uploader, Approver], api::preview::show),
        way(&get, "/api/v1/handovers/{id}/slip", &[Uploader, Approver], api::downloads::slip),
        way(&get, "/api/v1/handovers/{id}/vault", &[Uploader, Approver], api::downloads::vault),
        way(&delete, "/api/v1/handovers/{id}/vault", &[Uploader, Approver], api::downloads::vault_is_kept),
        way(&post, "/api/v1/handovers/{id}/withdrawal", &[Approver], api::handovers::withdraw),
        way(&get, "/api/v1/openapi.json", ANYBODY, api::openapi::show),
        way(&get, "/api/v1/seals/{hash}", ANYBODY, answers::seal),
        way(&get, "/api/v1/tokens", STAFF, api::tokens::list),
        way(&post, "/api/v1/tokens", STAFF, api::tokens::make),
        way(&delete, "/api/v1/tokens/{id}", STAFF, api::tokens::end),
        way(&Method::OPTIONS, "/api/v1/uploads", ANYBODY, api::uploads::spoken),
        way(&post, "/api/v1/uploads", &[Uploader], api::uploads::begin),
        way(&Method::HEAD, "/api/v1/uploads/{id}", &[Uploader], api::uploads::stands),
        way(&Method::PATCH, "/api/v1/uploads/{id}", &[Uploader], api::uploads::go_on),
        way(&delete, "/api/v1/uploads/{id}", &[Uploader], api::uploads::give_up),
        way(&post, "/api/v1/verifications", ANYBODY, answers::verification),
    ]
}

/// For people, and for operators.
fn pages() -> Vec<Way> {
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
        way(&get, "/handovers/new", MAKERS, cover::ask_new),
        way(&post, "/handovers/new", MAKERS, cover::make),
        way(&get, "/handovers/{id}", FOLLOWERS, hub::show),
        way(&get, "/handovers/{id}/approval", WORKERS, release::ask),
        way(&post, "/handovers/{id}/approval", WORKERS, release::approve),
        way(&get, "/handovers/{id}/columns", MAKERS, columns::show),
        way(&post, "/handovers/{id}/columns", MAKERS, columns::decide),
        way(&get, "/handovers/{id}/cover", MAKERS, cover::show),
        way(&post, "/handovers/{id}/cover", MAKERS, cover::mend),
        way(&get, "/handovers/{id}/destruction", MAKERS, destruction::ask),
        way(&post, "/handovers/{id}/destruction", MAKERS, destruction::destroy),
        way(&get, "/handovers/{id}/downloads", WORKERS, downloads::show),
        way(&get, "/handovers/{id}/exports", MAKERS, exports::show),
        way(&post, "/handovers/{id}/exports", MAKERS, exports::send),
        way(&post, "/handovers/{id}/exports/{export}/removal", MAKERS, exports::remove),
        way(&get, "/assets/verify.css", ANYBODY, assets::style),
        way(&get, "/assets/verify/{module}", ANYBODY, assets::module),
        way(&get, "/verify", ANYBODY, page::show),
        way(&post, "/verify", ANYBODY, page::sent),
        way(&get, "/verify/{hash}", ANYBODY, page::cite),
        way(&get, "/verify.html", ANYBODY, alone::show),
        way(&post, "/handovers/{id}/handed-over", WORKERS, downloads::handed_over),
        way(&get, "/handovers/{id}/ledger", FOLLOWERS, looking::ledger),
        way(&get, "/handovers/{id}/pack", WORKERS, packing::show),
        way(&post, "/handovers/{id}/pack", MAKERS, packing::pack),
        way(&get, "/handovers/{id}/preview", WORKERS, looking::preview),
        way(&get, "/handovers/{id}/sending-back", WORKERS, release::ask_back),
        way(&post, "/handovers/{id}/sending-back", WORKERS, release::send_back),
        way(&post, "/handovers/{id}/vault-kept", WORKERS, downloads::vault_is_kept),
        way(&get, "/handovers/{id}/withdrawal", WORKERS, release::ask_withdrawal),
        way(&post, "/handovers/{id}/withdrawal", WORKERS, release::withdraw),
        way(&get, "/health/live", ANYBODY, operators::live),
        way(&get, "/health/ready", ANYBODY, operators::ready),
        way(&get, "/metrics", ANYBODY, operators::metrics),
        way(&get, "/style.css", ANYBODY, still::style),
        way(&get, "/icon.svg", ANYBODY, still::icon),
        way(&get, "/form.js", ANYBODY, still::form),
        way(&get, "/progress.js", ANYBODY, still::progress),
        way(&get, "/upload.js", ANYBODY, still::upload),
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

/// A cover may be long; who fills it in is known before a byte of it is read.
fn with_long_forms(path: &str) -> Resource {
    let resource = web::resource(path);
    if path.starts_with("/handovers/") {
        resource.app_data(web::FormConfig::default().limit(form::LONGEST_COVER))
    } else {
        resource
    }
}

/// Lays the ways of one path into one resource, so that another method is answered 405 with `Allow`.
pub fn lay(config: &mut web::ServiceConfig) {
    let mut resources: Vec<(&str, Resource)> = Vec::new();
    for way in ways() {
        let (path, resource) = match resources.pop_if(|(path, _)| *path == way.path) {
            Some(same) => same,
            None => (way.path, with_long_forms(way.path)),
        };
        resources.push((path, way.routes.into_iter().fold(resource, Resource::route)));
    }
    for (_, resource) in resources {
        config.service(resource);
    }
    config.default_service(web::to(async || Err::<&str, Problem>(Problem::NOT_FOUND)));
}
