//! Browser tests: fetches npm packages and a Chromium if they are missing, builds the release, checks the
//! types of the tests, and lets Playwright loose on the release.

use super::{Tally, lint};
use crate::workspace::Workspace;
use crate::{build, fingerprint, process};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Chromium without a window, and Debian's package of it: it draws the same pages for half the processor time.
const SHELL: &str = "chromium-headless-shell";

/// Names that a whole Chromium goes by, in the order in which they are tried.
const WHOLE: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Oldest Node that the packages run on.
const NODE: (u32, u32) = (20, 19);

/// Runs `end2end/` on the release binary.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let binary = build::release(workspace)?;
    let folder = workspace.root.join("end2end");
    let chromium = ready(workspace)?;
    let mut tally = lint::counted(Command::new("npx").current_dir(&folder).args(["tsc", "--noEmit"]));
    let mut playwright = Command::new("npx");
    playwright.current_dir(&folder).args(["playwright", "test", "--reporter=list,json"]);
    playwright.env("PHAROS_BIN", &binary);
    if let Some(chromium) = chromium {
        println!("    browser: {}", chromium.display());
        playwright.env("PHAROS_CHROMIUM", chromium);
    }
    tally += run(&mut playwright, &workspace.notes("playwright.json"))?;
    Ok(tally)
}

/// Fetches what a browser is driven with where it is missing, and gives the Chromium; none for the one that Playwright finds
/// by itself.
pub fn ready(workspace: &Workspace) -> Result<Option<PathBuf>> {
    let folder = workspace.root.join("end2end");
    ensure_node()?;
    install_packages(&folder)?;
    chromium(&folder)
}

/// Runs Playwright and counts from the report that it writes.
fn run(playwright: &mut Command, report: &Path) -> Result<Tally> {
    if report.exists() {
        fs::remove_file(report)?;
    }
    let result = process::run(playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", report));
    let text = fs::read(report).with_context(|| match &result {
        Err(error) => format!("Playwright left no report: {error:#}"),
        Ok(()) => "Playwright left no report".to_owned(),
    })?;
    let tally = Tally::of_playwright(&serde_json::from_slice(&text)?);
    let tally = tally.context("Playwright's report has no counts")?;
    ensure!(result.is_ok() || tally.failed > 0, "Playwright ended with an error that is no test's");
    Ok(tally)
}

/// Installs Node and npm from Debian where they are missing. Errors when what is there is too old.
pub fn ensure_node() -> Result<()> {
    let wanted = format!("install Node {}.{} or later with npm from nodejs.org", NODE.0, NODE.1);
    if process::find("node").is_none() || process::find("npx").is_none() {
        process::install_debian_packages(&["nodejs", "npm"]).with_context(|| wanted.clone())?;
    }
    let text = process::text(Command::new("node").arg("--version"))?;
    ensure!(version(&text).is_some_and(|present| present >= NODE), "Node is {}: {wanted}", text.trim());
    Ok(())
}

/// Major and minor number of what `node --version` prints.
fn version(text: &str) -> Option<(u32, u32)> {
    let (major, rest) = text.trim().strip_prefix('v')?.split_once('.')?;
    Some((major.parse().ok()?, rest.split('.').next()?.parse().ok()?))
}

/// Installs what `package-lock.json` names, unless that was done already for the same file.
fn install_packages(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json")).context("end2end/package-lock.json is missing")?;
    let digest = fingerprint::of_bytes(&lock);
    let stamp = folder.join("node_modules/.xtask-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|known| known == digest) {
        return Ok(());
    }
    println!("    npm packages of end2end/");
    process::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    Ok(fs::write(&stamp, digest)?)
}

/// A Chromium: the headless shell of the system or of Debian, else a whole one of the system; none for the shell that
/// Playwright downloads and finds by itself.
fn chromium(folder: &Path) -> Result<Option<PathBuf>> {
    if let Some(path) = process::find(SHELL) {
        return Ok(Some(path));
    }
    println!("    no {SHELL} on PATH");
    let Err(error) = process::install_debian_packages(&[SHELL]) else {
        let path = process::find(SHELL);
        return path.with_context(|| format!("Debian's {SHELL} is installed but not on PATH")).map(Some);
    };
    if let Some(path) = WHOLE.iter().find_map(|name| process::find(name)) {
        println!("    {error:#}; {} takes its place, and takes longer", path.display());
        return Ok(Some(path));
    }
    println!("    {error:#}; Playwright downloads its own");
    let install = ["playwright", "install", "--only-shell", "chromium"];
    process::run(Command::new("npx").current_dir(folder).args(install))?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_compared_by_number() {
        assert_eq!(version("v20.19.2\n"), Some((20, 19)));
        assert!(version("v20.9.0").is_some_and(|old| old < NODE));
        assert!(version("v100.0.1").is_some_and(|new| new >= NODE));
        assert_eq!(version("node"), None);
    }
}
