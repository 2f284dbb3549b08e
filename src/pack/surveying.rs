//! Before the first step: a look at every export as a whole.
//!
//! In: exports. Out: their surveys, each file once, in an order that does not depend on how they were named. Never: a
//! guess where staff have to choose.

use super::notices::Notice;
use super::request::PackError;
use crate::day::Day;
use crate::fields::FieldSet;
use crate::intake::{self, Choices, Container, Question, Source, Survey};
use crate::progress::{Progress, Stage};

/// The exports as they will be read.
pub struct Surveyed<'a> {
    pub surveys: Vec<Survey>,
    pub sources: Vec<&'a dyn Source>,
    /// What staff should know.
    pub notices: Vec<Notice>,
}

impl Surveyed<'_> {
    /// The canonical fields that any of the exports has.
    pub fn fields(&self) -> FieldSet {
        self.surveys.iter().fold(FieldSet::EMPTY, |all, survey| all.union(survey.fields()))
    }

    /// Bytes of all exports, as they lie there.
    pub fn size(&self) -> u64 {
        self.surveys.iter().map(|survey| survey.size).sum()
    }

    /// About how many bytes of text are in them. Only memory depends on it.
    pub fn text_size(&self) -> u64 {
        let text = |survey: &Survey| match survey.container {
            Container::Plain => survey.size,
            Container::Gzip => survey.size.saturating_mul(8),
            Container::Zip { size, .. } => size,
        };
        self.surveys.iter().map(text).sum()
    }
}

/// Surveys all exports. A file that is there twice, packed or not, is said and read once.
pub fn survey<'a>(
    exports: &'a [Box<dyn Source>],
    choices: &Choices,
    day: Day,
    progress: &dyn Progress,
) -> Result<Surveyed<'a>, PackError> {
    if exports.is_empty() {
        return Err(PackError::NoExport);
    }
    progress.begin(Stage::Survey, exports.iter().map(|export| export.size()).sum());
    let mut given: Vec<(Survey, &dyn Source)> = Vec::new();
    for export in exports {
        given.push((intake::survey(export.as_ref(), choices, day, progress)?, export.as_ref()));
    }
    // Of one text, the plain file is read; whichever was named first, the dossier is the same.
    given.sort_by_key(|(survey, _)| (survey.text_sha256, survey.container != Container::Plain, survey.sha256));
    let mut found: Vec<(Survey, &dyn Source)> = Vec::new();
    let mut notices = Vec::new();
    for (survey, export) in given {
        match found.last() {
            Some((first, _)) if first.text_sha256 == survey.text_sha256 => notices.push(twice(&survey, first)),
            _ => found.push((survey, export)),
        }
    }
    found.sort_by_key(|(survey, _)| survey.sha256);
    for (survey, _) in &found {
        notices.extend(survey.notices.iter().cloned().map(Notice::Export));
    }
    let (surveys, sources) = found.into_iter().unzip();
    Ok(Surveyed { surveys, sources, notices })
}

fn twice(again: &Survey, first: &Survey) -> Notice {
    let packed_otherwise = again.sha256 != first.sha256;
    Notice::Twice { file: again.file.clone(), other: first.file.clone(), packed_otherwise }
}

/// A pack does not begin while a choice is open.
pub fn no_questions(surveys: &[Survey]) -> Result<(), PackError> {
    let questions: Vec<Question> = surveys.iter().flat_map(|survey| survey.questions.clone()).collect();
    if questions.is_empty() { Ok(()) } else { Err(PackError::Unsure(questions)) }
}
