//! `cargo fuzz run proofs`
#![no_main]

#[allow(dead_code, reason = "one of the targets")]
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::proofs(bytes));
