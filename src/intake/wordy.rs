//! Dates in words, and in the rarer shapes: read part by part.
//!
//! In: a cell that is no date of the frequent shapes. Out: as `dates`. Never: a date where anything is left over.

use super::dates::{Clock, Numbers, Written, clear, clock, east, either};
use super::synonyms::{key, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'c> {
    Number { value: u32, digits: u8 },
    Word(&'c str),
    Sign(char),
    End,
}

const MOST_TOKENS: usize = 24;

struct Tokens<'c> {
    tokens: [Token<'c>; MOST_TOKENS],
    at: usize,
}

impl<'c> Tokens<'c> {
    /// `None` where the cell has more parts than any date.
    fn of(cell: &'c str) -> Option<Tokens<'c>> {
        let mut tokens = [Token::End; MOST_TOKENS];
        let mut count = 0;
        let mut rest = cell;
        while let Some(c) = rest.chars().next() {
            let length = c.len_utf8();
            if c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}') {
                rest = &rest[length..];
                continue;
            }
            let (token, taken) = if digit(c).is_some() {
                let (mut value, mut digits, mut taken) = (0u32, 0u8, 0);
                for (n, c) in rest.char_indices() {
                    let Some(d) = digit(c) else { break };
                    value = value.checked_mul(10)?.checked_add(d)?;
                    digits += 1;
                    taken = n + c.len_utf8();
                }
                (Token::Number { value, digits }, taken)
            } else if c.is_alphabetic() {
                let taken = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                (Token::Word(&rest[..taken]), taken)
            } else {
                (Token::Sign(c), length)
            };
            *tokens.get_mut(count).filter(|_| count + 1 < MOST_TOKENS)? = token;
            count += 1;
            rest = &rest[taken..];
        }
        Some(Tokens { tokens, at: 0 })
    }

    fn peek(&self) -> Token<'c> {
        self.tokens[self.at.min(MOST_TOKENS - 1)]
    }

    fn next(&mut self) -> Token<'c> {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn skip(&mut self, sign: char) -> bool {
        let there = self.peek() == Token::Sign(sign);
        self.at += usize::from(there);
        there
    }

    fn skip_words(&mut self, allowed: &[&str]) {
        while let Token::Word(word) = self.peek()
            && allowed.iter().any(|a| a.eq_ignore_ascii_case(word) || *a == word)
        {
            self.at += 1;
            self.skip('.');
        }
    }

    fn number(&mut self) -> Option<(u32, u8)> {
        match self.next() {
            Token::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    fn small(&mut self) -> Option<u8> {
        self.number().filter(|(_, digits)| *digits <= 2).map(|(value, _)| value as u8)
    }
}

/// Digits of the scripts that dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Reads `cell` part by part.
pub(super) fn general(cell: &str) -> Option<Written> {
    if cell.len() > 96 {
        return None;
    }
    let mut tokens = Tokens::of(cell)?;
    weekday(&mut tokens);
    let date = date(&mut tokens)?;
    tokens.skip_words(&["г", "года", "год", "р"]);
    tokens.skip(',');
    tokens.skip_words(&["T", "at", "um", "à", "a", "alle", "ore", "às", "as", "om", "klo", "в", "las"]);
    tokens.skip('-');
    let time = match tokens.peek() {
        Token::End => None,
        _ => Some(time(&mut tokens)?),
    };
    let offset = offset(&mut tokens)?;
    // `Thu May 11 2017` with the year after the time is not read; a remark in brackets is: `(CEST)`.
    if tokens.skip('(') {
        while !matches!(tokens.next(), Token::Sign(')') | Token::End) {}
    }
    (tokens.peek() == Token::End).then_some(Written { date, time, offset })
}

/// A word before the date, unless it is a month.
fn weekday(tokens: &mut Tokens<'_>) {
    if let Token::Word(word) = tokens.peek()
        && month(word).is_none()
    {
        tokens.at += 1;
        tokens.skip('.');
        // `понедельник,` · `den 11.` · `le 11` · `segunda-feira,`
        if tokens.skip('-') {
            tokens.at += 1;
        }
        tokens.skip(',');
        tokens.skip_words(&["den", "le", "the"]);
    }
}

fn date(tokens: &mut Tokens<'_>) -> Option<Numbers> {
    if let Token::Word(word) = tokens.peek() {
        // May 11, 2017
        let month = month(word)?;
        tokens.at += 1;
        tokens.skip('.');
        let day = tokens.small()?;
        tokens.skip_words(&["st", "nd", "rd", "th"]);
        tokens.skip(',');
        let (year, digits) = tokens.number()?;
        return named(day.into(), month, year, digits);
    }
    let (first, digits) = tokens.number()?;
    if digits == 8 {
        return clear(first / 10_000, first / 100 % 100, first % 100);
    }
    match tokens.peek() {
        // 2017年5月11日, 2017년 5월 11일
        Token::Word("年" | "년") => {
            tokens.at += 1;
            let month = tokens.small()?;
            tokens.skip_words(&["月", "월"]);
            let day = tokens.small()?;
            tokens.skip_words(&["日", "일"]);
            clear(first, month.into(), day.into())
        }
        Token::Sign(sign @ ('-' | '/' | '.')) => {
            tokens.at += 1;
            match tokens.next() {
                // 11-May-2017, 11. Mai 2017
                Token::Word(word) => {
                    let month = month(word).or_else(|| ordinal(word, tokens))?;
                    tokens.skip(sign);
                    tokens.skip(' ');
                    year_after(tokens, first, digits, month)
                }
                Token::Number { value: second, digits: d } if d <= 2 => {
                    if !tokens.skip(sign) {
                        return None;
                    }
                    let (third, third_digits) = tokens.number()?;
                    match (digits, third_digits) {
                        (4, 1 | 2) => clear(first, second, third),
                        (1 | 2, 2 | 4) => either(first, second, third, third_digits, sign == '.'),
                        _ => None,
                    }
                }
                _ => None,
            }
        }
        // 11 mai 2017, 11 de mayo de 2017, 11th of May 2017, 1er mai 2017
        Token::Word(_) => {
            tokens.skip_words(&["st", "nd", "rd", "th", "er", "º", "de", "of", "d"]);
            let Token::Word(word) = tokens.next() else { return None };
            let month = month(word)?;
            tokens.skip('.');
            tokens.skip(',');
            tokens.skip_words(&["de", "del"]);
            year_after(tokens, first, digits, month)
        }
        _ => None,
    }
}

/// `1.º de maio`: what stands between the ordinal's full stop and the month.
fn ordinal(word: &str, tokens: &mut Tokens<'_>) -> Option<u8> {
    matches!(word, "º" | "de" | "o").then_some(())?;
    tokens.skip_words(&["de"]);
    match tokens.next() {
        Token::Word(word) => month(word),
        _ => None,
    }
}

fn year_after(tokens: &mut Tokens<'_>, day: u32, digits: u8, month: u8) -> Option<Numbers> {
    let (year, year_digits) = tokens.number()?;
    if digits <= 2 { named(day, month, year, year_digits) } else { None }
}

/// A day of at most two digits, a month by its name, a year of four digits or two.
fn named(day: u32, month: u8, year: u32, year_digits: u8) -> Option<Numbers> {
    match year_digits {
        4 => clear(year, month.into(), day),
        2 if (1..=31).contains(&day) || (1..=31).contains(&year) => {
            Some(Numbers::Named { first: day as u8, month, third: year as u8 })
        }
        _ => None,
    }
}

fn time(tokens: &mut Tokens<'_>) -> Option<Clock> {
    let (hour, digits) = tokens.number()?;
    if digits == 6 {
        return clock((hour / 10_000) as u8, (hour / 100 % 100) as u8, (hour % 100) as u8);
    }
    let (mut minute, mut second) = (0, 0);
    if tokens.skip(':') || {
        matches!(tokens.peek(), Token::Word("h" | "H")) && {
            tokens.at += 1;
            true
        }
    } {
        if let Token::Number { .. } = tokens.peek() {
            minute = tokens.small()?;
        }
        if tokens.skip(':') {
            second = tokens.small()?;
            if tokens.skip('.') || tokens.skip(',') {
                // A fraction is cut; `10:00:00, GMT` has none.
                if let Token::Number { .. } = tokens.peek() {
                    tokens.at += 1;
                }
            }
        }
    } else if !matches!(tokens.peek(), Token::Word(_)) {
        return None;
    }
    let mut hour = u8::try_from(hour).ok().filter(|_| digits <= 2)?;
    if let Some(afternoon) = half_of_day(tokens) {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    tokens.skip_words(&["Uhr", "uur", "h", "hs", "hrs"]);
    clock(hour, minute, second)
}

/// AM or PM, in the ways of writing it.
fn half_of_day(tokens: &mut Tokens<'_>) -> Option<bool> {
    let Token::Word(word) = tokens.peek() else { return None };
    let afternoon = match word {
        "AM" | "am" | "Am" | "a" | "A" | "上午" | "ص" => false,
        "PM" | "pm" | "Pm" | "p" | "P" | "下午" | "م" => true,
        _ => return None,
    };
    tokens.at += 1;
    if word.len() == 1 {
        tokens.skip('.');
        tokens.skip_words(&["m", "M"]);
    }
    tokens.skip('.');
    Some(afternoon)
}

/// The outer `None`: what stands there is no time zone.
fn offset(tokens: &mut Tokens<'_>) -> Option<Option<i32>> {
    let mut base = None;
    if let Token::Word(word) = tokens.peek() {
        tokens.at += 1;
        let hours = match word {
            "Z" | "z" | "UTC" | "GMT" | "utc" | "gmt" | "WET" => 0,
            "CET" | "WEST" | "MEZ" => 1,
            "CEST" | "EET" | "MESZ" => 2,
            "MSK" | "EEST" | "МСК" => 3,
            "EDT" => -4,
            "EST" | "CDT" => -5,
            "MDT" => -6,
            "PDT" => -7,
            "PST" => -8,
            // A zone that is not known, or that two regions use: the time stays without one.
            _ if word.len() <= 5 && word.chars().all(char::is_uppercase) => return Some(None),
            _ => return None,
        };
        base = Some(hours * 3_600);
    }
    let sign = match tokens.peek() {
        Token::Sign('+') => 1,
        Token::Sign('-' | '\u{2212}') => -1,
        _ => return Some(base),
    };
    tokens.at += 1;
    let (value, digits) = tokens.number()?;
    let (hours, minutes) = match digits {
        1 | 2 => {
            let minutes = if tokens.skip(':') { tokens.small()? } else { 0 };
            (value as u8, minutes)
        }
        3 | 4 => ((value / 100) as u8, (value % 100) as u8),
        _ => return None,
    };
    Some(Some(base.unwrap_or(0) + sign * east(hours, minutes)?))
}

/// A month by its name or short name in the languages of `config/columns/`.
fn month(word: &str) -> Option<u8> {
    words().months.get(&key(word)).copied()
}
