//! The bag: exactly the files of the format, listed exactly, and labels that agree with what they repeat
//! (dossier-format §2, §3; RFC 8493).
//!
//! In: names, sizes, small files. Out: findings. Never: a file passed over because nothing lists it.

use super::bag::{Bag, id_of, named};
use super::findings::{self as codes, Findings};
use super::small::Small;
use crate::package::bag_info::{self, Labels, ONLY_WITH_CHALLENGE, in_one_line};
use crate::package::manifest::{self, Fault, Manifest};
use crate::package::names;
use crate::package::statement::Statement;
use crate::package::zip::dos_date;
use std::collections::BTreeSet;

/// What both manifests list.
pub struct Manifests {
    pub payload: Manifest,
    pub tags: Manifest,
}

/// Files that every dossier has.
const ALWAYS: [&str; 11] = [
    names::BAGIT,
    names::BAG_INFO,
    names::MANIFEST,
    names::TAGMANIFEST,
    names::SEAL,
    names::ALLOWED_SIGNERS,
    names::STATEMENT,
    names::COVER,
    names::COUNTS,
    names::HOW_TO_VERIFY,
    names::CHECKPOINT,
];

/// Files that a dossier with a list has besides its volumes.
const WITH_ROWS: [&str; 2] = [names::LIST, names::DATAPACKAGE];

/// The names: all that must be there, none beyond.
pub fn files(bag: &Bag, statement: Option<&Statement>, findings: &mut Findings) {
    let in_folder = bag.as_zip().is_none();
    if !bag.sizes.is_empty() || in_folder {
        findings.need(id_of(&bag.folder).is_some(), &codes::FOLDER_NAME, "");
    }
    for path in ALWAYS {
        // `bagit.txt` has its own finding.
        if path != names::BAGIT {
            findings.need(bag.sizes.contains_key(path), &codes::FILE_MISSING, path);
        }
    }
    let rows = statement.map(|statement| statement.policy.rows);
    let mut volumes = BTreeSet::new();
    for path in bag.sizes.keys() {
        let volume = names::volume_number(path);
        volumes.extend(volume);
        let of_list = volume.is_some() || WITH_ROWS.contains(&path.as_str());
        let known = ALWAYS.contains(&path.as_str()) || path == names::TIMESTAMP || names::coseal_label(path).is_some();
        if of_list {
            findings.need(rows != Some(false), &codes::FILE_WITHOUT_ROWS, path.as_str());
        } else {
            findings.need(known, &codes::FILE_UNKNOWN, named(path));
        }
    }
    if rows == Some(true) {
        for path in WITH_ROWS {
            findings.need(bag.sizes.contains_key(path), &codes::FILE_MISSING, path);
        }
        let stated = statement.and_then(|statement| statement.list.as_ref()).map(|list| list.volumes);
        let numbered = volumes.iter().copied().eq(1..=volumes.len() as u32) && !volumes.is_empty();
        let as_stated = stated.is_none_or(|stated| stated as usize == volumes.len());
        findings.need(numbered && as_stated, &codes::LIST_VOLUMES, "data");
    }
}

/// `bagit.txt` and both manifests: their form, and that they list what is there and nothing else.
pub fn manifests(bag: &Bag, small: &Small, findings: &mut Findings) -> Manifests {
    let bagit = small.bytes(names::BAGIT);
    findings.need(bagit == Some(names::BAGIT_TXT), &codes::BAGIT_TXT, names::BAGIT);
    let read = |path: &str, findings: &mut Findings| {
        let manifest = small.bytes(path).map(manifest::parse).unwrap_or_default();
        manifest_faults(&manifest, path, findings);
        manifest
    };
    let payload = read(names::MANIFEST, findings);
    let tags = read(names::TAGMANIFEST, findings);
    if small.bytes(names::TAGMANIFEST).is_some() {
        let listed: Vec<&str> = tags.files.keys().map(String::as_str).collect();
        findings.need(listed == names::TAGGED, &codes::TAGMANIFEST_FILES, names::TAGMANIFEST);
    }
    // A bag of other algorithms is no dossier, but it can still be a bag whose manifests list every file.
    for path in bag.sizes.keys().filter(|path| path.starts_with("data/")) {
        let listed = payload.files.contains_key(path) || small.is_listed_elsewhere(path);
        findings.need(listed, &codes::MANIFEST_UNLISTED, named(path));
    }
    for path in payload.files.keys() {
        let there = bag.sizes.contains_key(path) && path.starts_with("data/");
        findings.need(there, &codes::MANIFEST_ABSENT, format!("{}, {}", names::MANIFEST, named(path)));
    }
    Manifests { payload, tags }
}

