//! `bag-info.txt`: sixteen labels in one order, each once, never folded (dossier-format §3).
//!
//! In: the values. Out: the text, and a reader that takes nothing else. Never: a value of two lines.

use std::collections::BTreeSet;

/// The labels, in order.
pub const LABELS: [&str; 16] = [
    "Source-Organization",
    "External-Identifier",
    "External-Description",
    "Bagging-Date",
    "Payload-Oxum",
    "Intended-Recipient",
    "Handover-Format",
    "Handover-Policy",
    "Register-Size",
    "Register-Root",
    "Challenge-Commitment",
    "Challenge-Max-Rows",
    "Challenge-Fields",
    "Seal-Name",
    "Seal-Fingerprint",
    "Note-Verifier-Key",
];

/// The labels of a dossier whose challenge is not possible are these fewer.
pub const ONLY_WITH_CHALLENGE: [&str; 2] = ["Challenge-Commitment", "Challenge-Fields"];

/// The values, in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BagInfo<'a> {
    pub source_organization: &'a str,
    pub external_identifier: &'a str,
    pub external_description: &'a str,
    pub bagging_date: crate::day::Day,
    /// Bytes and files of the payload.
    pub payload_oxum: (u64, u64),
    /// As `cover::Recipient::in_one_line` gives it.
    pub intended_recipient: &'a str,
    pub handover_policy: &'a str,
    pub register_size: u64,
    /// Base64, as in the statement.
    pub register_root: &'a str,
    /// Digest of the nonce and names of the fields; `None` where `challenge_max_rows` is 0.
    pub challenge: Option<Challenge<'a>>,
    pub seal_name: &'a str,
    /// `SHA256:…`.
    pub seal_fingerprint: &'a str,
    pub note_verifier_key: &'a str,
}

/// What a challenge may open, at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge<'a> {
    pub commitment: [u8; 32],
    /// At least 1.
    pub max_rows: u64,
    /// At least one, in canonical order.
    pub fields: Vec<&'a str>,
}

impl BagInfo<'_> {
    /// The text of the file.
    pub fn to_text(&self) -> String {
        let (bytes, files) = self.payload_oxum;
        let hex = |hash: &[u8; 32]| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let challenge = self.challenge.as_ref();
        let values: [String; 16] = [
            self.source_organization.to_owned(),
            self.external_identifier.to_owned(),
            self.external_description.to_owned(),
            self.bagging_date.to_string(),
            format!("{bytes}.{files}"),
            self.intended_recipient.to_owned(),
            "1".to_owned(),
            self.handover_policy.to_owned(),
            self.register_size.to_string(),
            self.register_root.to_owned(),
            challenge.map_or_else(String::new, |challenge| hex(&challenge.commitment)),
            challenge.map_or(0, |challenge| challenge.max_rows).to_string(),
            challenge.map_or_else(String::new, |challenge| challenge.fields.join(",")),
            self.seal_name.to_owned(),
            self.seal_fingerprint.to_owned(),
            self.note_verifier_key.to_owned(),
        ];
        let mut out = String::new();
        for (label, value) in LABELS.iter().zip(values) {
            let value = in_one_line(&value);
            if !value.is_empty() {
                out.push_str(&format!("{label}: {value}\n"));
            }
        }
        out
    }
}

/// A value as it stands in the file: every run of white space or control characters is one space, none at the ends.
pub fn in_one_line(value: &str) -> String {
    value
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not UTF-8, or with a byte order mark.
    Encoding,
    /// A line that is not `Label: value`, is folded or ends otherwise than in one line feed.
    Line,
    /// A label that stood before.
    Twice,
    /// A label that the format does not know and that does not begin with `X-`.
    Unknown,
    /// A label before one that stood before it.
    Order,
}

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    values: Vec<(String, String)>,
    /// Each line's fault; lines count from 1.
    pub faults: Vec<(usize, Fault)>,
}

impl Labels {
    /// The value of a label.
    pub fn value(&self, label: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == label).map(|(_, value)| value.as_str())
    }

    /// How many labels begin with `X-`: a reader of format 1 ignores and reports them.
    pub fn extensions(&self) -> usize {
        self.values.iter().filter(|(label, _)| label.starts_with("X-")).count()
    }
}

