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
    memchr::memmem::find(bytes, b"://").is_some()
        || (memchr::memchr(b'.', bytes).is_some() && bytes.windows(4).any(|four| four.eq_ignore_ascii_case(b"www.")))
}
