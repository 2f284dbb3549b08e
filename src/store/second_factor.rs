//! The second factor: six digits of an app (RFC 6238: SHA-1, 30 seconds), or a recovery code.
//!
//! In: what a person typed, and the time. Out: the step it is right for, to be remembered. Never: digits taken twice, or a
//! step before the last one; a comparison that stops early.

use crate::proof::equal::secrets_equal;
use crate::proof::random;
use totp_rs::{Algorithm, Secret, TOTP};
use zeroize::Zeroizing;

const STEP_SECONDS: i64 = 30;
/// Steps that a clock may be off.
const SKEW: i64 = 1;
const ISSUER: &str = "Handover";
/// Bytes of a secret: the digest's length (RFC 4226 §4).
const SECRET: usize = 20;
pub const RECOVERY_CODES: usize = 10;
/// Letters and digits that are not mistaken for each other; 32 of them, five bits each.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A new secret.
pub fn fresh() -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new(vec![0; SECRET]);
    random::fill(&mut secret);
    secret
}

/// The secret as an app takes it: to type, and as an `otpauth://` address for a QR code.
pub fn offer(secret: &[u8], account: &str) -> (String, String) {
    let totp = totp(secret, account);
    (Secret::Raw(secret.to_vec()).to_encoded().to_string(), totp.get_url())
}

/// The step that these digits are right for, if it is later than `last`.
pub fn step_of(secret: &[u8], typed: &str, last: i64, now: i64) -> Option<i64> {
    let totp = totp(secret, "");
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let here = now.div_euclid(STEP_SECONDS);
    let mut right = None;
    for step in here - SKEW..=here + SKEW {
        let time = u64::try_from(step * STEP_SECONDS).unwrap_or(0);
        let is_right = secrets_equal(totp.generate(time).as_bytes(), typed.as_bytes());
        if is_right && step > last {
            right = Some(step);
        }
    }
    right
}

/// What an app shows at that time.
pub fn digits(secret: &[u8], now: i64) -> Zeroizing<String> {
    Zeroizing::new(totp(secret, "").generate(u64::try_from(now).unwrap_or(0)))
}

/// Ten codes of 80 bits, in groups of four: `7h3k-0pq8-…`.
pub fn recovery_codes() -> Vec<Zeroizing<String>> {
    std::iter::repeat_with(|| {
        let mut bytes = Zeroizing::new([0u8; 16]);
        random::fill(bytes.as_mut());
        let letters: Vec<u8> = bytes.iter().map(|byte| LETTERS[usize::from(byte & 31)]).collect();
        let groups: Vec<&str> = letters.chunks(4).map(|group| std::str::from_utf8(group).expect("ASCII")).collect();
        Zeroizing::new(groups.join("-"))
    })
    .take(RECOVERY_CODES)
    .collect()
}

/// A recovery code as it is hashed, whatever way it was typed; `None` where it cannot be one.
pub fn recovery_code(typed: &str) -> Option<Zeroizing<String>> {
    let typed = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    });
    let code: Zeroizing<String> = Zeroizing::new(typed.collect());
    let fits = code.len() == 16 && code.bytes().all(|letter| LETTERS.contains(&letter));
    fits.then_some(code)
}

fn totp(secret: &[u8], account: &str) -> TOTP {
    let step = STEP_SECONDS.unsigned_abs();
    let (issuer, account) = (Some(ISSUER.to_owned()), account.to_owned());
    TOTP::new(Algorithm::SHA1, 6, SKEW.unsigned_abs() as u8, step, secret.to_vec(), issuer, account)
        .expect("a secret of 160 bits, six digits, names without a colon")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, SHA-1, the last six of its eight digits.
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    const KEY: &[u8] = b"12345678901234567890";

    #[test]
    fn rfc_6238() {
        for (now, digits) in VECTORS {
            assert_eq!(step_of(KEY, digits, 0, now), Some(now / 30), "{now}");
            assert_eq!(step_of(KEY, &format!("{} {}", &digits[..3], &digits[3..]), 0, now), Some(now / 30));
            for late in [-30, 30] {
                assert_eq!(step_of(KEY, digits, 0, now + late), Some(now / 30), "one step off at {now}");
            }
            for wrong in [-90, 90] {
                assert_eq!(step_of(KEY, digits, 0, now + wrong), None, "three steps off at {now}");
            }
        }
    }

    #[test]
    fn digits_are_taken_once() {
        let (now, digits) = VECTORS[3];
        let step = step_of(KEY, digits, 0, now).expect("right");
        assert_eq!(step_of(KEY, digits, step, now), None);
        assert_eq!(step_of(KEY, digits, step, now + 30), None);
        assert!(step_of(KEY, digits, step - 1, now).is_some());
        for wrong in ["", "005925", "05924", "0005924", "abcdef"] {
            assert_eq!(step_of(KEY, wrong, 0, now), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_reads_as_people_type_it() {
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in &codes {
            let plain = recovery_code(code).expect("a code");
            assert_eq!(recovery_code(&code.to_uppercase().replace('-', " ")), Some(plain.clone()));
            assert_eq!(recovery_code(&code.replace('0', "O").replace('1', "l")), Some(plain));
        }
        assert_eq!(recovery_code("005924"), None);
    }

    #[test]
    fn an_offer_holds_the_secret_for_an_app() {
        let (typed, address) = offer(KEY, "anna");
        assert_eq!(typed, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(address.starts_with("otpauth://totp/Handover:anna?") && address.contains(&typed), "{address}");
    }
}
