//! Before the first step: a look at every export as a whole.
//!
//! In: exports. Out: their surveys, each file once, in an order that does not depend on how they were named. Never: a
//! guess where staff have to choose.

use super::request::PackError;
use crate::intake::{self, Choices, Container, Source, Survey};
use crate::progress::{Progress, Stage};

/// The exports as they will be read.
pub struct Surveyed<'a> {
    pub surveys: Vec<Survey>,
    pub sources: Vec<&'a dyn Source>,
    /// What staff should know, in sentences.
    pub notices: Vec<String>,
}

impl Surveyed<'_> {
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

/// Surveys all exports. A file that is there twice is said and read once.
pub fn survey<'a>(
    exports: &'a [Box<dyn Source>],
    choices: &Choices,
    progress: &dyn Progress,
) -> Result<Surveyed<'a>, PackError> {
    if exports.is_empty() {
        return Err(PackError::NoExport);
    }
    progress.begin(Stage::Survey, exports.iter().map(|export| export.size()).sum());
    let mut found: Vec<(Survey, &dyn Source)> = Vec::new();
    let mut notices = Vec::new();
    for export in exports {
        let survey = intake::survey(export.as_ref(), choices, progress)?;
        match found.iter().find(|(first, _)| first.sha256 == survey.sha256) {
            Some((first, _)) => notices
                .push(format!("{} is the same file as {}, byte for byte. It was read once.", survey.file, first.file)),
            None => found.push((survey, export.as_ref())),
        }
    }
    found.sort_by_key(|(survey, _)| survey.sha256);
    for (survey, _) in &found {
        notices.extend(survey.notices.iter().map(|notice| notice.to_string()));
    }
    let (surveys, sources) = found.into_iter().unzip();
    Ok(Surveyed { surveys, sources, notices })
}

/// A pack does not begin while a choice is open.
pub fn no_questions(surveys: &[Survey]) -> Result<(), PackError> {
    let questions: Vec<String> =
        surveys.iter().flat_map(|survey| survey.questions.iter().map(ToString::to_string)).collect();
    if questions.is_empty() { Ok(()) } else { Err(PackError::Unsure(questions.join("\n"))) }
}
