//! A challenge and its answer: the table of forgeries, other people's readers of its proofs, what never leaves, and whether the
//! stated bound is true.

mod forged;
mod made;

use forged::{ASKED, DICE, Forgery, Scene};
use handover::challenge::{Asked, Bad, Checked, Dice, Size, Verdict, check, fields};
use handover::package::response::{entry_of, proof_path};
use handover::package::tlog_proof::TlogProof;
use handover::progress::Silent;
use handover::proof::commitment::salts;
use handover::proof::digest::{base64, hex};
use handover::proof::opening;
use handover::proof::sample::{Seed, bound_95};
use handover::vault::{CustodianKey, VaultReader};
use handover::verify::Pins;
use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::path::Path;

fn checked(dossier: &Path, response: &Path, receipt: Option<(&str, u64, &str)>, bad: u64) -> Checked {
    let asked = receipt.map(|(dice, size, names)| Asked {
        dice: Dice::parse(dice).expect("dice"),
        size: Size::Entries(size),
        fields: fields(names).expect("fields"),
    });
    check(dossier, response, asked, Bad(bad), &Pins::default(), 2, &Silent).expect("it can be tried")
}

fn codes(checked: &Checked) -> Vec<&str> {
    let codes: BTreeSet<&str> = checked.findings.iter().map(|finding| finding.code).collect();
    codes.into_iter().collect()
}

fn written(folder: &Path, forgery: &Forgery) -> std::path::PathBuf {
    let path = folder.join("response.zip");
    std::fs::write(&path, &forgery.zip).expect("a file");
    path
}

#[test]
fn every_forgery_is_told_by_its_own_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = forged::table(folder.path());
    assert!(table.len() > 55, "the table is whole");
    let mut wrong = Vec::new();
    for forgery in &table {
        let response = written(folder.path(), forgery);
        let checked = checked(&forgery.dossier, &response, Some(forgery.receipt), 0);
        if codes(&checked) != forgery.codes {
            wrong.push(format!("{}: {:?}, not {:?}", forgery.name, codes(&checked), forgery.codes));
        }
        assert_eq!(checked.verdict() == Verdict::Holds, forgery.codes.is_empty(), "{}", forgery.name);
        assert!(checked.findings.iter().all(|finding| finding.place.starts_with("response")), "{}", forgery.name);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn without_a_receipt_nothing_is_confirmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = forged::table(folder.path());
    for forgery in &table {
        let response = written(folder.path(), forgery);
        let verdict = checked(&forgery.dossier, &response, None, 0).verdict();
        assert!(matches!(verdict, Verdict::DiceNotConfirmed | Verdict::NotConfirmed), "{}", forgery.name);
    }
    // Dice that the organiser ground are found by the receipt alone: without it all of it seems to hold.
    let ground = table.iter().find(|forgery| forgery.name.starts_with("dice ground")).expect("it is in the table");
    let response = written(folder.path(), ground);
    assert_eq!(checked(&ground.dossier, &response, None, 0).verdict(), Verdict::DiceNotConfirmed);
}

#[test]
fn a_pinned_dossier_confirms_and_counts_what_was_found_false() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path(), "initials", 900, [7; 32], [7; 32]);
    let files = scene.files(DICE, 40, ASKED);
    let response = folder.path().join(format!("response-{}", scene.terms.id));
    for (path, bytes) in &files {
        let path = response.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let asked = |bad| {
        let pins = Pins { hash: Some(scene.terms.integrity), seal: None };
        let asked = Asked {
            dice: Dice::parse(DICE).expect("dice"),
            size: Size::Entries(40),
            fields: fields(ASKED).expect("fields"),
        };
        check(&scene.dossier, &response, Some(asked), Bad(bad), &pins, 2, &Silent)
    };
    for bad in [0, 1, 7, 40] {
        let checked = asked(bad).expect("it can be tried");
        assert_eq!((checked.verdict(), checked.bad), (Verdict::Confirmed, bad), "{:?}", codes(&checked));
        assert_eq!(checked.bound, Some(bound_95(scene.terms.size, 40, bad)));
    }
    assert!(asked(41).is_err(), "more cannot be false than were opened");
}

