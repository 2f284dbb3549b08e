//! The description of the interface, OpenAPI 3.1: operations from the handlers, refusals from the map of routes.

use super::super::open::programs;
use super::super::routes::{self, Way};
use super::shapes::ProblemSeen;
use super::{accounts, cover_shapes, downloads, exports, handovers, one, packing, preview, tokens, uploads};
use actix_web::HttpResponse;
use std::sync::LazyLock;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder};
use utoipa::{Modify, OpenApi};

static DESCRIPTION: LazyLock<String> =
    LazyLock::new(|| Description::openapi().to_pretty_json().expect("a description of plain text"));

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "this", responses((status = 200, body = Object)), security(()))]
pub async fn show() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(DESCRIPTION.as_str())
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Handover",
        description = "Petition signature exports into sealed dossiers. Every refusal is `application/problem+json` with a stable `code` and two sentences. A request that changes something under the session's cookie, and not a token, also carries the session's form token in `X-CSRF-Token`."
    ),
    paths(
        accounts::list, accounts::make, accounts::one, accounts::remove, accounts::link,
        downloads::dossier, downloads::slip, downloads::vault, downloads::vault_is_kept,
        exports::add, exports::remove,
        handovers::list, handovers::destroy, handovers::make, handovers::rewrite, handovers::withdraw, one::show,
        packing::pack, packing::events, packing::approve, preview::decide, preview::show,
        show,
        tokens::list, tokens::make, tokens::end,
        uploads::spoken, uploads::begin, uploads::stands, uploads::go_on, uploads::give_up,
        programs::seal, programs::verification,
    ),
    components(schemas(ProblemSeen, cover_shapes::Cover)),
    security(("token" = []), ("session" = [])),
    modifiers(&Proofs, &Refusals)
)]
struct Description;

/// Token and cookie.
struct Proofs;

impl Modify for Proofs {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_default();
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("handover_…");
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
        let cookie =
            ApiKeyValue::with_description("__Host-handover", "Without TLS, on this machine alone: `handover`.");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// Names each operation, and says of each how it can be refused.
struct Refusals;

impl Modify for Refusals {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        for way in routes::ways() {
            let Some(item) = description.paths.paths.get_mut(way.path) else { continue };
            let operation = match way.method.as_str() {
                "GET" => &mut item.get,
                "HEAD" => &mut item.head,
                "POST" => &mut item.post,
                "PUT" => &mut item.put,
                "PATCH" => &mut item.patch,
                "DELETE" => &mut item.delete,
                _ => &mut item.options,
            };
            if let Some(operation) = operation {
                operation.operation_id = Some(name(&way));
                statuses(&way, operation).into_iter().for_each(|(status, why)| refuse(operation, status, why));
            }
        }
    }
}

/// `post-handovers-id-exports`.
fn name(way: &Way) -> String {
    let path = way.path.trim_start_matches("/api/v1").replace(['{', '}'], "").replace('/', "-");
    format!("{}{path}", way.method.as_str().to_lowercase())
}

fn refuse(operation: &mut Operation, status: u16, why: &str) {
    let mut response = ResponseBuilder::new().description(why);
    if operation.operation_id.as_ref().is_none_or(|name| !name.starts_with("head-")) {
        let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemSeen"))).build();
        response = response.content("application/problem+json", body);
    }
    operation.responses.responses.entry(status.to_string()).or_insert_with(|| response.build().into());
}

/// How a way can be refused, from what it is.
fn statuses(way: &Way, operation: &Operation) -> Vec<(u16, &'static str)> {
    let changes = !matches!(way.method.as_str(), "GET" | "HEAD" | "OPTIONS");
    let has_body = operation.request_body.is_some();
    let is_upload = way.path.starts_with("/api/v1/uploads");
    let is_look = way.path.ends_with("/preview");
    let is_download = operation.responses.responses.contains_key("206");
    let rows = [
        (true, 400, "The request is not understood."),
        (!way.who.is_empty(), 401, "Nobody is logged in, or the token is none."),
        (!way.who.is_empty() || changes, 403, "Not this role; a request from elsewhere; four eyes."),
        (way.path.contains('{') || is_upload, 404, "There is no such thing, or it is somebody else's."),
        (has_body, 408, "The body came too slowly."),
        (changes || is_download || is_look || is_upload, 409, "The state of the thing does not allow it."),
        (is_download, 410, "The vault is with its custodian."),
        (has_body, 411, "The request does not say how long it is."),
        (is_upload || is_download, 412, "Another version of the protocol, or of the file."),
        (has_body || is_upload, 413, "Larger than is taken."),
        (has_body || is_look || is_upload, 415, "Another kind of content than belongs here."),
        (is_download, 416, "The file has no such bytes."),
        (has_body || is_upload || is_look, 422, "It can be read, and cannot be done."),
        (is_upload, 423, "Another connection writes this upload."),
        (true, 429, "Too many requests; `Retry-After` says how long to wait."),
        (true, 500, "Something went wrong in the service."),
        (changes || is_look || is_upload, 507, "The disk is full."),
    ];
    rows.into_iter().filter(|(applies, ..)| *applies).map(|(_, status, why)| (status, why)).collect()
}

#[cfg(test)]
mod tests {
    use super::{DESCRIPTION, routes};
    use std::collections::BTreeSet;

    #[test]
    fn every_way_is_described_and_nothing_else() {
        let ways = routes::ways();
        let ways: BTreeSet<(String, String)> = ways
            .iter()
            .filter(|way| way.path.starts_with("/api/"))
            .map(|way| (way.path.to_owned(), way.method.as_str().to_lowercase()))
            .collect();
        let described: serde_json::Value = serde_json::from_str(&DESCRIPTION).expect("JSON");
        let paths = described["paths"].as_object().expect("paths").iter();
        let told: BTreeSet<(String, String)> = paths
            .flat_map(|(path, item)| {
                item.as_object().expect("an item").keys().map(|method| (path.clone(), method.clone()))
            })
            .collect();
        assert_eq!(told, ways);
        assert_eq!(described["openapi"], "3.1.0");
    }

    #[test]
    fn who_must_log_in_is_told_so_and_nobody_else() {
        let described: serde_json::Value = serde_json::from_str(&DESCRIPTION).expect("JSON");
        for way in routes::ways().iter().filter(|way| way.path.starts_with("/api/")) {
            let operation = &described["paths"][way.path][way.method.as_str().to_lowercase()];
            assert_eq!(operation["responses"].get("401").is_some(), !way.who.is_empty(), "{}", way.path);
            assert_eq!(operation["security"] == serde_json::json!([{}]), way.who.is_empty(), "{}", way.path);
            assert!(operation["summary"].is_string(), "{} is told in words", way.path);
        }
    }
}
