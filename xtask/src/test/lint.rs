//! The steps without a test in them: format, clippy, documentation. Each run of a tool counts as one.

use super::{FRONTENDS, NATIVE, Tally, packages};
use crate::bundle::{self, TARGET};
use crate::process;
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::Command;

/// Every file is formatted as rustfmt would.
pub fn format(workspace: &Workspace) -> Result<Tally> {
    Ok(counted(workspace.cargo().args(["fmt", "--all", "--check"])))
}

/// Clippy finds nothing, natively over all targets, and in each frontend for wasm32.
pub fn clippy(workspace: &Workspace) -> Result<Tally> {
    bundle::ensure_target(workspace)?;
    let deny = ["--", "--deny", "warnings"];
    let mut native = workspace.cargo();
    native
        .args(["clippy", "--release", "--all-targets", "--features", "app/ssr"])
        .args(packages(&NATIVE))
        .args(deny);
    let mut tally = counted(&mut native);
    for frontend in FRONTENDS {
        let mut wasm = workspace.cargo();
        tally +=
            counted(wasm.args(["clippy", "--release", "--target", TARGET, "--package", frontend]).args(deny));
    }
    Ok(tally)
}

/// Documentation builds without a warning, for both sides.
pub fn documentation(workspace: &Workspace) -> Result<Tally> {
    let document = || {
        let mut cargo = workspace.cargo();
        cargo.args(["doc", "--release", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings");
        cargo
    };
    let mut tally = counted(document().args(["--features", "app/ssr"]).args(packages(&NATIVE)));
    for frontend in FRONTENDS {
        tally += counted(document().args(["--target", TARGET, "--package", frontend]));
    }
    Ok(tally)
}

/// Runs a tool whose output says what is wrong, and counts it as one test.
pub fn counted(command: &mut Command) -> Tally {
    let result = process::run(command);
    if let Err(error) = &result {
        eprintln!("error: {error:#}");
    }
    Tally::of_step(result.is_ok())
}
