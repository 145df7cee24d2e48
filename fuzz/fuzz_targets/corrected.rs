//! See `tests/it/promises/corrected.rs`.
#![no_main]

use kanbao_fuzz::promises::corrected;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| corrected::holds(bytes));
