//! See `tests/it/promises/export.rs`.
#![no_main]

use kanbao_fuzz::promises::export;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| export::holds(bytes));
