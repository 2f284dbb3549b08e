//! The columns of each export as they were recognised, and staff's word on those that leave a doubt.

use super::super::super::caller::{Act, AsMaker, Making};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, see};
use super::{Head, Mistake, columns_form, open, refused, words};
use crate::handover::Recognised;
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
    is_sure: bool,
}

struct File {
    name: String,
    about: String,
    read: Vec<Column>,
    ignored: Vec<Column>,
    ignored_words: String,
    /// What is to be decided, in two sentences each.
    asks: Vec<String>,
}

struct Column {
    /// Number of its field in the form; none where another file asks the same already.
    number: Option<usize>,
    key: String,
    header: String,
    role: String,
    role_words: String,
    /// What its field in the form says at first; empty: as recognised.
    chosen: String,
    is_unsure: bool,
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
    let asks_order = files.iter().flat_map(|file| &file.questions).any(|asked| asked.kind == "day-month");
    let order = columns_form::order(decided);
    let shown = files.iter().map(|file| form.file(file)).collect();
    let lead = match files.len() {
        0 => shell.say("columns-no-file").into_owned(),
        _ => shell.texts.count("columns-doubts", doubts),
    };
    let page = ColumnsPage {
        head: Head::of(handover, &shell, "columns", lead),
        mistakes,
        files: shown,
        order: if asks_order { Some(order.unwrap_or_default()) } else { order },
        is_sure: doubts == 0 && !files.is_empty(),
        shell,
    };
    answer(status, &page, None)
}

/// The form as it grows: one question for each key, in whatever file it comes first.
struct Form<'s> {
    shell: &'s Shell,
    decided: &'s str,
    asked: BTreeSet<String>,
}

impl Form<'_> {
    fn file(&mut self, file: &Recognised) -> File {
        let doubted: BTreeSet<&str> = file
            .questions
            .iter()
            .filter(|asked| asked.kind != "day-month")
            .flat_map(|asked| &asked.keys)
            .map(String::as_str)
            .collect();
        let keys = columns_form::keys(file);
        let columns: Vec<Column> = file
            .columns
            .iter()
            .zip(keys)
            .map(|(column, key)| {
                let known = columns_form::decided(self.decided, &key);
                let chosen = known.clone();
                let found = column.field.clone().or_else(|| column.role.clone());
                let role = known.or(found).unwrap_or_default();
                let is_unsure = !column.sure && !role.is_empty()
                    || doubted.contains(key.as_str())
                    || doubted.contains(column.header.trim());
                let chosen = chosen.or_else(|| is_unsure.then(|| role.clone())).unwrap_or_default();
                let number = (!self.asked.contains(&key)).then_some(self.asked.len());
                self.asked.insert(key.clone());
                let role_words =
                    if role.is_empty() { String::new() } else { self.shell.say(&format!("field-{role}")).into_owned() };
                Column {
                    number,
                    header: column.header.clone(),
                    key,
                    role,
                    role_words,
                    chosen,
                    is_unsure,
                    samples: column.samples.clone(),
                }
            })
            .collect();
        let (read, ignored) =
            columns.into_iter().partition(|column| column.is_unsure || !matches!(column.role.as_str(), "" | "ignore"));
        let (read, ignored): (Vec<_>, Vec<_>) = (read, ignored);
        let ignored_words = self.shell.texts.count("columns-ignored", ignored.len() as u64);
        File { name: file.file.clone(), about: self.about(file), read, ignored, ignored_words, asks: self.asks(file) }
    }

    /// What only staff can say; the order of dates is asked below, once for all files.
    fn asks(&self, file: &Recognised) -> Vec<String> {
        let asked = file.questions.iter().filter_map(|asked| match (asked.kind.as_str(), &asked.field) {
            ("two-columns", Some(field)) => {
                let field = self.shell.say(&format!("field-{field}"));
                Some(self.shell.texts.say_with("columns-two", &[("what", &field), ("which", &asked.keys.join(", "))]))
            }
            ("no-person", _) => Some(self.shell.say("columns-nobody").into_owned()),
            _ => None,
        });
        asked.collect()
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
            let mistakes = Mistake::of_all(refused(&shell, &error)?);
            shown(422, shell, &desk, &handover, mistakes).await
        }
    }
}
