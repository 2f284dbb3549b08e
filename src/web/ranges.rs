//! Downloads that resume: one range of bytes (RFC 9110 §14), under the conditions that a client sets (§13).
//!
//! In: an encrypted file that is read at any place. Out: all of it or a part, in pieces, read by a thread that may wait.
//! Never: the whole in memory; another range than was asked for; a part of another version than the client holds.

use super::problem::Problem;
use crate::store::BlobReader;
use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use tokio::sync::mpsc::{Sender, channel};

/// Bytes of one piece, and pieces that wait for the connection.
const PIECE: usize = 64 << 10;
const QUEUE: usize = 4;

/// What a download is called, and what stands for its version.
pub struct Download {
    pub reader: BlobReader<File>,
    /// A pack's own: letters, digits, hyphens and dots.
    pub name: String,
    pub kind: &'static str,
    /// Without quotation marks.
    pub etag: String,
}

/// The whole file, or the range that was asked for.
///
/// # Errors
/// 304, 412 and 416, as the request's conditions have it.
pub fn answer(request: &HttpRequest, download: Download) -> Result<HttpResponse, Problem> {
    let length = download.reader.len();
    let etag = format!("\"{}\"", download.etag);
    let (status, from, bytes) = match asked(request.headers(), &etag, length) {
        Asked::All => (StatusCode::OK, 0, length),
        Asked::Part { from, bytes } => (StatusCode::PARTIAL_CONTENT, from, bytes),
        Asked::Held => return Ok(HttpResponse::NotModified().insert_header((header::ETAG, etag)).finish()),
        Asked::OtherVersion => return Err(Problem::CONDITION),
        Asked::Beyond => return Ok(beyond(length)),
    };
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((header::ETAG, etag))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_TYPE, download.kind))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", download.name)));
    if status == StatusCode::PARTIAL_CONTENT {
        let last = from + bytes - 1;
        answer.insert_header((header::CONTENT_RANGE, format!("bytes {from}-{last}/{length}")));
    }
    if *request.method() == Method::HEAD {
        return Ok(answer.body(SizedStream::new(bytes, stream::empty::<Result<Bytes, io::Error>>())));
    }
    Ok(answer.body(SizedStream::new(bytes, read(download.reader, from, bytes))))
}

/// Its body is put by `problem`, as for every refusal.
fn beyond(length: u64) -> HttpResponse {
    HttpResponse::build(StatusCode::RANGE_NOT_SATISFIABLE)
        .insert_header((header::CONTENT_RANGE, format!("bytes */{length}")))
        .finish()
}

/// Reads ahead of the connection by as much as the queue holds.
fn read(
    mut reader: BlobReader<File>,
    from: u64,
    bytes: u64,
) -> impl futures_util::Stream<Item = Result<Bytes, io::Error>> {
    let (pieces, waiting) = channel(QUEUE);
    // A connection that is gone ends the thread at its next piece; nobody waits for it.
    drop(web::block(move || {
        if let Err(error) = reader.seek(SeekFrom::Start(from)).and_then(|_| send(&mut reader, bytes, &pieces)) {
            tracing::error!(kind = %error.kind(), "a kept file could not be read");
            // The connection is cut: a length was promised.
            let _ = pieces.blocking_send(Err(error));
        }
    }));
    stream::unfold(waiting, async |mut waiting| waiting.recv().await.map(|piece| (piece, waiting)))
}

