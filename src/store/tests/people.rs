//! Accounts, links, log-ins, sessions, tokens.

use super::*;
use totp_rs::{Algorithm, Secret, TOTP};

const PASSWORD: &str = "four words of mine";

fn digits(secret: &str, now: i64) -> String {
    let secret = Secret::Encoded(secret.to_owned()).to_bytes().expect("base32");
    TOTP::new(Algorithm::SHA1, 6, 1, 30, secret, None, String::new()).expect("a secret").generate(now as u64)
}

/// An account that has used its link; its second factor and recovery codes.
fn enrolled(room: &Room, name: &str, role: Role) -> (Account, String, Enrolled) {
    let store = room.store();
    let account = store.create_account(name, role, "fr", Id::OPERATOR, NOW).expect("made");
    let link = store.issue_link(account.id, Id::OPERATOR, NOW).expect("made");
    let secret = store.offer(&link.secret, NOW).expect("shown").secret.to_string();
    let done = store.enrol(&link.secret, PASSWORD, &digits(&secret, NOW), NOW).expect("enrolled");
    (store.account(account.id).expect("there"), secret, done)
}

fn log_in(room: &Room, name: &str, password: &str, code: &str, now: i64) -> Option<LoggedIn> {
    match room.store().log_in(name, password, code, now).expect("asked") {
        LogIn::In(logged_in) => Some(logged_in),
        LogIn::Refused => None,
    }
}

#[test]
fn a_link_opens_an_account_once() {
    let room = Room::new();
    let store = room.store();
    let link = store.first_administrator("en", NOW).expect("asked").expect("nobody is there");
    let again = store.first_administrator("en", NOW).expect("asked").expect("still nobody");
    assert_eq!(store.offer(&link.secret, NOW).err(), Some(StoreError::LinkOver), "a new link ends the old one");
    let offer = store.offer(&again.secret, NOW).expect("shown");
    assert_eq!(store.offer(&again.secret, NOW).expect("shown").secret, offer.secret, "the same at every load");
    assert!(offer.address.starts_with("otpauth://totp/Handover:administrator?"), "{}", *offer.address);
    let code = digits(&offer.secret, NOW);
    assert_eq!(store.enrol(&again.secret, "short", &code, NOW).err(), Some(StoreError::Password));
    assert_eq!(store.enrol(&again.secret, PASSWORD, "000000", NOW).err(), Some(StoreError::Code));
    let late = NOW + 3 * 24 * 3600;
    assert_eq!(
        store.enrol(&again.secret, PASSWORD, &digits(&offer.secret, late), late).err(),
        Some(StoreError::LinkOver)
    );
    let done = store.enrol(&again.secret, PASSWORD, &code, NOW).expect("enrolled");
    assert_eq!((done.recovery_codes.len(), done.account.enrolled), (10, true));
    assert_eq!(store.enrol(&again.secret, PASSWORD, &code, NOW).err(), Some(StoreError::LinkOver));
    assert!(store.first_administrator("en", NOW).expect("asked").is_none());
    assert_eq!(store.remove_account(done.account.id, Id::OPERATOR, NOW), Err(StoreError::LastAdministrator));
}

#[test]
fn digits_work_once_and_recovery_codes_too() {
    let room = Room::new();
    let (account, secret, done) = enrolled(&room, "Anna", Role::Uploader);
    assert_eq!((account.name.as_str(), account.role, account.language.as_str()), ("anna", Role::Uploader, "fr"));
    assert!(log_in(&room, "anna", PASSWORD, &digits(&secret, NOW), NOW).is_none(), "used to enrol");
    let later = NOW + 30;
    assert!(log_in(&room, "anna", "another password", &digits(&secret, later), later).is_none());
    assert!(log_in(&room, "anna", PASSWORD, "", later).is_none());
    assert!(log_in(&room, " ANNA ", PASSWORD, &digits(&secret, later), later).is_some());
    assert!(log_in(&room, "anna", PASSWORD, &digits(&secret, later), later).is_none(), "replayed");
    let code = done.recovery_codes[3].to_uppercase();
    assert!(log_in(&room, "anna", PASSWORD, &code, later).is_some());
    assert!(log_in(&room, "anna", PASSWORD, &code, later).is_none(), "used");
    assert_eq!(room.store().recovery_codes_left(account.id), Ok(9));
    let (_, _, other) = enrolled(&room, "boris", Role::Approver);
    assert!(log_in(&room, "anna", PASSWORD, &other.recovery_codes[0], later).is_none(), "another person's");
}

#[test]
fn an_unknown_name_costs_the_same_work() {
    let room = Room::new();
    let (account, secret, _) = enrolled(&room, "anna", Role::Uploader);
    room.store().create_account("not-enrolled", Role::Uploader, "en", Id::OPERATOR, NOW).expect("made");
    let later = NOW + 60;
    let work = |name: &str, password: &str, code: &str| {
        let before = room.store().passwords.runs();
        let is_in = log_in(&room, name, password, code, later).is_some();
        (room.store().passwords.runs() - before, is_in)
    };
    // The first log-in of all makes the stand-in, whoever it is.
    work("nobody", PASSWORD, "123456");
    for name in ["nobody", "", "no name at all!", "not-enrolled", "anna"] {
        assert_eq!(work(name, "a wrong password", "123456"), (1, false), "{name}");
        assert_eq!(work(name, &"x".repeat(5_000), "123456"), (1, false), "{name}");
    }
    assert_eq!(work("anna", PASSWORD, "000000"), (1, false));
    assert_eq!(work("anna", PASSWORD, &digits(&secret, later)), (1, true));
    room.store().create_account("ceo", Role::Administrator, "en", Id::OPERATOR, NOW).expect("made");
    room.store().remove_account(account.id, Id::OPERATOR, NOW).expect("removed");
    assert_eq!(work("anna", PASSWORD, &digits(&secret, later + 30)), (1, false));
}

