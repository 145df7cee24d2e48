//! See `tests/it/promises/sidecar.rs`.
#![no_main]

use kanbao_fuzz::promises::sidecar;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sidecar::holds(bytes));
