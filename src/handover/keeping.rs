//! What is done by the hour: uploads that nobody goes on with end, and what was destroyed is made to stay so.
//!
//! In: the time. Out: a new epoch, where keys were destroyed in the one before. Never: a new epoch without need, for copies
//! from before then want the secret of their time.

use super::Office;
use crate::store::StoreError;

/// An upload that was not gone on with for so long is given up: a week, so that a long week-end harms nobody.
pub const UPLOAD_SECONDS: i64 = 7 * 86_400;
/// Epochs follow each other no faster.
const EPOCH_SECONDS: i64 = 86_400;
/// Between two rounds.
pub(super) const ROUND_SECONDS: i64 = 3_600;

impl Office {
    /// # Errors
    /// What the store says; the next round tries again.
    pub fn keep_house(&self, now: i64) -> Result<(), StoreError> {
        let given_up = self.store.expire_uploads(now - UPLOAD_SECONDS, now)?;
        if given_up > 0 {
            tracing::info!(given_up, "uploads that nobody went on with");
        }
        self.forget_looks();
        let (destroyed, begun) = self.store.destroyed_since_epoch()?;
        if destroyed && now - begun >= EPOCH_SECONDS {
            self.store.rotate_epoch(now)?;
            tracing::info!("a new epoch began");
        }
        Ok(())
    }
}
