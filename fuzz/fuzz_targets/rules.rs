//! See `tests/it/promises/rules.rs`.
#![no_main]

use kanbao_fuzz::promises::rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| rules::holds(bytes));
