//! See `tests/it/promises/print.rs`.
#![no_main]

use kanbao_fuzz::promises::print;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| print::holds(bytes));
