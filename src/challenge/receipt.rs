//! What the official threw and asked for, as it stands on the receipt (dossier-format §8.3).
//!
//! In: digits, names and sizes as people write them. Out: dice, fields, a number of entries. Never: anything of a response.

use super::ChallengeError;
use super::terms::Terms;
use crate::fields::{Field, FieldSet};
use crate::package::response::MOST_ENTRIES;
use crate::proof::sample::{bound_95, dice_read};

/// Dice, size and fields of one challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// 20 to 128 digits.
    pub dice: String,
    /// How many entries are drawn, at least one.
    pub size: u64,
    /// In canonical order; of none, entries are proved and nothing of them is opened but the list's line.
    pub fields: Vec<Field>,
}

impl Receipt {
    /// A challenge as the dossier allows it.
    ///
    /// # Errors
    /// Where the dossier takes no challenge, or not such a one.
    pub fn of(terms: &Terms, dice: Dice, size: Size, fields: Vec<Field>) -> Result<Receipt, ChallengeError> {
        let challenge = terms.challenge.as_ref().ok_or(ChallengeError::None)?;
        let size = size.of(terms.size);
        let most = challenge.max_rows.min(terms.size);
        if size == 0 || size > most {
            return Err(ChallengeError::Size { size, most });
        }
        if size > MOST_ENTRIES {
            return Err(ChallengeError::Size { size, most: MOST_ENTRIES });
        }
        if let Some(field) = fields.iter().find(|field| !challenge.fields.contains(field)) {
            return Err(ChallengeError::Field { field: field.name(), allowed: names(&challenge.fields).join(", ") });
        }
        Ok(Receipt { dice: dice.0, size, fields })
    }

    pub fn field_names(&self) -> Vec<String> {
        names(&self.fields)
    }
}

pub(super) fn names(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field.name().to_owned()).collect()
}

/// What was thrown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dice(String);

impl Dice {
    /// White space between digits is passed over, as the receipt has boxes in groups.
    ///
    /// # Errors
    /// Anything but 20 to 128 digits.
    pub fn parse(typed: &str) -> Result<Dice, ChallengeError> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if dice_read(&digits) { Ok(Dice(digits)) } else { Err(ChallengeError::Dice) }
    }

    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// Names of fields, separated by commas, or nothing; in canonical order whatever order they were typed in.
///
/// # Errors
/// A name that is none, one that stands twice.
pub fn fields(typed: &str) -> Result<Vec<Field>, ChallengeError> {
    let mut set = FieldSet::default();
    if typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    for name in typed.split(',').map(str::trim) {
        let field = Field::from_name(name).ok_or(ChallengeError::Name)?;
        if set.contains(field) {
            return Err(ChallengeError::Name);
        }
        set = set.with(field);
    }
    Ok(set.iter().collect())
}

/// How a sample's size was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Entries(u64),
    /// A share of the register in millionths, rounded up to whole entries.
    Share(u32),
    /// What California's Elections Code has counties draw: the larger of 500 and 3 % (§ 9030, § 9115).
    California,
    /// As many as would show, with none bad, that at most so many millionths of the register are.
    Bound(u32),
}

const WHOLE: u64 = 1_000_000;