fn send(reader: &mut BlobReader<File>, mut left: u64, to: &Sender<Result<Bytes, io::Error>>) -> io::Result<()> {
    while left > 0 {
        let mut piece = vec![0; left.min(PIECE as u64) as usize];
        reader.read_exact(&mut piece)?;
        left -= piece.len() as u64;
        if to.blocking_send(Ok(Bytes::from(piece))).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    All,
    Part {
        from: u64,
        bytes: u64,
    },
    /// The client has this version already.
    Held,
    OtherVersion,
    Beyond,
}

/// In the order of RFC 9110 §13.2.2. What is not understood, and more than one range, is the whole (§14.2).
fn asked(headers: &HeaderMap, etag: &str, length: u64) -> Asked {
    let said = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default().trim());
    let names = |list: &str| list == "*" || list.split(',').any(|item| item.trim() == etag);
    // If-None-Match compares weakly (§8.8.3.2).
    let names_weakly =
        |list: &str| names(list) || list.split(',').any(|item| item.trim().strip_prefix("W/") == Some(etag));
    if said(header::IF_MATCH).is_some_and(|list| !names(list)) {
        return Asked::OtherVersion;
    }
    if said(header::IF_NONE_MATCH).is_some_and(names_weakly) {
        return Asked::Held;
    }
    let is_same = said(header::IF_RANGE).is_none_or(|version| version == etag);
    match said(header::RANGE).filter(|_| is_same).and_then(range) {
        None => Asked::All,
        Some((Some(first), last)) if first < length => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            Asked::Part { from: first, bytes: end - first }
        }
        Some((None, Some(last_bytes))) if last_bytes > 0 && length > 0 => {
            let bytes = last_bytes.min(length);
            Asked::Part { from: length - bytes, bytes }
        }
        Some(_) => Asked::Beyond,
    }
}

/// First and last byte; without a first one: so many from the end.
fn range(text: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = text.split_once('=')?;
    let (first, last) = range.trim().split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes"))?;
    let number = |text: &str| match text {
        "" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            // More digits than a length has: beyond every end.
            Some(Some(digits.parse().unwrap_or(u64::MAX)))
        }
        _ => None,
    };
    match (number(first.trim())?, number(last.trim())?) {
        (None, None) => None,
        (Some(first), Some(last)) if last < first => None,
        range => Some(range),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, asked};
    use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

    fn of(headers: &[(&str, &str)], length: u64) -> Asked {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::try_from(*name).expect("a name"), HeaderValue::from_str(value).expect("a value"))
        };
        asked(&headers.iter().map(pair).collect::<HeaderMap>(), "\"aa\"", length)
    }

    fn part(from: u64, bytes: u64) -> Asked {
        Asked::Part { from, bytes }
    }

    #[test]
    fn ranges_are_those_of_rfc_9110() {
        for (range, of_ten) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=0-", part(0, 10)),
            ("bytes=4-6", part(4, 3)),
            ("bytes=9-", part(9, 1)),
            ("bytes=4-400", part(4, 6)),
            ("bytes=-3", part(7, 3)),
            ("bytes=-300", part(0, 10)),
            ("Bytes = 2-3", part(2, 2)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=99999999999999999999-", Asked::Beyond),
            ("bytes=0-99999999999999999999", part(0, 10)),
            ("bytes=6-4", Asked::All),
            ("bytes=-", Asked::All),
            ("bytes=a-b", Asked::All),
            ("bytes=+1-2", Asked::All),
            ("bytes=0-1,3-4", Asked::All),
            ("rows=0-1", Asked::All),
            ("bytes", Asked::All),
        ] {
            assert_eq!(of(&[("range", range)], 10), of_ten, "{range}");
        }
        assert_eq!(of(&[("range", "bytes=-3")], 0), Asked::Beyond);
    }

    #[test]
    fn conditions_come_in_their_order() {
        let range = ("range", "bytes=1-2");
        for (headers, wanted) in [
            (vec![range, ("if-range", "\"aa\"")], part(1, 2)),
            (vec![range, ("if-range", "\"bb\"")], Asked::All),
            (vec![range, ("if-range", "W/\"aa\"")], Asked::All),
            (vec![range, ("if-range", "Sun, 22 Nov 2026 00:00:00 GMT")], Asked::All),
            (vec![range, ("if-match", "\"bb\"")], Asked::OtherVersion),
            (vec![range, ("if-match", "\"bb\", \"aa\"")], part(1, 2)),
            (vec![("if-match", "*"), ("if-none-match", "W/\"aa\"")], Asked::Held),
            (vec![("if-none-match", "*")], Asked::Held),
            (vec![("if-none-match", "\"bb\"")], Asked::All),
        ] {
            assert_eq!(of(&headers, 10), wanted, "{headers:?}");
        }
    }
}
