//! The API against its own description: schemathesis, from the Python package index, reads the document that a running
//! server gives and asks of every operation whether it does what it says there, also with requests that are wrong.

mod report;
mod server;

use super::{Tally, python};
use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use server::Server;
use std::fs;
use std::process::Command;

/// Schemathesis and what it needs, each in one version.
const REQUIREMENTS: &str = include_str!("api/requirements.txt");
/// What is checked, and how much.
const SETTINGS: &str = include_str!("api/schemathesis.toml");

/// Runs schemathesis on the server that was built last, and counts what its report counts. Compiles nothing.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let binary = workspace.binary("release");
    ensure!(binary.is_file(), "there is no server yet: run the step `unit`, or `cargo xtask build`");
    println!("    server: {}", binary.display());
    let folder = workspace.notes("api");
    fs::create_dir_all(&folder)?;
    let program =
        python::environment("schemathesis", &folder.join("python"), REQUIREMENTS)?.join("schemathesis");
    let server = Server::start(&binary, &workspace.root, &folder.join("data"))?;
    let (settings, report) = (folder.join("schemathesis.toml"), folder.join("report.xml"));
    fs::write(&settings, SETTINGS)?;
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut run = Command::new(program);
    run.current_dir(&folder).env("PHAROS_SESSION", server.session());
    run.arg("--config-file").arg(&settings).arg("run").arg(format!("{}/api/v1/openapi.json", server.url()));
    run.args(["--url", &server.url(), "--checks", "all"]).arg("--report-junit-path").arg(&report);
    let result = process::run(&mut run);
    let text = fs::read_to_string(&report).with_context(|| match &result {
        Err(error) => format!("schemathesis left no report: {error:#}"),
        Ok(()) => "schemathesis left no report".to_owned(),
    })?;
    let mut tally = report::tally(&text).context("the report of schemathesis has no counts")?;
    // What is wrong with no operation in particular is in no count.
    if result.is_err() && tally.failed == 0 {
        tally += Tally::FAILED;
    }
    Ok(tally)
}
