//! `cargo xtask bench NAME`: measurements whose figures the project states.

mod collector;
pub mod http;
mod nginx;
mod page;
mod procfs;
mod server;
mod wrk;

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// The command.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    match args {
        [name] if name == "page" => page::run(workspace).map(|()| ExitCode::SUCCESS),
        [name] if name == "collector" => collector::run(workspace).map(|()| ExitCode::SUCCESS),
        _ => bail!("say which: `cargo xtask bench page` or `cargo xtask bench collector`"),
    }
}
