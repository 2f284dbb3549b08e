//! A first look at an export, over all of it: what it is, how it is written, what its columns mean, what must be asked.
//!
//! In: a source, choices. Out: `Survey`; its `Layout` is all that reading the rows needs. Never: a decision from the
//! first rows that the last could overturn (encoding, order of day and month).

use super::Source;
use super::choices::Choices;
use super::chunks::{CHUNK_BYTES, Chunks};
use super::columns::Plan;
use super::container::{Container, failure, kind_of};
use super::dates::Reading;
use super::encoding::{Verdict, Watch};
use super::errors::{IntakeError, Kind};
use super::look::{Looked, look};
use super::questions::{Notice, Question};
use super::raw::Fingerprint;
use super::relay::{BLOCK_BYTES, Speaker, relay};
use super::synonyms::Role;
use crate::day::Day;
use crate::fields::{Field, FieldSet};
use crate::progress::Progress;
use crate::proof::digest::Sha256;
use encoding_rs::Encoding;
use std::io::Read;

/// What was recognised of one export.
#[derive(Clone, Debug)]
pub struct Survey {
    pub file: String,
    /// SHA-256 of the file as it lies there.
    pub sha256: [u8; 32],
    /// SHA-256 of what is inside its container: the same for `export.csv` and `export.csv.gz`.
    pub text_sha256: [u8; 32],
    /// Its size in bytes.
    pub size: u64,
    pub container: Container,
    pub encoding: &'static str,
    pub delimiter: u8,
    pub platform: Option<&'static str>,
    /// One a column, in the order of the file.
    pub columns: Vec<RecognisedColumn>,
    /// A pack stops on any.
    pub questions: Vec<Question>,
    pub notices: Vec<Notice>,
    pub layout: Layout,
}

/// What one column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// As the file has it, trimmed; `#3` where there is none, or where it is not sure to be one and may be a person's.
    pub header: String,
    /// `None`: the column is not read, or only says something of the row.
    pub field: Option<Field>,
    /// What it is read for, by the name that a columns file uses: a field, a part of one, or what it says of the row
    /// (`confirmed`). `None` where it is not read.
    pub role: Option<&'static str>,
    /// Decided by staff, the platform or the header, not by the values.
    pub sure: bool,
}

/// All that is needed to read the rows.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) file: String,
    pub(super) container: Container,
    pub(super) encoding: &'static Encoding,
    pub(super) delimiter: u8,
    pub(super) skip: u64,
    pub(super) width: usize,
    pub(super) header_line: Vec<u8>,
    pub(super) plan: Plan,
    pub(super) signed: Reading,
    pub(super) birth: Reading,
}

impl Survey {
    /// The canonical fields that this export has.
    pub fn fields(&self) -> FieldSet {
        Field::ALL.into_iter().filter(|field| self.layout.plan.has(*field)).collect()
    }

    /// The rows, from the first on; `source` is opened again. The last item is `IntakeError::Changed` where its bytes are
    /// not the ones that were surveyed, and then nothing that was read may be used.
    ///
    /// # Errors
    /// Where it does not open.
    pub fn chunks(&self, source: &dyn Source) -> Result<Chunks, IntakeError> {
        self.chunks_of(source, CHUNK_BYTES)
    }

    /// As `chunks`, in chunks of about `size` bytes of text.
    ///
    /// # Errors
    /// As `chunks`.
    pub fn chunks_of(&self, source: &dyn Source, size: usize) -> Result<Chunks, IntakeError> {
        let expected = Fingerprint { sha256: self.sha256, size: self.size };
        Chunks::open(source, &self.layout, size.clamp(1, 64 << 20), Some(expected))
    }
}

