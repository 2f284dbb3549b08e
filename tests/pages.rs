//! Golden pages: cover, slip, sample sheet and first page of the list in every language of dossier, and on Letter in two, drawn by
//! poppler and compared with pictures that a person has looked at (`tests/golden/pages`).
//!
//! A picture agrees where no block of eight by eight points differs by more than a shade: another poppler may smooth a letter
//! otherwise, but a word that moved, changed or went does not pass.
//!
//! `HANDOVER_GOLDEN=write cargo test --test pages` draws them anew; look at each before it is committed.

mod made;

use handover::paper::{Fonts, PaperSize, texts};
use made::{Recipe, golden_keys};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Language, title, text and recipient of a petition that was never held.
const PETITIONS: [(&str, &str, &str, &str); 8] = [
    (
        "en",
        "Justice for the men of Chechnya",
        "We ask for an inquiry.\n\nWhoever ordered this must answer for it before a court.",
        "The Prosecutor General",
    ),
    (
        "fr",
        "Justice pour la Tchétchénie",
        "Nous demandons une enquête.\n\nCeux qui ont donné l’ordre doivent en répondre devant un tribunal.",
        "Procureur général",
    ),
    (
        "de",
        "Gerechtigkeit für Tschetschenien",
        "Wir fordern eine Untersuchung.\n\nWer das angeordnet hat, muss sich vor Gericht verantworten.",
        "Generalstaatsanwalt",
    ),
    (
        "es",
        "Justicia para Chechenia",
        "Pedimos una investigación.\n\nQuienes dieron la orden deben responder ante un tribunal.",
        "Fiscal General",
    ),
    (
        "it",
        "Giustizia per la Cecenia",
        "Chiediamo un’inchiesta.\n\nChi ha dato l’ordine deve risponderne davanti a un tribunale.",
        "Procuratore generale",
    ),
    (
        "pt",
        "Justiça para a Chechénia",
        "Pedimos um inquérito.\n\nQuem deu a ordem deve responder perante um tribunal.",
        "Procurador-Geral",
    ),
    (
        "ru",
        "Справедливость для Чечни",
        "Мы требуем расследования.\n\nОтдавшие приказ должны ответить перед судом.",
        "Генеральный прокурор",
    ),
    ("ar", "العدالة للشيشان", "نطالب بإجراء تحقيق.\n\nعلى من أصدر الأوامر أن يمثل أمام القضاء.", "النائب العام"),
];

/// Dots to the inch: enough to see every line of text, little enough to keep.
const DPI: &str = "45";
const BLOCK: usize = 8;
/// Of 255: how far the mean shade of a block may lie from the picture's.
const TOLERANCE: f64 = 20.0;

/// A page in shades of grey.
#[derive(PartialEq)]
struct Picture {
    width: usize,
    height: usize,
    shades: Vec<u8>,
}

impl Picture {
    /// A page that pdftoppm has drawn: a binary PGM of 255 shades.
    fn drawn(path: &Path) -> Picture {
        let bytes = std::fs::read(path).expect("drawn just now");
        let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
        let mut next = || parts.next().expect("a PGM has a head of three lines");
        assert_eq!(next(), b"P5");
        let size = String::from_utf8_lossy(next()).into_owned();
        let (width, height) = size.split_once(' ').expect("width and height");
        let (width, height) = (width.parse().expect("a width"), height.parse().expect("a height"));
        assert_eq!(next(), b"255");
        let shades = next().to_vec();
        assert_eq!(shades.len(), width * height);
        Picture { width, height, shades }
    }

    /// A page that is kept.
    fn kept(path: &Path) -> Option<Picture> {
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).ok()?));
        let mut reader = decoder.read_info().expect("a PNG");
        let mut shades = vec![0; reader.output_buffer_size().expect("a page fits into memory")];
        let frame = reader.next_frame(&mut shades).expect("a PNG");
        assert_eq!(frame.color_type, png::ColorType::Grayscale, "{}", path.display());
        shades.truncate(frame.buffer_size());
        Some(Picture { width: frame.width as usize, height: frame.height as usize, shades })
    }

    fn keep(&self, path: &Path) {
        let file = std::fs::File::create(path).expect("the golden page");
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a PNG");
        writer.write_image_data(&self.shades).expect("a PNG");
    }

    /// The furthest that a block's mean lies from the other's; another size is as far as can be.
    fn distance(&self, other: &Picture) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 255.0;
        }
        let mut furthest: f64 = 0.0;
        for top in (0..self.height).step_by(BLOCK) {
            for left in (0..self.width).step_by(BLOCK) {
                let of = |picture: &Picture| {
                    let rows = top..(top + BLOCK).min(picture.height);
                    let columns = left..(left + BLOCK).min(picture.width);
                    let count = rows.len() * columns.len();
                    let sum: u32 = rows
                        .flat_map(|y| columns.clone().map(move |x| (y, x)))
                        .map(|(y, x)| u32::from(picture.shades[y * picture.width + x]))
                        .sum();
                    f64::from(sum) / count as f64
                };
                furthest = furthest.max((of(self) - of(other)).abs());
            }
        }
        furthest
    }

    /// The same page, everything a little lower.
    fn lowered(&self, by: usize) -> Picture {
        let mut shades = vec![255; by * self.width];
        shades.extend_from_slice(&self.shades[..self.shades.len() - by * self.width]);
        Picture { shades, ..*self }
    }
}

