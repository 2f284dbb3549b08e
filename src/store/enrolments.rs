//! One-time links: by one a person chooses the password, sets up the second factor and gets the recovery codes.
//!
//! In: an administrator's wish; later the link's secret with what the person typed. Out: an account that can log in. Never:
//! a link that works twice or after its time; its secret kept.

use super::accounts::{Account, Role, present};
use super::audit::Act;
use super::error::StoreError;
use super::id::Id;
use super::passwords::Passwords;
use super::secret::{self, Place};
use super::{Store, second_factor};
use crate::proof::digest::{hex, unhex32};
use crate::proof::{Hash, random};
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use zeroize::Zeroizing;

const LINK_SECONDS: i64 = 3 * 24 * 3600;
const FIRST_NAME: &str = "administrator";

/// A link's secret, 64 hexadecimal digits, and until when it works.
pub struct Enrolment {
    pub secret: Zeroizing<String>,
    pub account: Account,
    pub expires: i64,
}

/// What the page of the link shows: the second factor's secret, the same at every load.
pub struct Offer {
    pub account: Account,
    /// Base32, to type.
    pub secret: Zeroizing<String>,
    /// `otpauth://…`, for a QR code.
    pub address: Zeroizing<String>,
    pub expires: i64,
}

/// Done; the codes are shown once.
pub struct Enrolled {
    pub account: Account,
    pub recovery_codes: Vec<Zeroizing<String>>,
}

impl Store {
    /// A new link for an account, instead of any older one: the first one, or where password or second factor are lost.
    pub fn issue_link(&self, account: Id, actor: Id, now: i64) -> Result<Enrolment, StoreError> {
        self.change(|database, chain| {
            let account = present(database, account)?;
            let (link, expires) = (random::bytes32(), now + LINK_SECONDS);
            database.execute("DELETE FROM enrolments WHERE account = ?1", [account.id])?;
            let place = Place("link totp", account.id);
            let totp = secret::seal(&self.root.derived("people"), place, &second_factor::fresh());
            database.execute(
                "INSERT INTO enrolments (hash, account, expires, totp) VALUES (?1, ?2, ?3, ?4)",
                (self.link_hash(&link), account.id, expires, totp),
            )?;
            chain.add(now, actor, Act::LinkMade, account.id, None)?;
            Ok(Enrolment { secret: Zeroizing::new(hex(link.as_slice())), account, expires })
        })
    }

    /// On a start where no administrator has enrolled: a link for the first one. `None` once there is one.
    pub fn first_administrator(&self, language: &str, now: i64) -> Result<Option<Enrolment>, StoreError> {
        let administrators: Vec<Account> =
            self.accounts()?.into_iter().filter(|account| account.role == Role::Administrator).collect();
        if administrators.iter().any(|account| account.enrolled) {
            return Ok(None);
        }
        let account = match administrators.into_iter().next() {
            Some(account) => account,
            None => self.create_account(FIRST_NAME, Role::Administrator, language, Id::OPERATOR, now)?,
        };
        self.issue_link(account.id, Id::OPERATOR, now).map(Some)
    }

    /// What the link's page shows.
    ///
    /// # Errors
    /// `LinkOver`.
    pub fn offer(&self, link: &str, now: i64) -> Result<Offer, StoreError> {
        self.look(|database| {
            let (account, totp, expires) = self.link_in(database, link, now)?;
            let (secret, address) = second_factor::offer(&totp, &account.name);
            Ok(Offer { account, secret: Zeroizing::new(secret), address: Zeroizing::new(address), expires })
        })
    }

    /// Sets password and second factor, ends the link and the account's sessions.
    ///
    /// # Errors
    /// `LinkOver`, `Password`, `Code`.
    pub fn enrol(&self, link: &str, password: &str, code: &str, now: i64) -> Result<Enrolled, StoreError> {
        if !Passwords::is_acceptable(password) {
            return Err(StoreError::Password);
        }
        // Before argon2 works: who has no link makes no work.
        self.offer(link, now)?;
        let kept = self.passwords.hash(password);
        self.change(|database, chain| {
            let (mut account, totp, _) = self.link_in(database, link, now)?;
            let step = second_factor::step_of(&totp, code, 0, now).ok_or(StoreError::Code)?;
            let id = account.id;
            let sealed = secret::seal(&self.root.derived("people"), Place("totp", id), &totp);
            database.execute(
                "UPDATE accounts SET password = ?2, totp = ?3, totp_step = ?4 WHERE id = ?1",
                (id, kept, sealed, step),
            )?;
            for table in ["enrolments", "sessions", "recovery_codes"] {
                database.execute(&format!("DELETE FROM {table} WHERE account = ?1"), [id])?;
            }
            let recovery_codes = self.new_codes(database, id)?;
            chain.add(now, id, Act::Enrolled, id, None)?;
            account.enrolled = true;
            Ok(Enrolled { account, recovery_codes })
        })
    }

    /// An account that is ready at once, for a demonstration: it is entered with its recovery codes, for nobody holds its
    /// second factor.
    ///
    /// # Errors
    /// `NameRefused`, `NameTaken`, `Password`.
    pub fn enrol_for_show(
        &self,
        name: &str,
        role: Role,
        language: &str,
        password: &str,
        now: i64,
    ) -> Result<Enrolled, StoreError> {
        let account = self.create_account(name, role, language, Id::OPERATOR, now)?;
        let link = self.issue_link(account.id, Id::OPERATOR, now)?.secret;
        let (_, totp, _) = self.look(|database| self.link_in(database, &link, now))?;
        self.enrol(&link, password, &second_factor::digits(&totp, now), now)
    }

    fn new_codes(&self, database: &Transaction<'_>, account: Id) -> Result<Vec<Zeroizing<String>>, StoreError> {
        let codes = second_factor::recovery_codes();
        for code in &codes {
            let code = second_factor::recovery_code(code).expect("a code of our making");
            let hash = self.root.hash_of("recovery code", code.as_bytes());
            database.execute("INSERT INTO recovery_codes VALUES (?1, ?2)", (account, hash))?;
        }
        Ok(codes)
    }

    fn link_in(
        &self,
        database: &Connection,
        link: &str,
        now: i64,
    ) -> Result<(Account, Zeroizing<Vec<u8>>, i64), StoreError> {
        let link = unhex32(link).map(Zeroizing::new).ok_or(StoreError::LinkOver)?;
        let mut row = database
            .prepare_cached("SELECT account, totp, expires FROM enrolments WHERE hash = ?1 AND expires > ?2")?;
        let row = row.query_row((self.link_hash(&link), now), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let (account, totp, expires): (Id, Vec<u8>, i64) = row.optional()?.ok_or(StoreError::LinkOver)?;
        let totp = secret::open(&self.root.derived("people"), Place("link totp", account), &totp)?;
        Ok((present(database, account)?, totp, expires))
    }

    fn link_hash(&self, link: &[u8; 32]) -> Hash {
        self.root.hash_of("link", link)
    }
}
