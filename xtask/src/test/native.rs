//! Unit and integration tests of all native packages, through cargo, with their results added up.

use super::{NATIVE, Tally, packages, services};
use crate::process;
use crate::workspace::Workspace;
use anyhow::Result;

/// Runs the tests, with the servers that they need at hand, and shows what is not a plain success.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    services::ensure();
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast", "--features", "app/ssr"]).args(packages(&NATIVE));
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
