//! What the page answers where no script does: a verdict in words, what it means, what it does not, the hash, the findings.
//!
//! In: a report or a hash, and what the service knows of it. Out: escaped markup. Never: a claim beyond what was checked.

use super::check::Checked;
use super::words::Words;
use crate::day::Day;
use crate::proof::Hash;
use crate::proof::digest::hex;
use crate::store::SealRecord;
use crate::verify::{Finding, Report};
use askama::Template;

/// So many places of one code are told.
const MOST_PLACES: usize = 8;
/// Findings about the wrapping alone, as other programs wrap the same files.
const WRAPPING: [&str; 5] = ["zip-flags", "zip-extra-field", "zip-zip64", "zip-kind", "zip-time"];
/// A zip with these cannot be read as a whole: that it seems to lack files says nothing.
const BROKEN: [&str; 4] = ["zip-directory", "zip-overlap", "zip-before-first", "zip-zip64"];

/// In words and with a shape, never by colour alone.
#[derive(Clone, Copy)]
pub enum Mood {
    Good,
    Doubt,
    Bad,
}

impl Mood {
    fn word(self) -> &'static str {
        match self {
            Mood::Good => "good",
            Mood::Doubt => "doubt",
            Mood::Bad => "bad",
        }
    }

    fn shape(self) -> &'static str {
        match self {
            Mood::Good => "✓",
            Mood::Doubt => "?",
            Mood::Bad => "✕",
        }
    }
}

struct ShownHash {
    label: &'static str,
    digits: String,
    groups: Vec<String>,
}

struct ShownFinding {
    said: &'static str,
    code: &'static str,
    places: Vec<String>,
    more: Option<String>,
}

#[derive(Template)]
#[template(path = "verify-answer.html")]
pub struct Answer<'a> {
    words: &'static Words,
    /// Scheme and host, for addresses that are cited.
    origin: &'a str,
    mood: Mood,
    heading: &'static str,
    lines: Vec<String>,
    lists: Vec<(&'static str, Vec<&'static str>)>,
    hashes: Vec<ShownHash>,
    facts: Vec<(&'static str, String)>,
    findings: Vec<ShownFinding>,
}

impl<'a> Answer<'a> {
    fn new(words: &'static Words, origin: &'a str, mood: Mood, heading: &'static str) -> Answer<'a> {
        let heading = words.word(heading);
        let (lines, lists, hashes, facts, findings) = Default::default();
        Answer { words, origin, mood, heading, lines, lists, hashes, facts, findings }
    }

    fn line(mut self, text: impl Into<String>) -> Self {
        self.lines.push(text.into());
        self
    }

    fn list(mut self, title: &'static str, keys: &[&'static str]) -> Self {
        let items = keys.iter().map(|key| self.words.word(key)).collect();
        self.lists.push((self.words.word(title), items));
        self
    }

    fn hash(mut self, label: &'static str, hash: &Hash) -> Self {
        let digits = hex(hash);
        let groups = digits.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        self.hashes.push(ShownHash { label: self.words.word(label), digits, groups });
        self
    }

    /// A hash alone was asked about: never more is said than that.
    pub fn of_hash(words: &'static Words, origin: &'a str, hash: &Hash, seal: Option<SealRecord>) -> Answer<'a> {
        let Some(seal) = seal else {
            let may_be = ["verify-hash-unknown-zipped", "verify-hash-unknown-printed", "verify-hash-unknown-elsewhere"];
            return Answer::new(words, origin, Mood::Doubt, "verify-hash-unknown")
                .line(words.word("verify-hash-unknown-sentence"))
                .list("verify-may-be", &may_be)
                .hash("verify-hash-asked", hash);
        };
        let by_zip = seal.integrity != *hash;
        let sentence = if by_zip { "verify-hash-zip-sentence" } else { "verify-hash-sentence" };
        let (mood, heading) = match seal.withdrawn {
            None => (Mood::Good, "verify-hash-known"),
            Some(_) => (Mood::Bad, "verify-hash-withdrawn"),
        };
        let answer = Answer::new(words, origin, mood, heading)
            .released(sentence, &seal)
            .list("verify-means-not", &["verify-hash-not-file"])
            .hash("verify-hash-asked", hash);
        if by_zip { answer.hash("verify-integrity", &seal.integrity) } else { answer }
    }

    fn released(self, sentence: &str, seal: &SealRecord) -> Self {
        let words = self.words;
        let date = day(seal.released);
        let answer = self.line(words.counted(sentence, seal.signatures, &[("date", &date)]));
        match seal.withdrawn.map(day) {
            None => answer,
            Some(date) => answer.line(words.filled("verify-withdrawn-sentence", &[("withdrawn", &date)])),
        }
    }

    /// A dossier was sent; `seal` is what the service knows of its integrity hash.
    pub fn of_checked(
        words: &'static Words,
        origin: &'a str,
        checked: &Checked,
        seal: Option<SealRecord>,
    ) -> Answer<'a> {
        let Some(report) = &checked.report else {
            return Answer::new(words, origin, Mood::Bad, "verify-newer").line(words.word("verify-newer-sentence"));
        };
        match report.integrity.filter(|_| report.findings.is_empty()) {
            Some(integrity) => Answer::of_whole(words, origin, report, &integrity, seal),
            None => Answer::of_refused(words, origin, report, checked),
        }
    }

    fn of_whole(
        words: &'static Words,
        origin: &'a str,
        report: &Report,
        integrity: &Hash,
        seal: Option<SealRecord>,
    ) -> Answer<'a> {
        let answer = match seal {
            None => Answer::new(words, origin, Mood::Doubt, "verify-unknown")
                .line(words.word("verify-unknown-sentence"))
                .list(
                    "verify-may-be",
                    &["verify-unknown-elsewhere", "verify-unknown-unreleased", "verify-unknown-forged"],
                )
                .list("verify-do", &["verify-unknown-paper", "verify-unknown-ask"]),
            Some(seal) if seal.withdrawn.is_some() => {
                Answer::new(words, origin, Mood::Bad, "verify-withdrawn").released("verify-same-sentence", &seal)
            }
            Some(seal) => Answer::new(words, origin, Mood::Good, "verify-same")
                .released("verify-same-sentence", &seal)
                .list("verify-means", &["verify-same-means"])
                .list("verify-means-not", &["verify-not-persons", "verify-not-page"]),
        };
        Answer { facts: facts(words, report), ..answer.hash("verify-integrity", integrity) }
    }

    fn of_refused(words: &'static Words, origin: &'a str, report: &Report, checked: &Checked) -> Answer<'a> {
        let (heading, sentence) = match kind_of(report) {
            Kind::NoZip => {
                return Answer::new(words, origin, Mood::Bad, "verify-no-zip").line(words.word(checked.looks_like()));
            }
            Kind::NoDossier => ("verify-no-dossier", "verify-no-dossier-sentence"),
            Kind::Repacked => ("verify-repacked", "verify-repacked-sentence"),
            Kind::Changed => ("verify-changed", "verify-changed-sentence"),
        };
        let answer = Answer::new(words, origin, Mood::Bad, heading).line(words.word(sentence));
        Answer { findings: grouped(words, &report.findings), ..answer }
    }
}

