//! The end of the service: begun by a signal, heard by answers that would otherwise go on for as long as somebody listens.

use std::io;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// Has it begun?
#[derive(Default)]
pub struct Ending(watch::Sender<bool>);

impl Ending {
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Comes back once it has begun, and at once where it had.
    pub async fn begun(&self) {
        // The sender is ours and outlives this.
        let _ = self.0.subscribe().wait_for(|begun| *begun).await;
    }
}

/// SIGTERM and SIGINT, listened for.
pub struct Signals {
    term: Signal,
    int: Signal,
}

impl Signals {
    /// # Errors
    /// What the system says.
    pub fn listen() -> io::Result<Signals> {
        Ok(Signals { term: signal(SignalKind::terminate())?, int: signal(SignalKind::interrupt())? })
    }

    /// The next of them.
    pub async fn next(&mut self) {
        let (term, int) = (std::pin::pin!(self.term.recv()), std::pin::pin!(self.int.recv()));
        futures_util::future::select(term, int).await;
    }
}
