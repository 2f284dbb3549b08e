//! The one-sided 95 % bound of a sample drawn without putting back (§8.9), exact where rounding could decide.
//!
//! In: size of the register, size of the sample, how many of it are bad. Out: the most that can be bad in all.

use std::cmp::Ordering;

/// The largest `B` of `0..=size` with `P[Hypergeometric(size, B, n) ≤ bad] > 0.05`. `n` counts as at most `size`.
/// Falls as `B` grows, so it is found by halving.
pub fn bound_95(size: u64, n: u64, bad: u64) -> u64 {
    let n = n.min(size);
    let (mut above, mut below) = (0, size + 1);
    while below - above > 1 {
        let middle = above + (below - above) / 2;
        if exceeds(size, middle, n, bad) { above = middle } else { below = middle }
    }
    above
}

/// Where logarithms are this near to 0.05 they don't decide: their error was measured to stay under 3e-8 at 10^9.
const TIE: f64 = 1e-6;
/// Above this sample size, larger than a response can be, a tie is left to the logarithms.
const EXACT: u64 = 100_000;

fn exceeds(size: u64, b: u64, n: u64, bad: u64) -> bool {
    let first = n.saturating_sub(size - b);
    if bad >= n.min(b) {
        return true;
    }
    if bad < first {
        return false;
    }
    let distance = log_probability(size, b, n, bad, first) - 0.05f64.ln();
    match distance.abs() < TIE && n <= EXACT {
        true => exceeds_exactly(size, b, n, bad, first),
        false => distance > 0.0,
    }
}

/// ln P[X ≤ bad]: the term at `bad` as a sum of logarithms, the terms below it by their ratios.
fn log_probability(size: u64, b: u64, n: u64, bad: u64, first: u64) -> f64 {
    let mut log = 0.0;
    for i in 0..bad {
        log += ((b - i) as f64).ln() + ((n - i) as f64).ln() - ((i + 1) as f64).ln();
    }
    for i in 0..n - bad {
        log += ((size - b - i) as f64).ln();
    }
    for i in 0..n {
        log -= ((size - i) as f64).ln();
    }
    let (mut term, mut sum) = (1.0f64, 1.0f64);
    for i in (first + 1..=bad).rev() {
        term *= i as f64 * (size + i - b - n) as f64 / ((b - i + 1) as f64 * (n - i + 1) as f64);
        sum += term;
        if sum > 1e200 {
            (term, sum, log) = (term / 1e200, sum / 1e200, log + 1e200f64.ln());
        }
    }
    log + sum.ln()
}

/// 20 · Σ C(n,i) · b↓i · (size−b)↓(n−i) > size↓n, in integers; x↓j is the falling factorial.
fn exceeds_exactly(size: u64, b: u64, n: u64, bad: u64, first: u64) -> bool {
    let mut term = Natural::from(20);
    for i in 0..first {
        term.multiply(n - i);
        term.divide(i + 1);
    }
    (0..first).for_each(|i| term.multiply(b - i));
    (0..n - first).for_each(|i| term.multiply(size - b - i));
    let mut sum = Natural::from(0);
    sum.add(&term);
    // Each term from the one before: what is divided by goes into it without a rest, for the next term is an integer too.
    for i in first..bad {
        term.multiply(n - i);
        term.multiply(b - i);
        term.divide(i + 1);
        term.divide(size + i + 1 - b - n);
        sum.add(&term);
    }
    let mut all = Natural::from(1);
    (0..n).for_each(|j| all.multiply(size - j));
    sum.compare(&all) == Ordering::Greater
}

/// A natural number of any size, least word first, no zero word last.
struct Natural(Vec<u64>);

impl Natural {
    fn from(word: u64) -> Natural {
        Natural(if word == 0 { Vec::new() } else { vec![word] })
    }

    fn multiply(&mut self, by: u64) {
        let mut carry = 0u128;
        for word in &mut self.0 {
            carry += u128::from(*word) * u128::from(by);
            *word = carry as u64;
            carry >>= 64;
        }
        if carry > 0 {
            self.0.push(carry as u64);
        }
        self.trim();
    }

    fn divide(&mut self, by: u64) {
        let mut rest = 0u128;
        for word in self.0.iter_mut().rev() {
            let value = rest << 64 | u128::from(*word);
            *word = (value / u128::from(by)) as u64;
            rest = value % u128::from(by);
        }
        self.trim();
    }

    fn add(&mut self, other: &Natural) {
        let mut carry = 0u128;
        for place in 0..other.0.len().max(self.0.len()) {
            if place == self.0.len() {
                self.0.push(0);
            }
            carry += u128::from(self.0[place]) + u128::from(other.0.get(place).copied().unwrap_or(0));
            self.0[place] = carry as u64;
            carry >>= 64;
        }
        if carry > 0 {
            self.0.push(carry as u64);
        }
    }

    fn compare(&self, other: &Natural) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples_by_counting() {
        // One of twenty: with 19 bad the chance of none is exactly 0.05, which is not more.
        assert_eq!(bound_95(20, 1, 0), 18);
        // All seen: what is bad is known.
        assert_eq!(bound_95(20, 20, 3), 3);
        assert_eq!(bound_95(20, 0, 0), 20);
        assert_eq!(bound_95(20, 5, 5), 20);
        assert_eq!(bound_95(0, 0, 0), 0);
    }

    #[test]
    fn logarithms_and_integers_agree() {
        for (size, n, bad) in [(40u64, 13u64, 2u64), (100, 30, 0), (100, 99, 40), (77, 50, 49), (300, 20, 7)] {
            for b in 0..=size {
                let first = (n + b).saturating_sub(size);
                if bad < first || bad >= n.min(b) {
                    continue;
                }
                let distance = log_probability(size, b, n, bad, first) - 0.05f64.ln();
                if distance.abs() > TIE {
                    assert_eq!(exceeds_exactly(size, b, n, bad, first), distance > 0.0, "{size} {b} {n} {bad}");
                }
            }
        }
    }
}
