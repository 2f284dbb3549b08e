//! Proof: what can be shown about bytes, and to whom. The one folder that knows `ring`, and it knows only bytes.
//!
//! In: bytes, keys, positions. Out: digests, tags, commitments, roots, paths, checkpoints, seals, samples.
//! Never: a field's meaning, a file, a clock. Randomness (`random`) is called by the doors alone.
//! Sections in the files' heads are those of dossier-format.

pub mod aead;
pub mod checkpoint;
pub mod cms;
pub mod commitment;
pub mod derive;
pub mod digest;
pub mod equal;
mod hypergeometric;
pub mod leb128;
pub mod opening;
pub mod random;
pub mod sample;
pub mod seal;
pub mod tag;
pub mod timestamp;
pub mod tree;

/// A SHA-256, raw.
pub type Hash = [u8; 32];
