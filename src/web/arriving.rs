//! Large bodies, written away while they come: from the connection, through a short queue, to one thread that may wait.
//!
//! In: a stream of pieces. Out: what the writer made of them. Never: more in memory than the queue holds; a writer that
//! takes a broken body for a whole one.

use super::problem::Problem;
use crate::store::{BlobDraft, Store};
use actix_web::HttpRequest;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{self, Bytes};
use futures_util::future::{Either, join, select};
use futures_util::{Stream, StreamExt as _};
use std::io::{self, ErrorKind, Write as _};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces between connection and writer; a piece is what one read of the connection gave.
const QUEUE: usize = 4;

/// What the writer reads: each piece as it came.
pub struct Arriving {
    pieces: Receiver<Arrived>,
    most: u64,
    so_far: u64,
}

enum Arrived {
    Piece(Bytes),
    End,
}

/// How a body ends before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The connection broke, or was too slow.
    Broken,
    /// More bytes than are taken.
    TooLarge,
}

impl From<Cut> for Problem {
    fn from(cut: Cut) -> Problem {
        match cut {
            Cut::Broken => Problem::new(400, "broken"),
            Cut::TooLarge => Problem::TOO_LARGE,
        }
    }
}

impl Arriving {
    /// The next piece; `None` at the end of a whole body.
    ///
    /// # Errors
    /// `Cut` where there is no more to come, and more should have.
    pub fn next(&mut self) -> Result<Option<Bytes>, Cut> {
        match self.pieces.blocking_recv() {
            Some(Arrived::Piece(piece)) => {
                self.so_far += piece.len() as u64;
                if self.so_far > self.most { Err(Cut::TooLarge) } else { Ok(Some(piece)) }
            }
            Some(Arrived::End) => Ok(None),
            None => Err(Cut::Broken),
        }
    }

    /// The whole body in an encrypted draft, which goes away again where the body breaks.
    ///
    /// # Errors
    /// `Cut`; a full disk.
    pub fn into_draft(mut self, store: &Store) -> Result<BlobDraft, Problem> {
        let mut draft = store.draft().map_err(of_io)?;
        while let Some(piece) = self.next()? {
            draft.write_all(&piece).map_err(of_io)?;
        }
        Ok(draft)
    }
}

/// Sends a body of at most `most` bytes to `writer`, on a thread that may wait.
///
/// # Errors
/// What the writer says; else `SLOW` where the body was.
pub async fn written<T: Send + 'static>(
    body: impl Stream<Item = Result<Bytes, PayloadError>>,
    most: u64,
    writer: impl FnOnce(Arriving) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (sender, pieces) = channel(QUEUE);
    let writing = web::block(move || writer(Arriving { pieces, most, so_far: 0 }));
    // Side by side: the writer begins at once, and may end before the body does.
    let (sent, outcome) = join(send(body, sender), writing).await;
    let outcome = outcome?;
    match sent {
        Err(problem) if outcome.is_err() => Err(problem),
        _ => outcome,
    }
}

/// A writer that has gone gets no more; what it says is the answer.
async fn send(body: impl Stream<Item = Result<Bytes, PayloadError>>, to: Sender<Arrived>) -> Result<(), Problem> {
    let mut body = std::pin::pin!(body);
    loop {
        let gone = std::pin::pin!(to.closed());
        let arrived = match select(body.next(), gone).await {
            Either::Left((Some(piece), _)) => Arrived::Piece(piece.map_err(|error| broken(&error))?),
            Either::Left((None, _)) => Arrived::End,
            Either::Right(_) => return Ok(()),
        };
        let is_end = matches!(arrived, Arrived::End);
        if to.send(arrived).await.is_err() || is_end {
            return Ok(());
        }
    }
}

fn broken(error: &PayloadError) -> Problem {
    match error {
        PayloadError::Io(error) if error.kind() == ErrorKind::TimedOut => Problem::SLOW,
        _ => Cut::Broken.into(),
    }
}

/// Does the head say that there is a body? Without a length, and not in chunks, there is none.
///
/// # Errors
/// `LENGTH`.
pub fn is_announced(request: &HttpRequest) -> Result<(), Problem> {
    let says = |name| request.headers().contains_key(name);
    if says(header::CONTENT_LENGTH) || says(header::TRANSFER_ENCODING) { Ok(()) } else { Err(Problem::LENGTH) }
}

/// A writer's own trouble, as the store would say it.
pub fn of_io(error: io::Error) -> Problem {
    crate::store::StoreError::from(error).into()
}

#[cfg(test)]
mod tests {
    use super::{Cut, written};
    use crate::web::problem::Problem;
    use actix_web::error::PayloadError;
    use actix_web::web::Bytes;
    use futures_util::{StreamExt as _, stream};
    use std::io;

    type Pieces = Vec<Result<Bytes, PayloadError>>;

    fn counted(pieces: Pieces, most: u64) -> Result<u64, Problem> {
        actix_web::rt::System::new().block_on(written(stream::iter(pieces), most, |mut arriving| {
            let mut bytes = 0;
            while let Some(piece) = arriving.next()? {
                bytes += piece.len() as u64;
            }
            Ok(bytes)
        }))
    }

    fn piece(bytes: usize) -> Result<Bytes, PayloadError> {
        Ok(Bytes::from(vec![0; bytes]))
    }

    #[test]
    fn a_whole_body_arrives_and_a_broken_one_is_none() {
        assert_eq!(counted((0..40).map(|_| piece(1_000)).collect(), 40_000), Ok(40_000));
        assert_eq!(counted(vec![], 0), Ok(0));
        assert_eq!(counted(vec![piece(3), piece(4)], 6), Err(Problem::TOO_LARGE));
        assert_eq!(counted(vec![piece(3), Err(PayloadError::Incomplete(None))], 6), Err(Cut::Broken.into()));
        let mut waiting = stream::iter([piece(3), piece(4)]).chain(stream::pending()).boxed_local();
        let outcome = actix_web::rt::System::new().block_on(written(&mut waiting, 6, |mut arriving| {
            while arriving.next()?.is_some() {}
            Ok(())
        }));
        assert_eq!(outcome, Err(Problem::TOO_LARGE), "a writer that has gone is not waited for");
        let slow = Err(PayloadError::Io(io::ErrorKind::TimedOut.into()));
        assert_eq!(counted(vec![piece(3), slow], 6), Err(Problem::SLOW));
    }
}
