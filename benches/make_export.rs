//! Makes a lifelike export of any size, the same bytes for the same seed: names in fourteen scripts, forty countries,
//! addresses, some telephone numbers and birth dates, about two duplicates in a hundred in several spellings, in order of signing.
//!
//! In: rows, seed. Out: CSV on stdout or in a file, and with `--truth` what a pack of it must count.
//! Never: a person. Domains are of RFC 2606, names are drawn from lists.
//!
//! `cargo run --release --example make_export -- --rows 2000000 --out export.csv --truth truth.json`

use std::io::{self, BufWriter, Write};

include!("make_export/lands.rs");

/// SplitMix64: small, seedable, good enough for a likeness.
struct Dice(u64);

impl Dice {
    fn of(seed: u64, number: u64) -> Dice {
        let mut dice = Dice(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    fn pick<'l>(&mut self, list: &'l [&'static str]) -> &'l str {
        list[self.below(list.len() as u64) as usize]
    }
}

struct Wanted {
    rows: u64,
    seed: u64,
    out: Option<String>,
    truth: Option<String>,
}

fn main() -> io::Result<()> {
    let wanted = match wanted(std::env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(what) => {
            writeln!(io::stderr(), "{what} Call: make_export --rows N [--seed N] [--out FILE] [--truth FILE]")?;
            std::process::exit(2);
        }
    };
    let sink: Box<dyn Write> = match &wanted.out {
        Some(path) => Box::new(std::fs::File::create(path)?),
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::with_capacity(1 << 20, sink);
    let accepted = export(&wanted, &mut out)?;
    out.flush()?;
    if let Some(path) = &wanted.truth {
        let duplicates = wanted.rows - accepted;
        std::fs::write(
            path,
            format!("{{\"rows\":{},\"accepted\":{accepted},\"duplicates\":{duplicates}}}\n", wanted.rows),
        )?;
    }
    Ok(())
}

/// Writes the rows and tells how many different people they are.
fn export(wanted: &Wanted, out: &mut impl Write) -> io::Result<u64> {
    out.write_all(
        b"First Name,Last Name,Email,Phone,Street,City,Postcode,Country,Birth Date,Opt-in,Source,Date Signed\n",
    )?;
    let mut seen = vec![0u64; (wanted.rows / 64 + 1) as usize];
    let mut accepted = 0;
    let mut line = Vec::with_capacity(256);
    for row in 0..wanted.rows {
        let mut dice = Dice::of(wanted.seed ^ 0x00D1_CE00, row);
        let again = row > 0 && dice.below(50) == 0;
        let person = if again { dice.below(row) } else { row };
        let (word, bit) = ((person / 64) as usize, 1u64 << (person % 64));
        accepted += u64::from(seen[word] & bit == 0);
        seen[word] |= bit;
        line.clear();
        write_row(&mut line, wanted, row, person, if again { dice.below(5) } else { 0 })?;
        out.write_all(&line)?;
    }
    Ok(accepted)
}

fn write_row(line: &mut Vec<u8>, wanted: &Wanted, row: u64, person: u64, spelling: u64) -> io::Result<()> {
    let mut dice = Dice::of(wanted.seed, person);
    let land = land(&mut dice);
    let (given, family) = (dice.pick(land.given), dice.pick(land.family));
    match spelling {
        1 => write!(line, "{},{},", given.to_uppercase(), family.to_uppercase())?,
        2 => write!(line, " {given} ,{family} ,")?,
        _ => write!(line, "{given},{family},")?,
    }
    let host = ["example.org", "example.com", "post.example", "mail.example", "example.net"][dice.below(5) as usize];
    let word =
        ["anna", "m.kovacs", "jo", "petit", "sun", "k.ito", "rosa", "ivan.p", "li", "amal"][dice.below(10) as usize];
    match spelling {
        1 => write!(line, "{}.{person}@{},", word.to_uppercase(), host.to_uppercase())?,
        2 => write!(line, "{word}.{person}+again@{host},")?,
        3 => write!(line, "  {word}.{person}@{host},")?,
        _ => write!(line, "{word}.{person}@{host},")?,
    }
    if dice.below(2) == 0 {
        write!(line, "+{}{:09},", land.prefix, 100_000_000 + dice.below(900_000_000))?;
    } else {
        line.push(b',');
    }
    let street = dice.pick(land.street);
    let house = 1 + dice.below(199);
    match dice.below(8) {
        0 => write!(line, "\"{street} {house}, {}\",", 1 + dice.below(40))?,
        1 => line.push(b','),
        _ => write!(line, "{street} {house},")?,
    }
    write!(line, "{},", dice.pick(land.city))?;
    for shape in land.postcode.bytes() {
        line.push(match shape {
            b'9' => b'0' + dice.below(10) as u8,
            b'A' => b'A' + dice.below(26) as u8,
            other => other,
        });
    }
    write!(line, ",{},", land.country)?;
    if dice.below(3) == 0 {
        write!(line, "{}-{:02}-{:02},", 1935 + dice.below(70), 1 + dice.below(12), 1 + dice.below(28))?;
    } else {
        line.push(b',');
    }
    let source = ["newsletter-2017-15", "shared-by-a-friend", "front-page-banner", "partner-organisation"];
    write!(line, "{},{},", if dice.below(3) == 0 { "yes" } else { "no" }, source[dice.below(4) as usize])?;
    // Signed over seven weeks from 11 April 2017, most in the first days, in the order of the file.
    let share = (row as f64 + 0.5) / wanted.rows as f64;
    let second = (share * share * 49.0 * 86_400.0) as u64;
    let (day, second) = (second / 86_400, second % 86_400);
    let (month, day) = if day < 20 { (4, 11 + day) } else { (5, day - 19) };
    let (month, day) = if day > 31 { (month + 1, day - 31) } else { (month, day) };
    writeln!(line, "2017-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

fn land(dice: &mut Dice) -> &'static Land {
    let total: u32 = LANDS.iter().map(|land| land.weight).sum();
    let mut left = dice.below(u64::from(total)) as u32;
    for land in LANDS {
        if left < land.weight {
            return land;
        }
        left -= land.weight;
    }
    &LANDS[0]
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, &'static str> {
    let mut wanted = Wanted { rows: 0, seed: 1, out: None, truth: None };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("An option lacks its value.")?;
        match name.as_str() {
            "--rows" => wanted.rows = value.parse().map_err(|_| "`--rows` is not a number.")?,
            "--seed" => wanted.seed = value.parse().map_err(|_| "`--seed` is not a number.")?,
            "--out" => wanted.out = Some(value),
            "--truth" => wanted.truth = Some(value),
            _ => return Err("There is no such option."),
        }
    }
    if wanted.rows == 0 { Err("`--rows` is missing.") } else { Ok(wanted) }
}
