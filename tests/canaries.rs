//! Canaries: a marked value in every column appears nowhere but where the policy shows it: no file, log at its fullest,
//! error, temporary, inflated stream of a PDF; nor does a digest of it; and no order tells when someone signed.

mod kit;

use kit::marks::{self, Digests, Search};
use kit::{Dice, POLICIES, Room, Said, csv_of};
use std::collections::HashSet;
use std::process::Stdio;

const ROWS: usize = 120;

fn room() -> Room {
    let room = Room::new();
    room.write("export.csv", &csv_of(marks::marked_rows(ROWS)));
    room
}

fn shown_by(policy: &str) -> &'static [&'static str] {
    if policy == "named" { &marks::NAMED_SHOWS } else { &[] }
}

fn nothing_marked_but_what_is_shown(policy: &str) {
    let room = room();
    let said = Said::of(&mut room.pack("export.csv", policy, &[]));
    assert_eq!(said.status, Some(0), "{}", said.text());
    let nothing = Search::without(&[]);
    nothing.none_in("stdout", &said.stdout);
    nothing.none_in("the log at trace", &said.stderr);
    let dossier = kit::Dossier::of_said(&said).within(&room);
    assert_eq!(dossier.number(&["ledger", "accepted"]), ROWS as u64);
    let places = marks::everything(&room, &dossier);
    let hidden = Search::without(shown_by(policy));
    for (place, bytes) in &places {
        // The list and its paper show what the policy shows; nothing else ever does.
        let search = if place.contains("signatures") || place.ends_with(".zip") { &hidden } else { &nothing };
        search.none_in(&format!("{policy}: {place}"), bytes);
    }
    let cells: Vec<String> = marks::marked_rows(ROWS).into_iter().flatten().collect();
    let digests = Digests::of(cells.iter().map(String::as_str));
    for (place, bytes) in places.iter().chain([&("log".to_owned(), said.stderr), &("stdout".to_owned(), said.stdout)]) {
        let found = digests.found_in(bytes);
        assert!(found.is_empty(), "{policy}: {place} carries {found:?} of an input value");
    }
    assert!(kit::names_in(&room.path("tmp")).is_empty(), "a temporary file is left outside `out`");
}

#[test]
fn count_shows_nothing() {
    nothing_marked_but_what_is_shown("count");
}

#[test]
fn pseudonymous_shows_nothing() {
    nothing_marked_but_what_is_shown("pseudonymous");
}

#[test]
fn initials_shows_nothing_marked() {
    nothing_marked_but_what_is_shown("initials");
}

#[test]
fn named_shows_names_and_places_alone() {
    nothing_marked_but_what_is_shown("named");
}

#[test]
fn the_search_finds_what_is_there() {
    // Were these blind, every test above would pass.
    let room = room();
    let dossier = room.packed("export.csv", "named", &[]).within(&room);
    let places = marks::everything(&room, &dossier);
    for column in marks::NAMED_SHOWS {
        let search = Search::for_column(column);
        for place in ["data/signatures.csv", "pdftotext data/signatures-0001.pdf"] {
            let (_, bytes) = places.iter().find(|(name, _)| name == place).expect("the place was read");
            assert!(!search.found_in(bytes).is_empty(), "{column} is not found in {place}");
        }
    }
    let every = Search::without(&[]);
    for (form, bytes) in marks::forms("Zqxfam") {
        let planted = [b"before ".as_slice(), &bytes, b" after"].concat();
        assert!(!every.found_in(&planted).is_empty(), "{form}");
    }
    use base64::Engine;
    for before in ["", "x", "xy"] {
        let planted = base64::engine::general_purpose::STANDARD.encode(format!("{before}Zqxfam0001"));
        assert!(!every.found_in(planted.as_bytes()).is_empty(), "base64 after {before:?}");
    }
    let digests = Digests::of([" Ada.L+x@GMail.com "]);
    assert!(
        digests.found_in(b"4B6Y-S06P-JTEE-C3CZ-O and 0123456789abcdef0123456789abcdef").is_empty(),
        "a false alarm"
    );
    let sum = ring::digest::digest(&ring::digest::SHA256, b"adal@gmail.com");
    let hex: String = sum.as_ref().iter().map(|b| format!("{b:02x}")).collect();
    assert!(!digests.found_in(format!("x{hex}y").as_bytes()).is_empty());
    let grouped: Vec<&str> = hex.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
    assert!(!digests.found_in(grouped.join(" ").as_bytes()).is_empty());
}

