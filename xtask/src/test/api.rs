//! The API against its own description: schemathesis, from the Python package index, reads the document that a running
//! server gives and asks of every operation whether it does what it says there, also with requests that are wrong.

mod report;
mod seed;
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
    fs::write(&settings, filled(SETTINGS, server.names()))?;
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut run = Command::new(program);
    run.current_dir(&folder);
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

/// `text` with a value for each `${NAME}`: schemathesis itself takes them from the environment, but not everywhere.
fn filled<'a>(text: &str, names: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    names.fold(text.to_owned(), |text, (name, value)| text.replace(&format!("${{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_leave_nothing_to_be_filled_in() {
        let names = ["SESSION", "INCIDENT", "MAINTENANCE", "RUN", "MEMBER", "TOMORROW"]
            .map(|name| format!("PHAROS_{name}"));
        let names = names.iter().map(|name| (name.as_str(), "1"));
        let settings = filled(SETTINGS, names);
        assert!(
            toml::from_str::<toml::Table>(&settings).is_ok_and(|table| table.contains_key("dictionaries"))
        );
        assert!(!settings.replace("`${}`", "").contains("${"), "{settings}");
    }
}
