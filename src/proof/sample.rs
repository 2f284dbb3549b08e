//! The challenge: which entries dice and nonce draw together (§8), and what a clean sample says of the rest.
//!
//! In: integrity hash, nonce, dice, sizes. Out: the seed, the entries in drawn order, the 95 % bound.
//! Never: an entry chosen by anything that the organiser or the official alone decides.

use super::Hash;
use super::digest::{sha256, sha256_parts};
use std::collections::HashSet;

pub use super::hypergeometric::bound_95;

/// What is sealed before the dice fall: `SHA-256("handover-nonce/v1\0" ‖ nonce)`.
pub fn nonce_commitment(nonce: &Hash) -> Hash {
    sha256_parts(&[b"handover-nonce/v1\0", nonce])
}

/// What stands in `exports` for one file: `random` 32 bytes of the vault, `file` the SHA-256 of the file as given.
pub fn export_commitment(random: &Hash, file: &Hash) -> Hash {
    sha256_parts(&[b"handover-export/v1\0", random, file])
}

/// Are these dice: 20 to 128 ASCII digits?
pub fn dice_read(dice: &str) -> bool {
    (20..=128).contains(&dice.len()) && dice.bytes().all(|c| c.is_ascii_digit())
}

/// What a sample is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(Hash);

impl Seed {
    /// `None` where the dice are not 20 to 128 digits.
    pub fn new(integrity: &Hash, nonce: &Hash, dice: &str) -> Option<Seed> {
        if !dice_read(dice) {
            return None;
        }
        let length = (dice.len() as u32).to_be_bytes();
        Some(Seed(sha256_parts(&[b"handover-challenge/v1\0", integrity, nonce, &length, dice.as_bytes()])))
    }

    /// The seed as a decimal integer, as it stands in a response.
    pub fn decimal(&self) -> String {
        let mut words: Vec<u32> = self.0.as_chunks::<4>().0.iter().map(|word| u32::from_be_bytes(*word)).collect();
        let mut groups = Vec::new();
        while words.iter().any(|word| *word != 0) {
            let rest = words.iter_mut().fold(0u64, |rest, word| {
                let value = rest << 32 | u64::from(*word);
                *word = (value / 1_000_000_000) as u32;
                value % 1_000_000_000
            });
            groups.push(rest);
        }
        let mut text = groups.pop().unwrap_or(0).to_string();
        groups.iter().rev().for_each(|group| text.push_str(&format!("{group:09}")));
        text
    }

    /// `n` different entries of `1..=size` in the order they are drawn (Rivest's sampler); all of them where `n > size`.
    pub fn entries(&self, size: u64, n: u64) -> Vec<u64> {
        let wanted = n.min(size);
        let seed = self.decimal();
        let mut seen = HashSet::new();
        let mut drawn = Vec::new();
        let mut turns = turns(&seed, size);
        while (drawn.len() as u64) < wanted {
            let entry = turns.next().expect("turns have no end");
            if seen.insert(entry) {
                drawn.push(entry);
            }
        }
        drawn
    }
}

/// Rivest's sampler, repeats kept: for k = 1, 2, …: `int(SHA-256("<seed>,<k>")) mod size + 1`. Of a `size` of 0 nothing can be
/// drawn.
pub fn turns(seed: &str, size: u64) -> impl Iterator<Item = u64> {
    (1u64..).map(move |turn| remainder(&sha256(format!("{seed},{turn}").as_bytes()), size) + 1)
}

fn remainder(hash: &Hash, modulus: u64) -> u64 {
    let step = |rest: u128, word: &[u8; 8]| (rest << 64 | u128::from(u64::from_be_bytes(*word))) % u128::from(modulus);
    hash.as_chunks::<8>().0.iter().fold(0, step) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_are_twenty_digits_or_more() {
        assert!(dice_read(&"1".repeat(20)) && dice_read(&"6".repeat(128)));
        assert!(!dice_read(&"1".repeat(19)) && !dice_read(&"1".repeat(129)));
        assert!(!dice_read(&"١".repeat(20)) && !dice_read("1234567890 1234567890"));
    }

    #[test]
    fn decimals() {
        let mut one = [0; 32];
        assert_eq!(Seed(one).decimal(), "0");
        one[31] = 1;
        assert_eq!(Seed(one).decimal(), "1");
        assert_eq!(
            Seed([255; 32]).decimal(),
            "115792089237316195423570985008687907853269984665640564039457584007913129639935"
        );
    }

    #[test]
    fn all_are_drawn_in_the_end() {
        let mut drawn = Seed([3; 32]).entries(50, 60);
        assert_eq!(drawn.len(), 50);
        drawn.sort_unstable();
        assert!(drawn.iter().copied().eq(1..=50));
        assert!(Seed([3; 32]).entries(0, 5).is_empty());
    }
}
