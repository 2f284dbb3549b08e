//! The whole path of a handover, without a door: from a cover to a dossier that verifies.

use super::{HandoverError, Looked, Office, Terms};
use crate::pack::Tuning;
use crate::paper::{Fonts, PaperSize};
use crate::said::Said;
use crate::store::{FileKind, Id, Role, State, Store, StoreError};
use crate::vault::CustodianKey;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const COVER: &str = r#"{"petition": {"title": "Canary title", "text": "T", "language": "fr"},
    "organiser": {"name": "O"}, "recipient": {"name": "R", "country": "FR"},
    "handover": {"date": "2017-05-11", "consent": "Article 9"}}"#;

struct Room {
    _folder: tempfile::TempDir,
    office: Arc<Office>,
    uploader: Id,
    approver: Id,
}

fn room() -> Room {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, secret) = (folder.path().join("data"), folder.path().join("secret"));
    let store = Arc::new(Store::open(&data, &secret).expect("a store"));
    let account = |name, role| store.create_account(name, role, "en", Id::OPERATOR, 1).expect("an account").id;
    let (uploader, approver) = (account("uma", Role::Uploader), account("ava", Role::Approver));
    let identity = age::x25519::Identity::generate();
    let terms = Terms {
        custodians: vec![CustodianKey::parse(&identity.to_public().to_string()).expect("a recipient")],
        count_only: vec!["RU".to_owned()],
        four_eyes: true,
        verify_page: None,
        tuning: Tuning::default(),
        letterhead: None,
        paper: PaperSize::A4,
        seal_name: None,
    };
    let office =
        Office::new(store, terms, Fonts::built_in(), &secret.join("keys"), &data.join("work"), || 1_494_500_000);
    Room { office: Arc::new(office.expect("an office")), _folder: folder, uploader, approver }
}

impl Room {
    fn upload(&self, handover: Id, name: &str, text: &str) -> Result<super::Recognised, HandoverError> {
        let mut draft = self.office.store.draft().expect("a draft");
        draft.write_all(text.as_bytes()).expect("written");
        let file = self.office.store.keep(draft, handover, FileKind::Export, name, self.uploader, 2)?;
        self.office.received(file, self.uploader, 2)
    }

    fn look(&self, id: Id, policy: Option<&str>) -> Looked {
        loop {
            match self.office.look(id, policy, 3).expect("a look") {
                Looked::Reading(_) => std::thread::yield_now(),
                known => return known,
            }
        }
    }

    fn pack(&self, id: Id) -> State {
        self.office.pack(id, self.uploader, 4).expect("asked for");
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| self.office.work(&|| over.load(Ordering::SeqCst)));
            let state = loop {
                match self.office.store.handover(id).expect("a handover").state {
                    State::Packing => std::thread::yield_now(),
                    state => break state,
                }
            };
            over.store(true, Ordering::SeqCst);
            self.office.ring();
            worker.join().expect("the worker ends");
            state
        })
    }

    fn bytes(&self, id: Id) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.office.store.read(id).expect("a file").read_to_end(&mut bytes).expect("read");
        bytes
    }
}

fn export(rows: usize) -> String {
    let mut text = "Prénom,Nom,E-mail,Pays,Date\n".to_owned();
    (0..rows)
        .for_each(|n| text.push_str(&format!("Zoë,Canary{n},z{n}@example.org,France,2017-04-{:02}\n", n % 28 + 1)));
    text
}

