//! Work in parallel, taken in order.
//!
//! In: numbered pieces of work. Out: their results, one after the other, to one taker. Never: more than a few results
//! waiting, however many pieces there are; and the same results whatever the number of threads.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

struct Table<T, E> {
    next: usize,
    taken: usize,
    done: BTreeMap<usize, Result<T, E>>,
    stopped: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked ends the whole scope; what it left behind is never used.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work(0)` … `work(count − 1)` on `threads` threads and gives the results to `take`, in order, on the calling
/// thread. At most `threads + 2` results wait for their turn. Pieces are begun in order.
///
/// # Errors
/// The first error, in the order of the pieces, of `work` or `take`; no further piece is begun then.
pub fn in_order<T, E>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    E: Send,
{
    let table = Mutex::new(Table { next: 0, taken: 0, done: BTreeMap::new(), stopped: false });
    let changed = Condvar::new();
    let window = threads.max(1) + 2;
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1).min(count) {
            scope.spawn(|| {
                // A panic in `work` must not leave the taker waiting for ever.
                let _bell = StopOnPanic { table: &table, changed: &changed };
                loop {
                    let mut state = lock(&table);
                    while !state.stopped && state.next < count && state.next >= state.taken + window {
                        state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                    }
                    if state.stopped || state.next >= count {
                        return;
                    }
                    let piece = state.next;
                    state.next += 1;
                    drop(state);
                    let result = work(piece);
                    lock(&table).done.insert(piece, result);
                    changed.notify_all();
                }
            });
        }
        // Nor must one in `take` leave the workers waiting.
        let _bell = StopOnPanic { table: &table, changed: &changed };
        let mut outcome = Ok(());
        for piece in 0..count {
            let mut state = lock(&table);
            let result = loop {
                if let Some(result) = state.done.remove(&piece) {
                    break Some(result);
                }
                if state.stopped {
                    break None;
                }
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            state.taken = piece + 1;
            drop(state);
            changed.notify_all();
            outcome = match result {
                Some(result) => result.and_then(&mut take),
                None => break,
            };
            if outcome.is_err() {
                break;
            }
        }
        lock(&table).stopped = true;
        changed.notify_all();
        outcome
    })
}

struct StopOnPanic<'a, T, E> {
    table: &'a Mutex<Table<T, E>>,
    changed: &'a Condvar,
}

impl<T, E> Drop for StopOnPanic<'_, T, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(self.table).stopped = true;
            self.changed.notify_all();
        }
    }
}

/// Passes a running total from piece to piece, in order, while the pieces are worked on in parallel: piece `n` learns
/// the sum of the sizes of all pieces before it as soon as these know their sizes.
pub struct Baton {
    state: Mutex<(usize, u64, bool)>,
    changed: Condvar,
}

impl Default for Baton {
    fn default() -> Baton {
        Baton::new()
    }
}

impl Baton {
    pub fn new() -> Baton {
        Baton { state: Mutex::new((0, 0, false)), changed: Condvar::new() }
    }

    /// Waits for the pieces before `piece`, adds `size` and gives the sum before it. `None` where the baton was dropped.
    pub fn pass(&self, piece: usize, size: u64) -> Option<u64> {
        let mut state = lock(&self.state);
        while state.0 != piece && !state.2 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.2 {
            return None;
        }
        let before = state.1;
        *state = (piece + 1, before + size, false);
        drop(state);
        self.changed.notify_all();
        Some(before)
    }

    /// Runs a piece's work; if it fails or panics, nobody waits for its size any longer.
    pub fn carry<T, E>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let dropped = Dropped(self);
        let result = work()?;
        std::mem::forget(dropped);
        Ok(result)
    }

    /// The sum of all sizes passed so far.
    pub fn total(&self) -> u64 {
        lock(&self.state).1
    }
}

/// A baton that falls unless it is forgotten in time.
struct Dropped<'b>(&'b Baton);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        lock(&self.0.state).2 = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{Baton, in_order};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn a_panic_ends_everything_and_leaves_nobody_waiting() {
        let baton = Baton::new();
        let in_work = || {
            in_order(
                2,
                50,
                |n| {
                    baton.carry(|| {
                        assert!(n != 3, "as a fault of the program would");
                        baton.pass(n, 1).ok_or(())
                    })
                },
                |_| Ok(()),
            )
        };
        assert!(catch_unwind(AssertUnwindSafe(in_work)).is_err());
        let in_take = || {
            in_order(2, 50, Ok::<usize, ()>, |n| {
                assert!(n != 3, "as a fault of the program would");
                Ok(())
            })
        };
        assert!(catch_unwind(AssertUnwindSafe(in_take)).is_err());
    }

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 5] {
            let baton = Baton::new();
            let mut seen = Vec::new();
            let outcome: Result<(), ()> = in_order(
                threads,
                40,
                |n| Ok((n, baton.pass(n, n as u64).expect("nothing fails here"))),
                |pair| {
                    seen.push(pair);
                    Ok(())
                },
            );
            assert_eq!(outcome, Ok(()));
            assert_eq!(seen, (0..40).map(|n| (n, (0..n as u64).sum())).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_in_order_wins() {
        let outcome = in_order(3, 100, |n| if n >= 7 { Err(n) } else { Ok(()) }, Ok);
        assert_eq!(outcome, Err(7));
        assert_eq!(in_order(2, 10, Ok::<usize, usize>, |n| if n == 3 { Err(n) } else { Ok(()) }), Err(3));
        assert_eq!(in_order(2, 0, Ok::<usize, usize>, |_| Ok(())), Ok(()));
    }
}