/// Draws pages of a PDF as `<stem>-N.pgm`; gives their paths in order.
fn drawn(pdf: &Path, stem: &Path, last: Option<&str>) -> Vec<PathBuf> {
    let mut command = Command::new("pdftoppm");
    command.args(["-r", DPI, "-gray"]);
    if let Some(last) = last {
        command.args(["-l", last]);
    }
    let done = command.arg(pdf).arg(stem).output().expect("pdftoppm (poppler-utils) is there");
    assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
    let name = stem.file_name().expect("a stem").to_string_lossy().into_owned();
    let folder = stem.parent().expect("a folder");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&format!("{name}-"))))
        .collect();
    pages.sort();
    assert!(!pages.is_empty(), "a PDF has pages");
    pages
}

/// Every page that is kept, of one language on one paper.
fn pages(language: &str, paper: PaperSize, folder: &Path) -> Vec<PathBuf> {
    let (_, title, text, recipient) =
        PETITIONS.into_iter().find(|(code, ..)| *code == language).expect("a petition in each language");
    let cover = format!(
        "[petition]\ntitle = {title:?}\ntext = {text:?}\nlanguage = {language:?}\nopened = 2017-04-11\nclosed = 2017-05-10\n\
         [organiser]\nname = \"Organiser & Söhne\"\ncontact = \"dossiers@example.org\"\n\
         [recipient]\nname = {recipient:?}\ncountry = \"RU\"\n\
         [handover]\ndate = 2017-05-11\nconsent = \"Each signatory agreed to be named to the recipient.\"\n"
    );
    let out = folder.join("out");
    std::fs::create_dir(&out).expect("a folder");
    let recipe = Recipe { policy: "named", cover: &cover, root: [42; 32], paper, ..Recipe::default() };
    let keys = golden_keys(&age::x25519::Identity::generate());
    let packed = recipe.pack_with(&[("export.csv", &made::export(400))], &out, &keys).expect("the pack succeeds");
    let open = folder.join("open");
    let unzipped = Command::new("unzip").args(["-q", "-j"]).arg(&packed.dossier).arg("-d").arg(&open).output();
    assert!(unzipped.expect("unzip is there").status.success());
    let stem = |part: &str| match paper {
        PaperSize::A4 => folder.join(format!("{language}-{part}")),
        PaperSize::Letter => folder.join(format!("{language}-letter-{part}")),
    };
    let mut pages = drawn(&open.join("cover.pdf"), &stem("cover"), None);
    pages.extend(drawn(&open.join("signatures-0001.pdf"), &stem("list"), Some("1")));
    pages.extend(drawn(&packed.slip, &stem("slip"), None));
    if paper == PaperSize::A4 {
        let sheet = folder.join("sheet.pdf");
        std::fs::write(&sheet, made::sheet::sample_sheet(language, title, recipient, &Fonts::built_in()))
            .expect("a file");
        pages.extend(drawn(&sheet, &stem("sheet"), None));
    }
    pages
}

#[test]
fn every_page_in_every_language_is_the_one_that_was_looked_at() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pages");
    let write = std::env::var("HANDOVER_GOLDEN").as_deref() == Ok("write");
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    let languages = PETITIONS.map(|petition| (petition.0, PaperSize::A4));
    let on_letter = ["en", "ar"].map(|language| (language, PaperSize::Letter));
    for (language, paper) in languages.into_iter().chain(on_letter) {
        assert!(texts::has_language(language), "{language}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        for page in pages(language, paper, folder.path()) {
            let name = format!("{}.png", page.file_stem().expect("a name").to_string_lossy());
            let kept = golden.join(&name);
            seen.push(name.clone());
            let now = Picture::drawn(&page);
            if write {
                std::fs::create_dir_all(&golden).expect("the folder of golden pages");
                now.keep(&kept);
                continue;
            }
            match Picture::kept(&kept) {
                None => wrong.push(format!("{name} is new")),
                Some(then) => {
                    let distance = now.distance(&then);
                    if distance > TOLERANCE {
                        wrong.push(format!("{name} differs by {distance:.0}"));
                    }
                }
            }
        }
    }
    let kept = std::fs::read_dir(&golden).expect("the golden pages").flatten().map(|entry| entry.file_name());
    for name in kept.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.ends_with(".png")) {
        if !seen.contains(&name) {
            wrong.push(format!("{name} is no longer there"));
        }
    }
    assert!(
        !write && wrong.is_empty(),
        "{wrong:#?}: if that is meant, run HANDOVER_GOLDEN=write cargo test --test pages, and look at every page; then run it without."
    );
}

#[test]
fn a_page_that_moved_or_is_another_is_refused() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pages");
    for name in ["fr-slip-1.png", "fr-list-1.png", "fr-sheet-2.png"] {
        let page = Picture::kept(&golden.join(name)).expect("a golden page");
        assert!(page.distance(&page) < f64::EPSILON);
        assert!(page.distance(&page.lowered(2)) > TOLERANCE, "{name}");
    }
    let read = |name: &str| Picture::kept(&golden.join(name)).expect("a golden page");
    assert!(read("fr-slip-1.png").distance(&read("de-slip-1.png")) > TOLERANCE, "another language");
}
