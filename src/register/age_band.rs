//! Age bands: ten years, 80 and over as one, under 18 as one (dossier-format §5).
//!
//! In: a committed birth date and the dossier's day. Out: a band. Never: an age.

use crate::day::Day;

/// The bands, empty first: an index fits four bits.
pub const BANDS: [&str; 10] = ["", "0-17", "18-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"];

/// Nobody was ever older by much; a date before is a slip of the pen.
const OLDEST: i32 = 125;

/// The index in `BANDS` of who was born on `birth_date`, on the day `on`; 0 where there is no date or no such age.
pub fn age_band(birth_date: &str, on: Day) -> u8 {
    let Some(born) = Day::parse(birth_date) else { return 0 };
    if born > on {
        return 0;
    }
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    match i32::from(on.year()) - i32::from(born.year()) - i32::from(!had_birthday) {
        0..18 => 1,
        18..20 => 2,
        age @ 20..80 => (age / 10 + 1) as u8,
        80..=OLDEST => 9,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{BANDS, age_band};
    use crate::day::Day;

    #[test]
    fn bands_end_on_birthdays() {
        let on = Day::new(2017, 5, 11).expect("a day");
        for (born, band) in [
            ("", ""),
            ("2017-05-12", ""),
            ("2017-05-11", "0-17"),
            ("1999-05-12", "0-17"),
            ("1999-05-11", "18-19"),
            ("1997-05-11", "20-29"),
            ("1987-05-12", "20-29"),
            ("1987-05-11", "30-39"),
            ("1937-05-12", "70-79"),
            ("1937-05-11", "80+"),
            ("1892-05-11", "80+"),
            ("1891-05-11", ""),
        ] {
            assert_eq!(BANDS[usize::from(age_band(born, on))], band, "{born}");
        }
    }
}
