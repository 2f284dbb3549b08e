//! What values say of their column.
//!
//! In: cells of one column. Out: counts, and what follows from them. Never: a cell kept.

use super::countries;
use super::dates::{self, Order, Written};
use super::dialect::looks_like_address;
use super::questions::Years;
use crate::fields::Field;

/// What one cell says about the order of day and month in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Not a date.
    None,
    /// A date of which nothing is open.
    Clear,
    DayFirst,
    MonthFirst,
    /// `99/04/13`.
    YearFirst,
    /// `04.09.2017`: day first, by the habit of all who write full stops, unless others speak against it.
    Dotted,
    /// `04/09/2017`.
    Either,
}

/// All cells of one date column that are not empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DateTally {
    pub filled: u64,
    no_date: u64,
    day_first: u64,
    month_first: u64,
    year_first: u64,
    dotted: u64,
    either: u64,
    /// With two-digit years, and of these the ones whose year cannot come first.
    short: u64,
    short_year_last: u64,
}

/// What the whole column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// The order, if there is any date that needs it; and whether some dates contradict it.
    Order { order: Option<Order>, mixed: bool },
    /// Only staff can say.
    Open,
}

impl DateTally {
    pub fn see(&mut self, written: Option<Written>) {
        self.filled += 1;
        match written.map_or(Evidence::None, |written| written.evidence()) {
            Evidence::None => self.no_date += 1,
            Evidence::Clear => {}
            Evidence::DayFirst => self.day_first += 1,
            Evidence::MonthFirst => self.month_first += 1,
            Evidence::YearFirst => self.year_first += 1,
            Evidence::Dotted => self.dotted += 1,
            Evidence::Either => self.either += 1,
        }
        if let Some(year_may_lead) = written.and_then(|written| written.short_year()) {
            self.short += 1;
            self.short_year_last += u64::from(!year_may_lead);
        }
    }

    /// A hundredth of the dates may contradict all others.
    pub fn decided(&self) -> Decided {
        let order = |order, against: u64| Decided::Order { order: Some(order), mixed: against > 0 };
        let many = |count: u64| count.saturating_mul(100) > self.short;
        match (self.day_first, self.month_first) {
            _ if many(self.year_first) && many(self.short_year_last) => Decided::Open,
            _ if many(self.year_first) => order(Order::YearFirst, self.short_year_last),
            (0, 0) if self.either > 0 => Decided::Open,
            (0, 0) if self.dotted > 0 => order(Order::DayMonth, self.year_first),
            (0, 0) => Decided::Order { order: None, mixed: false },
            (day, month) if day > month.saturating_mul(99) => order(Order::DayMonth, month + self.year_first),
            (day, month) if month > day.saturating_mul(99) => order(Order::MonthDay, day + self.year_first),
            // As many one way as the other: harmless only if no date needs the order.
            _ if self.either + self.dotted == 0 => Decided::Order { order: None, mixed: false },
            _ => Decided::Open,
        }
    }

    pub fn years(&self) -> Years {
        if self.short > 0 { Years::TwoDigits } else { Years::FourDigits }
    }

    /// How many cells are no dates when they are read in this order; nothing is said where hardly half of them are.
    pub fn unread(&self, order: Option<Order>) -> Option<u64> {
        let against = match order {
            None => 0,
            Some(Order::DayMonth) => self.month_first + self.year_first,
            Some(Order::MonthDay) => self.day_first + self.year_first,
            Some(Order::YearFirst) => self.short_year_last,
        };
        Some(self.no_date + against).filter(|unread| unread * 2 > self.filled)
    }
}

/// Shares of a column's cells that look like something, in the first rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    filled: usize,
    addresses: usize,
    dates: usize,
    countries: usize,
    phones: usize,
}

impl Look {
    pub fn see(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.addresses += usize::from(looks_like_address(cell));
        self.dates += usize::from(dates::looks_like_date(cell));
        self.countries += usize::from(countries::recognise(cell).is_some());
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        self.phones += usize::from((cell.starts_with('+') || cell.starts_with("00")) && (8..=15).contains(&digits));
    }

    /// Do the values speak against this field? Never of a column that is empty; of dates, `DateTally::unread` tells.
    pub fn contradicts(&self, field: Field) -> bool {
        let few = |count: usize| self.filled > 0 && count * 5 < self.filled;
        match field {
            Field::Email => few(self.addresses),
            Field::Country => few(self.countries),
            Field::GivenName | Field::FamilyName | Field::FullName => {
                self.filled > 0 && (self.addresses + self.dates) * 5 > self.filled * 4
            }
            _ => false,
        }
    }

    /// The field that nearly all values show, where a header says nothing.
    pub fn field(&self) -> Option<Field> {
        let nearly_all = |count: usize| self.filled >= 3 && count * 20 >= self.filled * 19;
        let most = |count: usize| self.filled > 0 && count * 5 >= self.filled * 4;
        if most(self.addresses) {
            Some(Field::Email)
        } else if nearly_all(self.dates) {
            Some(Field::SignedAt)
        } else if nearly_all(self.phones) {
            Some(Field::Phone)
        } else if nearly_all(self.countries) {
            Some(Field::Country)
        } else {
            None
        }
    }
}