#[test]
fn the_search_reads_what_a_pdf_says_besides_its_letters() {
    let room = Room::new();
    let mut rows = marks::marked_rows(40);
    // Text of such a script is said beside its glyphs (ActualText).
    rows.iter_mut().skip(1).for_each(|row| row[1].push_str("กำธร"));
    room.write("export.csv", &csv_of(rows));
    // A title stands among metadata and bookmarks.
    room.write("cover.toml", kit::COVER.replace("A petition of tests", "A petition of zqxcom").as_bytes());
    let dossier = room.packed("export.csv", "named", &[]).within(&room);
    let places = marks::everything(&room, &dossier);
    for (place, column, form) in [
        ("streams of data/signatures-0001.pdf", "family_name", "family_name as UTF-16BE in hex"),
        ("streams of data/cover.pdf", "comment", "comment as UTF-8"),
        ("pdfinfo data/cover.pdf", "comment", "comment as UTF-8"),
    ] {
        let (_, bytes) = places.iter().find(|(name, _)| name == place).expect("the place was read");
        assert!(Search::for_column(column).found_in(bytes).contains(&form), "{form} in {place}");
    }
}

/// A PNG that says who made it, as programs write it.
fn signed_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 4, 4);
    encoder.add_text_chunk("Author".to_owned(), "Zqxgiv Zqxfam".to_owned()).expect("a text");
    encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), "zqxema@zqxhost".to_owned()).expect("a text");
    encoder.write_header().expect("a head").write_image_data(&[0x55; 16]).expect("pixels");
    bytes
}

#[test]
fn of_a_logo_nothing_but_its_pixels_is_on_paper() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" id="Zqxgiv"><title>Zqxful</title>
        <metadata>Zqxfam</metadata><!-- zqxema --><rect id="Zqxstr" width="4" height="3"/></svg>"#;
    for (name, logo) in [("Zqxdoc.svg", svg.to_vec()), ("Zqxdoc.png", signed_png())] {
        let room = room();
        let path = room.write(name, &logo);
        assert!(!Search::without(&[]).found_in(&logo).is_empty());
        let config = format!("[letterhead]\nname = \"An organisation\"\nlogo = {path:?}\n");
        room.write("handover.toml", config.as_bytes());
        let said = Said::of(&mut room.pack("export.csv", "count", &["--config", "handover.toml"]));
        assert_eq!(said.status, Some(0), "{}", said.text());
        let nothing = Search::without(&[]);
        nothing.none_in("what was said", said.text().as_bytes());
        let dossier = kit::Dossier::of_said(&said).within(&room);
        let places = marks::everything(&room, &dossier);
        for pdf in ["data/cover.pdf", "slip"] {
            let (_, streams) = places.iter().find(|(place, _)| *place == format!("streams of {pdf}")).expect("read");
            assert!(memchr::memmem::find(streams, b"/Subtype /Image").is_some(), "{name}: the logo is in {pdf}");
        }
        places.iter().for_each(|(place, bytes)| nothing.none_in(&format!("{name}: {place}"), bytes));
    }
}

#[test]
fn sealed_to_a_recipient_even_names_are_nowhere() {
    let room = room();
    let recipient = age::x25519::Identity::generate().to_public().to_string();
    let said = Said::of(&mut room.pack("export.csv", "named", &["--to", &recipient]));
    assert_eq!(said.status, Some(0), "{}", said.text());
    let nothing = Search::without(&[]);
    nothing.none_in("what was said", said.text().as_bytes());
    let dossier = kit::Dossier::of_said(&said).within(&room);
    assert!(room.out().iter().all(|name| !name.ends_with(".zip") && !name.starts_with('.')), "{:?}", room.out());
    for (place, bytes) in marks::everything(&room, &dossier) {
        nothing.none_in(&place, &bytes);
    }
}

#[test]
fn inspect_masks_its_sample_and_leaves_no_file() {
    let room = room();
    for more in [&["--json"][..], &[]] {
        let said = Said::of(room.handover(["inspect", "export.csv"]).args(more));
        assert_eq!(said.status, Some(0), "{}", said.text());
        Search::without(&[]).none_in("inspect", said.text().as_bytes());
    }
    assert_eq!(room.out(), Vec::<String>::new());
    let left: Vec<String> = kit::names_in(room.root());
    assert_eq!(left, ["cover.toml", "export.csv", "home", "out", "tmp"]);
}

