//! The second story: dice → drawn entries → response → check (dossier-format §8).
//!
//! `terms`: what a dossier allows. `receipt`: what the official threw and asked for. `respond`: a vault opens the drawn
//! entries. `check`: do they lead to the sealed root, and what does the sample say? `listed`: lines of the list.
//! In: a dossier that was verified; dice, size and fields from the official's receipt. Out: a response; or findings, the
//! sample and the 95 % bound. Never: dice taken from a response, a value that was not asked for, "confirmed" without a receipt.

mod check;
mod listed;
mod opened;
mod receipt;
mod respond;
mod terms;
mod told;

pub use check::{Asked, Bad, CheckError, Checked, Drawn, Sample, Verdict, check, verified_terms};
pub use receipt::{Dice, Receipt, Size, fields};
pub use respond::{Disclosure, Looks, Response, respond};
pub use terms::{Challenge, Terms};

use crate::paper::PaperError;
use crate::vault::VaultError;

/// Why a challenge was not answered, or could not be understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeError {
    #[error("These are no dice. Give 20 to 128 digits, as they were thrown and written on the receipt.")]
    Dice,
    #[error(
        "The size of the sample is not understood. Give a number, a share as `5%`, or `california` (the larger of 500 and 3 %)."
    )]
    SizeWords,
    #[error(
        "The fields are not understood. Give names from the slip, each once, with commas between them, as `given_name,city`."
    )]
    Name,
    #[error("This dossier was sealed without a challenge, so no entry of it can be opened. Verify it whole instead.")]
    None,
    #[error("A sample of {size} cannot be drawn from this dossier. Ask for a number of entries from 1 to {most}.")]
    Size { size: u64, most: u64 },
    #[error("The field {field} is none that this dossier allows to be opened. It allows: {allowed}.")]
    Field { field: &'static str, allowed: String },
    #[error(
        "This vault has answered other dice, and one dossier answers one throw. Use the dice that stand on the receipt of the first challenge."
    )]
    OtherDice,
    #[error(
        "The vault is of another dossier: its {0} is not this one's. Name the vault that was made with the dossier."
    )]
    OtherDossier(&'static str),
    #[error(
        "The key set's seal is not the one on this dossier, and a response is sealed as its dossier was. Name the folder of that key with --keys."
    )]
    OtherSeal,
    #[error("The nonce is not the one that this dossier was sealed over. Take it from response.json, 64 digits.")]
    Nonce,
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error("{0}")]
    Paper(#[from] PaperError),
}
