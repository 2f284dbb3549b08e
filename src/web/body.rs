//! Bodies that come too slowly: each has to send something often enough, and fast enough as a whole.
//!
//! actix-web waits for a body without end; a few hundred patient askers would keep everybody else out. It also waits
//! without end for the rest of a body in chunks that its handler no longer wants, so such a body is held until the answer is out.

use super::settings::Settings;
use actix_web::HttpMessage as _;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::Stream;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// How long a body may take, whatever its rate, before the rate is looked at: in idle times.
const PATIENCE: u32 = 2;

/// How long a body that nobody reads on is held: its connection is then closed with the answer, not drained after it.
const HELD: Duration = Duration::from_secs(5);

/// Puts the watch before the request's body.
pub fn watch(request: &mut ServiceRequest, settings: &Settings) {
    let idle = Duration::from_secs(settings.body_idle_seconds);
    let inner = request.take_payload();
    let watched = Watched {
        inner,
        idle,
        bytes_per_second: settings.body_bytes_per_second,
        began: None,
        received: 0,
        is_over: false,
        alarm: Box::pin(tokio::time::sleep(idle)),
    };
    request.set_payload(Payload::Stream { payload: Box::pin(watched) });
}

struct Watched {
    inner: Payload,
    idle: Duration,
    bytes_per_second: u64,
    /// When somebody first asked for the body; a handler that is slow to ask is not the sender's fault.
    began: Option<Instant>,
    received: u64,
    is_over: bool,
    alarm: Pin<Box<Sleep>>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.is_over && !matches!(self.inner, Payload::None) {
            let inner = std::mem::replace(&mut self.inner, Payload::None);
            actix_web::rt::spawn(async move {
                tokio::time::sleep(HELD).await;
                drop(inner);
            });
        }
    }
}

impl Watched {
    /// The sooner of: nothing for the idle time; as a whole slower than the least rate.
    fn deadline(&self, now: Instant) -> Instant {
        let began = self.began.unwrap_or(now);
        let earned = Duration::from_millis(self.received.saturating_mul(1_000) / self.bytes_per_second);
        (now + self.idle).min(began + self.idle * PATIENCE + earned)
    }
}

impl Stream for Watched {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.began.is_none() {
            let now = Instant::now();
            this.began = Some(now);
            let deadline = this.deadline(now);
            this.alarm.as_mut().reset(deadline);
        }
        match Pin::new(&mut this.inner).poll_next(context) {
            Poll::Ready(Some(Ok(bytes))) => {
                this.received += bytes.len() as u64;
                let deadline = this.deadline(Instant::now());
                this.alarm.as_mut().reset(deadline);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(other) => {
                this.is_over = true;
                Poll::Ready(other)
            }
            Poll::Pending => {
                this.alarm.as_mut().poll(context).map(|()| Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
        }
    }
}
