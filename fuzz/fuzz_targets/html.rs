//! See `tests/it/promises/html.rs`.
#![no_main]

use kanbao_fuzz::promises::html;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| html::holds(bytes));
