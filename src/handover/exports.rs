//! Exports that came: opened where they lie encrypted, looked at whole, and told to staff.
//!
//! In: the id of a kept file. Out: what was recognised, sealed beside the file. Never: a file that is no export, or the
//! same rows twice, left behind; a cell unmasked.

use super::{HandoverError, Office};
use crate::fields::Field;
use crate::intake::{self, Choices, Notice, Question, Row, RowReader, Source, Survey};
use crate::progress::Silent;
use crate::proof::digest::hex;
use crate::register::mask;
use crate::said::Said;
use crate::store::{FileKind, Id, Store, StoreError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::sync::Arc;

/// Rows of which a column's masked samples are.
const SAMPLES: usize = 3;

/// What was recognised of one export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    pub id: String,
    pub file: String,
    /// In bytes.
    pub size: u64,
    pub platform: Option<String>,
    pub encoding: String,
    pub delimiter: String,
    pub columns: Vec<ColumnFound>,
    /// What staff must decide before a pack.
    pub questions: Vec<Asked>,
    pub notices: Vec<Said>,
    /// Of what is inside its container, as hexadecimal digits.
    text_sha256: String,
}

/// Of `Recognised`, what every version kept: which rows the file holds.
#[derive(Deserialize)]
struct Content {
    file: String,
    text_sha256: String,
}

/// One column, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnFound {
    pub header: String,
    pub field: Option<String>,
    /// What it is read for, where that is more than a field: `confirmed`, a part of a name.
    pub role: Option<String>,
    pub sure: bool,
    /// Masked cells of the first rows.
    pub samples: Vec<String>,
}

/// A choice that the file does not decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// `two-columns`, `no-person`, `day-month`.
    pub kind: String,
    /// The field that is in doubt, where it is one.
    pub field: Option<String>,
    /// The headers in doubt: keys for `[columns]`.
    pub keys: Vec<String>,
    pub said: Said,
}

/// A kept export as intake reads it.
pub struct StoredExport {
    store: Arc<Store>,
    id: Id,
    name: String,
    size: u64,
}

impl Source for StoredExport {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let opened = self.store.read(self.id).map_err(|error| match error {
            StoreError::NotFound => io::Error::from(io::ErrorKind::NotFound),
            _ => io::Error::from(io::ErrorKind::Other),
        })?;
        Ok(Box::new(opened))
    }

    fn size(&self) -> u64 {
        self.size
    }
}

impl Office {
    /// Looks at an export that was kept just now; of one that was looked at before, gives what was recognised then.
    ///
    /// # Errors
    /// A file that is no export, has no rows, or the rows of one that came before it: it is gone then.
    pub fn received(&self, file: Id, actor: Id, now: i64) -> Result<Recognised, HandoverError> {
        if let Some(known) = self.kept(file)? {
            return Ok(known);
        }
        let outcome = self.new_rows(file, now).and_then(|recognised| {
            self.remember(file, &recognised)?;
            Ok(recognised)
        });
        if outcome.is_err() {
            match self.store.drop_file(file, actor, now) {
                // Who looked at it at the same time was faster.
                Err(StoreError::NotFound) => {}
                dropped => dropped?,
            }
        }
        outcome
    }

    /// What is recognised in it, where it has rows, and others than each one before it. Of two that come together the first
    /// stays, so it is looked at here where nobody has looked at it yet.
    fn new_rows(&self, file: Id, now: i64) -> Result<Recognised, HandoverError> {
        let (recognised, has_rows) = self.looked_into(file, now)?;
        if !has_rows {
            return Err(HandoverError::NoRows { file: recognised.file });
        }
        let files = self.store.files(self.store.file(file)?.handover)?;
        for other in files.iter().take_while(|other| other.id != file) {
            if let Some(known) = self.content(other.id)?
                && known.text_sha256 == recognised.text_sha256
            {
                return Err(HandoverError::SameFile { file: recognised.file, other: known.file });
            }
        }
        Ok(recognised)
    }

    /// What tells an export from another; nothing of one that cannot be looked at.
    fn content(&self, file: Id) -> Result<Option<Content>, HandoverError> {
        Ok(match self.kept(file)? {
            Some(kept) => Some(kept),
            None => {
                self.recognised(file).ok().map(|known| Content { file: known.file, text_sha256: known.text_sha256 })
            }
        })
    }

    /// What was recognised in a kept export; looked at anew where a kill came between keeping and looking, or where an
    /// earlier version looked.
    ///
    /// # Errors
    /// What the store or the export says.
    pub fn recognised(&self, file: Id) -> Result<Recognised, HandoverError> {
        match self.kept(file)? {
            Some(known) => Ok(known),
            None => {
                let (recognised, _) = self.looked_into(file, (self.clock)())?;
                self.remember(file, &recognised)?;
                Ok(recognised)
            }
        }
    }

    /// The same of all exports of a handover, in the order they came.
    ///
    /// # Errors
    /// As `recognised`.
    pub fn all_recognised(&self, handover: Id) -> Result<Vec<Recognised>, HandoverError> {
        let files = self.store.files(handover)?.into_iter().filter(|file| file.kind == FileKind::Export);
        files.map(|file| self.recognised(file.id)).collect()
    }

