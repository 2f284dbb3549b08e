//! Canaries: marked values, every form in which they could slip out, and the search for them.

use super::{Dossier, Room};
use memchr::memmem::Finder;
use ring::digest;
use std::collections::HashMap;
use std::path::Path;

/// The marks of the canary export, one for each column; each stands in every row of its column.
pub const MARKS: [(&str, &str); 15] = [
    ("given_name", "Zqxgiv"),
    ("family_name", "Zqxfam"),
    ("full_name", "Zqxful"),
    ("email", "zqxema"),
    ("email's host", "zqxhost"),
    ("phone", "9876501"),
    ("street", "Zqxstr"),
    ("city", "Zqxcit"),
    ("region", "Zqxreg"),
    ("postcode", "Zqxpos"),
    ("birth_date", "1911-03-"),
    ("document_number", "Zqxdoc"),
    ("signed_at", "2017-04-15T"),
    ("comment", "Zqxcom"),
    ("address of the network", "203.0.113."),
];

/// The day of signing is more than a policy by months may show.
pub const DAY: (&str, &str) = ("day of signing", "2017-04-15");

/// What `named` shows.
pub const NAMED_SHOWS: [&str; 6] = ["given_name", "family_name", "full_name", "city", "postcode", "day of signing"];

pub const COLUMNS: [&str; 15] = [
    "given_name",
    "family_name",
    "full_name",
    "email",
    "phone",
    "street",
    "city",
    "region",
    "postcode",
    "country",
    "birth_date",
    "document_number",
    "signed_at",
    "comment",
    "ip_address",
];

/// One marked row; two countries and one month, so that k lets those cells through.
pub fn marked_row(n: usize) -> [String; 15] {
    [
        format!("Zqxgiv{n:04}"),
        format!("Zqxfam{n:04}"),
        format!("Zqxful{n:04} Zqxful{n:04}b"),
        format!(" Zqxema.{n:04}+Zqxema@Zqxhost.example.com "),
        format!("+4930 9876501{n:03}"),
        format!("Zqxstr {n:04}"),
        format!("Zqxcit{n:04}"),
        format!("Zqxreg{n:04}"),
        format!("Zqxpos{n:04}"),
        ["FR", "Russia"][n % 2].to_owned(),
        format!("1911-03-{:02}", 1 + n % 28),
        format!("Zqxdoc{n:04}"),
        format!("2017-04-15T13:37:{:02}Z", n % 60),
        format!("Zqxcom{n:04} I sign because"),
        format!("203.0.113.{}", n % 250),
    ]
}

pub fn marked_rows(rows: usize) -> Vec<Vec<String>> {
    let header = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    std::iter::once(header).chain((0..rows).map(|n| marked_row(n).to_vec())).collect()
}

/// Finds marks in all their forms.
pub struct Search {
    finders: Vec<(String, Finder<'static>)>,
}

impl Search {
    /// For every mark but those of the columns named.
    pub fn without(allowed: &[&str]) -> Search {
        let marks = MARKS.iter().chain(std::iter::once(&DAY)).filter(|(column, _)| !allowed.contains(column));
        let finders = marks.flat_map(|(column, mark)| {
            forms(mark)
                .into_iter()
                .map(move |(form, bytes)| (format!("{column} as {form}"), Finder::new(&bytes).into_owned()))
        });
        Search { finders: finders.collect() }
    }

    /// For every mark as plain text alone: for large files that are looked at many times.
    pub fn in_the_clear(allowed: &[&str]) -> Search {
        let mut search = Search::without(allowed);
        search.finders.retain(|(name, _)| name.ends_with("as UTF-8"));
        search
    }

    pub fn for_column(column: &str) -> Search {
        let others: Vec<&str> =
            MARKS.iter().chain([&DAY]).map(|(name, _)| *name).filter(|name| *name != column).collect();
        Search::without(&others)
    }

    /// Which marks the bytes carry.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        self.finders.iter().filter(|(_, finder)| finder.find(bytes).is_some()).map(|(name, _)| name.as_str()).collect()
    }

    /// Panics where a place carries a mark; never prints more than its column.
    pub fn none_in(&self, place: &str, bytes: &[u8]) {
        let found = self.found_in(bytes);
        assert!(found.is_empty(), "{place} carries {found:?}");
    }
}

/// Every form in which a value could slip out and still be read by anyone.
pub fn forms(mark: &str) -> Vec<(String, Vec<u8>)> {
    let mut spellings = vec![mark.to_owned(), mark.to_lowercase(), mark.to_uppercase()];
    spellings.dedup();
    let mut forms = Vec::new();
    for text in spellings {
        let utf8 = text.as_bytes().to_vec();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, bytes) in [("UTF-8", utf8), ("UTF-16BE", big), ("UTF-16LE", little)] {
            let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            forms.push((format!("{name} in hex"), hex.to_uppercase().into_bytes()));
            forms.push((format!("{name} in hex"), hex.into_bytes()));
            for shift in 0..3 {
                forms.push((format!("{name} in base64"), base64_within(&bytes, shift)));
            }
            forms.push((format!("{name} reversed"), bytes.iter().rev().copied().collect()));
            forms.push((name.to_owned(), bytes));
        }
    }
    forms
}

