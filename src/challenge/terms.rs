//! What a dossier allows to be drawn and opened.
//!
//! In: a dossier without a finding. Out: its terms. Never: terms of a dossier that does not verify.

use super::ChallengeError;
use super::receipt::Dice;
use crate::day::Day;
use crate::fields::Field;
use crate::package::bag_info::Labels;
use crate::package::statement::Statement;
use crate::proof::Hash;
use crate::proof::digest::{unbase64, unhex32};
use crate::proof::sample::{Seed, nonce_commitment};
use crate::verify::Report;

/// Of a dossier, all that its challenge rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    pub id: String,
    pub integrity: Hash,
    /// Fingerprint of the key that sealed it.
    pub seal: String,
    pub created: Day,
    /// Entries of the register.
    pub size: u64,
    pub root: Hash,
    /// `register.fields`, `shown` included.
    pub fields: Vec<String>,
    /// Columns of the list, where there is one.
    pub columns: Option<Vec<String>>,
    /// The signed note, verbatim.
    pub checkpoint: String,
    /// None where no entry may be opened.
    pub challenge: Option<Challenge>,
    pub statement: Statement,
}

/// What may be opened, and under which nonce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    pub commitment: Hash,
    /// At least 1, at most the register's size.
    pub max_rows: u64,
    /// In canonical order; never none.
    pub fields: Vec<Field>,
}

impl Terms {
    /// The terms of a verified dossier; `checkpoint`: its `proof/register.checkpoint`. `None` where the report has a finding.
    pub fn of(report: &Report, checkpoint: String) -> Option<Terms> {
        let (statement, labels) = report.whole.as_ref()?;
        Some(Terms {
            id: statement.id.clone(),
            integrity: report.integrity?,
            seal: report.seal.clone()?,
            created: statement.created,
            size: statement.register.size,
            root: unbase64(&statement.register.root)?.try_into().ok()?,
            fields: statement.register.fields.clone(),
            columns: statement.list.as_ref().map(|list| list.columns.clone()),
            checkpoint,
            challenge: challenge(labels),
            statement: statement.clone(),
        })
    }

    /// The sample's seed.
    ///
    /// # Errors
    /// Where the dossier takes no challenge, or was sealed over another nonce.
    pub fn seed(&self, nonce: &Hash, dice: &Dice) -> Result<Seed, ChallengeError> {
        let challenge = self.challenge.as_ref().ok_or(ChallengeError::None)?;
        if nonce_commitment(nonce) != challenge.commitment {
            return Err(ChallengeError::Nonce);
        }
        Seed::new(&self.integrity, nonce, dice.digits()).ok_or(ChallengeError::Dice)
    }
}

/// What the labels allow; the verification has checked that they agree.
fn challenge(labels: &Labels) -> Option<Challenge> {
    let max_rows = labels.value("Challenge-Max-Rows")?.parse().ok().filter(|rows| *rows > 0)?;
    let fields = labels.value("Challenge-Fields")?.split(',').map(Field::from_name);
    Some(Challenge {
        commitment: unhex32(labels.value("Challenge-Commitment")?)?,
        max_rows,
        fields: fields.collect::<Option<_>>()?,
    })
}