enum Kind {
    NoZip,
    NoDossier,
    Repacked,
    Changed,
}

fn kind_of(report: &Report) -> Kind {
    let told = |codes: &[&str]| report.findings.iter().any(|finding| codes.contains(&finding.code));
    let lacks = |path: &str| report.findings.iter().any(|f| f.code == "file-missing" && f.place == path);
    if told(&["zip-end"]) {
        Kind::NoZip
    } else if lacks("manifest-sha256.txt") && lacks("tagmanifest-sha256.txt") && !told(&BROKEN) {
        Kind::NoDossier
    } else if is_repacked(&report.findings) {
        Kind::Repacked
    } else {
        Kind::Changed
    }
}

/// Every file is as listed, but someone unpacked the dossier and packed it again.
fn is_repacked(findings: &[Finding]) -> bool {
    // A name is the wrapper's fault only where it is a folder's; sizes that follow the member stand between members.
    let folders: Vec<&str> = findings.iter().filter(|f| f.code == "zip-kind").map(|f| f.place.as_str()).collect();
    let streamed = findings.iter().any(|finding| finding.code == "zip-flags");
    findings.iter().all(|finding| match finding.code {
        "zip-name" => folders.contains(&finding.place.as_str()),
        "zip-headers-differ" | "zip-between" => streamed,
        code => WRAPPING.contains(&code),
    })
}

/// By code, in the order in which they were found.
fn grouped(words: &'static Words, findings: &[Finding]) -> Vec<ShownFinding> {
    let mut groups: Vec<(&'static str, Vec<String>)> = Vec::new();
    for finding in findings {
        let at = groups.iter().position(|(code, _)| *code == finding.code).unwrap_or_else(|| {
            groups.push((finding.code, Vec::new()));
            groups.len() - 1
        });
        let places = &mut groups[at].1;
        if !finding.place.is_empty() && !places.contains(&finding.place) {
            places.push(finding.place.clone());
        }
    }
    let shown = |(code, mut places): (&'static str, Vec<String>)| {
        let beyond = places.len().saturating_sub(MOST_PLACES) as u64;
        places.truncate(MOST_PLACES);
        let more = (beyond > 0).then(|| words.counted("verify-more", beyond, &[]));
        ShownFinding { said: words.finding(code), code, places, more }
    };
    groups.into_iter().map(shown).collect()
}

/// What a dossier without a finding says of itself.
fn facts(words: &'static Words, report: &Report) -> Vec<(&'static str, String)> {
    let Some((statement, _)) = &report.whole else { return Vec::new() };
    let facts = [
        ("verify-petition", statement.petition.title.clone()),
        ("verify-organiser", statement.organiser.name.clone()),
        ("verify-recipient", statement.recipient.name.clone()),
        ("verify-signatures", words.number(statement.register.size)),
        ("verify-dated", statement.created.to_string()),
        ("verify-number", statement.id.clone()),
        ("verify-seal", report.seal.clone().unwrap_or_default()),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (words.word(key), value)).collect()
}

/// `YYYY-MM-DD`, which all languages read.
fn day(unix_seconds: i64) -> String {
    Day::from_unix_seconds(unix_seconds).to_string()
}
