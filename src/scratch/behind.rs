//! Sends a large file to the disk while the rest of it is written.
//!
//! In: bytes, in order. Out: the same bytes in the file; what is on the disk is not kept in memory too. Never: an error
//! of the disk that nobody hears of.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Bytes between two calls to the disk: seconds of a pack, and far less than what a machine keeps back by itself.
const STRETCH: u64 = 64 << 20;

/// A file that is written from its beginning to its end. Without it, gigabytes wait in the machine's memory for the one
/// `fsync` at the end, and in a container they count against its limit.
pub struct WriteBehind {
    file: Arc<File>,
    stretch: u64,
    written: u64,
    asked: u64,
    disk: Option<Disk>,
}

struct Disk {
    up_to: SyncSender<u64>,
    thread: JoinHandle<io::Result<()>>,
}

impl WriteBehind {
    pub fn new(file: Arc<File>) -> WriteBehind {
        WriteBehind::by(STRETCH, file)
    }

    fn by(stretch: u64, file: Arc<File>) -> WriteBehind {
        WriteBehind { file, stretch, written: 0, asked: 0, disk: None }
    }

    /// Waits for the disk. What was written last is left to the caller's `sync_all`.
    ///
    /// # Errors
    /// What the disk said about any part of the file: the system says it once, and not again to a later `sync_all`.
    pub fn finish(mut self) -> io::Result<()> {
        self.ended()
    }

    fn ended(&mut self) -> io::Result<()> {
        match self.disk.take() {
            Some(disk) => {
                drop(disk.up_to);
                disk.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }
            None => Ok(()),
        }
    }

    fn ask(&mut self) -> io::Result<()> {
        self.asked = self.written;
        let disk = match &mut self.disk {
            Some(disk) => disk,
            empty => {
                let file = Arc::clone(&self.file);
                // One stretch is on its way and one may wait: a slow disk slows the writer instead of filling memory.
                let (up_to, stretches) = sync_channel(1);
                let thread = std::thread::spawn(move || stretches.into_iter().try_for_each(|end| settle(&file, end)));
                empty.insert(Disk { up_to, thread })
            }
        };
        if disk.up_to.send(self.written).is_err() {
            // It ended early, so it has something to say.
            self.ended()?;
        }
        Ok(())
    }
}

impl Write for WriteBehind {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        if self.written - self.asked >= self.stretch {
            self.ask()?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Brings the file to the disk, then lets the system forget its first `end` bytes.
fn settle(file: &File, end: u64) -> io::Result<()> {
    file.sync_data()?;
    #[cfg(target_os = "linux")]
    // Advice: where it is not taken, memory is used as it would be without.
    let _ = rustix::fs::fadvise(file, 0, std::num::NonZeroU64::new(end), rustix::fs::Advice::DontNeed);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::WriteBehind;
    use std::fs::File;
    use std::io::{Read, Seek, Write};
    use std::sync::Arc;

    #[test]
    fn what_is_written_is_in_the_file() {
        let mut file = tempfile::tempfile().expect("a temporary file");
        let bytes: Vec<u8> = (0..100_000u32).flat_map(u32::to_le_bytes).collect();
        let mut behind = WriteBehind::by(50_000, Arc::new(file.try_clone().expect("another handle")));
        bytes.chunks(7_001).for_each(|part| behind.write_all(part).expect("written"));
        behind.finish().expect("on the disk");
        let mut found = Vec::new();
        file.rewind().expect("rewound");
        file.read_to_end(&mut found).expect("read");
        assert!(found == bytes);
    }

    #[test]
    fn what_the_disk_says_is_heard() {
        // A pipe takes bytes and has no disk to bring them to.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let file = File::from(std::os::fd::OwnedFd::from(writer));
        let mut behind = WriteBehind::by(10, Arc::new(file));
        let outcome = (0..50).try_for_each(|_| behind.write_all(b"ten bytes.")).and_then(|()| behind.finish());
        assert_eq!(outcome.expect_err("no disk").kind(), std::io::ErrorKind::InvalidInput);
        drop(reader);
    }
}