#[test]
fn two_dossiers_of_one_export_share_no_token() {
    let room = room();
    for policy in POLICIES {
        let dossiers = [
            room.packed("export.csv", policy, &[]).within(&room),
            room.packed("export.csv", policy, &[]).within(&room),
        ];
        let [one, other] = dossiers.map(|dossier| tokens(&dossier));
        let pseudonyms = matches!(policy, "pseudonymous" | "initials");
        assert!(one.len() > if pseudonyms { ROWS } else { 5 }, "{policy}: tokens are found at all: {}", one.len());
        let shared: Vec<&String> = one.intersection(&other).collect();
        assert!(shared.is_empty(), "{policy}: {shared:?}");
    }
}

/// Every run of letters and digits that could be a key to a person: sixteen characters or more with a digit in it, but
/// for what the seal key alone decides.
fn tokens(dossier: &kit::Dossier) -> HashSet<String> {
    let public = String::from_utf8(dossier.file("allowed_signers")).expect("text");
    let fingerprint = dossier.said["seal"].as_str().unwrap_or_default().to_owned();
    let mut tokens = HashSet::new();
    for name in ["data/dossier.json", "bag-info.txt", "proof/register.checkpoint", "data/signatures.csv"] {
        let text = String::from_utf8(dossier.file(name)).expect("text");
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-'))) {
            let by_key = fingerprint.contains(word) || public.contains(word) || word == "handover-dossier/1";
            if word.len() >= 16 && word.bytes().any(|b| b.is_ascii_digit()) && !by_key {
                tokens.insert(word.to_owned());
            }
        }
    }
    tokens
}

#[test]
fn order_says_nothing_of_the_time_of_signing() {
    const PEOPLE: usize = 3_000;
    let room = Room::new();
    let header = ["given_name", "family_name", "email", "country", "signed_at"].map(str::to_owned);
    let rows = (0..PEOPLE).map(|n| {
        let signed = format!("2017-04-{:02}", 1 + n * 28 / PEOPLE);
        ["Ana".to_owned(), format!("N{n}"), format!("p{n}@mail.example"), "FR".to_owned(), signed]
    });
    room.write("export.csv", &csv_of(std::iter::once(header).chain(rows)));
    let dossier = room.packed("export.csv", "named", &[]).within(&room);
    let list = dossier.list();
    let column = list[0].iter().position(|name| name == "family_name").expect("the column");
    let order: Vec<f64> = list[1..].iter().map(|row| row[column][1..].parse().expect("the number of a row")).collect();
    assert_eq!(order.len(), PEOPLE);
    // Spearman's rank correlation; its standard deviation under independence is 1/√(n−1).
    let middle = (PEOPLE - 1) as f64 / 2.0;
    let (mut both, mut each) = (0.0, 0.0);
    for (out, input) in order.iter().enumerate() {
        both += (out as f64 - middle) * (input - middle);
        each += (out as f64 - middle).powi(2);
    }
    let rho = both / each;
    assert!(rho.abs() < 5.0 / ((PEOPLE - 1) as f64).sqrt(), "rank correlation {rho}");
    // Neighbours in the file are not neighbours in the list.
    let near = order.windows(2).filter(|pair| (pair[0] - pair[1]).abs() <= 1.0).count();
    assert!(near < 20, "{near} neighbours stayed neighbours");
}

/// An export that cannot be packed, and what else is given.
struct Broken {
    what: &'static str,
    export: Vec<u8>,
    more: &'static [&'static str],
    /// May it still work (exit 0)? Then only silence about content is asked for.
    may_pass: bool,
}

