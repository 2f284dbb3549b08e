//! One reading of an export for two who need its bytes: digest and encoding, and the rows' dates.
//!
//! In: a source. Out: its blocks, and a source that gives the same blocks once more. Never: more than a few blocks waiting;
//! a reader that waits for one who has gone.

use super::Source;
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Small enough to stay in the processor's cache from reading to hashing to checking.
pub(super) const BLOCK_BYTES: usize = 256 * 1024;
/// Blocks that may wait for the second reader.
const WAITING: usize = 8;

type Message = std::io::Result<Arc<Vec<u8>>>;

/// The one who reads.
pub(super) struct Speaker {
    second: Option<SyncSender<Message>>,
}

/// A source whose first opening listens to the speaker; any other opens the file.
pub(super) struct Listened<'s> {
    source: &'s dyn Source,
    blocks: Mutex<Option<Receiver<Message>>>,
}

/// Both ends. The speaker waits once some blocks are said and nobody has listened: open the other end, or drop it.
pub(super) fn relay(source: &dyn Source) -> (Speaker, Listened<'_>) {
    let (second, blocks) = sync_channel(WAITING);
    (Speaker { second: Some(second) }, Listened { source, blocks: Mutex::new(Some(blocks)) })
}

impl Speaker {
    /// Reads all blocks of `from`, passing each on.
    ///
    /// # Errors
    /// Of `from`; the listener hears of one too.
    pub fn each_block(mut self, mut from: Box<dyn Read + Send>, mut with: impl FnMut(&[u8])) -> std::io::Result<()> {
        loop {
            let mut block = Vec::with_capacity(BLOCK_BYTES);
            if let Err(error) = (&mut from).take(BLOCK_BYTES as u64).read_to_end(&mut block) {
                if let Some(second) = &self.second {
                    // Nobody there: then nobody misses it.
                    let _ = second.send(Err(error.kind().into()));
                }
                return Err(error);
            }
            if block.is_empty() {
                return Ok(());
            }
            let block = Arc::new(block);
            if self.second.as_ref().is_some_and(|second| second.send(Ok(block.clone())).is_err()) {
                self.second = None;
            }
            with(&block);
        }
    }
}

impl Source for Listened<'_> {
    fn name(&self) -> &str {
        self.source.name()
    }

    fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
        match self.blocks.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(blocks) => Ok(Box::new(Listening { blocks, block: Arc::default(), at: 0 })),
            None => self.source.open(),
        }
    }

    fn size(&self) -> u64 {
        self.source.size()
    }
}

struct Listening {
    blocks: Receiver<Message>,
    block: Arc<Vec<u8>>,
    at: usize,
}

impl Read for Listening {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.block.len() {
            match self.blocks.recv() {
                Ok(block) => (self.block, self.at) = (block?, 0),
                // The speaker has said all.
                Err(_) => return Ok(0),
            }
        }
        let said = &self.block[self.at..];
        let n = said.len().min(buffer.len());
        buffer[..n].copy_from_slice(&said[..n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_BYTES, relay};
    use crate::intake::Source;
    use std::io::Read;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Counted(Vec<u8>, AtomicUsize);

    impl Source for Counted {
        fn name(&self) -> &str {
            "export.csv"
        }
        fn open(&self) -> std::io::Result<Box<dyn Read + Send>> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Ok(Box::new(std::io::Cursor::new(self.0.clone())))
        }
        fn size(&self) -> u64 {
            self.0.len() as u64
        }
    }

    #[test]
    fn two_hear_what_was_read_once() {
        let source = Counted((0..12 * BLOCK_BYTES + 7).map(|n| (n / 3) as u8).collect(), AtomicUsize::new(0));
        // A listener that hears all, one that leaves early, one that never comes.
        for most in [u64::MAX, 10, 0] {
            let (speaker, listened) = relay(&source);
            let (mut first, mut second) = (Vec::new(), Vec::new());
            std::thread::scope(|scope| {
                let from = source.open().expect("opens");
                scope.spawn(|| speaker.each_block(from, |block| first.extend_from_slice(block)).expect("read"));
                if most > 0 {
                    listened.open().expect("opens").take(most).read_to_end(&mut second).expect("heard");
                } else {
                    drop(listened);
                }
            });
            assert!(first == source.0);
            assert!(source.0.starts_with(&second) && second.len() as u64 == most.min(source.0.len() as u64));
        }
        assert_eq!(source.1.load(Ordering::Relaxed), 3);
    }
}
