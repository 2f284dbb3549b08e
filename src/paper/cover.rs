//! `cover.pdf`: title page, petition, count, ledger, policy, how to verify.
//!
//! In: the cover and what was counted and proved. Out: a PDF in the dossier's language. Never: anything of one entry; the
//! integrity hash, which covers this file.

use super::canvas::{Mpt, Size, mm};
use super::columns::ems;
use super::document::PAGE;
use super::flow::{BOTTOM, Flow, GRID, LEFT, RIGHT, Row, SMALL, TEXT};
use super::fonts::{Fonts, Style};
use super::letterhead::{LOGO, Letterhead, Place};
use super::list::ENTRIES_PER_VOLUME;
use super::texts::{Direction, Word, has_language};
use super::verify_text::seal_command;
use super::{PaperError, wrap};
use crate::counts::{Counts, OTHER, Unit};
use crate::cover::Cover;
use crate::day::Day;
use crate::ledger::Ledger;

/// What the cover shows.
#[derive(Clone, Debug)]
pub struct CoverPage<'a> {
    pub cover: &'a Cover,
    /// Dossier id.
    pub id: &'a str,
    pub created: Day,
    pub ledger: &'a Ledger,
    pub counts: &'a Counts,
    /// The policy in plain words, in the dossier's language: what it shows, what it withholds, what it merges.
    pub policy_words: &'a [String],
    /// Is there a list beside the cover?
    pub list: bool,
    /// Are persons in the list pseudonymised, that is, shown without their names?
    pub pseudonymised: bool,
    /// Most entries that may be opened; 0 means none, and then the cover does not speak of it.
    pub challenge_max_rows: u64,
    /// Register root.
    pub root: &'a [u8; 32],
    pub seal_name: &'a str,
    /// `SHA256:…`
    pub seal_fingerprint: &'a str,
    /// Whose paper it is.
    pub letterhead: Option<&'a Letterhead>,
}

/// Sets `cover.pdf`. In a language without texts it is in English and says so.
///
/// # Errors
/// `Font` and `Form`, which are faults of the program.
pub fn cover(page: &CoverPage<'_>, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let language = page.cover.petition.language.as_str();
    let foot = super::texts::Texts::of(language).say_with("dossier-id", &[("id", Word::Text(page.id))]).into_owned();
    let mut flow = Flow::begin(fonts, language, foot);
    title_page(&mut flow, page);
    flow.section("section-petition");
    flow.text(&page.cover.petition.text);
    if let Some(url) = &page.cover.petition.url {
        flow.space(GRID / 2);
        let words = flow.texts.say_with("petition-address", &[("url", Word::Text(url))]).into_owned();
        flow.paragraph(&words, Style::Regular);
    }
    count(&mut flow, page);
    ledger(&mut flow, page.ledger);
    policy(&mut flow, page);
    if page.list {
        volumes(&mut flow, page.ledger.accepted);
    }
    verify(&mut flow, page);
    flow.finish(&page.cover.petition.title)
}

/// Size and leading of the title, by its length: always the largest thing on the page.
fn title_size(title: &str) -> (Size, Mpt) {
    match title.chars().count() {
        0..=70 => (300, 37_000),
        71..=150 => (240, 31_000),
        151..=300 => (190, 25_000),
        301..=600 => (150, 20_000),
        _ => (120, 16_000),
    }
}

