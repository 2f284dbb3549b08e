//! A calendar day, written `YYYY-MM-DD`. The door says which day it is; no step asks a clock.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// `None` where the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) {
            return None;
        }
        Some(Day { year, month, day })
    }

    /// Exactly `YYYY-MM-DD`, nothing before or after.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0u16, |n, b| b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0')))
        };
        Day::new(number(0..4)?, number(5..7)? as u8, number(8..10)? as u8)
    }

    pub const fn year(self) -> u16 {
        self.year
    }

    pub const fn month(self) -> u8 {
        self.month
    }

    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day after; the calendar's last day stays.
    pub fn next(self) -> Day {
        Day::from_unix_seconds(self.unix_seconds() + 86_400).max(self)
    }

    /// The day's first second as seconds since 1970-01-01T00:00:00Z.
    pub const fn unix_seconds(self) -> i64 {
        // Days since the epoch, counted from a year that begins in March so that leap days come last.
        let y = self.year as i64 - if self.month <= 2 { 1 } else { 0 };
        let m = (self.month as i64 + 9) % 12;
        let era_days = y * 365 + y / 4 - y / 100 + y / 400;
        (era_days + (m * 306 + 5) / 10 + self.day as i64 - 1 - 719_468) * 86_400
    }

    /// The UTC day of a moment given as seconds since 1970-01-01T00:00:00Z; clamped to years 1 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Day {
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let doe = days.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        let year = yoe + era * 400 + i64::from(month <= 2);
        Day { year: year.clamp(1, 9999) as u16, month, day }
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Day, &'static str> {
        Day::parse(&text).ok_or("not a day of the form YYYY-MM-DD")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn reads_only_days_that_exist() {
        assert_eq!(Day::parse("2017-05-11").map(|d| d.to_string()).as_deref(), Some("2017-05-11"));
        assert!(Day::parse("2016-02-29").is_some());
        for wrong in ["2017-02-29", "1900-02-29", "2017-13-01", "2017-1-01", "2017-05-11 ", "٢٠١٧-05-11", ""] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_day_after() {
        for (day, next) in [("2016-02-28", "2016-02-29"), ("2017-12-31", "2018-01-01"), ("9999-12-31", "9999-12-31")] {
            assert_eq!(Day::parse(day).map(Day::next), Day::parse(next));
        }
    }

    #[test]
    fn seconds_and_days_agree_over_two_centuries() {
        assert_eq!(Day::parse("1970-01-01").map(Day::unix_seconds), Some(0));
        assert_eq!(Day::parse("2017-05-11").map(Day::unix_seconds), Some(1_494_460_800));
        let mut seconds = -100 * 365 * 86_400i64;
        while seconds < 150 * 365 * 86_400 {
            let day = Day::from_unix_seconds(seconds + 86_399);
            assert_eq!(day.unix_seconds(), seconds);
            seconds += 86_400;
        }
    }
}
