//! The demo's export: 10 000 rows as a petition platform gives them, with all that goes wrong in such files.

use super::people::{Dice, Few, Hostile, People, Place};
use std::fmt::Write;

/// The rows, the header not counted.
pub const ROWS: usize = 10_000;
/// Rows of people who signed again, in five spellings of their address.
pub const AGAIN: usize = 300;
/// Second halves of couples who share an address.
pub const COUPLES: usize = 60;
/// Rows that are no row.
pub const BROKEN: usize = 10;
/// People who left no address, and those of them who left no telephone number either.
const BY_PHONE: usize = 300;
const BY_NAME: usize = 100;
/// How many people of each country where hardly anybody signed.
pub const FEW: usize = 3;

const HEADER: [&str; 9] =
    ["First Name", "Last Name", "Email", "Phone", "City", "Postal Code", "Country", "Date Signed", "Comment"];
const GIVEN: usize = 0;
const FAMILY: usize = 1;
const EMAIL: usize = 2;
const PHONE: usize = 3;
const CITY: usize = 4;
const POSTCODE: usize = 5;
const COUNTRY: usize = 6;
const SIGNED: usize = 7;
const COMMENT: usize = 8;

type Cells = [String; HEADER.len()];

/// One row and what may still be done to it.
struct Row {
    cells: Cells,
    /// The place it is of, if it is an ordinary row of one with an address.
    plain: Option<usize>,
    minute: u64,
}

/// The export, the same on every machine: UTF-8, commas, quotes where needed.
pub fn export() -> Vec<u8> {
    let mut dice = Dice::new(20_170_511);
    let people = People::cast();
    let mut rows = firsts(&people, &mut dice);
    plant(&Hostile::cast(), &mut rows, &mut dice);
    couples(&people, &mut rows, &mut dice);
    again(&mut rows, &mut dice);
    rows.sort_by_key(|row| row.minute);
    let mut lines: Vec<Vec<u8>> = rows.iter().map(|row| line(&row.cells)).collect();
    for broken in BROKEN_LINES {
        lines.insert(dice.below(lines.len() as u64) as usize, broken.to_vec());
    }
    let mut bytes = line(&HEADER.map(str::to_owned));
    bytes.extend(lines.into_iter().flatten());
    bytes
}

/// Everyone who signs for the first time.
fn firsts(people: &People, dice: &mut Dice) -> Vec<Row> {
    let count = ROWS - AGAIN - COUPLES - BROKEN;
    let few: Vec<&Few> = people.few.iter().flat_map(|few| std::iter::repeat_n(few, FEW)).collect();
    let mut without_address = 0;
    (0..count)
        .map(|n| {
            let minute = n as u64 * 29 * 24 * 60 / count as u64;
            if let Some(few) = few.get(n / 100).filter(|_| n % 100 == 99) {
                return Row { cells: one_of_few(few, n, minute), plain: None, minute };
            }
            let place = people.place(dice);
            let mut row =
                Row { cells: person(place, n, minute, dice), plain: Some(place_number(people, place)), minute };
            if n % (count / BY_PHONE) == 1 && without_address < BY_PHONE {
                row.plain = None;
                row.cells[EMAIL].clear();
                if without_address < BY_NAME {
                    // Nothing but the whole row tells these people apart, so no two may be alike.
                    row.cells[POSTCODE] = format!("{:05}", 10_000 + n);
                } else {
                    row.cells[PHONE] = format!("+999 55 {n:06}");
                }
                without_address += 1;
            }
            row
        })
        .collect()
}

fn place_number(people: &People, place: &Place) -> usize {
    people.place.iter().position(|other| std::ptr::eq(other, place)).expect("the place is one of them")
}

fn person(place: &Place, n: usize, minute: u64, dice: &mut Dice) -> Cells {
    let given = dice.below(place.given.len() as u64) as usize;
    let latin = &place.latin[given];
    let mut cells = Cells::default();
    cells[GIVEN].clone_from(&place.given[given]);
    cells[FAMILY].clone_from(dice.one(&place.family));
    cells[EMAIL] =
        if n.is_multiple_of(3) { format!("{latin}.demo.{n}@gmail.com") } else { format!("{latin}.{n}@{}", place.mail) };
    cells[CITY].clone_from(dice.one(&place.cities));
    cells[POSTCODE] = postcode(&place.postcode, dice);
    cells[COUNTRY].clone_from(&place.country);
    cells[SIGNED] = moment(minute);
    if dice.below(8) == 0 {
        cells[COMMENT] = (*dice.one(&COMMENTS)).to_owned();
    }
    cells
}

fn one_of_few(few: &Few, n: usize, minute: u64) -> Cells {
    let mut cells = Cells::default();
    cells[GIVEN].clone_from(&few.given);
    cells[FAMILY].clone_from(&few.family);
    cells[EMAIL] = format!("few.{n}@courriel.demo");
    cells[CITY].clone_from(&few.city);
    cells[COUNTRY].clone_from(&few.country);
    cells[SIGNED] = moment(minute);
    cells
}

const COMMENTS: [&str; 4] =
    ["Courage !", "For my brother.\nHe knows why.", "\"Silence is not an option\", they said.", "Мы вас не забудем"];

