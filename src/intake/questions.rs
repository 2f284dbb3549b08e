//! What intake asks staff, which stops a pack, and what it tells them, which does not.
//!
//! In: names of files, headers, counts. Out: two sentences each, what is wrong and what to do. Never: a cell.

use crate::fields::Field;
use std::fmt;

/// What only staff can decide; a pack stops on any. Display: what is undecided, and how to decide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Two columns that could both be `field`; each is a key for `[columns]`.
    TwoColumns { file: String, field: Field, keys: Vec<String> },
    /// Neither a name nor an e-mail address was recognised.
    NoPerson { file: String, keys: Vec<String> },
    /// Dates such as 04/09/2017 in this column, and nothing in the whole file that says which number is the day.
    DayMonth { file: String, key: String, years: Years },
}

/// How the dates that leave a doubt write their years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    FourDigits,
    /// Some of them with two, so that the year could come first as well.
    TwoDigits,
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Question::TwoColumns { file, field, keys } => {
                let field = field.name();
                write!(f, "{file} has {} columns for {field}: {}. ", keys.len(), listed(keys))?;
                let other = keys.last().map_or("…", String::as_str);
                write!(
                    f,
                    "Write into a file `[columns]` and below it, for the ones that are not meant, as {} = \"ignore\", and name that file with --columns.",
                    quoted(other)
                )
            }
            Question::NoPerson { file, keys } => {
                write!(
                    f,
                    "{file} has no column that is known as a name or an e-mail address; it has {}. ",
                    listed(keys)
                )?;
                let first = keys.first().map_or("…", String::as_str);
                write!(
                    f,
                    "Write into a file `[columns]` and below it what each column is, as {} = \"full_name\", above it header = true if the first line is a header and was taken for a row, or header = false if it is a row, and name that file with --columns.",
                    quoted(first)
                )
            }
            Question::DayMonth { file, key, years: Years::FourDigits } => write!(
                f,
                "{file} has dates in the column {} of which nothing says whether the day or the month comes first. Write into a file date_order = \"dmy\" (day first) or date_order = \"mdy\" (month first) and name that file with --columns.",
                quoted(key)
            ),
            Question::DayMonth { file, key, years: Years::TwoDigits } => write!(
                f,
                "{file} has dates with two-digit years in the column {} of which nothing says whether the day, the month or the year comes first. Write into a file date_order = \"dmy\" (day first), \"mdy\" (month first) or \"ymd\" (year first) and name that file with --columns.",
                quoted(key)
            ),
        }
    }
}

/// What staff should know and need not decide. Display: what was seen, and what to do if it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Columns that no field takes.
    Dropped { file: String, keys: Vec<String> },
    /// A column known by its header whose values look like something else.
    Contradicted { file: String, key: String, field: Field },
    /// A column whose header says nothing, known by its values.
    ByValues { file: String, key: String, field: Field },
    /// The encoding is a guess from the letters' frequencies.
    EncodingGuessed { file: String, encoding: &'static str },
    /// UTF-8 in which some bytes are broken.
    BrokenText { file: String, places: u64 },
    /// Rows are one cell shorter than the header.
    LastCellMissing { file: String },
    /// Rows are one (empty) cell longer than the header.
    EmptyCellTrails { file: String },
    /// Lines before the header that are no rows.
    Preamble { file: String, lines: u64 },
    /// The file has no header.
    NoHeader { file: String },
    /// Most rows do not have as many cells as the header.
    Ragged { file: String },
    /// Some dates of the column contradict the order that nearly all the others show.
    DatesMixed { file: String, key: String },
    /// More than half of the column's cells are no dates.
    DatesUnread { file: String, key: String, cells: u64, of: u64 },
    /// The choices name a column that this file does not have.
    NoSuchColumn { file: String, key: String },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Dropped { file, keys } => write!(
                f,
                "{file}: {} not read: {}. If {} is needed, name its field in a file for --columns.",
                if keys.len() == 1 { "one column is" } else { "some columns are" },
                listed(keys),
                if keys.len() == 1 { "it" } else { "one of them" }
            ),
            Notice::Contradicted { file, key, field } => write!(
                f,
                "{file}: most values of the column {} do not look like {}. If it is another thing, say so in a file for --columns.",
                quoted(key),
                field.name()
            ),
            Notice::ByValues { file, key, field } => write!(
                f,
                "{file}: the column {} is read as {} because of its values. If it is not, say so in a file for --columns.",
                quoted(key),
                field.name()
            ),
            Notice::EncodingGuessed { file, encoding } => write!(
                f,
                "{file}: the letters look like {encoding}, which is not sure. Compare the sample that `handover inspect` shows, or name the encoding in a file for --columns."
            ),
            Notice::BrokenText { file, places } => write!(
                f,
                "{file}: the text is UTF-8 but broken in {places} {}. The rows with broken text count as malformed; export again if there are many.",
                if *places == 1 { "place" } else { "places" }
            ),
            Notice::LastCellMissing { file } => write!(
                f,
                "{file}: the rows have one cell less than the header. The last column of the header is taken as missing; compare the sample that `handover inspect` shows."
            ),
            Notice::EmptyCellTrails { file } => write!(
                f,
                "{file}: the rows have one cell more than the header. The last cell is not read; compare the sample that `handover inspect` shows."
            ),
            Notice::Preamble { file, lines } => write!(
                f,
                "{file}: {lines} {} before the header {} passed over. If they are signatures, give them a header of their own.",
                if *lines == 1 { "line" } else { "lines" },
                if *lines == 1 { "is" } else { "are" }
            ),
            Notice::NoHeader { file } => write!(
                f,
                "{file}: the first line is no header that is known, so it is read as a row. If it is a header, write header = true into a file for --columns, and say there what its columns are."
            ),
            Notice::Ragged { file } => write!(
                f,
                "{file}: most of the first rows have more or fewer cells than the header, so they will count as malformed. Check the delimiter, and name it in a file for --columns."
            ),
            Notice::DatesMixed { file, key } => write!(
                f,
                "{file}: a few dates in the column {} contradict the order of day and month that the others show. They are flagged as unusable; correct them in the export if they matter.",
                quoted(key)
            ),
            Notice::DatesUnread { file, key, cells, of } => write!(
                f,
                "{file}: {cells} of {of} cells of the column {} cannot be read as a date and count as empty. Look how the export writes its dates, and say in a file for --columns in which order (`date_order`) or what the column is.",
                quoted(key)
            ),
            Notice::NoSuchColumn { file, key } => write!(
                f,
                "{file} has no column {}, which the file for --columns names. Check its spelling if it should be there.",
                quoted(key)
            ),
        }
    }
}

/// So many characters of a header are shown.
pub(super) const SHOWN: usize = 80;

/// A key as it stands in TOML; line ends and other controls of a header become spaces, a long one is cut.
pub(super) fn quoted(key: &str) -> String {
    let mut out = String::from("\"");
    for (n, c) in key.chars().enumerate() {
        match c {
            _ if n == SHOWN => {
                out.push('…');
                break;
            }
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub(super) fn listed(keys: &[String]) -> String {
    const MOST: usize = 40;
    let mut text = keys.iter().take(MOST).map(|key| quoted(key)).collect::<Vec<_>>().join(", ");
    if keys.len() > MOST {
        text.push_str(&format!(" and {} more", keys.len() - MOST));
    }
    text
}
