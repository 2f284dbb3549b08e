//! What intake asks, tells and refuses, as messages for staff of the service; for the command line each has its `Display`.
//!
//! In: a question, a notice, an error. Out: the message's id, and files, headers, counts. Never: a cell.

use super::{ChoicesError, IntakeError, Kind, Notice, Question, Years};
use crate::fields::Field;
use crate::said::Said;

fn of_field(said: Said, field: Field) -> Said {
    said.word("field", format!("field-{}", field.name()))
}

impl Question {
    pub fn said(&self) -> Said {
        match self {
            Question::TwoColumns { file, field, keys } => {
                of_field(Said::of("ask-two-columns").name("file", file).names("keys", keys), *field)
            }
            Question::NoPerson { file, keys } => Said::of("ask-no-person").name("file", file).names("keys", keys),
            Question::DayMonth { file, key, years: Years::FourDigits } => {
                Said::of("ask-day-month").name("file", file).name("key", key)
            }
            Question::DayMonth { file, key, years: Years::TwoDigits } => {
                Said::of("ask-day-month-year").name("file", file).name("key", key)
            }
        }
    }
}

impl Notice {
    pub fn said(&self) -> Said {
        match self {
            Notice::Dropped { file, keys } => {
                Said::of("notice-dropped").name("file", file).count("n", keys.len() as u64).names("keys", keys)
            }
            Notice::Contradicted { file, key, field } => {
                of_field(Said::of("notice-contradicted").name("file", file).name("key", key), *field)
            }
            Notice::ByValues { file, key, field } => {
                of_field(Said::of("notice-by-values").name("file", file).name("key", key), *field)
            }
            Notice::EncodingGuessed { file, encoding } => {
                Said::of("notice-encoding").name("file", file).name("encoding", encoding)
            }
            Notice::BrokenText { file, places } => {
                Said::of("notice-broken-text").name("file", file).count("n", *places)
            }
            Notice::LastCellMissing { file } => Said::of("notice-last-cell-missing").name("file", file),
            Notice::EmptyCellTrails { file } => Said::of("notice-empty-cell-trails").name("file", file),
            Notice::Preamble { file, lines } => Said::of("notice-preamble").name("file", file).count("n", *lines),
            Notice::NoHeader { file } => Said::of("notice-no-header").name("file", file),
            Notice::Ragged { file } => Said::of("notice-ragged").name("file", file),
            Notice::DatesMixed { file, key } => Said::of("notice-dates-mixed").name("file", file).name("key", key),
            Notice::DatesUnread { file, key, cells, of } => {
                Said::of("notice-dates-unread").name("file", file).name("key", key).count("n", *cells).count("of", *of)
            }
            Notice::NoSuchColumn { file, key } => Said::of("notice-no-such-column").name("file", file).name("key", key),
        }
    }
}

impl IntakeError {
    pub fn said(&self) -> Said {
        match self {
            // Where it lies, and why the system does not give it, is nothing that staff could mend.
            IntakeError::Unreadable { file, .. } | IntakeError::Folder { file } => {
                Said::of("refused-unreadable").name("file", file)
            }
            IntakeError::Empty { file } => Said::of("refused-empty").name("file", file),
            IntakeError::Kind { file, kind } => {
                let (kind, advice) = words(*kind);
                Said::of("refused-kind").name("file", file).word("kind", kind).word("advice", advice)
            }
            IntakeError::Damaged { file, .. } => Said::of("refused-damaged").name("file", file),
            IntakeError::Locked { file } => Said::of("refused-locked").name("file", file),
            IntakeError::NothingInside { file } => Said::of("refused-nothing-inside").name("file", file),
            IntakeError::SeveralInside { file, count } => {
                Said::of("refused-several-inside").name("file", file).count("n", *count as u64)
            }
            IntakeError::Swells { file } => Said::of("refused-swells").name("file", file),
            IntakeError::Wide { file } => Said::of("refused-wide").name("file", file),
            IntakeError::TwoKeys { file, header, keys } => {
                Said::of("refused-two-keys").name("file", file).name("header", header).names("keys", keys)
            }
            IntakeError::Changed { file } => Said::of("refused-changed").name("file", file),
        }
    }
}

/// What it is, and what to do with it.
fn words(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Xlsx => ("kind-xlsx", "advice-excel"),
        Kind::Xls => ("kind-xls", "advice-excel"),
        Kind::Ods => ("kind-ods", "advice-libreoffice"),
        Kind::Pdf => ("kind-pdf", "advice-ask"),
        Kind::Image => ("kind-image", "advice-ask"),
        Kind::Json => ("kind-json", "advice-choose"),
        Kind::Xml => ("kind-xml", "advice-choose"),
        Kind::Html => ("kind-html", "advice-html"),
        Kind::Tar => ("kind-tar", "advice-unpack"),
        Kind::OtherArchive => ("kind-archive", "advice-unpack"),
        Kind::Twice => ("kind-twice", "advice-unpack"),
        Kind::Dossier => ("kind-dossier", "advice-dossier"),
        Kind::Binary => ("kind-binary", "advice-save"),
    }
}

impl ChoicesError {
    pub fn said(&self) -> Said {
        match self {
            ChoicesError::Form { line } => Said::of("refused-columns-form").count("line", *line as u64),
            // What is no word may be text that slipped in.
            ChoicesError::Field { name } if !is_word(name) => Said::of("refused-columns-field").name("name", "…"),
            ChoicesError::Field { name } => Said::of("refused-columns-field").name("name", name),
            ChoicesError::Member { member, .. } => Said::of("refused-columns-member").name("name", member),
        }
    }
}

fn is_word(name: &str) -> bool {
    name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}
