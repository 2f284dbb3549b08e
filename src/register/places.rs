//! The ladder of places: postcode → prefix → region → country → other (dossier-format §5).
//!
//! In: a committed postcode and country. Out: the part of the postcode that names an area. Never: a street's worth of it.

/// Countries whose postcode prefix names a region, and how many characters that is. Others show none: an unknown
/// postcode could name one house.
const PREFIXES: &[(&str, usize)] = &[
    ("AT", 1),
    ("AU", 1),
    ("BE", 1),
    ("BG", 1),
    ("BR", 1),
    ("CA", 1),
    ("CH", 1),
    ("CN", 2),
    ("CZ", 1),
    ("DE", 2),
    ("DK", 1),
    ("EE", 1),
    ("ES", 2),
    ("FI", 2),
    ("FR", 2),
    ("GR", 2),
    ("HR", 2),
    ("HU", 1),
    ("ID", 2),
    ("IN", 2),
    ("IT", 2),
    ("JP", 2),
    ("KR", 2),
    ("LT", 2),
    ("LU", 1),
    ("LV", 2),
    ("MX", 2),
    ("MY", 2),
    ("NL", 2),
    ("NO", 2),
    ("PL", 2),
    ("PT", 2),
    ("RO", 2),
    ("RS", 2),
    ("RU", 3),
    ("SE", 2),
    ("SI", 1),
    ("SK", 2),
    ("TH", 2),
    ("TR", 2),
    ("UA", 2),
    ("US", 3),
    ("VN", 2),
    ("ZA", 2),
];

/// Appends the prefix of a postcode; nothing where the country is not known to have one or the cell is no
/// postcode of at least twice that length.
pub fn postcode_prefix(postcode: &str, country: &str, out: &mut String) {
    let mut code: Vec<char> =
        postcode.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).map(|c| c.to_ascii_uppercase()).collect();
    if code.len() > 10 || !code.iter().all(char::is_ascii_alphanumeric) {
        return;
    }
    // Great Britain: the letters before the first digit name the area, as `SW` in `SW1A 1AA`.
    if country == "GB" {
        let letters = code.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        if (1..=2).contains(&letters) && code.len() >= 5 {
            out.extend(&code[..letters]);
        }
        return;
    }
    // `LV-1010`: the country's own letters say nothing more.
    if code.iter().take(2).copied().eq(country.chars()) {
        code.drain(..2);
    }
    if let Some((_, length)) = PREFIXES.iter().find(|(known, _)| *known == country)
        && code.len() >= (2 * length).max(4)
        && (country == "CA" || code[..4].iter().all(char::is_ascii_digit))
    {
        out.extend(&code[..*length]);
    }
}

#[cfg(test)]
mod tests {
    use super::postcode_prefix;

    #[test]
    fn a_prefix_names_an_area() {
        for (postcode, country, expected) in [
            ("75011", "FR", "75"),
            ("8001", "CH", "8"),
            ("101000", "RU", "101"),
            ("94 103-1234", "US", "941"),
            ("k1a 0b1", "CA", "K"),
            ("sw1a 1aa", "GB", "SW"),
            ("M1 1AE", "GB", "M"),
            ("12", "FR", ""),
            ("LV-1010", "LV", "10"),
            ("1011 AB", "NL", "10"),
            ("75011", "", ""),
            ("75011", "QA", ""),
            ("my house", "FR", ""),
            ("７５０１１", "FR", ""),
            ("", "FR", ""),
        ] {
            let mut out = String::new();
            postcode_prefix(postcode, country, &mut out);
            assert_eq!(out, expected, "{postcode} {country}");
        }
    }
}
