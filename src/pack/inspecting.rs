//! A look before a pack: what was recognised, and the ledger that a pack would have.
//!
//! In: exports, a policy. Out: surveys, ledger, tables, the first rows masked and as the policy shows them. Never: a file that stays, or a cell in the clear.

use super::committing::Committing;
use super::reading::Reading;
use super::request::{Folder, Inspected, PackError, Tuning};
use super::{stating, surveying};
use crate::day::Day;
use crate::entry::{Column, Entry};
use crate::fields::Field;
use crate::intake::{Choices, Row, RowReader, Source};
use crate::progress::{Progress, Stage};
use crate::proof::commitment::SeedKey;
use crate::proof::tag::TagKey;
use crate::register::classes::Decision;
use crate::register::mask;
use crate::register::personal::Personal;
use crate::register::policy::Policy;
use crate::register::redaction::{Redactor, Shown};
use crate::register::spool::Buckets;
use crate::scratch::Scratch;
use crate::secrets::Secrets;
use std::path::Path;

/// Stands where a pack will have a number or a pseudonym, which a look does not know.
const UNKNOWN: &str = "…";

/// What a look needs; the door brings a folder for encrypted temporaries and fresh secrets.
pub struct InspectRequest<'a> {
    pub exports: &'a [Box<dyn Source>],
    pub choices: &'a Choices,
    pub policy: &'a Policy,
    /// How many rows are shown.
    pub rows: usize,
    pub temporary: &'a Path,
    /// The day of the dossier, in UTC.
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
    let policy = request.policy;
    let redactor = policy.rows().then(|| Redactor::new(policy, fields, request.today));
    let counted = Committing {
        buckets: &buckets,
        committed: &committed,
        seeds: &SeedKey::new(&request.secrets.seed_key()),
        redactor: redactor.as_ref(),
        period: policy.period(),
        unit: policy.unit(),
        threads: request.tuning.threads,
        progress: request.progress,
    }
    .counted()?;
    let counts = super::tables(policy, &read, &counted.tally);
    let decision = counted.classes.map(|classes| classes.decide(policy.k(), &counts, policy.period()));
    let view = View { redactor, decision: decision.unwrap_or_default(), fields: fields.iter().collect() };
    let (sample, shown) = view.of_first(&surveyed, request.rows)?;
    let ledger = stating::ledger_of(0, &read, &counted.sifted, [0; crate::ledger::Cleaning::COUNT]);
    let mut notices = surveyed.notices;
    notices.extend(read.notices(&surveyed.surveys, policy, request.today));
    Ok(Inspected {
        exports: surveyed.surveys,
        ledger,
        counts,
        sample_fields: view.fields,
        sample,
        shown_columns: view.redactor.map_or_else(Vec::new, |redactor| redactor.columns().to_vec()),
        shown,
        notices,
    })
}

/// How rows are looked at: masked, and through the policy.
struct View {
    redactor: Option<Redactor>,
    decision: Decision,
    fields: Vec<Field>,
}

type Cells = Vec<Vec<String>>;

impl View {
    /// The first signatures of the exports, by both views.
    fn of_first(&self, surveyed: &surveying::Surveyed<'_>, most: usize) -> Result<(Cells, Cells), PackError> {
        let (mut masked, mut shown) = (Cells::new(), Cells::new());
        for (survey, source) in surveyed.surveys.iter().zip(&surveyed.sources) {
            let mut reader = RowReader::new(&survey.layout);
            for chunk in survey.chunks(*source)? {
                reader.for_each(&chunk?, |row| {
                    if let Row::Signature { personal, .. } = row
                        && masked.len() < most
                    {
                        masked.push(self.fields.iter().map(|field| mask::masked(&personal, *field)).collect());
                        shown.extend(self.redactor.as_ref().map(|redactor| self.through(redactor, &personal)));
                    }
                });
                if masked.len() >= most {
                    return Ok((masked, shown));
                }
            }
        }
        Ok((masked, shown))
    }

    fn through(&self, redactor: &Redactor, row: &Personal<'_>) -> Vec<String> {
        let mut entry = Entry::default();
        redactor.entry(0, UNKNOWN, row, &self.decision, &mut Shown::new(), &mut entry);
        let cells = redactor.columns().iter().zip(entry.cells());
        cells.map(|(column, cell)| if *column == Column::Entry { UNKNOWN } else { cell }.to_owned()).collect()
    }
}
