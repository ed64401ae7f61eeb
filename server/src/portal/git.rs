//! The last change of each file below a folder, as git knows it where there is a repository: one `git log`, without a shell.
//!
//! SECURITY: names of files and of authors are whatever somebody wrote. Names of files are told from the rest by a `/` at
//! the start, which no path of git has, and end with NUL, which none holds. What a repository's own settings could make git
//! run is switched off, and git itself refuses a repository of another owner.

use docs::Change;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// How long git may take; what it has said by then counts.
const LIMIT: Duration = Duration::from_secs(20);
/// The most bytes that are read.
const MOST_BYTES: u64 = 256 << 20;
/// Letters of the longest name that is shown.
const LONGEST_NAME: usize = 80;

/// Seconds since 1970, decorations, author, with tabs between, which no name of a branch holds; the newest first.
const FORMAT: &str = "--format=/%ct%x09%D%x09%aN";
/// Settings of git that could make it run something, or wait for somebody.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
];
/// What would lead git to another repository.
const LEADING: [&str; 5] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS"];

/// The last changes of the files below `folder`, by their paths there; empty without git or a repository.
pub(super) fn changes(folder: &Path) -> BTreeMap<String, Change> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "log.showSignature=false", "log", "-z", "--name-only"]);
    command.args([
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--decorate=short",
        "--relative",
    ]);
    command.args([FORMAT, "--", "."]).envs(ENVIRONMENT);
    for name in LEADING {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    match command.spawn() {
        Ok(child) => read(&output(child)),
        Err(error) => {
            tracing::debug!(%error, "git cannot be asked when pages changed");
            BTreeMap::new()
        }
    }
}

/// What the program says until it ends or its time is over.
fn output(mut child: Child) -> Vec<u8> {
    let Some(from) = child.stdout.take() else { return Vec::new() };
    let (done, whole) = channel();
    std::thread::spawn(move || done.send(drained(from)));
    let said = whole.recv_timeout(LIMIT);
    let _ = child.kill();
    let _ = child.wait();
    said.or_else(|_| whole.recv()).unwrap_or_default()
}

fn drained(from: ChildStdout) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before an error is as good as without it.
    let _ = from.take(MOST_BYTES).read_to_end(&mut bytes);
    bytes
}

/// The newest change of each file. A commit without its parents, where a clone was cut off, tells nothing: it seems to have
/// made all files.
fn read(output: &[u8]) -> BTreeMap<String, Change> {
    let (mut changes, mut change, mut is_first) = (BTreeMap::new(), None, false);
    for piece in output.split(|byte| *byte == 0) {
        // Git puts the end of a line between a commit and its first file.
        let piece = if is_first { piece.strip_prefix(b"\n").unwrap_or(piece) } else { piece };
        is_first = piece.starts_with(b"/");
        if is_first {
            change = commit(&String::from_utf8_lossy(piece));
        } else if let (Some(change), Ok(path)) = (&change, std::str::from_utf8(piece))
            && !path.is_empty()
        {
            changes.entry(path.to_owned()).or_insert_with(|| Change::clone(change));
        }
    }
    changes
}

fn commit(line: &str) -> Option<Change> {
    let (seconds, rest) = line.strip_prefix('/')?.split_once('\t')?;
    let (decorations, author) = rest.split_once('\t')?;
    let is_cut_off = decorations.split(", ").any(|decoration| decoration == "grafted");
    let at = seconds.parse::<i64>().ok()?.checked_mul(1_000)?;
    (!is_cut_off).then(|| Change { at, by: name(author) })
}

/// The name on one line, without what turns the direction of writing.
fn name(author: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let shown = author.trim().chars().filter(|c| !c.is_control() && !turns(*c));
    shown.take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests;
