//! What every page brings along: the style sheet, with the operator's colours, and the icon. They name no version and may
//! be kept for an hour.

use super::desk::Desk;
use super::settings::Settings;
use actix_web::http::header;
use actix_web::{HttpResponse, web};

const STYLE: &str = include_str!("../../config/web/style.css");
const UPLOAD: &str = include_str!("../../config/web/upload.js");
const FORM: &str = include_str!("../../config/web/form.js");
const PROGRESS: &str = include_str!("../../config/web/progress.js");
const ICON: &str = include_str!("../../config/web/icon.svg");

pub async fn style(desk: web::Data<Desk>) -> HttpResponse {
    let settings = &desk.settings;
    kept("text/css; charset=utf-8", coloured(STYLE, settings))
}

/// In the operator's colours.
pub fn coloured(style: &str, settings: &Settings) -> String {
    // Both are `#rrggbb`, or the service would not have started.
    style.replace("#0b5c6b", &settings.accent).replace("#7cc7d6", &settings.accent_dark)
}

pub async fn icon(desk: web::Data<Desk>) -> HttpResponse {
    kept("image/svg+xml", ICON.replace("#0b5c6b", &desk.settings.accent))
}

pub async fn form() -> HttpResponse {
    kept("text/javascript; charset=utf-8", FORM.to_owned())
}

pub async fn upload() -> HttpResponse {
    kept("text/javascript; charset=utf-8", UPLOAD.to_owned())
}

pub async fn progress() -> HttpResponse {
    kept("text/javascript; charset=utf-8", PROGRESS.to_owned())
}

pub fn kept(kind: &'static str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(text)
}
