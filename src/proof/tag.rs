//! Tags and pseudonyms: who is the same person within one dossier, and in which order entries stand (§6).
//!
//! In: a pack's key `K`, its id, identities. Out: tags, pseudonyms. Never: a tag that links two dossiers.

use super::Hash;
use super::digest::whole;
use ring::hmac;

const PREFIX: &[u8] = b"handover-pseudonym/v1\0";
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `K` of one pack, bound to its id. Give it wiped-on-drop bytes: only the hash state made of them stays here.
pub struct TagKey(hmac::Context);

impl TagKey {
    pub fn new(k: &[u8; 32], id: &str) -> TagKey {
        let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, k));
        context.update(PREFIX);
        context.update(id.as_bytes());
        TagKey(context)
    }

    /// `identity`: the length-prefixed parts of the tuple, one after another.
    pub fn tag(&self, identity: &[u8]) -> Hash {
        let mut context = self.0.clone();
        context.update(identity);
        whole(context.sign().as_ref())
    }
}

/// The first 80 bits of a tag as people write them: `4B6Y-S06P-JTEE-C3CZ-O`.
pub fn pseudonym(tag: &Hash) -> String {
    let mut text = String::with_capacity(21);
    for group in tag[..10].chunks_exact(5) {
        let bits = group.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            if text.len() % 5 == 4 {
                text.push('-');
            }
            text.push(char::from(CROCKFORD[(bits >> (5 * place)) as usize & 31]));
        }
    }
    let check =
        check_character(text.bytes().filter(|c| *c != b'-')).expect("Crockford's digits are letters and digits");
    text.push('-');
    text.push(char::from(check));
    text
}

/// Is this the form of a pseudonym, with the right check character? Upper case only.
pub fn pseudonym_reads(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 21 {
        return false;
    }
    let (sixteen, check) = bytes.split_at(20);
    let form = sixteen.iter().enumerate().all(|(place, c)| match place % 5 {
        4 => *c == b'-',
        _ => CROCKFORD.contains(c),
    });
    form && check_character(sixteen.iter().copied().filter(|c| *c != b'-')) == Some(check[0])
}

/// ISO/IEC 7064 MOD 37,36 over `0-9A-Z`; none where another character stands.
fn check_character(characters: impl Iterator<Item = u8>) -> Option<u8> {
    let mut product = 36u32;
    for character in characters {
        let sum = match (product + alphanumeric(character)?) % 36 {
            0 => 36,
            sum => sum,
        };
        product = sum * 2 % 37;
    }
    let check = ((37 - product) % 36) as u8;
    Some(if check < 10 { b'0' + check } else { b'A' + check - 10 })
}

fn alphanumeric(character: u8) -> Option<u32> {
    match character {
        b'0'..=b'9' => Some(u32::from(character - b'0')),
        b'A'..=b'Z' => Some(u32::from(character - b'A') + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_slip_of_one_character_is_seen() {
        let good = pseudonym(&[0x5a; 32]);
        assert!(pseudonym_reads(&good), "{good}");
        for place in (0..21).filter(|place| place % 5 != 4) {
            for other in CROCKFORD {
                let mut slip = good.clone().into_bytes();
                if slip[place] != *other {
                    slip[place] = *other;
                    assert!(!pseudonym_reads(std::str::from_utf8(&slip).expect("ASCII")));
                }
            }
        }
        assert!(!pseudonym_reads(&good.to_lowercase()));
        assert!(!pseudonym_reads(""));
        assert!(!pseudonym_reads("éééééééééé1"));
    }
}
