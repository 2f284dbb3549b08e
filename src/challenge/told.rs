//! A check for programs: the members of a verification, and sample, bad and bound.
//!
//! In: a check. Out: one JSON object. Never: a value that the response did not open.

use super::{Checked, Verdict};
use serde_json::{Map, Value, json};

impl Checked {
    pub fn as_json(&self) -> Value {
        let mut json = self.dossier.as_json();
        let members = json.as_object_mut().expect("a report is an object");
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| json!({ "code": finding.code, "where": finding.place, "message": finding.message }))
            .collect();
        let verdict = match self.verdict() {
            Verdict::Confirmed => "confirmed",
            Verdict::Holds => "holds",
            Verdict::DiceNotConfirmed => "dice not confirmed",
            Verdict::NotConfirmed => "not confirmed",
        };
        members.insert("verified".to_owned(), json!(self.verdict() == Verdict::Confirmed));
        members.insert("verdict".to_owned(), json!(verdict));
        members.insert("findings".to_owned(), json!(findings));
        members.insert(
            "sample".to_owned(),
            self.sample.as_ref().map_or(Value::Null, |sample| {
                let entries: Vec<Value> = sample
                    .entries
                    .iter()
                    .map(|drawn| {
                        let fields = drawn.opened.as_ref().map(|fields| {
                            fields.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>()
                        });
                        json!({ "entry": drawn.entry, "opened": fields })
                    })
                    .collect();
                json!({
                    "dice": sample.dice,
                    "dice_confirmed": self.receipt,
                    "size": sample.size,
                    "fields": sample.fields,
                    "entries": entries,
                })
            }),
        );
        members.insert("bad".to_owned(), json!(self.sample.as_ref().map(|_| self.bad)));
        members.insert("bound".to_owned(), json!(self.bound));
        json
    }
}