/// Each line's fault as a finding.
pub fn manifest_faults(manifest: &Manifest, path: &str, findings: &mut Findings) {
    for (line, fault) in &manifest.faults {
        let code = match fault {
            Fault::ByteOrderMark | Fault::CarriageReturn | Fault::Form | Fault::OpenEnd => &codes::MANIFEST_FORM,
            Fault::Path | Fault::Letters => &codes::MANIFEST_PATH,
            Fault::Twice | Fault::TwiceIgnoringCase => &codes::MANIFEST_TWICE,
            Fault::Order => &codes::MANIFEST_ORDER,
        };
        findings.add(code, format!("{path}, line {line}"));
    }
}

/// Reads `bag-info.txt`.
pub fn labels(small: &Small, findings: &mut Findings, notes: &mut Vec<String>) -> Labels {
    let Some(bytes) = small.bytes(names::BAG_INFO) else { return Labels::default() };
    let labels = bag_info::parse(bytes);
    for (line, fault) in &labels.faults {
        let code = match fault {
            bag_info::Fault::Encoding | bag_info::Fault::Line => &codes::LABEL_FORM,
            bag_info::Fault::Twice => &codes::LABEL_TWICE,
            bag_info::Fault::Unknown => &codes::LABEL_UNKNOWN,
            bag_info::Fault::Order => &codes::LABEL_ORDER,
        };
        findings.add(code, format!("{}, line {line}", names::BAG_INFO));
    }
    for label in bag_info::LABELS {
        let needed = !ONLY_WITH_CHALLENGE.contains(&label);
        let there = labels.value(label).is_some();
        findings.need(there || !needed, &codes::LABEL_MISSING, format!("{}, {label}", names::BAG_INFO));
    }
    if labels.extensions() > 0 {
        notes.push(format!(
            "{} has labels beginning `X-`. They are sealed, but the format says nothing of them.",
            names::BAG_INFO
        ));
    }
    labels
}

/// The size of the payload: as `Payload-Oxum` says?
pub fn payload_oxum(bag: &Bag, labels: &Labels, findings: &mut Findings) -> u64 {
    let payload = bag.sizes.iter().filter(|(path, _)| path.starts_with("data/"));
    let (bytes, files) =
        payload.fold((0u64, 0u64), |(bytes, files), (_, size)| (bytes.saturating_add(*size), files + 1));
    if let Some(said) = labels.value("Payload-Oxum") {
        findings.need(said == format!("{bytes}.{files}"), &codes::PAYLOAD_OXUM, names::BAG_INFO);
    }
    bytes
}

/// What stands in several places is the same in all.
pub fn agreement(bag: &Bag, labels: &Labels, statement: &Statement, findings: &mut Findings) {
    let register = &statement.register;
    for (label, value) in [
        ("Source-Organization", statement.organiser.name.as_str()),
        ("External-Description", &statement.petition.title),
        ("Bagging-Date", &statement.created.to_string()),
        ("Intended-Recipient", &statement.recipient.in_one_line()),
        ("Handover-Policy", &statement.policy.name),
        ("Register-Size", &register.size.to_string()),
        ("Register-Root", &register.root),
    ] {
        if let Some(said) = labels.value(label) {
            findings.need(said == in_one_line(value), &codes::LABEL_DIFFERS, format!("{}, {label}", names::BAG_INFO));
        }
    }
    if let Some(id) = labels.value("External-Identifier") {
        let place = format!("{}, External-Identifier", names::BAG_INFO);
        findings.need(id == statement.id, &codes::ID_DIFFERS, place);
    }
    if let Some(id) = id_of(&bag.folder) {
        findings.need(id == statement.id, &codes::ID_DIFFERS, "");
    }
    let time = (0, dos_date(statement.created));
    for (path, written) in bag.times() {
        findings.need(written == time, &codes::ZIP_TIME, named(path));
    }
}
