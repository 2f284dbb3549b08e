//! What staff should know of what was read, though nothing stops at it.
//!
//! In: files, counts, a day. Out: two sentences each for the command line, or a message for the service. Never: a cell.

use crate::day::Day;
use crate::intake;
use crate::said::Said;
use std::fmt;

/// No petition has been open for so long.
pub const LONG_YEARS: u16 = 50;

/// Display: what was seen, and what to do if it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Of one export, before its rows are read.
    Export(intake::Notice),
    /// A file that is there twice.
    Twice { file: String, other: String, packed_otherwise: bool },
    /// Rows that count though their export says that they are not confirmed.
    Unconfirmed { file: String, rows: u64, policy: String },
    /// Rows dated after the dossier.
    Late { file: String, rows: u64, day: Day },
    /// Rows dated long before the dossier.
    Early { file: String, rows: u64, day: Day },
    /// The cover has letters that are drawn as boxes.
    CoverLetters,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let are = |rows: &u64| if *rows == 1 { "row is" } else { "rows are" };
        match self {
            Notice::Export(notice) => notice.fmt(f),
            Notice::Twice { file, other, packed_otherwise } => {
                let how = if *packed_otherwise { "packed in another way" } else { "byte for byte" };
                write!(f, "{file} is the same file as {other}, {how}. It was read once.")
            }
            Notice::Unconfirmed { file, rows, policy } => write!(
                f,
                "{file}: {rows} {} not marked as confirmed; the policy `{policy}` counts them. If they should not count, pack under a policy file with `require_confirmed = true`.",
                are(rows)
            ),
            Notice::Late { file, rows, day } => write!(
                f,
                "{file}: {rows} {} dated after {day}, the dossier's date, and counted in the period of that later date. Compare these dates with the platform's, and correct them in the export if they are wrong.",
                are(rows)
            ),
            Notice::Early { file, rows, day } => write!(
                f,
                "{file}: {rows} {} dated more than {LONG_YEARS} years before {day}, the dossier's date; a two-digit year that lies ahead of it is read as a past one. Compare these dates with the platform's, and correct them in the export if they are wrong.",
                are(rows)
            ),
            Notice::CoverLetters => f.write_str(
                "The cover holds a character that no font here has: it is drawn as a box with the character's number. Look at it before it is printed.",
            ),
        }
    }
}

impl Notice {
    pub fn said(&self) -> Said {
        match self {
            Notice::Export(notice) => notice.said(),
            Notice::Twice { file, other, .. } => Said::of("rows-twice").name("file", file).name("other", other),
            Notice::Unconfirmed { file, rows, policy } => Said::of("rows-unconfirmed")
                .name("file", file)
                .count("n", *rows)
                .word("policy", format!("policy-{policy}")),
            Notice::Late { file, rows, day } => {
                Said::of("rows-late").name("file", file).count("n", *rows).name("day", &day.to_string())
            }
            Notice::Early { file, rows, day } => Said::of("rows-early")
                .name("file", file)
                .count("n", *rows)
                .count("years", u64::from(LONG_YEARS))
                .name("day", &day.to_string()),
            Notice::CoverLetters => Said::of("cover-letters"),
        }
    }
}
