//! By what a row is one person's (dossier-format §6, `idnorm/v1`), and what looks odd about it.
//!
//! In: `Personal`. Out: the bytes that the keyed tag is made of, and flags. Never: looks at another row.

pub use super::address::canonical_address;
use super::fold::fold;
use super::personal::Personal;
use crate::fields::{Field, FieldSet};
use crate::ledger::{Flag, Flags, IdentityKind};
use crate::proof::digest::{Sha256, lp};

/// Memory for one identity after the other.
#[derive(Default)]
pub struct IdentityBuffer {
    /// The identity: `lp` of its parts, one after the other.
    pub bytes: Vec<u8>,
    /// The row's flags: those it came with and those raised here.
    pub flags: Flags,
    text: String,
    name: String,
}

impl IdentityBuffer {
    pub fn new() -> IdentityBuffer {
        IdentityBuffer::default()
    }
}

/// Writes the identity of a row to `out.bytes` and its flags to `out.flags`; `None` where it has no identity. The
/// `row` identity is over `committed`, the fields of `register.fields`.
pub fn identity(row: &Personal<'_>, committed: FieldSet, out: &mut IdentityBuffer) -> Option<IdentityKind> {
    out.bytes.clear();
    out.flags = row.flags();
    raise_oddities_of_names(row, &mut out.flags);

    let email = row.value(Field::Email);
    if !email.is_empty() {
        out.text.clear();
        if canonical_address(email, &mut out.text) {
            if is_reserved(out.text.rsplit('@').next().unwrap_or_default()) {
                out.flags.raise(Flag::ReservedDomain);
            }
            write_parts(&mut out.bytes, &[b"email", out.text.as_bytes()]);
            return Some(IdentityKind::Email);
        }
        out.flags.raise(Flag::InvalidAddress);
    }

    out.text.clear();
    if e164(row.value(Field::Phone), &mut out.text) {
        write_parts(&mut out.bytes, &[b"phone", out.text.as_bytes()]);
        return Some(IdentityKind::Phone);
    }

    out.name.clear();
    folded_name(row, &mut out.name);
    if out.name.is_empty() {
        return None;
    }
    let birth_date = row.value(Field::BirthDate);
    if !birth_date.is_empty() {
        out.text.clear();
        fold(row.value(Field::Postcode), &mut out.text);
        out.text.retain(|c| c != ' ');
        let country = row.value(Field::Country).as_bytes();
        let parts = [b"person", out.name.as_bytes(), birth_date.as_bytes(), country, out.text.as_bytes()];
        write_parts(&mut out.bytes, &parts);
        return Some(IdentityKind::Person);
    }

    let mut hash = Sha256::new();
    let mut part = Vec::new();
    for field in committed.without(Field::SignedAt).iter() {
        part.clear();
        lp(&mut part, row.value(field).as_bytes());
        hash.update(&part);
    }
    write_parts(&mut out.bytes, &[b"row", &hash.finish()]);
    Some(IdentityKind::Row)
}

fn write_parts(out: &mut Vec<u8>, parts: &[&[u8]]) {
    for part in parts {
        lp(out, part);
    }
}

/// Appends the folded full name: `full_name`, else given and family name; empty where there is none.
pub fn folded_name(row: &Personal<'_>, out: &mut String) {
    let full = row.value(Field::FullName);
    if !full.is_empty() {
        return fold(full, out);
    }
    let (given, family) = (row.value(Field::GivenName), row.value(Field::FamilyName));
    if given.is_empty() || family.is_empty() {
        fold(given, out);
        fold(family, out);
        return;
    }
    let mut joined = String::with_capacity(given.len() + family.len() + 1);
    joined.extend([given, " ", family]);
    fold(&joined, out);
}

/// Appends `+` and 8 to 15 digits, where the cell is a number in international form: it begins `+` or `00`, and
/// beside digits has only what people group them with.
fn e164(cell: &str, out: &mut String) -> bool {
    if cell.is_empty() {
        return false;
    }
    let mut folded = String::new();
    let cell = if cell.is_ascii() {
        cell.trim()
    } else {
        fold(cell, &mut folded);
        folded.as_str()
    };
    let Some(number) = cell.strip_prefix('+').or_else(|| cell.strip_prefix("00")) else { return false };
    // `+44 (0)20 …`: the zero is dialled inside the country only.
    let (before, after) = number.split_once("(0)").unwrap_or((number, ""));
    let start = out.len();
    out.push('+');
    for c in before.chars().chain(after.chars()) {
        match c {
            '0'..='9' => out.push(c),
            ' ' | '-' | '.' | '/' | '(' | ')' | '\t' | '\u{2010}'..='\u{2013}' | '\u{2212}' => {}
            _ => {
                out.truncate(start);
                return false;
            }
        }
    }
    let digits = out.len() - start - 1;
    let in_form = (8..=15).contains(&digits) && out.as_bytes()[start + 1] != b'0';
    if !in_form {
        out.truncate(start);
    }
    in_form
}

/// Domains that belong to nobody: RFC 2606, RFC 6761.
fn is_reserved(domain: &str) -> bool {
    let mut labels = domain.rsplit('.');
    match labels.next() {
        Some("example" | "invalid" | "test" | "localhost") => true,
        Some("com" | "net" | "org") => labels.next() == Some("example"),
        _ => false,
    }
}

