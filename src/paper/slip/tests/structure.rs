//! The structure of a slip, read back by lopdf: everything on it is read, once, and in order.

use super::{RELEASE, in_every_way, letterhead, set};
use crate::paper::Fonts;
use crate::paper::tests::structure::read_structure;
use crate::paper::tests::{sample_cover, sample_facts};
use crate::paper::texts::Texts;

#[test]
fn a_slip_is_read_whole_and_in_order() {
    let fonts = Fonts::built_in();
    let (whole, mut bare) = (letterhead(), letterhead());
    bare.name = None;
    for (language, paper) in in_every_way() {
        for (open, release, head, figures) in
            [(false, None, None, 1), (true, Some(RELEASE), Some(&whole), 1), (true, None, Some(&bare), 2)]
        {
            let mut cover = sample_cover(language);
            cover.slip.title = open;
            let (facts, verify) = (sample_facts(open), open.then_some("verify.example.org"));
            let texts = Texts::of(language);
            let code = texts.say("slip-code").into_owned();
            let bytes = set(&facts.page(&cover, verify, release, head, paper), &fonts, texts).expect("a slip");
            let read = read_structure(&bytes);
            assert!(read.marks.is_sorted() && read.aside == 0, "{language}: all is read as it is drawn");
            let count = |role: &str| read.roles.iter().filter(|is| *is == role).count();
            assert_eq!((count("Document"), count("H1"), count("H2"), count("H3")), (1, 1, 2, 0), "{language}");
            let (tables, rows) = if open { (2, 6) } else { (1, 4) };
            assert_eq!(
                (count("Table"), count("TR"), count("TH"), count("TD")),
                (tables, rows, rows, rows),
                "{language}"
            );
            let items = if open { facts.challenge_fields.len() } else { 0 };
            assert_eq!((count("L"), count("LI"), count("LBody")), (usize::from(open), items, items), "{language}");
            assert_eq!(read.alternatives.len(), figures, "{language}");
            assert_eq!(read.alternatives.last(), Some(&code), "{language}");
            assert_eq!(figures == 2, read.alternatives[0].ends_with("bureau@example.org"), "{language}");
            // What the sheet is for is read before how it is checked.
            let place = |role: &str| read.roles.iter().rposition(|is| is == role);
            let first = |role: &str| read.roles.iter().position(|is| is == role);
            assert!(first("H1") < place("Figure") && place("Figure") < first("H2"), "{language}");
        }
    }
}
