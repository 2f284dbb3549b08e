//! The shape of a JSON text: which members an object has, and of what kind. Says where a text departs from it.
//!
//! In: a value. Out: faults with their place; members beginning `x-` are taken out and named. Never: a word of the text.

use crate::day::Day;
use serde_json::Value;

/// What a value must be.
pub enum Shape {
    Text,
    /// `YYYY-MM-DD`.
    Day,
    /// A whole number from 0 to 2^53, as far as every JSON reader is exact.
    Number,
    Flag,
    List(&'static Shape),
    /// Name, is it required, shape.
    Members(&'static [(&'static str, bool, Shape)]),
    /// Any names, one shape.
    Named(&'static Shape),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    NotJson,
    Missing,
    Unknown,
    Type,
    Value,
}

/// A departure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: Kind,
    /// Member by member, as `counts.by_country[3].count`; only names that the format knows.
    pub path: String,
}

impl Fault {
    pub fn not_json() -> Fault {
        Fault { kind: Kind::NotJson, path: String::new() }
    }

    pub fn value() -> Fault {
        Fault { kind: Kind::Value, path: String::new() }
    }
}

/// At most so many faults of one text are told.
const MOST: usize = 100;

/// Compares a value with a shape; takes out members beginning `x-` and notes the objects that had some.
pub fn check(value: &mut Value, shape: &Shape, faults: &mut Vec<Fault>, extensions: &mut Vec<String>) {
    Check { faults, extensions, path: String::new() }.value(value, shape);
}

struct Check<'c> {
    faults: &'c mut Vec<Fault>,
    extensions: &'c mut Vec<String>,
    path: String,
}

impl Check<'_> {
    fn fault(&mut self, kind: Kind) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { kind, path: self.path.clone() });
        }
    }

    fn at(&mut self, step: &str, check: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if !self.path.is_empty() && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        check(self);
        self.path.truncate(length);
    }

    fn value(&mut self, value: &mut Value, shape: &Shape) {
        match (shape, value) {
            (Shape::Text, Value::String(_)) | (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Day, Value::String(text)) if Day::parse(text).is_some() => {}
            (Shape::Number, Value::Number(number)) if number.as_u64().is_some_and(|n| n <= 1 << 53) => {}
            (Shape::List(item), Value::Array(items)) => {
                for (n, value) in items.iter_mut().enumerate() {
                    self.at(&format!("[{n}]"), |check| check.value(value, item));
                }
            }
            (Shape::Named(each), Value::Object(members)) => {
                members.values_mut().for_each(|value| self.value(value, each))
            }
            (Shape::Members(known), Value::Object(members)) => {
                let before = members.len();
                members.retain(|name, _| !name.starts_with("x-"));
                if members.len() < before && self.extensions.len() < MOST {
                    self.extensions.push(self.path.clone());
                }
                if members.keys().any(|name| known.iter().all(|(known, ..)| known != name)) {
                    self.fault(Kind::Unknown);
                }
                for (name, required, shape) in *known {
                    match members.get_mut(*name) {
                        Some(value) => self.at(name, |check| check.value(value, shape)),
                        None if *required => self.at(name, |check| check.fault(Kind::Missing)),
                        None => {}
                    }
                }
            }
            (Shape::Members(_), list @ Value::Array(_)) => {
                // Serde would take its items for members, and nothing for what may be absent.
                *list = Value::Bool(false);
                self.fault(Kind::Type);
            }
            _ => self.fault(Kind::Type),
        }
    }
}
