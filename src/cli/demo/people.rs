//! The demo's cast: `config/demo/people.toml` and `config/demo/hostile.toml`, and dice that fall alike each time.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub place: Vec<Place>,
    pub few: Vec<Few>,
}

/// Where people come from, and how they are called there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub country: String,
    #[allow(dead_code, reason = "for the reader of the file; a test counts them")]
    pub script: String,
    /// Of 1000 people.
    pub share: u64,
    pub given: Vec<String>,
    pub latin: Vec<String>,
    pub family: Vec<String>,
    pub cities: Vec<String>,
    pub postcode: String,
    pub mail: String,
}

/// One person of a country where hardly anybody signed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Few {
    pub country: String,
    pub given: String,
    pub family: String,
    pub city: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hostile {
    /// How often each kind occurs.
    pub times: usize,
    pub kind: Vec<Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub what: String,
    /// Where it is to be found.
    pub ledger: String,
    pub column: String,
    pub cells: Vec<String>,
}

impl People {
    pub fn cast() -> People {
        toml::from_str(include_str!("../../../config/demo/people.toml")).expect("a test reads the built-in file")
    }

    /// A place, as often as its share says.
    pub fn place(&self, dice: &mut Dice) -> &Place {
        let total = self.place.iter().map(|place| place.share).sum();
        let mut left = dice.below(total);
        for place in &self.place {
            match left.checked_sub(place.share) {
                Some(rest) => left = rest,
                None => return place,
            }
        }
        unreachable!("the shares sum to the total")
    }
}

impl Hostile {
    pub fn cast() -> Hostile {
        toml::from_str(include_str!("../../../config/demo/hostile.toml")).expect("a test reads the built-in file")
    }
}

/// Dice that fall alike each time (xorshift64*): the demo has one export, on every machine. Nothing secret comes of it.
pub struct Dice(u64);

impl Dice {
    pub fn new(start: u64) -> Dice {
        Dice(start.max(1))
    }

    /// A number from 0 to `n` − 1; `n` is not 0.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n
    }

    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Hostile, People};
    use std::collections::BTreeSet;

    #[test]
    fn the_cast_is_as_wide_as_promised() {
        let people = People::cast();
        let scripts: BTreeSet<_> = people.place.iter().map(|place| &place.script).collect();
        assert!(scripts.len() >= 12, "{scripts:?}");
        assert!(people.place.len() >= 20);
        for place in &people.place {
            assert_eq!(place.given.len(), place.latin.len(), "{}", place.country);
        }
        assert!(Hostile::cast().times >= 20, "fewer than k would stand nowhere");
    }
}
