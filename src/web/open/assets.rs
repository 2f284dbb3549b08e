//! The verify page's style and modules. They name no version and may be kept for an hour.

use crate::web::desk::Desk;
use crate::web::problem::Problem;
use crate::web::still::{coloured, kept};
use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

pub(super) const STYLE: &str = include_str!("../../../config/web/verify.css");

/// Name and text of each module.
macro_rules! modules {
    ($($name:literal)*) => {
        pub(super) const MODULES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../config/web/verify/", $name)))),*];
    };
}

modules! {
    "alone.js" "answer.js" "ask.js" "bound.js" "bytes.js" "canonical.js" "cell.js" "certificate.js" "challenge.js"
    "checkpoint.js" "day.js" "der.js" "dossier.js" "ed25519.js" "elements.js" "explained.js" "figures.js" "findings.js"
    "form.js" "labels.js" "line.js" "lines.js" "list.js" "manifest.js" "names.js" "page.js" "paper.js" "pasted.js"
    "payload.js" "progress.js" "proof.js" "pseudonym.js" "response.js" "seal.js" "served.js" "sha256.js" "shape.js"
    "sheet.js" "shownlines.js" "signature.js" "small.js" "statement.js" "tables.js" "texts.js" "timestamp.js"
    "unpack.js" "verdict.js" "worker.js" "wrapping.js" "zip.js"
}

pub async fn style(desk: Data<Desk>) -> HttpResponse {
    kept("text/css; charset=utf-8", coloured(STYLE, &desk.settings))
}

pub async fn module(name: Path<String>) -> Result<HttpResponse, Problem> {
    let found = MODULES.iter().find(|(own, _)| *own == *name).ok_or(Problem::NOT_FOUND)?;
    Ok(kept("text/javascript; charset=utf-8", found.1.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::MODULES;

    #[test]
    fn every_module_is_served() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config/web/verify");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|item| item.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, MODULES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }
}
