//! The progress bar: on a terminal only, only for what takes over a second, with the time left.

use crate::progress::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Work that is done sooner is not worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows stages on stderr; one bar at a time.
pub struct Meter {
    started: Instant,
    on_terminal: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Meter {
    pub fn start() -> Meter {
        Meter { started: Instant::now(), on_terminal: std::io::stderr().is_terminal(), bar: Mutex::new(None) }
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, Option<ProgressBar>> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the bar off the screen, so that results and remarks stand alone.
    pub fn clear(&self) {
        if let Some(bar) = self.bar().take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Progress for Meter {
    fn begin(&self, stage: Stage, total: u64) {
        if !self.on_terminal {
            return;
        }
        self.clear();
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        bar.set_style(style());
        bar.set_message(said(stage));
        *self.bar() = Some(bar);
    }

    fn advance(&self, units: u64) {
        if let Some(bar) = &*self.bar() {
            if bar.is_hidden() && self.started.elapsed() >= PATIENCE {
                bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
            }
            bar.inc(units);
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg:<24} {bar:30} {percent:>3} %  {eta} left")
        .expect("the template is ours and has only known keys")
        .progress_chars("━╸─")
}

fn said(stage: Stage) -> &'static str {
    match stage {
        Stage::Survey => "looking at the exports",
        Stage::Read => "reading rows",
        Stage::Classes => "counting classes",
        Stage::Commit => "committing signatures",
        Stage::List => "setting the list",
        Stage::Write => "writing the dossier",
        Stage::Verify => "verifying",
        Stage::Vault => "going through the vault",
    }
}
