//! How far a pack or a look has come, told by its threads and read by pages.
//!
//! In: stages and units. Out: a share of the whole, and the seconds that are left, by the rate so far.

use super::held;
use crate::progress::{Progress, Stage};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is being done, and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Going {
    /// A stable word; the texts have it in every language.
    pub stage: &'static str,
    /// Of this stage: bytes, rows or entries.
    pub done: u64,
    pub total: u64,
    /// Of the whole, 0 to 1.
    pub share: f64,
    /// Once a rate is known.
    pub seconds_left: Option<u64>,
}

/// The stages of a pack and the share of its time that each takes, measured on two million rows under `count`; a list
/// takes as long as all else, and comes in late.
const STAGES: [(Stage, &str, f64); 7] = [
    (Stage::Survey, "survey", 0.10),
    (Stage::Read, "read", 0.35),
    (Stage::Classes, "classes", 0.05),
    (Stage::Commit, "commit", 0.30),
    (Stage::List, "list", 0.15),
    (Stage::Write, "write", 0.05),
    (Stage::Verify, "verify", 0.0),
];

pub struct Live {
    clock: fn() -> i64,
    begun: i64,
    stage: Mutex<Option<Stage>>,
    done: AtomicU64,
    total: AtomicU64,
}

impl Live {
    pub fn new(clock: fn() -> i64) -> Live {
        Live { clock, begun: clock(), stage: Mutex::new(None), done: AtomicU64::new(0), total: AtomicU64::new(0) }
    }

    pub fn going(&self) -> Going {
        let stage = *held(&self.stage);
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        let Some(at) = STAGES.iter().position(|(own, ..)| Some(*own) == stage) else {
            return Going { stage: "waiting", done: 0, total: 0, share: 0.0, seconds_left: None };
        };
        let before: f64 = STAGES[..at].iter().map(|(.., share)| share).sum();
        let part = if total == 0 { 0.0 } else { (done as f64 / total as f64).min(1.0) };
        let share = (before + STAGES[at].2 * part).min(1.0);
        let elapsed = ((self.clock)() - self.begun).max(0) as f64;
        let known = share > 0.03 && elapsed >= 1.0;
        let seconds_left = known.then(|| (elapsed * (1.0 - share) / share).ceil() as u64);
        Going { stage: STAGES[at].1, done: done.min(total), total, share, seconds_left }
    }
}

impl Progress for Live {
    fn begin(&self, stage: Stage, total: u64) {
        let mut own = held(&self.stage);
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        *own = Some(stage);
    }

    fn advance(&self, units: u64) {
        self.done.fetch_add(units, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Live, STAGES};
    use crate::progress::{Progress as _, Stage};

    #[test]
    fn shares_are_of_one_whole_and_only_grow() {
        assert!((STAGES.iter().map(|(.., share)| share).sum::<f64>() - 1.0).abs() < 1e-9);
        let live = Live::new(|| 7);
        assert_eq!(live.going().stage, "waiting");
        let mut last = 0.0;
        for stage in [Stage::Survey, Stage::Read, Stage::Commit, Stage::Write] {
            live.begin(stage, 10);
            for _ in 0..10 {
                live.advance(1);
                let share = live.going().share;
                assert!(share > last && share <= 1.0);
                last = share;
            }
        }
        assert!((last - 1.0).abs() < 1e-9);
    }
}
