//! Golden dossiers: the same input, secrets and day give the same bytes, on any number of threads and buckets, and
//! whatever the order of the rows. The vault and files sealed to recipients are random by design and not among them.
//!
//! `HANDOVER_GOLDEN=write cargo test --test golden` writes `tests/golden/` anew; look at what changed, and why.

mod kit;
mod made;

use handover::cover::Cover;
use handover::day::Day;
use handover::intake::{Choices, Source};
use handover::pack::{PackRequest, Packed, Tuning, pack};
use handover::paper::{Fonts, PaperSize};
use handover::progress::Silent;
use handover::register::policy::Policy;
use handover::secrets::Secrets;
use handover::vault::{CustodianKey, VaultReader, forget};
use kit::{COVER, Dice, POLICIES, Room, csv_of};
use made::{Export, golden_keys};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::built_in);

fn packed(
    room: &Room,
    exports: Vec<Vec<u8>>,
    policy: &str,
    tuning: Tuning,
    custodian: &age::x25519::Identity,
) -> Packed {
    let named =
        |(n, bytes): (usize, Vec<u8>)| Box::new(Export { name: format!("export-{n}.csv"), bytes }) as Box<dyn Source>;
    let exports: Vec<Box<dyn Source>> = exports.into_iter().enumerate().map(named).collect();
    let cover = Cover::parse(COVER).expect("the tests' cover");
    let secrets = Secrets::from_root([42; 32]);
    let out = room.path("out");
    // One room packs many times under one id.
    for name in room.out() {
        std::fs::remove_file(out.join(name)).expect("a file of the pack before");
    }
    pack(&PackRequest {
        exports: &exports,
        choices: &Choices::default(),
        cover: &cover,
        policy: Policy::built_in(policy).expect("a built-in policy"),
        keys: &golden_keys(custodian),
        custodians: &[],
        to: &[],
        out: &out,
        today: Day::parse("2018-02-03").expect("a day"),
        secrets: &secrets,
        tuning,
        count_only: &[],
        fonts: &FONTS,
        letterhead: None,
        paper: PaperSize::A4,
        progress: &Silent,
    })
    .expect("a pack")
}

