//! The promises, tried on made bytes: a few here, as many as `PROPTEST_CASES` asks for. CONTRIBUTING.md tells how.
//!
//! A failure says its seed, and the bytes that break the promise lie in `target/broken/`, smaller than they were found:
//! `KANBAO_INPUT` takes such a file, and so does cargo-fuzz.
#![allow(clippy::unwrap_used)]

use crate::promises::{self, Promise};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestError, TestRunner};
use std::cell::Cell;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Cases where nobody asks for more.
const FEW: u32 = 48;

/// Bytes of a case; each line of a made text takes some three.
const LONGEST: usize = 256;

/// Tries that a failure is made smaller by.
const SHRINKS: u32 = 20_000;

/// A case of a long run that takes longer than this is kept, the slowest of all.
const SLOW: Duration = Duration::from_secs(2);

/// Where inputs are kept that break a promise.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("broken");
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Tries the promise of a name.
fn try_out(name: &str) {
    let (_, holds): (&str, Promise) = promises::ALL.into_iter().find(|p| p.0 == name).unwrap();
    if let Some(path) = env::var_os("KANBAO_INPUT") {
        holds(&fs::read(path).unwrap());
        return;
    }
    let mut config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: SHRINKS,
        ..ProptestConfig::default()
    };
    let long = env::var_os("PROPTEST_CASES").is_some();
    if !long {
        config.cases = FEW;
    }
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        // The few cases of every run are the same ones, so that a change is blamed for no fault but its own.
        RngSeed::Random if !long => 7,
        RngSeed::Random => RandomState::new().build_hasher().finish(),
    };
    config.rng_seed = RngSeed::Fixed(seed);
    let (now, slow) = (
        folder().join(format!("{name}-now")),
        folder().join(format!("{name}-slow")),
    );
    let slowest = Cell::new(SLOW);
    let found = TestRunner::new(config).run(&vec(any::<u8>(), 0..LONGEST), |bytes| {
        if long {
            // Where the program does not come back from the case, its bytes are there.
            fs::write(&now, &bytes).unwrap();
        }
        let start = Instant::now();
        holds(&bytes);
        if long && start.elapsed() > slowest.get() {
            slowest.set(start.elapsed());
            fs::write(&slow, &bytes).unwrap();
        }
        Ok(())
    });
    let _ = fs::remove_file(now);
    match found {
        Ok(()) => {}
        Err(TestError::Fail(why, bytes)) => {
            let path = folder().join(format!("{name}-{seed}"));
            fs::write(&path, bytes).unwrap();
            let path = path.display();
            panic!(
                "{why}\n\nseed: PROPTEST_RNG_SEED={seed}\nthis input again: KANBAO_INPUT={path} cargo test --test it fuzz::{name}"
            );
        }
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

macro_rules! tries {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                try_out(stringify!($name));
            }
        )*

        #[test]
        fn every_promise_is_tried_and_has_a_target_of_cargo_fuzz() {
            let tried = [$(stringify!($name)),*];
            let promised: Vec<&str> = promises::ALL.iter().map(|p| p.0).collect();
            assert_eq!(tried.as_slice(), promised);
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
            let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
            let targets = manifest["bin"].as_array().unwrap();
            let named: Vec<&str> = targets.iter().filter_map(|t| t["name"].as_str()).collect();
            assert_eq!(named, promised);
            for target in targets {
                let name = target["name"].as_str().unwrap();
                let text = fs::read_to_string(root.join(target["path"].as_str().unwrap())).unwrap();
                assert!(text.contains(&format!("{name}::holds(bytes)")), "{name}");
            }
        }
    };
}

tries! { corrected export html keys load print rules set sidecar }
