//! See `tests/it/promises/load.rs`.
#![no_main]

use kanbao_fuzz::promises::load;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| load::holds(bytes));
