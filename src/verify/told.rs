//! A report for programs: the one JSON object that both doors give.
//!
//! In: a report. Out: members that programs may rely on. Never: a word of the dossier's own.

use super::{Pinned, Report, Verdict};
use crate::proof::digest;
use serde_json::{Value, json};

impl Report {
    pub fn as_json(&self) -> Value {
        let by = |pin: &Pinned| match pin {
            Pinned::IntegrityHash => "integrity_hash",
            Pinned::ZipHash => "zip_sha256",
            Pinned::Seal => "seal",
        };
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| json!({ "code": finding.code, "where": finding.place, "message": finding.message }))
            .collect();
        json!({
            "verified": self.verified,
            "verdict": match self.verdict() {
                Verdict::Verified => "verified",
                Verdict::Whole => "whole",
                Verdict::NotVerified => "not verified",
            },
            "pinned": !self.pinned.is_empty(),
            "pinned_by": self.pinned.iter().map(by).collect::<Vec<_>>(),
            "integrity_hash": self.integrity.as_ref().map(|hash| digest::hex(hash)),
            "zip_sha256": self.zip_sha256.as_ref().map(|hash| digest::hex(hash)),
            "seal": self.seal,
            "id": self.id,
            "size": self.size,
            "timestamp": self.timestamp.as_ref().map(|stamp| {
                json!({ "time": stamp.time, "trusted": stamp.trusted, "tsa": stamp.tsa })
            }),
            "findings": findings,
            "notes": self.notes,
        })
    }
}
