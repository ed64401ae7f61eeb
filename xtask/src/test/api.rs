//! The API against its own description: schemathesis, from the Python package index, reads the document that a running
//! server gives and asks of every operation whether it does what it says there, also with requests that are wrong.

mod report;
mod server;

use super::Tally;
use crate::workspace::Workspace;
use crate::{fingerprint, process};
use anyhow::{Context, Result};
use server::Server;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Schemathesis and what it needs, each in one version.
const REQUIREMENTS: &str = include_str!("api/requirements.txt");
/// What is checked, and how much.
const SETTINGS: &str = include_str!("api/schemathesis.toml");

/// Runs schemathesis on the server that was built last, and counts what its report counts. Compiles nothing.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let binary = newest(workspace)?;
    println!("    server: {}", binary.display());
    let folder = workspace.notes("api");
    fs::create_dir_all(&folder)?;
    let program = schemathesis(&folder)?;
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

/// The server that was built last, for debugging or for release.
fn newest(workspace: &Workspace) -> Result<PathBuf> {
    let built = ["debug", "release"].map(|profile| workspace.binary(profile)).into_iter();
    let built = built.filter_map(|binary| Some((fs::metadata(&binary).ok()?.modified().ok()?, binary)));
    let newest =
        built.max().context("there is no server yet: run the step `unit`, or `cargo xtask build`")?;
    Ok(newest.1)
}

/// Schemathesis in a virtual environment of its own, made unless it was made already from the same versions.
fn schemathesis(folder: &Path) -> Result<PathBuf> {
    let (home, requirements) = (folder.join("python"), folder.join("requirements.txt"));
    let (program, stamp) = (home.join("bin/schemathesis"), home.join("xtask-stamp"));
    let digest = fingerprint::of_bytes(REQUIREMENTS.as_bytes());
    if program.is_file() && fs::read_to_string(&stamp).is_ok_and(|known| known == digest) {
        return Ok(program);
    }
    println!("    schemathesis into {}", home.display());
    fs::write(&requirements, REQUIREMENTS)?;
    let make = || process::run(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&home));
    if make().is_err() {
        process::install_debian_packages(&["python3-venv"])?;
        make()?;
    }
    let mut pip = Command::new(home.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements);
    process::run(&mut pip)?;
    fs::write(&stamp, digest)?;
    Ok(program)
}
