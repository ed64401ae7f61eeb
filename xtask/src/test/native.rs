//! Unit and integration tests of all native packages, through cargo, with their results added up.

use super::{NATIVE, Tally, packages, python, services};
use crate::process;
use crate::workspace::Workspace;
use anyhow::Result;

/// Runs the tests, with the servers that they need at hand, and shows what is not a plain success.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    services::ensure();
    let published = python::environment("published clients", &workspace.notes("published"), PUBLISHED);
    if let Err(error) = &published {
        println!("    {error:#}; tests that need them fail");
    }
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--release", "--no-fail-fast", "--features", "app/ssr"]).args(packages(&NATIVE));
    cargo.args(NATIVE.iter().copied().flat_map(checked));
    cargo.env("PROPTEST_RNG_SEED", std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| SEED.to_owned()));
    cargo.envs(published.map(|programs| ("PHAROS_TEST_PYTHON", programs.join("python3"))));
    let mut tally = Tally::default();
    let succeeded = process::each_line(&mut cargo, |line| {
        if let Some(part) = Tally::of_harness_line(line) {
            tally += part;
        }
        if worth_showing(line) {
            println!("{line}");
        }
    })?;
    // A test that does not compile, or dies, has no result line.
    if !succeeded && tally.failed == 0 {
        tally += Tally::FAILED;
    }
    Ok(tally)
}

/// Published clients of protocols for which Debian has no server, each in one version: what tests compare with.
const PUBLISHED: &str = include_str!("native/requirements.txt");

/// What the random inputs of properties begin with, so that a commit passes or fails wherever and whenever it is tested.
/// To look further, set the variable to another number, and `PROPTEST_CASES` to more than its 256.
const SEED: &str = "1";

/// How a package of ours is compiled for its tests: not optimised, overflow and debug assertions checked, backtraces with
/// lines. All else is as in the release profile, so that each dependency is compiled once for the tests and for the server
/// that the browser tests run on.
const CHECKED: [&str; 6] = [
    "opt-level=0",
    "codegen-units=16",
    "debug-assertions=true",
    "overflow-checks=true",
    "debug=\"line-tables-only\"",
    "strip=\"none\"",
];

/// Arguments that give cargo those settings for a package.
fn checked(package: &str) -> impl Iterator<Item = String> {
    let setting = move |setting| format!("profile.release.package.{package}.{setting}");
    CHECKED.iter().flat_map(move |line| ["--config".to_owned(), setting(line)])
}

/// Whether a line of the harness says more than that one more test went well.
fn worth_showing(line: &str) -> bool {
    let plain = line.trim();
    let passed = plain.starts_with("test ") && plain.ends_with("... ok");
    !(passed || plain.is_empty() || plain.starts_with("running ") || plain.starts_with("test result: ok"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successes_are_silent_and_failures_are_not() {
        assert!(!worth_showing("test judge::tests::three_fails ... ok"));
        assert!(!worth_showing("running 3 tests"));
        assert!(worth_showing("test judge::tests::three_fails ... FAILED"));
        assert!(worth_showing("test judge::tests::three_fails ... ignored"));
        assert!(worth_showing("test result: FAILED. 1 passed; 1 failed; 0 ignored"));
        assert!(worth_showing("thread 'x' panicked at src/lib.rs:1:1:"));
    }
}
