//! Markdown as the binary renders it, against what others hold it to be: every example of the specifications of CommonMark and
//! of GitHub, and what GitHub's own parser makes of the fixtures beside this file. All of it is compared byte for byte.

mod registry;

use super::Tally;
use crate::build;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Texts that GitHub's parser is asked about, separated by lines of `%%%`.
const FIXTURES: &str = include_str!("markdown/gfm.md");

/// Examples of GitHub's specification, by number, that say what comes without an extension which the same specification adds:
/// for these its own parser, with all its extensions, is right.
const EXTENDED: [usize; 12] = [
    // A block of HTML with a tag that section "Disallowed Raw HTML" filters.
    140, 141, 142, 145, 147, //
    // A task list, which the parser's own suite leaves out: it writes the attributes in another order.
    279, 280, //
    // An address that section "Autolinks (extension)" makes a link.
    610, 614, 616, 619, 620,
];

/// An example of a specification.
struct Example {
    /// What it is about besides plain CommonMark: `table`; "" for nothing.
    extension: String,
    markdown: String,
    html: String,
}

/// The program, and what it made of the examples so far.
struct Judge {
    binary: PathBuf,
    tally: Tally,
}

/// Compares each example and shows what differs.
pub fn test(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.notes("markdown");
    fs::create_dir_all(&folder)?;
    let mut judge = Judge { binary: build::release(workspace)?, tally: Tally::default() };
    for Example { markdown, html, .. } in registry::commonmark(&folder)? {
        judge.compare("--plain", &markdown, &html)?;
    }
    judge.github(&folder)?;
    Ok(judge.tally)
}

impl Judge {
    /// GitHub's specification, and our fixtures, against its parser where that is the one to ask.
    fn github(&mut self, folder: &Path) -> Result<()> {
        let python = registry::python(folder)?;
        let examples = registry::github(folder, &python)?;
        let texts: Vec<&str> = examples.iter().map(|example| example.markdown.as_str()).collect();
        let parsed = registry::parsed(folder, &python, &texts)?;
        for ((example, parsed), number) in examples.iter().zip(parsed).zip(1..) {
            let wanted = if EXTENDED.contains(&number) { &parsed } else { &example.html };
            self.compare("--gfm", &example.markdown, wanted)?;
            // What others write too does not need GitHub's name.
            if matches!(example.extension.as_str(), "table" | "strikethrough") {
                self.compare("--plain", &example.markdown, &example.html)?;
            }
        }
        let fixtures: Vec<&str> = FIXTURES.split("%%%\n").collect();
        for (text, wanted) in fixtures.iter().zip(registry::parsed(folder, &python, &fixtures)?) {
            self.compare("--gfm", text, &wanted)?;
        }
        Ok(())
    }

    fn compare(&mut self, flag: &str, text: &str, wanted: &str) -> Result<()> {
        let html = self.rendered(flag, text)?;
        if html != wanted {
            println!("    {flag} {text:?}\n      is     {html:?}\n      wanted {wanted:?}");
        }
        self.tally += Tally::of_step(html == wanted);
        Ok(())
    }

    /// What `pharos docs render` prints for a text on standard input.
    fn rendered(&self, flag: &str, text: &str) -> Result<String> {
        let mut pharos = Command::new(&self.binary);
        pharos.args(["docs", "render", flag, "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut pharos = pharos.spawn().with_context(|| format!("cannot start {}", self.binary.display()))?;
        // Examples are smaller than a pipe, so that nobody waits for the other.
        pharos.stdin.take().context("no standard input")?.write_all(text.as_bytes())?;
        let output = pharos.wait_with_output()?;
        ensure!(output.status.success(), "`pharos docs render {flag} -` fails on {text:?}");
        Ok(String::from_utf8(output.stdout)?)
    }
}
