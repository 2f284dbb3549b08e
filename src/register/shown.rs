//! The cells of one row that obey k, and the sixteen bytes that stand for their combination.
//!
//! In: cells made by redaction. Out: `Key`. Never: a cell that does not obey k.

use super::age_band::BANDS;
use super::classes::KColumn;
use crate::counts::{CountryCode, Granularity, Period};

/// Stands for `other`, and for a country that is none.
pub(super) const OTHER_COUNTRY: u32 = 0xfff;
/// Stands for `other`.
pub(super) const OTHER_PERIOD: u32 = 0xf_ffff;

/// The cells of one row that obey k: memory for one row after the other.
#[derive(Default)]
pub struct Shown {
    pub(super) initials: String,
    pub(super) region: String,
    pub(super) postcode: String,
    /// Index in `BANDS`.
    pub(super) age_band: u8,
    /// 0: empty. Else `country_number` or `OTHER_COUNTRY`.
    pub(super) country: u32,
    /// 0: empty. Else the period's number + 1 or `OTHER_PERIOD`.
    pub(super) signed: u32,
    /// For cells that are made one after the other.
    pub(super) cell: String,
}

impl Shown {
    pub fn new() -> Shown {
        Shown::default()
    }

    /// Empties every cell.
    pub(super) fn clear(&mut self) {
        KColumn::IN_TURN.into_iter().for_each(|column| self.empty(column));
    }

    pub(super) fn empty(&mut self, column: KColumn) {
        match column {
            KColumn::Initials => self.initials.clear(),
            KColumn::Signed => self.signed = 0,
            KColumn::Region => self.region.clear(),
            KColumn::AgeBand => self.age_band = 0,
            KColumn::Postcode => self.postcode.clear(),
            KColumn::Country => self.country = 0,
        }
    }

    /// Takes the merged labels of a key of this row.
    pub(super) fn take_labels(&mut self, key: Key) {
        (self.country, self.signed) = (key.country(), key.signed());
    }

    pub(super) fn key(&self, initials: u32, region: u32, postcode: u32) -> Key {
        Key([initials, region, postcode << 4 | u32::from(self.age_band), self.country << 20 | self.signed])
    }
}

/// The number of a country in a key: 1 to 676.
pub(super) fn country_number(code: CountryCode) -> u32 {
    u32::from(code.number()) + 1
}

/// The number of a period in a key.
pub(super) fn period_number(period: Period) -> u32 {
    period.number() + 1
}

/// The number of the period with this label.
pub(super) fn period_of_label(label: &str, granularity: Granularity) -> Option<u32> {
    let first_day = match (granularity, label.split_once("-Q")) {
        (Granularity::Month, _) => format!("{label}-01"),
        (Granularity::Quarter, Some((year, quarter @ ("1" | "2" | "3" | "4")))) => {
            format!("{year}-{}-01", ["01", "04", "07", "10"][usize::from(quarter.as_bytes()[0] - b'1')])
        }
        (Granularity::Quarter, _) => return None,
        (Granularity::Year, _) => format!("{label}-01-01"),
    };
    Period::parse(&first_day, granularity).map(period_number)
}

/// A combination of cells: initials, region, postcode and age band, country and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key([u32; 4]);

// An age band fits the four bits that a postcode's number leaves.
const _: () = assert!(BANDS.len() <= 16);

impl Key {
    pub(super) fn country(self) -> u32 {
        self.0[3] >> 20
    }

    pub(super) fn signed(self) -> u32 {
        self.0[3] & 0xf_ffff
    }

    pub(super) fn labelled(self, country: u32, signed: u32) -> Key {
        Key([self.0[0], self.0[1], self.0[2], country << 20 | signed])
    }

    /// The same texts by another thread's numbers.
    pub(super) fn renumbered(self, to: &[u32]) -> Key {
        let [initials, region, postcode_and_band, labels] = self.0;
        let postcode = to[(postcode_and_band >> 4) as usize];
        Key([to[initials as usize], to[region as usize], postcode << 4 | postcode_and_band & 0xf, labels])
    }

    pub(super) fn without(self, column: KColumn) -> Key {
        let [initials, region, postcode_and_band, labels] = self.0;
        Key(match column {
            KColumn::Initials => [0, region, postcode_and_band, labels],
            KColumn::Region => [initials, 0, postcode_and_band, labels],
            KColumn::AgeBand => [initials, region, postcode_and_band & !0xf, labels],
            KColumn::Postcode => [initials, region, postcode_and_band & 0xf, labels],
            KColumn::Signed => [initials, region, postcode_and_band, labels & !0xf_ffff],
            KColumn::Country => [initials, region, postcode_and_band, labels & 0xf_ffff],
        })
    }

    pub(super) fn is_empty_in(self, column: KColumn) -> bool {
        self == self.without(column)
    }
}
