//! Why an export cannot be read at all, and what people give for an export that is none.
//!
//! In: names of files. Out: two sentences each, what is wrong and what to do. Never: a cell.

use super::questions::{listed, quoted};
use std::fmt;

/// Why an export cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    #[error("{file} cannot be read: {what}. Check its path and its permissions and try again.")]
    Unreadable { file: String, what: &'static str },
    #[error("{file} is a folder. Name the export files in it.")]
    Folder { file: String },
    #[error("{file} is empty. Export the signatures again and check that the download was complete.")]
    Empty { file: String },
    #[error("{file} is {kind}, not a CSV file. {}", kind.advice())]
    Kind { file: String, kind: Kind },
    #[error("{file} is a damaged {kind} file. Download the export again, or unpack it and give the CSV file inside.")]
    Damaged { file: String, kind: &'static str },
    #[error("{file} is locked with a password. Unpack it and give the CSV file inside.")]
    Locked { file: String },
    #[error("{file} holds no CSV file. Give the export itself.")]
    NothingInside { file: String },
    #[error("{file} holds {count} files that could be exports. Unpack it and name each export by itself.")]
    SeveralInside { file: String, count: usize },
    #[error(
        "{file} unpacks to more than 250 times its size or more than 64 GiB, which no export does. Unpack it yourself, look at what it is, and give the CSV file."
    )]
    Swells { file: String },
    #[error(
        "{file} has more than 4096 columns. Check that it is an export, or name the delimiter in a file for --columns."
    )]
    Wide { file: String },
    #[error(
        "{file} has a column {} that the file for --columns names more than once, as {}. Leave one of these lines, or write it exactly as the header stands.",
        quoted(header),
        listed(keys)
    )]
    TwoKeys { file: String, header: String, keys: Vec<String> },
    #[error("{file} changed while it was read. Wait until the export is complete and try again.")]
    Changed { file: String },
}

impl IntakeError {
    /// An error of the place where the file lies; its own message is not passed on, as it may hold a path.
    pub(crate) fn from_io(file: &str, error: &std::io::Error) -> IntakeError {
        use std::io::ErrorKind;
        let what = match error.kind() {
            ErrorKind::IsADirectory => return IntakeError::Folder { file: file.to_owned() },
            ErrorKind::NotFound => "there is no such file",
            ErrorKind::PermissionDenied => "permission denied",
            ErrorKind::UnexpectedEof => "it ends too early",
            _ => "the system reports an error",
        };
        IntakeError::Unreadable { file: file.to_owned(), what }
    }
}

/// Files that people give for an export and that are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Xlsx,
    Xls,
    Ods,
    Pdf,
    Json,
    Html,
    Xml,
    Image,
    Tar,
    OtherArchive,
    Twice,
    Dossier,
    Binary,
}

impl Kind {
    fn advice(self) -> &'static str {
        match self {
            Kind::Xlsx | Kind::Xls => {
                "Open it in Excel, choose File, Save As, and the type `CSV UTF-8 (Comma delimited)`; then give that file."
            }
            Kind::Ods => {
                "Open it in LibreOffice, choose File, Save As, the type `Text CSV` and the character set `Unicode (UTF-8)`; then give that file."
            }
            Kind::Pdf | Kind::Image => "Ask the petition platform for the signatures as CSV (UTF-8).",
            Kind::Json | Kind::Xml => "Choose CSV (UTF-8) in the export of the petition platform.",
            Kind::Html => {
                "Choose CSV (UTF-8) in the export of the petition platform, and check that the download is no login page."
            }
            Kind::Tar | Kind::OtherArchive | Kind::Twice => "Unpack it and give the CSV file inside.",
            Kind::Dossier => "Verify it with `handover verify`, or give the export that it was made from.",
            Kind::Binary => "Open it in the program that made it and save it as CSV (UTF-8).",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Xlsx => "an Excel workbook (XLSX)",
            Kind::Xls => "an Excel workbook (XLS)",
            Kind::Ods => "an OpenDocument spreadsheet (ODS)",
            Kind::Pdf => "a PDF",
            Kind::Json => "JSON",
            Kind::Html => "a web page (HTML)",
            Kind::Xml => "XML",
            Kind::Image => "an image",
            Kind::Tar => "a tar archive",
            Kind::OtherArchive => "an archive of a kind that is not read",
            Kind::Twice => "packed more than once",
            Kind::Dossier => "a dossier",
            Kind::Binary => "a binary file",
        })
    }
}