fn broken_exports() -> Vec<Broken> {
    let good = csv_of(marks::marked_rows(40));
    let with = |what, export: Vec<u8>| Broken { what, export, more: &[], may_pass: false };
    let rows = marks::marked_rows(40);
    let ragged: Vec<Vec<String>> =
        rows.iter().enumerate().map(|(n, row)| row[..if n > 0 && n % 3 == 0 { 7 } else { 15 }].to_vec()).collect();
    let mut two_emails = rows.clone();
    for (n, row) in two_emails.iter_mut().enumerate() {
        row[13] = if n == 0 { "Email address".to_owned() } else { format!("zqxema{n}@zqxhost.example.com") };
    }
    let mut ambiguous = rows.clone();
    for row in ambiguous.iter_mut().skip(1) {
        row[12] = "03/04/2017".to_owned();
    }
    let without_names: Vec<Vec<String>> = rows.iter().map(|row| row[9..].to_vec()).collect();
    let mut open_quote = good.clone();
    open_quote.splice(good.len() / 4..good.len() / 4, b"\n\"Zqxgiv never closed".iter().copied());
    let mut nul = good.clone();
    for at in (200..nul.len()).step_by(50) {
        nul[at] = 0;
    }
    let mut not_utf8 = good.clone();
    for at in (300..not_utf8.len()).step_by(7) {
        not_utf8[at] = 0x81;
    }
    vec![
        with("ragged rows", csv_of(ragged)),
        with("two columns of addresses", csv_of(two_emails)),
        with("days and months that could be either", csv_of(ambiguous)),
        Broken { may_pass: true, ..with("no header", csv_of(&rows[1..])) },
        with("neither name nor address", csv_of(without_names)),
        with("gzip that ends early", [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &good].concat()),
        with("zip that is none", [b"PK\x03\x04".as_slice(), &good].concat()),
        with(
            "a spreadsheet",
            [
                b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml".as_slice(),
                &good,
            ]
            .concat(),
        ),
        with("a PDF", [b"%PDF-1.7\n".as_slice(), &good].concat()),
        Broken { may_pass: true, ..with("a quote that stays open", open_quote) },
        Broken { may_pass: true, ..with("zero bytes", nul) },
        Broken { may_pass: true, ..with("bytes of no encoding", not_utf8) },
        Broken { may_pass: true, ..with("ended in the middle of a row", good[..good.len() - 60].to_vec()) },
        with("header alone", csv_of(&rows[..1])),
        Broken { more: &["--columns", "columns.toml"], ..with("a broken columns file", good.clone()) },
        Broken { more: &["--columns", "export.csv"], ..with("the export as columns file", good.clone()) },
        Broken { more: &["--policy", "export.csv"], ..with("the export as policy", good.clone()) },
        Broken { more: &["--policy", "broken-policy.toml"], ..with("a broken policy", good.clone()) },
        Broken { more: &["--cover", "export.csv"], ..with("the export as cover", good.clone()) },
        Broken { more: &["--cover", "broken-cover.toml"], ..with("a broken cover", good.clone()) },
        Broken { more: &["--keys", "export.csv"], ..with("the export as key folder", good.clone()) },
        Broken { more: &["--out", "export.csv"], ..with("the export as output folder", good.clone()) },
        Broken { more: &["--out", "no/such/folder"], may_pass: true, ..with("no output folder", good.clone()) },
        Broken { more: &["--to", "zqxema0001@zqxhost.example.com"], ..with("a recipient that is none", good.clone()) },
        Broken { more: &["--custodian", "Zqxgiv"], ..with("a custodian that is none", good) },
    ]
}

#[test]
fn errors_name_the_place_and_never_the_content() {
    for broken in broken_exports() {
        let room = Room::new();
        room.write("export.csv", &broken.export);
        room.write("columns.toml", b"[columns]\n\"Zqxfam0001\" = \"given_name\n");
        room.write("broken-policy.toml", b"name = \"x\"\nk = \"Zqxfam0001\"\n");
        room.write("broken-cover.toml", b"[petition]\ntitle = \"Zqxfam0001\"\ntext = Zqxfam0001\n");
        // Given twice, an option is refused: leave out what the case brings itself.
        let mut command = room.handover(["pack", "export.csv"]);
        for (name, usual) in [("--cover", "cover.toml"), ("--policy", "named"), ("--keys", "keys"), ("--out", "out")] {
            if !broken.more.contains(&name) {
                command.args([name, usual]);
            }
        }
        command.args(broken.more);
        let said = Said::of(&mut command);
        let refused = matches!(said.status, Some(1 | 2)) || broken.may_pass && said.status == Some(0);
        let mut spoken = said.stderr.clone();
        spoken.extend(&said.stdout);
        // What a person typed on the command line may be said back; it stands there already.
        let typed = broken.what.starts_with("a recipient") || broken.what.starts_with("a custodian");
        if !typed {
            Search::without(&[]).none_in(&format!("{}: what was said", broken.what), &spoken);
        }
        assert!(refused, "{}: {}", broken.what, said.text());
        if said.status != Some(0) {
            assert!(!spoken.is_empty(), "{}: nothing is said", broken.what);
            assert_eq!(room.out(), Vec::<String>::new(), "{}: something is left in `out`", broken.what);
        }
        let inspected = Said::of(&mut room.handover(["inspect", "export.csv"]));
        Search::without(&[]).none_in(&format!("{}: inspect", broken.what), inspected.text().as_bytes());
        assert!(!said.text().contains("panicked"), "{}: {}", broken.what, said.text());
        assert!(!inspected.text().contains("panicked"), "{}: {}", broken.what, inspected.text());
    }
}

