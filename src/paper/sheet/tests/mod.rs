//! The sheet, read back by programs that are not ours: every value comes out again, nothing hidden stays so, nothing leaves
//! its place.

use super::{SheetEntry, SheetPage, sheet};
use crate::day::Day;
use crate::fields::Field;
use crate::paper::Fonts;
use crate::paper::tests::{run, saved};
use crate::paper::texts::languages;

const NAMED: [Field; 4] = [Field::GivenName, Field::FamilyName, Field::City, Field::Country];

fn page<'a>(language: &'a str, fields: &'a [Field], entries: &'a [SheetEntry<'a>]) -> SheetPage<'a> {
    SheetPage {
        title: "Justice pour la Tchétchénie",
        organiser: "All Out",
        recipient: "Procureur général",
        country: Some("RU"),
        language,
        id: "abcdefghij234567",
        created: Day::new(2017, 5, 11).expect("a day"),
        integrity: &[0xab; 32],
        root: &[7; 32],
        size: 1_987_654,
        dice: "415263142536415263142536",
        fields,
        list: true,
        entries,
    }
}

/// Entries with these values, in an order that nobody would put them in.
fn drawn<'a>(values: &[Vec<&'a str>]) -> Vec<SheetEntry<'a>> {
    let entry = |n: usize| (n as u64 * 7_919_123) % 1_987_654 + 1;
    values.iter().enumerate().map(|(n, values)| SheetEntry { entry: entry(n), values: Some(values.clone()) }).collect()
}

const NAMES: [[&str; 4]; 12] = [
    ["Zoë", "Brontë-O’Neill", "Dún Laoghaire", "IE"],
    ["Nguyễn", "Thị Minh Khai", "Thành phố Hồ Chí Minh", "VN"],
    ["Анна", "Щербакова", "Санкт-Петербург", "RU"],
    ["محمد", "عبد الرحمن", "القاهرة", "EG"],
    ["یعقوب", "محمدی\u{200c}پور", "تهران", "IR"],
    ["יעל", "בן־דוד", "תל אביב", "IL"],
    ["अनिर्बान", "मुखर्जी", "वाराणसी", "IN"],
    ["สมชาย", "ศรีสุวรรณ", "กรุงเทพฯ", "TH"],
    ["小明", "王", "北京市", "CN"],
    [
        "Maria del Carmen Guadalupe Esperanza",
        "Fernández de Córdoba y Álvarez de Toledo",
        "Santa María de la Alameda",
        "ES",
    ],
    ["👩🏽\u{200d}💻 Ana", "Silva", "Lisboa", "PT"],
    ["", "Nobody", "", "FR"],
];

#[test]
fn draft() {
    let fonts = Fonts::built_in();
    for (language, _) in languages() {
        let values: Vec<Vec<&str>> = (0..40).map(|n| NAMES[n % 12].to_vec()).collect();
        let mut entries = drawn(&values);
        entries[4].values = None;
        entries[9].values = None;
        let (_folder, file) = saved(
            &format!("sheet-{language}.pdf"),
            &sheet(&page(language, &NAMED, &entries), &fonts).expect("a sheet"),
        );
        run("qpdf", &["--check", "FILE"], &file);
    }
}
