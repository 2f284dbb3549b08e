//! Dates and times in the shapes that exports write them.
//!
//! In: a cell, and how its column is to be read. Out: a day, perhaps a time, perhaps an offset from UTC. Never: a day
//! chosen where day and month could be either; a year of two digits without a choice of staff.

use super::evidence::Evidence;
use super::wordy::general;
use crate::day::Day;
use jiff::tz::TimeZone;

/// Which of two numbers before the year is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayMonth,
    MonthDay,
}

/// How one column's dates are to be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub order: Option<Order>,
    /// Of times that do not say theirs.
    pub zone: Option<TimeZone>,
    /// Two-digit years lie in the hundred years from this one on.
    pub years_from: Option<u16>,
}

/// A date as it was written, day and month not yet told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub date: Numbers,
    pub time: Option<Clock>,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// Hour, minute, second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock(pub u8, pub u8, pub u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Clear(Day),
    /// Two numbers and a year; `dotted`: written with full stops, as only day-first dates are.
    Either {
        first: u8,
        second: u8,
        year: u16,
        short: bool,
        dotted: bool,
    },
}

/// Reads `cell`, which is trimmed.
pub(super) fn read(cell: &str) -> Option<Written> {
    iso(cell.as_bytes()).or_else(|| numeric(cell.as_bytes())).or_else(|| general(cell))
}

/// Is this a date or a date and time, whichever number is the day?
pub(super) fn looks_like_date(cell: &str) -> bool {
    (6..=64).contains(&cell.len()) && read(cell).is_some()
}

impl Written {
    /// The day, where the reading or the numbers themselves decide it.
    pub fn day(&self, reading: &Reading) -> Option<Day> {
        match self.date {
            Numbers::Clear(day) => Some(day),
            Numbers::Either { first, second, year, short, dotted } => {
                let year = match (short, reading.years_from) {
                    (false, _) => year,
                    (true, Some(from)) => from + (year + 100 - from % 100) % 100,
                    (true, None) => return None,
                };
                let order = reading.order.or(match (first > 12, second > 12) {
                    (true, false) => Some(Order::DayMonth),
                    (false, true) => Some(Order::MonthDay),
                    _ if dotted || first == second => Some(Order::DayMonth),
                    _ => None,
                })?;
                match order {
                    Order::DayMonth => Day::new(year, second, first),
                    Order::MonthDay => Day::new(year, first, second),
                }
            }
        }
    }

    /// What this date says about the order of its column.
    pub fn evidence(&self) -> Evidence {
        match self.date {
            Numbers::Clear(_) => Evidence::Clear,
            Numbers::Either { first, second, dotted, .. } => match (first > 12, second > 12) {
                (true, false) => Evidence::DayFirst,
                (false, true) => Evidence::MonthFirst,
                (true, true) => Evidence::None,
                (false, false) if first == second => Evidence::Clear,
                (false, false) if dotted => Evidence::Dotted,
                (false, false) => Evidence::Either,
            },
        }
    }
}

/// `YYYY-MM-DD`, alone or with a time and an offset: by far the most frequent shape.
fn iso(bytes: &[u8]) -> Option<Written> {
    let digit = |n: usize| bytes.get(n).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
    let two = |n: usize| Some(digit(n)? * 10 + digit(n + 1)?);
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = u16::from(two(0)?) * 100 + u16::from(two(2)?);
    let date = Numbers::Clear(Day::new(year, two(5)?, two(8)?)?);
    if bytes.len() == 10 {
        return Some(Written { date, time: None, offset: None });
    }
    if !matches!(bytes[10], b'T' | b' ' | b't') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (two(11)?, two(14)?);
    let mut at = 16;
    let mut second = 0;
    if bytes.get(16) == Some(&b':') {
        second = two(17)?;
        at = 19;
        if matches!(bytes.get(19), Some(b'.' | b',')) {
            digit(20)?;
            at = 20 + bytes[20..].iter().take_while(|b| b.is_ascii_digit()).count();
        }
    }
    let time = clock(hour, minute, second)?;
    let offset = match &bytes[at..] {
        [] => None,
        b"Z" | b"z" | b" UTC" | b"UTC" | b" GMT" | b" Z" => Some(0),
        rest => {
            let rest = rest.strip_prefix(b" ").unwrap_or(rest);
            let (sign, rest) = match rest.split_first()? {
                (b'+', rest) => (1, rest),
                (b'-', rest) => (-1, rest),
                _ => return None,
            };
            let at = bytes.len() - rest.len();
            let (hours, minutes) = match rest {
                [_, _] => (two(at)?, 0),
                [_, _, _, _] => (two(at)?, two(at + 2)?),
                [_, _, b':', _, _] => (two(at)?, two(at + 3)?),
                _ => return None,
            };
            Some(sign * east(hours, minutes)?)
        }
    };
    Some(Written { date, time: Some(time), offset })
}

/// `04/09/2017`, `4.9.2017 10:00`, `04-09-2017 10:00:00`: the other frequent shape, without the long way.
fn numeric(bytes: &[u8]) -> Option<Written> {
    let mut at = 0;
    let mut number = |most: usize| {
        let digits = bytes[at..].iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        let value = bytes[at..at + digits].iter().fold(0u16, |n, b| n * 10 + u16::from(b - b'0'));
        at += digits;
        let sign = bytes.get(at).copied();
        at += usize::from(sign.is_some());
        (digits > 0).then_some((value, digits, sign))
    };
    let (first, _, sign) = number(2)?;
    let (second, _, again) = number(2)?;
    if sign != again || !matches!(sign, Some(b'/' | b'.' | b'-')) {
        return None;
    }
    let (year, 4, end) = number(4)? else { return None };
    let date = either(first.into(), second.into(), year.into(), 4, sign == Some(b'.'))?;
    let time = match end {
        None => None,
        Some(b' ') => {
            let (hour, _, Some(b':')) = number(2)? else { return None };
            let (minute, 2, end) = number(2)? else { return None };
            let second = match end {
                None => 0,
                Some(b':') => {
                    let (second, 2, None) = number(2)? else { return None };
                    second
                }
                Some(_) => return None,
            };
            Some(clock(hour as u8, minute as u8, second as u8)?)
        }
        Some(_) => return None,
    };
    Some(Written { date, time, offset: None })
}

pub(super) fn clock(hour: u8, minute: u8, second: u8) -> Option<Clock> {
    (hour < 24 && minute < 60 && second < 60).then_some(Clock(hour, minute, second))
}

pub(super) fn east(hours: u8, minutes: u8) -> Option<i32> {
    (hours <= 15 && minutes < 60).then(|| i32::from(hours) * 3_600 + i32::from(minutes) * 60)
}

pub(super) fn clear(year: u32, month: u32, day: u32) -> Option<Numbers> {
    Day::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(Numbers::Clear)
}

pub(super) fn either(first: u32, second: u32, year: u32, year_digits: u8, dotted: bool) -> Option<Numbers> {
    let (first, second, year) = (first as u8, second as u8, year as u16);
    let exists = |day, month| (1..=12).contains(&month) && (1..=31).contains(&day);
    (exists(first, second) || exists(second, first)).then_some(Numbers::Either {
        first,
        second,
        year,
        short: year_digits == 2,
        dotted,
    })
}
