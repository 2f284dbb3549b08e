//! A first look at an export, over all of it: what it is, how it is written, what its columns mean, what must be asked.
//!
//! In: a source, choices. Out: `Survey`; its `Layout` is all that reading the rows needs. Never: a decision from the
//! first rows that the last could overturn (encoding, order of day and month).

use super::Source;
use super::choices::{Choices, DateOrder};
use super::chunks::{CHUNK_BYTES, Chunk, Chunks};
use super::columns::{self, Plan, Recognised};
use super::container::{Container, failure, kind_of};
use super::dates::{self, Order, Reading};
use super::dialect::{Dialect, dialect_of};
use super::encoding::{Decoding, Verdict, Watch};
use super::errors::{IntakeError, Kind, Notice, Question};
use super::evidence::{DateTally, Decided, Look};
use super::records::without_line_end;
use super::synonyms::{Role, words};
use super::values::trimmed;
use crate::fields::{Field, FieldSet};
use crate::progress::{Progress, Stage};
use crate::proof::digest::Sha256;
use encoding_rs::Encoding;
use std::io::Read;

/// So much text is looked at for delimiter, header and columns.
const SAMPLE_BYTES: usize = 1 << 20;
const MOST_COLUMNS: usize = 4096;

/// What was recognised of one export.
#[derive(Clone, Debug)]
pub struct Survey {
    pub file: String,
    /// SHA-256 of the file as it lies there.
    pub sha256: [u8; 32],
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
    /// As the file has it, trimmed; `#3` where there is none.
    pub header: String,
    /// `None`: the column is not read, or only says something of the row.
    pub field: Option<Field>,
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

    /// The rows, from the first on; `source` is opened again.
    ///
    /// # Errors
    /// Where it does not open.
    pub fn chunks(&self, source: &dyn Source) -> Result<Chunks, IntakeError> {
        Chunks::open(source, &self.layout, CHUNK_BYTES)
    }

    /// As `chunks`, in chunks of about `size` bytes of text.
    ///
    /// # Errors
    /// As `chunks`.
    pub fn chunks_of(&self, source: &dyn Source, size: usize) -> Result<Chunks, IntakeError> {
        Chunks::open(source, &self.layout, size.max(1))
    }
}

