//! `cargo xtask bench NAME`: measurements whose figures the project states.

mod capacity;
mod collector;
mod crowd;
mod docs;
pub mod http;
mod nginx;
mod page;
mod procfs;
mod server;
mod streams;
mod wrk;
mod year;

use crate::workspace::Workspace;
use anyhow::{Result, bail};
use std::process::ExitCode;

/// The command.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    match args {
        [name] if name == "page" => page::run(workspace).map(|()| ExitCode::SUCCESS),
        [name] if name == "collector" => collector::run(workspace).map(|()| ExitCode::SUCCESS),
        [name, sizes @ ..] if name == "docs" => docs::run(workspace, sizes).map(|()| ExitCode::SUCCESS),
        [name] if name == "capacity" => capacity::run(workspace).map(|()| ExitCode::SUCCESS),
        _ => {
            bail!("say which of them: `cargo xtask bench page`, `collector`, `docs [PAGES]...` or `capacity`")
        }
    }
}