#[test]
fn a_session_ends_idle_or_after_ten_hours() {
    let room = Room::new();
    let (account, secret, _) = enrolled(&room, "anna", Role::Uploader);
    let store = room.store();
    let begun = NOW + 30;
    let session = log_in(&room, "anna", PASSWORD, &digits(&secret, begun), begun).expect("in");
    let alive = |now| store.session(&session.secret, now).expect("asked");
    assert_eq!(alive(begun).map(|found| found.csrf), Some(session.session.csrf.clone()));
    assert_eq!(store.session(&"0".repeat(64), begun), Ok(None));
    assert_eq!(store.session("", begun), Ok(None));
    let mut now = begun;
    while now + SESSION_IDLE_SECONDS - 1 < begun + SESSION_ABSOLUTE_SECONDS {
        now += SESSION_IDLE_SECONDS - 1;
        assert!(alive(now).is_some(), "seen every half hour: after {} seconds", now - begun);
    }
    assert!(alive(begun + SESSION_ABSOLUTE_SECONDS).is_none(), "ten hours");
    let begun = begun + SESSION_ABSOLUTE_SECONDS;
    let session = log_in(&room, "anna", PASSWORD, &digits(&secret, begun), begun).expect("in");
    assert!(store.session(&session.secret, begun + SESSION_IDLE_SECONDS).expect("asked").is_none(), "idle");
    let session = log_in(&room, "anna", PASSWORD, &digits(&secret, begun + 60), begun + 60).expect("in");
    let listed = store.sessions(account.id, begun + 60).expect("listed");
    assert_eq!(listed.len(), 2);
    store.end_session(session.session.id, account.id, begun + 60).expect("ended");
    assert_eq!(store.session(&session.secret, begun + 60), Ok(None));
    assert_eq!(store.end_session(session.session.id, account.id, begun), Err(StoreError::NotFound));
}

#[test]
fn a_new_link_ends_sessions_and_old_password() {
    let room = Room::new();
    let (account, secret, _) = enrolled(&room, "anna", Role::Uploader);
    let session = log_in(&room, "anna", PASSWORD, &digits(&secret, NOW + 30), NOW + 30).expect("in");
    let link = room.store().issue_link(account.id, Id::OPERATOR, NOW).expect("made");
    assert!(room.store().session(&session.secret, NOW + 40).expect("asked").is_some(), "until it is used");
    let fresh = room.store().offer(&link.secret, NOW).expect("shown").secret.to_string();
    assert_ne!(fresh, secret);
    room.store().enrol(&link.secret, "five words that are new", &digits(&fresh, NOW), NOW).expect("enrolled");
    assert_eq!(room.store().session(&session.secret, NOW + 40), Ok(None));
    assert!(log_in(&room, "anna", PASSWORD, &digits(&fresh, NOW + 90), NOW + 90).is_none());
    assert!(log_in(&room, "anna", "five words that are new", &digits(&secret, NOW + 90), NOW + 90).is_none());
    assert!(log_in(&room, "anna", "five words that are new", &digits(&fresh, NOW + 90), NOW + 90).is_some());
}

#[test]
fn a_token_says_whose_it_is_and_what_it_may() {
    let room = Room::new();
    let store = room.store();
    let account = store.create_account("machine", Role::Uploader, "en", Id::OPERATOR, NOW).expect("made");
    let (read, text) = store.create_token(account.id, Access::Read, "nightly", Id::OPERATOR, NOW).expect("made");
    let (write, other) = store.create_token(account.id, Access::Write, "uploads", Id::OPERATOR, NOW).expect("made");
    let found = store.token(&text).expect("asked").expect("known");
    assert_eq!((found.id, found.access, found.account.role), (read, Access::Read, Role::Uploader));
    assert_eq!(store.token(&other).expect("asked").expect("known").access, Access::Write);
    assert_eq!(
        store.tokens().expect("listed").iter().map(|token| token.label.as_str()).collect::<Vec<_>>(),
        ["uploads", "nightly"]
    );
    for wrong in ["", "handover_", &text[9..], &format!("handover_{}", "0".repeat(64))] {
        assert_eq!(store.token(wrong), Ok(None), "{wrong}");
    }
    store.revoke_token(read, Id::OPERATOR, NOW).expect("revoked");
    assert_eq!(store.token(&text), Ok(None));
    assert_eq!(store.revoke_token(read, Id::OPERATOR, NOW), Err(StoreError::NotFound));
    store.remove_account(account.id, Id::OPERATOR, NOW).expect("removed");
    assert_eq!(store.token(&other), Ok(None));
    assert_eq!(store.revoke_token(write, Id::OPERATOR, NOW), Err(StoreError::NotFound));
}

#[test]
fn names_are_plain_and_of_one_account_each() {
    let room = Room::new();
    let store = room.store();
    let make = |name: &str| store.create_account(name, Role::Auditor, "en", Id::OPERATOR, NOW);
    let anna = make("anna@example.org").expect("made");
    assert_eq!(make("ANNA@example.org").err(), Some(StoreError::NameTaken));
    for name in ["", " ", "an na", "änna", "a/b", "a\nb", &"a".repeat(65)] {
        assert_eq!(make(name).err(), Some(StoreError::NameRefused), "{name}");
    }
    store.remove_account(anna.id, Id::OPERATOR, NOW).expect("removed");
    assert_ne!(make("anna@example.org").expect("free again").id, anna.id);
    assert_eq!(store.account(anna.id), Err(StoreError::NotFound));
}
