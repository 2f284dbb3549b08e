//! In which encoding an export is written, and its text as UTF-8.
//!
//! In: raw bytes. Out: text; what is broken in it stays a byte that UTF-8 does not have, so that the row is malformed.
//! Never: a replacement character that would pass for a name's letter.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::Read;

const RAW_BYTES: usize = 512 * 1024;
/// Never part of UTF-8: stands where the export's bytes mean nothing in its encoding.
const BROKEN_BYTE: u8 = 0xFF;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Text of the export, read forward once.
pub(super) struct Decoding {
    raw: Box<dyn Read + Send>,
    decoder: Option<encoding_rs::Decoder>,
    input: Vec<u8>,
    begun: bool,
    ended: bool,
}

impl Decoding {
    pub fn new(raw: Box<dyn Read + Send>, encoding: &'static Encoding) -> Decoding {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Decoding { raw, decoder, input: Vec::new(), begun: false, ended: false }
    }

    /// Appends about `size` bytes of text to `out`; false once there is no more.
    pub fn read_some(&mut self, out: &mut Vec<u8>, size: usize) -> std::io::Result<bool> {
        let before = out.len();
        // A BOM is three bytes of text: no decision before they are there.
        let least = if self.begun { 1 } else { BOM.len() };
        while !self.ended && out.len() < before + least {
            match self.decoder {
                None => {
                    out.reserve(size);
                    let read = (&mut self.raw).take(size as u64).read_to_end(out)?;
                    self.ended = read < size;
                }
                Some(_) => self.decode(out, size)?,
            }
        }
        if !self.begun {
            self.begun = true;
            if out[before..].starts_with(BOM) {
                out.drain(before..before + BOM.len());
            }
        }
        Ok(!self.ended)
    }

    fn decode(&mut self, out: &mut Vec<u8>, size: usize) -> std::io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.input.clear();
        let take = size.clamp(1, RAW_BYTES);
        let read = (&mut self.raw).take(take as u64).read_to_end(&mut self.input)?;
        self.ended = read < take;
        let mut rest = self.input.as_slice();
        loop {
            let at = out.len();
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(RAW_BYTES * 3);
            out.resize(at + room, 0);
            let (result, used, written) = decoder.decode_to_utf8_without_replacement(rest, &mut out[at..], self.ended);
            out.truncate(at + written);
            rest = &rest[used..];
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => out.push(BROKEN_BYTE),
            }
        }
    }
}

/// What the bytes of a file say of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub encoding: &'static Encoding,
    /// As people call it.
    pub name: &'static str,
    /// Only letters' frequencies speak for it.
    pub guessed: bool,
    /// Places where the text is broken.
    pub broken: u64,
}

/// Watches all bytes of a file go by.
pub(super) struct Watch {
    head: Vec<u8>,
    /// Up to three bytes of a character that the block before broke off.
    carry: Vec<u8>,
    broken: u64,
    /// Characters beyond ASCII that are well-formed UTF-8; at least `ENOUGH_WHOLE` are counted.
    whole: u64,
    /// Whether 0x80–0x9F occur in broken places: letters in Windows-1252, nothing in ISO-8859-1.
    upper_controls: bool,
    detector: Option<Box<chardetng::EncodingDetector>>,
    fed: usize,
}

const HEAD_BYTES: usize = 64 * 1024;
/// Enough letters for a guess; the detector is slow.
const DETECTOR_BYTES: usize = 4 << 20;
const ENOUGH_WHOLE: u64 = 1_000_000;

impl Watch {
    pub fn new() -> Watch {
        Watch {
            head: Vec::new(),
            carry: Vec::new(),
            broken: 0,
            whole: 0,
            upper_controls: false,
            detector: None,
            fed: 0,
        }
    }

    pub fn see(&mut self, block: &[u8]) {
        if self.head.len() < HEAD_BYTES {
            let more = (HEAD_BYTES - self.head.len()).min(block.len());
            self.head.extend_from_slice(&block[..more]);
        }
        if self.carry.is_empty() {
            self.check(block, false);
        } else {
            // Complete the broken-off character with at most three bytes, then go on.
            let mut joined = std::mem::take(&mut self.carry);
            let borrowed = block.len().min(3);
            joined.extend_from_slice(&block[..borrowed]);
            self.check(&joined, false);
            // Of these, what is held back again is looked at with the rest of the block.
            let kept = self.carry.len();
            if kept <= borrowed {
                self.carry.clear();
                self.check(&block[borrowed - kept..], false);
            }
        }
    }

