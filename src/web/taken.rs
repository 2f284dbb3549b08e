//! Answers that are taken too slowly: who asked for much and takes little does not hold a connection for ever.
//!
//! actix-web writes without a limit of time. Here the reader's own time is counted, from each piece that is given to the next
//! that is asked for; what the service itself waits for is not. Who takes nothing at all the system ends (`stalls_end`).

use super::settings::Settings;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;
use std::io;
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// How much of the reader's time passes before the rate is looked at: in idle times.
const PATIENCE: u32 = 2;

/// Ends connections whose other side has taken nothing for the idle time (TCP_USER_TIMEOUT, which they have from the
/// listener).
pub fn stalls_end(ear: &TcpListener, settings: &Settings) -> io::Result<()> {
    let milliseconds = u32::try_from(settings.body_idle_seconds.saturating_mul(1_000)).unwrap_or(u32::MAX);
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_tcp_user_timeout(ear, milliseconds)?;
    #[cfg(not(target_os = "linux"))]
    let _ = (ear, milliseconds);
    Ok(())
}

/// Puts the watch before an answer's body.
pub fn watch(body: BoxBody, settings: &Settings) -> BoxBody {
    match body.size() {
        BodySize::None => body,
        BodySize::Sized(0) => body,
        _ => BoxBody::new(Taken {
            inner: body,
            patience: Duration::from_secs(settings.body_idle_seconds) * PATIENCE,
            bytes_per_second: settings.body_bytes_per_second,
            given: 0,
            waited: Duration::ZERO,
            since: None,
        }),
    }
}

struct Taken {
    inner: BoxBody,
    patience: Duration,
    bytes_per_second: u64,
    given: u64,
    /// The reader's time so far.
    waited: Duration,
    /// When it was given a piece that it has not come back from.
    since: Option<Instant>,
}

impl MessageBody for Taken {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.inner.size()
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        this.waited += this.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        let earned = Duration::from_millis(this.given.saturating_mul(1_000) / this.bytes_per_second);
        if this.waited > this.patience + earned {
            return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())));
        }
        let polled = Pin::new(&mut this.inner).poll_next(context);
        if let Poll::Ready(Some(Ok(piece))) = &polled {
            this.given += piece.len() as u64;
            this.since = Some(Instant::now());
        }
        polled
    }
}

#[cfg(test)]
mod tests {
    use super::{Taken, watch};
    use actix_web::body::{BodySize, BoxBody, MessageBody as _};
    use actix_web::web::Bytes;
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};
    use std::time::{Duration, Instant};

    fn polled(taken: &mut Taken) -> Poll<Option<Result<Bytes, Box<dyn std::error::Error>>>> {
        Pin::new(taken).poll_next(&mut Context::from_waker(Waker::noop()))
    }

    fn taken(since: Option<Instant>) -> Taken {
        let inner = BoxBody::new(Bytes::from_static(b"thousand"));
        Taken {
            inner,
            patience: Duration::from_secs(2),
            bytes_per_second: 1_000,
            given: 9_000,
            waited: Duration::ZERO,
            since,
        }
    }

    #[test]
    fn the_reader_s_time_counts_and_no_other() {
        let ago =
            |seconds| Instant::now().checked_sub(Duration::from_secs(seconds)).expect("the machine is up so long");
        assert!(
            matches!(polled(&mut taken(None)), Poll::Ready(Some(Ok(_)))),
            "the service may think as long as it likes"
        );
        assert!(
            matches!(polled(&mut taken(Some(ago(10)))), Poll::Ready(Some(Ok(_)))),
            "nine kilobytes earn nine seconds"
        );
        assert!(matches!(polled(&mut taken(Some(ago(12)))), Poll::Ready(Some(Err(_)))), "beyond them it is over");
    }

    #[test]
    fn the_size_stays() {
        let settings = crate::web::settings::Settings::read(&toml::Table::new(), []).expect("the defaults");
        let body = watch(BoxBody::new(Bytes::from_static(b"thousand")), &settings);
        assert_eq!(body.size(), BodySize::Sized(8));
    }
}