fn raise_oddities_of_names(row: &Personal<'_>, flags: &mut Flags) {
    for field in [Field::GivenName, Field::FamilyName, Field::FullName] {
        let name = row.value(field);
        if name.is_empty() {
            continue;
        }
        if holds_url(name) {
            flags.raise(Flag::UrlInName);
        }
        let first =
            name.trim_start_matches(|c: char| c.is_whitespace() || "\u{ad}\u{200b}\u{200c}\u{200d}".contains(c));
        if first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            flags.raise(Flag::FormulaInName);
        }
    }
}

/// `://`, or `www.` in any case.
fn holds_url(name: &str) -> bool {
    let bytes = name.as_bytes();
    (memchr::memchr(b':', bytes).is_some() && name.contains("://"))
        || (memchr::memchr(b'.', bytes).is_some() && bytes.windows(4).any(|four| four.eq_ignore_ascii_case(b"www.")))
}

#[cfg(test)]
mod tests {
    use super::{IdentityBuffer, e164, identity};
    use crate::fields::{Field, FieldSet};
    use crate::ledger::{Flag, IdentityKind};
    use crate::proof::digest::hex;
    use crate::register::personal::PersonalBuffer;

    fn of(cells: &[(Field, &str)]) -> (Option<IdentityKind>, String, Vec<Flag>) {
        let mut row = PersonalBuffer::new();
        let mut cells = cells.to_vec();
        cells.sort();
        cells.iter().for_each(|(field, value)| row.push(*field, value));
        let mut out = IdentityBuffer::new();
        let committed: FieldSet = Field::ALL.into_iter().collect();
        let kind = identity(&row.as_personal(), committed, &mut out);
        (kind, hex(&out.bytes), Flag::ALL.into_iter().filter(|flag| out.flags.has(*flag)).collect())
    }

    /// The format's vectors "pseudonyms", their `identity_bytes`.
    #[test]
    fn vectors() {
        let (kind, bytes, flags) = of(&[(Field::Email, "Zoe@Example.org"), (Field::FullName, "Zoe")]);
        assert_eq!(kind, Some(IdentityKind::Email));
        assert_eq!(bytes, "00000005656d61696c0000000f7a6f65406578616d706c652e6f7267");
        assert_eq!(flags, [Flag::ReservedDomain]);

        let (kind, bytes, flags) = of(&[(Field::Email, "zoe at x.org"), (Field::Phone, "0044 (0)20 7946-0958")]);
        assert_eq!(kind, Some(IdentityKind::Phone));
        assert_eq!(bytes, "0000000570686f6e650000000d2b343432303739343630393538");
        assert_eq!(flags, [Flag::InvalidAddress]);

        let (kind, bytes, _) = of(&[
            (Field::GivenName, "Zoë"),
            (Field::FamilyName, "O\u{2019}NEILL,  Jr."),
            (Field::BirthDate, "1980-01-02"),
            (Field::Country, "FR"),
            (Field::Postcode, "10 10"),
        ]);
        assert_eq!(kind, Some(IdentityKind::Person));
        assert_eq!(
            bytes,
            "00000006706572736f6e000000137a6fc3ab206fe280996e65696c6c2c206a722e0000000a313938302d30312d303200000002465200000\
             00431303130"
        );
    }

    #[test]
    fn a_name_alone_is_told_apart_by_the_whole_row_but_its_time() {
        let row = [(Field::FullName, "Zoë"), (Field::City, "Lyon"), (Field::SignedAt, "2017-04-11")];
        let (kind, bytes, _) = of(&row);
        assert_eq!(kind, Some(IdentityKind::Row));
        assert!(bytes.starts_with("00000003726f7700000020") && bytes.len() == 2 * (4 + 3 + 4 + 32));
        assert_eq!(of(&[row[0], row[1], (Field::SignedAt, "2017-05-01")]).1, bytes);
        assert_ne!(of(&[row[0], (Field::Region, "Lyon")]).1, bytes);
    }

    #[test]
    fn without_address_number_and_name_there_is_nobody() {
        for cells in [
            &[][..],
            &[(Field::City, "Lyon"), (Field::BirthDate, "1980-01-02")],
            &[(Field::Email, "none"), (Field::Phone, "020 7946 0958")],
            &[(Field::FullName, "\u{200b}")],
        ] {
            assert_eq!(of(cells).0, None);
        }
    }

    #[test]
    fn odd_names_are_flagged() {
        assert_eq!(of(&[(Field::FullName, "see HTTPS://x.org")]).2, [Flag::UrlInName]);
        assert_eq!(of(&[(Field::FamilyName, "WWW.x.org")]).2, [Flag::UrlInName]);
        assert_eq!(of(&[(Field::GivenName, " =1+1")]).2, [Flag::FormulaInName]);
        assert_eq!(of(&[(Field::FamilyName, "'t Hooft")]).2, []);
        assert_eq!(of(&[(Field::Email, "a@x.test")]).2, [Flag::ReservedDomain]);
        assert_eq!(of(&[(Field::Email, "a@myexample.org")]).2, []);
    }

    #[test]
    fn numbers_in_international_form() {
        for (cell, expected) in [
            ("+33 1 23 45 67 89", Some("+33123456789")),
            ("0033.1.23.45.67.89", Some("+33123456789")),
            ("＋３３ １２３４５６７８９", Some("+33123456789")),
            ("01 23 45 67 89", None),
            ("+33", None),
            ("+0123456789", None),
            ("+1234567890123456", None),
            ("+33 1 23 45 ext 5", None),
            ("+33 Élysée 12345678", None),
            ("", None),
        ] {
            let mut out = String::new();
            assert_eq!(e164(cell, &mut out).then_some(out.as_str()), expected, "{cell}");
            assert!(expected.is_some() || out.is_empty());
        }
    }
}