    fn check(&mut self, mut bytes: &[u8], last: bool) {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(_) => return self.count_whole(bytes),
                Err(error) => {
                    let (good, bad) = bytes.split_at(error.valid_up_to());
                    self.count_whole(good);
                    match error.error_len() {
                        None if !last => {
                            self.carry = bad.to_vec();
                            return;
                        }
                        length => {
                            let length = length.unwrap_or(bad.len());
                            self.count_broken(&bad[..length]);
                            bytes = &bad[length..];
                        }
                    }
                }
            }
        }
    }

    fn count_whole(&mut self, text: &[u8]) {
        // A file that is UTF-8 throughout needs no full count.
        if self.broken > 0 || self.whole < ENOUGH_WHOLE {
            self.whole += text.iter().filter(|b| **b >= 0xC0).count() as u64;
        }
        if self.broken > 0 {
            self.feed(text);
        }
    }

    fn count_broken(&mut self, bytes: &[u8]) {
        if self.broken == 0 {
            let head = std::mem::take(&mut self.head);
            self.feed(&head);
            self.head = head;
        }
        self.broken += 1;
        self.upper_controls |= bytes.iter().any(|b| (0x80..0xA0).contains(b));
        self.feed(bytes);
    }

    fn feed(&mut self, bytes: &[u8]) {
        if self.fed > DETECTOR_BYTES || bytes.is_ascii() {
            return;
        }
        self.fed += bytes.len();
        self.detector
            .get_or_insert_with(|| Box::new(chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny)))
            .feed(bytes, false);
    }

    /// After the last block.
    pub fn verdict(mut self) -> Verdict {
        let sure = |encoding, name| Verdict { encoding, name, guessed: false, broken: 0 };
        if self.head.starts_with(b"\xFF\xFE") {
            return sure(UTF_16LE, "UTF-16LE");
        }
        if self.head.starts_with(b"\xFE\xFF") {
            return sure(UTF_16BE, "UTF-16BE");
        }
        let bom = self.head.starts_with(BOM);
        if !bom && let Some(wide) = wide_of(&self.head) {
            return sure(wide, if wide == UTF_16LE { "UTF-16LE" } else { "UTF-16BE" });
        }
        let carry = std::mem::take(&mut self.carry);
        self.check(&carry, true);
        // Characters of UTF-8 hardly ever come about by chance: a file with more of them than faults is UTF-8.
        if self.broken == 0 || bom || self.whole >= self.broken {
            return Verdict { encoding: UTF_8, name: "UTF-8", guessed: false, broken: self.broken };
        }
        let guess = self.detector.map(|mut detector| {
            detector.feed(b"", true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        });
        match guess {
            Some(other) if other != WINDOWS_1252 => {
                Verdict { encoding: other, name: other.name(), guessed: true, broken: 0 }
            }
            _ if self.upper_controls => sure(WINDOWS_1252, "windows-1252"),
            _ => sure(WINDOWS_1252, "ISO-8859-1"),
        }
    }
}

/// UTF-16 without a BOM: every other byte of delimiters, digits and line ends is zero, and always the same one.
fn wide_of(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    if pairs < 4 || !head.len().is_multiple_of(2) && head.len() < HEAD_BYTES {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in head.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    match (first * 20 > pairs, second * 20 > pairs) {
        (false, true) if first * 100 <= pairs => Some(UTF_16LE),
        (true, false) if second * 100 <= pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// An encoding by the name that people write, for `encoding = "…"`.
pub(super) fn by_name(name: &str) -> Option<&'static Encoding> {
    let label = match name.trim().to_ascii_lowercase().as_str() {
        "utf16" => "utf-16le",
        "ansi" => "windows-1252",
        label => return Encoding::for_label(label.as_bytes()),
    };
    Encoding::for_label(label.as_bytes())
}