/// The characters that the bytes become wherever they begin at a place of that remainder in a longer text.
fn base64_within(bytes: &[u8], shift: usize) -> Vec<u8> {
    use base64::Engine;
    let mut padded = vec![0; shift];
    padded.extend_from_slice(bytes);
    let text = base64::engine::general_purpose::STANDARD_NO_PAD.encode(&padded);
    let first = (shift * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    text.as_bytes()[first..last].to_vec()
}

/// The digests that lazy pseudonyms are made of, of every value in several spellings, found by their first 16 bytes.
pub struct Digests {
    starts: HashMap<[u8; 16], Vec<(String, Vec<u8>)>>,
}

impl Digests {
    pub fn of<'v>(values: impl IntoIterator<Item = &'v str>) -> Digests {
        let mut digests = Digests { starts: HashMap::new() };
        let mut spellings = std::collections::HashSet::new();
        for value in values {
            let trimmed = value.trim();
            for text in [value, trimmed] {
                spellings.extend([text.to_owned(), text.to_lowercase(), text.to_uppercase(), format!("{text}\n")]);
            }
            spellings.insert(canonical(trimmed));
        }
        spellings.retain(|text| !text.trim().is_empty());
        for text in &spellings {
            digests.add(text.as_bytes());
        }
        digests
    }

    fn add(&mut self, value: &[u8]) {
        use md5::Digest;
        let sums = [
            ("MD5", md5::Md5::digest(value).to_vec()),
            ("SHA-1", digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, value).as_ref().to_vec()),
            ("SHA-256", digest::digest(&digest::SHA256, value).as_ref().to_vec()),
            ("SHA-512", digest::digest(&digest::SHA512, value).as_ref().to_vec()),
        ];
        for (name, sum) in sums {
            use base64::Engine;
            let hex: String = sum.iter().map(|b| format!("{b:02x}")).collect();
            let forms = [
                ("hex", hex.clone().into_bytes()),
                ("capital hex", hex.to_uppercase().into_bytes()),
                ("base64", base64::engine::general_purpose::STANDARD_NO_PAD.encode(&sum).into_bytes()),
                ("base64url", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&sum).into_bytes()),
                ("Crockford's base 32", crockford_80(&sum)),
                ("bytes", sum),
            ];
            for (form, bytes) in forms {
                let start: [u8; 16] = bytes[..16].try_into().expect("every form has 16 bytes or more");
                self.starts.entry(start).or_default().push((format!("{name} as {form}"), bytes));
            }
        }
    }

    /// Which digests the bytes carry, also where they are written in groups.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let joined: Vec<u8> =
            bytes.iter().copied().filter(|b| !matches!(b, b'-' | b' ' | b':' | b'\n' | b'\r')).collect();
        let mut found = Vec::new();
        for text in [bytes, &joined] {
            for (at, window) in text.windows(16).enumerate() {
                let start: [u8; 16] = window.try_into().expect("a window of 16");
                for (name, whole) in self.starts.get(&start).into_iter().flatten() {
                    if text[at..].starts_with(whole) {
                        found.push(name.as_str());
                    }
                }
            }
        }
        found
    }
}

/// An address as `idnorm/v1` compares it; anything else, lower-cased and without spaces.
fn canonical(value: &str) -> String {
    let low = value.to_lowercase();
    match low.split_once('@') {
        Some((local, host)) => {
            let local = local.split_once('+').map_or(local, |(before, _)| before);
            let local = if host == "gmail.com" { local.replace('.', "") } else { local.to_owned() };
            format!("{local}@{host}")
        }
        None => low.split_whitespace().collect(),
    }
}

fn crockford_80(sum: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bits = sum[..10].iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    (0..16).rev().map(|n| LETTERS[(bits >> (5 * n)) as usize & 31]).collect()
}

/// Everything that a recipient or a finder can read of a pack: the files in `out`, every file of the dossier, the text
/// and the inflated streams of every PDF. Not the vault's plaintext: that is for custodians.
pub fn everything(room: &Room, dossier: &Dossier) -> Vec<(String, Vec<u8>)> {
    let mut all = files_under(&room.path("out"));
    for (name, bytes) in files_under(&room.path("home")).into_iter().chain(files_under(&room.path("tmp"))) {
        all.push((format!("left behind: {name}"), bytes));
    }
    let mut pdfs = vec![("slip".to_owned(), std::fs::read(&dossier.slip).expect("the slip is there"))];
    if dossier.zip.extension().is_some_and(|kind| kind == "zip") {
        for (name, bytes) in dossier.files() {
            if name.ends_with(".pdf") {
                pdfs.push((name.clone(), bytes.clone()));
            }
            all.push((name, bytes));
        }
    }
    for (name, bytes) in pdfs {
        all.extend(of_pdf(room, &name, &bytes));
    }
    all
}

/// What a PDF says: its text in both orders, its head, its inflated streams.
pub fn of_pdf(room: &Room, name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let path = room.write("looked-into.pdf", bytes);
    let path = path.to_str().expect("a room's path is text");
    for program in [vec!["pdftotext", path, "-"], vec!["pdftotext", "-raw", path, "-"], vec!["pdfinfo", path]] {
        all.push((format!("{} {name}", program[0]), read_by(room, &program)));
    }
    let streams = read_by(room, &["qpdf", "--qdf", "--stream-data=uncompress", "--object-streams=disable", path, "-"]);
    assert!(streams.starts_with(b"%PDF-"), "qpdf inflates {name}");
    all.push((format!("streams of {name}"), streams));
    all
}

fn read_by(room: &Room, program: &[&str]) -> Vec<u8> {
    let done = room.program(program[0]).args(&program[1..]).output();
    done.unwrap_or_else(|_| panic!("{} is installed (tests/run does it)", program[0])).stdout
}

/// Every file under a folder, with its bytes; a name is part of the bytes.
pub fn files_under(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else if let Ok(mut bytes) = std::fs::read(&path) {
            let name = path.to_string_lossy().into_owned();
            bytes.extend_from_slice(name.as_bytes());
            files.push((name, bytes));
        }
    }
    files
}
