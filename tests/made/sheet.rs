//! A sample sheet of persons who never were: fourteen drawn, one withheld, names of many scripts, one value that is long and one
//! that hides something.

use handover::day::Day;
use handover::fields::Field;
use handover::paper::{Fonts, PaperSize, SheetEntry, SheetPage, sheet};

const FIELDS: [Field; 4] = [Field::GivenName, Field::FamilyName, Field::City, Field::Country];
const LONG: &str = "Maria del Carmen Guadalupe Esperanza Concepción de Todos los Santos y de la Santísima Trinidad";
const ROWS: [[&str; 4]; 13] = [
    ["Zoë", "Müller", "Köln", "DE"],
    ["Анна", "Ёлкина", "Казань", "RU"],
    ["Γιώργος", "Οικονόμου", "Αθήνα", "GR"],
    ["فاطمة", "الشافعي", "القاهرة", "EG"],
    ["נועה", "בן־דוד", "חיפה", "IL"],
    ["श्रेया", "त्रिपाठी", "लखनऊ", "IN"],
    ["ณัฐวุฒิ", "ศรีสุข", "เชียงใหม่", "TH"],
    ["ნინო", "ბერიძე", "ბათუმი", "GE"],
    ["伟", "欧阳", "北京市", "CN"],
    ["서연", "남궁", "부산광역시", "KR"],
    [LONG, "Álvarez", "Santa María de la Alameda", "ES"],
    ["Nguyễn\n", "O'Neil\u{202e} \"Q\"", "", "VN"],
    ["=1+1", "@SUM(A1)", "Besançon", "FR"],
];

/// The sheet in this language, of a petition with this title for this recipient.
pub fn sample_sheet(language: &str, title: &str, recipient: &str, fonts: &Fonts) -> Vec<u8> {
    let number = |n: usize| (n as u64 + 1) * 7_919_123 % 1_987_654 + 1;
    let mut entries: Vec<SheetEntry<'_>> =
        ROWS.iter().enumerate().map(|(n, row)| SheetEntry { entry: number(n), values: Some(row.to_vec()) }).collect();
    entries.insert(5, SheetEntry { entry: number(ROWS.len()), values: None });
    let page = SheetPage {
        title,
        organiser: "Organiser & Söhne",
        recipient,
        office: None,
        country: Some("RU"),
        language,
        id: "abcdefghij234567",
        created: Day::parse("2017-05-11").expect("a day"),
        integrity: &[0xab; 32],
        root: &[7; 32],
        size: 1_987_654,
        dice: "415263142536415263142536",
        fields: &FIELDS,
        list: true,
        paper: PaperSize::A4,
        entries: &entries,
    };
    sheet(&page, fonts).expect("a sheet")
}