fn title_page(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    let cover = page.cover;
    let width = RIGHT - LEFT;
    let put = |flow: &mut Flow<'_>, text: &str, style: Style, size: Size, y: &mut Mpt, leading: Mpt| {
        for line in wrap::wrap(&mut flow.setter, text, style, ems(width, size)) {
            *y -= leading;
            flow.y = *y;
            flow.place(&line, size);
        }
    };
    let mut y = PAGE.1 - mm(220);
    if let Some(head) = page.letterhead {
        if let Some(logo) = &head.logo {
            flow.image(LOGO, logo.width, logo.height, &logo.rgb);
        }
        let rtl = flow.texts.direction() == Direction::RightToLeft;
        y -= head.draw(&mut flow.canvas, &mut flow.setter, y, Place::Cover, rtl) + GRID;
    }
    put(flow, &cover.organiser.name, Style::Bold, TEXT, &mut y, GRID);
    if let Some(contact) = &cover.organiser.contact {
        put(flow, contact, Style::Regular, TEXT, &mut y, GRID);
    }
    let (size, leading) = title_size(&cover.petition.title);
    y = (y - 4 * GRID).min(PAGE.1 - mm(700));
    put(flow, &cover.petition.title, Style::Serif, size, &mut y, leading);
    y -= 3 * GRID;
    let count = Word::Number(page.ledger.accepted);
    let number = flow.texts.number(page.ledger.accepted);
    put(flow, &number, Style::Serif, size.clamp(150, 240), &mut y, 24_000);
    let signatures = flow.texts.say_with("signatures", &[("count", count)]).into_owned();
    let mut words = signatures;
    let day = |flow: &Flow<'_>, day: Day| flow.texts.date(day);
    let opened = cover.petition.opened.map(|opened| day(flow, opened));
    let closed = cover.petition.closed.map(|closed| day(flow, closed));
    let collected = match (&opened, &closed) {
        (Some(o), Some(c)) => flow
            .texts
            .say_with("collected-between", &[("opened", Word::Text(o)), ("closed", Word::Text(c))])
            .into_owned(),
        (Some(o), None) => flow.texts.say_with("collected-from", &[("opened", Word::Text(o))]).into_owned(),
        (None, Some(c)) => flow.texts.say_with("collected-until", &[("closed", Word::Text(c))]).into_owned(),
        (None, None) => String::new(),
    };
    if !collected.is_empty() {
        words = format!("{words}{}{collected}", flow.texts.say("comma"));
    }
    put(flow, &words, Style::Regular, TEXT, &mut y, GRID + 2_000);
    // The foot of the page: to whom, when.
    let recipient = &cover.recipient;
    let mut lines = vec![(recipient.name.clone(), Style::Bold)];
    lines.extend(recipient.office.clone().map(|office| (office, Style::Regular)));
    lines.extend(recipient.country.as_deref().map(|code| (flow.texts.country(code).into_owned(), Style::Regular)));
    let rows: usize =
        lines.iter().map(|(text, style)| wrap::ranges(&mut flow.setter, text, *style, ems(width, TEXT)).len()).sum();
    let notice = !has_language(&cover.petition.language);
    let below = rows as i32 + 4 + i32::from(notice) * 2;
    y = (y - 2 * GRID).min(BOTTOM + GRID * below);
    flow.canvas.rule((LEFT, y), (RIGHT, y), 60);
    y -= 4_000;
    let label = flow.texts.say("addressed-to").into_owned();
    put(flow, &label, Style::Regular, SMALL, &mut y, GRID);
    for (text, style) in lines {
        // An address is a block: a name in Arabic stands at its left edge with the rest.
        for line in wrap::wrap(&mut flow.setter, &text, style, ems(width, TEXT)) {
            y -= GRID;
            flow.canvas.put(&line, LEFT, y, TEXT);
        }
    }
    y -= GRID;
    let date = flow.texts.date(page.created);
    put(flow, &date, Style::Regular, TEXT, &mut y, GRID);
    if notice {
        let words = flow.texts.say("english-notice").into_owned();
        put(flow, &words, Style::Regular, SMALL, &mut y, GRID);
    }
    flow.end_page();
}

