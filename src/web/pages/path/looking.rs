//! A look before the pack: the ledger by causes, and the first rows beside what the recipient would see of them.

use super::super::super::caller::{AsFollower, AsWorker};
use super::super::super::countries;
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer};
use super::hub::policy_name;
use super::progress_words::{Progress, shown as progress};
use super::{Head, known};
use crate::counts::OTHER;
use crate::handover::{Look, Looked};
use crate::ledger::Ledger;
use crate::register::policy::{Policy, Words};
use crate::store::{Act, Handover, Role};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use std::sync::Arc;

/// Looking takes a while, or is refused.
#[derive(Template)]
#[template(path = "looking.html")]
struct LookingPage {
    shell: Shell,
    head: Head,
    progress: Option<Progress>,
    said: Option<String>,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage {
    shell: Shell,
    head: Head,
    figures: Vec<(String, String)>,
    /// Heading, and under it each cause, what it means, how many rows.
    groups: Vec<(String, Vec<Cause>)>,
    may_preview: bool,
}

struct Cause {
    name: String,
    means: String,
    rows: String,
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    shell: Shell,
    head: Head,
    policies: Vec<(&'static str, String)>,
    policy: String,
    words: Option<&'static Words>,
    look: Arc<Look>,
    /// What a pack would stop at, and what should be known of the rows.
    stops: Vec<String>,
    notices: Vec<String>,
    figures: Vec<(String, String)>,
    countries: Vec<Counted>,
    periods: Vec<Counted>,
    rows_shown: usize,
    fields: Vec<String>,
    columns: Vec<String>,
    shown: Vec<Vec<String>>,
    /// May it be packed from here: by its maker, under its own policy?
    may_pack: bool,
    is_other: bool,
    may_mend: bool,
}

/// A line of a table, and how long its bar is beside the longest one's.
struct Counted {
    label: String,
    count: String,
    per_mille: u64,
}

/// As many rows stand in each table.
const ROWS_SHOWN: usize = 10;

pub async fn ledger(
    who: AsFollower,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &who, &id).await?;
    let shell = Shell::of(&request, &who);
    let may_preview = who.account.role == Role::Uploader && handover.state.is_open();
    match ledger_of(&desk, &handover).await? {
        Ok(ledger) => answer(200, &ledger_page(shell, &handover, &ledger, may_preview), None),
        Err(looked) => not_yet(shell, &handover, "ledger", looked),
    }
}

/// As it was packed, else as a look found it.
async fn ledger_of(desk: &Desk, handover: &Handover) -> Result<Result<Ledger, Looked>, Problem> {
    let packed = handover.packed.as_ref().and_then(|packed| serde_json::from_str(&packed.ledger_json).ok());
    match packed {
        Some(ledger) => Ok(Ok(ledger)),
        None => Ok(match looked(desk, handover, None).await? {
            Looked::Ready(look) => Ok(look.ledger.clone()),
            other => Err(other),
        }),
    }
}

/// Asked by the page's script, which wants to know only whether there is something to see by now.
fn still_reads(request: &HttpRequest) -> bool {
    request.headers().contains_key("x-still-reading")
}

async fn looked(desk: &Desk, handover: &Handover, policy: Option<String>) -> Result<Looked, Problem> {
    let id = handover.id;
    desk.work(move |office| office.look(id, policy.as_deref(), now())).await
}

fn not_yet(shell: Shell, handover: &Handover, step: &str, looked: Looked) -> Result<HttpResponse, Problem> {
    let (progress, said) = match looked {
        Looked::Reading(going) => (Some(progress(&shell, &going)), None),
        Looked::Stopped { said, .. } => (None, Some(shell.texts.told(&said))),
        Looked::Ready(_) => (None, None),
    };
    let lead = shell.say(if said.is_some() { "look-stopped" } else { "look-reading" }).into_owned();
    let head = Head::of(handover, &shell, step, lead);
    answer(200, &LookingPage { shell, head, progress, said }, None)
}

fn figures(shell: &Shell, ledger: &Ledger) -> Vec<(String, String)> {
    let all = [
        ("ledger-read", ledger.rows_read),
        ("ledger-accepted", ledger.accepted),
        ("ledger-duplicates", ledger.duplicates),
        ("ledger-set-aside", ledger.set_aside_total()),
    ];
    all.map(|(id, n)| (shell.texts.number(n), shell.say(id).into_owned())).to_vec()
}

fn ledger_page(shell: Shell, handover: &Handover, ledger: &Ledger, may_preview: bool) -> LedgerPage {
    let groups = [
        ("set-aside", &ledger.set_aside),
        ("flagged", &ledger.flagged),
        ("cleaned", &ledger.cleaned),
        ("identified", &ledger.identified_by),
    ];
    let groups = groups.into_iter().filter_map(|(group, counts)| {
        let mut counts: Vec<(&String, &u64)> = counts.iter().filter(|(_, rows)| **rows > 0).collect();
        counts.sort_by_key(|(_, rows)| std::cmp::Reverse(**rows));
        let causes = counts.into_iter().map(|(cause, rows)| Cause {
            name: shell.say(&format!("{group}-{cause}")).into_owned(),
            means: shell.say(&format!("{group}-{cause}-means")).into_owned(),
            rows: shell.texts.number(*rows),
        });
        let causes: Vec<Cause> = causes.collect();
        (!causes.is_empty()).then(|| (shell.say(&format!("{group}-causes")).into_owned(), causes))
    });
    let groups = groups.collect();
    let lead = shell.texts.count("ledger-lead", ledger.set_aside_total());
    LedgerPage {
        figures: figures(&shell, ledger),
        groups,
        may_preview,
        head: Head::of(handover, &shell, "ledger", lead),
        shell,
    }
}

pub async fn preview(
    who: AsWorker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = known(&desk, &who, &id).await?;
    let shell = Shell::of(&request, &who);
    let asked = request.query_string().strip_prefix("policy=").map(str::to_owned);
    match looked(&desk, &handover, asked).await? {
        Looked::Ready(_) if still_reads(&request) => Ok(HttpResponse::NoContent().finish()),
        Looked::Ready(look) => {
            let (id, actor) = (handover.id, who.account.id);
            desk.ask(move |store| store.note(actor, Act::Previewed, id, now())).await?;
            answer(200, &preview_page(shell, &handover, look), None)
        }
        other => not_yet(shell, &handover, "preview", other),
    }
}

/// A row as the recipient would see it; what is merged in the words of the page, as paper has it in those of the dossier.
fn in_words(shell: &Shell, columns: &[String], row: &[String]) -> Vec<String> {
    let cell = |(column, cell): (&String, &String)| match column.as_str() {
        "country" | "signed" if cell == OTHER => shell.say("counts-other").into_owned(),
        _ => cell.clone(),
    };
    columns.iter().zip(row).map(cell).collect()
}

fn counted(shell: &Shell, rows: impl Iterator<Item = (String, u64)>) -> Vec<Counted> {
    let rows: Vec<(String, u64)> = rows.collect();
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let line = |(label, count)| Counted { label, count: shell.texts.number(count), per_mille: count * 1000 / most };
    rows.into_iter().map(line).collect()
}

fn preview_page(shell: Shell, handover: &Handover, look: Arc<Look>) -> PreviewPage {
    let named = countries::named(shell.texts.code);
    let country = |code: &str| match named.iter().find(|(own, _)| *own == code) {
        Some((_, name)) => (*name).to_owned(),
        None => shell.say("counts-other").into_owned(),
    };
    let period = |label: &str| match label {
        OTHER => shell.say("counts-other").into_owned(),
        label => label.to_owned(),
    };
    let is_maker = shell.who.as_ref().is_some_and(|who| who.role == Role::Uploader) && handover.state.is_open();
    let is_other = look.policy != handover.policy;
    // What there is to know of columns stands on their page.
    let of_rows = look.notices.iter().filter(|said| said.code.starts_with("rows-"));
    let lead = shell.say_of("preview-lead", &policy_name(&shell, &look.policy));
    PreviewPage {
        policies: Policy::built_ins()
            .iter()
            .map(|policy| (policy.name(), policy_name(&shell, policy.name())))
            .collect(),
        policy: look.policy.clone(),
        words: Policy::built_in(&look.policy).map(|policy| policy.words(shell.texts.code)),
        figures: figures(&shell, &look.ledger),
        countries: counted(&shell, look.counts.by_country.iter().map(|row| (country(&row.country), row.count))),
        periods: counted(&shell, look.counts.by_period.iter().map(|row| (period(&row.period), row.count))),
        rows_shown: ROWS_SHOWN,
        fields: look.original_fields.iter().map(|field| shell.say(&format!("field-{field}")).into_owned()).collect(),
        columns: look.shown_columns.iter().map(|column| shell.say(&format!("field-{column}")).into_owned()).collect(),
        shown: look.shown.iter().map(|row| in_words(&shell, &look.shown_columns, row)).collect(),
        may_pack: is_maker && !is_other && look.stops.is_empty(),
        may_mend: is_maker,
        is_other,
        stops: look.stops.iter().map(|said| shell.texts.told(said)).collect(),
        notices: of_rows.map(|said| shell.texts.told(said)).collect(),
        head: Head::of(handover, &shell, "preview", lead),
        look,
        shell,
    }
}
