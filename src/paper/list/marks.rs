//! Bookmarks of a volume: a few dozen ranges of entries, long lists in two levels.
//!
//! In: numbers of entries as they are set. Out: bookmarks at the pages on which their ranges begin. Never: an entry's words.

use super::ListVolume;
use crate::paper::document::Mark;
use crate::paper::texts::Word;

/// Entries from bookmark to bookmark, and from group to group, by the entries of the volume.
fn steps(entries: u64) -> (u64, Option<u64>) {
    match entries {
        0..=1_000 => (100, None),
        1_001..=10_000 => (1_000, None),
        _ => (1_000, Some(10_000)),
    }
}

impl ListVolume<'_> {
    /// Marks the page being set, where an entry begins a range.
    pub(super) fn mark(&mut self, number: u64) {
        let place = number - self.first;
        let (step, group) = steps(self.entries);
        let levels = group.into_iter().chain([step]).enumerate();
        for (depth, entries) in levels.filter(|(_, entries)| place.is_multiple_of(*entries)) {
            let last = (number + entries - 1).min(self.first + self.entries - 1);
            let words = self.entries_words(number, last);
            self.document.marks.push(Mark { words, page: self.document.pages(), depth: depth as u8 });
        }
    }

    /// `Entries 1 to 50`.
    pub(super) fn entries_words(&self, first: u64, last: u64) -> String {
        let (first, last) = (self.texts.number(first), self.texts.number(last));
        self.texts.say_with("entries", &[("first", Word::Text(&first)), ("last", Word::Text(&last))]).into_owned()
    }
}
