//! Passwords: argon2id (RFC 9106), 64 MiB, three passes, one lane, with the root secret as its key.
//!
//! In: what a person typed. Out: its hash, or whether it is the one. Never: an answer about an unknown name in less work
//! than about a known one; more than four at once; a password kept.

use crate::proof::random;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Characters at least, bytes at most.
pub const PASSWORD_LENGTHS: (usize, usize) = (12, 1024);
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// Four times 64 MiB; who comes fifth waits.
const AT_ONCE: u32 = 4;

pub(super) struct Passwords {
    pepper: Zeroizing<[u8; 32]>,
    /// Of a random password: the work for names that nobody has.
    nobody: Mutex<Option<String>>,
    running: Mutex<u32>,
    free: Condvar,
    runs: AtomicU64,
}

impl Passwords {
    pub fn new(pepper: Zeroizing<[u8; 32]>) -> Passwords {
        Passwords {
            pepper,
            nobody: Mutex::new(None),
            running: Mutex::new(0),
            free: Condvar::new(),
            runs: AtomicU64::new(0),
        }
    }

    pub fn is_acceptable(password: &str) -> bool {
        password.chars().count() >= PASSWORD_LENGTHS.0 && password.len() <= PASSWORD_LENGTHS.1
    }

    /// A PHC string: parameters, salt, hash.
    pub fn hash(&self, password: &str) -> String {
        let mut salt = [0; 16];
        random::fill(&mut salt);
        let salt = SaltString::encode_b64(&salt).expect("16 bytes are a salt");
        self.run(|argon2| argon2.hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string()))
            .expect("argon2 takes any password up to 4 GiB")
    }

    /// The same work whether there is a hash or not.
    pub fn is_right(&self, password: &str, kept: Option<&str>) -> bool {
        // Cut, so that nobody makes it work on megabytes; too long a password was never taken.
        let typed = if password.len() <= PASSWORD_LENGTHS.1 { password } else { "" };
        let nobody = self.nobody_hash();
        let Ok(hash) = PasswordHash::new(kept.unwrap_or(&nobody)) else { return false };
        self.run(|argon2| argon2.verify_password(typed.as_bytes(), &hash)).is_ok() && kept.is_some()
    }

    /// Runs of argon2 so far.
    #[cfg(test)]
    pub fn runs(&self) -> u64 {
        self.runs.load(Ordering::SeqCst)
    }

    /// Made at the first log-in, whoever it is.
    fn nobody_hash(&self) -> String {
        let mut nobody = self.nobody.lock().unwrap_or_else(PoisonError::into_inner);
        nobody.get_or_insert_with(|| self.hash(&crate::proof::digest::hex(random::bytes32().as_slice()))).clone()
    }

    fn run<T>(&self, act: impl FnOnce(&Argon2<'_>) -> T) -> T {
        struct Place<'p>(&'p Passwords);
        impl Drop for Place<'_> {
            fn drop(&mut self) {
                *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
                self.0.free.notify_one();
            }
        }
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running =
            self.free.wait_while(running, |running| *running >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        drop(running);
        let _place = Place(self);
        self.runs.fetch_add(1, Ordering::SeqCst);
        let parameters = Params::new(MEMORY_KIB, PASSES, 1, None).expect("parameters within argon2's bounds");
        let argon2 = Argon2::new_with_secret(self.pepper.as_slice(), Algorithm::Argon2id, Version::V0x13, parameters);
        act(&argon2.expect("32 bytes are a key"))
    }
}