/// Looks at all of an export.
///
/// # Errors
/// Where it cannot be read, or is no text in rows.
pub fn survey(source: &dyn Source, choices: &Choices, progress: &dyn Progress) -> Result<Survey, IntakeError> {
    let words = words();
    let file = source.name().to_owned();
    progress.begin(Stage::Survey, source.size());
    let seen = see(source, progress)?;
    let verdict = match choices.encoding {
        Some(encoding) => Verdict { encoding, name: encoding.name(), guessed: false, broken: 0 },
        None => seen.verdict,
    };
    let (sample, at_end) = sample(source, seen.container, verdict.encoding)?;
    refuse_binary(&file, &sample)?;
    let mut dialect = dialect_of(&sample, at_end, choices.delimiter, words);
    let header = dialect.header.clone();
    let header = header.as_deref();
    if dialect.width > MOST_COLUMNS || header.is_some_and(|cells| cells.len() > MOST_COLUMNS) {
        return Err(IntakeError::Wide { file });
    }
    let keys: Vec<String> = header.unwrap_or_default().iter().map(|cell| super::synonyms::key(cell)).collect();
    let platform = match header {
        Some(_) => words.platform(&keys),
        None => words.headerless(dialect.delimiter, &dialect.first_rows),
    };
    // A second header line has nothing in the columns that the platform itself fills.
    let second = dialect.first_rows.first().and_then(|row| row.first());
    if platform.is_some_and(|p| p.second_header) && second.is_some_and(|cell| cell.trim().is_empty()) {
        dialect.skip += 1;
    }
    let mut layout = Layout {
        file: file.clone(),
        container: seen.container,
        encoding: verdict.encoding,
        delimiter: dialect.delimiter,
        skip: dialect.skip,
        width: dialect.width,
        header_line: dialect.header_line.clone(),
        plan: Plan::default(),
        signed: Reading::default(),
        birth: Reading { years_from: choices.birth_years_from, ..Reading::default() },
    };
    let looks = looks(&layout, &sample, at_end);
    let Recognised { columns, plan, mut questions, mut notices } =
        columns::recognise(&file, header, &looks, platform, choices, words);
    layout.plan = plan;
    layout.signed.zone = zone(choices, platform.and_then(|p| p.timezone), &layout.plan, &columns);
    notices.splice(0..0, written(&file, &verdict, &dialect, platform.is_some()));
    decide_dates(source, &mut layout, choices, &columns, &mut questions, &mut notices)?;
    Ok(Survey {
        sha256: seen.sha256,
        size: seen.size,
        container: seen.container,
        encoding: verdict.name,
        delimiter: dialect.delimiter,
        platform: platform.map(|platform| platform.name),
        columns: columns
            .iter()
            .enumerate()
            .map(|(n, column)| RecognisedColumn {
                header: if column.header.is_empty() { format!("#{}", n + 1) } else { column.header.clone() },
                field: shown_field(column.role),
                sure: column.sure,
            })
            .collect(),
        questions,
        notices,
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

/// What one pass over the bytes tells.
struct Seen {
    sha256: [u8; 32],
    size: u64,
    container: Container,
    verdict: Verdict,
}

fn see(source: &dyn Source, progress: &dyn Progress) -> Result<Seen, IntakeError> {
    let fail = |error| failure(source.name(), &error);
    let mut raw = source.open().map_err(fail)?;
    let mut block = Vec::with_capacity(CHUNK_BYTES);
    let (mut hash, mut size, mut watch) = (Sha256::new(), 0, Watch::new());
    let mut container = None;
    loop {
        block.clear();
        (&mut raw).take(CHUNK_BYTES as u64).read_to_end(&mut block).map_err(fail)?;
        if block.is_empty() {
            break;
        }
        let container = match container {
            Some(container) => container,
            None => *container.insert(Container::of(source, &block)?),
        };
        hash.update(&block);
        size += block.len() as u64;
        if container == Container::Plain {
            watch.see(&block);
        }
        progress.advance(block.len() as u64);
    }
    let container = container.ok_or_else(|| IntakeError::Empty { file: source.name().to_owned() })?;
    if container != Container::Plain {
        let mut inside = container.open(source, None)?;
        loop {
            block.clear();
            (&mut inside).take(CHUNK_BYTES as u64).read_to_end(&mut block).map_err(fail)?;
            if block.is_empty() {
                break;
            }
            if watch.head().is_empty() {
                refuse_inside(source.name(), &block)?;
            }
            watch.see(&block);
        }
    }
    if watch.head().is_empty() {
        return Err(IntakeError::Empty { file: source.name().to_owned() });
    }
    Ok(Seen { sha256: hash.finish(), size, container, verdict: watch.verdict() })
}

/// What is packed must be an export too.
fn refuse_inside(file: &str, head: &[u8]) -> Result<(), IntakeError> {
    let packed = head.starts_with(b"\x1F\x8B") || head.starts_with(b"PK\x03\x04");
    match kind_of(head).or(packed.then_some(Kind::Twice)) {
        Some(kind) => Err(IntakeError::Kind { file: file.to_owned(), kind }),
        None => Ok(()),
    }
}

fn sample(
    source: &dyn Source,
    container: Container,
    encoding: &'static Encoding,
) -> Result<(Vec<u8>, bool), IntakeError> {
    let mut text = Decoding::new(container.open(source, None)?, encoding);
    let mut sample = Vec::new();
    let mut more = true;
    while more && sample.len() < SAMPLE_BYTES {
        more = text.read_some(&mut sample, SAMPLE_BYTES).map_err(|error| failure(source.name(), &error))?;
    }
    Ok((sample, !more))
}

/// Text has hardly any control characters.
fn refuse_binary(file: &str, sample: &[u8]) -> Result<(), IntakeError> {
    let head = &sample[..sample.len().min(64 * 1024)];
    let controls = head.iter().filter(|b| matches!(b, 0..=8 | 14..=26)).count();
    match controls * 50 > head.len() && controls > 8 {
        true => Err(IntakeError::Kind { file: file.to_owned(), kind: Kind::Binary }),
        false => Ok(()),
    }
}

fn looks(layout: &Layout, sample: &[u8], at_end: bool) -> Vec<Look> {
    let mut looks = vec![Look::default(); layout.width];
    let mut cells = super::cells::Cells::new();
    let (mut start, mut skip, mut rows) = (0, layout.skip, 0);
    while rows < 2_000
        && let Some(ending) = super::records::record_end(sample, start, layout.delimiter, at_end)
    {
        let line = without_line_end(&sample[start..ending.end]);
        start = ending.end;
        if skip > 0 {
            skip -= 1;
            continue;
        }
        rows += 1;
        let Ok(line) = std::str::from_utf8(line) else { continue };
        cells.split(line, layout.delimiter);
        if cells.len() == layout.width {
            for (n, look) in looks.iter_mut().enumerate() {
                look.see(cells.text(line, n));
            }
        }
    }
    looks
}

fn zone(
    choices: &Choices,
    platform: Option<&str>,
    plan: &Plan,
    columns: &[columns::Column],
) -> Option<jiff::tz::TimeZone> {
    if choices.timezone.is_some() {
        return choices.timezone.clone();
    }
    let header = plan.fields[Field::SignedAt.index()].map(|n| columns[n].header.to_ascii_uppercase());
    let says_utc =
        header.is_some_and(|h| h.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == "UTC" || w == "GMT"));
    match (says_utc, platform) {
        (true, _) => Some(jiff::tz::TimeZone::UTC),
        (false, Some(name)) => jiff::tz::TimeZone::get(name).ok(),
        (false, None) => None,
    }
}

fn written(file: &str, verdict: &Verdict, dialect: &Dialect, known: bool) -> Vec<Notice> {
    let file = || file.to_owned();
    let mut notices = Vec::new();
    if verdict.guessed {
        notices.push(Notice::EncodingGuessed { file: file(), encoding: verdict.name });
    }
    if verdict.broken > 0 {
        notices.push(Notice::BrokenText { file: file(), places: verdict.broken });
    }
    if dialect.preamble > 0 {
        notices.push(Notice::Preamble { file: file(), lines: dialect.preamble });
    }
    match dialect.header.as_ref().map(Vec::len) {
        None if known => {}
        None => notices.push(Notice::NoHeader { file: file() }),
        Some(_) if dialect.ragged => notices.push(Notice::Ragged { file: file() }),
        Some(named) if dialect.width + 1 == named => notices.push(Notice::LastCellMissing { file: file() }),
        Some(named) if dialect.width == named + 1 => notices.push(Notice::EmptyCellTrails { file: file() }),
        Some(_) => {}
    }
    notices
}

/// Reads every date of the file, and decides which number is the day.
fn decide_dates(
    source: &dyn Source,
    layout: &mut Layout,
    choices: &Choices,
    columns: &[columns::Column],
    questions: &mut Vec<Question>,
    notices: &mut Vec<Notice>,
) -> Result<(), IntakeError> {
    let chosen = match choices.date_order {
        Some(DateOrder::DayMonth) => Some(Order::DayMonth),
        Some(DateOrder::MonthDay) => Some(Order::MonthDay),
        Some(DateOrder::YearFirst) | None => None,
    };
    let places = [Field::SignedAt, Field::BirthDate].map(|field| layout.plan.fields[field.index()]);
    if chosen.is_some() || places.iter().all(Option::is_none) {
        (layout.signed.order, layout.birth.order) = (chosen, chosen);
        return Ok(());
    }
    let mut tallies = [DateTally::default(); 2];
    let mut cells = super::cells::Cells::new();
    for chunk in Chunks::open(source, layout, CHUNK_BYTES)? {
        tally(&chunk?, layout, &mut cells, places, &mut tallies);
    }
    for (place, (tally, reading)) in places.into_iter().zip(tallies.iter().zip([&mut layout.signed, &mut layout.birth]))
    {
        let Some(place) = place else { continue };
        let (file, key) = (layout.file.clone(), columns[place].key.clone());
        match tally.decided() {
            Decided::Order { order, mixed } => {
                reading.order = order;
                if mixed {
                    notices.push(Notice::DatesMixed { file, key });
                }
            }
            Decided::Open => questions.push(Question::DayMonth { file, key }),
        }
    }
    Ok(())
}

fn tally(
    chunk: &Chunk,
    layout: &Layout,
    cells: &mut super::cells::Cells,
    places: [Option<usize>; 2],
    tallies: &mut [DateTally; 2],
) {
    for (range, broken) in chunk.each() {
        let Ok(line) = std::str::from_utf8(without_line_end(&chunk.bytes[range])) else { continue };
        if broken {
            continue;
        }
        cells.split(line, layout.delimiter);
        if cells.len() != layout.width {
            continue;
        }
        for (place, tally) in places.iter().zip(tallies.iter_mut()) {
            if let Some(place) = place
                && let Some(written) = dates::read(trimmed(cells.text(line, *place)))
            {
                tally.see(written.evidence());
            }
        }
    }
}