/// Withheld entries are no finding, and count as bad.
#[test]
fn what_was_forgotten_is_withheld_and_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path(), "count", 200, [7; 32], [7; 32]);
    let drawn = forged::said(&scene.files(DICE, 20, ASKED)).entries;
    let keys = [CustodianKey::parse(&scene.open_vault().about().custodians[0]).expect("a custodian")];
    let forgotten = handover::vault::forget(&mut scene.open_vault(), Vec::new(), &keys, &[drawn[3] - 1], &Silent);
    let scene = Scene { vault: forgotten.expect("it forgets"), ..scene };
    let files = scene.files(DICE, 20, ASKED);
    assert_eq!(forged::said(&files).withheld, [drawn[3]]);
    let zip = forged::zipped(&scene, &format!("response-{}", scene.terms.id), &files);
    let path = folder.path().join("response.zip");
    std::fs::write(&path, zip).expect("a file");
    let checked = checked(&scene.dossier, &path, Some((DICE, 20, ASKED)), 2);
    assert_eq!((codes(&checked), checked.bad), (vec![], 3));
}

/// `signed_note` opens each proof's checkpoint, `tlog_tiles` walks its path; both refuse every one-bit change of what is theirs.
#[test]
fn other_peoples_readers_accept_each_proof() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path(), "named", 700, [7; 32], [7; 32]);
    let files = scene.files(DICE, 12, ASKED);
    let vkey = {
        let bag = forged::dossier_files(&scene.dossier);
        let labels = String::from_utf8(bag["bag-info.txt"].clone()).expect("text");
        let line = labels.lines().find(|line| line.starts_with("Note-Verifier-Key: ")).expect("the label").to_owned();
        line["Note-Verifier-Key: ".len()..].to_owned()
    };
    let proofs: Vec<(u64, &Vec<u8>)> =
        files.iter().filter_map(|(path, bytes)| Some((entry_of(path)?, bytes))).collect();
    assert_eq!(proofs.len(), 12);
    for (n, (entry, bytes)) in proofs.into_iter().enumerate() {
        assert!(accepted(&vkey, entry, bytes, scene.terms.fields.len()), "{entry}");
        // Every bit of two proofs, every 61st of the others.
        let step = if n < 2 { 1 } else { 61 };
        for bit in (n % step..bytes.len() * 8).step_by(step) {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!accepted(&vkey, entry, &changed, scene.terms.fields.len()), "{entry}, bit {bit}");
        }
    }
}

/// By other people's code alone, but for the two lines of text that only our reader knows: opening → leaf.
fn accepted(vkey: &str, entry: u64, proof: &[u8], m: usize) -> bool {
    let Ok(text) = std::str::from_utf8(proof) else { return false };
    let Some((head, note)) = text.split_once("\n\n") else { return false };
    let mut lines = head.lines();
    if lines.next() != Some("c2sp.org/tlog-proof@v1") {
        return false;
    }
    let Some(parts) = lines
        .next()
        .and_then(|line| line.strip_prefix("extra "))
        .and_then(handover::proof::digest::unbase64)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|extra| opening::read(&extra, m))
    else {
        return false;
    };
    let Some(index) = lines.next().and_then(|line| line.strip_prefix("index ")?.parse::<u64>().ok()) else {
        return false;
    };
    let hashes: Option<Vec<tlog_tiles::Hash>> = lines.map(|line| tlog_tiles::Hash::parse_hash(line).ok()).collect();
    let Some(hashes) = hashes else { return false };
    let Ok(read) = signed_note::Note::from_bytes(note.as_bytes()) else { return false };
    let verifier = signed_note::StandardVerifier::new(vkey).expect("a verifier key");
    let origin = vkey.split_once('+').expect("a name").0;
    let list = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    if read.verify(&list).is_err() {
        return false;
    }
    let Ok(checkpoint) = tlog_tiles::Checkpoint::from_bytes(read.text()) else { return false };
    let leaf = tlog_tiles::Hash(opening::leaf(index, &parts));
    checkpoint.origin() == origin
        && index + 1 == entry
        && tlog_tiles::check_record(&hashes, checkpoint.size(), *checkpoint.hash(), index, leaf).is_ok()
        // Base64 has no second text for one hash, and an opening none for one record.
        && TlogProof::read(proof).is_some()
}

