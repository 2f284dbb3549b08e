//! A cell as it is committed (dossier-format §7).
//!
//! In: a decoded cell. Out: NFC, without white space, U+FEFF and control characters around it; dates and countries in
//! their one form. Never: anything else removed.

use super::dates::{Clock, Reading, Written};
use crate::day::Day;
use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// Without leading and trailing White_Space, U+FEFF and U+0000–001F.
pub(super) fn trimmed(cell: &str) -> &str {
    // Most cells need nothing: their ends are ASCII and print.
    match cell.as_bytes() {
        [] => return cell,
        [first, .., last] if (0x21..0x7F).contains(first) && (0x21..0x7F).contains(last) => return cell,
        _ => {}
    }
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c <= '\u{1f}')
}

/// Appends `cell`, trimmed, in NFC.
pub(super) fn push_committed(cell: &str, out: &mut String) {
    let cell = trimmed(cell);
    if cell.is_ascii() {
        out.push_str(cell);
    } else {
        // Writing to a String cannot fail.
        let _ = ComposingNormalizerBorrowed::new_nfc().normalize_to(cell, out);
    }
}

/// Appends `signed_at` as §7 has it; false, and nothing appended, where day and month cannot be told or the moment lies
/// beyond the years 1 to 9999.
pub(super) fn push_signed(written: &Written, reading: &Reading, out: &mut String) -> bool {
    let Some(day) = written.day(reading) else { return false };
    let Some(clock) = written.time else {
        push_day(day, out);
        return true;
    };
    let Clock(hour, minute, second) = clock;
    let local = day.unix_seconds() + i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second);
    let moment = match (written.offset, &reading.zone) {
        (Some(offset), _) => Some(local - i64::from(offset)),
        (None, Some(zone)) => moment_in(zone, day, clock),
        (None, None) => None,
    };
    match moment {
        Some(moment) => push_moment(moment, out),
        None => {
            push_day(day, out);
            push_clock(clock, out);
            true
        }
    }
}

/// A moment in seconds since 1970; false where the calendar ends.
pub(super) fn push_moment(seconds: i64, out: &mut String) -> bool {
    let day = Day::from_unix_seconds(seconds);
    let within = seconds - day.unix_seconds();
    if !(0..86_400).contains(&within) {
        return false;
    }
    push_day(day, out);
    push_clock(Clock((within / 3_600) as u8, (within / 60 % 60) as u8, (within % 60) as u8), out);
    out.push('Z');
    true
}

pub(super) fn push_day(day: Day, out: &mut String) {
    if let 1000.. = day.year() {
        let (year, month, day) = (day.year(), day.month(), day.day());
        for pair in [(year / 100) as u8, (year % 100) as u8] {
            push_two(pair, out);
        }
        out.push('-');
        push_two(month, out);
        out.push('-');
        push_two(day, out);
    } else {
        let _ = write!(out, "{day}");
    }
}

fn push_clock(Clock(hour, minute, second): Clock, out: &mut String) {
    for (sign, number) in [('T', hour), (':', minute), (':', second)] {
        out.push(sign);
        push_two(number, out);
    }
}

fn push_two(number: u8, out: &mut String) {
    out.push(char::from(b'0' + number / 10));
    out.push(char::from(b'0' + number % 10));
}

/// That local time as seconds since 1970; in the hour that occurs twice, the first one.
fn moment_in(zone: &TimeZone, day: Day, Clock(hour, minute, second): Clock) -> Option<i64> {
    let local = jiff::civil::DateTime::new(
        i16::try_from(day.year()).ok()?,
        day.month() as i8,
        day.day() as i8,
        hour as i8,
        minute as i8,
        second as i8,
        0,
    )
    .ok()?;
    Some(zone.to_ambiguous_timestamp(local).compatible().ok()?.as_second())
}
