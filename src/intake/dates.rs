//! Dates and times in the shapes that exports write them.
//!
//! In: a cell, and how its column is to be read. Out: a day, perhaps a time, perhaps an offset from UTC. Never: a day
//! chosen where day and month could be either.

use super::evidence::Evidence;
use super::wordy::general;
use crate::day::Day;
use jiff::tz::TimeZone;

/// In which order the numbers of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayMonth,
    MonthDay,
    /// `17/04/13`: only dates with two-digit years leave that open.
    YearFirst,
}

/// How one column's dates are to be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub order: Option<Order>,
    /// Of times that do not say theirs.
    pub zone: Option<TimeZone>,
    /// Of two-digit years; without it they are not read.
    pub century: Option<Century>,
}

/// In which hundred years a two-digit year lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Century {
    /// From this year on.
    From(u16),
    /// The date is this day or an earlier one.
    Until(Day),
}

impl Century {
    fn year_of(self, short: u16, month: u8, day: u8) -> u16 {
        match self {
            Century::From(from) => from + (short + 100 - from % 100) % 100,
            Century::Until(last) => {
                let year = last.year() / 100 * 100 + short;
                let after = (year, month, day) > (last.year(), last.month(), last.day());
                if after { year.saturating_sub(100) } else { year }
            }
        }
    }
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
        dotted: bool,
    },
    /// Three numbers of at most two digits.
    Short {
        first: u8,
        second: u8,
        third: u8,
        dotted: bool,
    },
    /// `13-Apr-17`.
    Named {
        first: u8,
        month: u8,
        third: u8,
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
        let long = |year: u16, month: u8, day: u8| Day::new(year, month, day);
        let short = |year: u8, month, day| Day::new(reading.century?.year_of(year.into(), month, day), month, day);
        match self.date {
            Numbers::Clear(day) => Some(day),
            Numbers::Either { first, second, year, .. } => {
                match reading.order.filter(|order| *order != Order::YearFirst).or(self.own_order())? {
                    Order::DayMonth => long(year, second, first),
                    Order::MonthDay => long(year, first, second),
                    Order::YearFirst => None,
                }
            }
            Numbers::Short { first, second, third, .. } => match reading.order.or(self.own_order())? {
                Order::DayMonth => short(third, second, first),
                Order::MonthDay => short(third, first, second),
                Order::YearFirst => short(first, second, third),
            },
            Numbers::Named { first, month, third } => match reading.order.or(self.own_order())? {
                Order::YearFirst => short(first, month, third),
                _ => short(third, month, first),
            },
        }
    }

    /// The order that the date shows by itself.
    fn own_order(&self) -> Option<Order> {
        match self.evidence() {
            Evidence::DayFirst | Evidence::Dotted | Evidence::Clear => Some(Order::DayMonth),
            Evidence::MonthFirst => Some(Order::MonthDay),
            Evidence::YearFirst => Some(Order::YearFirst),
            Evidence::None | Evidence::Either => None,
        }
    }

    /// What this date says about the order of its column.
    pub fn evidence(&self) -> Evidence {
        let of_two = |first, second, dotted| match (exists(first, second), exists(second, first)) {
            (true, false) => Evidence::DayFirst,
            (false, true) => Evidence::MonthFirst,
            (false, false) => Evidence::None,
            (true, true) if first == second => Evidence::Clear,
            (true, true) if dotted => Evidence::Dotted,
            (true, true) => Evidence::Either,
        };
        match self.date {
            Numbers::Clear(_) => Evidence::Clear,
            Numbers::Either { first, second, dotted, .. } => of_two(first, second, dotted),
            // A year comes first only where the number can be nothing else, or the rest of the column says so.
            Numbers::Short { first, second, third, dotted } => match of_two(first, second, dotted) {
                Evidence::None if exists(third, second) => Evidence::YearFirst,
                evidence => evidence,
            },
            Numbers::Named { first, month, .. } if exists(first, month) => Evidence::Clear,
            Numbers::Named { .. } => Evidence::YearFirst,
        }
    }

    /// Is the year written with two digits? And then, could it come first?
    pub fn short_year(&self) -> Option<bool> {
        match self.date {
            Numbers::Clear(_) | Numbers::Either { .. } => None,
            Numbers::Short { second, third, .. } => Some(exists(third, second)),
            Numbers::Named { month, third, .. } => Some(exists(third, month)),
        }
    }
}

/// Could a month have such a day?
const fn exists(day: u8, month: u8) -> bool {
    1 <= month && month <= 12 && 1 <= day && day <= 31
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

/// `04/09/2017`, `4.9.17 10:00`, `04-09-2017 10:00:00`: the other frequent shape, without the long way.
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
    let (year, digits @ (2 | 4), end) = number(4)? else { return None };
    let date = either(first.into(), second.into(), year.into(), digits as u8, sign == Some(b'.'))?;
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

pub(super) fn either(first: u32, second: u32, third: u32, year_digits: u8, dotted: bool) -> Option<Numbers> {
    let (first, second) = (first as u8, second as u8);
    let date = match year_digits {
        2 => Numbers::Short { first, second, third: third as u8, dotted },
        _ => Numbers::Either { first, second, year: third as u16, dotted },
    };
    (Written { date, time: None, offset: None }.evidence() != Evidence::None).then_some(date)
}
