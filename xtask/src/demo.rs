//! `cargo xtask demo`: builds what has changed, then becomes `pharos demo`.

use crate::build;
use crate::workspace::Workspace;
use anyhow::Result;
use std::process::{Command, ExitCode};

/// The command. All its arguments are those of `pharos demo`.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    let binary = build::release(workspace)?;
    become_process(Command::new(binary).arg("demo").args(args))
}

/// Replaces this process, so that signals and the exit code are the server's own.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(anyhow::Error::new(error).context("cannot start the server"))
}

/// Runs the server and ends with its exit code.
#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result<ExitCode> {
    let code = command.status()?.code();
    Ok(ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
