//! What each column is: by the choices of staff, then the platform, then its header, and only then its values.
//!
//! In: header, first rows, choices. Out: one role a column, questions, notices, the plan that rows are read by. Never:
//! two columns for one field; a column that nobody knows passed through.

use super::choices::Chosen;
use super::dialect::SURE_OF_HEADER;
use super::evidence::Look;
use super::questions::{Notice, Question, SHOWN};
use super::synonyms::{Known, Platform, Role, Words, key};
use crate::fields::Field;
use std::collections::HashMap;

/// One column, in the order of the file.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub header: String,
    /// How a columns file names it, and so what notices and questions call it: its header, or `#3`.
    pub key: String,
    /// From 0.
    pub place: usize,
    /// The header is not known and the line no header beyond doubt: its text may be a person's and is not shown.
    pub private: bool,
    pub role: Option<Role>,
    pub rank: u8,
    pub sure: bool,
}

/// From which columns a row's values come; places count from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub fields: [Option<usize>; Field::COUNT],
    pub middle_name: Option<usize>,
    pub street_more: [Option<usize>; 2],
    pub signed_time: Option<usize>,
    pub signed_unix: Option<usize>,
    pub confirmed: Option<usize>,
    pub campaign_type: Option<usize>,
}

impl Plan {
    pub fn has(&self, field: Field) -> bool {
        self.fields[field.index()].is_some()
            || match field {
                Field::GivenName => self.middle_name.is_some(),
                Field::Street => self.street_more.iter().any(Option::is_some),
                Field::SignedAt => self.signed_unix.is_some(),
                _ => false,
            }
    }
}

/// What was made of all columns.
pub(super) struct Recognised {
    pub columns: Vec<Column>,
    pub plan: Plan,
    pub questions: Vec<Question>,
    pub notices: Vec<Notice>,
}

/// `header`: its cells, none for a file without; `looks`: one a column, at least as many as there are rows' cells.
pub(super) fn recognise(
    file: &str,
    header: &[String],
    looks: &[Look],
    platform: Option<&Platform>,
    chosen: &Chosen,
    words: &Words,
) -> Recognised {
    let count = header.len().max(looks.len());
    let mut keys: Vec<String> = header.iter().map(|cell| key(cell)).collect();
    keys.resize(count, String::new());
    let known = |n: usize| {
        let cell = header.get(n)?;
        let of_choices = chosen.by_header[n].map(|role| (role, 0));
        let of_platform = || Some((*platform?.columns.get(&keys[n])?, 0));
        of_choices.or_else(of_platform).or_else(|| words.header(cell))
    };
    let known: Vec<Option<Known>> = (0..count).map(known).collect();
    let headerless = header.is_empty();
    let certain = chosen.header_is_sure || known.iter().flatten().count() >= SURE_OF_HEADER;
    let times = (times(header.iter().map(|cell| cell.trim())), times(keys.iter().map(String::as_str)));
    let mut columns: Vec<Column> = (0..count)
        .map(|n| {
            let header = header.get(n).map(|cell| cell.trim().to_owned()).unwrap_or_default();
            let private = !certain && known[n].is_none();
            let named = !private && is_told_apart(&header, &keys[n], &times);
            let of_place = || platform.filter(|_| headerless)?.places.get(n).map(|role| (*role, 0));
            let known = chosen.by_place[n].map(|role| (role, 0)).or(known[n]).or_else(of_place);
            Column {
                key: if named { header.clone() } else { format!("#{}", n + 1) },
                place: n,
                header,
                private,
                role: known.map(|(role, _)| role),
                rank: known.map_or(0, |(_, rank)| rank),
                sure: true,
            }
        })
        .collect();
    settle_names(&mut columns);
    keep_best_ranks(&mut columns, chosen);
    let mut notices = Vec::new();
    by_values(file, &mut columns, looks, &mut notices);
    let mut questions = doubled(file, &columns);
    let plan = plan_of(&columns);
    let someone =
        [Field::GivenName, Field::FamilyName, Field::FullName, Field::Email, Field::Phone, Field::DocumentNumber];
    if !someone.into_iter().any(|field| plan.has(field)) && questions.is_empty() {
        questions
            .push(Question::NoPerson { file: file.to_owned(), keys: columns.iter().map(Column::answer).collect() });
    }
    for (n, column) in columns.iter().enumerate() {
        if let (Some(Role::Field(field)), Some(look)) = (column.role, looks.get(n))
            && column.sure
            && look.contradicts(field)
        {
            notices.push(Notice::Contradicted { file: file.to_owned(), key: column.key.clone(), field });
        }
    }
    let dropped: Vec<String> = columns
        .iter()
        .enumerate()
        .filter(|(n, column)| matches!(column.role, None | Some(Role::Ignore | Role::Name)) && chosen.of(*n).is_none())
        .map(|(_, column)| column.key.clone())
        .collect();
    if !dropped.is_empty() {
        notices.push(Notice::Dropped { file: file.to_owned(), keys: dropped });
    }
    let missing = |key: &String| Notice::NoSuchColumn { file: file.to_owned(), key: key.clone() };
    notices.extend(chosen.without_column.iter().map(missing));
    Recognised { columns, plan, questions, notices }
}

