//! What a terminal shows: prompts, commands and what they printed.

use super::lines::lines;
use super::scan::scan;
use super::{Class, Out, languages};

/// Whether a block that says it is shell has prompts: then the lines without one are output. In a list they are indented.
pub(super) fn has_prompt(code: &str) -> bool {
    lines(code).any(|(from, to)| code[from..to].trim_start_matches(' ').starts_with("$ "))
}

/// A line of a session.
struct Line {
    from: usize,
    to: usize,
    /// Length of the prompt, nothing for a line by which a command goes on; none for what was printed or is said.
    prompt: Option<usize>,
    goes_on: bool,
}

/// The lines of a session: what follows a prompt is shell, also over lines that end in `\`; all else is output.
fn read(code: &str) -> Vec<Line> {
    let mut reader = Reader { has_dollar: has_prompt(code), is_root: false };
    let mut goes_on = false;
    let line = |(from, to)| {
        let text = &code[from..to];
        let prompt = if goes_on { continuation(text) } else { reader.prompt(text) };
        let line = Line { from, to, prompt, goes_on };
        goes_on = prompt.is_some() && text.ends_with('\\');
        line
    };
    lines(code).map(line).collect()
}

/// Marks the prompts, the commands and the output.
pub(super) fn session(out: &mut Out<'_>) {
    for Line { from, to, prompt, goes_on } in read(out.code) {
        match prompt {
            Some(length) => {
                out.mark(Class::Prompt, from, from + length);
                scan(out, &languages::SHELL, from + length, to, !goes_on);
            }
            None => out.mark(Class::Output, from, to),
        }
    }
}

/// What follows each prompt, lines included by which it goes on.
pub(super) fn commands(code: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for Line { from, to, prompt, goes_on } in read(code) {
        match (goes_on, prompt) {
            (true, _) => found.last_mut().into_iter().for_each(|last| last.1 = to),
            (false, Some(length)) => found.push((from + length, to)),
            (false, None) => {}
        }
    }
    found
}

/// What tells prompts from remarks in a session.
struct Reader {
    /// Whether its prompts are `$ `: then `# ` begins a remark.
    has_dollar: bool,
    /// Whether a command may have made its reader root, whose prompt is `# `.
    is_root: bool,
}

impl Reader {
    fn prompt(&mut self, line: &str) -> Option<usize> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(command) = line[indent..].strip_prefix("$ ") {
            self.is_root |= opens_shell(command);
            return Some(indent + 2);
        }
        let is_remark = line.starts_with('#') && self.has_dollar && !self.is_root;
        prompt(line).filter(|_| !is_remark)
    }
}

/// Whether a command opens a shell of somebody else or of another machine, whose prompt may be another.
fn opens_shell(command: &str) -> bool {
    let has = |wanted: &[&str]| command.split_whitespace().any(|word| wanted.contains(&word));
    has(&["su", "ssh", "chroot", "nsenter", "rsh", "debug"])
        || has(&["sudo", "exec", "run"]) && has(&["-i", "-s", "-it", "-ti"])
}

/// Length of the prompt that a line begins with: `$ `, `# `, `% `, `user@host:~$ `, `[root@host ~]# `, `PS C:\> `, `mysql> `.
fn prompt(line: &str) -> Option<usize> {
    if ["$ ", "# ", "% ", "> "].iter().any(|mark| line.starts_with(mark)) || matches!(line, "$" | "#") {
        return Some(line.len().min(2));
    }
    let end = line.find(["$", "#", "%", ">"].map(|mark| mark.chars().next().unwrap_or('$')))?;
    let before = &line[..end];
    let is_prompt = before.len() <= 60
        && line[end + 1..].starts_with(' ')
        && (before.contains('@') && !before.contains(": ") || before.starts_with("PS ") || is_name(before));
    is_prompt.then_some(end + 2)
}

/// `mysql`, `cqlsh`, `postgres=`, `cqlsh:keyspace`
fn is_name(before: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '=' | ':' | '-');
    before.starts_with(|c: char| c.is_ascii_lowercase()) && before.chars().all(is_mark)
}

/// A command that goes on may have `> ` before its next line.
fn continuation(line: &str) -> Option<usize> {
    Some(if line.starts_with("> ") { 2 } else { 0 })
}
