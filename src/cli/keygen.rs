//! `keygen`: the key set on disk.

use super::args::KeygenArgs;
use super::voice::{Trouble, Voice};
use super::{Answer, tell};
use crate::keys::{KeyError, KeySet, NO_NAME};

pub fn run(typed: KeygenArgs, voice: &Voice) -> Result<Answer, Trouble> {
    let keys = KeySet::create(&typed.out, typed.name.as_deref()).map_err(trouble)?;
    voice.result(&tell::pairs(&[
        ("keys", typed.out.display().to_string()),
        ("seal name", keys.name.clone()),
        ("seal", keys.seal.public().fingerprint()),
        ("custodian", keys.custodian.to_string()),
    ]));
    voice.note("publish the seal's fingerprint where your recipients look for you; it is what they compare");
    elsewhere(voice);
    if typed.name.is_none() {
        voice.note(format_args!("the seal name is {NO_NAME}; `handover keygen --name example.org` gives your own"));
    }
    Ok(Answer::Yes)
}

/// What must be said whenever a custodian's key is made.
pub fn elsewhere(voice: &Voice) {
    voice.note(
        "keep custodian.key in another place than the dossier: whoever has it and the vault can open single entries",
    );
}

pub fn trouble(error: KeyError) -> Trouble {
    Trouble::could_not(error)
}