impl Size {
    /// `300`, `5%`, `2.5%` or `california`.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(typed: &str) -> Result<Size, ChallengeError> {
        let typed = typed.trim();
        if typed.eq_ignore_ascii_case("california") {
            return Ok(Size::California);
        }
        if typed.ends_with('%') {
            return millionths(typed).map(Size::Share);
        }
        let digits = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit());
        typed.parse().ok().filter(|size| digits && *size > 0).map(Size::Entries).ok_or(ChallengeError::SizeWords)
    }

    /// `1%`: the bound that a sample with none bad shall show.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse_bound(typed: &str) -> Result<Size, ChallengeError> {
        millionths(typed.trim()).map(Size::Bound)
    }

    /// Entries of a register of `size`; may be more than it allows.
    pub fn of(self, size: u64) -> u64 {
        let share = |millionths: u64| {
            let entries = u128::from(size) * u128::from(millionths);
            u64::try_from(entries.div_ceil(u128::from(WHOLE))).unwrap_or(u64::MAX)
        };
        match self {
            Size::Entries(entries) => entries,
            Size::Share(millionths) => share(u64::from(millionths)),
            Size::California => share(30_000).max(500).min(size),
            Size::Bound(millionths) => {
                let allowed = (u128::from(size) * u128::from(millionths) / u128::from(WHOLE)) as u64;
                smallest(size, |n| bound_95(size, n, 0) <= allowed)
            }
        }
    }
}

/// The smallest of `1..=most` for which it holds; it holds from some number on. Small numbers are asked first: a large one takes long.
fn smallest(most: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut below, mut above) = (0, 1);
    while above < most && !holds(above) {
        (below, above) = (above, (above * 2).min(most));
    }
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if holds(middle) { above = middle } else { below = middle }
    }
    above
}

/// `2.5%` as 25 000: up to four decimals, more than none, at most all.
fn millionths(typed: &str) -> Result<u32, ChallengeError> {
    let parse = || {
        let number = typed.strip_suffix('%')?.trim_end();
        let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let digits =
            |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole, 3) || !digits(decimals, 4) {
            return None;
        }
        let parts = whole.parse::<u32>().ok()? * 10_000 + format!("{decimals:0<4}").parse::<u32>().ok()?;
        (1..=1_000_000).contains(&parts).then_some(parts)
    };
    parse().ok_or(ChallengeError::SizeWords)
}

#[cfg(test)]
mod tests {
    use super::{Dice, Size, fields};
    use crate::proof::sample::bound_95;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (typed, register, entries) in [
            ("300", 10, 300),
            ("5%", 1_000, 50),
            ("5%", 1_001, 51),
            ("2,5 %", 1_000, 25),
            ("0.0001%", 1_000_000_000, 1_000),
            ("100%", 7, 7),
            ("california", 2_000_000, 60_000),
            ("California", 10_000, 500),
            ("california", 300, 300),
        ] {
            assert_eq!(Size::parse(typed).map(|size| size.of(register)), Ok(entries), "{typed}");
        }
        for wrong in ["", "0", "-1", "+5", "1e3", "0%", "101%", "1.23456%", "%", ".5%", "five", "1 000"] {
            assert!(Size::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_bound_wished_is_the_smallest_sample_that_shows_it() {
        for (typed, register, n) in [("1%", 1_000_000, 298), ("1%", 2_000_000_000, 299), ("100%", 50, 1)] {
            assert_eq!(Size::parse_bound(typed).map(|size| size.of(register)), Ok(n), "{typed} of {register}");
        }
        for register in [1u64, 2, 19, 20, 100, 999, 123_456] {
            let n = Size::Bound(20_000).of(register);
            let allowed = register / 50;
            assert!(bound_95(register, n, 0) <= allowed && (n == 1 || bound_95(register, n - 1, 0) > allowed));
        }
    }

    #[test]
    fn dice_and_fields_are_read_as_they_stand_on_the_receipt() {
        let digits = "12345 67890 12345 67890";
        assert_eq!(Dice::parse(digits).map(|dice| dice.digits().len()), Ok(20));
        assert!(Dice::parse("1234567890123456789").is_err() && Dice::parse("1234567890123456789x").is_err());
        let named: Vec<&str> = fields("city, given_name").expect("fields").iter().map(|field| field.name()).collect();
        assert_eq!(named, ["given_name", "city"]);
        assert_eq!(fields(" "), Ok(vec![]));
        for wrong in ["shown", ",", "city,city", "City", "city;region"] {
            assert!(fields(wrong).is_err(), "{wrong}");
        }
    }
}
