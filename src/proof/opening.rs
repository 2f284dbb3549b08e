//! Openings: the `extra` of a response's proof, in which some fields of one record are shown (§8.6).
//!
//! In: digests, or salts and values. Out: the JCS text, or its parts; the leaf that the parts lead to.
//! Never: a value in `Debug`; a text that is read and is not the one that would be written.

use super::Hash;
use super::commitment::{Salt, field_digest, leaf_of};
use super::digest::{hex, unhex, unhex32};
use std::fmt;
use zeroize::Zeroize;

/// One field of a record: hidden behind its digest, or opened.
#[derive(Clone, PartialEq, Eq)]
pub enum Part {
    Hidden(Hash),
    Open { salt: Salt, value: String },
}

impl Part {
    /// `d_j`, recomputed where the field is open.
    pub fn digest(&self) -> Hash {
        match self {
            Part::Hidden(digest) => *digest,
            Part::Open { salt, value } => field_digest(salt, value.as_bytes()),
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Hidden(_) => "Hidden",
            Part::Open { .. } => "Open",
        })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if let Part::Open { salt, value } = self {
            salt.zeroize();
            value.zeroize();
        }
    }
}

/// The leaf at index `i` whose record these parts make.
pub fn leaf(i: u64, parts: &[Part]) -> Hash {
    let digests: Vec<Hash> = parts.iter().map(Part::digest).collect();
    leaf_of(i, &digests)
}

/// The JCS text `{"fields":[…],"v":1}`.
pub fn write(parts: &[Part]) -> String {
    // Room for all of it at once, so that no copy of a value is left behind by one that grew.
    let room = |part: &Part| if let Part::Open { value, .. } = part { 40 + 6 * value.len() } else { 68 };
    let mut text = String::with_capacity(32 + parts.iter().map(room).sum::<usize>());
    text.push_str("{\"fields\":[");
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        match part {
            Part::Hidden(digest) => {
                text.push('"');
                text.push_str(&hex(digest));
                text.push('"');
            }
            Part::Open { salt, value } => {
                text.push_str("[\"");
                text.push_str(&hex(salt));
                text.push_str("\",");
                text.push_str(&serde_json::to_string(value).expect("a string is JSON"));
                text.push(']');
            }
        }
    }
    text.push_str("],\"v\":1}");
    text
}

/// Reads exactly what `write` writes, of exactly `m` fields; nothing else.
pub fn read(untrusted_text: &str, m: usize) -> Option<Vec<Part>> {
    let json: serde_json::Value = serde_json::from_str(untrusted_text).ok()?;
    let fields = json.as_object()?.get("fields")?.as_array()?;
    if fields.len() != m {
        return None;
    }
    let parts: Vec<Part> = fields.iter().map(part).collect::<Option<_>>()?;
    (write(&parts) == untrusted_text).then_some(parts)
}

fn part(json: &serde_json::Value) -> Option<Part> {
    if let Some(digest) = json.as_str() {
        return Some(Part::Hidden(unhex32(digest)?));
    }
    let [salt, value] = json.as_array()?.as_slice() else { return None };
    let salt = unhex(salt.as_str()?)?.try_into().ok()?;
    Some(Part::Open { salt, value: value.as_str()?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_only_what_it_writes() {
        let parts = [
            Part::Open { salt: [9; 16], value: "a\"b\\\n\u{1}\u{7f}\u{2028}é".to_owned() },
            Part::Hidden([0xab; 32]),
            Part::Open { salt: [0; 16], value: String::new() },
        ];
        let text = write(&parts);
        assert_eq!(read(&text, 3).as_deref(), Some(&parts[..]));
        assert_eq!(read(&text, 2), None);
        for loose in [
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("\"v\":1", "\"v\":1,\"w\":0"),
            text.replace("\"v\":1}", "\"v\":1} "),
            text.replace("abab", "ABAB"),
            text.replace("é", "\\u00e9"),
            text.replace(",\"\"]", ",\"\",\"\"]"),
            String::from("[]"),
            String::new(),
        ] {
            assert_eq!(read(&loose, 3), None, "{loose}");
        }
        assert_eq!(format!("{parts:?}"), "[Open, Hidden, Open]");
    }
}
