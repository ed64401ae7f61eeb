//! How long the planner takes in Chromium from a slider's move to what is painted of it, and the longest task that its
//! page's main thread has while the slider is dragged: by `end2end/paint.mjs`, on a demo of the release.

use crate::bench::http;
use crate::bench::server::{Server, free_port};
use crate::test::browser;
use crate::workspace::Workspace;
use crate::{build, process};
use anyhow::{Context, Result};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Lines with the figures. Errors where Chromium or the page fails.
pub fn measure(workspace: &Workspace) -> Result<String> {
    let binary = build::release(workspace)?;
    let chromium = browser::ready(workspace)?;
    let port = free_port()?;
    let mut demo = Command::new(binary);
    demo.args(["demo", "--no-open", "--strict-port", "--port", &port.to_string()]);
    let demo = demo.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start pharos")?;
    let demo = Server { name: "pharos", port, process: demo };
    http::wait(demo.port, Duration::from_secs(120)).context("the demo does not come up")?;
    let mut node = Command::new("node");
    node.current_dir(workspace.root.join("end2end")).arg("paint.mjs");
    node.arg(format!("http://127.0.0.1:{}/capacity/butterfly", demo.port));
    if let Some(chromium) = chromium {
        node.env("PHAROS_CHROMIUM", chromium);
    }
    let told = process::text(&mut node);
    demo.stop()?;
    Ok(told?.trim().to_owned())
}
