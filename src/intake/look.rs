//! What the text of an export says, once its container and its encoding are taken for known.
//!
//! In: a source, how it is packed and encoded, choices. Out: `Looked`: dialect, columns, the layout, questions, notices.
//! Never: an order of day and month that only the first rows show.

use super::Source;
use super::cells::{self, Cells};
use super::choices::{Choices, DateOrder};
use super::chunks::{CHUNK_BYTES, Chunks};
use super::columns::{self, Column, Plan, Recognised};
use super::container::{Container, failure};
use super::dates::{self, Century, Order, Reading};
use super::dialect::{Dialect, dialect_of};
use super::encoding::Decoding;
use super::errors::{IntakeError, Kind};
use super::evidence::{DateTally, Decided, Look};
use super::questions::{Notice, Question};
use super::records::{record_end, without_line_end};
use super::survey::Layout;
use super::synonyms::{key, words};
use super::values::trimmed;
use crate::day::Day;
use crate::fields::Field;
use encoding_rs::Encoding;

/// So much text is looked at for delimiter, header and columns.
const SAMPLE_BYTES: usize = 1 << 20;
const MOST_COLUMNS: usize = 4096;

/// What was found.
pub(super) struct Looked {
    pub layout: Layout,
    pub platform: Option<&'static str>,
    pub columns: Vec<Column>,
    pub questions: Vec<Question>,
    pub notices: Vec<Notice>,
}

/// Looks at the first rows for what they are, and at all rows for their dates. `day` is the dossier's.
/// `all_rows` is the source once more, for the one pass over all of it.
pub(super) fn look(
    source: &dyn Source,
    all_rows: &dyn Source,
    container: Container,
    encoding: &'static Encoding,
    choices: &Choices,
    day: Day,
) -> Result<Looked, IntakeError> {
    let words = words();
    let file = source.name().to_owned();
    let (sample, at_end) = sample(source, container, encoding)?;
    refuse_binary(&file, &sample)?;
    let mut dialect = dialect_of(&sample, at_end, choices, words);
    let header = dialect.header.clone();
    let header = header.as_deref();
    if dialect.width > MOST_COLUMNS || header.is_some_and(|cells| cells.len() > MOST_COLUMNS) {
        return Err(IntakeError::Wide { file });
    }
    let keys: Vec<String> = header.unwrap_or_default().iter().map(|cell| key(cell)).collect();
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
        container,
        encoding,
        delimiter: dialect.delimiter,
        skip: dialect.skip,
        width: dialect.width,
        header_line: dialect.header_line.clone(),
        plan: Plan::default(),
        // Where somebody signs it may be a day later than here.
        signed: Reading { century: Some(Century::Until(day.next())), ..Reading::default() },
        birth: Reading {
            century: Some(choices.birth_years_from.map_or(Century::Until(day), Century::From)),
            ..Reading::default()
        },
    };
    let looks = looks(&layout, &sample, at_end);
    let cells = header.unwrap_or_default();
    let chosen = choices.of_columns(&file, cells, cells.len().max(looks.len()))?;
    let Recognised { columns, plan, mut questions, notices: of_columns } =
        columns::recognise(&file, cells, &looks, platform, &chosen, words);
    layout.plan = plan;
    layout.signed.zone = zone(choices, platform.and_then(|p| p.timezone), &layout.plan, &columns);
    let mut notices = of_rows(&file, &dialect, platform.is_some() || choices.header == Some(false));
    notices.extend(of_columns);
    decide_dates(all_rows, &mut layout, choices, &columns, &mut questions, &mut notices)?;
    Ok(Looked { layout, platform: platform.map(|platform| platform.name), columns, questions, notices })
}

fn sample(
    source: &dyn Source,
    container: Container,
    encoding: &'static Encoding,
) -> Result<(Vec<u8>, bool), IntakeError> {
    let mut text = Decoding::new(container.open(source)?, encoding);
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
    let mut cells = Cells::new();
    let (mut start, mut skip, mut rows) = (0, layout.skip, 0);
    while rows < 2_000
        && let Some(ending) = record_end(sample, start, layout.delimiter, at_end)
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

fn zone(choices: &Choices, platform: Option<&str>, plan: &Plan, columns: &[Column]) -> Option<jiff::tz::TimeZone> {
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

/// What is worth saying of how the rows are written.
fn of_rows(file: &str, dialect: &Dialect, known: bool) -> Vec<Notice> {
    let file = || file.to_owned();
    let mut notices = Vec::new();
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
    columns: &[Column],
    questions: &mut Vec<Question>,
    notices: &mut Vec<Notice>,
) -> Result<(), IntakeError> {
    let chosen = choices.date_order.map(|order| match order {
        DateOrder::DayMonth => Order::DayMonth,
        DateOrder::MonthDay => Order::MonthDay,
        DateOrder::YearFirst => Order::YearFirst,
    });
    let places = [Field::SignedAt, Field::BirthDate].map(|field| layout.plan.fields[field.index()]);
    if places.iter().all(Option::is_none) {
        return Ok(());
    }
    let mut tallies = [DateTally::default(); 2];
    for chunk in Chunks::open(source, layout, CHUNK_BYTES, None)? {
        let chunk = chunk?;
        for (range, broken) in chunk.each() {
            let line = without_line_end(&chunk.bytes[range]);
            if !broken {
                tally(line, layout.delimiter, places, &mut tallies);
            }
        }
    }
    for (place, (tally, reading)) in places.into_iter().zip(tallies.iter().zip([&mut layout.signed, &mut layout.birth]))
    {
        let Some(place) = place else { continue };
        let (file, key) = (layout.file.clone(), columns[place].key.clone());
        match (chosen, tally.decided()) {
            (Some(order), _) => reading.order = Some(order),
            (None, Decided::Order { order, mixed }) => {
                reading.order = order;
                if mixed {
                    notices.push(Notice::DatesMixed { file: file.clone(), key: key.clone() });
                }
            }
            (None, Decided::Open) => {
                questions.push(Question::DayMonth { file: file.clone(), key: key.clone(), years: tally.years() });
            }
        }
        if let Some(cells) = tally.unread(reading.order) {
            notices.push(Notice::DatesUnread { file, key, cells, of: tally.filled });
        }
    }
    Ok(())
}

fn tally(line: &[u8], delimiter: u8, places: [Option<usize>; 2], tallies: &mut [DateTally; 2]) {
    for (place, tally) in places.iter().zip(tallies) {
        if let Some(place) = place
            && let Some(cell) = cells::nth(line, delimiter, *place)
            && let Ok(cell) = std::str::from_utf8(cell)
            && let cell = trimmed(cell)
            && !cell.is_empty()
        {
            tally.see(dates::read(cell));
        }
    }
}