/// A response holds nothing of a field or an entry that was not to be opened: no value, no salt, no seed.
#[test]
fn nothing_leaves_that_was_not_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path(), "count", 300, [7; 32], [7; 32]);
    let response = scene.response(DICE, 25, ASKED);
    let bytes: Vec<u8> = response.files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes].concat()).collect();
    let mut readable = bytes.clone();
    for (path, bytes) in &response.files {
        if let Some(proof) = entry_of(path).and_then(|_| TlogProof::read(bytes)) {
            readable.extend_from_slice(proof.extra.as_bytes());
        }
    }
    let sheet = &response.files.iter().find(|(path, _)| path == "sample-sheet.pdf").expect("the sheet").1;
    readable.extend_from_slice(&pdf_text(sheet));
    let drawn: BTreeSet<u64> = response.statement.entries.iter().copied().collect();
    let (mut vault, mut looked) = (scene.open_vault(), 0);
    for entry in 1..=scene.terms.size {
        let held = vault.opened(entry - 1).expect("it opens");
        let (seed, values) = (held.seed.expect("a seed"), held.values.clone().expect("values"));
        let mut own = Vec::new();
        salts(&seed, values.len(), &mut own);
        assert!(!holds(&readable, &seed), "the seed of {entry}");
        for ((name, value), salt) in scene.terms.fields.iter().zip(&values).zip(&own) {
            let asked = drawn.contains(&entry) && ASKED.split(',').any(|asked| asked == name);
            assert_eq!(holds(&readable, salt), asked, "the salt of {name} of {entry}");
            // A value is told by itself where it is one person's alone.
            let personal = value.bytes().filter(u8::is_ascii_digit).count() > 0 && value.contains(['@', '\'']);
            if personal && !asked {
                looked += 1;
                assert!(memchr::memmem::find(&readable, value.as_bytes()).is_none(), "{name} of {entry}");
            }
        }
    }
    assert!(looked > 400, "values were looked for: {looked}");
}

/// Raw, in hex and in base64.
fn holds(haystack: &[u8], secret: &[u8]) -> bool {
    [secret.to_vec(), hex(secret).into_bytes(), base64(secret).trim_end_matches('=').as_bytes().to_vec()]
        .iter()
        .any(|form| memchr::memmem::find(haystack, form).is_some())
}

fn pdf_text(pdf: &[u8]) -> Vec<u8> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(pdf).expect("it is written");
    let said = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output().expect("pdftotext runs");
    assert!(said.status.success());
    said.stdout
}

