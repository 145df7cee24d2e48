//! See `tests/it/promises/keys.rs`.
#![no_main]

use kanbao_fuzz::promises::keys;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| keys::holds(bytes));
