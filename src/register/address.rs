//! E-mail addresses: which cells are one, and the one form of all its spellings (dossier-format §6.1).
//!
//! In: a committed e-mail cell. Out: its canonical address. Never: asks whether the address exists.

use super::fold::fold;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// Appends the canonical form of an address; `false`, and nothing appended, where the cell is not one.
pub fn canonical_address(cell: &str, out: &mut String) -> bool {
    let cell = cell.trim();
    let start = out.len();
    let written = write_canonical(cell, out, start);
    if !written {
        out.truncate(start);
    }
    written
}

fn write_canonical(cell: &str, out: &mut String, start: usize) -> bool {
    let Some(at) = memchr::memchr(b'@', cell.as_bytes()) else { return false };
    let (local, domain) = (&cell[..at], &cell[at + 1..]);
    if !is_dot_atom(local) {
        return false;
    }
    if local.is_ascii() {
        out.push_str(local);
        out[start..].make_ascii_lowercase();
    } else {
        fold(local, out);
        // Folding can bring out what was not there: a space, a full-width `@`.
        if !is_dot_atom(&out[start..]) {
            return false;
        }
    }
    if let Some(plus) = out[start..].find('+')
        && plus > 0
    {
        out.truncate(start + plus);
    }
    let local_end = out.len();
    out.push('@');
    if !write_domain(domain, out) {
        return false;
    }
    let domain = &out[local_end + 1..];
    if domain == "gmail.com" || domain == "googlemail.com" {
        out.truncate(local_end);
        if memchr::memchr(b'.', &out.as_bytes()[start..]).is_some() {
            let dotless = out[start..].replace('.', "");
            out.truncate(start);
            out.push_str(&dotless);
        }
        out.push_str("@gmail.com");
    }
    true
}

/// RFC 5322 `dot-atom-text` with the letters beyond ASCII that RFC 6532 adds.
fn is_dot_atom(local: &str) -> bool {
    let bytes = local.as_bytes();
    let mut previous = b'.';
    for byte in bytes {
        if *byte == b'.' && previous == b'.' || !(*byte == b'.' || *byte >= 0x80 || IS_ATEXT[usize::from(*byte)]) {
            return false;
        }
        previous = *byte;
    }
    // Empty, or a dot at the end; white space and controls beyond ASCII are no letters.
    previous != b'.' && (local.is_ascii() || !local.chars().any(|c| c.is_whitespace() || c.is_control()))
}

const IS_ATEXT: [bool; 256] = {
    let mut is = [false; 256];
    let atext = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~";
    let mut n = 0;
    while n < atext.len() {
        is[atext[n] as usize] = true;
        n += 1;
    }
    is
};

/// Appends the domain folded, in A-labels: two or more labels of letters, digits and inner hyphens.
fn write_domain(domain: &str, out: &mut String) -> bool {
    let start = out.len();
    if domain.is_ascii() {
        out.push_str(domain);
        out[start..].make_ascii_lowercase();
        let written = &out[start..];
        if memchr::memchr(b'-', written.as_bytes()).is_none() || !written.contains("xn--") {
            return is_ldh(&out[start..]);
        }
    } else {
        fold(domain, out);
    }
    let to_ascii = Uts46::new().to_ascii(
        &out.as_bytes()[start..],
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    let Ok(ascii) = to_ascii.map(|ascii| ascii.into_owned()) else { return false };
    out.truncate(start);
    out.push_str(&ascii);
    is_ldh(&out[start..])
}

fn is_ldh(domain: &str) -> bool {
    let mut labels = 0;
    domain.len() <= 253
        && domain.split('.').all(|label| {
            labels += 1;
            let bytes = label.as_bytes();
            (1..=63).contains(&bytes.len())
                && bytes[0] != b'-'
                && bytes[bytes.len() - 1] != b'-'
                && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        })
        && labels >= 2
}

#[cfg(test)]
mod tests {
    use super::canonical_address;
    use proptest::prelude::*;

    fn canonical(cell: &str) -> Option<String> {
        let mut out = String::new();
        canonical_address(cell, &mut out).then_some(out)
    }

    /// The format's vectors "addresses", and more of the same kind.
    #[test]
    fn addresses_have_one_spelling() {
        for (cell, expected) in [
            (" Zoe.Doe+Petition@GoogleMail.com ", Some("zoedoe@gmail.com")),
            ("Zoe.Doe+x@Example.ORG", Some("zoe.doe@example.org")),
            ("ZOË@exämple.org", Some("zoë@xn--exmple-cua.org")),
            ("a@", None),
            ("a..b@x.org", None),
            ("x y@z.org", None),
            ("a@localhost", None),
            ("+tag@x.org", Some("+tag@x.org")),
            ("a+b+c@x.org", Some("a@x.org")),
            ("a.b+x@gmail.com", Some("ab@gmail.com")),
            ("zoë@XN--EXMPLE-CUA.org", Some("zoë@xn--exmple-cua.org")),
            ("ZOE\u{308}@x.org", Some("zoë@x.org")),
            ("ａ@x.org", Some("a@x.org")),
            ("a＠b@x.org", None),
            ("a\u{200b}b@x.org", Some("ab@x.org")),
            ("a\u{a0}b@x.org", None),
            ("a@b@x.org", None),
            ("a@x.org.", None),
            ("a@-x.org", None),
            ("a@x_y.org", None),
            ("a@xn--a.org", None),
            (".a@x.org", None),
            ("a.@x.org", None),
            ("\"a b\"@x.org", None),
            ("Zoe <zoe@x.org>", None),
            ("a@x。org", Some("a@x.org")),
            ("", None),
            ("@", None),
        ] {
            assert_eq!(canonical(cell).as_deref(), expected, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_canonical_stays_so(cell in "[a-zA-ZéÉßΣ.+ﬁ]{1,8}@[a-zA-Zäß-]{1,6}(\\.[a-zA-Z0-9]{1,4}){0,2}") {
            // `a.+x` is an address, and without its suffix it is none; it is one identity all the same.
            if let Some(once) = canonical(&cell).filter(|once| !once.contains(".@")) {
                prop_assert_eq!(canonical(&once), Some(once));
            }
        }

        #[test]
        fn no_cell_panics_and_a_refusal_leaves_nothing(cell in ".{0,20}@?.{0,20}") {
            let mut out = String::from("kept");
            let is_address = canonical_address(&cell, &mut out);
            prop_assert!(out.starts_with("kept") && (is_address || out == "kept"));
        }
    }
}
