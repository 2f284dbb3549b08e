//! A challenge as it is typed: from the official's receipt.

use super::args::AskedArgs;
use super::voice::Trouble;
use crate::challenge::{Asked, ChallengeError, Dice, Size, fields};

/// Dice and size.
///
/// # Errors
/// What is not understood, in words that name the option.
pub fn draw(dice: &str, size: Option<&str>, bound: Option<&str>) -> Result<(Dice, Size), Trouble> {
    let dice = Dice::parse(dice).map_err(|error| trouble(&error, "--dice"))?;
    let size = match (size, bound) {
        (Some(size), None) => Size::parse(size).map_err(|error| trouble(&error, "--size"))?,
        (None, Some(bound)) => Size::parse_bound(bound).map_err(|_| {
            Trouble::could_not(
                "--bound: this is no share. Give the share of bad entries that the sample shall show at most, as `1%`.",
            )
        })?,
        _ => {
            return Err(Trouble::could_not(
                "the size of the sample is missing. Give --size with a number, `5%` or `california`, or --bound with a share as `1%`.",
            ));
        }
    };
    Ok((dice, size))
}

/// The whole receipt; none where nothing of it was typed.
///
/// # Errors
/// A part that is missing or not understood.
pub fn receipt(typed: &AskedArgs) -> Result<Option<Asked>, Trouble> {
    let (dice, named) = match (&typed.dice, &typed.fields) {
        (None, None) if typed.size.is_none() && typed.bound.is_none() => return Ok(None),
        (Some(dice), Some(fields)) => (dice, fields),
        _ => {
            return Err(Trouble::could_not(
                "a part of the receipt is missing. Give --dice, --fields and --size (or --bound) as they stand on it, or none of them.",
            ));
        }
    };
    let (dice, size) = draw(dice, typed.size.as_deref(), typed.bound.as_deref())?;
    let fields = fields(named).map_err(|error| trouble(&error, "--fields"))?;
    Ok(Some(Asked { dice, size, fields }))
}

fn trouble(error: &ChallengeError, option: &str) -> Trouble {
    Trouble::could_not(error).in_file(&option)
}

/// The answer is no where the dossier does not allow it; all else could not be tried.
pub fn refusal(error: &ChallengeError) -> Trouble {
    match error {
        ChallengeError::Dice | ChallengeError::SizeWords | ChallengeError::Name | ChallengeError::Paper(_) => {
            Trouble::could_not(error)
        }
        other => Trouble::no(other),
    }
}
