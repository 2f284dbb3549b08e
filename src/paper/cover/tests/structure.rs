//! The structure of a cover, read back by lopdf: all that is drawn is read once, and in order, in every language.

use super::{sample_counts, sample_ledger, sample_page, set, shapes};
use crate::paper::Fonts;
use crate::paper::cover::cover;
use crate::paper::tests::structure::read_structure;
use crate::paper::tests::{run, sample_cover, saved};
use crate::paper::texts::{Direction, languages};

#[test]
fn what_is_drawn_is_read_once_and_in_order() {
    for (name, cover_file, ledger, counts) in shapes() {
        for direction in [Direction::LeftToRight, Direction::RightToLeft] {
            let mut page = sample_page(&cover_file, &ledger, &counts, &[]);
            page.challenge_max_rows = 0;
            let bytes = set(&page, direction);
            let (_folder, file) = saved(&format!("cover-{name}-{direction:?}.pdf"), &bytes);
            run("qpdf", &["--check", "FILE"], &file);
            let read = read_structure(&bytes);
            assert!(read.marks.is_sorted(), "{name}: it is read as it is drawn");
            let count = |role: &str| read.roles.iter().filter(|is| *is == role).count();
            assert_eq!((read.roles[0].as_str(), count("H1")), ("Document", 1), "{name}");
            assert!(count("H2") >= 7 && count("H3") >= 4 && count("L") >= 2 && count("LI") >= 8, "{name}");
            assert!(count("Table") >= 6 && count("TH") > count("Table") && count("TD") > count("TR") / 2, "{name}");
            assert!(read.scopes["Column"] >= 10 && read.scopes["Row"] > read.scopes["Column"], "{name}");
            let charts = if name == "one-cell" { 0 } else { 2 };
            assert_eq!(read.alternatives.len(), charts + 1, "{name}: charts, and the code");
            assert!(read.alternatives.iter().all(|words| words.len() > 20), "{:?}", read.alternatives);
        }
    }
}

#[test]
fn every_language_is_read_whole() {
    let (ledger, counts) = (sample_ledger(), sample_counts(30, 14));
    let words = ["A.", "B.", "C."].map(str::to_owned);
    for (language, _) in languages() {
        let cover_file = sample_cover(language);
        let page = sample_page(&cover_file, &ledger, &counts, &words);
        let bytes = cover(&page, &Fonts::built_in()).expect("a cover");
        let (_folder, file) = saved(&format!("cover-in-{language}.pdf"), &bytes);
        run("qpdf", &["--check", "FILE"], &file);
        let read = read_structure(&bytes);
        assert!(read.marks.is_sorted() && read.roles.iter().filter(|role| *role == "LI").count() == 8, "{language}");
        let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
        for command in ["sha256sum -c manifest-sha256.txt", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"] {
            assert!(text.contains(command), "{language}: {command}\n{text}");
        }
    }
}

#[test]
fn every_script_stands_in_title_text_and_address() {
    let mut cover_file = sample_cover("fr");
    cover_file.petition.title = "ความยุติธรรมสำหรับทุกคน".to_owned();
    cover_file.petition.text =
        "Nous demandons la paix \u{1f54a}\u{fe0f} et du pain \u{1f35e}.\n\nنطالب بتحقيق مستقل في هذه الوقائع."
            .to_owned();
    cover_file.recipient.name = "النائب العام".to_owned();
    let (ledger, counts) = (sample_ledger(), sample_counts(3, 2));
    let bytes = set(&sample_page(&cover_file, &ledger, &counts, &[]), Direction::LeftToRight);
    let (_folder, file) = saved("cover-scripts.pdf", &bytes);
    run("qpdf", &["--check", "FILE"], &file);
    let text = run("pdftotext", &["-layout", "FILE", "-"], &file);
    let bare: String = text.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}')).collect();
    for word in ["ความยุติธรรมสำหรับทุกคน", "paix \u{1f54a}", "pain \u{1f35e}", "النائب", "بتحقيق"]
    {
        assert!(bare.contains(word), "{word}\n{text}");
    }
    read_structure(&bytes);
}
