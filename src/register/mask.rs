//! Masks for previews: that something is there, and nothing of what it is.
//!
//! In: `Personal`. Out: a text of constant length for every name, address and place. Never: a character of one.

use super::personal::Personal;
use crate::counts::CountryCode;
use crate::fields::Field;

/// Whatever stood there.
pub const MASK: &str = "•••";
/// Something with an `@`.
pub const ADDRESS_MASK: &str = "•••@•••";

/// What a preview shows of one field: nothing where nothing is there; a country's code; the year and month of signing;
/// a mask for all else.
pub fn masked(row: &Personal<'_>, field: Field) -> String {
    let value = row.value(field);
    let shown = match field {
        _ if value.is_empty() => "",
        Field::Country if CountryCode::parse(value).is_some() => value,
        Field::SignedAt => value.get(..7).filter(|month| is_month(month)).unwrap_or(MASK),
        Field::Email if value.contains('@') => ADDRESS_MASK,
        _ => MASK,
    };
    shown.to_owned()
}

fn is_month(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 7
        && bytes.iter().enumerate().all(|(n, byte)| if n == 4 { *byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS_MASK, MASK, masked};
    use crate::fields::Field;
    use crate::register::personal::PersonalBuffer;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_survives(value in "\\PC{1,40}", n in 0..Field::COUNT) {
            let field = Field::ALL[n];
            let mut row = PersonalBuffer::new();
            row.push(field, &value);
            let mask = masked(&row.as_personal(), field);
            let by_design = mask == value && field == Field::Country
                || field == Field::SignedAt && value.starts_with(&mask);
            prop_assert!([MASK, ADDRESS_MASK].contains(&mask.as_str()) || by_design, "{}", mask);
        }
    }

    #[test]
    fn dates_and_countries_may_be_seen() {
        let mut row = PersonalBuffer::new();
        row.push(Field::Email, "zoe@x.org");
        row.push(Field::Country, "FR");
        row.push(Field::BirthDate, "1980-01-02");
        row.push(Field::SignedAt, "2017-04-11T10:00:00Z");
        let seen = |field| masked(&row.as_personal(), field);
        assert_eq!(seen(Field::Email), ADDRESS_MASK);
        assert_eq!(seen(Field::Country), "FR");
        assert_eq!(seen(Field::BirthDate), MASK);
        assert_eq!(seen(Field::SignedAt), "2017-04");
        assert_eq!(seen(Field::GivenName), "");
    }
}
