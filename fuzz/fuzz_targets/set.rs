//! See `tests/it/promises/set.rs`.
#![no_main]

use kanbao_fuzz::promises::set;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| set::holds(bytes));
