//! Numbers, shares of a whole, days and periods as a language writes them.
//!
//! In: numbers, days, labels of periods. Out: text. Never: a rule of one language, which its file says
//! itself, but where a library is wrong.
//! Digits are Western in every language: what is read here is compared with a table that has no others.

use super::{Texts, Word};
use crate::day::Day;
use crate::spacing;

impl Texts {
    /// The number that plural rules are asked about. Those of Fluent's library leave out the modulus of Arabic (CLDR:
    /// `n % 100 = 3..10` and `11..99`); of numbers up to 100 they are right.
    pub(super) fn for_plural_rules(&self, n: u64) -> u64 {
        match (self.language(), n % 100) {
            ("ar", rest @ 3..) => rest,
            ("ar", _) if n > 100 => 100,
            _ => n,
        }
    }

    /// A number, grouped from four digits on. Some languages (es, it, pt) let four stand together in running text but
    /// not in columns; a dossier writes a number in one way, so that it is found again.
    pub(crate) fn number(&self, n: u64) -> String {
        spacing::in_threes(n, &self.say("number-group"))
    }

    /// A share of a whole, in per cent with one digit after the decimal sign.
    pub(crate) fn share(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return String::new();
        }
        let tenths = (u128::from(part) * 2_000 / u128::from(whole)).div_ceil(2);
        // What is there is never said to be nothing.
        let id = if tenths == 0 && part > 0 { "share-below" } else { "share" };
        let tenths = tenths.max(u128::from(part > 0));
        let number = format!("{}{}{}", tenths / 10, self.say("number-decimal"), tenths % 10);
        self.say_with(id, &[("number", Word::Text(&number))]).into_owned()
    }

    /// A day as it is written out.
    pub(crate) fn date(&self, day: Day) -> String {
        let first = if day.day() == 1 { self.say("first-day").into_owned() } else { day.day().to_string() };
        self.say_with(
            "date",
            &[
                ("day", Word::Text(&first)),
                ("month", Word::Text(&self.say(&format!("month-{}", day.month())))),
                ("year", Word::Text(&day.year().to_string())),
            ],
        )
        .into_owned()
    }

    /// A period of the counts (`2017-04`, `2017-Q2`, `2017`) as it is written out; other labels as they are.
    pub(crate) fn period(&self, label: &str) -> String {
        match label.split_once('-') {
            Some((year, quarter)) if quarter.starts_with('Q') => self
                .say_with(
                    "quarter",
                    &[("quarter", Word::Number(quarter[1..].parse().unwrap_or(0))), ("year", Word::Text(year))],
                )
                .into_owned(),
            Some((year, month)) if matches!(month.parse::<u8>(), Ok(1..=12)) => {
                let month = self.month_alone(month.trim_start_matches('0'));
                self.say_with("month-of-year", &[("month", Word::Text(&month)), ("year", Word::Text(year))])
                    .into_owned()
            }
            _ if label == crate::counts::OTHER => self.say("other-period").into_owned(),
            _ => label.to_owned(),
        }
    }

    /// A month that no day stands before: in some languages it has another form then, the attribute `.alone`.
    fn month_alone(&self, month: &str) -> String {
        let id = format!("month-{month}");
        let message = self.bundle.get_message(&id).expect("a test finds the twelve months");
        match message.get_attribute("alone") {
            Some(form) => self.bundle.format_pattern(form.value(), None, &mut Vec::new()).into_owned(),
            None => self.say(&id).into_owned(),
        }
    }
}