/// What stays in a cut vault answers the same dice for more entries, and no entry beyond the first `Challenge-Max-Rows`.
#[test]
fn a_cut_vault_answers_its_own_dice_and_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let scene = Scene::new(folder.path(), "count", 1_500, [7; 32], [7; 32]);
    let first = scene.response(DICE, 10, ASKED);
    let keys = [CustodianKey::parse(&scene.open_vault().about().custodians[0]).expect("a custodian")];
    let cut = handover::vault::cut(&mut scene.open_vault(), Vec::new(), &keys, &first.kept, first.answered.clone());
    let before = scene.files(DICE, 300, "city");
    let scene = Scene { vault: cut.expect("it is cut"), ..scene };
    assert_eq!(first.kept.len(), 300);
    assert!(scene.files(DICE, 300, "city") == before, "the same answer, byte for byte");
    let receipt = scene.receipt(forged::OTHER_DICE, 10, ASKED);
    let fonts = handover::paper::Fonts::built_in();
    let refused = handover::challenge::respond(
        &mut scene.open_vault(),
        &scene.terms,
        &receipt,
        &scene.keys.seal,
        &forged::looks(&fonts),
    );
    assert!(refused.is_err_and(|error| error == handover::challenge::ChallengeError::OtherDice));
    let mut vault = VaultReader::open(Cursor::new(scene.vault.as_slice()), &scene.identity).expect("it opens");
    let gone = (0..scene.terms.size).find(|index| !first.kept.contains(index)).expect("an entry that was not drawn");
    assert!(vault.opened(gone).is_err());
    assert!(before.contains_key(&proof_path(first.kept[0] + 1)));
}

/// Ten thousand challenges of a register of which 2 % are bad: the bound that is stated covers the truth in at least 95 %.
#[test]
fn the_stated_bound_is_true_as_often_as_it_says() {
    const SIZE: u64 = 50_000;
    const BAD: u64 = SIZE / 50;
    // Of 149 the chance is 95.07 %: ten thousand throws fall on either side of what is promised. The next test computes such
    // chances instead of throwing.
    for n in [200u64, 300] {
        let mut covered = 0;
        for challenge in 0u64..10_000 {
            let dice = format!("{:020}", challenge.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let seed = Seed::new(&[3; 32], &[4; 32], &dice).expect("dice");
            // Register order is a keyed hash: which entries are bad says nothing of where they stand.
            let bad = seed.entries(SIZE, n).iter().filter(|entry| **entry % 50 == 7).count() as u64;
            covered += u64::from(bound(SIZE, n, bad) >= BAD);
        }
        assert!(covered >= 9_500, "{n}: {covered} of 10 000");
        // Not by saying nothing: a bound that is always true would be worthless.
        assert!(covered < 10_000, "{n}");
    }
}

/// Whatever is bad in truth: the chance that a sample states a bound below it is at most 5 %.
#[test]
fn no_truth_is_missed_more_often_than_said() {
    const SIZE: u64 = 400;
    for n in [1u64, 20, 59, 149, 400] {
        let bounds: Vec<u64> = (0..=n).map(|bad| bound_95(SIZE, n, bad)).collect();
        for truth in 0..=SIZE {
            let missed: f64 =
                (0..=n).filter(|bad| bounds[*bad as usize] < truth).map(|bad| chance(SIZE, truth, n, bad)).sum();
            assert!(missed <= 0.05 + 1e-9, "{truth} bad of {SIZE}, {n} drawn: missed {missed}");
        }
    }
}

/// That `bad` of `n` drawn of `size` are among `truth`.
fn chance(size: u64, truth: u64, n: u64, bad: u64) -> f64 {
    if bad > truth || n - bad > size - truth {
        return 0.0;
    }
    let choose = |from: u64, k: u64| (0..k).map(|i| ((from - i) as f64).ln() - ((i + 1) as f64).ln()).sum::<f64>();
    (choose(truth, bad) + choose(size - truth, n - bad) - choose(size, n)).exp()
}

/// Each bound is computed once.
fn bound(size: u64, n: u64, bad: u64) -> u64 {
    use std::collections::HashMap;
    use std::sync::Mutex;
    type Bounds = HashMap<(u64, u64, u64), u64>;
    static KNOWN: Mutex<Option<Bounds>> = Mutex::new(None);
    let mut known = KNOWN.lock().expect("no thread panics while it holds the lock");
    *known.get_or_insert_default().entry((size, n, bad)).or_insert_with(|| bound_95(size, n, bad))
}
