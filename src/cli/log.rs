//! `HANDOVER_LOG=off|error|warn|info|debug|trace`: what the doors and the stories say of their work, on stderr.
//!
//! Only this program's own events, never a library's: a library's trace may quote what it reads.

use super::voice::Trouble;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Begins to log where the environment asks for it; a service tells its errors in any case.
///
/// # Errors
/// A level that is none.
pub fn begin(is_service: bool) -> Result<(), Trouble> {
    let asked = std::env::var_os("HANDOVER_LOG").filter(|level| !level.is_empty());
    let Some(level) = asked.or_else(|| is_service.then(|| "warn".into())) else {
        return Ok(());
    };
    let level: LevelFilter = level.to_str().and_then(|level| level.parse().ok()).ok_or_else(|| {
        Trouble::could_not("HANDOVER_LOG is not a level. Set it to off, error, warn, info, debug or trace.")
    })?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // A second subscriber in one process (tests) is no trouble: the first stays.
    let _ = tracing_subscriber::registry()
        .with(lines.with_filter(Targets::new().with_target("handover", level)))
        .try_init();
    Ok(())
}
