//! `cargo xtask dev`: a development server that is rebuilt and restarted when a source changes. The
//! browser notices the restart by itself.

use crate::step::step;
use crate::workspace::Workspace;
use crate::{build, fingerprint, process};
use anyhow::{Context, Result};
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

/// How often the sources are looked at.
const POLL: Duration = Duration::from_millis(300);
/// What the server's program is made from.
const SERVER: [&str; 4] = ["app", "server", "Cargo.toml", "Cargo.lock"];
/// What the folder of assets is made from.
const SITE: [&str; 5] = ["app", "frontend", "style", "public", "Cargo.toml"];
/// What the server reads when it starts.
const CONTENT: [&str; 1] = ["content"];

/// Digests of the three groups of sources.
#[derive(Clone, PartialEq)]
struct Sources {
    server: String,
    site: String,
    content: String,
}

/// The command: never returns but by an error before the first start, or by Ctrl-C, which ends both processes.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    crate::no_arguments("dev", args)?;
    let mut seen = look(workspace)?;
    rebuild(workspace, None, &seen)?;
    let mut server = Some(start(workspace)?);
    println!("==> watching; Ctrl-C ends");
    loop {
        std::thread::sleep(POLL);
        report_end(&mut server);
        let present = look(workspace)?;
        if present == seen {
            continue;
        }
        let result = rebuild(workspace, Some(&seen), &present);
        seen = present;
        match result {
            Ok(()) => {
                stop(&mut server);
                server = Some(start(workspace)?);
            }
            Err(error) => eprintln!("error: {error:#}\n==> the server of before the change keeps running"),
        }
    }
}

fn look(workspace: &Workspace) -> Result<Sources> {
    Ok(Sources {
        server: fingerprint::of(&workspace.root, &SERVER)?,
        site: fingerprint::of(&workspace.root, &SITE)?,
        content: fingerprint::of(&workspace.root, &CONTENT)?,
    })
}

/// Builds what depends on the groups that differ; everything, when nothing was built before.
fn rebuild(workspace: &Workspace, before: Option<&Sources>, present: &Sources) -> Result<()> {
    if before.is_none_or(|before| before.site != present.site) {
        build::browser_half(workspace)?;
    }
    if before.is_none_or(|before| before.server != present.server) {
        step("server: pharos, debug", || {
            process::run(workspace.cargo().args(["build", "--package", "pharos"]))
        })?;
    }
    Ok(())
}

fn start(workspace: &Workspace) -> Result<Child> {
    let binary = workspace.binary("debug");
    let mut command = Command::new(&binary);
    command.current_dir(&workspace.root).args(["serve", "--dev", "--content", "content", "--site"]);
    command.arg(workspace.site()).arg("--data").arg(workspace.notes("dev-data"));
    command.spawn().with_context(|| format!("cannot start {}", binary.display()))
}

fn stop(server: &mut Option<Child>) {
    if let Some(mut child) = server.take() {
        // It is gone already when either call fails.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Says so, once, when the server has ended by itself.
fn report_end(server: &mut Option<Child>) {
    if let Some(Ok(Some(status))) = server.as_mut().map(Child::try_wait) {
        eprintln!("==> the server ended ({status}); it starts again after the next change");
        *server = None;
    }
}
