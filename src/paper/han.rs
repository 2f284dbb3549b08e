//! In which country's forms Han characters are drawn: one code point, up to five shapes.
//!
//! In: codes of a country and a language. Out: one of five forms. Never: a guess from a name.

/// In the order of the faces of Noto Sans CJK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Han {
    Japan,
    Korea,
    China,
    Taiwan,
    HongKong,
}

impl Han {
    pub(crate) const COUNT: usize = 5;

    /// The forms of a country (ISO 3166-1 alpha-2) in which Han is written.
    pub(crate) fn of_country(code: &str) -> Option<Han> {
        match code {
            "JP" => Some(Han::Japan),
            "KR" | "KP" => Some(Han::Korea),
            "CN" | "SG" | "MY" => Some(Han::China),
            "TW" => Some(Han::Taiwan),
            "HK" | "MO" => Some(Han::HongKong),
            _ => None,
        }
    }

    /// The forms of a document, and of a row whose country has none: by its language (ISO 639-1), then by the
    /// recipient's country; those of China, the most common, where neither says.
    pub(crate) fn of_document(language: &str, country: Option<&str>) -> Han {
        let country = country.and_then(Han::of_country);
        match (language, country) {
            ("ja", _) => Han::Japan,
            ("ko", _) => Han::Korea,
            ("zh", Some(Han::Japan | Han::Korea)) => Han::China,
            (_, country) => country.unwrap_or(Han::China),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Han;

    #[test]
    fn language_goes_before_country() {
        for (language, country, han) in [
            ("ja", Some("CN"), Han::Japan),
            ("ko", None, Han::Korea),
            ("zh", Some("HK"), Han::HongKong),
            ("zh", Some("JP"), Han::China),
            ("en", Some("TW"), Han::Taiwan),
            ("en", Some("FR"), Han::China),
            ("en", None, Han::China),
        ] {
            assert_eq!(Han::of_document(language, country), han, "{language} {country:?}");
        }
    }
}
