//! `.ci/run` runs the tests by the command that README names.

use super::read;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// What `.ci/run` starts, each in the place of the real one: it writes down what it is asked and has no fault to tell.
const STANDS_IN: &str = "#!/bin/sh
echo \"${0##*/} $*\" >> \"$LOG\"
echo 'test result: ok. 3 passed; 0 failed; 0 ignored'
";

/// Runs `.ci/run` in a folder with this README; what it wrote, and the commands that it ran. Nothing where this is the
/// crate as it is packed, which leaves `.ci` out.
fn run(readme: &str) -> Option<(Output, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run");
    if !script.exists() {
        assert!(read(".cargo_vcs_info.json").contains("git"));
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    for name in [".ci", "bin"] {
        fs::create_dir(at(name)).expect("a folder");
    }
    fs::copy(script, at(".ci/run")).expect("a copy");
    fs::write(at("README.md"), readme).expect("a file");
    for name in ["cargo", "rustc", "rustup", "python3"] {
        let name = at("bin").join(name);
        fs::write(&name, STANDS_IN).expect("a file");
        fs::set_permissions(&name, fs::Permissions::from_mode(0o755)).expect("a program");
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("bash")
        .arg(at(".ci/run"))
        .env_clear()
        .env("PATH", format!("{}:{path}", at("bin").display()))
        .env("HOME", folder.path())
        .env("LOG", at("log"))
        .output()
        .expect("bash runs");
    let log = fs::read_to_string(at("log")).unwrap_or_default();
    Some((output, log))
}

#[test]
fn the_tests_are_run_by_readmes_command() {
    let Some((output, log)) = run(&read("README.md")) else {
        return;
    };
    assert!(output.status.success(), "{output:?}");
    assert_eq!(log.matches("cargo test").count(), 1, "{log}");
    assert!(log.lines().any(|line| line == "cargo test"), "{log}");

    let other = "```console\n$ cargo run --release\n$ cargo test --workspace -- --quiet\n```\n";
    let Some((output, log)) = run(other) else {
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let asked = "cargo test --workspace -- --quiet";
    assert!(log.lines().any(|line| line == asked), "{log}");
}

#[test]
fn a_readme_without_one_command_for_the_tests_is_refused() {
    for readme in [
        "nothing\n",
        "$ cargo run\n",
        "$ cargo test\n$ cargo test NAME\n",
    ] {
        let Some((output, log)) = run(readme) else {
            return;
        };
        assert!(!output.status.success(), "{readme:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("README.md must have one line"), "{said}");
        assert!(!log.contains("cargo test"), "{log}");
    }
}