#[test]
fn while_it_runs_and_when_it_is_killed_nothing_is_in_the_clear() {
    let room = Room::new();
    // Large enough to be looked at many times while it is packed.
    room.write("export.csv", &csv_of(marks::marked_rows(30_000)));
    let nothing = Search::in_the_clear(&[]);
    let hidden = Search::in_the_clear(shown_by("named"));
    for kill_after in [None, Some(3), Some(10), Some(25)] {
        let mut child =
            room.pack("export.csv", "named", &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let (mut rounds, mut looked) = (0, 0);
        let ended = loop {
            // It stands still while it is looked at: what is there at this moment is seen whole.
            signal(child.id(), "-STOP");
            for (place, bytes) in marks::files_under(&room.path("out")).into_iter().chain(open_files(child.id())) {
                let finished = place.ends_with(".zip") || place.contains("dossier-");
                if finished { &hidden } else { &nothing }.none_in(&format!("while packing, {}", &place), &bytes);
                looked += usize::from(bytes.len() > 1_000);
            }
            rounds += 1;
            signal(child.id(), "-CONT");
            if kill_after.is_some_and(|most| rounds > most) {
                child.kill().expect("a child can be killed");
            }
            if let Some(status) = child.try_wait().expect("a child can be waited for") {
                break status;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        };
        match kill_after {
            None => {
                assert!(ended.success(), "{ended}");
                assert!(looked > 5, "only {looked} temporaries were seen in {rounds} rounds");
            }
            Some(_) => {
                for name in room.out() {
                    assert!(name.starts_with(".handover-") || name.starts_with("dossier-"), "{name}");
                }
                for (place, bytes) in marks::files_under(&room.path("out")) {
                    let search = if place.contains("dossier-") { &hidden } else { &nothing };
                    search.none_in(&format!("after a kill, {place}"), &bytes);
                }
            }
        }
    }
    room.packed("export.csv", "count", &[]);
    assert!(room.out().iter().all(|name| !name.starts_with('.')), "the next run removes leftovers: {:?}", room.out());
}

fn signal(process: u32, what: &str) {
    // One that has just ended cannot be signalled any more, which is as well.
    let _ = std::process::Command::new("kill").args([what, &process.to_string()]).stderr(Stdio::null()).status();
}

/// What a process has open for writing, named or not: files without a name are seen too.
fn open_files(process: u32) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten() {
        let Ok(target) = std::fs::read_link(entry.path()) else { continue };
        let name = target.to_string_lossy().into_owned();
        let regular = std::fs::metadata(entry.path()).is_ok_and(|file| file.is_file());
        if regular
            && !name.ends_with("export.csv")
            && let Ok(bytes) = std::fs::read(entry.path())
        {
            files.push((format!("open file {name}"), bytes));
        }
    }
    files
}

#[test]
fn every_policy_hides_the_same_marks_whatever_the_column_is_called() {
    // Unknown columns never pass through, wherever they stand and whatever they hold.
    let mut dice = Dice(11);
    for policy in POLICIES {
        let room = Room::new();
        let mut rows = marks::marked_rows(40);
        for (n, row) in rows.iter_mut().enumerate() {
            row.insert(dice.below(1), if n == 0 { "Favourite colour".to_owned() } else { format!("Zqxcom{n}") });
            row.push(if n == 0 { "notes".to_owned() } else { format!("203.0.113.{n} Zqxdoc{n}") });
        }
        room.write("export.csv", &csv_of(rows));
        let dossier = room.packed("export.csv", policy, &[]).within(&room);
        let search = Search::without(shown_by(policy));
        for (place, bytes) in marks::everything(&room, &dossier) {
            search.none_in(&format!("{policy}: {place}"), &bytes);
        }
    }
}
