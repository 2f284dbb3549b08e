//! What was typed. What it means, each command says for itself.

mod challenge;
mod grouped;
mod refused;
mod serving;

pub use challenge::*;
pub use grouped::hash_in_one;
pub use refused::explain;
pub use serving::*;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Petition signatures into sealed, verifiable dossiers that carry as little personal data as the occasion allows.
#[derive(Debug, Parser)]
#[command(name = "handover", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit status: 0 done, or verified · 1 the answer is no · 2 could not try.\n\
                        HANDOVER_CONFIG names a configuration file; HANDOVER_LOG=debug logs to stderr, nothing personal; NO_COLOR is heeded.")]
pub struct Typed {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn exports into a sealed dossier, its slip and its vault
    Pack(PackArgs),
    /// Show what is recognised in exports, and the ledger a pack would have; leaves no file
    Inspect(InspectArgs),
    /// Check a dossier whole: every finding, then the verdict
    Verify(VerifyArgs),
    /// Which entries do dice and nonce draw? Anyone can compute it
    Challenge(ChallengeArgs),
    /// A custodian's answer: open the drawn entries, and cut the vault to them
    Respond(RespondArgs),
    /// The official's check: are these the drawn entries, as they were sealed, and what does the sample say?
    Check(CheckArgs),
    /// Put a time stamp of an authority beside a dossier's seal (RFC 3161)
    Timestamp(TimestampArgs),
    /// Make the key set: seal, custodian, PDF
    Keygen(KeygenArgs),
    /// The policies at hand: what each shows, drops, merges
    Policies,
    /// Make a lifelike export of 10 000 rows, pack it, verify it, and say what to look at
    Demo(DemoArgs),
    /// Erase single entries from a vault: nobody opens them from it any more, and the dossier still verifies
    Forget(ForgetArgs),
    /// A vault: what it holds, and who can open it
    #[command(subcommand)]
    Vault(VaultCommand),
    /// The service: pages for staff, an interface for programs
    Serve(ServeCommandArgs),
    /// The service's accounts
    #[command(subcommand)]
    User(UserCommand),
    /// The service's tokens for programs
    #[command(subcommand)]
    Token(TokenCommand),
    /// The service's audit log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Write the service's data to one file, beside the running service
    Backup(BackupArgs),
    /// Make the service's data folder from a backup, after every file of it was looked at
    Restore(BackupArgs),
}

/// What works long.
#[derive(Args, Debug)]
pub struct Work {
    /// How many threads work at once [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl Work {
    pub fn threads(&self) -> usize {
        self.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()), usize::from)
    }
}

/// What is read, and how.
#[derive(Args, Debug)]
pub struct Reading {
    /// Signature exports of one petition: CSV, also gzipped or zipped
    #[arg(value_name = "EXPORT", required = true)]
    pub exports: Vec<PathBuf>,
    /// Decisions on columns, where an export leaves a question open
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,
    /// The operator's settings [default: HANDOVER_CONFIG, else built in]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_long_help = concat!("A cover:\n\n", include_str!("../../config/cover.example.toml")))]
pub struct PackArgs {
    #[command(flatten)]
    pub reading: Reading,
    /// Whose petition, from whom, to whom: see the example at the end of --help
    #[arg(long, value_name = "FILE")]
    pub cover: PathBuf,
    /// What the recipient may see: a built-in policy (`handover policies`) or a policy file
    #[arg(long, value_name = "NAME|FILE", default_value = "count")]
    pub policy: String,
    /// The key set; a folder that is missing or empty is filled
    #[arg(long, value_name = "DIR", default_value = "keys")]
    pub keys: PathBuf,
    /// Where dossier, slip and vault go
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
    /// Also seal the dossier to this age recipient, and leave no plain zip; may be repeated
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub to: Vec<String>,
    /// Who can open the vault, instead of the key set's custodian; may be repeated
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub custodian: Vec<String>,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct InspectArgs {
    #[command(flatten)]
    pub reading: Reading,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// The dossier: the zip, or the folder it unpacks to
    #[arg(value_name = "DOSSIER")]
    pub dossier: PathBuf,
    /// From paper: the integrity hash, or the zip's SHA-256; in groups with spaces, as the slip has it, or in one
    #[arg(long, value_name = "HEX")]
    pub hash: Option<String>,
    /// The organiser's key: a public key file, or its fingerprint
    #[arg(long, value_name = "KEY.pub|SHA256:…")]
    pub seal: Option<String>,
    /// Root certificates of time stamping authorities that you trust; may be repeated
    #[arg(long, value_name = "FILE.pem")]
    pub tsa_root: Vec<PathBuf>,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct TimestampArgs {
    /// The dossier: the zip, or the folder it unpacks to
    #[arg(value_name = "DOSSIER")]
    pub dossier: PathBuf,
    /// Ask this authority; only the integrity hash goes there
    #[arg(long, value_name = "URL")]
    pub tsa: Option<String>,
    /// The authority's answer, obtained elsewhere: a reply, or a token
    #[arg(long, value_name = "FILE")]
    pub reply: Option<PathBuf>,
    /// Only write the request, to take it to an authority from elsewhere
    #[arg(long, value_name = "FILE")]
    pub request: Option<PathBuf>,
    /// Root certificates that the authority must lead to; may be repeated
    #[arg(long, value_name = "FILE.pem")]
    pub tsa_root: Vec<PathBuf>,
    /// Put the time stamp in place of one that is there
    #[arg(long)]
    pub replace: bool,
    /// How many seconds the authority may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=600))]
    pub wait: u16,
    /// One JSON object instead of text
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub work: Work,
}

#[derive(Args, Debug)]
pub struct KeygenArgs {
    /// The seal name: a domain of yours [default: handover.invalid]
    #[arg(long, value_name = "example.org")]
    pub name: Option<String>,
    /// A folder that is missing or empty
    #[arg(long, value_name = "DIR", default_value = "keys")]
    pub out: PathBuf,
}

#[derive(Args, Debug)]
pub struct DemoArgs {
    /// The demonstration's folder
    #[arg(long, value_name = "DIR", default_value = "handover-demo")]
    pub out: PathBuf,
    #[command(flatten)]
    pub work: Work,
}