#[test]
fn from_cover_to_slip() {
    let room = room();
    let office = &room.office;
    let id = office.create(room.uploader, COVER, "pseudonymous", None, 1).expect("a handover");
    assert!(matches!(office.pack(id, room.uploader, 1), Err(HandoverError::NoExport)));
    let recognised = room.upload(id, "export.csv", &export(60)).expect("recognised");
    assert_eq!(recognised.columns[2].field.as_deref(), Some("email"));
    assert_eq!(recognised.columns[2].samples, ["•••@•••"; 3]);
    assert!(!serde_json::to_string(&recognised).expect("JSON").contains("anary"));
    let again = room.upload(id, "again.csv", &export(60)).expect_err("the same rows");
    assert_eq!((again.code(), office.store.files(id).expect("files").len()), ("same-file", 1));
    let kind = room.upload(id, "list.pdf", "%PDF-1.7\n%\u{e2}\u{e3}").expect_err("no export");
    assert_eq!((kind.code(), office.store.files(id).expect("files").len()), ("kind", 1));

    let Looked::Ready(look) = room.look(id, None) else { panic!("a look") };
    assert_eq!((look.ledger.rows_read, look.original.len(), look.shown.len()), (60, 20, 20));
    assert_eq!(look.shown_columns[1], "pseudonym");
    assert_eq!(look.shown[0], ["…", "…", "FR", "2017-04"]);
    let Looked::Ready(count) = room.look(id, Some("count")) else { panic!("another look") };
    assert!(count.shown.is_empty() && count.counts.by_country.len() == 1);

    assert_eq!(room.pack(id), State::AwaitingApproval);
    let packed = office.store.handover(id).expect("a handover").packed.expect("packed");
    assert_eq!(packed.signatures, 60);
    office.pack(id, room.uploader, 5).expect("asking again does no harm");
    let four = office.approve(id, room.uploader, &packed.integrity, 6).expect_err("the one who packed");
    assert!(matches!(four, HandoverError::Store(StoreError::FourEyes)));
    office.approve(id, room.approver, &packed.integrity, 6).expect("approved");

    let slip = office.slip(id, 7).expect("the slip");
    let slip = room.bytes(slip);
    assert!(slip.starts_with(b"%PDF"));
    let sealed = b"/SubFilter/ETSI.CAdES.detached";
    assert!(slip.windows(sealed.len()).any(|window| window == sealed), "the slip is sealed at release");
    let dossier = office.store.file_of(id, FileKind::Dossier).expect("asked").expect("there");
    let zip = room.bytes(dossier.id);
    assert_eq!(crate::proof::digest::sha256(&zip), packed.zip_sha256);
    assert!(zip.starts_with(b"PK"));
    let mut kinds: Vec<&str> = office.store.files(id).expect("files").iter().map(|file| file.kind.word()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["dossier", "slip", "vault"], "the raw exports are gone");
}

#[test]
fn looks_that_nobody_waits_for_are_not_taken() {
    let room = room();
    let office = &room.office;
    for _ in 0..8 {
        let id = office.create(room.uploader, COVER, "count", None, 1).expect("a handover");
        room.upload(id, "export.csv", &export(30)).expect("recognised");
        let turn = super::held(&office.look_turn);
        for policy in ["named", "count", "named", "initials", "named", "count"] {
            assert!(matches!(office.look(id, Some(policy), 3), Ok(Looked::Reading(_))));
        }
        drop(turn);
        while Arc::strong_count(office) > 1 {
            std::thread::yield_now();
        }
        let kept = office.store.handover(id).expect("a handover").survey_json.expect("a look was taken");
        assert!(kept.contains("\"policy\":\"count\""), "the last that was asked for, and no other");
    }
}

#[test]
fn what_was_destroyed_ends_its_epoch_and_what_is_left_opens() {
    let room = room();
    let office = &room.office;
    let id = office.create(room.uploader, COVER, "count", None, 1).expect("a handover");
    let gone = room.upload(id, "gone.csv", &export(3)).expect("recognised");
    room.upload(id, "export.csv", &export(30)).expect("recognised");
    office.keep_house(1_000_000).expect("kept");
    assert_eq!(office.store.destroyed_since_epoch(), Ok((false, 0)), "nothing was destroyed yet");
    let gone = Id::parse(&gone.id).expect("an id");
    office.store.drop_file(gone, room.uploader, 5).expect("removed");
    office.keep_house(1_000_000).expect("kept");
    assert_eq!(office.store.destroyed_since_epoch(), Ok((false, 1_000_000)), "a new epoch");
    office.store.withdraw(id, "", room.uploader, 5).expect_err("not while it collects");
    assert_eq!(room.pack(id), State::AwaitingApproval);
    office.store.send_back(id, room.approver, 6).expect("sent back");
    office.keep_house(1_000_001).expect("kept");
    assert_eq!(office.store.destroyed_since_epoch(), Ok((true, 1_000_000)), "not twice in a day");
}

