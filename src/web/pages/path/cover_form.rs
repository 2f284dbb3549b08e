//! The cover as a form: what was typed, what is wrong with it field by field, and the JSON that the store keeps.
//!
//! Members that the form has no field for stay as they are: what a program wrote is not lost by mending a typing error.

use super::super::super::form::Fields;
use super::super::Shell;
use super::Mistake;
use crate::cover::{Cover, CoverError};
use crate::day::Day;
use crate::register::policy::Policy;
use serde_json::{Value, json};

/// Field of the form, section and member of the cover, longest in characters, must it be filled in.
type Place = (&'static str, &'static str, &'static str, usize, bool);

const PLACES: [Place; 12] = [
    ("title", "petition", "title", 1_000, true),
    ("text", "petition", "text", 100_000, true),
    ("language", "petition", "language", 2, true),
    ("url", "petition", "url", 2_000, false),
    ("opened", "petition", "opened", 10, false),
    ("closed", "petition", "closed", 10, false),
    ("organiser", "organiser", "name", 500, true),
    ("contact", "organiser", "contact", 500, false),
    ("recipient", "recipient", "name", 500, true),
    ("office", "recipient", "office", 500, false),
    ("country", "recipient", "country", 2, false),
    ("consent", "handover", "consent", 10_000, false),
];
const DAYS: [&str; 2] = ["opened", "closed"];
/// Of the handover: it has a place of its own, for it must be a day but may be left out.
const DATE: Place = ("date", "handover", "date", 10, false);

/// What stands in the form.
#[derive(Clone, Default)]
pub struct CoverForm {
    values: Vec<(&'static str, String)>,
    /// Does the slip name petition and recipient?
    pub names_on_slip: bool,
    pub policy: String,
}

fn places() -> impl Iterator<Item = Place> {
    PLACES.into_iter().chain([DATE])
}

impl CoverForm {
    /// As it was typed; line ends as elsewhere.
    pub fn typed(fields: &Fields) -> CoverForm {
        let values = places().map(|(field, ..)| (field, fields.text(field).replace("\r\n", "\n").trim().to_owned()));
        CoverForm {
            values: values.collect(),
            names_on_slip: fields.text("slip") == "yes",
            policy: fields.text("policy").to_owned(),
        }
    }

    /// As it is kept.
    pub fn kept(cover_json: &str, policy: &str) -> CoverForm {
        let values = places().map(|(field, section, name, ..)| (field, member(cover_json, section, name)));
        let slip: Option<Value> = serde_json::from_str(cover_json).ok();
        CoverForm {
            values: values.map(|(field, value)| (field, value.unwrap_or_default())).collect(),
            names_on_slip: slip.is_some_and(|cover| cover["slip"]["title"] == json!(true)),
            policy: policy.to_owned(),
        }
    }

    /// Empty, but for what is mostly so.
    pub fn new(organisation: &str, language: &str) -> CoverForm {
        let values = vec![("organiser", organisation.to_owned()), ("language", language.to_owned())];
        let default = Policy::built_ins().first().map_or("", Policy::name);
        CoverForm { values, policy: default.to_owned(), ..CoverForm::default() }
    }

    /// What stands in a field; empty where nothing does.
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(own, _)| *own == field).map_or("", |(_, value)| value)
    }

    /// What is wrong, in the order of the form.
    fn mistakes(&self, shell: &Shell) -> Vec<Mistake> {
        let mut found = Vec::new();
        let mut wrong = |field: &'static str, id: &str| {
            let name = shell.say(&format!("cover-{field}"));
            found.push(Mistake { field, said: shell.say_of(id, &name) });
        };
        for (field, _, _, most, needed) in places() {
            let value = self.value(field);
            if value.is_empty() {
                if needed {
                    wrong(field, "mistake-empty");
                }
            } else if value.chars().count() > most {
                wrong(field, "mistake-long");
            } else if (DAYS.contains(&field) || field == "date") && Day::parse(value).is_none() {
                wrong(field, "mistake-day");
            }
        }
        let days = DAYS.map(|field| Day::parse(self.value(field)));
        if matches!(days, [Some(opened), Some(closed)] if closed < opened) {
            wrong("closed", "mistake-closed");
        }
        match Policy::built_in(&self.policy) {
            None => wrong("policy", "mistake-choice"),
            Some(policy) if policy.rows() && self.value("consent").is_empty() => wrong("consent", "mistake-consent"),
            Some(_) => {}
        }
        found
    }

    /// The cover as JSON, over what was kept before.
    ///
    /// # Errors
    /// What is wrong, field by field; what the form's own checks let through and the cover's do not, at its field too.
    pub fn cover_json(&self, before: &str, shell: &Shell) -> Result<String, Vec<Mistake>> {
        let mistakes = self.mistakes(shell);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        self.written(before).map_err(|error| vec![mistake(&error, shell)])
    }

    fn written(&self, before: &str) -> Result<String, CoverError> {
        let mut cover: Value = serde_json::from_str(before).unwrap_or_else(|_| json!({}));
        for (field, section, name, ..) in places() {
            if !cover[section].is_object() {
                cover[section] = json!({});
            }
            match self.value(field) {
                "" => drop(cover[section].as_object_mut().map(|section| section.remove(name))),
                value => cover[section][name] = json!(value),
            }
        }
        cover["slip"] = json!({ "title": self.names_on_slip });
        let text = cover.to_string();
        let parsed: Cover = serde_json::from_str(&text).map_err(|_| CoverError::Json)?;
        parsed.check()?;
        Ok(text)
    }
}

/// Where the form has the member, at its field and under its name there.
fn mistake(error: &CoverError, shell: &Shell) -> Mistake {
    let place = match error {
        CoverError::Member { member, .. } => {
            places().find(|(_, section, name, ..)| member.split_once('.') == Some((*section, *name)))
        }
        _ => None,
    };
    match place {
        Some((field, ..)) => {
            let name = shell.say(&format!("cover-{field}"));
            Mistake { field, said: shell.say_of("mistake-unfit", &name) }
        }
        None => Mistake { field: "", said: shell.say("refused-cover").into_owned() },
    }
}

/// A text of a cover.
pub fn member(cover_json: &str, section: &str, name: &str) -> Option<String> {
    let cover: Value = serde_json::from_str(cover_json).ok()?;
    cover.get(section)?.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::CoverForm;
    use serde_json::{Value, json};

    #[test]
    fn what_the_form_does_not_know_stays() {
        let before = json!({
            "petition": { "title": "Tilte", "text": "x", "language": "fr", "titles": { "en": "Title" } },
            "organiser": { "name": "O" }, "recipient": { "name": "R", "country": "RU" },
            "handover": { "challenge_max_rows": 7, "date": "2017-05-11" }, "slip": { "title": true },
        });
        let mut form = CoverForm::kept(&before.to_string(), "count");
        assert!(form.names_on_slip && form.value("date") == "2017-05-11");
        for (field, value) in &mut form.values {
            match *field {
                "title" => *value = "Title".to_owned(),
                "country" => value.clear(),
                _ => {}
            }
        }
        let after: Value = serde_json::from_str(&form.written(&before.to_string()).expect("a cover")).expect("JSON");
        assert_eq!(
            after["petition"],
            json!({ "title": "Title", "text": "x", "language": "fr", "titles": { "en": "Title" } })
        );
        assert_eq!(after["handover"], json!({ "challenge_max_rows": 7, "date": "2017-05-11" }));
        assert_eq!(after["recipient"], json!({ "name": "R" }));
    }
}