/// Looks at all of an export, for a dossier of that `day`: two-digit years lie in the hundred years up to it. `progress` is told the bytes read; that `Stage::Survey` begins, and of how many exports,
/// the caller tells it.
///
/// # Errors
/// Where it cannot be read, or is no text in rows.
pub fn survey(
    source: &dyn Source,
    choices: &Choices,
    day: Day,
    progress: &dyn Progress,
) -> Result<Survey, IntakeError> {
    let file = source.name().to_owned();
    let (container, first) = begun(source)?;
    let assumed = choices.encoding.unwrap_or(first.encoding);
    // While one thread reads every byte for digest and encoding, this one reads the rows in the encoding that the first
    // bytes show. Only a file whose later bytes show another is looked at again.
    let (speaker, listened) = relay(source);
    let (seen, looked) = std::thread::scope(|scope| {
        let seeing = scope.spawn(|| see(source, speaker, container, progress));
        let looked = look(source, &listened, container, assumed, choices, day);
        // Whoever looked needs no more blocks.
        drop(listened);
        (seeing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), looked)
    });
    let seen = seen?;
    let verdict = match choices.encoding {
        Some(encoding) => Verdict { encoding, name: encoding.name(), guessed: false, broken: 0 },
        None => seen.verdict,
    };
    let Looked { layout, platform, columns, questions, notices } = if verdict.encoding == assumed {
        looked?
    } else {
        look(source, source, container, verdict.encoding, choices, day)?
    };
    let mut all_notices = of_encoding(&file, &verdict);
    all_notices.extend(notices);
    Ok(Survey {
        sha256: seen.sha256,
        text_sha256: seen.text_sha256,
        size: seen.size,
        container,
        encoding: verdict.name,
        delimiter: layout.delimiter,
        platform,
        columns: columns
            .into_iter()
            .enumerate()
            .map(|(n, column)| RecognisedColumn {
                field: shown_field(column.role),
                role: column.role.and_then(Role::name),
                sure: column.sure,
                header: if column.header.is_empty() || column.private { format!("#{}", n + 1) } else { column.header },
            })
            .collect(),
        questions,
        notices: all_notices,
        layout,
        file,
    })
}

fn shown_field(role: Option<Role>) -> Option<Field> {
    match role? {
        Role::Field(field) => Some(field),
        Role::MiddleName => Some(Field::GivenName),
        Role::Street2 | Role::Street3 => Some(Field::Street),
        Role::SignedTime | Role::SignedUnix => Some(Field::SignedAt),
        Role::Name | Role::Confirmed | Role::CampaignType | Role::Ignore => None,
    }
}

fn of_encoding(file: &str, verdict: &Verdict) -> Vec<Notice> {
    let mut notices = Vec::new();
    if verdict.guessed {
        notices.push(Notice::EncodingGuessed { file: file.to_owned(), encoding: verdict.name });
    }
    if verdict.broken > 0 {
        notices.push(Notice::BrokenText { file: file.to_owned(), places: verdict.broken });
    }
    notices
}

/// The container, and what the first MiB inside says of the encoding.
fn begun(source: &dyn Source) -> Result<(Container, Verdict), IntakeError> {
    let fail = |error| failure(source.name(), &error);
    let first = |mut from: Box<dyn Read + Send>| {
        let mut block = Vec::new();
        (&mut from).take(CHUNK_BYTES as u64).read_to_end(&mut block).map(|_| block).map_err(fail)
    };
    let empty = || IntakeError::Empty { file: source.name().to_owned() };
    let mut block = first(source.open().map_err(fail)?)?;
    if block.is_empty() {
        return Err(empty());
    }
    let container = Container::of(source, &block)?;
    if container != Container::Plain {
        block = first(container.open(source)?)?;
        refuse_inside(source.name(), &block)?;
        if block.is_empty() {
            return Err(empty());
        }
    }
    let mut watch = Watch::new();
    watch.see(&block);
    Ok((container, watch.verdict()))
}

/// What is packed must be an export too.
fn refuse_inside(file: &str, head: &[u8]) -> Result<(), IntakeError> {
    let packed = head.starts_with(b"\x1F\x8B") || head.starts_with(b"PK\x03\x04");
    match kind_of(head).or(packed.then_some(Kind::Twice)) {
        Some(kind) => Err(IntakeError::Kind { file: file.to_owned(), kind }),
        None => Ok(()),
    }
}

/// What a pass over all bytes tells.
struct Seen {
    sha256: [u8; 32],
    text_sha256: [u8; 32],
    size: u64,
    verdict: Verdict,
}

fn see(
    source: &dyn Source,
    speaker: Speaker,
    container: Container,
    progress: &dyn Progress,
) -> Result<Seen, IntakeError> {
    let fail = |error| failure(source.name(), &error);
    let (mut hash, mut size, mut watch) = (Sha256::new(), 0, Watch::new());
    let each = |block: &[u8]| {
        hash.update(block);
        size += block.len() as u64;
        if container == Container::Plain {
            watch.see(block);
        }
        progress.advance(block.len() as u64);
    };
    speaker.each_block(source.open().map_err(fail)?, each).map_err(fail)?;
    let sha256 = hash.finish();
    let mut text_sha256 = sha256;
    if container != Container::Plain {
        let mut hash = Sha256::new();
        let mut inside = container.open(source)?;
        let mut block = Vec::with_capacity(BLOCK_BYTES);
        while (&mut inside).take(BLOCK_BYTES as u64).read_to_end(&mut block).map_err(fail)? > 0 {
            hash.update(&block);
            watch.see(&block);
            block.clear();
        }
        text_sha256 = hash.finish();
    }
    Ok(Seen { sha256, text_sha256, size, verdict: watch.verdict() })
}
