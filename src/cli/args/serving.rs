//! What was typed of the service: its settings, its accounts, its data.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where the service's settings are.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The operator's settings [default: HANDOVER_CONFIG, else built in]; HANDOVER_SERVE_… go before it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ServeCommandArgs {
    #[command(flatten)]
    pub settings: ServeArgs,
    /// Walk the whole path at once: a temporary service with accounts, keys and an export of made-up people
    #[arg(long)]
    pub demo: bool,
}

#[derive(Args, Debug)]
pub struct BackupArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub settings: ServeArgs,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account and print its one-time link
    Add(UserAddArgs),
    /// Print a new one-time link, for who lost password or phone
    Passwd(UserArgs),
    /// The accounts there are
    List(ServeArgs),
    /// Remove an account, its sessions and its tokens
    Remove(UserArgs),
}

#[derive(Args, Debug)]
pub struct UserAddArgs {
    #[command(flatten)]
    pub user: UserArgs,
    /// uploader, approver, auditor or administrator
    #[arg(long, value_name = "ROLE")]
    pub role: String,
}

#[derive(Args, Debug)]
pub struct UserArgs {
    /// The account's name
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub settings: ServeArgs,
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token for an account and print it
    Create(TokenCreateArgs),
    /// The tokens of an account
    List(UserArgs),
    /// End a token
    Revoke(TokenRevokeArgs),
}

#[derive(Args, Debug)]
pub struct TokenCreateArgs {
    #[command(flatten)]
    pub user: UserArgs,
    /// What it is for
    #[arg(long, value_name = "WORDS")]
    pub label: String,
    /// It may change things, within the account's role
    #[arg(long)]
    pub write: bool,
}

#[derive(Args, Debug)]
pub struct TokenRevokeArgs {
    #[command(flatten)]
    pub user: UserArgs,
    /// The token's number, as `token list` shows it
    #[arg(long, value_name = "ID")]
    pub id: String,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Compute the whole chain anew: is every line as it was written?
    Verify(ServeArgs),
}
