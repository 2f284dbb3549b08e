//! What a pack is asked for, what it gives, and why it may not.

use super::notices::Notice;
use crate::counts::Counts;
use crate::cover::Cover;
use crate::day::Day;
use crate::intake::{Choices, IntakeError, Question, Source, Survey};
use crate::keys::KeySet;
use crate::ledger::Ledger;
use crate::paper;
use crate::progress::Progress;
use crate::proof::Hash;
use crate::register::policy::Policy;
use crate::said::Said;
use crate::secrets::Secrets;
use crate::vault::{CustodianKey, VaultError};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Everything a pack needs; the door brings the day and the secrets.
pub struct PackRequest<'a> {
    pub exports: &'a [Box<dyn Source>],
    pub choices: &'a Choices,
    pub cover: &'a Cover,
    pub policy: &'a Policy,
    pub keys: &'a KeySet,
    /// To whom the vault is encrypted; where there is none, to the key set's custodian.
    pub custodians: &'a [CustodianKey],
    /// To whom the dossier is sealed as well; where there is none, it is a plain zip.
    pub to: &'a [CustodianKey],
    /// The folder in which dossier, slip and vault appear.
    pub out: &'a Path,
    /// The day of the pack in UTC, where the cover names none.
    pub today: Day,
    pub secrets: &'a Secrets,
    pub tuning: Tuning,
    /// Recipient countries (ISO 3166-1 alpha-2) for which only counts leave the house.
    pub count_only: &'a [String],
    pub fonts: &'a paper::Fonts,
    /// Whose paper cover and slip are.
    pub letterhead: Option<&'a paper::Letterhead>,
    /// What cover, list and slip are printed on.
    pub paper: paper::PaperSize,
    pub progress: &'a dyn Progress,
}

impl PackRequest<'_> {
    /// The dossier's date: the cover's, else the day of the pack.
    pub fn day(&self) -> Day {
        self.cover.handover.date.unwrap_or(self.today)
    }
}

/// What changes how a pack works, but not one byte of what it makes.
#[derive(Clone, Copy, Debug)]
pub struct Tuning {
    pub threads: usize,
    /// How many buckets the register is spread over; by default as many as its size needs.
    pub buckets: Option<usize>,
    /// A pack stops where more rows than this, in percent, are malformed.
    pub malformed_limit_percent: u8,
}

impl Default for Tuning {
    fn default() -> Tuning {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Tuning { threads, buckets: None, malformed_limit_percent: 5 }
    }
}

/// What a pack has made, wherever it went.
#[derive(Debug)]
pub struct Made {
    pub id: String,
    /// What a file that says nothing of its content may be called.
    pub cover_name: String,
    pub integrity: Hash,
    /// Of the zip, also where it is sealed to recipients.
    pub zip_sha256: Hash,
    /// `SHA256:…`, the seal key's fingerprint.
    pub seal: String,
    pub ledger: Ledger,
    pub counts: Counts,
    /// What staff should know; nothing of it is personal.
    pub notices: Vec<Notice>,
    /// What the slip says of the dossier.
    pub slip: paper::SlipFacts,
}

/// What a pack has made, and the files that hold it.
#[derive(Debug)]
pub struct Packed {
    pub made: Made,
    /// The zip, or, with recipients, the age file that holds it.
    pub dossier: PathBuf,
    pub slip: PathBuf,
    pub vault: PathBuf,
}

impl std::ops::Deref for Packed {
    type Target = Made;

    fn deref(&self) -> &Made {
        &self.made
    }
}

/// What a look at exports has found.
#[derive(Debug)]
pub struct Inspected {
    pub exports: Vec<Survey>,
    /// The ledger that a pack would have.
    pub ledger: Ledger,
    /// The tables that it would have.
    pub counts: Counts,
    /// The canonical fields that the sample's cells are of.
    pub sample_fields: Vec<crate::fields::Field>,
    /// The first rows, masked.
    pub sample: Vec<Vec<String>>,
    /// The columns that the policy shows; none under a policy without rows.
    pub shown_columns: Vec<crate::entry::Column>,
    /// The same rows as a recipient would see them.
    pub shown: Vec<Vec<String>>,
    pub notices: Vec<Notice>,
}