/// 700 rows in ten scripts, with couples, duplicates in other spellings, hostile cells, rows without an address.
fn rows() -> Vec<Vec<String>> {
    const NAMES: [(&str, &str, &str, &str); 12] = [
        ("Zoë", "Müller", "Köln", "Germany"),
        ("Анна", "Ёлкина", "Казань", "Россия"),
        ("Γιώργος", "Οικονόμου", "Αθήνα", "Greece"),
        ("فاطمة", "الشافعي", "القاهرة", "Egypt"),
        ("נועה", "בן־דוד", "חיפה", "Israel"),
        ("श्रेया", "त्रिपाठी", "लखनऊ", "India"),
        ("ณัฐวุฒิ", "ศรีสุข", "เชียงใหม่", "Thailand"),
        ("ნინო", "ბერიძე", "ბათუმი", "Georgia"),
        ("伟", "欧阳", "北京市", "China"),
        ("서연", "남궁", "부산광역시", "KR"),
        ("=1+1", "@SUM(A1)", "x;=2", "FR"),
        ("Nguyễn", "O'Neil \"Q\"", "Đà Nẵng", "Viet Nam"),
    ];
    let header = [
        "given_name",
        "family_name",
        "email",
        "phone",
        "city",
        "region",
        "postcode",
        "country",
        "birth_date",
        "signed_at",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for n in 0..700usize {
        let person = if n % 10 == 9 { n / 2 } else { n };
        let (given, family, city, country) = NAMES[person * 7 % NAMES.len()];
        let email = match (n, n % 10) {
            (_, 8) => String::new(),
            (_, 9) => format!(" P.{person}+Again@Mail.Example "),
            _ => format!("p.{person}@mail.example"),
        };
        rows.push(vec![
            if n % 20 == 19 { "Partner".to_owned() } else { given.to_owned() },
            format!("{family} {}", person % 50),
            email,
            if n % 10 == 8 { format!("+49 30 {:07}", 1_000_000 + person) } else { String::new() },
            city.to_owned(),
            format!("Region {}", person % 3),
            format!("{:05}", 10_000 + person % 40),
            country.to_owned(),
            if n % 4 == 0 { format!("19{:02}-03-{:02}", 30 + person % 60, 1 + person % 28) } else { String::new() },
            format!("2017-0{}-{:02}T08:00:{:02}Z", 4 + n % 2, 1 + n % 28, n % 60),
        ]);
    }
    rows
}

/// SHA-256 of the zip, the slip and of every file of the bag, by name.
fn digests(packed: &Packed) -> BTreeMap<String, String> {
    let hex = |bytes: &[u8]| handover::proof::digest::hex(&handover::proof::digest::sha256(bytes));
    let dossier = kit::Dossier {
        said: serde_json::Value::Null,
        zip: packed.dossier.clone(),
        slip: packed.slip.clone(),
        vault: packed.vault.clone(),
    };
    let mut digests: BTreeMap<_, _> = dossier.files().into_iter().map(|(name, bytes)| (name, hex(&bytes))).collect();
    digests.insert("(zip)".to_owned(), hex(&std::fs::read(&dossier.zip).expect("the zip")));
    digests.insert("(slip)".to_owned(), hex(&std::fs::read(&dossier.slip).expect("the slip")));
    assert_eq!(digests["(zip)"], handover::proof::digest::hex(&packed.zip_sha256));
    assert_eq!(digests["tagmanifest-sha256.txt"], handover::proof::digest::hex(&packed.integrity));
    digests
}

#[test]
fn the_same_input_secrets_and_day_give_the_same_bytes() {
    let room = Room::new();
    let custodian = age::x25519::Identity::generate();
    let mut written = Vec::new();
    for policy in POLICIES {
        let packed = packed(&room, vec![csv_of(rows())], policy, Tuning::default(), &custodian);
        let now: String = digests(&packed).iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{policy}.txt"));
        if std::env::var("HANDOVER_GOLDEN").as_deref() == Ok("write") {
            std::fs::write(&path, &now).expect("the golden file");
            written.push(policy);
            continue;
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        let changed: Vec<&str> = now.lines().filter(|line| !golden.lines().any(|known| known == *line)).collect();
        assert!(
            now == golden,
            "{policy} is no longer the dossier that it was. If that is meant, run HANDOVER_GOLDEN=write cargo test --test golden; \
             a reader of format 1 must still accept it. Changed: {changed:#?}"
        );
    }
    assert!(
        written.is_empty(),
        "GOLDEN DOSSIERS WERE WRITTEN ANEW: {written:?}. Look at the difference, and run again without HANDOVER_GOLDEN."
    );
}

#[test]
fn the_same_drawn_entries_give_the_same_sheet() {
    let sum = |bytes: &[u8]| handover::proof::digest::hex(&handover::proof::digest::sha256(bytes));
    let now: String = handover::paper::texts::languages()
        .map(|(language, _)| {
            let made = made::sheet::sample_sheet(language, "Justice", "Recipient", &FONTS);
            format!("{}  {language}\n", sum(&made))
        })
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/sheet.txt");
    if std::env::var("HANDOVER_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, &now).expect("the golden file");
        panic!("GOLDEN SHEETS WERE WRITTEN ANEW. Look at the difference, and run again without HANDOVER_GOLDEN.");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(now == golden, "the sheet is no longer what it was. If that is meant, run HANDOVER_GOLDEN=write: {now}");
}

#[test]
fn threads_and_buckets_change_nothing() {
    let room = Room::new();
    let custodian = age::x25519::Identity::generate();
    for policy in ["count", "initials", "named"] {
        let run = |threads, buckets| {
            let tuning = Tuning { threads, buckets, ..Tuning::default() };
            digests(&packed(&room, vec![csv_of(rows())], policy, tuning, &custodian))
        };
        let first = run(1, None);
        for (threads, buckets) in [(2, None), (7, None), (1, Some(1)), (2, Some(3)), (3, Some(64)), (2, Some(1024))] {
            assert_eq!(run(threads, buckets), first, "{policy}, {threads} threads, {buckets:?} buckets");
        }
    }
}

#[test]
fn the_order_of_rows_and_files_changes_nothing() {
    let room = Room::new();
    let custodian = age::x25519::Identity::generate();
    let rows = rows();
    let mut dice = Dice(3);
    for policy in POLICIES {
        let made = packed(&room, vec![csv_of(&rows)], policy, Tuning::default(), &custodian);
        let (first, ledger, counts) = (digests(&made), made.ledger.clone(), made.counts.clone());
        for round in 0..3 {
            let mut shuffled = rows[1..].to_vec();
            dice.shuffle(&mut shuffled);
            let middle = dice.below(shuffled.len());
            let with_header = |part: &[Vec<String>]| csv_of(std::iter::once(&rows[0]).chain(part));
            let exports = match round {
                0 => vec![with_header(&shuffled)],
                _ => vec![with_header(&shuffled[..middle]), with_header(&shuffled[middle..])],
            };
            let again = packed(&room, exports, policy, Tuning::default(), &custodian);
            assert_eq!(again.ledger, ledger, "{policy}");
            assert_eq!(again.counts, counts, "{policy}");
            // What names the exports' own bytes differs, and what is over it; nothing else.
            for (name, sum) in digests(&again) {
                if name.starts_with("data/signatures")
                    || name == "data/counts.csv"
                    || name == "proof/register.checkpoint"
                {
                    assert_eq!(sum, first[&name], "{policy}: {name}");
                }
            }
        }
    }
}

#[test]
fn single_entries_open_from_a_large_vault_before_and_after_one_is_forgotten() {
    const ROWS: usize = 100_000;
    let room = Room::new();
    let custodian = age::x25519::Identity::generate();
    let made = packed(&room, vec![kit::plain_export(ROWS)], "count", Tuning::default(), &custodian);
    let root = handover::proof::digest::unbase64(&root_of(&made)).expect("base64");
    let key = {
        use age::secrecy::ExposeSecret;
        custodian.to_string().expose_secret().to_owned()
    };
    let mut dice = Dice(100);
    let drawn: Vec<u64> = (0..50).map(|_| dice.below(ROWS) as u64).collect();
    let file = std::fs::File::open(&made.vault).expect("the vault");
    let mut vault = VaultReader::open(file, &key).expect("the custodian opens it");
    assert_eq!(vault.size(), ROWS as u64);
    for index in &drawn {
        proves(&mut vault, *index, &root, true);
    }
    let gone = drawn[17];
    let recipient = CustodianKey::parse(&custodian.to_public().to_string()).expect("a recipient");
    let without = forget(&mut vault, Vec::new(), &[recipient], &[gone], &Silent).expect("forgotten");
    let mut vault = VaultReader::open(std::io::Cursor::new(without), &key).expect("the custodian opens the new one");
    for index in &drawn {
        proves(&mut vault, *index, &root, *index != gone);
    }
}

fn root_of(packed: &Packed) -> String {
    let dossier = kit::Dossier {
        said: serde_json::Value::Null,
        zip: packed.dossier.clone(),
        slip: packed.slip.clone(),
        vault: packed.vault.clone(),
    };
    let note = String::from_utf8(dossier.file("proof/register.checkpoint")).expect("text");
    note.lines().nth(2).expect("the root's line").to_owned()
}

/// The entry's seed and values make its leaf, by the formulas of the format alone, and its path ends in the root.
fn proves<R: std::io::Read + std::io::Seek>(vault: &mut VaultReader<R>, index: u64, root: &[u8], kept: bool) {
    use ring::digest::{SHA256, digest};
    let opened = vault.opened(index).expect("opens");
    if kept {
        let (seed, values) = (opened.seed.expect("a seed"), opened.values.as_ref().expect("values"));
        assert!(values.iter().any(|value| value.starts_with("Zqxgiv")), "the row's own values");
        let mut record = index.to_be_bytes().to_vec();
        for (n, value) in values.iter().enumerate() {
            let block = [&(n as u32 / 2 + 1).to_be_bytes(), &seed[..], b"handover-salts/v1"].concat();
            let salt = &digest(&SHA256, &block).as_ref()[n % 2 * 16..][..16].to_vec();
            record.extend(digest(&SHA256, &[&[2], salt.as_slice(), value.as_bytes()].concat()).as_ref());
        }
        assert_eq!(digest(&SHA256, &[&[0], record.as_slice()].concat()).as_ref(), opened.leaf);
    } else {
        assert!(opened.seed.is_none() && opened.values.is_none(), "forgotten");
    }
    let path = vault.path(index).expect("a path");
    let end =
        handover::proof::tree::root_from_path(index, vault.size(), opened.leaf, &path).expect("a path of that length");
    assert_eq!(end.as_slice(), root);
}
