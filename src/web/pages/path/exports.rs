//! The exports of a handover: what is there, more of them, a wrong one taken out.

use super::super::super::caller::{Act, AsMaker, Making};
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::super::sent::{self, Sent};
use super::super::{Shell, answer, id_in, see};
use super::{Head, Mistake, open, refused, words};
use crate::handover::HandoverError;
use crate::store::{BlobDraft, FileKind, Handover, Id, Store, StoreError, UploadRow};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// Sentences of the script and their blanks.
const UPLOAD: [(&str, &[&str]); 15] = [
    ("waits", &[]),
    ("sending", &["done", "total"]),
    ("sending-left", &["done", "total", "time"]),
    ("looking", &[]),
    ("paused", &["done", "total"]),
    ("lost", &[]),
    ("done", &[]),
    ("failed", &[]),
    ("pause", &[]),
    ("resume", &[]),
    ("again", &[]),
    ("drop", &[]),
    ("door", &[]),
    ("log-in", &[]),
    ("folder", &[]),
];
/// Refusals that the script has to word itself: the answer to a HEAD has no body, and a file too large is not sent.
const PROBLEMS: [&str; 5] = ["log-in", "not-found", "too-large", "too-many", "fault"];

#[derive(Template)]
#[template(path = "exports.html")]
struct ExportsPage {
    shell: Shell,
    head: Head,
    mistakes: Vec<Mistake>,
    files: Vec<File>,
    unfinished: Vec<Unfinished>,
    most: u64,
    most_words: String,
    script: String,
}

struct File {
    id: String,
    name: String,
    size: String,
}

/// An upload whose rest has not come yet.
struct Unfinished {
    id: String,
    name: String,
    length: u64,
    so_far: String,
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
    let (files, uploads) = desk
        .ask(move |store| {
            let exports = store.files(id)?.into_iter().filter(|file| file.kind == FileKind::Export);
            let files =
                exports.map(|file| Ok((store.name_of(file.id)?, file))).collect::<Result<Vec<_>, StoreError>>()?;
            let uploads = store.uploads(id)?.into_iter();
            let uploads =
                uploads.map(|one| Ok((store.upload_name(one.id)?, one))).collect::<Result<Vec<_>, StoreError>>()?;
            Ok((files, uploads))
        })
        .await?;
    let files = files.into_iter().map(|(name, file)| File {
        id: file.id.to_string(),
        name,
        size: words::size(file.size, &shell),
    });
    let unfinished = uploads.into_iter().map(|(name, upload)| Unfinished {
        id: upload.id.to_string(),
        name,
        length: upload.length,
        so_far: so_far(&upload, &shell),
    });
    let (files, unfinished): (Vec<_>, Vec<_>) = (files.collect(), unfinished.collect());
    let lead = shell.texts.count("exports-count", files.len() as u64);
    let head = Head::of(handover, &shell, "exports", lead);
    let most = desk.settings.max_upload_bytes;
    let page = ExportsPage {
        most_words: shell.say_of("exports-most", &words::size(most, &shell)),
        script: script_words(&shell),
        shell,
        head,
        mistakes,
        files,
        unfinished,
        most,
    };
    answer(status, &page, None)
}

fn so_far(upload: &UploadRow, shell: &Shell) -> String {
    let (done, total) = (words::size(upload.offset, shell), words::size(upload.length, shell));
    shell.texts.say_with("upload-so-far", &[("done", &done), ("total", &total)])
}

/// Takes files as they come; each is whole or not there.
pub async fn send(
    mut sent: Sent<Making>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &sent, &id).await?;
    let shell = Shell::of(&request, &sent);
    let mistakes = taken(&mut sent, &desk, &shell, handover.id).await?;
    match mistakes.is_empty() {
        true => Ok(see(&format!("/handovers/{}/exports", handover.id))),
        false => shown(422, shell, &desk, &handover, mistakes).await,
    }
}

/// What was wrong with some of them, or that there was none.
async fn taken(sent: &mut Sent<Making>, desk: &Desk, shell: &Shell, handover: Id) -> Result<Vec<Mistake>, Problem> {
    let (mut mistakes, mut kept) = (Vec::new(), 0);
    while let Some((name, field)) = sent.next_file().await? {
        let draft = sent::draft_of(field, desk).await?;
        match received(desk, draft, handover, name, sent.account.id).await? {
            Ok(()) => kept += 1,
            Err(error) => mistakes.push(Mistake { field: "files", said: refused(shell, error)? }),
        }
    }
    if kept == 0 && mistakes.is_empty() {
        mistakes.push(Mistake { field: "files", said: shell.say("exports-nothing").into_owned() });
    }
    Ok(mistakes)
}

/// Keeps it and looks at it; what is no export is not kept.
async fn received(
    desk: &Desk,
    draft: BlobDraft,
    handover: Id,
    name: String,
    actor: Id,
) -> Result<Result<(), HandoverError>, Problem> {
    desk.work(move |office| {
        let file = office.store.keep(draft, handover, FileKind::Export, &name, actor, now())?;
        Ok(office.received(file, actor, now()).map(drop))
    })
    .await
}

/// Takes an export out, or gives an unfinished upload up.
pub async fn remove(
    act: Act<Making>,
    ids: web::Path<(String, String)>,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &act, &ids.0).await?;
    let (id, file, actor) = (handover.id, id_in(&ids.1)?, act.account.id);
    match desk.ask(move |store| taken_out(store, id, file, actor)).await {
        // Taken out twice is taken out.
        Ok(()) | Err(Problem::NOT_FOUND) => {}
        Err(problem) => return Err(problem),
    }
    Ok(see(&format!("/handovers/{id}/exports")))
}

fn taken_out(store: &Store, handover: Id, file: Id, actor: Id) -> Result<(), StoreError> {
    if store.uploads(handover)?.iter().any(|own| own.id == file) {
        return store.abandon(file, actor, now());
    }
    let is_own = store.files(handover)?.iter().any(|own| own.id == file && own.kind == FileKind::Export);
    if is_own { store.drop_file(file, actor, now()) } else { Err(StoreError::NotFound) }
}

/// What the page's script says, as one JSON object: sentences with `{done}` where a figure comes, and a few refusals. The
/// others come with the service's answer, in the language of the page.
fn script_words(shell: &Shell) -> String {
    let sentences = UPLOAD.iter().map(|(id, blanks)| (format!("upload-{id}"), *blanks));
    let problems = PROBLEMS.iter().map(|code| (format!("problem-{code}"), &[][..]));
    let words = sentences.chain(problems).map(|(id, blanks): (String, &[&str])| {
        let said = shell.texts.with_blanks(&id, blanks);
        (id, serde_json::Value::String(said))
    });
    serde_json::Value::Object(words.collect()).to_string()
}
