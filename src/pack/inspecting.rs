//! A look before a pack: what was recognised, and the ledger that a pack would have.
//!
//! In: exports. Out: surveys, ledger, the first rows masked. Never: a file that stays, or a cell in the clear.

use super::committing::Committing;
use super::reading::Reading;
use super::request::{Folder, Inspected, PackError, Tuning};
use super::{stating, surveying};
use crate::day::Day;
use crate::fields::Field;
use crate::intake::{Choices, Row, RowReader, Source};
use crate::progress::{Progress, Stage};
use crate::proof::commitment::SeedKey;
use crate::proof::tag::TagKey;
use crate::register::mask;
use crate::register::policy::Policy;
use crate::register::spool::Buckets;
use crate::scratch::Scratch;
use crate::secrets::Secrets;
use std::path::Path;

/// How many masked rows a look shows.
const SAMPLE: usize = 5;

/// What a look needs; the door brings a folder for encrypted temporaries and fresh secrets.
pub struct InspectRequest<'a> {
    pub exports: &'a [Box<dyn Source>],
    pub choices: &'a Choices,
    pub policy: &'a Policy,
    pub temporary: &'a Path,
    /// The day in UTC.
    pub today: Day,
    pub secrets: &'a Secrets,
    pub tuning: Tuning,
    pub progress: &'a dyn Progress,
}

/// Looks at exports. An open question is no error here.
///
/// # Errors
/// Where an export cannot be read, or the folder for temporaries cannot be used.
pub fn inspect(request: &InspectRequest<'_>) -> Result<Inspected, PackError> {
    whole(request).map_err(|error| error.in_folder(Folder::Temporary(request.temporary.to_owned())))
}

fn whole(request: &InspectRequest<'_>) -> Result<Inspected, PackError> {
    let surveyed = surveying::survey(request.exports, request.choices, request.today, request.progress)?;
    let fields = surveyed.fields();
    let committed = request.policy.committed(fields);
    let scratch = Scratch::open(request.temporary)?;
    let size = surveyed.size();
    let key = request.secrets.spool_key("register", 0);
    let buckets = Buckets::new(&scratch, &key, surveyed.text_size(), request.tuning.buckets)?;
    request.progress.begin(Stage::Read, size);
    let read = Reading {
        sources: &surveyed.sources,
        surveys: &surveyed.surveys,
        policy: request.policy,
        committed: committed.iter().copied().collect(),
        tags: &TagKey::new(&request.secrets.pseudonym_key(0), &request.secrets.id()),
        buckets: &buckets,
        day: request.today,
        tuning: request.tuning,
        progress: request.progress,
    }
    .run()?;
    request.progress.begin(Stage::Commit, read.rows_read());
    let sifted = Committing {
        buckets: &buckets,
        committed: &committed,
        seeds: &SeedKey::new(&request.secrets.seed_key()),
        redactor: None,
        period: request.policy.period(),
        unit: request.policy.unit(),
        threads: request.tuning.threads,
        progress: request.progress,
    }
    .sifted()?;
    let sample_fields: Vec<Field> = fields.iter().collect();
    let sample = sample(&surveyed, &sample_fields)?;
    let ledger = stating::ledger_of(0, &read, &sifted, [0; crate::ledger::Cleaning::COUNT]);
    let mut notices = surveyed.notices;
    notices.extend(read.notices(&surveyed.surveys, request.policy, request.today));
    Ok(Inspected { exports: surveyed.surveys, ledger, sample_fields, sample, notices })
}

fn sample(surveyed: &surveying::Surveyed<'_>, fields: &[Field]) -> Result<Vec<Vec<String>>, PackError> {
    let mut rows = Vec::new();
    for (survey, source) in surveyed.surveys.iter().zip(&surveyed.sources) {
        let mut reader = RowReader::new(&survey.layout);
        for chunk in survey.chunks(*source)? {
            reader.for_each(&chunk?, |row| {
                if let Row::Signature { personal, .. } = row
                    && rows.len() < SAMPLE
                {
                    rows.push(fields.iter().map(|field| mask::masked(&personal, *field)).collect());
                }
            });
            if rows.len() >= SAMPLE {
                return Ok(rows);
            }
        }
    }
    Ok(rows)
}
