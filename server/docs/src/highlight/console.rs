//! What a terminal shows: prompts, commands and what they printed.

use super::lines::lines;
use super::scan::scan;
use super::{Class, Out, languages};

/// Whether a block that says it is shell has prompts: then the lines without one are output.
pub(super) fn has_prompt(code: &str) -> bool {
    lines(code).any(|(from, to)| code[from..to].starts_with("$ "))
}

/// A session: what follows a prompt is shell, also over lines that end in `\`; all else is output.
pub(super) fn session(out: &mut Out<'_>) {
    let code = out.code;
    let mut goes_on = false;
    for (from, to) in lines(code) {
        let line = &code[from..to];
        let prompt = if goes_on { continuation(line) } else { prompt(line) };
        match prompt {
            Some(length) => {
                out.mark(Class::Prompt, from, from + length);
                scan(out, &languages::SHELL, from + length, to, !goes_on);
            }
            None => out.mark(Class::Output, from, to),
        }
        goes_on = prompt.is_some() && line.ends_with('\\');
    }
}

/// What follows each prompt, lines included by which it goes on.
pub(super) fn commands(code: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = false;
    for (from, to) in lines(code) {
        let line = &code[from..to];
        match (goes_on, prompt(line)) {
            (true, _) => found.last_mut().into_iter().for_each(|last| last.1 = to),
            (false, Some(length)) => found.push((from + length, to)),
            (false, None) => continue,
        }
        goes_on = line.ends_with('\\');
    }
    found
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
