//! What was typed of a challenge: the official's half, the custodian's, and the vault.

use super::Work;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// A challenge, as it stands on the official's receipt.
#[derive(Args, Debug)]
pub struct AskedArgs {
    /// The digits thrown, 20 to 128; in groups with spaces, in quotes
    #[arg(long, value_name = "DIGITS")]
    pub dice: Option<String>,
    /// How many entries, as far as the dossier allows: a number, a share as 5%, or `california` (the larger of 500 and 3 %)
    #[arg(long, value_name = "N|5%|california", conflicts_with = "bound")]
    pub size: Option<String>,
    /// Instead of a size: as many entries as would show, with none bad, that at most this share is
    #[arg(long, value_name = "1%")]
    pub bound: Option<String>,
    /// The fields to open, as `given_name,city`
    #[arg(long, value_name = "A,B")]
    pub fields: Option<String>,
}

#[derive(Args, Debug)]
pub struct ChallengeArgs {
    /// The dossier: the zip, or the folder it unpacks to
    #[arg(value_name = "DOSSIER")]
    pub dossier: PathBuf,
    /// The digits thrown, 20 to 128; in groups with spaces, in quotes
    #[arg(long, value_name = "DIGITS")]
    pub dice: String,
    /// How many entries, as far as the dossier allows: a number, a share as 5%, or `california` (the larger of 500 and 3 %)
    #[arg(long, value_name = "N|5%|california", conflicts_with = "bound")]
    pub size: Option<String>,
    /// Instead of a size: as many entries as would show, with none bad, that at most this share is
    #[arg(long, value_name = "1%")]
    pub bound: Option<String>,
    /// The organiser's half of the draw, from response.json
    #[arg(long, value_name = "HEX")]
    pub nonce: String,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct RespondArgs {
    /// The vault, which is replaced by one that holds only what was drawn
    #[arg(value_name = "VAULT")]
    pub vault: PathBuf,
    /// The dossier that the official has
    #[arg(long, value_name = "DOSSIER")]
    pub dossier: PathBuf,
    #[command(flatten)]
    pub asked: AskedArgs,
    /// Where the response goes
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
    /// One zip instead of a folder
    #[arg(long)]
    pub zip: bool,
    /// Do not ask on the terminal before entries are opened
    #[arg(long)]
    pub yes: bool,
    /// The operator's settings [default: HANDOVER_CONFIG, else built in]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[command(flatten)]
    pub custody: CustodyArgs,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The dossier: the zip, or the folder it unpacks to
    #[arg(value_name = "DOSSIER")]
    pub dossier: PathBuf,
    /// The response: the zip, or the folder it unpacks to
    #[arg(value_name = "RESPONSE")]
    pub response: PathBuf,
    #[command(flatten)]
    pub asked: AskedArgs,
    /// How many of the opened entries you found false
    #[arg(long, value_name = "K", default_value_t = 0)]
    pub bad: u64,
    /// From paper: the integrity hash of the dossier, or the zip's SHA-256; in groups with spaces or in one
    #[arg(long, value_name = "HEX")]
    pub hash: Option<String>,
    /// The organiser's key: a public key file, or its fingerprint
    #[arg(long, value_name = "KEY.pub|SHA256:…")]
    pub seal: Option<String>,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

/// With which key a vault is opened.
#[derive(Args, Debug)]
pub struct CustodyArgs {
    /// A custodian's age identity; one that is locked with a passphrase is unlocked [default: custodian.key of --keys]
    #[arg(long, value_name = "KEY")]
    pub identity: Option<PathBuf>,
    /// The key set
    #[arg(long, value_name = "DIR", default_value = "keys")]
    pub keys: PathBuf,
    /// The passphrase is the first line of this file, `-` for standard input, instead of being asked on the terminal
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ForgetArgs {
    /// The vault, which is replaced
    #[arg(value_name = "VAULT")]
    pub vault: PathBuf,
    /// Numbers of entries, from 1, as the dossier counts them
    #[arg(long = "entry", value_name = "N", required = true, num_args = 1..)]
    pub entries: Vec<u64>,
    #[command(flatten)]
    pub custody: CustodyArgs,
}

#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Say what a vault holds and who can open it; no value, no seed
    Inspect(VaultInspectArgs),
    /// Let others open it too
    AddCustodian(VaultCustodianArgs),
    /// Let them open it no more
    RemoveCustodian(VaultCustodianArgs),
}

#[derive(Args, Debug)]
pub struct VaultInspectArgs {
    /// The vault
    #[arg(value_name = "VAULT")]
    pub vault: PathBuf,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub custody: CustodyArgs,
}

#[derive(Args, Debug)]
pub struct VaultCustodianArgs {
    /// The vault, which is replaced
    #[arg(value_name = "VAULT")]
    pub vault: PathBuf,
    /// Their public keys, age1…
    #[arg(value_name = "AGE_RECIPIENT", required = true)]
    pub recipients: Vec<String>,
    #[command(flatten)]
    pub custody: CustodyArgs,
}
