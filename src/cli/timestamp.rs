//! `timestamp`: an authority's token beside a dossier's seal, asked for or brought from elsewhere.

mod ask;
mod place;

use super::args::TimestampArgs;
use super::meter::Meter;
use super::verify::{roots, stamped, trouble};
use super::voice::{Plain, Trouble, Voice};
use super::{Answer, files, kind, tell};
use crate::proof::Hash;
use crate::proof::digest::hex;
use crate::proof::random;
use crate::proof::timestamp::{self, Roots, Stamp, StampError};
use crate::refusal;
use crate::verify::{self, Limits, Pins, Report, Stamped};
use serde_json::json;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub fn run(typed: TimestampArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let way = Way::of(&typed)?;
    let roots = roots(&typed.tsa_root)?;
    kind::is_a_dossier(&typed.dossier)?;
    // A link stays one: what it points to is written anew.
    let dossier = typed.dossier.canonicalize().map_err(|error| files::unreadable(&typed.dossier, error.kind()))?;
    let before = place::Seen::of(&dossier)?;
    let report = whole(&dossier, &typed)?;
    let integrity = report.integrity.ok_or_else(|| not_whole(&typed.dossier))?;
    let token = match way {
        Way::Request(file) => return write_request(file, &integrity, voice),
        Way::Ask(url) => {
            voice.note(format_args!(
                "{} is asked, and is sent the integrity hash alone: nothing of the petition, no name, no file",
                Plain(url)
            ));
            let mut nonce = [0; 8];
            random::fill(&mut nonce);
            let request = timestamp::request(&integrity, Some(&nonce));
            let reply = ask::ask(url, &request, Duration::from_secs(typed.wait.into()))?;
            accepted(&reply, &integrity, Some(&nonce), roots.as_ref())?
        }
        Way::Reply(file) => accepted(&files::small_bytes(file)?, &integrity, None, roots.as_ref())?,
    };
    let now = place::put(&dossier, &before, &token.0, typed.replace)?;
    let stamp = Stamped { time: token.1.time(), trusted: roots.is_some(), tsa: token.1.authority() };
    tell(&typed, &report, &stamp, now, voice);
    Ok(Answer::Yes)
}

/// Where the token comes from.
enum Way<'t> {
    Ask(&'t str),
    Reply(&'t Path),
    Request(&'t Path),
}

impl<'t> Way<'t> {
    fn of(typed: &'t TimestampArgs) -> Result<Way<'t>, Trouble> {
        match (typed.tsa.as_deref(), typed.reply.as_deref(), typed.request.as_deref()) {
            (Some(url), None, None) => ask::address(url).map(Way::Ask),
            (None, Some(file), None) => Ok(Way::Reply(file)),
            (None, None, Some(file)) => Ok(Way::Request(file)),
            _ => Err(Trouble::could_not(
                "one of `--tsa URL`, `--reply FILE` and `--request FILE` is needed, and no second. `handover timestamp --help` \
                 says what each does.",
            )),
        }
    }
}

/// A dossier with findings is not stamped, nor one that is stamped.
fn whole(dossier: &Path, typed: &TimestampArgs) -> Result<Report, Trouble> {
    let meter = Meter::start();
    let report = verify::verify(dossier, &Pins::default(), Limits::default(), typed.work.threads(), &meter);
    meter.clear();
    let report = report.map_err(|error| trouble(&error))?;
    let of_stamp = |code: &str| code == verify::findings::TIMESTAMP.name;
    if report.findings.iter().any(|finding| !of_stamp(finding.code)) {
        return Err(not_whole(&typed.dossier));
    }
    let stamped = report.timestamp.is_some() || report.findings.iter().any(|finding| of_stamp(finding.code));
    if stamped && !typed.replace && typed.request.is_none() {
        return Err(Trouble::no(format_args!(
            "{} has a time stamp already. Say `--replace` to put another in its place.",
            Plain(&typed.dossier.display().to_string())
        )));
    }
    Ok(report)
}

fn not_whole(dossier: &Path) -> Trouble {
    let shown = dossier.display().to_string();
    let name = Plain(&shown);
    Trouble::no(format_args!(
        "{name} is not whole and gets no time stamp. See what is wrong: `handover verify {name}`."
    ))
}

/// The token in a reply, if everything about it holds.
fn accepted(
    reply: &[u8],
    integrity: &Hash,
    nonce: Option<&[u8; 8]>,
    roots: Option<&Roots>,
) -> Result<(Vec<u8>, Stamp), Trouble> {
    let refused = |error: StampError| {
        Trouble::no(format_args!("{error}. The dossier is as it was; ask again, or ask another authority."))
    };
    let token = timestamp::token_of(reply).map_err(refused)?;
    let stamp = timestamp::open(&token, integrity).map_err(refused)?;
    if nonce.is_some_and(|nonce| !stamp.answers(nonce)) {
        return Err(refused(StampError::Nonce));
    }
    if roots.is_some_and(|roots| !stamp.leads_to(roots)) {
        return Err(Trouble::no(
            "the time stamp leads to none of the roots you gave. The dossier is as it was; compare the root with the one that the \
             authority publishes.",
        ));
    }
    Ok((token, stamp))
}

fn write_request(file: &Path, integrity: &Hash, voice: &Voice) -> Result<Answer, Trouble> {
    let shown = file.display().to_string();
    place::new_file(file, &timestamp::request(integrity, None)).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Trouble::could_not(format_args!("{} is there already. Choose another name.", Plain(&shown)))
        }
        kind => Trouble::could_not(format_args!(
            "{} cannot be written: {}. Choose another name or another folder.",
            Plain(&shown),
            refusal::in_words(kind)
        )),
    })?;
    voice.result(&tell::pairs(&[("request", shown)]));
    voice.note(
        "it holds the integrity hash alone. Send it to an authority from elsewhere (HTTP POST, application/timestamp-query), and \
         give the answer to `handover timestamp DOSSIER --reply FILE`",
    );
    Ok(Answer::Yes)
}

fn tell(typed: &TimestampArgs, report: &Report, stamp: &Stamped, now: Option<Hash>, voice: &Voice) {
    let shown: PathBuf = typed.dossier.clone();
    let integrity = report.integrity.unwrap_or_default();
    if typed.json {
        voice.json(&json!({
            "dossier": shown.to_string_lossy(),
            "timestamp": { "time": stamp.time, "trusted": stamp.trusted, "tsa": stamp.tsa },
            "integrity_hash": hex(&integrity),
            "zip_sha256": now.as_ref().map(|hash| hex(hash)),
            "zip_sha256_before": report.zip_sha256.as_ref().map(|hash| hex(hash)),
        }));
    } else {
        let [first, second] = tell::hash_lines(&integrity);
        let mut lines = vec![
            ("dossier", shown.display().to_string()),
            ("time stamp", stamped(stamp, false)),
            ("integrity hash, as before", first),
            ("", second),
        ];
        for (name, hash) in [("zip's SHA-256 before", report.zip_sha256), ("zip's SHA-256 now", now)] {
            if let Some([first, second]) = hash.as_ref().map(tell::hash_lines) {
                lines.extend([(name, first), ("", second)]);
            }
        }
        voice.result(&tell::pairs(&lines));
    }
    if now.is_some() {
        voice.note(
            "the zip is another file now, and its SHA-256 another. The slip printed earlier shows the SHA-256 from before; the \
             integrity hash on it is still the dossier's",
        );
    }
    if !stamp.trusted {
        voice.note("the time is claimed by the authority; compare it with a root you trust by `--tsa-root FILE.pem`");
    }
}