    /// Staff's decisions on columns, as the text of a `--columns` file; every export is looked at anew.
    ///
    /// # Errors
    /// A text that is no such file, and then nothing has changed.
    pub fn decide_columns(
        &self,
        id: Id,
        columns_toml: &str,
        actor: Id,
        now: i64,
    ) -> Result<Vec<Recognised>, HandoverError> {
        let choices = Choices::parse(columns_toml)?;
        let handover = self.store.handover(id)?;
        let day = self.day(&super::writing::cover(&handover)?, now);
        let exports: Vec<StoredExport> = self.exports(id)?;
        let found: Result<Vec<Recognised>, HandoverError> =
            exports.iter().map(|export| Ok(recognised_in(export, &choices, day)?.0)).collect();
        let found = found?;
        self.store.set_columns(id, columns_toml, actor, now)?;
        for (export, recognised) in exports.iter().zip(&found) {
            self.remember(export.id, recognised)?;
        }
        Ok(found)
    }

    pub(super) fn exports(&self, handover: Id) -> Result<Vec<StoredExport>, HandoverError> {
        let files = self.store.files(handover)?.into_iter().filter(|file| file.kind == FileKind::Export);
        files
            .map(|file| {
                let (store, name) = (Arc::clone(&self.store), self.store.name_of(file.id)?);
                Ok(StoredExport { store, id: file.id, name, size: file.size })
            })
            .collect()
    }

    /// What is recognised in it, and whether it has rows.
    fn looked_into(&self, file: Id, now: i64) -> Result<(Recognised, bool), HandoverError> {
        let row = self.store.file(file)?;
        let handover = self.store.handover(row.handover)?;
        let day = self.day(&super::writing::cover(&handover)?, now);
        let (store, name) = (Arc::clone(&self.store), self.store.name_of(file)?);
        let export = StoredExport { store, id: file, name, size: row.size };
        Ok(recognised_in(&export, &self.choices(&handover)?, day)?)
    }

    fn remember(&self, file: Id, recognised: &Recognised) -> Result<(), HandoverError> {
        let json = serde_json::to_string(recognised).expect("plain members are JSON");
        Ok(self.store.set_file_survey(file, &json)?)
    }

    /// What is kept of a look at a file; none where it is of another form.
    fn kept<T: DeserializeOwned>(&self, file: Id) -> Result<Option<T>, HandoverError> {
        let json = self.store.file_survey(file)?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }
}

fn recognised_in(
    export: &StoredExport,
    choices: &Choices,
    day: crate::day::Day,
) -> Result<(Recognised, bool), intake::IntakeError> {
    let survey = intake::survey(export, choices, day, &Silent)?;
    let (samples, has_rows) = samples(&survey, export)?;
    let columns = survey.columns.iter().map(|column| ColumnFound {
        header: column.header.clone(),
        field: column.field.map(|field| field.name().to_owned()),
        role: column.role.map(str::to_owned),
        sure: column.sure,
        samples: column.field.map_or_else(Vec::new, |field| {
            samples
                .iter()
                .filter_map(|row| row.iter().find(|(own, _)| *own == field))
                .map(|(_, cell)| cell.clone())
                .collect()
        }),
    });
    let recognised = Recognised {
        id: export.id.to_string(),
        file: survey.file.clone(),
        size: survey.size,
        platform: survey.platform.map(str::to_owned),
        encoding: survey.encoding.to_owned(),
        delimiter: char::from(survey.delimiter).to_string(),
        columns: columns.collect(),
        questions: survey.questions.iter().map(asked).collect(),
        notices: survey.notices.iter().map(Notice::said).collect(),
        text_sha256: hex(&survey.text_sha256),
    };
    Ok((recognised, has_rows))
}

/// A signature's masked cells.
type Sample = Vec<(Field, String)>;

/// The first signatures; and whether there is any row, be it one that is set aside.
fn samples(survey: &Survey, export: &StoredExport) -> Result<(Vec<Sample>, bool), intake::IntakeError> {
    let fields: Vec<Field> = survey.fields().iter().collect();
    let (mut rows, mut has_rows, mut reader) = (Vec::new(), false, RowReader::new(&survey.layout));
    for chunk in survey.chunks(export)? {
        reader.for_each(&chunk?, |row| {
            has_rows = true;
            if let Row::Signature { personal, .. } = row
                && rows.len() < SAMPLES
            {
                rows.push(fields.iter().map(|field| (*field, mask::masked(&personal, *field))).collect());
            }
        });
        if rows.len() >= SAMPLES {
            break;
        }
    }
    Ok((rows, has_rows))
}

fn asked(question: &Question) -> Asked {
    let (kind, field, keys) = match question {
        Question::TwoColumns { field, keys, .. } => ("two-columns", Some(field.name().to_owned()), keys.clone()),
        Question::NoPerson { keys, .. } => ("no-person", None, keys.clone()),
        Question::DayMonth { key, .. } => ("day-month", None, vec![key.clone()]),
    };
    Asked { kind: kind.to_owned(), field, keys, said: question.said() }
}
