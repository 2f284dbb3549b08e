//! `respond`: a custodian opens the drawn entries; after it the vault opens none but the first `Challenge-Max-Rows` drawn.
//!
//! The vault is cut before the response appears: a response that is out belongs to a vault that answers no other dice.

use super::args::RespondArgs;
use super::custody::{Custody, trouble};
use super::meter::Meter;
use super::voice::{Plain, Trouble, Voice, grouped};
use super::{Answer, asked, config::Config, files, fonts, keygen, tell, verify};
use crate::challenge::{self, ChallengeError, Disclosure, Looks, Receipt, Response, Terms};
use crate::keys::KeySet;
use crate::package::response::folder;
use crate::package::zip::{Packed, ZipWriter};
use crate::refusal;
use crate::scratch::Scratch;
use crate::vault;
use crate::verify::{Limits, Pins};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

pub fn run(typed: RespondArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let asked = asked::receipt(&typed.asked)?.ok_or_else(|| {
        Trouble::could_not("the challenge is missing. Give --dice, --size and --fields as they stand on the receipt.")
    })?;
    let meter = Meter::start();
    let terms = verify::terms(&typed.dossier, &Pins::default(), Limits::default(), typed.work.threads(), &meter);
    meter.clear();
    let Some(terms) = terms? else { return verify::refused(&typed.dossier) };
    let receipt = Receipt::of(&terms, asked.dice, asked.size, asked.fields).map_err(|error| asked::refusal(&error))?;
    let keys = KeySet::open(&typed.custody.keys).map_err(keygen::trouble)?;
    let config = Config::at_hand(typed.config.as_deref())?;
    let looks = Looks { fonts: &fonts::at_hand(&config.paper.cjk_font)?, paper: config.paper.size };
    let mut custody = Custody::open(&typed.vault, &typed.custody, voice)?;
    let response = challenge::respond(&mut custody.vault, &terms, &receipt, &keys.seal, &looks);
    let response = response.map_err(|error| match error {
        ChallengeError::Vault(error) => trouble(&typed.vault, error),
        other => asked::refusal(&other),
    })?;
    files::folder(&typed.out)?;
    // Also what a killed run left in the clear goes now, whatever becomes of this one.
    let scratch = Scratch::open(&typed.out).map_err(|error| unusable(&typed.out, &error))?;
    let name = format!("{}{}", folder(&terms.id), if typed.zip { ".zip" } else { "" });
    let at = typed.out.join(&name);
    if at.symlink_metadata().is_ok() {
        return Err(taken(&at));
    }
    if let Some(before) = &custody.vault.about().answered {
        voice.note(format_args!(
            "these dice were answered before, with {} entries; open more only where a new receipt asks for it",
            grouped(before.size)
        ));
    }
    disclose(&response.disclosure, &receipt, &terms, voice);
    if !typed.yes && io::stdin().is_terminal() && !agreed()? {
        voice.note("nothing was written, and the vault is as it was");
        return Ok(Answer::No);
    }
    let cut = cut(&mut custody, &response)?;
    write(&response, &terms, &name, &typed, scratch).map_err(|error| unwritten(&at, &error))?;
    voice.result(&tell::pairs(&[
        ("response", at.display().to_string()),
        ("vault", typed.vault.display().to_string()),
        ("opened", format!("{} of {}", grouped(response.disclosure.opened), grouped(terms.size))),
        ("withheld", grouped(response.disclosure.withheld)),
        ("seal", terms.seal.clone()),
    ]));
    if cut {
        voice.note(
            "the vault was cut to the drawn entries before the response appeared: it answers no other dice any more",
        );
        super::forget::destroy_copies(voice);
    }
    Ok(Answer::Yes)
}

/// Whose data will leave, and how much of it: said before anything is written.
fn disclose(disclosure: &Disclosure, receipt: &Receipt, terms: &Terms, voice: &Voice) {
    let fields: Vec<String> =
        disclosure.fields.iter().map(|(name, filled)| format!("{name} (of {})", grouped(*filled))).collect();
    voice.note(format_args!(
        "the dice draw {} of {} entries; of {} persons these fields leave in the clear: {}",
        grouped(receipt.size),
        grouped(terms.size),
        grouped(disclosure.opened),
        if fields.is_empty() { "none".to_owned() } else { fields.join(", ") }
    ));
    if terms.columns.is_some() {
        voice.note("what the list shows of these entries is opened as well, to be compared with it");
    }
    if disclosure.withheld > 0 {
        voice.note(format_args!(
            "{} of the drawn entries were forgotten and cannot be opened; they count as bad",
            grouped(disclosure.withheld)
        ));
    }
}

fn agreed() -> Result<bool, Trouble> {
    let mut typed = String::new();
    let asked = write!(io::stderr(), "Open them, and cut the vault to what was drawn? Type yes: ")
        .and_then(|()| io::stderr().flush())
        .and_then(|()| io::stdin().read_line(&mut typed));
    asked.map_err(|_| Trouble::could_not("the terminal could not be read. Give --yes to go on without a question."))?;
    Ok(typed.trim().eq_ignore_ascii_case("yes"))
}

/// Was it cut now? A vault that has answered these dice is cut already.
fn cut(custody: &mut Custody, response: &Response) -> Result<bool, Trouble> {
    if custody.vault.is_cut() {
        return Ok(false);
    }
    let custodians = custody.custodians()?;
    custody.replace(|reader, out| {
        vault::cut(reader, out, &custodians, &response.kept, response.answered.clone()).map(|_| ())
    })?;
    Ok(true)
}

fn write(response: &Response, terms: &Terms, name: &str, typed: &RespondArgs, scratch: Scratch) -> io::Result<()> {
    if !typed.zip {
        let files = response.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        return scratch.publish_folder(name, files);
    }
    let draft = scratch.draft(0o600)?;
    let mut zip = ZipWriter::new(BufWriter::new(draft.file()), terms.created);
    let folder = folder(&terms.id);
    for (path, bytes) in &response.files {
        zip.member(&format!("{folder}/{path}"), &Packed::stored(bytes), &mut bytes.as_slice())?;
    }
    zip.finish()?.flush()?;
    scratch.publish(vec![(draft, name.to_owned())])
}

fn taken(at: &Path) -> Trouble {
    Trouble::could_not(format_args!(
        "{} is there already. Move it away, or name another folder with --out.",
        Plain(&at.display().to_string())
    ))
}

fn unusable(out: &Path, error: &io::Error) -> Trouble {
    Trouble::could_not(format_args!(
        "nothing can be written to {}: {}. The vault is as it was: name another folder with --out.",
        Plain(&out.display().to_string()),
        refusal::in_words(error.kind())
    ))
}

fn unwritten(at: &Path, error: &io::Error) -> Trouble {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return taken(at);
    }
    Trouble::could_not(format_args!(
        "{} could not be written: {}. The vault is cut and keeps what was drawn: run the same line again once there is room.",
        Plain(&at.display().to_string()),
        refusal::in_words(error.kind())
    ))
}
