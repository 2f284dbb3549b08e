//! A good list, and every departure from it.

use super::line::Number;
use super::{ListScan, Stated};
use proptest::prelude::*;

fn stated() -> Stated {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Stated {
        columns: Some(names(&["entry", "pseudonym", "initials", "country"])),
        size: Some(4),
        k: 2,
        named: false,
        countries: ["FR".to_owned(), "other".to_owned()].into(),
        periods: Default::default(),
    }
}

const LIST: &str = "\"entry\",\"pseudonym\",\"initials\",\"country\"\r\n\
    \"1\",\"4B6Y-S06P-JTEE-C3CZ-O\",\"Z. O.\",\"FR\"\r\n\
    \"2\",\"4ZS5-JKR8-D47P-5NHE-L\",\"Z. O.\",\"FR\"\r\n\
    \"3\",\"HHR0-FE1B-HYG9-JFYF-O\",\"\",\"\"\r\n\
    \"4\",\"ZNDZ-9Q71-5V5M-F2AZ-A\",\"Z. O.\",\"FR\"\r\n";

fn codes_in_parts(list: &[u8], size: usize) -> Vec<&'static str> {
    let mut scan = ListScan::new(stated());
    list.chunks(size).for_each(|part| scan.part(part));
    scan.finish().into_list().into_iter().map(|finding| finding.code).collect()
}

#[test]
fn a_good_list_has_no_finding_however_it_is_cut() {
    for size in [1, 2, 7, 50, 1000] {
        assert_eq!(codes_in_parts(LIST.as_bytes(), size), [""; 0], "{size}");
    }
}

#[test]
fn every_departure_is_the_finding_it_should_be() {
    for (from, to, code) in [
        ("\"initials\",\"country\"", "\"country\",\"initials\"", "list-header"),
        ("initials", "city", "list-header"),
        ("\"entry\"", "\u{feff}\"entry\"", "list-line"),
        ("\"FR\"\r\n", "\"FR\"\n", "list-line"),
        ("\"FR\"\r\n", "FR\r\n", "list-line"),
        ("\"FR\"\r\n", "\"FR\" \r\n", "list-line"),
        ("\"FR\"\r\n", "\"FR\",\"\"\r\n", "list-line"),
        ("\"Z. O.\"", "\"Z\" O.\"", "list-line"),
        ("\"Z. O.\"", "\"Z.\r\nO.\"", "list-line"),
        ("\"3\"", "\"03\"", "list-entry"),
        ("\"3\"", "\"4\"", "list-entry"),
        ("-JFYF-O", "-JFYF-P", "list-pseudonym"),
        ("HHR0-FE1B-HYG9-JFYF-O", "4B6Y-S06P-JTEE-C3CZ-O", "list-order"),
        ("Z. O.", "Z.\tO.", "list-control"),
        ("Z. O.", "Z.\u{85}O.", "list-control"),
        ("Z. O.", "Z.\u{2028}O.", "list-control"),
        ("Z. O.", "\u{202e}Z. O.", "list-control"),
        ("Z. O.", "Z. O. ", "list-control"),
        ("Z. O.", "=1", "list-escape"),
        ("Z. O.", "'Z. O.", "list-escape"),
        ("Z. O.", "\u{ff1d}1", "list-escape"),
        ("Z. O.", "a;  =1", "list-escape"),
        ("\"4\",\"ZNDZ-9Q71-5V5M-F2AZ-A\",\"Z. O.\",\"FR\"\r\n", "", "list-length"),
        ("Z. O.", "A. B.", "list-small"),
    ] {
        let list = LIST.replacen(from, to, 1);
        assert!(codes_in_parts(list.as_bytes(), 64).contains(&code), "{from:?} {to:?}: {code}");
    }
    let list = LIST.replace("\"FR\"", "\"DE\"");
    assert_eq!(codes_in_parts(list.as_bytes(), 64), ["list-label"]);
    for hidden in "\u{200b}\u{200e}\u{200f}\u{202a}\u{2060}\u{2066}\u{2069}\u{feff}\u{61c}".chars() {
        let list = LIST.replace("Z. O.", &format!("Z{hidden}O"));
        assert_eq!(codes_in_parts(list.as_bytes(), 64), ["list-control"; 3], "{hidden:?}");
    }
    let list = LIST.replace("Z. O.", "می\u{200c}خواهم \u{627}\u{6cc}＝");
    assert_eq!(codes_in_parts(list.as_bytes(), 64), [""; 0]);
    let list = LIST.replace("Z. O.", "'=\"\"1;");
    assert_eq!(codes_in_parts(list.as_bytes(), 64), [""; 0]);
    assert!(codes_in_parts(b"", 1).contains(&"list-length"));
    assert!(codes_in_parts(&LIST.as_bytes()[..LIST.len() - 1], 9).contains(&"list-line"));
    assert!(codes_in_parts(&[b'"'; 3 << 20], 1 << 18).contains(&"list-line"));
}

#[test]
fn the_counter_counts() {
    let mut number = Number::first();
    for n in 1..=1_234 {
        assert_eq!(number.digits(), n.to_string().as_bytes());
        number.next();
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_stumble(list in proptest::collection::vec(any::<u8>(), 0..300), size in 1usize..40) {
        let whole = [LIST.as_bytes(), &list].concat();
        let codes = codes_in_parts(&whole, size);
        prop_assert_eq!(codes.is_empty(), list.is_empty());
        prop_assert_eq!(codes, codes_in_parts(&whole, 1000));
    }
}