fn postcode(pattern: &str, dice: &mut Dice) -> String {
    pattern
        .chars()
        .map(|c| match c {
            '#' => char::from(b'0' + dice.below(10) as u8),
            '@' => char::from(b'A' + dice.below(26) as u8),
            other => other,
        })
        .collect()
}

/// A minute after the petition was opened, 2017-04-11.
fn moment(minute: u64) -> String {
    let (day, hour) = (11 + minute / 1440, minute / 60 % 24);
    let (month, day) = if day > 30 { (5, day - 30) } else { (4, day) };
    format!("2017-{month:02}-{day:02}T{hour:02}:{:02}:00Z", minute % 60)
}

/// An ordinary row that nothing was done to yet; it is marked as used.
fn take(rows: &mut [Row], dice: &mut Dice, fits: impl Fn(&Row) -> bool) -> (usize, usize) {
    loop {
        let n = dice.below(rows.len() as u64) as usize;
        if let Some(place) = rows[n].plain.filter(|_| fits(&rows[n])) {
            rows[n].plain = None;
            return (n, place);
        }
    }
}

/// Hostile cells, each kind as often as the file says.
fn plant(hostile: &Hostile, rows: &mut [Row], dice: &mut Dice) {
    let long = "Wolfeschlegelsteinhausenbergerdorff ".repeat(17);
    for kind in &hostile.kind {
        let column = HEADER.iter().position(|header| *header == kind.column).expect("a test reads the built-in file");
        for cell in kind.cells.iter().cycle().take(hostile.times) {
            let (n, _) = take(rows, dice, |_| true);
            rows[n].cells[column] = cell.replace("{n}", &n.to_string()).replace("{long}", long[..600].trim_end());
        }
    }
}

/// Two who share an address: another given name, the same everything else.
fn couples(people: &People, rows: &mut Vec<Row>, dice: &mut Dice) {
    for _ in 0..COUPLES {
        let (n, place) = take(rows, dice, |_| true);
        let mut cells = rows[n].cells.clone();
        let others: Vec<&String> = people.place[place].given.iter().filter(|given| **given != cells[GIVEN]).collect();
        cells[GIVEN] = (*dice.one(&others)).clone();
        sign_again(rows, cells, n, dice);
    }
}

/// The same person once more, spelled otherwise.
fn again(rows: &mut Vec<Row>, dice: &mut Dice) {
    for time in 0..AGAIN {
        let spelling = time % 5;
        let (n, _) = take(rows, dice, |row| spelling != 2 || row.cells[EMAIL].ends_with("@gmail.com"));
        let mut cells = rows[n].cells.clone();
        let (local, domain) = cells[EMAIL].split_once('@').expect("an ordinary row has an address");
        cells[EMAIL] = match spelling {
            0 => cells[EMAIL].to_uppercase(),
            1 => format!("{local}+petition@{domain}"),
            2 => format!("{}@googlemail.com", local.replace('.', "")),
            3 => format!(" {}@{domain} ", local.chars().map(full_width).collect::<String>()),
            _ => cells[EMAIL].clone(),
        };
        if spelling == 4 {
            cells[GIVEN] = format!("{} ", cells[GIVEN].to_uppercase());
            cells[FAMILY] = format!(" {}", cells[FAMILY]);
        }
        sign_again(rows, cells, n, dice);
    }
}

fn full_width(c: char) -> char {
    match c {
        'a'..='z' => char::from_u32(c as u32 - 'a' as u32 + 'ａ' as u32).unwrap_or(c),
        _ => c,
    }
}

fn sign_again(rows: &mut Vec<Row>, mut cells: Cells, first: usize, dice: &mut Dice) {
    let minute = rows[first].minute + 1 + dice.below(60);
    cells[SIGNED] = moment(minute);
    rows.push(Row { cells, plain: None, minute });
}

/// Rows that are no row: too short, too long, empty, cut off, in another encoding.
const BROKEN_LINES: [&[u8]; BROKEN] = [
    b"Dominique,Martin\n",
    b"Total signatures: 9640\n",
    b",,,,,,,,\n",
    b"Ren\xe9,Lef\xe8vre,rene.latin1@courriel.demo,,Paris,75001,France,2017-04-20T10:00:00Z,\n",
    b"H\xe9l\xe8ne,Petit,helene.latin1@courriel.demo,,Lyon,69001,France,2017-04-21T10:00:00Z,\n",
    b"Claude,Durand,claude@courriel.demo,,Paris,75002,France,2017-04-22T10:00:00Z,,,,\n",
    b"Maxime;Roux;maxime@courriel.demo;;Paris;75003;France;2017-04-23T10:00:00Z;\n",
    b"Sacha,Blanc,sacha@courriel.demo,,Paris,750\n",
    b"<!-- end of page 3 -->\n",
    b"Andrea,Moreau,andrea@courriel.demo,,Nice,06000,France,2017-04-24T10:00:00Z,I sign, of course\n",
];

/// A record of RFC 4180, but for its line end.
fn line(cells: &Cells) -> Vec<u8> {
    let mut out = String::new();
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r', '\t']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\"")).expect("a string takes all text");
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{ROWS, export};

    #[test]
    fn the_export_is_the_same_each_time_and_has_its_rows() {
        let bytes = export();
        assert!(bytes == export());
        let rows = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice()).into_byte_records().count();
        assert_eq!(rows, ROWS);
    }
}