#[test]
fn what_cannot_be_packed_says_why_and_can_be_mended() {
    let room = room();
    let office = &room.office;
    let to_russia = COVER.replace("FR", "RU");
    assert_eq!(
        office.create(room.uploader, &to_russia, "named", None, 1).expect_err("counts only").code(),
        "count-only"
    );
    let no_consent = COVER.replace(r#", "consent": "Article 9""#, "");
    assert_eq!(
        office.create(room.uploader, &no_consent, "named", None, 1).expect_err("no consent").code(),
        "no-consent"
    );
    assert_eq!(office.create(room.uploader, COVER, "all", None, 1).expect_err("no policy").code(), "policy");
    let wrong = office.create(room.uploader, "{}", "count", None, 1).expect_err("no cover").said();
    assert_eq!(wrong, Said::of("refused-cover-missing").name("place", "petition"));

    let id = office.create(room.uploader, COVER, "count", None, 1).expect("a handover");
    room.upload(id, "unsure.csv", "Name,Date\nZoë,04/05/2017\nMax,03/02/2017\n").expect("recognised");
    let unsure = office.pack(id, room.uploader, 2).expect_err("day or month");
    assert_eq!(unsure.code(), "unsure");
    let decided = office.decide_columns(id, "date_order = \"dmy\"", room.uploader, 3).expect("decided");
    assert!(decided[0].questions.is_empty());
    assert_eq!(room.pack(id), State::AwaitingApproval);
    office.store.send_back(id, room.approver, 5).expect("sent back");
    office.rewrite(id, &COVER.replace("Canary title", "Another title"), "count", room.uploader, 6).expect("mended");
    assert_eq!(room.pack(id), State::AwaitingApproval);

    let nothing = office.create(room.uploader, COVER, "count", Some(id), 1).expect("a handover");
    room.upload(nothing, "blank.csv", "Name,Email\n,\n").expect("recognised");
    assert_eq!(room.pack(nothing), State::Failed);
    let job = office.store.job_of(nothing).expect("asked").expect("a job");
    let said = Said::of("refused-too-many-malformed").count("malformed", 1).count("rows", 1).count("limit", 5);
    let said = said.count("row", 2).name("file", "blank.csv");
    assert_eq!(super::stopped(&job), Some(("too-many-malformed".to_owned(), said)));
}

#[test]
fn what_an_earlier_version_kept_as_prose_is_looked_at_anew() {
    let room = room();
    let office = &room.office;
    let id = office.create(room.uploader, COVER, "count", None, 1).expect("a handover");
    let found = room.upload(id, "unsure.csv", "Name,Date\nZoë,04/05/2017\nMax,03/02/2017\n").expect("recognised");
    assert_eq!(found.questions[0].said, Said::of("ask-day-month").name("file", "unsure.csv").name("key", "Date"));
    let file = Id::parse(&found.id).expect("an id");
    let mut before = serde_json::to_value(&found).expect("JSON");
    before["questions"][0]["said"] = "unsure.csv has dates. Choose their order.".into();
    before["notices"] = serde_json::json!(["unsure.csv: one line is passed over. Look at it."]);
    office.store.set_file_survey(file, &before.to_string()).expect("kept");
    let again = room.upload(id, "again.csv", "Name,Date\nZoë,04/05/2017\nMax,03/02/2017\n").expect_err("the same");
    assert_eq!(again.code(), "same-file", "the rows are known all the same");
    assert_eq!(office.all_recognised(id).expect("looked at anew"), [found]);

    let Looked::Ready(look) = room.look(id, None) else { panic!("a look") };
    let kept = office.store.handover(id).expect("there").survey_json.expect("kept");
    let mut before: serde_json::Value = serde_json::from_str(&kept).expect("JSON");
    before["look"]["stops"] = serde_json::json!(["unsure.csv has dates. Choose their order."]);
    office.store.set_survey(id, &before.to_string(), 4).expect("kept");
    let Looked::Ready(again) = room.look(id, None) else { panic!("a look") };
    assert_eq!((&again.stops, again.stops.len()), (&look.stops, 1));

    let id = office.create(room.uploader, COVER, "count", None, 1).expect("a handover");
    office.store.begin_job(id, room.uploader, 5).expect("asked for");
    let lease = office.store.lease_job(5, 60).expect("asked").expect("a job");
    office.store.fail_job(&lease, "empty", "a.csv is empty. Export again.", 6).expect("noted");
    let job = office.store.job_of(id).expect("asked").expect("a job");
    assert_eq!(super::stopped(&job), Some(("empty".to_owned(), Said::of("refused-earlier"))));
}