/// Reads the file; a line with a fault is left out, unless it only stands in the wrong place.
pub fn parse(bytes: &[u8]) -> Labels {
    let mut labels = Labels::default();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !text.starts_with('\u{feff}') => text,
        _ => {
            labels.faults.push((1, Fault::Encoding));
            return labels;
        }
    };
    let mut last = 0;
    let mut seen = BTreeSet::new();
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let mut fault = |fault| labels.faults.push((n + 1, fault));
        let Some((label, value)) = line.strip_suffix('\n').and_then(|line| line.split_once(": ")) else {
            fault(Fault::Line);
            continue;
        };
        let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        if label.is_empty() || !label.bytes().all(letters) || value.is_empty() || in_one_line(value) != value {
            fault(Fault::Line);
            continue;
        }
        if !seen.insert(label) {
            fault(Fault::Twice);
            continue;
        }
        match LABELS.iter().position(|known| *known == label) {
            Some(place) if place < last => fault(Fault::Order),
            Some(place) => last = place,
            None if label.starts_with("X-") => {}
            None => fault(Fault::Unknown),
        }
        labels.values.push((label.to_owned(), value.to_owned()));
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::{BagInfo, Challenge, Fault, LABELS, in_one_line, parse};

    fn whole() -> BagInfo<'static> {
        BagInfo {
            source_organization: "All\n Out",
            external_identifier: "abcdefghijkmnpqr",
            external_description: "Justice pour\u{2028}la Tchétchénie",
            bagging_date: crate::day::Day::parse("2017-05-11").expect("a day"),
            payload_oxum: (123, 4),
            intended_recipient: "Procureur général, RU",
            handover_policy: "count",
            register_size: 20,
            register_root: "YnMIAJBUJHxDpA7Set7PIE23l3p0m35E9E+CioI+zB4=",
            challenge: Some(Challenge { commitment: [171; 32], max_rows: 7, fields: vec!["given_name", "signed_at"] }),
            seal_name: "example.org",
            seal_fingerprint: "SHA256:lbmsoA0yIEcEiVDRnMWuzm+nV+3ZEEpVIURqFoeSspg",
            note_verifier_key: "example.org/handover/abcdefghijkmnpqr+e4a53430+Af5b",
        }
    }

    #[test]
    fn what_is_written_reads_back_without_a_fault() {
        let text = whole().to_text();
        let labels = parse(text.as_bytes());
        assert_eq!(labels.faults, []);
        assert!(LABELS.iter().all(|label| labels.value(label).is_some()));
        assert_eq!(labels.value("Source-Organization"), Some("All Out"));
        assert_eq!(labels.value("External-Description"), Some("Justice pour la Tchétchénie"));
        assert_eq!(labels.value("Challenge-Fields"), Some("given_name,signed_at"));
        assert_eq!(labels.value("Payload-Oxum"), Some("123.4"));
        let text = BagInfo { challenge: None, ..whole() }.to_text();
        assert!(text.contains("\nChallenge-Max-Rows: 0\nSeal-Name"));
        assert_eq!(in_one_line("\u{85} a \u{0}\u{a0}b "), "a b");
    }

    #[test]
    fn every_fault_is_seen_with_its_line() {
        let text = whole().to_text();
        let with = |from: &str, to: &str| text.replacen(from, to, 1);
        for (text, fault) in [
            (format!("\u{feff}{text}"), (1, Fault::Encoding)),
            (with("All Out\n", "All Out\r\n"), (1, Fault::Line)),
            (with("All Out", "All  Out"), (1, Fault::Line)),
            (with("All Out\n", "All\n  Out\n"), (2, Fault::Line)),
            (with(": All Out", ":All Out"), (1, Fault::Line)),
            (text.trim_end().to_owned(), (16, Fault::Line)),
            (with("External-Identifier", "Source-Organization"), (2, Fault::Twice)),
            (with("External-Identifier", "Bag-Size"), (2, Fault::Unknown)),
            (
                with("External-Identifier", "Bagging-Date").replacen(
                    "Bagging-Date: 2017",
                    "External-Identifier: 2017",
                    1,
                ),
                (4, Fault::Order),
            ),
        ] {
            assert!(parse(text.as_bytes()).faults.contains(&fault), "{fault:?}");
        }
        let extended = parse((text + "X-Note: hello\n").as_bytes());
        assert_eq!((extended.faults.len(), extended.extensions()), (0, 1));
    }
}