/// Why there is no dossier. Two sentences: what is wrong, what to do. Never a word of a cell.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    #[error(
        "No row of these exports is a signature, so there is nothing to hand over. `handover inspect` shows what became of each row."
    )]
    NothingToHandOver,
    #[error(
        "The policy `{policy}` shows rows, and the cover states no consent. Write the legal basis as `consent` under `[handover]`, or pack with `--policy count`."
    )]
    NoConsent { policy: String },
    #[error(
        "For a recipient in {country} only counts may leave the house (`[safety] count_only`). Pack with `--policy count`."
    )]
    CountOnly { country: String },
    #[error("A pack needs at least one export. Name the signature exports of the petition.")]
    NoExport,
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error("{}", in_lines(.0))]
    Unsure(Vec<Question>),
    #[error(
        "{malformed} of {rows} rows are malformed, more than {limit} percent; the first is row {row} of {file}. Look whether the export was cut off or saved again by another program, or raise `malformed_limit_percent` in the configuration."
    )]
    TooManyMalformed { malformed: u64, rows: u64, limit: u8, file: String, row: u64 },
    #[error(
        "Under the policy `{policy}` no field that these exports have is committed to, so nothing in the dossier could be proved. Take a field that they have out of `uncommitted` in the policy's file, or pack with `--policy count`."
    )]
    NothingCommitted { policy: String },
    #[error("{folder} cannot be used: {problem}. {}", folder.advice())]
    Folder { folder: Folder, problem: &'static str },
    /// In one of the two folders: `in_folder` says in which.
    #[error("A temporary file cannot be written or read: {problem}. Make room on the disk and try again.")]
    Spool { problem: &'static str },
    #[error(transparent)]
    Paper(#[from] paper::PaperError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(
        "A list of more than 9999 volumes is beyond the format. Split the export and pack the parts as dossiers of their own."
    )]
    TooManyVolumes,
    #[error(
        "A worker of this pack stopped unexpectedly, and nothing was written. Try again, and tell the makers if it happens twice."
    )]
    Stopped,
    #[error(
        "Two signatures drew the same pseudonym again and again. Try again, and tell the makers if it happens twice."
    )]
    PseudonymTwice,
}

impl PackError {
    /// 1: the answer is no. 2: it could not be tried.
    pub fn exit_status(&self) -> u8 {
        match self {
            PackError::NothingToHandOver
            | PackError::NoConsent { .. }
            | PackError::CountOnly { .. }
            | PackError::NothingCommitted { .. } => 1,
            _ => 2,
        }
    }

    /// For staff of the service; what they cannot mend has words of its own there.
    pub fn said(&self) -> Said {
        match self {
            PackError::NothingToHandOver => Said::of("refused-nothing-to-hand-over"),
            PackError::NoConsent { policy } => {
                Said::of("refused-no-consent").word("policy", format!("policy-{policy}"))
            }
            PackError::CountOnly { country } => Said::of("refused-count-only").country("country", country),
            PackError::NoExport => Said::of("refused-no-export"),
            PackError::Intake(error) => error.said(),
            PackError::Unsure(questions) => Said::of("refused-unsure").count("n", questions.len() as u64),
            PackError::TooManyMalformed { malformed, rows, limit, file, row } => Said::of("refused-too-many-malformed")
                .count("malformed", *malformed)
                .count("rows", *rows)
                .count("limit", u64::from(*limit))
                .name("file", file)
                .count("row", *row),
            PackError::NothingCommitted { policy } => {
                Said::of("refused-nothing-committed").word("policy", format!("policy-{policy}"))
            }
            PackError::TooManyVolumes => Said::of("refused-too-many-volumes"),
            PackError::Folder { problem: DISK_FULL, .. } => Said::of("problem-full"),
            PackError::Folder { .. }
            | PackError::Spool { .. }
            | PackError::Paper(_)
            | PackError::Vault(_)
            | PackError::Stopped
            | PackError::PseudonymTwice => Said::of("problem-fault"),
        }
    }

    /// The same error, with the folder that it is about.
    pub(super) fn in_folder(self, folder: Folder) -> PackError {
        match self {
            PackError::Spool { problem } => PackError::Folder { folder, problem },
            PackError::Vault(VaultError::Io(kind)) => PackError::Folder { folder, problem: in_words(kind) },
            other => other,
        }
    }
}

/// A folder that a pack or a look writes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folder {
    /// Where dossier, slip and vault appear; a pack's temporaries lie there too.
    Output(PathBuf),
    /// Where a look has its encrypted temporaries.
    Temporary(PathBuf),
    /// Where the service keeps what it has; whose path is nobody's who asks.
    Service,
}

impl Folder {
    fn advice(&self) -> &'static str {
        match self {
            Folder::Output(_) => "Choose another one with `--out`, or make room.",
            Folder::Temporary(_) => "Name another one in the environment variable `TMPDIR`, or make room.",
            Folder::Service => "Tell whoever runs it, and try again later.",
        }
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Folder::Output(path) => write!(f, "The output folder {}", path.display()),
            Folder::Temporary(path) => write!(f, "The folder for temporary files, {},", path.display()),
            Folder::Service => f.write_str("The service's folder"),
        }
    }
}

fn in_lines(questions: &[Question]) -> String {
    questions.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl From<std::io::Error> for PackError {
    fn from(error: std::io::Error) -> PackError {
        PackError::Spool { problem: in_words(error.kind()) }
    }
}

/// The one that has a remedy of its own.
const DISK_FULL: &str = "the disk is full";

fn in_words(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::PermissionDenied => "writing there is not permitted",
        ErrorKind::ReadOnlyFilesystem => "it cannot be written to",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => DISK_FULL,
        ErrorKind::NotADirectory => "it is no folder",
        ErrorKind::AlreadyExists => "a file of the same name is there",
        ErrorKind::InvalidData => "a temporary file was changed while it was in use",
        _ => "reading or writing failed",
    }
}