impl Column {
    /// How a columns file can name it beyond doubt: a header that is shown cut is no answer.
    fn answer(&self) -> String {
        if self.key.chars().count() > SHOWN { format!("#{}", self.place + 1) } else { self.key.clone() }
    }
}

/// How often each stands in the header.
fn times<'h>(of: impl Iterator<Item = &'h str>) -> HashMap<&'h str, usize> {
    let mut times = HashMap::new();
    for header in of {
        *times.entry(header).or_insert(0) += 1;
    }
    times
}

/// Does the header alone name its column? Beside one that folds to the same key it does where people see that it is another.
fn is_told_apart(header: &str, key: &str, times: &(HashMap<&str, usize>, HashMap<&str, usize>)) -> bool {
    let once = |times: &HashMap<&str, usize>, of| times.get(of) == Some(&1);
    let visible = header.chars().all(|c| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric());
    !header.is_empty() && (once(&times.1, key) || visible && once(&times.0, header))
}

/// `Name`, `Nom`, `Nombre` beside a given name is the family name, beside a family name the given name, else the whole.
fn settle_names(columns: &mut [Column]) {
    let has = |columns: &[Column], field| columns.iter().any(|c| c.role == Some(Role::Field(field)) && c.rank == 0);
    let (given, family, full) =
        (has(columns, Field::GivenName), has(columns, Field::FamilyName), has(columns, Field::FullName));
    let field = match (given, family) {
        (true, false) => Field::FamilyName,
        (false, true) => Field::GivenName,
        _ => Field::FullName,
    };
    for column in columns.iter_mut().filter(|column| column.role == Some(Role::Name)) {
        // Where the whole name has a column that says so, this one is not needed.
        let spare = field == Field::FullName && (full || given && family);
        column.role = Some(Role::Field(field));
        column.rank = u8::from(spare);
    }
}

/// A column of a smaller rank takes the field from those of greater ones.
fn keep_best_ranks(columns: &mut [Column], chosen: &Chosen) {
    let is_chosen = |n: usize| chosen.of(n).is_some();
    for n in 0..columns.len() {
        let (Some(role), rank) = (columns[n].role, columns[n].rank) else { continue };
        let outdone = columns.iter().enumerate().any(|(other, column)| {
            column.role == Some(role) && (column.rank < rank || is_chosen(other) && !is_chosen(n))
        });
        if outdone && role != Role::Ignore {
            columns[n].role = Some(Role::Ignore);
        }
    }
}

fn by_values(file: &str, columns: &mut [Column], looks: &[Look], notices: &mut Vec<Notice>) {
    let candidates: Vec<(usize, Field)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.role.is_none())
        .filter_map(|(n, _)| Some((n, looks.get(n)?.field()?)))
        .collect();
    for (n, field) in &candidates {
        let taken = columns.iter().any(|c| {
            c.role == Some(Role::Field(*field)) || *field == Field::SignedAt && c.role == Some(Role::SignedUnix)
        });
        // Two that look alike: neither is known.
        let alone = candidates.iter().filter(|(_, other)| other == field).count() == 1;
        if !taken && (alone || *field == Field::Email) {
            columns[*n].role = Some(Role::Field(*field));
            columns[*n].sure = false;
            notices.push(Notice::ByValues { file: file.to_owned(), key: columns[*n].key.clone(), field: *field });
        }
    }
}

/// Two columns of one rank for one field.
fn doubled(file: &str, columns: &[Column]) -> Vec<Question> {
    Field::ALL
        .into_iter()
        .filter_map(|field| {
            let keys: Vec<String> =
                columns.iter().filter(|column| column.role == Some(Role::Field(field))).map(Column::answer).collect();
            (keys.len() > 1).then(|| Question::TwoColumns { file: file.to_owned(), field, keys })
        })
        .collect()
}

fn plan_of(columns: &[Column]) -> Plan {
    let mut plan = Plan::default();
    for (n, column) in columns.iter().enumerate() {
        let place = match column.role {
            Some(Role::Field(field)) => &mut plan.fields[field.index()],
            Some(Role::MiddleName) => &mut plan.middle_name,
            Some(Role::Street2) => &mut plan.street_more[0],
            Some(Role::Street3) => &mut plan.street_more[1],
            Some(Role::SignedTime) => &mut plan.signed_time,
            Some(Role::SignedUnix) => &mut plan.signed_unix,
            Some(Role::Confirmed) => &mut plan.confirmed,
            Some(Role::CampaignType) => &mut plan.campaign_type,
            Some(Role::Name | Role::Ignore) | None => continue,
        };
        place.get_or_insert(n);
    }
    plan
}