fn count(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.section("section-count");
    let words = flow.texts.say_with("count-sentence", &[("count", Word::Number(page.ledger.accepted))]).into_owned();
    flow.paragraph(&words, Style::Regular);
    let counts = page.counts;
    let of_rows = page.ledger.accepted + page.ledger.duplicates;
    let (unit, head) = match counts.unit {
        Unit::Rows => (flow.texts.say_with("count-unit-rows", &[("rows", Word::Number(of_rows))]), "head-rows"),
        Unit::Signatures => (flow.texts.say("count-unit-signatures"), "head-signatures"),
    };
    let words = format!("{unit} {}", flow.texts.say("count-merged"));
    flow.space(GRID / 2);
    flow.paragraph(&words, Style::Regular);
    // Here a bar chart by country and a line by period will stand before the tables.
    let mut by_country: Vec<(String, u64)> =
        counts.by_country.iter().map(|cell| (flow.texts.country(&cell.country).into_owned(), cell.count)).collect();
    // By the names that are read, not by the codes that the files are sorted by; what was merged comes last.
    let other = flow.texts.country(OTHER).into_owned();
    let order = flow.texts.order();
    by_country.sort_by(|(a, _), (b, _)| (*a == other).cmp(&(*b == other)).then_with(|| order.compare(a, b)));
    let by_period: Vec<(String, u64)> =
        counts.by_period.iter().map(|cell| (flow.texts.period(&cell.period), cell.count)).collect();
    counted(flow, "by-country", "head-country", head, by_country);
    counted(flow, "by-period", "head-period", head, by_period);
}

/// One table of the count, with shares and total.
fn counted(flow: &mut Flow<'_>, title: &str, label: &str, head: &str, cells: Vec<(String, u64)>) {
    let whole: u64 = cells.iter().map(|cell| cell.1).sum();
    flow.space(GRID);
    flow.need(7 * GRID);
    let words = flow.texts.say(title).into_owned();
    flow.paragraph(&words, Style::Bold);
    let texts = &flow.texts;
    let heads = [texts.say(label).into_owned(), texts.say(head).into_owned(), texts.say("head-share").into_owned()];
    let row = |label: String, n: u64| (label, vec![texts.number(n), texts.share(n, whole)]);
    let total = row(texts.say("total").into_owned(), whole);
    let rows: Vec<Row> = cells.into_iter().map(|(label, n)| row(label, n)).collect();
    flow.table(&[&heads[0], &heads[1], &heads[2]], &rows, Some(&total));
}

fn ledger(flow: &mut Flow<'_>, ledger: &Ledger) {
    flow.section("section-ledger");
    let aside = ledger.set_aside_total();
    let words = flow
        .texts
        .say_with(
            "ledger-sentence",
            &[
                ("read", Word::Number(ledger.rows_read)),
                ("accepted", Word::Number(ledger.accepted)),
                ("duplicates", Word::Number(ledger.duplicates)),
                ("aside", Word::Number(aside)),
            ],
        )
        .into_owned();
    flow.paragraph(&words, Style::Regular);
    let texts = &flow.texts;
    let line = |label: String, n: u64| (label, vec![texts.number(n)]);
    let mut rows = vec![
        line(texts.say("ledger-accepted").into_owned(), ledger.accepted),
        line(texts.say("ledger-duplicates").into_owned(), ledger.duplicates),
    ];
    if let Some(other) = ledger.duplicates_other_name.filter(|_| ledger.duplicates > 0) {
        rows.push(line(format!("   {}", texts.say("ledger-other-name")), other));
    }
    for (reason, n) in &ledger.set_aside {
        let label = named(texts, "reason", reason);
        rows.push(line(texts.say_with("ledger-set-aside", &[("reason", Word::Text(&label))]).into_owned(), *n));
    }
    let total = line(texts.say("ledger-read").into_owned(), ledger.rows_read);
    let more: Vec<(String, Vec<Row>)> = [
        ("ledger-identified", "identity", &ledger.identified_by),
        ("ledger-flagged", "flag", &ledger.flagged),
        ("ledger-cleaned", "cleaned", &ledger.cleaned),
    ]
    .into_iter()
    .map(|(title, kind, cells)| {
        let rows =
            cells.iter().filter(|cell| *cell.1 > 0).map(|(name, n)| line(named(texts, kind, name), *n)).collect();
        (texts.say(title).into_owned(), rows)
    })
    .collect();
    let head = flow.texts.say("head-rows").into_owned();
    flow.table(&["", &head], &rows, Some(&total));
    for (title, rows) in more {
        if !rows.is_empty() {
            flow.space(GRID / 2);
            flow.table(&[&title, &head], &rows, None);
        }
    }
}

