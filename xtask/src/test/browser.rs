//! Browser tests: fetches npm packages and a Chromium if they are missing, builds the release, and lets
//! Playwright loose on it.

use super::Tally;
use crate::workspace::Workspace;
use crate::{build, fingerprint, process};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names that Chromium goes by, in the order in which they are tried.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Runs `end2end/` on the release binary.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let binary = build::release(workspace)?;
    let folder = workspace.root.join("end2end");
    ensure_node()?;
    install_packages(&folder)?;
    let chromium = chromium(&folder)?;
    println!("    browser: {}", chromium.display());
    let report = workspace.notes("playwright.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = Command::new("npx");
    playwright.current_dir(&folder).args(["playwright", "test", "--reporter=list,json"]);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    playwright.env("PHAROS_CHROMIUM", &chromium).env("PHAROS_BIN", &binary);
    let result = process::run(&mut playwright);
    let text = fs::read(&report).with_context(|| match &result {
        Err(error) => format!("Playwright left no report: {error:#}"),
        Ok(()) => "Playwright left no report".to_owned(),
    })?;
    let tally =
        Tally::of_playwright(&serde_json::from_slice(&text)?).context("Playwright's report has no counts")?;
    ensure!(result.is_ok() || tally.failed > 0, "Playwright ended with an error that is no test's");
    Ok(tally)
}

/// Installs Node and npm from Debian where they are missing.
pub fn ensure_node() -> Result<()> {
    if process::find("node").is_some() && process::find("npx").is_some() {
        return Ok(());
    }
    process::install_debian_packages(&["nodejs", "npm"]).context(
        "the browser tests and wasm tests need Node 20 or later with npm: install them from nodejs.org",
    )
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

/// A Chromium: the system's, else Debian's package, else the one that Playwright downloads.
fn chromium(folder: &Path) -> Result<PathBuf> {
    let present = || CHROMIUM.iter().find_map(|name| process::find(name));
    if let Some(path) = present() {
        return Ok(path);
    }
    println!("    no Chromium on PATH");
    match process::install_debian_packages(&["chromium"]) {
        Ok(()) => present().context("Debian's chromium is installed but not on PATH"),
        Err(error) => {
            println!("    {error:#}; Playwright downloads its own");
            downloaded(folder)
        }
    }
}

/// Lets Playwright download its Chromium, and asks it where that is.
fn downloaded(folder: &Path) -> Result<PathBuf> {
    process::run(Command::new("npx").current_dir(folder).args(["playwright", "install", "chromium"]))?;
    let ask = "console.log(require('@playwright/test').chromium.executablePath())";
    let path = process::text(Command::new("node").current_dir(folder).args(["-e", ask]))?;
    Ok(PathBuf::from(path.trim()))
}
