//! Logos of every kind, of the wrong kind, and those that are made to hurt; and that nothing but pixels is left of them.

use super::super::cover::tests::{sample_counts, sample_ledger, sample_page};
use super::super::tests::{run, sample_cover, sample_facts, saved};
use super::super::{Fonts, PaperSize, SlipPage, cover, slip};
use super::logo::KEPT;
use super::{Colour, ColourError, Letterhead, Logo, LogoError};

const LOGO: &str = include_str!("../../../tests/data/letterhead/logo.svg");
/// Stands in texts, profiles and names of the logo's file; nowhere else.
const MARK: &str = "Xq7-marked-9Zk";

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 40\">{inner}</svg>"
    )
}

fn read(text: &str) -> Result<Logo, LogoError> {
    Logo::read(text.as_bytes())
}

/// A PNG whose pixels are given; with texts and a profile of its own.
fn png_of(kind: png::ColorType, width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.add_text_chunk("Author".to_owned(), MARK.to_owned()).expect("a text");
    encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), format!("<x>{MARK}</x>")).expect("a text");
    if kind == png::ColorType::Indexed {
        encoder.set_palette(vec![255, 255, 255, 200, 0, 0]);
    }
    let mut writer = encoder.write_header().expect("a head");
    writer.write_chunk(png::chunk::ChunkType(*b"eXIf"), format!("MM\0*{MARK}").as_bytes()).expect("a chunk");
    writer.write_image_data(pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

fn head(logo: &[u8]) -> Letterhead {
    Letterhead {
        name: Some("All Out".to_owned()),
        address: vec!["12, rue Example".to_owned(), "75011 Paris".to_owned()],
        logo: Some(Logo::read(logo).expect("a logo")),
        colour: Colour::parse("#0b5c6b").expect("a colour"),
    }
}

#[test]
fn a_drawing_fills_the_room_there_is() {
    let logo = read(LOGO).expect("a logo");
    assert_eq!((logo.width, logo.height), (KEPT.0, KEPT.1));
    assert_eq!(logo.rgb.len(), 3 * (logo.width * logo.height) as usize);
    assert_eq!(logo, read(LOGO).expect("the same"));
    // However it is measured: millimetres, a view of millions, one that does not begin at nought.
    let inner = "<path d='M0 0h50v40z'/>";
    let plain = read(&svg(inner)).expect("a logo");
    assert_eq!((plain.width, plain.height), (1_063, 425));
    for (view, scale) in [("0 0 1e9 4e8", 1e7), ("0 0 .001 .0004", 1e-5), ("0 0 100 40", 1.0)] {
        let large = svg(&format!("<g transform='scale({scale})'>{inner}</g>")).replace("0 0 100 40", view);
        let large = read(&large).unwrap_or_else(|error| panic!("{view}: {error}"));
        assert_eq!((large.width, large.height), (1_063, 425), "{view}");
        let dark = |logo: &Logo| logo.rgb.iter().filter(|part| **part < 128).count();
        assert!(dark(&large).abs_diff(dark(&plain)) < 9_000, "{view}");
    }
    let old = format!(
        "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n{LOGO}"
    );
    assert!(read(&old).is_ok());
    // What is half seen through is that on white.
    let half = read(&svg("<rect width='100' height='40' fill='#000' opacity='.5'/>")).expect("a logo");
    assert!(half.rgb.iter().all(|part| (126..=129).contains(part)));
}

#[test]
fn every_kind_of_png_is_read_on_white() {
    use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
    for (kind, pixels, shown) in [
        (Grayscale, &[10, 255][..], [10, 10, 10, 255, 255, 255]),
        (GrayscaleAlpha, &[0, 255, 0, 128], [0, 0, 0, 127, 127, 127]),
        (Indexed, &[1, 0], [200, 0, 0, 255, 255, 255]),
        (Rgb, &[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        (Rgba, &[255, 0, 0, 0, 0, 0, 255, 255], [255, 255, 255, 0, 0, 255]),
    ] {
        let logo = Logo::read(&png_of(kind, 2, 1, pixels)).expect("a logo");
        assert_eq!((logo.width, logo.height, &logo.rgb[..]), (2, 1, &shown[..]), "{kind:?}");
    }
    // More pixels than paper shows are brought together, each counted.
    let chequered: Vec<u8> = (0..4_000u32 * 1_000).map(|n| if (n / 4_000 + n) % 2 == 0 { 0 } else { 255 }).collect();
    let logo = Logo::read(&png_of(Grayscale, 4_000, 1_000, &chequered)).expect("a logo");
    assert_eq!((logo.width, logo.height), (KEPT.0, 354));
    let mean = logo.rgb.iter().map(|part| u64::from(*part)).sum::<u64>() / logo.rgb.len() as u64;
    assert!((110..=145).contains(&mean), "{mean}");
    // Nothing is printed coarser than 1/150 inch, however few pixels there are.
    assert_eq!(Logo { width: 100, height: 50, rgb: vec![0; 15_000] }.fitted(170_000, 51_000), (48_000, 24_000));
}

#[test]
fn the_wrong_kind_is_told_by_its_bytes() {
    let png = png_of(png::ColorType::Grayscale, 2, 2, &[0, 1, 2, 3]);
    for (bytes, error) in [
        (&b""[..], LogoError::Kind),
        (b"\xff\xd8\xff\xe0JFIF", LogoError::Kind),
        (b"%PDF-1.7\n", LogoError::Kind),
        (b"GIF89a\x01\0\x01\0", LogoError::Kind),
        (b"\x1f\x8b\x08\0svgz", LogoError::Kind),
        (b"<html><body>logo</body></html>", LogoError::Kind),
        (&png[..40], LogoError::Png),
        (&png[..png.len() - 20], LogoError::Png),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path", LogoError::Svg),
        (b"<svg><path d='M0 0h9v9z'/></svg>", LogoError::Svg),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'/>", LogoError::Blank),
        (&vec![b'<'; 2_000_001], LogoError::Heavy),
    ] {
        assert_eq!(Logo::read(bytes), Err(error), "{:?}", &bytes[..bytes.len().min(20)]);
    }
    for (width, height, error) in [
        (20_000u32, 20_000u32, LogoError::Large),
        (4_001, 4_001, LogoError::Large),
        (u32::MAX >> 1, 1, LogoError::Large),
        (3_000, 100, LogoError::Slim),
    ] {
        // A head alone: what it announces is refused before a pixel is unpacked.
        assert_eq!(Logo::read(&announced(width, height)), Err(error), "{width} × {height}");
    }
    assert_eq!(
        Logo::read(&png_of(png::ColorType::Rgba, 2, 1, &[0, 0, 0, 0, 255, 255, 255, 255])),
        Err(LogoError::Blank)
    );
    assert_eq!(read(&svg("<rect width='9' height='9' fill='#fff'/>")), Err(LogoError::Blank));
    assert_eq!(read(&svg("<path d='M0 0h9v9z'/>").replace("0 0 100 40", "0 0 100 2")), Err(LogoError::Slim));
}

/// A PNG that announces so many pixels and has none.
fn announced(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    bytes.extend(13u32.to_be_bytes());
    bytes.extend(&head);
    bytes.extend(crc32fast::hash(&head).to_be_bytes());
    bytes
}

#[test]
fn a_drawing_reaches_for_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let beside = folder.path().join("beside.svg");
    std::fs::write(&beside, svg("<path d='M0 0h100v40z'/>")).expect("written");
    let at = beside.display();
    for (inner, error) in [
        (format!("<image href='{at}' width='9' height='9'/>"), "a picture of pixels"),
        ("<image href='data:image/png;base64,AAAA' width='9' height='9'/>".to_owned(), "a picture of pixels"),
        (format!("<filter id='f'><feImage href='{at}'/></filter>"), "a filter"),
        (format!("<use xlink:href='file://{at}#x'/>"), "outside itself"),
        ("<use href='https://example.org/logo.svg#x'/>".to_owned(), "outside itself"),
        ("<linearGradient id='g' href='other.svg#g'/>".to_owned(), "outside itself"),
        ("<text x='9' y='9'>All Out</text>".to_owned(), "text"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>".to_owned(), "another document"),
        ("<path d='M0 0h9v9z' style='filter:blur(3px)'/>".to_owned(), "a filter"),
    ] {
        let said = read(&svg(&inner)).expect_err(&inner).to_string();
        assert!(said.contains(error), "{inner}: {said}");
        assert!(said.matches(". ").count() == 1 && said.ends_with('.'), "{said}");
    }
    // Scripts, styles of elsewhere and anchors do nothing.
    let shape = "<path d='M0 0h50v40z' fill='#123'/>";
    let busy = format!(
        "<?xml version='1.0'?><?xml-stylesheet href='https://example.org/a.css'?>{}",
        svg(&format!(
            "<style>@import url(https://example.org/a.css);</style><script href='https://example.org/a.js'>alert(1)</script><a href='https://example.org'>{shape}</a>"
        ))
    );
    assert_eq!(read(&busy), read(&svg(shape)));
}

#[test]
fn a_drawing_that_grows_without_end_is_refused() {
    let laughs = (1..10).fold(String::from("<!ENTITY l0 'ha'>"), |all, n| {
        format!("{all}<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10))
    });
    let billion = format!("<!DOCTYPE svg [{laughs}]>{}", svg("<title>&l9;</title>"));
    assert_eq!(read(&billion), Err(LogoError::Entities));
    let shape = "<path id='u0' d='M0 0h9v9z'/>";
    let used = (1..12).fold(shape.to_owned(), |all, n| {
        format!("{all}<g id='u{n}'>{}</g>", format!("<use href='#u{}'/>", n - 1).repeat(10))
    });
    assert_eq!(read(&svg(&used)), Err(LogoError::Shapes));
    let clipped = (1..12).fold(format!("<clipPath id='c0'>{shape}</clipPath>"), |all, n| {
        let inner = format!("<path d='M0 0h9v9z' clip-path='url(#c{})'/>", n - 1).repeat(10);
        format!("{all}<clipPath id='c{n}'>{inner}</clipPath>")
    });
    assert_eq!(read(&svg(&format!("{clipped}<path d='M0 0h9v9z' clip-path='url(#c11)'/>"))), Err(LogoError::Shapes));
    let by_rule = (1..12)
        .fold(format!("<style>path{{clip-path:url(#c3)}}</style><clipPath id='c0'>{shape}</clipPath>"), |all, n| {
            format!("{all}<clipPath id='c{n}'>{}</clipPath>", "<path d='M0 0h9v9z'/>".repeat(10))
        });
    assert_eq!(read(&svg(&by_rule)), Err(LogoError::Shapes));
    for circle in ["<g id='a'><use href='#a'/></g>", "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"] {
        assert_eq!(read(&svg(circle)), Err(LogoError::Shapes), "{circle}");
    }
}

#[test]
fn a_drawing_of_more_than_a_logo_has_is_refused() {
    let deep = |n: usize| svg(&format!("{}<path d='M0 0h9v9z'/>{}", "<g opacity='.9'>".repeat(n), "</g>".repeat(n)));
    assert!(read(&deep(20)).is_ok());
    assert!(matches!(read(&deep(1_000)), Err(LogoError::Shapes | LogoError::Svg)));
    assert!(matches!(read(&deep(90_000)), Err(LogoError::Shapes | LogoError::Svg)));
    let many = "<path d='M0 0h9v9z' opacity='.5'/>".repeat(50_000);
    assert_eq!(read(&svg(&many)), Err(LogoError::Shapes));
    let dashes = svg("<path d='M0 0h1000000' stroke='#000' stroke-dasharray='.0001'/><path d='M0 0h9v9z'/>");
    assert!(read(&dashes).is_ok());
}

#[test]
fn a_colour_is_dark_enough_or_says_which_is() {
    assert_eq!(Colour::default(), Colour::parse("#000000").expect("black"));
    for dark in ["#0B5c6b", "#c00000", "#767676", "#0000ff"] {
        assert_eq!(Colour::parse(dark).expect(dark).to_string(), dark.to_lowercase());
    }
    for light in ["#777777", "#ffe000", "#ffffff", "#7cc7d6", "#ff0000"] {
        let Err(ColourError::Light(darker)) = Colour::parse(light) else { panic!("{light} is light") };
        assert_eq!(Colour::parse(&darker.to_string()), Ok(darker), "{light}");
    }
}

#[test]
fn cover_and_slip_bear_it_and_stay_the_same_bytes() {
    let fonts = Fonts::built_in();
    let rgba: Vec<u8> = (0..60u32 * 20).flat_map(|n| [n as u8, 90, 120, if n % 3 == 0 { 0 } else { 255 }]).collect();
    let png = png_of(png::ColorType::Rgba, 60, 20, &rgba);
    let marked =
        LOGO.replace("A folded sheet", MARK).replace("id=\"round\"", &format!("id=\"round\" data-x=\"{MARK}\""));
    let (cover_file, ledger, counts) = (sample_cover("fr"), sample_ledger(), sample_counts(5, 2));
    let facts = sample_facts(true);
    for (kind, logo) in [("svg", marked.as_bytes()), ("png", &png)] {
        let of = |head: Option<&Letterhead>| {
            let page = super::super::CoverPage { letterhead: head, ..sample_page(&cover_file, &ledger, &counts, &[]) };
            let sheet = SlipPage {
                cover: &cover_file,
                dossier: &facts,
                verify_page: None,
                release: None,
                letterhead: head,
                paper: PaperSize::A4,
            };
            [cover(&page, &fonts).expect("a cover"), slip(&sheet, &fonts).expect("a slip")]
        };
        let (one, other, bare) = (of(Some(&head(logo))), of(Some(&head(logo))), of(None));
        assert_eq!(one, other);
        for (name, (one, bare)) in ["cover", "slip"].iter().zip(one.iter().zip(&bare)) {
            let (folder, file) = saved(&format!("head-{name}-{kind}.pdf"), one);
            run("qpdf", &["--check", "FILE"], &file);
            let plain = folder.path().join("plain.pdf");
            run("qpdf", &["--qdf", "--object-streams=disable", "FILE", &plain.to_string_lossy()], &file);
            for bytes in [one, &std::fs::read(&plain).expect("plain")] {
                let text = String::from_utf8_lossy(bytes);
                assert!(!text.contains(MARK) && !text.contains("/SMask") && !text.contains("/ca "), "{name} {kind}");
            }
            let text = run("pdftotext", &["-layout", "-f", "1", "-l", "1", "FILE", "-"], &file);
            for words in ["All Out", "12, rue Example", "75011 Paris"] {
                assert!(text.contains(words), "{name}: {text}");
            }
            assert!(name == &"cover" || !text.contains("Tchétchénie") && !text.contains("Procureur"), "{text}");
            let images = run("pdfimages", &["-list", "FILE"], &file);
            assert_eq!(images.lines().filter(|line| line.contains(" image ")).count(), 1, "{images}");
            assert!(images.contains("rgb"), "{images}");
            // Metadata and Info say what they said without it.
            let (_bare_folder, bare_file) = saved("bare.pdf", bare);
            for flag in ["-meta", "-custom"] {
                assert_eq!(
                    run("pdfinfo", &[flag, "FILE"], &file),
                    run("pdfinfo", &[flag, "FILE"], &bare_file),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_letterhead_of_words_or_of_a_colour_alone() {
    let fonts = Fonts::built_in();
    let (cover_file, facts) = (sample_cover("ar"), sample_facts(false));
    let of = |head: &Letterhead| {
        let sheet = SlipPage {
            cover: &cover_file,
            dossier: &facts,
            verify_page: None,
            release: None,
            letterhead: Some(head),
            paper: PaperSize::A4,
        };
        slip(&sheet, &fonts).expect("a slip")
    };
    let bare = slip(&facts.page(&cover_file, None, None, None, PaperSize::A4), &fonts).expect("a slip");
    assert_eq!(of(&Letterhead { colour: Colour::parse("#0b5c6b").expect("a colour"), ..Letterhead::default() }), bare);
    let words = of(&Letterhead { name: Some("منظمة".to_owned()), ..Letterhead::default() });
    let (_folder, file) = saved("head-words.pdf", &words);
    assert!(run("pdfimages", &["-list", "FILE"], &file).lines().count() == 2);
}