/// The words for a name of the ledger; a name that the texts do not know as it is.
fn named(texts: &super::texts::Texts, kind: &str, name: &str) -> String {
    let id = format!("{kind}-{name}");
    if texts.has(&id) { texts.say(&id).into_owned() } else { name.to_owned() }
}

fn policy(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.section("section-policy");
    let heads = ["policy-shows", "policy-withholds", "policy-merged"];
    for (n, words) in page.policy_words.iter().enumerate() {
        flow.need(3 * GRID);
        if let Some(head) = heads.get(n) {
            let head = flow.texts.say(head).into_owned();
            flow.paragraph(&head, Style::Bold);
        }
        flow.paragraph(words, Style::Regular);
        flow.space(GRID / 2);
    }
    if page.pseudonymised {
        let words = flow.texts.say("policy-pseudonymised").into_owned();
        flow.paragraph(&words, Style::Regular);
        flow.space(GRID / 2);
    }
    if let Some(consent) = page.cover.handover.consent.as_deref().filter(|text| !text.trim().is_empty()) {
        let words = flow.texts.say_with("policy-consent", &[("consent", Word::Text(consent.trim()))]).into_owned();
        flow.text(&words);
    }
}

fn volumes(flow: &mut Flow<'_>, entries: u64) {
    flow.section("section-volumes");
    let volumes = entries.div_ceil(ENTRIES_PER_VOLUME);
    let words = flow.texts.say_with("volumes-sentence", &[("volumes", Word::Number(volumes))]).into_owned();
    flow.paragraph(&words, Style::Regular);
    let rows: Vec<Row> = (0..volumes)
        .map(|n| {
            let (first, last) = (n * ENTRIES_PER_VOLUME + 1, entries.min((n + 1) * ENTRIES_PER_VOLUME));
            let range = format!("{} – {}", flow.texts.number(first), flow.texts.number(last));
            (format!("signatures-{:04}.pdf", n + 1), vec![range])
        })
        .collect();
    let heads = [flow.texts.say("head-file").into_owned(), flow.texts.say("head-entries").into_owned()];
    flow.table(&[&heads[0], &heads[1]], &rows, None);
}

fn verify(flow: &mut Flow<'_>, page: &CoverPage<'_>) {
    flow.section("section-verify");
    let files =
        ["sha256sum -c manifest-sha256.txt", "sha256sum -c tagmanifest-sha256.txt", "sha256sum tagmanifest-sha256.txt"];
    let seal = seal_command(page.seal_name);
    let steps: [(&str, &[&str]); 5] =
        [("verify-1", &[]), ("verify-2", &files), ("verify-3", &[&seal]), ("verify-4", &[]), ("verify-5", &[])];
    let steps = steps.into_iter().filter(|(id, _)| *id != "verify-5" || page.challenge_max_rows > 0);
    for (n, (id, commands)) in steps.enumerate() {
        let words = flow.texts.say(id).into_owned();
        flow.step(n + 1, &words, commands);
    }
    flow.space(GRID / 2);
    let say = |flow: &Flow<'_>, id: &str| flow.texts.say(id).into_owned();
    let label = say(flow, "register-root");
    flow.value(&label, &[&crate::proof::digest::base64(page.root)]);
    let label = say(flow, "seal-fingerprint");
    flow.value(&label, &[page.seal_fingerprint]);
    let label = say(flow, "seal-name");
    flow.value(&label, &[page.seal_name]);
    let label = say(flow, "dossier-number");
    flow.value(&label, &[page.id]);
    if let Some(replaces) = &page.cover.handover.replaces {
        let label = say(flow, "replaces");
        flow.value(&label, &[replaces]);
    }
}
