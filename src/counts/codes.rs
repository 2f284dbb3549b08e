//! The labels that a table can have: assigned country codes, and periods of a calendar.
//!
//! In: a committed value. Out: a small number that stands for it, and its label. Never: a value of no known form.

/// ISO 3166-1 alpha-2, officially assigned, and `XK`, which exports use for Kosovo.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG \
    GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ \
    LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR \
    NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// One bit for each of the 26 × 26 codes.
const IS_ASSIGNED: [bool; CountryCode::COUNT] = {
    let bytes = ASSIGNED.as_bytes();
    let mut known = [false; CountryCode::COUNT];
    let mut n = 0;
    while n + 1 < bytes.len() {
        if bytes[n].is_ascii_uppercase() {
            known[(bytes[n] - b'A') as usize * 26 + (bytes[n + 1] - b'A') as usize] = true;
            n += 2;
        } else {
            n += 1;
        }
    }
    known
};

/// An assigned alpha-2 code; orders as its letters do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode(u16);

impl CountryCode {
    /// Codes are numbered from 0 to `COUNT` − 1.
    pub const COUNT: usize = 26 * 26;

    /// Of a committed value: exactly two capital letters that are assigned.
    pub fn parse(committed: &str) -> Option<CountryCode> {
        let [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] = committed.as_bytes() else { return None };
        let number = u16::from(first - b'A') * 26 + u16::from(second - b'A');
        IS_ASSIGNED[usize::from(number)].then_some(CountryCode(number))
    }

    pub const fn number(self) -> u16 {
        self.0
    }

    /// The two letters as bytes.
    pub const fn letters(self) -> [u8; 2] {
        [b'A' + (self.0 / 26) as u8, b'A' + (self.0 % 26) as u8]
    }

    pub(super) fn from_number(number: usize) -> CountryCode {
        CountryCode(number as u16)
    }
}

impl std::fmt::Display for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, second] = self.letters();
        write!(f, "{}{}", char::from(first), char::from(second))
    }
}

/// How long a period of the tables is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granularity {
    Month,
    Quarter,
    Year,
}

/// The month, quarter or year of a signature, by its first month; orders by time within one granularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(u32);

impl Period {
    /// Of a committed `signed_at`, which begins `YYYY-MM` or is empty.
    pub fn parse(committed: &str, granularity: Granularity) -> Option<Period> {
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', ..] = *committed.as_bytes() else { return None };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
        let year = digit(y0)? * 1_000 + digit(y1)? * 100 + digit(y2)? * 10 + digit(y3)?;
        let month = (digit(m0)? * 10 + digit(m1)?).checked_sub(1).filter(|month| *month < 12)?;
        let first = match granularity {
            Granularity::Month => month,
            Granularity::Quarter => month / 3 * 3,
            Granularity::Year => 0,
        };
        Some(Period(year * 12 + first))
    }

    /// `2017-04`, `2017-Q2` or `2017`.
    pub fn label(self, granularity: Granularity) -> String {
        let (year, month) = (self.0 / 12, self.0 % 12);
        match granularity {
            Granularity::Month => format!("{year:04}-{:02}", month + 1),
            Granularity::Quarter => format!("{year:04}-Q{}", month / 3 + 1),
            Granularity::Year => format!("{year:04}"),
        }
    }

    /// Months since the year 0; under 2^17.
    pub const fn number(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{ASSIGNED, CountryCode, Granularity, Period};

    #[test]
    fn codes_read_back_and_nothing_else_is_one() {
        assert_eq!(ASSIGNED.split_whitespace().count(), 250);
        for code in ASSIGNED.split_whitespace() {
            assert_eq!(CountryCode::parse(code).map(|c| c.to_string()).as_deref(), Some(code));
        }
        for wrong in ["", "F", "fr", "FRA", "ZZ", "UK", "EU", "Ü", "other"] {
            assert_eq!(CountryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn periods_have_the_labels_of_the_format() {
        let label = |text, granularity| Period::parse(text, granularity).map(|p| p.label(granularity));
        assert_eq!(label("2017-04-11", Granularity::Month).as_deref(), Some("2017-04"));
        assert_eq!(label("2017-04-11T10:00:00Z", Granularity::Quarter).as_deref(), Some("2017-Q2"));
        assert_eq!(label("2017-12-31", Granularity::Quarter).as_deref(), Some("2017-Q4"));
        assert_eq!(label("2017-12-31", Granularity::Year).as_deref(), Some("2017"));
        for wrong in ["", "2017", "2017-00-01", "2017-13-01", "17-04-11", "٢٠١٧-04-11"] {
            assert_eq!(label(wrong, Granularity::Month), None, "{wrong}");
        }
    }
}
