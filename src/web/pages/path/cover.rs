//! A new handover, and its cover mended: petition, organiser, recipient, and what the recipient may see.

use super::super::super::caller::{Act, AsMaker, Caller, Making};
use super::super::super::countries;
use super::super::super::desk::{Desk, now};
use super::super::super::problem::Problem;
use super::super::{Shell, answer, moment, see};
use super::cover_form::CoverForm;
use super::{Head, Mistake, known, open, refused, title_for};
use crate::handover::HandoverError;
use crate::register::policy::{Policy, Words};
use crate::store::{Handover, Id, State};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// Two equal forms this close to each other are one.
const PRESSED_TWICE_SECONDS: i64 = 10;

#[derive(Template)]
#[template(path = "cover.html")]
struct CoverPage {
    shell: Shell,
    /// None on a new one.
    head: Option<Head>,
    action: String,
    form: CoverForm,
    mistakes: Vec<Mistake>,
    policies: Vec<(&'static Policy, String, &'static Words)>,
    countries: Vec<(&'static str, &'static str)>,
    /// Id and title of those that this one could follow.
    earlier: Vec<(String, String)>,
    chosen: String,
}

impl CoverPage {
    fn new(shell: Shell, head: Option<Head>, form: CoverForm, mistakes: Vec<Mistake>) -> CoverPage {
        let policies = Policy::built_ins().iter().map(|policy| {
            let name = shell.say(&format!("policy-{}", policy.name())).into_owned();
            (policy, name, policy.words(shell.texts.code))
        });
        let action = match &head {
            Some(head) => format!("/handovers/{}/cover", head.id),
            None => "/handovers/new".to_owned(),
        };
        let policies = policies.collect();
        let countries = countries::named(shell.texts.code);
        CoverPage {
            shell,
            head,
            action,
            form,
            mistakes,
            policies,
            countries,
            earlier: Vec::new(),
            chosen: String::new(),
        }
    }

    fn wrong(&self, field: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.field == field)
    }
}

/// Own handovers, the newest first, that a later batch could follow.
async fn own(desk: &Desk, owner: Id) -> Result<Vec<Handover>, Problem> {
    let mut all = desk.ask(move |store| store.handovers_of(Some(owner), 0)).await?;
    all.retain(|handover| handover.state != State::Purged);
    Ok(all)
}

async fn shown_new(
    status: u16,
    shell: Shell,
    desk: &Desk,
    owner: Id,
    (form, mistakes, chosen): (CoverForm, Vec<Mistake>, String),
) -> Result<HttpResponse, Problem> {
    let earlier = own(desk, owner).await?;
    let titles =
        earlier.iter().map(|one| (one.id.to_string(), format!("{}, {}", title_for(one, &shell), moment(one.created))));
    let earlier = titles.collect();
    answer(status, &CoverPage { earlier, chosen, ..CoverPage::new(shell, None, form, mistakes) }, None)
}

/// A later batch begins with the cover of the earlier one.
pub async fn ask_new(who: AsMaker, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let shell = Shell::of(&request, &who);
    let (form, chosen) = match request.query_string().strip_prefix("earlier=") {
        None => (CoverForm::new(&shell.organisation, shell.texts.code), String::new()),
        Some(id) => {
            let earlier = known(&desk, &who, id).await?;
            (CoverForm::kept(&earlier.cover_json, &earlier.policy), earlier.id.to_string())
        }
    };
    shown_new(200, shell, &desk, who.account.id, (form, Vec::new(), chosen)).await
}

/// A button that is pressed twice makes one handover: the same words, moments ago, and nothing done with it yet.
async fn just_made(desk: &Desk, owner: Id, cover: &str, policy: &str) -> Result<Option<Id>, Problem> {
    let newest = own(desk, owner).await?.into_iter().next();
    let same = newest.filter(|one| one.cover_json == cover && one.policy == policy && one.state == State::Collecting);
    Ok(same.filter(|one| now() - one.created < PRESSED_TWICE_SECONDS).map(|one| one.id))
}

pub async fn make(act: Act<Making>, request: HttpRequest, desk: web::Data<Desk>) -> Result<HttpResponse, Problem> {
    let shell = Shell::of(&request, &act);
    let (form, chosen) = (CoverForm::typed(&act.fields), act.fields.text("earlier").to_owned());
    match made(&desk, &shell, &act, &form, &chosen).await? {
        Ok(made) => Ok(see(&format!("/handovers/{made}/exports"))),
        Err(mistakes) => shown_new(422, shell, &desk, act.account.id, (form, mistakes, chosen)).await,
    }
}

async fn made(
    desk: &Desk,
    shell: &Shell,
    who: &Caller,
    form: &CoverForm,
    chosen: &str,
) -> Result<Result<Id, Vec<Mistake>>, Problem> {
    let earlier = match chosen {
        "" => None,
        id => Some(known(desk, who, id).await?.id),
    };
    let cover = match form.cover_json("", shell) {
        Err(mistakes) => return Ok(Err(mistakes)),
        Ok(cover) => cover,
    };
    let (policy, owner) = (form.policy.clone(), who.account.id);
    if let Some(made) = just_made(desk, owner, &cover, &policy).await? {
        return Ok(Ok(made));
    }
    let made = desk.work(move |office| Ok(office.create(owner, &cover, &policy, earlier, now()))).await?;
    or_mistakes(made, shell)
}

/// What the office did; what it did not is a mistake to be mended.
fn or_mistakes<T>(done: Result<T, HandoverError>, shell: &Shell) -> Result<Result<T, Vec<Mistake>>, Problem> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(error) => Ok(Err(Mistake::of_all(refused(shell, error)?))),
    }
}

pub async fn show(
    who: AsMaker,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &who, &id).await?;
    let form = CoverForm::kept(&handover.cover_json, &handover.policy);
    shown(200, Shell::of(&request, &who), &handover, form, Vec::new())
}

fn shown(
    status: u16,
    shell: Shell,
    handover: &Handover,
    form: CoverForm,
    mistakes: Vec<Mistake>,
) -> Result<HttpResponse, Problem> {
    let head = Head::of(handover, &shell, "cover", shell.say("cover-lead").into_owned());
    answer(status, &CoverPage::new(shell, Some(head), form, mistakes), None)
}

pub async fn mend(
    act: Act<Making>,
    id: web::Path<String>,
    request: HttpRequest,
    desk: web::Data<Desk>,
) -> Result<HttpResponse, Problem> {
    let handover = open(&desk, &act, &id).await?;
    let (shell, form) = (Shell::of(&request, &act), CoverForm::typed(&act.fields));
    match mended(&desk, &shell, &act, &form, &handover).await? {
        Ok(()) => Ok(see(&format!("/handovers/{}", handover.id))),
        Err(mistakes) => shown(422, shell, &handover, form, mistakes),
    }
}

async fn mended(
    desk: &Desk,
    shell: &Shell,
    who: &Caller,
    form: &CoverForm,
    handover: &Handover,
) -> Result<Result<(), Vec<Mistake>>, Problem> {
    let cover = match form.cover_json(&handover.cover_json, shell) {
        Err(mistakes) => return Ok(Err(mistakes)),
        Ok(cover) => cover,
    };
    let (id, policy, actor) = (handover.id, form.policy.clone(), who.account.id);
    let done = desk.work(move |office| Ok(office.rewrite(id, &cover, &policy, actor, now()))).await?;
    or_mistakes(done, shell)
}
