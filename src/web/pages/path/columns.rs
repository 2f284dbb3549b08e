//! The columns of each export as they were recognised, and staff's word on those that leave a doubt.

use super::super::super::caller::{Act, AsMaker, Making};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::{Head, Mistake, columns_form, open, refused, words};
use crate::handover::{ColumnFound, Recognised};
use crate::said::Said;
use crate::store::Handover;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "columns.html")]
struct ColumnsPage {
    shell: Shell,
    head: Head,
    mistakes: Vec<Mistake>,
    files: Vec<File>,
    /// Is the order of day and month in doubt? What was decided, if it was.
    order: Option<String>,
    /// Is it in doubt whether the first line is a header? What was decided, if it was.
    first: Option<String>,
    is_sure: bool,
}

struct File {
    name: String,
    about: String,
    /// What stops a pack, and what should be known.
    asks: Vec<String>,
    notices: Vec<String>,
    read: Vec<Column>,
    ignored: Vec<Column>,
    ignored_words: String,
}

struct Column {
    /// Number of its field in the form; none where another file asks the same already.
    number: Option<usize>,
    key: String,
    header: String,
    role: String,
    role_words: String,
    is_unsure: bool,
    /// Does the list begin with this role, decided before or to be confirmed, rather than with what is recognised?
    is_chosen: bool,
    samples: Vec<String>,
}

pub async fn show(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &who, &id).await?;
    shown(200, Shell::of(&request, &who), &desk, &handover, Vec::new()).await
}

async fn shown(
    status: u16,
    shell: Shell,
    desk: &Desk,
    handover: &Handover,
    mistakes: Vec<Mistake>,
) -> Result<HttpResponse, Problem> {
    let id = handover.id;
    let files = desk.work(move |office| office.all_recognised(id)).await?;
    let decided = handover.columns_toml.as_deref().unwrap_or_default();
    let mut form = Form { shell: &shell, decided, asked: BTreeSet::new() };
    let doubts = files.iter().map(|file| file.questions.len() as u64).sum();
    let shown = files.iter().map(|file| form.file(file)).collect();
    let lead = match files.len() {
        0 => shell.say("columns-no-file").into_owned(),
        _ => shell.texts.count("columns-doubts", doubts),
    };
    let page = ColumnsPage {
        head: Head::of(handover, &shell, "columns", lead),
        mistakes,
        files: shown,
        order: order_asked(&files, decided),
        first: first_asked(&files, decided).map(str::to_owned),
        is_sure: doubts == 0 && !files.is_empty(),
        shell,
    };
    answer(status, &page, None)
}

/// What was decided on the order of dates; empty where it is asked, none where nobody needs to say.
fn order_asked(files: &[Recognised], decided: &str) -> Option<String> {
    let is_asked = files.iter().flat_map(|file| &file.questions).any(|asked| asked.kind == "day-month");
    columns_form::order(decided).or(is_asked.then(String::new))
}

/// The same of the first line.
fn first_asked(files: &[Recognised], decided: &str) -> Option<&'static str> {
    let no_person = |file: &Recognised| file.questions.iter().any(|asked| asked.kind == "no-person");
    let no_header = |file: &Recognised| file.notices.iter().any(|said| said.code == "notice-no-header");
    let is_asked = files.iter().any(|file| no_person(file) || no_header(file));
    columns_form::first(decided).or(is_asked.then_some("found"))
}

/// The form as it grows: one question for each key, in whatever file it comes first.
struct Form<'s> {
    shell: &'s Shell,
    decided: &'s str,
    asked: BTreeSet<String>,
}

impl Form<'_> {
    fn file(&mut self, file: &Recognised) -> File {
        let keys = columns_form::keys(file);
        let columns = file.columns.iter().zip(keys).map(|(column, key)| self.column(file, column, key));
        let (read, ignored): (Vec<Column>, Vec<Column>) =
            columns.partition(|column| column.is_unsure || !matches!(column.role.as_str(), "" | "ignore"));
        let texts = self.shell.texts;
        // Which columns are not read stands below, nobody names here one that is not there, and a question says it all.
        let asks_for_person = file.questions.iter().any(|asked| asked.kind == "no-person");
        let is_seen = |said: &&Said| match said.code.as_ref() {
            "notice-dropped" | "notice-no-such-column" => true,
            "notice-no-header" => asks_for_person,
            _ => false,
        };
        File {
            name: file.file.clone(),
            about: self.about(file),
            asks: file.questions.iter().map(|asked| texts.told(&asked.said)).collect(),
            notices: file.notices.iter().filter(|said| !is_seen(said)).map(|said| texts.told(said)).collect(),
            read,
            ignored_words: texts.count("columns-ignored", ignored.len() as u64),
            ignored,
        }
    }

    fn column(&mut self, file: &Recognised, column: &ColumnFound, key: String) -> Column {
        let found = column.field.clone().or_else(|| column.role.clone());
        let decided = columns_form::decided(self.decided, &key);
        let was_decided = decided.is_some();
        let role = decided.or(found).unwrap_or_default();
        let asked = file.questions.iter().filter(|asked| asked.kind != "day-month").flat_map(|asked| &asked.keys);
        let is_asked = asked.into_iter().any(|asked| *asked == key || asked == column.header.trim());
        let is_unsure = !column.sure && !role.is_empty() || is_asked;
        let number = (!self.asked.contains(&key)).then_some(self.asked.len());
        self.asked.insert(key.clone());
        let role_words =
            if role.is_empty() { String::new() } else { self.shell.say(&format!("field-{role}")).into_owned() };
        Column {
            number,
            header: column.header.clone(),
            is_unsure,
            is_chosen: is_unsure || was_decided,
            key,
            role,
            role_words,
            samples: column.samples.clone(),
        }
    }

    /// Where it comes from and how it is written, in a line.
    fn about(&self, file: &Recognised) -> String {
        let delimiter = match file.delimiter.as_str() {
            "\t" => self.shell.say("columns-tab").into_owned(),
            "," => self.shell.say("columns-comma").into_owned(),
            ";" => self.shell.say("columns-semicolon").into_owned(),
            sign => sign.to_owned(),
        };
        let platform = file.platform.clone().unwrap_or_else(|| self.shell.say("columns-no-platform").into_owned());
        let size = words::size(file.size, self.shell);
        let what =
            [("platform", platform.as_str()), ("encoding", &file.encoding), ("delimiter", &delimiter), ("size", &size)];
        self.shell.texts.say_with("columns-about", &what)
    }
}

pub async fn decide(
    act: Act<Making>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &act, &id).await?;
    let text = columns_form::text(&act.fields, handover.columns_toml.as_deref().unwrap_or_default());
    let (id, actor) = (handover.id, act.account.id);
    let done = desk.work(move |office| Ok(office.decide_columns(id, &text, actor, now()))).await?;
    match done {
        Ok(_) => Ok(see(&format!("/handovers/{id}/columns"))),
        Err(error) => {
            let shell = Shell::of(&request, &act);
            let mistakes = Mistake::of_all(refused(&shell, error)?);
            shown(422, shell, &desk, &handover, mistakes).await
        }
    }
}
